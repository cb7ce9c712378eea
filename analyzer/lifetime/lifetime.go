// Package lifetime follows each async generator that a function makes and
// holds under local names, along every way through the function.
//
// A Site is an expression that makes a generator for a name. From the entry of
// the function the search carries one generator at a time: whether it has been
// made, started, run to its end or closed, which names hold it, and which of
// the function's tests are decided by what went before. So an "if" that guards
// the creation also guards the aclose, an alias keeps a generator alive, and
// "if gen is not None" tells what it says.
//
// A generator that gets out of sight (returned, stored, passed to code that is
// not known) is nobody's finding. What a helper does with the generator it is
// given is known from a Summary of the helper, found in the same way with the
// parameter as the site.
package lifetime

import (
	"github.com/asynctools/asynctools/analyzer/flow"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// Site is one expression of a function that makes an async generator which
// local names, or a loop, hold.
type Site struct {
	Expr  ast.Expr // the value that is bound
	Value infer.Value
	Stmt  ast.Node // the assignment, or the loop over a container
	Key   string   // which element of what Expr gives, where that is a container that a helper makes

	// Left is a way on which the generator stays suspended and open, shown by
	// the text of the function. Closed is one on which the function, a generator
	// itself, is closed at a yield; Thrown one that only an exception or a
	// cancellation takes. The latter are for sites without Left. Each may be nil.
	Left, Closed, Thrown *Way

	// Exits are the statements on the ways that leave the generator open which
	// jump while it is suspended: return, raise and break, and those with a yield
	// at which the function is closed.
	Exits map[ast.Node]bool

	// Loop is set where no name but only this loop holds the generator.
	Loop *ast.AsyncFor

	Closers  []ast.Node      // the calls of aclose, and what else closes it
	Advances []ast.Node      // what resumes it: anext, asend; loops are in Loops
	Loops    []*ast.AsyncFor // the loops over it
	Again    []ast.Node      // loops and comprehensions that always find it finished
	Refound  []ast.Node      // loops that find it finished on some way
	Shared   []*ast.Call     // coroutines for tasks that run over it
	Beside   []*ast.Call     // those of them that are made when there is such a task already
	Nested   []*ast.AsyncFor // loops inside another loop over it that take all it has left
	Dropped  []*ast.Call     // calls of aclose that nobody awaits
	Early    []*ast.Call     // calls of asend that always find it not started
	Escapes  bool            // on some way it gets out of sight
	Unknown  bool            // the function was too large to follow it
	Ended    bool            // on some way it is run to its end
	Shut     bool            // on some way it is closed while it is suspended
	Idle     bool            // on no way is it iterated, closed or out of sight

	perhaps bool     // Expr is run on some ways only: "given or rows()"
	test    ast.Expr // what decides, if that is known
	holds   bool     // and its outcome where Expr is run

	param int // the number of the parameter that stands for the site, or -1
	ends  ends
}

// Way is how control leaves an open generator behind.
type Way struct {
	Resumed ast.Node // what resumed it last; a loop, or an expression
	Leaves  ast.Node // the statement that leaves: return, raise, break, what raises, what drops the name; nil for the end of the function
	Ended   bool     // another generator ended at Leaves, and StopAsyncIteration is handled
	Closed  bool     // Leaves is a yield at which the function itself was closed
	Dropped bool     // the last name that held it was bound anew or deleted at Leaves
	Tests   []Test   // the tests that decide for this way after the generator was resumed, in order
}

// Test is a branch taken.
type Test struct {
	Stmt  ast.Node // If or While
	Holds bool
}

// Analysis answers for the functions of a workspace. It is not safe for
// concurrent use; make one for each file that is checked.
type Analysis struct {
	infer *infer.Engine
	graph func(*index.Function) *flow.Graph

	functions map[*index.Function][]*Site
	summaries map[summaryKey]Summary
	passages  map[summaryKey]Passage
	depth     int
	spare     *function // one that is used no more
}

// New makes an Analysis. graph gives the control flow of a function, or nil
// when that is not known.
func New(engine *infer.Engine, graph func(*index.Function) *flow.Graph) *Analysis {
	return &Analysis{
		infer: engine, graph: graph,
		functions: map[*index.Function][]*Site{},
		summaries: map[summaryKey]Summary{},
		passages:  map[summaryKey]Passage{},
	}
}

// Sites are the generators that fn holds, in source order.
func (a *Analysis) Sites(fn *index.Function) []*Site {
	before := a.infer.VisitBody(fn)
	defer a.infer.At(before)
	if sites, ok := a.functions[fn]; ok {
		return sites
	}
	a.functions[fn] = nil // a function that needs itself for an answer gets none
	f := newFunction(a, fn)
	f.findSites()
	if len(f.sites) == 0 {
		a.spare = f // as most are
		return nil
	}
	if f.prepare() {
		f.followAll()
		a.functions[fn] = f.sites
	}
	return a.functions[fn]
}

// function is one function while its sites are followed.
type function struct {
	a  *Analysis
	fn *index.Function
	m  *index.Module
	g  *flow.Graph

	sites   []*Site
	siteOf  map[ast.Expr]*Site
	partOf  map[partKey]*Site // those made as elements of a container
	boxes   map[string][]infer.Part
	rounds  map[*ast.For]*round
	streams map[*ast.For]*stream
	names   map[string]int // local names that may hold a generator, numbered
	named   []string       // by number
	shadow  map[string]bool
	loops   map[ast.Node]int // loops over and aclosing calls of generators, numbered above the names
	loopOf  []ast.Node       // by number, above the names
	holders holders
	ops     [][]op // by flow.Node.ID
	opsDone []bool
	facts   facts
	asks    *conditions
	cases   map[*flow.Node]matchCase
	values  map[ast.Expr]*value
	gots    []gotten
	items   map[string]*value // the answers of itemFor
	tuples  map[*ast.Tuple][]*value
	foreign map[*value]*value   // the answers of abroad
	choices map[ast.Expr]*value // the answers of members
	shared  map[string]bool     // the answers of isShared
	private map[string]bool     // containers that nobody else can fill

	plainest map[valueKind]*value
	summed   bool // for a summary: what it returns is asked for

	kwarg    string                        // the box that is "**kwarg", see addRest
	followed string                        // for a summary: the name of what is given
	inner    map[*index.Function]*ast.Name // nested functions that read a followed name, and where, see findInner

	lends bool            // a yield of a generator is a resumption: the body of a with has it then, see Lends
	given map[string]byte // by parameter: what is known of it, see letterOf

	// Of a large function, see followAll:
	begin     map[bool]map[*Site][]state // where sites are made, by whether the function may be closed
	mentioned []source.Pos               // by number of a name: how far down it is mentioned
	work      int                        // states looked at

	looks map[*ast.Call]bool // the answers of isTrueOfGenerator

	methods  map[string]string // names that are given a method of a generator: "step = gen.__anext__"
	isMethod map[*ast.Attribute]bool

	awaitsEnd bool // StopAsyncIteration is mentioned: see ended
}

func newFunction(a *Analysis, fn *index.Function) *function {
	f := a.spare
	if a.spare = nil; f == nil {
		f = new(function)
	}
	*f = function{a: a, fn: fn, m: fn.Module}
	return f
}

// findSites looks through the assignments of the function's names.
func (f *function) findSites() {
	type bound struct {
		name string
		at   index.Binding
	}
	var assigned []bound
	f.fn.Block.Names(func(name string, at []index.Binding) {
		for _, b := range at {
			if b.Kind == index.BindAssign && b.Value != nil && f.m.FunctionAt(b.Node) == f.fn { // not by a nested function's nonlocal
				assigned = append(assigned, bound{name, b})
			}
		}
	})
	look := f.survey()
	for _, b := range assigned {
		if f.siteOf[b.at.Value] == nil && canMake(b.at.Value) && (!isIndirect(b.at.Value) || look.resumed[b.name]) {
			x := b.at.Value
			s := &Site{Expr: x, Stmt: b.at.Stmt, perhaps: mayBeNothing(x), param: -1}
			v, ok := f.made(x)
			if !ok && s.perhaps && s.alternative(x) {
				v, ok = f.made(s.Expr)
			}
			if ok {
				s.Value = v
				f.noteSite(b.at.Value, s)
			}
		}
		if f.siteOf[b.at.Value] != nil {
			f.addName(b.name)
		}
	}
	for _, loop := range look.asyncLoops {
		f.addLoopSite(loop)
	}
	for _, s := range look.assigns {
		for _, t := range s.Targets {
			f.addPairs(t, s, look)
		}
	}
	for _, b := range assigned {
		if look.indexed[b.name] && f.siteOf[b.at.Value] == nil && index.BoundOnce(f.fn.Block.Bindings(b.name)) {
			f.addBox(b.name, b.at)
		}
	}
	for _, s := range look.assigns {
		if len(f.boxes) > 0 {
			f.addUnboxed(s)
		}
	}
	for _, loop := range look.loops {
		over, target := unwrapped(loop)
		if name, ok := target.(*ast.Name); ok && (isDisplay(over) || len(f.boxes) > 0 || look.resumed[name.Ident]) {
			f.addRound(loop)
		}
		if f.rounds[loop] == nil {
			f.addStream(loop, look)
		}
	}
	sortSites(f.sites)
	f.addAliases()
	for _, s := range look.assigns {
		f.addCrossing(s)
	}
}

// addPairs notes the generators of "a, b = agen(), agen()".
func (f *function) addPairs(target ast.Expr, s *ast.Assign, look *survey) {
	t, ok := target.(*ast.Tuple)
	if !ok {
		return
	}
	v, isTuple := s.Value.(*ast.Tuple)
	if !isTuple {
		f.addUnpacked(t, s, look)
		return
	}
	if len(t.Elts) != len(v.Elts) {
		return
	}
	for i, x := range v.Elts {
		name, ok := t.Elts[i].(*ast.Name)
		if !ok || !canMake(x) || f.siteOf[x] != nil {
			continue
		}
		if got, ok := f.made(x); ok {
			site := &Site{Expr: x, Value: got, Stmt: s, param: -1}
			f.noteSite(x, site)
			f.addName(name.Ident)
		}
	}
}

// addLoopSite notes a loop that makes what it iterates.
func (f *function) addLoopSite(loop *ast.AsyncFor) {
	if loop.Iter == nil {
		return
	}
	v, _ := f.a.infer.Iterated(f.m, loop.Iter)
	if v.Kind == infer.AsyncGenerator && !v.Fresh {
		v, _ = f.made(loop.Iter)
	}
	if isFresh(v) {
		s := &Site{Expr: loop.Iter, Value: v, Stmt: loop, Loop: loop, param: -1}
		f.noteSite(loop.Iter, s)
	}
}

func (f *function) noteSite(x ast.Expr, s *Site) {
	if f.siteOf == nil {
		f.siteOf = map[ast.Expr]*Site{}
	}
	f.siteOf[x] = s
	f.sites = append(f.sites, s)
}

func (f *function) addName(name string) {
	if f.names == nil {
		f.names = map[string]int{}
	}
	if _, ok := f.names[name]; !ok {
		f.names[name] = len(f.names)
		f.named = append(f.named, name)
	}
}

// addAliases finds the names that get their value from one that is tracked.
func (f *function) addAliases() {
	for more := len(f.names) > 0; more; {
		before := len(f.names)
		f.fn.Block.Names(func(name string, at []index.Binding) {
			if len(at) == 1 {
				f.addMethod(name, at[0])
			}
			for _, b := range at {
				if b.Value == nil {
					continue
				}
				if source := f.aliased(b.Value); source != "" && (b.Kind == index.BindAssign || b.Kind == index.BindWith) {
					f.addName(name)
				}
			}
		})
		more = len(f.names) > before
	}
}

// canMake reports an expression that may make a generator: a call, an access
// to a property, a choice between such.
func canMake(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Call, *ast.Attribute, *ast.GeneratorExp:
		return true
	case *ast.Await:
		return canMake(x.Value)
	case *ast.Subscript:
		return canMake(x.Value)
	case *ast.IfExp:
		return canMake(x.Body) || canMake(x.Orelse)
	case *ast.BoolOp:
		for _, v := range x.Values {
			if canMake(v) {
				return true
			}
		}
	case *ast.NamedExpr:
		return canMake(x.Value)
	}
	return false
}

