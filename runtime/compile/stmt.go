package compile

import (
	"strings"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/syntax/ast"
)

func (u *unit) moduleBody(body []ast.Stmt) {
	u.scan(body)
	if len(body) > 0 {
		u.span = body[0].Span()
	}
	u.c.FirstLine = 1
	u.future = u.opt.FutureAnnotations || hasFuture(body)
	u.collectDeferred(body)
	if doc, ok := docstring(body); ok && !u.opt.Print {
		t := u.temp()
		u.loadStr(t, doc)
		u.storeName("__doc__", t)
		body = body[1:]
	}
	u.annotate(u.file.Mod)
	u.startAnnotations()
	u.stmts(body)
	if len(body) > 0 {
		u.span = body[len(body)-1].Span()
	}
	u.implicitReturn()
}

// implicitReturn ends a block that has come to its end.
func (u *unit) implicitReturn() {
	t := u.temp()
	at := len(u.code)
	u.loadNone(t)
	if at < len(u.code) && u.code[at].Op() == code.LOAD_CONST {
		u.code[at] |= code.Implicit << 8
	}
	u.emit(code.Make(code.RETURN_VALUE, code.Implicit, t, 0, 0))
	u.drop(t)
}

func docstring(body []ast.Stmt) (string, bool) {
	if len(body) == 0 {
		return "", false
	}
	e, ok := body[0].(*ast.ExprStmt)
	if !ok {
		return "", false
	}
	c, ok := e.Value.(*ast.Constant)
	if !ok || c.Value.Type != ast.StrConst {
		return "", false
	}
	return cleanDoc(c.Value.Text), true
}

// cleanDoc strips the common indentation of a docstring, as CPython's compiler
// does since 3.13.
func cleanDoc(s string) string {
	lines := strings.Split(expandTabs(s), "\n")
	margin := -1
	for _, l := range lines[1:] {
		if t := strings.TrimLeft(l, " "); t != "" {
			if n := len(l) - len(t); margin < 0 || n < margin {
				margin = n
			}
		}
	}
	lines[0] = strings.TrimLeft(lines[0], " ")
	for i, l := range lines[1:] {
		switch {
		case margin <= 0:
		case len(l) >= margin:
			lines[i+1] = l[margin:]
		default:
			lines[i+1] = strings.TrimLeft(l, " ")
		}
	}
	return strings.Join(lines, "\n")
}

func expandTabs(s string) string {
	if !strings.Contains(s, "\t") {
		return s
	}
	var b strings.Builder
	col := 0
	for _, r := range s {
		switch r {
		case '\t':
			n := 8 - col%8
			b.WriteString(strings.Repeat(" ", n))
			col += n
		case '\n':
			b.WriteRune(r)
			col = 0
		default:
			b.WriteRune(r)
			col++
		}
	}
	return b.String()
}

func (u *unit) stmts(body []ast.Stmt) {
	for _, s := range body {
		u.stmt(s)
	}
}

func (u *unit) stmt(s ast.Stmt) {
	defer u.at(s)()
	switch s := s.(type) {
	case *ast.ExprStmt:
		u.exprStmt(s)
	case *ast.Assign:
		u.assignStmt(s)
	case *ast.AugAssign:
		u.augAssign(s)
	case *ast.AnnAssign:
		u.annAssign(s)
	case *ast.Return:
		u.returnStmt(s)
	case *ast.Pass:
		u.emit(code.Make(code.NOP, 0, 0, 0, 0))
	case *ast.If:
		u.ifStmt(s)
	case *ast.While:
		u.while(s)
	case *ast.For:
		u.forStmt(s, s.Target, s.Iter, s.Body, s.Orelse, false)
	case *ast.AsyncFor:
		u.forStmt(s, s.Target, s.Iter, s.Body, s.Orelse, true)
	case *ast.Break, *ast.Continue:
		u.emit(code.Make(code.NOP, code.TracedLine, 0, 0, 0))
		u.leave(s)
	case *ast.FunctionDef:
		u.function(s, s.Name, s.Args, s.Body, s.DecoratorList, s.Returns, s.TypeParams, false)
	case *ast.AsyncFunctionDef:
		u.function(s, s.Name, s.Args, s.Body, s.DecoratorList, s.Returns, s.TypeParams, true)
	case *ast.ClassDef:
		u.class(s)
	case *ast.Raise:
		u.raise(s)
	case *ast.Try:
		u.try(s, s.Body, s.Handlers, s.Orelse, s.Finalbody, false)
	case *ast.TryStar:
		u.try(s, s.Body, s.Handlers, s.Orelse, s.Finalbody, true)
	case *ast.With:
		u.with(s, s.Items, s.Body, false)
	case *ast.AsyncWith:
		u.with(s, s.Items, s.Body, true)
	case *ast.Import:
		u.importStmt(s)
	case *ast.ImportFrom:
		u.importFrom(s)
	case *ast.Delete:
		for _, t := range s.Targets {
			u.delete(t)
		}
	case *ast.Assert:
		u.assert(s)
	case *ast.Global, *ast.Nonlocal:
	case *ast.Match:
		u.match(s)
	case *ast.TypeAlias:
		u.typeAlias(s)
	default:
		u.fail(s, "cannot compile %s", s.Kind())
	}
}

