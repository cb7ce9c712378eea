package pygen

import (
	"fmt"
	"strings"
)

// define writes a function of any sort and makes it known.
func (g *gen) define() {
	g.left--
	sort := "ffffggmah"[g.src.n(9)]
	if g.depth() > 3 {
		g.small()
		return
	}
	name := g.fresh(map[byte]string{'f': "f", 'g': "g", 'm': "m", 'a': "co", 'h': "ag"}[sort])
	f := callable{name: name, sort: sort}
	switch sort {
	case 'm':
		g.line("@contextlib.contextmanager")
	case 'f':
		switch g.src.n(14) {
		case 0:
			g.line("@functools.cache")
		case 1:
			g.line("@(lambda fn: functools.wraps(fn)(lambda *a, **k: (p(%d, fn.__name__, a, k), fn(*a, **k))[1]))", g.tag())
		}
	}
	g.function(&f, "")
	g.funcs = append(g.funcs, f)
	if g.sc.kind != classBody && g.src.n(3) > 0 {
		g.call(f)
	}
}

func (g *gen) depth() int {
	n := 0
	for s := g.sc; s != nil; s = s.up {
		n++
	}
	return n
}

// parameters draws the parameters of a function. Defaults are evaluated
// outside.
func (g *gen) parameters(f *callable) (text string, names []string) {
	var parts []string
	n := g.src.n(4)
	slash := 0
	if n > 0 && g.one(6) {
		slash = 1 + g.src.n(n)
	}
	defaults := false
	for i := range n {
		name := g.fresh("a")
		names = append(names, name)
		if defaults = defaults || g.one(3); defaults {
			parts = append(parts, name+"="+g.expr('i', 1))
		} else {
			parts = append(parts, name+g.pick("", "", ": int"))
			f.min++
		}
		f.max++
		if i+1 == slash {
			parts = append(parts, "/")
		}
	}
	switch g.src.n(5) {
	case 0:
		name := g.fresh("r")
		parts = append(parts, "*"+name)
		f.max += 2
		names = append(names, name)
	case 1:
		parts = append(parts, "*")
		name := g.fresh("a")
		parts = append(parts, name+"="+g.expr('i', 1))
		f.named = append(f.named, name)
		names = append(names, name)
	}
	if g.one(5) {
		name := g.fresh("kw")
		parts = append(parts, "**"+name)
		f.named = append(f.named, "extra", "other")
	}
	return strings.Join(parts, ", "), names
}

// function writes a def statement. A first parameter may be given.
func (g *gen) function(f *callable, self string) {
	params, names := g.parameters(f)
	if self != "" {
		params = strings.TrimSuffix(self+", "+params, ", ")
	}
	def := "def"
	if f.sort == 'a' || f.sort == 'h' || f.sort == 'n' {
		def = "async def"
	}
	g.line("%s %s(%s):", def, f.name, params)
	s, leave := g.enter(function)
	s.async = def != "def"
	s.generator = f.sort == 'g' || f.sort == 'h'
	s.bound["self"] = self != ""
	for _, n := range names {
		typ := byte('i')
		if n[0] == 'r' {
			typ = 't'
		}
		g.bind(n, typ)
	}
	g.indent++
	g.declare()
	g.line("tick()")
	if f.sort == 'm' || f.sort == 'n' {
		g.managerBody()
	} else {
		if s.generator && g.src.n(4) > 0 {
			g.yield()
		}
		for range 1 + g.src.n(4) {
			g.guarded(2)
		}
		switch {
		case s.generator && s.async:
			g.line("yield %s", g.expr('i', 1))
		case s.generator:
			g.yield()
			g.line("return %s", g.value('i', 2))
		case g.src.n(5) > 0:
			g.line("return %s", g.value('i', 3))
		}
	}
	g.indent--
	leave()
}

// declare writes a global or nonlocal statement for a variable from outside.
func (g *gen) declare() {
	if !g.one(3) {
		return
	}
	var have []variable
	for _, v := range g.vars {
		if v.home != g.sc && v.typ != 'h' && (v.home.kind == module || v.home.kind == function) && !g.sc.bound[v.name] {
			have = append(have, v)
		}
	}
	if len(have) == 0 {
		return
	}
	v := have[g.src.n(len(have))]
	// A name that is in between a class's or a loop's own is left alone.
	for s := g.sc.up; s != nil && s != v.home; s = s.up {
		if s.bound[v.name] {
			return
		}
	}
	word := "nonlocal"
	if v.home.kind == module || v.global {
		word = "global"
	}
	g.line("%s %s", word, v.name)
	g.vars = append(g.vars, variable{v.name, v.typ, g.sc, word == "global"})
	g.sc.bound[v.name] = true
}

