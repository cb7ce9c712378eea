package vm

import "github.com/asynctools/asynctools/runtime/object"

// EachRoot visits what the thread itself holds: the variables of its frames,
// the exceptions being handled, and the slots of the thread.
func (st *State) EachRoot(visit func(what string, v Value)) {
	for f := st.frame; f != nil; f = f.prev {
		name := "frame of " + f.code.Qualname
		frameTraverse(object.Of(f), func(v Value) { visit(name, v) })
		if f.space != nil && f.space.Globals != nil {
			visit("globals of "+f.code.Qualname, object.Of(f.space.Globals))
		}
	}
	for _, v := range st.inits {
		visit("instance being initialized", v)
	}
	t := st.T
	for e := t.Exc; e != nil; e = e.Prev {
		if e.Exc.Valid() {
			visit("exception being handled", e.Exc.Value())
		}
	}
	for _, v := range []Value{t.FirstIter, t.Finalizer, t.RunningLoop, t.Context} {
		if v.Valid() {
			visit("thread", v)
		}
	}
}
