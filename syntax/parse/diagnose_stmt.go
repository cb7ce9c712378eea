package parse

import (
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/token"
)

func (d *diagnosis) evalInput() bool {
	if d.expressions() == nil {
		return false
	}
	for d.eat(token.Newline) {
	}
	return d.eat(token.EndMarker)
}

func (d *diagnosis) funcTypeInput() bool {
	if !d.eat(token.LPar) {
		return false
	}
	d.list(func() *part {
		m := d.mark
		if !d.eat(token.Star) {
			d.eat(token.DoubleStar)
		}
		if e := d.expression(); e != nil {
			return e
		}
		d.mark = m
		return nil
	})
	if !d.eat(token.RPar) || !d.eat(token.Arrow) || d.expression() == nil {
		return false
	}
	for d.eat(token.Newline) {
	}
	return d.eat(token.EndMarker)
}

// statement is a compound statement or a line of simple ones.
func (d *diagnosis) statement() bool {
	return d.try(d.compound) || d.try(d.simpleStatements)
}

func (d *diagnosis) compound() bool {
	switch k := d.k(); k {
	case token.Def, token.At, token.Async, token.Class, token.With, token.For:
		if (k == token.Def || k == token.At || k == token.Async) && d.try(d.functionDef) {
			return true
		}
	}
	switch d.k() {
	case token.If:
		return d.ifStatement(token.If)
	case token.Class, token.At:
		return d.classDef()
	case token.With, token.Async:
		if d.try(d.withStatement) {
			return true
		}
		if d.k() == token.Async {
			return d.forStatement()
		}
	case token.For:
		return d.forStatement()
	case token.Try:
		return d.tryStatement()
	case token.While:
		return d.whileStatement()
	}
	return d.matchStatement()
}

// simpleStatements is a line of simple statements.
func (d *diagnosis) simpleStatements() bool {
	if d.try(func() bool { return d.simple() && d.k() != token.Semi && d.eat(token.Newline) }) {
		return true
	}
	if !d.simple() {
		return false
	}
	for d.try(func() bool { return d.eat(token.Semi) && d.simple() }) {
	}
	d.eat(token.Semi)
	return d.eat(token.Newline)
}

func (d *diagnosis) simple() bool {
	if d.try(d.assignment) {
		return true
	}
	if d.try(d.typeAlias) {
		return true
	}
	if d.try(func() bool { return d.starExpressions() != nil }) {
		return true
	}
	switch d.k() {
	case token.Return:
		d.mark++
		d.try(func() bool { return d.starExpressions() != nil })
		return true
	case token.Import, token.From:
		return d.importStatement()
	case token.Raise:
		return d.raiseStatement()
	case token.Pass, token.Break, token.Continue:
		d.mark++
		return true
	case token.Del:
		return d.deleteStatement()
	case token.Yield:
		return d.yield() != nil
	case token.Assert:
		return d.assertStatement()
	case token.Global, token.Nonlocal:
		d.mark++
		return len(d.list(d.name)) > 0
	}
	return false
}

// name is a NAME.
func (d *diagnosis) name() *part {
	if !d.eat(token.Name) {
		return nil
	}
	return d.at(ast.NameKind, d.mark-1)
}

func (d *diagnosis) annotatedRHS() *part {
	if x := d.yield(); x != nil {
		return x
	}
	return d.starExpressions()
}

func (d *diagnosis) optAssign() {
	d.try(func() bool { return d.eat(token.Equal) && d.annotatedRHS() != nil })
}

func isAugmented(k token.Kind) bool {
	return augmented[k] != 0 || k == token.PlusEqual
}

func (d *diagnosis) assignment() bool {
	if d.try(func() bool { return d.name() != nil && d.eat(token.Colon) && d.expression() != nil }) {
		d.optAssign()
		return true
	}
	if d.try(func() bool {
		ok := d.try(func() bool {
			return d.eat(token.LPar) && d.singleTarget() && d.eat(token.RPar)
		}) || d.try(d.attributeTarget)
		return ok && d.eat(token.Colon) && d.expression() != nil
	}) {
		d.optAssign()
		return true
	}
	if d.try(func() bool {
		if !d.targetEqual() {
			return false
		}
		for d.try(d.targetEqual) {
		}
		if d.annotatedRHS() == nil || d.k() == token.Equal {
			return false
		}
		d.eat(token.TypeComment)
		return true
	}) {
		return true
	}
	m := d.mark
	if d.singleTarget() && isAugmented(d.k()) {
		d.mark++
		return d.annotatedRHS() != nil // no alternative after the operator
	}
	d.mark = m
	d.error(d.invalidAssignment)
	return false
}

