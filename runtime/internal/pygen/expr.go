package pygen

import (
	"strconv"
	"strings"
)

// A form is an expression with holes: $ and the letter of a type stand for an
// expression of that type, $n for a small number, and $v and $w for names that
// the form binds.
//
//	i int   f float   b bool   s str   y bytes   l list of int   t tuple
//	d dict of str to int   e set of int   q iterable of int   x anything
//	X what is seldom right   c callable of one int   o instance of a class of the program   a awaitable
var forms = map[byte][]string{
	'i': {
		"$i + $i", "$i - $i", "$i * $i", "$i // $i", "$i %% $i", "$i & $i", "$i | $i", "$i ^ $i", "-$i", "~$i", "+$i",
		"$i << ($i & 15)", "$i >> ($i & 15)", "$i ** $n", "abs($i)", "len($s)", "len($l)", "sum($q)", "sum($q, $i)", "min($i, $i)", "max($i, $i, $i)",
		"max($q, default=$i)", "min($q, key=lambda $v: -$v)", "$l[$n]", "$l[-$n]", "$l[$i]", "$d[$s]", "$d.get($s, $i)", "$s.find($s)", "$s.count($s)",
		"$s.index($s)", "ord($s[0])", "int($f)", "round($f)", "int($s)", "int($b)", "divmod($i, $i)[$n]", "pow($i, $n, $i)",
		"($i if $b else $i)", "(lambda $v: $i)($i)", "(lambda $v, $w=$i: $i)($i)", "$c($i)", "next(iter($q))", "next(iter($q), $i)", "hash($i)",
		"$t.index($i)", "$l.count($i)", "$l.pop()", "$i.bit_length()", "($i).bit_count()", "int.from_bytes($y, 'big')", "$y[$n]",
		"functools.reduce(lambda $v, $w: $i, $q, $i)", "$o.attr", "$o.prop", "$o.meth($i)", "$o + $i", "$i - $o", "len($o)", "$o[$i]", "$o($i)",
		"[*$q][$n]", "(*$q, $i)[-1]", "{**$d}.get($s, 7)", "len({$i, $i, *$q})", "len(range($i, $i, $i))", "range($i)[$n]", "range($n, $i, 3).index($i)",
		"sum($i for $v in $q)", "sum($i for $v in $q if $b)", "sum($v * $w for $v, $w in zip($q, $q))", "max([$i for $v in $q] or [0])",
		"operator.index($i)", "int(str($i))", "int($s, $n)", "int('0x1f', 0)", "operator.itemgetter($n)($l)", "collections.Counter($s)[$s]",
		"($i and $i)", "($i or $i)", "len($x)", "$x + $i", "$i.real", "$i.__add__($i)", "int.__mul__($i, $i)", "(yield $i)", "(await $a)", "len([$v for $v in $l if $b])",
	},
	'f': {
		"$f + $f", "$f - $f", "$f * $f", "$f / $f", "$i / $i", "$f // $f", "$f %% $f", "-$f", "abs($f)", "float($i)", "float($s)", "round($f, $n)",
		"$f * $i", "$i - $f", "min($f, $i)", "sum([$f, $f, $f])", "($f if $b else $f)", "$f ** $n", "divmod($f, $f)[0]", "float('inf')", "float('nan')", "-0.0",
		"$f.conjugate()", "max($f, $f)", "float(str($f))", "$i ** -$n", "($f).as_integer_ratio()[0] / 3", "$i / ($i or 1)",
	},
	'b': {
		"$i < $i", "$i <= $i < $i", "$i == $i", "$i != $f", "$i > $i", "$f >= $i", "$s < $s", "$s == $s", "$s in $s", "$i in $l", "$i not in $q", "$s in $d",
		"not $b", "$b and $b", "$b or $b", "$x == $x", "$x is None", "$x is not None", "isinstance($x, (int, str))", "any($q)", "all($q)", "any($i for $v in $q)",
		"$s.startswith($s)", "$s.endswith(($s, $s))", "bool($x)", "$e <= $e", "$e == $e", "$e.isdisjoint($q)", "callable($x)", "$l < $l", "$t == $t", "$t >= $t",
		"$s.isdigit()", "$s.isupper()", "$s.isalpha()", "$s.isidentifier()", "issubclass(type($x), int)", "hasattr($x, $s)", "$o == $o", "$i in $o", "$o < $o", "bool($o)",
		"$d == $d", "$i is $x", "$x in $l", "all($b for $v in $q)", "$b ^ $b", "$b & $b", "$x < $x", "not $x", "$y in $y", "$b == $b != $b",
	},
	's': {
		"$s + $s", "$s * $n", "$s[$i]", "$s[$i:$i]", "$s[::$i]", "$s[$i:]", "$s.upper()", "$s.title()", "$s.swapcase()", "$s.capitalize()", "$s.replace($s, $s)",
		"$s.replace($s, $s, $n)", "$s.strip($s)", "$s.lstrip()", "$s.center($n + 5, '*')", "$s.zfill($n + 3)", "$s.join([$s, $s])", "$s.join(sorted($d))", "str($x)", "repr($x)", "ascii($s)",
		"f'{ $i }'", "f'{ $i:>6}|{ $f:.3f}'", "f'{ $s!r:>8}'", "f'{ $i =}'", "f'{ $x }{ $s }'", "f'{ $i:{ $n}}'", "f'{ $i:#x} { $i:+,}'", "f'{ $f:e} { $f:g}'", "f'{ $b:d}'", "f'{ $s:^7.2}'", "f'{{{ $i }}}'",
		"f'{ $o }'", "'%%s %%d' %% ($x, $i)", "'%%5.2f|%%-4s|%%r' %% ($f, $s, $s)", "'%%(k)s' %% {'k': $x}", "'%%x %%o' %% ($i, $i)", "'{} {}'.format($i, $s)", "'{1!r} {0:>4}'.format($i, $s)",
		"'{a[0]}{b.real}'.format(a=$l, b=$i)", "$s.split($s)[0]", "$s.partition($s)[2]", "$s.rpartition($s)[0]", "chr($i & 127 | 64)", "hex($i)", "bin($i)", "oct($i)", "format($i, $s)", "format($f, '.2%%')",
		"type($x).__name__", "$s.removeprefix($s)", "$s.removesuffix($s)", "$s.expandtabs($n)", "$s.translate({97: $s, 98: None})", "str($y, 'latin-1')", "$y.decode()", "($s if $b else $s)", "max($s, $s)",
		"''.join($s for $v in $q)", "''.join(reversed($s))", "''.join(map(str, $q))", "next(iter($d))", "$o.name", "str($l)", "repr($d)", "$s.casefold()", "$s.ljust($n, 'xy')", "f\"{'a' if $b else $s}\"",
		"$s.format($i)", "$s %% $i", "$s.splitlines()[$n]", "$d[$s]", "(yield $s)", "'é\\u4e2d\\U0001f600'[$n]", "$s.encode().hex()", "'\\n'.join($s.split())", "f'{ $i:08b}{ $i:_}'", "$s.rjust($i %% 9)",
	},
	'y': {
		"$y + $y", "$y * $n", "$y[$i:$i]", "$s.encode()", "bytes($l)", "bytes($n)", "$y.replace($y, $y)", "$y.upper()", "b'%%d %%s' %% ($i, $y)", "bytes([$i & 255])", "$y.join([$y, $y])",
		"bytes(bytearray($y))", "($i & 65535).to_bytes(2, 'little')", "$y.strip($y)", "$y[::-1]", "$y.split($y)[0]", "bytes.fromhex('00ff7a')", "$s.encode('ascii')", "$s.encode('utf-16-le')", "$y.center(6)",
	},
	'l': {
		"[$i, $i]", "[$i, *$q]", "[*$l, *$t]", "$l + $l", "$l * $n", "$l[$i:$i]", "$l[::$i]", "$l[$n::-1]", "list($q)", "sorted($q)", "sorted($q, reverse=$b)", "sorted($l, key=lambda $v: $i)",
		"[$i for $v in $q]", "[$i for $v in $q if $b]", "[$i for $v in $q for $w in range($v & 3)]", "[$v for $v in $l if $v > $i]", "[[$v, $w][$b] for $v, $w in zip($q, $q)]", "list(map($c, $q))", "list(filter(None, $q))",
		"list(filter(lambda $v: $b, $q))", "list(reversed($l))", "[*range($i & 7)]", "$l.copy()", "sorted($e)", "list($d.values())", "[($v := $i), $v]", "($l if $b else $l)", "list(itertools.chain($q, $q))",
		"list(itertools.islice($q, $n))", "list(itertools.accumulate($q))", "list($y)", "[len($v) for $v in $s.split($s)]", "list($o)", "list(itertools.takewhile(lambda $v: $b, $q))", "copy.copy($l)", "[$i] * $n",
		"list(divmod($i, $i))", "[$w for $v in [$l, $l] for $w in $v]", "[(lambda: $v)() for $v in $q]", "[f() for f in [lambda: $v for $v in $q]]", "(yield $l)", "[*map(lambda $v, $w: $i, $q, $q)]", "[$w for $w, $v in enumerate($q, $i)]",
		"[x for x in [*$q] if (lambda $v: $b)(x)]", "[$i for _ in range($n)]", "list({$v: 0 for $v in $q})", "[$v async for $v in $h]", "(await asyncio.gather($a, $a))",
	},
	't': {
		"($i, $i)", "($i,)", "()", "($i, *$q)", "$t + $t", "$t[$i:$i]", "tuple($q)", "$t * $n", "tuple($i for $v in $q)", "divmod($i, $i)", "($t if $b else $t)", "(*$t, *$l)", "tuple(sorted($t, key=abs))",
		"$t[::-1]", "tuple(zip($q, $q))", "tuple(enumerate($s))", "(yield)", "tuple(map($c, $t))", "$s.partition($s)", "(lambda *$v, **$w: $v)($i, *$q, k=$i)", "tuple(itertools.pairwise($q))",
	},
	'd': {
		"{}", "{$s: $i}", "{$s: $i, $s: $i}", "{**$d, $s: $i}", "$d | $d", "dict($d)", "dict(a=$i, b=$i)", "{$s: $i for $v in $q}", "dict(zip($s, $q))", "{$v: len($v) for $v in [$s, $s]}", "$d.copy()", "dict.fromkeys($s, $i)",
		"($d if $b else $d)", "{$v: $w for $w, $v in enumerate($s)}", "dict(sorted($d.items()))", "dict(collections.Counter($s))", "{k: v for k, v in $d.items() if $b}", "dict([($s, $i), ($s, $i)])", "(lambda **$v: $v)(a=$i, **$d)",
		"dict($d, z=$i)", "collections.OrderedDict($d)", "{$x: $i for $v in $q}",
	},
	'e': {
		"{$i, $i}", "set($q)", "$e | $e", "$e & $e", "$e - $e", "$e ^ $e", "{$i for $v in $q}", "frozenset($q)", "{*$q, $i}", "$e.union($q)", "set()", "($e if $b else $e)", "$e.copy()", "{$v %% 3 for $v in $q if $b}",
	},
	'q': {
		"$l", "$t", "range($i & 7)", "range($n, $n + 6, 2)", "($i for $v in $q)", "($v for $v in $q if $b)", "map($c, $q)", "reversed($l)", "iter($l)", "filter(lambda $v: $b, $l)", "$y", "sorted($e)", "$d.values()", "(yield $q)",
		"itertools.repeat($i, $n)", "itertools.chain([$i], $q)", "$g", "$o", "itertools.islice(itertools.count($i), $n)", "(lambda: (yield $i))()", "zip($q)", "enumerate($q)", "$x",
	},
	'x': {
		"$i", "$f", "$b", "$s", "$y", "$l", "$t", "$d", "None", "[$s, $i, None]", "($s, $f)", "[$t, $t]", "{$s: $l}", "$o", "...", "[$x, $x]", "($x, $x)", "{$i: $x}", "slice($i, $i)", "range($i, $i)", "type($x)", "NotImplemented",
		"$i + 2j", "complex($f, $f)", "Exception($s)", "bytearray($y)", "($x or $x)", "($x and $x)", "sorted([$s, $s, $s])", "list($d.items())", "max([$t, $t])", "sorted([$t, $t, $t])", "$d.pop($s, None)", "$s.split()", "$s.split($s, $n)",
		"[*zip($s, $q)]", "list(enumerate($s, $i))", "getattr($x, $s, None)", "list(map(type, $t))", "sorted($d, key=$d.get)", "$l.sort()", "$l.append($i)", "$d.setdefault($s, $i)", "$d.update($d)", "($x if $b else $x)", "$i.__class__", "$x.foo", "$l[$x]", "$d[$x]",
		"collections.deque($q, $n)", "[(yield), $i]", "functools.partial($c, $i)()", "eval($z)", "$o.meth", "(lambda $v: $x)($i)", "[[$w for $w in range($v)] for $v in range($n)]", "list(itertools.product($t, $t))[:4]", "list(itertools.groupby($q))[:0]",
		"[(k, list(v)) for k, v in itertools.groupby($q, lambda $v: $v %% 2)]", "type($o).__mro__[1:]", "collections.ChainMap($d, $d)",
	},
	'X': {
		"$x %% $x", "$x * $n", "$x[$x]", "$x($x)", "-$x", "$x | $x", "dict($x)", "$x[$i:$i]", "$x.foo", "int($x)",
		"[*$x]", "sum($x)", "sorted($x)", "max($x, $x)", "$x @ $x", "$x ** $n", "$x // $x", "divmod($x, $x)", "~$x", "float($x)", "abs($x)", "iter($x) is $x", "round($x, $x)", "pow($x, $x, $x)", "list(zip($x, $x))", "$s.join($x)", "isinstance($x, $x)", "$x in $x",
	},
	'c': {
		"(lambda $v: $i)", "abs", "(lambda $v, $w=$i: $i)", "functools.partial(operator.add, $i)", "(lambda *$v: len($v))", "$o", "$o.meth", "$l.__getitem__", "functools.partial(lambda $v, $w: $i, $i)", "operator.neg", "(lambda $v: (lambda: $i)())", "int",
		"(lambda $v, /, *, k=$i: $i)",
	},
	'z': {"'$n + 1'", "\"[x * $n for x in range(3)]\"", "'$n +'", "'lambda: $n'", "'(1, 2)[$n]'", "\"f'{$n}'\"", "'undefined$n'"},
	'a': {"asyncio.sleep($n / 64, $i)", "asyncio.sleep(0, $i)", "asyncio.wait_for($a, $n / 64)", "asyncio.shield($a)", "$k", "asyncio.create_task($k)", "asyncio.ensure_future($a)", "asyncio.wait_for($k, 2)"},
}

