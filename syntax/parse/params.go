package parse

import (
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/token"
)

// parameters parses the parameters of a def (end is ")") or a lambda (end is
// ":"), without the brackets.
func (p *parser) parameters(end token.Kind) *ast.Arguments {
	const (
		plain    = iota
		keywords // after "*"
		closed   // after "**"
	)
	n := p.arena.arguments.new()
	first := p.i
	h, d, kd := len(p.args), len(p.exprs), 0
	var kwDefaults []ast.Expr
	stage, slash, star := plain, false, false
	for p.k != end && !p.failed {
		switch {
		case stage == closed:
			p.fail()
		case p.k == token.Slash:
			if slash || stage != plain || len(p.args) == h {
				p.fail()
				break
			}
			p.next()
			slash = true
			n.Posonlyargs = p.argList.take(p.args[h:])
			p.args = p.args[:h]
		case p.k == token.Star:
			if stage != plain {
				p.fail()
				break
			}
			p.next()
			stage, star = keywords, true
			n.Args = p.argList.take(p.args[h:])
			p.args = p.args[:h]
			if p.k == token.Comma {
				if next := p.peek(1); next == end || next == token.DoubleStar || next == token.TypeComment {
					p.fail() // a bare "*" needs a name after it
				}
				break
			}
			n.Vararg = p.parameter(end == token.RPar, true)
			if p.k == token.Equal {
				p.fail()
			}
			p.paramTypeComment(n.Vararg, end)
		case p.k == token.DoubleStar:
			p.next()
			n.Kwarg = p.parameter(end == token.RPar, false)
			if p.k == token.Equal {
				p.fail()
			}
			p.paramTypeComment(n.Kwarg, end)
			stage = closed
		default:
			a := p.parameter(end == token.RPar, false)
			p.args = append(p.args, a)
			var value ast.Expr
			if p.accept(token.Equal) {
				value = p.expression()
			}
			switch {
			case stage == keywords:
				kwDefaults = append(kwDefaults, value)
				kd++
			case value != nil:
				p.exprs = append(p.exprs, value)
			case len(p.exprs) > d:
				p.fail() // without a default after one with
			}
			p.paramTypeComment(a, end)
		}
		if p.failed || !p.accept(token.Comma) {
			break
		}
		if k := p.k; k == token.TypeComment && len(p.args) > h {
			p.args[len(p.args)-1].TypeComment = p.typeComment()
		} else if k == token.TypeComment && stage != plain {
			if n.Kwarg != nil {
				n.Kwarg.TypeComment = p.typeComment()
			} else if n.Vararg != nil {
				n.Vararg.TypeComment = p.typeComment()
			}
		}
	}
	rest := p.argList.take(p.args[h:])
	p.args = p.args[:h]
	if !star {
		n.Args = rest
	} else {
		n.Kwonlyargs = rest
		n.KwDefaults = kwDefaults
		if n.Vararg == nil && len(rest) == 0 {
			p.fail()
		}
	}
	n.Defaults = p.takeExprs(d)
	if p.i > first {
		n.Base = p.base(p.toks[first].Start, p.end())
	} else {
		n.Base = p.base(p.start(), p.start())
	}
	return n
}

// paramTypeComment reads a type comment that has no comma before it: only the
// last parameter may have one.
func (p *parser) paramTypeComment(a *ast.Arg, end token.Kind) {
	if p.k == token.TypeComment && a != nil && p.peek(1) == end {
		a.TypeComment = p.typeComment()
	}
}

// parameter is a name and, in a def, its annotation; that of "*args" may be
// starred.
func (p *parser) parameter(annotated, vararg bool) *ast.Arg {
	t := p.toks[p.i]
	name := p.name()
	n := p.arg.new()
	n.Arg = name
	if annotated && p.accept(token.Colon) {
		if vararg && p.k == token.Star {
			start := p.start()
			p.next()
			v := p.operand(precBitOr)
			n.Annotation = &ast.Starred{Base: p.base(start, p.end()), Value: v}
		} else {
			n.Annotation = p.expression()
		}
	}
	n.Base = p.base(t.Start, p.end())
	return n
}

// typeComment consumes a TypeComment token.
func (p *parser) typeComment() string {
	s := p.text(p.i)
	p.next()
	return s
}

// typeParams parses PEP 695's "[T: bound = default, *Ts, **P]", if there.
func (p *parser) typeParameters() []ast.TypeParam {
	if p.k != token.LSqb {
		return nil
	}
	p.next()
	h := len(p.scratch.typeParams)
	for !p.failed {
		p.scratch.typeParams = append(p.scratch.typeParams, p.typeParameter())
		if !p.accept(token.Comma) || p.k == token.RSqb {
			break
		}
	}
	p.expect(token.RSqb)
	l := append([]ast.TypeParam(nil), p.scratch.typeParams[h:]...)
	p.scratch.typeParams = p.scratch.typeParams[:h]
	return l
}

func (p *parser) typeParameter() ast.TypeParam {
	start := p.start()
	switch p.k {
	case token.Star:
		p.next()
		n := &ast.TypeVarTuple{Name: p.name()}
		if p.accept(token.Equal) {
			if p.k == token.Star {
				s := p.start()
				p.next()
				v := p.operand(precBitOr)
				n.DefaultValue = &ast.Starred{Base: p.base(s, p.end()), Value: v}
			} else {
				n.DefaultValue = p.expression()
			}
		}
		n.Base = p.base(start, p.end())
		return n
	case token.DoubleStar:
		p.next()
		n := &ast.ParamSpec{Name: p.name()}
		if p.accept(token.Equal) {
			n.DefaultValue = p.expression()
		}
		n.Base = p.base(start, p.end())
		return n
	}
	n := &ast.TypeVar{Name: p.name()}
	if p.accept(token.Colon) {
		n.Bound = p.expression()
	}
	if p.accept(token.Equal) {
		n.DefaultValue = p.expression()
	}
	n.Base = p.base(start, p.end())
	return n
}
