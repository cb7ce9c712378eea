package vm

import (
	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
)

// functionNew is types.FunctionType(code, globals, name=None, argdefs=None,
// closure=None, kwdefaults=None).
func functionNew(t *Thread, cls *object.Type, args []Value, kw object.KwNames) (Value, error) {
	var a [6]Value
	if err := object.ParseArgs(t, "function", "code, globals, name=None, argdefs=None, closure=None, kwdefaults=None", args, kw, a[:]); err != nil {
		return Value{}, err
	}
	if !a[0].Is(code.Type) {
		return Value{}, t.Raisef(object.TypeError, "function() argument 'code' must be code, not %s", a[0].Type().TpName())
	}
	globals := object.AsDict(a[1])
	if globals == nil {
		return Value{}, t.Raisef(object.TypeError, "function() argument 'globals' must be dict, not %s", a[1].Type().TpName())
	}
	given := func(i int) bool { return a[i].Valid() && !a[i].IsNone() }
	c := object.Cast[code.Code](a[0])
	var cells []Value
	switch {
	case given(2) && object.AsStr(a[2]) == nil:
		return Value{}, t.Raisef(object.TypeError, "arg 3 (name) must be None or string")
	case given(3) && object.AsTuple(a[3]) == nil:
		return Value{}, t.Raisef(object.TypeError, "arg 4 (defaults) must be None or tuple")
	case given(4) && object.AsTuple(a[4]) == nil:
		if len(c.FreeNames) > 0 {
			return Value{}, t.Raisef(object.TypeError, "arg 5 (closure) must be tuple")
		}
		return Value{}, t.Raisef(object.TypeError, "arg 5 (closure) must be None or tuple")
	case !given(4) && len(c.FreeNames) > 0:
		return Value{}, t.Raisef(object.TypeError, "arg 5 (closure) must be tuple")
	case given(5) && object.AsDict(a[5]) == nil:
		return Value{}, t.Raisef(object.TypeError, "arg 6 (kwdefaults) must be None or dict")
	}
	if given(4) {
		cells = object.AsTuple(a[4]).Items
	}
	if len(cells) != len(c.FreeNames) {
		return Value{}, t.Raisef(object.ValueError, "%s requires closure of length %d, not %d", c.Name, len(c.FreeNames), len(cells))
	}
	for _, x := range cells {
		if !x.Is(object.CellType) {
			return Value{}, t.Raisef(object.TypeError, "arg 5 (closure) expected cell, found %s", x.Type().TpName())
		}
	}
	f := NewFunction(t, c, globals)
	if b := builtinsOf(globals); b != nil {
		f.Builtins = b
	}
	if given(2) {
		f.Name = object.AsStr(a[2]).S
	}
	for i, kind := range []uint8{3: 0, 4: 2, 5: 1} {
		if i >= 3 && given(i) {
			st := Of(t)
			st.setFunctionAttr(f, kind, a[i])
		}
	}
	return object.Of(f), nil
}

// builtinsOf is the namespace of the __builtins__ of globals, or nil.
func builtinsOf(globals *object.Dict) *object.Dict {
	b := globals.GetString("__builtins__")
	switch {
	case !b.Valid():
		return nil
	case b.Is(object.ModuleType):
		return object.Cast[object.Module](b).Dict
	}
	return object.AsDict(b)
}

// setCode is function.__code__ = code. Frames that run keep theirs.
func (f *Function) setCode(t *Thread, v Value) error {
	if !v.Valid() || !v.Is(code.Type) {
		return t.Raisef(object.TypeError, "__code__ must be set to a code object")
	}
	c := object.Cast[code.Code](v)
	if len(c.FreeNames) != len(f.Closure) {
		return t.Raisef(object.ValueError, "%s() requires a code object with %d free vars, not %d", f.Name, len(f.Closure), len(c.FreeNames))
	}
	if (c.Flags^f.Code.Flags)&code.Suspends != 0 {
		if err := t.Interp.Warn(t, object.DeprecationWarning, "Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)"); err != nil {
			return err
		}
	}
	f.Code, f.accel, f.plain = c, nil, -1
	if c.Flags&(code.VarArgs|code.VarKeywords) == 0 && c.KwOnly == 0 {
		f.plain = c.ArgCount
	}
	return nil
}
