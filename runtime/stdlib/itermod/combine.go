package itermod

import "github.com/asynctools/asynctools/runtime/object"

// pool is the items of an iterable as a tuple, and r.
func pool(t *Thread, a []Value) (Value, []Value, int, error) {
	r, err := int64(-1), error(nil)
	if a[1].Valid() && !a[1].IsNone() {
		if a[1].Type().S().Index == nil {
			return Value{}, nil, 0, t.Raisef(object.TypeError, "'%s' object cannot be interpreted as an integer", a[1].Type().TpName())
		}
		if r, err = t.IntArg(a[1]); err != nil {
			return Value{}, nil, 0, err
		}
	}
	items, err := t.Collect(a[0])
	if err != nil {
		return Value{}, nil, 0, err
	}
	tup := object.TupleOf(items)
	items = object.AsTuple(tup).Items
	if !a[1].Valid() || a[1].IsNone() {
		r = int64(len(items))
	} else if r < 0 {
		t.DropFloating(tup)
		return Value{}, nil, 0, t.Raisef(object.ValueError, "r must be non-negative")
	}
	return tup, items, int(min(r, 1<<31)), nil
}

// pick makes a tuple of the items at some places.
func pick(items []Value, at []int) Value {
	out := make([]Value, len(at))
	for i, j := range at {
		out[i] = items[j]
	}
	return object.TupleOf(out)
}

func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func combinations(t *Thread, a []Value) (next, []Value, error) {
	tup, items, r, err := pool(t, a)
	if err != nil {
		return nil, nil, err
	}
	n := len(items)
	if r > n {
		return func(*Thread) (Value, error) { return Value{}, nil }, []Value{tup}, nil
	}
	at, first, done := upTo(r), true, false
	return func(*Thread) (Value, error) {
		if done {
			return Value{}, nil
		}
		if !first {
			i := r - 1
			for i >= 0 && at[i] == i+n-r {
				i--
			}
			if i < 0 {
				done = true
				return Value{}, nil
			}
			at[i]++
			for j := i + 1; j < r; j++ {
				at[j] = at[j-1] + 1
			}
		}
		first = false
		return pick(items, at), nil
	}, []Value{tup}, nil
}

func combinationsRepeated(t *Thread, a []Value) (next, []Value, error) {
	tup, items, r, err := pool(t, a)
	if err != nil {
		return nil, nil, err
	}
	n := len(items)
	done := n == 0 && r > 0
	if done {
		return func(*Thread) (Value, error) { return Value{}, nil }, []Value{tup}, nil
	}
	at, first := make([]int, r), true
	return func(*Thread) (Value, error) {
		if done {
			return Value{}, nil
		}
		if !first {
			i := r - 1
			for i >= 0 && at[i] == n-1 {
				i--
			}
			if i < 0 {
				done = true
				return Value{}, nil
			}
			k := at[i] + 1
			for ; i < r; i++ {
				at[i] = k
			}
		}
		first = false
		return pick(items, at), nil
	}, []Value{tup}, nil
}

func permutations(t *Thread, a []Value) (next, []Value, error) {
	if a[1].Valid() && !a[1].IsNone() && !object.IsInstance(a[1], object.IntType) {
		return nil, nil, t.Raisef(object.TypeError, "Expected int as r")
	}
	tup, items, r, err := pool(t, a)
	if err != nil {
		return nil, nil, err
	}
	n := len(items)
	if r > n {
		return func(*Thread) (Value, error) { return Value{}, nil }, []Value{tup}, nil
	}
	at, first, done := upTo(n), true, false
	cycles := make([]int, r)
	for i := range cycles {
		cycles[i] = n - i
	}
	return func(*Thread) (Value, error) {
		if done {
			return Value{}, nil
		}
		if first {
			first = false
			return pick(items, at[:r]), nil
		}
		for i := r - 1; i >= 0; i-- {
			if cycles[i]--; cycles[i] > 0 {
				j := n - cycles[i]
				at[i], at[j] = at[j], at[i]
				return pick(items, at[:r]), nil
			}
			moved := at[i]
			copy(at[i:], at[i+1:])
			at[n-1] = moved
			cycles[i] = n - i
		}
		done = true
		return Value{}, nil
	}, []Value{tup}, nil
}

