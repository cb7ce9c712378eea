package rules

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/lifetime"
	"github.com/asynctools/asynctools/syntax/ast"
)

//go:embed ag113.md
var ag113Doc string

var ag113 = analyzer.Rule{
	Code:     "AG113",
	Name:     "async-generator-used-twice",
	Since:    "0.2.0",
	Severity: analyzer.Warning,
	Fix:      "never",
	Doc:      ag113Doc,
	Nodes:    []ast.Kind{ast.AsyncFunctionDefKind, ast.FunctionDefKind, ast.CallKind, ast.AsyncWithKind},
	Run:      runAG113,
}

func runAG113(p *analyzer.Pass, n ast.Node) {
	switch n := n.(type) {
	case *ast.AsyncWith:
		sharedInWith(p, n)
		return
	case *ast.FunctionDef:
		cachedGenerator(p, n)
		if fn := p.Module.Function(n); fn != nil && drivesLoop(p, fn) {
			for _, site := range p.Lifetimes(fn) {
				if site.Loop == nil && len(site.Again) > 0 && !expectsError(p, site.Again[0]) {
					iteratedAgain(p, site)
				}
			}
		}
		return
	case *ast.Call:
		cachedGenerator(p, n)
		return
	}
	fn := p.Module.Function(n)
	cachedGenerator(p, n)
	sharedByWorkers(p, fn)
	for _, site := range p.Lifetimes(fn) {
		switch {
		case site.Loop != nil:
		case len(site.Again) > 0 && !expectsError(p, site.Again[0]) && !isHandled(p, site.Again[0], "StopAsyncIteration"):
			iteratedAgain(p, site)
		case sharedByTasks(p.Module, site, false) && !expectsError(p, site.Shared[0]) && (len(site.Value.Makers()) == 0 || awaitsInside(site.Value)) && !takesTurns(p, site):
			inTwoTasks(p, site)
		case len(site.Shared) > 0 && len(site.Loops) > 0 && awaitsInside(site.Value) && besideTask(p, site):
		case len(site.Nested) > 0:
			nested(p, site)
		default:
			inRounds(p, fn, site)
		}
	}
}

// nested reports a loop that takes from the loop around it what is left. One
// that may be left early, or after which the outer one is, is a way to read in
// parts.
func nested(p *analyzer.Pass, site *lifetime.Site) {
	src := p.Source()
	for _, loop := range site.Nested {
		if len(exitStatements(loop.Body)) > 0 || expectsError(p, loop) || endsRound(p.Module, loop) {
			continue
		}
		p.Report(analyzer.Diagnostic{
			Severity: analyzer.Warning,
			Span:     site.Expr.Span(),
			Message: fmt.Sprintf("async generator `%s` is iterated at line %d inside of a loop over it: the inner loop takes all that is left, and the outer one ends after its first round",
				made(p, site), src.Line(loop.Pos())+1),
			Related: append([]analyzer.Related{{File: src, Span: headSpan(src, loop), Message: "this loop takes all that is left"}}, madeBy(site.Value)...),
		})
		return
	}
}

// endsRound reports a loop after which the statements beside it leave the loop
// around.
func endsRound(m *index.Module, loop ast.Stmt) bool {
	block, at := index.Siblings(m.Parent(loop), loop)
	for _, s := range block[at+1:] {
		if leaves(s) {
			return true
		}
	}
	return false
}

func iteratedAgain(p *analyzer.Pass, site *lifetime.Site) {
	src := p.Source()
	first := site.Again[0]
	for _, at := range site.Again[1:] {
		if at.Pos() < first.Pos() {
			first = at
		}
	}
	p.Report(analyzer.Diagnostic{
		Severity: analyzer.Warning,
		Span:     site.Expr.Span(),
		Message: fmt.Sprintf("async generator `%s` is iterated again at line %d after its end: that sees no item",
			made(p, site), src.Line(first.Pos())+1),
		Related: append([]analyzer.Related{{
			File: src, Span: headSpan(src, first), Message: "on every way to here the generator is exhausted or closed",
		}}, madeBy(site.Value)...),
	})
}

// sharedByTasks reports two tasks over the generator: two calls, or one that is
// repeated while the generator is not made anew. captured tells that the tasks have
// it from around them, whatever they are given.
func sharedByTasks(m *index.Module, site *lifetime.Site, captured bool) bool {
	if len(site.Shared) == 0 {
		return false
	}
	first := site.Shared[0]
	if isResumption(first) {
		// Awaited in turn they are fine: those of one call are together, and those
		// of tasks between which nothing is awaited.
		group := gathering(m, first)
		for _, other := range site.Shared[1:] {
			if isResumption(other) && gathering(m, other) == group && (group != nil || slices.Contains(site.Beside, other) && areBeside(m, first, other)) {
				return true
			}
		}
		return group != nil && repeats(m, first, group) && roundOf(m, first) != nil
	}
	if len(site.Shared) > 1 {
		second := site.Shared[1]
		return slices.Contains(site.Beside, second) && areBeside(m, first, second)
	}
	if !repeats(m, first, site.Stmt) {
		return false
	}
	round := roundOf(m, first)
	if loop, ok := round.(ast.Stmt); ok {
		return slices.Contains(site.Beside, first) && !isOneRound(m, loop) && (captured || isGivenByName(m, site, first) || !bindsArgument(loop, first)) && !waits(loop, nil)
	}
	return round != nil
}

