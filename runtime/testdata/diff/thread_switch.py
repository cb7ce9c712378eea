# Threads that never block take turns.
import sys
import threading

sys.setswitchinterval(0.001)
print(sys.getswitchinterval())
turn = [0] * 3
stop = False


def spin(n):
    while not stop:
        turn[n] += 1


threads = [threading.Thread(target=spin, args=(n,)) for n in range(3)]
for t in threads:
    t.start()
while not all(turn):
    pass
stop = True
for t in threads:
    t.join()
print("all had a turn")
try:
    sys.setswitchinterval(0)
except ValueError as e:
    print(e)
try:
    sys.setswitchinterval("x")
except TypeError as e:
    print(e)
