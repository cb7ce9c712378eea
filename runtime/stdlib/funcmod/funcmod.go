// Package funcmod is the native part of Python's module functools: partial,
// reduce, cmp_to_key and the cache behind lru_cache.
package funcmod

import (
	"strings"
	"sync"
	"unsafe"

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

// Partial is functools.partial.
type Partial struct {
	object.Header
	object.Attrs
	fn     Value
	args   Value // a tuple
	kw     *object.Dict
	places int // how many args are Placeholder
}

// keyWrapper compares objects by a function.
type keyWrapper struct {
	object.Header
	cmp, obj Value
}

// The types of this package.
var (
	PartialType     = &object.Type{Name: "partial"}
	placeholderType = &object.Type{Name: "_PlaceholderType"}
	keyType         = &object.Type{Name: "KeyWrapper"}
	cacheType       = &object.Type{Name: "_lru_cache_wrapper"}

	placeholder *object.Instance
	kwMark      = &object.Instance{}
)

var once sync.Once

// Register completes the types of this package.
func Register() { once.Do(func() { object.Register(register) }) }

func asPartial(v Value) *Partial { return object.Cast[Partial](v) }

func partialNew(t *Thread, cls *object.Type, a []Value, kw kwargs) (Value, error) {
	n := len(a) - len(kw)
	if n == 0 {
		return Value{}, t.Raisef(object.TypeError, "type 'partial' takes at least one argument")
	}
	fn := a[0]
	if fn.Type().S().Call == nil {
		return Value{}, t.Raisef(object.TypeError, "the first argument must be callable")
	}
	hole := object.Of(placeholder)
	args := a[1:n]
	if len(args) > 0 && args[len(args)-1] == hole {
		return Value{}, t.Raisef(object.TypeError, "trailing Placeholders are not allowed")
	}
	for _, v := range a[n:] {
		if v == hole {
			return Value{}, t.Raisef(object.TypeError, "Placeholder cannot be passed as a keyword argument")
		}
	}
	d := object.NewDict()
	if object.IsInstance(fn, PartialType) {
		// A partial of a partial is one.
		inner := asPartial(fn)
		if in := object.AttrsOf(fn); in.Shape() == nil && !in.HasDict() {
			merged, rest := fill(object.AsTuple(inner.args).Items, args)
			args = append(merged, rest...)
			if err := d.Update(t, inner.kw); err != nil {
				return Value{}, err
			}
			fn = inner.fn
		}
	}
	for i, k := range kw {
		d.SetStr(t, t.Interp.InternStr(k), a[n+i])
	}
	v := cls.AllocOr(func() Value { return object.Of(&Partial{Header: object.NewHeader(PartialType)}) })
	p := asPartial(v)
	p.set(t, fn, object.NewTuple(args...), d)
	return v, nil
}

// Inside is what a functools.partial calls, and with what. ok is false for other
// values.
func Inside(v Value) (fn Value, args []Value, kw *object.Dict, ok bool) {
	if !v.Valid() || !v.Type().IsSubtype(PartialType) {
		return Value{}, nil, nil, false
	}
	p := asPartial(v)
	return p.fn, object.AsTuple(p.args).Items, p.kw, true
}

func (p *Partial) set(t *Thread, fn, args Value, kw *object.Dict) {
	old := p.kw
	t.Store(&p.Header, &p.fn, fn)
	t.Store(&p.Header, &p.args, args)
	p.kw = kw
	p.Take(object.Of(kw))
	if old != nil {
		t.Release(object.Of(old))
	}
	p.places = 0
	for _, v := range object.AsTuple(args).Items {
		if v == object.Of(placeholder) {
			p.places++
		}
	}
}

// fill puts arguments into the places of stored ones; rest is what is left.
func fill(stored, args []Value) (out, rest []Value) {
	out = make([]Value, 0, len(stored)+len(args))
	for _, v := range stored {
		if v == object.Of(placeholder) && len(args) > 0 {
			v, args = args[0], args[1:]
		}
		out = append(out, v)
	}
	return out, args
}

func partialCall(t *Thread, self Value, a []Value, kw kwargs) (Value, error) {
	p := asPartial(self)
	n := len(a) - len(kw)
	if n < p.places {
		return Value{}, t.Raisef(object.TypeError, "missing positional arguments in 'partial' call; expected at least %d, got %d", p.places, n)
	}
	stored := object.AsTuple(p.args).Items
	if p.kw.Len() == 0 {
		if len(stored) == 0 {
			return t.CallKw(p.fn, a, kw)
		}
		out, rest := fill(stored, a[:n])
		return t.CallKw(p.fn, append(append(out, rest...), a[n:]...), kw)
	}
	out, rest := fill(stored, a[:n])
	out = append(out, rest...)
	names := make(kwargs, 0, p.kw.Len()+len(kw))
	p.kw.Each(func(k, v Value) {
		name := object.AsStr(k)
		for i, other := range kw {
			if other.S == name.S {
				v = a[n+i]
			}
		}
		names = append(names, name)
		out = append(out, v)
	})
next:
	for i, k := range kw {
		for _, have := range names[:p.kw.Len()] {
			if have.S == k.S {
				continue next
			}
		}
		names = append(names, k)
		out = append(out, a[n+i])
	}
	return t.CallKw(p.fn, out, names)
}

func partialRepr(t *Thread, v Value) (Value, error) {
	p := asPartial(v)
	if t.ReprEnter(v) {
		return object.NewStr("..."), nil
	}
	defer t.ReprLeave()
	var b strings.Builder
	b.WriteString(v.Type().FullName() + "(")
	r, err := t.Repr(p.fn)
	if err != nil {
		return Value{}, err
	}
	b.WriteString(r)
	for _, x := range object.AsTuple(p.args).Items {
		if r, err = t.Repr(x); err != nil {
			return Value{}, err
		}
		b.WriteString(", " + r)
	}
	p.kw.Each(func(k, x Value) {
		if err == nil {
			r, err = t.Repr(x)
			ks, _ := t.StrOf(k)
			b.WriteString(", " + ks + "=" + r)
		}
	})
	return object.NewStr(b.String() + ")"), err
}

func partialSetState(t *Thread, a []Value, _ kwargs) (Value, error) {
	st := object.AsTuple(a[1])
	bad := func() (Value, error) { return Value{}, t.Raisef(object.TypeError, "invalid partial state") }
	if st == nil || len(st.Items) != 4 {
		return bad()
	}
	kw := object.AsDict(st.Items[2])
	if st.Items[2].IsNone() {
		kw = object.NewDict()
	}
	args := object.AsTuple(st.Items[1])
	if st.Items[0].Type().S().Call == nil || args == nil || kw == nil {
		return bad()
	}
	if n := len(args.Items); n > 0 && args.Items[n-1] == object.Of(placeholder) {
		return Value{}, t.Raisef(object.TypeError, "trailing Placeholders are not allowed")
	}
	p := asPartial(a[0])
	p.set(t, st.Items[0], object.NewTuple(args.Items...), kw.Copy())
	if d := object.AsDict(st.Items[3]); d != nil {
		if err := t.DictOf(a[0]).Update(t, d); err != nil {
			return Value{}, err
		}
	}
	return object.None, nil
}

func registerPartial() {
	get := func(name string, f func(p *Partial) Value) def {
		return def{Name: name, Kind: object.GetterDef, Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) { return f(asPartial(a[0])), nil }}
	}
	object.DefineType(PartialType, object.ObjectType, "functools", object.Slots{
		New: partialNew, Init: noInit, Call: partialCall, Repr: partialRepr,
		DescrGet: func(_ *Thread, d, obj, _ Value) (Value, error) {
			if !obj.Valid() || obj.IsNone() {
				return d, nil
			}
			return object.NewMethod(d, obj), nil
		},
		Traverse: func(v Value, visit func(Value)) {
			p := asPartial(v)
			if p.fn.Valid() {
				visit(p.fn)
				visit(p.args)
				visit(object.Of(p.kw))
			}
			p.Attrs.Traverse(visit)
		},
	},
		get("func", func(p *Partial) Value { return p.fn }),
		get("args", func(p *Partial) Value { return p.args }),
		get("keywords", func(p *Partial) Value { return object.Of(p.kw) }),
		def{Name: "__dict__", Kind: object.GetterDef, Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.Of(t.DictOf(a[0])), nil }},
		def{Name: "__reduce__", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			p := asPartial(a[0])
			d := object.None
			if m := t.DictOf(a[0]); m.Len() > 0 {
				d = object.Of(m)
			}
			return object.NewTuple(object.Of(a[0].Type()), object.NewTuple(p.fn), object.NewTuple(p.fn, p.args, object.Of(p.kw), d)), nil
		}},
		def{Name: "__setstate__", Sig: "state, /", Fn: partialSetState},
		classGetitem,
	)
	off := unsafe.Offsetof(Partial{}.Attrs)
	PartialType.SetAttrsOffset(off)
	object.RegisterInlineLayout(PartialType, off, func() Value { return object.Of(&Partial{Header: object.NewHeader(PartialType)}) })
}

