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

//go:embed ag110.md
var ag110Doc string

var ag110 = analyzer.Rule{
	Code:     "AG110",
	Name:     "misused-async-generator",
	Since:    "0.2.0",
	Severity: analyzer.Error,
	Fix:      "sometimes",
	Doc:      ag110Doc,
	Nodes: []ast.Kind{
		ast.AwaitKind, ast.ForKind, ast.ComprehensionKind, ast.CallKind, ast.ExprStmtKind, ast.AsyncFunctionDefKind,
		ast.WithItemKind, ast.YieldFromKind, ast.StarredKind, ast.CompareKind, ast.AssignKind,
		ast.SubscriptKind, ast.DictKind,
	},
	Covers: []string{"AW220", "AW222", "AW223"},
	Run:    runAG110,
}

// Most of what this rule asks inference for is no generator, and asking is what
// a check takes longest for (0.2 of 0.5 s for 100,000 lines). A first look by
// names (those that get something from an async generator function, directly or
// through others) was tried and gave nothing: "client", "get" and "self" are soon
// among them, and so is everything.
func runAG110(p *analyzer.Pass, n ast.Node) {
	switch n := n.(type) {
	case *ast.Await:
		misuse(p, n.Value, n, "an async generator cannot be awaited, only iterated",
			"object async_generator can't be used in 'await' expression", nil)
	case *ast.For:
		misuse(p, n.Iter, n.Iter, "an async generator needs `async for`", "'async_generator' object is not iterable", asyncForFix(p, n, n.Pos()))
	case *ast.Comprehension:
		if n.IsAsync == 0 {
			misuse(p, n.Iter, n.Iter, "an async generator needs `async for`", "'async_generator' object is not iterable", asyncForFix(p, n, n.Pos()))
		}
	case *ast.YieldFrom:
		misuse(p, n.Value, n, "an async generator needs `async for`", "'async_generator' object is not iterable", nil)
	case *ast.WithItem:
		misusedManager(p, n)
	case *ast.Starred:
		misusedStar(p, n)
	case *ast.Compare:
		raises := "argument of type 'async_generator' is not iterable"
		if p.Target >= 14 {
			raises = "argument of type 'async_generator' is not a container or iterable"
		}
		for i, op := range n.Ops {
			if x := n.Comparators[i]; (op == ast.In || op == ast.NotIn) && mayBeGenerator(p.Module, x) {
				misuse(p, x, x, "`in` cannot look through an async generator", raises, nil)
			}
		}
	case *ast.Assign:
		for _, t := range n.Targets {
			switch t.(type) {
			case *ast.Tuple, *ast.List:
				if mayBeGenerator(p.Module, n.Value) {
					misuse(p, n.Value, n.Value, "an async generator cannot be unpacked", "cannot unpack non-iterable async_generator object", nil)
				}
			}
		}
	case *ast.Call:
		misusedArgument(p, n)
		for _, k := range n.Keywords {
			if k.Arg == "" && mayBeGenerator(p.Module, k.Value) {
				misuse(p, k.Value, k.Value, "`**` cannot unpack an async generator", "... argument after ** must be a mapping, not async_generator", nil)
			}
		}
	case *ast.Dict:
		for i, key := range n.Keys {
			if key == nil && mayBeGenerator(p.Module, n.Values[i]) {
				misuse(p, n.Values[i], n.Values[i], "`**` cannot unpack an async generator", "'async_generator' object is not a mapping", nil)
			}
		}
	case *ast.Subscript:
		// By a number, as who takes it for a list would: most subscripts are of names,
		// and of dicts, and looking into them all takes long.
		if isCall(n.Value) && n.Ctx == ast.Load && isNumber(n.Slice) && mayBeGenerator(p.Module, n.Value) {
			misuse(p, n.Value, n, "an async generator has no elements to pick", "'async_generator' object is not subscriptable", nil)
		}
	case *ast.ExprStmt:
		if !isCall(n.Value) {
			return
		}
		if v := p.Infer.Expr(p.Module, n.Value); isFresh(v) && !expectsError(p, n) {
			neverIterated(p, n.Value, v)
		}
	case *ast.AsyncFunctionDef:
		for _, site := range p.Lifetimes(p.Module.Function(n)) {
			if site.Loop == nil && site.Idle && site.Key == "" && isCall(site.Expr) && !expectsError(p, site.Stmt) {
				neverIterated(p, site.Expr, site.Value)
			}
		}
	}
}

