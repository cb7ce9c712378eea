package compile

import (
	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/scope"
)

// comprehension compiles a list, set or dict comprehension in place (PEP 709):
// its variables are hidden locals.
func (u *unit) comprehension(e ast.Expr, gens []*ast.Comprehension, dst int, build code.Op, add func(list int)) {
	t := u.work(dst)
	s := u.tab.Of(e, scope.FunctionScope)
	// The first iterable belongs to the enclosing scope.
	it := u.temp()
	u.exprTo(gens[0].Iter, it)
	h := hiddenScope{scope: s, vars: map[string]int{}}
	for _, sym := range s.Symbols {
		if sym.Place != scope.Local && sym.Place != scope.Cell || sym.Name == ".0" {
			continue
		}
		r := len(u.c.VarNames)
		u.c.VarNames = append(u.c.VarNames, u.opt.Interp.Intern(sym.Name))
		h.vars[sym.Name] = r
		if captured(s, sym.Name) {
			u.emit(code.Make(code.NEW_CELL, 0, r, 0, 0))
		}
	}
	u.hidden = append(u.hidden, h)
	if g := gens[0]; build == code.BUILD_LIST && len(gens) == 1 && len(g.Ifs) == 0 && g.IsAsync == 0 {
		u.emit(code.Make(build, 1, t, it, 0)) // room for as many as the iterable has
	} else {
		u.emit(code.Make(build, 0, t, t, 0))
	}
	u.generators(gens, it, func() { add(t) })
	u.hidden = u.hidden[:len(u.hidden)-1]
	for _, sym := range s.Symbols {
		if r, ok := h.vars[sym.Name]; ok {
			u.emit(code.Make(code.CLEAR, 0, r, 0, 0))
		}
	}
	u.settle(dst, t)
}

// generators compiles the for and if clauses around body. it holds the first
// iterable and is on top of the stack.
func (u *unit) generators(gens []*ast.Comprehension, it int, body func()) {
	g := gens[0]
	def := u.defined.clone()
	loop, end, next := u.newLabel(), u.newLabel(), u.newLabel()
	u.span = g.Iter.Span()
	var asyncStart int
	if g.IsAsync != 0 {
		u.emit(code.Make(code.GET_AITER, 0, it, it, 0))
	} else {
		u.emit(code.Make(code.GET_ITER, 0, it, it, 0))
	}
	u.place(loop)
	asyncEnd := 0
	if g.IsAsync != 0 {
		v := u.temp()
		asyncStart = len(u.code)
		u.emit(code.Make(code.GET_ANEXT, 0, v, it, 0))
		u.sendLoop(v)
		asyncEnd = len(u.code)
		u.assign(g.Target, v)
	} else {
		u.forIter(g.Target, g.Iter, it, end)
	}
	for _, c := range g.Ifs {
		u.condJump(c, false, next)
	}
	if len(gens) > 1 {
		it2 := u.temp()
		u.exprTo(gens[1].Iter, it2)
		u.generators(gens[1:], it2, body)
	} else {
		body()
	}
	u.place(next)
	u.span = g.Iter.Span()
	u.jump(code.JUMP_BACKWARD, 0, loop)
	if g.IsAsync != 0 {
		h := u.newLabel()
		u.place(h)
		exc := u.temp()
		u.emit(code.Make(code.END_ASYNC_FOR, 0, exc, it, 0))
		u.handler(asyncStart, asyncEnd, h, it, exc)
		u.drop(exc)
	}
	u.place(end)
	u.drop(it)
	u.defined = def
}

// handler adds a row to the exception table. keep is the last temporary that
// stays alive (or none), reg gets the exception.
func (u *unit) handler(start, end int, target label, keep, reg int) {
	if start >= end {
		return
	}
	depth := 0
	if keep != code.None {
		depth = keep&^tempBit + 1
	}
	u.c.Handlers = append(u.c.Handlers, code.Handler{Start: int32(start), End: int32(end), Target: int32(target), Depth: uint16(depth), Reg: uint16(reg)})
}

func (u *unit) generatorExp(e *ast.GeneratorExp, dst int) {
	s := u.tab.Of(e, scope.FunctionScope)
	v := u.child(s, "<genexpr>")
	kind := code.Generator
	if s.Coroutine {
		kind = code.AsyncGenerator
	}
	v.c.ArgCount = 1
	v.prologue(e, kind)
	v.declare([]string{".0"})
	v.scan(nil, e.Elt)
	for _, g := range e.Generators {
		v.scan(nil, append([]ast.Expr{g.Iter}, g.Ifs...)...)
	}
	it := v.temp()
	v.emit(code.Make(code.MOVE, 0, it, v.locals[".0"], 0))
	v.genexpBody(e, it)
	t := v.temp()
	v.loadNone(t)
	v.emit(code.Make(code.RETURN_VALUE, 0, t, 0, 0))
	v.drop(t)

	t = u.work(dst)
	base := u.top
	f := u.temp()
	u.makeFunction(f, v)
	a := u.temp()
	u.exprTo(e.Generators[0].Iter, a)
	u.span = e.Generators[0].Iter.Span()
	if e.Generators[0].IsAsync != 0 {
		u.emit(code.Make(code.GET_AITER, 0, a, a, 0))
	} else {
		u.emit(code.Make(code.GET_ITER, 0, a, a, 0))
	}
	u.span = e.Span()
	u.emit2(code.Make(code.CALL, 0, f, 1, t), code.Word2(0, u.cache()))
	u.top = base
	u.settle(dst, t)
}

func (v *unit) genexpBody(e *ast.GeneratorExp, it int) {
	v.generators(e.Generators, it, func() {
		a := v.operand(e.Elt)
		v.drop(a)
		t := v.temp()
		v.span = e.Elt.Span()
		d := uint8(yieldPlain)
		if v.c.Flags&code.AsyncGenerator != 0 {
			d = yieldAsync
		} else {
			v.handsOver(a, code.Yielded)
		}
		v.emit(code.Make(code.YIELD_VALUE, d, a, t, 0))
		v.emit(code.Make(code.CLEAR, 0, t, 0, 0))
		v.drop(t)
	})
}
