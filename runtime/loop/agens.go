package loop

import (
	"maps"
	"slices"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/vm"
)

// addAgen notes an async generator; ended ones are swept now and then.
func (l *Loop) addAgen(t *Thread, g *vm.Generator) error {
	if n := len(l.agens); n >= 64 && n&(n-1) == 0 {
		for x := range l.agens {
			if x.Closed() || x.HasFlags(object.Dead) {
				delete(l.agens, x)
			}
		}
	}
	if _, known := l.agens[g]; !known {
		l.lastAgen++
		l.agens[g] = l.lastAgen
	}
	if l.weakset.Valid() {
		r, err := t.CallMethod(l.weakset, t.Interp.Intern("add"), object.Of(g))
		t.DropFloating(r)
		return err
	}
	return nil
}

// asyncgens is loop._asyncgens: the async generators as a WeakSet, which from
// now on follows the loop's own table.
func (l *Loop) asyncgens(t *Thread) (Value, error) {
	if l.weakset.Valid() {
		return l.weakset, nil
	}
	m, err := t.Interp.ImportModule(t, "weakref", nil, object.NewTuple(object.NewStr("WeakSet")), 0)
	if err != nil {
		return Value{}, err
	}
	list := object.NewList()
	for _, g := range l.allAgens() { // those that have ended, too, as long as they are referred to
		list.Append(object.Of(g))
	}
	v, err := t.CallMethod(m, t.Interp.Intern("WeakSet"), object.Of(list))
	if err != nil {
		return Value{}, err
	}
	l.Take(v)
	l.weakset = v
	t.DropFloating(object.Of(list))
	return v, nil
}

// Agens lists the live async generators the loop knows.
func (l *Loop) Agens() []*vm.Generator {
	var out []*vm.Generator
	for _, g := range l.allAgens() {
		if !g.Closed() {
			out = append(out, g)
		}
	}
	return out
}

// allAgens lists the async generators that somebody refers to, in the order in which
// they were started.
func (l *Loop) allAgens() []*vm.Generator {
	maps.DeleteFunc(l.agens, func(g *vm.Generator, _ int) bool { return g.HasFlags(object.Dead) })
	return slices.SortedFunc(maps.Keys(l.agens), func(a, b *vm.Generator) int { return l.agens[a] - l.agens[b] })
}
