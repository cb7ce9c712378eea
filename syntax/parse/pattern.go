package parse

import (
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/token"
)

// startsSubject says which tokens can follow the soft keyword "match" in a
// match statement.
func startsSubject(k token.Kind) bool { return startsExpr[k] || k == token.Star }

// matchStatement parses a match statement, or returns nil when "match" is
// a name here. The header decides: it ends in ":", a new line and an indent.
func (p *parser) matchStatement() ast.Stmt {
	if !p.at("match") || !startsSubject(p.peek(1)) {
		return nil
	}
	first, start := p.i, p.start()
	n := new(ast.Match)
	m := p.mark()
	p.next()
	n.Subject = p.subject()
	if p.failed || p.k != token.Colon || p.peek(1) != token.Newline || p.peek(2) != token.Indent || !p.caseAt(p.i+3) {
		p.rewind(m)
		return nil
	}
	p.commit()
	p.next()
	p.next()
	p.next()
	h := len(p.cases)
	for p.at("case") {
		p.cases = append(p.cases, p.matchCase(first))
	}
	if p.k != token.Dedent && !p.failed {
		p.fail()
		if p.spec == 0 {
			// What is no case is reported and skipped.
			p.recover(first)
			p.skipBlock()
		}
	} else {
		p.accept(token.Dedent)
	}
	n.Cases = append([]*ast.MatchCase(nil), p.cases[h:]...)
	p.cases = p.cases[:h]
	n.Base = p.base(start, max(start, p.blockEnd()))
	return n
}

func (p *parser) caseAt(i int) bool {
	return i < len(p.toks) && p.toks[i].Kind == token.Name && p.text(i) == "case"
}

// subject is what follows "match": a starred expression only in a tuple.
func (p *parser) subject() ast.Expr {
	start := p.start()
	star := p.k == token.Star
	e := p.starNamed()
	if p.k != token.Comma {
		if star {
			return p.bad()
		}
		return e
	}
	return p.tupleFrom(start, e, (*parser).starNamed)
}

// matchCase parses a case of the match statement that starts at token first.
func (p *parser) matchCase(first int) *ast.MatchCase {
	start := p.start()
	p.next()
	n := new(ast.MatchCase)
	n.Pattern = p.openPatterns()
	if p.accept(token.If) {
		n.Guard = p.named()
	}
	n.Body = p.block(first)
	n.Base = p.base(start, max(start, p.blockEnd()))
	return n
}

// openPatterns is the pattern of a case: a sequence when there is a comma.
func (p *parser) openPatterns() ast.Pattern {
	start := p.start()
	star := p.k == token.Star
	pat := p.maybeStar()
	if p.k != token.Comma {
		if star {
			p.fail()
		}
		return pat
	}
	h := len(p.patterns)
	p.patterns = append(p.patterns, pat)
	for p.accept(token.Comma) {
		if p.k == token.Colon || p.k == token.If {
			break
		}
		p.patterns = append(p.patterns, p.maybeStar())
	}
	return &ast.MatchSequence{Patterns: p.takePatterns(h), Base: p.base(start, p.end())}
}

func (p *parser) maybeStar() ast.Pattern {
	if p.k != token.Star {
		return p.pattern()
	}
	start := p.start()
	p.next()
	n := new(ast.MatchStar)
	if name := p.name(); name != "_" {
		n.Name = name
	}
	n.Base = p.base(start, p.end())
	return n
}

// pattern is an or-pattern with an optional "as".
func (p *parser) pattern() ast.Pattern {
	start := p.start()
	pat := p.closed()
	if p.k == token.VBar {
		h := len(p.patterns)
		p.patterns = append(p.patterns, pat)
		for p.accept(token.VBar) {
			p.patterns = append(p.patterns, p.closed())
		}
		pat = &ast.MatchOr{Patterns: p.takePatterns(h), Base: p.base(start, p.end())}
	}
	if p.accept(token.As) {
		name := p.capture()
		pat = &ast.MatchAs{Pattern: pat, Name: name, Base: p.base(start, p.end())}
	}
	return pat
}

// capture is a name that a pattern binds; "_" binds none.
func (p *parser) capture() string {
	if p.at("_") {
		p.fail()
		return ""
	}
	name := p.name()
	if p.k == token.Dot || p.k == token.LPar || p.k == token.Equal {
		p.fail()
	}
	return name
}

// closed is a pattern that needs no brackets inside another.
func (p *parser) closed() ast.Pattern {
	if p.depth++; p.depth > maxDepth {
		p.failDeep()
	}
	defer func() { p.depth-- }()
	start := p.start()
	switch p.k {
	case token.Name:
		if k := p.peek(1); k == token.Dot || k == token.LPar {
			return p.valueOrClass()
		} else if k == token.Equal {
			p.fail()
		}
		n := new(ast.MatchAs)
		if name := p.name(); name != "_" {
			n.Name = name
		}
		n.Base = p.base(start, p.end())
		return n
	case token.None, token.True, token.False:
		kind := map[token.Kind]ast.ConstKind{token.None: ast.NoneConst, token.True: ast.TrueConst, token.False: ast.FalseConst}[p.k]
		p.next()
		return &ast.MatchSingleton{Value: ast.Value{Type: kind}, Base: p.base(start, p.end())}
	case token.Number, token.Minus:
		e := p.signedNumber()
		return &ast.MatchValue{Value: e, Base: p.base(start, p.end())}
	case token.String, token.FStringStart, token.TStringStart:
		e := p.strings() // an f-string is the compiler's business
		return &ast.MatchValue{Value: e, Base: p.base(start, p.end())}
	case token.LPar, token.LSqb:
		return p.sequencePattern()
	case token.LBrace:
		return p.mappingPattern()
	}
	p.fail()
	return &ast.MatchAs{Base: p.base(start, start)}
}

