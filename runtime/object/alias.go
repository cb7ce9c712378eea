package object

import "strings"

// GenericAlias is list[int] and the like.
type GenericAlias struct {
	Header
	Origin  Value
	Args    Value // tuple
	starred bool  // *tuple[int]
	params  Value // __parameters__ once computed
	Attrs
}

// NewGenericAlias makes origin[args].
func NewGenericAlias(origin, args Value) Value {
	if AsTuple(args) == nil {
		args = NewTuple(args)
	}
	g := &GenericAlias{Header: NewHeader(GenericAliasType), Origin: origin, Args: args}
	g.take(origin)
	g.take(args)
	return Of(g)
}

func classGetitem(t *Thread, a []Value, _ KwNames) (Value, error) {
	return NewGenericAlias(a[0], a[1]), nil
}

// typeRepr is how an argument of a generic appears in its repr.
func (t *Thread) aliasItem(v Value) (string, error) {
	switch {
	case v == Ellipsis:
		return "...", nil
	case v == Of(NoneType):
		return "None", nil
	case AsType(v) != nil && v.Type() == TypeType:
		ty := AsType(v)
		if m := AsStrV(ty.Dict.GetStr(names.module)); m != nil && m.S != "builtins" {
			return m.S + "." + ty.Qualname, nil
		}
		return ty.FullName(), nil
	case v.Is(ListType):
		return t.aliasItems("[", "]", AsList(v).Items)
	}
	for _, n := range []string{"__origin__", "__args__"} {
		x, err := t.GetAttrOpt(v, t.Interp.Intern(n))
		if err != nil {
			return "", err
		}
		if !x.Valid() {
			break
		}
		if n == "__args__" {
			return t.Repr(v)
		}
	}
	if v.Type().Name == "TypeAliasType" {
		return t.Repr(v)
	}
	q, err := t.GetAttrOpt(v, names.qualname)
	if err != nil {
		return "", err
	}
	m, err := t.GetAttrOpt(v, names.module)
	if err != nil {
		return "", err
	}
	if !q.Valid() || !m.Valid() || m.IsNone() {
		return t.Repr(v)
	}
	qs, err := t.StrOf(q)
	if err != nil {
		return "", err
	}
	ms, err := t.StrOf(m)
	if ms == "builtins" {
		return qs, err
	}
	return ms + "." + qs, err
}

func (t *Thread) aliasItems(open, shut string, items []Value) (string, error) {
	parts := make([]string, len(items))
	for i, x := range items {
		s, err := t.aliasItem(x)
		if err != nil {
			return "", err
		}
		parts[i] = s
	}
	return open + strings.Join(parts, ", ") + shut, nil
}

func aliasRepr(t *Thread, v Value) (Value, error) {
	g := (*GenericAlias)(v.p)
	s, err := t.aliasItem(g.Origin)
	if err != nil {
		return Value{}, err
	}
	if g.starred {
		s = "*" + s
	}
	items := AsTuple(g.Args).Items
	if len(items) == 0 {
		return NewStr(s + "[()]"), nil
	}
	args, err := t.aliasItems("[", "]", items)
	return NewStr(s + args), err
}

// aliasParameters lists the type parameters that occur in args.
func (t *Thread) aliasParameters(args []Value) ([]Value, error) {
	var out []Value
	add := func(v Value) {
		for _, x := range out {
			if x == v {
				return
			}
		}
		out = append(out, v)
	}
	for _, a := range args {
		if AsType(a) != nil {
			continue
		}
		s, err := t.GetAttrOpt(a, t.Interp.Intern("__typing_subst__"))
		if err != nil {
			return nil, err
		}
		if s.Valid() {
			add(a)
			continue
		}
		var sub []Value
		if l := sequenceItems(a); l != nil {
			sub, err = t.aliasParameters(l)
		} else {
			var p Value
			if p, err = t.GetAttrOpt(a, t.Interp.Intern("__parameters__")); err == nil && p.Valid() {
				if tup := AsTuple(p); tup != nil {
					sub = tup.Items
				}
			}
		}
		if err != nil {
			return nil, err
		}
		for _, x := range sub {
			add(x)
		}
	}
	return out, nil
}

