package target

import (
	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/loop"
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
	task    *loop.Task // the task being stepped, nil for plain code
	here    activation // the frame the step began in
	line    int        // and its line
	pc      int        // and the instruction
	outer   []activation
	resumes map[place]bool // where an outer frame goes on
	patched []place
	inside  []activation // frames entered by a step in
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
	for _, ls := range c.LineStarts() {
		s.add(b, place{c, ls.PC})
	}
}

// clearStep forgets the step in progress.
func (g *Target) clearStep() {
	if g.step == nil {
		return
	}
	for _, p := range g.step.patched {
		g.breaks.unpatch(p)
	}
	g.step = nil
	g.t.Breaker.And(^vm.BreakPause)
}

// Step resumes until the given task completes a step.
func (g *Target) Step(spec inspect.StepSpec) error {
	if spec.SingleTask {
		return inspect.ErrUnsupported
	}
	var err error
	if e := g.do(false, func() { err = g.beginStep(spec) }); e != nil {
		return e
	}
	if err != nil {
		return err
	}
	return g.goOn()
}

func (g *Target) beginStep(spec inspect.StepSpec) error {
	rows, err := g.stackRows(spec.Task)
	if err != nil {
		return err
	}
	s := &step{kind: spec.Kind, task: g.findTask(spec.Task), resumes: map[place]bool{}}
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
	b := &g.breaks
	if s.kind != inspect.StepOut && !g.host.Library(s.here.f.Code().Filename()) {
		s.addLines(b, s.here.f.Code())
	}
	for _, a := range s.outer {
		if g.host.Library(a.f.Code().Filename()) {
			continue
		}
		// The caller or awaiter stops where it goes on, and, should an
		// exception take it elsewhere, at its next line.
		p := place{a.f.Code(), a.f.ResumePoint()}
		s.resumes[p] = true
		s.add(b, p)
		s.addLines(b, a.f.Code())
	}
	g.step = s
	if s.kind == inspect.StepIn {
		g.t.Breaker.Or(vm.BreakPause) // function entries report to entered
	}
	return nil
}

// entered sees function entries (and back edges) during a step in.
func (g *Target) entered(f *vm.Frame) {
	s := g.step
	if s.kind != inspect.StepIn || f == nil || !g.mine(s, f) || g.host.Library(f.Code().Filename()) {
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
	s.inside = append(s.inside, activation{f, f.Serial()})
	s.addLines(&g.breaks, f.Code())
}

// mine reports that f runs on behalf of the task being stepped.
func (g *Target) mine(s *step, f *vm.Frame) bool {
	return s.entry || g.loops.Current() == s.task || s.task != nil && s.task.Done()
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
		// Further on in the line it began on is no new line; back to its
		// start, round a loop, is.
		if p.pc > s.pc && p.c.Line(p.pc) == s.line {
			return false
		}
		return s.lineStart(p)
	}
	for _, a := range s.inside {
		if a.is(f) {
			return g.mine(s, f) && s.lineStart(p)
		}
	}
	for _, a := range s.outer {
		if a.is(f) {
			// Its inner frame has ended, or it would not run.
			return s.resumes[p] && f.PC() == p.pc || s.lineStart(p)
		}
	}
	// Started afresh by a finished task's coroutine, or by other code: not ours.
	return false
}

func (s *step) lineStart(p place) bool {
	for _, ls := range p.c.LineStarts() {
		if ls.PC == p.pc {
			return true
		}
	}
	return false
}
