# At exit, ordinary threads are waited for and daemons are not.
import sys
import threading
import time


def slow():
    time.sleep(0.3)
    print("slow is done")
    t = threading.Thread(target=lambda: print("started late"))
    t.start()


def forever():
    while True:
        time.sleep(60)


def spin():
    while True:
        pass


threading.Thread(target=slow).start()
threading.Thread(target=forever, daemon=True).start()
threading.Thread(target=spin, daemon=True).start()
blocked = threading.Lock()
blocked.acquire()
threading.Thread(target=blocked.acquire, daemon=True).start()
print("main is done")
sys.exit(3)
