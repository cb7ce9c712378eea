package parse

import (
	"cmp"
	"slices"

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
	if at > first {
		switch p.toks[at-1].Kind {
		case token.Newline, token.Dedent:
			p.seek(at) // at the next statement already
			return
		}
	}
	p.skipLine(first, max(at, first))
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
	p.skipLine(first, max(at, first))
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

// reopen ends an unclosed bracket in the statement that starts at token first,
// and returns its new last token, or -1 when there is none such: the text is tokenized anew from the first line after
// its opening that starts like a statement and is indented no deeper, or
// deeper after the header of a block.
func (p *parser) reopen(first int) int {
	var open []int
	i := first
	for ; i < len(p.toks)-1; i++ {
		switch t := p.toks[i]; t.Kind {
		case token.LPar, token.LSqb, token.LBrace:
			open = append(open, i)
			continue
		case token.RPar, token.RSqb, token.RBrace:
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
			continue
		case token.Newline:
			return -1 // the line ends by itself
		case token.Error:
			if t.Flags&token.Unclosed == 0 {
				continue
			}
		case token.EndMarker:
			return -1
		default:
			continue
		}
		break
	}
	if len(open) == 0 {
		return -1
	}
	f := p.file.Source
	column := func(pos source.Pos) int { return f.LineCol(pos, source.UTF8).Col }
	limit := column(p.toks[first].Start)
	header := startsStatement(p.toks[first].Kind)
	line := f.Line(p.toks[open[0]].Start)
	for j := open[0] + 1; j < i; j++ {
		t := p.toks[j]
		l := f.Line(t.Start)
		if l == line {
			continue
		}
		line = l
		switch col := column(t.Start); {
		case col < limit, startsStatement(t.Kind) && (header || col == limit):
		default:
			continue
		}
		start := f.LineStart(line)
		p.toks = append(p.toks[:j], token.Token{Kind: token.Newline, Start: start, End: start})
		p.lex.Resync(start)
		p.tokenize()
		return j
	}
	return -1
}

// startsStatement says which tokens hardly begin a line that goes on with an
// expression in brackets.
func startsStatement(k token.Kind) bool {
	switch k {
	case token.Def, token.Class, token.While, token.With, token.Try, token.Return, token.Import, token.Raise,
		token.At, token.Del, token.Assert, token.Global, token.Nonlocal, token.Pass, token.Break, token.Continue,
		token.Except, token.Finally, token.Elif:
		return true
	}
	return false
}

func (p *parser) clearFailure() {
	p.failed, p.deep, p.depth = false, false, 0
}

// skipLine moves past the next Newline from token at on. When a bracket that
// nothing closes hides that Newline, the line ends where a statement seems to
// begin.
func (p *parser) skipLine(first, at int) {
	if end := p.reopen(first); end >= 0 {
		at = min(at, end)
	}
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