func (u *unit) exprStmt(s *ast.ExprStmt) {
	if u.opt.Print && u.parent == nil {
		f := u.temp()
		base := u.top
		u.emit2(code.MakeX(code.LOAD_GLOBAL, 0, f, u.nameIndex("__displayhook__")), code.Word2(0, u.cache()))
		u.tempOperand(s.Value)
		u.top = base
		u.emit2(code.Make(code.CALL, 0, f, 1, f), code.Word2(0, u.cache()))
		u.emit(code.Make(code.CLEAR, 0, f, 0, 0))
		u.drop(f)
		return
	}
	if _, _, ok := u.constant(s.Value); ok {
		u.emit(code.Make(code.NOP, 0, 0, 0, 0))
		return
	}
	u.lastCall = -1
	t := u.tempOperand(s.Value)
	if pc := u.lastCall; isCall(s.Value) && pc >= 0 && pc+1+u.code[pc].Op().Info().Words == len(u.code) && u.code[pc].C() == t {
		// The call itself drops its result.
		i := u.code[pc]
		u.code[pc] = code.Make(i.Op(), i.D(), i.A(), i.B(), code.None)
	} else {
		u.emit(code.Make(code.CLEAR, 0, t, 0, 0))
	}
	u.drop(t)
}

func isCall(e ast.Expr) bool {
	_, ok := e.(*ast.Call)
	return ok
}

func (u *unit) assignStmt(s *ast.Assign) {
	if len(s.Targets) == 1 {
		if n, ok := s.Targets[0].(*ast.Name); ok && direct(s.Value) && !u.walrus {
			if w, r := u.resolve(n.Ident); w == inFast {
				u.exprTo(s.Value, r)
				u.define(r)
				return
			}
		}
		if tup, ok := s.Targets[0].(*ast.Tuple); ok && u.swap(tup, s.Value) {
			return
		}
	}
	t := u.tempOperand(s.Value)
	for i, target := range s.Targets {
		if i == len(s.Targets)-1 {
			u.assign(target, t)
			return
		}
		c := u.temp()
		u.emit(code.Make(code.MOVE, 0, c, t, 0))
		u.assign(target, c)
	}
}

// swap compiles "a, b = x, y" without making a tuple.
func (u *unit) swap(target *ast.Tuple, value ast.Expr) bool {
	v, ok := value.(*ast.Tuple)
	if !ok || len(v.Elts) != len(target.Elts) || len(v.Elts) > 3 || len(v.Elts) == 0 {
		return false
	}
	for i := range v.Elts {
		if _, ok := v.Elts[i].(*ast.Starred); ok {
			return false
		}
		if _, ok := target.Elts[i].(*ast.Starred); ok {
			return false
		}
	}
	base := u.top
	regs := make([]int, len(v.Elts))
	for i, e := range v.Elts {
		regs[i] = u.tempOperand(e)
	}
	// Targets are assigned left to right; the stack is consumed bottom up, so
	// assign through copies at the top.
	for i, t := range target.Elts {
		c := u.temp()
		u.emit(code.Make(code.STORE_FAST, 0, c, regs[i], 0))
		u.assign(t, c)
	}
	u.top = base
	return true
}

