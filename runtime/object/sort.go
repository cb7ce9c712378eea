package object

import "strings"

// minRun is how long the sorted runs are at least that sortIndex merges.
const minRun = 24

// sortIndex sorts idx stably: a merge sort over the runs that are in the data
// already, as list.sort() promises. less compares two keys by their numbers.
func sortIndex(idx []int32, less func(a, b int32) bool, stop func() bool) {
	n := len(idx)
	if n < 2 {
		return
	}
	type run struct{ from, to int }
	var runs []run
	tmp := make([]int32, 0, n/2+1)
	merge := func(a, b run) run {
		// Only what is out of place moves: a's end and b's beginning.
		lo, mid, hi := a.from, a.to, b.to
		for lo < mid && !less(idx[mid], idx[lo]) {
			lo++
		}
		tmp = append(tmp[:0], idx[lo:mid]...)
		i, j, k := 0, mid, lo
		for i < len(tmp) && j < hi {
			if less(idx[j], tmp[i]) {
				idx[k] = idx[j]
				j++
			} else {
				idx[k] = tmp[i]
				i++
			}
			k++
		}
		copy(idx[k:], tmp[i:])
		return run{a.from, hi}
	}
	for at := 0; at < n && !stop(); {
		r := run{at, at + naturalRun(idx[at:], less)}
		if want := min(minRun, n-at); r.to-r.from < want {
			insertSorted(idx[at:at+want], r.to-r.from, less)
			r.to = at + want
		}
		at = r.to
		runs = append(runs, r)
		// Runs on the stack get shorter by half at least, so that each item is
		// merged a logarithmic number of times.
		for len(runs) > 1 {
			x, y := runs[len(runs)-2], runs[len(runs)-1]
			if x.to-x.from > 2*(y.to-y.from) {
				break
			}
			runs = append(runs[:len(runs)-2], merge(x, y))
		}
	}
	for len(runs) > 1 && !stop() {
		x, y := runs[len(runs)-2], runs[len(runs)-1]
		runs = append(runs[:len(runs)-2], merge(x, y))
	}
}

// naturalRun is the length of the run that idx begins with; a strictly falling
// one is turned round.
func naturalRun(idx []int32, less func(a, b int32) bool) int {
	if len(idx) < 2 {
		return len(idx)
	}
	n := 2
	if !less(idx[1], idx[0]) {
		for n < len(idx) && !less(idx[n], idx[n-1]) {
			n++
		}
		return n
	}
	for n < len(idx) && less(idx[n], idx[n-1]) {
		n++
	}
	for i, j := 0, n-1; i < j; i, j = i+1, j-1 {
		idx[i], idx[j] = idx[j], idx[i]
	}
	return n
}

// insertSorted sorts idx, of which the first n items are sorted, by binary
// insertion.
func insertSorted(idx []int32, n int, less func(a, b int32) bool) {
	for ; n < len(idx); n++ {
		x := idx[n]
		lo, hi := 0, n
		for lo < hi {
			if m := (lo + hi) / 2; less(x, idx[m]) {
				hi = m
			} else {
				lo = m + 1
			}
		}
		copy(idx[lo+1:n+1], idx[lo:n])
		idx[lo] = x
	}
}

// lessFunc compares keys by their numbers, without a detour when they are all
// of one built-in type. An error makes it say false from then on.
func (t *Thread) lessFunc(keys []Value, failed *error) func(a, b int32) bool {
	ints, strs, floats, tuples := true, true, true, true
	for _, k := range keys {
		tuples = tuples && k.Is(TupleType)
		ints = ints && k.IsInt()
		floats = floats && k.IsFloat()
		strs = strs && k.Is(StrType)
	}
	switch {
	case len(keys) == 0:
	case ints:
		return func(a, b int32) bool { return keys[a].AsInt() < keys[b].AsInt() }
	case floats:
		return func(a, b int32) bool { return keys[a].AsFloat() < keys[b].AsFloat() }
	case strs:
		return func(a, b int32) bool { return (*Str)(keys[a].p).S < (*Str)(keys[b].p).S }
	}
	return func(a, b int32) bool {
		if *failed != nil {
			return false
		}
		if tuples {
			if c, ok := plainOrder((*Tuple)(keys[a].p).Items, (*Tuple)(keys[b].p).Items); ok {
				return c < 0
			}
		}
		lt, err := t.CompareBool(keys[a], keys[b], CmpLt)
		if err != nil {
			*failed = err
		}
		return lt
	}
}

// plainOrder compares two tuples as far as ints and texts tell; ok is false where
// others have to.
func plainOrder(x, y []Value) (c int, ok bool) {
	for i := range min(len(x), len(y)) {
		a, b := x[i], y[i]
		switch {
		case a.IsInt() && b.IsInt():
			if a.AsInt() != b.AsInt() {
				return cmp64(a.AsInt(), b.AsInt()), true
			}
		case a.Is(StrType) && b.Is(StrType):
			if a, b := (*Str)(a.p).S, (*Str)(b.p).S; a != b {
				return strings.Compare(a, b), true
			}
		default:
			return 0, false
		}
	}
	return cmp64(int64(len(x)), int64(len(y))), true
}
