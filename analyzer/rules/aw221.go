package rules

import (
	_ "embed"
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/flow"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

//go:embed aw221.md
var aw221Doc string

var aw221 = analyzer.Rule{
	Code:     "AW221",
	Name:     "coroutine-awaited-twice",
	Since:    "0.2.0",
	Severity: analyzer.Error,
	Fix:      "never",
	Doc:      aw221Doc,
	Nodes:    []ast.Kind{ast.AwaitKind, ast.CallKind, ast.AsyncFunctionDefKind, ast.FunctionDefKind},
	Run:      runAW221,
}

func runAW221(p *analyzer.Pass, n ast.Node) {
	switch n.(type) {
	case *ast.AsyncFunctionDef, *ast.FunctionDef:
		cachedCoroutine(p, n)
		return
	case *ast.Call:
		cachedCoroutine(p, n)
	}
	name := consumed(p, n)
	if name == nil {
		return
	}
	fn := p.Module.FunctionAt(n)
	if fn == nil || !fn.Async || p.Module.BlockAt(name) != fn.Block || fn.Block.Resolve(name.Ident) != fn.Block {
		return
	}
	for _, b := range fn.Block.Bindings(name.Ident) {
		if b.Kind != index.BindAssign && b.Kind != index.BindParam || b.Value == nil && b.Annotation == nil {
			return
		}
	}
	if !isCoroutine(p, name) {
		return
	}
	w := awaits{p: p, fn: fn, name: name.Ident}
	earlier := w.before(n)
	if earlier == nil || isExpected(p, n, "RuntimeError") {
		return
	}
	verb := func(n ast.Node) string {
		if isAwait(n) {
			return "awaited"
		}
		return "given to `" + index.LastName(n.(*ast.Call).Func) + "`"
	}
	when := fmt.Sprintf("%s at line %d already", verb(earlier), p.Source().Line(earlier.Pos())+1)
	if earlier == n {
		when = verb(n) + " again in the next round of the loop"
	}
	d := analyzer.Diagnostic{
		Severity: analyzer.Error,
		Span:     n.Span(),
		Message: fmt.Sprintf("the coroutine that `%s` holds is %s: this raises `RuntimeError: cannot reuse already awaited coroutine`; make a new coroutine, or a task, which can be awaited many times",
			name.Ident, when),
	}
	for _, b := range fn.Block.Bindings(name.Ident) {
		if b.Value != nil {
			d.Related = append(d.Related, analyzer.Related{File: p.Source(), Span: b.Value.Span(), Message: "the coroutine is made here"})
		}
	}
	if earlier != n {
		d.Related = append(d.Related, analyzer.Related{File: p.Source(), Span: earlier.Span(), Message: "it is " + verb(earlier) + " here first"})
	}
	p.Report(d)
}

func isAwait(n ast.Node) bool { _, ok := n.(*ast.Await); return ok }

// consumed is the name of the coroutine that n runs: "await name", or a call
// that makes a task of it or awaits it.
func consumed(p *analyzer.Pass, n ast.Node) *ast.Name {
	if await, ok := n.(*ast.Await); ok {
		name, _ := await.Value.(*ast.Name)
		return name
	}
	call, ok := n.(*ast.Call)
	if !ok || len(call.Args) == 0 {
		return nil
	}
	name, ok := call.Args[0].(*ast.Name)
	if !ok || !mayName(p.Module, call.Func, "create_task", "ensure_future", "wait_for", "shield", "gather") {
		return nil
	}
	if _, method := call.Func.(*ast.Attribute); method && index.LastName(call.Func) == "create_task" {
		return name // of a loop or a task group
	}
	switch p.Infer.DottedName(p.Module, call.Func) {
	case "asyncio.create_task", "asyncio.ensure_future", "asyncio.wait_for", "asyncio.shield", "asyncio.gather":
		return name
	}
	return nil
}

// isCoroutine reports a name that holds nothing but coroutines.
func isCoroutine(p *analyzer.Pass, x ast.Expr) bool {
	for _, look := range []func(*index.Module, ast.Expr) []infer.Object{p.Infer.Likely, p.Infer.Objects} {
		list := look(p.Module, x)
		for _, o := range list {
			if o.Type != "coroutine" {
				return false
			}
		}
		if len(list) == 0 {
			return false
		}
	}
	return !isTested(p, x)
}

// awaits follows one local name of a function.
type awaits struct {
	p    *analyzer.Pass
	fn   *index.Function
	name string
}

// before is an await of the name that is sure to have come before at, with
// no binding between; at itself when a loop runs it again.
func (w *awaits) before(at ast.Node) ast.Node {
	g := w.p.Graph(w.fn)
	if g == nil {
		return nil
	}
	own := statementOf(w.p.Module, at)
	if other := w.inStatement(own, at); other != nil {
		return other
	}
	nodes := g.At(own)
	if !w.isUnconditional(own, at) {
		return nil
	}
	if len(nodes) == 1 && w.repeats(g, nodes[0], own) {
		return at
	}
	// A statement of a "finally" is there once for each way into it.
	before := predecessors(g)
	var found ast.Node
	for _, n := range nodes {
		if !g.Reachable(n) {
			continue
		}
		earlier := w.onAllWays(before, n)
		if earlier == nil {
			return nil
		}
		if found == nil || earlier.Pos() < found.Pos() {
			found = earlier
		}
	}
	return found
}

// onAllWays is an await of the name, the first in the text, if every way to a
// node meets one before a binding of the name or the beginning.
func (w *awaits) onAllWays(before map[*flow.Node][]*flow.Node, to *flow.Node) ast.Node {
	seen := map[*flow.Node]bool{to: true}
	work := append([]*flow.Node(nil), before[to]...)
	var found ast.Node
	for len(work) > 0 {
		n := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[n] {
			continue
		}
		seen[n] = true
		if n.Kind == flow.Stmt {
			if a := w.awaitIn(n.Ast); a != nil {
				if raisesBefore(n.Ast, a) {
					return nil
				}
				if found == nil || a.Pos() < found.Pos() {
					found = a
				}
				continue
			}
			if w.binds(n.Ast) {
				return nil
			}
		}
		if n.Kind == flow.Step && w.binds(n.Ast) || n.Kind == flow.Entry {
			return nil
		}
		work = append(work, before[n]...)
	}
	return found
}

func predecessors(g *flow.Graph) map[*flow.Node][]*flow.Node {
	out := map[*flow.Node][]*flow.Node{}
	for _, n := range g.Nodes {
		if !g.Reachable(n) {
			continue
		}
		for _, e := range n.Succ {
			out[e.To] = append(out[e.To], n)
		}
	}
	return out
}

// repeats reports a statement of a loop's body that runs in each round and,
// with a second round, twice without a binding between.
func (w *awaits) repeats(g *flow.Graph, from *flow.Node, own ast.Node) bool {
	loop := wholeLoop(w.p.Module, own)
	if loop == nil || isOneRound(w.p.Module, loop) {
		return false
	}
	// A round that comes back binds nothing, whichever way it takes.
	back := false
	seen := map[*flow.Node]bool{from: true}
	work := []*flow.Node{from}
	for len(work) > 0 {
		n := work[len(work)-1]
		work = work[:len(work)-1]
		for _, e := range n.Succ {
			to := e.To
			if to == from {
				back = true
			}
			if seen[to] || !to.In(loop) {
				continue
			}
			seen[to] = true
			if (to.Kind == flow.Stmt || to.Kind == flow.Step) && w.binds(to.Ast) {
				return false
			}
			work = append(work, to)
		}
	}
	return back
}

// inStatement is another await of the name that the same statement evaluates
// before at.
func (w *awaits) inStatement(s, at ast.Node) ast.Node {
	if s == nil || !isSimple(s) {
		return nil
	}
	var first ast.Node
	ast.Inspect(s, func(n ast.Node) bool {
		if first == nil && n != at && n.Pos() < at.Pos() && n.End() <= at.Pos() && w.consumes(n) && w.isUnconditional(s, n) && w.isUnconditional(s, at) {
			first = n
		}
		return first == nil
	})
	return first
}

func isSimple(s ast.Node) bool {
	switch s.(type) {
	case *ast.ExprStmt, *ast.Assign, *ast.AnnAssign, *ast.Return, *ast.AugAssign:
		return true
	}
	return false
}

func (w *awaits) consumes(n ast.Node) bool {
	name := consumed(w.p, n)
	return name != nil && name.Ident == w.name && w.p.Module.BlockAt(name) == w.fn.Block
}

// isUnconditional reports an expression that its statement always evaluates.
func (w *awaits) isUnconditional(s, x ast.Node) bool {
	for child, at := x, w.p.Module.Parent(x); at != nil && child != s; child, at = at, w.p.Module.Parent(at) {
		switch at := at.(type) {
		case *ast.IfExp:
			if child != ast.Node(at.Test) {
				return false
			}
		case *ast.BoolOp:
			if child != ast.Node(at.Values[0]) {
				return false
			}
		case *ast.Compare, *ast.ListComp, *ast.SetComp, *ast.DictComp, *ast.GeneratorExp, *ast.Lambda:
			return false
		}
	}
	return true
}

// awaitIn is an await of the name that the node of a statement always runs.
func (w *awaits) awaitIn(s ast.Node) ast.Node {
	var found ast.Node
	eachEvaluated(s, func(n ast.Node) bool {
		if found == nil && w.consumes(n) && w.isUnconditional(s, n) {
			found = n
		}
		return found == nil
	})
	return found
}

// raisesBefore reports a statement that may fail before it gets to the await.
func raisesBefore(s, await ast.Node) bool {
	raises := false
	eachEvaluated(s, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.Call, *ast.Await, *ast.Subscript, *ast.BinOp:
			raises = raises || n.End() <= await.Pos()
		}
		return true
	})
	return raises
}

