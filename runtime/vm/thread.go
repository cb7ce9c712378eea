package vm

import "github.com/asynctools/asynctools/runtime/object"

// NewThread makes a further thread of parent's interpreter, ready for its
// goroutine.
func NewThread(parent *Thread) *Thread {
	t := parent.Interp.NewThread()
	st := Attach(t)
	st.Debug, st.Origins = Of(parent).Debug, Of(parent).Origins
	t.MaxDepth = parent.MaxDepth
	t.BeforeFinalize = parent.BeforeFinalize
	t.OnBreak = st.CheckBreaker
	if tracingOf(t).monitor.active() {
		st.tracing()
	}
	return t
}

// EndThread lets go of what an ending thread itself holds.
func EndThread(t *Thread) {
	for _, slot := range []*Value{&t.Context, &t.FirstIter, &t.Finalizer, &t.RunningLoop} {
		v := *slot
		*slot = object.Value{}
		t.Release(v)
	}
}
