// Package itermod is Python's module itertools.
package itermod

import (
	"sync"

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
	next   = func(t *Thread) (Value, error)
)

// maker starts an iterator: from its parsed arguments it makes the function
// that yields items, and names what that function holds.
type maker func(t *Thread, a []Value) (fn next, held []Value, err error)

// kind describes an iterator type.
type kind struct {
	name string
	sig  string
	make maker
	new  func(t *Thread, cls *object.Type, a []Value, kw kwargs) (Value, error) // instead of make
	repr func(t *Thread, it *object.Iter) (Value, error)
	defs []def
}

var (
	types = map[string]*object.Type{}
	once  sync.Once
)

// Register completes the types of this package.
func Register() { once.Do(func() { object.Register(register) }) }

func register() {
	for _, k := range kinds() {
		ty := &object.Type{Name: k.name}
		types[k.name] = ty
		slots := object.IterSlots()
		slots.Init = func(*Thread, Value, []Value, kwargs) error { return nil }
		slots.Traverse = traverse
		if mk := k.make; mk != nil {
			slots.New = func(t *Thread, cls *object.Type, a []Value, kw kwargs) (Value, error) {
				args, err := parse(t, k.name, k.sig, a, kw)
				if err != nil {
					return Value{}, err
				}
				fn, held, err := mk(t, args)
				if err != nil {
					return Value{}, err
				}
				return newIter(cls, fn, held...), nil
			}
		}
		if k.new != nil {
			slots.New = k.new
		}
		if k.repr != nil {
			slots.Repr = func(t *Thread, v Value) (Value, error) { return k.repr(t, object.Cast[object.Iter](v)) }
		}
		object.DefineType(ty, object.ObjectType, "itertools", slots, k.defs...)
		object.RegisterLayout[object.Iter](ty, nil)
	}
}

// parse checks arguments against a signature; "*" passes them on, keywords
// refused.
func parse(t *Thread, name, sig string, a []Value, kw kwargs) ([]Value, error) {
	if sig == "*" {
		if len(kw) > 0 {
			return nil, t.Raisef(object.TypeError, "%s() takes no keyword arguments", name)
		}
		return a, nil
	}
	out := make([]Value, 8)
	n := 1
	for _, c := range sig {
		if c == ',' {
			n++
		}
	}
	out = out[:n]
	return out, object.ParseArgs(t, name, sig, a, kw, out)
}

func traverse(v Value, visit func(Value)) {
	for _, h := range object.Cast[object.Iter](v).Held {
		if h.Valid() {
			visit(h)
		}
	}
	if v.Type().Flags&object.HeapType != 0 {
		object.TraverseAttrs(v, visit)
	}
}

// newIter makes an iterator of a type of this package or of a subclass.
func newIter(cls *object.Type, fn next, held ...Value) Value {
	v := cls.AllocOr(func() Value { return object.Of(&object.Iter{Header: object.NewHeader(cls)}) })
	it := object.Cast[object.Iter](v)
	it.Fn, it.Held = fn, held
	for _, h := range held {
		it.Take(h)
	}
	return v
}

// cells are the changing values of an iterator, held for it.
func cells(vals ...Value) *object.List { return object.NewList(vals...) }

// iters starts an iterator over each value.
func iters(t *Thread, vals []Value) ([]Value, error) {
	out := make([]Value, 0, len(vals))
	fail := func(err error) ([]Value, error) {
		for _, v := range out {
			v.Forget()
		}
		for _, v := range out {
			t.DropFloating(v)
		}
		return nil, err
	}
	for _, v := range vals {
		it, err := t.Iter(v)
		if err != nil {
			return fail(err)
		}
		it.Hold()
		out = append(out, it)
	}
	for _, v := range out {
		v.Forget()
	}
	return out, nil
}

// test is bool(fn(v)), or bool(v) without a function.
func test(t *Thread, fn, v Value) (bool, error) {
	v.Hold()
	defer v.Forget()
	if fn.IsNone() {
		return t.Truth(v)
	}
	r, err := t.Call(fn, v)
	if err != nil {
		return false, err
	}
	ok, err := t.Truth(r)
	t.DropFloating(r)
	return ok, err
}

// orNone replaces an absent argument by None.
func orNone(v Value) Value {
	if v.Valid() {
		return v
	}
	return object.None
}

// New makes the module.
func New(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "itertools")
	for name, ty := range types {
		if name != "_grouper" && name != "_tee" {
			m.Dict.SetString(t, name, object.Of(ty))
		}
	}
	m.Dict.SetString(t, "_tee", object.Of(types["_tee"]))
	m.Dict.SetString(t, "_grouper", object.Of(types["_grouper"]))
	stdlib.Fill(t, m, "itertools", []def{{Name: "tee", Sig: "iterable, n=2, /", Fn: tee}})
	return m, nil
}

func kinds() []kind {
	return []kind{
		{name: "accumulate", sig: "iterable, func=None, *, initial=None", make: accumulate},
		{name: "batched", sig: "iterable, n, *, strict=False", make: batched},
		{name: "chain", sig: "*", make: func(_ *Thread, a []Value) (next, []Value, error) {
			src := object.NewTuple(a...)
			return chain(src)
		}, defs: []def{
			{Name: "from_iterable", Kind: object.ClassDef, Sig: "iterable, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
				fn, held, err := chain(a[1])
				if err != nil {
					return Value{}, err
				}
				return newIter(object.AsType(a[0]), fn, held...), nil
			}},
			{Name: "__class_getitem__", Kind: object.ClassDef, Sig: "item, /", Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) {
				return object.NewGenericAlias(a[0], a[1]), nil
			}},
		}},
		{name: "combinations", sig: "iterable, r", make: combinations},
		{name: "combinations_with_replacement", sig: "iterable, r", make: combinationsRepeated},
		{name: "compress", sig: "data, selectors", make: compress},
		{name: "count", sig: "start=0, step=1", make: count, repr: countRepr},
		{name: "cycle", sig: "iterable, /", make: cycle},
		{name: "dropwhile", sig: "predicate, iterable, /", make: dropwhile},
		{name: "filterfalse", sig: "function, iterable, /", make: filterfalse},
		{name: "groupby", sig: "iterable, key=None", make: groupby},
		{name: "_grouper"},
		{name: "islice", sig: "*", make: islice},
		{name: "pairwise", sig: "iterable, /", make: pairwise},
		{name: "permutations", sig: "iterable, r=None", make: permutations},
		{name: "product", new: productNew},
		{name: "repeat", sig: "object, times=0", make: repeat, repr: repeatRepr, defs: []def{{Name: "__length_hint__", Fn: repeatHint}}},
		{name: "starmap", sig: "function, iterable, /", make: starmap},
		{name: "takewhile", sig: "predicate, iterable, /", make: takewhile},
		{name: "_tee", defs: []def{{Name: "__copy__", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return teeCopy(t, a[0]), nil
		}}}},
		{name: "zip_longest", new: zipLongestNew},
	}
}
