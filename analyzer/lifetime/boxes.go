package lifetime

import (
	"strconv"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

// A box is a local name of a list, tuple or dict that is made in one place and
// not changed later, so that its elements can be followed like names: the
// element of d["a"] is held under the name `d["a"]`.

// slotName is the name of one element.
func slotName(box, key string) string { return box + "[" + key + "]" }

// made is the generator that x makes, if nothing else can hold it: also one
// that is picked out of a container that only x has.
func (f *function) made(x ast.Expr) (infer.Value, bool) {
	v := f.a.infer.Expr(f.m, x)
	if v.Kind != infer.AsyncGenerator || v.Fresh {
		return v, v.Kind == infer.AsyncGenerator
	}
	if sub, ok := x.(*ast.Subscript); ok {
		if key, ok := infer.PartKey(sub.Slice); ok {
			parts := f.a.infer.Parts(f.m, sub.Value)
			if i, ok := place(parts, key); ok && isFresh(parts[i].Value) {
				return parts[i].Value, true
			}
		}
	}
	return v, false
}

func isFresh(v infer.Value) bool { return v.Kind == infer.AsyncGenerator && v.Fresh }

// place finds a part; a negative key counts from the end.
func place(parts []infer.Part, key string) (int, bool) {
	if i, err := strconv.Atoi(key); err == nil && i < 0 {
		key = strconv.Itoa(len(parts) + i)
	}
	for i, p := range parts {
		if p.Key == key {
			return i, true
		}
	}
	return 0, false
}

// mayBox is a quick look whether x may give a container with a generator in it.
func (f *function) mayBox(x ast.Expr) bool {
	var elts []ast.Expr
	switch x := x.(type) {
	case *ast.List:
		elts = x.Elts
	case *ast.Tuple:
		elts = x.Elts
	case *ast.Dict:
		elts = x.Values
	case *ast.Call, *ast.Await:
		v := f.a.infer.Expr(f.m, x)
		if v.Kind == infer.Instance && v.Class != nil {
			return true // see infer.Parts
		}
		if v.Kind != infer.Tuple && v.Kind != infer.Collection && v.Kind != infer.Mapping {
			return false
		}
		for _, e := range v.Elts() {
			if e.Kind == infer.AsyncGenerator {
				return true
			}
		}
		return v.Of != nil && v.Of.Kind == infer.AsyncGenerator
	}
	for _, e := range elts {
		if canMake(e) {
			return true
		}
		if n, ok := e.(*ast.Name); ok {
			if _, tracked := f.names[n.Ident]; tracked {
				return true
			}
		}
	}
	return false
}

// addBox notes the elements of a name that is bound once, to a container.
func (f *function) addBox(name string, b index.Binding) {
	stmt, ok := b.Stmt.(*ast.Assign)
	if !ok || len(stmt.Targets) != 1 || !f.mayBox(b.Value) || f.deletedInTurn(name) {
		return
	}
	parts := f.a.infer.Parts(f.m, b.Value)
	if len(parts) == 0 {
		return
	}
	if f.boxes == nil {
		f.boxes = map[string][]infer.Part{}
	}
	f.boxes[name] = parts
	for _, p := range parts {
		slot := slotName(name, p.Key)
		if isFresh(p.Value) {
			f.addSite(b.Value, p, stmt)
		}
		if p.Value.Kind == infer.AsyncGenerator {
			f.addName(slot)
		}
	}
}

// partKey is one element of what an expression gives.
type partKey struct {
	of  ast.Expr
	key string
}

// addSite notes a generator among what container makes.
func (f *function) addSite(container ast.Expr, p infer.Part, stmt ast.Node) {
	s := &Site{Expr: p.Expr, Value: p.Value, Stmt: stmt, param: -1}
	if !f.contains(container, p.Expr) {
		s.Expr, s.Key = container, p.Key
	}
	if f.partOf == nil {
		f.partOf = map[partKey]*Site{}
	}
	f.partOf[partKey{container, p.Key}] = s
	f.sites = append(f.sites, s)
}

func (f *function) contains(outer, inner ast.Expr) bool {
	for at := ast.Node(inner); at != nil; at = f.m.Parent(at) {
		if at == ast.Node(outer) {
			return true
		}
	}
	return false
}

// addUnpacked notes the generators of "a, b = pair()".
func (f *function) addUnpacked(t *ast.Tuple, s *ast.Assign, look *survey) {
	resumed := false
	for _, elt := range t.Elts {
		if name, ok := elt.(*ast.Name); ok {
			resumed = resumed || look.resumed[name.Ident]
		}
	}
	if !resumed || !f.mayBox(s.Value) {
		return
	}
	parts := f.a.infer.Parts(f.m, s.Value)
	if len(parts) != len(t.Elts) {
		return
	}
	for i, p := range parts {
		if name, ok := t.Elts[i].(*ast.Name); ok && isFresh(p.Value) && p.Key == strconv.Itoa(i) {
			f.addSite(s.Value, p, s)
			f.addName(name.Ident)
		}
	}
}

// slotOf is the name of the element that "box[key]" or "box.field" picks, or "".
func (f *function) slotOf(x ast.Expr) string {
	if a, ok := x.(*ast.Attribute); ok {
		return f.fieldOf(a)
	}
	sub, ok := x.(*ast.Subscript)
	if !ok {
		return ""
	}
	return f.elementOf(sub)
}

func (f *function) fieldOf(x *ast.Attribute) string {
	box, ok := x.Value.(*ast.Name)
	if !ok || len(f.boxes[box.Ident]) == 0 {
		return ""
	}
	if i, ok := place(f.boxes[box.Ident], "."+x.Attr); ok {
		return slotName(box.Ident, f.boxes[box.Ident][i].Key)
	}
	return ""
}

func (f *function) elementOf(x *ast.Subscript) string {
	box, ok := x.Value.(*ast.Name)
	if !ok || len(f.boxes[box.Ident]) == 0 {
		return ""
	}
	if k, ok := x.Slice.(*ast.Name); ok {
		// Of a key that a loop gives, where the loop's rounds are told apart.
		slot := slotName(box.Ident, k.Ident)
		for _, r := range f.rounds {
			if r.target == slot && !f.follows(r.loop) {
				return ""
			}
		}
		if _, tracked := f.names[slot]; tracked && x.Ctx == ast.Load {
			return slot
		}
		return ""
	}
	key, ok := infer.PartKey(x.Slice)
	if !ok {
		return ""
	}
	if i, ok := place(f.boxes[box.Ident], key); ok {
		return slotName(box.Ident, f.boxes[box.Ident][i].Key)
	}
	return ""
}

// bindBox fills the elements of a box.
func (c *collector) bindBox(name string, value ast.Expr) {
	f := c.f
	c.clear(name, value)
	for _, p := range f.boxes[name] {
		id, tracked := f.names[slotName(name, p.Key)]
		if !tracked {
			continue
		}
		if s := f.partOf[partKey{value, p.Key}]; s != nil && f.shadow[name] {
			c.add(op{kind: opMake, name: -1, site: s, at: s.Expr})
		} else if s != nil {
			c.add(op{kind: opMake, name: id, site: s, at: s.Expr})
		} else if from := f.holder(p.Expr); from >= 0 {
			c.add(op{kind: opAlias, name: id, from: from, at: p.Expr, text: slotName(name, p.Key)})
		} else {
			c.add(op{kind: opClear, name: id, text: slotName(name, p.Key)})
		}
	}
}

// useBox is one mention of a box.
func (c *collector) useBox(n *ast.Name) {
	f := c.f
	if at := f.m.BlockAt(n); at != f.fn.Block && at.Resolve(n.Ident) != f.fn.Block {
		return
	}
	parent := f.m.Parent(n)
	if x, ok := parent.(ast.Expr); ok && isElementOf(x, n) {
		if slot := f.slotOf(x); slot != "" {
			id, tracked := f.names[slot]
			switch {
			case !tracked || f.shadow[n.Ident]:
			case isLoaded(x):
				c.useNamed(id, slot, x)
			default:
				c.clear(slot, nil)
			}
			return
		}
	}
	if call := f.resumesEach(n); call != nil && !f.shadow[n.Ident] {
		for _, p := range f.boxes[n.Ident] {
			if id, tracked := f.names[slotName(n.Ident, p.Key)]; tracked {
				c.add(op{kind: opAdvance, name: id, at: call})
			}
		}
		return
	}
	if at := f.m.BlockAt(n); at == f.fn.Block && !f.shadow[n.Ident] {
		if f.isUnboxed(n, parent) {
			return // see bindEach
		}
		if a, ok := parent.(*ast.Attribute); ok {
			if call, ok := f.m.Parent(a).(*ast.Call); ok && call.Func == ast.Expr(a) {
				if slot := f.popped(call); slot != "" {
					if id, tracked := f.names[slot]; tracked {
						c.useNamed(id, slot, call)
					}
					return
				}
			}
		}
		switch p := parent.(type) {
		case *ast.For:
			if f.follows(p) {
				return
			}
		case *ast.Attribute, *ast.Call:
			for up := ast.Node(p); up != nil; up = f.m.Parent(up) {
				if loop, ok := up.(*ast.For); ok {
					if over, _ := unwrapped(loop); over == ast.Expr(n) {
						if f.follows(loop) {
							return
						}
					}
					break
				}
			}
			if call, ok := p.(*ast.Call); ok && isLook(f.a.infer.DottedName(f.m, call.Func)) && !f.drains(n) {
				return
			}
		case *ast.If, *ast.While, *ast.Assert, *ast.Compare, *ast.UnaryOp, *ast.ExprStmt, *ast.FormattedValue:
			if !f.drains(n) {
				return
			}
		}
	}
	for _, p := range f.boxes[n.Ident] {
		if id, tracked := f.names[slotName(n.Ident, p.Key)]; tracked {
			c.add(op{kind: opEscape, name: id, at: n})
		}
	}
}

// drains reports a box in the test of a loop that does something with it, such as
// "while gens: await gens.pop().aclose()", or in the range of one whose rounds are not
// told apart: how many rounds there are is not followed, but that is what the loop
// asks the box for.
func (f *function) drains(n *ast.Name) bool {
	for child, at := ast.Node(n), f.m.Parent(n); at != nil; child, at = at, f.m.Parent(at) {
		var body []ast.Stmt
		switch at := at.(type) {
		case ast.Expr:
			continue
		case *ast.While:
			if child == ast.Node(at.Test) {
				body = at.Body
			}
		case *ast.For:
			if child == ast.Node(at.Iter) && f.rounds[at] == nil {
				body = at.Body
			}
		}
		found := false
		for _, s := range body {
			ast.Inspect(s, func(x ast.Node) bool {
				use, ok := x.(*ast.Name)
				found = found || ok && use.Ident == n.Ident
				return !found
			})
		}
		return found
	}
	return false
}

// isElementOf reports "n[key]" and "n.field".
func isElementOf(x ast.Expr, n *ast.Name) bool {
	switch x := x.(type) {
	case *ast.Subscript:
		return x.Value == ast.Expr(n)
	case *ast.Attribute:
		return x.Value == ast.Expr(n)
	}
	return false
}

func isLoaded(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Subscript:
		return x.Ctx == ast.Load
	case *ast.Attribute:
		return x.Ctx == ast.Load
	}
	return false
}

