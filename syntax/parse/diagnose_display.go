package parse

import (
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
	"github.com/asynctools/asynctools/syntax/token"
)

func (d *diagnosis) tuple() *part {
	m := d.mark
	if !d.eat(token.LPar) {
		return nil
	}
	x := &part{kind: ast.TupleKind}
	d.try(func() bool {
		first := d.starNamed()
		if first == nil || !d.eat(token.Comma) {
			return false
		}
		x.elts = append([]*part{first}, d.starNamedList()...)
		return true
	})
	if !d.eat(token.RPar) {
		d.mark = m
		return nil
	}
	x.pos, x.end = d.toks[m].Start, d.toks[d.mark-1].End
	return x
}

func (d *diagnosis) listDisplay() *part {
	m := d.mark
	if !d.eat(token.LSqb) {
		return nil
	}
	elts := d.starNamedList()
	if !d.eat(token.RSqb) {
		d.mark = m
		return nil
	}
	x := d.at(ast.ListKind, m)
	x.elts = elts
	return x
}

func (d *diagnosis) set() *part {
	m := d.mark
	if d.eat(token.LBrace) && d.starNamedList() != nil && d.eat(token.RBrace) {
		return d.at(ast.SetKind, m)
	}
	d.mark = m
	return nil
}

func (d *diagnosis) listComp() *part {
	m := d.mark
	if d.eat(token.LSqb) && d.named() != nil && d.forIfClauses() != nil && d.eat(token.RSqb) {
		return d.at(ast.ListCompKind, m)
	}
	d.mark = m
	d.error(d.invalidComprehension)
	return nil
}

func (d *diagnosis) setComp() *part {
	m := d.mark
	if d.eat(token.LBrace) && d.named() != nil && d.forIfClauses() != nil && d.eat(token.RBrace) {
		return d.at(ast.SetCompKind, m)
	}
	d.mark = m
	d.error(d.invalidComprehension)
	return nil
}

// plainNamed is (assignment_expression | expression !':=').
func (d *diagnosis) plainNamed() *part {
	m := d.mark
	if x := d.walrus(); x != nil {
		return x
	}
	d.mark = m
	if x := d.expression(); x != nil && d.k() != token.ColonEqual {
		return x
	}
	d.mark = m
	return nil
}

func (d *diagnosis) genexp() *part {
	m := d.mark
	if d.eat(token.LPar) && d.plainNamed() != nil && d.forIfClauses() != nil && d.eat(token.RPar) {
		return d.at(ast.GeneratorExpKind, m)
	}
	d.mark = m
	d.error(d.invalidComprehension)
	return nil
}

func (d *diagnosis) dictComp() *part {
	m := d.mark
	if d.eat(token.LBrace) && d.pair() != nil && d.forIfClauses() != nil && d.eat(token.RBrace) {
		return d.at(ast.DictCompKind, m)
	}
	d.mark = m
	d.error(func() {
		d.mark++
		if d.eat(token.DoubleStar) && d.bitOr() != nil && d.forIfClauses() != nil && d.eat(token.RBrace) {
			d.raiseAt(d.tokPart(m+1), "dict unpacking cannot be used in dict comprehension")
		}
	})
	return nil
}

func (d *diagnosis) invalidComprehension() {
	m := d.mark
	if !d.is(token.LSqb, token.LPar, token.LBrace) {
		return
	}
	d.mark++
	if a := d.starredExpression(); a != nil && d.forIfClauses() != nil {
		d.raiseAt(a, "iterable unpacking cannot be used in comprehension")
		return
	}
	if d.toks[m].Kind == token.LPar {
		return
	}
	d.mark = m + 1
	a := d.starNamed()
	comma := d.mark
	if a == nil || !d.eat(token.Comma) {
		return
	}
	if b := d.starNamedList(); b != nil && d.forIfClauses() != nil {
		d.raiseRange(a, b[len(b)-1], "did you forget parentheses around the comprehension target?")
		return
	}
	d.mark = comma + 1
	if d.forIfClauses() != nil {
		d.raiseRange(a, d.tokPart(comma), "did you forget parentheses around the comprehension target?")
	}
}

// forIfClauses are the clauses of a comprehension; the result is its last
// expression.
func (d *diagnosis) forIfClauses() *part {
	last := d.forIfClause()
	if last == nil {
		return nil
	}
	for {
		x := d.forIfClause()
		if x == nil {
			return last
		}
		last = x
	}
}

func (d *diagnosis) forIfClause() *part {
	m := d.mark
	d.eat(token.Async)
	if d.eat(token.For) && d.starTargets() != nil && d.eat(token.In) {
		last := d.disjunction()
		if last == nil {
			d.mark = m
			return nil // no other reading after "in"
		}
		for d.try(func() bool {
			if !d.eat(token.If) {
				return false
			}
			x := d.disjunction()
			if x != nil {
				last = x
			}
			return x != nil
		}) {
		}
		return last
	}
	d.mark = m
	// This one CPython looks for in the first pass too.
	d.eat(token.Async)
	if d.eat(token.For) && len(d.list(d.bitOr)) > 0 {
		d.eat(token.Comma)
		if d.k() != token.In {
			d.raiseLast("'in' expected after for-loop variables")
		}
	}
	d.mark = m
	d.error(d.invalidForTarget)
	return nil
}

func (d *diagnosis) pair() *part {
	m := d.mark
	if d.expression() != nil && d.eat(token.Colon) && d.expression() != nil {
		return d.at(ast.DictKind, m)
	}
	d.mark = m
	return nil
}

func (d *diagnosis) starPair() *part {
	m := d.mark
	if d.eat(token.DoubleStar) {
		if d.bitOr() != nil {
			return d.at(ast.DictKind, m)
		}
		d.mark = m
	}
	return d.pair()
}

func (d *diagnosis) dict() *part {
	m := d.mark
	if !d.eat(token.LBrace) {
		return nil
	}
	if len(d.list(d.starPair)) > 0 {
		d.eat(token.Comma)
	}
	if d.eat(token.RBrace) {
		return d.at(ast.DictKind, m)
	}
	d.mark = m
	d.invalidDict()
	d.mark = m
	return nil
}

// invalidDict is an error rule that CPython runs in the first pass too.
func (d *diagnosis) invalidDict() {
	m := d.mark
	d.mark++
	if len(d.list(d.starPair)) > 0 && d.eat(token.Comma) {
		x := d.mark
		if a := d.expression(); a != nil && d.k() != token.Colon {
			// CPython takes the line from the key's start and the column
			// from its end.
			f := d.p.file.Source
			at := f.LineCol(a.end-1, source.UTF8)
			at.Line = f.Line(a.pos)
			pos := f.Offset(at, source.UTF8)
			d.raise(pos, pos, "':' expected after dictionary key")
			return
		}
		d.mark = x
		d.invalidPair()
	}
	d.mark = m + 1
	d.invalidPair()
}

func (d *diagnosis) invalidPair() {
	m := d.mark
	if d.expression() != nil && d.eat(token.Colon) {
		a := d.tokPart(d.mark)
		if d.eat(token.Star) && d.bitOr() != nil {
			d.raiseFrom(a, "cannot use a starred expression in a dictionary value")
			return
		}
	}
	d.mark = m
	if d.expression() != nil && d.eat(token.Colon) && d.is(token.RBrace, token.Comma) {
		d.raiseAt(d.tokPart(d.mark-1), "expression expected after dictionary key and ':'")
	}
}