// sequenceItems are the items of a list or tuple among the arguments, as in
// Callable[[int], str].
func sequenceItems(v Value) []Value {
	if l := AsList(v); l != nil {
		return l.Items
	}
	if l := AsTuple(v); l != nil {
		return l.Items
	}
	return nil
}

// substitute is alias[item]: the arguments with their type parameters replaced.
func (t *Thread) substitute(self Value, args, params []Value, item Value) ([]Value, error) {
	if len(params) == 0 {
		r, err := t.Repr(self)
		if err != nil {
			return nil, err
		}
		return nil, t.Raisef(TypeError, "%s is not a generic class", r)
	}
	given, err := t.unpackGiven(item)
	if err != nil {
		return nil, err
	}
	prepare := t.Interp.Intern("__typing_prepare_subst__")
	for _, p := range params {
		f, err := t.GetAttrOpt(p, prepare)
		if err != nil {
			return nil, err
		}
		if !f.Valid() || f.IsNone() {
			continue
		}
		r, err := t.Call(f, self, TupleOf(given))
		if err != nil {
			return nil, err
		}
		if tup := AsTuple(r); tup != nil {
			given = tup.Items
		} else {
			given = []Value{r}
		}
	}
	if len(given) != len(params) {
		r, err := t.Repr(self)
		if err != nil {
			return nil, err
		}
		word := "few"
		if len(given) > len(params) {
			word = "many"
		}
		return nil, t.Raisef(TypeError, "Too %s arguments for %s; actual %d, expected %d", word, r, len(given), len(params))
	}
	return t.substituteIn(args, params, given)
}

// unpackGiven spreads *tuple[...] among what a generic is given.
func (t *Thread) unpackGiven(item Value) ([]Value, error) {
	list := []Value{item}
	if tup := AsTuple(item); tup != nil {
		list = tup.Items
	}
	var out []Value
	for _, v := range list {
		if AsType(v) == nil {
			sub, err := t.GetAttrOpt(v, t.Interp.Intern("__typing_unpacked_tuple_args__"))
			if err != nil {
				return nil, err
			}
			if sub.Valid() && !sub.IsNone() {
				items, err := t.Collect(sub)
				if err != nil {
					return nil, err
				}
				if n := len(items); n == 0 || items[n-1] != Ellipsis {
					out = append(out, items...)
					continue
				}
			}
		}
		out = append(out, v)
	}
	return out, nil
}

func (t *Thread) substituteIn(args, params, given []Value) ([]Value, error) {
	find := func(p Value) int {
		for i, x := range params {
			if x == p {
				return i
			}
		}
		return -1
	}
	var out []Value
	for _, a := range args {
		if AsType(a) != nil {
			out = append(out, a)
			continue
		}
		if l := sequenceItems(a); l != nil {
			sub, err := t.substituteIn(l, params, given)
			if err != nil {
				return nil, err
			}
			if AsList(a) != nil {
				out = append(out, Of(NewList(sub...)))
			} else {
				out = append(out, NewTuple(sub...))
			}
			continue
		}
		unpack, err := t.GetAttrOpt(a, t.Interp.Intern("__typing_is_unpacked_typevartuple__"))
		if err != nil {
			return nil, err
		}
		spread := unpack.Valid()
		if spread {
			if spread, err = t.Truth(unpack); err != nil {
				return nil, err
			}
		}
		f, err := t.GetAttrOpt(a, t.Interp.Intern("__typing_subst__"))
		if err != nil {
			return nil, err
		}
		r := a
		if f.Valid() {
			if i := find(a); i >= 0 {
				r, err = t.Call(f, given[i])
			}
		} else {
			r, err = t.substituteNested(a, params, given, find)
		}
		if err != nil {
			return nil, err
		}
		if tup := AsTuple(r); spread && tup != nil {
			out = append(out, tup.Items...)
		} else {
			out = append(out, r)
		}
	}
	return out, nil
}

