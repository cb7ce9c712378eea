for n in range(4):
    if n == 0: print("zero")
    elif n == 1: print("one")
    elif n == 2: print("two")
    else: print("many")
i = 0
while i < 5:
    i += 1
    if i == 2: continue
    if i == 4: break
    print(i)
else: print("no")
while i: i -= 1
else: print("while else", i)
for x in []: pass
else: print("empty else")
for x in range(3):
    if x == 1: break
else: print("not here")
for x in range(3):
    try:
        if x == 1: continue
        print("body", x)
    finally: print("fin", x)
def f():
    for i in range(3):
        try: return i
        finally:
            print("cleanup")
            for j in range(2):
                if j: break
print(f())
class T:
    def __bool__(self): print("bool"); return False
class L:
    def __len__(self): print("len"); return 1
if T() or L(): print("yes")
if not T() and L(): print("both")
class B:
    def __bool__(self): return 1
try:
    if B(): pass
except TypeError as e: print(e)
class N:
    def __len__(self): return -1
try: bool(N())
except ValueError as e: print(e)
assert True, "no"
try: assert 1 == 2, f"msg {1}"
except AssertionError as e: print(e.args)
try: assert ()
except AssertionError as e: print(e.args)
