# The end of a program with pools, timers and late threads.
import concurrent.futures
import threading
import time

threading._register_atexit(print, "registered first, runs last")
ex = concurrent.futures.ThreadPoolExecutor(1)
threading._register_atexit(print, "registered second")
for i in range(3):
    ex.submit(lambda i=i: (time.sleep(0.01), print("job", i)))


def late():
    threading.main_thread().join()
    print("the main thread is over:", threading.main_thread().is_alive())
    try:
        threading._register_atexit(print)
    except RuntimeError as e:
        print(e)
    try:
        ex.submit(print)
    except RuntimeError as e:
        print(e)


threading.Thread(target=late).start()
timer = threading.Timer(0.6, print, ("timer",))
timer.start()
print("main ends")
