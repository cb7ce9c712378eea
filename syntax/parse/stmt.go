package parse

import (
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
	"github.com/asynctools/asynctools/syntax/token"
)

// statements parses statements up to a token of kind end.
func (p *parser) statements(end token.Kind) []ast.Stmt {
	h := len(p.stmts)
	for p.k != end && p.k != token.EndMarker {
		p.statement()
		if p.failed {
			break // only while speculating
		}
	}
	return p.takeStmts(h)
}

// statement parses a compound statement or a line of simple ones and pushes
// what it finds. It always moves on.
func (p *parser) statement() {
	first := p.i
	compound := true
	var s ast.Stmt
	switch p.k {
	case token.If:
		s = p.ifStatement()
	case token.Def:
		s = p.funcDef(p.start(), nil)
	case token.Class:
		s = p.classDef(p.start(), nil)
	case token.At:
		s = p.decorated()
	case token.Async:
		s = p.asyncStatement()
	case token.For:
		s = p.forStatement(p.start(), false)
	case token.While:
		s = p.whileStatement()
	case token.With:
		s = p.withStatement(p.start(), false)
	case token.Try:
		s = p.tryStatement()
	case token.Name:
		if s = p.matchStatement(); s == nil {
			compound = false
		}
	case token.Indent, token.Dedent:
		p.strayLayout(first)
		return
	default:
		compound = false
	}
	if !compound {
		p.simpleLine(first)
		return
	}
	p.stmts = append(p.stmts, s)
	if p.failed {
		p.recover(first)
	}
}

// strayLayout reports a change of indentation that no block explains. What is
// indented becomes part of the list at hand.
func (p *parser) strayLayout(first int) {
	p.fail()
	if p.spec > 0 {
		return
	}
	p.report(first)
	p.clearFailure()
	p.seek(first + 1)
	if p.toks[first].Kind == token.Dedent {
		return
	}
	for p.k != token.Dedent && p.k != token.EndMarker {
		p.statement()
	}
	p.accept(token.Dedent)
}

// simpleLine parses simple statements, separated by semicolons, and the line
// end after them.
func (p *parser) simpleLine(first int) {
	h := len(p.stmts)
	for {
		p.stmts = append(p.stmts, p.simple())
		if !p.accept(token.Semi) || p.k == token.Newline {
			break
		}
	}
	p.expect(token.Newline)
	if p.failed {
		if p.spec > 0 {
			return
		}
		clear(p.stmts[h:])
		p.stmts = p.stmts[:h]
		p.recover(first)
		stop := p.toks[first].End
		if j := p.i - 1; j >= first && p.toks[j].Kind == token.Newline {
			stop = p.toks[j].Start
		} else if j >= first {
			stop = p.toks[j].End
		}
		start := p.toks[first].Start
		p.stmts = append(p.stmts, &ast.BadStmt{Base: p.base(start, max(start, stop))})
	}
}

func (p *parser) simple() ast.Stmt {
	start := p.start()
	switch p.k {
	case token.Name:
		if p.peek(1) == token.Name && p.at("type") {
			return p.typeAlias()
		}
		return p.exprStatement()
	case token.Return:
		p.next()
		n := p.returnStmt.new()
		if startsExpr[p.k] || p.k == token.Star {
			n.Value = p.expressions()
		}
		n.Base = p.base(start, p.end())
		return n
	case token.Import:
		return p.importStatement()
	case token.From:
		return p.fromStatement()
	case token.Raise:
		p.next()
		n := new(ast.Raise)
		if startsExpr[p.k] {
			n.Exc = p.expression()
			if p.accept(token.From) {
				n.Cause = p.expression()
			}
		}
		n.Base = p.base(start, p.end())
		return n
	case token.Pass:
		p.next()
		return &ast.Pass{Base: p.base(start, p.end())}
	case token.Break:
		p.next()
		return &ast.Break{Base: p.base(start, p.end())}
	case token.Continue:
		p.next()
		return &ast.Continue{Base: p.base(start, p.end())}
	case token.Del:
		return p.deleteStatement()
	case token.Assert:
		p.next()
		n := new(ast.Assert)
		n.Test = p.expression()
		if p.accept(token.Comma) {
			n.Msg = p.expression()
		}
		n.Base = p.base(start, p.end())
		return n
	case token.Global:
		return &ast.Global{Names: p.nameList(), Base: p.base(start, p.end())}
	case token.Nonlocal:
		return &ast.Nonlocal{Names: p.nameList(), Base: p.base(start, p.end())}
	}
	return p.exprStatement()
}

