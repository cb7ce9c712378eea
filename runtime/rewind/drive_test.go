package rewind_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	pyruntime "github.com/asynctools/asynctools/runtime"
	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/rewind"
)

// driver debugs a recorded program as a client would.
type driver struct {
	*rewind.Target
	t    testing.TB
	file string
	// interrupt is Ctrl-C.
	interrupt func()
	stops     chan inspect.Stop
	exited    chan int
	out       *output
}

func (d *driver) Stopped(s inspect.Stop)             { d.stops <- s }
func (*driver) Continued()                           {}
func (*driver) WantsTasks() bool                     { return true }
func (*driver) TasksChanged(inspect.TaskChanges)     {}
func (*driver) SourceLoaded(inspect.Source)          {}
func (*driver) BreakpointChanged(inspect.Breakpoint) {}
func (d *driver) Exited(code int)                    { d.exited <- code }
func (d *driver) Output(o inspect.Output)            { fmt.Fprint(d.out, o.Text) }

// output is what the program wrote, and may be read while it runs.
type output struct {
	text strings.Builder
	lock chan struct{}
}

func (o *output) Write(p []byte) (int, error) {
	o.lock <- struct{}{}
	defer func() { <-o.lock }()
	return o.text.Write(p)
}

func (o *output) String() string {
	o.lock <- struct{}{}
	defer func() { <-o.lock }()
	return o.text.String()
}

// drive starts a program, stopped at its first line. It is a file, or the text
// of one.
func drive(t testing.TB, program string, cfg pyruntime.Config) *driver {
	t.Helper()
	d := &driver{t: t, stops: make(chan inspect.Stop, 100), exited: make(chan int, 1), out: &output{lock: make(chan struct{}, 1)}}
	cfg.Stdout, cfg.Stderr, cfg.Unbuffered = d.out, d.out, true
	if in, ok := cfg.Stdin.(*strings.Reader); ok {
		_, _ = in.Seek(0, 0) // it may be a second run
	} else {
		cfg.Stdin = strings.NewReader("")
	}
	if strings.Contains(program, "\n") {
		file := t.TempDir() + "/program.py"
		if err := os.WriteFile(file, []byte(program), 0o600); err != nil {
			t.Fatal(err)
		}
		program = file
	}
	r, interrupt := pyruntime.Recorded(cfg, func(in *pyruntime.Interp) int { return in.RunFile(program) })
	d.Target, d.file, d.interrupt = r.(*rewind.Target), program, interrupt
	t.Cleanup(func() { _ = d.Close() })
	if err := d.Start(d, true); err != nil {
		t.Fatal(err)
	}
	d.stopped()
	return d
}

func (d *driver) stopped() inspect.Stop {
	d.t.Helper()
	select {
	case s := <-d.stops:
		return s
	case code := <-d.exited:
		d.t.Fatalf("the program has ended with %d: %s", code, d.out)
	case <-time.After(20 * time.Second):
		d.t.Fatal("the program does not stop")
	}
	return inspect.Stop{}
}

// must fails the test with an error.
func (d *driver) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

var addresses = regexp.MustCompile(`0x[0-9a-f]{6,}`)

// snapshot is all that can be seen of the program: each task's frames with their
// variables.
func (d *driver) snapshot() string {
	d.t.Helper()
	var b strings.Builder
	page, err := d.Tasks(inspect.TaskQuery{})
	d.must(err)
	for _, task := range page.Tasks {
		fmt.Fprintf(&b, "%d %s %s %s\n", task.ID, task.Name, task.State, strings.Split(task.WaitingFor, " (")[0])
		frames, _, err := d.Stack(task.ID, 0, 0)
		d.must(err)
		for _, f := range frames {
			fmt.Fprintf(&b, "  %s:%d\n", f.Name, f.Line)
			if f.Kind == inspect.LabelFrame || f.Library {
				continue
			}
			scopes, err := d.Scopes(f.ID)
			d.must(err)
			for _, s := range scopes {
				if s.Name != "Locals" && s.Name != "Closure" {
					continue
				}
				vars, err := d.Variables(s.Ref, inspect.AllVariables, 0, 0, inspect.Format{})
				d.must(err)
				for _, v := range vars {
					fmt.Fprintf(&b, "    %s = %s\n", v.Name, v.Value)
				}
			}
		}
	}
	return addresses.ReplaceAllString(b.String(), "0x...")
}

func (d *driver) place() uint64 {
	d.t.Helper()
	p, err := d.Place()
	d.must(err)
	return p.Lines
}

// where is the innermost frame of a task.
func (d *driver) where(task inspect.TaskID) string {
	d.t.Helper()
	frames, _, err := d.Stack(task, 0, 1)
	d.must(err)
	return fmt.Sprintf("%s:%d", frames[0].Name, frames[0].Line)
}

// breakEverywhere sets breakpoints on all lines.
func (d *driver) breakEverywhere() {
	d.t.Helper()
	places, err := d.BreakpointLocations(d.file, 1, 1<<20)
	d.must(err)
	var specs []inspect.BreakpointSpec
	for _, p := range places {
		if n := len(specs); n == 0 || specs[n-1].Line != p.Line {
			specs = append(specs, inspect.BreakpointSpec{Line: p.Line})
		}
	}
	d.SetBreakpoints(d.file, specs)
}

// line is where the program has stopped.
func (d *driver) line() int {
	d.t.Helper()
	at, err := d.At()
	d.must(err)
	return at.Line
}
