package opmod

import (
	"strings"

	"github.com/asynctools/asynctools/runtime/object"
)

// getter is an attrgetter, itemgetter or methodcaller.
type getter struct {
	object.Header
	args  Value // a tuple: names, keys, or a name and arguments
	paths [][]*object.Str
	kw    kwargs // of a methodcaller: the names of the last args
}

// The types of this package.
var (
	AttrGetterType   = &object.Type{Name: "attrgetter"}
	ItemGetterType   = &object.Type{Name: "itemgetter"}
	MethodCallerType = &object.Type{Name: "methodcaller"}
)

func as(v Value) *getter { return object.Cast[getter](v) }

func (g *getter) items() []Value { return object.AsTuple(g.args).Items }

func newGetter(cls *object.Type, args []Value) *getter {
	v := cls.AllocOr(func() Value { return object.Of(&getter{Header: object.NewHeader(cls)}) })
	g := as(v)
	g.args = object.NewTuple(args...)
	g.Take(g.args)
	return g
}

// collect is the one result, or a tuple of them.
func (g *getter) collect(t *Thread, n int, get func(i int) (Value, error)) (Value, error) {
	if n == 1 {
		return get(0)
	}
	out := make([]Value, 0, n)
	var err error
	for i := 0; i < n && err == nil; i++ {
		var v Value
		if v, err = get(i); err == nil {
			v.Hold()
			out = append(out, v)
		}
	}
	for _, v := range out {
		v.Forget()
	}
	if err != nil {
		for _, v := range out {
			t.DropFloating(v)
		}
		return Value{}, err
	}
	return object.TupleOf(out), nil
}

func (g *getter) attrs(t *Thread, obj Value) (Value, error) {
	return g.collect(t, len(g.paths), func(i int) (Value, error) {
		v := obj
		for _, name := range g.paths[i] {
			v.Hold()
			next, err := t.GetAttr(v, name)
			next.Hold2()
			t.Release(v)
			next.Forget()
			if err != nil {
				return Value{}, err
			}
			v = next
		}
		return v, nil
	})
}

func one(t *Thread, name string, a []Value, kw kwargs) error {
	if len(kw) > 0 {
		return t.Raisef(object.TypeError, "%s() takes no keyword arguments", name)
	}
	if len(a) != 1 {
		return t.Raisef(object.TypeError, "%s expected 1 argument, got %d", name, len(a))
	}
	return nil
}

func (g *getter) repr(t *Thread) (Value, error) {
	v := object.Of(g)
	ty := v.Type()
	if t.ReprEnter(v) {
		return object.NewStr(ty.FullName() + "(...)"), nil
	}
	defer t.ReprLeave()
	var parts []string
	items := g.items()
	for i, x := range items {
		r, err := t.Repr(x)
		if err != nil {
			return Value{}, err
		}
		if k := i - (len(items) - len(g.kw)); k >= 0 {
			r = g.kw[k].S + "=" + r
		}
		parts = append(parts, r)
	}
	return object.NewStr(ty.FullName() + "(" + strings.Join(parts, ", ") + ")"), nil
}

func registerGetters() {
	make := func(ty *object.Type, build func(t *Thread, g *getter) error, kwOK bool, call func(t *Thread, g *getter, obj Value) (Value, error)) {
		object.DefineType(ty, object.ObjectType, "operator", object.Slots{
			New: func(t *Thread, cls *object.Type, a []Value, kw kwargs) (Value, error) {
				if len(kw) > 0 && !kwOK {
					return Value{}, t.Raisef(object.TypeError, "%s() takes no keyword arguments", ty.Name)
				}
				if len(a)-len(kw) == 0 {
					if kwOK {
						return Value{}, t.Raisef(object.TypeError, "methodcaller needs at least one argument, the method name")
					}
					return Value{}, t.Raisef(object.TypeError, "%s expected 1 argument, got 0", ty.Name)
				}
				g := newGetter(cls, a)
				g.kw = append(kwargs(nil), kw...)
				if err := build(t, g); err != nil {
					return Value{}, err
				}
				return object.Of(g), nil
			},
			Init: func(*Thread, Value, []Value, kwargs) error { return nil },
			Call: func(t *Thread, self Value, a []Value, kw kwargs) (Value, error) {
				if err := one(t, ty.Name, a, kw); err != nil {
					return Value{}, err
				}
				return call(t, as(self), a[0])
			},
			Repr: func(t *Thread, v Value) (Value, error) { return as(v).repr(t) },
			Traverse: func(v Value, visit func(Value)) {
				if g := as(v); g.args.Valid() {
					visit(g.args)
				}
				if v.Type().Flags&object.HeapType != 0 {
					object.TraverseAttrs(v, visit)
				}
			},
		}, def{Name: "__reduce__", Fn: reduce})
	}
	make(AttrGetterType, func(t *Thread, g *getter) error {
		for _, v := range g.items() {
			s := object.AsStr(v)
			if s == nil {
				return t.Raisef(object.TypeError, "attribute name must be a string")
			}
			var path []*object.Str
			for _, name := range strings.Split(s.S, ".") {
				path = append(path, t.Interp.Intern(name))
			}
			g.paths = append(g.paths, path)
		}
		return nil
	}, false, func(t *Thread, g *getter, obj Value) (Value, error) { return g.attrs(t, obj) })
	make(ItemGetterType, func(*Thread, *getter) error { return nil }, false, func(t *Thread, g *getter, obj Value) (Value, error) {
		items := g.items()
		return g.collect(t, len(items), func(i int) (Value, error) { return t.GetItem(obj, items[i]) })
	})
	make(MethodCallerType, func(t *Thread, g *getter) error {
		s := object.AsStr(g.items()[0])
		if s == nil {
			return t.Raisef(object.TypeError, "method name must be a string")
		}
		g.paths = [][]*object.Str{{t.Interp.InternStr(s)}}
		return nil
	}, true, func(t *Thread, g *getter, obj Value) (Value, error) {
		if len(g.kw) == 0 {
			return t.CallMethod(obj, g.paths[0][0], g.items()[1:]...)
		}
		m, err := t.GetAttr(obj, g.paths[0][0])
		if err != nil {
			return Value{}, err
		}
		m.Hold()
		r, err := t.CallKw(m, g.items()[1:], g.kw)
		r.Hold2()
		t.Release(m)
		r.Forget()
		return r, err
	})
}

func reduce(t *Thread, a []Value, _ kwargs) (Value, error) {
	g := as(a[0])
	if len(g.kw) == 0 {
		return object.NewTuple(object.Of(a[0].Type()), g.args), nil
	}
	m, err := t.Interp.ImportModule(t, "functools", nil, object.None, 0)
	if err != nil {
		return Value{}, err
	}
	partial, err := t.GetAttrString(m, "partial")
	if err != nil {
		return Value{}, err
	}
	items := g.items()
	n := len(items) - len(g.kw)
	p, err := t.CallKw(partial, append([]Value{object.Of(a[0].Type()), items[0]}, items[n:]...), g.kw)
	if err != nil {
		return Value{}, err
	}
	return object.NewTuple(p, object.NewTuple(items[1:n]...)), nil
}