var classGetitem = def{Name: "__class_getitem__", Kind: object.ClassDef, Sig: "item, /", Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) {
	return object.NewGenericAlias(a[0], a[1]), nil
}}

func noInit(*Thread, Value, []Value, kwargs) error { return nil }

func register() {
	registerPartial()
	registerCache()
	object.DefineType(placeholderType, object.ObjectType, "functools", object.Slots{
		Repr: func(*Thread, Value) (Value, error) { return object.NewStr("Placeholder"), nil },
		New: func(t *Thread, _ *object.Type, a []Value, _ kwargs) (Value, error) {
			if len(a) > 0 {
				return Value{}, t.Raisef(object.TypeError, "PlaceholderType takes no arguments")
			}
			return object.Of(placeholder), nil
		},
		Init: noInit,
	}, def{Name: "__reduce__", Fn: func(*Thread, []Value, kwargs) (Value, error) { return object.NewStr("Placeholder"), nil }})
	placeholder = &object.Instance{Header: object.StaticHeader(placeholderType)}
	kwMark.Header = object.StaticHeader(object.ObjectType)
	kw := func(v Value) *keyWrapper { return object.Cast[keyWrapper](v) }
	object.DefineType(keyType, object.ObjectType, "functools", object.Slots{
		Call: func(t *Thread, self Value, a []Value, kwn kwargs) (Value, error) {
			var p [1]Value
			if err := object.ParseArgs(t, "K", "obj", a, kwn, p[:]); err != nil {
				return Value{}, err
			}
			k := &keyWrapper{Header: object.NewHeader(keyType), cmp: kw(self).cmp, obj: p[0]}
			k.Take(k.cmp)
			k.Take(k.obj)
			return object.Of(k), nil
		},
		Compare: func(t *Thread, a, b Value, op object.CmpOp) (Value, error) {
			if !b.Is(keyType) {
				return Value{}, t.Raisef(object.TypeError, "other argument must be K instance")
			}
			if !kw(a).obj.Valid() || !kw(b).obj.Valid() {
				return Value{}, t.Raisef(object.AttributeError, "object")
			}
			r, err := t.Call(kw(a).cmp, kw(a).obj, kw(b).obj)
			if err != nil {
				return Value{}, err
			}
			return t.Compare(r, object.Int(0), op)
		},
		Traverse: func(v Value, visit func(Value)) {
			visit(kw(v).cmp)
			if kw(v).obj.Valid() {
				visit(kw(v).obj)
			}
		},
	},
		def{Name: "obj", Kind: object.GetterDef, Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			if v := kw(a[0]).obj; v.Valid() {
				return v, nil
			}
			return Value{}, t.Raisef(object.AttributeError, "object")
		}})
}