func (d *diagnosis) targetEqual() bool {
	return d.starTargets() != nil && d.eat(token.Equal)
}

func (d *diagnosis) invalidAssignment() {
	m := d.mark
	if a := d.invalidAnnTarget(); a != nil && d.eat(token.Colon) && d.expression() != nil {
		d.raiseAt(a, "only single target (not %s) can be annotated", describe(a))
		return
	}
	d.mark = m
	if a := d.starNamed(); a != nil && d.eat(token.Comma) {
		for d.try(func() bool { return d.starNamedList() != nil }) {
		}
		if d.eat(token.Colon) && d.expression() != nil {
			d.raiseAt(a, "only single target (not tuple) can be annotated")
			return
		}
	}
	d.mark = m
	if a := d.expression(); a != nil && d.eat(token.Colon) && d.expression() != nil {
		d.raiseAt(a, "illegal target for annotation")
		return
	}
	for _, yield := range []bool{false, true} {
		d.mark = m
		for d.try(d.targetEqual) {
		}
		if yield {
			if a := d.yield(); a != nil && d.eat(token.Equal) {
				d.raiseAt(a, "assignment to yield expression not possible")
			}
		} else if a := d.starExpressions(); a != nil && d.eat(token.Equal) {
			d.raiseTarget(a, assignTarget)
		}
		if d.raised {
			return
		}
	}
	d.mark = m
	if a := d.starExpressions(); a != nil && isAugmented(d.k()) {
		d.mark++
		if d.annotatedRHS() != nil {
			d.raiseAt(a, "'%s' is an illegal expression for augmented assignment", describe(a))
		}
	}
}

func (d *diagnosis) invalidAnnTarget() *part {
	m := d.mark
	if d.k() == token.LSqb {
		if x := d.listDisplay(); x != nil {
			return x
		}
		d.mark = m
		return nil
	}
	if d.k() != token.LPar {
		return nil
	}
	if x := d.tuple(); x != nil {
		return x
	}
	d.mark = m + 1
	if x := d.invalidAnnTarget(); x != nil && d.eat(token.RPar) {
		return x
	}
	d.mark = m
	return nil
}

func (d *diagnosis) typeAlias() bool {
	if !d.eatSoft("type") || d.name() == nil {
		return false
	}
	d.optTypeParams()
	return d.eat(token.Equal) && d.expression() != nil
}

func (d *diagnosis) raiseStatement() bool {
	m := d.mark
	d.mark++
	if d.try(func() bool { return d.expression() != nil && d.eat(token.From) && d.expression() != nil }) {
		return true
	}
	if d.target >= 14 {
		d.error(func() {
			if d.eat(token.From) {
				d.raise(d.toks[m].Start, d.toks[m+1].End, "did you forget an expression between 'raise' and 'from'?")
			} else if d.expression() != nil && d.eat(token.From) {
				d.raiseAt(d.tokPart(d.mark-1), "did you forget an expression after 'from'?")
			}
		})
	}
	d.try(func() bool { return d.expression() != nil })
	return true
}

func (d *diagnosis) deleteStatement() bool {
	d.mark++
	m := d.mark
	if len(d.list(d.delTarget)) > 0 {
		d.eat(token.Comma)
		if d.is(token.Semi, token.Newline) {
			return true
		}
	}
	d.mark = m
	d.error(func() {
		if x := d.starExpressions(); x != nil {
			d.raiseTarget(x, delTarget)
		}
	})
	return false
}

func (d *diagnosis) assertStatement() bool {
	m := d.mark
	if d.target >= 14 {
		d.error(func() {
			for _, op := range []token.Kind{token.Equal, token.ColonEqual} {
				for _, second := range []bool{false, true} {
					d.mark = m + 1
					if second && (d.expression() == nil || !d.eat(token.Comma)) {
						continue
					}
					a := d.expression()
					if a == nil || !d.eat(op) {
						continue
					}
					b := d.expression()
					if b == nil {
						continue
					}
					if op == token.Equal {
						d.raiseRange(a, b, "cannot assign to %s here. Maybe you meant '==' instead of '='?", describe(a))
					} else {
						d.raiseRange(a, b, "cannot use named expression without parentheses here")
					}
					return
				}
			}
		})
	}
	d.mark = m + 1
	if d.expression() == nil {
		return false
	}
	d.try(func() bool { return d.eat(token.Comma) && d.expression() != nil })
	return true
}

