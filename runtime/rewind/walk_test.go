package rewind_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	pyruntime "github.com/asynctools/asynctools/runtime"
	"github.com/asynctools/asynctools/runtime/inspect"
)

const walk = `import asyncio, random

async def worker(name, n):
    total = 0
    for i in range(n):
        await asyncio.sleep(random.random() / 1000)
        total += i
    print(name, total)
    return total

def twice(x):
    y = x + x
    return y

async def main():
    a = twice(1)
    b = await worker("here", 3)
    tasks = [asyncio.create_task(worker(n, 2), name=n) for n in "uv"]
    c = await asyncio.gather(*tasks)
    print(a, b, c)
    raise SystemExit(3)

asyncio.run(main())
`

func (d *driver) breakAt(lines ...int) {
	d.t.Helper()
	var specs []inspect.BreakpointSpec
	for _, line := range lines {
		specs = append(specs, inspect.BreakpointSpec{Line: line})
	}
	for _, b := range d.SetBreakpoints(d.file, specs) {
		if !b.Verified {
			d.t.Fatal(b.Message)
		}
	}
}

// is fails unless the program has stopped for a reason at a place, and returns
// the task.
func (d *driver) is(reason inspect.StopReason, where string) inspect.TaskID {
	d.t.Helper()
	s := d.stopped()
	if got := d.where(s.Task); s.Reason != reason || got != where {
		d.t.Fatalf("stopped for %q (%s %s) at %s, and was to for %q at %s", s.Reason, s.Description, s.Text, got, reason, where)
	}
	return s.Task
}

func (d *driver) back(task inspect.TaskID, where string) {
	d.t.Helper()
	d.must(d.StepBack(context.Background(), task))
	d.is(inspect.StopStep, where)
}

func (d *driver) local(task inspect.TaskID, name string) string {
	d.t.Helper()
	frames, _, err := d.Stack(task, 0, 1)
	d.must(err)
	v, err := d.Evaluate(context.Background(), frames[0].ID, name, inspect.EvalHover, inspect.Format{})
	d.must(err)
	return v.Value
}

func TestStepBack(t *testing.T) {
	d := drive(t, walk, pyruntime.Config{})
	d.breakAt(13) // return y
	d.must(d.Continue())
	task := d.is(inspect.StopBreakpoint, "twice:13")
	d.back(task, "twice:12")
	d.back(task, "main:16") // where it was called from
	// Forwards again, through what happened.
	d.must(d.Step(inspect.StepSpec{Task: task, Kind: inspect.StepIn}))
	d.is(inspect.StopStep, "twice:12")
	d.must(d.Continue())
	d.is(inspect.StopBreakpoint, "twice:13") // the program itself again
	d.breakAt(20)
	d.must(d.Continue())
	d.is(inspect.StopBreakpoint, "main:20")
	d.back(task, "main:19") // over all that ran meanwhile
	if got := d.local(task, "b"); got != "3" {
		t.Error("b is", got)
	}
	d.back(task, "main:18")
	d.back(task, "main:17")
	d.must(d.Step(inspect.StepSpec{Task: task, Kind: inspect.StepNext}))
	d.is(inspect.StopStep, "main:18")
	d.must(d.Continue())
	d.is(inspect.StopBreakpoint, "main:20")
	d.must(d.Continue())
	if code := <-d.exited; code != 3 {
		t.Error("exit status", code)
	}
	if got := d.out.String(); got != "here 3\nu 1\nv 1\n3... 3 [1, 1]\n" && strings.Count(got, "here 3\n") != 1 {
		t.Errorf("it printed %q", got)
	}
}

