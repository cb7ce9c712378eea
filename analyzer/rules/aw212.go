package rules

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

//go:embed aw212.md
var aw212Doc string

var aw212 = analyzer.Rule{
	Code:     "AW212",
	Name:     "stop-iteration-in-async",
	Since:    "0.2.0",
	Severity: analyzer.Error,
	Fix:      "sometimes",
	Doc:      aw212Doc,
	Nodes:    []ast.Kind{ast.RaiseKind, ast.CallKind},
	Run:      runAW212,
}

func runAW212(p *analyzer.Pass, n ast.Node) {
	fn := p.Module.FunctionAt(n)
	if fn == nil || p.Module.IsStub || !fn.Async && (fn.Name != "__anext__" || protocolMethod(p, fn.Node, "__anext__") == nil) {
		return
	}
	switch n := n.(type) {
	case *ast.Raise:
		checkRaisedStop(p, fn, n)
	case *ast.Call:
		checkNextCall(p, fn, n)
	}
}

func checkRaisedStop(p *analyzer.Pass, fn *index.Function, s *ast.Raise) {
	exc := s.Exc
	call, called := exc.(*ast.Call)
	if called {
		exc = call.Func
	}
	if exc == nil {
		return
	}
	name := strings.TrimPrefix(p.Infer.DottedName(p.Module, exc), "builtins.")
	if name != "StopIteration" && (name != "StopAsyncIteration" || !fn.IsAsyncGenerator()) || mayBeCaught(p, fn, s, name) || isExpected(p, s, "RuntimeError") {
		return
	}
	d := analyzer.Diagnostic{Severity: analyzer.Error, Span: s.Span()}
	plain := s.Cause == nil && (!called || len(call.Args)+len(call.Keywords) == 0)
	switch {
	case fn.IsAsyncGenerator():
		d.Message = fmt.Sprintf("an async generator ends by `return`: `raise %[1]s` in it raises `RuntimeError: async generator raised %[1]s`", name)
		if plain && !inFinally(fn, s) && len(p.Module.File.Errors) == 0 {
			d.Fix = &analyzer.Fix{Message: "End the generator by `return`", Edits: []analyzer.Edit{{Span: s.Span(), Text: "return"}}}
		}
	case fn.Name == "__anext__" && fn.Class != nil:
		d.Message = "`__anext__` ends the iteration by `StopAsyncIteration`: `raise StopIteration` gives `RuntimeError: coroutine raised StopIteration`"
		if n, ok := exc.(*ast.Name); ok && n.Ident == "StopIteration" && len(p.Module.File.Errors) == 0 && p.Module.BlockAt(n).Resolve("StopAsyncIteration") == nil {
			d.Fix = &analyzer.Fix{Message: "Raise `StopAsyncIteration`", Edits: []analyzer.Edit{{Span: n.Span(), Text: "StopAsyncIteration"}}}
		}
	default:
		d.Message = "no coroutine can raise `StopIteration`: whoever awaits it gets `RuntimeError: coroutine raised StopIteration`"
	}
	p.Report(d)
}

// checkNextCall looks for "return next(self.items)" in __anext__, which ends
// with the wrong exception when the items do.
func checkNextCall(p *analyzer.Pass, fn *index.Function, c *ast.Call) {
	if fn.IsAsyncGenerator() {
		checkNextInGenerator(p, fn, c)
		return
	}
	if fn.Name != "__anext__" || fn.Class == nil || len(fn.Yields) > 0 || len(c.Args) != 1 || len(c.Keywords) > 0 || p.Module.BlockAt(c) != fn.Block {
		return
	}
	if p.Infer.DottedName(p.Module, c.Func) != "builtins.next" || isEndless(p, fn, c.Args[0]) || mayBeCaught(p, fn, c, "StopIteration") || isExpected(p, c, "RuntimeError") {
		return
	}
	p.Report(analyzer.Diagnostic{
		Severity: analyzer.Warning,
		Span:     c.Span(),
		Message: fmt.Sprintf("when `%s` has no more items, this raises `RuntimeError: coroutine raised StopIteration` and does not end the `async for`: catch `StopIteration` and raise `StopAsyncIteration`",
			excerpt(p.Source(), c.Args[0])),
	})
}