// assign binds a target to the temporary t on top of the stack, consuming it.
func (u *unit) assign(target ast.Expr, t int) {
	old := u.at(target)
	switch target := target.(type) {
	case *ast.Name:
		u.storeName(target.Ident, t)
	case *ast.Attribute:
		o := u.operand(target.Value)
		u.span = u.attrSpan(target)
		u.drop(o)
		u.drop(t)
		u.emit2(code.Make(code.STORE_ATTR, 0, o, t, 0), code.Word2(u.nameIndex(u.mangle(target.Attr)), u.cache()))
	case *ast.Subscript:
		o := u.operand(target.Value)
		k := u.operand(target.Slice)
		u.span = target.Span()
		u.drop(k)
		u.drop(o)
		u.drop(t)
		u.emit(code.Make(code.STORE_SUBSCR, 0, o, k, t))
	case *ast.Starred:
		u.assign(target.Value, t)
	case *ast.Tuple:
		u.unpack(target.Elts, t)
	case *ast.List:
		u.unpack(target.Elts, t)
	default:
		u.fail(target, "cannot assign to %s", target.Kind())
	}
	old()
}

func (u *unit) unpack(elts []ast.Expr, t int) {
	star := -1
	for i, e := range elts {
		if _, ok := e.(*ast.Starred); ok {
			star = i
		}
	}
	u.drop(t)
	base := u.top
	// Items go into temporaries in reverse, so that the first is on top.
	n := len(elts)
	first := u.top | tempBit
	for range elts {
		u.temp()
	}
	if n == 0 {
		u.temp()
		u.top--
	}
	if star < 0 {
		u.emit(code.Make(code.UNPACK_SEQUENCE, 0, first, t, n))
	} else {
		u.emit2(code.Make(code.UNPACK_EX, 0, first, t, star), code.Word2(n-star-1, 0))
	}
	for i, e := range elts {
		u.assign(e, (base+n-1-i)|tempBit)
	}
	u.top = base
}

func (u *unit) augAssign(s *ast.AugAssign) {
	emit := func(dst, a, b int) {
		u.span = s.Span()
		u.emit(code.Make(code.INPLACE_OP, uint8(s.Op), dst, a, b))
	}
	switch t := s.Target.(type) {
	case *ast.Name:
		w, r := u.resolve(t.Ident)
		if w == inFast {
			u.checkBound(r)
			if imm, ok := smallInt(s.Value); ok && (s.Op == ast.Add || s.Op == ast.Sub) {
				d := uint8(2)
				if s.Op == ast.Sub {
					imm, d = -imm, 3
				}
				u.emit(code.Make(code.BINARY_ADD_INT, d, r, r, imm))
				return
			} else if ok {
				u.span = s.Span()
				u.emit(code.Make(code.BINARY_INT_OP, uint8(s.Op)|code.Inplace, r, r, imm))
				return
			}
			b := u.operand(s.Value)
			u.drop(b)
			emit(r, r, b)
			return
		}
		a := u.tempOperand(t)
		b := u.operand(s.Value)
		u.drop(b)
		emit(a, a, b)
		u.storeName(t.Ident, a)
	case *ast.Attribute:
		o := u.keptOperand(t.Value, s.Value)
		c := u.temp()
		from := u.again(o, c)
		u.span = t.Span()
		u.emit2(code.Make(code.LOAD_ATTR, 0, c, from, 0), code.Word2(u.nameIndex(u.mangle(t.Attr)), u.cache()))
		b := u.operand(s.Value)
		u.drop(b)
		emit(c, c, b)
		u.span = t.Span()
		u.emit2(code.Make(code.STORE_ATTR, 0, o, c, 0), code.Word2(u.nameIndex(u.mangle(t.Attr)), u.cache()))
		u.drop(c)
		u.drop(o)
	case *ast.Subscript:
		o := u.keptOperand(t.Value, s.Value)
		k := u.keptOperand(t.Slice, s.Value)
		c, ck := u.temp(), u.temp()
		from := u.again(o, c)
		if imm, ok := smallInt(t.Slice); ok {
			u.span = t.Span()
			u.emit(code.Make(code.LOAD_SUBSCR_INT, 0, c, from, imm))
		} else {
			key := u.again(k, ck)
			u.span = t.Span()
			u.emit(code.Make(code.LOAD_SUBSCR, 0, c, from, key))
		}
		u.drop(ck)
		b := u.operand(s.Value)
		u.drop(b)
		emit(c, c, b)
		u.span = t.Span()
		u.emit(code.Make(code.STORE_SUBSCR, 0, o, k, c))
		u.drop(c)
		u.drop(k)
		u.drop(o)
	}
}