// isIndirect reports an expression that seldom makes a generator, and takes
// long to look into.
func isIndirect(x ast.Expr) bool {
	switch x.(type) {
	case *ast.Await, *ast.Subscript:
		return true
	}
	return false
}

// survey is what one walk through a function finds of interest.
type survey struct {
	asyncLoops []*ast.AsyncFor
	loops      []*ast.For
	assigns    []*ast.Assign   // to several names at once
	resumed    map[string]bool // names that are iterated, resumed or closed
	indexed    map[string]bool // names of which elements are taken
}

func (f *function) survey() *survey {
	out := &survey{resumed: map[string]bool{}, indexed: map[string]bool{}}
	note := func(to map[string]bool, x ast.Expr) {
		switch x := x.(type) {
		case *ast.Name:
			to[x.Ident] = true
		case *ast.Attribute:
			if n, ok := x.Value.(*ast.Name); ok {
				out.indexed[n.Ident] = true // "async for x in box.rows"
			}
		}
	}
	resumes := f.m.Mentions("anext") || f.m.Mentions("async for") || f.m.Mentions("asend")
	gathers := f.m.Mentions("gather(") && f.m.Mentions("anext") // see resumesEach
	visit := func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef, *ast.Lambda:
			return false
		case *ast.AsyncFor:
			out.asyncLoops = append(out.asyncLoops, n)
			note(out.resumed, n.Iter)
		case *ast.For:
			out.loops = append(out.loops, n)
			over, _ := unwrapped(n)
			note(out.indexed, over)
		case *ast.Assign:
			if _, ok := n.Targets[0].(*ast.Tuple); ok || len(n.Targets) > 1 {
				out.assigns = append(out.assigns, n)
				if resumes {
					note(out.indexed, n.Value)
				}
			}
		case *ast.Subscript:
			note(out.indexed, n.Value)
		case *ast.Attribute:
			switch n.Attr {
			case "aclose", "asend", "athrow", "__anext__", "__aiter__":
				note(out.resumed, n.Value)
			case "pop":
				if resumes {
					note(out.indexed, n.Value)
				}
			}
		case *ast.Comprehension:
			if !gathers {
				break
			}
			note(out.indexed, n.Iter)
			if call, ok := n.Iter.(*ast.Call); ok && len(call.Args) == 0 {
				if a, ok := call.Func.(*ast.Attribute); ok && a.Attr == "values" {
					note(out.indexed, a.Value)
				}
			}
		case *ast.Call:
			if name, ok := n.Func.(*ast.Name); ok && (name.Ident == "anext" || name.Ident == "aiter") && len(n.Args) > 0 {
				note(out.resumed, n.Args[0])
			} else if ok && gathers && name.Ident == "map" && len(n.Args) == 2 {
				note(out.indexed, n.Args[1])
			}
		}
		return true
	}
	for _, s := range f.fn.Body {
		ast.Inspect(s, visit)
	}
	return out
}

