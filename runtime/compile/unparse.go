package compile

import (
	"strconv"
	"strings"

	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/pyrepr"
)

// How tightly an expression binds, from the loosest on.
const (
	bindTuple = iota
	bindTest
	bindOr
	bindAnd
	bindNot
	bindCompare
	bindBitOr
	bindBitXor
	bindBitAnd
	bindShift
	bindSum
	bindTerm
	bindFactor
	bindPower
	bindAwait
	bindAtom
)

var binaryBinding = [...]int{
	ast.Add: bindSum, ast.Sub: bindSum, ast.Mult: bindTerm, ast.MatMult: bindTerm, ast.Div: bindTerm, ast.Mod_: bindTerm, ast.FloorDiv: bindTerm,
	ast.Pow: bindPower, ast.LShift: bindShift, ast.RShift: bindShift, ast.BitOr: bindBitOr, ast.BitXor: bindBitXor, ast.BitAnd: bindBitAnd,
}

var (
	binarySigns  = [...]string{"+", "-", "*", "@", "/", "%", "**", "<<", ">>", "|", "^", "&", "//"}
	compareSigns = [...]string{"==", "!=", "<", "<=", ">", ">=", "is", "is not", "in", "not in"}
)

// Unparse is the text of an expression as CPython stores an annotation under
// "from __future__ import annotations" (PEP 563).
func Unparse(e ast.Expr) string {
	var w unparser
	w.expr(e, bindTest)
	return w.String()
}

type unparser struct{ strings.Builder }

func (w *unparser) put(parts ...string) {
	for _, p := range parts {
		w.WriteString(p)
	}
}

// in writes what f does, parenthesized where it binds looser than its place.
func (w *unparser) in(binds, place int, f func()) {
	if place > binds {
		w.put("(")
		defer w.put(")")
	}
	f()
}

func (w *unparser) list(items []ast.Expr) {
	for i, e := range items {
		if i > 0 {
			w.put(", ")
		}
		w.expr(e, bindTest)
	}
}

