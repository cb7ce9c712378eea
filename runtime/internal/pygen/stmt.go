package pygen

import (
	"fmt"
	"strings"
)

// simple are the types of ordinary variables.
const simple = "iiifbsslltdeyx"

// statement writes a statement and what it needs; depth bounds the nesting.
func (g *gen) statement(depth int) {
	g.left--
	if depth <= 0 || g.left < 0 {
		g.small()
		return
	}
	switch g.src.n(26) {
	case 0, 1, 2, 3, 4, 5, 6:
		g.small()
	case 7, 8:
		g.ifElse(depth)
	case 9, 10:
		g.forLoop(depth)
	case 11:
		g.whileLoop(depth)
	case 12, 13, 14:
		g.try(depth)
	case 15:
		g.with(depth)
	case 16:
		g.match(depth)
	case 17, 18:
		if g.sc.kind == classBody {
			g.small()
			return
		}
		g.define()
	case 19:
		if g.one(2) {
			g.class()
		} else {
			g.small()
		}
	case 20:
		g.drive()
	case 21:
		g.except(depth)
	case 22, 23:
		if g.sc.async {
			g.asyncStatement(depth)
		} else {
			g.unpack()
		}
	default:
		g.small()
		g.small()
	}
}

// body writes the statements of a block.
func (g *gen) body(depth int) {
	g.block(func() {
		for range 1 + g.src.n(3) {
			g.guarded(depth - 1)
		}
	})
}

// guarded writes a statement, perhaps so that its error is caught.
func (g *gen) guarded(depth int) {
	if g.src.n(5) > 1 || g.star > 0 {
		g.statement(depth)
		return
	}
	g.line("try:")
	n := len(g.vars)
	g.indent++
	g.statement(depth - 1)
	g.indent--
	g.vars = g.vars[:min(n, len(g.vars))]
	g.line("except Exception as ex: err(%d, ex)", g.tag())
}

// small writes a statement without a block.
func (g *gen) small() {
	switch g.src.n(22) {
	case 0, 1, 2, 3, 4, 5:
		g.assign()
	case 6, 7, 8:
		g.line("p(%d, %s, %s)", g.tag(), g.expr('x', 3), g.expr(simple[g.src.n(len(simple))], 3))
	case 9, 10:
		g.augment()
	case 11:
		g.unpack()
	case 12:
		g.mutate()
	case 13:
		g.leave()
	case 14:
		if g.one(3) {
			g.line("%s", g.raise())
		} else {
			g.assign()
		}
	case 15:
		g.line("assert %s, %s", g.expr('b', 2), g.expr('x', 1))
	case 16:
		if v, ok := g.local(); ok && g.one(3) {
			g.line("del %s", v)
		} else {
			g.mutate()
		}
	case 17:
		if g.sc.generator && g.sc.kind == function {
			g.yield()
		} else {
			g.assign()
		}
	case 18:
		name := g.fresh("i")
		g.line("p(%d, (%s := %s), %[2]s)", g.tag(), name, g.expr('i', 2))
		g.bind(name, 'i')
	default:
		g.line("p(%d, %s)", g.tag(), g.expr(simple[g.src.n(len(simple))], 4))
	}
}

// value is an expression that is fit to be kept: it does not grow.
func (g *gen) value(typ byte, depth int) string {
	e := g.expr(typ, depth)
	if typ == 'f' || typ == 'b' || typ == 'd' || typ == 'e' || typ == 'i' && !strings.ContainsAny(e, "*<") {
		return e
	}
	return "w(" + e + ")"
}

// assign binds a name, often a new one.
func (g *gen) assign() {
	typ := simple[g.src.n(len(simple))]
	if g.one(10) && len(g.kinds) > 0 {
		typ = 'o'
	}
	name := ""
	if v, ok := g.local(); ok && g.src.n(3) == 0 {
		name = v
	} else {
		name = g.fresh("v")
	}
	e := ""
	if typ == 'o' {
		e = g.instance(2)
	} else {
		e = g.value(typ, 3)
	}
	switch g.src.n(10) {
	case 0:
		other := g.fresh("v")
		g.line("%s = %s = %s", other, name, e)
		g.bind(other, typ)
	case 1:
		if g.sc.bound[name] {
			g.line("%s = %s", name, e)
		} else {
			g.line("%s: %s = %s", name, g.pick("int", "'str'", "list[int]"), e)
		}
	default:
		g.line("%s = %s", name, e)
	}
	g.bind(name, typ)
}

// local is a variable of the innermost scope.
func (g *gen) local() (string, bool) {
	var have []string
	for _, v := range g.vars {
		if v.home == g.sc && v.typ != 'h' && v.typ != 'g' && !strings.HasPrefix(v.name, "n") {
			have = append(have, v.name)
		}
	}
	if len(have) == 0 {
		return "", false
	}
	return have[g.src.n(len(have))], true
}