func isDisplay(x ast.Expr) bool {
	switch x.(type) {
	case *ast.List, *ast.Tuple, *ast.Dict:
		return true
	}
	return false
}

// mayBeNothing reports a value that is a generator on some ways only.
func mayBeNothing(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.IfExp:
		return !canMake(x.Body) || !canMake(x.Orelse)
	case *ast.BoolOp:
		return true
	}
	return false
}

// alternative makes a site of the call in "given or rows()", and in "rows() if
// given is None else given": the one that is made where nothing is given.
func (s *Site) alternative(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.BoolOp:
		if x.Op == ast.Or && len(x.Values) == 2 && isPlace(x.Values[0]) && isCall(x.Values[1]) {
			s.Expr, s.test, s.holds = x.Values[1], x.Values[0], false
			return true
		}
	case *ast.IfExp:
		switch {
		case isCall(x.Body) && isPlace(x.Orelse):
			s.Expr, s.test, s.holds = x.Body, x.Test, true
			return true
		case isPlace(x.Body) && isCall(x.Orelse):
			s.Expr, s.test, s.holds = x.Orelse, x.Test, false
			return true
		}
	}
	return false
}

func isCall(x ast.Expr) bool { return x.Kind() == ast.CallKind }

// isPlace reports what gives something that is there already.
func isPlace(x ast.Expr) bool {
	switch x.(type) {
	case *ast.Name, *ast.Attribute, *ast.Constant:
		return true
	}
	return false
}

