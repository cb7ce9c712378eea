package vm

import (
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

// warnUnawaited warns of a coroutine that is dropped before it began, and says where it
// was made if it knows.
func (g *Generator) warnUnawaited(t *Thread) error {
	self := object.Of(g)
	if g.extra != nil && g.extra.origin.Valid() {
		name := object.NewStr("_warn_unawaited_coroutine")
		if m, err := t.Interp.ImportModule(t, "warnings", nil, object.NewTuple(name), 0); err == nil {
			r, err := t.CallMethod(m, t.Interp.InternStr(object.AsStr(name)), self)
			t.DropFloating(r)
			return err
		}
	}
	if t.Interp.WarnOf == nil {
		return nil
	}
	return t.Interp.WarnOf(t, object.RuntimeWarning, "coroutine '"+g.Qualname()+"' was never awaited", self)
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