// isNumber reports an index that is written as a number, or a slice.
func isNumber(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Constant:
		return x.Value.Type == ast.IntConst
	case *ast.UnaryOp:
		return x.Op == ast.USub
	case *ast.Slice:
		return true
	}
	return false
}

// mayBeGenerator is a quick look at an expression that is seldom one.
func mayBeGenerator(m *index.Module, x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Call:
		if f, ok := x.Func.(*ast.Attribute); ok {
			switch f.Attr {
			case "lower", "upper", "strip", "split", "rsplit", "splitlines", "partition", "rpartition", "keys", "values", "items", "get", "read",
				"groups", "communicate", "casefold", "popitem", "getvalue":
				return false
			}
		}
		return true
	case *ast.GeneratorExp:
		return true
	case *ast.Name:
		block := m.BlockAt(x).Resolve(x.Ident)
		if block == nil {
			return false
		}
		for _, b := range block.Bindings(x.Ident) {
			if b.Value != nil && (isCall(b.Value) || b.Value.Kind() == ast.GeneratorExpKind) {
				return true
			}
		}
	}
	return false
}

// misusedStar looks at "*agen()" in a call or a display.
func misusedStar(p *analyzer.Pass, n *ast.Starred) {
	if n.Ctx != ast.Load || !mayBeGenerator(p.Module, n.Value) {
		return
	}
	raises := "Value after * must be an iterable, not async_generator"
	switch p.Module.Parent(n).(type) {
	case *ast.Call:
		raises = "... argument after * must be an iterable, not async_generator"
	case *ast.Set:
		raises = "'async_generator' object is not iterable"
	case *ast.List, *ast.Tuple:
	default:
		return
	}
	misuse(p, n.Value, n, "`*` cannot unpack an async generator", raises, nil)
}

func isCall(x ast.Expr) bool { _, ok := x.(*ast.Call); return ok }

// misuse reports x where it is an async generator and CPython raises TypeError.
func misuse(p *analyzer.Pass, x ast.Expr, at ast.Node, what, raises string, fix *analyzer.Fix) {
	misuseOf(p, p.Infer.Expr(p.Module, x), x, at, what, raises, fix)
}

func misuseOf(p *analyzer.Pass, v infer.Value, x ast.Expr, at ast.Node, what, raises string, fix *analyzer.Fix) {
	if v.Kind != infer.AsyncGenerator {
		return
	}
	d := analyzer.Diagnostic{
		Severity: analyzer.Error,
		Span:     at.Span(),
		Message:  fmt.Sprintf("`%s`: %s: `%s`", excerpt(p.Source(), x), what, exceptionOf(raises)),
		Related:  madeBy(v),
		Fix:      fix,
	}
	if expectsError(p, at) || mayBePatched(p, x) || mayBeOverridden(p, x, v) {
		return
	}
	p.Report(d)
}

// exceptionOf puts the exception before its message, where that does not have it.
func exceptionOf(message string) string {
	switch {
	case strings.HasPrefix(message, "ValueError: "):
		return message
	case strings.Contains(message, "has no attribute"):
		return "AttributeError: " + message
	}
	return "TypeError: " + message
}

func misusedManager(p *analyzer.Pass, item *ast.WithItem) {
	protocol := "context manager"
	if _, async := p.Module.Parent(item).(*ast.AsyncWith); async {
		protocol = "asynchronous context manager"
	}
	misuse(p, item.ContextExpr, item.ContextExpr,
		"an async generator is no "+protocol+"; is `@asynccontextmanager` missing, or `aclosing(...)`",
		"'async_generator' object does not support the "+protocol+" protocol", nil)
}

