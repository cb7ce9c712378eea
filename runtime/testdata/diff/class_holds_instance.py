# At exit, what only a class holds is finalized.
class Own:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


Own.first = Own("held by its own class")


class Other:
    held = Own("held by another class")


def make():
    class Local:
        it = Own("held by a class of a function")

    return Local


keep = make()


class Error(ValueError):
    pass


Error.cause = Own("held by an exception class")
print("end")
