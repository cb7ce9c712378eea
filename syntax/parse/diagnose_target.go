package parse

import (
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/token"
)

func (d *diagnosis) starTargets() *part {
	m := d.mark
	if x := d.starTarget(); x != nil && d.k() != token.Comma {
		return x
	}
	d.mark = m
	items := d.list(d.starTarget)
	if len(items) == 0 {
		return nil
	}
	d.eat(token.Comma)
	return d.at(ast.TupleKind, m)
}

func (d *diagnosis) starTarget() *part {
	return d.memo(ruleStarTarget, func() *part {
		m := d.mark
		if d.eat(token.Star) {
			if d.k() != token.Star && d.starTarget() != nil {
				return d.at(ast.StarredKind, m)
			}
			d.mark = m
		}
		return d.starAtomTarget()
	})
}

// attributeTarget is an attribute or a subscript that nothing follows.
func (d *diagnosis) attributeTarget() bool {
	if d.tPrimary() == nil {
		return false
	}
	m := d.mark
	if d.eat(token.Dot) && d.eat(token.Name) && !d.trailerAhead() {
		return true
	}
	d.mark = m
	return d.eat(token.LSqb) && d.slices() && d.eat(token.RSqb) && !d.trailerAhead()
}

func (d *diagnosis) trailerAhead() bool { return d.is(token.LPar, token.LSqb, token.Dot) }

func (d *diagnosis) starAtomTarget() *part {
	return d.memo(ruleStarAtomTarget, func() *part {
		m := d.mark
		if d.try(d.attributeTarget) {
			return d.at(ast.AttributeKind, m)
		}
		switch d.k() {
		case token.Name:
			return d.name()
		case token.LPar:
			d.mark++
			if x := d.starAtomTarget(); x != nil && d.eat(token.RPar) {
				return x
			}
			d.mark = m + 1
			d.try(func() bool {
				if d.starTarget() == nil || !d.eat(token.Comma) {
					return false
				}
				if len(d.list(d.starTarget)) > 0 {
					d.eat(token.Comma)
				}
				return true
			})
			if d.eat(token.RPar) {
				return d.at(ast.TupleKind, m)
			}
		case token.LSqb:
			d.mark++
			if len(d.list(d.starTarget)) > 0 {
				d.eat(token.Comma)
			}
			if d.eat(token.RSqb) {
				return d.at(ast.ListKind, m)
			}
		}
		return nil
	})
}

func (d *diagnosis) singleTarget() bool {
	if d.try(d.attributeTarget) {
		return true
	}
	if d.eat(token.Name) {
		return true
	}
	return d.try(func() bool { return d.eat(token.LPar) && d.singleTarget() && d.eat(token.RPar) })
}

// tPrimary is a primary that more trailers follow.
func (d *diagnosis) tPrimary() *part {
	return d.memo(ruleTPrimary, func() *part {
		m := d.mark
		x := d.atom()
		if x == nil || !d.trailerAhead() {
			return nil
		}
		for {
			y := d.mark
			kind := d.trailer()
			if kind == ast.NoKind || !d.trailerAhead() {
				d.mark = y
				return x
			}
			x = d.at(kind, m)
		}
	})
}

func (d *diagnosis) delTarget() *part {
	return d.memo(ruleDelTarget, func() *part {
		m := d.mark
		if d.try(d.attributeTarget) {
			return d.at(ast.AttributeKind, m)
		}
		switch d.k() {
		case token.Name:
			return d.name()
		case token.LPar:
			d.mark++
			if x := d.delTarget(); x != nil && d.eat(token.RPar) {
				return x
			}
			d.mark = m + 1
			if len(d.list(d.delTarget)) > 0 {
				d.eat(token.Comma)
			}
			if d.eat(token.RPar) {
				return d.at(ast.TupleKind, m)
			}
		case token.LSqb:
			d.mark++
			if len(d.list(d.delTarget)) > 0 {
				d.eat(token.Comma)
			}
			if d.eat(token.RSqb) {
				return d.at(ast.ListKind, m)
			}
		}
		return nil
	})
}