// areBeside reports two calls that make tasks, both of them on one way, and the
// first has no time to end before the second is made, nor is cancelled before it has
// begun.
func areBeside(m *index.Module, first, second ast.Node) bool {
	return sameWay(m, first, second) && !waitsBetween(m, first, second) && !cancelsBetween(m, first, second)
}

func cancelsBetween(m *index.Module, first, second ast.Node) bool {
	found := false
	ast.Inspect(m.FunctionAt(first).Node, func(n ast.Node) bool {
		if a, ok := n.(*ast.Attribute); ok && a.Attr == "cancel" && a.Pos() > first.Pos() && a.End() < second.Pos() {
			found = true
		}
		return !found
	})
	return found
}

// inRounds reports a loop that runs anew in each round of another one, and always
// to the end of the generator.
func inRounds(p *analyzer.Pass, fn *index.Function, site *lifetime.Site) {
	src := p.Source()
	for _, loop := range site.Loops {
		name, ok := loop.Iter.(*ast.Name)
		if !ok || site.Escapes || len(site.Shared) > 0 || !boundOnce(fn, name.Ident) || !slices.Contains(site.Refound, ast.Node(loop)) || !repeats(p.Module, loop, site.Stmt) ||
			!isInEachRound(p.Module, loop) ||
			len(exitStatements(loop.Body)) > 0 || endsRound(p.Module, loop) || expectsError(p, loop) {
			continue
		}
		p.Report(analyzer.Diagnostic{
			Severity: analyzer.Warning,
			Span:     site.Expr.Span(),
			Message: fmt.Sprintf("async generator `%s` is iterated to its end at line %d in each round of the loop around: from the second round on that sees no item",
				made(p, site), src.Line(loop.Pos())+1),
			Related: append([]analyzer.Related{{File: src, Span: headSpan(src, loop), Message: "this loop takes all there is"}}, madeBy(site.Value)...),
		})
		return
	}
}

// boundOnce reports a name that an assignment binds, and nothing else does: what
// a loop binds is another generator in each round.
func boundOnce(fn *index.Function, name string) bool {
	at := fn.Block.Bindings(name)
	return len(at) == 1 && at[0].Kind != index.BindFor
}

// isResumption reports anext(gen), gen.__anext__(), gen.asend(x) and gen.aclose().
func isResumption(call *ast.Call) bool {
	switch index.LastName(call.Func) {
	case "anext", "__anext__", "asend", "aclose":
		return true
	}
	return false
}

// gathering is the statement's outermost call around another.
func gathering(m *index.Module, call *ast.Call) ast.Node {
	var out ast.Node
	for at := m.Parent(call); at != nil; at = m.Parent(at) {
		if _, ok := at.(ast.Stmt); ok {
			break
		}
		if c, ok := at.(*ast.Call); ok && index.LastName(c.Func) == "gather" {
			out = c
		}
	}
	return out
}

// sameWay reports calls that are not in different branches.
func sameWay(m *index.Module, a, b ast.Node) bool {
	branch := func(n ast.Node) map[ast.Node]ast.Node {
		out := map[ast.Node]ast.Node{}
		for child, at := n, m.Parent(n); at != nil; child, at = at, m.Parent(at) {
			switch at.(type) {
			case *ast.If, *ast.Match, *ast.Try, *ast.IfExp:
				out[at] = child
			}
		}
		return out
	}
	in := branch(a)
	for at, child := range branch(b) {
		if other, ok := in[at]; ok && other != child {
			if s, ok := at.(*ast.If); ok && inBody(s.Body, other) == inBody(s.Body, child) {
				continue
			}
			return false
		}
	}
	return true
}

func inBody(body []ast.Stmt, n ast.Node) bool {
	return len(body) > 0 && n.Pos() >= body[0].Pos() && n.End() <= body[len(body)-1].End()
}

// repeats reports a loop or comprehension around n that is not around made.
func repeats(m *index.Module, n, made ast.Node) bool {
	for at := m.Parent(n); at != nil; at = m.Parent(at) {
		if at.Pos() <= made.Pos() && made.End() <= at.End() {
			return false
		}
		switch at.(type) {
		case *ast.For, *ast.AsyncFor, *ast.While, *ast.ListComp, *ast.SetComp, *ast.GeneratorExp, *ast.DictComp:
			return true
		}
	}
	return false
}

func inTwoTasks(p *analyzer.Pass, site *lifetime.Site) {
	src := p.Source()
	method := "anext"
	for _, call := range site.Shared {
		if index.LastName(call.Func) == "aclose" {
			method = "aclose"
		}
	}
	d := analyzer.Diagnostic{
		Severity: analyzer.Error,
		Span:     site.Expr.Span(),
		Message: fmt.Sprintf("async generator `%s` is iterated by several tasks at once: `RuntimeError: %s(): asynchronous generator is already running`",
			made(p, site), method),
	}
	if len(site.Value.Makers()) == 0 {
		d.Severity = analyzer.Warning // it may be one that never suspends its consumer
		d.Message += ", if it awaits something"
	}
	for _, call := range site.Shared {
		d.Related = append(d.Related, analyzer.Related{File: src, Span: headSpan(src, call), Message: "a task over it is made here"})
	}
	d.Related = append(d.Related, madeBy(site.Value)...)
	p.Report(d)
}
