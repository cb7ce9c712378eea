package parse

import (
	"strings"

	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/token"
)

// commaList is item (',' item)* [','], a tuple when there is a comma.
func (d *diagnosis) commaList(item func() *part) *part {
	m := d.mark
	items := d.list(item)
	if len(items) == 0 {
		return nil
	}
	if d.eat(token.Comma) || len(items) > 1 {
		x := d.at(ast.TupleKind, m)
		x.elts = items
		return x
	}
	return items[0]
}

func (d *diagnosis) expressions() *part     { return d.commaList(d.expression) }
func (d *diagnosis) starExpressions() *part { return d.commaList(d.starExpression) }

func (d *diagnosis) starExpression() *part {
	return d.memo(ruleStarExpression, func() *part {
		if x := d.star(d.bitOr); x != nil {
			return x
		}
		return d.expression()
	})
}

// star is "*" and an operand.
func (d *diagnosis) star(operand func() *part) *part {
	m := d.mark
	if d.eat(token.Star) {
		if v := operand(); v != nil {
			x := d.at(ast.StarredKind, m)
			x.value = v
			return x
		}
	}
	d.mark = m
	return nil
}

func (d *diagnosis) starNamed() *part {
	if x := d.star(d.bitOr); x != nil {
		return x
	}
	return d.named()
}

// starNamedList is one or more elements of a display.
func (d *diagnosis) starNamedList() []*part {
	items := d.list(d.starNamed)
	if len(items) > 0 {
		d.eat(token.Comma)
	}
	return items
}

// walrus is "assignment_expression".
func (d *diagnosis) walrus() *part {
	m := d.mark
	if d.eat(token.Name) && d.eat(token.ColonEqual) {
		if d.expression() != nil {
			return d.at(ast.NamedExprKind, m)
		}
	}
	d.mark = m
	return nil
}

func (d *diagnosis) named() *part {
	m := d.mark
	if x := d.walrus(); x != nil {
		return x
	}
	d.mark = m
	if d.invalid {
		d.invalidNamed()
		d.mark = m
	}
	if x := d.expression(); x != nil && d.k() != token.ColonEqual {
		return x
	}
	d.mark = m
	return nil
}

