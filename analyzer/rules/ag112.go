package rules

import (
	_ "embed"
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

//go:embed ag112.md
var ag112Doc string

var ag112 = analyzer.Rule{
	Code:     "AG112",
	Name:     "aclosing-without-aclose",
	Since:    "0.2.0",
	Severity: analyzer.Error,
	Fix:      "sometimes",
	Doc:      ag112Doc,
	Nodes:    []ast.Kind{ast.CallKind},
	Covers:   []string{"AW223"},
	Run:      runAG112,
}

// leftWith tells of which async with it is: of the one around the call, or of
// whichever the manager gets to.
func leftWith(p *analyzer.Pass, call *ast.Call) string {
	if _, entered := p.Module.Parent(call).(*ast.WithItem); entered {
		return "the"
	}
	return "its"
}

func runAG112(p *analyzer.Pass, n ast.Node) {
	call := n.(*ast.Call)
	if len(call.Args) != 1 {
		return
	}
	closedSynchronously(p, call)
	if !mayName(p.Module, call.Func, "aclosing") || p.Infer.DottedName(p.Module, call.Func) != "contextlib.aclosing" || expectsError(p, call) {
		return
	}
	arg := call.Args[0]
	v := p.Infer.Expr(p.Module, arg)
	what := withoutAclose(p, v)
	if what == "" {
		what = libraryWithoutAclose(p, arg)
	}
	if what == "" {
		return
	}
	d := analyzer.Diagnostic{
		Severity: analyzer.Error,
		Span:     call.Span(),
		Message: fmt.Sprintf("`aclosing(%s)`: what it is to close has no `aclose`: leaving %s `async with` raises `AttributeError: %s has no attribute 'aclose'`",
			excerpt(p.Source(), arg), leftWith(p, call), what),
	}
	fn := p.Module.FunctionAt(call)
	inCoroutine := fn != nil && fn.Async && p.Module.BlockAt(call) == fn.Block && len(p.Module.File.Errors) == 0
	switch {
	case v.Kind == infer.Coroutine && v.Of != nil && v.Of.Kind == infer.AsyncGenerator && inCoroutine:
		d.Fix = &analyzer.Fix{
			Message: "Await the coroutine: it gives the generator",
			Edits:   []analyzer.Edit{{Span: source.Span{Start: arg.Pos(), End: arg.Pos()}, Text: "await "}},
		}
	case v.Kind == infer.Function && v.Func.IsAsyncGenerator():
		d.Related = madeBy(infer.Value{}.WithMakers([]*index.Function{v.Func}))
		d.Fix = &analyzer.Fix{
			Message:       "Call the async generator function",
			Applicability: analyzer.Unsafe, // it may want arguments
			Edits:         []analyzer.Edit{{Span: source.Span{Start: arg.End(), End: arg.End()}, Text: "()"}},
		}
	}
	p.Report(d)
}

// closedSynchronously sees "closing(agen())": an async generator has no close.
func closedSynchronously(p *analyzer.Pass, call *ast.Call) {
	if !mayName(p.Module, call.Func, "closing") || p.Infer.DottedName(p.Module, call.Func) != "contextlib.closing" || expectsError(p, call) {
		return
	}
	v := p.Infer.Expr(p.Module, call.Args[0])
	if v.Kind != infer.AsyncGenerator {
		return
	}
	p.Report(analyzer.Diagnostic{
		Severity: analyzer.Error,
		Span:     call.Span(),
		Message: fmt.Sprintf("`closing(%s)`: an async generator has `aclose`, which must be awaited, and no `close`: leaving the `with` raises `AttributeError: 'async_generator' object has no attribute 'close'`; use `async with aclosing(...)`",
			excerpt(p.Source(), call.Args[0])),
		Related: madeBy(v),
	})
}

// libraryWithoutAclose is the same for types of the library.
func libraryWithoutAclose(p *analyzer.Pass, x ast.Expr) string {
	list := p.Infer.Objects(p.Module, x)
	for _, o := range list {
		switch o.Type {
		case "list", "tuple", "set", "frozenset", "dict", "str", "bytes", "int", "generator", "map", "filter", "zip", "enumerate", "range",
			"_io.TextIOWrapper", "_io.BufferedReader", "_io.BufferedWriter", "_io.StringIO", "_io.BytesIO", "_asyncio.Task", "_asyncio.Future",
			"Lock", "Event", "Queue", "Semaphore", "StreamReader":
		default:
			return ""
		}
	}
	if len(list) == 0 || list[0].Class != nil || isTested(p, x) {
		return ""
	}
	return "'" + list[0].Type + "' object"
}

// withoutAclose is how CPython's message calls a value that is known to have
// no aclose, or "".
func withoutAclose(p *analyzer.Pass, v infer.Value) string {
	switch v.Kind {
	case infer.Coroutine:
		return "'coroutine' object"
	case infer.Function:
		if v.Receiver != nil {
			return "'method' object"
		}
		return "'function' object"
	case infer.None:
		return "'NoneType' object"
	case infer.Closing:
		return "'aclosing' object"
	case infer.Manager:
		return "'_AsyncGeneratorContextManager' object"
	case infer.Instance:
		if v.Class != nil && hasNoAttribute(p, v.Class, "aclose") {
			return "'" + v.Class.Node.Name + "' object"
		}
	}
	return ""
}

// hasNoAttribute reports a class that is known in full and has neither the
// attribute nor a __getattr__ that could make it up.
func hasNoAttribute(p *analyzer.Pass, c *index.Class, name string) bool {
	if _, complete := p.Infer.IsSubclass(c, ""); !complete || len(c.Node.DecoratorList) > 0 || len(c.Node.Keywords) > 0 {
		return false
	}
	for _, at := range append([]*index.Class{c}, p.Infer.Ancestors(c)...) {
		if at.Has(name) || at.Has("__getattr__") || at.Has("__getattribute__") || len(at.Node.DecoratorList) > 0 {
			return false
		}
	}
	return len(p.Infer.Subclasses(p.Module, c, name)) == 0 && !p.Infer.IsSetOutside(p.Module, c, name)
}
