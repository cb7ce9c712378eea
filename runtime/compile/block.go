package compile

import (
	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/syntax/ast"
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
	u.restoreRanges([]int{start, stop}, prev)
	u.cover(b, h, mgr, exc)
	u.top = mgr &^ tempBit
	u.place(end)
	u.defined = def
}

// restoreRanges covers the code of a handler: an exception that leaves it
// restores the exception that was being handled before.
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
	u.span = s.Span()
	u.emit(code.Make(code.NOP, 0, 0, 0, 0)) // the line of "try:", where a debugger stops
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
			u.span = noSpan
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
			u.span = noSpan
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
		u.span = c.Span()
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