// substituteNested substitutes in an argument that is generic itself.
func (t *Thread) substituteNested(a Value, params, given []Value, find func(Value) int) (Value, error) {
	sub, err := t.GetAttrOpt(a, t.Interp.Intern("__parameters__"))
	if err != nil {
		return Value{}, err
	}
	tup := AsTuple(orAbsent(sub))
	if tup == nil || len(tup.Items) == 0 {
		return a, nil
	}
	var items []Value
	for _, p := range tup.Items {
		i := find(p)
		if i < 0 {
			items = append(items, p)
			continue
		}
		if many := AsTuple(given[i]); many != nil && p.Type().slots.Iter != nil {
			items = append(items, many.Items...)
		} else {
			items = append(items, given[i])
		}
	}
	return t.GetItem(a, TupleOf(items))
}

func orAbsent(v Value) Value {
	if v.Valid() {
		return v
	}
	return None
}

func (t *Thread) aliasParams(g *GenericAlias) (Value, error) {
	if !g.params.Valid() {
		list, err := t.aliasParameters(AsTuple(g.Args).Items)
		if err != nil {
			return Value{}, err
		}
		t.Store(&g.Header, &g.params, NewTuple(list...))
	}
	return g.params, nil
}

// aliasOwn are the attributes of an alias that are not those of its origin.
var aliasOwn = map[string]bool{
	"__class__": true, "__origin__": true, "__args__": true, "__unpacked__": true, "__parameters__": true, "__typing_unpacked_tuple_args__": true,
	"__mro_entries__": true, "__reduce_ex__": true, "__reduce__": true, "__copy__": true, "__deepcopy__": true, "__bases__": true,
	"__instancecheck__": true, "__subclasscheck__": true,
}