func reduce(t *Thread, a []Value, _ kwargs) (Value, error) {
	it, err := t.Iter(a[1])
	if err != nil {
		if object.IsExc(err, object.TypeError) && a[1].Type().S().Iter == nil {
			return Value{}, t.Raisef(object.TypeError, "reduce() arg 2 must support iteration")
		}
		return Value{}, err
	}
	it.Hold()
	defer t.Release(it)
	acc := a[2]
	if acc.Valid() {
		acc.Hold()
	}
	for {
		v, err := t.Next(it)
		if err != nil {
			t.Release(acc)
			return Value{}, err
		}
		if !v.Valid() {
			break
		}
		v.Hold()
		if !acc.Valid() {
			acc = v
			continue
		}
		r, err := t.Call(a[0], acc, v)
		r.Hold2()
		t.Release(v)
		t.Release(acc)
		if err != nil {
			return Value{}, err
		}
		acc = r
	}
	if !acc.Valid() {
		return Value{}, t.Raisef(object.TypeError, "reduce() of empty iterable with no initial value")
	}
	acc.Forget()
	return acc, nil
}

// New makes the module _functools.
func New(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "_functools")
	m.Dict.SetString(t, "partial", object.Of(PartialType))
	m.Dict.SetString(t, "Placeholder", object.Of(placeholder))
	m.Dict.SetString(t, "_lru_cache_wrapper", object.Of(cacheType))
	stdlib.Fill(t, m, "_functools", []def{
		{Name: "reduce", Sig: "function, iterable, /, initial=None", Fn: reduce},
		{Name: "cmp_to_key", Sig: "mycmp", Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) {
			k := &keyWrapper{Header: object.NewHeader(keyType), cmp: a[0]}
			k.Take(k.cmp)
			return object.Of(k), nil
		}},
	})
	return m, nil
}
