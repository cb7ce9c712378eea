package rules

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

//go:embed aw204.md
var aw204Doc string

var aw204 = analyzer.Rule{
	Code:     "AW204",
	Name:     "await-yields-no-future",
	Since:    "0.2.0",
	Severity: analyzer.Error,
	Fix:      "sometimes",
	Doc:      aw204Doc,
	Covers:   []string{"AW206"},
	Nodes:    []ast.Kind{ast.YieldKind, ast.YieldFromKind, ast.FunctionDefKind},
	Run:      runAW204,
}

func runAW204(p *analyzer.Pass, n ast.Node) {
	if def, ok := n.(*ast.FunctionDef); ok {
		if def.Name == "__await__" {
			checkReturnedIterators(p, def)
		}
		return
	}
	fn := p.Module.FunctionAt(n)
	if fn == nil || fn.Async || protocolMethod(p, fn.Node, "__await__") != fn {
		return
	}
	switch n := n.(type) {
	case *ast.Yield:
		if n.Value != nil && yieldsToAsyncio(p, fn) && !isExpected(p, n, "RuntimeError") {
			checkAwaitYield(p, n)
		}
	case *ast.YieldFrom:
		if !isExpected(p, n, "TypeError") {
			checkDelegation(p, fn, n)
		}
	}
}

// checkReturnedIterators looks at a plain __await__ that returns iter([...]): what
// is in it goes to the task like what a yield gives.
func checkReturnedIterators(p *analyzer.Pass, n *ast.FunctionDef) {
	fn := protocolMethod(p, n, "__await__")
	if fn == nil || fn.Node != ast.Stmt(n) || len(fn.Yields) > 0 {
		return
	}
	for _, r := range fn.Returns {
		call, ok := r.Value.(*ast.Call)
		if !ok || len(call.Args) != 1 || p.Infer.DottedName(p.Module, call.Func) != "builtins.iter" {
			continue
		}
		if item := firstItem(call.Args[0]); item != nil && yieldsToAsyncio(p, fn) && !isExpected(p, r, "RuntimeError") {
			reportYielded(p, r, item, nil)
		}
	}
}

// checkDelegation looks at what "yield from" is given.
func checkDelegation(p *analyzer.Pass, fn *index.Function, y *ast.YieldFrom) {
	if item := firstItem(y.Value); item != nil && yieldsToAsyncio(p, fn) && !isExpected(p, y, "RuntimeError") {
		reportYielded(p, y, item, nil)
		return
	}
	o, ok := firstLacking(p, y.Value, "__iter__", "__getitem__")
	if !ok {
		return
	}
	d := analyzer.Diagnostic{Severity: analyzer.Error, Span: y.Span()}
	text := excerpt(p.Source(), y.Value)
	switch {
	case o.Type == "coroutine":
		d.Message = fmt.Sprintf("`__await__` cannot delegate to a coroutine: this raises `TypeError: cannot 'yield from' a coroutine object in a non-coroutine generator`; use `yield from %s.__await__()`", text)
	case p.Infer.Has(p.Module, o, "__await__") == infer.Yes:
		d.Message = fmt.Sprintf("`yield from` cannot iterate %s: this raises `TypeError: '%s' object is not iterable`; use `yield from %s.__await__()`", aName(o), o.Type, text)
	default:
		d.Message = fmt.Sprintf("`yield from` cannot iterate %s: this raises `TypeError: '%s' object is not iterable`", aName(o), o.Type)
	}
	if p.Infer.Has(p.Module, o, "__await__") == infer.Yes && isPrimary(y.Value) && len(p.Module.File.Errors) == 0 {
		d.Fix = &analyzer.Fix{
			Message: "Delegate to its `__await__()`",
			Edits:   []analyzer.Edit{{Span: source.Span{Start: y.Value.End(), End: y.Value.End()}, Text: ".__await__()"}},
		}
	}
	p.Report(d)
}

// checkAwaitYield looks at what a yield hands to the task of asyncio that runs it.
func checkAwaitYield(p *analyzer.Pass, y *ast.Yield) {
	var fix *analyzer.Fix
	if len(p.Module.File.Errors) == 0 && p.Source().Text[y.Pos():y.Pos()+5] == "yield" {
		fix = &analyzer.Fix{
			Message: "Delegate to the future: `yield from`",
			Edits:   []analyzer.Edit{{Span: source.Span{Start: y.Pos() + 5, End: y.Pos() + 5}, Text: " from"}},
		}
	}
	reportYielded(p, y, y.Value, fix)
}

// firstItem is what "yield from" a display gives first.
func firstItem(x ast.Expr) ast.Expr {
	var elts []ast.Expr
	switch x := x.(type) {
	case *ast.List:
		elts = x.Elts
	case *ast.Tuple:
		elts = x.Elts
	}
	if len(elts) == 0 {
		return nil
	}
	if _, starred := elts[0].(*ast.Starred); starred {
		return nil
	}
	return elts[0]
}

