package object

import (
	"cmp"
	"slices"
	"unsafe"
	"weak"
)

// CollectCycles finds cycles that nobody holds from outside and that somebody would
// notice the end of: objects with weak references or __del__, and what they
// hold. It does to them what counting does to others, and returns how many
// objects they were. As in CPython, counts tell what is garbage: an object
// whose every holder is among the suspects, and that no living suspect
// reaches.
// more are further suspects.
func (t *Thread) CollectCycles(more ...Value) int {
	garbage := t.unreachable(append(t.suspects(), more...))
	if len(garbage) == 0 {
		return 0
	}
	dead := map[Value]bool{}
	for _, v := range garbage {
		dead[v] = true
	}
	for _, v := range garbage {
		if v.Header().flags&HasWeak == 0 {
			continue
		}
		for _, w := range t.Interp.weakrefs[v.p] {
			if dead[Of(w)] && w.Callback.Valid() {
				// The callback of a reference that dies too is not called.
				old := w.Callback
				w.Callback = Value{}
				old.Forget()
			}
		}
		v.Header().rc++
		t.clearWeak(v)
		v.Header().rc--
	}
	for _, v := range garbage {
		h := v.Header()
		if h.flags&Finalizes == 0 || h.flags&Finalized != 0 {
			continue
		}
		h.flags |= Finalized
		if f := h.typ.slots.Finalize; f != nil {
			h.rc++
			f(t, v)
			h.rc--
		}
	}
	// What a finalizer has brought back to life stays, with all it holds.
	garbage = t.unreachable(garbage)
	clear(dead)
	for _, v := range garbage {
		dead[v] = true
		v.Header().flags |= Dead
	}
	for _, v := range garbage {
		if f := v.Type().slots.Traverse; f != nil {
			f(v, func(x Value) {
				if dead[x] {
					x.Header().rc--
				} else {
					t.Release(x)
				}
			})
		}
	}
	return len(garbage)
}

// FinalizeHeld runs __del__ of the instances that a namespace which is about to go
// holds alone: while the names that they use are still there, as in CPython,
// whose functions keep the namespace until the collector comes.
func (t *Thread) FinalizeHeld(d *Dict) {
	var held []Value
	d.Each(func(_, v Value) { held = append(held, v) })
	for _, v := range held {
		h := v.Header()
		if h.flags&(Counted|Finalizes|Finalized) != Counted|Finalizes || h.rc != 1 || h.typ.Flags&HeapType == 0 || h.typ.slots.Finalize == nil {
			continue
		}
		h.flags |= Finalized
		h.rc++
		h.typ.slots.Finalize(t, v)
		h.rc--
	}
}

// FinalizeInClasses does that to what the namespaces of classes hold alone: classes
// are not counted, and go when the program does.
func (t *Thread) FinalizeInClasses() {
	seen := map[*Type]bool{}
	var all []*Type
	var below func(base *Type)
	below = func(base *Type) {
		for _, ty := range t.Interp.Subclasses(base) {
			if !seen[ty] {
				seen[ty] = true
				all = append(all, ty)
				below(ty)
			}
		}
	}
	below(ObjectType)
	var others []*Type // those of built-in bases
	for base := range t.Interp.subclasses {
		others = append(others, base)
	}
	slices.SortFunc(others, func(a, b *Type) int { return cmp.Compare(a.TpName(), b.TpName()) })
	for _, base := range others {
		below(base)
	}
	for _, ty := range all {
		t.FinalizeHeld(ty.Dict)
	}
}

// suspects are the counted objects whose end would be noticed.
func (t *Thread) suspects() []Value {
	var out []Value
	for _, refs := range t.Interp.weakrefs {
		for _, w := range refs {
			if w.target.Valid() {
				out = append(out, w.target)
				break
			}
		}
	}
	for w := range t.Interp.finalizable {
		if ty := w.Value(); ty != nil {
			out = append(out, ty.live()...)
		} else {
			delete(t.Interp.finalizable, w)
		}
	}
	return out
}

// unreachable filters what start reaches for what only start reaches.
func (t *Thread) unreachable(start []Value) []Value {
	internal := map[Value]int32{}
	var order []Value
	add := func(v Value) {
		if _, ok := internal[v]; !ok && v.Header().flags&(Counted|Dead) == Counted {
			internal[v] = 0
			order = append(order, v)
		}
	}
	for _, v := range start {
		add(v)
	}
	for i := 0; i < len(order); i++ {
		f := order[i].Type().slots.Traverse
		if f == nil {
			continue
		}
		f(order[i], func(x Value) {
			if !x.IsCounted() {
				return
			}
			add(x)
			if _, ok := internal[x]; ok {
				internal[x]++
			}
		})
	}
	alive := map[Value]bool{}
	var todo []Value
	keep := func(v Value) {
		if _, ok := internal[v]; ok && !alive[v] {
			alive[v] = true
			todo = append(todo, v)
		}
	}
	for _, v := range order {
		if v.Header().rc != internal[v] {
			keep(v)
		}
	}
	for len(todo) > 0 {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if f := v.Type().slots.Traverse; f != nil {
			f(v, keep)
		}
	}
	var out []Value
	for _, v := range order {
		if !alive[v] {
			out = append(out, v)
		}
	}
	return out
}

// finalizables are the instances of a class with __del__, for CollectCycles.
type finalizables struct {
	list []weak.Pointer[Header]
	room int
}

func (ty *Type) noteFinalizable(h *Header) {
	f := ty.finalizable
	if f == nil {
		return
	}
	if len(f.list) >= f.room {
		kept := f.list[:0]
		for _, w := range f.list {
			if x := w.Value(); x != nil && x.flags&(Dead|Finalized) == 0 {
				kept = append(kept, w)
			}
		}
		clear(f.list[len(kept):])
		f.list, f.room = kept, max(64, 2*len(kept))
	}
	f.list = append(f.list, weak.Make(h))
}

func (ty *Type) live() []Value {
	var out []Value
	for _, w := range ty.finalizable.list {
		if h := w.Value(); h != nil && h.flags&(Dead|Finalized) == 0 && h.rc > 0 {
			out = append(out, Value{p: unsafe.Pointer(h)})
		}
	}
	return out
}
