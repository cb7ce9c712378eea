// Package collmod is the native part of collections: deque and defaultdict.
package collmod

import (
	"sync"

	"github.com/asynctools/asynctools/runtime/object"
)

type (
	// Value is object.Value.
	Value = object.Value
	// Thread is object.Thread.
	Thread = object.Thread
	kwargs = object.KwNames
	def    = object.Def
)

// Deque is a ring buffer.
type Deque struct {
	object.Header
	buf     []Value
	head, n int
	max     int // -1: unbounded
	version int
}

// DefaultDict is a dict with a factory for missing keys.
type DefaultDict struct {
	object.Dict
	factory Value
}

// The types of this package.
var (
	DequeType       = &object.Type{Name: "deque"}
	DequeIterType   = &object.Type{Name: "_deque_iterator"}
	DefaultDictType = &object.Type{Name: "defaultdict"}
)

// NewDeque makes an unbounded deque.
func NewDeque() *Deque { return &Deque{Header: object.NewHeader(DequeType), max: -1} }

// Len is the number of items.
func (d *Deque) Len() int { return d.n }

// At is item i from the left.
func (d *Deque) At(i int) Value { return d.buf[(d.head+i)&(len(d.buf)-1)] }

func (d *Deque) grow() {
	if d.n < len(d.buf) {
		return
	}
	buf := make([]Value, max(8, 2*len(d.buf)))
	for i := range d.n {
		buf[i] = d.At(i)
	}
	d.buf, d.head = buf, 0
}

// Append adds at the right, AppendLeft at the left; a full bounded deque drops
// an item from the other end.
func (d *Deque) Append(t *Thread, v Value) {
	if d.max == 0 {
		return
	}
	d.Take(v)
	d.grow()
	d.buf[(d.head+d.n)&(len(d.buf)-1)] = v
	d.n++
	d.version++
	if d.max >= 0 && d.n > d.max {
		t.DropFloating(d.PopLeft())
	}
}

func (d *Deque) AppendLeft(t *Thread, v Value) {
	if d.max == 0 {
		return
	}
	d.Take(v)
	d.grow()
	d.head = (d.head - 1) & (len(d.buf) - 1)
	d.buf[d.head] = v
	d.n++
	d.version++
	if d.max >= 0 && d.n > d.max {
		t.DropFloating(d.Pop())
	}
}

// Pop takes the right item, PopLeft the left one, floating.
func (d *Deque) Pop() Value {
	if d.n == 0 {
		return Value{}
	}
	d.n--
	d.version++
	p := &d.buf[(d.head+d.n)&(len(d.buf)-1)]
	v := *p
	*p = Value{}
	v.Forget()
	return v
}

func (d *Deque) PopLeft() Value {
	if d.n == 0 {
		return Value{}
	}
	p := &d.buf[d.head]
	v := *p
	*p = Value{}
	d.head = (d.head + 1) & (len(d.buf) - 1)
	d.n--
	d.version++
	v.Forget()
	return v
}

// removeAt closes the gap of item i from its nearer end; the count of the item
// passes to the caller.
func (d *Deque) removeAt(i int) {
	mask := len(d.buf) - 1
	if i < d.n/2 {
		for ; i > 0; i-- {
			d.buf[(d.head+i)&mask] = d.buf[(d.head+i-1)&mask]
		}
		d.buf[d.head] = Value{}
		d.head = (d.head + 1) & mask
	} else {
		for ; i < d.n-1; i++ {
			d.buf[(d.head+i)&mask] = d.buf[(d.head+i+1)&mask]
		}
		d.buf[(d.head+d.n-1)&mask] = Value{}
	}
	d.n--
	d.version++
}

// Discard removes the first item that is v itself, and reports whether there
// was one.
func (d *Deque) Discard(t *Thread, v Value) bool {
	for i := range d.n {
		if d.At(i) == v {
			d.removeAt(i)
			t.Release(v)
			return true
		}
	}
	return false
}

func (d *Deque) items() []Value {
	out := make([]Value, d.n)
	for i := range out {
		out[i] = d.At(i)
	}
	return out
}

func (d *Deque) setItems(items []Value) {
	d.buf, d.head, d.n = nil, 0, 0
	for len(d.buf) < len(items) {
		d.buf = make([]Value, max(8, 2*len(d.buf)))
	}
	d.n = copy(d.buf, items)
	d.version++
}

