"""Iterator building blocks."""


class count:
    def __init__(self, start=0, step=1):
        self._next, self._step = start, step

    def __iter__(self):
        return self

    def __next__(self):
        value = self._next
        self._next = value + self._step
        return value

    def __repr__(self):
        return f"count({self._next!r})" if self._step == 1 else f"count({self._next!r}, {self._step!r})"


def cycle(iterable, /):
    saved = []
    for item in iterable:
        yield item
        saved.append(item)
    while saved:
        yield from saved


def repeat(object, times=None):
    if times is None:
        while True:
            yield object
    for _ in range(times):
        yield object


class chain:
    def __init__(self, *iterables):
        self._it = self._flatten(iterables)

    @classmethod
    def from_iterable(cls, iterables, /):
        made = cls()
        made._it = cls._flatten(iterables)
        return made

    @staticmethod
    def _flatten(iterables):
        for iterable in iterables:
            yield from iterable

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._it)


def accumulate(iterable, func=None, *, initial=None):
    it = iter(iterable)
    if initial is None:
        try:
            initial = next(it)
        except StopIteration:
            return
    total = initial
    yield total
    for item in it:
        total = total + item if func is None else func(total, item)
        yield total


def batched(iterable, n, *, strict=False):
    if n < 1:
        raise ValueError("n must be at least one")
    it = iter(iterable)
    while batch := tuple(islice(it, n)):
        if strict and len(batch) != n:
            raise ValueError("batched(): incomplete batch")
        yield batch


def compress(data, selectors):
    return (item for item, chosen in zip(data, selectors) if chosen)


def dropwhile(predicate, iterable, /):
    it = iter(iterable)
    for item in it:
        if not predicate(item):
            yield item
            break
    yield from it


def takewhile(predicate, iterable, /):
    for item in iterable:
        if not predicate(item):
            return
        yield item


def filterfalse(predicate, iterable, /):
    for item in iterable:
        if not (item if predicate is None else predicate(item)):
            yield item


def islice(iterable, *args):
    window = slice(*args)
    start, stop, step = window.start or 0, window.stop, 1 if window.step is None else window.step
    for value in (start, stop, step):
        if value is not None and (not isinstance(value, int) or value < 0):
            raise ValueError("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    if step == 0:
        raise ValueError("Step for islice() must be a positive integer or None.")
    return _islice(iter(iterable), start, stop, step)


def _islice(it, start, stop, step):
    # Takes no more of the iterator than it must: it stops before asking.
    at, wanted = 0, start
    while stop is None or wanted < stop:
        for item in it:
            at += 1
            if at > wanted:
                break
        else:
            return
        yield item
        wanted += step
    while stop is not None and at < min(stop, start):
        at += 1
        if next(it, it) is it:
            return


def starmap(function, iterable, /):
    for args in iterable:
        yield function(*args)


def tee(iterable, n=2, /):
    it = iter(iterable)
    queues = [[] for _ in range(n)]

    def branch(mine):
        while True:
            if not mine:
                try:
                    item = next(it)
                except StopIteration:
                    return
                for queue in queues:
                    queue.append(item)
            yield mine.pop(0)

    return tuple(branch(queue) for queue in queues)


def zip_longest(*iterables, fillvalue=None):
    its = [iter(iterable) for iterable in iterables]
    active = len(its)
    while active:
        row = []
        for i, it in enumerate(its):
            if it is not None:
                try:
                    row.append(next(it))
                    continue
                except StopIteration:
                    its[i] = None
                    active -= 1
            row.append(fillvalue)
        if active:
            yield tuple(row)


def pairwise(iterable, /):
    it = iter(iterable)
    try:
        before = next(it)
    except StopIteration:
        return
    for item in it:
        yield before, item
        before = item


def groupby(iterable, key=None):
    it = iter(iterable)
    nothing = object()
    ahead, ahead_key, turn = nothing, nothing, 0

    def advance():
        nonlocal ahead, ahead_key
        ahead = next(it, nothing)
        if ahead is not nothing:
            ahead_key = ahead if key is None else key(ahead)

    def group(wanted, mine):
        while ahead is not nothing and turn == mine and ahead_key == wanted:
            item = ahead
            advance()
            yield item

    advance()
    while ahead is not nothing:
        turn += 1
        wanted = ahead_key
        members = group(wanted, turn)
        yield wanted, members
        while ahead is not nothing and ahead_key == wanted:
            advance()


def product(*iterables, repeat=1):
    rows = [()]
    for pool in [tuple(p) for p in iterables] * repeat:
        rows = [row + (item,) for row in rows for item in pool]
    return iter(rows)


def _choose(indices, r, distinct, ordered):
    def extend(prefix, start):
        if len(prefix) == r:
            yield prefix
            return
        for i in range(0 if ordered else start, len(indices)):
            if distinct and i in prefix:
                continue
            yield from extend(prefix + (i,), i + 1 if distinct else i)

    return extend((), 0)


def permutations(iterable, r=None):
    pool = tuple(iterable)
    r = len(pool) if r is None else r
    return (tuple(pool[i] for i in row) for row in _choose(pool, r, True, True))


def combinations(iterable, r):
    pool = tuple(iterable)
    return (tuple(pool[i] for i in row) for row in _choose(pool, r, True, False))


def combinations_with_replacement(iterable, r):
    pool = tuple(iterable)
    return (tuple(pool[i] for i in row) for row in _choose(pool, r, False, False))
