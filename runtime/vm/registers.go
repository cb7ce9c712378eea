package vm

import (
	"unsafe"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
)

// maxNative bounds the nesting of native code that calls Python.
const maxNative = 20000

// enter runs a frame to its end (or, for a generator's, to its next yield)
// from native code.
func (st *State) enter(f *Frame) (v Value, yielded bool, err error) {
	t := st.T
	f.prev = st.frame
	f.kind = retEntry
	t.Native++
	t.Depth++
	f.link, f.depth = nil, int32(t.Depth)
	if t.Depth > t.MaxDepth || t.Native > maxNative {
		t.Native--
		t.Depth--
		err := recursionError(t)
		if f.gen() == nil {
			f.prev = nil
			st.leave(f)
		}
		return Value{}, false, err
	}
	st.frame = f
	v, yielded, err = st.run(f)
	t.Native--
	return v, yielded, err
}

func recursionError(t *Thread) error {
	return t.Raisef(object.RecursionError, "maximum recursion depth exceeded")
}

// The machine's loop reads registers and instructions through these two. The
// compiler numbers the registers, and a test checks that every operand of every
// block lies within its frame (compile's verifier); without a slice's length to
// compare with and to keep alive, the loop has its state in machine registers,
// which makes it a quarter faster.

// at is register r of the frame whose registers begin at rp.
func at(rp unsafe.Pointer, r int) *Value { return (*Value)(unsafe.Add(rp, r<<4)) }

// fetch is the word at pc of the code that begins at ib.
func fetch(ib unsafe.Pointer, pc int) code.Instr {
	return *(*code.Instr)(unsafe.Add(ib, pc<<3))
}

// clearReg empties a register that holds a counted value.
func (st *State) clearReg(d *Value) {
	old := *d
	*d = Value{}
	st.T.Release(old)
}

// setInt stores an int in a register.
func (st *State) setInt(d *Value, n int64) {
	if d.IsInt() {
		d.PutInt(n)
		return
	}
	st.setUncounted(d, object.Int(n))
}

// setFloat stores a float in a register.
func (st *State) setFloat(d *Value, x float64) {
	if d.IsFloat() {
		d.PutFloat(x)
		return
	}
	st.setUncounted(d, object.Float(x))
}

func (st *State) setUncounted(d *Value, v Value) {
	old := *d
	*d = v
	if old.IsCounted() {
		st.T.Release(old)
	}
}

// The functions that follow come twice: for a slice of registers, and for the
// loop.

func (st *State) setReg(rp unsafe.Pointer, r int, v Value) {
	d := at(rp, r)
	old := *d
	v.Hold()
	*d = v
	if old.IsCounted() {
		st.T.Release(old)
	}
}

func (st *State) putReg(rp unsafe.Pointer, r int, v Value) {
	d := at(rp, r)
	old := *d
	*d = v
	if old.IsCounted() {
		st.T.Release(old)
	}
}

// finishCall is putReg for the result of a call, which the call may drop.
func (st *State) finishCall(rp unsafe.Pointer, r int, v Value) {
	if r == code.None {
		st.T.Release(v)
		return
	}
	d := at(rp, r)
	old := *d
	*d = v
	if old.IsCounted() {
		st.T.Release(old)
	}
}

func takeReg(rp unsafe.Pointer, r, nlocals int) Value {
	s := at(rp, r)
	v := *s
	if r >= nlocals {
		*s = Value{}
	} else {
		v.Hold()
	}
	return v
}

func (st *State) doneReg(rp unsafe.Pointer, r, nlocals int) {
	if s := at(rp, r); s.IsCounted() && r >= nlocals {
		st.clearReg(s)
	}
}

func (st *State) resultReg(rp unsafe.Pointer, r int, v Value, b, c, nlocals int) {
	v.Hold()
	if s := at(rp, b); s.IsCounted() && b >= nlocals {
		st.clearReg(s)
	}
	if s := at(rp, c); s.IsCounted() && c >= nlocals {
		st.clearReg(s)
	}
	d := at(rp, r)
	old := *d
	*d = v
	if old.IsCounted() {
		st.T.Release(old)
	}
}

