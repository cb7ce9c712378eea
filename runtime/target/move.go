package target

import (
	"fmt"
	"slices"
	"strings"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/vm"
	"github.com/asynctools/asynctools/syntax/source"
)

// This file changes where the stopped frame goes on.

// GotoTargets lists the lines that the stopped frame can be moved to, near a line.
func (g *Target) GotoTargets(path string, line int) (out []inspect.GotoTarget, err error) {
	e := g.do(false, func() {
		f := g.stopFrame
		if f == nil || clean(f.Code().Filename()) != clean(path) {
			return
		}
		for _, ls := range lineStarts(f.Code()) {
			if ls.Line == line && g.movable(f) && isStart(f.Code(), ls.PC) && sameNest(f.Code(), f.PC(), ls.PC) {
				out = append(out, inspect.GotoTarget{ID: ls.PC + 1, Line: line, Label: fmt.Sprintf("line %d of %s", line, f.Code().Qualname)})
				return // further ones are copies of the same statement
			}
		}
	})
	if e != nil {
		return nil, e
	}
	return out, err
}

// Goto moves the stopped frame.
func (g *Target) Goto(id inspect.TaskID, target int) (err error) {
	e := g.do(false, func() {
		f, pc := g.stopFrame, target-1
		switch {
		case id != g.stopTask:
			err = fmt.Errorf("only the task that has stopped can be moved")
		case !g.movable(f):
			err = fmt.Errorf("the program is not stopped at the beginning of a line")
		case pc < 0 || pc >= len(f.Code().Instrs) || !isStart(f.Code(), pc) || !sameNest(f.Code(), f.PC(), pc):
			err = fmt.Errorf("there is no target %d in the same blocks", target)
		default:
			// As CPython does for a jump.
			if n := f.Bind(); n > 0 {
				g.say(fmt.Sprintf("goto: %d variables of %s without a value are None now\n", n, f.Code().Qualname), f)
			}
			g.move(f, pc, inspect.StopGoto)
		}
	})
	if e != nil {
		return e
	}
	return err
}

// RestartFrame moves the stopped frame to its beginning, where that is sound:
// its parameters are still what the caller gave, and nothing refers to its
// variables.
func (g *Target) RestartFrame(id inspect.FrameID) (err error) {
	e := g.do(false, func() {
		var f *vm.Frame
		if f, err = g.frameByID(id); err != nil {
			return
		}
		if f == nil || f != g.stopFrame || !g.movable(f) {
			err = fmt.Errorf("only the frame that has stopped at the beginning of a line can be restarted")
			return
		}
		c := f.Code()
		first := lineStarts(c)[0].PC
		switch {
		case c.Flags&code.Optimized == 0 || c.Flags&(code.Generator|code.AsyncGenerator) != 0:
			err = fmt.Errorf("%s cannot be restarted: it is no function or coroutine", c.Qualname)
		case len(c.CellLocals) > 0:
			err = fmt.Errorf("%s cannot be restarted: inner functions share its variables", c.Qualname)
		case assignsParameter(c):
			err = fmt.Errorf("%s cannot be restarted: it assigns to its parameters", c.Qualname)
		case !sameNest(c, f.PC(), first):
			err = fmt.Errorf("%s cannot be restarted: it is inside a loop, with or try block", c.Qualname)
		default:
			f.ClearLocals(g.t, parameters(c))
			g.move(f, first, inspect.StopRestart)
		}
	})
	if e != nil {
		return e
	}
	return err
}

// movable reports that the machine will take the place of f from the frame when
// it goes on: it is at a patched instruction.
func (g *Target) movable(f *vm.Frame) bool {
	return f != nil && g.atBreak && f == g.stopFrame && f == g.st.Current() && isStart(f.Code(), f.PC())
}

// move sets where the stopped frame goes on, and tells so.
func (g *Target) move(f *vm.Frame, pc int, why inspect.StopReason) {
	f.Move(pc)
	g.handles.reset()
	stop := inspect.Stop{Reason: why, Task: g.stopTask}
	g.events.put(func(e inspect.Events) { e.Stopped(stop) })
}

func isStart(c *code.Code, pc int) bool {
	i := slices.IndexFunc(lineStarts(c), func(ls code.LineStart) bool { return ls.PC == pc })
	return i >= 0 && statementLine(c.File, lineStarts(c)[i].Line)
}

// statementLine reports that a statement begins a line, and not the rest of an
// expression, for which something is in the frame's temporaries already.
func statementLine(src *source.File, line int) bool {
	text := []rune(src.LineText(line - 1))
	indent := 0
	for indent < len(text) && strings.ContainsRune(" \t\f", text[indent]) {
		indent++
	}
	begins := newLayout(src).begins[line]
	return len(begins) > 0 && begins[0] == indent+1
}

// sameNest reports that two places are in the same loops and under the same
// handlers: what the frame keeps for its blocks is the same at both.
func sameNest(c *code.Code, a, b int) bool {
	for i := range c.Handlers {
		h := &c.Handlers[i]
		in := func(pc int) bool { return int32(pc) >= h.Start && int32(pc) < h.End }
		if in(a) != in(b) {
			return false
		}
	}
	// What a with block or an except clause keeps is covered by the handler that
	// ends it; loops over iterators keep those. Others keep nothing.
	for pc := 0; pc < len(c.Instrs); pc = c.Next(pc) {
		if c.At(pc).Op() != code.JUMP_BACKWARD {
			continue
		}
		head := c.At(pc).Bx()
		if op := c.At(head).Op(); op != code.FOR_ITER && op != code.GET_ANEXT {
			continue
		}
		in := func(x int) bool { return x >= head && x <= pc }
		if in(a) != in(b) {
			return false
		}
	}
	return true
}

func parameters(c *code.Code) int {
	n := c.ArgCount + c.KwOnly
	if c.Flags&code.VarArgs != 0 {
		n++
	}
	if c.Flags&code.VarKeywords != 0 {
		n++
	}
	return n
}

// assignsParameter reports code that writes to one of its parameters.
func assignsParameter(c *code.Code) bool {
	n := parameters(c)
	for pc := 0; pc < len(c.Instrs); pc = c.Next(pc) {
		in := c.At(pc)
		for _, o := range in.Op().Info().Operands {
			if (o.Kind == code.Dst || o.Kind == code.Upd) && in.Field(o.Field) < n {
				return true
			}
		}
		if in.Op() == code.DELETE_FAST && in.A() < n {
			return true
		}
	}
	return false
}
