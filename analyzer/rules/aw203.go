package rules

import (
	_ "embed"
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/flow"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

//go:embed aw203.md
var aw203Doc string

var aw203 = analyzer.Rule{
	Code:     "AW203",
	Name:     "await-returns-no-iterator",
	Since:    "0.2.0",
	Severity: analyzer.Error,
	Fix:      "sometimes",
	Doc:      aw203Doc,
	Covers:   []string{"AW206"},
	Nodes:    []ast.Kind{ast.FunctionDefKind, ast.AssignKind},
	Run:      runAW203,
}

func runAW203(p *analyzer.Pass, n ast.Node) {
	if s, ok := n.(*ast.Assign); ok {
		awaitLambda(p, s)
		return
	}
	fn := protocolMethod(p, n, "__await__")
	if fn == nil || len(fn.Yields) > 0 || isExpected(p, n, "TypeError") {
		return
	}
	bad, ok := badResult(p, fn, "__next__")
	switch {
	case !ok:
		mayGiveNone(p, fn)
		return
	case bad.Type == "NoneType" && bad.Of == nil && fallsOff(p, fn) == 0:
		return // what it calls never returns
	}
	message, hint := "TypeError: __await__() returned non-iterator of type '"+bad.Type+"'", "return an iterator"
	switch bad.Type {
	case "coroutine":
		message, hint = "TypeError: __await__() returned a coroutine", "return its `.__await__()`"
	case "_asyncio.Future", "_asyncio.Task", "_GatheringFuture":
		hint = "return its `.__await__()`"
	case "NoneType":
		hint = "return an iterator, such as that of a coroutine's `.__await__()`"
	}
	d := analyzer.Diagnostic{
		Severity: analyzer.Error,
		Span:     defSpan(fn),
		Message: fmt.Sprintf("`__await__` returns %s, not an iterator: awaiting an instance of `%s` raises `%s`; %s",
			aName(bad), fn.Class.Node.Name, message, hint),
		Related: related(bad, fn.NameSpan(), "this is what it returns"),
	}
	d.Fix = iteratorFix(p, fn, bad)
	p.Report(d)
}

// fallsOff is the line at which a function ends, on some way, without a return
// that has a value; 0 for none.
func fallsOff(p *analyzer.Pass, fn *index.Function) (line int) {
	g := p.Graph(fn)
	if g == nil {
		return 0
	}
	for _, n := range g.Nodes {
		r, isReturn := n.Ast.(*ast.Return)
		switch {
		case !g.Reachable(n) || n.Kind == flow.Entry || neverReturns(p, n.Ast):
		case isReturn && r.Value == nil:
			line = p.Source().Line(r.Pos()) + 1
		case !isReturn && n.Falls(g.Exit):
			line = p.Source().Line(fn.Node.End()-1) + 1
			if n.Ast != nil {
				line = p.Source().Line(n.Ast.Pos()) + 1
			}
		}
	}
	return line
}

// mayGiveNone reports an __await__ that on some way, or on all, returns None.
func mayGiveNone(p *analyzer.Pass, fn *index.Function) {
	line := fallsOff(p, fn)
	if line == 0 || infer.IsPlaceholder(fn) && !isForgotten(p, fn) {
		return
	}
	p.Report(analyzer.Diagnostic{
		Severity: analyzer.Error,
		Span:     defSpan(fn),
		Message: fmt.Sprintf("`__await__` must return an iterator, but on the way that ends at line %d it returns `None`: awaiting an instance of `%s` then raises `TypeError: __await__() returned non-iterator of type 'NoneType'`",
			line, fn.Class.Node.Name),
	})
}

// isForgotten reports a body of "pass" in a class that is not made to be
// inherited from: a declaration would say so, or have "...".
func isForgotten(p *analyzer.Pass, fn *index.Function) bool {
	return isPass(fn) && !isMixin(p, fn.Class) && len(p.Infer.Subclasses(p.Module, fn.Class, fn.Name)) == 0
}

// neverReturns reports a statement that calls what ends by an exception.
func neverReturns(p *analyzer.Pass, n ast.Node) bool {
	s, ok := n.(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := s.Value.(*ast.Call)
	if !ok {
		return false
	}
	switch index.LastName(call.Func) {
	case "exit", "_exit", "abort", "quit", "fail", "skip", "skipTest", "xfail":
		return true
	}
	return p.Infer.NeverReturns(p.Module, call)
}

// awaitLambda looks at "__await__ = lambda self: ..." in a class.
func awaitLambda(p *analyzer.Pass, s *ast.Assign) {
	if len(s.Targets) != 1 || index.LastName(s.Targets[0]) != "__await__" || p.Module.IsStub {
		return
	}
	name, ok := s.Targets[0].(*ast.Name)
	lambda, isLambda := s.Value.(*ast.Lambda)
	block := p.Module.BlockAt(s)
	if !ok || !isLambda || block.Kind != index.ClassBlock || block.Class == nil || isTypeChecking(p.Module, s) || isExpected(p, s, "TypeError") {
		return
	}
	if at := block.Bindings("__await__"); at[len(at)-1].Node != ast.Node(name) {
		return
	}
	if _, generator := lambda.Body.(*ast.Yield); generator {
		return
	}
	bad, ok := firstLacking(p, lambda.Body, "__next__")
	if !ok {
		return
	}
	message := "TypeError: __await__() returned non-iterator of type '" + bad.Type + "'"
	if bad.Type == "coroutine" {
		message = "TypeError: __await__() returned a coroutine"
	}
	p.Report(analyzer.Diagnostic{
		Severity: analyzer.Error,
		Span:     name.Span(),
		Message: fmt.Sprintf("`__await__` returns %s, not an iterator: awaiting an instance of `%s` raises `%s`",
			aName(bad), block.Class.Node.Name, message),
	})
}

// iteratorFix asks what a return gives for its iterator, where that is
// something that can be awaited.
func iteratorFix(p *analyzer.Pass, fn *index.Function, bad infer.Object) *analyzer.Fix {
	if bad.Class != nil || p.Infer.Has(p.Module, bad, "__await__") != infer.Yes || len(p.Module.File.Errors) > 0 {
		return nil
	}
	for _, r := range fn.Returns {
		if r.Value == nil || !isPrimary(r.Value) {
			continue
		}
		if list := p.Infer.Objects(p.Module, r.Value); len(list) != 1 || list[0].Type != bad.Type {
			continue
		}
		return unlessUsed(p, fn, &analyzer.Fix{
			Message: "Return the iterator of `" + excerpt(p.Source(), r.Value) + "`",
			Edits:   []analyzer.Edit{{Span: source.Span{Start: r.Value.End(), End: r.Value.End()}, Text: ".__await__()"}},
		})
	}
	return nil
}
