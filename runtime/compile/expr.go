package compile

import (
	"slices"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/scope"
	"github.com/asynctools/asynctools/syntax/source"
)

// operand compiles an expression and returns the register of its value: a
// local in place, or a new temporary on top.
func (u *unit) operand(e ast.Expr) int {
	if n, ok := e.(*ast.Name); ok {
		defer u.at(e)()
		return u.loadName(n.Ident)
	}
	t := u.temp()
	u.exprTo(e, t)
	return t
}

// tempOperand is operand that always yields a temporary.
func (u *unit) tempOperand(e ast.Expr) int {
	t := u.temp()
	u.exprTo(e, t)
	return t
}

// direct reports that exprTo(e, local) writes its target only at the very end.
func direct(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BinOp, *ast.UnaryOp, *ast.Constant, *ast.Attribute, *ast.Subscript, *ast.Call, *ast.Name:
		return true
	case *ast.IfExp:
		return direct(e.Body) && direct(e.Orelse)
	}
	return false
}

// exprTo compiles an expression into dst. Temporaries above the top are free
// for use; when dst is a temporary it is already allocated.
func (u *unit) exprTo(e ast.Expr, dst int) {
	defer u.at(e)()
	if v, key, ok := u.constant(e); ok {
		u.loadConst(dst, u.constIndex(key, func() object.Value { return v }))
		return
	}
	switch e := e.(type) {
	case *ast.Name:
		u.loadNameTo(dst, e.Ident)
	case *ast.BinOp:
		u.binOp(e, dst)
	case *ast.UnaryOp:
		a := u.operand(e.Operand)
		u.drop(a)
		op := [...]code.Op{ast.Invert: code.UNARY_INVERT, ast.Not: code.UNARY_NOT, ast.UAdd: code.UNARY_POS, ast.USub: code.UNARY_NEG}[e.Op]
		u.emit(code.Make(op, 0, dst, a, 0))
	case *ast.BoolOp:
		u.boolOp(e, dst)
	case *ast.Compare:
		u.compare(e, dst)
	case *ast.IfExp:
		els, end := u.newLabel(), u.newLabel()
		u.condJump(e.Test, false, els)
		def := u.defined.clone()
		u.exprTo(e.Body, dst)
		u.jumpTo(end)
		d1 := u.defined
		u.defined = def
		u.place(els)
		u.exprTo(e.Orelse, dst)
		u.place(end)
		u.defined = meet(d1, u.defined)
	case *ast.NamedExpr:
		u.exprTo(e.Value, dst)
		t := u.temp()
		u.emit(code.Make(code.MOVE, 0, t, dst, 0))
		u.storeName(e.Target.(*ast.Name).Ident, t)
	case *ast.Attribute:
		a := u.operand(e.Value)
		u.drop(a)
		u.span = u.attrSpan(e)
		u.emit2(code.Make(code.LOAD_ATTR, 0, dst, a, 0), code.Word2(u.nameIndex(u.mangle(e.Attr)), u.cache()))
	case *ast.Subscript:
		a := u.operand(e.Value)
		if imm, ok := smallInt(e.Slice); ok {
			u.drop(a)
			u.span = e.Span()
			u.emit(code.Make(code.LOAD_SUBSCR_INT, 0, dst, a, imm))
			return
		}
		k := u.operand(e.Slice)
		u.drop(k)
		u.drop(a)
		u.emit(code.Make(code.LOAD_SUBSCR, 0, dst, a, k))
	case *ast.Slice:
		base := u.top
		first := -1
		for _, p := range []ast.Expr{e.Lower, e.Upper, e.Step} {
			t := u.temp()
			if first < 0 {
				first = t
			}
			if p == nil {
				u.loadNone(t)
			} else {
				u.exprTo(p, t)
			}
		}
		u.top = base
		u.emit(code.Make(code.BUILD_SLICE, 0, dst, first, 0))
	case *ast.Call:
		u.call(e, dst)
	case *ast.Tuple:
		u.sequence(e.Elts, dst, code.BUILD_TUPLE)
	case *ast.List:
		u.sequence(e.Elts, dst, code.BUILD_LIST)
	case *ast.Set:
		u.sequence(e.Elts, dst, code.BUILD_SET)
	case *ast.Dict:
		u.dict(e, dst)
	case *ast.JoinedStr:
		u.joinedStr(e.Values, dst)
	case *ast.FormattedValue:
		u.joinedStr([]ast.Expr{e}, dst)
	case *ast.TemplateStr:
		u.template(e, dst)
	case *ast.Lambda:
		u.lambda(e, dst)
	case *ast.ListComp:
		u.comprehension(e, e.Generators, dst, code.BUILD_LIST, func(list int) {
			v := u.operand(e.Elt)
			u.drop(v)
			defer u.at(e.Elt)()
			u.emit(code.Make(code.LIST_APPEND, 0, list, v, 0))
		})
	case *ast.SetComp:
		u.comprehension(e, e.Generators, dst, code.BUILD_SET, func(list int) {
			v := u.operand(e.Elt)
			u.drop(v)
			defer u.at(e.Elt)()
			u.emit(code.Make(code.SET_ADD, 0, list, v, 0))
		})
	case *ast.DictComp:
		u.comprehension(e, e.Generators, dst, code.BUILD_MAP, func(list int) {
			k := u.operand(e.Key)
			v := u.operand(e.Value)
			u.drop(v)
			u.drop(k)
			defer u.at(e.Value)()
			u.span.Start = e.Key.Pos()
			u.emit(code.Make(code.MAP_ADD, 0, list, k, v))
		})
	case *ast.GeneratorExp:
		u.generatorExp(e, dst)
	case *ast.Await:
		t := u.work(dst)
		u.awaitInto(u.operandDropped(e.Value), t, 0)
		u.settle(dst, t)
	case *ast.Yield:
		var t int
		if e.Value != nil {
			t = u.operand(e.Value)
		} else {
			t = u.temp()
			u.loadNone(t)
		}
		u.drop(t)
		d := uint8(yieldPlain)
		if u.c.Flags&code.AsyncGenerator != 0 {
			d = yieldAsync
		} else {
			u.handsOver(t, code.Yielded)
		}
		u.emit(code.Make(code.YIELD_VALUE, d, t, dst, 0))
	case *ast.YieldFrom:
		t := u.work(dst)
		a := u.operandDropped(e.Value)
		u.emit(code.Make(code.GET_YIELD_FROM_ITER, 0, t, a, 0))
		u.sendLoop(t)
		u.settle(dst, t)
	case *ast.Starred:
		u.fail(e, "can't use starred expression here")
	default:
		u.fail(e, "cannot compile %s", e.Kind())
	}
}