// reportYielded looks at x, which at hands to the task; future is the fix where
// it is a future.
func reportYielded(p *analyzer.Pass, at ast.Node, x ast.Expr, future *analyzer.Fix) {
	list := p.Infer.Objects(p.Module, x)
	if len(list) != 1 {
		return
	}
	o := list[0]
	d := analyzer.Diagnostic{Severity: analyzer.Error, Span: at.Span()}
	if call, ok := x.(*ast.Call); ok && o.Type == "_asyncio.Task" && p.Infer.DottedName(p.Module, call.Func) == "asyncio.current_task" {
		d.Message = "`__await__` yields the task that runs it: the task raises `RuntimeError: Task cannot await on itself: ...`"
		p.Report(d)
		return
	}
	switch o.Type {
	case "_asyncio.Future", "_asyncio.Task", "_GatheringFuture":
		d.Message = "`__await__` yields a future itself: the task raises `RuntimeError: yield was used instead of yield from in task ...`; use `yield from`"
		d.Fix = future
	case "generator":
		d.Message = "`__await__` yields a generator: the task raises `RuntimeError: yield was used instead of yield from for generator in task ...`; use `yield from`"
	case "NoneType":
		return // gives the loop a turn
	default:
		what := badYieldText(p, x, o)
		if what == "" {
			return
		}
		d.Message = fmt.Sprintf("`__await__` yields %s, which no event loop waits for: the task raises `RuntimeError: Task got bad yield: %s`; a bare `yield` gives the loop a turn, `yield from future` waits", aName(o), what)
	}
	p.Report(d)
}

// badYieldText is the repr that asyncio puts into its message, as far as the
// text of the program tells it.
func badYieldText(p *analyzer.Pass, x ast.Expr, o infer.Object) string {
	switch o.Type {
	case "coroutine", "async_generator":
		return "<" + o.Type + " object ...>"
	case "int", "float", "str", "bytes", "bool", "list", "tuple", "set", "dict":
		if c, ok := x.(*ast.Constant); ok {
			if c.Value.Type == ast.StrConst && isPlainText(c.Value.Text) {
				return "'" + c.Value.Text + "'"
			}
			if c.Value.Type == ast.IntConst || c.Value.Type == ast.TrueConst || c.Value.Type == ast.FalseConst {
				return p.Source().Slice(x.Span())
			}
		}
		return "..."
	}
	return ""
}

// isPlainText reports a text whose repr is itself in single quotes.
func isPlainText(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r > '~' || r == '\'' || r == '\\' }) < 0
}

// yieldsToAsyncio reports a generator that only a task of asyncio can drive:
// other loops, and code that drives by hand, give yielded values a meaning of
// their own.
func yieldsToAsyncio(p *analyzer.Pass, fn *index.Function) bool {
	asyncio := false
	for _, s := range p.Module.Imports {
		switch s := s.(type) {
		case *ast.Import:
			for _, a := range s.Names {
				asyncio = asyncio || a.Name == "asyncio"
				if a.Name == "trio" || a.Name == "curio" {
					return false
				}
			}
		case *ast.ImportFrom:
			asyncio = asyncio || s.Module == "asyncio"
		}
	}
	return asyncio && !drivesByHand(p) && !strings.Contains(p.Source().Slice(fn.Node.Span()), "_asyncio_future_blocking")
}

type drivesKey struct{}

// drivesByHand reports a module with code that may drive coroutines itself: it
// sends them nothing or what it has in a variable, throws into something, or takes
// items from what an __await__() gives it. A socket is sent data, an iterator's
// next() has nothing to do with awaiting.
func drivesByHand(p *analyzer.Pass) bool {
	p.Infer.LooksAround()
	return p.Memo(drivesKey{}, func() any {
		m, text := p.Module, p.Source().Text
		next := strings.Contains(text, "next(")
		if !next && !strings.Contains(text, ".send(") && !strings.Contains(text, ".throw(") {
			return false
		}
		found := false
		ast.Inspect(m.File.Mod, func(n ast.Node) bool {
			call, ok := n.(*ast.Call)
			if !ok || found {
				return !found
			}
			a, ok := call.Func.(*ast.Attribute)
			if !ok {
				return true
			}
			_, awaited := m.Parent(call).(*ast.Await)
			switch a.Attr {
			case "throw":
				found = true
			case "send":
				found = !awaited && len(call.Args) == 1 && isNoneOrVariable(call.Args[0])
			case "__await__":
				switch m.Parent(call).(type) {
				case *ast.YieldFrom, *ast.Return:
				default:
					found = next
				}
			}
			return !found
		})
		return found
	}).(bool)
}

func isNoneOrVariable(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Constant:
		return x.Value.Type == ast.NoneConst
	case *ast.Name, *ast.Attribute, *ast.IfExp, *ast.BoolOp, *ast.NamedExpr, *ast.Starred:
		return true
	}
	return false
}
