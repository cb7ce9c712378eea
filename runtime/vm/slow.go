package vm

import (
	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
)

// slow runs an operation that leaves the current frame alone and is rare or
// costly enough for a call; it returns where to go on. The hot operations, and
// those that switch frames, are in run itself.
func (st *State) slow(f *Frame, i code.Instr, pc int) (next int, err error) {
	t := st.T
	c, regs := f.code, f.regs()
	nl := c.NumLocals
	var v Value
	switch i.Op() {
	case code.DELETE_FAST:
		a := i.A()
		v = regs[a]
		if !v.Valid() {
			err = st.unbound(c.VarNames[a].S)
			return pc, err
		}
		regs[a] = Value{}
		f.pc = int32(pc)
		t.Release(v)
		return pc + 1, nil

	case code.MAKE_CELL:
		a := i.A()
		old := regs[a]
		cell := object.Of(object.NewCell(old))
		cell.Hold()
		regs[a] = cell
		t.Release(old)
		return pc + 1, nil

	case code.NEW_CELL:
		st.set(regs, i.A(), object.Of(object.NewCell(Value{})))
		return pc + 1, nil

	case code.LOAD_CELL:
		st.set(regs, i.A(), regs[i.B()])
		return pc + 1, nil

	case code.LOAD_FREE_CELL:
		st.set(regs, i.A(), object.Of(f.fn.Closure[i.B()]))
		return pc + 1, nil

	case code.LOAD_CLASS_FREE:
		n := c.FreeNames[i.B()]
		if v, err = st.namespaceGet(f, n); err != nil {
			return pc, err
		}
		if !v.Valid() {
			if v = f.fn.Closure[i.B()].V; !v.Valid() {
				err = t.Raisef(object.NameError, "cannot access free variable '%s' where it is not associated with a value in enclosing scope", n.S)
				return pc, err
			}
		}
		st.set(regs, i.A(), v)
		return pc + 1, nil

	case code.LOAD_CLASSDICT_FREE:
		n := c.FreeNames[i.C()]
		f.pc = int32(pc)
		if v, err = st.fromDict(regs[i.B()], n); err != nil {
			return pc, err
		}
		if !v.Valid() {
			if v = f.fn.Closure[i.C()].V; !v.Valid() {
				err = t.Raisef(object.NameError, "cannot access free variable '%s' where it is not associated with a value in enclosing scope", n.S)
				return pc, err
			}
		}
		st.result(regs, i.A(), v, i.B(), i.B(), nl)
		return pc + 1, nil

	case code.LOAD_CLASSDICT_GLOBAL:
		n := c.Names[i.C()]
		f.pc = int32(pc)
		if v, err = st.fromDict(regs[i.B()], n); err == nil && !v.Valid() {
			v, err = st.globalOrBuiltin(f, n)
		}
		if err != nil {
			return pc, err
		}
		st.result(regs, i.A(), v, i.B(), i.B(), nl)
		return pc + 1, nil

	case code.CALL_INTRINSIC:
		f.pc = int32(pc)
		b, n := i.B(), i.C()
		if v, err = st.intrinsic(f, code.Intrinsic(i.D()), regs[b:b+n]); err != nil {
			return pc, err
		}
		v.Hold()
		st.dropRun(regs, b, n)
		st.put(regs, i.A(), v)
		return pc + 1, nil

	case code.STORE_FREE:
		v = take(regs, i.B(), nl)
		f.pc = int32(pc)
		f.fn.Closure[i.A()].Set(t, v)
		t.Release(v)
		return pc + 1, nil

	case code.DELETE_DEREF:
		cell := object.Cast[object.Cell](regs[i.A()])
		if !cell.V.Valid() {
			err = st.unbound(c.VarNames[i.A()].S)
			return pc, err
		}
		cell.Set(t, Value{})
		return pc + 1, nil

	case code.DELETE_FREE:
		cell := f.fn.Closure[i.A()]
		if !cell.V.Valid() {
			err = t.Raisef(object.NameError, "cannot access free variable '%s' where it is not associated with a value in enclosing scope", c.FreeNames[i.A()].S)
			return pc, err
		}
		cell.Set(t, Value{})
		return pc + 1, nil

	case code.STORE_GLOBAL:
		v = take(regs, i.A(), nl)
		f.pc = int32(pc)
		f.space.Globals.SetStr(t, c.Names[i.Bx()], v)
		t.Release(v)
		return pc + 1, nil

	case code.DELETE_GLOBAL:
		if !f.space.Globals.DelStr(t, c.Names[i.Bx()]) {
			err = st.nameError(f, c.Names[i.Bx()].S)
			return pc, err
		}
		return pc + 1, nil

	case code.LOAD_NAME:
		n := c.Names[i.Bx()]
		f.pc = int32(pc)
		if v, err = st.loadName(f, n); err != nil {
			return pc, err
		}
		if f.IsModule() {
			_, _ = st.loadGlobal(f, n, &c.Caches[c.Instrs[pc+1].Hi()]) // fills the cache
		}
		st.set(regs, i.A(), v)
		return pc + 2, nil

	case code.STORE_NAME:
		v = take(regs, i.A(), nl)
		f.pc = int32(pc)
		if f.IsModule() {
			if j := f.space.Globals.FindStr(c.Names[i.Bx()]); j >= 0 {
				k := &c.Caches[c.Instrs[pc+1].Hi()]
				k.Dict, k.Version, k.Index = f.space.Globals, f.space.Globals.Version(), int32(j)
			}
		}
		err = st.storeName(f, c.Names[i.Bx()], v)
		t.Release(v)
		if err != nil {
			return pc, err
		}
		return pc + 2, nil

	case code.DELETE_NAME:
		f.pc = int32(pc)
		if err = st.deleteName(f, c.Names[i.Bx()]); err != nil {
			return pc, err
		}
		return pc + 1, nil

	case code.LOAD_LOCALS:
		st.set(regs, i.A(), f.locals())
		return pc + 1, nil

	case code.LOAD_BUILD_CLASS:
		v = f.space.Builtins.GetString("__build_class__")
		if !v.Valid() {
			err = t.Raisef(object.NameError, "__build_class__ not found")
			return pc, err
		}
		st.set(regs, i.A(), v)
		return pc + 1, nil

	case code.DELETE_ATTR:
		f.pc = int32(pc)
		if err = t.SetAttr(regs[i.A()], c.Names[c.Instrs[pc+1].Lo()], Value{}); err != nil {
			return pc, err
		}
		st.done(regs, i.A(), nl)
		return pc + 2, nil

	case code.DELETE_SUBSCR:
		f.pc = int32(pc)
		if err = t.DelItem(regs[i.A()], regs[i.B()]); err != nil {
			return pc, err
		}
		st.done(regs, i.B(), nl)
		st.done(regs, i.A(), nl)
		return pc + 1, nil

	case code.BUILD_SLICE:
		b := i.B()
		if u := c.Instrs[pc+1]; u.Op() == code.LOAD_SUBSCR && u.C() == i.A() && u.B() != i.A() && i.A() >= nl {
			var ok bool
			if v, ok = object.SliceItem(regs[u.B()], regs[b], regs[b+1], regs[b+2]); ok {
				st.result(regs, u.A(), v, u.B(), u.B(), nl)
				return pc + 2, nil
			}
		}
		v = object.NewSlice(regs[b], regs[b+1], regs[b+2])
		v.Hold()
		st.dropRun(regs, b, 3)
		st.put(regs, i.A(), v)
		return pc + 1, nil

	case code.UNARY_NEG, code.UNARY_POS, code.UNARY_INVERT:
		b := i.B()
		f.pc = int32(pc)
		switch i.Op() {
		case code.UNARY_NEG:
			v, err = t.Neg(regs[b])
		case code.UNARY_POS:
			v, err = t.Pos(regs[b])
		default:
			v, err = t.Invert(regs[b])
		}
		if err != nil {
			return pc, err
		}
		st.result(regs, i.A(), v, b, b, nl)
		return pc + 1, nil

	case code.UNARY_NOT:
		b := i.B()
		f.pc = int32(pc)
		var truth bool
		if truth, err = t.Truth(regs[b]); err != nil {
			return pc, err
		}
		st.result(regs, i.A(), object.Bool(!truth), b, b, nl)
		return pc + 1, nil

	case code.IS_OP:
		b, d := i.B(), i.C()
		v = object.Bool((regs[b] == regs[d]) == (i.D() == 0))
		st.result(regs, i.A(), v, b, d, nl)
		return pc + 1, nil

	case code.CONTAINS_OP:
		b, d := i.B(), i.C()
		f.pc = int32(pc)
		var in bool
		if in, err = t.Contains(regs[d], regs[b]); err != nil {
			return pc, err
		}
		st.result(regs, i.A(), object.Bool(in == (i.D() == 0)), b, d, nl)
		return pc + 1, nil

	case code.BUILD_INTERPOLATION, code.BUILD_TEMPLATE:
		f.pc = int32(pc)
		if v, err = st.buildTemplate(i, regs); err != nil {
			return pc, err
		}
		st.put(regs, i.A(), v)
		return pc + 1, nil

	case code.LIST_EXTEND, code.SET_ADD, code.SET_UPDATE, code.DICT_UPDATE, code.DICT_MERGE:
		f.pc = int32(pc)
		if err = st.extend(i, regs); err != nil {
			return pc, err
		}
		st.done(regs, i.B(), nl)
		return pc + 1, nil

	case code.MAP_ADD:
		f.pc = int32(pc)
		if err = object.Cast[object.Dict](regs[i.A()]).Set(t, regs[i.B()], regs[i.C()]); err != nil {
			return pc, err
		}
		st.done(regs, i.C(), nl)
		st.done(regs, i.B(), nl)
		return pc + 1, nil

	case code.LIST_TO_TUPLE:
		b := i.B()
		v = object.NewTuple(object.Cast[object.List](regs[b]).Items...)
		st.result(regs, i.A(), v, b, b, nl)
		return pc + 1, nil

	case code.FORMAT_VALUE:
		f.pc = int32(pc)
		b, s := i.B(), i.C()
		if v, err = st.format(regs, i); err != nil {
			return pc, err
		}
		if s == code.None {
			s = b
		}
		st.result(regs, i.A(), v, b, s, nl)
		return pc + 1, nil

	case code.UNPACK_SEQUENCE:
		f.pc = int32(pc)
		v = take(regs, i.B(), nl)
		err = st.unpack(regs, i.A(), v, i.C())
		t.Release(v)
		if err != nil {
			return pc, err
		}
		return pc + 1, nil

	case code.UNPACK_EX:
		f.pc = int32(pc)
		v = take(regs, i.B(), nl)
		err = st.unpackEx(regs, i.A(), v, i.C(), c.Instrs[pc+1].Lo())
		t.Release(v)
		if err != nil {
			return pc, err
		}
		return pc + 2, nil

	case code.GET_YIELD_FROM_ITER:
		f.pc = int32(pc)
		b := i.B()
		if v, err = st.yieldFromIter(f, regs[b]); err != nil {
			return pc, err
		}
		st.result(regs, i.A(), v, b, b, nl)
		return pc + 1, nil

	case code.IMPORT_NAME:
		f.pc = int32(pc)
		v, err = t.Interp.ImportModule(t, c.Names[c.Instrs[pc+1].Lo()].S, f.space.Globals, regs[i.B()], i.C())
		if err != nil {
			return pc, err
		}
		st.result(regs, i.A(), v, i.B(), i.B(), nl)
		return pc + 2, nil

	case code.IMPORT_FROM:
		f.pc = int32(pc)
		if v, err = st.importFrom(regs[i.B()], c.Names[i.C()]); err != nil {
			return pc, err
		}
		st.set(regs, i.A(), v)
		return pc + 1, nil

	case code.IMPORT_STAR:
		f.pc = int32(pc)
		if err = st.importStar(f, regs[i.A()]); err != nil {
			return pc, err
		}
		st.done(regs, i.A(), nl)
		return pc + 1, nil

	case code.MAKE_FUNCTION:
		fn := NewFunction(t, object.Cast[code.Code](c.Consts[i.Bx()]), f.space.Globals)
		fn.Builtins = f.space.Builtins
		st.set(regs, i.A(), object.Of(fn))
		return pc + 1, nil

	case code.SET_FUNCTION_ATTRIBUTE:
		st.setFunctionAttr(object.Cast[Function](regs[i.A()]), i.D(), regs[i.B()])
		st.done(regs, i.B(), nl)
		return pc + 1, nil

	case code.PUSH_EXC_INFO:
		a := i.A()
		prev := t.Exc.Exc.Value()
		if !prev.Valid() {
			prev = object.None
		}
		regs[a] = prev // takes over the count
		e := regs[i.B()]
		e.Hold()
		t.Exc.Exc = object.RefTo(e)
		return pc + 1, nil

	case code.POP_EXCEPT:
		f.pc = int32(pc)
		st.popExcept(regs, i.A())
		return pc + 1, nil

	case code.CHECK_EXC_MATCH:
		f.pc = int32(pc)
		var ok bool
		if ok, err = st.excMatch(regs[i.B()], regs[i.C()]); err != nil {
			return pc, err
		}
		st.done(regs, i.C(), nl)
		st.set(regs, i.A(), object.Bool(ok))
		return pc + 1, nil

	case code.CHECK_EG_MATCH:
		f.pc = int32(pc)
		if err = st.groupMatch(regs, i.A(), i.B(), regs[i.C()]); err != nil {
			return pc, err
		}
		st.done(regs, i.C(), nl)
		return pc + 1, nil

	case code.PREP_RERAISE_STAR:
		f.pc = int32(pc)
		if v, err = st.prepReraise(regs[i.B()], regs[i.C()]); err != nil {
			return pc, err
		}
		v.Hold()
		st.done(regs, i.B(), nl)
		st.done(regs, i.C(), nl)
		st.put(regs, i.A(), v)
		return pc + 1, nil

	case code.BEFORE_WITH, code.BEFORE_ASYNC_WITH:
		f.pc = int32(pc)
		if err = st.beforeWith(regs, i); err != nil {
			return pc, err
		}
		return pc + 1, nil

	case code.WITH_EXCEPT_START:
		f.pc = int32(pc)
		e := regs[i.C()]
		tb := object.AsExc(e).TB
		if !tb.Valid() {
			tb = object.None
		}
		if v, err = t.Call(regs[i.B()], object.Of(e.Type()), e, tb); err != nil {
			return pc, err
		}
		st.set(regs, i.A(), v)
		return pc + 1, nil

	case code.LOAD_ASSERTION_ERROR:
		st.set(regs, i.A(), object.Of(object.AssertionError))
		return pc + 1, nil

	case code.GET_LEN:
		f.pc = int32(pc)
		var n int
		if n, err = t.Len(regs[i.B()]); err != nil {
			return pc, err
		}
		st.set(regs, i.A(), object.Int(int64(n)))
		return pc + 1, nil

	case code.MATCH_MAPPING:
		st.set(regs, i.A(), object.Bool(st.isMapping(regs[i.B()])))
		return pc + 1, nil

	case code.MATCH_KEYS, code.MATCH_CLASS, code.COPY_DICT_WITHOUT_KEYS:
		f.pc = int32(pc)
		if v, err = st.matchOp(regs, i); err != nil {
			return pc, err
		}
		v.Hold()
		st.done(regs, i.C(), nl)
		st.put(regs, i.A(), v)
		return pc + 1, nil

	}
	return pc, t.Raisef(object.SystemError, "unknown opcode %d", int(i.Op()))
}
