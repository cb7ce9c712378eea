# An uncaught KeyboardInterrupt. CPython dies of the signal; a shell calls that 130.
# 3.14: -- exit --\n-1 -> -- exit --\n130
import signal


def deep(n):
    if n:
        deep(n - 1)
    else:
        signal.raise_signal(signal.SIGINT)


try:
    deep(2)
finally:
    print("finally")