func (d *diagnosis) invalidNamed() {
	d.memo(ruleInvalidNamed, func() *part {
		m := d.mark
		if a := d.expression(); a != nil && d.eat(token.ColonEqual) && d.expression() != nil {
			d.raiseAt(a, "cannot use assignment expressions with %s", describe(a))
			return nil
		}
		d.mark = m
		notEqual := func() bool { return !d.is(token.Equal, token.ColonEqual) }
		if a := d.name(); a != nil && d.eat(token.Equal) {
			if b := d.bitOr(); b != nil && notEqual() {
				d.raiseRange(a, b, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
				return nil
			}
		}
		d.mark = m
		if d.ahead(func() bool {
			return d.listDisplay() != nil || d.tuple() != nil || d.genexp() != nil || d.is(token.True, token.None, token.False)
		}) {
			return nil
		}
		if a := d.bitOr(); a != nil && d.eat(token.Equal) && d.bitOr() != nil && notEqual() {
			d.raiseAt(a, "cannot assign to %s here. Maybe you meant '==' instead of '='?", describe(a))
		}
		return nil
	})
}

func (d *diagnosis) expression() *part {
	return d.memo(ruleExpression, func() *part {
		d.error(d.invalidExpression)
		d.error(d.invalidLegacy)
		m := d.mark
		if x := d.conditional(); x != nil {
			return x
		}
		d.mark = m
		if x := d.disjunction(); x != nil {
			return x
		}
		return d.lambda()
	})
}

func (d *diagnosis) conditional() *part {
	m := d.mark
	if d.disjunction() != nil && d.eat(token.If) && d.disjunction() != nil && d.eat(token.Else) && d.expression() != nil {
		return d.at(ast.IfExpKind, m)
	}
	d.mark = m
	return nil
}

// plainExpression is an expression inside which no error rule runs.
func (d *diagnosis) plainExpression() *part {
	saved := d.invalid
	d.invalid = false
	defer func() { d.invalid = saved }()
	if x := d.conditional(); x != nil {
		return x
	}
	if x := d.disjunction(); x != nil {
		return x
	}
	return d.lambda()
}

func (d *diagnosis) legacy(x *part) bool {
	if x.kind != ast.NameKind {
		return false
	}
	s := d.p.src[x.pos:x.end]
	return s == "print" || s == "exec"
}

func (d *diagnosis) invalidLegacy() {
	a := d.name()
	if a == nil || d.k() == token.LPar {
		return
	}
	if b := d.starExpressions(); b != nil && d.legacy(a) {
		s := d.p.src[a.pos:a.end]
		d.raiseRange(a, b, "Missing parentheses in call to '%s'. Did you mean %s(...)?", s, s)
	}
}

func (d *diagnosis) invalidExpression() {
	m := d.mark
	if d.target >= 14 && d.eat(token.String) {
		var first, last *part
		for d.k() != token.String {
			x := d.plainExpression()
			if x == nil {
				break
			}
			if first == nil {
				first = x
			}
			last = x
		}
		if first != nil && d.eat(token.String) {
			d.raiseRange(first, last, "invalid syntax. Is this intended to be part of the string?")
			return
		}
	}
	d.mark = m
	// A name before a string may be a misspelt prefix, and a soft keyword
	// before anything a statement.
	if !d.ahead(func() bool {
		if d.k() != token.Name {
			return false
		}
		if softPrefix(d.p.text(d.mark)) {
			return true
		}
		d.mark++
		return d.k() == token.String
	}) {
		if a := d.disjunction(); a != nil {
			if b := d.plainExpression(); b != nil && !d.legacy(a) && d.level(d.mark-1) > 0 {
				d.raiseRange(a, b, "invalid syntax. Perhaps you forgot a comma?")
				return
			}
		}
	}
	d.mark = m
	if a := d.disjunction(); a != nil && d.eat(token.If) {
		if b := d.disjunction(); b != nil {
			if !d.is(token.Else, token.Colon) {
				d.raiseRange(a, b, "expected 'else' after 'if' expression")
				return
			}
			if d.target >= 14 && d.eat(token.Else) && !d.ahead(func() bool { return d.expression() != nil }) {
				d.raiseNext("expected expression after 'else', but statement is given")
				return
			}
		}
	}
	d.mark = m
	if d.target >= 14 && d.is(token.Pass, token.Break, token.Continue) {
		a := d.tokPart(d.mark)
		d.mark++
		if d.eat(token.If) && d.disjunction() != nil && d.eat(token.Else) && d.simple() {
			d.raiseAt(a, "expected expression before 'if', but statement is given")
			return
		}
	}
	d.mark = m
	if d.eat(token.Lambda) {
		d.optParams(token.Colon)
		if d.eat(token.Colon) && d.is(token.FStringMiddle, token.TStringMiddle) {
			word := "f-string"
			if d.k() == token.TStringMiddle {
				word = "t-string"
			}
			d.raiseRange(d.tokPart(m), d.tokPart(d.mark-1), "%s: lambda expressions are not allowed without parentheses", word)
		}
	}
}

// softPrefix reports whether CPython takes a name for a soft keyword here: it
// compares only as many letters as the name has.
func softPrefix(s string) bool {
	for _, k := range []string{"_", "case", "match", "type"} {
		if strings.HasPrefix(k, s) {
			return true
		}
	}
	return false
}

func (d *diagnosis) lambda() *part {
	m := d.mark
	if !d.eat(token.Lambda) {
		return nil
	}
	d.optParams(token.Colon)
	if d.eat(token.Colon) && d.expression() != nil {
		return d.at(ast.LambdaKind, m)
	}
	d.mark = m
	return nil
}

func (d *diagnosis) boolean(r rule, op token.Kind, operand func() *part) *part {
	return d.memo(r, func() *part {
		m := d.mark
		x := operand()
		if x == nil {
			return nil
		}
		n := 0
		for d.try(func() bool { return d.eat(op) && operand() != nil }) {
			n++
		}
		if n > 0 {
			return d.at(ast.BoolOpKind, m)
		}
		return x
	})
}

func (d *diagnosis) disjunction() *part {
	return d.boolean(ruleDisjunction, token.Or, d.conjunction)
}

func (d *diagnosis) conjunction() *part {
	return d.boolean(ruleConjunction, token.And, d.inversion)
}

func (d *diagnosis) inversion() *part {
	return d.memo(ruleInversion, func() *part {
		m := d.mark
		if d.eat(token.Not) {
			if d.inversion() == nil {
				return nil
			}
			return d.at(ast.UnaryOpKind, m)
		}
		return d.comparison()
	})
}

func (d *diagnosis) comparison() *part {
	m := d.mark
	left := d.bitOr()
	if left == nil {
		return nil
	}
	n, in := 0, false
	for d.try(func() bool {
		first := d.k()
		switch first {
		case token.NotEqual:
			if d.p.src[d.toks[d.mark].Start] == '<' {
				return false
			}
			d.mark++
		case token.EqEqual, token.LessEqual, token.Less, token.GreaterEqual, token.Greater, token.In:
			d.mark++
		case token.Not:
			d.mark++
			if !d.eat(token.In) {
				return false
			}
		case token.Is:
			d.mark++
			if d.k() == token.Not {
				x := d.mark
				d.mark++
				if d.bitOr() != nil {
					return true
				}
				d.mark = x
			}
		default:
			return false
		}
		if d.bitOr() == nil {
			return false
		}
		in = in || n == 0 && first == token.In
		return true
	}) {
		n++
	}
	if n == 0 {
		return left
	}
	x := d.at(ast.CompareKind, m)
	x.value, x.in = left, in
	return x
}

// leftBinary is a left-associative level of binary operators.
func (d *diagnosis) leftBinary(r rule, operand func() *part, ops ...token.Kind) *part {
	return d.memo(r, func() *part {
		m := d.mark
		x := operand()
		if x == nil {
			return nil
		}
		for d.try(func() bool {
			if !d.is(ops...) {
				return false
			}
			d.mark++
			return operand() != nil
		}) {
			x = d.at(ast.BinOpKind, m)
		}
		return x
	})
}

func (d *diagnosis) bitOr() *part  { return d.leftBinary(ruleBitOr, d.bitXor, token.VBar) }
func (d *diagnosis) bitXor() *part { return d.leftBinary(ruleBitXor, d.bitAnd, token.Circumflex) }
func (d *diagnosis) bitAnd() *part { return d.leftBinary(ruleBitAnd, d.shift, token.Amper) }

func (d *diagnosis) shift() *part {
	return d.leftBinary(ruleShift, func() *part {
		d.error(func() {
			if d.sum() == nil || !d.is(token.Plus, token.Minus, token.Star, token.Slash, token.Percent, token.DoubleSlash, token.At) {
				return
			}
			d.mark++
			a := d.mark
			if d.eat(token.Not) {
				if b := d.inversion(); b != nil {
					d.raiseRange(d.tokPart(a), b, "'not' after an operator must be parenthesized")
				}
			}
		})
		return d.sum()
	}, token.LeftShift, token.RightShift)
}

func (d *diagnosis) sum() *part {
	return d.leftBinary(ruleSum, d.term, token.Plus, token.Minus)
}

func (d *diagnosis) term() *part {
	return d.leftBinary(ruleTerm, func() *part {
		d.error(func() {
			if !d.is(token.Plus, token.Minus, token.Tilde) {
				return
			}
			d.mark++
			a := d.mark
			if d.eat(token.Not) {
				if b := d.factor(); b != nil {
					d.raiseRange(d.tokPart(a), b, "'not' after an operator must be parenthesized")
				}
			}
		})
		return d.factor()
	}, token.Star, token.Slash, token.DoubleSlash, token.Percent, token.At)
}

func (d *diagnosis) factor() *part {
	return d.memo(ruleFactor, func() *part {
		m := d.mark
		if d.is(token.Plus, token.Minus, token.Tilde) {
			d.mark++
			if d.factor() == nil {
				return nil
			}
			return d.at(ast.UnaryOpKind, m)
		}
		x := d.awaitPrimary()
		if x == nil {
			return nil
		}
		if d.try(func() bool { return d.eat(token.DoubleStar) && d.factor() != nil }) {
			return d.at(ast.BinOpKind, m)
		}
		return x
	})
}

func (d *diagnosis) awaitPrimary() *part {
	return d.memo(ruleAwait, func() *part {
		m := d.mark
		if d.eat(token.Await) {
			if d.primary() == nil {
				return nil
			}
			return d.at(ast.AwaitKind, m)
		}
		return d.primary()
	})
}

func (d *diagnosis) primary() *part {
	return d.memo(rulePrimary, func() *part {
		m := d.mark
		x := d.atom()
		if x == nil {
			return nil
		}
		for {
			kind := d.trailer()
			if kind == ast.NoKind {
				return x
			}
			x = d.at(kind, m)
		}
	})
}

// trailer is an attribute, a call or a subscript.
func (d *diagnosis) trailer() ast.Kind {
	switch d.k() {
	case token.Dot:
		if d.try(func() bool { d.mark++; return d.eat(token.Name) }) {
			return ast.AttributeKind
		}
	case token.LBrace:
		// A generator expression may be the argument of a call. Its error
		// rule knows the other brackets too, and runs here for them.
		d.error(d.invalidComprehension)
	case token.LPar:
		if d.try(func() bool { return d.genexp() != nil }) {
			return ast.CallKind
		}
		if d.try(func() bool { d.mark++; d.arguments(); return d.eat(token.RPar) }) {
			return ast.CallKind
		}
	case token.LSqb:
		d.error(d.invalidComprehension)
		if d.try(func() bool { d.mark++; return d.slices() && d.eat(token.RSqb) }) {
			return ast.SubscriptKind
		}
	}
	return ast.NoKind
}

func (d *diagnosis) slices() bool {
	if d.try(func() bool { return d.sliceItem() != nil && d.k() != token.Comma }) {
		return true
	}
	if len(d.list(func() *part {
		if x := d.sliceItem(); x != nil {
			return x
		}
		return d.starredExpression()
	})) == 0 {
		return false
	}
	d.eat(token.Comma)
	return true
}

func (d *diagnosis) sliceItem() *part {
	m := d.mark
	if d.try(func() bool {
		d.try(func() bool { return d.expression() != nil })
		if !d.eat(token.Colon) {
			return false
		}
		d.try(func() bool { return d.expression() != nil })
		if d.eat(token.Colon) {
			d.try(func() bool { return d.expression() != nil })
		}
		return true
	}) {
		return d.at(ast.SliceKind, m)
	}
	return d.named()
}

func (d *diagnosis) atom() *part {
	m := d.mark
	switch k := d.k(); k {
	case token.Name:
		return d.name()
	case token.True, token.False, token.None, token.Ellipsis:
		d.mark++
		x := d.at(ast.ConstantKind, m)
		x.con = map[token.Kind]ast.ConstKind{token.True: ast.TrueConst, token.False: ast.FalseConst, token.None: ast.NoneConst, token.Ellipsis: ast.EllipsisConst}[k]
		return x
	case token.String, token.FStringStart, token.TStringStart:
		return d.strings()
	case token.Number:
		return d.number()
	case token.LPar:
		for _, f := range []func() *part{d.tuple, d.group, d.genexp} {
			d.mark = m
			if x := f(); x != nil {
				return x
			}
		}
	case token.LSqb:
		if x := d.listDisplay(); x != nil {
			return x
		}
		d.mark = m
		if x := d.listComp(); x != nil {
			return x
		}
	case token.LBrace:
		for _, f := range []func() *part{d.dict, d.set, d.dictComp, d.setComp} {
			d.mark = m
			if x := f(); x != nil {
				return x
			}
		}
	}
	d.mark = m
	return nil
}

func (d *diagnosis) number() *part {
	m := d.mark
	if !d.eat(token.Number) {
		return nil
	}
	x := d.at(ast.ConstantKind, m)
	v := d.p.numberValue(d.toks[m])
	x.con = v.Type
	if n := tooManyDigits(v); n > 0 {
		d.raiseAt(x, tooManyDigitsMsg, n)
		return nil
	}
	return x
}

func (d *diagnosis) group() *part {
	m := d.mark
	if !d.eat(token.LPar) {
		return nil
	}
	x := d.yield()
	if x == nil {
		x = d.named()
	}
	if x != nil && d.eat(token.RPar) {
		return x
	}
	d.mark = m
	d.error(func() {
		d.mark++
		if a := d.starredExpression(); a != nil && d.eat(token.RPar) {
			d.raiseAt(a, "cannot use starred expression here")
			return
		}
		d.mark = m + 1
		if d.eat(token.DoubleStar) && d.expression() != nil && d.eat(token.RPar) {
			d.raiseAt(d.tokPart(m+1), "cannot use double starred expression here")
		}
	})
	return nil
}

func (d *diagnosis) yield() *part {
	m := d.mark
	if !d.eat(token.Yield) {
		return nil
	}
	if d.try(func() bool { return d.eat(token.From) && d.expression() != nil }) {
		return d.at(ast.YieldFromKind, m)
	}
	d.try(func() bool { return d.starExpressions() != nil })
	return d.at(ast.YieldKind, m)
}
