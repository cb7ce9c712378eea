package compile

import (
	"strings"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/scope"
)

// block is a construct that return, break and continue leave.
type block struct {
	kind       blockKind
	brk, cont  label
	iter       int   // loop: the iterator's temporary, or none
	top        int   // temporaries in use around the block
	ranges     []int // start and end of covered code, in pairs; odd while open
	exit, prev int   // with: the exit method; handlers: the saved exception
	exc        int   // handlers: the exception
	name       string
	final      []ast.Stmt
	async      bool
	node       ast.Node
}

type blockKind uint8

const (
	loopBlock    blockKind = iota
	tryBlock               // the body of try with except clauses: nothing to do on leaving
	finallyBlock           // the body of try with finally: its finally runs
	withBlock
	handlerBlock // an except clause: the handled exception is restored
	nameBlock    // "except ... as name": the name is unbound
	valueBlock   // a finally run by a return: leaving it drops the value
)

func (u *unit) push(b *block) *block {
	b.top = u.top
	u.blocks = append(u.blocks, b)
	return b
}

func (u *unit) pop() { u.blocks = u.blocks[:len(u.blocks)-1] }

func (b *block) begin(u *unit) { b.ranges = append(b.ranges, len(u.code)) }
func (b *block) end(u *unit)   { b.ranges = append(b.ranges, len(u.code)) }

// cover adds the block's rows to the exception table.
func (u *unit) cover(b *block, target label, keep, reg int) {
	for i := 0; i+1 < len(b.ranges); i += 2 {
		u.handler(b.ranges[i], b.ranges[i+1], target, keep, reg)
	}
}