// signedNumber is a number, negated or not, or a complex one.
func (p *parser) signedNumber() ast.Expr {
	start := p.start()
	real := p.negatedNumber()
	if p.k != token.Plus && p.k != token.Minus {
		return real
	}
	op := ast.Add
	if p.k == token.Minus {
		op = ast.Sub
	}
	if isImaginary(real) {
		return p.bad()
	}
	p.next()
	if p.k != token.Number {
		return p.bad()
	}
	imag := p.number()
	if !isImaginary(imag) {
		return p.bad()
	}
	n := p.binOp.new()
	n.Base = p.base(start, p.end())
	n.Left, n.Op, n.Right = real, op, imag
	return n
}

func isImaginary(e ast.Expr) bool {
	if u, ok := e.(*ast.UnaryOp); ok {
		e = u.Operand
	}
	c, ok := e.(*ast.Constant)
	return ok && c.Value.Type == ast.ComplexConst
}

func (p *parser) negatedNumber() ast.Expr {
	start := p.start()
	if !p.accept(token.Minus) {
		return p.number()
	}
	if p.k != token.Number {
		return p.bad()
	}
	v := p.number()
	n := p.unaryOp.new()
	n.Base = p.base(start, p.end())
	n.Op, n.Operand = ast.USub, v
	return n
}

// dottedName is a name and at least the attributes that follow it.
func (p *parser) dottedName() ast.Expr {
	start := p.start()
	var e ast.Expr = p.nameExpr()
	for p.accept(token.Dot) {
		if p.k != token.Name {
			return p.bad()
		}
		t := p.toks[p.i]
		p.next()
		n := p.attribute.new()
		n.Base = p.base(start, t.End)
		n.Value, n.Attr = e, p.identifier(t)
		e = n
	}
	return e
}

func (p *parser) valueOrClass() ast.Pattern {
	start := p.start()
	e := p.dottedName()
	if p.k != token.LPar {
		if p.k == token.Equal {
			p.fail()
		}
		return &ast.MatchValue{Value: e, Base: p.base(start, p.end())}
	}
	p.next()
	n := &ast.MatchClass{Cls: e}
	h, nh := len(p.patterns), len(p.names)
	positional := 0
	for p.k != token.RPar && !p.failed {
		if p.k == token.Name && p.peek(1) == token.Equal {
			p.names = append(p.names, p.name())
			p.next()
		} else if len(p.names) > nh {
			p.fail() // a positional pattern after a keyword
			break
		} else {
			positional++
		}
		p.patterns = append(p.patterns, p.pattern())
		if !p.accept(token.Comma) {
			break
		}
	}
	p.expect(token.RPar)
	all := p.takePatterns(h)
	if positional > 0 {
		n.Patterns = all[:positional:positional]
	}
	if len(all) > positional {
		n.KwdPatterns = all[positional:]
	}
	n.KwdAttrs = p.takeNames(nh)
	n.Base = p.base(start, p.end())
	return n
}

// sequencePattern is "[...]" or "(...)"; round brackets around one pattern
// only group.
func (p *parser) sequencePattern() ast.Pattern {
	start := p.start()
	end := token.RSqb
	if p.k == token.LPar {
		end = token.RPar
	}
	p.next()
	h := len(p.patterns)
	comma, star := false, p.k == token.Star
	for p.k != end && !p.failed {
		p.patterns = append(p.patterns, p.maybeStar())
		if !p.accept(token.Comma) {
			break
		}
		comma = true
	}
	p.expect(end)
	if end == token.RPar && !comma && len(p.patterns) == h+1 {
		pat := p.patterns[h]
		p.patterns = p.patterns[:h]
		if star {
			p.fail()
		}
		return pat
	}
	return &ast.MatchSequence{Patterns: p.takePatterns(h), Base: p.base(start, p.end())}
}

func (p *parser) mappingPattern() ast.Pattern {
	start := p.start()
	p.next()
	n := new(ast.MatchMapping)
	h, kh := len(p.patterns), len(p.exprs)
	for p.k != token.RBrace && !p.failed {
		if p.accept(token.DoubleStar) {
			n.Rest = p.capture()
			p.accept(token.Comma)
			break
		}
		p.exprs = append(p.exprs, p.mappingKey())
		p.expect(token.Colon)
		p.patterns = append(p.patterns, p.pattern())
		if !p.accept(token.Comma) {
			break
		}
	}
	p.expect(token.RBrace)
	n.Keys, n.Patterns = p.takeExprs(kh), p.takePatterns(h)
	n.Base = p.base(start, p.end())
	return n
}

// mappingKey is a literal or a dotted name.
func (p *parser) mappingKey() ast.Expr {
	switch p.k {
	case token.Number, token.Minus:
		return p.signedNumber()
	case token.String, token.FStringStart, token.TStringStart:
		return p.strings()
	case token.None:
		return p.simpleConstant(ast.NoneConst)
	case token.True:
		return p.simpleConstant(ast.TrueConst)
	case token.False:
		return p.simpleConstant(ast.FalseConst)
	case token.Name:
		if p.peek(1) == token.Dot {
			return p.dottedName()
		}
	}
	return p.bad()
}
