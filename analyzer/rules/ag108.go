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

//go:embed ag108.md
var ag108Doc string

var ag108 = analyzer.Rule{
	Code:     "AG108",
	Name:     "yield-in-context-manager",
	Since:    "0.2.0",
	Severity: analyzer.Warning,
	Fix:      "never",
	Doc:      ag108Doc,
	Nodes:    []ast.Kind{ast.YieldKind},
	Run:      runAG108,
}

// heldThing is what kind of thing a context manager holds while it is entered.
type heldThing uint8

const (
	heldNothing  heldThing = iota // leaving it late changes nothing
	heldResource                  // a connection, a file
	heldLock
	heldScope // tasks or deadlines of the task that entered it
)

func runAG108(p *analyzer.Pass, n ast.Node) {
	fn := p.Module.FunctionAt(n)
	if fn == nil || !fn.IsAsyncGenerator() || p.Module.BlockAt(n) != fn.Block {
		return
	}
	held, kind, async := worstAround(p, fn, n)
	if kind == heldNothing || isNeverSuspended(fn) {
		return
	}
	for _, y := range fn.Yields {
		if y.Pos() < n.Pos() && y.Pos() > held.Pos() {
			if other, _, _ := worstAround(p, fn, y); other == held {
				return // said once for each with
			}
		}
	}
	context, unsure := servesAsContext(p, fn)
	once := len(fn.Yields) == 1 && !inLoop(p.Module, fn, n)
	switch {
	case context:
		return
	case kind != heldScope && (unsure || once):
		return // a fixture, a dependency: who drives it leaves it in order
	case isRegistered(p, fn):
		return
	}
	word := "with"
	if async {
		word = "async with"
	}
	src := p.Source()
	name := excerpt(src, held)
	d := analyzer.Diagnostic{
		Span:    n.Span(),
		Related: []analyzer.Related{{File: src, Span: held.Span(), Message: fmt.Sprintf("entered here, left when `%s` is closed", fn.QualName())}},
	}
	where := fmt.Sprintf("`yield` inside `%s %s` at line %d", word, name, src.Line(held.Pos())+1)
	switch kind {
	case heldScope:
		d.Severity = analyzer.Warning
		d.Message = where + ": its tasks and deadlines end with the task that entered it, while whoever iterates may be in another, or leave the generator open; a cancellation then hits the wrong code (PEP 789)"
		if once || unsure {
			d.Severity = analyzer.Hint
		}
	case heldLock:
		d.Severity = analyzer.Hint
		d.Message = where + ": the lock stays taken while the consumer runs, and for good if it does not close the generator"
	default:
		d.Severity = analyzer.Hint
		d.Message = where + ": it is left only when the consumer runs the generator to its end or closes it"
	}
	p.Report(d)
}

// worstAround is the context manager around a yield that does most harm.
func worstAround(p *analyzer.Pass, fn *index.Function, n ast.Node) (held ast.Expr, kind heldThing, async bool) {
	for child, at := n, p.Module.Parent(n); at != nil && at != ast.Node(fn.Node); child, at = at, p.Module.Parent(at) {
		if _, head := child.(*ast.WithItem); head {
			continue
		}
		var items []*ast.WithItem
		isAsync := false
		switch at := at.(type) {
		case *ast.With:
			items = at.Items
		case *ast.AsyncWith:
			items, isAsync = at.Items, true
		}
		for _, i := range items {
			if k := heldBy(p, i.ContextExpr, isAsync); k > kind {
				held, kind, async = i.ContextExpr, k, isAsync
			}
			for _, x := range onStack(p, i, at, n) {
				if k := heldBy(p, x, true); k == heldScope && k > kind {
					held, kind, async = x, k, isAsync
				}
			}
		}
	}
	return held, kind, async
}