// handsOver tells the instruction before, if it makes a tuple in register r, that the
// next one returns or yields it.
func (u *unit) handsOver(r int, how uint8) {
	if n := len(u.code); n > 0 && isTemp(r) {
		if i := u.code[n-1]; i.Op() == code.BUILD_TUPLE && i.A() == r {
			u.code[n-1] = code.Make(code.BUILD_TUPLE, how, r, i.B(), i.C())
		}
	}
}

// What YIELD_VALUE is for.
const (
	yieldPlain    = 0
	yieldDelegate = 1 // on behalf of the iterator in the preceding register
	yieldAsync    = 2 // an item of an async generator
)

// work returns a temporary on top of the stack to build a value in; settle
// moves it to its destination.
func (u *unit) work(dst int) int {
	if isTemp(dst) && dst == (u.top-1)|tempBit {
		return dst
	}
	return u.temp()
}

func (u *unit) settle(dst, t int) {
	if t != dst {
		u.emit(code.Make(code.STORE_FAST, 0, dst, t, 0))
		u.drop(t)
	}
}

// operandDropped compiles an operand whose temporary may be overwritten by the
// consumer's result.
func (u *unit) operandDropped(e ast.Expr) int {
	a := u.operand(e)
	u.drop(a)
	return a
}

// attrSpan is where CPython's traceback points for a failed attribute.
// when the name is on a later line than the start, it points at the name alone.
func (u *unit) attrSpan(e *ast.Attribute) source.Span {
	sp := e.Span()
	name := source.Span{Start: sp.End - source.Pos(len(e.Attr)), End: sp.End}
	if src := u.file.Source; src.Line(sp.Start) != src.Line(name.Start) {
		return name
	}
	return sp
}

