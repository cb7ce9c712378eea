package parse

import (
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
	"github.com/asynctools/asynctools/syntax/token"
)

// Precedences of binary operators; a higher one binds tighter.
const (
	precNone uint8 = iota
	precOr
	precAnd
	precNot // prefix
	precCompare
	precBitOr
	precBitXor
	precBitAnd
	precShift
	precSum
	precTerm
)

type binary struct {
	prec uint8
	op   uint8 // ast.Operator, ast.CmpOperator or ast.BoolOperator
}

var binaries = [token.NumKinds]binary{
	token.Or:           {precOr, uint8(ast.Or)},
	token.And:          {precAnd, uint8(ast.And)},
	token.EqEqual:      {precCompare, uint8(ast.Eq)},
	token.NotEqual:     {precCompare, uint8(ast.NotEq)},
	token.Less:         {precCompare, uint8(ast.Lt)},
	token.LessEqual:    {precCompare, uint8(ast.LtE)},
	token.Greater:      {precCompare, uint8(ast.Gt)},
	token.GreaterEqual: {precCompare, uint8(ast.GtE)},
	token.Is:           {precCompare, uint8(ast.Is)},
	token.In:           {precCompare, uint8(ast.In)},
	token.Not:          {precCompare, uint8(ast.NotIn)}, // of "not in"
	token.VBar:         {precBitOr, uint8(ast.BitOr)},
	token.Circumflex:   {precBitXor, uint8(ast.BitXor)},
	token.Amper:        {precBitAnd, uint8(ast.BitAnd)},
	token.LeftShift:    {precShift, uint8(ast.LShift)},
	token.RightShift:   {precShift, uint8(ast.RShift)},
	token.Plus:         {precSum, uint8(ast.Add)},
	token.Minus:        {precSum, uint8(ast.Sub)},
	token.Star:         {precTerm, uint8(ast.Mult)},
	token.Slash:        {precTerm, uint8(ast.Div)},
	token.DoubleSlash:  {precTerm, uint8(ast.FloorDiv)},
	token.Percent:      {precTerm, uint8(ast.Mod_)},
	token.At:           {precTerm, uint8(ast.MatMult)},
}

// startsExpr says which tokens an expression can begin with.
var startsExpr = func() (t [token.NumKinds]bool) {
	for _, k := range []token.Kind{
		token.Name, token.Number, token.String, token.FStringStart, token.TStringStart,
		token.LPar, token.LSqb, token.LBrace, token.Plus, token.Minus, token.Tilde, token.Ellipsis,
		token.False, token.None, token.True, token.Await, token.Lambda, token.Not,
	} {
		t[k] = true
	}
	return t
}()

// endsExpr says which tokens cannot go on with an expression.
var endsExpr = func() (t [token.NumKinds]bool) {
	for _, k := range []token.Kind{
		token.Comma, token.RPar, token.RSqb, token.RBrace, token.Equal, token.Colon, token.Newline, token.Semi,
	} {
		t[k] = true
	}
	return t
}()

func (p *parser) bad() ast.Expr {
	p.fail()
	t := p.toks[p.failAt]
	return &ast.BadExpr{Base: p.base(t.Start, t.Start)}
}

// expressions parses "star_expressions": expressions and starred ones, a tuple
// when there is a comma.
func (p *parser) expressions() ast.Expr {
	start := p.start()
	e := p.starExpr()
	if p.k != token.Comma {
		return e
	}
	return p.tupleFrom(start, e, (*parser).starExpr)
}

// tupleFrom goes on after the first element of a tuple without brackets.
func (p *parser) tupleFrom(start source.Pos, first ast.Expr, elem func(*parser) ast.Expr) ast.Expr {
	h := len(p.exprs)
	p.exprs = append(p.exprs, first)
	for p.accept(token.Comma) {
		if !startsExpr[p.k] && p.k != token.Star {
			break
		}
		p.exprs = append(p.exprs, elem(p))
	}
	n := p.tuple.new()
	n.Elts = p.takeExprs(h)
	n.Base = p.base(start, p.end())
	return n
}

// starExpr is an expression or "*" and an operand.
func (p *parser) starExpr() ast.Expr {
	if p.k == token.Star {
		return p.starred()
	}
	return p.expression()
}

func (p *parser) starred() ast.Expr {
	start := p.start()
	p.next()
	v := p.operand(precBitOr)
	return &ast.Starred{Base: p.base(start, p.end()), Value: v}
}

// starNamed is an element of a list, tuple or set display.
func (p *parser) starNamed() ast.Expr {
	if p.k == token.Star {
		return p.starred()
	}
	return p.named()
}