// onStack are the context managers that code before n enters on the exit stack
// of a with.
func onStack(p *analyzer.Pass, item *ast.WithItem, with, n ast.Node) []ast.Expr {
	stack, ok := item.OptionalVars.(*ast.Name)
	call, isCall := item.ContextExpr.(*ast.Call)
	if !ok || !isCall || !mayName(p.Module, call.Func, "AsyncExitStack", "ExitStack") {
		return nil
	}
	var out []ast.Expr
	ast.Inspect(with, func(m ast.Node) bool {
		c, ok := m.(*ast.Call)
		if !ok || len(c.Args) != 1 || c.Pos() > n.Pos() {
			return true
		}
		f, ok := c.Func.(*ast.Attribute)
		if ok && (f.Attr == "enter_async_context" || f.Attr == "enter_context") && index.LastName(f.Value) == stack.Ident {
			out = append(out, c.Args[0])
		}
		return true
	})
	return out
}

// heldBy sorts context managers by name, and by what inference knows of them.
func heldBy(p *analyzer.Pass, x ast.Expr, async bool) heldThing {
	v := p.Infer.Expr(p.Module, x)
	f := x
	if call, ok := x.(*ast.Call); ok {
		f = call.Func
	}
	if v.Kind == infer.Closing || strings.HasSuffix(index.LastName(f), "aclosing") {
		return heldNothing
	}
	name := p.Infer.DottedName(p.Module, f)
	switch name {
	case "asyncio.TaskGroup", "asyncio.taskgroups.TaskGroup", "asyncio.timeout", "asyncio.timeout_at", "asyncio.timeouts.timeout", "asyncio.timeouts.timeout_at",
		"async_timeout.timeout", "async_timeout.timeout_at", "aiotools.TaskGroup", "quattro.TaskGroup", "taskgroup.TaskGroup",
		"anyio.create_task_group", "anyio.fail_after", "anyio.move_on_after", "anyio.CancelScope",
		"trio.open_nursery", "trio.fail_after", "trio.fail_at", "trio.move_on_after", "trio.move_on_at", "trio.CancelScope",
		"trio_util.move_on_when":
		return heldScope
	case "contextlib.suppress", "contextlib.nullcontext", "contextlib.closing", "contextlib.redirect_stdout", "contextlib.redirect_stderr",
		"warnings.catch_warnings", "contextlib.ExitStack", "contextlib.AsyncExitStack":
		return heldNothing
	case "asyncio.Lock", "asyncio.Semaphore", "asyncio.BoundedSemaphore", "asyncio.Condition",
		"threading.Lock", "threading.RLock", "threading.Condition", "threading.Semaphore", "threading.BoundedSemaphore",
		"anyio.Lock", "anyio.Semaphore", "anyio.CapacityLimiter", "trio.Lock", "trio.Semaphore", "trio.CapacityLimiter":
		return heldLock
	}
	if v.Kind == infer.Instance && v.Class == nil {
		switch last := v.Name[strings.LastIndexByte(v.Name, '.')+1:]; last {
		case "Lock", "RLock", "Semaphore", "BoundedSemaphore", "Condition":
			return heldLock
		case "TaskGroup", "Timeout", "CancelScope":
			return heldScope
		}
	}
	if last := strings.ToLower(strings.TrimLeft(index.LastName(f), "_")); strings.HasSuffix(last, "lock") || strings.HasSuffix(last, "semaphore") || strings.HasSuffix(last, "mutex") {
		return heldLock
	}
	if !async {
		return heldNothing // of what nothing is known, it is likely to be a plain file or a timer
	}
	return heldResource
}

// isNeverSuspended reports a generator that is only declared: "if False: yield".
func isNeverSuspended(fn *index.Function) bool { return infer.IsPlaceholder(fn) }

// inLoop reports a node in the body of a loop of fn.
func inLoop(m *index.Module, fn *index.Function, n ast.Node) bool {
	for at := m.Parent(n); at != nil && at != ast.Node(fn.Node); at = m.Parent(at) {
		switch at.(type) {
		case *ast.For, *ast.AsyncFor, *ast.While:
			return true
		}
	}
	return false
}