func (w *unparser) expr(e ast.Expr, place int) {
	switch e := e.(type) {
	case *ast.BoolOp:
		binds, word := bindAnd, " and "
		if e.Op == ast.Or {
			binds, word = bindOr, " or "
		}
		w.in(binds, place, func() {
			for i, v := range e.Values {
				if i > 0 {
					w.put(word)
				}
				w.expr(v, binds+1)
			}
		})
	case *ast.NamedExpr:
		w.in(bindTuple, place, func() {
			w.expr(e.Target, bindAtom)
			w.put(" := ")
			w.expr(e.Value, bindAtom)
		})
	case *ast.BinOp:
		binds := binaryBinding[e.Op]
		left, right := binds, binds+1
		if e.Op == ast.Pow {
			left, right = right, left
		}
		w.in(binds, place, func() {
			w.expr(e.Left, left)
			w.put(" ", binarySigns[e.Op], " ")
			w.expr(e.Right, right)
		})
	case *ast.UnaryOp:
		binds := bindFactor
		if e.Op == ast.Not {
			binds = bindNot
		}
		w.in(binds, place, func() {
			w.put([...]string{"~", "not ", "+", "-"}[e.Op])
			w.expr(e.Operand, binds)
		})
	case *ast.Lambda:
		w.in(bindTest, place, func() {
			w.put("lambda")
			if p := w.params(e.Args); p != "" {
				w.put(" ", p)
			}
			w.put(": ")
			w.expr(e.Body, bindTest)
		})
	case *ast.IfExp:
		w.in(bindTest, place, func() {
			w.expr(e.Body, bindTest+1)
			w.put(" if ")
			w.expr(e.Test, bindTest+1)
			w.put(" else ")
			w.expr(e.Orelse, bindTest)
		})
	case *ast.Dict:
		w.put("{")
		for i, v := range e.Values {
			if i > 0 {
				w.put(", ")
			}
			if e.Keys[i] == nil {
				w.put("**")
				w.expr(v, bindBitOr)
				continue
			}
			w.expr(e.Keys[i], bindTest)
			w.put(": ")
			w.expr(v, bindTest)
		}
		w.put("}")
	case *ast.Set:
		w.put("{")
		w.list(e.Elts)
		w.put("}")
	case *ast.ListComp:
		w.comprehension("[", "]", e.Generators, e.Elt, nil)
	case *ast.SetComp:
		w.comprehension("{", "}", e.Generators, e.Elt, nil)
	case *ast.DictComp:
		w.comprehension("{", "}", e.Generators, e.Key, e.Value)
	case *ast.GeneratorExp:
		w.comprehension("(", ")", e.Generators, e.Elt, nil)
	case *ast.Await:
		w.in(bindAwait, place, func() {
			w.put("await ")
			w.expr(e.Value, bindAtom)
		})
	case *ast.Yield:
		w.put("(yield")
		if e.Value != nil {
			w.put(" ")
			w.expr(e.Value, bindTuple)
		}
		w.put(")")
	case *ast.YieldFrom:
		w.put("(yield from ")
		w.expr(e.Value, bindTest)
		w.put(")")
	case *ast.Compare:
		w.in(bindCompare, place, func() {
			w.expr(e.Left, bindCompare+1)
			for i, c := range e.Comparators {
				w.put(" ", compareSigns[e.Ops[i]], " ")
				w.expr(c, bindCompare+1)
			}
		})
	case *ast.Call:
		w.call(e)
	case *ast.JoinedStr:
		w.put("f", pyrepr.Str(fstring(e.Values)))
	case *ast.FormattedValue:
		w.put("f", pyrepr.Str(fstring([]ast.Expr{e})))
	case *ast.TemplateStr:
		w.put("t", pyrepr.Str(fstring(e.Values)))
	case *ast.Constant:
		w.put(constantText(&e.Value))
	case *ast.Attribute:
		w.expr(e.Value, bindAtom)
		if c, ok := e.Value.(*ast.Constant); ok && c.Value.Type == ast.IntConst {
			w.put(" ")
		}
		w.put(".", e.Attr)
	case *ast.Subscript:
		w.expr(e.Value, bindAtom)
		w.put("[")
		w.expr(e.Slice, bindTuple)
		w.put("]")
	case *ast.Starred:
		w.put("*")
		w.expr(e.Value, bindBitOr)
	case *ast.Name:
		w.put(e.Ident)
	case *ast.List:
		w.put("[")
		w.list(e.Elts)
		w.put("]")
	case *ast.Tuple:
		if len(e.Elts) == 0 {
			w.put("()")
			return
		}
		w.in(bindTuple, place, func() {
			w.list(e.Elts)
			if len(e.Elts) == 1 {
				w.put(",")
			}
		})
	case *ast.Slice:
		if e.Lower != nil {
			w.expr(e.Lower, bindTest)
		}
		w.put(":")
		if e.Upper != nil {
			w.expr(e.Upper, bindTest)
		}
		if e.Step != nil {
			w.put(":")
			w.expr(e.Step, bindTest)
		}
	}
}

func (w *unparser) call(e *ast.Call) {
	w.expr(e.Func, bindAtom)
	if len(e.Args) == 1 && len(e.Keywords) == 0 {
		if g, ok := e.Args[0].(*ast.GeneratorExp); ok {
			w.expr(g, bindTuple)
			return
		}
	}
	w.put("(")
	w.list(e.Args)
	for i, k := range e.Keywords {
		if i > 0 || len(e.Args) > 0 {
			w.put(", ")
		}
		if k.Arg == "" {
			w.put("**")
		} else {
			w.put(k.Arg, "=")
		}
		w.expr(k.Value, bindTest)
	}
	w.put(")")
}