func (u *unit) binOp(e *ast.BinOp, dst int) {
	// A long sum nests on the left: walk down, then emit upwards.
	var chain []*ast.BinOp
	for n := e; ; {
		chain = append(chain, n)
		l, ok := n.Left.(*ast.BinOp)
		if !ok {
			break
		}
		n = l
	}
	last := chain[len(chain)-1]
	a := u.operand(last.Left)
	for i := len(chain) - 1; i >= 0; i-- {
		n := chain[i]
		u.span = n.Span()
		if imm, ok := smallInt(n.Right); ok && (n.Op == ast.Add || n.Op == ast.Sub && imm != -1<<15) {
			if n.Op == ast.Sub {
				imm = -imm
			}
			u.drop(a)
			d := dst
			if i > 0 {
				d = u.temp()
			}
			flag := uint8(0)
			if n.Op == ast.Sub {
				flag = 1
			}
			u.emit(code.Make(code.BINARY_ADD_INT, flag, d, a, imm))
			a = d
			continue
		} else if ok {
			u.drop(a)
			d := dst
			if i > 0 {
				d = u.temp()
			}
			u.emit(code.Make(code.BINARY_INT_OP, uint8(n.Op), d, a, imm))
			a = d
			continue
		}
		b := u.operand(n.Right)
		u.span = n.Span()
		u.drop(b)
		u.drop(a)
		d := dst
		if i > 0 {
			d = u.temp()
		}
		switch n.Op {
		case ast.Add:
			u.emit(code.Make(code.BINARY_ADD, 0, d, a, b))
		case ast.Sub:
			u.emit(code.Make(code.BINARY_SUB, 0, d, a, b))
		case ast.Mult:
			u.emit(code.Make(code.BINARY_MUL, 0, d, a, b))
		default:
			u.emit(code.Make(code.BINARY_OP, uint8(n.Op), d, a, b))
		}
		a = d
	}
}

func smallInt(e ast.Expr) (int, bool) {
	c, ok := e.(*ast.Constant)
	if !ok || c.Value.Type != ast.IntConst || len(c.Value.Text) > 4 {
		return 0, false
	}
	n := 0
	for _, ch := range c.Value.Text {
		if ch < '0' || ch > '9' {
			return 0, false
		}
		n = n*10 + int(ch-'0')
	}
	return n, true
}

func (u *unit) boolOp(e *ast.BoolOp, dst int) {
	t := u.work(dst)
	end := u.newLabel()
	op := code.JUMP_IF_FALSE_OR_POP
	if e.Op == ast.Or {
		op = code.JUMP_IF_TRUE_OR_POP
	}
	var def bitset
	for i, v := range e.Values {
		u.exprTo(v, t)
		if i == 0 {
			def = u.defined.clone()
		}
		if i < len(e.Values)-1 {
			u.span = v.Span()
			u.jump(op, t, end)
		}
	}
	u.place(end)
	u.defined = meet(def, u.defined)
	u.settle(dst, t)
}

// cmpCode is the D operand of comparisons; the first six are object.CmpOp.
func (u *unit) emitCompare(op ast.CmpOperator, dst, a, b int) {
	switch op {
	case ast.Is, ast.IsNot:
		u.emit(code.Make(code.IS_OP, uint8(op-ast.Is), dst, a, b))
	case ast.In, ast.NotIn:
		u.emit(code.Make(code.CONTAINS_OP, uint8(op-ast.In), dst, a, b))
	default:
		u.emit(code.Make(code.COMPARE_OP, uint8(op), dst, a, b))
	}
}