// atoms are what expressions end in.
var atoms = map[byte][]string{
	'i': {"0", "1", "2", "3", "-1", "7", "10", "255", "-8", "10**18", "2**63", "True"},
	'f': {"0.5", "1.0", "-2.25", "3.0", "1e20", "0.1", "100.0", "1e-7"},
	'b': {"True", "False"},
	's': {"''", "'a'", "'abc'", "'Hello world'", "'b'", "'12'", "' x y '", "'ab,cd'", "'é'", "'aXbX'", "'-7'"},
	'y': {"b''", "b'ab'", "b'\\x00\\xff'", "b'a,b'"},
	'l': {"[]", "[1, 2, 3]", "[3, 1, 2]", "[0]", "[5, -5, 5, 0]"},
	't': {"()", "(1, 2)", "(3,)", "(0, 1, 2, 3)"},
	'd': {"{}", "{'a': 1, 'b': 2}", "{'x': 0}"},
	'e': {"set()", "{1, 2, 3}", "{0, 5}"},
	'q': {"range(3)", "[1, 2]", "(4, 5, 6)", "range(0)"},
	'x': {"None", "1", "'s'", "[1, 'a']", "()", "2.5", "{}"},
	'c': {"abs", "str", "operator.neg"},
	'a': {"asyncio.sleep(0, 1)"},
	'z': {"'1 + 1'"},
}

