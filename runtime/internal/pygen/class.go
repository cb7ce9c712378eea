package pygen

import (
	"fmt"
	"strings"
)

// class writes a class, and makes it and an instance known.
func (g *gen) class() {
	g.left -= 2
	if g.depth() > 3 {
		g.small()
		return
	}
	c := class{name: g.fresh("C")}
	bases := ""
	switch n := g.src.n(8); {
	case n < 2 && len(g.kinds) > 0:
		bases = "(" + g.kinds[g.src.n(len(g.kinds))].name + ")"
	case n == 2 && len(g.kinds) > 1:
		bases = fmt.Sprintf("(%s, %s)", g.kinds[g.src.n(len(g.kinds))].name, g.kinds[g.src.n(len(g.kinds))].name)
	case n == 3:
		bases = g.pick("(int)", "(list)", "(dict)", "(str)", "(Exception)", "(tuple)", "(object)", "(float)")
	}
	if bases == "" || g.one(8) {
		g.classBody(c, bases)
	} else { // the bases may not fit together
		g.line("try:")
		g.indent++
		g.classBody(c, bases)
		g.indent--
		g.line("except TypeError as ex:")
		g.indent++
		g.line("err(%d, ex)", g.tag())
		g.classBody(c, "")
		g.indent--
	}
	g.kinds = append(g.kinds, c)
	if g.src.n(3) > 0 {
		v := g.fresh("o")
		g.line("try: %s = %s(%s)", v, c.name, g.expr('i', 1))
		g.line("except TypeError as ex: %s = err(%d, ex)", v, g.tag())
		g.bind(v, 'o')
		for range 1 + g.src.n(4) {
			g.use(v)
		}
	}
}

// methods are what a class may define: the head and how its body ends.
var methods = []struct{ head, end string }{
	{"def meth(self, a=1)", "return $i"},
	{"def meth(self, *a)", "return self.attr if $b else len(a)"},
	{"@classmethod|def make(cls, a=0)", "return $i"},
	{"@staticmethod|def stat(a=1)", "return $i"},
	{"@property|def prop(self)", "return $i"},
	{"@functools.cached_property|def prop(self)", "return $i"},
	{"def __add__(self, a)", "return $i if $b else NotImplemented"},
	{"def __radd__(self, a)", "return $i"},
	{"def __iadd__(self, a)", "return self"},
	{"def __rsub__(self, a)", "return $i"},
	{"def __sub__(self, a)", "return NotImplemented"},
	{"def __eq__(self, a)", "return $b"},
	{"def __lt__(self, a)", "return $b"},
	{"def __len__(self)", "return $i"},
	{"def __bool__(self)", "return $b"},
	{"def __getitem__(self, a)", "if a > 3: raise IndexError($i)|return $i"},
	{"def __iter__(self)", "yield $i|yield $i"},
	{"def __iter__(self)", "return iter($q)"},
	{"def __contains__(self, a)", "return $x"},
	{"def __call__(self, *a, k=0)", "return $i"},
	{"def __getattr__(self, a)", "if a == 'name': return $s|raise AttributeError(a)"},
	{"def __setattr__(self, a, b)", "object.__setattr__(self, a, b)"},
	{"def __delattr__(self, a)", "raise AttributeError($s)"},
	{"def __enter__(self)", "return $i"},
	{"def __exit__(self, *a)", "return $b"},
	{"def __repr__(self)", "return f'<{type(self).__name__}>'"},
	{"def __str__(self)", "return $s"},
	{"def __format__(self, a)", "return a + $s"},
	{"def __hash__(self)", "return $i"},
	{"def __index__(self)", "return $i"},
	{"def __int__(self)", "return $i"},
	{"def __neg__(self)", "return $i"},
	{"def __mul__(self, a)", "return $l"},
	{"def __matmul__(self, a)", "return $i"},
	{"def __reversed__(self)", "return iter($l)"},
	{"def __init_subclass__(cls, **k)", "super().__init_subclass__(**k)"},
	{"def __class_getitem__(cls, a)", "return $i"},
	{"def __get__(self, a, b)", "return $i"},
	{"def __set__(self, a, b)", "p(0, b)"},
	{"def __set_name__(self, a, b)", "self.attr = $i"},
	{"async def __aenter__(self)", "return $i"},
	{"async def __aexit__(self, *a)", "return $b"},
	{"def __await__(self)", "return (yield from asyncio.sleep(0, $i).__await__())"},
	{"async def __aiter__(self)", "yield $i|yield $i"},
	{"def __del__(self)", "p(0, 'del')"},
}

