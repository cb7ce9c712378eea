package compile

import (
	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/syntax/ast"
)

// bulk is how many elements a display may put into registers at once.
const bulk = 64

// sequence compiles a list, tuple or set display.
func (u *unit) sequence(elts []ast.Expr, dst int, op code.Op) {
	starred := false
	for _, x := range elts {
		if _, ok := x.(*ast.Starred); ok {
			starred = true
		}
	}
	if !starred && len(elts) <= bulk {
		base := u.top
		first := u.top | tempBit
		for _, x := range elts {
			u.tempOperand(x)
		}
		u.top = base
		var copied uint8
		if op == code.BUILD_SET && len(elts) > 2 && areConstants(elts) {
			copied = 1 // CPython copies such a set from a constant one
		}
		u.emit(code.Make(op, copied, dst, first, len(elts)))
		return
	}
	t := u.work(dst)
	build, add, extend := code.BUILD_LIST, code.LIST_APPEND, code.LIST_EXTEND
	if op == code.BUILD_SET {
		build, add, extend = code.BUILD_SET, code.SET_ADD, code.SET_UPDATE
	}
	u.emit(code.Make(build, 0, t, t, 0))
	for _, x := range elts {
		if s, ok := x.(*ast.Starred); ok {
			v := u.operandDropped(s.Value)
			u.emit(code.Make(extend, 0, t, v, code.None))
			continue
		}
		v := u.operandDropped(x)
		u.emit(code.Make(add, 0, t, v, 0))
	}
	if op == code.BUILD_TUPLE {
		u.emit(code.Make(code.LIST_TO_TUPLE, 0, t, t, 0))
	}
	u.settle(dst, t)
}

func areConstants(elts []ast.Expr) bool {
	for _, x := range elts {
		if x.Kind() != ast.ConstantKind {
			return false
		}
	}
	return true
}

func (u *unit) dict(e *ast.Dict, dst int) {
	plain := len(e.Keys) <= bulk/2
	for _, k := range e.Keys {
		plain = plain && k != nil
	}
	if plain {
		base := u.top
		first := u.top | tempBit
		for i, k := range e.Keys {
			u.tempOperand(k)
			u.tempOperand(e.Values[i])
		}
		u.top = base
		u.emit(code.Make(code.BUILD_MAP, 0, dst, first, len(e.Keys)))
		return
	}
	t := u.work(dst)
	u.emit(code.Make(code.BUILD_MAP, 0, t, t, 0))
	for i, k := range e.Keys {
		if k == nil {
			v := u.operandDropped(e.Values[i])
			u.emit(code.Make(code.DICT_UPDATE, 0, t, v, 0))
			continue
		}
		a := u.operand(k)
		b := u.operand(e.Values[i])
		u.drop(b)
		u.drop(a)
		u.emit(code.Make(code.MAP_ADD, 0, t, a, b))
	}
	u.settle(dst, t)
}

func (u *unit) joinedStr(values []ast.Expr, dst int) {
	if len(values) > bulk {
		// Join in groups, so that registers stay few.
		t := u.work(dst)
		u.joinedStr(values[:bulk], t)
		for rest := values[bulk:]; len(rest) > 0; {
			n := min(bulk, len(rest))
			s := u.temp()
			u.joinedStr(rest[:n], s)
			u.drop(s)
			u.emit(code.Make(code.BINARY_ADD, 0, t, t, s))
			rest = rest[n:]
		}
		u.settle(dst, t)
		return
	}
	if len(values) == 1 {
		if text, ok := values[0].(*ast.Constant); ok {
			u.exprTo(text, dst) // such as "04d" in f"{n:04d}"
			return
		}
	}
	base := u.top
	first := u.top | tempBit
	for _, v := range values {
		t := u.temp()
		switch v := v.(type) {
		case *ast.FormattedValue:
			old := u.at(v)
			a := u.operand(v.Value)
			spec := code.None
			if v.FormatSpec != nil {
				spec = u.operand(v.FormatSpec)
				u.drop(spec)
			}
			u.drop(a)
			u.emit(code.Make(code.FORMAT_VALUE, conversion(v.Conversion), t, a, spec))
			old()
		default:
			u.exprTo(v, t)
		}
	}
	u.top = base
	u.emit(code.Make(code.BUILD_STRING, 0, dst, first, len(values)))
}

func conversion(c int) uint8 {
	if c < 0 {
		return 0
	}
	return uint8(c)
}

// template compiles a t-string: the strings and interpolations as two tuples.
func (u *unit) template(e *ast.TemplateStr, dst int) {
	base := u.top
	strs, items := u.temp(), u.temp()
	var texts []string
	cur := ""
	var parts []*ast.Interpolation
	for _, v := range e.Values {
		if i, ok := v.(*ast.Interpolation); ok {
			texts = append(texts, cur)
			cur = ""
			parts = append(parts, i)
			continue
		}
		cur += v.(*ast.Constant).Value.Text
	}
	texts = append(texts, cur)
	vals := make([]object.Value, len(texts))
	for i, s := range texts {
		vals[i] = object.NewStr(s)
	}
	u.loadConst(strs, u.addConst(object.TupleOf(vals)))
	inner := u.top
	first := u.top | tempBit
	for _, p := range parts {
		t := u.temp()
		at := u.top
		f := u.top | tempBit
		u.tempOperand(p.Value)
		u.loadStr(u.temp(), p.Str)
		d := conversion(p.Conversion)
		if p.FormatSpec != nil {
			u.tempOperand(p.FormatSpec)
		} else {
			u.loadStr(u.temp(), "")
		}
		u.top = at
		u.emit(code.Make(code.BUILD_INTERPOLATION, d, t, f, 0))
	}
	u.top = inner
	u.emit(code.Make(code.BUILD_TUPLE, 0, items, first, len(parts)))
	u.top = base
	u.emit(code.Make(code.BUILD_TEMPLATE, 0, dst, strs, 0))
}