// TestTaskBack steps one of several tasks back.
func TestTaskBack(t *testing.T) {
	d := drive(t, walk, pyruntime.Config{VirtualTime: true})
	d.SetBreakpoints(d.file, []inspect.BreakpointSpec{{Line: 8, Task: "v"}})
	d.must(d.Continue())
	v := d.is(inspect.StopBreakpoint, "worker:8")
	var trace []string
	for range 6 {
		d.must(d.StepBack(context.Background(), v))
		s := d.stopped()
		if s.Task != v {
			t.Fatal("another task:", s)
		}
		trace = append(trace, d.where(v)+" i="+d.local(v, "globals() and locals().get('i')"))
	}
	want := "worker:5 i=1, worker:7 i=1, worker:6 i=1, worker:5 i=0, worker:7 i=0, worker:6 i=0"
	if got := strings.Join(trace, ", "); got != want {
		t.Errorf("backwards it was at\n%s\nand not at\n%s", got, want)
	}
}

func TestReverseContinue(t *testing.T) {
	d := drive(t, walk, pyruntime.Config{})
	d.SetBreakpoints(d.file, []inspect.BreakpointSpec{{Line: 7, Condition: "name == 'here' and i == 1"}, {Line: 12}, {Line: 20}})
	ctx := context.Background()
	for _, where := range []string{"twice:12", "worker:7", "main:20"} {
		d.must(d.Continue())
		d.is(inspect.StopBreakpoint, where)
	}
	d.must(d.ReverseContinue(ctx, 0))
	task := d.is(inspect.StopBreakpoint, "worker:7")
	if got := d.local(task, "total, i"); got != "(0, 1)" {
		t.Error("total, i are", got)
	}
	d.must(d.ReverseContinue(ctx, 0))
	d.is(inspect.StopBreakpoint, "twice:12")
	d.must(d.ReverseContinue(ctx, 0))
	main := d.is(inspect.StopEntry, "<module>:1")
	var noWay *inspect.NoWayBackError
	if err := d.StepBack(ctx, main); !errors.As(err, &noWay) {
		t.Error("before the beginning there is", err)
	}
	if err := d.ReverseContinue(ctx, 0); !errors.As(err, &noWay) {
		t.Error("before the beginning there is", err)
	}
	d.breakAt(19, 20) // breakpoints of now hold in the past
	d.must(d.Continue())
	d.is(inspect.StopBreakpoint, "main:19")
	d.must(d.Continue())
	d.is(inspect.StopBreakpoint, "main:20")
}

// TestReverseToException goes back to an exception that was caught, and from a
// pause within a line.
func TestReverseToException(t *testing.T) {
	d := drive(t, "def f():\n    try:\n        [][1]\n    except IndexError:\n        pass\n    x = 1\n    breakpoint()\n    return x\nf()\n", pyruntime.Config{})
	if _, err := d.SetExceptionFilters([]inspect.ExceptionFilterSpec{{ID: inspect.FilterRaised}}); err != nil {
		t.Fatal(err)
	}
	d.must(d.Continue())
	task := d.is(inspect.StopException, "f:3")
	d.must(d.Continue())
	d.is(inspect.StopBreakpoint, "f:7")
	d.must(d.ReverseContinue(context.Background(), 0))
	d.is(inspect.StopException, "f:3")
	if x, err := d.Exception(task); err != nil || x == nil || x.Type != "IndexError" {
		t.Error("the exception is", x, err)
	}
	d.back(task, "f:3") // to the beginning of the line
	d.back(task, "f:2")
	d.back(task, "<module>:9")
}