func (d *diagnosis) dottedName() *part {
	m := d.mark
	if d.name() == nil {
		return nil
	}
	for d.try(func() bool { return d.eat(token.Dot) && d.name() != nil }) {
	}
	return d.at(ast.NameKind, m)
}

func (d *diagnosis) importStatement() bool {
	m := d.mark
	d.error(func() {
		if !d.eat(token.Import) {
			return
		}
		names := d.list(d.dottedName)
		if len(names) > 0 && d.eat(token.From) && d.dottedName() != nil {
			d.raiseFrom(d.tokPart(m), "Did you mean to use 'from ... import ...' instead?")
			return
		}
		d.mark = m + 1
		if d.k() == token.Newline {
			t := d.tokPart(d.mark)
			d.mark++
			d.raiseFrom(t, "Expected one or more names after 'import'")
		}
	})
	if d.eat(token.Import) {
		return len(d.list(func() *part { return d.importItem(d.dottedName) })) > 0
	}
	if !d.eat(token.From) {
		return false
	}
	dots := 0
	for d.eat(token.Dot) || d.eat(token.Ellipsis) {
		dots++
	}
	module := d.dottedName() != nil
	if !module && dots == 0 || !d.eat(token.Import) {
		return false
	}
	return d.importTargets()
}

// importItem is a name, dotted or not, with an optional "as".
func (d *diagnosis) importItem(name func() *part) *part {
	m := d.mark
	if d.target >= 14 {
		d.error(func() {
			if name() == nil || !d.eat(token.As) {
				return
			}
			if d.ahead(func() bool {
				return d.name() != nil && d.is(token.Comma, token.RPar, token.Semi, token.Newline)
			}) {
				return
			}
			if x := d.expression(); x != nil {
				d.raiseAt(x, "cannot use %s as import target", describe(x))
			}
		})
	}
	if name() == nil {
		return nil
	}
	d.try(func() bool { return d.eat(token.As) && d.name() != nil })
	return d.at(ast.AliasKind, m)
}

func (d *diagnosis) importTargets() bool {
	names := func() bool {
		return len(d.list(func() *part { return d.importItem(d.name) })) > 0
	}
	if d.try(func() bool {
		if !d.eat(token.LPar) || !names() {
			return false
		}
		d.eat(token.Comma)
		return d.eat(token.RPar)
	}) {
		return true
	}
	if d.try(func() bool { return names() && d.k() != token.Comma }) {
		return true
	}
	if d.eat(token.Star) {
		return true
	}
	m := d.mark
	d.error(func() {
		if names() && d.eat(token.Comma) && d.eat(token.Newline) {
			d.raiseLast("trailing comma not allowed without surrounding parentheses")
			return
		}
		d.mark = m
		if d.k() == token.Newline {
			t := d.tokPart(d.mark)
			d.mark++
			d.raiseFrom(t, "Expected one or more names after 'import'")
		}
	})
	return false
}

// block is a suite. What is indented has been parsed already, or will be: it is
// passed over.
func (d *diagnosis) block() bool {
	return d.memo(ruleBlock, func() *part {
		m := d.mark
		if d.eat(token.Newline) && d.eat(token.Indent) {
			level := 1
			for level > 0 && d.mark < len(d.toks)-1 && d.toks[d.mark].Kind != token.EndMarker {
				switch d.toks[d.mark].Kind {
				case token.Indent:
					level++
				case token.Dedent:
					level--
				}
				d.mark++
			}
			d.fill = max(d.fill, d.mark)
			return &part{}
		}
		d.mark = m
		if d.try(d.simpleStatements) {
			return &part{}
		}
		d.error(func() {
			if d.eat(token.Newline) && d.k() != token.Indent {
				d.raiseIndent("expected an indented block")
			}
		})
		return nil
	}) != nil
}

// noBlock reports whether a line ends here and no block follows.
func (d *diagnosis) noBlock() bool {
	return d.eat(token.Newline) && d.k() != token.Indent
}

func (d *diagnosis) missingBlock(keyword int, what string) {
	d.raiseIndent("expected an indented block after %s on line %d", what, d.line(keyword))
}

