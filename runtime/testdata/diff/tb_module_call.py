import functools
@functools.wraps(print)
def deco(*a):
    print("x", file=5)

class Meta(type):
    def __call__(cls):
        return super().__call__()

class X(metaclass=Meta):
    def __init__(self):
        for i in [1, 2]:
            with self:
                deco(i)
    def __enter__(self): return self
    def __exit__(self, *a): self.missing_thing()

X()
