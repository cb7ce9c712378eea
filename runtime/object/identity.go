package object

import (
	"unsafe"
	"weak"
)

// identities number objects in the order in which the program first asks what
// distinguishes them (id(), the default hash). Where an object lies in memory
// changes from run to run, and with it the order of a set of objects; a
// recorded program and its replay have to agree.
type identities struct {
	of   map[weak.Pointer[Header]]uint64
	last uint64
}

// firstIdentity looks like an address, as CPython's do.
const firstIdentity = 0x7e0000000000 >> 4

// NumberObjects makes identities independent of addresses; before the first
// object is asked for.
func (in *Interp) NumberObjects() {
	in.identities = &identities{of: map[weak.Pointer[Header]]uint64{}, last: firstIdentity}
}

// NumbersObjects reports that NumberObjects was called.
func (in *Interp) NumbersObjects() bool { return in.identities != nil }

// identity is what distinguishes the object at p, a sixteenth of its id(). It is
// small enough to be inlined where nothing is numbered.
func (t *Thread) identity(p unsafe.Pointer) uint64 {
	if t.Interp.identities == nil {
		return uint64(uintptr(p)) >> 4
	}
	return t.number(p)
}

func (t *Thread) number(p unsafe.Pointer) uint64 {
	ids := t.Interp.identities
	key := weak.Make((*Header)(p))
	n, ok := ids.of[key]
	switch {
	case ok:
	case t.Interp.Tape.IsAside():
		// A debugger that asks first must not change the program's numbers.
		return uint64(uintptr(p)) >> 4
	default:
		ids.last++
		n = ids.last
		ids.of[key] = n
	}
	return n
}
