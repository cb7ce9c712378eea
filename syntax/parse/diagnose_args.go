package parse

import (
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/token"
)

// starredExpression is "*" and an expression, an argument.
func (d *diagnosis) starredExpression() *part {
	m := d.mark
	d.error(func() {
		if d.eat(token.Star) && d.expression() != nil && d.eat(token.Equal) {
			if b := d.expression(); b != nil {
				d.raiseRange(d.tokPart(m), b, "cannot assign to iterable argument unpacking")
			}
		}
	})
	if x := d.star(d.expression); x != nil {
		return x
	}
	if d.eat(token.Star) { // in the first pass too
		d.raiseLast("Invalid star expression")
		d.mark = m
	}
	return nil
}

// arguments are the arguments of a call, up to its ")".
func (d *diagnosis) arguments() *part {
	return d.memo(ruleArguments, func() *part {
		m := d.mark
		if x := d.args(); x != nil {
			d.eat(token.Comma)
			if d.k() == token.RPar {
				return x
			}
		}
		d.mark = m
		d.error(d.invalidArguments)
		return nil
	})
}

func (d *diagnosis) positional() *part {
	m := d.mark
	if x := d.starredExpression(); x != nil {
		return x
	}
	d.mark = m
	if x := d.plainNamed(); x != nil && d.k() != token.Equal {
		return x
	}
	d.mark = m
	return nil
}

func (d *diagnosis) args() *part {
	m := d.mark
	items := d.list(d.positional)
	if len(items) > 0 {
		x := &part{kind: ast.CallKind, elts: items}
		d.try(func() bool {
			if !d.eat(token.Comma) {
				return false
			}
			k := d.kwargs()
			if k == nil {
				return false
			}
			x.unpack = k.unpack
			x.elts = append(x.elts, k.elts...)
			return true
		})
		x.pos, x.end = d.toks[m].Start, d.toks[d.mark-1].End
		return x
	}
	d.mark = m
	return d.kwargs()
}

// kwargs are keyword arguments and starred ones, then "**" ones.
func (d *diagnosis) kwargs() *part {
	m := d.mark
	x := &part{kind: ast.CallKind}
	starred := d.list(func() *part { return d.keywordOr(false, x) })
	if len(starred) > 0 {
		n := d.mark
		if d.eat(token.Comma) {
			if len(d.list(func() *part { return d.keywordOr(true, x) })) == 0 {
				d.mark = n
			}
		}
	} else {
		d.mark = m
		if len(d.list(func() *part { return d.keywordOr(true, x) })) == 0 {
			d.mark = m
			return nil
		}
	}
	x.pos, x.end = d.toks[m].Start, d.toks[max(m, d.mark-1)].End
	return x
}

// keywordOr is a keyword argument, or a starred one (double: one with "**").
func (d *diagnosis) keywordOr(double bool, args *part) *part {
	m := d.mark
	d.error(d.invalidKeyword)
	if d.eat(token.Name) && d.eat(token.Equal) && d.expression() != nil {
		return d.at(ast.KeywordKind, m)
	}
	d.mark = m
	if !double {
		x := d.starredExpression()
		if x != nil {
			args.elts = append(args.elts, x)
		}
		return x
	}
	if d.eat(token.DoubleStar) && d.expression() != nil {
		args.unpack = true
		return d.at(ast.KeywordKind, m)
	}
	d.mark = m
	return nil
}