// TestHandsOn is about changes by hand, and references that have become stale.
func TestHandsOn(t *testing.T) {
	d := drive(t, walk, pyruntime.Config{})
	ctx := context.Background()
	d.breakAt(13, 19, 20)
	d.must(d.Continue())
	task := d.is(inspect.StopBreakpoint, "twice:13")
	frames, _, err := d.Stack(task, 0, 0)
	d.must(err)
	d.back(task, "twice:12")
	if _, err := d.Scopes(frames[0].ID); !errors.Is(err, inspect.ErrStale) {
		t.Error("a frame of an earlier stop yields", err)
	}
	frames, _, err = d.Stack(task, 0, 0)
	d.must(err)
	var noWay *inspect.NoWayBackError
	if _, err := d.SetExpression(ctx, frames[0].ID, "x", "7", inspect.Format{}); !errors.As(err, &noWay) {
		t.Error("the past is changed:", err)
	}
	if _, err := d.Evaluate(ctx, frames[0].ID, "await asyncio.sleep(0)", inspect.EvalRepl, inspect.Format{}); !errors.As(err, &noWay) {
		t.Error("the past is awaited:", err)
	}
	// What the console does in the past has no consequences.
	if _, err := d.Evaluate(ctx, frames[0].ID, "x = 100; print('seen')", inspect.EvalRepl, inspect.Format{}); err != nil {
		t.Error(err)
	}
	if !strings.Contains(d.out.String(), "seen") {
		t.Error("the console prints nothing in the past")
	}
	d.must(d.Step(inspect.StepSpec{Task: task, Kind: inspect.StepNext}))
	d.stopped()
	if got := d.local(task, "y"); got != "2" {
		t.Error("y is", got)
	}
	d.must(d.Continue())
	d.is(inspect.StopBreakpoint, "main:19")
	frames, _, err = d.Stack(task, 0, 0)
	d.must(err)
	if _, err := d.Evaluate(ctx, frames[0].ID, "len(str(a)) + b", inspect.EvalRepl, inspect.Format{}); err != nil {
		t.Error(err)
	}
	if _, why := d.Good(); why != "" {
		t.Error("looking ends the recording:", why)
	}
	if _, err := d.SetExpression(ctx, frames[0].ID, "a", "7", inspect.Format{}); err != nil {
		t.Error(err)
	}
	d.must(d.Continue())
	d.is(inspect.StopBreakpoint, "main:20")
	d.must(d.Step(inspect.StepSpec{Task: task, Kind: inspect.StepNext}))
	d.is(inspect.StopStep, "main:21")
	if err := d.ReverseContinue(ctx, 0); !errors.As(err, &noWay) || !strings.Contains(err.Error(), "set by hand") {
		t.Error("what was changed is searched:", err)
	}
	if err := d.StepBack(ctx, task); !errors.As(err, &noWay) || !strings.Contains(err.Error(), "set by hand") {
		t.Error("what was changed is repeated:", err)
	}
	if got := d.local(task, "a"); got != "7" {
		t.Error("a is", got)
	}
}

// TestOtherWay has a watch change the program, which no watch should: the replay
// finds out, and the program stays where it is.
func TestOtherWay(t *testing.T) {
	d := drive(t, "import time\nxs = []\nx = 0\nfor x in xs:\n    time.time()\ny = time.time()\nbreakpoint()\nz = 1\n", pyruntime.Config{})
	ctx := context.Background()
	d.breakAt(4)
	d.must(d.Continue())
	task := d.is(inspect.StopBreakpoint, "<module>:4")
	if _, err := d.Evaluate(ctx, 0, "xs.append(7)", inspect.EvalWatch, inspect.Format{}); err != nil {
		t.Fatal(err)
	}
	d.breakAt()
	d.must(d.Continue())
	d.is(inspect.StopBreakpoint, "<module>:7")
	var noWay *inspect.NoWayBackError
	if err := d.StepBack(ctx, task); !errors.As(err, &noWay) || !strings.Contains(err.Error(), "did not repeat") {
		t.Error("a step back yields", err)
	}
	if got := d.where(task) + " x=" + d.local(task, "x"); got != "<module>:7 x=7" {
		t.Error("the program is at", got)
	}
	d.must(d.Step(inspect.StepSpec{Task: task}))
	d.is(inspect.StopStep, "<module>:8")
}

// TestCloseInPast ends a program while its past is shown.
func TestCloseInPast(t *testing.T) {
	d := drive(t, walk, pyruntime.Config{})
	d.breakAt(20)
	d.must(d.Continue())
	d.back(d.is(inspect.StopBreakpoint, "main:20"), "main:19")
	d.must(d.Close())
	select {
	case s := <-d.stops:
		t.Error("it stopped again:", s)
	case <-d.exited:
	case <-time.After(5 * time.Second):
		t.Error("it does not end")
	}
}