// expr writes an expression of a type, of a depth at most.
func (g *gen) expr(typ byte, depth int) string {
	if g.one(70) && strings.IndexByte("ahknz", typ) < 0 {
		typ = "ifbsyltdx"[g.src.n(9)]
	}
	switch typ {
	case 'n':
		return strconv.Itoa(g.src.n(5))
	case 'o':
		return g.instance(depth)
	case 'g':
		return g.callOf('g', depth, "range(2)")
	case 'k':
		return g.callOf('a', depth, "asyncio.sleep(0, 5)")
	case 'h':
		return g.callOf('h', depth, "agen0()")
	}
	if depth <= 0 || g.src.n(3) == 0 {
		return g.atom(typ)
	}
	if typ == 'i' && g.one(12) {
		return g.callOf('f', depth, "int('4')")
	}
	if typ == 'x' && g.one(10) {
		typ = 'X'
	}
	list := forms[typ]
	for {
		form := list[g.src.n(len(list))]
		if !g.allowed(form) {
			if g.src.n(3) == 0 && typ != 'X' {
				return g.atom(typ)
			}
			continue
		}
		if s := g.fill(form, depth-1); !loose(form) || g.one(12) && !strings.Contains(s, ":=") {
			return s
		} else {
			return "(" + s + ")"
		}
	}
}