func (u *unit) moduleBody(body []ast.Stmt) {
	u.scan(body)
	if len(body) > 0 {
		u.span = body[0].Span()
	}
	u.c.FirstLine = 1
	annotated := u.scope.HasAnnotations
	if doc, ok := docstring(body); ok && !u.opt.Print {
		t := u.temp()
		u.loadStr(t, doc)
		u.storeName("__doc__", t)
		body = body[1:]
	}
	if annotated {
		u.annotate(u.file.Mod)
	}
	u.stmts(body)
	if len(body) > 0 {
		u.span = body[len(body)-1].Span()
	}
	t := u.temp()
	u.loadNone(t)
	u.emit(code.Make(code.RETURN_VALUE, 0, t, 0, 0))
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
	t := u.tempOperand(s.Value)
	u.emit(code.Make(code.CLEAR, 0, t, 0, 0))
	u.drop(t)
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
		o := u.tempOperand(t.Value)
		c := u.temp()
		u.emit(code.Make(code.MOVE, 0, c, o, 0))
		u.span = t.Span()
		u.emit2(code.Make(code.LOAD_ATTR, 0, c, c, 0), code.Word2(u.nameIndex(u.mangle(t.Attr)), u.cache()))
		b := u.operand(s.Value)
		u.drop(b)
		emit(c, c, b)
		u.span = t.Span()
		u.emit2(code.Make(code.STORE_ATTR, 0, o, c, 0), code.Word2(u.nameIndex(u.mangle(t.Attr)), u.cache()))
		u.drop(c)
		u.drop(o)
	case *ast.Subscript:
		o := u.tempOperand(t.Value)
		k := u.tempOperand(t.Slice)
		c, ck := u.temp(), u.temp()
		u.emit(code.Make(code.MOVE, 0, c, o, 0))
		u.emit(code.Make(code.MOVE, 0, ck, k, 0))
		u.span = t.Span()
		u.emit(code.Make(code.LOAD_SUBSCR, 0, c, c, ck))
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

func (u *unit) annAssign(s *ast.AnnAssign) {
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
	u.condJump(s.Test, false, els)
	u.push(&block{kind: loopBlock, brk: end, cont: cont, iter: code.None})
	u.place(body)
	u.stmts(s.Body)
	u.place(cont)
	// The test at the bottom saves a jump an iteration.
	u.span = s.Test.Span()
	if c, ok := s.Test.(*ast.Constant); ok && c.Value.Type == ast.TrueConst {
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
	b := u.push(&block{kind: loopBlock, brk: end, cont: loop, iter: it, async: async})
	u.place(loop)
	v := u.temp()
	start := len(u.code)
	if async {
		u.emit(code.Make(code.GET_ANEXT, 0, v, it, 0))
		u.sendLoop(v)
	} else {
		u.emit2(code.Make(code.FOR_ITER, 0, v, it, 0), code.Word2(int(els), 0))
	}
	stop := len(u.code)
	u.assign(target, v)
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
	_ = b
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
	u.emit(code.Make(code.RETURN_VALUE, 0, r, 0, 0))
	u.reopen(0)
	u.drop(r)
	u.defined = nil
}

// hasCode reports that leaving all blocks runs code of the program.
func (u *unit) hasCode() bool {
	for _, b := range u.blocks {
		if b.kind == finallyBlock || b.kind == withBlock || b.kind == nameBlock {
			return true
		}
	}
	return false
}

// unwindTo emits the clean-up of the blocks from the innermost down to index
// i. Code emitted here is not covered by the blocks left; reopen resumes them.
// keep is the register of a value being returned.
func (u *unit) unwindTo(i, keep int) {
	saved := u.blocks
	for n := len(saved) - 1; n >= i; n-- {
		b := saved[n]
		u.blocks = saved[:n:n]
		if b.ranges != nil && len(b.ranges)%2 == 1 {
			b.end(u)
		}
		switch b.kind {
		case loopBlock:
			if b.iter != code.None {
				u.emit(code.Make(code.CLEAR, 0, b.iter, 0, 0))
			}
		case finallyBlock:
			def := u.defined
			if isTemp(keep) && keep != code.None {
				u.push(&block{kind: valueBlock, exc: keep})
			}
			u.stmts(b.final)
			u.blocks = saved[:n:n]
			u.defined = def
		case withBlock:
			u.exitWith(b)
		case handlerBlock:
			u.emit(code.Make(code.POP_EXCEPT, 0, b.prev, 0, 0))
			u.emit(code.Make(code.CLEAR, 0, b.exc, 0, 0))
		case nameBlock:
			u.unbindName(b.name)
		case valueBlock:
			u.emit(code.Make(code.CLEAR, 0, b.exc, 0, 0))
		}
	}
	u.blocks = saved
}

// reopen resumes covering code after an early exit from the blocks above i.
func (u *unit) reopen(i int) {
	for _, b := range u.blocks[i:] {
		if b.ranges != nil && len(b.ranges)%2 == 0 {
			b.begin(u)
		}
	}
}

func (u *unit) unbindName(name string) {
	t := u.temp()
	u.loadNone(t)
	u.storeName(name, t)
	u.deleteName(name)
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
		u.span = a.Span()
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

// with compiles with and async with; several items nest.
func (u *unit) with(s ast.Stmt, items []*ast.WithItem, body []ast.Stmt, async bool) {
	item := items[0]
	mgr := u.temp()
	u.exprTo(item.ContextExpr, mgr)
	u.span = item.ContextExpr.Span()
	val := u.temp()
	if async {
		u.emit(code.Make(code.BEFORE_ASYNC_WITH, 0, mgr, val, 0))
		u.awaitInto(val, val, 1)
	} else {
		u.emit(code.Make(code.BEFORE_WITH, 0, mgr, val, 0))
	}
	def := u.defined.clone()
	b := u.push(&block{kind: withBlock, exit: mgr, async: async, node: item.ContextExpr})
	b.top--
	b.begin(u)
	if item.OptionalVars != nil {
		u.assign(item.OptionalVars, val)
	} else {
		u.emit(code.Make(code.CLEAR, 0, val, 0, 0))
		u.drop(val)
	}
	if len(items) > 1 {
		u.with(s, items[1:], body, async)
	} else {
		u.stmts(body)
	}
	b.end(u)
	u.pop()
	end := u.newLabel()
	u.span = item.ContextExpr.Span()
	if u.defined != nil {
		u.exitWith(b)
		u.jumpTo(end)
	}

	// An exception leaves the body: __exit__ may swallow it.
	h, swallow := u.newLabel(), u.newLabel()
	u.place(h)
	u.top = mgr&^tempBit + 1
	exc, prev := u.temp(), u.temp()
	u.emit(code.Make(code.PUSH_EXC_INFO, 0, prev, exc, 0))
	start := len(u.code)
	r := u.temp()
	u.emit(code.Make(code.WITH_EXCEPT_START, 0, r, mgr, exc))
	if async {
		u.awaitInto(r, r, 2)
	}
	u.drop(r)
	u.jump(code.JUMP_IF_TRUE, r, swallow)
	u.emit(code.Make(code.RERAISE, 0, exc, 0, 0))
	stop := len(u.code)
	u.place(swallow)
	u.emit(code.Make(code.POP_EXCEPT, 0, prev, 0, 0))
	u.emit(code.Make(code.CLEAR, 0, exc, 0, 0))
	u.emit(code.Make(code.CLEAR, 0, mgr, 0, 0))
	u.jumpTo(end)
	u.restoreHandler(start, stop, prev)
	u.cover(b, h, mgr, exc)
	u.top = mgr &^ tempBit
	u.place(end)
	u.defined = def
}

// restoreHandler covers the code of a handler: an exception that leaves it
// restores the exception that was being handled before.
func (u *unit) restoreHandler(start, stop, prev int) { u.restoreRanges([]int{start, stop}, prev) }

func (u *unit) restoreRanges(ranges []int, prev int) {
	h := u.newLabel()
	u.place(h)
	top := u.top
	u.top = prev&^tempBit + 1
	exc := u.temp()
	u.emit(code.Make(code.POP_EXCEPT, 0, prev, 0, 0))
	u.emit(code.Make(code.RERAISE, 0, exc, 0, 0))
	u.top = top
	for i := 0; i+1 < len(ranges); i += 2 {
		u.handler(ranges[i], ranges[i+1], h, prev, exc)
	}
}

// exitWith calls __exit__(None, None, None) and consumes the exit method.
func (u *unit) exitWith(b *block) {
	old := u.at(b.node)
	base := u.top
	f := u.temp()
	u.emit(code.Make(code.STORE_FAST, 0, f, b.exit, 0))
	for range 3 {
		u.loadNone(u.temp())
	}
	u.top = base + 1
	u.emit2(code.Make(code.CALL, 0, f, 3, f), code.Word2(0, u.cache()))
	if b.async {
		u.awaitInto(f, f, 2)
	}
	u.emit(code.Make(code.CLEAR, 0, f, 0, 0))
	u.top = base
	old()
}

func (u *unit) try(s ast.Stmt, body []ast.Stmt, handlers []*ast.ExceptHandler, orelse, final []ast.Stmt, star bool) {
	if len(final) > 0 {
		u.tryFinally(s, body, handlers, orelse, final, star)
		return
	}
	u.tryExcept(s, body, handlers, orelse, star)
}

func (u *unit) tryFinally(s ast.Stmt, body []ast.Stmt, handlers []*ast.ExceptHandler, orelse, final []ast.Stmt, star bool) {
	def := u.defined.clone()
	b := u.push(&block{kind: finallyBlock, final: final, node: s})
	b.begin(u)
	if len(handlers) > 0 {
		u.tryExcept(s, body, handlers, orelse, star)
	} else {
		u.stmts(body)
	}
	b.end(u)
	u.pop()
	end := u.newLabel()
	after := u.defined
	if after != nil {
		u.stmts(final)
		after = u.defined
		u.jumpTo(end)
	}

	h := u.newLabel()
	u.place(h)
	u.defined = def
	keep := code.None
	if u.top > 0 {
		keep = (u.top - 1) | tempBit
	}
	top := u.top
	exc, prev := u.temp(), u.temp()
	u.emit(code.Make(code.PUSH_EXC_INFO, 0, prev, exc, 0))
	hb := u.push(&block{kind: handlerBlock, prev: prev, exc: exc})
	hb.begin(u)
	u.stmts(final)
	u.span = s.Span()
	u.emit(code.Make(code.RERAISE, 0, exc, 0, 0))
	hb.end(u)
	u.pop()
	u.restoreRanges(hb.ranges, prev)
	u.cover(b, h, keep, exc)
	u.top = top
	u.place(end)
	u.defined = after
}

func (u *unit) tryExcept(s ast.Stmt, body []ast.Stmt, handlers []*ast.ExceptHandler, orelse []ast.Stmt, star bool) {
	def := u.defined.clone()
	end := u.newLabel()
	b := u.push(&block{kind: tryBlock})
	b.begin(u)
	u.stmts(body)
	b.end(u)
	u.pop()
	if u.defined != nil {
		u.stmts(orelse)
	}
	out := u.defined
	if out != nil {
		u.jumpTo(end)
	}

	h := u.newLabel()
	u.place(h)
	keep := code.None
	if u.top > 0 {
		keep = (u.top - 1) | tempBit
	}
	top := u.top
	exc, prev := u.temp(), u.temp()
	u.emit(code.Make(code.PUSH_EXC_INFO, 0, prev, exc, 0))
	hb := u.push(&block{kind: handlerBlock, prev: prev, exc: exc})
	hb.begin(u)
	if star {
		u.exceptStar(handlers, exc, prev, def, &out, end, hb)
	} else {
		u.exceptClauses(handlers, exc, prev, def, &out, end)
		u.emit(code.Make(code.RERAISE, 0, exc, 0, 0))
	}
	hb.end(u)
	u.pop()
	u.restoreRanges(hb.ranges, prev)
	first := len(u.c.Handlers)
	u.cover(b, h, keep, exc)
	for i := range u.c.Handlers[first:] {
		u.c.Handlers[first+i].Catches = true
	}
	u.top = top
	u.place(end)
	u.defined = out
}

func (u *unit) exceptClauses(handlers []*ast.ExceptHandler, exc, prev int, def bitset, out *bitset, end label) {
	hb := u.blocks[len(u.blocks)-1]
	for _, c := range handlers {
		u.defined = def.clone()
		next := u.newLabel()
		u.span = c.Span()
		if c.Type != nil {
			u.span = c.Type.Span()
			m := u.temp()
			ty := u.operandDropped(c.Type)
			u.drop(m)
			u.emit(code.Make(code.CHECK_EXC_MATCH, 0, m, exc, ty))
			u.jump(code.JUMP_IF_FALSE, m, next)
		}
		var nb *block
		if c.Name != "" {
			v := u.temp()
			u.emit(code.Make(code.MOVE, 0, v, exc, 0))
			u.storeName(c.Name, v)
			nb = u.push(&block{kind: nameBlock, name: c.Name})
			nb.begin(u)
		}
		u.stmts(c.Body)
		if nb != nil {
			nb.end(u)
			u.pop()
		}
		if u.defined != nil {
			hb.end(u)
			u.span = c.Span()
			u.emit(code.Make(code.POP_EXCEPT, 0, prev, 0, 0))
			u.emit(code.Make(code.CLEAR, 0, exc, 0, 0))
			if nb != nil {
				u.unbindName(c.Name)
			}
			u.jumpTo(end)
			hb.begin(u)
			*out = meet(*out, u.defined)
		}
		if nb != nil {
			// The name is unbound when an exception leaves the clause, too.
			l := u.newLabel()
			u.place(l)
			top := u.top
			e2 := u.temp()
			saved := u.defined
			u.unbindName(c.Name)
			u.defined = saved
			u.emit(code.Make(code.RERAISE, 0, e2, 0, 0))
			u.top = top
			u.cover(nb, l, prev, e2)
		}
		u.place(next)
	}
	u.defined = def.clone()
}

// exceptStar compiles except* clauses. The group being handled is in exc; each
// clause splits it. Exceptions raised by clauses and the unmatched rest are
// collected in a list and raised together at the end.
func (u *unit) exceptStar(handlers []*ast.ExceptHandler, exc, prev int, def bitset, out *bitset, end label, hb *block) {
	orig, list := u.temp(), u.temp()
	u.emit(code.Make(code.MOVE, 0, orig, exc, 0))
	u.emit(code.Make(code.BUILD_LIST, 0, list, list, 0))
	for _, c := range handlers {
		u.defined = def.clone()
		next := u.newLabel()
		u.span = c.Type.Span()
		m := u.temp()
		ty := u.operandDropped(c.Type)
		u.emit(code.Make(code.CHECK_EG_MATCH, 0, exc, m, ty))
		probe := u.temp()
		u.emit(code.Make(code.MOVE, 0, probe, m, 0))
		u.drop(probe)
		matched := u.newLabel()
		u.jump(code.JUMP_IF_NOT_NONE, probe, matched)
		u.emit(code.Make(code.CLEAR, 0, m, 0, 0))
		u.jumpTo(next)
		u.place(matched)
		// The matched part is what the clause handles.
		inner := u.temp()
		u.emit(code.Make(code.PUSH_EXC_INFO, 0, inner, m, 0))
		cb := u.push(&block{kind: handlerBlock, prev: inner, exc: m})
		cb.begin(u)
		var nb *block
		if c.Name != "" {
			v := u.temp()
			u.emit(code.Make(code.MOVE, 0, v, m, 0))
			u.storeName(c.Name, v)
			nb = u.push(&block{kind: nameBlock, name: c.Name})
		}
		u.stmts(c.Body)
		if nb != nil {
			u.pop()
		}
		cb.end(u)
		u.pop()
		if u.defined != nil {
			u.emit(code.Make(code.POP_EXCEPT, 0, inner, 0, 0))
			u.emit(code.Make(code.CLEAR, 0, m, 0, 0))
			if nb != nil {
				u.unbindName(c.Name)
			}
		}
		u.jumpTo(next)
		// An exception raised by the clause goes to the list.
		l := u.newLabel()
		u.place(l)
		top := u.top
		u.top = inner&^tempBit + 1
		e2 := u.temp()
		u.emit(code.Make(code.POP_EXCEPT, 0, inner, 0, 0))
		u.emit(code.Make(code.LIST_APPEND, 0, list, e2, 0))
		u.emit(code.Make(code.CLEAR, 0, m, 0, 0))
		if nb != nil {
			saved := u.defined
			u.unbindName(c.Name)
			u.defined = saved
		}
		u.top = top
		u.cover(cb, l, inner, e2)
		u.drop(inner)
		u.place(next)
		u.drop(m)
	}
	u.defined = def.clone()
	rest := u.temp()
	u.emit(code.Make(code.MOVE, 0, rest, exc, 0))
	u.emit(code.Make(code.LIST_APPEND, 0, list, rest, 0))
	res := rest
	u.emit(code.Make(code.PREP_RERAISE_STAR, 0, res, orig, list))
	u.drop(res)
	hb.end(u)
	u.emit(code.Make(code.CLEAR, 0, exc, 0, 0))
	// Raises what is left, if anything.
	u.emit(code.Make(code.POP_EXCEPT_STAR, 0, prev, res, 0))
	u.jumpTo(end)
	hb.begin(u)
	u.drop(list)
	u.drop(orig)
	*out = meet(*out, def)
}

func (u *unit) typeAlias(s *ast.TypeAlias) {
	u.fail(s, "the type statement is not supported yet")
}

// function compiles a def.
func (u *unit) function(s ast.Stmt, name string, args *ast.Arguments, body []ast.Stmt, decorators []ast.Expr, returns ast.Expr, typeParams []ast.TypeParam, async bool) {
	base := u.top
	f := u.decorate(decorators, func(t int) {
		u.span = s.Span()
		sc := u.tab.Of(s, scope.FunctionScope)
		v := u.child(sc, name)
		v.functionFlags(args)
		kind := code.Flags(0)
		switch {
		case async && sc.Generator:
			kind = code.AsyncGenerator
		case async:
			kind = code.Coroutine
		case sc.Generator:
			kind = code.Generator
		}
		v.prologueAt(s, decorators, kind)
		v.declare(sc.Params)
		v.scan(body)
		if doc, ok := docstring(body); ok {
			v.c.Flags |= code.HasDocstring
			if u.opt.Optimize < 2 {
				v.c.Consts = append([]object.Value{object.NewStr(doc)}, v.c.Consts...)
				for k, i := range v.consts {
					v.consts[k] = i + 1
				}
			}
			body = body[1:]
		}
		v.stmts(body)
		if v.defined != nil {
			if len(body) > 0 {
				v.span = body[len(body)-1].Span()
			}
			t := v.temp()
			v.loadNone(t)
			v.emit(code.Make(code.RETURN_VALUE, 0, t, 0, 0))
			v.drop(t)
		}
		u.makeFunction(t, v)
		u.defaults(args, t)
		u.annotateFunction(s, args, returns, t)
	})
	u.storeName(name, f)
	u.top = base
}

// prologueAt is prologue with the first line of the decorators.
func (u *unit) prologueAt(s ast.Stmt, decorators []ast.Expr, kind code.Flags) {
	u.prologue(s, kind)
	if len(decorators) > 0 {
		u.c.FirstLine = u.file.Source.Line(decorators[0].Pos()) + 1
	}
}

// decorate evaluates decorators, lets build make the definition, and applies
// them; it returns the temporary with the result.
func (u *unit) decorate(decorators []ast.Expr, build func(t int)) int {
	for _, d := range decorators {
		u.tempOperand(d)
	}
	t := u.temp()
	build(t)
	for i := len(decorators) - 1; i >= 0; i-- {
		u.span = decorators[i].Span()
		f := t - 1
		u.emit2(code.Make(code.CALL, 0, f, 1, f), code.Word2(0, u.cache()))
		u.drop(t)
		t = f
	}
	return t
}

func (u *unit) class(s *ast.ClassDef) {
	base := u.top
	r := u.decorate(s.DecoratorList, func(t int) {
		u.span = s.Span()
		sc := u.tab.Of(s, scope.ClassScope)
		v := u.child(sc, s.Name)
		v.private = s.Name
		v.prologueAt(s, s.DecoratorList, 0)
		v.c.Flags = 0
		v.classBody(s, sc)
		bodyTop := u.top
		b := t
		u.emit(code.Make(code.LOAD_BUILD_CLASS, 0, b, 0, 0))
		f := u.temp()
		u.makeFunction(f, v)
		n := u.temp()
		u.loadStr(n, s.Name)
		plain := true
		for _, x := range s.Bases {
			if _, ok := x.(*ast.Starred); ok {
				plain = false
			}
		}
		for _, k := range s.Keywords {
			plain = plain && k.Arg != ""
		}
		span := u.span
		if plain {
			for _, x := range s.Bases {
				u.tempOperand(x)
			}
			k, kw := u.keywords(s.Keywords)
			u.top = bodyTop
			u.span = span
			u.emit2(code.Make(code.CALL, 0, b, 2+len(s.Bases)+k, b), code.Word2(kw, u.cache()))
			return
		}
		// Gather func, name and bases into one argument tuple.
		u.top = bodyTop
		list := u.temp()
		l2 := u.temp()
		_ = l2
		u.span = span
		u.classArgs(s, b, list, f, n)
		u.top = bodyTop
	})
	u.storeName(s.Name, r)
	u.top = base
}

// classArgs compiles a class statement with unpacked bases or keywords. f and n
// are the two temporaries after b; they become the start of the argument list.
func (u *unit) classArgs(s *ast.ClassDef, b, list, f, n int) {
	t := u.temp()
	u.emit(code.Make(code.BUILD_LIST, 0, t, f, 2))
	for _, x := range s.Bases {
		if st, ok := x.(*ast.Starred); ok {
			v := u.operandDropped(st.Value)
			u.emit(code.Make(code.LIST_EXTEND, 0, t, v, 0))
			continue
		}
		v := u.operandDropped(x)
		u.emit(code.Make(code.LIST_APPEND, 0, t, v, 0))
	}
	u.emit(code.Make(code.LIST_TO_TUPLE, 0, list, t, 0))
	u.drop(t)
	m := n
	u.emit(code.Make(code.BUILD_MAP, 0, m, m, 0))
	for _, k := range s.Keywords {
		if k.Arg == "" {
			v := u.operandDropped(k.Value)
			u.emit(code.Make(code.DICT_MERGE, 0, m, v, b))
			continue
		}
		key := u.temp()
		u.loadStr(key, k.Arg)
		v := u.operandDropped(k.Value)
		u.drop(key)
		u.emit(code.Make(code.MAP_ADD, 0, m, key, v))
	}
	u.emit(code.Make(code.CALL_FUNCTION_EX, 1, b, 0, b))
}

func (u *unit) classBody(s *ast.ClassDef, sc *scope.Scope) {
	u.scan(s.Body)
	for _, sym := range sc.Symbols {
		if sym.Place == scope.Free {
			u.freeIndex(sym.Name)
		}
		if sym.Place == scope.Cell && u.needsCell(sym.Name) && sym.Name != "__class__" && sym.Name != "__classdict__" {
			// A class variable is never captured; a cell here is __class__'s.
			u.cells[sym.Name] = false
		}
	}
	class := sc.NeedsClassCell
	if class {
		u.cells["__class__"] = true
		u.emit(code.Make(code.NEW_CELL, 0, u.local("__class__"), 0, 0))
	}
	if sc.NeedsClassDict {
		u.cells["__classdict__"] = true
		r := u.local("__classdict__")
		u.emit(code.Make(code.NEW_CELL, 0, r, 0, 0))
		t := u.temp()
		u.emit(code.Make(code.LOAD_LOCALS, 0, t, 0, 0))
		u.emit(code.Make(code.STORE_DEREF, 0, r, t, 0))
		u.drop(t)
	}
	set := func(name string, load func(t int)) {
		t := u.temp()
		load(t)
		u.emit(code.MakeX(code.STORE_NAME, 0, t, u.nameIndex(name)))
		u.drop(t)
	}
	set("__module__", func(t int) {
		u.emit2(code.MakeX(code.LOAD_GLOBAL, 0, t, u.nameIndex("__name__")), code.Word2(0, u.cache()))
	})
	set("__qualname__", func(t int) { u.loadStr(t, u.qualname) })
	set("__firstlineno__", func(t int) { u.loadConst(t, u.addConst(object.Int(int64(u.c.FirstLine)))) })
	body := s.Body
	if doc, ok := docstring(body); ok {
		if u.opt.Optimize < 2 {
			set("__doc__", func(t int) { u.loadStr(t, doc) })
		}
		body = body[1:]
	}
	if sc.HasAnnotations {
		u.annotate(s)
	}
	u.stmts(body)
	u.span = s.Span()
	attrs := staticAttributes(s)
	set("__static_attributes__", func(t int) {
		vals := make([]object.Value, len(attrs))
		for i, a := range attrs {
			vals[i] = object.NewStr(u.mangle(a))
		}
		u.loadConst(t, u.addConst(object.TupleOf(vals)))
	})
	t := u.temp()
	if class {
		u.emit(code.Make(code.LOAD_CELL, 0, t, u.local("__class__"), 0))
		c := u.temp()
		u.emit(code.Make(code.MOVE, 0, c, t, 0))
		u.emit(code.MakeX(code.STORE_NAME, 0, c, u.nameIndex("__classcell__")))
		u.drop(c)
	} else {
		u.loadNone(t)
	}
	u.emit(code.Make(code.RETURN_VALUE, 0, t, 0, 0))
	u.drop(t)
}

// staticAttributes lists the names assigned as self.NAME in the methods of a class.
func staticAttributes(s *ast.ClassDef) []string {
	var out []string
	seen := map[string]bool{}
	for _, m := range s.Body {
		var args *ast.Arguments
		switch m := m.(type) {
		case *ast.FunctionDef:
			args = m.Args
		case *ast.AsyncFunctionDef:
			args = m.Args
		default:
			continue
		}
		if len(args.Posonlyargs)+len(args.Args) == 0 {
			continue
		}
		ast.Inspect(m, func(n ast.Node) bool {
			if a, ok := n.(*ast.Attribute); ok && a.Ctx == ast.Store {
				if self, ok := a.Value.(*ast.Name); ok && self.Ident == "self" && !seen[a.Attr] {
					seen[a.Attr] = true
					out = append(out, a.Attr)
				}
			}
			return true
		})
	}
	return out
}
