package infer

import (
	"slices"

	"github.com/asynctools/asynctools/analyzer/index"
)

// only picks, of a union, the member with one of the given kinds; a union with
// several such members is unknown. Any other value is left as it is.
func (v Value) only(kinds ...Kind) Value {
	if v.Kind != Union {
		return v
	}
	var out Value
	for _, alt := range v.Alts() {
		for _, k := range kinds {
			if alt.Kind == k {
				if out.Kind != Unknown {
					return Value{}
				}
				out = alt
			}
		}
	}
	return out
}

// maxAlts bounds a union; of what may be so many things nothing useful is known.
const maxAlts = 6

// join is what holds of a value that is a or b: what they have in common, or a
// union. None is left out, as in Optional; unknown makes unknown.
func join(a, b Value) Value {
	switch {
	case a.Kind == None:
		return b
	case b.Kind == None:
		return a
	case a.Kind == Unknown || b.Kind == Unknown:
		return Value{}
	case a.Kind != Union && b.Kind != Union:
		if v, ok := merge(a, b); ok {
			return v
		}
		return Value{Kind: Union, more: &more{alts: []Value{a, b}}}
	}
	out := append([]Value(nil), a.members()...)
next:
	for _, m := range b.members() {
		for i := range out {
			if v, ok := merge(out[i], m); ok {
				out[i] = v
				continue next
			}
		}
		out = append(out, m)
	}
	if len(out) > maxAlts {
		return Value{}
	}
	if len(out) == 1 {
		return out[0]
	}
	return Value{Kind: Union, more: &more{alts: out}}
}

func (v Value) members() []Value {
	if v.Kind == Union {
		return v.Alts()
	}
	return []Value{v}
}

// merge makes one value of two that are of the same nature.
func merge(a, b Value) (Value, bool) {
	if a.Kind != b.Kind {
		return Value{}, false
	}
	switch a.Kind {
	case AsyncGenerator:
		out := a
		out.Fresh = a.Fresh && b.Fresh && a.Started() == b.Started()
		out.Of = joinOf(a.Of, b.Of)
		if len(a.Makers()) == 0 || len(b.Makers()) == 0 {
			out.more = nil
			return out, true
		}
		makers := slices.Clone(a.Makers())
		for _, m := range b.Makers() {
			makers = appendNew(makers, m)
		}
		return out.WithMakers(makers), true
	case Coroutine, Closing, Generator, AsyncIterator, Awaitable, Task, Future, Callable:
		a.Of = joinOf(a.Of, b.Of)
		return a, true
	case Collection, Mapping:
		if a.Name != b.Name {
			a.Name, a.entry = "", entry{}
		}
		key := joinOf(a.Key(), b.Key())
		a.Of, a.more = joinOf(a.Of, b.Of), nil
		if key != nil {
			a.more = &more{key: key}
		}
		return a, true
	case Manager:
		if a.Async != b.Async {
			return Value{}, false
		}
		a.Of = joinOf(a.Of, b.Of)
		return a, true
	case Tuple:
		if len(a.Elts()) != len(b.Elts()) {
			return Value{}, false
		}
		elts := make([]Value, len(a.Elts()))
		for i := range elts {
			elts[i] = join(a.Elts()[i], b.Elts()[i])
		}
		a.more = withElts(elts)
		return a, true
	case Instance:
		if a.Class != b.Class || a.Name != b.Name {
			return Value{}, false
		}
		if !same(a, b) {
			a.more = nil
		}
		return a, true
	}
	return a, same(a, b)
}

func joinOf(a, b *Value) *Value {
	v := join(deref(a), deref(b))
	return &v
}

// same tells whether nothing distinguishes two values.
func same(a, b Value) bool {
	if a.Kind != b.Kind || a.Name != b.Name || a.Module != b.Module || a.Func != b.Func || a.Class != b.Class ||
		a.Index != b.Index || a.Async != b.Async || a.env != b.env || a.arguments() != b.arguments() || a.operation() != b.operation() || a.definition() != b.definition() {
		return false
	}
	return samePart(a.Of, b.Of) && samePart(a.Receiver, b.Receiver) && sameList(a.Elts(), b.Elts()) && sameList(a.Alts(), b.Alts())
}

func samePart(a, b *Value) bool {
	return a == b || a != nil && b != nil && same(*a, *b)
}

func sameList(a, b []Value) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !same(a[i], b[i]) {
			return false
		}
	}
	return true
}

func joinAll(values []Value) Value {
	if len(values) == 0 {
		return Value{}
	}
	out := values[0]
	for _, v := range values[1:] {
		out = join(out, v)
	}
	return out
}

// each applies f to every member of a union, or to the one value.
func each(v Value, f func(Value) Value) Value {
	if v.Kind != Union {
		return f(v)
	}
	out := make([]Value, len(v.Alts()))
	for i, alt := range v.Alts() {
		if out[i] = f(alt); out[i].Kind == Unknown {
			return Value{}
		}
	}
	return joinAll(out)
}

// shared is v as seen through a name: somebody else can see it too.
func shared(v Value) Value {
	v.Fresh = false
	if v.Kind == Union {
		alts := make([]Value, len(v.Alts()))
		for i, a := range v.Alts() {
			alts[i] = shared(a)
		}
		v.more = &more{alts: alts}
	}
	return v
}

func deref(v *Value) Value {
	if v == nil {
		return Value{}
	}
	return *v
}

func ref(v Value) *Value { return &v }

func appendNew(list []*index.Function, f *index.Function) []*index.Function {
	for _, have := range list {
		if have == f {
			return list
		}
	}
	return append(list, f)
}
