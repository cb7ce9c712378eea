package compile

import (
	"strings"

	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// Warning is what CPython reports as a SyntaxWarning.
type Warning struct {
	Msg  string
	Hard string // what the error says that a filter makes of it, if that differs
	Span source.Span
}

// Warnings are what a valid file is to be warned of, in CPython's order: what the
// tokenizer and the parser noticed, ways out of a finally block, then the rest.
func Warnings(f *ast.File) []Warning {
	w := &warner{}
	for _, e := range f.Warnings {
		w.out = append(w.out, escapeWarning(e))
	}
	w.ways(f.Mod, place{})
	ast.Inspect(f.Mod, w.visit)
	return w.out
}

// LexicalWarnings are those that CPython gives of a file that it rejects: of what
// it read before the error.
func LexicalWarnings(f *ast.File) []Warning {
	var out []Warning
	for _, e := range f.Warnings {
		if strings.HasSuffix(e.Msg, " literal") && e.Span.Start <= f.Errors[0].Span.Start {
			out = append(out, Warning{Msg: e.Msg, Span: e.Span})
		}
	}
	return out
}

// escapeWarning words a warning of the parser as 3.14 does.
func escapeWarning(e ast.Error) Warning {
	for _, kind := range []string{"invalid escape sequence '", "invalid octal escape sequence '"} {
		if seq, ok := strings.CutPrefix(e.Msg, kind); ok {
			seq = strings.TrimSuffix(seq, "'")
			head := `"` + seq + `" is an ` + strings.TrimSuffix(kind, " '") + "."
			tail := ` Did you mean "\` + seq + `"? A raw string is also an option.`
			return Warning{head + " Such sequences will not work in the future." + tail, head + tail, e.Span}
		}
	}
	return Warning{Msg: e.Msg, Span: e.Span}
}

type warner struct{ out []Warning }

func (w *warner) add(n ast.Node, msg string) {
	w.out = append(w.out, Warning{Msg: msg, Span: n.Span()})
}

// place is where a statement is: directly in a finally block, and what of its
// surroundings a way out ends at.
type place struct{ finally, loop, function bool }

// ways finds return, break and continue that leave a finally block (PEP 765).
func (w *warner) ways(n ast.Node, p place) {
	inside := func(list []ast.Stmt, p place) {
		for _, s := range list {
			w.ways(s, p)
		}
	}
	loop := func(body, orelse []ast.Stmt) {
		inside(body, place{loop: true})
		inside(orelse, p)
	}
	try := func(body []ast.Stmt, handlers []*ast.ExceptHandler, orelse, final []ast.Stmt) {
		inside(body, p)
		for _, h := range handlers {
			inside(h.Body, p)
		}
		inside(orelse, p)
		inside(final, place{finally: true})
	}
	switch n := n.(type) {
	case *ast.Return:
		if p.finally {
			w.add(n, "'return' in a 'finally' block")
		}
	case *ast.Break:
		if p.finally {
			w.add(n, "'break' in a 'finally' block")
		}
	case *ast.Continue:
		if p.finally {
			w.add(n, "'continue' in a 'finally' block")
		}
	case *ast.FunctionDef:
		inside(n.Body, place{function: true})
	case *ast.AsyncFunctionDef:
		inside(n.Body, place{function: true})
	case *ast.For:
		loop(n.Body, n.Orelse)
	case *ast.AsyncFor:
		loop(n.Body, n.Orelse)
	case *ast.While:
		loop(n.Body, n.Orelse)
	case *ast.Try:
		try(n.Body, n.Handlers, n.Orelse, n.Finalbody)
	case *ast.TryStar:
		try(n.Body, n.Handlers, n.Orelse, n.Finalbody)
	case *ast.Match:
		for _, c := range n.Cases {
			inside(c.Body, p)
		}
	default:
		if s, ok := n.(ast.Node); ok {
			for _, list := range ast.Bodies(s) {
				inside(list, p)
			}
		}
	}
}

func (w *warner) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Assign:
		ast.Inspect(n.Value, w.visit) // it is worked out first
		for _, t := range n.Targets {
			ast.Inspect(t, w.visit)
		}
		return false
	case *ast.Assert:
		if t, ok := n.Test.(*ast.Tuple); ok && len(t.Elts) > 0 {
			w.add(n, "assertion is always true, perhaps remove parentheses?")
		}
	case *ast.Compare:
		w.compare(n)
	case *ast.Call:
		w.call(n)
	case *ast.Subscript:
		if n.Ctx == ast.Load {
			w.subscript(n)
		}
	}
	return true
}

// compare warns of "is" with a literal.
func (w *warner) compare(n *ast.Compare) {
	left := n.Left
	for i, op := range n.Ops {
		right := n.Comparators[i]
		if op == ast.Is || op == ast.IsNot {
			lit := right
			if isLiteral(left) {
				lit = left
			}
			if isLiteral(lit) {
				said, meant := "is", "=="
				if op == ast.IsNot {
					said, meant = "is not", "!="
				}
				w.add(n, `"`+said+`" with '`+typeOf(lit)+`' literal. Did you mean "`+meant+`"?`)
				return
			}
		}
		left = right
	}
}

// isLiteral reports a constant that may be another object each time.
func isLiteral(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Constant:
		return e.Value.Type > ast.EllipsisConst
	case *ast.Tuple:
		for _, x := range e.Elts {
			if _, ok := x.(*ast.Constant); !ok {
				return false
			}
		}
		return true
	}
	return false
}

func (w *warner) call(n *ast.Call) {
	switch n.Func.(type) {
	case *ast.Constant, *ast.Tuple, *ast.List, *ast.ListComp, *ast.Dict, *ast.DictComp, *ast.Set, *ast.SetComp, *ast.GeneratorExp, *ast.JoinedStr, *ast.TemplateStr:
		w.add(n.Func, "'"+typeOf(n.Func)+"' object is not callable; perhaps you missed a comma?")
	}
}

func (w *warner) subscript(n *ast.Subscript) {
	indexed := false
	switch v := n.Value.(type) {
	case *ast.Constant:
		indexed = v.Value.Type == ast.StrConst || v.Value.Type == ast.BytesConst
		if !indexed {
			w.add(v, "'"+typeOf(v)+"' object is not subscriptable; perhaps you missed a comma?")
			return
		}
	case *ast.Set, *ast.SetComp, *ast.GeneratorExp, *ast.Lambda, *ast.TemplateStr:
		w.add(v, "'"+typeOf(v)+"' object is not subscriptable; perhaps you missed a comma?")
		return
	case *ast.Tuple, *ast.List, *ast.ListComp, *ast.JoinedStr:
		indexed = true
	}
	if key := typeOf(n.Slice); indexed && key != "" && key != "int" && key != "bool" {
		w.add(n.Value, typeOf(n.Value)+" indices must be integers or slices, not "+key+"; perhaps you missed a comma?")
	}
}

// typeOf is the type that an expression shows to have, or "".
func typeOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Tuple:
		return "tuple"
	case *ast.List, *ast.ListComp:
		return "list"
	case *ast.Dict, *ast.DictComp:
		return "dict"
	case *ast.Set, *ast.SetComp:
		return "set"
	case *ast.GeneratorExp:
		return "generator"
	case *ast.Lambda:
		return "function"
	case *ast.JoinedStr:
		return "str"
	case *ast.TemplateStr:
		return "string.templatelib.Template"
	case *ast.Constant:
		return e.Value.Type.TypeName()
	}
	return ""
}
