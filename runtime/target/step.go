package target

import (
	"fmt"
	"strings"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/loop"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/vm"
)

// activation names one life of a frame.
type activation struct {
	f      *vm.Frame
	serial uint64
}

func (a activation) is(f *vm.Frame) bool { return a.f == f && a.serial == f.Serial() }

// step is a step in progress: the instructions patched for it, and which
// activations may stop there.
type step struct {
	kind    inspect.StepKind
	entry   bool
	thread  *vm.State  // the thread being stepped
	task    *loop.Task // the task being stepped, nil for plain code
	here    activation // the frame the step began in
	line    int        // and its line
	pc      int        // and the instruction
	outer   []activation
	resumes map[place]bool // where an outer frame goes on
	patched []place
	inside  []activation // frames entered by a step in
	fine    bool         // every instruction counts, not only those that begin a line
	call    int          // the only call of here to step into, or -1
	// stops are the instructions that begin a line; further says that one is
	// another statement of its line.
	stops      map[place]bool
	further    map[place]bool
	statements func(*code.Code) (starts, further []place) // nil: lines count
}

func (s *step) add(b *breakpoints, p place) {
	for _, q := range s.patched {
		if q == p {
			return
		}
	}
	s.patched = append(s.patched, p)
	b.patch(p)
}

func (s *step) addLines(b *breakpoints, c *code.Code) {
	if s.statements != nil {
		starts, further := s.statements(c)
		for _, p := range starts {
			s.stops[p] = true
			s.add(b, p)
		}
		for _, p := range further {
			s.stops[p], s.further[p] = true, true
			s.add(b, p)
		}
		return
	}
	for _, ls := range lineStarts(c) {
		s.stops[place{c, ls.PC}] = true
		s.add(b, place{c, ls.PC})
	}
}

// addStarts patches where a step may end in a frame that is stepped through.
func (s *step) addStarts(b *breakpoints, c *code.Code) {
	if !s.fine {
		s.addLines(b, c)
		return
	}
	for pc := 0; pc < len(c.Instrs); pc = c.Next(pc) {
		switch c.At(pc).Op() {
		case code.RESUME, code.RETURN_GENERATOR:
		default:
			s.add(b, place{c, pc})
		}
	}
}

// chosen reports that f runs for the call that the step goes into: called
// there, or awaited from there.
func (s *step) chosen(f *vm.Frame) bool {
	for x := f.Back(); x != nil; x = x.Back() {
		if s.here.is(x) {
			at := x.PC()
			return at == s.call || at == awaitOf(x.Code(), s.call)
		}
		for _, a := range s.inside {
			if a.is(x) {
				return true
			}
		}
	}
	return false
}

// awaitOf is the SEND that awaits the result of a call, or -1.
func awaitOf(c *code.Code, call int) int {
	pc := c.Next(call)
	if pc >= len(c.Instrs) || c.At(pc).Op() != code.GET_AWAITABLE {
		return -1
	}
	for pc = c.Next(pc); pc < len(c.Instrs); pc = c.Next(pc) {
		switch c.At(pc).Op() {
		case code.SEND:
			return pc
		case code.LOAD_CONST:
		default:
			return -1
		}
	}
	return -1
}

// isCall reports an operation that may run a Python function as its callee.
func isCall(op code.Op) bool { return strings.HasPrefix(op.Info().Name, "CALL") }

// StepTargets lists the calls that are left on the line of a frame.
func (g *Target) StepTargets(id inspect.FrameID) (out []inspect.StepTarget, err error) {
	e := g.do(false, func() {
		var f *vm.Frame
		if f, err = g.frameByID(id); err != nil || f == nil {
			return
		}
		c := f.Code()
		line := f.Line()
		for pc := f.PC(); pc < len(c.Instrs); pc = c.Next(pc) {
			if !isCall(c.At(pc).Op()) || c.Line(pc) != line && c.File.Line(c.Span(pc).End)+1 != line {
				continue
			}
			s := c.Span(pc)
			a, b := c.File.LineCol(s.Start, 2), c.File.LineCol(s.End, 2)
			out = append(out, inspect.StepTarget{
				ID: pc + 1, Path: c.Filename(), Label: strings.Join(strings.Fields(c.File.Text[s.Start:s.End]), " "),
				Line: a.Line + 1, Column: a.Col + 1, EndLine: b.Line + 1, EndColumn: b.Col + 1,
			})
		}
	})
	if e != nil {
		return nil, e
	}
	return out, err
}

// targetPC is the call that a client chose.
func (g *Target) targetPC(f *vm.Frame, id int) (int, error) {
	pc := id - 1
	if pc < 0 || pc >= len(f.Code().Instrs) || !isCall(f.Code().At(pc).Op()) {
		return -1, fmt.Errorf("there is no step-in target %d", id)
	}
	return pc, nil
}

// clearStep forgets the step in progress.
func (g *Target) clearStep() {
	if g.step == nil {
		return
	}
	for _, p := range g.step.patched {
		g.breaks.unpatch(p)
	}
	if st := g.step.thread; st != nil {
		st.T.Breaker.And(^vm.BreakPause)
	}
	g.step = nil
}

// Step resumes until the given task completes a step.
func (g *Target) Step(spec inspect.StepSpec) error {
	var err error
	if e := g.do(false, func() {
		if err = g.beginStep(spec); err == nil && spec.SingleTask {
			err = g.holdOthers(spec.Task)
		}
	}); e != nil {
		return e
	}
	if err != nil {
		return err
	}
	return g.goOn()
}

// ContinueTask resumes one task.
func (g *Target) ContinueTask(id inspect.TaskID) error {
	var err error
	if e := g.do(false, func() { err = g.holdOthers(id) }); e != nil {
		return e
	}
	if err != nil {
		return err
	}
	return g.goOn()
}