func (d *diagnosis) ifStatement(keyword token.Kind) bool {
	m := d.mark
	if !d.eat(keyword) {
		return false
	}
	d.error(func() {
		if d.named() != nil && d.eat(token.Newline) {
			d.raiseLast("expected ':'")
			return
		}
		d.mark = m + 1
		if d.named() != nil && d.eat(token.Colon) && d.noBlock() {
			d.missingBlock(m, "'"+keyword.String()+"' statement")
		}
	})
	if d.named() == nil || !d.eat(token.Colon) || !d.block() {
		return false
	}
	if d.try(func() bool { return d.ifStatement(token.Elif) }) {
		return true
	}
	d.try(d.elseBlock)
	return !d.raised
}

func (d *diagnosis) elseBlock() bool {
	m := d.mark
	if !d.eat(token.Else) {
		return false
	}
	d.error(func() {
		if d.eat(token.Colon) && d.noBlock() {
			d.missingBlock(m, "'else' statement")
			return
		}
		d.mark = m + 1
		if d.target >= 14 && d.eat(token.Colon) && d.block() && d.eat(token.Elif) {
			d.raiseLast("'elif' block follows an 'else' block")
		}
	})
	return d.expectForced(token.Colon) && d.block()
}

func (d *diagnosis) whileStatement() bool {
	m := d.mark
	d.mark++
	d.error(func() {
		if d.named() != nil && d.eat(token.Newline) {
			d.raiseLast("expected ':'")
			return
		}
		d.mark = m + 1
		if d.named() != nil && d.eat(token.Colon) && d.noBlock() {
			d.missingBlock(m, "'while' statement")
		}
	})
	if d.named() == nil || !d.eat(token.Colon) || !d.block() {
		return false
	}
	d.try(d.elseBlock)
	return !d.raised
}

func (d *diagnosis) forStatement() bool {
	m := d.mark
	header := func() bool {
		d.mark = m
		d.eat(token.Async)
		return d.eat(token.For) && d.starTargets() != nil && d.eat(token.In) && d.starExpressions() != nil
	}
	d.error(func() {
		if header() && d.eat(token.Newline) {
			d.raiseLast("expected ':'")
			return
		}
		if header() && d.eat(token.Colon) && d.noBlock() {
			at := m
			if d.toks[m].Kind == token.Async {
				at++
			}
			d.missingBlock(at, "'for' statement")
		}
	})
	d.eat(token.Async)
	if !d.eat(token.For) {
		return false
	}
	if d.starTargets() != nil && d.eat(token.In) {
		if d.starExpressions() == nil || !d.eat(token.Colon) {
			return false
		}
		d.eat(token.TypeComment)
		if !d.block() {
			return false
		}
		d.try(d.elseBlock)
		return !d.raised
	}
	d.mark = m
	d.error(d.invalidForTarget)
	return false
}

func (d *diagnosis) invalidForTarget() {
	d.eat(token.Async)
	if !d.eat(token.For) {
		return
	}
	if x := d.starExpressions(); x != nil {
		d.raiseTarget(x, forTarget)
	}
}

func (d *diagnosis) withStatement() bool {
	m := d.mark
	// The items as the error rules see them.
	items := func(brackets bool) bool {
		d.mark = m
		d.eat(token.Async)
		if !d.eat(token.With) || brackets && !d.eat(token.LPar) {
			return false
		}
		n := d.list(func() *part {
			x := d.mark
			var e *part
			if brackets {
				e = d.expressions()
			} else {
				e = d.expression()
			}
			if e == nil {
				return nil
			}
			d.try(func() bool { return d.eat(token.As) && d.starTarget() != nil })
			return d.at(ast.WithItemKind, x)
		})
		if len(n) == 0 {
			return false
		}
		if brackets {
			d.eat(token.Comma)
			return d.eat(token.RPar)
		}
		return true
	}
	d.error(func() {
		for _, brackets := range []bool{false, true} {
			if items(brackets) && d.eat(token.Colon) && d.noBlock() {
				at := m
				if d.toks[m].Kind == token.Async {
					at++
				}
				d.missingBlock(at, "'with' statement")
				return
			}
		}
	})
	d.eat(token.Async)
	if !d.eat(token.With) {
		return false
	}
	inner := d.mark
	if d.try(func() bool {
		if !d.eat(token.LPar) || len(d.list(d.withItem)) == 0 {
			return false
		}
		d.eat(token.Comma)
		if !d.eat(token.RPar) || !d.eat(token.Colon) {
			return false
		}
		d.eat(token.TypeComment)
		return d.block()
	}) {
		return true
	}
	d.mark = inner
	if len(d.list(d.withItem)) > 0 && d.eat(token.Colon) {
		d.eat(token.TypeComment)
		if d.block() {
			return true
		}
	}
	d.mark = m
	d.error(func() {
		for _, brackets := range []bool{false, true} {
			if items(brackets) && d.eat(token.Newline) {
				d.raiseLast("expected ':'")
				return
			}
		}
	})
	return false
}

