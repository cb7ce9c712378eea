# The end of a program with pools, timers and late threads.
import concurrent.futures
import threading

go = threading.Event()
threading._register_atexit(print, "registered first, runs last")
ex = concurrent.futures.ThreadPoolExecutor(1)
threading._register_atexit(lambda: (print("registered second"), go.set()))
for i in range(3):
    ex.submit(lambda i=i: (go.wait(), print("job", i)))


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


last = threading.Thread(target=late)
last.start()
timer = threading.Timer(0.05, lambda: (last.join(), print("timer")))
timer.start()
print("main ends")
