package lifetime

import (
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

// use adds what one mention of a tracked name does.
func (c *collector) use(n *ast.Name) {
	f := c.f
	if len(f.boxes[n.Ident]) > 0 {
		c.useBox(n)
		return
	}
	id, ok := f.names[n.Ident]
	if !ok || f.shadow[n.Ident] {
		return
	}
	if at := f.m.BlockAt(n); at != f.fn.Block && at.Resolve(n.Ident) != f.fn.Block {
		return
	}
	c.useNamed(id, n.Ident, n)
}

// useNamed is a mention of a name, or of an element that is followed like one.
func (c *collector) useNamed(id int, name string, x ast.Expr) {
	f := c.f
	parent := f.m.Parent(x)
	if method := f.methods[name]; method != "" {
		c.boundMethod(id, method, x, parent)
		return
	}
	for {
		// "aiter(gen)" and "gen.__aiter__()" stand for gen.
		call, ok := parent.(*ast.Call)
		if a, is := parent.(*ast.Attribute); is && a.Attr == "__aiter__" {
			call, ok = f.m.Parent(a).(*ast.Call)
		}
		if !ok || ast.Expr(call) == x || f.aliased(call) != name || f.closed(call) != "" {
			break
		}
		x, parent = call, f.m.Parent(call)
	}
	c.useAs(id, x, parent)
}

func (c *collector) useAs(id int, x ast.Expr, parent ast.Node) {
	f := c.f
	switch p := parent.(type) {
	case *ast.Attribute:
		c.method(id, p)
	case *ast.Call:
		if p.Func != x {
			c.argument(id, x, p)
			return
		}
		c.add(op{kind: opEscape, name: id, at: x})
	case *ast.Keyword:
		if call, ok := f.m.Parent(p).(*ast.Call); ok {
			c.argument(id, x, call)
			return
		}
		c.add(op{kind: opEscape, name: id, at: x})
	case *ast.Comprehension:
		if p.Iter == x && p.IsAsync != 0 {
			if _, lazy := f.m.Parent(p).(*ast.GeneratorExp); lazy {
				c.add(op{kind: opEscape, name: id, at: x})
				return
			}
			c.add(op{kind: opExhaust, name: id, at: p})
			return
		}
		c.test(id, x, p)
	case *ast.Return:
		c.add(op{kind: opReturn, name: id, at: x})
	case *ast.Yield:
		if f.lends {
			c.add(op{kind: opAdvance, name: id, at: p})
			return
		}
		c.add(op{kind: opEscape, name: id, at: x})
	case *ast.AsyncFor, *ast.If, *ast.While, *ast.Assert, *ast.Compare, *ast.UnaryOp, *ast.ExprStmt,
		*ast.FormattedValue, *ast.Match:
	case *ast.Assign, *ast.AnnAssign, *ast.NamedExpr, *ast.WithItem:
		c.stored(id, x, parent)
	case *ast.List, *ast.Dict:
		if c.isBoxed(parent) || c.isRounded(parent) {
			return
		}
		c.add(op{kind: opEscape, name: id, at: x})
	case *ast.Tuple:
		if c.isBoxed(p) || c.isRounded(p) {
			return
		}
		if s, ok := f.m.Parent(p).(*ast.Assign); ok && s.Value == ast.Expr(p) && len(s.Targets) == 1 {
			if t, ok := s.Targets[0].(*ast.Tuple); ok && len(t.Elts) == len(p.Elts) {
				c.stored(id, x, s)
				return
			}
		}
		c.add(op{kind: opEscape, name: id, at: x})
	default:
		c.test(id, x, parent)
	}
}

// isBoxed reports a display that is what a box is bound to.
func (c *collector) isBoxed(display ast.Node) bool {
	s, ok := c.f.m.Parent(display).(*ast.Assign)
	if !ok || len(s.Targets) != 1 || ast.Node(s.Value) != display {
		return false
	}
	t, ok := s.Targets[0].(*ast.Name)
	return ok && len(c.f.boxes[t.Ident]) > 0
}

// isRounded reports a display whose elements a loop goes through, round by round.
func (c *collector) isRounded(display ast.Node) bool {
	loop, ok := c.f.m.Parent(display).(*ast.For)
	if !ok || !c.f.follows(loop) {
		return false
	}
	over, _ := unwrapped(loop)
	return ast.Node(over) == display && c.f.rounds[loop] != nil
}

// stored looks at an assignment of the name's value: to a name it is an alias,
// seen to by bindName; to anything else, the generator is out of sight.
func (c *collector) stored(id int, x ast.Expr, s ast.Node) {
	plain := func(t ast.Expr) bool { _, ok := t.(*ast.Name); return ok }
	switch s := s.(type) {
	case *ast.Assign:
		for _, t := range s.Targets {
			if tuple, ok := t.(*ast.Tuple); ok {
				for _, e := range tuple.Elts {
					if !plain(e) {
						c.add(op{kind: opEscape, name: id, at: x})
						return
					}
				}
				continue
			}
			if !plain(t) {
				c.add(op{kind: opEscape, name: id, at: x})
				return
			}
		}
	case *ast.AnnAssign:
		if !plain(s.Target) {
			c.add(op{kind: opEscape, name: id, at: x})
		}
	case *ast.NamedExpr:
		// What the whole expression is used for, the name's value is used for.
		c.useAs(id, s, c.f.m.Parent(s))
	case *ast.WithItem:
		c.add(op{kind: opEscape, name: id, at: x}) // "with gen": it has no __enter__
	}
}

// test is a use inside "and", "or" or "x if y else z": no more than a look in
// the place of a condition.
func (c *collector) test(id int, x ast.Expr, parent ast.Node) {
	child := ast.Node(x)
	for at := parent; at != nil; child, at = at, c.f.m.Parent(at) {
		switch p := at.(type) {
		case *ast.BoolOp:
			continue
		case *ast.If:
			return
		case *ast.While:
			return
		case *ast.Assert:
			return
		case *ast.IfExp:
			if ast.Node(p.Test) == child {
				return
			}
		case *ast.UnaryOp:
			return
		}
		break
	}
	c.add(op{kind: opEscape, name: id, at: x})
}

// method is "gen.name", called or not.
func (c *collector) method(id int, a *ast.Attribute) {
	call, called := c.f.m.Parent(a).(*ast.Call)
	called = called && call.Func == ast.Expr(a)
	if called {
		c.called(id, a.Attr, call)
		return
	}
	if c.f.isMethod[a] {
		return // the name that gets it is followed
	}
	switch a.Attr {
	case "__anext__", "asend", "athrow":
		c.add(op{kind: opEscape, name: id, at: a})
	case "aclose":
		c.add(op{kind: opGuard, name: id, at: a}) // stack.push_async_callback(gen.aclose)
	}
}

// throwsExit reports athrow(GeneratorExit), which is what aclose does.
func (c *collector) throwsExit(call *ast.Call) bool {
	if len(call.Args) == 0 {
		return false
	}
	x := call.Args[0]
	if made, ok := x.(*ast.Call); ok {
		x = made.Func
	}
	return c.f.a.infer.DottedName(c.f.m, x) == "builtins.GeneratorExit"
}

// awaitable is a call that gives an awaitable which does something to the
// generator when it is awaited.
func (c *collector) awaitable(id int, kind opKind, call *ast.Call) {
	m := c.f.m
	switch p := m.Parent(call).(type) {
	case *ast.Await:
		if (kind == opAdvance || kind == opThrow) && c.f.endsHere(p) {
			kind = opExhaust
		}
		c.add(op{kind: kind, name: id, at: call, told: c.f.toldBy(p)})
	case *ast.ExprStmt:
		if kind == opClose { // nothing runs
			c.add(op{kind: opForget, name: id, at: call})
		}
	case *ast.Call:
		if isDriven(p, call) {
			if kind == opAdvance && !c.f.isUntested(p) {
				kind = opEscape
			}
			c.add(op{kind: kind, name: id, at: call})
			return
		}
		if await, ok := m.Parent(p).(*ast.Await); ok && isWaiter(c.f.a.infer.DottedName(m, p.Func)) {
			if (kind == opAdvance || kind == opThrow) && c.f.endsHere(await) {
				kind = opExhaust // what is expected has come out of it, or cancelled it
			}
			c.add(op{kind: kind, name: id, at: call, told: c.f.toldBy(await)})
			return
		}
		c.later(id, kind, call)
	default:
		c.later(id, kind, call)
	}
}

// endsHere reports a resumption that is there to see the generator end: inside
// "with pytest.raises(...)" or the like, or alone in a try whose handler waits for
// StopAsyncIteration and does nothing, or in "with suppress(StopAsyncIteration)". Who uses the item did not wait for the end.
func (f *function) endsHere(await *ast.Await) bool {
	child := ast.Node(await)
	for at := f.m.Parent(await); at != nil && at != ast.Node(f.fn.Node); child, at = at, f.m.Parent(at) {
		if w, ok := at.(*ast.With); ok && len(w.Body) == 1 && ast.Node(w.Body[0]) == child && f.passesEnd(w) && isBare(child, await) {
			return true
		}
		for _, item := range withItems(at) {
			made, ok := item.ContextExpr.(*ast.Call)
			if !ok {
				continue
			}
			name := ""
			switch x := made.Func.(type) {
			case *ast.Name:
				name = x.Ident
			case *ast.Attribute:
				name = x.Attr
			}
			if name == "raises" || strings.HasPrefix(name, "assertRaises") {
				return true
			}
		}
		if t, ok := at.(*ast.Try); ok && len(t.Body) == 1 && ast.Node(t.Body[0]) == child && len(t.Orelse) == 0 && len(t.Handlers) == 1 && len(t.Handlers[0].Body) > 0 {
			h := t.Handlers[0]
			n, ok := h.Type.(*ast.Name)
			_, passes := h.Body[0].(*ast.Pass)
			if ok && n.Ident == "StopAsyncIteration" && passes && isBare(child, await) {
				return true
			}
		}
	}
	return false
}

// isBare reports a statement that does nothing but await.
func isBare(stmt ast.Node, await *ast.Await) bool {
	s, ok := stmt.(*ast.ExprStmt)
	return ok && s.Value == ast.Expr(await)
}

// passesEnd reports "with suppress(StopAsyncIteration)".
func (f *function) passesEnd(w *ast.With) bool {
	for _, item := range w.Items {
		call, ok := item.ContextExpr.(*ast.Call)
		if !ok || len(call.Args) != 1 || !isNamed(call.Args[0], "StopAsyncIteration") {
			continue
		}
		if f.a.infer.DottedName(f.m, call.Func) == "contextlib.suppress" {
			return true
		}
	}
	return false
}

// later is an awaitable that something else will await, or may.
func (c *collector) later(id int, kind opKind, call *ast.Call) {
	if kind == opClose {
		c.add(op{kind: opGuard, name: id, at: call})
		if c.f.spawner(call) != nil {
			c.add(op{kind: opShare, name: id, at: call})
		}
		return
	}
	if task := c.f.spawner(call); kind == opAdvance && task != nil {
		if c.f.takesOne(task, call) {
			c.add(op{kind: opAdvance, name: id, at: call, tasked: true})
			return
		}
		c.add(op{kind: opShare, name: id, at: call})
		return
	}
	c.add(op{kind: opEscape, name: id, at: call})
}

// isWaiter names the functions that await their first argument before they
// return.
func isWaiter(name string) bool {
	switch name {
	case "asyncio.wait_for", "asyncio.tasks.wait_for", "asyncio.shield", "asyncio.tasks.shield", "async_timeout.wait_for":
		return true
	}
	return false
}

// argument is "f(gen)".
func (c *collector) argument(id int, x ast.Expr, call *ast.Call) {
	f := c.f
	name := f.a.infer.DottedName(f.m, call.Func)
	if name == "builtins.anext" && len(call.Args) > 0 && call.Args[0] == x {
		c.awaitable(id, opAdvance, call)
		return
	}
	if isLook(name) {
		return
	}
	if f.closed(call) != "" {
		c.add(op{kind: opGuard, name: id, at: call}) // handed to an exit stack, or a with seen elsewhere
		return
	}
	if name == "functools.partial" {
		c.keeps(id, x, call)
		return
	}
	c.helper(id, x, call)
}

// isLook names functions that look at their argument and keep no hold of it.
func isLook(name string) bool {
	switch name {
	case "builtins.hasattr", "builtins.isinstance", "builtins.print", "builtins.repr", "builtins.str", "builtins.id", "builtins.type",
		"builtins.callable", "builtins.bool", "inspect.isasyncgen", "inspect.isasyncgenfunction", "inspect.isawaitable",
		"inspect.iscoroutine", "inspect.getasyncgenstate", "inspect.getasyncgenlocals", "builtins.len":
		return true
	}
	return false
}

// helper is a call of a function of the program.
func (c *collector) helper(id int, x ast.Expr, call *ast.Call) {
	f := c.f
	sum, callee := f.a.Handed(f.m, call, x)
	kind := sum.op()
	if sum.Steps {
		if await, ok := f.m.Parent(call).(*ast.Await); ok && sum.Tells && !f.isUntested(await) {
			c.add(op{kind: opEscape, name: id, at: call})
			return
		}
		c.awaitable(id, opAdvance, call)
		return
	}
	isCoroutine := callee != nil && callee.Async
	here := (isCoroutine || kind == opMix) && f.runsHere(call, x)
	if driver := f.driver(call); kind == opMix && driver != nil && !f.isUntested(driver) {
		kind = opEscape
	}
	tasked := false
	if isCoroutine && !here {
		task := f.spawner(call)
		switch {
		case kind == opIterate: // only looked at
		case task == nil:
			kind = opEscape
		case (kind == opAdvance || kind == opMix) && f.isLocal(task) && f.takesOne(task, call):
			tasked = true
		case kind == opAdvance || kind == opExhaust || kind == opClose || kind == opMix:
			c.add(op{kind: opShare, name: id, at: call})
			return
		default:
			kind = opEscape
		}
	}
	if sum.Guards && kind != opEscape && kind != opReturn {
		if _, dropped := f.m.Parent(call).(*ast.ExprStmt); !sum.Hands {
			c.add(op{kind: opGuard, name: id, at: call})
			return
		} else if !dropped {
			c.awaitable(id, opClose, call)
			return
		}
	}
	switch kind {
	case opReturn:
		// The helper hands the generator back.
		switch parent := f.m.Parent(call).(type) {
		case *ast.AsyncFor, *ast.ExprStmt:
		case *ast.Assign, *ast.AnnAssign, *ast.NamedExpr:
			c.add(op{kind: opEscape, name: id, at: call}) // a second name, which is not followed
		default:
			c.useAs(id, call, parent)
		}
		return
	case opIterate: // only looked at
		return
	}
	o := op{kind: kind, name: id, at: call, ends: sum.Ends, loops: sum.Loops, closes: sum.Closes, tasked: tasked}
	if kind == opMix && here {
		o.told = f.toldByHelper(call, sum)
	}
	c.add(o)
}

// Handed is what a call in m does with its argument x, or with what the function called
// reads by the name x, and that function, which is nil when it is not known.
func (a *Analysis) Handed(m *index.Module, call *ast.Call, x ast.Expr) (Summary, *index.Function) {
	callee, call := a.called(m, call)
	if callee.Kind != infer.Function && callee.Kind != infer.Lambda {
		return Summary{}, nil
	}
	if read, ok := x.(*ast.Name); ok && callee.Func.Module == m && m.FunctionAt(read) == callee.Func {
		return a.summary(summaryKey{fn: callee.Func, given: givenOf(callee, call), free: read.Ident}), callee.Func
	}
	fn, param := a.taker(m, callee, call, x)
	if fn == nil {
		if r, ok := restOf(callee, call, x); ok && !a.isOverridden(m, callee.Func) {
			return a.summary(summaryKey{fn: callee.Func, given: givenOf(callee, call), rest: r}), callee.Func
		}
		return Summary{}, nil
	}
	return a.summary(summaryKey{fn: fn, param: param, given: givenOf(callee, call)}), fn
}

// callee is what a call runs: for an object of the program, the __call__ of its class.
func (a *Analysis) callee(m *index.Module, call *ast.Call) infer.Value {
	v := a.infer.Expr(m, call.Func)
	if v.Kind == infer.Instance && v.Class != nil {
		if method, ok, _ := a.infer.Attribute(v, "__call__"); ok && method.Func != nil && method.Func.Class != nil {
			return method
		}
		return infer.Value{}
	}
	if f, ok := call.Func.(*ast.Attribute); ok && v.Kind == infer.Function && v.Func.Class == nil {
		of := a.infer.Expr(m, f.Value)
		if of.Kind == infer.Instance && of.Class != nil && len(of.Class.Block.Bindings(f.Attr)) > 0 {
			return infer.Value{} // "drain = _drain" in a class: a method, whose first parameter is the object
		}
	}
	return v
}

// taker is the function that a call runs, unless a subclass may have another in
// its place, and the number of the parameter that gets argument x.
func (a *Analysis) taker(m *index.Module, callee infer.Value, call *ast.Call, x ast.Expr) (fn *index.Function, param int) {
	if a.isOverridden(m, callee.Func) {
		return nil, -1
	}
	if param = parameterOf(callee, call, x); param < 0 {
		return nil, -1
	}
	return callee.Func, param
}

func (a *Analysis) isOverridden(m *index.Module, fn *index.Function) bool {
	return fn.Class != nil && len(a.infer.Overrides(m, fn.Class, fn.Name)) > 0
}

// parameterOf is the number of the parameter that gets argument x, or -1.
func parameterOf(callee infer.Value, call *ast.Call, x ast.Expr) int {
	params := callee.Func.Positional()
	for i, a := range call.Args {
		if _, starred := a.(*ast.Starred); starred {
			return -1
		}
		if a != x {
			continue
		}
		if callee.Receiver != nil {
			i++
		}
		if i < len(params) {
			return i
		}
		return -1
	}
	for _, k := range call.Keywords {
		if k.Value != x {
			continue
		}
		for i, p := range callee.Func.Parameters() {
			if p.Arg == k.Arg {
				return i
			}
		}
	}
	return -1
}
