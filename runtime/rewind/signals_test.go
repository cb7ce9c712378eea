package rewind_test

import (
	"strings"
	"testing"
	"time"

	pyruntime "github.com/asynctools/asynctools/runtime"
	"github.com/asynctools/asynctools/runtime/inspect"
)

// signals has handlers called in the middle of computing, of sleeping and of
// each other; where, no program can say beforehand.
const signals = `import os, signal, threading, time

seen = []

def handler(n, frame):
    seen.append((n, frame.f_code.co_name, frame.f_lineno))
    if n == signal.SIGALRM and len(seen) % 3 == 0:
        os.kill(os.getpid(), signal.SIGUSR1)

for n in (signal.SIGALRM, signal.SIGUSR1, signal.SIGUSR2):
    signal.signal(n, handler)

def busy(limit):
    i = 0
    while len(seen) < limit:
        i += 1
    return i

def once():
    signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
    a = busy(5)
    time.sleep(0.004)
    b = signal.getitimer(signal.ITIMER_REAL)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return a, b

def beside():
    def poke():
        for _ in range(5):
            time.sleep(0.0005)
            signal.raise_signal(signal.SIGUSR2)
    t = threading.Thread(target=poke)
    t.start()
    i = busy(len(seen) + 2)
    t.join()
    return i

def blocked():
    both = {signal.SIGUSR1, signal.SIGUSR2}
    signal.pthread_sigmask(signal.SIG_BLOCK, both)
    signal.raise_signal(signal.SIGUSR1)
    got = signal.sigwait(both)
    signal.raise_signal(signal.SIGUSR2)
    held = signal.sigpending()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, both)
    return got, held

class Stop(Exception):
    pass

def aborted():
    def stop(*_):
        raise Stop(len(seen))
    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 0.002)
    i = 0
    try:
        while True:
            i += 1
    except Stop as e:
        where = e.__traceback__.tb_next
    r, w = os.pipe()
    signal.setitimer(signal.ITIMER_REAL, 0.002)
    try:
        os.read(r, 1)
    except Stop:
        i += 1
    return i

a = once()
b = beside()
c = blocked()
d = aborted()
x = 1
`

func TestSignals(t *testing.T) {
	d, seen, order := collectLines(t, signals, pyruntime.Config{}, 6, 22, 23, 24, 25, 36, 42, 43, 44, 45, 46, 61, 62, 63, 65, 67, 68, 71, 72, 73, 74)
	compare(t, d, seen, order)
	if good, why := d.Good(); why != "" {
		t.Error("the recording ended at", good, why)
	}
}

// TestInterruptBack goes back to where Ctrl-C came in.
func TestInterruptBack(t *testing.T) {
	d := drive(t, `import time
i = 0
try:
    while True:
        i += 1
except KeyboardInterrupt:
    j = i
try:
    time.sleep(60)
except KeyboardInterrupt:
    k = i
x = 1
`, pyruntime.Config{})
	d.breakAt(7, 11, 12)
	for range 2 {
		d.must(d.Continue())
		time.Sleep(20 * time.Millisecond)
		d.interrupt()
		d.stopped()
	}
	task := d.stop(inspect.StopBreakpoint, 12)
	was := d.local(task, "i")
	d.back(task, "<module>:11")
	d.back(task, "<module>:10")
	d.back(task, "<module>:9")
	d.back(task, "<module>:8")
	d.back(task, "<module>:7")
	if got := d.local(task, "i"); got != was {
		t.Errorf("i is %s, and was %s", got, was)
	}
	d.back(task, "<module>:6")
	d.must(d.Continue())
	d.is(inspect.StopBreakpoint, "<module>:7")
}

// stop goes on to the stop at a line.
func (d *driver) stop(reason inspect.StopReason, line int) inspect.TaskID {
	d.t.Helper()
	d.must(d.Continue())
	s := d.stopped()
	if s.Reason != reason || d.line() != line {
		d.t.Fatal("it has stopped at", d.where(s.Task), s)
	}
	return s.Task
}

// TestSignalAndInput has a handler run while the program waits for its input.
func TestSignalAndInput(t *testing.T) {
	d, seen, order := collectLines(t, `import signal, sys
n = []
signal.signal(signal.SIGUSR1, lambda *_: n.append(len(n)))
signal.raise_signal(signal.SIGUSR1)
a = sys.stdin.readline()
b = n[:]
x = 1
`, pyruntime.Config{Stdin: strings.NewReader("one\ntwo\n")}, 4, 5, 6, 7)
	compare(t, d, seen, order)
}
