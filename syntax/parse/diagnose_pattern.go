package parse

import (
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/token"
)

func (d *diagnosis) matchStatement() bool {
	m := d.mark
	if d.eatSoft("match") && d.subject() && d.eat(token.Colon) && d.eat(token.Newline) && d.eat(token.Indent) {
		n := 0
		for d.try(d.caseBlock) {
			n++
		}
		if n > 0 && d.eat(token.Dedent) {
			return true
		}
	}
	d.mark = m
	d.error(func() {
		if d.eatSoft("match") && d.subject() && d.eat(token.Newline) {
			d.raiseLast("expected ':'")
			return
		}
		d.mark = m
		if d.eatSoft("match") && d.subject() && d.eat(token.Colon) && d.noBlock() {
			d.missingBlock(m, "'match' statement")
		}
	})
	return false
}

func (d *diagnosis) subject() bool {
	if d.try(func() bool {
		if d.starNamed() == nil || !d.eat(token.Comma) {
			return false
		}
		d.starNamedList()
		return true
	}) {
		return true
	}
	return d.named() != nil
}

func (d *diagnosis) caseBlock() bool {
	m := d.mark
	header := func() bool {
		d.mark = m
		if !d.eatSoft("case") || d.patterns() == nil {
			return false
		}
		d.try(func() bool { return d.eat(token.If) && d.named() != nil })
		return true
	}
	d.error(func() {
		if header() && d.eat(token.Newline) {
			d.raiseLast("expected ':'")
			return
		}
		if header() && d.eat(token.Colon) && d.noBlock() {
			d.missingBlock(m, "'case' statement")
		}
	})
	return header() && d.eat(token.Colon) && d.block()
}

func (d *diagnosis) patterns() *part {
	m := d.mark
	if x := d.openSequence(); x != nil {
		return x
	}
	d.mark = m
	return d.pattern()
}

func (d *diagnosis) openSequence() *part {
	m := d.mark
	if d.maybeStarPattern() == nil || !d.eat(token.Comma) {
		d.mark = m
		return nil
	}
	d.sequenceItems()
	return d.at(ast.MatchSequenceKind, m)
}

func (d *diagnosis) sequenceItems() {
	if len(d.list(d.maybeStarPattern)) > 0 {
		d.eat(token.Comma)
	}
}

func (d *diagnosis) maybeStarPattern() *part {
	m := d.mark
	if d.eat(token.Star) {
		if d.captureTarget() || d.eatSoft("_") {
			return d.at(ast.MatchStarKind, m)
		}
		d.mark = m
	}
	return d.pattern()
}

func (d *diagnosis) captureTarget() bool {
	return d.try(func() bool {
		return !d.soft("_") && d.eat(token.Name) && !d.is(token.Dot, token.LPar, token.Equal)
	})
}

func (d *diagnosis) pattern() *part {
	m := d.mark
	if d.orPattern() != nil && d.eat(token.As) && d.captureTarget() {
		return d.at(ast.MatchAsKind, m)
	}
	d.mark = m
	d.error(func() {
		if d.orPattern() == nil || !d.eat(token.As) {
			return
		}
		if d.soft("_") {
			d.raiseAt(d.tokPart(d.mark), "cannot use '_' as a target")
			return
		}
		if d.target < 14 {
			if d.k() != token.Name {
				if x := d.expression(); x != nil {
					d.raiseAt(x, "invalid pattern target")
				}
			}
		} else if x := d.expression(); x != nil {
			d.raiseAt(x, "cannot use %s as pattern target", describe(x))
		}
	})
	return d.orPattern()
}

func (d *diagnosis) orPattern() *part {
	m := d.mark
	if d.closedPattern() == nil {
		return nil
	}
	for d.try(func() bool { return d.eat(token.VBar) && d.closedPattern() != nil }) {
	}
	return d.at(ast.MatchOrKind, m)
}

func (d *diagnosis) closedPattern() *part {
	return d.memo(ruleClosedPattern, func() *part {
		m := d.mark
		switch d.k() {
		case token.Number, token.Minus:
			return d.literalNumber()
		case token.String, token.FStringStart, token.TStringStart:
			return d.strings()
		case token.None, token.True, token.False:
			d.mark++
			return d.at(ast.MatchSingletonKind, m)
		case token.Name:
			if d.captureTarget() || d.eatSoft("_") {
				return d.at(ast.MatchAsKind, m)
			}
			if d.try(func() bool { return d.attr() && !d.is(token.Dot, token.LPar, token.Equal) }) {
				return d.at(ast.MatchValueKind, m)
			}
			return d.classPattern()
		case token.LPar:
			d.mark++
			if x := d.pattern(); x != nil && d.eat(token.RPar) {
				return x
			}
			d.mark = m + 1
			d.openSequence()
			if d.eat(token.RPar) {
				return d.at(ast.MatchSequenceKind, m)
			}
		case token.LSqb:
			d.mark++
			d.sequenceItems()
			if d.eat(token.RSqb) {
				return d.at(ast.MatchSequenceKind, m)
			}
		case token.LBrace:
			return d.mappingPattern()
		}
		return nil
	})
}

