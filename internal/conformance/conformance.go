// Package conformance runs CPython's own test modules, from an installed copy,
// on the embedded runtime.
package conformance

import (
	"bytes"
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"
	"time"

	pyruntime "github.com/asynctools/asynctools/runtime"
)

//go:embed driver.py
var driver string

// FirstGate and SecondGate are the modules that have to pass, but for the
// expected failures.
var (
	FirstGate  = strings.Fields("test_exception_group test_except_star test_with test_patma test_yield_from test_scope")
	SecondGate = strings.Fields(`
		test_generators test_asyncgen test_coroutines test_contextlib test_contextlib_async test_context test_types test_descr
		test_grammar test_fstring test_exceptions test_raise test_listcomps test_named_expressions test_positional_only_arg
		test_keywordonlyarg test_unpack_ex test_type_params test_super test_property test_dict test_list test_tuple test_set test_int
		test_float test_bool test_str test_bytes test_range test_slice test_enumerate test_call test_functools test_dataclasses
		test_enum test_weakref test_gc
		test_asyncio.test_locks test_asyncio.test_queues test_asyncio.test_taskgroups test_asyncio.test_timeouts
		test_asyncio.test_waitfor test_asyncio.test_runners`)
)

// Outcome is what became of a test.
type Outcome struct {
	Test   string // class.method
	Kind   string // OK, FAIL, ERROR, SKIP, XFAIL, XPASS, CRASH or TIMEOUT
	Detail string
}

// Bad reports an outcome that a passing module does not have.
func (o Outcome) Bad() bool {
	switch o.Kind {
	case "OK", "SKIP", "XFAIL":
		return false
	}
	return true
}

// Result is what a module did.
type Result struct {
	Module   string
	Broken   string // why it could not be loaded, or ""
	Outcomes []Outcome
	Time     time.Duration
	Output   string // what the tests printed
}

// Count counts outcomes of some kinds.
func (r *Result) Count(kinds ...string) int {
	n := 0
	for _, o := range r.Outcomes {
		for _, k := range kinds {
			if o.Kind == k {
				n++
			}
		}
	}
	return n
}

// Failures are the bad outcomes by test.
func (r *Result) Failures() map[string]Outcome {
	out := map[string]Outcome{}
	for _, o := range r.Outcomes {
		if o.Bad() {
			out[o.Test] = o
		}
	}
	return out
}

// Options say how a module is run.
type Options struct {
	// Limit bounds the time of one test.
	Limit time.Duration
	// Skip lists tests that are known to take the process down, or to take
	// too long.
	Skip []string
	// Echo receives what the program prints, as it prints it.
	Echo func(text string)
}

// Run runs a module of the test package, found in the library of the CPython
// that ASYNCTOOLS_PYTHON or the environment names. A test that takes the
// runtime down or runs too long is noted, and the others are run again.
func Run(module string, opt Options) *Result {
	if opt.Limit == 0 {
		opt.Limit = 30 * time.Second
	}
	res := &Result{Module: module}
	start := time.Now()
	skip := append([]string(nil), opt.Skip...)
	seen := map[string]bool{}
	for range 20 {
		for _, id := range runOnce(res, module, skip, opt, seen) {
			skip = append(skip, id)
		}
		if res.Broken != "" || len(res.Outcomes) == 0 {
			break
		}
		last := res.Outcomes[len(res.Outcomes)-1]
		if last.Kind != "CRASH" && last.Kind != "TIMEOUT" {
			break
		}
	}
	res.Time = time.Since(start)
	sort.Slice(res.Outcomes, func(i, j int) bool { return res.Outcomes[i].Test < res.Outcomes[j].Test })
	return res
}

