package builtins

import (
	"bytes"
	"strings"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/vm"
	"github.com/asynctools/asynctools/syntax/parse"
)

func sourceText(t *Thread, v Value, what string) (text string, raw []byte, err error) {
	if s := object.AsStr(v); s != nil {
		return s.S, nil, nil
	}
	if b := object.AsBytes(v); b != nil {
		return "", b.B, nil
	}
	kind := "code"
	if what == "compile" {
		kind = "AST"
	}
	return "", nil, t.Raisef(object.TypeError, "%s() arg 1 must be a string, bytes or %s object", what, kind)
}

func compileSource(t *Thread, v Value, what, filename string, mode parse.Mode) (*code.Code, error) {
	text, raw, err := sourceText(t, v, what)
	if err != nil {
		return nil, err
	}
	if strings.Contains(text, "\x00") || bytes.IndexByte(raw, 0) >= 0 {
		return nil, t.Raisef(object.SyntaxError, "source code string cannot contain null bytes")
	}
	if raw != nil {
		return vm.CompileBytes(t, filename, raw, vm.CompileOptions{Mode: mode, Warn: true})
	}
	return vm.CompileString(t, filename, text, vm.CompileOptions{Mode: mode, Warn: true})
}

func compileFn(t *Thread, a []Value, _ kwargs) (Value, error) {
	file := "<string>"
	switch {
	case object.AsStr(a[1]) != nil:
		file = object.AsStr(a[1]).S
	case object.AsBytes(a[1]) != nil:
		file = string(object.AsBytes(a[1]).B)
	default:
		p, ok, err := t.CallSpecial(a[1], t.Interp.Intern("__fspath__"))
		if err != nil {
			return Value{}, err
		}
		if !ok || object.AsStr(p) == nil {
			return Value{}, t.Raisef(object.TypeError, "expected str, bytes or os.PathLike object, not %s", a[1].Type().TpName())
		}
		file = object.AsStr(p).S
	}
	m := object.AsStr(a[2])
	if m == nil {
		return Value{}, t.Raisef(object.TypeError, "compile() argument 3 must be str, not %s", a[2].Type().TpName())
	}
	var mode parse.Mode
	switch m.S {
	case "exec":
		mode = parse.Exec
	case "eval":
		mode = parse.Eval
	case "single":
		mode = parse.Single
	default:
		return Value{}, t.Raisef(object.ValueError, "compile() mode must be 'exec', 'eval' or 'single'")
	}
	c, err := compileSource(t, a[0], "compile", file, mode)
	if err != nil {
		return Value{}, err
	}
	return object.Of(c), nil
}

func namespaces(t *Thread, g, l Value, what string) (*object.Dict, Value, error) {
	f := vm.Of(t).Current()
	if !g.Valid() || g.IsNone() {
		gl := object.Of(f.Globals())
		if !l.Valid() || l.IsNone() {
			l = f.Locals(t)
		}
		return f.Globals(), l, ensureBuiltins(t, gl)
	}
	d := object.AsDict(g)
	if d == nil {
		switch {
		case what == "exec":
			return nil, Value{}, t.Raisef(object.TypeError, "exec() globals must be a dict, not %s", g.Type().TpName())
		case g.Type().S().GetItem != nil:
			return nil, Value{}, t.Raisef(object.TypeError, "globals must be a real dict; try eval(expr, {}, mapping)")
		}
		return nil, Value{}, t.Raisef(object.TypeError, "globals must be a dict")
	}
	if l.Valid() && !l.IsNone() && l.Type().S().GetItem == nil {
		if what == "exec" {
			return nil, Value{}, t.Raisef(object.TypeError, "exec() locals must be a mapping or None, not %s", l.Type().TpName())
		}
		return nil, Value{}, t.Raisef(object.TypeError, "locals must be a mapping")
	}
	if !l.Valid() || l.IsNone() {
		l = g
	}
	return d, l, ensureBuiltins(t, g)
}

func ensureBuiltins(t *Thread, g Value) error {
	d := object.AsDict(g)
	if !d.GetString("__builtins__").Valid() {
		d.SetString(t, "__builtins__", object.Of(t.Interp.Builtins))
	}
	return nil
}

func evalFn(t *Thread, a []Value, _ kwargs) (Value, error) {
	g, l, err := namespaces(t, a[1], a[2], "eval")
	if err != nil {
		return Value{}, err
	}
	if a[0].Is(code.Type) {
		c := object.Cast[code.Code](a[0])
		if len(c.FreeNames) > 0 {
			return Value{}, t.Raisef(object.TypeError, "code object passed to eval() may not contain free variables")
		}
		return vm.Of(t).RunCode(c, g, l)
	}
	src := a[0]
	if s := object.AsStr(src); s != nil {
		i := 0
		for i < len(s.S) && (s.S[i] == ' ' || s.S[i] == '\t') {
			i++
		}
		src = object.NewStr(s.S[i:])
	}
	c, err := compileSource(t, src, "eval", "<string>", parse.Eval)
	if err != nil {
		return Value{}, err
	}
	return vm.Of(t).RunCode(c, g, l)
}

func execFn(t *Thread, a []Value, _ kwargs) (Value, error) {
	g, l, err := namespaces(t, a[1], a[2], "exec")
	if err != nil {
		return Value{}, err
	}
	c, closure := (*code.Code)(nil), object.AsTuple(orNone(a[3]))
	if a[0].Is(code.Type) {
		c = object.Cast[code.Code](a[0])
		switch n := len(c.FreeNames); {
		case n == 0 && a[3].Valid() && !a[3].IsNone():
			return Value{}, t.Raisef(object.TypeError, "cannot use a closure with this code object")
		case n > 0 && (closure == nil || len(closure.Items) != n):
			return Value{}, t.Raisef(object.TypeError, "code object requires a closure of exactly length %d", n)
		}
		if closure != nil {
			for _, x := range closure.Items {
				if !x.Is(object.CellType) {
					return Value{}, t.Raisef(object.TypeError, "closure can only be used when source is a code object")
				}
			}
			r, err := vm.Of(t).RunClosure(c, g, l, closure.Items)
			t.DropFloating(r)
			return none, err
		}
	} else {
		if a[3].Valid() && !a[3].IsNone() {
			return Value{}, t.Raisef(object.TypeError, "closure can only be used when source is a code object")
		}
		if c, err = compileSource(t, a[0], "exec", "<string>", parse.Exec); err != nil {
			return Value{}, err
		}
	}
	r, err := vm.Of(t).RunCode(c, g, l)
	t.DropFloating(r)
	return none, err
}

func orNone(v Value) Value {
	if v.Valid() {
		return v
	}
	return none
}