func setupAliases() {
	alias := func(v Value) *GenericAlias { return (*GenericAlias)(v.p) }
	get := func(name string, f func(*Thread, *GenericAlias) (Value, error)) Def {
		return Def{Name: name, Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return f(t, alias(a[0])) }}
	}
	refuse := func(name, call string) Def {
		return Def{Name: name, Sig: "cls, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			return Value{}, t.Raisef(TypeError, "%s() argument 2 cannot be a parameterized generic", call)
		}}
	}
	define(GenericAliasType, ObjectType, Slots{
		Repr: aliasRepr, Binary: [NumBinary]BinaryFunc{OpOr: unionOr},
		Traverse: func(v Value, visit func(Value)) {
			visit(alias(v).Origin)
			visit(alias(v).Args)
			if p := alias(v).params; p.Valid() {
				visit(p)
			}
			alias(v).Attrs.traverse(visit)
		},
		New: func(t *Thread, cls *Type, a []Value, kw KwNames) (Value, error) {
			if len(kw) > 0 {
				return Value{}, t.Raisef(TypeError, "GenericAlias() takes no keyword arguments")
			}
			if len(a) != 2 {
				return Value{}, t.Raisef(TypeError, "GenericAlias expected 2 arguments, got %d", len(a))
			}
			args := a[1]
			if AsTuple(args) == nil {
				args = NewTuple(args)
			}
			v := cls.AllocOr(func() Value { return Of(&GenericAlias{Header: NewHeader(GenericAliasType)}) })
			g := alias(v)
			g.Origin, g.Args = a[0], args
			g.take(a[0])
			g.take(args)
			return v, nil
		},
		Init: func(*Thread, Value, []Value, KwNames) error { return nil },
		Call: func(t *Thread, self Value, a []Value, kw KwNames) (Value, error) {
			v, err := t.CallKw(alias(self).Origin, a, kw)
			if err != nil {
				return v, err
			}
			if err := t.SetAttr(v, t.Interp.Intern("__orig_class__"), self); err != nil && !IsExc(err, AttributeError) && !IsExc(err, TypeError) {
				return Value{}, err
			}
			return v, nil
		},
		GetItem: func(t *Thread, self, k Value) (Value, error) {
			g := alias(self)
			p, err := t.aliasParams(g)
			if err != nil {
				return Value{}, err
			}
			args, err := t.substitute(self, AsTuple(g.Args).Items, AsTuple(p).Items, k)
			if err != nil {
				return Value{}, err
			}
			v := NewGenericAlias(g.Origin, TupleOf(args))
			alias(v).starred = g.starred
			return v, nil
		},
		Iter: func(t *Thread, self Value) (Value, error) {
			g := alias(self)
			v := NewGenericAlias(g.Origin, g.Args)
			alias(v).starred = true
			return t.Iter(NewTuple(v))
		},
		GetAttr: func(t *Thread, self Value, name *Str) (Value, error) {
			if !aliasOwn[name.S] {
				if v := alias(self).get(name); v.Valid() {
					return v, nil
				}
				if self.Type() == GenericAliasType || !t.Lookup(self.Type(), name).Valid() || t.Lookup(GenericAliasType, name) == t.Lookup(self.Type(), name) {
					return t.GetAttr(alias(self).Origin, name)
				}
			}
			return genericGetAttr(t, self, name)
		},
		Hash: func(t *Thread, v Value) (uint64, error) {
			a, err := t.Hash(alias(v).Origin)
			if err != nil {
				return 0, err
			}
			b, err := t.Hash(alias(v).Args)
			return a ^ b, err
		},
		Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
			if !IsInstance(a, GenericAliasType) || !IsInstance(b, GenericAliasType) || op > CmpNe {
				return NotImplemented, nil
			}
			x, y := alias(a), alias(b)
			if x.starred != y.starred {
				return Bool(op == CmpNe), nil
			}
			eq, err := t.Equal(x.Origin, y.Origin)
			if err == nil && eq {
				eq, err = t.Equal(x.Args, y.Args)
			}
			return Bool(eq == (op == CmpEq)), err
		},
	},
		get("__origin__", func(t *Thread, g *GenericAlias) (Value, error) { return g.Origin, nil }),
		get("__args__", func(t *Thread, g *GenericAlias) (Value, error) { return g.Args, nil }),
		get("__unpacked__", func(t *Thread, g *GenericAlias) (Value, error) { return Bool(g.starred), nil }),
		get("__parameters__", func(t *Thread, g *GenericAlias) (Value, error) { return t.aliasParams(g) }),
		get("__typing_unpacked_tuple_args__", func(t *Thread, g *GenericAlias) (Value, error) {
			if g.starred && g.Origin == Of(TupleType) {
				return g.Args, nil
			}
			return None, nil
		}),
		Def{Name: "__mro_entries__", Sig: "bases, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return NewTuple(alias(a[0]).Origin), nil }},
		Def{Name: "__reduce__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			g := alias(a[0])
			if g.starred {
				inner := NewGenericAlias(g.Origin, g.Args)
				it, err := t.Iter(inner)
				return NewTuple(t.Interp.Builtins.GetString("next"), NewTuple(it)), err
			}
			return NewTuple(Of(GenericAliasType), NewTuple(g.Origin, g.Args)), nil
		}},
		refuse("__instancecheck__", "isinstance"), refuse("__subclasscheck__", "issubclass"),
	)
	GenericAliasType.Module = "types"
	GenericAliasType.SetAttrsOffset(aliasAttrsOffset)
	RegisterInlineLayout(GenericAliasType, aliasAttrsOffset, func() Value { return Of(&GenericAlias{Header: NewHeader(GenericAliasType)}) })
	setupUnion()
}
