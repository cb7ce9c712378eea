def a(x):
    return b(x) + 1

def b(x):
    y = c(x,
          2)
    return y

def c(p, q):
    return p / (q - 2)

class K:
    def method(self):
        return a(10)

K().method()