// nameList is the list of a global or nonlocal statement.
func (p *parser) nameList() []string {
	h := len(p.names)
	p.next()
	p.names = append(p.names, p.name())
	for p.accept(token.Comma) {
		p.names = append(p.names, p.name())
	}
	return p.takeNames(h)
}

func (p *parser) typeAlias() ast.Stmt {
	start := p.start()
	p.next()
	n := new(ast.TypeAlias)
	name := p.nameExpr()
	name.Ctx = ast.Store
	n.Name = name
	n.TypeParams = p.typeParameters()
	p.expect(token.Equal)
	n.Value = p.expression()
	n.Base = p.base(start, p.end())
	return n
}

func (p *parser) deleteStatement() ast.Stmt {
	start := p.start()
	p.next()
	h := len(p.exprs)
	for {
		e := p.operand(precBitOr)
		if !p.failed && !p.setContext(e, ast.Del, false) {
			p.fail()
		}
		p.exprs = append(p.exprs, e)
		if !p.accept(token.Comma) || p.k == token.Semi || p.k == token.Newline {
			break
		}
	}
	return &ast.Delete{Targets: p.takeExprs(h), Base: p.base(start, p.end())}
}

// dotted is a dotted name as written, blanks left out.
func (p *parser) dotted() string {
	start := p.start()
	first := p.i
	s := p.name()
	plain := true
	for p.k == token.Dot {
		p.next()
		if p.k != token.Name {
			p.fail()
			return s
		}
		if t := p.toks[p.i]; t.Flags&token.NonASCII != 0 || t.Start != p.end() || p.toks[p.i-2].End+1 != t.Start {
			plain = false
		}
		p.next()
	}
	if p.failed || p.i == first+1 {
		return s
	}
	if plain && p.toks[first].Flags&token.NonASCII == 0 {
		return p.src[start:p.end()]
	}
	for j := first + 2; j < p.i; j += 2 {
		s += "." + p.identifier(p.toks[j])
	}
	return s
}

func (p *parser) importStatement() ast.Stmt {
	start := p.start()
	p.next()
	h := len(p.aliases)
	for {
		s := p.start()
		a := p.alias.new()
		a.AsnamePos = source.NoPos
		a.Name = p.dotted()
		if p.accept(token.As) {
			a.AsnamePos = p.start()
			a.Asname = p.name()
		}
		a.Base = p.base(s, p.end())
		p.aliases = append(p.aliases, a)
		if !p.accept(token.Comma) {
			break
		}
	}
	return &ast.Import{Names: p.takeAliases(h), Base: p.base(start, p.end())}
}

func (p *parser) fromStatement() ast.Stmt {
	start := p.start()
	p.next()
	n := new(ast.ImportFrom)
	for {
		if p.accept(token.Dot) {
			n.Level++
		} else if p.accept(token.Ellipsis) {
			n.Level += 3
		} else {
			break
		}
	}
	if p.k == token.Name || n.Level == 0 {
		n.Module = p.dotted()
	}
	p.expect(token.Import)
	h := len(p.aliases)
	switch {
	case p.k == token.Star:
		a := p.alias.new()
		a.Name, a.AsnamePos = "*", source.NoPos
		s := p.start()
		p.next()
		a.Base = p.base(s, p.end())
		p.aliases = append(p.aliases, a)
	case p.accept(token.LPar):
		for !p.failed {
			p.importedName()
			if !p.accept(token.Comma) || p.k == token.RPar {
				break
			}
		}
		p.expect(token.RPar)
	default:
		for {
			p.importedName()
			if !p.accept(token.Comma) {
				break
			}
		}
		if p.k != token.Newline && p.k != token.Semi {
			p.fail()
		}
	}
	n.Names = p.takeAliases(h)
	n.Base = p.base(start, p.end())
	return n
}

