package lifetime

import (
	"strings"

	"github.com/asynctools/asynctools/analyzer/flow"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

// op is one thing that a node of the graph does with a name, in order.
type op struct {
	kind  opKind
	name  int      // the name it is done to; of make, alias and clear, that which is bound
	from  int      // of alias: the name read
	site  *Site    // of make
	at    ast.Node // the expression
	text  string   // of clear: the name as written, tracked or not
	value ast.Expr // of clear: what it gets, if that is known
}

type opKind uint8

const (
	opMake    opKind = iota // the name gets the generator of a site
	opAlias                 // the name gets what another holds
	opClear                 // the name gets something else, or is deleted
	opAdvance               // resumed up to its next yield
	opExhaust               // run to its end
	opClose                 // closed
	opGuard                 // something will close it
	opEscape                // somebody else can reach it now
	opReturn                // the caller gets it
	opIterate               // a loop over it begins
	opShare                 // a task that runs over it is made
)

// at lists what node n does.
func (f *function) at(n *flow.Node) []op {
	if !f.opsDone[n.ID] {
		f.opsDone[n.ID] = true
		f.ops[n.ID] = f.collect(n)
	}
	return f.ops[n.ID]
}

func (f *function) collect(n *flow.Node) []op {
	c := &collector{f: f}
	if n.Kind == flow.Step {
		switch s := n.Ast.(type) {
		case *ast.For:
			c.targets(s.Target)
		case *ast.AsyncFor:
			c.targets(s.Target)
		}
		return c.ops
	}
	if n.Kind == flow.Leave {
		for _, item := range withItems(n.Ast) {
			if id, at := f.closing(item.ContextExpr); id >= 0 {
				c.add(op{kind: opClose, name: id, at: at})
			}
		}
		return c.ops
	}
	if n.Kind == flow.Handle {
		if h, ok := n.Ast.(*ast.ExceptHandler); ok && h.Name != "" {
			c.clear(h.Name, nil)
		}
		return c.ops
	}
	if n.Kind != flow.Stmt {
		return nil
	}
	switch s := n.Ast.(type) {
	case *ast.If:
		c.expr(s.Test)
	case *ast.While:
		c.expr(s.Test)
	case *ast.For:
		c.expr(s.Iter)
	case *ast.AsyncFor:
		c.expr(s.Iter)
		if id := f.holder(s.Iter); id >= 0 {
			c.add(op{kind: opIterate, name: id, at: s})
		}
	case *ast.With, *ast.AsyncWith:
		for _, item := range withItems(s) {
			if id, at := f.closing(item.ContextExpr); id >= 0 {
				c.add(op{kind: opGuard, name: id, at: at})
			} else {
				c.expr(item.ContextExpr)
			}
			if item.OptionalVars != nil {
				c.bind(item.OptionalVars, item.ContextExpr)
			}
		}
	case *ast.Match:
		c.expr(s.Subject)
	case *ast.Assign:
		c.expr(s.Value)
		for _, t := range s.Targets {
			c.bind(t, s.Value)
		}
	case *ast.AnnAssign:
		if s.Value != nil {
			c.expr(s.Value)
			c.bind(s.Target, s.Value)
		}
	case *ast.AugAssign:
		c.expr(s.Value)
		c.targets(s.Target)
	case *ast.Delete:
		for _, t := range s.Targets {
			c.targets(t)
		}
	case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef:
		c.targetNames(n.Ast)
	case *ast.Import, *ast.ImportFrom:
		c.targetNames(n.Ast)
	default:
		ast.Children(n.Ast, func(child ast.Node) {
			if x, ok := child.(ast.Expr); ok {
				c.expr(x)
			}
		})
	}
	return c.ops
}

func withItems(s ast.Node) []*ast.WithItem {
	switch s := s.(type) {
	case *ast.With:
		return s.Items
	case *ast.AsyncWith:
		return s.Items
	}
	return nil
}

// holder is the tracked name that an expression is, or -1.
func (f *function) holder(x ast.Expr) int {
	if n, ok := x.(*ast.Name); ok && n.Ctx == ast.Load {
		if id, ok := f.names[n.Ident]; ok && !f.shadow[n.Ident] {
			return id
		}
	}
	if name := f.aliased(x); name != "" {
		if id, ok := f.names[name]; ok && !f.shadow[name] {
			return id
		}
	}
	return -1
}

// aliased is the name whose generator an expression gives again: "gen",
// "aiter(gen)", "gen.__aiter__()", "aclosing(gen)" entered, or "".
func (f *function) aliased(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.Name:
		if x.Ctx == ast.Load {
			return x.Ident
		}
	case *ast.NamedExpr:
		return f.aliased(x.Value)
	case *ast.Await:
		// await stack.enter_async_context(aclosing(gen))
		if call, ok := x.Value.(*ast.Call); ok && len(call.Args) == 1 {
			if a, ok := call.Func.(*ast.Attribute); ok && a.Attr == "enter_async_context" {
				return f.closed(call.Args[0])
			}
		}
	case *ast.Call:
		if a, ok := x.Func.(*ast.Attribute); ok && a.Attr == "__aiter__" {
			return f.aliased(a.Value)
		}
		if n, ok := x.Func.(*ast.Name); ok && n.Ident == "aiter" && len(x.Args) == 1 {
			return f.aliased(x.Args[0])
		}
		return f.closed(x)
	}
	return ""
}

