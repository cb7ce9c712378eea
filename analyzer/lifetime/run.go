package lifetime

import (
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// runsHere reports a coroutine over the generator x that runs where it is made: by an
// await of it, or of a task, a timeout or a gather around it, there or in the next
// statement, or by a call that runs a loop.
func (f *function) runsHere(coro *ast.Call, x ast.Expr) bool {
	for at := ast.Expr(coro); ; {
		switch p := f.m.Parent(at).(type) {
		case *ast.Await:
			return true
		case *ast.Assign:
			return f.a.AwaitedNext(f.m, p)
		case *ast.List:
			if !isAmong(p.Elts, at, x) {
				return false
			}
			at = p
		case *ast.Call:
			name := f.a.infer.DottedName(f.m, p.Func)
			last := index.LastName(p.Func)
			switch {
			case name == "asyncio.gather":
				if !isAmong(p.Args, at, x) {
					return false
				}
			case len(p.Args) == 0 || p.Args[0] != at:
				return false
			case isDriven(p, at):
				return true
			case !isWaiter(name) && last != "create_task" && last != "ensure_future":
				return false
			}
			at = p
		default:
			return false
		}
	}
}

// isDriven reports a call that runs a loop until an awaitable is done, and leaves the
// async generators of the loop as they are: asyncio.run would close them.
func isDriven(call *ast.Call, x ast.Expr) bool {
	return len(call.Args) > 0 && call.Args[0] == x && index.LastName(call.Func) == "run_until_complete"
}

// driver is the call that runs a loop until the coroutine that a call makes is done, or
// nil.
func (f *function) driver(coro *ast.Call) *ast.Call {
	for at := coro; ; {
		p, ok := f.m.Parent(at).(*ast.Call)
		if !ok || f.fn.Async {
			return nil
		}
		if isDriven(p, at) {
			return p
		}
		at = p
	}
}

// isUntested reports an expression that resumes a generator, and of which no test
// looks at the result: such a test may be one for the end.
func (f *function) isUntested(x ast.Expr) bool {
	name := ""
	switch p := f.m.Parent(x).(type) {
	case *ast.ExprStmt, *ast.Return, *ast.Yield, *ast.Call:
		return true
	case *ast.Assign:
		if n, ok := p.Targets[0].(*ast.Name); ok && len(p.Targets) == 1 {
			name = n.Ident
		}
	}
	if name == "" {
		return false
	}
	tested := false
	for _, s := range f.fn.Body {
		ast.Inspect(s, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.If:
				tested = tested || mentions(n.Test, name)
			case *ast.While:
				tested = tested || mentions(n.Test, name)
			case *ast.IfExp:
				tested = tested || mentions(n.Test, name)
			case *ast.BoolOp:
				tested = tested || mentions(n, name)
			case *ast.Compare:
				tested = tested || mentions(n, name)
			case *ast.Assert:
				tested = tested || mentions(n.Test, name)
			case *ast.Match:
				tested = tested || mentions(n.Subject, name)
			}
			return !tested
		})
	}
	return !tested
}

func mentions(x ast.Expr, name string) bool {
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		if n, ok := n.(*ast.Name); ok && n.Ident == name {
			found = true
		}
		return !found
	})
	return found
}

// AwaitedNext reports an assignment in m of a task, or of a list of them, that the
// statement after it awaits to its end: "job = create_task(first(gen))", "await job".
func (a *Analysis) AwaitedNext(m *index.Module, made *ast.Assign) bool {
	name, ok := made.Targets[0].(*ast.Name)
	list, at := index.Siblings(m.Parent(made), made)
	if !ok || len(made.Targets) != 1 || at+1 >= len(list) {
		return false
	}
	var value ast.Expr
	switch next := list[at+1].(type) {
	case *ast.ExprStmt:
		value = next.Value
	case *ast.Assign:
		value = next.Value
	case *ast.Return:
		value = next.Value
	}
	await, ok := value.(*ast.Await)
	if !ok {
		return false
	}
	_, isList := made.Value.(*ast.List)
	if isNamed(await.Value, name.Ident) && !isList {
		return true
	}
	call, ok := await.Value.(*ast.Call)
	if !ok || len(call.Args) == 0 {
		return false
	}
	switch full := a.infer.DottedName(m, call.Func); {
	case full == "asyncio.gather":
		for _, arg := range call.Args {
			star, starred := arg.(*ast.Starred)
			if starred && isList && isNamed(star.Value, name.Ident) || !isList && isNamed(arg, name.Ident) {
				return true
			}
		}
	case full == "asyncio.wait" && isList && len(call.Keywords) == 0, isWaiter(full) && !isList:
		return isNamed(call.Args[0], name.Ident) // not with a timeout: some may still run then
	}
	return false
}

// isAmong reports that one of several coroutines, and no other, has to do with x.
func isAmong(args []ast.Expr, coro, x ast.Expr) bool {
	for {
		if a, ok := x.(*ast.Attribute); ok {
			x = a.Value
		} else if a, ok := x.(*ast.Subscript); ok {
			x = a.Value
		} else {
			break
		}
	}
	name, ok := x.(*ast.Name)
	if !ok {
		return false
	}
	found, other := false, false
	for _, a := range args {
		if a == coro {
			found = true
			continue
		}
		ast.Inspect(a, func(n ast.Node) bool {
			if n, ok := n.(*ast.Name); ok && n.Ident == name.Ident {
				other = true
			}
			return !other
		})
	}
	return found && !other
}

// isLocal reports a task that this function alone may have: it is dropped where it is
// made, or has a name.
func (f *function) isLocal(task *ast.Call) bool {
	switch p := f.m.Parent(task).(type) {
	case *ast.ExprStmt:
		return true
	case *ast.Assign:
		_, named := p.Targets[0].(*ast.Name)
		return named && len(p.Targets) == 1
	}
	return false
}

// takesOne reports a task that is alone in resuming a generator, and holds it no
// longer than its coroutine does.
func (f *function) takesOne(task, coro *ast.Call) bool {
	return !f.repeats(coro) && !f.isCollected(task) && !IsCancelled(f.m, task) && !f.m.Mentions("aises(")
}

// spawner is the call that makes a task of a coroutine: create_task(coro),
// gather(coro, ...), or nil.
func (f *function) spawner(coro *ast.Call) *ast.Call {
	parent := f.m.Parent(coro)
	if s, ok := parent.(*ast.Starred); ok {
		parent = f.m.Parent(s)
	}
	for {
		switch p := parent.(type) {
		case *ast.ListComp, *ast.GeneratorExp, *ast.Starred, *ast.List:
			parent = f.m.Parent(p)
			continue
		}
		break
	}
	call, ok := parent.(*ast.Call)
	if !ok {
		return nil
	}
	if a, ok := call.Func.(*ast.Attribute); ok && (a.Attr == "create_task" || a.Attr == "ensure_future") {
		return call
	}
	switch f.a.infer.DottedName(f.m, call.Func) {
	case "asyncio.create_task", "asyncio.ensure_future", "asyncio.gather", "asyncio.as_completed":
		return call
	}
	return nil
}
