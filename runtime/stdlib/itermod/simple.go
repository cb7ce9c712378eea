package itermod

import (
	"math"

	"github.com/asynctools/asynctools/runtime/object"
)

func accumulate(t *Thread, a []Value) (next, []Value, error) {
	it, err := t.Iter(a[0])
	if err != nil {
		return nil, nil, err
	}
	fn := orNone(a[1])
	initial := orNone(a[2])
	st := cells(object.None)
	started := false
	return func(t *Thread) (Value, error) {
		if !started {
			started = true
			first := initial
			if initial.IsNone() {
				var err error
				if first, err = t.Next(it); err != nil || !first.Valid() {
					started = false
					return first, err
				}
			}
			st.SetAt(t, 0, first)
			return first, nil
		}
		v, err := t.Next(it)
		if err != nil || !v.Valid() {
			return v, err
		}
		v.Hold()
		var r Value
		if fn.IsNone() {
			r, err = t.Binary(object.OpAdd, st.Items[0], v)
		} else {
			r, err = t.Call(fn, st.Items[0], v)
		}
		r.Hold2()
		t.Release(v)
		if err != nil {
			return Value{}, err
		}
		st.SetAt(t, 0, r)
		r.Forget()
		return r, nil
	}, []Value{it, fn, initial, object.Of(st)}, nil
}

func batched(t *Thread, a []Value) (next, []Value, error) {
	n, err := t.IntArg(a[1])
	if err != nil {
		return nil, nil, err
	}
	if n < 1 {
		return nil, nil, t.Raisef(object.ValueError, "n must be at least one")
	}
	strict := false
	if a[2].Valid() {
		if strict, err = t.Truth(a[2]); err != nil {
			return nil, nil, err
		}
	}
	it, err := t.Iter(a[0])
	if err != nil {
		return nil, nil, err
	}
	done := false
	return func(t *Thread) (Value, error) {
		if done {
			return Value{}, nil
		}
		var out []Value
		forget := func() {
			for _, v := range out {
				v.Forget()
			}
		}
		for int64(len(out)) < n {
			v, err := t.Next(it)
			if err != nil {
				forget()
				return Value{}, err
			}
			if !v.Valid() {
				done = true
				break
			}
			v.Hold()
			out = append(out, v)
		}
		forget()
		if len(out) == 0 {
			return Value{}, nil
		}
		if strict && int64(len(out)) < n {
			for _, v := range out {
				t.DropFloating(v)
			}
			return Value{}, t.Raisef(object.ValueError, "batched(): incomplete batch")
		}
		return object.TupleOf(out), nil
	}, []Value{it}, nil
}

func chain(src Value) (next, []Value, error) {
	st := cells(object.None, object.None) // the outer and the inner iterator
	started, done := false, false
	return func(t *Thread) (Value, error) {
		if done {
			return Value{}, nil
		}
		if !started {
			outer, err := t.Iter(src)
			if err != nil {
				return Value{}, err
			}
			st.SetAt(t, 0, outer)
			started = true
		}
		for {
			if inner := st.Items[1]; !inner.IsNone() {
				v, err := t.Next(inner)
				if err != nil || v.Valid() {
					return v, err
				}
				st.SetAt(t, 1, object.None)
			}
			v, err := t.Next(st.Items[0])
			if err == nil && v.Valid() {
				v.Hold()
				var inner Value
				inner, err = t.Iter(v)
				if err == nil {
					st.SetAt(t, 1, inner)
				}
				t.Release(v)
				if err == nil {
					continue
				}
			}
			done = true
			st.SetAt(t, 0, object.None)
			return Value{}, err
		}
	}, []Value{src, object.Of(st)}, nil
}

func compress(t *Thread, a []Value) (next, []Value, error) {
	its, err := iters(t, a[:2])
	if err != nil {
		return nil, nil, err
	}
	return func(t *Thread) (Value, error) {
		for {
			v, err := t.Next(its[0])
			if err != nil || !v.Valid() {
				return v, err
			}
			v.Hold()
			s, err := t.Next(its[1])
			if err != nil || !s.Valid() {
				t.Release(v)
				return Value{}, err
			}
			ok, err := t.Truth(s)
			t.DropFloating(s)
			if err != nil || !ok {
				t.Release(v)
				if err != nil {
					return Value{}, err
				}
				continue
			}
			v.Forget()
			return v, nil
		}
	}, its, nil
}

func isNumber(v Value) bool {
	s := v.Type().S()
	return s.Index != nil || s.Float != nil || object.IsInstance(v, object.ComplexType)
}

