package parse

import (
	"fmt"
	"strings"

	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
	"github.com/asynctools/asynctools/syntax/token"
)

// A diagnosis explains why one statement does not parse. It recognises
// Python's grammar the way CPython's PEG parser does: ordered alternatives,
// backtracking, memoized rules, and in a second pass rules for what people get
// wrong, of which the first to match speaks. It makes no tree, only as much of
// one as messages need.
//
// Two details of CPython are kept because positions depend on them: an error
// without words stands at the furthest token that the first pass looked at
// (fill), and a memoized result may hide an error rule of the second pass.
type diagnosis struct {
	p       *parser
	toks    []token.Token
	mark    int // the token that is next
	fill    int // one past the furthest token looked at
	invalid bool
	raised  bool
	err     source.Error
	final   bool // err stands whatever the rest of the file holds
	memos   map[memoKey]memo
	first   int   // where the statement starts
	levels  []int // bracket depth after each token from first on
	depth   int
	target  int // minor version of the grammar
}

// A part is a piece of the tree: what it is and where.
type part struct {
	kind     ast.Kind
	con      ast.ConstKind
	pos, end source.Pos
	elts     []*part // of a tuple or list; arguments of a call
	value    *part   // of a starred expression; the left side of a comparison
	in       bool    // a comparison whose first operator is "in"
	unpack   bool    // arguments with "**"
}

type memoKey struct {
	rule rule
	mark int
}

type memo struct {
	part *part
	mark int
}

// rule numbers the memoized rules.
type rule uint8

const (
	ruleExpression rule = iota
	ruleStarExpression
	ruleDisjunction
	ruleConjunction
	ruleInversion
	ruleBitOr
	ruleBitXor
	ruleBitAnd
	ruleShift
	ruleSum
	ruleTerm
	ruleFactor
	ruleAwait
	rulePrimary
	ruleStrings
	ruleArguments
	ruleStarTarget
	ruleStarAtomTarget
	ruleDelTarget
	ruleTPrimary
	ruleInvalidNamed
	ruleClosedPattern
	ruleTypeParam
	ruleBlock
)

// report adds the error of the statement that starts at token first, and
// settles which error is CPython's when it is the first one.
func (p *parser) report(first int) {
	var e, own source.Error
	if p.deep {
		t := p.toks[min(p.failAt, len(p.toks)-1)]
		own = source.Error{Msg: tooComplex, Span: source.Span{Start: t.Start, End: t.End}}
		e = own
	} else {
		d := diagnosis{p: p, toks: p.toks, first: first, target: p.opt.TargetMinor}
		own = d.run()
		e = d.overridden(own)
		if strings.HasSuffix(e.Msg, neverClosed) {
			own = e // says more about the same statement
		}
	}
	if !p.diagnosed {
		p.diagnosed = true
		p.firstError = e
	}
	p.file.Errors = append(p.file.Errors, own)
}

// run is the error of the statement.
func (d *diagnosis) run() source.Error {
	start := func() {
		d.mark, d.memos, d.depth = d.first, make(map[memoKey]memo), 0
		switch d.p.opt.Mode {
		case Eval:
			d.evalInput()
		case FuncType:
			d.funcTypeInput()
		default:
			d.statement()
		}
	}
	d.fill = d.first
	start()
	if d.raised {
		return d.err
	}
	last := max(d.fill-1, d.first)
	if d.mark > d.first && d.mark > last {
		// The recogniser accepts what the parser does not: say where the
		// parser stopped.
		last = max(d.p.failAt, d.first)
	}
	d.invalid = true
	start()
	if d.raised {
		return d.err
	}
	t := d.toks[min(last, len(d.toks)-1)]
	switch t.Kind {
	case token.Indent, token.Dedent:
		word := "unexpected indent"
		if t.Kind == token.Dedent {
			word = "unexpected unindent"
		}
		d.final = true
		return source.Error{Class: source.IndentationError, Msg: word, Span: d.span(t)}
	}
	return source.Error{Msg: "invalid syntax", Span: d.known(t)}
}

