package lifetime

import "github.com/asynctools/asynctools/syntax/ast"

// holders are the names and loops that hold the generator which is followed at
// the moment. They get their bits of state.names when they first do: few ever
// hold the same generator, however many a function has.
type holders struct {
	bit   []uint8 // by number of a name or loop: its bit, from 1 on; 0 for none
	have  []int   // by bit, from 0 on: the number
	loops uint64  // the bits that are loops
}

// reset makes room for the next generator.
func (h *holders) reset() {
	for _, id := range h.have {
		h.bit[id] = 0
	}
	h.have, h.loops = h.have[:0], 0
}

// holds reports that a name or loop holds the generator.
func (f *function) holds(st state, id int) bool {
	if st.st == unmade {
		return false
	}
	b := f.holders.bit[id]
	return b > 0 && st.names>>(b-1)&1 != 0
}

// drop takes the generator from a name or loop.
func (f *function) drop(st state, id int) state {
	if b := f.holders.bit[id]; b > 0 {
		st.names &^= 1 << (b - 1)
	}
	return st
}

// hold gives the generator to a name or loop. Where there are too many, the
// search is over.
func (s *search) hold(st state, id int) state {
	h := &s.f.holders
	b := h.bit[id]
	if b == 0 {
		if len(h.have) == 64 {
			s.capped = true
			return st
		}
		h.have = append(h.have, id)
		b = uint8(len(h.have))
		h.bit[id] = b
		if id >= len(s.f.named) {
			h.loops |= 1 << (b - 1)
		}
	}
	st.names |= 1 << (b - 1)
	return st
}

// eachLoop calls f for each loop that holds the generator, and the call of each
// with that will close it.
func (f *function) eachLoop(st state, each func(id int, at ast.Node)) {
	held := st.names & f.holders.loops
	for b := 0; held != 0; b, held = b+1, held>>1 {
		if held&1 != 0 {
			id := f.holders.have[b]
			each(id, f.loopOf[id-len(f.named)])
		}
	}
}
