# Names of __slots__ beside a __dict__: what one object's attributes are says nothing of another's that has had its __dict__ looked at.


class Both:
    __slots__ = ("x", "y", "__dict__")
    label = "the class's"


def store(o, x, z):
    o.x = x
    o.z = z


def read(o):
    return o.label


def drop(o):
    del o.x
    del o.z


o = Both()
for i in range(4):
    store(o, ["x"], ["z", i])
    print(o.x, o.z, hasattr(o, "y"), o.__dict__)
    drop(o)
    print(hasattr(o, "x"), o.__dict__)

plain, looked = Both(), Both()
for each in plain, looked:
    each.x = 1
looked.__dict__["label"] = "its own"
for i in range(3):
    print(read(plain), read(looked))
fresh = Both()
fresh.__dict__["z"] = 0
store(fresh, 1, 2)
print(fresh.__dict__, fresh.x)
store(plain, 1, 2)
print(plain.__dict__, plain.x)


class Sub(dict):
    __slots__ = "a", "__dict__"


for i in range(3):
    s = Sub()
    s.a, s.b = 1, 2
    print(s.a, s.b, vars(s))
    s.a, s.c = 3, 4
    print(s.a, s.c, vars(s))