func (g *gen) augment() {
	var have []variable
	for _, v := range g.vars {
		if v.home == g.sc && strings.IndexByte("ifslted", v.typ) >= 0 {
			have = append(have, v)
		}
	}
	if len(have) == 0 {
		g.assign()
		return
	}
	v := have[g.src.n(len(have))]
	op := "+="
	typ := v.typ
	switch v.typ {
	case 'i':
		op = g.pick("+=", "-=", "*=", "//=", "%=", "&=", "|=", "^=", ">>=", "/=")
	case 'f':
		op = g.pick("+=", "-=", "*=", "/=", "%=", "//=")
	case 'l':
		typ = 'q'
	case 'e':
		op = g.pick("|=", "&=", "-=", "^=")
	case 'd':
		op = "|="
	}
	g.line("%s %s %s", v.name, op, g.expr(typ, 2))
	if op == "+=" || op == "*=" {
		g.line("%s = w(%[1]s)", v.name)
	}
	if op == "/=" {
		g.bind(v.name, 'f')
	}
}

// unpack assigns to several targets.
func (g *gen) unpack() {
	a, b, c := g.fresh("u"), g.fresh("u"), g.fresh("u")
	switch g.src.n(8) {
	case 0:
		g.line("%s, %s = %s, %s", a, b, g.value('i', 2), g.value('i', 2))
	case 1:
		g.line("%s, *%s = %s", a, c, g.expr('q', 3))
		g.bind(c, 'l')
		g.bind(a, 'i')
		return
	case 2:
		g.line("*%s, %s = %s", c, a, g.expr('q', 3))
		g.bind(c, 'l')
		g.bind(a, 'i')
		return
	case 3:
		g.line("%s, (%s, *%s) = %s, %s", a, b, c, g.value('i', 2), g.expr('q', 2))
	case 4:
		g.line("[%s, %s] = %s", a, b, g.expr('t', 3))
	case 5:
		g.line("%s = %s, %s = %s", c, a, b, g.expr('t', 2))
		g.bind(c, 't')
	case 6:
		g.line("%s, %s = %s", a, b, g.expr('q', 3))
	default:
		g.line("%s, %s = %s, %s", a, b, g.value('i', 2), g.value('i', 2))
		g.line("%s, %s = %[2]s, %[1]s", a, b)
	}
	g.bind(a, 'i')
	g.bind(b, 'i')
}

// mutate changes an object in place.
func (g *gen) mutate() {
	l, d, e := g.atom('l'), g.atom('d'), g.atom('e')
	switch g.src.n(20) {
	case 0:
		g.line("%s[%s] = %s", l, g.expr('i', 2), g.expr('i', 2))
	case 1:
		g.line("%s[%s:%s] = %s", l, g.expr('i', 1), g.expr('i', 1), g.expr('q', 2))
	case 2:
		g.line("%s[::%s] = %s", l, g.expr('i', 1), g.expr('q', 2))
	case 3:
		g.line("del %s[%s]", l, g.expr('i', 1))
	case 4:
		g.line("del %s[%s:%s:%s]", l, g.expr('i', 1), g.expr('i', 1), g.expr('n', 1))
	case 5:
		g.line("%s[%s] = %s", d, g.expr('s', 2), g.expr('i', 2))
	case 6:
		g.line("del %s[%s]", d, g.expr('s', 2))
	case 7:
		g.line("%s.append(%s)", l, g.expr('i', 2))
	case 8:
		g.line("%s.extend(%s)", l, g.expr('q', 2))
		g.line("del %s[20:]", l)
	case 9:
		g.line("%s.insert(%s, %s)", l, g.expr('i', 1), g.expr('i', 2))
	case 10:
		g.line("%s.remove(%s)", l, g.expr('i', 1))
	case 11:
		g.line("%s.%s", l, g.pick("sort()", "reverse()", "sort(reverse=True)", "sort(key=lambda z: -z)", "clear()"))
	case 12:
		g.line("%s.update(%s)", d, g.expr('d', 2))
	case 13:
		g.line("%s.%s(%s)", e, g.pick("add", "discard", "remove"), g.expr('i', 2))
	case 14:
		g.line("%s.%s(%s)", e, g.pick("update", "difference_update", "intersection_update", "symmetric_difference_update"), g.expr('q', 2))
	case 15:
		g.line("%s[%s] %s %s", l, g.expr('i', 1), g.pick("+=", "-=", "&="), g.expr('i', 2))
	case 16:
		g.line("%s[%s] += %s", d, g.expr('s', 1), g.expr('i', 2))
	case 17:
		g.line("p(%d, %s.popitem())", g.tag(), d)
	default:
		o := g.instance(1)
		g.line("%s.%s %s %s", o, g.pick("attr", "prop", "extra", "name"), g.pick("=", "+="), g.expr('i', 2))
	}
}