// allowed tells whether a form may stand where the program is.
func (g *gen) allowed(form string) bool {
	switch {
	case strings.Contains(form, "yield"):
		return g.sc.generator && g.hidden == 0
	case strings.Contains(form, "$a"), strings.Contains(form, "$h"), strings.Contains(form, "$k"):
		return g.sc.async && g.hidden == 0
	case strings.Contains(form, "$o") && len(g.kinds) == 0:
		return g.one(30)
	case strings.Contains(form, ":= "):
		return g.hidden == 0
	}
	return true
}

// atom is a variable of a type or a literal.
func (g *gen) atom(typ byte) string {
	if g.src.n(3) > 0 {
		var have []string
		for i := len(g.vars) - 1; i >= 0 && len(have) < 8; i-- {
			v := g.vars[i]
			if v.home.kind == classBody && v.home != g.sc {
				continue
			}
			if v.typ == typ || typ == 'x' && v.typ != 'e' || typ == 'q' && (v.typ == 'l' || v.typ == 't') {
				have = append(have, v.name)
			}
		}
		if len(have) > 0 {
			return have[g.src.n(len(have))]
		}
	}
	return g.pick(atoms[typ]...)
}

// fill fills the holes of a form.
func (g *gen) fill(form string, depth int) string {
	var b strings.Builder
	n := len(g.vars)
	inner := strings.Contains(form, " for ") || strings.Contains(form, "lambda")
	var names [2]string
	for i, hole := range []string{"$v", "$w"} {
		if strings.Contains(form, hole) {
			names[i] = g.fresh("c")
			g.vars = append(g.vars, variable{name: names[i], typ: 'i', home: &scope{up: g.sc, kind: hidden}})
		}
	}
	if inner {
		g.hidden++
	}
	for i := 0; i < len(form); i++ {
		switch c := form[i]; {
		case c == '%' && form[i+1] == '%':
			b.WriteByte('%')
			i++
		case c != '$':
			b.WriteByte(c)
		default:
			i++
			switch form[i] {
			case 'v':
				b.WriteString(names[0])
			case 'w':
				b.WriteString(names[1])
			default:
				b.WriteString(g.operand(form[i], depth))
			}
		}
	}
	if inner {
		g.hidden--
	}
	g.vars = g.vars[:n]
	return b.String()
}