// named is "named_expression".
func (p *parser) named() ast.Expr {
	if p.k == token.Name && p.toks[p.i+1].Kind == token.ColonEqual {
		start := p.start()
		target := p.nameExpr()
		target.Ctx = ast.Store
		p.next()
		v := p.expression()
		return &ast.NamedExpr{Base: p.base(start, p.end()), Target: target, Value: v}
	}
	return p.expression()
}

func (p *parser) nameExpr() *ast.Name {
	t := p.toks[p.i]
	p.next()
	n := p.arena.name.new()
	n.Base = p.base(t.Start, t.End)
	n.Ident = p.identifier(t)
	return n
}

// expression is a lambda, a conditional or an operand of any precedence.
func (p *parser) expression() ast.Expr {
	if p.i+1 < len(p.toks) && endsExpr[p.toks[p.i+1].Kind] {
		// Most expressions are one token.
		switch p.k {
		case token.Name:
			return p.nameExpr()
		case token.String:
			return p.plainString()
		case token.Number:
			return p.number()
		}
	}
	if p.k == token.Lambda {
		return p.lambda()
	}
	start := p.start()
	e := p.operand(precOr)
	if p.k != token.If {
		return e
	}
	if p.depth++; p.depth > maxDepth {
		p.failDeep()
	}
	p.next()
	test := p.operand(precOr)
	p.expect(token.Else)
	orelse := p.expression()
	p.depth--
	return &ast.IfExp{Base: p.base(start, p.end()), Test: test, Body: e, Orelse: orelse}
}

func (p *parser) lambda() ast.Expr {
	if p.depth++; p.depth > maxDepth {
		p.failDeep()
	}
	start := p.start()
	p.next()
	args := p.parameters(token.Colon)
	p.expect(token.Colon)
	body := p.expression()
	p.depth--
	return &ast.Lambda{Base: p.base(start, p.end()), Args: args, Body: body}
}

// operand parses operators of at least the given precedence.
func (p *parser) operand(least uint8) ast.Expr {
	start := p.start()
	var left ast.Expr
	if p.k == token.Not {
		if least > precNot {
			return p.bad()
		}
		left = p.not(start)
	} else {
		left = p.factor()
	}
	for chain := 0; ; chain++ {
		b := binaries[p.k]
		if b.prec < least || b.prec == precNone {
			return left
		}
		if chain >= maxChain {
			p.failDeep()
			return left
		}
		switch b.prec {
		case precOr, precAnd:
			left = p.boolean(start, left, b)
		case precCompare:
			if p.k == token.Not && p.peek(1) != token.In {
				return left
			}
			left = p.comparison(start, left)
		default:
			p.next()
			right := p.operand(b.prec + 1)
			n := p.binOp.new()
			n.Base = p.base(start, p.end())
			n.Left, n.Op, n.Right = left, ast.Operator(b.op), right
			left = n
		}
	}
}

func (p *parser) not(start source.Pos) ast.Expr {
	if p.depth++; p.depth > maxDepth {
		p.failDeep()
	}
	p.next()
	var v ast.Expr
	if p.k == token.Not {
		v = p.not(p.start())
	} else {
		v = p.operand(precCompare)
	}
	p.depth--
	n := p.unaryOp.new()
	n.Base = p.base(start, p.end())
	n.Op, n.Operand = ast.Not, v
	return n
}

func (p *parser) boolean(start source.Pos, left ast.Expr, b binary) ast.Expr {
	k := p.k
	h := len(p.exprs)
	p.exprs = append(p.exprs, left)
	for p.accept(k) {
		p.exprs = append(p.exprs, p.operand(b.prec+1))
	}
	n := p.boolOp.new()
	n.Base = p.base(start, p.end())
	n.Op, n.Values = ast.BoolOperator(b.op), p.takeExprs(h)
	return n
}

func (p *parser) comparison(start source.Pos, left ast.Expr) ast.Expr {
	h, o := len(p.exprs), len(p.cmps)
	for {
		b := binaries[p.k]
		if b.prec != precCompare {
			break
		}
		op := ast.CmpOperator(b.op)
		switch p.k {
		case token.Not:
			if p.peek(1) != token.In {
				p.fail()
			}
			p.next()
		case token.Is:
			if p.peek(1) == token.Not {
				op = ast.IsNot
				p.next()
			}
		case token.NotEqual:
			if p.src[p.start()] == '<' {
				p.fail() // "<>" is "!=" only under "from __future__ import barry_as_FLUFL"
			}
		}
		if p.failed {
			break
		}
		p.next()
		p.cmps = append(p.cmps, op)
		p.exprs = append(p.exprs, p.operand(precBitOr))
	}
	n := p.compare.new()
	n.Base = p.base(start, p.end())
	n.Left, n.Comparators = left, p.takeExprs(h)
	n.Ops = p.cmpList.take(p.cmps[o:])
	p.cmps = p.cmps[:o]
	return n
}

