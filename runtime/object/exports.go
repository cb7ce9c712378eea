package object

import (
	goruntime "runtime"
	"unsafe"
	"weak"
)

// exports knows the live views of each object whose size can change. Views are
// held weakly, so that one whose release was forgotten blocks nothing for ever;
// keys are addresses, which is why a view says again whose it is.
type exports map[uintptr][]weak.Pointer[MemoryView]

// export notes that a view shows its object's memory.
func (m *MemoryView) export(t *Thread) Value {
	if m.Obj.IsCounted() && m.resizes {
		if t.Interp.exports == nil {
			t.Interp.exports = exports{}
		}
		at := uintptr(unsafe.Pointer(m.Obj.p))
		t.Interp.exports[at] = append(t.Interp.exports.live(m.Obj), weak.Make(m))
		m.flags |= Finalizes
	}
	return Of(m)
}

// live are the views of an object that are there still.
func (e exports) live(v Value) []weak.Pointer[MemoryView] {
	at := uintptr(unsafe.Pointer(v.p))
	list := e[at]
	keep := list[:0]
	for _, w := range list {
		if m := w.Value(); m != nil && !m.released && m.Obj == v {
			keep = append(keep, w)
		}
	}
	if len(keep) == 0 {
		delete(e, at)
		return nil
	}
	e[at] = keep
	return keep
}

// release ends a view.
func (m *MemoryView) release(t *Thread) {
	if m.released {
		return
	}
	m.released = true
	o := m.Obj
	m.Obj = Value{}
	if m.resizes {
		t.Interp.exports.live(o)
	}
	t.Release(o)
}

// Exported reports that a view shows the memory of an object. Before it says so
// it asks Go's collector: a view that nobody can reach must not be in the way.
func (t *Thread) Exported(v Value) bool {
	if len(t.Interp.exports) == 0 || len(t.Interp.exports.live(v)) == 0 {
		return false
	}
	goruntime.GC()
	return len(t.Interp.exports.live(v)) > 0
}

// resize is asked before a bytearray gets content of another size: not while a
// view shows the old one.
func (t *Thread) resize(v Value, size int) error {
	if size != len((*Bytes)(v.p).B) && t.Exported(v) {
		return t.Raisef(BufferError, "Existing exports of data: object cannot be re-sized")
	}
	return nil
}
