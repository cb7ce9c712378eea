package vm

import (
	"fmt"
	"slices"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/syntax/source"
)

func registerCode() {
	co := func(v Value) *code.Code { return object.Cast[code.Code](v) }
	num := func(name string, f func(c *code.Code) int) def {
		return getter(name, func(t *Thread, v Value) (Value, error) { return object.Int(int64(f(co(v)))), nil })
	}
	object.DefineType(code.Type, object.ObjectType, "builtins", object.Slots{
		Repr: func(t *Thread, v Value) (Value, error) {
			c := co(v)
			return object.NewStr("<code object " + c.Name + " at " + t.Addr(v) + ", file \"" + c.Filename() + "\", line " + itoa(c.FirstLine) + ">"), nil
		},
		Compare: func(t *Thread, a, b Value, op object.CmpOp) (Value, error) {
			if op > object.CmpNe || !b.Is(code.Type) {
				return object.NotImplemented, nil
			}
			eq, err := sameCode(t, co(a), co(b))
			return object.Bool(eq == (op == object.CmpEq)), err
		},
		Hash: func(t *Thread, v Value) (uint64, error) {
			c := co(v)
			return object.HashString(fmt.Sprint(c.Name, c.FirstLine, c.ArgCount, c.PosOnly, c.KwOnly, len(c.Instrs))), nil
		},
	},
		getter("co_name", func(t *Thread, v Value) (Value, error) { return object.NewStr(co(v).Name), nil }),
		getter("co_qualname", func(t *Thread, v Value) (Value, error) { return object.NewStr(co(v).Qualname), nil }),
		getter("co_filename", func(t *Thread, v Value) (Value, error) { return object.NewStr(co(v).Filename()), nil }),
		num("co_firstlineno", func(c *code.Code) int { return c.FirstLine }),
		num("co_argcount", func(c *code.Code) int { return c.ArgCount }),
		num("co_posonlyargcount", func(c *code.Code) int { return c.PosOnly }),
		num("co_kwonlyargcount", func(c *code.Code) int { return c.KwOnly }),
		num("co_nlocals", func(c *code.Code) int { return len(varNames(c)) }),
		num("co_flags", func(c *code.Code) int { return int(c.Flags &^ code.Accelerated) }),
		num("co_stacksize", func(c *code.Code) int { return c.NumRegs - c.NumLocals }),
		getter("co_varnames", func(t *Thread, v Value) (Value, error) {
			return strList(varNames(co(v))), nil
		}),
		getter("co_freevars", func(t *Thread, v Value) (Value, error) { return strList(co(v).FreeNames), nil }),
		getter("co_cellvars", func(t *Thread, v Value) (Value, error) {
			var names []*object.Str
			for _, r := range co(v).CellLocals {
				names = append(names, co(v).VarNames[r])
			}
			return strList(names), nil
		}),
		getter("co_names", func(t *Thread, v Value) (Value, error) { return strList(co(v).Names), nil }),
		getter("co_consts", func(t *Thread, v Value) (Value, error) { return object.NewTuple(co(v).Consts...), nil }),
		def{Name: "replace", Sig: "*", Fn: codeReplace},
		def{Name: "__replace__", Sig: "*", Fn: codeReplace},
	)
}

// varNames are the variables that no other function captures, and parameters.
func varNames(c *code.Code) []*object.Str {
	params := c.ArgCount + c.KwOnly
	for _, f := range []code.Flags{code.VarArgs, code.VarKeywords} {
		if c.Flags&f != 0 {
			params++
		}
	}
	var out []*object.Str
	for i, n := range c.VarNames[:c.NumNamed] {
		if i < params || !slices.Contains(c.CellLocals, i) {
			out = append(out, n)
		}
	}
	return out
}

// sameCode reports code objects that do the same at the same places, whatever
// their files are called.
func sameCode(t *Thread, a, b *code.Code) (bool, error) {
	if a == b {
		return true, nil
	}
	if a.Name != b.Name || a.FirstLine != b.FirstLine || a.Flags != b.Flags || a.ArgCount != b.ArgCount || a.PosOnly != b.PosOnly || a.KwOnly != b.KwOnly ||
		!slices.Equal(a.VarNames, b.VarNames) || !slices.Equal(a.FreeNames, b.FreeNames) || !slices.Equal(a.Names, b.Names) || !slices.Equal(a.CellLocals, b.CellLocals) ||
		!slices.Equal(a.Spans, b.Spans) || !slices.Equal(a.Handlers, b.Handlers) || len(a.Instrs) != len(b.Instrs) || len(a.Consts) != len(b.Consts) {
		return false, nil
	}
	for pc := range a.Instrs {
		if a.At(pc) != b.At(pc) {
			return false, nil
		}
	}
	for i := range a.Consts {
		if x, y := a.Consts[i], b.Consts[i]; x.Type() != y.Type() {
			return false, nil
		} else if eq, err := t.Equal(x, y); err != nil || !eq {
			return false, err
		}
	}
	return true, nil
}

// codeReplace is code.replace(**changes): of what describes the code; the
// instructions are the runtime's own and cannot be given.
func codeReplace(t *Thread, a []Value, kw object.KwNames) (Value, error) {
	if n := len(a) - len(kw) - 1; n > 0 {
		return Value{}, t.Raisef(object.TypeError, "replace() takes no positional arguments")
	}
	c := object.Cast[code.Code](a[0]).Copy()
	c.Header = object.NewHeader(code.Type)
	c.Saved, c.Points = nil, nil
	c.Instrs = slices.Clone(c.Instrs)
	for pc := range c.Instrs {
		c.Instrs[pc] = object.Cast[code.Code](a[0]).At(pc)
	}
	for i, k := range kw {
		if err := changeCode(t, c, k.S, a[1+i]); err != nil {
			return Value{}, err
		}
	}
	return object.Of(c), nil
}

func changeCode(t *Thread, c *code.Code, name string, v Value) error {
	switch name {
	case "co_name", "co_qualname", "co_filename":
		s := object.AsStr(v)
		if s == nil {
			return t.Raisef(object.TypeError, "replace() argument '%s' must be str, not %s", name, v.Type().TpName())
		}
		switch name {
		case "co_name":
			c.Name = s.S
		case "co_qualname":
			c.Qualname = s.S
		default:
			c.File = source.NewFile(s.S, c.File.Text)
		}
	case "co_firstlineno", "co_flags":
		n, err := t.IntArg(v)
		if err != nil {
			return err
		}
		if name == "co_flags" {
			c.Flags = code.Flags(n)
		} else {
			c.FirstLine = int(n)
		}
	case "co_consts":
		tup := object.AsTuple(v)
		if tup == nil {
			return t.Raisef(object.TypeError, "replace() argument 'co_consts' must be tuple, not %s", v.Type().TpName())
		}
		if len(tup.Items) != len(c.Consts) {
			return t.Raisef(object.ValueError, "code: co_consts must have %d items", len(c.Consts))
		}
		c.Consts = slices.Clone(tup.Items)
	case "co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_nlocals", "co_stacksize", "co_code", "co_names", "co_varnames", "co_freevars", "co_cellvars", "co_linetable", "co_exceptiontable":
		now, err := t.GetAttrString(object.Of(c), name)
		if err != nil {
			return err
		}
		if eq, err := t.Equal(now, v); err != nil || eq {
			return err
		}
		return t.Raisef(object.ValueError, "code: %s belongs to the instructions, which cannot be replaced", name)
	default:
		return t.Raisef(object.TypeError, "replace() got an unexpected keyword argument '%s'", name)
	}
	return nil
}
