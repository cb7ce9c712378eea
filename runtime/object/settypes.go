package object

func (t *Thread) compareSets(x, y *Set, op CmpOp) (Value, error) {
	sub := func(a, b *Set) (bool, error) {
		if a.used > b.used {
			return false, nil
		}
		for _, e := range a.entries() {
			if ok, err := b.hasHashed(t, e.key, e.hash); !ok || err != nil {
				return false, err
			}
		}
		return true, nil
	}
	var ok bool
	var err error
	switch op {
	case CmpEq, CmpNe:
		if ok = x.used == y.used; ok {
			ok, err = sub(x, y)
		}
		return Bool(ok == (op == CmpEq)), err
	case CmpLe:
		ok, err = sub(x, y)
	case CmpLt:
		if x.used < y.used {
			ok, err = sub(x, y)
		}
	case CmpGe:
		ok, err = sub(y, x)
	case CmpGt:
		if y.used < x.used {
			ok, err = sub(y, x)
		}
	}
	return Bool(ok), err
}

func (t *Thread) setOp(op BinOp, x, y *Set, ty *Type) (Value, error) {
	out := &Set{Header: NewHeader(ty)}
	switch op {
	case OpOr:
		out = x.CopyOf(ty)
		if err := out.merge(t, y); err != nil {
			return Value{}, err
		}
	case OpAnd:
		if x == y {
			return Of(x.CopyOf(ty)), nil
		}
		if x.used >= y.used {
			x, y = y, x
		}
		for _, e := range x.table {
			if !e.key.Valid() {
				continue
			}
			ok, err := y.hasHashed(t, e.key, e.hash)
			if err != nil {
				return Value{}, err
			}
			if ok {
				out.addNew(e)
			}
		}
	case OpSub:
		if x.used>>2 > y.used {
			out = x.CopyOf(ty)
			for _, e := range y.table {
				if e.key.Valid() {
					if _, err := out.discardHashed(t, e.key, e.hash); err != nil {
						return Value{}, err
					}
				}
			}
			break
		}
		for _, e := range x.table {
			if !e.key.Valid() {
				continue
			}
			ok, err := y.hasHashed(t, e.key, e.hash)
			if err != nil {
				return Value{}, err
			}
			if !ok {
				out.addNew(e)
			}
		}
	case OpXor:
		out = y.CopyOf(ty)
		if err := out.toggle(t, x); err != nil {
			return Value{}, err
		}
	}
	return Of(out), nil
}

// merge adds what o has. It makes room for all of it first, which is part of the order
// that elements have then (set_merge).
func (s *Set) merge(t *Thread, o *Set) error {
	if s == o || o.used == 0 {
		return nil
	}
	if s.fill == 0 && len(s.table) <= 8 {
		c := o.CopyOf(SetType)
		s.table, s.used, s.fill = c.table, c.used, c.fill
		s.flags |= c.flags & Holds
		return nil
	}
	if (s.fill+o.used)*5 >= (max(len(s.table), 8)-1)*3 {
		s.grow((s.used + o.used) * 2)
	}
	for _, e := range o.table {
		if e.key.Valid() {
			if _, err := s.addHashed(t, e.key, e.hash); err != nil {
				return err
			}
		}
	}
	return nil
}

// without removes what o has (set_difference_update_internal).
func (s *Set) without(t *Thread, o *Set) error {
	for _, e := range o.entries() {
		if _, err := s.discardHashed(t, e.key, e.hash); err != nil {
			return err
		}
	}
	if s.fill-s.used > (len(s.table)-1)/4 {
		s.growFull()
	}
	return nil
}