// closed is the name in "aclosing(gen)", in any of its spellings.
func (f *function) closed(x ast.Expr) string {
	call, ok := x.(*ast.Call)
	if !ok || len(call.Args) == 0 {
		return ""
	}
	for _, arg := range call.Args {
		n, ok := arg.(*ast.Name)
		if w, is := arg.(*ast.NamedExpr); is {
			n, ok = w.Target.(*ast.Name)
		}
		if !ok {
			continue
		}
		if _, tracked := f.names[n.Ident]; !tracked {
			continue
		}
		if f.a.infer.Closes(f.m, call, arg) {
			return n.Ident
		}
	}
	return ""
}

// closing is the tracked name that a with item closes at its end, and the call
// that says so; -1 for none.
func (f *function) closing(x ast.Expr) (int, ast.Node) {
	if name := f.closed(x); name != "" && !f.shadow[name] {
		if id, ok := f.names[name]; ok {
			return id, x
		}
	}
	return -1, nil
}

// collector gathers the ops of one node.
type collector struct {
	f   *function
	ops []op
}

func (c *collector) add(o op) { c.ops = append(c.ops, o) }

func (c *collector) clear(name string, value ast.Expr) {
	id, tracked := c.f.names[name]
	if !tracked {
		id = -1
	}
	c.add(op{kind: opClear, name: id, text: name, value: value})
}

// targets clears every name that a target binds.
func (c *collector) targets(t ast.Node) {
	ast.Inspect(t, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Name:
			if n.Ctx != ast.Load {
				c.clear(n.Ident, nil)
			} else {
				c.use(n)
			}
		}
		return true
	})
}

// targetNames clears what a def, class or import binds.
func (c *collector) targetNames(n ast.Node) {
	switch n := n.(type) {
	case *ast.FunctionDef:
		c.clear(n.Name, nil)
	case *ast.AsyncFunctionDef:
		c.clear(n.Name, nil)
	case *ast.ClassDef:
		c.clear(n.Name, nil)
	case *ast.Import:
		for _, a := range n.Names {
			c.clear(a.Name, nil)
			c.clear(a.Asname, nil)
		}
	case *ast.ImportFrom:
		for _, a := range n.Names {
			c.clear(a.Name, nil)
			c.clear(a.Asname, nil)
		}
	}
}

func (c *collector) bind(target, value ast.Expr) {
	switch t := target.(type) {
	case *ast.Name:
		c.bindName(t, value)
	case *ast.Tuple:
		c.bindEach(t.Elts, value)
	case *ast.List:
		c.bindEach(t.Elts, value)
	default:
		// An attribute, an item: uses of the value have been looked at.
		c.targets(target)
	}
}