// compareConst emits the comparison of R[a] with a small int or a str and the
// jump that depends on it, if e is one.
func (u *unit) compareConst(e ast.Expr, d uint8, a int, to label) bool {
	if imm, ok := smallInt(e); ok {
		u.emit2(code.Make(code.COMPARE_INT_JUMP, d, 0, a, imm), code.Word2(int(to), 0))
		return true
	}
	if k, ok := e.(*ast.Constant); ok && k.Value.Type == ast.StrConst {
		if n := u.strConst(k.Value.Text); n < code.None {
			u.emit2(code.Make(code.COMPARE_CONST_JUMP, d, 0, a, n), code.Word2(int(to), 0))
			return true
		}
	}
	return false
}

func (u *unit) compare(e *ast.Compare, dst int) {
	if len(e.Ops) == 1 {
		a := u.operand(e.Left)
		b := u.operand(e.Comparators[0])
		u.span = e.Span()
		u.drop(b)
		u.drop(a)
		u.emitCompare(e.Ops[0], dst, a, b)
		return
	}
	// a < b < c: the middle operand is kept in a temporary of its own.
	res := u.work(dst)
	cur := u.temp()
	u.exprTo(e.Left, cur)
	end := u.newLabel()
	var def bitset
	for i, op := range e.Ops {
		last := i == len(e.Ops)-1
		next := u.temp()
		u.exprTo(e.Comparators[i], next)
		if i == 0 {
			def = u.defined.clone()
		}
		u.span = e.Span()
		if last {
			u.emitCompare(op, res, cur, next)
			u.drop(next)
			break
		}
		keep := u.temp()
		u.emit(code.Make(code.MOVE, 0, keep, next, 0))
		u.emitCompare(op, res, cur, next)
		u.emit(code.Make(code.STORE_FAST, 0, cur, keep, 0))
		u.drop(keep)
		u.drop(next)
		u.jump(code.JUMP_IF_FALSE_OR_POP, res, end)
	}
	u.drop(cur)
	done := u.newLabel()
	u.jumpTo(done)
	u.place(end)
	u.emit(code.Make(code.CLEAR, 0, cur, 0, 0))
	u.place(done)
	u.defined = meet(def, u.defined)
	u.settle(dst, res)
}

// condJump jumps to l when the truth of e is want, and falls through otherwise.
func (u *unit) condJump(e ast.Expr, want bool, l label) {
	defer u.at(e)()
	switch e := e.(type) {
	case *ast.UnaryOp:
		if e.Op == ast.Not {
			u.condJump(e.Operand, !want, l)
			return
		}
	case *ast.BoolOp:
		if (e.Op == ast.Or) == want {
			for i, v := range e.Values {
				u.condJump(v, want, l)
				if i == 0 && len(e.Values) > 1 {
					def := u.defined.clone()
					defer func() { u.defined = meet(def, u.defined) }()
				}
			}
			return
		}
		skip := u.newLabel()
		for i, v := range e.Values {
			if i == len(e.Values)-1 {
				u.condJump(v, want, l)
			} else {
				u.condJump(v, !want, skip)
			}
			if i == 0 && len(e.Values) > 1 {
				def := u.defined.clone()
				defer func() { u.defined = meet(def, u.defined) }()
			}
		}
		u.place(skip)
		return
	case *ast.Compare:
		if len(e.Ops) != 1 {
			break
		}
		switch op := e.Ops[0]; op {
		case ast.In, ast.NotIn:
		case ast.Is, ast.IsNot:
			if c, ok := e.Comparators[0].(*ast.Constant); ok && c.Value.Type == ast.NoneConst {
				a := u.operand(e.Left)
				u.drop(a)
				u.span = e.Span()
				jop := code.JUMP_IF_NONE
				if (op == ast.Is) != want {
					jop = code.JUMP_IF_NOT_NONE
				}
				u.jump(jop, a, l)
				return
			}
		default:
			a := u.operand(e.Left)
			d := uint8(op)
			if want {
				d |= 0x80
			}
			u.span = e.Span()
			if u.compareConst(e.Comparators[0], d, a, l) {
				u.drop(a)
				return
			}
			b := u.operand(e.Comparators[0])
			u.drop(b)
			u.drop(a)
			u.span = e.Span()
			u.emit2(code.Make(code.COMPARE_JUMP, d, 0, a, b), code.Word2(int(l), 0))
			return
		}
	case *ast.Constant:
		truth := false
		switch e.Value.Type {
		case ast.TrueConst:
			truth = true
		case ast.FalseConst, ast.NoneConst:
		default:
			a := u.operand(e)
			u.drop(a)
			u.jumpTruth(a, want, l)
			return
		}
		if truth == want {
			u.jumpTo(l)
		}
		return
	}
	a := u.operand(e)
	u.drop(a)
	u.span = e.Span()
	u.jumpTruth(a, want, l)
}

