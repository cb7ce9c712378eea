# The names of a class, set and deleted.
class A:
    pass


for name in ("__name__", "__qualname__", "__module__"):
    try:
        delattr(A, name)
    except TypeError as e:
        print(e)
    for value in (3, None, "B", "C.D"):
        try:
            setattr(A, name, value)
            print(name, repr(getattr(A, name)), A)
        except TypeError as e:
            print(e)
A.__module__ = 3
print(A.__module__, A, A().__class__)
