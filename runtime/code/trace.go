package code

// Points are the instructions of a code object that TRACE lies over while somebody
// traces, by their pc.
type Points struct{ At map[int]Point }

// Point is an instruction with an event.
type Point struct {
	Instr Instr // what TRACE lies over
	Kinds PointKinds
	Line  int
	// Prev is the point before, if that begins the same line, else -1: coming from
	// there the line has begun already.
	Prev int
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
		p, ok := at[pc]
		if !ok {
			p.Prev = -1
		}
		p.Instr = c.At(pc)
		p.Kinds |= k
		if line > 0 {
			p.Line = line
		}
		at[pc] = p
	}
	last := LineStart{PC: -1}
	for _, l := range c.LineStarts() {
		if c.At(l.PC).Op() == END_ASYNC_FOR {
			continue // the loop's line ran when the iterator was asked
		}
		note(l.PC, PointLine, l.Line)
		if l.Line == last.Line {
			p := at[l.PC]
			p.Prev = last.PC
			at[l.PC] = p
		}
		last = l
	}
	for pc := 0; pc < len(c.Instrs); pc = c.Next(pc) {
		switch c.At(pc).Op() {
		case NOP:
			if c.At(pc).D() == TracedLine {
				note(pc, PointLine, c.Line(pc))
			}
		case RETURN_VALUE:
			note(pc, PointReturn, 0)
		case YIELD_VALUE:
			note(pc, PointYield, 0)
			note(c.Next(pc), PointResume, 0)
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
