class D:
    def __del__(self):
        raise ValueError("in del")
d = D()
del d
print("after")
import nosuchmodule_here
# 3.14: Exception ignored in: <function D.__del__ at 0x...> -> Exception ignored while calling deallocator <function D.__del__ at 0x...>:
