package code

// Points are the instructions of a code object that TRACE lies over while somebody
// traces, by their pc.
type Points struct{ At map[int]Point }

// Point is an instruction with an event.
type Point struct {
	Instr Instr // what TRACE lies over
	Kinds PointKinds
	Line  int
}

// PointKinds are the events of an instruction.
type PointKinds uint8

const (
	PointLine   PointKinds = 1 << iota // a line begins
	PointReturn                        // the frame returns
	PointYield                         // the generator yields
	PointResume                        // the generator goes on
)

// Trace puts TRACE over the instructions that have an event.
func (c *Code) Trace() {
	if c.Points == nil {
		c.Points = &Points{}
	}
	if c.Points.At != nil {
		return
	}
	at := map[int]Point{}
	note := func(pc int, k PointKinds, line int) {
		p := at[pc]
		p.Instr = c.At(pc)
		p.Kinds |= k
		if line > 0 {
			p.Line = line
		}
		at[pc] = p
	}
	heads := map[int]bool{}
	for pc := 0; pc < len(c.Instrs); pc = c.Next(pc) {
		if i := c.At(pc); i.Op() == JUMP_BACKWARD {
			heads[i.Bx()] = true
		}
	}
	last := 0
	for pc := 0; pc < len(c.Instrs); pc = c.Next(pc) {
		i := c.At(pc)
		switch i.Op() {
		case RETURN_VALUE:
			note(pc, PointReturn, 0)
		case YIELD_VALUE:
			note(pc, PointYield, 0)
			note(c.Next(pc), PointResume, 0)
		case PUSH_EXC_INFO:
			last = 0 // what follows begins a line, even that of the text before
			continue
		}
		// The way back of "while True" stands for the test that is not there.
		back := i.Op() == JUMP_BACKWARD && c.Line(i.Bx()) != c.Line(pc) && c.At(i.Bx()).Op() != FOR_ITER && c.At(i.Bx()).Op() != GET_ANEXT
		if line := c.Line(pc); line > 0 && (back || !glue(i, pc)) {
			if line != last || heads[pc] {
				note(pc, PointLine, line)
			}
			last = line
		}
		switch i.Op() {
		case JUMP, JUMP_BACKWARD, RETURN_VALUE, RAISE, RERAISE:
			last = 0 // nothing comes from here
		}
	}
	c.Points.At = at
	for pc := range at {
		if c.Instrs[pc].Op() == BREAKPOINT {
			continue // the debugger's comes first, and looks here
		}
		c.Instrs[pc] = Make(TRACE, 0, 0, 0, 0)
	}
}

// Untrace takes TRACE away.
func (c *Code) Untrace() {
	if c.Points == nil {
		return
	}
	for pc, p := range c.Points.At {
		if c.Instrs[pc].Op() == TRACE {
			c.Instrs[pc] = p.Instr
		}
		if old, ok := c.Saved[pc]; ok && old.Op() == TRACE {
			c.Saved[pc] = p.Instr
		}
	}
	c.Points.At = nil
}

// glue reports an instruction that carries out no text of the program's.
func glue(i Instr, pc int) bool {
	switch i.Op() {
	case RERAISE, POP_EXCEPT, CLEAR, END_ASYNC_FOR, RETURN_GENERATOR, MAKE_CELL, JUMP_BACKWARD, JUMP:
		return true
	case RESUME:
		return pc < 2
	case LOAD_CONST, RETURN_VALUE:
		return i.D() == Implicit
	}
	return false
}
