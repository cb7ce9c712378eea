def load(k):
    d = {"a": 1}
    try:
        return d[k]
    except KeyError as e:
        raise ValueError("bad key") from e

def top():
    try:
        load("zz")
    except ValueError:
        raise RuntimeError("while handling")

top()