func (d *diagnosis) withItem() *part {
	m := d.mark
	if d.try(func() bool {
		return d.expression() != nil && d.eat(token.As) && d.starTarget() != nil && d.is(token.Comma, token.RPar, token.Colon)
	}) {
		return d.at(ast.WithItemKind, m)
	}
	d.error(func() {
		if d.expression() == nil || !d.eat(token.As) {
			return
		}
		if x := d.expression(); x != nil && d.is(token.Comma, token.RPar, token.Colon) {
			d.raiseTarget(x, assignTarget)
		}
	})
	return d.expression()
}

func (d *diagnosis) decorators() bool {
	if d.k() != token.At {
		return true
	}
	for d.try(func() bool { return d.eat(token.At) && d.named() != nil && d.eat(token.Newline) }) {
	}
	return true
}

func (d *diagnosis) functionDef() bool {
	start := d.mark
	d.decorators()
	if d.toks[start].Kind == token.At && d.mark == start {
		return false
	}
	m := d.mark
	def := m
	if d.toks[min(m, len(d.toks)-1)].Kind == token.Async {
		def++
	}
	// expect consumes a token; forced says so when it is missing.
	header := func(forced bool) bool {
		expect := d.eat
		if forced {
			expect = d.expectForced
		}
		d.mark = m
		d.eat(token.Async)
		if !d.eat(token.Def) || d.name() == nil {
			return false
		}
		d.optTypeParams()
		if !expect(token.LPar) {
			return false
		}
		d.optParams(token.RPar)
		if !d.eat(token.RPar) {
			return false
		}
		d.try(func() bool { return d.eat(token.Arrow) && d.expression() != nil })
		return expect(token.Colon)
	}
	d.error(func() {
		if header(false) && d.noBlock() {
			d.missingBlock(def, "function definition")
			return
		}
		header(true)
	})
	if !header(false) {
		return false
	}
	d.funcTypeComment()
	return d.block()
}

func (d *diagnosis) funcTypeComment() {
	if d.try(func() bool {
		return d.eat(token.Newline) && d.eat(token.TypeComment) && d.ahead(func() bool { return d.eat(token.Newline) && d.eat(token.Indent) })
	}) {
		return
	}
	d.error(func() {
		if d.eat(token.TypeComment) && d.eat(token.Newline) && d.eat(token.TypeComment) && d.eat(token.Newline) && d.eat(token.Indent) {
			d.raiseLast("Cannot have two type comments on def")
		}
	})
	d.eat(token.TypeComment)
}

func (d *diagnosis) classDef() bool {
	start := d.mark
	d.decorators()
	if d.toks[start].Kind == token.At && d.mark == start {
		return false
	}
	m := d.mark
	header := func() bool {
		d.mark = m
		if !d.eat(token.Class) || d.name() == nil {
			return false
		}
		d.optTypeParams()
		d.try(func() bool {
			if !d.eat(token.LPar) {
				return false
			}
			d.arguments()
			return d.eat(token.RPar)
		})
		return true
	}
	d.error(func() {
		if header() && d.eat(token.Newline) {
			d.raiseLast("expected ':'")
			return
		}
		if header() && d.eat(token.Colon) && d.noBlock() {
			d.missingBlock(m, "class definition")
		}
	})
	return header() && d.eat(token.Colon) && d.block()
}