// keptOperand is an operand that is used before and after rest is evaluated: a
// variable itself when rest cannot bind it anew, else a temporary.
func (u *unit) keptOperand(e, rest ast.Expr) int {
	if _, ok := e.(*ast.Name); ok {
		binds := false
		ast.Inspect(rest, func(n ast.Node) bool {
			if _, ok := n.(*ast.NamedExpr); ok {
				binds = true
			}
			return !binds
		})
		if !binds {
			return u.operand(e)
		}
	}
	return u.tempOperand(e)
}

// again makes the value of a kept operand available to an instruction that
// consumes temporaries: a copy in t, or the variable.
func (u *unit) again(o, t int) int {
	if !isTemp(o) {
		return o
	}
	u.emit(code.Make(code.MOVE, 0, t, o, 0))
	return t
}

func (u *unit) annAssign(s *ast.AnnAssign) {
	defer u.annotated(s)
	if s.Value != nil {
		t := u.tempOperand(s.Value)
		u.assign(s.Target, t)
		return
	}
	// The target of a bare annotation is evaluated, not bound.
	switch t := s.Target.(type) {
	case *ast.Attribute:
		v := u.tempOperand(t.Value)
		u.emit(code.Make(code.CLEAR, 0, v, 0, 0))
		u.drop(v)
	case *ast.Subscript:
		for _, e := range []ast.Expr{t.Value, t.Slice} {
			v := u.tempOperand(e)
			u.emit(code.Make(code.CLEAR, 0, v, 0, 0))
			u.drop(v)
		}
	}
}

func (u *unit) delete(t ast.Expr) {
	defer u.at(t)()
	switch t := t.(type) {
	case *ast.Name:
		u.deleteName(t.Ident)
	case *ast.Attribute:
		o := u.operandDropped(t.Value)
		u.emit2(code.Make(code.DELETE_ATTR, 0, o, 0, 0), code.Word2(u.nameIndex(u.mangle(t.Attr)), 0))
	case *ast.Subscript:
		o := u.operand(t.Value)
		k := u.operand(t.Slice)
		u.drop(k)
		u.drop(o)
		u.emit(code.Make(code.DELETE_SUBSCR, 0, o, k, 0))
	case *ast.Tuple:
		for _, e := range t.Elts {
			u.delete(e)
		}
	case *ast.List:
		for _, e := range t.Elts {
			u.delete(e)
		}
	}
}

func (u *unit) ifStmt(s *ast.If) {
	if _, ok := s.Test.(*ast.Constant); ok {
		u.emit(code.Make(code.NOP, code.TracedLine, 0, 0, 0)) // nothing is to be tested
	}
	// elif chains are nested; walk them in a loop, they can be long.
	end := u.newLabel()
	var out bitset
	reached := false
	join := func() {
		if !reached {
			out, reached = u.defined, true
			if out != nil {
				out = out.clone()
			}
			return
		}
		out = meet(out, u.defined)
	}
	for {
		els := u.newLabel()
		u.span = s.Test.Span()
		u.condJump(s.Test, false, els)
		def := u.defined.clone()
		u.stmts(s.Body)
		join()
		if len(s.Orelse) > 0 {
			u.span = s.Span()
			if u.defined != nil {
				u.jumpTo(end)
			}
		}
		u.defined = def
		u.place(els)
		if len(s.Orelse) == 1 {
			if next, ok := s.Orelse[0].(*ast.If); ok {
				s = next
				continue
			}
		}
		u.stmts(s.Orelse)
		join()
		break
	}
	u.place(end)
	u.defined = out
}

