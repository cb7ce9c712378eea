package vm

import (
	"unsafe"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
)

// run executes frames until the entry frame f ends or yields.
func (st *State) run(f *Frame) (Value, bool, error) {
	t := st.T
	var (
		c   = f.code
		ib  = c.Base()
		rp  = f.base()
		nl  = c.NumLocals
		pc  = f.PC()
		err error
		i   code.Instr
		v   Value
		nf  *Frame
	)
	if p := f.gen(); p != nil && p.injecting {
		// A generator resumed with an exception.
		err = st.injected(p)
		if st.tracer != nil {
			err = st.thrown(f, err)
		}
		goto raise
	}

dispatch:
	for {
		i = fetch(ib, pc)
	again:
		switch i.Op() {
		case code.NOP:
			pc++

		case code.RESUME:
			if t.Breaker.Load() != 0 {
				f.pc = int32(pc)
				if err = st.breaker(f); err != nil {
					goto raise
				}
				ib = c.Base()
			}
			pc++

		case code.RETURN_GENERATOR:
			pc++

		case code.LOAD_CONST:
			v = c.Consts[i.Bx()]
			d := at(rp, i.A())
			v.Hold()
			old := *d
			*d = v
			if old.IsCounted() && old.Header().Drop() {
				f.pc = int32(pc)
				t.Zero(old)
			}
			pc++

		case code.MOVE:
			v = *at(rp, i.B())
			d := at(rp, i.A())
			v.Hold()
			old := *d
			*d = v
			if old.IsCounted() && old.Header().Drop() {
				f.pc = int32(pc)
				t.Zero(old)
			}
			pc++

		case code.STORE_FAST:
			b := i.B()
			v = *at(rp, b)
			if b >= nl {
				*at(rp, b) = Value{}
			} else {
				v.Hold()
			}
			d := at(rp, i.A())
			old := *d
			*d = v
			if old.IsCounted() && old.Header().Drop() {
				f.pc = int32(pc)
				t.Zero(old)
			}
			pc++

		case code.CHECK_FAST:
			if !at(rp, i.A()).Valid() {
				err = st.unbound(c.VarNames[i.A()].S)
				goto raise
			}
			pc++

		case code.CLEAR:
			d := at(rp, i.A())
			v = *d
			*d = Value{}
			if v.IsCounted() && v.Header().Drop() {
				f.pc = int32(pc)
				t.Zero(v)
			}
			pc++

		case code.LOAD_DEREF:
			v = object.Cast[object.Cell](*at(rp, i.B())).V
			if !v.Valid() {
				err = st.unbound(c.VarNames[i.B()].S)
				goto raise
			}
			d := at(rp, i.A())
			v.Hold()
			old := *d
			*d = v
			if old.IsCounted() && old.Header().Drop() {
				f.pc = int32(pc)
				t.Zero(old)
			}
			pc++

		case code.LOAD_FREE:
			v = f.fn.Closure[i.B()].V
			if !v.Valid() {
				err = t.Raisef(object.NameError, "cannot access free variable '%s' where it is not associated with a value in enclosing scope", c.FreeNames[i.B()].S)
				goto raise
			}
			d := at(rp, i.A())
			v.Hold()
			old := *d
			*d = v
			if old.IsCounted() && old.Header().Drop() {
				f.pc = int32(pc)
				t.Zero(old)
			}
			pc++

		case code.STORE_DEREF:
			v = takeReg(rp, i.B(), nl)
			f.pc = int32(pc)
			object.Cast[object.Cell](*at(rp, i.A())).Set(t, v)
			t.Release(v)
			pc++

		case code.LOAD_GLOBAL:
			k := &c.Caches[fetch(ib, pc+1).Hi()]
			if g := f.space.Globals; k.Dict == g && k.Version == g.Version() {
				v = g.EntryAt(int(k.Index))
			} else if d := f.space.Builtins; k.Dict == d && k.Version == d.Version() && k.Value.Pointer() == unsafe.Pointer(g) && k.Attrs == g.Version() {
				v = d.EntryAt(int(k.Index))
			} else if v, err = st.loadGlobal(f, c.Names[i.Bx()], k); err != nil {
				goto raise
			}
			d := at(rp, i.A())
			v.Hold()
			old := *d
			*d = v
			if old.IsCounted() && old.Header().Drop() {
				f.pc = int32(pc)
				t.Zero(old)
			}
			pc += 2

		case code.LOAD_NAME:
			k := &c.Caches[fetch(ib, pc+1).Hi()]
			if k.Dict == f.space.Globals && k.Version == f.space.Globals.Version() && f.locals().Pointer() == unsafe.Pointer(f.space.Globals) {
				st.setReg(rp, i.A(), f.space.Globals.EntryAt(int(k.Index)))
				pc += 2
				continue
			} else if k.Dict == f.space.Builtins && k.Version == f.space.Builtins.Version() && k.Value.Pointer() == unsafe.Pointer(f.space.Globals) && k.Attrs == f.space.Globals.Version() && f.locals().Pointer() == unsafe.Pointer(f.space.Globals) {
				st.setReg(rp, i.A(), f.space.Builtins.EntryAt(int(k.Index)))
				pc += 2
				continue
			}
			if pc, err = st.slow(f, i, pc); err != nil {
				goto raise
			}

		case code.STORE_NAME:
			k := &c.Caches[fetch(ib, pc+1).Hi()]
			if k.Dict == f.space.Globals && k.Version == f.space.Globals.Version() && f.locals().Pointer() == unsafe.Pointer(f.space.Globals) {
				v = takeReg(rp, i.A(), nl)
				f.pc = int32(pc)
				f.space.Globals.SetEntry(t, int(k.Index), v)
				t.Release(v)
				pc += 2
				continue
			}
			if pc, err = st.slow(f, i, pc); err != nil {
				goto raise
			}

		case code.LOAD_ATTR:
			b := i.B()
			o := *at(rp, b)
			w := fetch(ib, pc+1)
			k := &c.Caches[w.Hi()]
			if k.Version == o.Type().Version() && k.Attrs != 0 {
				if as := attrsAt(o, k.Attrs); as.Shape() == k.Shape {
					if k.Index >= 0 {
						v = as.Slot(int(k.Index))
					} else {
						v = k.Value
					}
					v.Hold()
					if b >= nl {
						*at(rp, b) = Value{}
						if o.IsCounted() && o.Header().Drop() {
							f.pc = int32(pc)
							t.Zero(o)
						}
					}
					d := at(rp, i.A())
					old := *d
					*d = v
					if old.IsCounted() && old.Header().Drop() {
						f.pc = int32(pc)
						t.Zero(old)
					}
					pc += 2
					continue
				}
			}
			f.pc = int32(pc)
			if k.Shape == propertyShape && k.Version == o.Type().Version() {
				fn := object.Cast[Function](k.Value)
				if b < nl {
					nf = st.newFrame(fn.Code, fn)
					*at(nf.base(), 0) = o
					o.Hold()
				} else {
					nf = st.plainFrame(fn, rp, b, 1)
				}
				k.Value.Hold()
				nf.retpc, nf.dst = int32(pc+2), uint16(i.A())
				goto call
			}
			if v, err = st.loadAttr(o, c.Names[w.Lo()], k); err != nil {
				goto raise
			}
			st.resultReg(rp, i.A(), v, b, b, nl)
			pc += 2

		case code.STORE_ATTR:
			a, b := i.A(), i.B()
			o := *at(rp, a)
			w := fetch(ib, pc+1)
			k := &c.Caches[w.Hi()]
			f.pc = int32(pc)
			if k.Version == o.Type().Version() && k.Attrs != 0 {
				if as := attrsAt(o, k.Attrs); as.Shape() == k.Shape {
					if k.Next == nil {
						v = *at(rp, b)
						if v.IsCounted() {
							o.Header().SetFlags(object.Holds)
						}
						if b >= nl {
							*at(rp, b) = Value{}
						} else {
							v.Hold()
						}
						d := as.At(int(k.Index))
						old := *d
						*d = v
						if old.IsCounted() && old.Header().Drop() {
							t.Zero(old)
						}
					} else {
						as.Grow(o.Header(), k.Next, *at(rp, b))
						if b >= nl && at(rp, b).IsCounted() {
							st.clearReg(at(rp, b))
						}
					}
					if a >= nl && at(rp, a).IsCounted() {
						st.clearReg(at(rp, a))
					}
					pc += 2
					continue
				}
			}
			if err = st.storeAttr(o, c.Names[w.Lo()], *at(rp, b), k); err != nil {
				goto raise
			}
			st.doneReg(rp, b, nl)
			st.doneReg(rp, a, nl)
			pc += 2

		case code.LOAD_SUBSCR:
			b, k := i.B(), i.C()
			o, key := *at(rp, b), *at(rp, k)
			if key.IsInt() && o.Is(object.ListType) {
				items := object.Cast[object.List](o).Items
				n := key.AsInt()
				if n < 0 {
					n += int64(len(items))
				}
				if uint64(n) < uint64(len(items)) {
					st.resultReg(rp, i.A(), items[n], b, b, nl)
					pc++
					continue
				}
			} else if key.IsInt() && o.Is(object.StrType) {
				if ch, ok := object.Cast[object.Str](o).CharAt(key.AsInt()); ok {
					st.setUncounted(at(rp, i.A()), ch)
					if b >= nl && b != i.A() {
						*at(rp, b) = Value{}
					}
					pc++
					continue
				}
			}
			f.pc = int32(pc)
			if v, err = t.GetItem(o, key); err != nil {
				goto raise
			}
			st.resultReg(rp, i.A(), v, b, k, nl)
			pc++

		case code.LOAD_SUBSCR_INT:
			b := i.B()
			o := *at(rp, b)
			n := i.C()
			switch o.Type() {
			case object.ListType:
				if items := object.Cast[object.List](o).Items; n < len(items) {
					v = items[n]
					if b < nl {
						st.setReg(rp, i.A(), v)
					} else {
						st.resultReg(rp, i.A(), v, b, b, nl)
					}
					pc++
					continue
				}
			case object.TupleType:
				if items := object.Cast[object.Tuple](o).Items; n < len(items) {
					v = items[n]
					if b < nl {
						st.setReg(rp, i.A(), v)
					} else {
						st.resultReg(rp, i.A(), v, b, b, nl)
					}
					pc++
					continue
				}
			}
			f.pc = int32(pc)
			if v, err = t.GetItem(o, object.Int(int64(n))); err != nil {
				goto raise
			}
			st.resultReg(rp, i.A(), v, b, b, nl)
			pc++

		case code.STORE_SUBSCR:
			a, b, s := i.A(), i.B(), i.C()
			f.pc = int32(pc)
			// Tried: dicts here, without SetItem. Programs were 5 in 100 slower for it.
			if err = t.SetItem(*at(rp, a), *at(rp, b), *at(rp, s)); err != nil {
				goto raise
			}
			st.doneReg(rp, s, nl)
			st.doneReg(rp, b, nl)
			st.doneReg(rp, a, nl)
			pc++

		case code.BINARY_ADD:
			a, b, d := i.A(), i.B(), i.C()
			x, y := *at(rp, b), *at(rp, d)
			if x.IsInt() && y.IsInt() {
				if r, ok := object.AddInts(x.AsInt(), y.AsInt()); ok {
					if d := at(rp, a); d.IsInt() {
						d.PutInt(r)
					} else {
						st.setUncounted(d, object.Int(r))
					}
					pc++
					continue
				}
			} else if x.IsFloat() && y.IsFloat() {
				if d := at(rp, a); d.IsFloat() {
					d.PutFloat(x.AsFloat() + y.AsFloat())
				} else {
					st.setUncounted(d, object.Float(x.AsFloat()+y.AsFloat()))
				}
				pc++
				continue
			}
			f.pc = int32(pc)
			if v, err = t.Binary(object.OpAdd, x, y); err != nil {
				goto raise
			}
			st.resultReg(rp, a, v, b, d, nl)
			pc++

		case code.BINARY_SUB:
			a, b, d := i.A(), i.B(), i.C()
			x, y := *at(rp, b), *at(rp, d)
			if x.IsInt() && y.IsInt() {
				if r, ok := object.SubInts(x.AsInt(), y.AsInt()); ok {
					if d := at(rp, a); d.IsInt() {
						d.PutInt(r)
					} else {
						st.setUncounted(d, object.Int(r))
					}
					pc++
					continue
				}
			} else if x.IsFloat() && y.IsFloat() {
				if d := at(rp, a); d.IsFloat() {
					d.PutFloat(x.AsFloat() - y.AsFloat())
				} else {
					st.setUncounted(d, object.Float(x.AsFloat()-y.AsFloat()))
				}
				pc++
				continue
			}
			f.pc = int32(pc)
			if v, err = t.Binary(object.OpSub, x, y); err != nil {
				goto raise
			}
			st.resultReg(rp, a, v, b, d, nl)
			pc++

		case code.BINARY_MUL:
			a, b, d := i.A(), i.B(), i.C()
			x, y := *at(rp, b), *at(rp, d)
			if x.IsInt() && y.IsInt() {
				r, n := x.AsInt(), y.AsInt()
				ok := int64(int32(r)) == r && int64(int32(n)) == n
				if ok {
					r *= n
				} else {
					r, ok = object.MulInts(r, n)
				}
				if ok {
					if d := at(rp, a); d.IsInt() {
						d.PutInt(r)
					} else {
						st.setUncounted(d, object.Int(r))
					}
					pc++
					continue
				}
			} else if x.IsFloat() && y.IsFloat() {
				if d := at(rp, a); d.IsFloat() {
					d.PutFloat(x.AsFloat() * y.AsFloat())
				} else {
					st.setUncounted(d, object.Float(x.AsFloat()*y.AsFloat()))
				}
				pc++
				continue
			}
			f.pc = int32(pc)
			if v, err = t.Binary(object.OpMul, x, y); err != nil {
				goto raise
			}
			st.resultReg(rp, a, v, b, d, nl)
			pc++

		case code.BINARY_ADD_INT:
			a, b := i.A(), i.B()
			x := *at(rp, b)
			imm := int64(int16(i.C()))
			if x.IsInt() {
				if r, ok := object.AddInts(x.AsInt(), imm); ok || imm == 0 {
					if d := at(rp, a); d.IsInt() {
						d.PutInt(r)
					} else {
						st.setUncounted(d, object.Int(r))
					}
					pc++
					continue
				}
			}
			op, y := object.OpAdd, imm
			if i.D()&1 != 0 {
				op, y = object.OpSub, -imm
			}
			f.pc = int32(pc)
			if i.D()&2 != 0 {
				v, err = t.Inplace(op, x, object.Int(y))
			} else {
				v, err = t.Binary(op, x, object.Int(y))
			}
			if err != nil {
				goto raise
			}
			st.resultReg(rp, a, v, b, b, nl)
			pc++

		case code.BINARY_OP:
			b, d := i.B(), i.C()
			x, y := *at(rp, b), *at(rp, d)
			op := object.BinOp(i.D())
			if x.IsFloat() && y.IsFloat() && op == object.OpDiv && y.AsFloat() != 0 {
				if d := at(rp, i.A()); d.IsFloat() {
					d.PutFloat(x.AsFloat() / y.AsFloat())
				} else {
					st.setUncounted(d, object.Float(x.AsFloat()/y.AsFloat()))
				}
				pc++
				continue
			}
			f.pc = int32(pc)
			if v, err = t.Binary(op, x, y); err != nil {
				goto raise
			}
			st.resultReg(rp, i.A(), v, b, d, nl)
			pc++

		case code.BINARY_INT_OP:
			b := i.B()
			x := *at(rp, b)
			y := int64(i.C())
			op := object.BinOp(i.D() &^ code.Inplace)
			if x.IsInt() {
				n := x.AsInt()
				ok := true
				switch op {
				case object.OpMul:
					n, ok = object.MulInts(n, y)
				case object.OpMod:
					if ok = y > 0; ok {
						if n %= y; n < 0 {
							n += y
						}
					}
				case object.OpFloorDiv:
					if ok = y > 0; ok {
						q := n / y
						if n%y < 0 {
							q--
						}
						n = q
					}
				case object.OpAnd:
					n &= y
				case object.OpOr:
					n |= y
				case object.OpXor:
					n ^= y
				case object.OpRShift:
					n >>= uint(min(y, 63))
				default:
					ok = false
				}
				if ok {
					if d := at(rp, i.A()); d.IsInt() {
						d.PutInt(n)
					} else {
						st.setUncounted(d, object.Int(n))
					}
					pc++
					continue
				}
			}
			f.pc = int32(pc)
			if i.D()&code.Inplace != 0 {
				v, err = t.Inplace(op, x, object.Int(y))
			} else {
				v, err = t.Binary(op, x, object.Int(y))
			}
			if err != nil {
				goto raise
			}
			st.resultReg(rp, i.A(), v, b, b, nl)
			pc++

		case code.INPLACE_OP:
			b, d := i.B(), i.C()
			x, y := *at(rp, b), *at(rp, d)
			if x.IsInt() && y.IsInt() {
				var r int64
				ok := false
				switch object.BinOp(i.D()) {
				case object.OpAdd:
					r, ok = object.AddInts(x.AsInt(), y.AsInt())
				case object.OpSub:
					r, ok = object.SubInts(x.AsInt(), y.AsInt())
				case object.OpMul:
					r, ok = object.MulInts(x.AsInt(), y.AsInt())
				}
				if ok {
					if d := at(rp, i.A()); d.IsInt() {
						d.PutInt(r)
					} else {
						st.setUncounted(d, object.Int(r))
					}
					pc++
					continue
				}
			} else if x.IsFloat() && y.IsFloat() && object.BinOp(i.D()) == object.OpAdd {
				if d := at(rp, i.A()); d.IsFloat() {
					d.PutFloat(x.AsFloat() + y.AsFloat())
				} else {
					st.setUncounted(d, object.Float(x.AsFloat()+y.AsFloat()))
				}
				pc++
				continue
			}
			f.pc = int32(pc)
			if v, err = t.Inplace(object.BinOp(i.D()), x, y); err != nil {
				goto raise
			}
			st.resultReg(rp, i.A(), v, b, d, nl)
			pc++

		case code.COMPARE_OP:
			b, d := i.B(), i.C()
			x, y := *at(rp, b), *at(rp, d)
			if x.IsInt() && y.IsInt() {
				st.setUncounted(at(rp, i.A()), object.Bool(holds(object.CmpOp(i.D()), order(x.AsInt(), y.AsInt()))))
				pc++
				continue
			}
			f.pc = int32(pc)
			if v, err = t.Compare(x, y, object.CmpOp(i.D())); err != nil {
				goto raise
			}
			st.resultReg(rp, i.A(), v, b, d, nl)
			pc++

		case code.COMPARE_JUMP:
			b, d := i.B(), i.C()
			x, y := *at(rp, b), *at(rp, d)
			op := object.CmpOp(i.D() & 0x7f)
			var truth bool
			if x.IsInt() && y.IsInt() {
				truth = holds(op, order(x.AsInt(), y.AsInt()))
			} else if x.IsFloat() && y.IsFloat() {
				truth = object.CompareFloats(x.AsFloat(), y.AsFloat(), op)
			} else {
				f.pc = int32(pc)
				if truth, err = t.CompareBool(x, y, op); err != nil {
					goto raise
				}
				st.doneReg(rp, b, nl)
				st.doneReg(rp, d, nl)
			}
			if truth == (i.D()&0x80 != 0) {
				pc = fetch(ib, pc+1).Lo()
			} else {
				pc += 2
			}

		case code.COMPARE_CONST_JUMP:
			b := i.B()
			x, y := *at(rp, b), c.Consts[i.C()]
			op := object.CmpOp(i.D() & 0x7f)
			var truth bool
			if x.Is(object.StrType) && op <= object.CmpNe {
				truth = object.EqualStrs(x, y) == (op == object.CmpEq)
				if b >= nl {
					*at(rp, b) = Value{}
				}
			} else {
				f.pc = int32(pc)
				if truth, err = t.CompareBool(x, y, op); err != nil {
					goto raise
				}
				st.doneReg(rp, b, nl)
			}
			if truth == (i.D()&0x80 != 0) {
				pc = fetch(ib, pc+1).Lo()
			} else {
				pc += 2
			}

		case code.COMPARE_INT_JUMP:
			b := i.B()
			x := *at(rp, b)
			op := object.CmpOp(i.D() & 0x7f)
			var truth bool
			if x.IsInt() {
				truth = holds(op, order(x.AsInt(), int64(i.C())))
			} else if x.IsFloat() {
				truth = object.CompareFloats(x.AsFloat(), float64(i.C()), op)
			} else {
				f.pc = int32(pc)
				if truth, err = t.CompareBool(x, object.Int(int64(i.C())), op); err != nil {
					goto raise
				}
				st.doneReg(rp, b, nl)
			}
			if truth == (i.D()&0x80 != 0) {
				pc = fetch(ib, pc+1).Lo()
			} else {
				pc += 2
			}

		case code.JUMP:
			pc = i.Bx()

		case code.JUMP_BACKWARD:
			if t.Breaker.Load() != 0 {
				f.pc = int32(pc)
				if err = st.breaker(f); err != nil {
					goto raise
				}
				ib = c.Base()
			}
			pc = i.Bx()
			if i = fetch(ib, pc); i.Op() == code.FOR_ITER {
				goto forIter
			}
			goto again

		case code.JUMP_IF_FALSE, code.JUMP_IF_TRUE:
			a := i.A()
			v = *at(rp, a)
			var truth bool
			if v.IsBool() {
				truth = v.AsBool()
			} else {
				f.pc = int32(pc)
				if truth, err = t.Truth(v); err != nil {
					goto raise
				}
				st.doneReg(rp, a, nl)
			}
			if truth == (i.Op() == code.JUMP_IF_TRUE) {
				pc = i.Bx()
			} else {
				pc++
			}

		case code.JUMP_IF_FALSE_OR_POP, code.JUMP_IF_TRUE_OR_POP:
			a := i.A()
			f.pc = int32(pc)
			var truth bool
			if truth, err = t.Truth(*at(rp, a)); err != nil {
				goto raise
			}
			if truth == (i.Op() == code.JUMP_IF_TRUE_OR_POP) {
				pc = i.Bx()
			} else {
				v = *at(rp, a)
				*at(rp, a) = Value{}
				t.Release(v)
				pc++
			}

		case code.JUMP_IF_NONE, code.JUMP_IF_NOT_NONE:
			a := i.A()
			none := at(rp, a).IsNone()
			f.pc = int32(pc)
			st.doneReg(rp, a, nl)
			if none == (i.Op() == code.JUMP_IF_NONE) {
				pc = i.Bx()
			} else {
				pc++
			}

		case code.CALL:
			a, n := i.A(), i.B()
			fv := *at(rp, a)
			w := fetch(ib, pc+1)
			f.pc = int32(pc)
			if fv.Is(FunctionType) {
				fn := object.Cast[Function](fv)
				*at(rp, a) = Value{} // the frame takes the count of the function
				if n == fn.plain && w.Lo() == 0 {
					nf = st.plainFrame(fn, rp, a+1, n)
				} else {
					nf = st.newFrame(fn.Code, fn)
					err = st.bind(nf, fn, f.regs()[a+1:a+1+n], st.kwNames(c, w.Lo()))
					st.dropRunReg(rp, a+1, n)
					if err != nil {
						st.leave(nf)
						goto raise
					}
				}
				nf.retpc, nf.dst = int32(pc+2), uint16(i.C())
				goto call
			}
			if fv.Is(object.NativeType) && w.Lo() == 0 {
				if n == 1 && object.Cast[object.Native](fv).IsNext() && at(rp, a+1).Is(GeneratorType) {
					g := object.Cast[Generator](*at(rp, a+1))
					if g.state == genSuspended && g.fr().leaf() == nil || g.state == genCreated {
						gf := g.fr()
						gf.kind, gf.dst, gf.retpc = retNext, uint16(i.C()), int32(pc+2)
						if err = st.push(g, object.None); err != nil {
							goto raise
						}
						nf = gf
						goto resume
					}
				}
				if fn := object.Cast[object.Native](fv).Direct(n); fn != nil {
					if v, err = fn(t, f.regs()[a+1:a+1+n], nil); err != nil {
						goto raise
					}
					v.Hold()
					st.dropRunReg(rp, a, n+1)
					st.finishCall(rp, i.C(), v)
					pc += 2
					continue
				}
				if fn := object.Cast[object.Native](fv).DirectBound(n); fn != nil {
					// What it is bound to takes its place, in front of the arguments.
					self := object.Cast[object.Native](fv).Self
					self.Hold()
					*at(rp, a) = self
					if v, err = fn(t, f.regs()[a:a+1+n], nil); err != nil {
						t.Release(fv)
						goto raise
					}
					v.Hold()
					t.Release(fv)
					st.dropRunReg(rp, a, n+1)
					st.finishCall(rp, i.C(), v)
					pc += 2
					continue
				}
			}
			if fv.Is(object.MethodType) && object.Cast[object.Method](fv).Func.Is(FunctionType) {
				m := object.Cast[object.Method](fv)
				fn := object.Cast[Function](m.Func)
				m.Func.Hold()
				m.Self.Hold()
				*at(rp, a) = m.Self
				if n+1 == fn.plain && w.Lo() == 0 {
					nf = st.plainFrame(fn, rp, a, n+1)
				} else {
					nf = st.newFrame(fn.Code, fn)
					err = st.bind(nf, fn, f.regs()[a:a+1+n], st.kwNames(c, w.Lo()))
					st.dropRunReg(rp, a, n+1)
					if err != nil {
						t.Release(fv)
						st.leave(nf)
						goto raise
					}
				}
				t.Release(fv)
				nf.retpc, nf.dst = int32(pc+2), uint16(i.C())
				goto call
			}
			if ty := object.AsType(fv); ty != nil {
				var init *Function
				var obj Value
				if init, obj, err = st.fastInit(ty, f.regs()[a+1:a+1+n], st.kwNames(c, fetch(ib, pc+1).Lo())); err != nil {
					goto raise
				}
				if init != nil {
					object.Of(init).Hold()
					obj.Hold()
					if n+1 == init.plain && w.Lo() == 0 {
						*at(rp, a) = obj
						obj.Hold()
						nf = st.plainFrame(init, rp, a, n+1)
						t.Release(fv)
						nf.retpc, nf.dst = int32(pc+2), uint16(i.C())
						st.inits = append(st.inits, obj)
						nf.kind = retInit
						goto call
					}
					nf = st.newFrame(init.Code, init)
					*at(rp, a) = obj
					t.Release(fv)
					err = st.bind(nf, init, f.regs()[a:a+1+n], st.kwNames(c, w.Lo()))
					*at(rp, a) = Value{}
					st.dropRunReg(rp, a+1, n)
					if err != nil {
						t.Release(obj)
						st.leave(nf)
						goto raise
					}
					nf.retpc, nf.dst = int32(pc+2), uint16(i.C())
					st.inits = append(st.inits, obj)
					nf.kind = retInit
					goto call
				}
			}
			if v, err = t.CallKw(fv, f.regs()[a+1:a+1+n], st.kwNames(c, w.Lo())); err != nil {
				goto raise
			}
			v.Hold()
			st.dropRunReg(rp, a, n+1)
			st.finishCall(rp, i.C(), v)
			pc += 2

		case code.FIND_METHOD:
			// finds what a call whose arguments do something calls; a function of
			// the type is only noted in the cache
			o := *at(rp, i.B())
			w := fetch(ib, pc+1)
			k := &c.Caches[w.Hi()]
			if k.Version == o.Type().Version() && k.Shape == noShape {
				if k.Index == noAttrs || k.Next != nil && attrsAt(o, k.Attrs).Shape() == k.Next || unhidden(o, c.Names[w.Lo()], k) {
					*at(rp, i.A()) = Value{}
					pc += 2
					continue
				}
			}
			f.pc = int32(pc)
			var bound bool
			if v, bound, err = st.loadMethod(o, c.Names[w.Lo()], k, nil); err != nil {
				goto raise
			}
			*at(rp, i.A()) = Value{}
			if !bound {
				v.Hold()
				*at(rp, i.A()) = v
			}
			pc += 2

		case code.CALL_METHOD:
			a, n := i.A(), i.B()
			o := *at(rp, a)
			w := fetch(ib, pc+1)
			kw := fetch(ib, pc+2).Lo()
			f.pc = int32(pc)
			var m Value
			var bound bool
			k := &c.Caches[w.Hi()]
			if i.D() != 0 && at(rp, a-1).Valid() {
				m, *at(rp, a-1) = *at(rp, a-1), Value{}
				goto callLoaded
			}
			if k.Version == o.Type().Version() && k.Shape == noShape {
				if k.Index == noAttrs || k.Next != nil && attrsAt(o, k.Attrs).Shape() == k.Next || unhidden(o, c.Names[w.Lo()], k) {
					m, bound = k.Value, true
				}
			}
			if !bound {
				if m, bound, err = st.loadMethod(o, c.Names[w.Lo()], k, at(rp, a)); err != nil {
					f.pc = int32(pc + 1) // reported at the attribute
					pc++
					goto raise
				}
			}
			if bound {
				// m is called with o in front: the arguments lie behind it.
				if m.Is(FunctionType) {
					fn := object.Cast[Function](m)
					m.Hold()
					if n+1 == fn.plain && kw == 0 {
						nf = st.plainFrame(fn, rp, a, n+1)
					} else {
						nf = st.newFrame(fn.Code, fn)
						err = st.bind(nf, fn, f.regs()[a:a+1+n], st.kwNames(c, kw))
						st.dropRunReg(rp, a, n+1)
						if err != nil {
							st.leave(nf)
							goto raise
						}
					}
					nf.retpc, nf.dst = int32(pc+3), uint16(i.C())
					goto call
				}
				args := f.regs()[a : a+1+n]
				if m.Is(object.MethodDescrType) {
					if nat := object.Cast[object.Native](m); kw == 0 {
						if fn := nat.Direct(n + 1); fn != nil {
							v, err = fn(t, args, nil)
						} else {
							v, err = nat.CallMethod(t, args, nil)
						}
					} else {
						v, err = nat.CallMethod(t, args, st.kwNames(c, kw))
					}
				} else {
					v, err = t.CallKw(m, args, st.kwNames(c, kw))
				}
				if err != nil {
					goto raise
				}
				v.Hold()
				st.dropRunReg(rp, a, n+1)
				st.finishCall(rp, i.C(), v)
				pc += 3
				continue
			}
			m.Hold()
		callLoaded:
			if m.Is(FunctionType) {
				fn := object.Cast[Function](m)
				nf = st.newFrame(fn.Code, fn)
				err = st.bind(nf, fn, f.regs()[a+1:a+1+n], st.kwNames(c, kw))
				st.dropRunReg(rp, a, n+1)
				if err != nil {
					st.leave(nf)
					goto raise
				}
				nf.retpc, nf.dst = int32(pc+3), uint16(i.C())
				goto call
			}
			v, err = t.CallKw(m, f.regs()[a+1:a+1+n], st.kwNames(c, kw))
			if err != nil {
				t.Release(m)
				goto raise
			}
			v.Hold()
			t.Release(m)
			st.dropRunReg(rp, a, n+1)
			st.finishCall(rp, i.C(), v)
			pc += 3

		case code.CALL_FUNCTION_EX:
			a := i.A()
			f.pc = int32(pc)
			var args []Value
			var kw object.KwNames
			if args, kw, err = st.exArgs(f, i); err != nil {
				goto raise
			}
			fv := *at(rp, a)
			if fv.Is(FunctionType) {
				fn := object.Cast[Function](fv)
				nf = st.newFrame(fn.Code, fn)
				fv.Hold()
				err = st.bind(nf, fn, args, kw)
				if kw != nil {
					clear(st.exVals[:])
				}
				st.dropRunReg(rp, a, 2+int(i.D()&code.Keywords))
				if err != nil {
					st.leave(nf)
					goto raise
				}
				nf.retpc, nf.dst = int32(pc+1), uint16(i.C())
				goto call
			}
			if v, err = t.CallKw(fv, args, kw); err != nil {
				goto raise
			}
			v.Hold()
			st.dropRunReg(rp, a, 2+int(i.D()&code.Keywords))
			st.finishCall(rp, i.C(), v)
			pc++

		case code.RETURN_VALUE:
			if a := i.A(); a >= nl {
				v = *at(rp, a)
				*at(rp, a) = Value{}
			} else {
				v = *at(rp, a)
				v.Hold()
			}
			f.pc = int32(pc)
			goto ret

		case code.BUILD_TUPLE:
			// The temporaries' counts pass to the tuple.
			b, n := i.B(), i.C()
			if i.D() != 0 && st.handsOver(f, i, pc) {
				pc++
				continue
			}
			v = object.TakeTuple(f.regs()[b : b+n])
			v.Hold()
			st.putReg(rp, i.A(), v)
			pc++

		case code.BUILD_LIST, code.BUILD_SET, code.BUILD_MAP, code.BUILD_STRING:
			f.pc = int32(pc)
			if v, err = st.build(i, f.regs()); err != nil {
				goto raise
			}
			st.putReg(rp, i.A(), v)
			pc++

		case code.UNPACK_SEQUENCE:
			b, n := i.B(), i.C()
			o := *at(rp, b)
			if o.Is(object.TupleType) {
				f.pc = int32(pc)
				if o == handedOver {
					*at(rp, b) = Value{}
					pc = st.takeOver(rp, ib, pc+1, i.A(), n)
					continue
				}
				if items := object.Cast[object.Tuple](o).Items; len(items) == n {
					if b >= nl {
						*at(rp, b) = Value{}
					}
					pc = st.spread(rp, ib, pc+1, i.A(), items)
					if b >= nl {
						t.Release(o)
					}
					continue
				}
			}
			if pc, err = st.slow(f, i, pc); err != nil {
				goto raise
			}

		case code.MATCH_SEQUENCE:
			v = *at(rp, i.B())
			st.setUncounted(at(rp, i.A()), object.Bool(v.Is(object.TupleType) || v.Is(object.ListType) || st.isSequence(v)))
			pc++

		case code.GET_LEN:
			v = *at(rp, i.B())
			if v.Is(object.TupleType) {
				st.setInt(at(rp, i.A()), int64(len(object.Cast[object.Tuple](v).Items)))
				pc++
				continue
			}
			if pc, err = st.slow(f, i, pc); err != nil {
				goto raise
			}

		case code.LIST_APPEND:
			object.Cast[object.List](*at(rp, i.A())).Append(*at(rp, i.B()))
			st.doneReg(rp, i.B(), nl)
			pc++

		case code.SET_ADD:
			f.pc = int32(pc)
			b := i.B()
			if _, err = object.Cast[object.Set](*at(rp, i.A())).Add(t, *at(rp, b)); err != nil {
				goto raise
			}
			st.doneReg(rp, b, nl)
			pc++

		case code.GET_ITER:
			f.pc = int32(pc)
			b := i.B()
			if v, err = st.iter(*at(rp, b)); err != nil {
				goto raise
			}
			st.resultReg(rp, i.A(), v, b, b, nl)
			pc++

		case code.FOR_ITER:
			goto forIter

		case code.GET_AWAITABLE:
			f.pc = int32(pc)
			b := i.B()
			if v, err = st.getAwaitable(*at(rp, b), i.D()); err != nil {
				goto raise
			}
			st.resultReg(rp, i.A(), v, b, b, nl)
			pc++

		case code.GET_AITER:
			f.pc = int32(pc)
			b := i.B()
			if v, err = st.getAIter(*at(rp, b)); err != nil {
				goto raise
			}
			st.resultReg(rp, i.A(), v, b, b, nl)
			pc++

		case code.GET_ANEXT:
			f.pc = int32(pc)
			if v, err = st.getANext(*at(rp, i.B())); err != nil {
				goto raise
			}
			st.setReg(rp, i.A(), v)
			pc++

		case code.SEND:
			a, b := i.A(), i.B()
			it := *at(rp, a)
			f.pc = int32(pc)
			switch it.Type() {
			case CoroutineType, GeneratorType:
				g := object.Cast[Generator](it)
				if !g.native && (g.state == genSuspended || g.state == genCreated) {
					gf := g.fr() // one with a body has none
					if gf.leaf() != nil {
						gf.settleChain()
					}
					gf.kind, gf.dst, gf.retpc = retSend, uint16(a), int32(pc)
					sent := *at(rp, b)
					*at(rp, b) = Value{}
					err = st.push(g, sent)
					t.Release(sent)
					if err != nil {
						goto raise
					}
					nf = gf
					if nf.link = f; f.kind == retSend {
						nf.link = f.link
					}
					goto resume
				}
			case AsyncGenSendType, AsyncGenThrowType:
				sent := *at(rp, b)
				*at(rp, b) = Value{}
				nf, err = st.pushAsync(it, sent)
				t.Release(sent)
				if err != nil {
					goto raise
				}
				if nf != nil {
					nf.kind, nf.dst, nf.retpc = retSend, uint16(a), int32(pc)
					nf.asyncOp = true
					if nf.link = f; f.kind == retSend {
						nf.link = f.link
					}
					goto resume
				}
			}
			{
				sent := *at(rp, b)
				if !sent.Valid() {
					sent = object.None
				}
				var fin bool
				v, fin, err = st.sendNative(it, sent)
				*at(rp, b) = Value{}
				t.Release(sent)
				if err != nil {
					goto raise
				}
				v.Hold()
				if fin {
					if st.tracer != nil {
						if err = st.awaited(f, v); err != nil {
							goto raise
						}
					}
					*at(rp, a) = v
					st.awaitOver(it)
					pc = fetch(ib, pc+1).Lo()
				} else {
					if it.Type().S().Awaiting != nil {
						*at(rp, a) = it.Begun()
					}
					*at(rp, b) = v
					pc += 2
				}
			}

		case code.YIELD_VALUE:
			if a := i.A(); a >= nl {
				v = *at(rp, a)
				*at(rp, a) = Value{}
			} else {
				v = *at(rp, a)
				v.Hold()
			}
			f.pc = int32(pc)
			goto yield

		case code.END_ASYNC_FOR:
			a, b := i.A(), i.B()
			e := *at(rp, a)
			*at(rp, a) = Value{}
			if object.AsExc(e).Type().IsSubtype(object.StopAsyncIteration) {
				it := *at(rp, b)
				*at(rp, b) = Value{}
				f.pc = int32(pc)
				t.Release(e)
				t.Release(it)
				pc++
				continue
			}
			err = object.AsExc(e)
			e.Forget()
			goto reraise

		case code.RAISE:
			f.pc = int32(pc)
			err = st.raise(f.regs(), i, nl)
			if i.A() == code.None {
				goto reraise // the traceback has this frame already
			}
			goto raise

		case code.RERAISE:
			a := i.A()
			e := *at(rp, a)
			*at(rp, a) = Value{}
			e.Forget()
			err = object.AsExc(e)
			goto reraise

		case code.POP_EXCEPT_STAR:
			f.pc = int32(pc)
			st.popExcept(f.regs(), i.A())
			e := *at(rp, i.B())
			*at(rp, i.B()) = Value{}
			if !e.IsNone() {
				e.Forget()
				err = object.AsExc(e)
				goto reraise
			}
			pc++

		case code.BREAKPOINT:
			f.pc = int32(pc)
			// The debugger follows the main thread; others run on.
			if st.Debug != nil {
				if err = st.Debug.Break(st, f); err != nil {
					goto raise
				}
				ib, pc = c.Base(), f.PC() // it may have been moved
			}
			if i = c.At(pc); st.tracer != nil && c.Points != nil {
				if _, ok := c.Points.At[pc]; ok {
					if err = st.tracePoint(f); err != nil {
						goto raise
					}
				}
			}
			goto again

		case code.TRACE:
			f.pc = int32(pc)
			if st.tracer != nil {
				if err = st.tracePoint(f); err != nil {
					goto raise
				}
			}
			i = c.At(pc)
			goto again

		default:
			if pc, err = st.slow(f, i, pc); err != nil {
				goto raise
			}
		}
	}

forIter:
	// FOR_ITER is here because most loops come to it by JUMP_BACKWARD, which goes on
	// here without a dispatch.
	{
		b := i.B()
		it := *at(rp, b)
		switch it.Type() {
		case object.RangeIterType:
			r := object.Cast[object.RangeIter](it)
			if r.Left > 0 {
				r.Left--
				n := r.Cur
				r.Cur += r.Step
				a := i.A()
				f.pc = int32(pc)
				if d := at(rp, a); d.IsInt() {
					d.PutInt(n)
				} else {
					st.setUncounted(d, object.Int(n))
				}
				pc += 2
				goto dispatch
			}
			v, err = Value{}, nil
		case object.ListIterType, object.TupleIterType:
			li := object.Cast[object.SeqIter](it)
			if li.Seq.Valid() { // the items of a tuple lie where a list has its
				if items := object.Cast[object.List](li.Seq).Items; li.Pos < len(items) {
					v = items[li.Pos]
					li.Pos++
					v.Hold()
					d := at(rp, i.A())
					old := *d
					*d = v
					if old.IsCounted() {
						f.pc = int32(pc)
						t.Release(old)
					}
					pc += 2
					goto dispatch
				}
			}
			v, err = it.Type().S().Next(t, it)
		case GeneratorType:
			g := object.Cast[Generator](it)
			if g.state == genSuspended && !g.injecting && g.fr().leaf() == nil && t.Depth < t.MaxDepth {
				// push and resume, spelled out for the commonest case.
				gf := g.fr()
				if y := fetch(gf.code.Base(), gf.PC()); y.Op() == code.YIELD_VALUE {
					f.pc = int32(pc)
					gf.kind, gf.dst, gf.retpc = retIter, uint16(i.A()), int32(pc+2)
					f, c, rp = gf, gf.code, gf.base()
					f.prev = st.frame
					st.frame = f
					pc = f.PC() + 1
					if ib = c.Base(); fetch(ib, pc).Op() == code.CLEAR && fetch(ib, pc).A() == y.B() {
						pc++ // a statement: nobody wants what the generator is sent
					} else {
						st.setUncounted(at(rp, y.B()), object.None)
					}
					g.state = genRunning
					g.exc.Prev = t.Exc
					t.Exc = &g.exc
					t.Depth++
					nl = c.NumLocals
					goto dispatch
				}
			}
			if g.state == genSuspended || g.state == genCreated {
				f.pc = int32(pc)
				gf := g.fr()
				if gf.leaf() != nil {
					gf.settleChain()
				}
				gf.kind, gf.dst, gf.retpc = retIter, uint16(i.A()), int32(pc+2)
				if err = st.push(g, object.None); err != nil {
					goto raise
				}
				nf = gf
				goto resume
			}
			f.pc = int32(pc)
			v, err = t.Next(it)
		default:
			f.pc = int32(pc)
			known := false
			if u := fetch(ib, pc+2); u.Op() == code.UNPACK_SEQUENCE && u.C() == 2 && u.B() == i.A() && u.B() >= nl {
				// "for x, y in zip(...)" and the like: no tuple is needed.
				// Tried: this, the bound methods of CALL and the characters of
				// LOAD_SUBSCR in functions of their own. All code was slower for
				// it, the parser by a fifth.
				var x Value
				if x, v, known, err = t.NextPair(it); known && err == nil && v.Valid() {
					x.Hold()
					v.Hold()
					pc += 3
					to := u.A()
					d := at(rp, to+1)
					if s := fetch(ib, pc); s.Op() == code.STORE_FAST && s.B() == to+1 {
						// The names of the loop take the place of the temporaries.
						d = at(rp, s.A())
						pc++
					}
					old := *d
					*d = x
					if old.IsCounted() && old.Header().Drop() {
						t.Zero(old)
					}
					d = at(rp, to)
					if s := fetch(ib, pc); s.Op() == code.STORE_FAST && s.B() == to {
						d = at(rp, s.A())
						pc++
					}
					old = *d
					*d = v
					if old.IsCounted() && old.Header().Drop() {
						t.Zero(old)
					}
					goto dispatch
				}
			}
			if !known {
				v, err = it.Type().S().Next(t, it)
			}
		}
		if err != nil {
			goto raise
		}
		if !v.Valid() {
			*at(rp, b) = Value{}
			f.pc = int32(pc)
			st.iterOver(it)
			pc = fetch(ib, pc+1).Lo()
			goto dispatch
		}
		f.pc = int32(pc)
		st.setReg(rp, i.A(), v)
		pc += 2
		goto dispatch
	}

call:
	// nf is a new frame for a call from f.
	if nf.code.Flags&(code.Suspends|code.Accelerated) != 0 {
		d, next := int(nf.dst), int(nf.retpc)
		var ok bool
		if v, ok, err = st.accelerate(nf); err != nil {
			goto raise
		}
		if !ok && nf.code.Flags&code.Suspends != 0 {
			v, ok = st.newGenerator(nf), true
			v.Hold()
		}
		if ok {
			st.finishCall(rp, d, v)
			pc = next
			goto dispatch
		}
	}
	t.Depth++
	if t.Depth > t.MaxDepth {
		t.Depth--
		nf.prev = nil
		if nf.kind == retInit {
			t.Release(st.initialized())
		}
		st.leave(nf)
		err = recursionError(t)
		goto raise
	}
	nf.prev = f
	f = nf
	st.frame = f
	c, rp = f.code, f.base()
	ib, nl, pc = c.Base(), c.NumLocals, 0
	goto dispatch

resume:
	// nf is the frame of a generator that was pushed over f.
	nf.prev = f
	f = nf
	st.frame = f
	c, rp = f.code, f.base()
	ib, nl, pc = c.Base(), c.NumLocals, f.PC()
	if g := f.gen(); g.injecting {
		err = st.injected(g)
		if st.tracer != nil {
			err = st.thrown(f, err)
		}
		goto raise
	}
	goto dispatch

ret:
	// f returns v, whose count comes along.
	{
		kind, prev := f.kind, f.prev
		dst, retpc := int(f.dst), int(f.retpc)
		if f.class == coroFrame {
			g := f.gen()
			st.popGen(g)
			g.state = genClosed
			if g.kind == asyncGenKind {
				g.finished(t)
			}
		}
		t.Depth--
		st.frame = prev
		async := f.asyncOp
		f.asyncOp = false
		st.leave(f)
		switch kind {
		case retEntry:
			v.Forget()
			return v, false, nil
		case retCall:
			f, c, rp = prev, prev.code, prev.base()
			ib, nl = c.Base(), c.NumLocals
			pc = retpc
			if dst == code.None {
				t.Release(v)
				goto dispatch
			}
			d := at(rp, dst)
			old := *d
			*d = v
			if old.IsCounted() && old.Header().Drop() {
				t.Zero(old)
			}
			goto dispatch
		case retInit:
			f, c, rp = prev, prev.code, prev.base()
			ib, nl = c.Base(), c.NumLocals
			pc = f.PC()
			aux := st.initialized()
			if !v.IsNone() {
				err = t.Raisef(object.TypeError, "__init__() should return None, not '%s'", v.Type().Name)
				t.Release(v)
				t.Release(aux)
				goto raise
			}
			st.finishCall(rp, dst, aux)
			pc = retpc
			goto dispatch
		case retNext:
			f, c, rp = prev, prev.code, prev.base()
			ib, nl, pc = c.Base(), c.NumLocals, f.PC()
			stop := object.NewExc(object.StopIteration)
			if !v.IsNone() {
				stop = object.NewExc(object.StopIteration, v)
			}
			t.Release(v)
			err = stop
			goto raise
		case retIter:
			f, c, rp = prev, prev.code, prev.base()
			ib, nl = c.Base(), c.NumLocals
			t.Release(v)
			b := c.At(f.PC()).B()
			it := *at(rp, b)
			*at(rp, b) = Value{}
			st.awaitOver(it)
			pc = fetch(ib, f.PC()+1).Lo()
			goto dispatch
		case retSend:
			f, c, rp = prev, prev.code, prev.base()
			ib, nl = c.Base(), c.NumLocals
			pc = f.PC()
			if async {
				// An async generator ended: so does the loop over it.
				t.Release(v)
				if err = st.asyncEnded(*at(rp, dst)); err != nil {
					goto raise
				}
				v = object.None
			}
			if st.tracer != nil {
				if err = st.awaited(f, v); err != nil {
					t.Release(v)
					goto raise
				}
			}
			it := *at(rp, dst)
			*at(rp, dst) = v
			st.awaitOver(it)
			pc = fetch(ib, pc+1).Lo()
			goto dispatch
		}
	}

yield:
	// f yields v, whose count comes along.
	{
		g := f.gen()
		if f.kind == retIter {
			t.Exc = g.exc.Prev
			g.exc.Prev = nil
			g.state = genSuspended
			dst := int(f.dst)
			pc = int(f.retpc)
			prev := f.prev
			f.prev = nil
			t.Depth--
			f, c, rp = prev, prev.code, prev.base()
			st.frame = f
			ib, nl = c.Base(), c.NumLocals
			d := at(rp, dst)
			old := *d
			*d = v
			if old.IsCounted() {
				t.Release(old)
			}
			goto dispatch
		}
		if f.sinks {
			// To native code that takes the items one by one, and wants the next.
			t.Exc = g.exc.Prev
			g.exc.Prev = nil
			g.state = genSuspended
			prev := f.prev
			f.prev, f.sinks = nil, false // the sink may resume the generator itself
			t.Depth--
			st.frame = prev
			err = st.sink(v)
			t.Release(v)
			if err != nil || g.state != genSuspended {
				return Value{}, false, err
			}
			if g.injecting || f.leaf() != nil || t.Depth >= t.MaxDepth {
				if err = st.push(g, object.None); err != nil {
					return Value{}, false, err
				}
				pc = f.PC()
			} else {
				pc = f.PC() // another one, if it has
				st.setUncounted(at(rp, c.At(pc).B()), object.None)
				pc++
				g.state = genRunning
				g.exc.Prev = t.Exc
				t.Exc = &g.exc
				t.Depth++
			}
			f.prev, f.kind, f.sinks = prev, retEntry, true
			st.frame = f
			goto dispatch
		}
		prev, kind, dst, async := f.prev, f.kind, int(f.dst), f.asyncOp
		item := i.D() == 2
		if kind == retSend && !item {
			if r := f.link; r.kind == retEntry && r.class == coroFrame && !r.sinks && st.tracer == nil {
				st.detach(f)
				r.gen().item = false
				v.Forget()
				return v, true, nil
			}
		}
		st.popGen(g)
		g.state = genSuspended
		f.prev = nil
		f.asyncOp = false
		t.Depth--
		st.frame = prev
		if kind == retNext {
			f, c, rp = prev, prev.code, prev.base()
			ib, nl = c.Base(), c.NumLocals
			// The function and its argument were kept meanwhile.
			a := c.At(f.PC()).A()
			*at(rp, a) = Value{}
			if s := at(rp, a+1); s.IsCounted() {
				st.clearReg(s)
			}
			st.finishCall(rp, dst, v)
			pc = f.PC() + 2
			goto dispatch
		}
		switch kind {
		case retEntry:
			g.item = item
			v.Forget()
			return v, true, nil
		case retSend:
			f, c, rp = prev, prev.code, prev.base()
			ib, nl = c.Base(), c.NumLocals
			pc = f.PC()
			if item && async {
				var fin Value
				if fin, err = st.asyncItem(*at(rp, dst), v); err != nil {
					t.Release(v)
					goto raise
				}
				if st.tracer != nil {
					if err = st.awaited(f, fin); err != nil {
						goto raise
					}
				}
				it := *at(rp, dst)
				*at(rp, dst) = fin
				st.awaitOver(it)
				pc = fetch(ib, pc+1).Lo()
				goto dispatch
			}
			st.putReg(rp, c.At(pc).B(), v)
			pc += 2
			goto dispatch
		}
		err = t.Raisef(object.SystemError, "generator yielded to a plain call")
		goto raise
	}

raise:
	if err == ErrKilled {
		return st.kill(f)
	}
	{
		e := t.AsRaised(err)
		object.Of(e).Hold()
		if st.passing != e {
			st.addContext(e)
		}
		st.passing = nil
		st.traceback(e, f, pc)
		if st.Debug != nil && st.Debug.WantsRaise() {
			f.pc = int32(pc)
			if derr := st.Debug.Raised(st, f, e); derr == ErrKilled {
				t.Release(object.Of(e))
				return st.kill(f)
			} else if derr != nil {
				object.Of(e).Forget()
				e = t.AsRaised(derr)
				object.Of(e).Hold()
			}
			ib = c.Base()
		}
		if st.tracer != nil {
			f.pc = int32(pc)
			e = st.tracedRaise(f, e)
		}
		err = e
		goto unwind
	}

reraise:
	{
		e := t.AsRaised(err)
		object.Of(e).Hold()
		err = e
		if !e.TB.Valid() || i.Op() != code.RAISE && object.Cast[Traceback](e.TB).Frame != f {
			st.traceback(e, f, pc)
		}
	}

unwind:
	// err holds one count of the exception, which is at pc of f.
	for {
		e := err.(*object.Exception)
		if h := c.Handler(pc); h != nil {
			f.pc = int32(pc)
			for r := int(h.Depth); r < len(f.regs()); r++ {
				if old := *at(rp, r); old.Valid() {
					*at(rp, r) = Value{}
					t.Release(old)
				}
			}
			*at(rp, int(h.Reg)) = object.Of(e)
			pc = int(h.Target)
			if st.tracer != nil {
				f.pc = int32(pc)
				if err = st.monitored(exceptionHandled, f, object.Of(e)); err != nil {
					goto raise
				}
			}
			goto dispatch
		}
		f.pc = int32(pc)
		// A traceback keeps the variables, not what was being computed.
		for r := c.NumLocals; r < len(f.regs()); r++ {
			if old := *at(rp, r); old.Valid() {
				*at(rp, r) = Value{}
				t.Release(old)
			}
		}
		if st.tracer != nil {
			e = st.tracedUnwind(f, e)
		}
		prev, kind, async := f.prev, f.kind, f.asyncOp
		if g := f.gen(); g != nil {
			st.popGen(g)
			g.state = genClosed
			if g.kind == asyncGenKind {
				g.finished(t)
			}
			if pc > 0 { // what is thrown before the first step passes as it is
				e = st.convertStop(g, e)
			}
		}
		t.Depth--
		st.frame = prev
		dst := int(f.dst)
		f.asyncOp = false
		st.leave(f)
		if kind == retInit {
			t.Release(st.initialized())
		}
		if async && st.asyncFailed(*at(prev.base(), dst), e) {
			// aclose() is done: the await goes on.
			t.Release(object.Of(e))
			f, c, rp = prev, prev.code, prev.base()
			ib, nl, pc = c.Base(), c.NumLocals, f.PC()
			dst := c.At(pc).A()
			it := *at(rp, dst)
			*at(rp, dst) = object.None
			t.Release(it)
			pc = fetch(ib, pc+1).Lo()
			goto dispatch
		}
		if kind == retEntry {
			st.passing = e
			object.Of(e).Forget()
			return Value{}, false, e
		}
		f, c, rp = prev, prev.code, prev.base()
		ib, nl, pc = c.Base(), c.NumLocals, f.PC()
		if kind == retIter && e.Type().IsSubtype(object.StopIteration) {
			// Cannot happen for generators (PEP 479), but would end the loop.
			t.Release(object.Of(e))
			pc = fetch(ib, pc+1).Lo()
			goto dispatch
		}
		st.traceback(e, f, pc)
		if st.Debug != nil && st.Debug.WantsRaise() {
			f.pc = int32(pc)
			if derr := st.Debug.Raised(st, f, e); derr != nil {
				object.Of(e).Forget()
				err = derr
				goto raise
			}
			ib = c.Base()
		}
		if st.tracer != nil {
			f.pc = int32(pc)
			e = st.tracedRaise(f, e)
		}
		err = e
	}
}