var unaries = [token.NumKinds]ast.UnaryOperator{token.Plus: ast.UAdd, token.Minus: ast.USub, token.Tilde: ast.Invert}

// factor is a unary operator and its operand, or a power.
func (p *parser) factor() ast.Expr {
	start := p.start()
	switch p.k {
	case token.Plus, token.Minus, token.Tilde:
		if p.depth++; p.depth > maxDepth {
			p.failDeep()
		}
		op := unaries[p.k]
		p.next()
		v := p.factor()
		p.depth--
		n := p.unaryOp.new()
		n.Base = p.base(start, p.end())
		n.Op, n.Operand = op, v
		return n
	case token.Await:
		p.next()
		v := p.primary()
		e := ast.Expr(&ast.Await{Base: p.base(start, p.end()), Value: v})
		return p.power(start, e)
	}
	e := p.primary()
	if p.k == token.DoubleStar {
		return p.power(start, e)
	}
	return e
}

func (p *parser) power(start source.Pos, left ast.Expr) ast.Expr {
	if p.k != token.DoubleStar {
		return left
	}
	if p.depth++; p.depth > maxDepth {
		p.failDeep()
	}
	p.next()
	right := p.factor()
	p.depth--
	n := p.binOp.new()
	n.Base = p.base(start, p.end())
	n.Left, n.Op, n.Right = left, ast.Pow, right
	return n
}

// primary is an atom with the attributes, calls and subscripts after it.
func (p *parser) primary() ast.Expr {
	start := p.start()
	e := p.atom()
	for chain := 0; ; chain++ {
		switch p.k {
		case token.Dot:
			p.next()
			if p.k != token.Name {
				p.fail()
				return e
			}
			t := p.toks[p.i]
			p.next()
			n := p.attribute.new()
			n.Base = p.base(start, t.End)
			n.Value, n.Attr = e, p.identifier(t)
			e = n
		case token.LPar:
			e = p.callExpr(start, e)
		case token.LSqb:
			p.next()
			s := p.slices()
			p.expect(token.RSqb)
			n := p.subscript.new()
			n.Base = p.base(start, p.end())
			n.Value, n.Slice = e, s
			e = n
		default:
			return e
		}
		if chain >= maxChain {
			p.failDeep()
		}
	}
}

func (p *parser) atom() ast.Expr {
	switch p.k {
	case token.Name:
		return p.nameExpr()
	case token.Number:
		return p.number()
	case token.String, token.FStringStart, token.TStringStart:
		return p.strings()
	case token.LPar:
		return p.parenthesised()
	case token.LSqb:
		return p.listDisplay()
	case token.LBrace:
		return p.braces()
	case token.None:
		return p.simpleConstant(ast.NoneConst)
	case token.True:
		return p.simpleConstant(ast.TrueConst)
	case token.False:
		return p.simpleConstant(ast.FalseConst)
	case token.Ellipsis:
		return p.simpleConstant(ast.EllipsisConst)
	}
	return p.bad()
}

func (p *parser) simpleConstant(k ast.ConstKind) ast.Expr {
	t := p.toks[p.i]
	p.next()
	n := p.constant.new()
	n.Base = p.base(t.Start, t.End)
	n.Value.Type = k
	return n
}

// parenthesised is what starts with "(": a tuple, a generator expression, a
// yield, or an expression whose own span excludes the brackets.
func (p *parser) parenthesised() ast.Expr {
	start := p.start()
	p.next()
	switch p.k {
	case token.RPar:
		p.next()
		n := p.tuple.new()
		n.Base = p.base(start, p.end())
		return n
	case token.Yield:
		e := p.yield()
		p.expect(token.RPar)
		return e
	}
	star := p.k == token.Star
	e := p.starNamed()
	switch p.k {
	case token.Comma:
		h := len(p.exprs)
		p.exprs = append(p.exprs, e)
		p.elements(token.RPar)
		p.expect(token.RPar)
		n := p.tuple.new()
		n.Elts = p.takeExprs(h)
		n.Base = p.base(start, p.end())
		return n
	case token.For, token.Async:
		if star {
			return p.bad()
		}
		gens := p.comprehensions()
		p.expect(token.RPar)
		return &ast.GeneratorExp{Base: p.base(start, p.end()), Elt: e, Generators: gens}
	}
	if star {
		return p.bad()
	}
	p.expect(token.RPar)
	return e
}

