package vm

import (
	"fmt"
	"strings"

	"github.com/asynctools/asynctools/runtime/object"
)

// originOf is cr_origin of a coroutine that is made now: (file, line, function)
// of the calling frames, the innermost first.
func (st *State) originOf() Value {
	var rows []Value
	for f := st.frame; f != nil && len(rows) < st.OriginDepth; f = f.prev {
		rows = append(rows, object.NewTuple(object.NewStr(f.code.Filename()), object.Int(int64(f.Line())), object.NewStr(f.code.Name)))
	}
	v := object.NewTuple(rows...)
	v.Hold()
	return v
}

// noteOrigin remembers the nearest frame of a program's own.
func (st *State) noteOrigin(g *Generator) {
	for f := st.frame; f != nil; f = f.prev {
		e := g.more()
		e.madeBy, e.madeAt = f.code, f.PC()
		if !strings.HasPrefix(f.code.Filename(), "<frozen ") {
			return
		}
	}
}

// Made is where the generator was made, as far as State.Origins had it noted.
func (g *Generator) Made() (file string, line int, function string) {
	if g.extra == nil || g.extra.madeBy == nil {
		return "", 0, ""
	}
	c := g.extra.madeBy
	return c.Filename(), c.LineAt(g.extra.madeAt), c.Qualname
}

// originText is what the warning about an unawaited coroutine adds.
func (g *Generator) originText() string {
	if g.extra == nil || !g.extra.origin.Valid() {
		return ""
	}
	var b strings.Builder
	b.WriteString("\nCoroutine created at (most recent call last)\n")
	rows := object.AsTuple(g.extra.origin).Items
	for i := len(rows) - 1; i >= 0; i-- {
		row := object.AsTuple(rows[i]).Items
		file, line, name := object.AsStr(row[0]).S, row[1].AsInt(), object.AsStr(row[2]).S
		fmt.Fprintf(&b, "  File %q, line %d, in %s\n", file, line, name)
		if text := g.sourceLine(file, int(line)); text != "" {
			b.WriteString("    " + text + "\n")
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

// sourceLine is a line of the file that the generator's own code is from.
func (g *Generator) sourceLine(file string, line int) string {
	if g.Code().Filename() != file || line < 1 {
		return ""
	}
	return strings.TrimSpace(g.Code().File.LineText(line - 1))
}

// clear is frame.clear(): it ends a suspended generator and drops the variables
// of a frame that does not run.
func (f *Frame) clear(t *Thread) error {
	if g := f.gen(); g != nil && g.fr() == f {
		g.settle()
		switch g.state {
		case genRunning:
			return t.Raisef(object.RuntimeError, "cannot clear an executing frame")
		case genSuspended:
			return t.Raisef(object.RuntimeError, "cannot clear a suspended frame")
		case genCreated:
			genFinalize(t, object.Of(g))
		}
		return nil
	}
	for x := Of(t).frame; x != nil; x = x.prev {
		if x == f {
			return t.Raisef(object.RuntimeError, "cannot clear an executing frame")
		}
	}
	for i, v := range f.regs() {
		if v.Valid() {
			f.regs()[i] = Value{}
			t.Release(v)
		}
	}
	return nil
}