// checkNextInGenerator looks for "while True: yield next(items)" in an async
// generator, which has no other end than the wrong one.
func checkNextInGenerator(p *analyzer.Pass, fn *index.Function, c *ast.Call) {
	if len(c.Args) != 1 || len(c.Keywords) > 0 || p.Module.BlockAt(c) != fn.Block || !isLastOf(p.Module, fn, c) {
		return
	}
	name, ok := c.Args[0].(*ast.Name)
	if !ok || p.Infer.DottedName(p.Module, c.Func) != "builtins.next" || mayBeCaught(p, fn, c, "StopIteration") || isExpected(p, c, "RuntimeError") {
		return
	}
	at := fn.Block.Bindings(name.Ident)
	if len(at) != 1 || at[0].Kind != index.BindAssign {
		return
	}
	made, ok := at[0].Value.(*ast.Call)
	if !ok || len(made.Args) != 1 || p.Infer.DottedName(p.Module, made.Func) != "builtins.iter" {
		return
	}
	switch v := p.Infer.Expr(p.Module, made.Args[0]); {
	case v.Kind == infer.Collection, v.Kind == infer.Tuple, v.Kind == infer.Mapping:
	case v.Kind == infer.Instance && (v.Name == "builtins.str" || v.Name == "builtins.bytes" || v.Name == "builtins.range"):
	default:
		return // it may be endless, as the loop is
	}
	p.Report(analyzer.Diagnostic{
		Severity: analyzer.Error,
		Span:     c.Span(),
		Message: fmt.Sprintf("when `%s` has no more items, this raises `RuntimeError: async generator raised StopIteration`: loop over it by `for`, or catch `StopIteration` and return",
			name.Ident),
	})
}

// isLastOf reports a place in a "while True" that nothing else leaves.
func isLastOf(m *index.Module, fn *index.Function, n ast.Node) bool {
	for at := m.Parent(n); at != nil && at != ast.Node(fn.Node); at = m.Parent(at) {
		switch at := at.(type) {
		case *ast.While:
			c, ok := at.Test.(*ast.Constant)
			return ok && c.Value.Type == ast.TrueConst && !jumps(at.Body)
		case *ast.If, *ast.Match, *ast.For, *ast.AsyncFor, *ast.IfExp, *ast.BoolOp:
			return false
		}
	}
	return false
}

// isEndless reports an iterator that never runs out, or that nothing in sight
// tells the kind of.
func isEndless(p *analyzer.Pass, fn *index.Function, x ast.Expr) bool {
	at, ok := x.(*ast.Attribute)
	if !ok {
		return true
	}
	self, ok := at.Value.(*ast.Name)
	if params := fn.Positional(); !ok || len(params) == 0 || self.Ident != params[0].Arg {
		return true
	}
	set := fn.Class.Self[at.Attr]
	for _, b := range set {
		c, ok := b.Value.(*ast.Call)
		if !ok || p.Infer.DottedName(p.Module, c.Func) != "builtins.iter" || len(c.Args) != 1 {
			return true
		}
	}
	return len(set) == 0
}

// mayBeCaught reports that an exception raised at n may not leave fn.
func mayBeCaught(p *analyzer.Pass, fn *index.Function, n ast.Node, exception string) bool {
	for child, at := n, fn.Module.Parent(n); at != nil && at != ast.Node(fn.Node); child, at = at, fn.Module.Parent(at) {
		switch at := at.(type) {
		case *ast.Try:
			if holds(at.Body, child) {
				for _, h := range at.Handlers {
					if mayHandle(p, h.Type, exception) {
						return true
					}
				}
			}
			if !holds(at.Finalbody, child) && jumps(at.Finalbody) {
				return true
			}
		case *ast.TryStar:
			return true
		case *ast.With, *ast.AsyncWith:
			return true // it may swallow
		}
	}
	return false
}

func mayHandle(p *analyzer.Pass, x ast.Expr, exception string) bool {
	if x == nil {
		return true
	}
	if t, ok := x.(*ast.Tuple); ok {
		for _, e := range t.Elts {
			if mayHandle(p, e, exception) {
				return true
			}
		}
		return false
	}
	name, builtin := strings.CutPrefix(p.Infer.DottedName(p.Module, x), "builtins.")
	switch name {
	case exception, "Exception", "BaseException":
		return true
	}
	return !builtin && !strings.HasPrefix(name, "asyncio.")
}

func jumps(body []ast.Stmt) bool {
	found := false
	for _, s := range body {
		ast.Inspect(s, func(n ast.Node) bool {
			switch n.(type) {
			case *ast.Return, *ast.Break, *ast.Continue:
				found = true
			case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef:
				return false
			}
			return !found
		})
	}
	return found
}

func inFinally(fn *index.Function, n ast.Node) bool {
	for child, at := n, fn.Module.Parent(n); at != nil && at != ast.Node(fn.Node); child, at = at, fn.Module.Parent(at) {
		if t, ok := at.(*ast.Try); ok && holds(t.Finalbody, child) {
			return true
		}
	}
	return false
}
