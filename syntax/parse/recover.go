package parse

import (
	"cmp"
	"slices"

	"github.com/asynctools/asynctools/syntax/ast"
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

// finish settles what the whole file is needed for.
func (p *parser) finish() {
	f := p.file
	f.NumNodes = int(p.nid)
	f.Comments = append([]ast.Comment(nil), p.lex.Comments...)
	f.Warnings = append(f.Warnings, p.lex.Warnings...)
	slices.SortStableFunc(f.Warnings, byPosition)
	if len(p.lex.Errors) == 0 && len(f.Errors) == 0 {
		return
	}
	all := append(f.Errors, p.lex.Errors...)
	slices.SortStableFunc(all, byPosition)
	out := all[:0:0]
	if p.diagnosed {
		out = append(out, p.firstError)
	}
	for i, e := range all {
		if i > 0 && e == all[i-1] || p.diagnosed && e == p.firstError {
			continue
		}
		out = append(out, e)
	}
	f.Errors = out
}

func byPosition(a, b ast.Error) int { return cmp.Compare(a.Span.Start, b.Span.Start) }
