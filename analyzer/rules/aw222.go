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

//go:embed aw222.md
var aw222Doc string

var aw222 = analyzer.Rule{
	Code:     "AW222",
	Name:     "mixed-for",
	Since:    "0.2.0",
	Severity: analyzer.Error,
	Fix:      "sometimes",
	Doc:      aw222Doc,
	Nodes:    []ast.Kind{ast.ForKind, ast.AsyncForKind, ast.ComprehensionKind, ast.CallKind},
	Run:      runAW222,
}

func runAW222(p *analyzer.Pass, n ast.Node) {
	if p.Module.IsStub {
		return
	}
	switch n := n.(type) {
	case *ast.For:
		checkPlainFor(p, n, n.Iter, n.Pos())
	case *ast.Call:
		if mayName(p.Module, n.Func, "anext", "aiter") && len(n.Args) > 0 {
			checkAnext(p, n)
		}
	case *ast.AsyncFor:
		checkAsyncFor(p, n, n.Iter, n.Pos())
	case *ast.Comprehension:
		if n.IsAsync != 0 {
			checkAsyncFor(p, n, n.Iter, n.Pos())
		} else {
			checkPlainFor(p, n, n.Iter, n.Pos())
		}
	}
}

// checkPlainFor looks for "for" over what only "async for" iterates, or over a
// coroutine that should be awaited first.
func checkPlainFor(p *analyzer.Pass, n ast.Node, x ast.Expr, keyword source.Pos) {
	if x == nil {
		return
	}
	switch p.Infer.Expr(p.Module, x).Kind {
	case infer.Collection, infer.Mapping, infer.Tuple, infer.Generator:
		return // most, and AG110 has asked the same
	}
	if !isAsyncSide(p, x, "__aiter__") && !isOfAsyncio(p, x) {
		return
	}
	o, ok := firstLacking(p, x, "__iter__", "__getitem__")
	if !ok || isExpected(p, n, "TypeError") {
		return
	}
	async := p.Infer.Has(p.Module, o, "__aiter__") == infer.Yes
	do := "use `async for`"
	d := analyzer.Diagnostic{Severity: analyzer.Error, Span: x.Span(), Related: related(o, x.Span(), "this is what is iterated")}
	switch {
	case async:
		d.Fix = asyncForFix(p, n, keyword)
	case o.Type == "coroutine":
		if do = "await it first"; givesOther(p, x, iterables()) {
			do = "what awaiting it gives cannot be iterated either"
		}
		d.Fix = insertAwait(p, x, iterables()...)
	case isOfAsyncio(p, x):
		do = "take from it with its methods"
	default:
		return
	}
	d.Message = fmt.Sprintf("`%s` is %s, which `for` cannot iterate: this raises `TypeError: '%s' object is not iterable`; %s", excerpt(p.Source(), x), aName(o), o.Type, do)
	onlyForGiven(p, x, d.Fix)
	p.Report(d)
}

// iterables are the special methods by which a loop of either kind iterates: what
// is for the other kind is worth awaiting, too.
func iterables() []string { return []string{"__iter__", "__getitem__", "__aiter__"} }

// isOfAsyncio reports an object of one of asyncio's classes, such as a queue.
func isOfAsyncio(p *analyzer.Pass, x ast.Expr) bool {
	if !p.Module.Mentions("asyncio") {
		return false
	}
	v := p.Infer.Expr(p.Module, x)
	return v.Kind == infer.Instance && v.Class == nil && strings.HasPrefix(v.Name, "asyncio.")
}

// asyncForFix makes an "async for" of a loop, or of a comprehension that
// stays what it is, where that is allowed.
func asyncForFix(p *analyzer.Pass, n ast.Node, keyword source.Pos) *analyzer.Fix {
	if !strings.HasPrefix(p.Source().Text[keyword:], "for") || !inAsync(p.Module, n) || len(p.Module.File.Errors) > 0 {
		return nil
	}
	if _, lazy := p.Module.Parent(n).(*ast.GeneratorExp); lazy {
		return nil // which would become an async generator
	}
	if fn := p.Module.FunctionAt(n); p.Target < 11 && p.Module.BlockAt(n).Parent != fn.Block && p.Module.BlockAt(n) != fn.Block {
		return nil // an async comprehension inside another one compiles since 3.11
	}
	return &analyzer.Fix{
		Message: "Use `async for`",
		Edits:   []analyzer.Edit{{Span: source.Span{Start: keyword, End: keyword}, Text: "async "}},
	}
}

// checkAsyncFor looks for "async for" over what has no __aiter__.
func checkAsyncFor(p *analyzer.Pass, n ast.Node, x ast.Expr, keyword source.Pos) {
	if x == nil {
		return
	}
	switch p.Infer.Expr(p.Module, x).Kind {
	case infer.AsyncGenerator, infer.AsyncIterator:
		return
	}
	if reportNotCallable(p, x, "__aiter__") {
		return
	}
	o, ok := firstLacking(p, x, "__aiter__")
	if !ok || isExpected(p, n, "TypeError") {
		return
	}
	if o.Class != nil && p.Infer.Has(p.Module, o, "__anext__") != infer.No {
		return // AW213 reports the class
	}
	do, typ := "", o.Type
	if _, comprehension := n.(*ast.Comprehension); comprehension {
		typ = compiledType(x, typ)
	}
	d := analyzer.Diagnostic{Severity: analyzer.Error, Span: x.Span(), Related: related(o, x.Span(), "this is what is iterated")}
	switch {
	case o.Type == "coroutine":
		if do = "; await it first"; givesOther(p, x, iterables()) {
			do = ""
		}
		d.Fix = insertAwait(p, x, iterables()...)
	case (o.Type == "function" || o.Type == "method") && o.Func != nil && o.Func.IsAsyncGenerator():
		do = "; call it"
		d.Fix = insertCall(p, x, o)
	case p.Infer.Has(p.Module, o, "__iter__") == infer.Yes:
		do = "; use a plain `for`"
		if _, lazy := p.Module.Parent(n).(*ast.GeneratorExp); !lazy {
			d.Fix = dropAsync(p, keyword)
		}
	}
	d.Message = fmt.Sprintf("`%s` is %s, which `async for` cannot iterate: this raises `TypeError: 'async for' requires an object with __aiter__ method, got %s`%s", excerpt(p.Source(), x), aName(o), typ, do)
	onlyForGiven(p, x, d.Fix)
	p.Report(d)
}

// compiledType is the type of what a comprehension iterates: CPython compiles a
// list that is written there to a tuple, and a set of constants to a frozenset.
func compiledType(x ast.Expr, typ string) string {
	switch x := x.(type) {
	case *ast.List:
		for _, e := range x.Elts {
			if _, starred := e.(*ast.Starred); starred {
				return typ
			}
		}
		return "tuple"
	case *ast.Set:
		for _, e := range x.Elts {
			if _, constant := e.(*ast.Constant); !constant {
				return typ
			}
		}
		return "frozenset"
	}
	return typ
}