// toggle removes what o has as well, and adds what only o has.
func (s *Set) toggle(t *Thread, o *Set) error {
	for _, e := range o.entries() {
		common, err := s.discardHashed(t, e.key, e.hash)
		if err == nil && !common {
			_, err = s.addHashed(t, e.key, e.hash)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func setupSet() {
	set := func(v Value) *Set { return (*Set)(v.p) }
	other := func(t *Thread, v Value) (*Set, error) {
		if s := AsSet(v); s != nil {
			return s, nil
		}
		s := NewSet()
		return s, t.eachHashed(v, func(x Value, h uint64) error { _, err := s.addHashed(t, x, h); return err })
	}
	bin := func(op BinOp) BinaryFunc {
		return func(t *Thread, a, b Value) (Value, error) {
			x, y := AsSet(a), AsSet(b)
			if x == nil || y == nil {
				return NotImplemented, nil
			}
			return t.setOp(op, x, y, solidSet(x.typ))
		}
	}
	fill := func(t *Thread, s *Set, a []Value) error {
		if len(a) == 0 {
			return nil
		}
		if o := AsSet(a[0]); o != nil && (a[0].Is(SetType) || a[0].Is(FrozenSetType)) {
			return s.merge(t, o)
		}
		return t.eachHashed(a[0], func(x Value, h uint64) error { _, err := s.addHashed(t, x, h); return err })
	}
	replace := func(t *Thread, s *Set, v Value) {
		n := AsSet(v)
		old := s.Items()
		s.table, s.used, s.fill = n.table, n.used, n.fill
		s.flags |= Holds
		for _, x := range old {
			t.Release(x)
		}
	}
	change := func(t *Thread, op BinOp, s, y *Set) error {
		switch op {
		case OpOr:
			return s.merge(t, y)
		case OpSub, OpXor:
			if s == y {
				s.Clear(t)
				return nil
			}
			if op == OpSub {
				return s.without(t, y)
			}
			return s.toggle(t, y)
		}
		r, err := t.setOp(op, s, y, SetType)
		if err == nil {
			replace(t, s, r)
		}
		return err
	}
	inp := func(op BinOp) BinaryFunc {
		return func(t *Thread, a, b Value) (Value, error) {
			y := AsSet(b)
			if y == nil {
				return NotImplemented, nil
			}
			return a, change(t, op, set(a), y)
		}
	}
	slots := Slots{
		Repr: func(t *Thread, v Value) (Value, error) {
			s := set(v)
			name := v.Type().Name
			if s.used == 0 {
				return NewStr(name + "()"), nil
			}
			if t.ReprEnter(v) {
				return NewStr(name + "(...)"), nil
			}
			t.ReprLeave()
			items := s.Items()
			r, err := t.reprSeq(v, func() []Value { return items }, "{", "}", false)
			if err != nil || v.Is(SetType) {
				return r, err
			}
			return NewStr(name + "(" + AsStr(r).S + ")"), nil
		},
		Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
			x, y := AsSet(a), AsSet(b)
			if x == nil || y == nil {
				return NotImplemented, nil
			}
			return t.compareSets(x, y, op)
		},
		Len:      func(t *Thread, v Value) (int, error) { return set(v).used, nil },
		Contains: func(t *Thread, v, x Value) (bool, error) { return set(v).Has(t, t.asElement(x)) },
		Iter: func(t *Thread, v Value) (Value, error) {
			it := &setIter{Header: NewHeader(SetIterType), s: set(v), used: set(v).used}
			it.take(v)
			return Of(it), nil
		},
		Binary:   [NumBinary]BinaryFunc{OpAnd: bin(OpAnd), OpOr: bin(OpOr), OpSub: bin(OpSub), OpXor: bin(OpXor)},
		Traverse: func(v Value, visit func(Value)) { set(v).Each(visit); instanceTraverse(v, visit) },
	}
	many := func(op BinOp) NativeFunc {
		return func(t *Thread, a []Value, _ KwNames) (Value, error) {
			ty := solidSet(a[0].Type())
			if op == OpOr || len(a) == 1 {
				r := set(a[0]).CopyOf(ty)
				for _, o := range a[1:] {
					if err := fill(t, r, []Value{o}); err != nil {
						return Value{}, err
					}
				}
				return Of(r), nil
			}
			r := a[0]
			for _, o := range a[1:] {
				y, err := other(t, o)
				if err != nil {
					return Value{}, err
				}
				if r, err = t.setOp(op, AsSet(r), y, ty); err != nil {
					return Value{}, err
				}
			}
			return r, nil
		}
	}
	rel := func(op CmpOp) NativeFunc {
		return func(t *Thread, a []Value, _ KwNames) (Value, error) {
			y, err := other(t, a[1])
			if err != nil {
				return Value{}, err
			}
			return t.compareSets(set(a[0]), y, op)
		}
	}
	common := []Def{
		{Name: "union", Sig: "*", Fn: many(OpOr)},
		{Name: "intersection", Sig: "*", Fn: many(OpAnd)},
		{Name: "difference", Sig: "*", Fn: many(OpSub)},
		{Name: "symmetric_difference", Sig: "other, /", Fn: many(OpXor)},
		{Name: "issubset", Sig: "other, /", Fn: rel(CmpLe)},
		{Name: "issuperset", Sig: "other, /", Fn: rel(CmpGe)},
		{Name: "isdisjoint", Sig: "other, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			dis := true
			err := t.Each(a[1], func(x Value) error {
				ok, err := set(a[0]).Has(t, x)
				dis = dis && !ok
				return err
			})
			return Bool(dis), err
		}},
		{Name: "copy", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			if a[0].Is(FrozenSetType) {
				return a[0], nil
			}
			return Of(set(a[0]).CopyOf(solidSet(a[0].Type()))), nil
		}},
		{Name: "__class_getitem__", Kind: ClassDef, Sig: "item, /", Fn: classGetitem},
	}
	fs := slots
	slots.New = func(t *Thread, cls *Type, a []Value, kw KwNames) (Value, error) {
		if cls == SetType {
			return Of(NewSet()), nil
		}
		return cls.Alloc(), nil
	}
	slots.Init = func(t *Thread, self Value, a []Value, kw KwNames) error {
		if len(kw) > 0 {
			return t.Raisef(TypeError, "set() takes no keyword arguments")
		}
		if len(a) > 1 {
			return t.Raisef(TypeError, "set expected at most 1 argument, got %d", len(a))
		}
		set(self).Clear(t)
		return fill(t, set(self), a)
	}
	slots.Inplace = [NumBinary]BinaryFunc{OpAnd: inp(OpAnd), OpOr: inp(OpOr), OpSub: inp(OpSub), OpXor: inp(OpXor)}
	update := func(op BinOp) NativeFunc {
		return func(t *Thread, a []Value, _ KwNames) (Value, error) {
			for _, o := range a[1:] {
				if op == OpOr {
					if err := fill(t, set(a[0]), []Value{o}); err != nil {
						return Value{}, err
					}
					continue
				}
				y, err := other(t, o)
				if err != nil {
					return Value{}, err
				}
				if err := change(t, op, set(a[0]), y); err != nil {
					return Value{}, err
				}
			}
			return None, nil
		}
	}
	define(SetType, ObjectType, slots, append(common[:len(common):len(common)],
		Def{Name: "add", Sig: "object, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			_, err := set(a[0]).Add(t, a[1])
			return None, err
		}},
		Def{Name: "discard", Sig: "object, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			_, err := set(a[0]).Discard(t, t.asElement(a[1]))
			return None, err
		}},
		Def{Name: "remove", Sig: "object, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			ok, err := set(a[0]).Discard(t, t.asElement(a[1]))
			if err == nil && !ok {
				err = t.Raise(KeyError, a[1])
			}
			return None, err
		}},
		Def{Name: "pop", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			v := set(a[0]).PopAny()
			if !v.Valid() {
				return v, t.Raisef(KeyError, "pop from an empty set")
			}
			return v, nil
		}},
		Def{Name: "clear", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { set(a[0]).Clear(t); return None, nil }},
		Def{Name: "update", Sig: "*", Fn: update(OpOr)},
		Def{Name: "intersection_update", Sig: "*", Fn: update(OpAnd)},
		Def{Name: "difference_update", Sig: "*", Fn: update(OpSub)},
		Def{Name: "symmetric_difference_update", Sig: "*", Fn: update(OpXor)},
	)...)
	fs.New = func(t *Thread, cls *Type, a []Value, kw KwNames) (Value, error) {
		if len(kw) > 0 {
			if !t.ownMethod(cls, FrozenSetType, names.init) {
				return Value{}, t.Raisef(TypeError, "frozenset() takes no keyword arguments")
			}
			a = a[:len(a)-len(kw)]
		}
		if len(a) > 1 {
			return Value{}, t.Raisef(TypeError, "frozenset expected at most 1 argument, got %d", len(a))
		}
		if cls == FrozenSetType && len(a) == 1 && a[0].Is(FrozenSetType) {
			return a[0], nil
		}
		var v Value
		if cls == FrozenSetType {
			v = Of(&Set{Header: NewHeader(cls)})
		} else {
			v = cls.Alloc()
		}
		return v, fill(t, set(v), a)
	}
	fs.Init = nil
	fs.Hash = func(t *Thread, v Value) (uint64, error) {
		s := set(v)
		if s.hashed {
			return s.hash, nil
		}
		var h uint64
		s.Each(func(x Value) {
			y, _ := t.Hash(x)
			h ^= (y ^ 89869747 ^ y<<16) * 3644798167
		})
		h ^= (uint64(s.used) + 1) * 1927868237
		h ^= h>>11 ^ h>>25
		h = h*69069 + 907133923
		if h == ^uint64(0) {
			h = 590923713
		}
		s.hash, s.hashed = h, true
		return h, nil
	}
	define(FrozenSetType, ObjectType, fs, common...)
	for _, ty := range []*Type{SetType, FrozenSetType} {
		ty.Flags |= SetSub
		RegisterLayout[Set](ty, nil)
	}
	define(SetIterType, ObjectType, Slots{Iter: selfIter, Next: setIterNext, Traverse: func(v Value, visit func(Value)) {
		if s := (*setIter)(v.p).s; s != nil {
			visit(Of(s))
		}
	}})
}

// solidSet is set or frozenset, whichever ty derives from.
func solidSet(ty *Type) *Type {
	if ty.IsSubtype(FrozenSetType) {
		return FrozenSetType
	}
	return SetType
}

// asElement lets a set be looked for among the elements of another, as the
// frozenset of what it holds.
func (t *Thread) asElement(v Value) Value {
	if s := AsSet(v); s != nil && v.Type().slots.Hash == nil {
		return Of(s.CopyOf(FrozenSetType))
	}
	return v
}