func (u *unit) jumpTruth(a int, want bool, l label) {
	if want {
		u.jump(code.JUMP_IF_TRUE, a, l)
	} else {
		u.jump(code.JUMP_IF_FALSE, a, l)
	}
}

// call compiles a call into dst.
func (u *unit) call(e *ast.Call, dst int) {
	base := u.top
	plain := len(e.Args)+len(e.Keywords) <= bulk
	for _, a := range e.Args {
		if _, ok := a.(*ast.Starred); ok {
			plain = false
		}
	}
	for _, k := range e.Keywords {
		plain = plain && k.Arg != ""
	}
	if !plain {
		u.callEx(e.Func, e.Args, e.Keywords, dst)
		return
	}
	if n, ok := e.Func.(*ast.Name); ok && n.Ident == "super" && len(e.Args) == 0 && len(e.Keywords) == 0 && u.c.Flags&code.Optimized != 0 {
		if u.superCall(n, dst, e) {
			return
		}
	}
	attr, method := e.Func.(*ast.Attribute)
	found := method && slices.ContainsFunc(e.Args, eventful)
	for _, k := range e.Keywords {
		found = found || method && eventful(k.Value)
	}
	if found { // the method, if it is not one of the type
		u.temp()
	}
	f := u.temp()
	cache := 0
	if method {
		u.exprTo(attr.Value, f)
		cache = u.cache()
		if found {
			u.span = e.Span()
			pc := u.emit2(code.Make(code.FIND_METHOD, 0, f-1, f, 0), code.Word2(u.nameIndex(u.mangle(attr.Attr)), cache))
			u.spans[pc] = u.attrSpan(attr)
		}
	} else {
		u.exprTo(e.Func, f)
	}
	for _, a := range e.Args {
		u.tempOperand(a)
	}
	n, kw := u.keywords(e.Keywords)
	u.top = base
	u.span = e.Span()
	if method {
		d := uint8(0)
		if found {
			d = 1
		}
		pc := u.emit(code.Make(code.CALL_METHOD, d, f, len(e.Args)+n, dst))
		u.lastCall = pc
		u.emit(code.Word2(u.nameIndex(u.mangle(attr.Attr)), cache))
		u.emit(code.Word2(kw, 0))
		u.spans[pc+1] = u.attrSpan(attr) // where a missing attribute is reported
		return
	}
	u.lastCall = len(u.code)
	u.emit2(code.Make(code.CALL, 0, f, len(e.Args)+n, dst), code.Word2(kw, u.cache()))
}

// eventful reports an argument whose evaluation may do something, so that the
// method must be looked up before it.
func eventful(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Constant, *ast.Name:
		return false
	case *ast.UnaryOp:
		_, constant := e.Operand.(*ast.Constant)
		return !constant
	}
	return true
}