func (c *collector) bindEach(targets []ast.Expr, value ast.Expr) {
	if v, ok := value.(*ast.Tuple); ok && len(v.Elts) == len(targets) {
		for i, t := range targets {
			c.bind(t, v.Elts[i])
		}
		return
	}
	for _, t := range targets {
		c.targets(t)
	}
}

func (c *collector) bindName(t *ast.Name, value ast.Expr) {
	f := c.f
	id, tracked := f.names[t.Ident]
	local := tracked && f.m.BlockAt(t).Resolve(t.Ident) == f.fn.Block
	for {
		w, ok := value.(*ast.NamedExpr)
		if !ok {
			break
		}
		value = w.Value
	}
	if s := f.siteOf[value]; s != nil {
		if !tracked || !local || f.shadow[t.Ident] {
			c.add(op{kind: opMake, name: -1, site: s, at: value})
			return
		}
		c.add(op{kind: opMake, name: id, site: s, at: value})
		return
	}
	if from := f.holder(value); from >= 0 {
		switch {
		case !local || f.shadow[t.Ident]:
			c.add(op{kind: opEscape, name: from, at: value})
		default:
			c.add(op{kind: opAlias, name: id, from: from, at: value, text: t.Ident})
		}
		return
	}
	c.clear(t.Ident, value)
}

// expr walks an expression for uses of names and for ":=".
func (c *collector) expr(x ast.Expr) {
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Lambda:
			return false
		case *ast.NamedExpr:
			c.expr(n.Value)
			c.bind(n.Target, n.Value)
			return false
		case *ast.Name:
			if n.Ctx == ast.Load {
				c.use(n)
			}
		}
		return true
	})
}

