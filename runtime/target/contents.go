package target

import (
	"fmt"
	"iter"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib/collmod"
	"github.com/asynctools/asynctools/runtime/stdlib/structmod"
	"github.com/asynctools/asynctools/runtime/vm"
)

// sequence is what a value holds by position. It is read from the value itself, so
// that nothing of the program runs, whatever methods a subclass has.
type sequence struct {
	n     int
	at    func(i int) object.Value
	fixed string // the kind of what cannot be changed, or ""
}

// sequenceOf reports whether a value has items by position.
func sequenceOf(v object.Value) (sequence, bool) {
	slice := func(items []object.Value, fixed string) (sequence, bool) {
		return sequence{len(items), func(i int) object.Value { return items[i] }, fixed}, true
	}
	if l := object.AsList(v); l != nil {
		return slice(l.Items, "")
	}
	if t := object.AsTuple(v); t != nil {
		return slice(t.Items, "tuple")
	}
	if b := object.AsBytes(v); b != nil {
		fixed := "bytes object"
		if !object.IsInstance(v, object.BytesType) {
			fixed = ""
		}
		data := b.B
		return sequence{len(data), func(i int) object.Value { return object.Int(int64(data[i])) }, fixed}, true
	}
	switch {
	case v.Is(object.RangeType):
		r := object.Cast[object.Range](v)
		return sequence{r.Count(), r.At, "range"}, true
	case v.Is(object.MemoryViewType):
		m := object.Cast[object.MemoryView](v)
		return sequence{m.Len(), m.At, ""}, true
	case object.IsInstance(v, collmod.DequeType):
		d := object.Cast[collmod.Deque](v)
		return sequence{d.Len(), d.At, ""}, true
	case object.IsInstance(v, structmod.ArrayType):
		a := object.Cast[structmod.Array](v)
		return sequence{a.Len(), a.At, ""}, true
	}
	return sequence{}, false
}

// maxUnpaged is how many items are shown to one who wants all: a range may have more
// than there is memory for.
const maxUnpaged = 1 << 20

// page are the positions of a page; a count of 0 means all.
func (s sequence) page(start, count int) iter.Seq[int] {
	if count <= 0 {
		count = maxUnpaged
	}
	return func(yield func(int) bool) {
		for i := start; i < s.n && i-start < count; i++ {
			if !yield(i) {
				return
			}
		}
	}
}

// unchangeable says that an item cannot be set.
func (s sequence) unchangeable(v object.Value) error {
	if name := v.Type().Name; name != s.fixed && name+" object" != s.fixed {
		return fmt.Errorf("%s is a %s, and a %[2]s cannot be changed", name, s.fixed)
	}
	return fmt.Errorf("a %s cannot be changed", s.fixed)
}

// eachAttr visits an object's attributes, those in slots first.
func eachAttr(v object.Value, f func(name string, x object.Value)) {
	object.EachSlot(v, f)
	object.EachAttr(v, f)
}

// namedFields are the names of the items of a namedtuple that is shown by the method
// which namedtuple gave it, or nil.
func (g *Target) namedFields(v object.Value) []object.Value {
	items := object.AsTuple(v)
	if items == nil || v.Is(object.TupleType) {
		return nil
	}
	repr := g.t.Lookup(v.Type(), g.t.Interp.Intern("__repr__"))
	if !repr.Valid() || !repr.Is(vm.FunctionType) || object.Cast[vm.Function](repr).Code.Filename() != "<frozen collections>" {
		return nil
	}
	fields := g.t.Lookup(v.Type(), g.t.Interp.Intern("_fields"))
	if !fields.Valid() || object.AsTuple(fields) == nil || len(object.AsTuple(fields).Items) != len(items.Items) {
		return nil
	}
	for _, f := range object.AsTuple(fields).Items {
		if object.AsStr(f) == nil {
			return nil
		}
	}
	return object.AsTuple(fields).Items
}

// named writes a namedtuple.
func (w *textWriter) named(v object.Value, fields []object.Value) error {
	w.WriteString(v.Type().Name + "(")
	if !w.enter(v) {
		w.WriteString("...)")
		return nil
	}
	defer w.leave()
	for i, x := range object.AsTuple(v).Items {
		if i > 0 {
			w.WriteString(", ")
		}
		w.WriteString(object.AsStr(fields[i]).S + "=")
		if err := w.write(x); err != nil {
			return err
		}
		if w.full() {
			return nil
		}
	}
	w.WriteByte(')')
	return nil
}