// leave goes out of a loop or a function, where there is one.
func (g *gen) leave() {
	switch n := g.src.n(3); {
	case n == 0 && g.loops > 0 && g.star == 0:
		g.line("if %s: %s", g.expr('b', 2), g.pick("break", "continue"))
	case n == 1 && g.sc.kind == function && g.star == 0:
		if g.sc.generator && g.sc.async {
			g.line("if %s: return", g.expr('b', 2))
		} else {
			g.line("if %s: return %s", g.expr('b', 2), g.value('i', 2))
		}
	case n == 1 && g.loops > 0 && g.star == 0:
		g.line("%s", g.pick("break", "continue"))
	default:
		g.line("p(%d, %s)", g.tag(), g.expr('i', 3))
	}
}

func (g *gen) raise() string {
	switch g.src.n(9) {
	case 0:
		return "raise " + g.pick("ValueError", "KeyError", "TypeError('t')", "LookupError()", "StopIteration(3)", "GeneratorExit", "AttributeError('a')")
	case 1:
		return fmt.Sprintf("raise ValueError(%s) from %s", g.expr('x', 1), g.pick("None", "KeyError(1)", "OSError(2, 'no')", "5"))
	case 2:
		return fmt.Sprintf("raise ExceptionGroup(%s, [ValueError(%s), KeyError(%s), OSError(1, 'a')])", g.expr('s', 1), g.expr('i', 1), g.expr('s', 1))
	case 3:
		return fmt.Sprintf("raise ExceptionGroup('outer', [ExceptionGroup('inner', [TypeError(%s)]), ValueError(%s)])", g.expr('i', 1), g.expr('i', 1))
	case 4:
		return "raise"
	case 5:
		return fmt.Sprintf("raise %s", g.expr('x', 1))
	}
	return fmt.Sprintf("raise %s(%s)", g.pick("ValueError", "KeyError", "IndexError", "RuntimeError", "ZeroDivisionError", "StopAsyncIteration"), g.expr('x', 2))
}

func (g *gen) ifElse(depth int) {
	g.line("if %s:", g.expr('b', 3))
	g.body(depth)
	for g.one(4) {
		g.line("elif %s:", g.expr('b', 2))
		g.body(depth)
	}
	if g.one(2) {
		g.line("else:")
		g.body(depth)
	}
}

// loopBody writes the block of a loop, and its else.
func (g *gen) loopBody(depth int, first string) {
	g.loops++
	g.block(func() {
		g.line("tick()")
		if first != "" {
			g.line("%s", first)
		}
		for range 1 + g.src.n(3) {
			g.guarded(depth - 1)
		}
	})
	g.loops--
	if g.one(4) {
		g.line("else:")
		g.body(depth)
	}
}

func (g *gen) forLoop(depth int) {
	x, y := g.fresh("i"), g.fresh("i")
	switch g.src.n(9) {
	case 0:
		g.line("for %s, %s in enumerate(%s):", x, y, g.expr('q', 2))
	case 1:
		g.line("for %s, *%s in zip(%s, %s):", x, y, g.expr('q', 2), g.expr('q', 2))
	case 2:
		g.line("for %s in list(%s.items()):", x, g.expr('d', 2))
		g.bind(x, 'x')
		g.loopBody(depth, "")
		return
	case 3:
		l := g.atom('l')
		g.line("for %s in %s[:5]:", l+"[0]", g.expr('l', 2))
		g.loopBody(depth, "")
		return
	default:
		g.line("for %s in %s:", x, g.expr('q', 2))
		g.bind(x, 'i')
		g.loopBody(depth, "")
		return
	}
	g.bind(x, 'i')
	g.loopBody(depth, "")
}

func (g *gen) whileLoop(depth int) {
	n := g.fresh("n")
	g.line("%s = %d", n, 1+g.src.n(4))
	g.bind(n, 'i')
	cond := n
	if g.one(2) {
		cond = n + " and " + g.operand('b', 2)
	}
	if g.one(6) {
		cond = "(" + n + " := " + n + " - 1) > 0"
	}
	g.line("while %s:", cond)
	g.loopBody(depth, n+" -= 1")
}