func (p *parser) importedName() {
	s := p.start()
	a := p.alias.new()
	a.AsnamePos = source.NoPos
	a.Name = p.name()
	if p.accept(token.As) {
		a.AsnamePos = p.start()
		a.Asname = p.name()
	}
	a.Base = p.base(s, p.end())
	p.aliases = append(p.aliases, a)
}

// block parses ":" and the suite after it. When the header before it did not
// parse, that is reported here and the suite is parsed all the same.
func (p *parser) block(first int) []ast.Stmt {
	p.expect(token.Colon)
	return p.suite(first)
}

func (p *parser) suite(first int) []ast.Stmt {
	if p.failed {
		if p.spec > 0 || !p.recoverHeader(first) {
			return nil
		}
	}
	if p.k != token.Newline {
		h := len(p.stmts)
		p.oneLineSuite(first)
		return p.takeStmts(h)
	}
	p.next()
	if p.k != token.Indent {
		p.fail()
		if p.spec == 0 {
			// Nothing to skip: the line that should be the block's first
			// is the next statement.
			at := p.failAt
			p.report(first)
			p.clearFailure()
			p.seek(at)
		}
		return nil
	}
	p.next()
	body := p.statements(token.Dedent)
	if p.failed {
		return body
	}
	p.accept(token.Dedent)
	return body
}

// oneLineSuite is a suite on the line of its header; what fails in it fails
// in the compound statement.
func (p *parser) oneLineSuite(first int) {
	h := len(p.stmts)
	for {
		p.stmts = append(p.stmts, p.simple())
		if !p.accept(token.Semi) || p.k == token.Newline {
			break
		}
	}
	p.expect(token.Newline)
	if p.failed && p.spec == 0 {
		start := p.toks[first].Start
		clear(p.stmts[h:])
		p.stmts = p.stmts[:h]
		p.recover(first)
		p.stmts = append(p.stmts, &ast.BadStmt{Base: p.base(max(start, p.end()), max(start, p.end()))})
	}
}

func (p *parser) ifStatement() ast.Stmt {
	// A chain of elifs is a tree that nests as deep as it is long: it is read
	// in a loop and its ends are set afterwards.
	first := p.i
	top := p.ifStmt.new()
	n := top
	n.Start = p.start()
	depth := 0
	var chain []*ast.If
	for {
		p.next()
		n.Test = p.named()
		n.Body = p.block(first)
		if p.k != token.Elif {
			break
		}
		if depth++; depth > maxChain {
			p.failDeep()
			break
		}
		inner := p.ifStmt.new()
		inner.Start = p.start()
		h := len(p.stmts)
		p.stmts = append(p.stmts, inner)
		n.Orelse = p.takeStmts(h)
		chain = append(chain, n)
		n = inner
	}
	n.Orelse = p.orelse(first)
	end := p.blockEnd()
	n.Base = p.base(n.Start, max(n.Start, end))
	for i := len(chain) - 1; i >= 0; i-- {
		c := chain[i]
		c.Base = p.base(c.Start, max(c.Start, end))
	}
	return top
}

// orelse is an optional "else" block.
func (p *parser) orelse(first int) []ast.Stmt {
	if p.k != token.Else {
		return nil
	}
	p.next()
	return p.block(first)
}

func (p *parser) whileStatement() ast.Stmt {
	first, start := p.i, p.start()
	n := new(ast.While)
	p.next()
	n.Test = p.named()
	n.Body = p.block(first)
	n.Orelse = p.orelse(first)
	n.Base = p.base(start, p.blockEnd())
	return n
}

