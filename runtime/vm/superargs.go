package vm

import (
	"github.com/asynctools/asynctools/runtime/object"
)

// superArgs finds what super() without arguments means in the current frame,
// for calls that the compiler could not see.
func superArgs(t *Thread) (*object.Type, Value, error) {
	f := Of(t).frame
	if f == nil {
		return nil, Value{}, t.Raisef(object.RuntimeError, "super(): no current frame")
	}
	c := f.code
	if c.ArgCount == 0 {
		return nil, Value{}, t.Raisef(object.RuntimeError, "super(): no arguments")
	}
	first := f.regs()[0]
	if first.Valid() && first.Is(object.CellType) && contains(c.CellLocals, 0) {
		first = object.Cast[object.Cell](first).V
	}
	if !first.Valid() {
		return nil, Value{}, t.Raisef(object.RuntimeError, "super(): arg[0] deleted")
	}
	for i, n := range c.FreeNames {
		if n.S != "__class__" || f.fn == nil || i >= len(f.fn.Closure) {
			continue
		}
		v := f.fn.Closure[i].V
		if !v.Valid() {
			return nil, Value{}, t.Raisef(object.RuntimeError, "super(): empty __class__ cell")
		}
		ty := object.AsType(v)
		if ty == nil {
			return nil, Value{}, t.Raisef(object.RuntimeError, "super(): __class__ is not a type (%s)", v.Type().TpName())
		}
		return ty, first, nil
	}
	return nil, Value{}, t.Raisef(object.RuntimeError, "super(): __class__ cell not found")
}