func (d *diagnosis) tryStatement() bool {
	m := d.mark
	d.error(func() {
		if d.eat(token.Try) && d.eat(token.Colon) && d.noBlock() {
			d.missingBlock(m, "'try' statement")
			return
		}
		d.mark = m + 1
		if d.eat(token.Colon) && d.block() && !d.is(token.Except, token.Finally) {
			d.raiseLast("expected 'except' or 'finally' block")
			return
		}
		for _, star := range []bool{false, true} {
			d.mark = m + 1
			if !d.eat(token.Colon) {
				return
			}
			for d.try(d.block) {
			}
			n := 0
			for d.try(func() bool { return d.handler(star) }) {
				n++
			}
			if n == 0 || d.k() != token.Except {
				continue
			}
			at := d.mark
			d.mark++
			if !star && !d.eat(token.Star) {
				continue
			}
			if d.expression() != nil {
				d.try(func() bool { return d.eat(token.As) && d.name() != nil })
			} else if !star {
				continue
			}
			if d.eat(token.Colon) {
				end := d.tokPart(at)
				if !star {
					end = d.tokPart(at + 1)
				}
				d.raiseRange(d.tokPart(at), end, "cannot have both 'except' and 'except*' on the same 'try'")
				return
			}
		}
	})
	d.mark = m + 1
	if !d.expectForced(token.Colon) || !d.block() {
		return false
	}
	if d.try(d.finallyBlock) {
		return true
	}
	for _, star := range []bool{false, true} {
		if d.try(func() bool { return d.handler(star) }) {
			for d.try(func() bool { return d.handler(star) }) {
			}
			d.try(d.elseBlock)
			d.try(d.finallyBlock)
			return !d.raised
		}
	}
	return false
}

func (d *diagnosis) finallyBlock() bool {
	m := d.mark
	if !d.eat(token.Finally) {
		return false
	}
	d.error(func() {
		if d.eat(token.Colon) && d.noBlock() {
			d.missingBlock(m, "'finally' statement")
		}
	})
	return d.expectForced(token.Colon) && d.block()
}

// handler is an "except" or, with star, "except*" clause.
func (d *diagnosis) handler(star bool) bool {
	m := d.mark
	word := "'except' statement"
	head := func() bool {
		d.mark = m
		return d.eat(token.Except) && (!star || d.eat(token.Star))
	}
	if star {
		word = "'except*' statement"
	}
	if !head() {
		return false
	}
	as := func() { d.try(func() bool { return d.eat(token.As) && d.name() != nil }) }
	d.error(func() {
		if head() && d.expression() != nil {
			as()
			if d.eat(token.Colon) && d.noBlock() {
				d.missingBlock(m, word)
				return
			}
		}
		if !star && head() && d.eat(token.Colon) && d.noBlock() {
			d.missingBlock(m, word)
		}
	})
	if head() && d.expression() != nil {
		x := d.mark
		if d.eat(token.Colon) && d.block() {
			return true
		}
		d.mark = x
		if d.eat(token.As) && d.name() != nil && d.eat(token.Colon) && d.block() {
			return true
		}
	}
	if d.target >= 14 && head() && d.expressions() != nil && d.eat(token.Colon) && d.block() {
		return true
	}
	if !star && head() && d.eat(token.Colon) && d.block() {
		return true
	}
	if star || d.target < 14 {
		d.error(func() { d.invalidHandler(m, star, as) })
	} else {
		d.error(func() { d.invalidHandler(m, false, as) })
	}
	d.mark = m
	return false
}

func (d *diagnosis) invalidHandler(m int, star bool, as func()) {
	head := func() bool {
		d.mark = m
		if !d.eat(token.Except) {
			return false
		}
		if d.target < 14 {
			d.eat(token.Star)
			return true
		}
		return !star || d.eat(token.Star)
	}
	if head() {
		if a := d.expression(); a != nil && d.eat(token.Comma) && d.expressions() != nil {
			if d.target >= 14 {
				if d.eat(token.As) && d.name() != nil && d.eat(token.Colon) {
					d.raiseFrom(a, "multiple exception types must be parenthesized when using 'as'")
					return
				}
			} else {
				as()
				if d.eat(token.Colon) {
					d.raiseFrom(a, "multiple exception types must be parenthesized")
					return
				}
			}
		}
	}
	if head() && d.expression() != nil {
		as()
		if d.eat(token.Newline) {
			d.raiseLast("expected ':'")
			return
		}
	}
	d.mark = m + 1
	if (!star || d.target < 14) && d.eat(token.Newline) {
		d.raiseLast("expected ':'")
		return
	}
	d.mark = m + 1
	if (star || d.target < 14) && d.eat(token.Star) && d.is(token.Newline, token.Colon) {
		d.mark++
		d.raiseLast("expected one or more exception types")
		return
	}
	if d.target >= 14 && head() && d.expression() != nil && d.eat(token.As) {
		if a := d.expression(); a != nil && d.eat(token.Colon) && d.block() {
			word := "except"
			if star {
				word = "except*"
			}
			d.raiseAt(a, "cannot use %s statement with %s", word, describe(a))
		}
	}
}
