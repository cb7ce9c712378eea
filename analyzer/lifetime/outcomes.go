package lifetime

import (
	"slices"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

// Where what a resumption gives tells whether the generator has ended, as that of
// "anext(gen, default)" and of helpers that return None in the end, the search goes
// on with each of both. What the names then have that get it is known, and the
// tests of these say what the author means by them.

// Result is what an await gives, and the states in which the generator is then, as
// bits.
type Result struct {
	value *value
	ends  uint8
}

// gotten is what the await of has given.
type gotten struct {
	of    ast.Expr
	value *value
}

// tell are the states after a resumption that tells whether the generator has ended.
func (s *search) tell(o op, st state) (first state, others []state) {
	var out []state
	await := s.f.awaitOf(o.at)
	for i, r := range o.told {
		for end := created; end < gone; end++ {
			if r.ends&(1<<end) == 0 || st.st >= finished && end < finished || st.st == suspended && end == suspended && s.yieldsOnce() {
				continue
			}
			to := st
			if end != created && st.st < finished {
				to.st = end
			}
			to.got = s.f.gotOf(await, i, o.told)
			out = append(out, to)
		}
	}
	if len(out) == 0 {
		return st, nil
	}
	return out[0], out[1:]
}

// awaitOf is the await around a call.
func (f *function) awaitOf(call ast.Node) ast.Expr {
	for at := f.m.Parent(call); at != nil; at = f.m.Parent(at) {
		if await, ok := at.(*ast.Await); ok {
			return await
		}
		if _, ok := at.(ast.Stmt); ok {
			break
		}
	}
	return nil
}

// gotOf is the number by which a state knows what an await has given.
func (f *function) gotOf(await ast.Expr, i int, told []Result) uint8 {
	for k, g := range f.gots {
		if g.of == await && g.value == told[i].value {
			return uint8(k + 1)
		}
	}
	if len(f.gots) == 255 {
		return 0
	}
	f.gots = append(f.gots, gotten{await, told[i].value})
	return uint8(len(f.gots))
}

// toldBy are the results of "await anext(gen, default)", where somebody asks for them.
func (f *function) toldBy(await *ast.Await) []Result {
	_, instead := f.resumed(await)
	if instead == nil || !f.isAsked(await) {
		return nil
	}
	end := f.valueOf(instead)
	if end == nil {
		return nil
	}
	return []Result{{&value{kind: itemValue, not: end}, 1 << suspended}, {end, 1 << finished}}
}

// isAsked reports an await of which a name with tests gets the result, or the caller
// of a helper.
func (f *function) isAsked(await ast.Expr) bool {
	named := func(t ast.Expr) bool {
		asked := false
		ast.Inspect(t, func(n ast.Node) bool {
			if n, ok := n.(*ast.Name); ok {
				asked = asked || len(f.facts.about[n.Ident]) > 0
			}
			return !asked
		})
		return asked
	}
	parent := f.m.Parent(await)
	if t, ok := parent.(*ast.Tuple); ok {
		parent = f.m.Parent(t)
	}
	for f.summed {
		switch p := parent.(type) {
		case *ast.Compare, *ast.UnaryOp:
			parent = f.m.Parent(p)
			continue
		}
		break
	}
	switch p := parent.(type) {
	case *ast.Return:
		return f.summed
	case *ast.NamedExpr:
		return named(p.Target)
	case *ast.AnnAssign:
		return named(p.Target)
	case *ast.Assign:
		for _, t := range p.Targets {
			if named(t) {
				return true
			}
		}
	}
	return false
}

// toldByHelper are the results of a helper that takes a generator further: what it
// gives in the end is what it gives of no item.
func (f *function) toldByHelper(call *ast.Call, sum Summary) []Result {
	const over = 1<<finished | 1<<closed
	var end *value
	results := slices.Clone(sum.Results)
	for i, r := range results {
		results[i].value = f.atCall(call, r.value)
	}
	for _, r := range results {
		if r.ends&over == 0 {
			continue
		}
		if r.value == nil || end != nil && !sameResult(end, r.value) {
			end = nil
			break
		}
		end = r.value
	}
	var out []Result
	for _, r := range results {
		if r.ends&over == 0 {
			r.value = itemsOf(r.value, end)
		}
		out = append(out, r)
	}
	return out
}

// atCall puts what a call gives for a parameter in the place of that.
func (f *function) atCall(call *ast.Call, v *value) *value {
	switch {
	case v == nil:
	case v.kind == itemValue:
		if v.not == nil || v.not.kind != paramValue {
			break
		}
		end := f.atCall(call, v.not)
		if end == nil {
			return nil
		}
		return &value{kind: itemValue, not: end}
	case v.kind == paramValue:
		callee, call := f.a.called(f.m, call)
		if callee.Kind != infer.Function {
			return nil
		}
		if x := givenFor(callee, call, v.text); x != nil {
			return f.valueOf(x)
		}
		return nil
	}
	return v
}

// givenFor is what a call gives for a parameter, or its default; nil where that is
// not known.
func givenFor(callee infer.Value, call *ast.Call, name string) ast.Expr {
	for _, x := range append(slices.Clone(call.Args), valuesOf(call.Keywords)...) {
		if x.Kind() == ast.StarredKind {
			return nil
		}
		if i := parameterOf(callee, call, x); i >= 0 && callee.Func.Parameters()[i].Arg == name {
			return x
		}
	}
	for _, k := range call.Keywords {
		if k.Arg == "" {
			return nil
		}
		if k.Arg == name {
			return k.Value
		}
	}
	args, params := callee.Func.Args, callee.Func.Positional()
	for i, x := range args.Defaults {
		if params[len(params)-len(args.Defaults)+i].Arg == name {
			return constantOnly(x)
		}
	}
	for i, x := range args.KwDefaults {
		if x != nil && args.Kwonlyargs[i].Arg == name {
			return constantOnly(x)
		}
	}
	return nil
}

func valuesOf(keywords []*ast.Keyword) []ast.Expr {
	var out []ast.Expr
	for _, k := range keywords {
		out = append(out, k.Value)
	}
	return out
}

// constantOnly is an expression that means the same anywhere, or nil.
func constantOnly(x ast.Expr) ast.Expr {
	if x.Kind() == ast.ConstantKind {
		return x
	}
	return nil
}

func sameResult(v, w *value) bool {
	if v.kind == tupleValue && w.kind == tupleValue && len(v.parts) == len(w.parts) {
		for i := range v.parts {
			if v.parts[i] != w.parts[i] && (v.parts[i] == nil || w.parts[i] == nil || !sameResult(v.parts[i], w.parts[i])) {
				return false
			}
		}
		return true
	}
	equal, known := v.equals(w)
	return equal && known
}

// itemsOf makes items of what is not known of a result, where end is given in the end.
func itemsOf(v, end *value) *value {
	switch {
	case end == nil:
		return v
	case v == nil && end.kind != tupleValue:
		return &value{kind: itemValue, not: end}
	case v != nil && v.kind == tupleValue && end.kind == tupleValue && len(v.parts) == len(end.parts):
		out := &value{kind: tupleValue}
		for i, part := range v.parts {
			out.parts = append(out.parts, itemsOf(part, end.parts[i]))
		}
		return out
	}
	return v
}

// held is what name is known to get.
func (f *function) held(s state, name string, from setting) *value {
	if s.got > 0 && f.gots[s.got-1].of == from.value {
		return f.gots[s.got-1].value.part(from.part)
	}
	if from.part >= 0 || f.isShared(name) {
		return nil
	}
	v := f.valueOf(from.value)
	if v == nil {
		return f.itemFor(name, from.value)
	}
	if (v.kind == emptyValue || v.kind == fullValue) && !f.isPrivate(name) {
		return f.always(presentValue)
	}
	return v
}

// isShared reports a name that other functions may bind: a global, or one that a
// nested function declares nonlocal.
func (f *function) isShared(name string) bool {
	if shared, known := f.shared[name]; known {
		return shared
	}
	at := f.fn.Block.Bindings(name)
	shared := len(at) == 0
	for _, b := range at {
		shared = shared || b.Kind != index.BindParam && f.m.FunctionAt(b.Node) != f.fn
	}
	if f.shared == nil {
		f.shared = map[string]bool{}
	}
	f.shared[name] = shared
	return shared
}

// part is an element of a tuple, or the value itself for -1.
func (v *value) part(i int) *value {
	switch {
	case i < 0:
		return v
	case v == nil || v.kind != tupleValue || i >= len(v.parts):
		return nil
	}
	return v.parts[i]
}

// itemFor is what name gets of "await anext(gen)", where it is given something else
// once the generator has ended: "except StopAsyncIteration: item = None".
func (f *function) itemFor(name string, x ast.Expr) *value {
	if f.stepped(x) == nil {
		return nil
	}
	if v, known := f.items[name]; known {
		return v
	}
	var end *value
	for _, set := range f.asks.settings[name] {
		if v := f.valueOf(set.value); v != nil && set.part < 0 && f.isAfterEnd(set.value) {
			end = &value{kind: itemValue, not: v}
		}
	}
	if f.items == nil {
		f.items = map[string]*value{}
	}
	f.items[name] = end
	return end
}

// stepped is the generator in "await anext(gen)", which raises in the end; or nil.
func (f *function) stepped(x ast.Expr) ast.Expr {
	await, ok := x.(*ast.Await)
	if !ok {
		return nil
	}
	call, ok := await.Value.(*ast.Call)
	if ok && len(call.Args) > 0 && isWaiter(f.a.infer.DottedName(f.m, call.Func)) {
		call, ok = call.Args[0].(*ast.Call)
	}
	if !ok {
		return nil
	}
	switch fn := call.Func.(type) {
	case *ast.Name:
		if fn.Ident == "anext" && len(call.Args) == 1 {
			return call.Args[0]
		}
	case *ast.Attribute:
		if fn.Attr == "__anext__" || fn.Attr == "asend" {
			return fn.Value
		}
	}
	return nil
}

// returnFacts are what is to be known of the names that a helper returns.
func (f *function) returnFacts() []fact {
	var out []fact
	for _, n := range f.asks.returned {
		if !f.isTelling(n.Ident) {
			continue
		}
		for _, set := range f.asks.settings[n.Ident] {
			v := f.valueOf(set.value)
			switch {
			case v == nil || set.part >= 0:
			case v.kind == emptyValue || v.kind == fullValue:
				out = append(out, fact{atom: n.Ident, subject: n.Ident, test: n, name: n.Ident})
			case f.lasting(set.value) != nil && v.kind != tupleValue:
				text := f.m.Source().Slice(set.value.Span())
				op := " == "
				if v.kind == noneValue {
					op = " is "
				}
				out = append(out, fact{atom: n.Ident + op + text, subject: n.Ident, among: &value{kind: choiceValue, parts: []*value{v}}})
			}
		}
	}
	return out
}

// isAfterEnd reports an expression in a handler for StopAsyncIteration.
func (f *function) isAfterEnd(x ast.Node) bool {
	for at := f.m.Parent(x); at != nil && at != ast.Node(f.fn.Node); at = f.m.Parent(at) {
		if h, ok := at.(*ast.ExceptHandler); ok && namesEnd(h.Type) {
			return true
		}
	}
	return false
}

// isTelling reports a name of which the values that it gets decide tests.
func (f *function) isTelling(name string) bool {
	if tells, known := f.facts.telling[name]; known {
		return tells
	}
	tells := false
	if f.isShared(name) {
		return false
	}
	for _, set := range f.asks.settings[name] {
		if gen, _ := f.tells(set.value); gen != nil {
			tells = true
			break
		}
		if from, ok := set.value.(*ast.Name); ok && from.Ident != name {
			f.facts.telling[name] = false // for names that get each other's values
			tells = tells || f.isTelling(from.Ident)
		}
		if v := f.valueOf(set.value); v != nil && set.part < 0 {
			_, last := cutLast(v.text)
			tells = tells || v.kind != presentValue && v.kind != tupleValue && (v.kind != symbolValue || isShouted(last))
		}
	}
	f.facts.telling[name] = tells
	return tells
}

// tells finds the generator of which an expression tells whether it has ended: of
// "await anext(gen, default)", alone or in a comparison, and "await helper(gen)".
func (f *function) tells(x ast.Expr) (gen ast.Expr, helper bool) {
	if sides, _, ok := comparison(x); ok {
		for _, side := range sides {
			if w, ok := side.(*ast.NamedExpr); ok {
				side = w.Value
			}
			if side.Kind() == ast.AwaitKind {
				if gen, helper = f.tells(side); gen != nil {
					return gen, helper
				}
			}
		}
		return nil, false
	}
	if gen, _ := f.resumed(x); gen != nil {
		return gen, false
	}
	await, ok := x.(*ast.Await)
	if !ok {
		return nil, false
	}
	call, ok := await.Value.(*ast.Call)
	if !ok {
		return nil, false
	}
	for _, arg := range f.reachedBy(call) {
		if f.holder(arg) < 0 {
			continue
		}
		if sum, fn := f.a.Handed(f.m, call, arg); fn != nil && fn.Async && len(sum.Results) > 1 && sum.op() == opMix {
			return arg, true
		}
	}
	return nil, false
}

// testGotten is the outcome of a test of what an await in it has given.
func (f *function) testGotten(x ast.Expr, s state) (outcome, known bool) {
	if s.got == 0 {
		return false, false
	}
	g := f.gots[s.got-1]
	side := func(x ast.Expr) (v *value, mine bool) {
		if w, ok := x.(*ast.NamedExpr); ok {
			x = w.Value
		}
		if x == g.of {
			return g.value, true
		}
		return f.valueOf(x), false
	}
	if c, ok := x.(*ast.Compare); ok {
		if len(c.Ops) != 1 {
			return false, false
		}
		left, l := side(c.Left)
		right, r := side(c.Comparators[0])
		if l == r {
			return false, false
		}
		return compare(left, c.Ops[0], right)
	}
	if v, mine := side(x); mine {
		return v.truth()
	}
	return false, false
}
