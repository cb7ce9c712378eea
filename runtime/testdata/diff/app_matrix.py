# A matrix class: slicing, operators, iteration, errors, products in place.
import math
from functools import reduce, total_ordering


@total_ordering
class Matrix:
    __slots__ = ("rows",)
    __match_args__ = ("rows",)

    def __init__(self, rows):
        rows = [list(r) for r in rows]
        if len({len(r) for r in rows}) > 1:
            raise ValueError("rows of different length")
        self.rows = rows

    @classmethod
    def identity(cls, n):
        return cls([[int(i == j) for j in range(n)] for i in range(n)])

    @property
    def shape(self):
        return len(self.rows), len(self.rows[0]) if self.rows else 0

    def __getitem__(self, key):
        match key:
            case (int(i), int(j)):
                return self.rows[i][j]
            case (slice() as i, slice() as j):
                return type(self)([r[j] for r in self.rows[i]])
            case (int(i), slice() as j) | (slice() as j, int(i)):
                return self.rows[i][j] if isinstance(key[0], int) else [r[i] for r in self.rows[j]]
            case int(i):
                return self.rows[i]
        raise TypeError(f"bad index {key!r}")

    def __setitem__(self, key, value):
        i, j = key
        self.rows[i][j] = value

    def __matmul__(self, other):
        if not isinstance(other, Matrix):
            return NotImplemented
        if self.shape[1] != other.shape[0]:
            raise ValueError(f"{self.shape} @ {other.shape}")
        return Matrix([[sum(a * b for a, b in zip(r, c)) for c in zip(*other.rows)] for r in self.rows])

    def __imatmul__(self, other):
        self.rows = (self @ other).rows
        return self

    def __mul__(self, k):
        return Matrix([[k * v for v in r] for r in self.rows]) if isinstance(k, (int, float)) else NotImplemented

    __rmul__ = __mul__

    def __neg__(self):
        return -1 * self

    def __pow__(self, n, mod=None):
        out = reduce(Matrix.__matmul__, [self] * n, Matrix.identity(len(self.rows)))
        return Matrix([[v % mod for v in r] for r in out.rows]) if mod else out

    def __eq__(self, other):
        return isinstance(other, Matrix) and self.rows == other.rows

    def __lt__(self, other):
        return self.rows < other.rows

    def __iter__(self):
        return (v for r in self.rows for v in r)

    def __repr__(self):
        return f"{type(self).__name__}({self.rows})"

    def __format__(self, spec):
        return "\n".join(" ".join(format(v, spec) for v in r) for r in self.rows)


m = Matrix([[1, 2], [3, 4]])
print(m @ m, m**5, pow(m, 20, 1000), -m, 0.5 * m)
print(m[0, 1], m[1], m[:, 0], m[0, ::-1], m[::-1, ::-1], sum(m), max(m))
print(f"{m:>5.1f}")
m[0, 0] = 9
m @= Matrix.identity(2)
print(m, m == Matrix([[9, 2], [3, 4]]), m > Matrix.identity(2), m >= m, sorted([m, Matrix.identity(2)])[0])
for bad in ["m @ 3", "3 @ m", "m * 'x'", "Matrix([[1], [2, 3]])", "m @ Matrix([[1]])", "m['a']", "m.cols", "hash(m)", "m[5, 5]", "setattr(m, 'new', 1)"]:
    try:
        print(eval(bad))
    except Exception as e:
        print(f"{bad}: {type(e).__name__}: {e}")
match m:
    case Matrix([[a, *_], [*_, b]]):
        print("corners", a, b)
print(math.hypot(*m[:, 0]), math.prod(m), math.dist(m[0], m[1]))