// span is where CPython says that a token stands. A Newline is as long as what
// it holds, the comment or the line end. Tokens without text (layout, the end
// of the file) stand at the last character that the tokenizer has read.
func (d *diagnosis) span(t token.Token) source.Span {
	s := source.Span{Start: t.Start, End: t.End}
	switch t.Kind {
	case token.Newline:
		if int(s.End) < len(d.p.src) {
			s.End++
		}
	case token.Indent, token.Dedent, token.EndMarker:
		atEnd := int(s.Start) == len(d.p.src)
		if s.Start > 0 && atEnd == isNewline(d.p.src[s.Start-1]) {
			s.Start--
		}
		s.End = s.Start
	}
	return s
}

// known is span for errors to which CPython gives a token's own column: tokens
// without text have none and stand at the start of the line.
func (d *diagnosis) known(t token.Token) source.Span {
	s := d.span(t)
	switch t.Kind {
	case token.Indent, token.Dedent, token.EndMarker:
		f := d.p.file.Source
		s.Start = f.LineStart(f.Line(s.Start))
		s.End = s.Start
	}
	return s
}

func isNewline(c byte) bool { return c == '\n' || c == '\r' }

// overridden is what CPython reports instead of e: having found a syntax error
// it tokenizes the rest of the file and prefers what the tokenizer says.
func (d *diagnosis) overridden(e source.Error) source.Error {
	if d.final {
		return e
	}
	for i := d.fill; i < len(d.toks)-1; i++ {
		t := d.toks[i]
		if t.Kind == token.EndMarker {
			break
		}
		if t.Kind != token.Error {
			continue
		}
		if t.Flags&token.Nested != 0 {
			break
		}
		if t.Flags&(token.Unclosed|token.Quiet) == 0 {
			return d.lexicalError(i)
		}
		if open, ok := d.openBracket(i); ok {
			line := d.p.file.Source.Line
			if line(d.toks[max(0, d.fill-1)].Start) > line(open.Start) {
				return d.neverClosed(open)
			}
		}
		break
	}
	return e
}

// openBracket is the innermost bracket open at token i.
func (d *diagnosis) openBracket(i int) (token.Token, bool) {
	var open []token.Token
	for _, t := range d.toks[min(d.first, i):i] {
		switch t.Kind {
		case token.LPar, token.LSqb, token.LBrace:
			open = append(open, t)
		case token.RPar, token.RSqb, token.RBrace:
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		case token.Newline:
			open = open[:0]
		}
	}
	if len(open) == 0 {
		return token.Token{}, false
	}
	return open[len(open)-1], true
}

const neverClosed = " was never closed"

func (d *diagnosis) neverClosed(open token.Token) source.Error {
	return source.Error{Msg: fmt.Sprintf("'%c'%s", d.p.src[open.Start], neverClosed), Span: source.Span{Start: open.Start, End: open.Start}}
}

// lexicalError is the error of the Error token i.
func (d *diagnosis) lexicalError(i int) source.Error {
	t := d.toks[i]
	if t.Flags&token.Unclosed != 0 {
		if open, ok := d.openBracket(i); ok {
			return d.neverClosed(open)
		}
	}
	// Errors and Error tokens are in the same order.
	n := 0
	for _, u := range d.toks[:i] {
		if u.Kind == token.Error && u.Flags&token.Unclosed == 0 {
			n++
		}
	}
	if n < len(d.p.lex.Errors) {
		e := d.p.lex.Errors[n]
		if t.Flags&token.Quiet != 0 && e.Msg == token.UnexpectedEOF {
			if open, ok := d.openBracket(i); ok {
				return d.neverClosed(open)
			}
		}
		return e
	}
	return source.Error{Msg: "invalid syntax", Span: source.Span{Start: t.Start, End: t.End}}
}

// k is the kind of the next token. After an error it is Error for ever, so
// that every rule fails.
func (d *diagnosis) k() token.Kind { return d.look(d.mark) }

func (d *diagnosis) look(i int) token.Kind {
	if d.raised || i >= len(d.toks) {
		return token.Error
	}
	k := d.toks[i].Kind
	if i >= d.fill {
		d.fill = i + 1
		if k == token.Error && i < len(d.toks)-1 {
			d.raised, d.final = true, true
			d.err = d.lexicalError(i)
		}
	}
	return k
}