func (g *gen) try(depth int) {
	g.line("try:")
	g.body(depth)
	finally := g.one(3)
	handlers := 0
	if !finally || g.src.n(3) > 0 {
		handlers = 1 + g.src.n(2)
	}
	for i := range handlers {
		e := g.fresh("x")
		switch g.src.n(6) {
		case 0:
			g.line("except (ValueError, LookupError, TypeError):")
		case 1:
			g.line("except %s as %s:", g.pick("KeyError", "ArithmeticError", "RuntimeError", "AttributeError"), e)
		case 2:
			if i == handlers-1 {
				g.line("except:")
			} else {
				g.line("except NameError:")
			}
		default:
			g.line("except Exception as %s:", e)
			g.block(func() {
				g.line("err(%d, %s)", g.tag(), e)
				if g.one(5) {
					g.line("%s.add_note(%s)", e, g.expr('s', 1))
				}
				for range g.src.n(3) {
					g.statement(depth - 1)
				}
				if g.one(6) {
					g.line("raise")
				}
			})
			continue
		}
		g.body(depth)
	}
	if handlers > 0 && g.one(4) {
		g.line("else:")
		g.body(depth)
	}
	if finally {
		g.line("finally:")
		g.body(depth)
	}
}

// except writes a statement with except*.
func (g *gen) except(depth int) {
	g.line("try:")
	g.block(func() {
		g.small()
		g.line("%s", g.raise())
	})
	g.star++
	for range 1 + g.src.n(2) {
		e := g.fresh("x")
		g.line("except* %s as %s:", g.pick("ValueError", "TypeError", "(KeyError, OSError)", "Exception"), e)
		loops := g.loops
		g.block(func() {
			g.line("err(%d, %s)", g.tag(), e)
			if g.one(3) {
				g.statement(depth - 2)
			}
			if g.one(5) {
				g.line("raise")
			}
		})
		g.loops = loops
	}
	g.star--
	if g.one(4) {
		g.line("finally:")
		g.body(depth)
	}
}

func (g *gen) with(depth int) {
	a := g.fresh("m")
	item := func() string {
		switch g.src.n(6) {
		case 0:
			return "contextlib.suppress(" + g.pick("ValueError", "Exception", "KeyError, TypeError") + ")"
		case 1:
			return "contextlib.nullcontext(" + g.expr('i', 1) + ")"
		case 2, 3:
			return g.callOf('m', 2, "contextlib.nullcontext(3)")
		case 4:
			return "contextlib.ExitStack()"
		}
		return g.instance(1)
	}
	switch g.src.n(3) {
	case 0:
		g.line("with %s:", item())
	case 1:
		g.line("with %s as %s:", item(), a)
		g.bind(a, 'x')
	default:
		g.line("with (%s as %s, %s):", item(), a, item())
		g.bind(a, 'x')
	}
	g.body(depth)
}

func (g *gen) match(depth int) {
	g.line("match %s:", g.expr('x', 3))
	n := 1 + g.src.n(4)
	g.block(func() {
		for i := range n {
			size := len(g.vars)
			pat := g.pattern(3)
			guard := ""
			if g.one(4) {
				guard = " if " + g.expr('b', 2)
			}
			if i == n-1 && g.one(2) {
				pat, guard = "_", ""
			}
			g.line("case %s%s:", pat, guard)
			g.body(depth)
			g.vars = g.vars[:size]
		}
	})
}

// pattern is a pattern that can always fail.
func (g *gen) pattern(depth int) string {
	capture := func() string {
		n := g.fresh("k")
		g.bind(n, 'x')
		return n
	}
	sub := func() string {
		switch g.src.n(4) {
		case 0:
			return capture()
		case 1:
			return "_"
		}
		return g.pattern(depth - 1)
	}
	if depth <= 0 {
		return g.pick("0", "1", "'a'", "None", "True", "-2.25", "b'ab'", "1 + 2j")
	}
	switch g.src.n(12) {
	case 0:
		return "[" + sub() + ", " + sub() + "]"
	case 1:
		return "(" + sub() + ", *" + capture() + ")"
	case 2:
		return "[*_, " + sub() + "]"
	case 3:
		return "{'a': " + sub() + ", **" + capture() + "}"
	case 4:
		return "{" + g.pick("'x'", "1", "None") + ": " + sub() + "}"
	case 5:
		return g.pick("int", "str", "list", "dict", "tuple", "float", "bytes") + "()"
	case 10:
		return g.pick("int", "str", "list", "tuple") + "(" + capture() + ")"
	case 6:
		return "(" + g.pattern(0) + " | " + g.pattern(0) + " | int(real=3)) as " + capture()
	case 7:
		if len(g.kinds) > 0 {
			c := g.kinds[g.src.n(len(g.kinds))]
			return c.name + "(" + g.pick("attr=", "", "prop=3, attr=") + sub() + ")"
		}
		return "complex(imag=" + sub() + ")"
	case 8:
		return "str() | bytes()"
	case 9:
		return "[] | {} "
	}
	return g.pattern(0)
}
