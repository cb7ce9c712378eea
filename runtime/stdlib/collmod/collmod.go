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
	DequeType        = &object.Type{Name: "deque"}
	DequeIterType    = &object.Type{Name: "_deque_iterator"}
	DequeRevIterType = &object.Type{Name: "_deque_reverse_iterator"}
	DefaultDictType  = &object.Type{Name: "defaultdict"}
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

// Field is an attribute of a named tuple: an item.
type Field struct {
	object.Header
	index int
	doc   Value
}

// FieldType is _collections._tuplegetter.
var FieldType = &object.Type{Name: "_tuplegetter"}

func registerField() {
	object.DefineType(FieldType, object.ObjectType, "collections", object.Slots{
		New: func(t *Thread, _ *object.Type, a []Value, kw kwargs) (Value, error) {
			var p [2]Value
			if err := object.ParseArgs(t, "_tuplegetter", "index, doc, /", a, kw, p[:]); err != nil {
				return Value{}, err
			}
			i, err := t.IntArg(p[0])
			if err != nil {
				return Value{}, err
			}
			f := &Field{Header: object.NewHeader(FieldType), index: int(i), doc: p[1]}
			f.Take(f.doc)
			return object.Of(f), nil
		},
		Init: func(*Thread, Value, []Value, kwargs) error { return nil },
		DescrGet: func(t *Thread, d, obj, _ Value) (Value, error) {
			if !obj.Valid() || obj.IsNone() {
				return d, nil
			}
			tup := object.AsTuple(obj)
			i := object.Cast[Field](d).index
			if tup == nil {
				return Value{}, t.Raisef(object.TypeError, "descriptor for index '%d' for tuple subclasses doesn't apply to '%s' object", i, obj.Type().TpName())
			}
			if i >= len(tup.Items) {
				return Value{}, t.Raisef(object.IndexError, "tuple index out of range")
			}
			return tup.Items[i], nil
		},
		DescrSet: func(t *Thread, _, _, v Value) error {
			if v.Valid() {
				return t.Raisef(object.AttributeError, "can't set attribute")
			}
			return t.Raisef(object.AttributeError, "can't delete attribute")
		},
		Repr: func(t *Thread, v Value) (Value, error) {
			f := object.Cast[Field](v)
			r, err := t.Repr(object.NewTuple(object.Int(int64(f.index)), f.doc))
			return object.NewStr("_tuplegetter" + r), err
		},
		Traverse: func(v Value, visit func(Value)) { visit(object.Cast[Field](v).doc) },
	},
		def{Name: "__doc__", Kind: object.GetterDef, Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) { return object.Cast[Field](a[0]).doc, nil }},
		def{Name: "__doc__", Kind: object.SetterDef, Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			f := object.Cast[Field](a[0])
			v := a[1]
			if !v.Valid() {
				v = object.None
			}
			t.Store(&f.Header, &f.doc, v)
			return object.None, nil
		}})
}

var once sync.Once

// Register completes the types of this package.
func Register() { once.Do(func() { object.Register(register) }) }

