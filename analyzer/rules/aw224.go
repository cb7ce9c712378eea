package rules

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

//go:embed aw224.md
var aw224Doc string

var aw224 = analyzer.Rule{
	Code:     "AW224",
	Name:     "wait-for-coroutines",
	Since:    "0.3.0",
	Severity: analyzer.Error,
	Fix:      "sometimes",
	Doc:      aw224Doc,
	Nodes:    []ast.Kind{ast.CallKind},
	Run:      runAW224,
}

func runAW224(p *analyzer.Pass, n ast.Node) {
	call := n.(*ast.Call)
	if p.Module.IsStub || !mayName(p.Module, call.Func, "wait", "as_completed") {
		return
	}
	x := firstOrNamed(call, "fs")
	if x == nil {
		return
	}
	switch p.Infer.DottedName(p.Module, call.Func) {
	case "asyncio.wait":
	case "asyncio.as_completed":
		if typ := singleAwaitable(p, x); typ != "" && !isExpected(p, n, "TypeError") {
			p.Report(analyzer.Diagnostic{
				Severity: analyzer.Error,
				Span:     x.Span(),
				Message:  fmt.Sprintf("`asyncio.as_completed` wants several awaitables, and `%s` is one %s: this raises `TypeError: expects an iterable of awaitables, not %s`; await it, or put it in a list", excerpt(p.Source(), x), typ, typ),
			})
		}
		return
	default:
		return
	}
	d := analyzer.Diagnostic{Severity: analyzer.Error, Span: x.Span()}
	text := excerpt(p.Source(), x)
	switch coroutine := waitedCoroutine(p, x); {
	case coroutine != nil:
		if p.Target < 11 {
			return // which takes them
		}
		d.Message = fmt.Sprintf("`asyncio.wait` wants tasks, and `%s` has coroutines: this raises `TypeError: Passing coroutines is forbidden, use tasks explicitly.`; make tasks by `asyncio.create_task`, or use `asyncio.gather`", text)
		d.Fix = tasksFix(p, call, x)
	default:
		typ := singleAwaitable(p, x)
		if typ == "" {
			return
		}
		d.Message = fmt.Sprintf("`asyncio.wait` wants several tasks, and `%s` is one %s: this raises `TypeError: expect a list of futures, not %s`; await it, or put it in a list", text, typ, typ)
	}
	if !isExpected(p, n, "TypeError") {
		p.Report(d)
	}
}

// firstOrNamed is the first argument of a call, or the one with the name of that
// parameter.
func firstOrNamed(call *ast.Call, name string) ast.Expr {
	if len(call.Args) > 0 {
		return call.Args[0]
	}
	for _, k := range call.Keywords {
		if k.Arg == name {
			return k.Value
		}
	}
	return nil
}

// singleAwaitable is the type of a coroutine, a task or a future; "" of all else.
func singleAwaitable(p *analyzer.Pass, x ast.Expr) string {
	typ := ""
	for _, o := range p.Infer.Objects(p.Module, x) {
		switch {
		case typ != "" && typ != o.Type:
			return ""
		case o.Type == "coroutine" || o.Type == "_asyncio.Task" || o.Type == "_asyncio.Future":
			typ = o.Type
		default:
			return ""
		}
	}
	return strings.TrimPrefix(typ, "_asyncio.")
}

// waitedCoroutine is x, or an element of it, if that holds coroutines.
func waitedCoroutine(p *analyzer.Pass, x ast.Expr) ast.Expr {
	for _, elt := range displayed(x) {
		list := p.Infer.Objects(p.Module, elt)
		if len(list) == 1 && list[0].Type == "coroutine" {
			return elt
		}
	}
	v := p.Infer.Expr(p.Module, x)
	if (v.Kind == infer.Collection || v.Kind == infer.Generator) && v.Of != nil && v.Of.Kind == infer.Coroutine && !isTested(p, x) {
		return x
	}
	return nil
}

// displayed are the elements of a list, set or tuple as written.
func displayed(x ast.Expr) []ast.Expr {
	switch x := x.(type) {
	case *ast.List:
		return x.Elts
	case *ast.Set:
		return x.Elts
	case *ast.Tuple:
		return x.Elts
	}
	return nil
}

// tasksFix makes a task of each coroutine that a display or comprehension names.
func tasksFix(p *analyzer.Pass, call *ast.Call, x ast.Expr) *analyzer.Fix {
	module, ok := call.Func.(*ast.Attribute)
	if !ok || len(p.Module.File.Errors) > 0 || !inAsync(p.Module, call) {
		return nil
	}
	elts := displayed(x)
	switch x := x.(type) {
	case *ast.ListComp:
		elts = []ast.Expr{x.Elt}
	case *ast.SetComp:
		elts = []ast.Expr{x.Elt}
	case *ast.GeneratorExp:
		elts = []ast.Expr{x.Elt}
	}
	if len(elts) == 0 {
		return nil
	}
	maker := p.Source().Slice(module.Value.Span()) + ".create_task("
	fix := &analyzer.Fix{Message: "Make tasks of the coroutines"}
	for _, elt := range elts {
		list := p.Infer.Objects(p.Module, elt)
		if len(list) != 1 || list[0].Type != "coroutine" || !isPrimary(elt) {
			continue
		}
		fix.Edits = append(fix.Edits,
			analyzer.Edit{Span: source.Span{Start: elt.Pos(), End: elt.Pos()}, Text: maker},
			analyzer.Edit{Span: source.Span{Start: elt.End(), End: elt.End()}, Text: ")"})
	}
	if len(fix.Edits) == 0 {
		return nil
	}
	return fix
}