func (d *diagnosis) invalidKeyword() {
	m := d.mark
	if d.is(token.True, token.False, token.None) {
		d.mark++
		if d.eat(token.Equal) {
			d.raiseRange(d.tokPart(m), d.tokPart(m+1), "cannot assign to %s", d.toks[m].Kind)
			return
		}
	}
	d.mark = m
	if d.eat(token.Name) && d.eat(token.Equal) {
		if d.expression() != nil && d.forIfClauses() != nil {
			d.raiseRange(d.tokPart(m), d.tokPart(m+1), "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
			return
		}
	}
	d.mark = m
	if !d.ahead(func() bool { return d.eat(token.Name) && d.eat(token.Equal) }) {
		if a := d.expression(); a != nil && d.eat(token.Equal) {
			d.raiseRange(a, d.tokPart(d.mark-1), "expression cannot contain assignment, perhaps you meant \"==\"?")
			return
		}
	}
	d.mark = m
	if d.eat(token.DoubleStar) && d.expression() != nil && d.eat(token.Equal) {
		if b := d.expression(); b != nil {
			d.raiseRange(d.tokPart(m), b, "cannot assign to keyword argument unpacking")
		}
	}
}

func (d *diagnosis) invalidArguments() {
	const bare = "Generator expression must be parenthesized"
	m := d.mark
	// "*" after "**".
	d.try(func() bool {
		ok := d.try(func() bool {
			return len(d.list(d.positional)) > 0 && d.eat(token.Comma) && d.kwargs() != nil
		}) || d.try(func() bool { return d.kwargs() != nil })
		comma := d.mark
		if !ok || !d.eat(token.Comma) {
			return false
		}
		if len(d.list(func() *part {
			x := d.mark
			if s := d.starredExpression(); s != nil && d.k() != token.Equal {
				return s
			}
			d.mark = x
			return nil
		})) > 0 {
			d.raiseFrom(d.tokPart(comma), "iterable argument unpacking follows keyword argument unpacking")
		}
		return false
	})
	if a := d.expression(); a != nil {
		if last := d.forIfClauses(); last != nil && d.eat(token.Comma) {
			d.try(func() bool {
				return d.args() != nil || d.try(func() bool { return d.expression() != nil && d.forIfClauses() != nil })
			})
			d.raiseRange(a, last, bare)
			return
		}
	}
	d.mark = m
	if d.eat(token.Name) && d.eat(token.Equal) && d.expression() != nil && d.forIfClauses() != nil {
		d.raiseRange(d.tokPart(m), d.tokPart(m+1), "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
		return
	}
	d.mark = m
	d.try(func() bool { return d.args() != nil && d.eat(token.Comma) })
	if n := d.mark; d.eat(token.Name) && d.eat(token.Equal) && d.is(token.Comma, token.RPar) {
		d.raiseRange(d.tokPart(n), d.tokPart(n+1), "expected argument value expression")
		return
	}
	d.mark = m
	if a := d.args(); a != nil {
		x := d.mark
		if last := d.forIfClauses(); last != nil && len(a.elts) > 1 {
			d.raiseRange(a.elts[len(a.elts)-1], last, bare)
			return
		}
		d.mark = x
		if d.eat(token.Comma) {
			if b := d.expression(); b != nil {
				if last := d.forIfClauses(); last != nil {
					d.raiseRange(b, last, bare)
					return
				}
			}
		}
		d.mark = x
		if d.eat(token.Comma) && d.args() != nil {
			msg := "positional argument follows keyword argument"
			if a.unpack {
				msg += " unpacking"
			}
			d.raiseLast("%s", msg)
		}
	}
}

// Parameters of a def (end is ")") or a lambda (end is ":").

func (d *diagnosis) optParams(end token.Kind) {
	d.try(func() bool {
		d.error(func() { d.invalidParams(end) })
		return d.params(end)
	})
}

func (d *diagnosis) param(end token.Kind) *part {
	m := d.mark
	if !d.eat(token.Name) {
		return nil
	}
	if end == token.RPar {
		d.try(func() bool { return d.eat(token.Colon) && d.expression() != nil })
	}
	return d.at(ast.ArgKind, m)
}

// paramEnd is the comma after a parameter, or the end of the list.
func (d *diagnosis) paramEnd(end token.Kind) bool {
	if d.eat(token.Comma) {
		if end == token.RPar {
			d.eat(token.TypeComment)
		}
		return true
	}
	m := d.mark
	if end == token.RPar {
		d.eat(token.TypeComment)
	}
	if d.k() == end {
		return true
	}
	d.mark = m
	return false
}

func (d *diagnosis) defaultValue(end token.Kind) bool {
	m := d.mark
	if d.eat(token.Equal) && d.expression() != nil {
		return true
	}
	d.mark = m
	d.error(func() {
		if d.eat(token.Equal) && d.is(token.RPar, token.Comma) {
			d.raiseAt(d.tokPart(m), "expected default value expression")
		}
	})
	return false
}

func (d *diagnosis) noDefault(end token.Kind) *part {
	m := d.mark
	if x := d.param(end); x != nil && d.paramEnd(end) {
		return x
	}
	d.mark = m
	return nil
}

func (d *diagnosis) withDefault(end token.Kind) *part {
	m := d.mark
	if x := d.param(end); x != nil && d.defaultValue(end) && d.paramEnd(end) {
		return x
	}
	d.mark = m
	return nil
}

func (d *diagnosis) maybeDefault(end token.Kind) *part {
	m := d.mark
	if x := d.param(end); x != nil {
		d.try(func() bool { return d.defaultValue(end) })
		if d.paramEnd(end) {
			return x
		}
	}
	d.mark = m
	return nil
}

// many runs an item as often as it matches.
func (d *diagnosis) many(item func(token.Kind) *part, end token.Kind) (n int) {
	for {
		m := d.mark
		if item(end) == nil {
			d.mark = m
			return n
		}
		n++
	}
}

// slash is parameters up to "/"; with says that some have defaults.
func (d *diagnosis) slash(end token.Kind, with bool) bool {
	return d.try(func() bool {
		n := d.many(d.noDefault, end)
		if with {
			n = d.many(d.withDefault, end)
		}
		return n > 0 && d.eat(token.Slash) && (d.eat(token.Comma) || d.k() == end)
	})
}

func (d *diagnosis) params(end token.Kind) bool {
	star := func() { d.try(func() bool { return d.starEtc(end) }) }
	if d.slash(end, false) {
		d.many(d.noDefault, end)
		d.many(d.withDefault, end)
		star()
		return true
	}
	if d.slash(end, true) {
		d.many(d.withDefault, end)
		star()
		return true
	}
	n := d.many(d.noDefault, end)
	if n+d.many(d.withDefault, end) > 0 {
		star()
		return true
	}
	return d.starEtc(end)
}

func (d *diagnosis) starEtc(end token.Kind) bool {
	m := d.mark
	d.error(func() { d.invalidStarEtc(end) })
	kwds := func() { d.try(func() bool { return d.kwds(end) }) }
	if d.eat(token.Star) {
		if d.noDefault(end) != nil {
			d.many(d.maybeDefault, end)
			kwds()
			return true
		}
		if end == token.RPar && d.try(func() bool {
			return d.eat(token.Name) && d.eat(token.Colon) && d.starExpression() != nil && d.paramEnd(end)
		}) {
			d.many(d.maybeDefault, end)
			kwds()
			return true
		}
		if d.eat(token.Comma) && d.many(d.maybeDefault, end) > 0 {
			kwds()
			return true
		}
		d.mark = m
	}
	return d.kwds(end)
}

func (d *diagnosis) kwds(end token.Kind) bool {
	m := d.mark
	d.error(func() {
		if !d.eat(token.DoubleStar) || d.param(end) == nil {
			return
		}
		if d.k() == token.Equal {
			d.raiseAt(d.tokPart(d.mark), "var-keyword %s cannot have default value", d.argument())
			return
		}
		if !d.eat(token.Comma) {
			return
		}
		if x := d.param(end); x != nil {
			d.raiseAt(x, "%ss cannot follow var-keyword %s", d.argument(), d.argument())
		} else if d.is(token.Star, token.DoubleStar, token.Slash) {
			d.raiseAt(d.tokPart(d.mark), "%ss cannot follow var-keyword %s", d.argument(), d.argument())
		}
	})
	if d.eat(token.DoubleStar) && d.noDefault(end) != nil {
		return true
	}
	d.mark = m
	return false
}

// argument is what a parameter is called: the wrong word, until 3.14.
func (d *diagnosis) argument() string {
	if d.target >= 14 {
		return "parameter"
	}
	return "argument"
}

func (d *diagnosis) invalidStarEtc(end token.Kind) {
	m := d.mark
	if !d.eat(token.Star) {
		return
	}
	if d.k() == end || d.ahead(func() bool { return d.eat(token.Comma) && d.is(end, token.DoubleStar) }) {
		if end == token.RPar {
			d.raiseAt(d.tokPart(m), "named %ss must follow bare *", d.argument())
		} else {
			d.raiseLast("named %ss must follow bare *", d.argument())
		}
		return
	}
	if end == token.RPar && d.eat(token.Comma) && d.eat(token.TypeComment) {
		d.raiseLast("bare * has associated type comment")
		return
	}
	d.mark = m + 1
	if d.param(end) != nil && d.k() == token.Equal {
		d.raiseAt(d.tokPart(d.mark), "var-positional %s cannot have default value", d.argument())
		return
	}
	d.mark = m + 1
	if d.noDefault(end) == nil && !d.eat(token.Comma) {
		return
	}
	d.many(d.maybeDefault, end)
	if at := d.mark; d.eat(token.Star) && (d.noDefault(end) != nil || d.eat(token.Comma)) {
		if d.target >= 14 {
			d.raiseAt(d.tokPart(at), "* may appear only once")
		} else {
			d.raiseAt(d.tokPart(at), "* argument may appear only once")
		}
	}
}

func (d *diagnosis) invalidParams(end token.Kind) {
	m := d.mark
	if d.eat(token.Slash) && d.eat(token.Comma) {
		d.raiseAt(d.tokPart(m), "at least one %s must precede /", d.argument())
		return
	}
	d.mark = m
	anySlash := func() bool { return d.slash(end, false) || d.slash(end, true) }
	if anySlash() {
		d.many(d.maybeDefault, end)
		if d.k() == token.Slash {
			d.raiseAt(d.tokPart(d.mark), "/ may appear only once")
			return
		}
	}
	d.mark = m
	d.slash(end, false)
	d.many(d.noDefault, end)
	if d.slash(end, true) || d.many(d.withDefault, end) > 0 {
		if x := d.noDefault(end); x != nil {
			d.raiseAt(x, "parameter without a default follows parameter with a default")
			return
		}
	}
	d.mark = m
	d.many(d.noDefault, end)
	if at := d.mark; d.eat(token.LPar) {
		ok := false
		if end == token.RPar {
			ok = d.many(d.noDefault, end) > 0
		} else {
			ok = len(d.list(func() *part { return d.param(end) })) > 0
		}
		if ok {
			d.eat(token.Comma)
			if d.k() == token.RPar {
				what := "Function"
				if end == token.Colon {
					what = "Lambda expression"
				}
				d.raiseRange(d.tokPart(at), d.tokPart(d.mark), "%s parameters cannot be parenthesized", what)
				return
			}
		}
	}
	d.mark = m
	anySlash()
	d.many(d.maybeDefault, end)
	if d.eat(token.Star) && (d.eat(token.Comma) || d.noDefault(end) != nil) {
		d.many(d.maybeDefault, end)
		if d.k() == token.Slash {
			d.raiseAt(d.tokPart(d.mark), "/ must be ahead of *")
			return
		}
	}
	d.mark = m
	if d.many(d.maybeDefault, end) > 0 && d.eat(token.Slash) && d.k() == token.Star {
		d.raiseAt(d.tokPart(d.mark), "expected comma between / and *")
	}
}

// Type parameters.

func (d *diagnosis) optTypeParams() {
	d.try(func() bool {
		m := d.mark
		if !d.eat(token.LSqb) {
			return false
		}
		d.mark = m
		d.error(func() {
			d.mark++
			if d.k() == token.RSqb {
				t := d.tokPart(d.mark)
				d.mark++
				d.raiseFrom(t, "Type parameter list cannot be empty")
			}
		})
		d.mark = m + 1
		if len(d.list(d.typeParam)) == 0 {
			return false
		}
		d.eat(token.Comma)
		return d.eat(token.RSqb)
	})
}

func (d *diagnosis) typeParam() *part {
	return d.memo(ruleTypeParam, func() *part {
		m := d.mark
		value := func(star bool) {
			d.try(func() bool {
				if !d.eat(token.Equal) {
					return false
				}
				if star {
					return d.starExpression() != nil
				}
				return d.expression() != nil
			})
		}
		if d.eat(token.Name) {
			d.try(func() bool { return d.eat(token.Colon) && d.expression() != nil })
			value(false)
			return d.at(ast.TypeVarKind, m)
		}
		d.error(func() {
			what := "TypeVarTuple"
			if d.k() == token.DoubleStar {
				what = "ParamSpec"
			}
			if !d.eat(token.Star) && !d.eat(token.DoubleStar) || !d.eat(token.Name) || !d.eat(token.Colon) {
				return
			}
			colon := d.tokPart(d.mark - 1)
			if x := d.expression(); x != nil {
				verb := "bound"
				if x.kind == ast.TupleKind {
					verb = "constraints"
				}
				d.raiseFrom(colon, "cannot use %s with %s", verb, what)
			}
		})
		star := d.k() == token.Star
		if (d.eat(token.Star) || d.eat(token.DoubleStar)) && d.eat(token.Name) {
			value(star)
			return d.at(ast.TypeVarKind, m)
		}
		return nil
	})
}