// holdOthers keeps the tasks of the loop from running, but one. Plain code of
// the thread is no task: to step it, all others are held.
func (g *Target) holdOthers(id inspect.TaskID) error {
	k := g.findTask(id)
	if k == nil {
		return inspect.ErrNoTask
	}
	g.loops.Only = k
	return nil
}

func (g *Target) beginStep(spec inspect.StepSpec) error {
	rows, err := g.stackRows(spec.Task)
	if err != nil {
		return err
	}
	if g.findTask(spec.Task) == nil && spec.SingleTask {
		return inspect.ErrNoTask
	}
	s := &step{kind: spec.Kind, thread: g.threadOf(spec.Task), task: g.findTask(spec.Task), resumes: map[place]bool{}, stops: map[place]bool{}, further: map[place]bool{}, fine: spec.Instruction, call: -1}
	if spec.Statement {
		s.statements = g.statementsOf
	}
	for _, r := range rows {
		if r.f == nil {
			continue
		}
		a := activation{r.f, r.f.Serial()}
		if s.here.f == nil {
			s.here, s.line, s.pc = a, r.f.Line(), r.f.PC()
			continue
		}
		s.outer = append(s.outer, a)
	}
	if s.here.f == nil {
		return nil
	}
	if s.task != nil {
		// Behind the end of the main task is what called asyncio.run().
		for f := g.waited(s.thread.Current(), s.task); f != nil; f = f.Back() {
			s.outer = append(s.outer, activation{f, f.Serial()})
		}
	}
	if spec.Target > 0 {
		if s.call, err = g.targetPC(s.here.f, spec.Target); err != nil {
			return err
		}
	}
	b := &g.breaks
	if s.kind != inspect.StepOut && !g.passedOver(s.here.f.Code()) {
		s.addStarts(b, s.here.f.Code())
	}
	for _, a := range s.outer {
		if g.passedOver(a.f.Code()) {
			continue
		}
		// The caller or awaiter stops where it goes on, and, should an
		// exception take it elsewhere, at its next line.
		p := place{a.f.Code(), a.f.ResumePoint()}
		s.resumes[p] = true
		s.add(b, p)
		s.addLines(b, a.f.Code())
	}
	if s.kind == inspect.StepIn && s.call < 0 {
		g.addResumable(s)
	}
	g.step = s
	if s.kind == inspect.StepIn {
		s.thread.T.Breaker.Or(vm.BreakPause) // function entries report to entered
	}
	return nil
}

// maxResumable is how many suspended generators a step in looks out for.
const maxResumable = 64

// addResumable looks out for the suspended generators that a frame has at hand: the
// next value of one is no call, but code of it runs all the same.
func (g *Target) addResumable(s *step) {
	look := func(v object.Value) {
		if !v.Valid() {
			return
		}
		gen := vm.AsGenerator(v)
		if gen == nil {
			gen, _ = vm.AsyncOp(v)
		}
		for n := 0; gen != nil && n < maxResumable && len(s.inside) < maxResumable; n++ {
			if f := gen.Frame(); f != nil && gen.Suspended() && !g.passedOver(f.Code()) {
				s.inside = append(s.inside, activation{f, f.Serial()})
				s.addStarts(&g.breaks, f.Code())
			}
			gen = delegate(gen)
		}
	}
	s.here.f.EachTemp(look)
	s.here.f.EachLocal(func(_ string, v object.Value, _ bool) { look(v) })
}

// entered sees function entries (and back edges) during a step in.
func (g *Target) entered(f *vm.Frame) {
	s := g.step
	if s.kind != inspect.StepIn || f == nil || !g.mine(s, f) || g.passedOver(f.Code()) {
		return
	}
	if s.here.is(f) {
		return
	}
	for _, a := range s.outer {
		if a.is(f) {
			return
		}
	}
	if s.call >= 0 && !s.chosen(f) {
		return
	}
	s.inside = append(s.inside, activation{f, f.Serial()})
	s.addStarts(&g.breaks, f.Code())
}

// mine reports that f runs on behalf of the task being stepped.
func (g *Target) mine(s *step, f *vm.Frame) bool {
	if s.entry || s.task != nil && s.task.Done() {
		return true
	}
	k := g.loops.Current()
	if g.st != s.thread || k == s.task {
		return g.st == s.thread
	}
	// A step into asyncio.run(f()) goes into f: plain code waits for that task.
	return s.task == nil && s.kind == inspect.StepIn && g.waited(f, k) != nil
}

// hits decides whether a patched instruction completes the step.
func (s *step) hits(g *Target, f *vm.Frame, p place) bool {
	if s.entry {
		return true
	}
	if s.here.is(f) {
		if s.kind == inspect.StepOut {
			return false
		}
		if s.fine {
			return p.pc != s.pc
		}
		if s.call >= 0 && p.pc <= s.call && p.c.Line(p.pc) == s.line {
			return false // on the way to the chosen call
		}
		// Further on in the line it began on is no new line; back to its
		// start, round a loop, is.
		if p.pc > s.pc && p.c.Line(p.pc) == s.line {
			return s.further[p]
		}
		return s.stops[p]
	}
	for _, a := range s.inside {
		if a.is(f) {
			return g.mine(s, f) && (s.fine || s.stops[p])
		}
	}
	for _, a := range s.outer {
		if a.is(f) {
			// Its inner frame has ended, or it would not run; save for a task that
			// goes on beside those that it is going to wait for, as the body of
			// a TaskGroup does.
			if !g.mine(s, f) {
				return false
			}
			return s.resumes[p] && f.PC() == p.pc || s.stops[p]
		}
	}
	// Started afresh by a finished task's coroutine, or by other code: not ours.
	return false
}