func (u *unit) while(s *ast.While) {
	body, els, end, cont := u.newLabel(), u.newLabel(), u.newLabel(), u.newLabel()
	def := u.defined.clone()
	forever := false
	if c, ok := s.Test.(*ast.Constant); ok && c.Value.Type == ast.TrueConst {
		forever = true
		u.emit(code.Make(code.NOP, 0, 0, 0, 0))
	} else {
		u.condJump(s.Test, false, els)
	}
	u.push(&block{kind: loopBlock, brk: end, cont: cont, iter: code.None})
	u.place(body)
	u.stmts(s.Body)
	u.place(cont)
	// The test at the bottom saves a jump an iteration.
	u.span = s.Test.Span()
	if forever {
		u.jump(code.JUMP_BACKWARD, 0, body)
	} else {
		u.defined = def.clone()
		u.condJump(s.Test, false, els)
		u.span = s.Test.Span()
		u.jump(code.JUMP_BACKWARD, 0, body)
	}
	u.pop()
	u.place(els)
	u.defined = def.clone()
	u.stmts(s.Orelse)
	u.place(end)
	u.defined = def
}

// forIter emits the head of a loop: the next item of it goes to the target, or
// the loop ends at els.
func (u *unit) forIter(target, iter ast.Expr, it int, els label) {
	if n, ok := target.(*ast.Name); ok {
		// A variable gets the item at once, unless its line is one of its own.
		src := u.file.Source
		if w, i := u.resolve(n.Ident); w == inFast && src.Line(n.Pos()) == src.Line(iter.Pos()) {
			u.emit2(code.Make(code.FOR_ITER, 0, i, it, 0), code.Word2(int(els), 0))
			u.define(i)
			return
		}
	}
	v := u.temp()
	u.emit2(code.Make(code.FOR_ITER, 0, v, it, 0), code.Word2(int(els), 0))
	u.assign(target, v)
}

func (u *unit) forStmt(s ast.Stmt, target, iter ast.Expr, body, orelse []ast.Stmt, async bool) {
	loop, els, end := u.newLabel(), u.newLabel(), u.newLabel()
	it := u.tempOperand(iter)
	u.span = iter.Span()
	if async {
		u.emit(code.Make(code.GET_AITER, 0, it, it, 0))
	} else {
		u.emit(code.Make(code.GET_ITER, 0, it, it, 0))
	}
	def := u.defined.clone()
	u.push(&block{kind: loopBlock, brk: end, cont: loop, iter: it, async: async})
	u.place(loop)
	start := len(u.code)
	stop := start
	if async {
		v := u.temp()
		u.span = s.Span() // CPython blames the whole statement
		u.emit(code.Make(code.GET_ANEXT, 0, v, it, 0))
		u.sendLoop(v)
		stop = len(u.code)
		u.assign(target, v)
	} else {
		u.forIter(target, iter, it, els)
	}
	u.stmts(body)
	u.span = iter.Span()
	u.jump(code.JUMP_BACKWARD, 0, loop)
	u.pop()
	if async {
		h := u.newLabel()
		u.place(h)
		exc := u.temp()
		u.emit(code.Make(code.END_ASYNC_FOR, 0, exc, it, 0))
		u.handler(start, stop, h, it, exc)
		u.drop(exc)
	}
	u.place(els)
	u.drop(it)
	u.defined = def.clone()
	u.span = s.Span()
	u.stmts(orelse)
	u.place(end)
	u.defined = def
}

// leave compiles break and continue.
func (u *unit) leave(s ast.Stmt) {
	brk := s.Kind() == ast.BreakKind
	n := len(u.blocks)
	for i := n - 1; i >= 0; i-- {
		b := u.blocks[i]
		if b.kind == loopBlock {
			u.unwindTo(i+1, code.None)
			if brk {
				if b.iter != code.None {
					u.emit(code.Make(code.CLEAR, 0, b.iter, 0, 0))
				}
				u.jumpTo(b.brk)
			} else {
				u.jump(code.JUMP_BACKWARD, 0, b.cont)
			}
			u.reopen(i + 1)
			u.defined = nil
			return
		}
	}
	u.fail(s, "'break' outside loop")
}

