// Package heapmod is the native part of the modules heapq and bisect.
package heapmod

import (
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
)

type (
	// Value is object.Value.
	Value = object.Value
	// Thread is object.Thread.
	Thread = object.Thread
	kwargs = object.KwNames
	def    = object.Def
)

// order says which of two items belongs nearer the top.
type order bool

const (
	minHeap order = false
	maxHeap order = true
)

// above is the comparison of a heap: only < is used, as documented.
func (o order) above(t *Thread, a, b Value) (bool, error) {
	if a.IsInt() && b.IsInt() {
		if o == maxHeap {
			return b.AsInt() < a.AsInt(), nil
		}
		return a.AsInt() < b.AsInt(), nil
	}
	if o == maxHeap {
		a, b = b, a
	}
	a.Hold()
	b.Hold()
	ok, err := t.CompareBool(a, b, object.CmpLt)
	t.Release(a)
	t.Release(b)
	return ok, err
}

func (o order) heapArg(t *Thread, name string, arg int, v Value) (*object.List, error) {
	l := object.AsList(v)
	if l == nil {
		return nil, t.Raisef(object.TypeError, "%s must be list, not %s", o.name(name, arg), v.Type().TpName())
	}
	return l, nil
}

func changed(t *Thread) error {
	return t.Raisef(object.RuntimeError, "list changed size during iteration")
}

// up moves the item at pos towards the top, not beyond start.
func (o order) up(t *Thread, l *object.List, start, pos int) error {
	n := len(l.Items)
	for pos > start {
		parent := (pos - 1) / 2
		ok, err := o.above(t, l.Items[pos], l.Items[parent])
		if err != nil {
			return err
		}
		if len(l.Items) != n {
			return changed(t)
		}
		if !ok {
			return nil
		}
		l.Items[pos], l.Items[parent] = l.Items[parent], l.Items[pos]
		pos = parent
	}
	return nil
}

// down sinks the item at pos to a leaf along the better children, then lifts
// it to its place: cheaper than comparing it on the way.
func (o order) down(t *Thread, l *object.List, pos int) error {
	n, start := len(l.Items), pos
	for 2*pos+1 < n {
		child := 2*pos + 1
		if child+1 < n {
			ok, err := o.above(t, l.Items[child], l.Items[child+1])
			if err != nil {
				return err
			}
			if len(l.Items) != n {
				return changed(t)
			}
			if !ok {
				child++
			}
		}
		l.Items[pos], l.Items[child] = l.Items[child], l.Items[pos]
		pos = child
	}
	return o.up(t, l, start, pos)
}

func (o order) push(t *Thread, a []Value, _ kwargs) (Value, error) {
	l, err := o.heapArg(t, "heappush", 1, a[0])
	if err != nil {
		return Value{}, err
	}
	l.Append(a[1])
	return object.None, o.up(t, l, 0, len(l.Items)-1)
}

func (o order) pop(t *Thread, a []Value, _ kwargs) (Value, error) {
	l, err := o.heapArg(t, "heappop", 0, a[0])
	if err != nil {
		return Value{}, err
	}
	if len(l.Items) == 0 {
		return Value{}, t.Raisef(object.IndexError, "index out of range")
	}
	last := l.RemoveAt(len(l.Items) - 1)
	if len(l.Items) == 0 {
		return last, nil
	}
	return o.swapTop(t, l, last)
}

// swapTop puts an item on top and returns the old top.
func (o order) swapTop(t *Thread, l *object.List, v Value) (Value, error) {
	top := l.Items[0]
	l.Take(v)
	l.Items[0] = v
	err := o.down(t, l, 0)
	if err != nil {
		t.Release(top)
		return Value{}, err
	}
	top.Forget()
	return top, nil
}

func (o order) replace(t *Thread, a []Value, _ kwargs) (Value, error) {
	l, err := o.heapArg(t, "heapreplace", 1, a[0])
	if err != nil {
		return Value{}, err
	}
	if len(l.Items) == 0 {
		return Value{}, t.Raisef(object.IndexError, "index out of range")
	}
	return o.swapTop(t, l, a[1])
}

func (o order) pushPop(t *Thread, a []Value, _ kwargs) (Value, error) {
	l, err := o.heapArg(t, "heappushpop", 1, a[0])
	if err != nil {
		return Value{}, err
	}
	if len(l.Items) == 0 {
		return a[1], nil
	}
	ok, err := o.above(t, l.Items[0], a[1])
	if err != nil || !ok {
		return a[1], err
	}
	if len(l.Items) == 0 {
		return Value{}, t.Raisef(object.IndexError, "index out of range")
	}
	return o.swapTop(t, l, a[1])
}