// elements pushes the elements after the first of a display, up to its end.
func (p *parser) elements(end token.Kind) {
	for p.accept(token.Comma) {
		if p.k == end {
			return
		}
		p.exprs = append(p.exprs, p.starNamed())
	}
}

func (p *parser) listDisplay() ast.Expr {
	start := p.start()
	p.next()
	h := len(p.exprs)
	if p.k != token.RSqb {
		star := p.k == token.Star
		e := p.starNamed()
		if p.k == token.For || p.k == token.Async {
			if star {
				return p.bad()
			}
			gens := p.comprehensions()
			p.expect(token.RSqb)
			return &ast.ListComp{Base: p.base(start, p.end()), Elt: e, Generators: gens}
		}
		p.exprs = append(p.exprs, e)
		p.elements(token.RSqb)
	}
	p.expect(token.RSqb)
	n := p.arena.list.new()
	n.Elts = p.takeExprs(h)
	n.Base = p.base(start, p.end())
	return n
}

// braces is a dict or a set, a display or a comprehension.
func (p *parser) braces() ast.Expr {
	start := p.start()
	p.next()
	if p.k == token.RBrace || p.k == token.DoubleStar {
		return p.dictDisplay(start, nil)
	}
	if p.k == token.Star {
		h := len(p.exprs)
		p.exprs = append(p.exprs, p.starred())
		return p.setDisplay(start, h)
	}
	first := p.start()
	e := p.named()
	switch p.k {
	case token.Colon:
		if _, ok := e.(*ast.NamedExpr); ok && e.Pos() == first {
			return p.bad() // a key that is an assignment needs its own brackets
		}
		return p.dictDisplay(start, e)
	case token.For, token.Async:
		gens := p.comprehensions()
		p.expect(token.RBrace)
		return &ast.SetComp{Base: p.base(start, p.end()), Elt: e, Generators: gens}
	}
	h := len(p.exprs)
	p.exprs = append(p.exprs, e)
	return p.setDisplay(start, h)
}

func (p *parser) setDisplay(start source.Pos, h int) ast.Expr {
	p.elements(token.RBrace)
	p.expect(token.RBrace)
	return &ast.Set{Base: p.base(start, p.end()), Elts: p.takeExprs(h)}
}

// dictDisplay parses a dict whose first key, if there is one, has been read.
func (p *parser) dictDisplay(start source.Pos, key ast.Expr) ast.Expr {
	var keys []ast.Expr // keys and values alternate on the scratch stack
	h := len(p.exprs)
	for p.k != token.RBrace && !p.failed {
		var value ast.Expr
		if key == nil && p.accept(token.DoubleStar) {
			value = p.operand(precBitOr)
		} else {
			if key == nil {
				key = p.expression()
			}
			p.expect(token.Colon)
			value = p.expression()
			if len(p.exprs) == h && (p.k == token.For || p.k == token.Async) {
				gens := p.comprehensions()
				p.expect(token.RBrace)
				return &ast.DictComp{Base: p.base(start, p.end()), Key: key, Value: value, Generators: gens}
			}
		}
		p.exprs = append(p.exprs, key, value)
		key = nil
		if !p.accept(token.Comma) {
			break
		}
	}
	p.expect(token.RBrace)
	pairs := p.exprs[h:]
	n := p.dict.new()
	if len(pairs) > 0 {
		half := len(pairs) / 2
		both := p.exprList.take(pairs)
		keys = both[:half:half]
		values := both[half:]
		for i := range half {
			keys[i] = pairs[2*i]
		}
		for i := range half {
			values[i] = pairs[2*i+1]
		}
		n.Keys, n.Values = keys, values
	}
	p.exprs = p.exprs[:h]
	n.Base = p.base(start, p.end())
	return n
}

// comprehensions are the "for" and "if" clauses of a comprehension.
func (p *parser) comprehensions() []*ast.Comprehension {
	h := len(p.comps)
	for p.k == token.For || p.k == token.Async {
		start := p.start()
		n := new(ast.Comprehension)
		if p.accept(token.Async) {
			n.IsAsync = 1
		}
		p.expect(token.For)
		n.Target = p.targets()
		p.expect(token.In)
		n.Iter = p.operand(precOr)
		e := len(p.exprs)
		for p.accept(token.If) {
			p.exprs = append(p.exprs, p.operand(precOr))
		}
		n.Ifs = p.takeExprs(e)
		n.Base = p.base(start, p.end())
		p.comps = append(p.comps, n)
	}
	return p.takeComps(h)
}