// eat consumes a token of kind k.
func (d *diagnosis) eat(k token.Kind) bool {
	if d.k() != k {
		return false
	}
	d.mark++
	return true
}

func (d *diagnosis) is(kinds ...token.Kind) bool {
	k := d.k()
	for _, x := range kinds {
		if k == x {
			return true
		}
	}
	return false
}

// soft reports whether the next token is a name spelled s.
func (d *diagnosis) soft(s string) bool {
	return d.k() == token.Name && d.p.text(d.mark) == s
}

func (d *diagnosis) eatSoft(s string) bool {
	if !d.soft(s) {
		return false
	}
	d.mark++
	return true
}

// at makes a part of the tokens from the one numbered from up to the mark.
func (d *diagnosis) at(kind ast.Kind, from int) *part {
	last := max(d.mark-1, from)
	return &part{kind: kind, pos: d.toks[from].Start, end: d.toks[last].End}
}

func (d *diagnosis) tokPart(i int) *part {
	s := d.known(d.toks[i])
	return &part{pos: s.Start, end: s.End}
}

// The ways in which CPython's rules raise an error.

func (d *diagnosis) raise(start, end source.Pos, format string, args ...any) {
	if d.raised {
		return
	}
	d.raised = true
	d.err = source.Error{Msg: fmt.Sprintf(format, args...), Span: source.Span{Start: start, End: end}}
}

// raiseRange covers a..b.
func (d *diagnosis) raiseRange(a, b *part, format string, args ...any) {
	d.raise(a.pos, b.end, format, args...)
}

// raiseAt covers a.
func (d *diagnosis) raiseAt(a *part, format string, args ...any) { d.raiseRange(a, a, format, args...) }

// raiseLast stands at the furthest token.
func (d *diagnosis) raiseLast(format string, args ...any) {
	if d.raised {
		return
	}
	t := d.toks[max(0, d.fill-1)]
	s := d.span(t)
	d.raise(s.Start, s.End, format, args...)
}

// raiseNext stands at the next token.
func (d *diagnosis) raiseNext(format string, args ...any) {
	s := d.known(d.toks[d.mark])
	d.raise(s.Start, s.End, format, args...)
}

// raiseFrom covers a up to what has been read.
func (d *diagnosis) raiseFrom(a *part, format string, args ...any) {
	t := d.toks[max(0, d.fill-1)]
	d.raise(a.pos, max(a.pos, d.span(t).End-1), format, args...)
}

func (d *diagnosis) raiseIndent(format string, args ...any) {
	d.raiseLast(format, args...)
	if !d.final {
		d.err.Class = source.IndentationError
	}
}

// expectForced consumes a token that has to be there: CPython says so even
// in the first pass.
func (d *diagnosis) expectForced(k token.Kind) bool {
	if d.k() == k {
		d.mark++
		return true
	}
	d.raiseAt(d.tokPart(min(d.mark, len(d.toks)-1)), "expected '%s'", k)
	return false
}

// memo runs a rule unless its result at this token is known.
func (d *diagnosis) memo(r rule, f func() *part) *part {
	key := memoKey{r, d.mark}
	if m, ok := d.memos[key]; ok {
		d.mark = m.mark
		return m.part
	}
	if d.raised {
		return nil
	}
	if d.depth++; d.depth > 3*maxDepth {
		d.raiseNext(tooComplex)
		d.depth--
		return nil
	}
	start := d.mark
	res := f()
	d.depth--
	if d.raised {
		res = nil
	}
	if res == nil {
		d.mark = start
	}
	d.memos[key] = memo{res, d.mark}
	return res
}

// try runs an alternative and takes the mark back when it does not match.
func (d *diagnosis) try(f func() bool) bool {
	m := d.mark
	if f() && !d.raised {
		return true
	}
	d.mark = m
	return false
}