func (u *unit) returnStmt(s *ast.Return) {
	var r int
	if s.Value != nil {
		r = u.operand(s.Value)
	} else {
		r = u.temp()
		u.loadNone(r)
	}
	if len(u.blocks) > 0 {
		if !isTemp(r) && u.hasCode() {
			// Clean-up code might rebind the variable.
			t := u.temp()
			u.emit(code.Make(code.MOVE, 0, t, r, 0))
			r = t
		}
		u.unwindTo(0, r)
	}
	u.span = s.Span()
	u.handsOver(r, code.Returned)
	u.emit(code.Make(code.RETURN_VALUE, 0, r, 0, 0))
	u.reopen(0)
	u.drop(r)
	u.defined = nil
}

func (u *unit) raise(s *ast.Raise) {
	exc, cause := code.None, code.None
	if s.Exc != nil {
		exc = u.operand(s.Exc)
		if s.Cause != nil {
			cause = u.operand(s.Cause)
			u.drop(cause)
		}
		u.drop(exc)
	}
	u.span = s.Span()
	u.emit(code.Make(code.RAISE, 0, exc, cause, 0))
	u.defined = nil
}

func (u *unit) assert(s *ast.Assert) {
	if u.opt.Optimize > 0 {
		return
	}
	ok := u.newLabel()
	if v, _, known := u.constant(s.Test); known && v.Valid() {
		u.emit(code.Make(code.NOP, 0, 0, 0, 0)) // a line of its own though nothing is to be done
	}
	u.condJump(s.Test, true, ok)
	def := u.defined.clone()
	u.span = s.Test.Span()
	f := u.temp()
	u.emit(code.Make(code.LOAD_ASSERTION_ERROR, 0, f, 0, 0))
	if s.Msg != nil {
		base := u.top
		u.tempOperand(s.Msg)
		u.top = base
		u.span = s.Test.Span()
		u.emit2(code.Make(code.CALL, 0, f, 1, f), code.Word2(0, u.cache()))
	}
	u.emit(code.Make(code.RAISE, 0, f, code.None, 0))
	u.drop(f)
	u.defined = def
	u.place(ok)
}

func (u *unit) importStmt(s *ast.Import) {
	for _, a := range s.Names {
		t := u.temp()
		from := u.temp()
		u.loadNone(from)
		u.drop(from)
		u.emit2(code.Make(code.IMPORT_NAME, 0, t, from, 0), code.Word2(u.nameIndex(a.Name), 0))
		first, rest, dotted := strings.Cut(a.Name, ".")
		if a.Asname == "" {
			u.storeName(first, t)
			continue
		}
		for dotted {
			first, rest, dotted = strings.Cut(rest, ".")
			v := u.temp()
			u.emit(code.Make(code.IMPORT_FROM, 0, v, t, u.nameIndex(first)))
			u.emit(code.Make(code.STORE_FAST, 0, t, v, 0))
			u.drop(v)
		}
		u.storeName(a.Asname, t)
	}
}

func (u *unit) importFrom(s *ast.ImportFrom) {
	if s.Module == "__future__" && s.Level == 0 {
		return
	}
	names := make([]object.Value, len(s.Names))
	for i, a := range s.Names {
		names[i] = object.NewStr(a.Name)
	}
	t := u.temp()
	from := u.temp()
	u.loadConst(from, u.addConst(object.TupleOf(names)))
	u.drop(from)
	u.emit2(code.Make(code.IMPORT_NAME, 0, t, from, s.Level), code.Word2(u.nameIndex(s.Module), 0))
	if len(s.Names) == 1 && s.Names[0].Name == "*" {
		u.emit(code.Make(code.IMPORT_STAR, 0, t, 0, 0))
		u.drop(t)
		return
	}
	for _, a := range s.Names {
		v := u.temp()
		u.emit(code.Make(code.IMPORT_FROM, 0, v, t, u.nameIndex(a.Name)))
		name := a.Asname
		if name == "" {
			name = a.Name
		}
		u.storeName(name, v)
	}
	u.emit(code.Make(code.CLEAR, 0, t, 0, 0))
	u.drop(t)
}
