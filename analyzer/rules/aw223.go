package rules

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

//go:embed aw223.md
var aw223Doc string

var aw223 = analyzer.Rule{
	Code:     "AW223",
	Name:     "mixed-with",
	Since:    "0.2.0",
	Severity: analyzer.Error,
	Fix:      "sometimes",
	Doc:      aw223Doc,
	Nodes:    []ast.Kind{ast.WithKind, ast.AsyncWithKind, ast.CallKind},
	Run:      runAW223,
}

func runAW223(p *analyzer.Pass, n ast.Node) {
	if p.Module.IsStub {
		return
	}
	switch n := n.(type) {
	case *ast.Call:
		checkEntered(p, n)
	case *ast.With:
		for _, item := range n.Items {
			checkPlainWith(p, n, item.ContextExpr)
		}
	case *ast.AsyncWith:
		for _, item := range n.Items {
			checkAsyncWith(p, n, item.ContextExpr)
		}
	}
}

// checkLibraryWith looks for the wrong kind of with on a context manager of an
// async library, of which the bundled table says how it is entered. The words of
// the exception are the library's own in some.
func checkLibraryWith(p *analyzer.Pass, s ast.Stmt, x ast.Expr, items []*ast.WithItem, async bool) bool {
	name, plainly, asynchronously, ok := p.Infer.LibraryEnters(p.Module, x)
	if call, is := x.(*ast.Call); is && async && strings.HasPrefix(p.Infer.DottedName(p.Module, call.Func), "anyio.") {
		return false // its scopes took "async with", too, before anyio 4
	}
	if !ok || async && asynchronously || !async && plainly {
		return false
	}
	if isExpected(p, s, "TypeError") || isExpected(p, s, "AttributeError") || isExpected(p, s, "RuntimeError") || isTested(p, x) {
		return true
	}
	what, with, do := "an async context manager", "with", "async with"
	if async {
		what, with, do = "a plain context manager", "async with", "with"
	}
	raises := "TypeError"
	if call, ok := x.(*ast.Call); ok && !async && p.Infer.DottedName(p.Module, call.Func) == "trio.open_nursery" {
		raises = "RuntimeError"
	}
	if name != "" && name[0] != '_' { // which is the table's own
		what = "an instance of `" + name + "`, " + what
	}
	d := analyzer.Diagnostic{
		Severity: analyzer.Error,
		Span:     x.Span(),
		Message:  fmt.Sprintf("`%s` is %s, which `%s` cannot enter: this raises `%s`; use `%s`", excerpt(p.Source(), x), what, with, raises, do),
	}
	d.Fix = otherWith(p, s, x, items, async)
	p.Report(d)
	return true
}

// otherWith uses the other kind of with than the one that cannot enter x, where
// that mends all of its items. Their findings share the one edit.
func otherWith(p *analyzer.Pass, s ast.Stmt, x ast.Expr, items []*ast.WithItem, async bool) *analyzer.Fix {
	for _, item := range items {
		if item.ContextExpr != x && !entersOnly(p, item.ContextExpr, !async) {
			return nil
		}
	}
	var fix *analyzer.Fix
	switch {
	case async:
		fix = dropAsync(p, s.Pos())
	case inAsync(p.Module, s) && len(p.Module.File.Errors) == 0:
		fix = &analyzer.Fix{Message: "Use `async with`", Edits: []analyzer.Edit{insertAt(s.Pos(), "async ")}}
	}
	for _, item := range items {
		onlyForGiven(p, item.ContextExpr, fix)
	}
	return fix
}

// entersOnly reports what one kind of with is known to enter, and the other one not.
func entersOnly(p *analyzer.Pass, x ast.Expr, async bool) bool {
	if _, plainly, asynchronously, ok := p.Infer.LibraryEnters(p.Module, x); ok {
		return plainly != asynchronously && asynchronously == async
	}
	enter, other := "__enter__", "__aenter__"
	if async {
		enter, other = other, enter
	}
	o, ok := firstLacking(p, x, other)
	return ok && p.Infer.Has(p.Module, o, enter) == infer.Yes
}