// ahead reports whether f matches, and consumes nothing.
func (d *diagnosis) ahead(f func() bool) bool {
	m := d.mark
	ok := f() && !d.raised
	d.mark = m
	return ok
}

// error runs an error rule, in the second pass only, and consumes nothing.
func (d *diagnosis) error(f func()) {
	if !d.invalid || d.raised {
		return
	}
	m := d.mark
	f()
	d.mark = m
}

// list parses items with commas between them; a comma that no item follows is
// left.
func (d *diagnosis) list(item func() *part) (items []*part) {
	for {
		m := d.mark
		if len(items) > 0 && !d.eat(token.Comma) {
			break
		}
		x := item()
		if x == nil {
			d.mark = m
			break
		}
		items = append(items, x)
	}
	return items
}

// level is the bracket depth after token i.
func (d *diagnosis) level(i int) int {
	for j := d.first + len(d.levels); j <= i; j++ {
		n := 0
		if len(d.levels) > 0 {
			n = d.levels[len(d.levels)-1]
		}
		switch d.toks[j].Kind {
		case token.LPar, token.LSqb, token.LBrace:
			n++
		case token.RPar, token.RSqb, token.RBrace:
			n--
		}
		d.levels = append(d.levels, n)
	}
	return d.levels[i-d.first]
}

// line is the one-based line of a token.
func (d *diagnosis) line(i int) int { return d.p.file.Source.Line(d.toks[i].Start) + 1 }

// describe is what messages call an expression.
func describe(x *part) string {
	switch x.kind {
	case ast.AttributeKind:
		return "attribute"
	case ast.SubscriptKind:
		return "subscript"
	case ast.StarredKind:
		return "starred"
	case ast.NameKind:
		return "name"
	case ast.ListKind:
		return "list"
	case ast.TupleKind:
		return "tuple"
	case ast.LambdaKind:
		return "lambda"
	case ast.CallKind:
		return "function call"
	case ast.GeneratorExpKind:
		return "generator expression"
	case ast.YieldKind, ast.YieldFromKind:
		return "yield expression"
	case ast.AwaitKind:
		return "await expression"
	case ast.ListCompKind:
		return "list comprehension"
	case ast.SetCompKind:
		return "set comprehension"
	case ast.DictCompKind:
		return "dict comprehension"
	case ast.DictKind:
		return "dict literal"
	case ast.SetKind:
		return "set display"
	case ast.JoinedStrKind:
		return "f-string expression"
	case ast.TemplateStrKind:
		return "t-string expression"
	case ast.CompareKind:
		return "comparison"
	case ast.IfExpKind:
		return "conditional expression"
	case ast.NamedExprKind:
		return "named expression"
	case ast.ConstantKind:
		switch x.con {
		case ast.NoneConst:
			return "None"
		case ast.TrueConst:
			return "True"
		case ast.FalseConst:
			return "False"
		case ast.EllipsisConst:
			return "ellipsis"
		}
		return "literal"
	}
	return "expression"
}

type targetKind uint8

const (
	assignTarget targetKind = iota
	forTarget
	delTarget
)

// invalidTarget is the part of x that cannot be a target, or nil.
func invalidTarget(x *part, kind targetKind) *part {
	switch x.kind {
	case ast.ListKind, ast.TupleKind:
		for _, e := range x.elts {
			if bad := invalidTarget(e, kind); bad != nil {
				return bad
			}
		}
		return nil
	case ast.StarredKind:
		if kind == delTarget {
			return x
		}
		return invalidTarget(x.value, kind)
	case ast.CompareKind:
		if kind == forTarget {
			// "a in b" after "for" has been read as a comparison.
			if x.in {
				return invalidTarget(x.value, kind)
			}
			return nil
		}
		return x
	case ast.NameKind, ast.SubscriptKind, ast.AttributeKind:
		return nil
	}
	return x
}

func (d *diagnosis) raiseTarget(x *part, kind targetKind) {
	bad := invalidTarget(x, kind)
	if bad == nil {
		return
	}
	verb := "assign to"
	if kind == delTarget {
		verb = "delete"
	}
	d.raiseAt(bad, "cannot %s %s", verb, describe(bad))
}