// prepare builds what the search needs; false where the function is too large,
// or a nested function sees one of the names, which makes its order of events
// unknown.
func (f *function) prepare() bool {
	if f.g = f.a.graph(f.fn); f.g == nil {
		return false
	}
	f.awaitsEnd = f.m.Mentions("StopAsyncIteration")
	if len(f.names)+len(f.boxes)+len(f.rounds) > 0 {
		f.shadow = map[string]bool{}
		f.findShadowed()
	}
	for name, parts := range f.boxes {
		for _, p := range parts {
			f.shadow[slotName(name, p.Key)] = f.shadow[name]
		}
	}
	for _, r := range f.rounds {
		if r.target != r.binds {
			f.shadow[r.target] = f.shadow[r.box]
		}
	}
	for _, n := range f.g.Nodes {
		if loop, ok := n.Ast.(*ast.For); ok {
			if r, known := f.rounds[loop]; known {
				f.addRoundBits(r)
			}
		}
		if loop, ok := n.Ast.(*ast.AsyncFor); ok && (f.holder(loop.Iter) >= 0 || f.siteOf[loop.Iter] != nil) {
			f.addLoop(loop)
		}
		for _, item := range withItems(n.Ast) {
			if id, call := f.closing(item.ContextExpr); id >= 0 {
				f.addLoop(call)
			}
		}
	}
	f.holders.bit = make([]uint8, len(f.named)+len(f.loopOf))
	f.ops = make([][]op, len(f.g.Nodes))
	f.opsDone = make([]bool, len(f.g.Nodes))
	f.findCases()
	f.facts.collect(f)
	return true
}

func (f *function) addLoop(n ast.Node) {
	if f.loops == nil {
		f.loops = map[ast.Node]int{}
	}
	if _, have := f.loops[n]; !have {
		f.loops[n] = len(f.named) + len(f.loopOf)
		f.loopOf = append(f.loopOf, n)
	}
}

func (f *function) addRoundBits(r *round) {
	if _, have := f.loops[r.loop]; have || f.shadow[r.target] || len(r.keys) > maxElements {
		return
	}
	r.first = len(f.named) + len(f.loopOf)
	if f.loops == nil {
		f.loops = map[ast.Node]int{}
	}
	f.loops[r.loop] = r.first
	for range len(r.keys) + 1 {
		f.loopOf = append(f.loopOf, r.loop)
	}
}

func sortSites(sites []*Site) {
	for i := 1; i < len(sites); i++ {
		for j := i; j > 0 && sites[j].Expr.Pos() < sites[j-1].Expr.Pos(); j-- {
			sites[j], sites[j-1] = sites[j-1], sites[j]
		}
	}
}