// checkPlainWith looks for "with" on what only "async with" enters, or on a
// coroutine that should be awaited first.
func checkPlainWith(p *analyzer.Pass, s *ast.With, x ast.Expr) {
	if call, ok := x.(*ast.Call); ok && index.LastName(call.Func) == "open" {
		if _, method := call.Func.(*ast.Attribute); !method {
			return // the most frequent by far
		}
	}
	if checkLibraryWith(p, s, x, s.Items, false) {
		return
	}
	if checkUncalled(p, s, x) || !isAsyncSide(p, x, "__aenter__") && !isGivenAsync(p, x) {
		return
	}
	o, ok := firstLacking(p, x, "__enter__")
	if !ok || isExpected(p, s, "TypeError") || isExpected(p, s, "AttributeError") {
		return
	}
	async := p.Infer.Has(p.Module, o, "__aenter__") == infer.Yes && p.Infer.Has(p.Module, o, "__exit__") == infer.No
	if !async && o.Type != "coroutine" {
		return
	}
	do := "use `async with`"
	d := analyzer.Diagnostic{Severity: analyzer.Error, Span: x.Span(), Related: related(o, x.Span(), "this is what is entered")}
	if async {
		d.Fix = otherWith(p, s, x, s.Items, false)
	} else {
		if do = "await it first"; givesOther(p, x, managers()) {
			do = "what awaiting it gives is no context manager either"
		}
		d.Fix = insertAwait(p, x, managers()...)
	}
	d.Message = fmt.Sprintf("`%s` is %s, which `with` cannot enter: this raises `TypeError: '%s' object does not support the context manager protocol`; %s", excerpt(p.Source(), x), aName(o), o.Type, do)
	onlyForGiven(p, x, d.Fix)
	p.Report(d)
}

// isGivenAsync reports a parameter for which the callers give something that only
// "async with" enters.
func isGivenAsync(p *analyzer.Pass, x ast.Expr) bool {
	return slices.ContainsFunc(given(p, x), func(o infer.Object) bool {
		return o.Type == "coroutine" || p.Infer.Has(p.Module, o, "__aenter__") == infer.Yes
	})
}

// managers are the special methods by which a with of either kind enters.
func managers() []string { return []string{"__enter__", "__aenter__"} }

// checkAsyncWith looks for "async with" on what only "with" enters, on a
// coroutine that should be awaited first, and on generators and functions.
func checkAsyncWith(p *analyzer.Pass, s *ast.AsyncWith, x ast.Expr) {
	if reportNotCallable(p, x, "__aenter__", "__aexit__") || checkLibraryWith(p, s, x, s.Items, true) {
		return
	}
	o, ok := firstLacking(p, x, "__aenter__")
	if !ok || isExpected(p, s, "TypeError") || isExpected(p, s, "AttributeError") {
		return
	}
	if o.Class != nil && p.Infer.Has(p.Module, o, "__aexit__") != infer.No {
		return // AW213 reports the class
	}
	do := ""
	d := analyzer.Diagnostic{Severity: analyzer.Error, Span: x.Span(), Related: related(o, x.Span(), "this is what is entered")}
	switch {
	case p.Infer.Has(p.Module, o, "__enter__") == infer.Yes:
		do = "use a plain `with`"
		d.Fix = otherWith(p, s, x, s.Items, true)
	case o.Type == "coroutine":
		if do = "await it first"; givesOther(p, x, managers()) {
			do = "what awaiting it gives is no context manager either"
		}
		d.Fix = insertAwait(p, x, managers()...)
	case o.Type == "async_generator":
		do = "`contextlib.asynccontextmanager` makes a context manager of an async generator function"
		if o.Func != nil {
			d.Related = []analyzer.Related{{File: o.Func.Module.Source(), Span: o.Func.NameSpan(), Message: "async generator `" + o.Func.QualName() + "` is defined here"}}
		}
	case isUncalled(o):
		do = "call it"
		d.Fix = callManager(p, x, o)
	case o.Class != nil:
		do = "its class has no `__aenter__`"
	case o.Type == "_asyncio.Task" || o.Type == "_asyncio.Future":
		do = "await it"
	default:
		do = "it is no context manager"
	}
	d.Message = fmt.Sprintf("`%s` is %s, which `async with` cannot enter: this raises `TypeError: '%s' object does not support the asynchronous context manager protocol`; %s", excerpt(p.Source(), x), aName(o), o.Type, do)
	onlyForGiven(p, x, d.Fix)
	p.Report(d)
}
