package object

import "sync"

// Resource is something outside of memory that an interpreter has opened, such
// as a file descriptor. It is given back when its object dies or is closed, and
// at the latest when the interpreter is.
type Resource struct{ free func() }

// resources are those that are open.
type resources struct {
	mu   sync.Mutex
	open map[*Resource]struct{}
}

// Keep remembers to call free when the interpreter is closed.
func (in *Interp) Keep(free func()) *Resource {
	if in.Tape.Replays() {
		return &Resource{} // it has opened nothing
	}
	r := &Resource{free}
	in.resources.mu.Lock()
	defer in.resources.mu.Unlock()
	if in.resources.open == nil {
		in.resources.open = map[*Resource]struct{}{}
	}
	in.resources.open[r] = struct{}{}
	return r
}

// Unkeep forgets a resource whose owner has freed it.
func (in *Interp) Unkeep(r *Resource) {
	if r == nil {
		return
	}
	in.resources.mu.Lock()
	defer in.resources.mu.Unlock()
	delete(in.resources.open, r)
}

// FreeAll frees what is still open.
func (in *Interp) FreeAll() {
	in.resources.mu.Lock()
	open := in.resources.open
	in.resources.open = nil
	in.resources.mu.Unlock()
	for r := range open {
		r.free()
	}
}

// WritableArg reads an argument that is a writable buffer of contiguous memory.
// What is written to the result is written to the object.
func (t *Thread) WritableArg(v Value) ([]byte, error) {
	if v.Type().IsSubtype(ByteArrayType) {
		return (*Bytes)(v.p).B, nil
	}
	if v.Is(MemoryViewType) {
		m := asView(v)
		switch size := NativeSize(m.format); {
		case m.released:
			return nil, t.released()
		case !m.readonly && (m.step == size || m.count < 2):
			return m.data()[m.off : m.off+m.count*size], nil
		}
	} else if b, ok := BufferOf(v); ok && !b.ReadOnly {
		return b.Data(), nil
	}
	return nil, t.Raisef(TypeError, "read-write bytes-like object expected")
}