func (o order) heapify(t *Thread, a []Value, _ kwargs) (Value, error) {
	l, err := o.heapArg(t, "heapify", 0, a[0])
	if err != nil {
		return Value{}, err
	}
	for i := len(l.Items)/2 - 1; i >= 0; i-- {
		if err := o.down(t, l, i); err != nil {
			return Value{}, err
		}
	}
	return object.None, nil
}

// name names an argument of a function in messages.
func (o order) name(base string, arg int) string {
	if o == maxHeap {
		base += "_max"
	}
	if arg == 0 {
		return base + "() argument"
	}
	return base + "() argument " + string(rune('0'+arg))
}

// NewHeap makes the module _heapq.
func NewHeap(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "_heapq")
	for _, o := range []order{minHeap, maxHeap} {
		suffix := ""
		if o == maxHeap {
			suffix = "_max"
		}
		stdlib.Fill(t, m, "_heapq", []def{
			{Name: "heappush" + suffix, Sig: "heap, item, /", Fn: o.push},
			{Name: "heappop" + suffix, Sig: "heap, /", Fn: o.pop},
			{Name: "heapreplace" + suffix, Sig: "heap, item, /", Fn: o.replace},
			{Name: "heappushpop" + suffix, Sig: "heap, item, /", Fn: o.pushPop},
			{Name: "heapify" + suffix, Sig: "heap, /", Fn: o.heapify},
		})
	}
	return m, nil
}

// place finds where x belongs in a sorted sequence.
func place(t *Thread, a []Value, right, keyed bool) (int64, error) {
	lo, hi := int64(0), int64(-1)
	var err error
	if a[2].Valid() {
		if lo, err = t.IntArg(a[2]); err != nil {
			return 0, err
		}
		if lo < 0 {
			return 0, t.Raisef(object.ValueError, "lo must be non-negative")
		}
	}
	if a[3].Valid() && !a[3].IsNone() {
		if hi, err = t.IntArg(a[3]); err != nil {
			return 0, err
		}
	} else {
		n, err := t.Len(a[0])
		if err != nil {
			return 0, err
		}
		hi = int64(n)
	}
	key := a[4]
	hasKey := key.Valid() && !key.IsNone()
	x := a[1]
	if hasKey && !keyed {
		if x, err = t.Call(key, x); err != nil {
			return 0, err
		}
	}
	x.Hold()
	defer t.Release(x)
	for lo < hi {
		mid := lo + (hi-lo)/2
		v, err := t.GetItem(a[0], object.Int(mid))
		if err != nil {
			return 0, err
		}
		if hasKey {
			w, err := t.Call(key, v)
			t.DropFloating(v)
			if err != nil {
				return 0, err
			}
			v = w
		}
		v.Hold()
		p, q := v, x
		if right {
			p, q = x, v
		}
		less, err := t.CompareBool(p, q, object.CmpLt)
		t.Release(v)
		if err != nil {
			return 0, err
		}
		if less == right {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo, nil
}

func bisect(right bool) object.NativeFunc {
	return func(t *Thread, a []Value, _ kwargs) (Value, error) {
		i, err := place(t, a, right, true)
		return object.Int(i), err
	}
}

func insort(right bool) object.NativeFunc {
	return func(t *Thread, a []Value, _ kwargs) (Value, error) {
		i, err := place(t, a, right, false)
		if err != nil {
			return Value{}, err
		}
		if l := object.AsList(a[0]); l != nil && a[0].Is(object.ListType) {
			l.Insert(int(min(i, int64(len(l.Items)))), a[1])
			return object.None, nil
		}
		r, err := t.CallMethod(a[0], t.Interp.Intern("insert"), object.Int(i), a[1])
		t.DropFloating(r)
		return object.None, err
	}
}

// NewBisect makes the module bisect.
func NewBisect(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "bisect")
	const sig = "a, x, lo=0, hi=None, *, key=None"
	stdlib.Fill(t, m, "_bisect", []def{
		{Name: "bisect_left", Sig: sig, Fn: bisect(false)},
		{Name: "bisect_right", Sig: sig, Fn: bisect(true)},
		{Name: "bisect", Sig: sig, Fn: bisect(true)},
		{Name: "insort_left", Sig: sig, Fn: insort(false)},
		{Name: "insort_right", Sig: sig, Fn: insort(true)},
		{Name: "insort", Sig: sig, Fn: insort(true)},
	})
	return m, nil
}