func (w *unparser) comprehension(open, shut string, gens []*ast.Comprehension, elt, value ast.Expr) {
	w.put(open)
	w.expr(elt, bindTest)
	if value != nil {
		w.put(": ")
		w.expr(value, bindTest)
	}
	for _, g := range gens {
		if g.IsAsync != 0 {
			w.put(" async")
		}
		w.put(" for ")
		w.expr(g.Target, bindTuple)
		w.put(" in ")
		w.expr(g.Iter, bindTest+1)
		for _, c := range g.Ifs {
			w.put(" if ")
			w.expr(c, bindTest+1)
		}
	}
	w.put(shut)
}

func (w *unparser) params(a *ast.Arguments) string {
	var out []string
	text := func(p *ast.Arg, def ast.Expr) string {
		if def == nil {
			return p.Arg
		}
		return p.Arg + "=" + Unparse(def)
	}
	plain := append(append([]*ast.Arg{}, a.Posonlyargs...), a.Args...)
	for i, p := range plain {
		var def ast.Expr
		if k := i - len(plain) + len(a.Defaults); k >= 0 {
			def = a.Defaults[k]
		}
		out = append(out, text(p, def))
		if i+1 == len(a.Posonlyargs) {
			out = append(out, "/")
		}
	}
	if a.Vararg != nil {
		out = append(out, "*"+a.Vararg.Arg)
	} else if len(a.Kwonlyargs) > 0 {
		out = append(out, "*")
	}
	for i, p := range a.Kwonlyargs {
		out = append(out, text(p, a.KwDefaults[i]))
	}
	if a.Kwarg != nil {
		out = append(out, "**"+a.Kwarg.Arg)
	}
	return strings.Join(out, ", ")
}

// fstring is the inside of an f-string.
func fstring(values []ast.Expr) string {
	var b strings.Builder
	for _, v := range values {
		value, conv, spec := v, 0, ast.Expr(nil)
		switch v := v.(type) {
		case *ast.Constant:
			b.WriteString(strings.NewReplacer("{", "{{", "}", "}}").Replace(v.Value.Text))
			continue
		case *ast.FormattedValue:
			value, conv, spec = v.Value, v.Conversion, v.FormatSpec
		case *ast.Interpolation:
			value, conv, spec = v.Value, v.Conversion, v.FormatSpec
		}
		var w unparser
		w.expr(value, bindTest+1)
		text := w.String()
		b.WriteByte('{')
		if strings.HasPrefix(text, "{") {
			b.WriteByte(' ')
		}
		b.WriteString(text)
		if conv > 0 {
			b.WriteByte('!')
			b.WriteByte(byte(conv))
		}
		if j, ok := spec.(*ast.JoinedStr); ok {
			b.WriteByte(':')
			b.WriteString(fstring(j.Values))
		}
		b.WriteByte('}')
	}
	return b.String()
}

func constantText(v *ast.Value) string {
	switch v.Type {
	case ast.NoneConst:
		return "None"
	case ast.TrueConst:
		return "True"
	case ast.FalseConst:
		return "False"
	case ast.EllipsisConst:
		return "..."
	case ast.StrConst:
		if v.U {
			return "u" + pyrepr.Str(v.Text)
		}
		return pyrepr.Str(v.Text)
	case ast.BytesConst:
		return pyrepr.Bytes(v.Text)
	case ast.FloatConst, ast.ComplexConst:
		f, _ := strconv.ParseFloat(v.Text, 64)
		text := strings.ReplaceAll(pyrepr.Float(f), "inf", "1e309")
		if v.Type == ast.ComplexConst {
			return strings.TrimSuffix(text, ".0") + "j"
		}
		return text
	}
	if n, err := strconv.ParseInt(v.Text, 0, 64); err == nil && !strings.HasPrefix(v.Text, "00") {
		return strconv.FormatInt(n, 10)
	}
	return v.Text
}
