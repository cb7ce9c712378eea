package vm

import "github.com/asynctools/asynctools/runtime/object"

// A chain of awaits that native code drives (a task steps its coroutine) is
// suspended as a whole when its innermost frame yields: the frames stay linked
// as they ran, and the root keeps the leaf. Resuming puts the leaf on top of
// the stack again, however deep the chain is. CPython resumes level by level.
//
// The generators inside such a chain are still marked as running, and their
// frames stand at SEND. Whatever looks at a generator or resumes it otherwise
// than through the root calls settle first, which brings the chain into the
// form that level-by-level suspension would have left.

// detach suspends the chain of which f, whose generator yielded, is the leaf.
func (st *State) detach(f *Frame) {
	t := st.T
	r := f.link
	g := r.gen()
	g.state = genSuspended
	r.link = f
	r.depth = int32(t.Depth) - r.depth + 1
	t.Exc = g.exc.Prev
	g.exc.Prev = nil
	t.Depth -= int(r.depth)
	st.frame = r.prev
	r.prev = nil
}

// reattach puts a suspended chain on top of the stack, with sent as the result
// of what its leaf yielded.
func (st *State) reattach(r *Frame, sent Value) *Frame {
	t := st.T
	f := r.link
	r.link = nil
	b := f.code.At(f.PC()).B()
	sent.Hold()
	old := f.regs()[b]
	f.regs()[b] = sent
	t.Release(old)
	f.pc++
	g := r.gen()
	g.state = genRunning
	g.exc.Prev = t.Exc
	t.Exc = &f.gen().exc
	t.Depth += int(r.depth)
	r.depth = int32(t.Depth) - r.depth + 1
	r.prev = st.frame
	st.frame = f
	return f
}

// settle makes the generator's own state and frame say what it does, if it is
// part of a suspended chain.
func (g *Generator) settle() {
	if g.native {
		return
	}
	f := g.fr()
	if g.state != genRunning && g.state != genSuspended {
		return
	}
	if g.state == genRunning {
		if f = f.root(); f == nil {
			return
		}
	}
	if f.leaf() != nil {
		f.settleChain()
	}
}

func (f *Frame) settleChain() {
	x := f.link
	f.link = nil
	for x != f {
		up := x.prev
		x.prev, x.link, x.asyncOp = nil, nil, false
		x.gen().state = genSuspended
		x.gen().exc.Prev = nil
		up.pc += 2 // from SEND to its YIELD_VALUE
		x = up
	}
}

// resumeChain is Resume for the root of a suspended chain.
func (st *State) resumeChain(g *Generator, sent Value) (v Value, yielded bool, err error) {
	t := st.T
	r := g.fr()
	if t.Native++; t.Native > maxNative || t.Depth+int(r.depth) > t.MaxDepth {
		t.Native--
		return Value{}, false, recursionError(t)
	}
	object.Of(g).Hold()
	r.kind = retEntry
	v, yielded, err = st.run(st.reattach(r, sent))
	t.Native--
	v.Hold2()
	t.Release(object.Of(g))
	v.Forget()
	return v, yielded, err
}