// misusedArgument looks at calls that want coroutines.
func misusedArgument(p *analyzer.Pass, call *ast.Call) {
	if name, ok := call.Func.(*ast.Name); ok && len(call.Args) > 0 {
		misusedBuiltin(p, call, name)
	}
	if f, ok := call.Func.(*ast.Attribute); ok && f.Attr == "join" && len(call.Args) == 1 && mayBeGenerator(p.Module, call.Args[0]) {
		if c, ok := f.Value.(*ast.Constant); ok && c.Value.Type == ast.StrConst {
			misuse(p, call.Args[0], call.Args[0], "`join` cannot iterate an async generator", "can only join an iterable", nil)
		}
	}
	if len(call.Args) == 0 {
		return
	}
	t, ok := stackTaker(p, call)
	if !ok && mayTake(p.Module, call.Func) {
		name := p.Infer.DottedName(p.Module, call.Func)
		if f, method := call.Func.(*ast.Attribute); method {
			switch f.Attr { // of whatever object
			case "create_task":
				name = "asyncio.create_task"
			case "run_until_complete":
				name = "asyncio.AbstractEventLoop.run_until_complete"
			}
		}
		t, ok = takerOf(p, name)
	}
	if !ok {
		return
	}
	first := call.Args[:1]
	if t.takes == takesAll {
		first = call.Args
	}
	what := fmt.Sprintf("`%s` wants %s, not an async generator", index.LastName(call.Func), t.wants)
	raises := t.says("async_generator", "<async_generator object ...>")
	for _, arg := range first {
		if star, ok := arg.(*ast.Starred); ok || t.takes == takesElements {
			if ok {
				arg = star.Value
			}
			v, made := elementOf(p, arg)
			misuseOf(p, v, made, made, what, raises, nil)
			continue
		}
		misuse(p, arg, arg, what, raises, nil)
	}
}

// stackTaker knows the methods of contextlib's stacks that enter what they get.
func stackTaker(p *analyzer.Pass, call *ast.Call) (t taker, ok bool) {
	if !mayName(p.Module, call.Func, "enter_async_context", "enter_context", "push", "push_async_exit") {
		return taker{}, false
	}
	switch p.Infer.DottedName(p.Module, call.Func) {
	case "contextlib.AsyncExitStack.enter_async_context":
		return taker{wants: "an asynchronous context manager", raises: "'builtins.{type}' object does not support the asynchronous context manager protocol"}, true
	case "contextlib.AsyncExitStack.enter_context", "contextlib.ExitStack.enter_context":
		return taker{wants: "a context manager", raises: "'builtins.{type}' object does not support the context manager protocol"}, true
	case "contextlib.AsyncExitStack.push_async_exit", "contextlib.AsyncExitStack.push", "contextlib.ExitStack.push":
		return taker{wants: "a context manager or a function", raises: "'{type}' object is not callable"}, true
	}
	return taker{}, false
}

// elementOf is what iterating x gives each time, and the expression that makes
// it where x shows that; of a display it is enough that one element is an async
// generator.
func elementOf(p *analyzer.Pass, x ast.Expr) (infer.Value, ast.Expr) {
	var elts []ast.Expr
	switch x := x.(type) {
	case *ast.List:
		elts = x.Elts
	case *ast.Tuple:
		elts = x.Elts
	case *ast.Set:
		elts = x.Elts
	case *ast.ListComp:
		elts = []ast.Expr{x.Elt}
	case *ast.SetComp:
		elts = []ast.Expr{x.Elt}
	case *ast.GeneratorExp:
		elts = []ast.Expr{x.Elt}
	}
	for _, elt := range elts {
		if v := p.Infer.Expr(p.Module, elt); v.Kind == infer.AsyncGenerator {
			return v, elt
		}
	}
	return p.Infer.Element(p.Infer.Expr(p.Module, x), false), x
}

// misusedBuiltin looks at the built-in functions that iterate their arguments.
func misusedBuiltin(p *analyzer.Pass, call *ast.Call, name *ast.Name) {
	raises := "'async_generator' object is not iterable"
	args := call.Args[:1]
	switch name.Ident {
	case "list", "tuple", "set", "frozenset", "sorted", "sum", "any", "all", "min", "max", "enumerate", "iter", "dict":
	case "zip":
		args = call.Args
	case "map", "filter":
		args = call.Args[1:]
	case "next":
		raises = "'async_generator' object is not an iterator"
	case "len":
		raises = "object of type 'async_generator' has no len()"
	case "reversed":
		raises = "'async_generator' object is not reversible"
	default:
		return
	}
	if p.Infer.DottedName(p.Module, name) != "builtins."+name.Ident {
		return
	}
	for _, arg := range args {
		misuse(p, arg, arg, fmt.Sprintf("`%s` cannot iterate an async generator", name.Ident), raises, nil)
	}
}

func neverIterated(p *analyzer.Pass, x ast.Expr, v infer.Value) {
	if mayBePatched(p, x) || mayBeOverridden(p, x, v) {
		return
	}
	p.Report(analyzer.Diagnostic{
		Severity: analyzer.Warning,
		Span:     x.Span(),
		Message:  fmt.Sprintf("async generator `%s` is never iterated: calling it runs nothing of its body", excerpt(p.Source(), x)),
		Related:  madeBy(v),
	})
}