func (g *gen) managerBody() {
	await := ""
	if g.sc.async {
		await = g.pick("", "await asyncio.sleep(0); ")
	}
	g.line("%sp(%d, 'in')", await, g.tag())
	switch g.src.n(4) {
	case 0:
		g.line("yield %s", g.expr('i', 2))
	case 1:
		g.line("try: yield %s", g.expr('i', 2))
		g.line("except Exception as ex: err(%d, ex)", g.tag())
	case 2:
		g.line("try: yield %s", g.expr('i', 2))
		g.line("finally: p(%d, 'fin')", g.tag())
	default:
		g.line("try: yield %s", g.expr('i', 2))
		g.line("except ValueError: raise KeyError(%s)", g.expr('i', 1))
	}
	g.line("%sp(%d, 'out')", await, g.tag())
}

// yield writes a statement that yields.
func (g *gen) yield() {
	n := g.src.n(7)
	if g.sc.async && n < 3 {
		n += 3
	}
	switch n {
	case 0:
		g.line("yield from %s", g.expr('q', 2))
	case 1:
		v := g.fresh("v")
		g.line("%s = yield from %s", v, g.callOf('g', 2, "range(2)"))
		g.bind(v, 'x')
	case 2:
		g.line("p(%d, (yield from %s))", g.tag(), g.callOf('g', 2, "(1, 2)"))
	case 3:
		v := g.fresh("v")
		g.line("%s = yield %s", v, g.expr('x', 2))
		g.bind(v, 'x')
		g.line("p(%d, %s)", g.tag(), v)
	case 4:
		g.line("try: yield %s", g.expr('i', 2))
		g.line("except %s as ex: err(%d, ex)", g.pick("ValueError", "GeneratorExit", "Exception"), g.tag())
	case 5:
		g.line("try: yield %s", g.expr('i', 2))
		g.line("finally: p(%d, %s)", g.tag(), g.expr('i', 2))
	default:
		g.line("yield %s", g.expr('i', 2))
	}
}

// call uses a function right after its definition.
func (g *gen) call(f callable) {
	args := g.arguments(f, 2)
	switch f.sort {
	case 'f':
		g.line("try: p(%d, %s(%s))", g.tag(), f.name, args)
		g.line("except Exception as ex: err(%d, ex)", g.tag())
	case 'g':
		g.driveOf(fmt.Sprintf("%s(%s)", f.name, args))
	case 'm':
		g.line("try:")
		g.block(func() {
			v := g.fresh("v")
			g.line("with %s(%s) as %s:", f.name, args, v)
			g.bind(v, 'x')
			g.body(1)
		})
		g.line("except Exception as ex: err(%d, ex)", g.tag())
	case 'a':
		switch {
		case g.sc.async:
			g.line("try: p(%d, await %s(%s))", g.tag(), f.name, args)
			g.line("except Exception as ex: err(%d, ex)", g.tag())
		case g.sc.kind == module:
			g.line("try: p(%d, asyncio.run(%s(%s)))", g.tag(), f.name, args)
			g.line("except Exception as ex: err(%d, ex)", g.tag())
		default:
			g.driveOf(fmt.Sprintf("%s(%s)", f.name, args))
		}
	}
}

// drive sends to and throws into a generator.
func (g *gen) drive() {
	g.driveOf(g.callOf('g', 2, "(c for c in "+g.hiddenExpr('q')+")"))
}

func (g *gen) driveOf(call string) {
	v := g.fresh("gen")
	g.line("try:")
	g.block(func() {
		g.line("%s = %s", v, call)
		for range 1 + g.src.n(4) {
			do := ""
			switch g.src.n(8) {
			case 0:
				do = v + ".send(" + g.expr('i', 1) + ")"
			case 1:
				do = v + ".throw(" + g.pick("ValueError('t')", "KeyError", "GeneratorExit", "StopIteration(4)", "RuntimeError('r')") + ")"
			case 2:
				do = v + ".close()"
			case 3:
				do = "list(itertools.islice(" + v + ", 3))"
			case 4:
				do = v + ".send(None)"
			default:
				do = "next(" + v + ")"
			}
			if g.one(2) {
				g.line("try: p(%d, %s)", g.tag(), do)
				g.line("except Exception as ex: err(%d, ex)", g.tag())
			} else {
				g.line("p(%d, %s)", g.tag(), do)
			}
		}
	})
	g.line("except BaseException as ex: err(%d, ex)", g.tag())
}