// keywords compiles keyword values into temporaries and returns their number
// and the constant with their names, plus one; 0 is none.
func (u *unit) keywords(ks []*ast.Keyword) (n, kw int) {
	if len(ks) == 0 {
		return 0, 0
	}
	names := make([]object.Value, len(ks))
	for i, k := range ks {
		u.tempOperand(k.Value)
		names[i] = object.Of(u.opt.Interp.Intern(k.Arg))
	}
	return len(ks), u.addConst(object.TupleOf(names)) + 1
}

// superCall compiles super() with the class cell and the first parameter.
func (u *unit) superCall(n *ast.Name, dst int, e *ast.Call) bool {
	if w, _ := u.resolve("super"); w != inGlobal {
		return false
	}
	s := u.scope.Lookup("__class__")
	if s == nil || s.Place != scope.Free || len(u.scope.Params) == 0 {
		return false
	}
	base := u.top
	f := u.temp()
	u.exprTo(n, f)
	u.emit(code.Make(code.LOAD_FREE, 0, u.temp(), u.freeIndex("__class__"), 0))
	first := u.scope.Params[0]
	r := u.locals[first]
	if u.needsCell(first) {
		u.emit(code.Make(code.LOAD_DEREF, 0, u.temp(), r, 0))
	} else {
		u.checkBound(r)
		u.emit(code.Make(code.MOVE, 0, u.temp(), r, 0))
	}
	u.top = base
	u.span = e.Span()
	u.emit2(code.Make(code.CALL, 0, f, 2, dst), code.Word2(0, u.cache()))
	return true
}

// onlyStarred is the argument of f(*args).
func onlyStarred(args []ast.Expr) (*ast.Starred, bool) {
	if len(args) != 1 {
		return nil, false
	}
	s, ok := args[0].(*ast.Starred)
	return s, ok
}

// callEx compiles a call with unpacked arguments: a tuple and a dict.
func (u *unit) callEx(fn ast.Expr, args []ast.Expr, kws []*ast.Keyword, dst int) {
	base := u.top
	span := u.span
	f := u.temp()
	u.exprTo(fn, f)
	u.callExWith(f, args, kws, dst, span)
	u.top = base
}

func (u *unit) callExWith(f int, args []ast.Expr, kws []*ast.Keyword, dst int, span source.Span) {
	t := u.temp()
	d := uint8(0)
	if s, ok := onlyStarred(args); ok {
		d = code.AnyArgs
		u.exprTo(s.Value, t)
	} else {
		u.sequence(args, t, code.BUILD_TUPLE)
	}
	if len(kws) == 1 && kws[0].Arg == "" {
		d |= code.Keywords | code.AnyKeywords
		u.exprTo(kws[0].Value, u.temp())
	} else if len(kws) > 0 {
		d |= code.Keywords
		m := u.temp()
		u.emit(code.Make(code.BUILD_MAP, 0, m, m, 0))
		for _, k := range kws {
			if k.Arg == "" {
				v := u.operandDropped(k.Value)
				u.span = span
				u.emit(code.Make(code.DICT_MERGE, 0, m, v, f))
				continue
			}
			at := u.top
			key := u.temp()
			u.loadStr(key, k.Arg)
			u.tempOperand(k.Value)
			u.top = at
			// Merging, not adding: a repeated keyword is an error.
			pair := u.temp()
			u.emit(code.Make(code.BUILD_MAP, 0, pair, key, 1))
			u.drop(pair)
			u.emit(code.Make(code.DICT_MERGE, 0, m, pair, f))
		}
	}
	u.span = span
	u.emit(code.Make(code.CALL_FUNCTION_EX, d, f, 0, dst))
}

// awaitInto emits "await R[a]" with the result in the temporary t, which is on
// top of the stack.
func (u *unit) awaitInto(a, t int, where uint8) {
	u.emit(code.Make(code.GET_AWAITABLE, where, t, a, 0))
	u.sendLoop(t)
}

