package lifetime

import "github.com/asynctools/asynctools/syntax/ast"

// deletedInTurn reports a name that is deleted while a loop runs over what it holds:
// what later rounds get is then no longer the element of a box.
func (f *function) deletedInTurn(name string) bool {
	for _, b := range f.fn.Block.Bindings(name) {
		if !b.IsDelete() {
			continue
		}
		for at := f.m.Parent(b.Stmt); at != nil; at = f.m.Parent(at) {
			loop, ok := at.(*ast.For)
			if !ok {
				continue
			}
			if over, _ := unwrapped(loop); isNamed(over, name) || f.keysOf(loop) == name {
				return true
			}
		}
	}
	return false
}

// deleteBoxes is what "del gens" does to the elements: the box no longer holds them.
func (c *collector) deleteBoxes(target ast.Expr) {
	f := c.f
	if elts := targetElements(target); len(elts) > 0 { // del (a, b)
		for _, elt := range elts {
			c.deleteBoxes(elt)
		}
		return
	}
	box, ok := target.(*ast.Name)
	if !ok || f.shadow[box.Ident] {
		return
	}
	for _, p := range f.boxes[box.Ident] {
		c.clearSlot(slotName(box.Ident, p.Key))
	}
	for _, r := range f.rounds {
		if r.box == box.Ident && r.target != r.binds { // d[k]
			c.clearSlot(r.target)
		}
	}
}

func (c *collector) clearSlot(slot string) {
	if _, tracked := c.f.names[slot]; tracked {
		c.clear(slot, nil)
	}
}