func (g *gen) classBody(c class, bases string) {
	if g.one(15) {
		g.line("@functools.total_ordering")
	}
	g.line("class %s%s:", c.name, bases)
	_, leave := g.enter(classBody)
	g.indent++
	at := g.b.Len()
	if g.one(8) {
		g.line("__match_args__ = ('attr',)")
	}
	switch g.src.n(12) {
	case 0:
		g.line("__slots__ = %s", g.pick("('attr', 'name')", "()", "['attr', '__dict__']"))
	case 1, 2:
		g.line("attr = %s", g.expr('i', 2))
	case 3:
		if v := len(g.kinds); v > 0 {
			g.line("attr = %s()", g.kinds[g.src.n(v)].name)
		}
	}
	if g.one(3) {
		g.assign()
	}
	if g.src.n(4) > 0 {
		g.line("def __init__(self, v=%s):", g.expr('i', 1))
		g.indent++
		if g.one(3) {
			g.line("super().__init__(%s)", g.pick("", "v", "v=v"))
		}
		g.line("self.attr = v")
		g.indent--
	}
	for range 1 + g.src.n(5) {
		g.method()
	}
	if g.one(8) {
		g.line("prop = property(lambda self: %s)", g.hiddenExpr('i'))
	}
	if g.b.Len() == at {
		g.line("pass")
	}
	g.indent--
	leave()
}

func (g *gen) hiddenExpr(typ byte) string {
	g.hidden++
	defer func() { g.hidden-- }()
	return g.expr(typ, 2)
}

func (g *gen) method() {
	m := methods[g.src.n(len(methods))]
	head := strings.Split(m.head, "|")
	for _, deco := range head[:len(head)-1] {
		g.line("%s", deco)
	}
	g.line("%s:", head[len(head)-1])
	s, leave := g.enter(function)
	s.bound["self"] = true
	s.async = head[len(head)-1][0] == 'a'
	s.generator = strings.HasPrefix(m.end, "yield")
	g.indent++
	g.line("tick()")
	if g.one(2) {
		g.line("p(%d)", g.tag())
	}
	if g.one(4) {
		g.statement(1)
	}
	if super := "super()." + g.pick("meth(1)", "attr", "prop", "__len__()", "__eq__(1)"); g.one(8) {
		g.line("p(%d, %s)", g.tag(), super)
	}
	for _, l := range strings.Split(m.end, "|") {
		g.line("%s", g.fill(l, 2))
	}
	g.indent--
	leave()
}

// use does something with an instance.
func (g *gen) use(v string) {
	form := g.pick("ME + $i", "$i + ME", "ME - $i", "$i - ME", "ME == $x", "ME < ME", "len(ME)", "ME[$i]", "[*ME]", "$i in ME", "ME($i)", "ME.meth($i)", "ME.prop", "ME.attr",
		"ME.name", "str(ME)", "f'{ME:$n}'", "-ME", "ME * $n", "bool(ME)", "ME.make($i)", "ME.stat()", "type(ME).__mro__[1:]", "$l[ME]", "int(ME)", "list(reversed(ME))", "hash(ME) and 1", "{ME: 1}.get(ME)",
		"type(ME)[$i]", "setattr(ME, 'attr', $i)", "delattr(ME, 'attr')", "sorted([ME, ME]) and 0", "isinstance(ME, $x)", "ME @ $i", "ME != $i", "ME >= ME", "max(ME, $i) is 0", "sorted(vars(ME))", "hasattr(ME, 'prop')", "getattr(ME, 'zzz', $i)")
	g.line("try: p(%d, %s)", g.tag(), g.fill(strings.ReplaceAll(form, "ME", v), 2))
	g.line("except Exception as ex: err(%d, ex)", g.tag())
}