// sendLoop drives the iterator in t until it returns; the result replaces it.
func (u *unit) sendLoop(t int) {
	v := u.temp()
	u.loadNone(v)
	loop, end := u.newLabel(), u.newLabel()
	u.place(loop)
	u.emit2(code.Make(code.SEND, 0, t, v, 0), code.Word2(int(end), 0))
	u.emit(code.Make(code.YIELD_VALUE, yieldDelegate, v, v, 0))
	u.jumpTo(loop)
	u.place(end)
	u.drop(v)
}

func (u *unit) lambda(e *ast.Lambda, dst int) {
	t := u.work(dst)
	s := u.tab.Of(e, scope.FunctionScope)
	v := u.child(s, "<lambda>")
	v.functionFlags(e.Args)
	kind := code.Flags(0)
	if s.Generator {
		kind = code.Generator
		if s.Coroutine {
			kind = code.AsyncGenerator
		}
	}
	v.prologue(e, kind)
	v.declare(s.Params)
	v.scan(nil, e.Body)
	v.span = e.Body.Span()
	r := v.operandDropped(e.Body)
	v.handsOver(r, code.Returned)
	v.emit(code.Make(code.RETURN_VALUE, 0, r, 0, 0))
	u.makeFunction(t, v)
	u.defaults(e.Args, t)
	u.settle(dst, t)
}

// functionFlags sets what the signature says.
func (u *unit) functionFlags(a *ast.Arguments) {
	u.c.ArgCount = len(a.Posonlyargs) + len(a.Args)
	u.c.PosOnly = len(a.Posonlyargs)
	u.c.KwOnly = len(a.Kwonlyargs)
	if a.Vararg != nil {
		u.c.Flags |= code.VarArgs
	}
	if a.Kwarg != nil {
		u.c.Flags |= code.VarKeywords
	}
}

// defaults sets the default values of the function in fn. CPython evaluates
// them before the function is made; the order is the same here because making
// a function has no effects.
func (u *unit) defaults(a *ast.Arguments, fn int) {
	for _, kind := range []int{attrDefaults, attrKwDefaults} {
		if given(a, kind) {
			t := u.temp()
			u.defaultValues(a, kind, t)
			u.emit(code.Make(code.SET_FUNCTION_ATTRIBUTE, uint8(kind), fn, t, 0))
			u.drop(t)
		}
	}
}

// defaultArgs evaluates the default values of a generic function as arguments
// for the function around it, above a register for that function.
func (u *unit) defaultArgs(a *ast.Arguments, params int) int {
	n := 0
	for _, kind := range []int{attrDefaults, attrKwDefaults}[:params] {
		t := u.temp()
		n++
		if given(a, kind) {
			u.defaultValues(a, kind, t)
		} else {
			u.loadNone(t)
		}
	}
	return n
}

// given reports that a signature has defaults for positional or keyword-only
// parameters.
func given(a *ast.Arguments, kind int) bool {
	if kind == attrDefaults {
		return len(a.Defaults) > 0
	}
	for _, d := range a.KwDefaults {
		if d != nil {
			return true
		}
	}
	return false
}

// defaultValues makes the tuple of positional or the dict of keyword-only
// defaults.
func (u *unit) defaultValues(a *ast.Arguments, kind, t int) {
	if kind == attrDefaults {
		u.sequence(a.Defaults, t, code.BUILD_TUPLE)
		return
	}
	u.emit(code.Make(code.BUILD_MAP, 0, t, t, 0))
	for i, d := range a.KwDefaults {
		if d == nil {
			continue
		}
		k := u.temp()
		u.loadStr(k, u.mangle(a.Kwonlyargs[i].Arg))
		v := u.operandDropped(d)
		u.drop(k)
		u.emit(code.Make(code.MAP_ADD, 0, t, k, v))
	}
}