// binds reports a node of a statement that may bind or delete the name.
func (w *awaits) binds(s ast.Node) bool {
	bound := false
	look := func(n ast.Node) bool {
		if x, ok := n.(*ast.Name); ok && x.Ident == w.name && x.Ctx != ast.Load {
			bound = true
		}
		return !bound
	}
	switch s := s.(type) {
	case *ast.For:
		ast.Inspect(s.Target, look)
	case *ast.AsyncFor:
		ast.Inspect(s.Target, look)
	}
	eachEvaluated(s, look)
	return bound
}

// eachEvaluated visits what the node of a statement evaluates: all of a simple
// one, the header of a compound one.
func eachEvaluated(s ast.Node, f func(ast.Node) bool) {
	switch s := s.(type) {
	case *ast.If:
		ast.Inspect(s.Test, f)
	case *ast.While:
		ast.Inspect(s.Test, f)
	case *ast.For:
		ast.Inspect(s.Iter, f)
	case *ast.AsyncFor:
		ast.Inspect(s.Iter, f)
	case *ast.With:
		for _, item := range s.Items {
			ast.Inspect(item, f)
		}
	case *ast.AsyncWith:
		for _, item := range s.Items {
			ast.Inspect(item, f)
		}
	case *ast.Match:
		ast.Inspect(s.Subject, f)
	case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef, *ast.Try, *ast.TryStar, nil:
	default:
		ast.Inspect(s, f)
	}
}
