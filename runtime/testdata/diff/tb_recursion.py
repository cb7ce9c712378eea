import sys
sys.setrecursionlimit(100)
def down(n):
    return down(n + 1)

try:
    down(0)
except RecursionError as e:
    print(type(e).__name__, str(e)[:32])
def up(n):
    if n == 0:
        raise ValueError("end")
    up(n - 1)
up(20)