// operand is an expression within another one. A number is put in parentheses
// where a dot may follow.
func (g *gen) operand(typ byte, depth int) string {
	s := g.expr(typ, depth)
	if s != "" && (s[0] >= '0' && s[0] <= '9' || s[0] == '-') && !strings.ContainsAny(s, "()[]{}") {
		return "(" + s + ")"
	}
	return s
}

// loose tells whether a form has an operator outside brackets.
func loose(form string) bool {
	depth := 0
	quote := byte(0)
	for i := 0; i < len(form); i++ {
		switch c := form[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case strings.IndexByte("([{", c) >= 0:
			depth++
		case strings.IndexByte(")]}", c) >= 0:
			depth--
		case depth == 0 && (c == ' ' || c == '-' || c == '+' || c == '~'):
			return true
		}
	}
	return false
}

// instance is an instance of a class of the program.
func (g *gen) instance(depth int) string {
	if g.src.n(3) > 0 {
		for i := len(g.vars) - 1; i >= 0; i-- {
			if v := g.vars[i]; v.typ == 'o' && g.src.n(2) == 0 {
				return v.name
			}
		}
	}
	if len(g.kinds) == 0 {
		return "object()"
	}
	c := g.kinds[g.src.n(len(g.kinds))]
	switch g.src.n(4) {
	case 0:
		return c.name + "()"
	case 1:
		return c.name + "(v=" + g.expr('i', depth-1) + ")"
	}
	return c.name + "(" + g.expr('i', depth-1) + ")"
}

// callOf is a call of a function of a sort, usually with arguments that fit.
func (g *gen) callOf(sort byte, depth int, otherwise string) string {
	var have []callable
	for _, f := range g.funcs {
		if f.sort == sort {
			have = append(have, f)
		}
	}
	if len(have) == 0 {
		return otherwise
	}
	f := have[g.src.n(len(have))]
	return f.name + "(" + g.arguments(f, depth-1) + ")"
}

func (g *gen) arguments(f callable, depth int) string {
	var args []string
	n := f.min
	if f.max > f.min {
		n += g.src.n(f.max - f.min + 1)
	}
	if g.one(25) {
		n = g.src.n(5)
	}
	for range n {
		if g.one(20) {
			args = append(args, "*"+g.expr('q', depth-1))
			continue
		}
		args = append(args, g.expr('i', depth-1))
	}
	for _, name := range f.named {
		if g.src.n(3) == 0 {
			args = append(args, name+"="+g.expr('i', depth-1))
		}
	}
	if g.one(25) {
		args = append(args, "**"+g.expr('d', depth-1))
	}
	return strings.Join(args, ", ")
}
