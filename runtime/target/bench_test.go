package target_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	pyruntime "github.com/asynctools/asynctools/runtime"
	"github.com/asynctools/asynctools/runtime/inspect"
)

// deaf hears events and waits for the last one.
type deaf struct{ exited chan int }

func (d deaf) Stopped(inspect.Stop)                 {}
func (d deaf) Continued()                           {}
func (d deaf) Output(inspect.Output)                {}
func (d deaf) WantsTasks() bool                     { return true }
func (d deaf) TasksChanged(inspect.TaskChanges)     {}
func (d deaf) SourceLoaded(inspect.Source)          {}
func (d deaf) BreakpointChanged(inspect.Breakpoint) {}
func (d deaf) Exited(code int)                      { d.exited <- code }

const hotLoop = "def f():\n    i = s = 0\n    while i < 2_000_000:\n        s += i\n        i += 1\nf()\n"

const manySteps = `import asyncio
async def w(n):
    for _ in range(n): await asyncio.sleep(0)
async def main():
    await asyncio.gather(*[w(2000) for _ in range(100)])
asyncio.run(main())
`

// BenchmarkAttached compares a program that runs alone with the same one under
// a debugger that has set nothing, a breakpoint elsewhere, or a filter. What
// nobody has asked for is to cost nothing: at most 2 %.
func BenchmarkAttached(b *testing.B) {
	for name, src := range map[string]string{"loop": hotLoop, "steps": manySteps} {
		for _, with := range []string{"alone", "attached", "breakpoint elsewhere", "neverAwaited", "cancelled", "slowCallback"} {
			b.Run(name+"/"+with, func(b *testing.B) {
				for b.Loop() {
					run(b, src, func(g inspect.Target) {
						switch with {
						case "attached":
						case "breakpoint elsewhere":
							g.SetFunctionBreakpoints([]inspect.FunctionBreakpointSpec{{Name: "elsewhere"}})
						default:
							if _, err := g.SetExceptionFilters([]inspect.ExceptionFilterSpec{{ID: with}}); err != nil {
								b.Fatal(err)
							}
						}
					}, with != "alone")
				}
			})
		}
	}
}

// BenchmarkFalseCondition is a breakpoint in a hot loop whose condition never
// holds: the metric is what one hit costs, to be under a microsecond.
func BenchmarkFalseCondition(b *testing.B) {
	src := hotLoop
	for b.Loop() {
		run(b, src, func(g inspect.Target) {
			if got := g.SetBreakpoints("<string>", []inspect.BreakpointSpec{{Line: 4, Condition: "i < 0"}}); len(got) != 1 {
				b.Fatal(got)
			}
		}, true)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/2_000_000, "ns/hit")
}

// crowd is a program with so many suspended tasks.
const crowd = `import asyncio
async def worker(event):
    await event.wait()
async def main():
    event = asyncio.Event()
    tasks = [asyncio.create_task(worker(event)) for _ in range(%d)]
    await asyncio.sleep(0)
    breakpoint()
    await asyncio.gather(*tasks)
asyncio.run(main())
`

// halting tells of the first stop.
type halting struct {
	deaf
	stopped chan struct{}
}

func (h halting) Stopped(inspect.Stop) { h.stopped <- struct{}{} }

// BenchmarkCrowd lists and groups a million tasks, and makes their await graph: 0.5,
// 350 and 350 ms on a 2.1 GHz EPYC; CPython 3.14's "asyncio ps" took 2.7 s for 10,000.
func BenchmarkCrowd(b *testing.B) {
	for _, n := range []int{10_000, 1_000_000} {
		in := pyruntime.New(pyruntime.Config{Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: io.Discard})
		src := fmt.Sprintf(crowd, n)
		g := in.Target(func() int { return in.RunCode(src) })
		h := halting{deaf{make(chan int, 1)}, make(chan struct{}, 1)}
		if err := g.Start(h, false); err != nil {
			b.Fatal(err)
		}
		<-h.stopped
		b.Run(fmt.Sprintf("threads/%d", n), func(b *testing.B) {
			for b.Loop() {
				if page, err := g.Tasks(inspect.TaskQuery{Count: 1000}); err != nil || len(page.Tasks) != 1000 || page.Total != n+2 {
					b.Fatal(err, len(page.Tasks), page.Total)
				}
			}
		})
		b.Run(fmt.Sprintf("groups/%d", n), func(b *testing.B) {
			for b.Loop() {
				groups, total, err := g.(inspect.Grouper).TaskGroups(inspect.TaskQuery{}, 10)
				if err != nil || len(groups) != 3 || total != n+2 {
					b.Fatal(err, len(groups), total)
				}
			}
		})
		b.Run(fmt.Sprintf("graph/%d", n), func(b *testing.B) {
			for b.Loop() {
				if graph, err := g.AwaitGraph(inspect.TaskQuery{Count: 100}); err != nil || len(graph.Nodes) != 100 || graph.Total != n+2 {
					b.Fatal(err)
				}
			}
		})
		if err := g.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// chain is a program in which each task waits for the one before, and as many for
// a lock.
const chain = `import asyncio
async def after(task):
    await task
async def locked(lock):
    async with lock:
        pass
async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    last = asyncio.create_task(asyncio.sleep(100))
    for _ in range(%[1]d):
        last = asyncio.create_task(after(last))
    tasks = [asyncio.create_task(locked(lock)) for _ in range(%[1]d)]
    await asyncio.sleep(0)
    breakpoint()
asyncio.run(main())
`

// BenchmarkChain is the await graph of tasks that all depend on each other.
func BenchmarkChain(b *testing.B) {
	const n = 100_000
	in := pyruntime.New(pyruntime.Config{Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: io.Discard})
	src := fmt.Sprintf(chain, n)
	g := in.Target(func() int { return in.RunCode(src) })
	h := halting{deaf{make(chan int, 1)}, make(chan struct{}, 1)}
	if err := g.Start(h, false); err != nil {
		b.Fatal(err)
	}
	<-h.stopped
	for b.Loop() {
		if graph, err := g.AwaitGraph(inspect.TaskQuery{Count: 100}); err != nil || len(graph.Nodes) != 100 || graph.Total < 2*n || len(graph.Deadlocks) > 0 {
			b.Fatal(err, len(graph.Nodes), graph.Total, graph.Deadlocks)
		}
	}
	if err := g.Close(); err != nil {
		b.Fatal(err)
	}
}

func run(b *testing.B, src string, prepare func(inspect.Target), debug bool) {
	b.Helper()
	var errs strings.Builder
	in := pyruntime.New(pyruntime.Config{Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: &errs})
	status := 0
	if !debug {
		status = in.RunCode(src)
	} else {
		g := in.Target(func() int { return in.RunCode(src) })
		prepare(g)
		d := deaf{make(chan int, 1)}
		if err := g.Start(d, false); err != nil {
			b.Fatal(err)
		}
		status = <-d.exited
	}
	if status != 0 {
		b.Fatalf("exit status %d: %s", status, errs.String())
	}
}
