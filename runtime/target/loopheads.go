package target

import (
	"slices"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/vm"
	"github.com/asynctools/asynctools/syntax/source"
)

// loopHeads tells the two ways apart in which a loop gets to its first line: on
// from where the line begins, which is no new line, and round from its end,
// which is one. Each loop has a begin and a head; both are stopped at.
type loopHeads struct {
	heads   map[place]place // by where the line begins
	passing map[activation]place
}

// find looks for loops in a line.
func (l *loopHeads) find(c *code.Code, line int) {
	starts := lineStarts(c)
	for i := 1; i < len(starts); i++ {
		if starts[i].Line != line || starts[i-1].Line != line || !goesBackTo(c, starts[i].PC) {
			continue
		}
		if l.heads == nil {
			l.heads, l.passing = map[place]place{}, map[activation]place{}
		}
		l.heads[place{c, starts[i-1].PC}] = place{c, starts[i].PC}
	}
}

// afterLoop reports what is left to do in a loop's first line when the loop is
// over: no new line, for its head was the place before.
func afterLoop(c *code.Code, at code.LineStart) bool {
	if c.At(at.PC).Op() == code.END_ASYNC_FOR {
		return true
	}
	for _, head := range lineStarts(c) {
		if head.Line == at.Line && c.At(head.PC).Op() == code.FOR_ITER {
			if end, ok := c.Target(head.PC); ok && end == at.PC {
				return true
			}
		}
	}
	return false
}

// lineStarts are the instructions at which a breakpoint on a line stops. The code
// has no line for jumps, for most stand for nothing; "continue", "break" and the
// test of "while True" are nothing but a jump.
func lineStarts(c *code.Code) []code.LineStart {
	starts := c.LineStarts()
	added := false
	for pc := 0; pc < len(c.Instrs); pc = c.Next(pc) {
		if op := c.At(pc).Op(); op != code.JUMP && op != code.JUMP_BACKWARD {
			continue
		}
		s := c.Span(pc)
		if s.Start < 0 || s.End > source.Pos(len(c.File.Text)) {
			continue
		}
		if text := c.File.Text[s.Start:s.End]; text != "continue" && text != "break" && text != "True" {
			continue
		}
		if begun(starts, pc, c.Line(pc)) {
			continue // by what the statement clears before it jumps
		}
		if !added {
			starts, added = slices.Clone(starts), true
		}
		starts = append(starts, code.LineStart{PC: pc, Line: c.Line(pc)})
	}
	if added {
		slices.SortFunc(starts, func(a, b code.LineStart) int { return a.PC - b.PC })
	}
	return starts
}

// begun reports that the line of an instruction is the one that began last before
// it, or with it.
func begun(starts []code.LineStart, pc, line int) bool {
	last := code.LineStart{PC: -1}
	for _, ls := range starts {
		if ls.PC <= pc && ls.PC > last.PC {
			last = ls
		}
	}
	return last.PC == pc || last.PC >= 0 && last.Line == line
}

// linesOf lists the lines that have code, in order.
func linesOf(c *code.Code) []int {
	var out []int
	for _, ls := range lineStarts(c) {
		out = append(out, ls.Line)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// goesBackTo reports that a loop ends with a jump to an instruction.
func goesBackTo(c *code.Code, head int) bool {
	for pc := head; pc < len(c.Instrs); pc = c.Next(pc) {
		if i := c.At(pc); i.Op() == code.JUMP_BACKWARD && i.Bx() == head {
			return true
		}
	}
	return false
}

// entering reports that the frame has got to a loop's head from the beginning
// of the line. It is to be asked at each place of the line.
func (l *loopHeads) entering(f *vm.Frame) bool {
	if l.heads == nil {
		return false
	}
	p, a := place{f.Code(), f.PC()}, activation{f, f.Serial()}
	if head, ok := l.heads[p]; ok {
		l.passing[a] = head
		return false
	}
	if head, ok := l.passing[a]; !ok || head != p {
		return false
	}
	delete(l.passing, a)
	return true
}