var once sync.Once

// Register completes the types of this package.
func Register() { once.Do(func() { object.Register(register) }) }

func register() {
	dq := func(v Value) *Deque { return object.Cast[Deque](v) }
	none := object.None
	extend := func(t *Thread, d *Deque, src Value) error {
		if src == object.Of(d) {
			src = object.NewTuple(d.items()...)
		}
		return t.Each(src, func(v Value) error { d.Append(t, v); return nil })
	}
	index := func(t *Thread, v, k Value) (int, error) {
		i, err := t.IndexInt(k)
		if err != nil {
			return 0, err
		}
		if i < 0 {
			i += dq(v).n
		}
		if i < 0 || i >= dq(v).n {
			return 0, t.Raisef(object.IndexError, "deque index out of range")
		}
		return i, nil
	}
	object.DefineType(DequeType, object.ObjectType, "collections", object.Slots{
		New: func(t *Thread, cls *object.Type, a []Value, kw kwargs) (Value, error) {
			v := cls.AllocOr(func() Value { return object.Of(NewDeque()) })
			dq(v).max = -1
			return v, nil
		},
		Init: func(t *Thread, self Value, a []Value, kw kwargs) error {
			var p [2]Value
			if err := object.ParseArgs(t, "deque", "iterable=(), maxlen=None", a, kw, p[:]); err != nil {
				return err
			}
			d := dq(self)
			if p[1].Valid() && !p[1].IsNone() {
				n, err := t.IndexInt(p[1])
				if err != nil {
					return err
				}
				if n < 0 {
					return t.Raisef(object.ValueError, "maxlen must be non-negative")
				}
				d.max = n
			}
			for d.n > 0 {
				t.DropFloating(d.Pop())
			}
			if p[0].Valid() {
				return extend(t, d, p[0])
			}
			return nil
		},
		Len: func(t *Thread, v Value) (int, error) { return dq(v).n, nil },
		GetItem: func(t *Thread, v, k Value) (Value, error) {
			i, err := index(t, v, k)
			if err != nil {
				return Value{}, err
			}
			return dq(v).At(i), nil
		},
		SetItem: func(t *Thread, v, k, x Value) error {
			i, err := index(t, v, k)
			if err != nil {
				return err
			}
			d := dq(v)
			if !x.Valid() {
				items := d.items()
				old := items[i]
				d.setItems(append(items[:i:i], items[i+1:]...))
				t.Release(old)
				return nil
			}
			t.Store(&d.Header, &d.buf[(d.head+i)&(len(d.buf)-1)], x)
			return nil
		},
		Contains: func(t *Thread, v, x Value) (bool, error) {
			for i := 0; i < dq(v).n; i++ {
				if eq, err := t.Equal(dq(v).At(i), x); eq || err != nil {
					return eq, err
				}
			}
			return false, nil
		},
		Iter: func(t *Thread, v Value) (Value, error) {
			i, ver := 0, dq(v).version
			return object.NewIter(DequeIterType, func(t *Thread) (Value, error) {
				d := dq(v)
				if d.version != ver {
					return Value{}, t.Raisef(object.RuntimeError, "deque mutated during iteration")
				}
				if i >= d.n {
					return Value{}, nil
				}
				i++
				return d.At(i - 1), nil
			}, v), nil
		},
		Repr: func(t *Thread, v Value) (Value, error) {
			if t.ReprEnter(v) {
				return object.NewStr("[...]"), nil
			}
			defer t.ReprLeave()
			r, err := t.Repr(object.Of(object.NewList(dq(v).items()...)))
			if err != nil {
				return Value{}, err
			}
			if m := dq(v).max; m >= 0 {
				n, _ := t.Repr(object.Int(int64(m)))
				r += ", maxlen=" + n
			}
			return object.NewStr(v.Type().Name + "(" + r + ")"), nil
		},
		Compare: func(t *Thread, a, b Value, op object.CmpOp) (Value, error) {
			if !object.IsInstance(a, DequeType) || !object.IsInstance(b, DequeType) {
				return object.NotImplemented, nil
			}
			return t.Compare(object.Of(object.NewList(dq(a).items()...)), object.Of(object.NewList(dq(b).items()...)), op)
		},
		Inplace: [object.NumBinary]object.BinaryFunc{object.OpAdd: func(t *Thread, a, b Value) (Value, error) { return a, extend(t, dq(a), b) }},
		Binary: [object.NumBinary]object.BinaryFunc{object.OpAdd: func(t *Thread, a, b Value) (Value, error) {
			if !object.IsInstance(a, DequeType) || !object.IsInstance(b, DequeType) {
				return object.NotImplemented, nil
			}
			c := NewDeque()
			c.max = dq(a).max
			for _, v := range append(dq(a).items(), dq(b).items()...) {
				c.Append(t, v)
			}
			return object.Of(c), nil
		}},
		Traverse: func(v Value, visit func(Value)) {
			for _, x := range dq(v).items() {
				visit(x)
			}
			object.TraverseAttrs(v, visit)
		},
	},
		def{Name: "append", Sig: "item, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { dq(a[0]).Append(t, a[1]); return none, nil }},
		def{Name: "appendleft", Sig: "item, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { dq(a[0]).AppendLeft(t, a[1]); return none, nil }},
		def{Name: "pop", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			if v := dq(a[0]).Pop(); v.Valid() {
				return v, nil
			}
			return Value{}, t.Raisef(object.IndexError, "pop from an empty deque")
		}},
		def{Name: "popleft", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			if v := dq(a[0]).PopLeft(); v.Valid() {
				return v, nil
			}
			return Value{}, t.Raisef(object.IndexError, "pop from an empty deque")
		}},
		def{Name: "extend", Sig: "iterable, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return none, extend(t, dq(a[0]), a[1]) }},
		def{Name: "extendleft", Sig: "iterable, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return none, t.Each(a[1], func(v Value) error { dq(a[0]).AppendLeft(t, v); return nil })
		}},
		def{Name: "clear", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			for d := dq(a[0]); d.n > 0; {
				t.DropFloating(d.Pop())
			}
			return none, nil
		}},
		def{Name: "copy", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			c := NewDeque()
			c.max = dq(a[0]).max
			for _, v := range dq(a[0]).items() {
				c.Append(t, v)
			}
			return object.Of(c), nil
		}},
		def{Name: "count", Sig: "value, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n := int64(0)
			for _, v := range dq(a[0]).items() {
				eq, err := t.Equal(v, a[1])
				if err != nil {
					return Value{}, err
				}
				if eq {
					n++
				}
			}
			return object.Int(n), nil
		}},
		def{Name: "remove", Sig: "value, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			d := dq(a[0])
			for i := 0; i < d.n; i++ {
				v := d.At(i)
				if v != a[1] {
					ver := d.version
					eq, err := t.Equal(v, a[1])
					if err != nil {
						return Value{}, err
					}
					if d.version != ver {
						return Value{}, t.Raisef(object.IndexError, "deque mutated during remove().")
					}
					if !eq {
						continue
					}
				}
				d.removeAt(i)
				t.Release(v)
				return none, nil
			}
			r, _ := t.Repr(a[1])
			return Value{}, t.Raisef(object.ValueError, "%s is not in deque", r)
		}},
		def{Name: "rotate", Sig: "n=1, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			d, n := dq(a[0]), 1
			if a[1].Valid() {
				var err error
				if n, err = t.IndexInt(a[1]); err != nil {
					return Value{}, err
				}
			}
			if d.n > 1 {
				items := d.items()
				k := ((n % d.n) + d.n) % d.n
				d.setItems(append(append([]Value(nil), items[d.n-k:]...), items[:d.n-k]...))
			}
			return none, nil
		}},
		def{Name: "reverse", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			items := dq(a[0]).items()
			for i, j := 0, len(items)-1; i < j; i, j = i+1, j-1 {
				items[i], items[j] = items[j], items[i]
			}
			dq(a[0]).setItems(items)
			return none, nil
		}},
		def{Name: "maxlen", Kind: object.GetterDef, Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			if m := dq(a[0]).max; m >= 0 {
				return object.Int(int64(m)), nil
			}
			return none, nil
		}},
		def{Name: "__copy__", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			if !a[0].Is(DequeType) {
				args := []Value{a[0]}
				if m := dq(a[0]).max; m >= 0 {
					args = append(args, object.Int(int64(m)))
				}
				return t.Call(object.Of(a[0].Type()), args...)
			}
			return t.CallMethod(a[0], t.Interp.Intern("copy"))
		}},
		def{Name: "__reduce__", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			state, err := t.CallMethod(a[0], t.Interp.Intern("__getstate__"))
			if err != nil {
				return Value{}, err
			}
			it, err := t.Iter(a[0])
			if err != nil {
				return Value{}, err
			}
			args := object.NewTuple()
			if m := dq(a[0]).max; m >= 0 {
				args = object.NewTuple(object.NewTuple(), object.Int(int64(m)))
			}
			return object.NewTuple(object.Of(a[0].Type()), args, state, it), nil
		}},
		def{Name: "__class_getitem__", Kind: object.ClassDef, Sig: "item, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.NewGenericAlias(a[0], a[1]), nil }},
	)
	object.RegisterLayout[Deque](DequeType, nil)
	DequeType.Flags |= object.SequencePat
	object.DefineType(DequeIterType, object.ObjectType, "collections", object.IterSlots())

	copyDefault := func(t *Thread, a []Value, _ kwargs) (Value, error) {
		f := object.Cast[DefaultDict](a[0]).factory
		if !f.Valid() {
			f = none
		}
		return t.Call(object.Of(a[0].Type()), f, a[0])
	}
	dd := func(v Value) *DefaultDict { return object.Cast[DefaultDict](v) }
	object.DefineType(DefaultDictType, object.DictType, "collections", object.Slots{
		New: func(t *Thread, cls *object.Type, a []Value, kw kwargs) (Value, error) {
			return cls.AllocOr(func() Value {
				d := &DefaultDict{}
				d.Header = object.NewHeader(DefaultDictType)
				return object.Of(d)
			}), nil
		},
		Init: func(t *Thread, self Value, a []Value, kw kwargs) error {
			d := dd(self)
			if len(a)-len(kw) > 0 {
				if !a[0].IsNone() && a[0].Type().S().Call == nil {
					return t.Raisef(object.TypeError, "first argument must be callable or None")
				}
				t.Store(&d.Header, &d.factory, a[0])
				a = a[1:]
			}
			return object.DictType.S().Init(t, self, a, kw)
		},
		Repr: func(t *Thread, v Value) (Value, error) {
			r, err := object.DictType.S().Repr(t, v)
			if err != nil {
				return Value{}, err
			}
			f := dd(v).factory
			if !f.Valid() {
				f = none
			}
			fr, err := t.Repr(f)
			return object.NewStr(v.Type().Name + "(" + fr + ", " + object.AsStr(r).S + ")"), err
		},
		Traverse: func(v Value, visit func(Value)) {
			object.DictType.S().Traverse(v, visit)
			if f := dd(v).factory; f.Valid() {
				visit(f)
			}
		},
	},
		def{Name: "__missing__", Sig: "key, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			f := dd(a[0]).factory
			if !f.Valid() || f.IsNone() {
				return Value{}, t.Raise(object.KeyError, a[1])
			}
			v, err := t.Call(f)
			if err != nil {
				return Value{}, err
			}
			return v, t.SetItem(a[0], a[1], v)
		}},
		def{Name: "default_factory", Kind: object.GetterDef, Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			if f := dd(a[0]).factory; f.Valid() {
				return f, nil
			}
			return none, nil
		}},
		def{Name: "default_factory", Kind: object.SetterDef, Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			t.Store(&dd(a[0]).Header, &dd(a[0]).factory, a[1])
			return none, nil
		}},
		def{Name: "copy", Fn: copyDefault},
		def{Name: "__copy__", Fn: copyDefault},
		def{Name: "__reduce__", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			args := object.NewTuple()
			if f := dd(a[0]).factory; f.Valid() && !f.IsNone() {
				args = object.NewTuple(f)
			}
			view, err := t.CallMethod(a[0], t.Interp.Intern("items"))
			if err != nil {
				return Value{}, err
			}
			it, err := t.Iter(view)
			if err != nil {
				return Value{}, err
			}
			return object.NewTuple(object.Of(a[0].Type()), args, none, none, it), nil
		}},
	)
	object.RegisterLayout[DefaultDict](DefaultDictType, nil)
}

// New makes the module _collections.
func New(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "_collections")
	m.Dict.SetString(t, "deque", object.Of(DequeType))
	m.Dict.SetString(t, "defaultdict", object.Of(DefaultDictType))
	return m, nil
}