// lastKeyword takes the one keyword a function knows from its arguments.
func lastKeyword(t *Thread, name, key string, a []Value, kw kwargs) (pos []Value, v Value, err error) {
	n := len(a) - len(kw)
	for i, k := range kw {
		if k.S != key {
			if name == "zip_longest" { // CPython does not say which
				return nil, Value{}, t.Raisef(object.TypeError, "zip_longest() got an unexpected keyword argument")
			}
			return nil, Value{}, t.Raisef(object.TypeError, "%s() got an unexpected keyword argument '%s'", name, k.S)
		}
		v = a[n+i]
	}
	return a[:n], v, nil
}

func productNew(t *Thread, cls *object.Type, a []Value, kw kwargs) (Value, error) {
	args, rep, err := lastKeyword(t, "product", "repeat", a, kw)
	if err != nil {
		return Value{}, err
	}
	times := int64(1)
	if rep.Valid() {
		if times, err = t.IntArg(rep); err != nil {
			return Value{}, err
		}
		if times < 0 {
			return Value{}, t.Raisef(object.ValueError, "repeat argument cannot be negative")
		}
	}
	if int64(len(args))*times > 1<<24 {
		return Value{}, t.Raisef(object.OverflowError, "repeat argument too large")
	}
	held := cells()
	for _, v := range args {
		items, err := t.Collect(v)
		if err != nil {
			return Value{}, err
		}
		held.Append(object.TupleOf(items))
	}
	var pools [][]Value
	for range times {
		for _, p := range held.Items {
			pools = append(pools, object.AsTuple(p).Items)
		}
	}
	at := make([]int, len(pools))
	first, done := true, false
	for _, p := range pools {
		done = done || len(p) == 0
	}
	fn := func(*Thread) (Value, error) {
		if done {
			return Value{}, nil
		}
		if !first {
			i := len(at) - 1
			for ; i >= 0; i-- {
				if at[i]++; at[i] < len(pools[i]) {
					break
				}
				at[i] = 0
			}
			if i < 0 {
				done = true
				return Value{}, nil
			}
		}
		first = false
		out := make([]Value, len(pools))
		for i, p := range pools {
			out[i] = p[at[i]]
		}
		return object.TupleOf(out), nil
	}
	return newIter(cls, fn, object.Of(held)), nil
}

func zipLongestNew(t *Thread, cls *object.Type, a []Value, kw kwargs) (Value, error) {
	args, fill, err := lastKeyword(t, "zip_longest", "fillvalue", a, kw)
	if err != nil {
		return Value{}, err
	}
	fill = orNone(fill)
	its, err := iters(t, args)
	if err != nil {
		return Value{}, err
	}
	st := cells(its...)
	active := len(its)
	fn := func(t *Thread) (Value, error) {
		if active == 0 {
			return Value{}, nil
		}
		out := make([]Value, 0, len(st.Items))
		forget := func() {
			for _, v := range out {
				v.Forget()
			}
		}
		for i := range st.Items {
			v := fill
			if it := st.Items[i]; !it.IsNone() {
				x, err := t.Next(it)
				if err != nil {
					forget()
					active = 0
					return Value{}, err
				}
				if x.Valid() {
					v = x
				} else {
					st.SetAt(t, i, object.None)
					if active--; active == 0 {
						forget()
						for _, o := range out {
							t.DropFloating(o)
						}
						return Value{}, nil
					}
				}
			}
			v.Hold()
			out = append(out, v)
		}
		forget()
		return object.TupleOf(out), nil
	}
	return newIter(cls, fn, object.Of(st), fill), nil
}