// use adds what one mention of a tracked name does.
func (c *collector) use(n *ast.Name) {
	f := c.f
	id, ok := f.names[n.Ident]
	if !ok || f.shadow[n.Ident] {
		return
	}
	if at := f.m.BlockAt(n); at != f.fn.Block && at.Resolve(n.Ident) != f.fn.Block {
		return
	}
	x, parent := ast.Expr(n), f.m.Parent(n)
	for {
		// "aiter(gen)" and "gen.__aiter__()" stand for gen.
		call, ok := parent.(*ast.Call)
		if a, is := parent.(*ast.Attribute); is && a.Attr == "__aiter__" {
			call, ok = f.m.Parent(a).(*ast.Call)
		}
		if !ok || ast.Expr(call) == x || f.aliased(call) != n.Ident || f.closed(call) != "" {
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
	case *ast.AsyncFor, *ast.If, *ast.While, *ast.Assert, *ast.Compare, *ast.UnaryOp, *ast.ExprStmt,
		*ast.FormattedValue, *ast.Match:
	case *ast.Assign, *ast.AnnAssign, *ast.NamedExpr, *ast.WithItem:
		c.stored(id, x, parent)
	case *ast.Tuple:
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
	m := c.f.m
	call, called := m.Parent(a).(*ast.Call)
	called = called && call.Func == ast.Expr(a)
	switch a.Attr {
	case "__anext__", "asend", "athrow":
		if !called {
			c.add(op{kind: opEscape, name: id, at: a})
			return
		}
		kind := opAdvance
		if a.Attr == "athrow" && c.throwsExit(call) {
			kind = opClose
		}
		c.awaitable(id, kind, call)
	case "aclose":
		if !called {
			c.add(op{kind: opGuard, name: id, at: a}) // stack.push_async_callback(gen.aclose)
			return
		}
		c.awaitable(id, opClose, call)
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
		if kind == opAdvance && c.f.endsHere(p, call) {
			kind = opExhaust
		}
		c.add(op{kind: kind, name: id, at: call})
	case *ast.ExprStmt:
		// Nothing runs; that is a rule's business.
	case *ast.Call:
		if _, ok := m.Parent(p).(*ast.Await); ok && isWaiter(c.f.a.infer.DottedName(m, p.Func)) {
			c.add(op{kind: kind, name: id, at: call})
			return
		}
		c.later(id, kind, call)
	default:
		c.later(id, kind, call)
	}
}

// endsHere reports a resumption that is there to see the generator end: inside
// "with pytest.raises(...)" or the like, by athrow, or alone in a try whose
// handler waits for StopAsyncIteration and does nothing.
func (f *function) endsHere(await *ast.Await, call *ast.Call) bool {
	if a, ok := call.Func.(*ast.Attribute); ok && a.Attr == "athrow" {
		return true
	}
	child := ast.Node(await)
	for at := f.m.Parent(await); at != nil && at != ast.Node(f.fn.Node); child, at = at, f.m.Parent(at) {
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
		if t, ok := at.(*ast.Try); ok && len(t.Body) == 1 && ast.Node(t.Body[0]) == child && len(t.Orelse) == 0 && len(t.Handlers) == 1 {
			h := t.Handlers[0]
			n, ok := h.Type.(*ast.Name)
			_, passes := h.Body[0].(*ast.Pass)
			if ok && n.Ident == "StopAsyncIteration" && passes {
				return true
			}
		}
	}
	return false
}

// later is an awaitable that something else will await, or may.
func (c *collector) later(id int, kind opKind, call *ast.Call) {
	if kind == opClose {
		c.add(op{kind: opGuard, name: id, at: call})
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
	switch name := f.a.infer.DottedName(f.m, call.Func); name {
	case "builtins.anext":
		if len(call.Args) > 0 && call.Args[0] == x {
			c.awaitable(id, opAdvance, call)
			return
		}
	case "builtins.hasattr", "builtins.isinstance", "builtins.print", "builtins.repr", "builtins.str", "builtins.id", "builtins.type",
		"builtins.callable", "builtins.bool", "inspect.isasyncgen", "inspect.isasyncgenfunction", "inspect.isawaitable",
		"inspect.iscoroutine", "inspect.getasyncgenstate", "inspect.getasyncgenlocals", "builtins.len":
		return
	}
	if f.closed(call) != "" {
		c.add(op{kind: opGuard, name: id, at: call}) // handed to an exit stack, or a with seen elsewhere
		return
	}
	c.helper(id, x, call)
}

// helper is a call of a function of the program.
func (c *collector) helper(id int, x ast.Expr, call *ast.Call) {
	f := c.f
	callee := f.a.infer.Expr(f.m, call.Func)
	param := -1
	if callee.Kind == infer.Function && !f.overridden(callee) {
		param = parameterOf(callee, call, x)
	}
	if param < 0 {
		c.add(op{kind: opEscape, name: id, at: x})
		return
	}
	sum := f.a.Summary(callee.Func, param)
	kind := sum.op()
	if callee.Func.Async {
		if _, ok := f.m.Parent(call).(*ast.Await); !ok {
			if f.spawner(call) != nil && (kind == opAdvance || kind == opExhaust || kind == opClose) {
				c.add(op{kind: opShare, name: id, at: call})
				return
			}
			kind = opEscape
		}
	}
	switch kind {
	case opReturn:
		// The helper hands the generator back.
		switch parent := f.m.Parent(call).(type) {
		case *ast.AsyncFor, *ast.ExprStmt:
		default:
			c.useAs(id, call, parent)
		}
		return
	case opIterate: // only looked at
		return
	}
	c.add(op{kind: kind, name: id, at: call})
}

// overridden reports a method in whose place that of a subclass may run.
func (f *function) overridden(callee infer.Value) bool {
	return callee.Func.Class != nil && len(f.a.infer.Overrides(f.m, callee.Func.Class, callee.Func.Name)) > 0
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
	case "asyncio.create_task", "asyncio.ensure_future", "asyncio.gather":
		return call
	}
	return nil
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
		for i, p := range params {
			if p.Arg == k.Arg {
				return i
			}
		}
	}
	return -1
}