func count(t *Thread, a []Value) (next, []Value, error) {
	start, step := a[0], a[1]
	if !start.Valid() {
		start = object.Int(0)
	}
	if !step.Valid() {
		step = object.Int(1)
	}
	if !isNumber(start) || !isNumber(step) {
		return nil, nil, t.Raisef(object.TypeError, "a number is required")
	}
	if step == object.True {
		step = object.Int(1)
	}
	if step == object.Int(1) && start.Is(object.BoolType) {
		n := int64(0)
		if start == object.True {
			n = 1
		}
		start = object.Int(n)
	}
	st := cells(start, step)
	return func(t *Thread) (Value, error) {
		cur := st.Items[0]
		if cur.IsInt() && step.IsInt() {
			if n, ok := object.AddInts(cur.AsInt(), step.AsInt()); ok {
				st.Items[0] = object.Int(n)
				return cur, nil
			}
		}
		cur.Hold()
		n, err := t.Binary(object.OpAdd, cur, step)
		if err == nil {
			st.SetAt(t, 0, n)
		}
		cur.Forget()
		return cur, err
	}, []Value{object.Of(st)}, nil
}

func countRepr(t *Thread, it *object.Iter) (Value, error) {
	st := object.AsList(it.Held[0]).Items
	r, err := t.Repr(st[0])
	if err != nil {
		return Value{}, err
	}
	if !(st[1].IsInt() && st[1].AsInt() == 1) {
		s, err := t.Repr(st[1])
		if err != nil {
			return Value{}, err
		}
		r += ", " + s
	}
	return object.NewStr(it.Type().Name + "(" + r + ")"), nil
}

func cycle(t *Thread, a []Value) (next, []Value, error) {
	it, err := t.Iter(a[0])
	if err != nil {
		return nil, nil, err
	}
	saved := cells()
	first, i := true, 0
	return func(t *Thread) (Value, error) {
		if first {
			v, err := t.Next(it)
			if err != nil {
				return Value{}, err
			}
			if v.Valid() {
				saved.Append(v)
				return v, nil
			}
			first = false
		}
		if len(saved.Items) == 0 {
			return Value{}, nil
		}
		v := saved.Items[i]
		i = (i + 1) % len(saved.Items)
		return v, nil
	}, []Value{it, object.Of(saved)}, nil
}

func dropwhile(t *Thread, a []Value) (next, []Value, error) {
	it, err := t.Iter(a[1])
	if err != nil {
		return nil, nil, err
	}
	fn, dropping := a[0], true
	return func(t *Thread) (Value, error) {
		for {
			v, err := t.Next(it)
			if err != nil || !v.Valid() || !dropping {
				return v, err
			}
			ok, err := testCall(t, fn, v)
			if err != nil {
				t.DropFloating(v)
				return Value{}, err
			}
			if !ok {
				dropping = false
				return v, nil
			}
			t.DropFloating(v)
		}
	}, []Value{it, fn}, nil
}

// testCall is test with a function that must be called.
func testCall(t *Thread, fn, v Value) (bool, error) {
	if fn.IsNone() {
		_, err := t.Call(fn, v)
		return false, err
	}
	return test(t, fn, v)
}

func takewhile(t *Thread, a []Value) (next, []Value, error) {
	it, err := t.Iter(a[1])
	if err != nil {
		return nil, nil, err
	}
	fn, done := a[0], false
	return func(t *Thread) (Value, error) {
		if done {
			return Value{}, nil
		}
		v, err := t.Next(it)
		if err != nil || !v.Valid() {
			return v, err
		}
		ok, err := testCall(t, fn, v)
		if err != nil || !ok {
			t.DropFloating(v)
			done = err == nil
			return Value{}, err
		}
		return v, nil
	}, []Value{it, fn}, nil
}

func filterfalse(t *Thread, a []Value) (next, []Value, error) {
	it, err := t.Iter(a[1])
	if err != nil {
		return nil, nil, err
	}
	fn := a[0]
	if fn == object.Of(object.BoolType) {
		fn = object.None
	}
	return func(t *Thread) (Value, error) {
		for {
			v, err := t.Next(it)
			if err != nil || !v.Valid() {
				return v, err
			}
			ok, err := test(t, fn, v)
			if err != nil {
				t.DropFloating(v)
				return Value{}, err
			}
			if !ok {
				return v, nil
			}
			t.DropFloating(v)
		}
	}, []Value{it, fn}, nil
}

func starmap(t *Thread, a []Value) (next, []Value, error) {
	it, err := t.Iter(a[1])
	if err != nil {
		return nil, nil, err
	}
	fn := a[0]
	return func(t *Thread) (Value, error) {
		v, err := t.Next(it)
		if err != nil || !v.Valid() {
			return v, err
		}
		v.Hold()
		defer t.Release(v)
		args, err := t.Collect(v)
		if err != nil {
			return Value{}, err
		}
		for _, x := range args {
			x.Hold()
		}
		r, err := t.CallKw(fn, args, nil)
		r.Hold2()
		for _, x := range args {
			t.Release(x)
		}
		r.Forget()
		return r, err
	}, []Value{it, fn}, nil
}