func (p *parser) forStatement(start source.Pos, async bool) ast.Stmt {
	first := p.i
	if async {
		first--
	}
	p.next()
	var n ast.For
	n.Target = p.targets()
	p.expect(token.In)
	n.Iter = p.expressions()
	p.expect(token.Colon)
	if p.k == token.TypeComment {
		n.TypeComment = p.typeComment()
	}
	n.Body = p.suite(first)
	n.Orelse = p.orelse(first)
	n.Base = p.base(start, p.blockEnd())
	if async {
		a := ast.AsyncFor(n)
		return &a
	}
	return &n
}

func (p *parser) withStatement(start source.Pos, async bool) ast.Stmt {
	first := p.i
	if async {
		first--
	}
	p.next()
	var n ast.With
	ok := false
	if p.k == token.LPar && p.closesBefore(token.Colon) {
		m := p.mark()
		if n.Items, ok = p.withItemsInBrackets(); ok {
			p.commit()
		} else {
			p.rewind(m)
		}
	}
	if !ok {
		n.Items = p.withItems(token.Colon)
	}
	p.expect(token.Colon)
	if p.k == token.TypeComment {
		n.TypeComment = p.typeComment()
	}
	n.Body = p.suite(first)
	n.Base = p.base(start, p.blockEnd())
	if async {
		a := ast.AsyncWith(n)
		return &a
	}
	return &n
}

// closesBefore reports whether the bracket that is next closes just before a
// token of kind k.
func (p *parser) closesBefore(k token.Kind) bool {
	level := 0
	for j := p.i; j < len(p.toks)-1; j++ {
		switch p.toks[j].Kind {
		case token.LPar, token.LSqb, token.LBrace:
			level++
		case token.RPar, token.RSqb, token.RBrace:
			if level--; level == 0 {
				return p.toks[j+1].Kind == k
			}
		case token.Newline:
			return false
		}
	}
	return false
}

func (p *parser) withItemsInBrackets() ([]*ast.WithItem, bool) {
	p.next()
	if p.k == token.RPar {
		return nil, false
	}
	items := p.withItems(token.RPar)
	p.expect(token.RPar)
	return items, !p.failed && p.k == token.Colon
}

func (p *parser) withItems(end token.Kind) []*ast.WithItem {
	h := len(p.items)
	for {
		start := p.start()
		n := new(ast.WithItem)
		n.ContextExpr = p.expression()
		if p.accept(token.As) {
			n.OptionalVars = p.target()
			p.store(n.OptionalVars)
		}
		n.Base = p.base(start, p.end())
		p.items = append(p.items, n)
		if !p.accept(token.Comma) || end == token.RPar && p.k == end {
			break
		}
	}
	return p.takeItems(h)
}

func (p *parser) asyncStatement() ast.Stmt {
	start := p.start()
	p.next()
	switch p.k {
	case token.Def:
		return p.asyncDef(start, nil)
	case token.For:
		return p.forStatement(start, true)
	case token.With:
		return p.withStatement(start, true)
	}
	p.fail()
	return &ast.BadStmt{Base: p.base(start, p.toks[p.failAt].Start)}
}

func (p *parser) decorated() ast.Stmt {
	first := p.i
	h := len(p.exprs)
	for p.accept(token.At) {
		p.exprs = append(p.exprs, p.named())
		p.expect(token.Newline)
		if p.failed && p.spec == 0 {
			// Lose the decorator, keep the definition.
			p.exprs = p.exprs[:len(p.exprs)-1]
			p.recover(first)
			first = p.i
		}
	}
	decorators := p.takeExprs(h)
	start := p.start()
	switch {
	case p.k == token.Def:
		return p.funcDef(start, decorators)
	case p.k == token.Class:
		return p.classDef(start, decorators)
	case p.k == token.Async && p.peek(1) == token.Def:
		p.next()
		return p.asyncDef(start, decorators)
	}
	p.fail()
	at := p.toks[first].Start
	return &ast.BadStmt{Base: p.base(at, max(at, p.toks[p.failAt].Start))}
}

