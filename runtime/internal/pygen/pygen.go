// Package pygen writes random Python programs, for comparing the runtime with
// CPython.
//
// A program is a function of the choices it is drawn from: a seed or a string
// of bytes. What it prints does not depend on addresses, on the order of sets,
// on time or on hashes of strings, and it ends soon: its loops are bounded, and
// everything that it prints or enters is paid from a purse of fixed size.
//
// Expressions are drawn by type, so that most of them have a value; now and
// then one of a wrong type is put in, for the errors. Every printed line begins
// with a number that is found once in the program, so that the first line that
// differs names the statement.
package pygen

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Program is the program of a seed.
func Program(seed uint64) string {
	return write(rolled{rand.New(rand.NewPCG(seed, 1))})
}

// FromBytes is the program that data chooses. Any data will do.
func FromBytes(data []byte) string {
	return write(&taped{data})
}

// A chooser makes the choices: n(k) is at least 0 and less than k.
type chooser interface{ n(k int) int }

type rolled struct{ r *rand.Rand }

func (r rolled) n(k int) int { return r.r.IntN(k) }

type taped struct{ data []byte }

func (t *taped) n(k int) int {
	if len(t.data) == 0 {
		return 0
	}
	v := int(t.data[0])
	t.data = t.data[1:]
	return v % k
}

// kind is what a scope is.
type kind byte

const (
	module kind = iota
	function
	classBody
	hidden // of a comprehension or lambda
)

type scope struct {
	up        *scope
	kind      kind
	generator bool // it may yield
	async     bool // it may await
	bound     map[string]bool
}

// variable is a name that is probably bound to a value of a type.
type variable struct {
	name string
	typ  byte
	home *scope

	global bool // home declares it so
}

// callable is a function that was defined: what calling it gives is told by
// its sort.
type callable struct {
	name  string
	sort  byte // 'f' function, 'g' generator, 'a' coroutine, 'h' async generator, 'm' context manager, 'n' async context manager
	min   int
	max   int
	named []string
}

type class struct {
	name    string
	methods []string
}

type gen struct {
	src    chooser
	b      strings.Builder
	indent int
	left   int // statements that may be written
	tags   int
	names  int
	sc     *scope
	loops  int // around the statement, in its function
	final  int // finally clauses around it, in its function
	star   int // except* clauses around it, in its function
	hidden int // comprehensions and lambdas around the expression
	vars   []variable
	funcs  []callable
	kinds  []class
}

const prologue = `import asyncio, contextlib, functools, itertools, operator, collections, copy
purse = 500
class Spent(BaseException): pass
def tick():
    global purse
    purse -= 1
    if purse < 0: raise Spent("enough")
def r(v):
    if isinstance(v, (set, frozenset)): return type(v).__name__ + str(sorted(map(repr, v)))
    s = repr(v)
    return s if len(s) < 200 else s[:150] + "..." + str(len(s))
def p(n, *vs):
    tick()
    print(n, *map(r, vs))
def w(v):
    if isinstance(v, int): return v if -10**40 < v < 10**40 else v % 1000003
    if isinstance(v, (str, bytes, list, tuple)): return v if len(v) < 50 else v[:20]
    return v
def err(n, e):
    tick()
    print(n, type(e).__name__, e, getattr(e, "__notes__", ""), type(e.__cause__).__name__, type(e.__context__).__name__, e.__suppress_context__)
    for x in getattr(e, "exceptions", ()): print("  -", type(x).__name__, x)
async def agen0():
    yield 1
    yield 2
`

// write writes a program.
func write(src chooser) string {
	g := &gen{src: src, left: 70, sc: &scope{bound: map[string]bool{}}}
	g.b.WriteString(prologue)
	for _, typ := range []byte("ilsdtfie") {
		g.safe(typ)
	}
	n := 6 + src.n(14)
	for range n {
		if g.left <= 0 {
			break
		}
		g.topLevel()
	}
	if g.one(3) {
		g.asyncMain()
	}
	g.line("p(%d, %s)", g.tag(), g.expr('x', 2))
	return g.b.String()
}

// topLevel writes a statement of the module, nearly always so that the program
// survives it.
func (g *gen) topLevel() {
	some := func() {
		switch g.src.n(10) {
		case 0, 1, 2:
			g.define()
		case 3:
			g.class()
		default:
			g.statement(3)
		}
	}
	if g.one(25) {
		some()
		return
	}
	if g.one(4) {
		g.safe(simple[g.src.n(len(simple))])
	}
	g.line("try:")
	n := len(g.vars)
	g.indent++
	some()
	g.indent--
	if g.src.n(4) > 0 {
		g.vars = g.vars[:min(n, len(g.vars))]
	}
	g.line("except Exception as ex: err(%d, ex)", g.tag())
}

// safe binds a name to a literal.
func (g *gen) safe(typ byte) {
	name := g.fresh("v")
	g.line("%s = %s", name, g.pick(atoms[typ]...))
	g.bind(name, typ)
}

// one is true once in k times.
func (g *gen) one(k int) bool { return g.src.n(k) == k-1 }

// pick is one of the choices.
func (g *gen) pick(of ...string) string { return of[g.src.n(len(of))] }

func (g *gen) tag() int { g.tags++; return g.tags }

func (g *gen) fresh(prefix string) string {
	g.names++
	return fmt.Sprintf("%s%d", prefix, g.names)
}

func (g *gen) line(format string, args ...any) {
	g.b.WriteString(strings.Repeat("    ", g.indent))
	fmt.Fprintf(&g.b, format, args...)
	g.b.WriteByte('\n')
}

// block writes an indented block. Most of the names that it binds are
// forgotten at its end, as it may not have run.
func (g *gen) block(body func()) {
	g.indent++
	n, at, funcs, kinds := len(g.vars), g.b.Len(), len(g.funcs), len(g.kinds)
	body()
	if g.b.Len() == at {
		g.line("pass")
	}
	if !g.one(5) {
		g.vars, g.funcs, g.kinds = g.vars[:min(n, len(g.vars))], g.funcs[:funcs], g.kinds[:kinds]
	}
	g.indent--
}

// bind makes a name known.
func (g *gen) bind(name string, typ byte) {
	g.sc.bound[name] = true
	g.vars = append(g.vars, variable{name: name, typ: typ, home: g.sc})
}

// enter opens a scope; the function it returns closes it.
func (g *gen) enter(k kind) (s *scope, leave func()) {
	s = &scope{up: g.sc, kind: k, bound: map[string]bool{}}
	sc, loops, final, star, n, hiddenIn, kinds, funcs := g.sc, g.loops, g.final, g.star, len(g.vars), g.hidden, len(g.kinds), len(g.funcs)
	g.sc, g.loops, g.final, g.star, g.hidden = s, 0, 0, 0, 0
	return s, func() {
		g.sc, g.loops, g.final, g.star, g.hidden = sc, loops, final, star, hiddenIn
		g.vars = g.vars[:n]
		g.kinds, g.funcs = g.kinds[:kinds], g.funcs[:funcs]
	}
}
