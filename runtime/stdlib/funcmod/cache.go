package funcmod

import (
	"unsafe"

	"github.com/asynctools/asynctools/runtime/object"
)

// Cache is a function with its results, the newest of maxSize ones.
type Cache struct {
	object.Header
	object.Attrs
	fn           Value
	info         Value // makes cache_info()
	typed        bool
	maxSize      int          // -1: unbounded
	results      *object.Dict // by key: the result, or the place in nodes
	nodes        []node
	free         []int32
	head, tail   int32 // the oldest and the newest, -1 for none
	hits, misses int64
}

// node is a result in the order of use.
type node struct {
	key, val   Value
	prev, next int32
}

func asCache(v Value) *Cache { return object.Cast[Cache](v) }

// key is what a call is known by: a lone int or str itself, else a tuple.
func (c *Cache) key(a []Value, kw kwargs) Value {
	n := len(a) - len(kw)
	if len(kw) == 0 && !c.typed && len(a) == 1 && (a[0].IsInt() || a[0].Is(object.StrType)) {
		return a[0]
	}
	items := append(make([]Value, 0, len(a)+len(kw)+1), a[:n]...)
	if len(kw) > 0 {
		items = append(items, object.Of(kwMark))
		for i, k := range kw {
			items = append(items, object.Of(k), a[n+i])
		}
	}
	if c.typed {
		for _, v := range a {
			items = append(items, object.Of(v.Type()))
		}
	}
	return object.TupleOf(items)
}

func (c *Cache) unlink(i int32) {
	n := &c.nodes[i]
	if n.prev >= 0 {
		c.nodes[n.prev].next = n.next
	} else {
		c.head = n.next
	}
	if n.next >= 0 {
		c.nodes[n.next].prev = n.prev
	} else {
		c.tail = n.prev
	}
}

func (c *Cache) link(i int32) {
	n := &c.nodes[i]
	n.prev, n.next = c.tail, -1
	if c.tail >= 0 {
		c.nodes[c.tail].next = i
	} else {
		c.head = i
	}
	c.tail = i
}

func (c *Cache) call(t *Thread, a []Value, kw kwargs) (Value, error) {
	if c.maxSize == 0 {
		c.misses++
		return t.CallKw(c.fn, a, kw)
	}
	key := c.key(a, kw)
	key.Hold()
	defer t.Release(key)
	if _, err := t.Hash(key); err != nil { // for the error to be the argument's own
		return object.Value{}, err
	}
	found, err := c.results.Get(t, key)
	if err != nil {
		return Value{}, err
	}
	if found.Valid() {
		c.hits++
		if c.maxSize < 0 {
			return found, nil
		}
		i := int32(found.AsInt())
		c.unlink(i)
		c.link(i)
		return c.nodes[i].val, nil
	}
	c.misses++
	r, err := t.CallKw(c.fn, a, kw)
	if err != nil {
		return Value{}, err
	}
	r.Hold()
	defer r.Forget()
	if c.maxSize < 0 {
		return r, c.results.Set(t, key, r)
	}
	// The call may have cached the same result meanwhile.
	if found, err := c.results.Get(t, key); err != nil || found.Valid() {
		return r, err
	}
	return r, c.add(t, key, r)
}

func (c *Cache) add(t *Thread, key, r Value) error {
	if c.results.Len() >= c.maxSize && c.head >= 0 {
		i := c.head
		c.unlink(i)
		old := c.nodes[i]
		c.nodes[i] = node{}
		c.free = append(c.free, i)
		_, err := c.results.Del(t, old.key)
		t.Release(old.key)
		t.Release(old.val)
		if err != nil {
			return err
		}
	}
	var i int32
	if n := len(c.free); n > 0 {
		i, c.free = c.free[n-1], c.free[:n-1]
	} else {
		i = int32(len(c.nodes))
		c.nodes = append(c.nodes, node{})
	}
	c.Take(key)
	c.Take(r)
	c.nodes[i] = node{key: key, val: r}
	c.link(i)
	return c.results.Set(t, key, object.Int(int64(i)))
}

func (c *Cache) clear(t *Thread) {
	old := c.nodes
	c.nodes, c.free, c.head, c.tail, c.hits, c.misses = nil, nil, -1, -1, 0, 0
	c.results.Clear(t)
	for _, n := range old {
		t.Release(n.key)
		t.Release(n.val)
	}
}

func registerCache() {
	off := unsafe.Offsetof(Cache{}.Attrs)
	alloc := func() Value {
		c := &Cache{Header: object.NewHeader(cacheType), head: -1, tail: -1, results: object.NewDict()}
		c.Take(object.Of(c.results))
		return object.Of(c)
	}
	object.DefineType(cacheType, object.ObjectType, "functools", object.Slots{
		New: func(t *Thread, cls *object.Type, a []Value, kw kwargs) (Value, error) {
			var p [4]Value
			if err := object.ParseArgs(t, "lru_cache", "user_function, maxsize, typed, cache_info_type", a, kw, p[:]); err != nil {
				return Value{}, err
			}
			if p[0].Type().S().Call == nil {
				return Value{}, t.Raisef(object.TypeError, "the first argument must be callable")
			}
			size := -1
			if !p[1].IsNone() {
				if p[1].Type().S().Index == nil {
					return Value{}, t.Raisef(object.TypeError, "maxsize should be integer or None")
				}
				n, err := t.IntArg(p[1])
				if err != nil {
					return Value{}, err
				}
				size = int(max(n, 0))
			}
			typed, err := t.Truth(p[2])
			if err != nil {
				return Value{}, err
			}
			v := cls.AllocOr(alloc)
			c := asCache(v)
			c.maxSize, c.typed = size, typed
			t.Store(&c.Header, &c.fn, p[0])
			t.Store(&c.Header, &c.info, p[3])
			return v, nil
		},
		Init: noInit,
		Call: func(t *Thread, self Value, a []Value, kw kwargs) (Value, error) { return asCache(self).call(t, a, kw) },
		DescrGet: func(_ *Thread, d, obj, _ Value) (Value, error) {
			if !obj.Valid() || obj.IsNone() {
				return d, nil
			}
			return object.NewMethod(d, obj), nil
		},
		Traverse: func(v Value, visit func(Value)) {
			c := asCache(v)
			visit(object.Of(c.results))
			for _, n := range c.nodes {
				if n.key.Valid() {
					visit(n.key)
					visit(n.val)
				}
			}
			if c.fn.Valid() {
				visit(c.fn)
				visit(c.info)
			}
			c.Attrs.Traverse(visit)
		},
	},
		def{Name: "cache_info", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			c := asCache(a[0])
			size := object.None
			if c.maxSize >= 0 {
				size = object.Int(int64(c.maxSize))
			}
			return t.Call(c.info, object.Int(c.hits), object.Int(c.misses), size, object.Int(int64(c.results.Len())))
		}},
		def{Name: "cache_clear", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			asCache(a[0]).clear(t)
			return object.None, nil
		}},
		def{Name: "__dict__", Kind: object.GetterDef, Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.Of(t.DictOf(a[0])), nil }},
		def{Name: "__copy__", Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) { return a[0], nil }},
		def{Name: "__deepcopy__", Sig: "memo, /", Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) { return a[0], nil }},
		def{Name: "__reduce__", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return t.GetAttrString(a[0], "__qualname__") }},
	)
	cacheType.SetAttrsOffset(off)
	object.RegisterInlineLayout(cacheType, off, alloc)
}
