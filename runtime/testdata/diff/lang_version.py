# record: 3.14
import sys

print(sys.version_info[:2], sys.version_info >= (3, 14))
try:
    object().missing = 1
except AttributeError as e:
    print(e)


class Plain:
    pass


async def use():
    await Plain()


try:
    use().send(None)
except TypeError as e:
    print(e)