// follows reports that the search tells the rounds of a loop apart. It does not
// where a nested function reads the loop's name: then each element gets out of
// sight when the loop begins.
func (f *function) follows(loop *ast.For) bool {
	_, ok := f.loops[loop]
	return ok
}

// enter is what the head of a loop over a container does: from then on the loop
// holds what is in it.
func (c *collector) enter(r *round) {
	over, _ := unwrapped(r.loop)
	for i, key := range r.keys {
		if s := c.f.partOf[partKey{over, key}]; s != nil && r.box == "" {
			c.add(op{kind: opMake, name: -1, site: s, at: r.loop})
		} else if id, tracked := c.f.names[slotName(r.box, key)]; tracked && r.box != "" {
			c.add(op{kind: opHold, name: id, at: r.loop})
		} else if id := c.f.namedElement(r, i); id >= 0 {
			c.add(op{kind: opHold, name: id, at: r.loop})
		}
	}
}

// namedElement is the tracked name that an element of a display is, or -1.
func (f *function) namedElement(r *round, i int) int {
	n, ok := r.exprs[i].(*ast.Name)
	if !ok || r.box != "" {
		return -1
	}
	if over, _ := unwrapped(r.loop); !isDisplay(over) {
		return -1
	}
	return f.holder(n)
}

