package parse

import (
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
	"github.com/asynctools/asynctools/syntax/token"
)

// targets parses what a "for" binds: targets, a tuple when there is a comma.
func (p *parser) targets() ast.Expr {
	start := p.start()
	e := p.target()
	if p.k == token.Comma {
		e = p.tupleFrom(start, e, (*parser).target)
	}
	p.store(e)
	return e
}

func (p *parser) target() ast.Expr {
	if p.k == token.Star {
		return p.starred()
	}
	return p.operand(precBitOr)
}

// store makes an expression a target, or fails where the grammar has none.
func (p *parser) store(e ast.Expr) {
	if !p.setContext(e, ast.Store, true) {
		p.fail()
	}
}

// setContext marks e and the targets in it; star says that a starred target
// may stand here.
func (p *parser) setContext(e ast.Expr, ctx ast.ExprContext, star bool) bool {
	switch e := e.(type) {
	case *ast.Name:
		e.Ctx = ctx
	case *ast.Attribute:
		e.Ctx = ctx
	case *ast.Subscript:
		e.Ctx = ctx
	case *ast.Starred:
		if !star || ctx == ast.Del {
			return false
		}
		e.Ctx = ctx
		return p.setContext(e.Value, ctx, false)
	case *ast.Tuple:
		e.Ctx = ctx
		for _, x := range e.Elts {
			if !p.setContext(x, ctx, true) {
				return false
			}
		}
	case *ast.List:
		e.Ctx = ctx
		for _, x := range e.Elts {
			if !p.setContext(x, ctx, true) {
				return false
			}
		}
	default:
		return false
	}
	return true
}

// exprStatement is an expression, an assignment of any form, or an annotation.
func (p *parser) exprStatement() ast.Stmt {
	start := p.start()
	bracket := p.k == token.LPar
	e := p.yieldOrExpressions()
	switch p.k {
	case token.Equal:
		return p.assignment(start, e)
	case token.Colon:
		return p.annotated(start, e, bracket)
	case token.PlusEqual, token.MinusEqual, token.StarEqual, token.AtEqual, token.SlashEqual,
		token.PercentEqual, token.AmperEqual, token.VBarEqual, token.CircumflexEqual,
		token.LeftShiftEqual, token.RightShiftEqual, token.DoubleStarEqual, token.DoubleSlashEqual:
		return p.augmented(start, e)
	}
	n := p.exprStmt.new()
	n.Base = p.base(start, p.end())
	n.Value = e
	return n
}

func (p *parser) yieldOrExpressions() ast.Expr {
	if p.k == token.Yield {
		return p.yield()
	}
	return p.expressions()
}

func (p *parser) assignment(start source.Pos, e ast.Expr) ast.Stmt {
	h := len(p.exprs)
	for p.k == token.Equal {
		p.store(e)
		if p.failed {
			break
		}
		p.exprs = append(p.exprs, e)
		p.next()
		e = p.yieldOrExpressions()
	}
	n := p.assign.new()
	n.Targets, n.Value = p.takeExprs(h), e
	if p.k == token.TypeComment {
		n.TypeComment = p.typeComment()
	}
	n.Base = p.base(start, p.end())
	return n
}

func (p *parser) annotated(start source.Pos, e ast.Expr, bracket bool) ast.Stmt {
	n := &ast.AnnAssign{Target: e}
	switch e := e.(type) {
	case *ast.Name:
		e.Ctx = ast.Store
		if !bracket {
			n.Simple = 1
		}
	case *ast.Attribute:
		e.Ctx = ast.Store
	case *ast.Subscript:
		e.Ctx = ast.Store
	default:
		p.fail()
		return n
	}
	p.next()
	n.Annotation = p.expression()
	if p.accept(token.Equal) {
		n.Value = p.yieldOrExpressions()
	}
	n.Base = p.base(start, p.end())
	return n
}

var augmented = [token.NumKinds]ast.Operator{
	token.PlusEqual: ast.Add, token.MinusEqual: ast.Sub, token.StarEqual: ast.Mult, token.AtEqual: ast.MatMult,
	token.SlashEqual: ast.Div, token.PercentEqual: ast.Mod_, token.AmperEqual: ast.BitAnd,
	token.VBarEqual: ast.BitOr, token.CircumflexEqual: ast.BitXor, token.LeftShiftEqual: ast.LShift,
	token.RightShiftEqual: ast.RShift, token.DoubleStarEqual: ast.Pow, token.DoubleSlashEqual: ast.FloorDiv,
}

func (p *parser) augmented(start source.Pos, e ast.Expr) ast.Stmt {
	n := &ast.AugAssign{Target: e, Op: augmented[p.k]}
	switch e := e.(type) {
	case *ast.Name:
		e.Ctx = ast.Store
	case *ast.Attribute:
		e.Ctx = ast.Store
	case *ast.Subscript:
		e.Ctx = ast.Store
	default:
		p.fail()
		return n
	}
	p.next()
	n.Value = p.yieldOrExpressions()
	n.Base = p.base(start, p.end())
	return n
}
