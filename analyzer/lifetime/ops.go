package lifetime

import (
	"strconv"

	"github.com/asynctools/asynctools/analyzer/flow"
	"github.com/asynctools/asynctools/syntax/ast"
)

// op is one thing that a node of the graph does with a name, in order.
type op struct {
	kind   opKind
	name   int      // the name it is done to; of make, alias and clear, that which is bound
	from   int      // of alias: the name read
	site   *Site    // of make
	at     ast.Node // the expression
	text   string   // of clear: the name as written, tracked or not
	value  ast.Expr // of clear: what it gets, if that is known
	part   int      // of clear: which part of that, from 1 on; 0 for all
	holds  *value   // of fill: what it holds now
	told   []Result // of advance and mix: what it gives, if that tells whether it has ended
	loops  bool     // of what a helper does: it iterates it
	closes bool     // of exhaust: a helper does it, by closing, unless something else raises before
	tasked bool     // of advance: a task does it
	ends   uint8    // of mix: the states, as bits; created stands for that before
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
	opLeave                 // the with that closes it is left
	opThrow                 // an exception is thrown into it
	opHold                  // a loop over the container with it begins
	opForget                // an aclose is made and not awaited
	opTell                  // a task that took it further tells whether it has ended
	opFill                  // a container gets items, or loses some
	opMix                   // it is left in one of several states
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
			if _, followed := f.loops[s]; followed || f.streams[s] != nil {
				return nil // see pick and next
			}
			c.targets(s.Target)
		case *ast.AsyncFor:
			c.targets(s.Target)
		}
		return c.ops
	}
	if n.Kind == flow.Leave {
		for _, item := range withItems(n.Ast) {
			if id, at := f.closing(item.ContextExpr); id >= 0 {
				c.add(op{kind: opLeave, name: id, at: at})
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
		if r := f.rounds[s]; r != nil {
			c.enter(r)
		}
	case *ast.AsyncFor:
		c.expr(s.Iter)
		if site := f.siteOf[s.Iter]; site != nil {
			c.add(op{kind: opMake, name: -1, site: site, at: s})
		} else if id := f.holder(s.Iter); id >= 0 {
			c.add(op{kind: opIterate, name: id, at: s})
		}
	case *ast.With, *ast.AsyncWith:
		for _, item := range withItems(s) {
			if id, at := f.closing(item.ContextExpr); id >= 0 {
				c.named(at.(*ast.Call))
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
		c.storedToo(s.Targets)
	case *ast.AnnAssign:
		if s.Value != nil {
			c.expr(s.Value)
			c.bind(s.Target, s.Value)
		}
	case *ast.AugAssign:
		c.expr(s.Value)
		c.targets(s.Target)
		c.count(s)
	case *ast.Delete:
		for _, t := range s.Targets {
			c.targets(t)
			c.deleteBoxes(t)
		}
	case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef:
		c.header(n.Ast)
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

// storedToo is what "gen = self.gen = agen()" does: the name gets what others can
// reach as well.
func (c *collector) storedToo(targets []ast.Expr) {
	if len(targets) < 2 {
		return
	}
	for _, t := range targets {
		for _, other := range targets {
			if t != other {
				c.alsoIn(t, other)
			}
		}
	}
}

// alsoIn lets go of the names in a target that get what another target of the same
// assignment puts where others can reach it: element by element, where both have as many.
func (c *collector) alsoIn(t, other ast.Expr) {
	names, stores := targetElements(t), targetElements(other)
	if len(names) > 0 && len(names) == len(stores) {
		for i := range names {
			c.alsoIn(names[i], stores[i])
		}
		return
	}
	stored := false
	ast.Inspect(other, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Attribute, *ast.Subscript:
			stored = true
		case *ast.Name:
			stored = stored || !c.isOwn(n) // global, nonlocal
		}
		return !stored
	})
	if !stored {
		return
	}
	ast.Inspect(t, func(n ast.Node) bool {
		if n, ok := n.(*ast.Name); ok && n.Ctx == ast.Store && c.isOwn(n) {
			if id, tracked := c.f.names[n.Ident]; tracked && !c.f.shadow[n.Ident] {
				c.add(op{kind: opEscape, name: id, at: n})
			}
		}
		return true
	})
}

func (c *collector) isOwn(n *ast.Name) bool {
	return c.f.m.BlockAt(n).Resolve(n.Ident) == c.f.fn.Block
}

// targetElements are those of a tuple or list, or nil if one is starred.
func targetElements(t ast.Expr) []ast.Expr {
	var elts []ast.Expr
	switch t := t.(type) {
	case *ast.Tuple:
		elts = t.Elts
	case *ast.List:
		elts = t.Elts
	}
	for _, e := range elts {
		if e.Kind() == ast.StarredKind {
			return nil
		}
	}
	return elts
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
	case *ast.Subscript, *ast.Attribute:
		if a, ok := x.(*ast.Attribute); ok && f.isMethod[a] {
			return f.aliased(a.Value)
		}
		if isLoaded(x) {
			return f.slotOf(x)
		}
	case *ast.NamedExpr:
		if t, ok := x.Target.(*ast.Name); ok {
			if _, tracked := f.names[t.Ident]; tracked {
				return t.Ident
			}
		}
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
		if slot := f.popped(x); slot != "" {
			return slot
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
		name := ""
		switch x := arg.(type) {
		case *ast.Name:
			name = x.Ident
		case *ast.NamedExpr:
			if t, ok := x.Target.(*ast.Name); ok {
				name = t.Ident
			}
		case *ast.Subscript, *ast.Attribute:
			name = f.slotOf(x)
		}
		if _, tracked := f.names[name]; tracked && f.a.infer.Closes(f.m, call, arg) {
			return name
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

// clearPart is a name that gets a part of what is unpacked.
func (c *collector) clearPart(name string, value ast.Expr, part int) {
	c.clear(name, value)
	c.ops[len(c.ops)-1].part = part + 1
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
				c.store(n)
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
		if c.bindCrossed(targets, v.Elts) {
			return
		}
		for i, t := range targets {
			c.bind(t, v.Elts[i])
		}
		return
	}
	if box, ok := value.(*ast.Name); ok && len(c.f.boxes[box.Ident]) == len(targets) && !c.f.shadow[box.Ident] {
		if s, ok := c.f.m.Parent(value).(*ast.Assign); ok && c.f.isUnboxed(box, s) {
			for i, t := range targets {
				c.unbox(t, c.f.slotAt(box, i), value)
			}
			return
		}
	}
	for i, t := range targets {
		name, ok := t.(*ast.Name)
		if s := c.f.partOf[partKey{value, strconv.Itoa(i)}]; ok && s != nil && !c.f.shadow[name.Ident] {
			c.add(op{kind: opMake, name: c.f.names[name.Ident], site: s, at: value})
			continue
		}
		if ok && len(c.f.facts.about[name.Ident]) > 0 {
			c.clearPart(name.Ident, value, i)
			continue
		}
		c.targets(t)
	}
}

// unbox gives a target the element of a box.
func (c *collector) unbox(target ast.Expr, slot string, at ast.Expr) {
	from, boxed := c.f.names[slot]
	name, ok := target.(*ast.Name)
	switch {
	case !boxed:
		c.targets(target)
	case !ok:
		c.targets(target)
		c.add(op{kind: opEscape, name: from, at: at})
	default:
		id, tracked := c.f.names[name.Ident]
		if !tracked || c.f.shadow[name.Ident] || c.f.m.BlockAt(name).Resolve(name.Ident) != c.f.fn.Block {
			c.clear(name.Ident, nil)
			c.add(op{kind: opEscape, name: from, at: at})
			return
		}
		c.add(op{kind: opAlias, name: id, from: from, at: at, text: name.Ident})
	}
}

func (c *collector) bindName(t *ast.Name, value ast.Expr) {
	f := c.f
	if len(f.boxes[t.Ident]) > 0 {
		c.bindBox(t.Ident, value)
		return
	}
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
			if slot := f.popped(value); slot != "" {
				c.add(op{kind: opClear, name: from, text: slot})
			}
		}
		return
	}
	c.clear(t.Ident, value)
}

// named binds what "aclosing(gen := agen())" names before it closes that.
func (c *collector) named(call *ast.Call) {
	for _, arg := range call.Args {
		if w, ok := arg.(*ast.NamedExpr); ok {
			c.expr(w.Value)
			c.bind(w.Target, w.Value)
		}
	}
}

// header is what a definition evaluates where it stands: its decorators, the
// defaults of its parameters and the bases of a class. A generator that one of
// them reads is kept by what is defined.
func (c *collector) header(def ast.Node) {
	ast.Children(def, func(child ast.Node) {
		switch x := child.(type) {
		case ast.Stmt: // the body: what it reads of the names is seen by prepare
		case ast.Expr:
			c.expr(x)
		case *ast.Keyword:
			c.expr(x.Value)
		case *ast.Arguments:
			c.defaults(x)
		}
	})
}

func (c *collector) defaults(args *ast.Arguments) {
	for _, x := range args.Defaults {
		c.expr(x)
	}
	for _, x := range args.KwDefaults {
		if x != nil {
			c.expr(x)
		}
	}
}

// expr walks an expression for uses of names and for ":=".
func (c *collector) expr(x ast.Expr) {
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Lambda:
			c.defaults(n.Args)
			return false
		case *ast.NamedExpr:
			c.expr(n.Value)
			c.bind(n.Target, n.Value)
			if t, ok := n.Target.(*ast.Name); ok {
				if id, tracked := c.f.names[t.Ident]; tracked && !c.f.shadow[t.Ident] && c.f.holder(n.Value) < 0 {
					c.useAs(id, n, c.f.m.Parent(n)) // keep(gen := agen())
				}
			}
			return false
		case *ast.Await:
			c.waitedFor(n)
		case *ast.Call:
			c.fill(n)
			c.runInner(n)
			c.runPartial(n)
		case *ast.Name:
			if n.Ctx == ast.Load {
				c.use(n)
			}
		}
		return true
	})
}