func pairwise(t *Thread, a []Value) (next, []Value, error) {
	it, err := t.Iter(a[0])
	if err != nil {
		return nil, nil, err
	}
	st := cells(object.None)
	have, done := false, false
	return func(t *Thread) (Value, error) {
		if done {
			return Value{}, nil
		}
		end := func(err error) (Value, error) {
			done = true
			st.SetAt(t, 0, object.None)
			return Value{}, err
		}
		if !have {
			v, err := t.Next(it)
			if err != nil || !v.Valid() {
				return end(err)
			}
			have = true
			st.SetAt(t, 0, v)
		}
		old := st.Items[0]
		old.Hold()
		v, err := t.Next(it)
		if err != nil || !v.Valid() {
			t.Release(old)
			return end(err)
		}
		r := object.NewTuple(old, v)
		st.SetAt(t, 0, v)
		t.Release(old)
		return r, nil
	}, []Value{it, object.Of(st)}, nil
}

func repeat(t *Thread, a []Value) (next, []Value, error) {
	left := int64(-1)
	if a[1].Valid() {
		n, err := t.IntArg(a[1])
		if err != nil {
			return nil, nil, err
		}
		left = max(n, 0)
	}
	v := a[0]
	st := cells(object.Int(left))
	return func(*Thread) (Value, error) {
		switch n := st.Items[0].AsInt(); {
		case n == 0:
			return Value{}, nil
		case n > 0:
			st.Items[0] = object.Int(n - 1)
		}
		return v, nil
	}, []Value{v, object.Of(st)}, nil
}

func repeatRepr(t *Thread, it *object.Iter) (Value, error) {
	r, err := t.Repr(it.Held[0])
	if err != nil {
		return Value{}, err
	}
	if left := object.AsList(it.Held[1]).Items[0]; left.AsInt() >= 0 {
		n, _ := t.Repr(left)
		r += ", " + n
	}
	return object.NewStr(it.Type().Name + "(" + r + ")"), nil
}

func repeatHint(t *Thread, a []Value, _ kwargs) (Value, error) {
	left := object.AsList(object.Cast[object.Iter](a[0]).Held[1]).Items[0]
	if left.AsInt() < 0 {
		return Value{}, t.Raisef(object.TypeError, "len() of unsized object")
	}
	return left, nil
}

func islice(t *Thread, a []Value) (next, []Value, error) {
	if len(a) < 2 {
		return nil, nil, t.Raisef(object.TypeError, "islice expected at least 2 arguments, got %d", len(a))
	}
	if len(a) > 4 {
		return nil, nil, t.Raisef(object.TypeError, "islice expected at most 4 arguments, got %d", len(a))
	}
	bound := func(v Value, def int64, msg string) (int64, error) {
		if !v.Valid() || v.IsNone() {
			return def, nil
		}
		i, err := t.Index(v)
		if err != nil || !i.IsInt() || i.AsInt() < 0 {
			return 0, t.Raisef(object.ValueError, "%s", msg)
		}
		return i.AsInt(), nil
	}
	const (
		badStop  = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize."
		badIndex = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."
		badStep  = "Step for islice() must be a positive integer or None."
	)
	start, stop, step := int64(0), int64(math.MaxInt64), int64(1)
	var err error
	if len(a) == 2 {
		stop, err = bound(a[1], stop, badStop)
	} else {
		if start, err = bound(a[1], 0, badIndex); err == nil {
			stop, err = bound(a[2], stop, badStop)
		}
		if err == nil && len(a) == 4 {
			if step, err = bound(a[3], 1, badStep); err == nil && step == 0 {
				err = t.Raisef(object.ValueError, badStep)
			}
		}
	}
	if err != nil {
		return nil, nil, err
	}
	it, err := t.Iter(a[0])
	if err != nil {
		return nil, nil, err
	}
	st := cells(it)
	at, want := int64(0), start
	return func(t *Thread) (Value, error) {
		it := st.Items[0]
		if it.IsNone() {
			return Value{}, nil
		}
		for at < want && at < stop || at == want && want < stop {
			v, err := t.Next(it)
			if err != nil || !v.Valid() {
				st.SetAt(t, 0, object.None)
				return Value{}, err
			}
			at++
			if at <= want {
				t.DropFloating(v)
				continue
			}
			want += step
			if want < 0 || want > stop {
				want = stop
			}
			return v, nil
		}
		st.SetAt(t, 0, object.None)
		return Value{}, nil
	}, []Value{object.Of(st)}, nil
}