func register() {
	registerField()
	dq := func(v Value) *Deque { return object.Cast[Deque](v) }
	none := object.None
	extend := func(t *Thread, d *Deque, src Value) error {
		if src == object.Of(d) {
			src = object.NewTuple(d.items()...)
		}
		return t.Each(src, func(v Value) error { d.Append(t, v); return nil })
	}
	index := func(t *Thread, v, k Value) (int, error) {
		if k.Type().S().Index == nil {
			return 0, t.Raisef(object.TypeError, "sequence index must be integer, not '%s'", k.Type().TpName())
		}
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
				if p[1].Type().S().Index == nil {
					return t.Raisef(object.TypeError, "an integer is required")
				}
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
			if !object.IsInstance(a, DequeType) {
				return object.NotImplemented, nil
			}
			if !object.IsInstance(b, DequeType) {
				return Value{}, t.Raisef(object.TypeError, "can only concatenate deque (not \"%s\") to deque", b.Type().TpName())
			}
			made, err := t.CallMethod(a, t.Interp.Intern("__copy__"))
			if err != nil || !object.IsInstance(made, DequeType) {
				return Value{}, err
			}
			for _, v := range dq(b).items() {
				dq(made).Append(t, v)
			}
			return made, nil
		}, object.OpMul: func(t *Thread, a, b Value) (Value, error) {
			if !object.IsInstance(a, DequeType) {
				a, b = b, a
			}
			if b.Type().S().Index == nil {
				return object.NotImplemented, nil
			}
			n, err := t.IntArg(b)
			if err != nil {
				return Value{}, err
			}
			if n > 0 && int64(dq(a).n) > 1<<28/n {
				return Value{}, t.Raisef(object.MemoryError, "")
			}
			c := NewDeque()
			c.max = dq(a).max
			for range max(n, 0) {
				for _, v := range dq(a).items() {
					c.Append(t, v)
				}
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
			return Value{}, t.Raisef(object.ValueError, "deque.remove(x): x not in deque")
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
		def{Name: "insert", Sig: "index, value, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			d := dq(a[0])
			i, err := t.IndexInt(a[1])
			if err != nil {
				return Value{}, err
			}
			if d.max >= 0 && d.n >= d.max {
				return Value{}, t.Raisef(object.IndexError, "deque already at its maximum size")
			}
			if i < 0 {
				i = max(i+d.n, 0)
			}
			i = min(i, d.n)
			items := d.items()
			d.Take(a[2])
			d.setItems(append(append(append(make([]Value, 0, d.n+1), items[:i]...), a[2]), items[i:]...))
			return none, nil
		}},
		def{Name: "index", Sig: "value, start=0, stop=9223372036854775807, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			d := dq(a[0])
			from, to := 0, d.n
			for i, p := range []*int{&from, &to} {
				if a[2+i].Valid() {
					k, err := t.IndexInt(a[2+i])
					if err != nil {
						return Value{}, err
					}
					if k < 0 {
						k = max(k+d.n, 0)
					}
					*p = min(k, d.n)
				}
			}
			ver := d.version
			for i := from; i < to; i++ {
				eq, err := t.Equal(d.At(i), a[1])
				if err != nil {
					return Value{}, err
				}
				if d.version != ver {
					return Value{}, t.Raisef(object.RuntimeError, "deque mutated during iteration")
				}
				if eq {
					return object.Int(int64(i)), nil
				}
			}
			return Value{}, t.Raisef(object.ValueError, "deque.index(x): x not in deque")
		}},
		def{Name: "__reversed__", Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) {
			d := dq(a[0])
			i, ver := d.n, d.version
			return object.NewIter(DequeRevIterType, func(t *Thread) (Value, error) {
				if d.version != ver {
					return Value{}, t.Raisef(object.RuntimeError, "deque mutated during iteration")
				}
				if i--; i < 0 {
					return Value{}, nil
				}
				return d.At(i), nil
			}, a[0]), nil
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
	object.DefineType(DequeRevIterType, object.ObjectType, "collections", object.IterSlots())

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
		Binary: [object.NumBinary]object.BinaryFunc{object.OpOr: func(t *Thread, a, b Value) (Value, error) {
			if object.AsDict(a) == nil || object.AsDict(b) == nil {
				return object.NotImplemented, nil
			}
			// The result has the type and the factory of whichever is a defaultdict.
			like := a
			if !object.IsInstance(a, DefaultDictType) {
				like = b
			}
			f := dd(like).factory
			if !f.Valid() {
				f = none
			}
			r, err := t.Call(object.Of(like.Type()), f, a)
			if err != nil {
				return Value{}, err
			}
			return r, t.DictMerge(object.AsDict(r), b)
		}},
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
	m.Dict.SetString(t, "_tuplegetter", object.Of(FieldType))
	return m, nil
}
