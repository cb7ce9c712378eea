package parse

import (
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
	"github.com/asynctools/asynctools/syntax/token"
)

// recover reports the failure of the statement that starts at token first and
// moves to the statement after it.
func (p *parser) recover(first int) {
	if p.spec > 0 {
		return
	}
	at := p.failAt
	p.report(first)
	p.clearFailure()
	p.skipLine(max(at, first))
	if p.k == token.Indent {
		p.skipIndented()
	}
}

// recoverHeader reports a header that does not parse; ok says that a suite
// follows it and the parser stands at its Newline.
func (p *parser) recoverHeader(first int) (ok bool) {
	at := p.failAt
	p.report(first)
	p.clearFailure()
	p.skipLine(max(at, first))
	if p.k != token.Indent {
		return false
	}
	p.seek(p.i - 1)
	if p.k != token.Newline {
		p.next()
		p.skipIndented()
		return false
	}
	return true
}

func (p *parser) clearFailure() {
	p.failed, p.deep, p.depth = false, false, 0
}

// skipLine moves past the next Newline from token at on.
func (p *parser) skipLine(at int) {
	p.seek(min(at, len(p.toks)-2))
	for p.k != token.EndMarker {
		k := p.k
		p.next()
		if k == token.Newline {
			return
		}
	}
}

// skipIndented parses a block that nothing introduces for the errors in it
// and drops its layout.
func (p *parser) skipIndented() {
	p.next()
	h := len(p.stmts)
	for p.k != token.Dedent && p.k != token.EndMarker {
		p.statement()
	}
	clear(p.stmts[h:])
	p.stmts = p.stmts[:h]
	p.accept(token.Dedent)
}

// skipBlock moves past the Dedent that ends the block the parser is in.
func (p *parser) skipBlock() {
	level := 1
	for p.k != token.EndMarker {
		switch p.k {
		case token.Indent:
			level++
		case token.Dedent:
			level--
		}
		p.next()
		if level == 0 {
			return
		}
	}
}

// report adds the error of the statement that starts at token first.
func (p *parser) report(first int) {
	msg := "invalid syntax"
	if p.deep {
		msg = tooComplex
	}
	t := p.toks[min(p.failAt, len(p.toks)-1)]
	p.file.Errors = append(p.file.Errors, ast.Error{Msg: msg, Span: source.Span{Start: t.Start, End: t.End}})
}

// finish settles what the whole file is needed for.
func (p *parser) finish() {
	p.file.NumNodes = int(p.nid)
	p.file.Comments = append([]ast.Comment(nil), p.lex.Comments...)
	p.file.Warnings = append(p.file.Warnings, p.lex.Warnings...)
	if len(p.lex.Errors) > 0 {
		p.file.Errors = append(p.lex.Errors[:len(p.lex.Errors):len(p.lex.Errors)], p.file.Errors...)
	}
}