func (st *State) dropRunReg(rp unsafe.Pointer, a, n int) {
	for ; n > 0; n-- {
		s := at(rp, a)
		if v := *s; v.IsCounted() {
			*s = Value{}
			switch {
			case v.Is(GeneratorType):
				st.awaitOver(v) // all of it has been used up: "sum(x for x in ...)"
			case v.Header().Drop():
				st.T.Zero(v)
			}
		} else {
			*s = Value{}
		}
		a++
	}
}

// set replaces the contents of a register with v, which is held anew.
func (st *State) set(regs []Value, d int, v Value) {
	old := regs[d]
	v.Hold()
	regs[d] = v
	st.T.Release(old)
}

// put is set for a value that brings its count along.
func (st *State) put(regs []Value, d int, v Value) {
	old := regs[d]
	regs[d] = v
	st.T.Release(old)
}

// take reads a source operand and passes its count on: a temporary is
// emptied, a variable keeps its value and the result gets a count of its own.
func take(regs []Value, r, nlocals int) Value {
	v := regs[r]
	if r >= nlocals {
		regs[r] = Value{}
	} else {
		v.Hold()
	}
	return v
}

// done drops a consumed source operand.
func (st *State) done(regs []Value, r, nlocals int) {
	if r >= nlocals {
		v := regs[r]
		if v.IsCounted() {
			regs[r] = Value{}
			st.T.Release(v)
		}
	}
}

// result stores a fresh result and drops up to two consumed operands. The
// result is held first: it may be an operand.
func (st *State) result(regs []Value, d int, v Value, b, c, nlocals int) {
	v.Hold()
	st.done(regs, b, nlocals)
	st.done(regs, c, nlocals)
	old := regs[d]
	regs[d] = v
	st.T.Release(old)
}

// order is 0, 1 or 2: x is less than, equal to or greater than y.
func order(x, y int64) uint {
	if x < y {
		return 0
	}
	if x == y {
		return 1
	}
	return 2
}

// holds reports whether a comparison is true of two values in that order. It is
// small enough for the loop to take it in, which a switch is not: three bits for an
// operation, from == on.
func holds(op object.CmpOp, order uint) bool {
	return 0b110_100_011_001_101_010>>(uint(op)*3+order)&1 != 0
}

// attrsAt are the attributes of an object whose type keeps them there.
func attrsAt(o Value, offset uint32) *object.Attrs {
	return (*object.Attrs)(unsafe.Add(unsafe.Pointer(o.Header()), offset))
}

// dropRun drops n registers from a on.
func (st *State) dropRun(regs []Value, a, n int) {
	for r := a; r < a+n; r++ {
		v := regs[r]
		if v.Valid() {
			regs[r] = Value{}
			st.T.Release(v)
		}
	}
}

func (st *State) kwNames(c *code.Code, k int) object.KwNames {
	if k == 0 {
		return nil
	}
	if k <= len(c.KwNames) && c.KwNames[k-1] != nil {
		return c.KwNames[k-1]
	}
	items := object.AsTuple(c.Consts[k-1]).Items
	kw := make(object.KwNames, len(items))
	for i, v := range items {
		kw[i] = object.AsStr(v)
	}
	for len(c.KwNames) < k {
		c.KwNames = append(c.KwNames, nil)
	}
	c.KwNames[k-1] = kw
	return kw
}

// popExcept restores the exception that was being handled before.
func (st *State) popExcept(regs []Value, a int) {
	prev := regs[a]
	regs[a] = Value{}
	old := st.T.Exc.Exc.Value()
	if prev.IsNone() {
		prev = Value{}
	}
	st.T.Exc.Exc = object.RefTo(prev)
	st.T.Release(old)
}

// kill leaves all frames up to the entry without running anything of theirs.
func (st *State) kill(f *Frame) (Value, bool, error) {
	for {
		prev, kind := f.prev, f.kind
		if g := f.gen(); g != nil {
			st.popGen(g)
			g.state = genClosed
		}
		st.T.Depth--
		st.frame = prev
		if !f.exposed {
			clear(f.regs())
		}
		f.prev = nil
		if f.class == coroFrame {
			f.class, f.link = exactFrame, nil
		}
		if kind == retInit {
			st.initialized()
		}
		if kind == retEntry {
			return Value{}, false, ErrKilled
		}
		f = prev
	}
}

// initialized is the instance whose __init__ is the innermost one, whose frame ends.
func (st *State) initialized() Value {
	i := len(st.inits) - 1
	v := st.inits[i]
	st.inits[i] = Value{}
	st.inits = st.inits[:i]
	return v
}