// runOnce runs what is left of a module and returns the tests that are done.
func runOnce(res *Result, module string, skip []string, opt Options, seen map[string]bool) (done []string) {
	dir, err := os.MkdirTemp("", "conformance")
	if err != nil {
		res.Broken = err.Error()
		return nil
	}
	defer os.RemoveAll(dir)
	prog := filepath.Join(dir, "driver.py")
	if err := os.WriteFile(prog, []byte(driver), 0o600); err != nil {
		res.Broken = err.Error()
		return nil
	}
	w := &reader{lines: make(chan string, 64), echo: opt.Echo}
	args := append([]string{prog, "test." + module}, skip...)
	in := pyruntime.New(pyruntime.Config{Stdin: strings.NewReader(""), Stdout: w, Stderr: w, Args: args, Unbuffered: true})
	ended := make(chan int, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				fmt.Fprintf(w, "internal error: %v\n", p)
				ended <- 70
			}
		}()
		ended <- in.RunFile(prog)
	}()
	running, complete := "", false
	timer := time.NewTimer(opt.Limit)
	defer timer.Stop()
	note := func(line string) {
		kind, rest, _ := strings.Cut(strings.TrimSuffix(line[1:], "\n"), "\t")
		id, detail, _ := strings.Cut(rest, "\t")
		switch kind {
		case "START":
			running = id
		case "DONE":
			complete, running = true, ""
		case "BROKEN":
			res.Broken = detail
		default:
			if id == "test."+module && kind == "SKIP" {
				complete = true
			}
			done = append(done, id)
			if !seen[id] {
				seen[id] = true
				res.Outcomes = append(res.Outcomes, Outcome{strings.TrimPrefix(id, "test."+module+"."), kind, detail})
			}
			running = ""
		}
	}
	for {
		select {
		case line := <-w.lines:
			note(line)
			timer.Reset(opt.Limit)
			continue
		case <-timer.C:
			in.Kill()
			select {
			case <-ended:
			case <-time.After(2 * time.Second):
			}
			if running == "" {
				res.Broken = "timed out outside a test"
				return done
			}
			w.drain(note)
			res.Outcomes = append(res.Outcomes, Outcome{strings.TrimPrefix(running, "test."+module+"."), "TIMEOUT", ""})
			seen[running] = true
			return append(done, running)
		case <-ended:
			w.drain(note)
			res.Output = w.text()
			if complete || res.Broken != "" {
				return done
			}
			if running == "" {
				res.Broken = "ended outside a test: " + tail(res.Output)
				return done
			}
			res.Outcomes = append(res.Outcomes, Outcome{strings.TrimPrefix(running, "test."+module+"."), "CRASH", tail(res.Output)})
			seen[running] = true
			return append(done, running)
		}
	}
}

// tail is the end of what a program printed, or the runtime's own error.
func tail(s string) string {
	if i := strings.LastIndex(s, "internal error: "); i >= 0 {
		msg, rest, _ := strings.Cut(s[i:], "\n")
		_, rest, _ = strings.Cut(rest, "panic(")
		for _, line := range strings.Split(rest, "\n") {
			if line = strings.TrimSpace(line); strings.Contains(line, "/runtime/") && strings.Contains(line, ".go:") && !strings.Contains(line, "/src/runtime/") {
				line, _, _ = strings.Cut(line, " ")
				return msg + " at " + line[strings.LastIndex(line, "/runtime/")+1:]
			}
		}
		return msg
	}
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > 300 {
		s = s[len(s)-300:]
	}
	return s
}

// reader splits a program's output into the lines of the driver and the rest.
type reader struct {
	mu    sync.Mutex
	part  []byte
	rest  bytes.Buffer
	lines chan string
	echo  func(string)
}

func (w *reader) Write(p []byte) (int, error) {
	w.mu.Lock()
	var send []string
	w.part = append(w.part, p...)
	for {
		i := bytes.IndexByte(w.part, '\n')
		if i < 0 {
			break
		}
		line := string(w.part[:i+1])
		w.part = w.part[i+1:]
		if j := strings.IndexByte(line, '\x1e'); j >= 0 {
			w.rest.WriteString(line[:j])
			send = append(send, line[j:])
			continue
		}
		if w.rest.Len() < 1<<20 {
			w.rest.WriteString(line)
		}
		if w.echo != nil {
			w.echo(line)
		}
	}
	w.mu.Unlock()
	for _, l := range send {
		w.lines <- l
	}
	return len(p), nil
}

// drain hands over what is still in the channel.
func (w *reader) drain(f func(string)) {
	for {
		select {
		case l := <-w.lines:
			f(l)
		default:
			return
		}
	}
}

func (w *reader) text() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.rest.String() + string(w.part)
}
