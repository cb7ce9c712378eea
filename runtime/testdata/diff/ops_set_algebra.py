# record: 3.14
# Sets: operators want sets, methods take anything.
def s(x): return sorted(x) if isinstance(x, (set, frozenset)) else x
A, B, F = {1, 2, 3}, {2, 3, 4}, frozenset({3, 4, 5})
for text in "A | B|A & B|A - B|A ^ B|A | F|F | A|type(F | A).__name__|type(A | F).__name__|A | [1]|A.union([9], 'a' and (8,))|A.intersection(B, F)|A.difference([1], [2])|A.symmetric_difference([1, 9])|A <= B|{2} < A|A >= {1}|A > A|A == F|A == {3, 2, 1}|A.issubset(range(9))|A.issuperset([1])|A.isdisjoint([7])|A.isdisjoint(5)|A < [1]|hash(A)|hash(F) == hash(frozenset([5, 4, 3]))|{1, 1.0, True}|len({0, False, 0.0, -0.0})|{*A, *F}|A.union()|set().intersection()|A & dict(a=1).keys()|{'a', 1} & dict(a=1).keys()|A - 5|A.pop('x')|{[]}|{1: 2}.keys() | A|{1: 2}.keys() - A|{1: 2}.items() & {(1, 2)}|{3} in {frozenset({3})}|frozenset({3}) in {frozenset({3})}|A.copy() is A|F.copy() is F|frozenset(F) is F|set(F) == F|F.add(1)|A.remove(99)|A.discard(99)|set('aab') == {'a', 'b'}|set(1)|set(1, 2)|bool(set())|sum(A)|max(F)|repr(set())|repr(frozenset())|repr({1})|repr(F - F)".split("|"):
    try: print(text, "->", s(eval(text)))
    except Exception as e: print(text, "->", type(e).__name__, e)
for op in "|=", "&=", "-=", "^=":
    for o in ({1, 9}, F, [1], None):
        x = {1, 2, 3}; y = x
        try: exec(f"x {op} o"); print(op, s(x), x is y)
        except TypeError as e: print(op, e)
        z = frozenset({1, 2})
        try: exec(f"z {op} o"); print(op, s(z), type(z).__name__)
        except TypeError as e: print(op, e)
