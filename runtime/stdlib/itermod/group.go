package itermod

import "github.com/asynctools/asynctools/runtime/object"

// The cells of groupby: the key of the item at hand, the item, the key of the
// group at hand.
const (
	curKey = iota
	curVal
	groupKey
)

type grouping struct {
	it, key Value
	st      *object.List
	have    bool // an item is at hand
	started bool // and a group
	serial  int
}

// step reads the next item and its key.
func (g *grouping) step(t *Thread) (bool, error) {
	v, err := t.Next(g.it)
	if err != nil || !v.Valid() {
		return false, err
	}
	v.Hold()
	defer t.Release(v)
	k := v
	if !g.key.IsNone() {
		if k, err = t.Call(g.key, v); err != nil {
			return false, err
		}
	}
	g.st.SetAt(t, curKey, k)
	g.st.SetAt(t, curVal, v)
	g.have = true
	return true, nil
}

func groupby(t *Thread, a []Value) (next, []Value, error) {
	it, err := t.Iter(a[0])
	if err != nil {
		return nil, nil, err
	}
	g := &grouping{it: it, key: orNone(a[1]), st: cells(object.None, object.None, object.None)}
	return func(t *Thread) (Value, error) {
		g.serial++
		for {
			if g.have {
				if !g.started {
					break
				}
				eq, err := t.Equal(g.st.Items[groupKey], g.st.Items[curKey])
				if err != nil {
					return Value{}, err
				}
				if !eq {
					break
				}
			}
			if ok, err := g.step(t); err != nil || !ok {
				return Value{}, err
			}
		}
		g.started = true
		key := g.st.Items[curKey]
		g.st.SetAt(t, groupKey, key)
		return object.NewTuple(key, g.group(key)), nil
	}, []Value{it, g.key, object.Of(g.st)}, nil
}

// group is the iterator over the items of the group at hand.
func (g *grouping) group(key Value) Value {
	serial := g.serial
	return newIter(types["_grouper"], func(t *Thread) (Value, error) {
		if g.serial != serial {
			return Value{}, nil
		}
		if !g.have {
			if ok, err := g.step(t); err != nil || !ok {
				return Value{}, err
			}
		}
		eq, err := t.Equal(key, g.st.Items[curKey])
		if err != nil || !eq {
			return Value{}, err
		}
		g.have = false
		v := g.st.Items[curVal]
		v.Hold()
		g.st.SetAt(t, curVal, object.None)
		v.Forget()
		return v, nil
	}, g.it, g.key, object.Of(g.st), key)
}

// A tee reads from a chain of nodes, lists of an item and the next node; the
// last one is empty until somebody needs it.

func newTee(it Value, node Value) Value {
	st := cells(node)
	return newIter(types["_tee"], func(t *Thread) (Value, error) {
		n := object.AsList(st.Items[0])
		if len(n.Items) == 0 {
			v, err := t.Next(it)
			if err != nil || !v.Valid() {
				return v, err
			}
			if len(n.Items) == 0 {
				n.Append(v)
				n.Append(object.Of(object.NewList()))
			}
		}
		v := n.Items[0]
		v.Hold()
		st.SetAt(t, 0, n.Items[1])
		v.Forget()
		return v, nil
	}, object.Of(st), it)
}

func teeCopy(_ *Thread, v Value) Value {
	held := object.Cast[object.Iter](v).Held
	return newTee(held[1], object.AsList(held[0]).Items[0])
}

func tee(t *Thread, a []Value, _ kwargs) (Value, error) {
	n := int64(2)
	if a[1].Valid() {
		var err error
		if n, err = t.IntArg(a[1]); err != nil {
			return Value{}, err
		}
		if n < 0 {
			return Value{}, t.Raisef(object.ValueError, "n must be >= 0")
		}
	}
	it, err := t.Iter(a[0])
	if err != nil {
		return Value{}, err
	}
	out := make([]Value, n)
	if it.Is(types["_tee"]) {
		for i := range out {
			out[i] = teeCopy(t, it)
		}
		return object.TupleOf(out), nil
	}
	node := object.Of(object.NewList())
	for i := range out {
		out[i] = newTee(it, node)
	}
	return object.TupleOf(out), nil
}
