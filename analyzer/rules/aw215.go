package rules

import (
	_ "embed"
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

//go:embed aw215.md
var aw215Doc string

var aw215 = analyzer.Rule{
	Code:     "AW215",
	Name:     "async-context-method-arguments",
	Since:    "0.2.0",
	Severity: analyzer.Error,
	Fix:      "sometimes",
	Doc:      aw215Doc,
	Nodes:    []ast.Kind{ast.FunctionDefKind, ast.AsyncFunctionDefKind},
	Run:      runAW215,
}

func runAW215(p *analyzer.Pass, n ast.Node) {
	fn := protocolMethod(p, n, "__aenter__", "__aexit__")
	if fn == nil {
		return
	}
	if fn.Name == "__aenter__" {
		reportArity(p, fn, 0, "`async with` on an instance")
		return
	}
	message := arityError(p, fn, 3)
	if message == "" || isExpected(p, n, "TypeError") {
		return
	}
	d := analyzer.Diagnostic{
		Severity: analyzer.Error,
		Span:     defSpan(fn),
		Message: fmt.Sprintf("Python calls `__aexit__` with the exception's type, value and traceback: leaving `async with` on an instance of `%s` raises `%s`",
			fn.Class.Node.Name, message),
	}
	d.Fix = exitParameters(p, fn)
	p.Report(d)
}

// exitParameters adds the missing ones of __aexit__'s three parameters, under
// names that the body does not use.
func exitParameters(p *analyzer.Pass, fn *index.Function) *analyzer.Fix {
	params := fn.Positional()
	if len(fn.Decorators) > 0 || len(params) == 0 || len(params) > 3 || len(fn.Args.Defaults) > 0 || fn.Args.Vararg != nil ||
		len(params) > 1 && params[0].Arg != "self" || len(fn.Args.Kwonlyargs) > 0 || fn.Args.Kwarg != nil || len(p.Module.File.Errors) > 0 {
		return nil
	}
	used := namesIn(fn)
	for _, a := range params {
		used[a.Arg] = true
	}
	text := ""
	for _, name := range []string{"exc_type", "exc_value", "traceback"}[len(params)-1:] {
		for used[name] {
			name = "_" + name
		}
		text += ", " + name
	}
	at := params[len(params)-1].End()
	if len(fn.Args.Args) == 0 {
		return nil // after "/" is no place that the tree tells
	}
	return unlessUsed(p, fn, &analyzer.Fix{
		Message: "Add the missing parameters",
		Edits:   []analyzer.Edit{{Span: source.Span{Start: at, End: at}, Text: text}},
	})
}