// pick are the states in which a loop over a container may go on. It ends after
// as many rounds as there are elements, and the name gets each in its turn.
func (s *search) pick(r *round, iterates bool, st state) []state {
	if !iterates {
		for i := range r.keys {
			if s.f.holds(st, r.first+i) {
				return nil
			}
		}
		if st.ran&r.ran == 0 {
			return nil
		}
		return []state{st}
	}
	st.ran |= r.ran
	st = s.f.assigned(st, r.binds, nil, -1)
	name := s.f.names[r.target]
	at := -1
	for i := range r.keys {
		if s.f.holds(st, r.first+i) {
			at = i
		}
	}
	switch {
	case at >= 0:
		st = s.f.drop(st, r.first+at)
		st = s.hold(st, r.first+at+1)
	case s.f.holds(st, r.first+len(r.keys)):
		return nil
	}
	if at >= 0 && s.isElement(r, at, st) {
		st = s.hold(st, name)
	} else {
		st = s.f.drop(st, name)
	}
	return []state{st}
}

// isElement reports that the element of a loop's container is the generator.
func (s *search) isElement(r *round, at int, st state) bool {
	if r.box != "" {
		id, tracked := s.f.names[slotName(r.box, r.keys[at])]
		return tracked && s.f.holds(st, id)
	}
	over, _ := unwrapped(r.loop)
	if id := s.f.namedElement(r, at); id >= 0 {
		return s.f.holds(st, id)
	}
	return s.f.partOf[partKey{over, r.keys[at]}] == s.site
}
