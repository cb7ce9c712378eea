package rules

import (
	_ "embed"
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/lifetime"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

//go:embed ag103.md
var ag103Doc string

var ag103 = analyzer.Rule{
	Code:     "AG103",
	Name:     "partly-iterated-async-generator",
	Since:    "0.2.0",
	Severity: analyzer.Warning,
	Fix:      "sometimes",
	Doc:      ag103Doc,
	Nodes:    []ast.Kind{ast.AsyncFunctionDefKind, ast.FunctionDefKind, ast.AwaitKind, ast.ClassDefKind, ast.CallKind, ast.ComprehensionKind, ast.AsyncForKind, ast.AsyncWithKind},
	Run:      runAG103,
}

func runAG103(p *analyzer.Pass, n ast.Node) {
	switch n := n.(type) {
	case *ast.Await:
		advancedAtOnce(p, n)
		handedAtOnce(p, n)
		lentResumed(p, n)
		return
	case *ast.ClassDef:
		keptOpen(p, n)
		return
	case *ast.Call:
		resumedByTask(p, n)
		return
	case *ast.Comprehension:
		droppedAtOnce(p, n)
		if n.IsAsync != 0 {
			pipedLoop(p, n.Iter)
		}
		return
	case *ast.AsyncFor:
		pipedLoop(p, n.Iter)
		return
	case *ast.AsyncWith:
		pipedWith(p, n)
		return
	case *ast.FunctionDef:
		if fn := p.Module.Function(n); fn != nil {
			capturedOpen(p, fn)
			if drivesLoop(p, fn) {
				leftSites(p, fn)
			}
		}
		return
	}
	fn := p.Module.Function(n)
	capturedOpen(p, fn)
	keptCollected(p, fn)
	tooLarge(p, fn)
	pipedSites(p, fn)
	leftSites(p, fn)
}

// leftSites reports the generators under names that some way leaves open.
func leftSites(p *analyzer.Pass, fn *index.Function) {
	for _, site := range p.Lifetimes(fn) {
		if site.Loop != nil || site.Left == nil || len(site.Dropped) > 0 || leftByLoop(site) || neverStarted(p, site) || passesOn(p, site.Expr) {
			continue
		}
		words, path := way(p, site.Left)
		d := analyzer.Diagnostic{
			Span: site.Expr.Span(),
			Message: fmt.Sprintf("async generator `%s` is resumed %sand stays open %s",
				made(p, site), atLine(p, site.Left.Resumed), words),
		}
		if len(site.Closers) > 0 {
			d.Message += fmt.Sprintf(", past the `aclose` at line %d", p.Source().Line(site.Closers[0].Pos())+1)
		}
		lost, known := lossOf(p, site.Expr, site.Value)
		tell(p, &d, lost, known)
		lessInTests(p, &d)
		d.Related = story(site.Value, path, lost)
		if d.Fix = holdFix(p, fn, site); d.Fix == nil {
			d.Fix = holdAllFix(p, fn, site)
		}
		promisedOnly(p, site.Expr, d.Fix)
		p.Report(d)
	}
}

// tooLarge tells of generators whose ways were too many to follow, which would
// else look as if nothing was wrong with them.
func tooLarge(p *analyzer.Pass, fn *index.Function) {
	sites, unknown := p.Lifetimes(fn), 0
	for _, s := range sites {
		if s.Unknown {
			unknown++
		}
	}
	if unknown == 0 {
		return
	}
	p.Report(analyzer.Diagnostic{
		Severity: analyzer.Information,
		Span:     fn.NameSpan(),
		Message: fmt.Sprintf("there are too many ways through `%s` to follow %d of the %d async generators that it holds: whether they are closed is not known",
			fn.Name, unknown, len(sites)),
	})
}

func atLine(p *analyzer.Pass, n ast.Node) string {
	if n == nil {
		return ""
	}
	return fmt.Sprintf("at line %d ", p.Source().Line(n.Pos())+1)
}

// neverStarted reports a generator that is only sent values before it has begun,
// which CPython refuses (AW226); it begins by asend(None).
func neverStarted(p *analyzer.Pass, site *lifetime.Site) bool {
	if len(site.Early) == 0 || len(site.Early) != len(site.Advances) || len(site.Loops) > 0 {
		return false
	}
	for _, call := range site.Early {
		if len(call.Args) != 1 {
			continue
		}
		if list := p.Infer.Objects(p.Module, call.Args[0]); len(list) == 1 && list[0].Type == "NoneType" {
			return false
		}
	}
	return true
}

// leftByLoop reports that AG101 speaks of the same generator.
func leftByLoop(site *lifetime.Site) bool {
	for _, loop := range site.Loops {
		if it := (iterated{sites: []*lifetime.Site{site}}); len(it.exits(loop)) > 0 {
			return true
		}
	}
	return false
}

// advancedAtOnce sees generators that nothing ever holds: "await anext(rows())",
// "await rows().__anext__()".
func advancedAtOnce(p *analyzer.Pass, await *ast.Await) {
	call, ok := await.Value.(*ast.Call)
	if !ok {
		return
	}
	if _, dropped := p.Module.Parent(await).(*ast.ExprStmt); dropped {
		startedElsewhere(p, await)
	}
	if len(call.Args) > 0 && mayName(p.Module, call.Func, "wait_for", "shield") && isAsyncioCall(p, call) {
		if call, ok = call.Args[0].(*ast.Call); !ok {
			return
		}
	}
	droppedAfterOne(p, call, await)
}

// startedElsewhere sees generators that a helper has begun and gives to nobody:
// "await started()".
func startedElsewhere(p *analyzer.Pass, await *ast.Await) {
	v := p.Infer.Expr(p.Module, await)
	if !isFresh(v) || !v.Started() || isProvoked(p, await) {
		return
	}
	lost, known := lossOf(p, await, v)
	d := analyzer.Diagnostic{
		Span:    await.Value.Span(),
		Message: fmt.Sprintf("`%s` gives an async generator that is resumed already, and it is dropped, open", excerpt(p.Source(), await.Value)),
	}
	tell(p, &d, lost, known)
	lessInTests(p, &d)
	d.Related = story(v, nil, lost)
	p.Report(d)
}

// resumedByTask sees generators that only a task holds, which resumes them once:
// "create_task(anext(rows()))".
func resumedByTask(p *analyzer.Pass, call *ast.Call) {
	if len(call.Args) == 0 || !mayName(p.Module, call.Func, "create_task", "ensure_future", "gather", "wait_for", "shield", "run_until_complete") {
		return
	}
	if lifetime.IsCancelled(p.Module, call) {
		return
	}
	args := call.Args[:1]
	if index.LastName(call.Func) == "gather" {
		args = spread(call.Args)
	}
	for _, arg := range args {
		step, ok := arg.(*ast.Call)
		if !ok || isCapital(index.LastName(step.Func)) {
			continue
		}
		switch index.LastName(call.Func) {
		case "create_task", "ensure_future", "run_until_complete":
		default:
			if !isAsyncioCall(p, call) {
				continue
			}
		}
		if _, ok := p.Module.Parent(call).(*ast.Await); !ok || !mayName(p.Module, call.Func, "wait_for", "shield") {
			droppedAfterOne(p, step, call) // see advancedAtOnce for the rest
		}
		handed(p, step, call)
	}
}

// spread puts the elements of "*[a(), b()]" in its place, and of a comprehension
// what makes each of them.
func spread(args []ast.Expr) []ast.Expr {
	var out []ast.Expr
	for _, arg := range args {
		star, ok := arg.(*ast.Starred)
		if !ok {
			out = append(out, arg)
			continue
		}
		switch x := star.Value.(type) {
		case *ast.ListComp:
			out = append(out, x.Elt)
		case *ast.SetComp:
			out = append(out, x.Elt)
		case *ast.GeneratorExp:
			out = append(out, x.Elt)
		default:
			out = append(out, displayed(x)...)
		}
	}
	return out
}

// droppedAfterOne looks at a call, run at a place, that resumes what nothing else
// holds.
func droppedAfterOne(p *analyzer.Pass, call *ast.Call, at ast.Node) {
	made := resumedBy(p, call)
	if made == nil {
		return
	}
	source := made
	if inner := iteratedBy(p, made); inner != nil {
		source = inner
	}
	v := p.Infer.Expr(p.Module, made)
	if !isFresh(v) || isProvoked(p, at) {
		return
	}
	lost, known := lossOf(p, source, v)
	d := analyzer.Diagnostic{
		Span:    source.Span(),
		Message: fmt.Sprintf("async generator `%s` gives one item and is dropped, open", excerpt(p.Source(), source)),
	}
	tell(p, &d, lost, known)
	lessInTests(p, &d)
	d.Related = story(v, nil, lost)
	p.Report(d)
}

// resumedBy is x in "anext(x)", "x.__anext__()" and "x.asend(...)".
func resumedBy(p *analyzer.Pass, call *ast.Call) ast.Expr {
	switch f := call.Func.(type) {
	case *ast.Attribute:
		if f.Attr == "__anext__" || f.Attr == "asend" {
			return f.Value
		}
	case *ast.Name:
		if len(call.Args) > 0 && f.Ident == "anext" && p.Infer.DottedName(p.Module, f) == "builtins.anext" {
			return call.Args[0]
		}
	}
	return nil
}

// handedAtOnce sees generators that a helper alone gets, which resumes them and
// leaves them open: "await first(rows())".
func handedAtOnce(p *analyzer.Pass, await *ast.Await) {
	if call, ok := await.Value.(*ast.Call); ok {
		handed(p, call, await)
		handedExpression(p, call)
	}
}

// handed looks at the arguments of a call of a helper, which runs at a place.
func handed(p *analyzer.Pass, call *ast.Call, at ast.Node) {
	for _, x := range append(arguments(call), p.Kept(call)...) {
		made, ok := x.(*ast.Call)
		if !ok || isCapital(index.LastName(made.Func)) {
			continue // classes make most of the arguments
		}
		v := p.Infer.Expr(p.Module, x)
		if !isFresh(v) {
			continue
		}
		sum, helper := p.Handed(call, x)
		if !sum.Leaves && !sum.Steps || isProvoked(p, at) {
			continue
		}
		lost, known := lossOf(p, x, v)
		d := analyzer.Diagnostic{
			Span:    x.Span(),
			Message: fmt.Sprintf("async generator `%s` is handed to `%s`, which may leave it open, and nobody else can close it", excerpt(p.Source(), x), helper.QualName()),
		}
		if sum.Steps {
			d.Message = fmt.Sprintf("async generator `%s` gives one item to `%s` and is dropped, open", excerpt(p.Source(), x), excerpt(p.Source(), call.Func))
		}
		tell(p, &d, lost, known)
		lessInTests(p, &d)
		d.Related = story(v, []analyzer.Related{{
			File: helper.Module.Source(), Span: definitionSpan(helper), Message: fmt.Sprintf("`%s` resumes it, and does not close it on every way", helper.QualName()),
		}}, lost)
		p.Report(d)
	}
}

// definitionSpan is the name of a def, or a whole lambda.
func definitionSpan(fn *index.Function) source.Span {
	if fn.Lambda != nil {
		return fn.Lambda.Span()
	}
	return fn.NameSpan()
}

// iteratedBy is x in "aiter(x)" and "x.__aiter__()".
func iteratedBy(p *analyzer.Pass, made ast.Expr) ast.Expr {
	call, ok := made.(*ast.Call)
	if !ok {
		return nil
	}
	if a, ok := call.Func.(*ast.Attribute); ok && a.Attr == "__aiter__" && len(call.Args) == 0 {
		return a.Value
	}
	if len(call.Args) == 1 && p.Infer.DottedName(p.Module, call.Func) == "builtins.aiter" {
		return call.Args[0]
	}
	return nil
}

func isCapital(name string) bool { return name != "" && name[0] >= 'A' && name[0] <= 'Z' }