func (d *diagnosis) literalNumber() *part {
	m := d.mark
	d.eat(token.Minus)
	if d.number() != nil && !d.is(token.Plus, token.Minus) {
		return d.at(ast.ConstantKind, m)
	}
	d.mark = m
	d.eat(token.Minus)
	x := d.number()
	if x == nil {
		d.mark = m
		return nil
	}
	if x.con == ast.ComplexConst {
		d.raiseAt(x, "real number required in complex literal")
		return nil
	}
	if d.eat(token.Plus) || d.eat(token.Minus) {
		if y := d.number(); y != nil {
			if y.con != ast.ComplexConst {
				d.raiseAt(y, "imaginary number required in complex literal")
				return nil
			}
			return d.at(ast.BinOpKind, m)
		}
	}
	d.mark = m
	return nil
}

// attr is a dotted name of two parts or more.
func (d *diagnosis) attr() bool {
	if !d.eat(token.Name) {
		return false
	}
	n := 0
	for d.try(func() bool { return d.eat(token.Dot) && d.eat(token.Name) }) {
		n++
	}
	return n > 0
}

func (d *diagnosis) classPattern() *part {
	m := d.mark
	name := func() bool {
		d.mark = m
		return (d.try(d.attr) || d.eat(token.Name)) && d.eat(token.LPar)
	}
	keywords := func() []*part {
		return d.list(func() *part {
			x := d.mark
			if d.eat(token.Name) && d.eat(token.Equal) && d.pattern() != nil {
				return d.at(ast.KeywordKind, x)
			}
			d.mark = x
			return nil
		})
	}
	if !name() {
		d.mark = m
		return nil
	}
	inner := d.mark
	done := func() *part {
		d.eat(token.Comma)
		if d.eat(token.RPar) {
			return d.at(ast.MatchClassKind, m)
		}
		return nil
	}
	if d.eat(token.RPar) {
		return d.at(ast.MatchClassKind, m)
	}
	if len(d.list(d.pattern)) > 0 {
		if x := done(); x != nil {
			return x
		}
	}
	d.mark = inner
	if len(keywords()) > 0 {
		if x := done(); x != nil {
			return x
		}
	}
	d.mark = inner
	if len(d.list(d.pattern)) > 0 && d.eat(token.Comma) && len(keywords()) > 0 {
		if x := done(); x != nil {
			return x
		}
	}
	d.mark = inner
	d.error(func() {
		d.try(func() bool { return len(d.list(d.pattern)) > 0 && d.eat(token.Comma) })
		if len(keywords()) == 0 || !d.eat(token.Comma) {
			return
		}
		if late := d.list(d.pattern); len(late) > 0 {
			d.raiseRange(late[0], late[len(late)-1], "positional patterns follow keyword patterns")
		}
	})
	d.mark = m
	return nil
}

func (d *diagnosis) mappingPattern() *part {
	m := d.mark
	d.mark++
	items := func() bool {
		return len(d.list(func() *part {
			x := d.mark
			if d.mappingKey() && d.eat(token.Colon) && d.pattern() != nil {
				return d.at(ast.KeywordKind, x)
			}
			d.mark = x
			return nil
		})) > 0
	}
	rest := func() bool { return d.eat(token.DoubleStar) && d.captureTarget() }
	end := func() bool { d.eat(token.Comma); return d.eat(token.RBrace) }
	for _, f := range []func() bool{
		func() bool { return d.eat(token.RBrace) },
		func() bool { return rest() && end() },
		func() bool { return items() && d.eat(token.Comma) && rest() && end() },
		func() bool { return items() && end() },
	} {
		if d.try(f) {
			return d.at(ast.MatchMappingKind, m)
		}
	}
	d.mark = m
	return nil
}

func (d *diagnosis) mappingKey() bool {
	switch d.k() {
	case token.Number, token.Minus:
		return d.literalNumber() != nil
	case token.String, token.FStringStart, token.TStringStart:
		return d.strings() != nil
	case token.None, token.True, token.False:
		d.mark++
		return true
	}
	return d.try(d.attr)
}
