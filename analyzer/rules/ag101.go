package rules

import (
	_ "embed"
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

//go:embed ag101.md
var ag101Doc string

var ag101 = analyzer.Rule{
	Code:     "AG101",
	Name:     "unclosed-async-generator",
	Since:    "0.1.0",
	Severity: analyzer.Warning,
	Fix:      "sometimes",
	Doc:      ag101Doc,
	Nodes:    []ast.Kind{ast.AsyncForKind},
	Run:      runAG101,
}

func runAG101(p *analyzer.Pass, n ast.Node) {
	loop := n.(*ast.AsyncFor)
	fn := p.Module.FunctionAt(loop)
	if fn == nil || loop.Iter == nil {
		return
	}
	it, ok := iteration(p, fn, loop)
	exits := it.exits(loop)
	if !ok {
		lentLoop(p, fn, loop)
	}
	if !ok || len(exits) == 0 || mayBePatched(p, loop.Iter) {
		return
	}
	d := analyzer.Diagnostic{
		Span: loop.Iter.Span(),
		Message: fmt.Sprintf("%s is not closed when the loop is left by `%s` at line %d",
			it.subject(p, loop), exitWord(exits[0]), p.Source().Line(exits[0].Pos())+1),
	}
	var leaves []analyzer.Related
	var at []ast.Node
	for _, s := range exits {
		at = append(at, s)
		leaves = append(leaves, analyzer.Related{File: p.Source(), Span: s.Span(), Message: "the loop is left here"})
	}
	it.report(p, fn, loop, d, leaves, at...)
}

func exitWord(s ast.Stmt) string {
	switch s.(type) {
	case *ast.Break:
		return "break"
	case *ast.Return:
		return "return"
	case *ast.ExprStmt:
		return "exit"
	}
	return "raise"
}

// exitStatements are the statements in a loop's body, nested functions left
// out, that may leave the loop.
func exitStatements(body []ast.Stmt) []ast.Stmt { return exitPoints(body, false) }

// exitPoints are the same, and with calls what may be one of sys.exit.
func exitPoints(body []ast.Stmt, calls bool) []ast.Stmt {
	var out []ast.Stmt
	var visit func(list []ast.Stmt, inner bool)
	visit = func(list []ast.Stmt, inner bool) {
		for _, s := range list {
			switch s := s.(type) {
			case *ast.Return, *ast.Raise:
				out = append(out, s)
			case *ast.ExprStmt:
				if calls && isExitCall(s) {
					out = append(out, s)
				}
			case *ast.Break:
				if !inner {
					out = append(out, s)
				}
			case *ast.For:
				visit(s.Body, true)
				visit(s.Orelse, inner)
			case *ast.AsyncFor:
				visit(s.Body, true)
				visit(s.Orelse, inner)
			case *ast.While:
				visit(s.Body, true)
				visit(s.Orelse, inner)
			case *ast.If:
				visit(s.Body, inner)
				visit(s.Orelse, inner)
			case *ast.With:
				visit(s.Body, inner)
			case *ast.AsyncWith:
				visit(s.Body, inner)
			case *ast.Try:
				visitTry(s.Body, s.Handlers, s.Orelse, s.Finalbody, inner, visit)
			case *ast.TryStar:
				visitTry(s.Body, s.Handlers, s.Orelse, s.Finalbody, inner, visit)
			case *ast.Match:
				for _, c := range s.Cases {
					visit(c.Body, inner)
				}
			}
		}
	}
	visit(body, false)
	return out
}

// isExitCall reports "sys.exit()", "exit()", "os._exit()" and what looks like them.
func isExitCall(n ast.Node) bool {
	s, ok := n.(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := s.Value.(*ast.Call)
	if !ok {
		return false
	}
	switch index.LastName(call.Func) {
	case "exit", "quit", "_exit", "abort":
		return true
	}
	return false
}

func visitTry(body []ast.Stmt, handlers []*ast.ExceptHandler, orelse, final []ast.Stmt, inner bool, visit func([]ast.Stmt, bool)) {
	visit(body, inner)
	for _, h := range handlers {
		visit(h.Body, inner)
	}
	visit(orelse, inner)
	visit(final, inner)
}