func (p *parser) yield() ast.Expr {
	start := p.start()
	p.next()
	if p.accept(token.From) {
		v := p.expression()
		return &ast.YieldFrom{Base: p.base(start, p.end()), Value: v}
	}
	var v ast.Expr
	if startsExpr[p.k] || p.k == token.Star {
		v = p.expressions()
	}
	return &ast.Yield{Base: p.base(start, p.end()), Value: v}
}

// slices is what stands between the brackets of a subscript.
func (p *parser) slices() ast.Expr {
	start := p.start()
	star := p.k == token.Star
	e := p.sliceItem()
	if p.k != token.Comma {
		if star {
			n := p.tuple.new()
			h := len(p.exprs)
			p.exprs = append(p.exprs, e)
			n.Elts = p.takeExprs(h)
			n.Base = p.base(start, p.end())
			return n
		}
		return e
	}
	h := len(p.exprs)
	p.exprs = append(p.exprs, e)
	for p.accept(token.Comma) {
		if p.k == token.RSqb {
			break
		}
		p.exprs = append(p.exprs, p.sliceItem())
	}
	n := p.tuple.new()
	n.Elts = p.takeExprs(h)
	n.Base = p.base(start, p.end())
	return n
}

func (p *parser) sliceItem() ast.Expr {
	start := p.start()
	var lower ast.Expr
	switch p.k {
	case token.Star:
		p.next()
		v := p.expression() // "starred_expression", wider than in a display
		return &ast.Starred{Base: p.base(start, p.end()), Value: v}
	case token.Colon:
	default:
		walrus := p.peek(1) == token.ColonEqual
		lower = p.named()
		if p.k != token.Colon || walrus {
			return lower
		}
	}
	p.next()
	n := p.slice.new()
	n.Lower = lower
	if p.k != token.Colon && p.k != token.Comma && p.k != token.RSqb {
		n.Upper = p.expression()
	}
	if p.accept(token.Colon) && p.k != token.Comma && p.k != token.RSqb {
		n.Step = p.expression()
	}
	n.Base = p.base(start, p.end())
	return n
}

// callExpr parses the arguments of a call of fn.
func (p *parser) callExpr(start source.Pos, fn ast.Expr) ast.Expr {
	open := p.start()
	p.next()
	n := p.call.new()
	n.Func = fn
	if p.k == token.RPar {
		p.next()
		n.Base = p.base(start, p.end())
		return n
	}
	h, kh := len(p.exprs), len(p.keywords)
	p.arguments(open)
	p.expect(token.RPar)
	n.Args = p.takeExprs(h)
	n.Keywords = p.takeKeywords(kh)
	n.Base = p.base(start, p.end())
	return n
}

// arguments pushes the arguments of a call or of a class definition. open is
// the bracket, where a generator expression that is the only argument starts.
func (p *parser) arguments(open source.Pos) {
	keyword, double := false, false
	for count := 0; p.k != token.RPar && !p.failed; count++ {
		start := p.start()
		switch {
		case p.k == token.Star:
			if double {
				p.fail()
				return
			}
			p.next()
			v := p.expression()
			p.exprs = append(p.exprs, &ast.Starred{Base: p.base(start, p.end()), Value: v})
		case p.k == token.DoubleStar:
			p.next()
			v := p.expression()
			n := p.keyword.new()
			n.Base = p.base(start, p.end())
			n.Value = v
			p.keywords = append(p.keywords, n)
			double = true
		case p.k == token.Name && p.toks[p.i+1].Kind == token.Equal:
			name := p.name()
			p.next()
			v := p.expression()
			n := p.keyword.new()
			n.Base = p.base(start, p.end())
			n.Arg, n.Value = name, v
			p.keywords = append(p.keywords, n)
			keyword = true
		default:
			if keyword || double {
				p.fail()
				return
			}
			e := p.named()
			if p.k == token.For || p.k == token.Async {
				gens := p.comprehensions()
				if count > 0 || p.k != token.RPar {
					p.fail()
					return
				}
				e = &ast.GeneratorExp{Base: p.base(open, p.toks[p.i].End), Elt: e, Generators: gens}
			}
			p.exprs = append(p.exprs, e)
		}
		if !p.accept(token.Comma) {
			return
		}
	}
}

func (p *parser) number() ast.Expr {
	t := p.toks[p.i]
	p.next()
	n := p.constant.new()
	n.Base = p.base(t.Start, t.End)
	n.Value = p.numberValue(t)
	if len(n.Value.Text) > maxDigits && tooManyDigits(n.Value) > 0 {
		p.fail()
	}
	return n
}