func (p *parser) asyncDef(start source.Pos, decorators []ast.Expr) ast.Stmt {
	n := new(ast.FunctionDef)
	p.function(n, start, decorators, p.i-1)
	return (*ast.AsyncFunctionDef)(n)
}

func (p *parser) funcDef(start source.Pos, decorators []ast.Expr) ast.Stmt {
	n := p.arena.funcDef.new()
	p.function(n, start, decorators, p.i)
	return n
}

// function parses a definition from its "def" on.
func (p *parser) function(n *ast.FunctionDef, start source.Pos, decorators []ast.Expr, first int) {
	p.next()
	n.DecoratorList = decorators
	n.NamePos = p.start()
	n.Name = p.name()
	n.TypeParams = p.typeParameters()
	p.expect(token.LPar)
	n.Args = p.parameters(token.RPar)
	p.expect(token.RPar)
	if p.accept(token.Arrow) {
		n.Returns = p.expression()
	}
	p.expect(token.Colon)
	if p.k == token.TypeComment {
		n.TypeComment = p.typeComment()
	} else if p.k == token.Newline && p.peek(1) == token.TypeComment && p.peek(2) == token.Newline && p.peek(3) == token.Indent {
		p.next()
		n.TypeComment = p.typeComment()
	}
	n.Body = p.suite(first)
	n.Base = p.base(start, max(start, p.blockEnd()))
}

func (p *parser) classDef(start source.Pos, decorators []ast.Expr) ast.Stmt {
	first := p.i
	p.next()
	n := &ast.ClassDef{DecoratorList: decorators}
	n.NamePos = p.start()
	n.Name = p.name()
	n.TypeParams = p.typeParameters()
	if p.k == token.LPar {
		open := p.start()
		p.next()
		h, kh := len(p.exprs), len(p.keywords)
		p.arguments(open)
		p.expect(token.RPar)
		n.Bases = p.takeExprs(h)
		n.Keywords = p.takeKeywords(kh)
		for _, b := range n.Bases {
			if g, ok := b.(*ast.GeneratorExp); ok && g.Start == open {
				p.fail() // only a call may drop the brackets of a generator
			}
		}
	}
	n.Body = p.block(first)
	n.Base = p.base(start, max(start, p.blockEnd()))
	return n
}

func (p *parser) tryStatement() ast.Stmt {
	first, start := p.i, p.start()
	var n ast.Try
	p.next()
	n.Body = p.block(first)
	h := len(p.handlers)
	star, plain := false, false
	for p.k == token.Except && !p.failed {
		p.handlers = append(p.handlers, p.handler(first, &star, &plain))
	}
	if len(p.handlers) > h {
		n.Handlers = append([]*ast.ExceptHandler(nil), p.handlers[h:]...)
		p.handlers = p.handlers[:h]
		n.Orelse = p.orelse(first)
	}
	if p.k == token.Finally {
		p.next()
		n.Finalbody = p.block(first)
	} else if n.Handlers == nil {
		p.fail()
	}
	n.Base = p.base(start, p.blockEnd())
	if star {
		s := ast.TryStar(n)
		return &s
	}
	return &n
}

func (p *parser) handler(first int, star, plain *bool) *ast.ExceptHandler {
	start := p.start()
	p.next()
	n := &ast.ExceptHandler{NamePos: source.NoPos}
	isStar := p.accept(token.Star)
	if isStar {
		*star = true
	} else {
		*plain = true
	}
	if *star && *plain {
		p.fail()
	}
	if p.k != token.Colon || isStar {
		s := p.start()
		n.Type = p.expression()
		if p.k == token.Comma && p.opt.TargetMinor >= 14 {
			n.Type = p.tupleFrom(s, n.Type, (*parser).expression)
			if p.toks[p.i-1].Kind == token.Comma && p.k == token.As {
				p.fail()
			}
			if p.k == token.As {
				p.fail() // "except A, B as e" needs brackets
			}
		}
		if p.accept(token.As) {
			n.NamePos = p.start()
			n.Name = p.name()
		}
	}
	n.Body = p.block(first)
	n.Base = p.base(start, p.blockEnd())
	return n
}
