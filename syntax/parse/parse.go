// Package parse turns Python source text into the tree of package ast.
//
// The parser is a hand-written recursive descent over an array of tokens, with
// one token of lookahead, precedence climbing for binary operators, and a
// rewind in the three places where Python's grammar needs one (a parenthesised
// "with", "match" and "type" used as names). It accepts exactly the valid
// programs, fast, and does not try to explain the others.
//
// When a statement does not parse, a second, slower recogniser of the same
// grammar (diagnose*.go) goes over the tokens of that statement alone. It
// tries alternatives in the order CPython's PEG parser does, so it finds the
// message and the place that CPython reports. Then the first parser skips the
// statement, or only its header when a block follows, and goes on: one broken
// line costs one line.
package parse

import (
	"sync"

	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
	"github.com/asynctools/asynctools/syntax/token"
)

// Mode is what the text is: the mode argument of Python's compile().
type Mode uint8

// The modes.
const (
	Exec     Mode = iota // a file
	Eval                 // one expression
	Single               // one interactive statement
	FuncType             // a PEP 484 signature comment, "(int) -> str"
)

// Options select a dialect.
type Options struct {
	Mode         Mode
	TypeComments bool // read "# type:" comments, and fail on misplaced ones
	TargetMinor  int  // 13 or 14: the Python 3 version whose grammar holds; 0 is the newest
}

// Limits on the depth of a tree: beyond them a program is refused, so that
// recursive code over trees cannot exhaust a goroutine's stack.
const (
	maxDepth = 2_000   // operators and operands that nest to the right
	maxChain = 100_000 // operators, calls, attributes that nest to the left
)

const tooComplex = "Parser stack overflowed - Python source too complex to parse"

type parser struct {
	k    token.Kind // kind of toks[i]
	i    int
	toks []token.Token

	src    string
	file   *ast.File
	opt    Options
	nid    ast.NodeID
	depth  int
	failed bool // the statement at hand does not parse
	failAt int  // the token at which that was found
	deep   bool // the reason is maxDepth or maxChain
	spec   int  // speculative parses under way: failures are not errors yet

	arena
	scratch
	lex token.Lexer

	diagnosed  bool // the first error has been settled
	firstError source.Error
	buf        []byte
}

// scratch are stacks for lists under construction: a rule notes the height,
// pushes, and copies what is above it into the arena.
type scratch struct {
	exprs      []ast.Expr
	stmts      []ast.Stmt
	names      []string
	keywords   []*ast.Keyword
	args       []*ast.Arg
	comps      []*ast.Comprehension
	items      []*ast.WithItem
	aliases    []*ast.Alias
	handlers   []*ast.ExceptHandler
	cases      []*ast.MatchCase
	patterns   []ast.Pattern
	typeParams []ast.TypeParam
	cmps       []ast.CmpOperator
}

var pool = sync.Pool{New: func() any { return new(parser) }}

// Parse parses a text. The result is never nil; its Errors are empty if and
// only if CPython accepts the text. Errors[0] is the one CPython reports,
// the others follow in source order.
func Parse(src *source.File, opt Options) *ast.File {
	p := pool.Get().(*parser)
	f := p.parse(src, opt)
	p.release()
	return f
}

func (p *parser) release() {
	// The token buffer is worth keeping; everything that points into a tree
	// must go.
	lex, toks, buf := p.lex, p.toks[:0], p.buf[:0]
	s := p.scratch
	s.clear()
	lex.Reset("")
	lex.Warnings = nil
	if cap(toks) > 1<<20 {
		toks = nil
	}
	*p = parser{lex: lex, toks: toks, buf: buf, scratch: s}
	pool.Put(p)
}

func (s *scratch) clear() {
	clearStack(&s.exprs)
	clearStack(&s.stmts)
	clearStack(&s.names)
	clearStack(&s.keywords)
	clearStack(&s.args)
	clearStack(&s.comps)
	clearStack(&s.items)
	clearStack(&s.aliases)
	clearStack(&s.handlers)
	clearStack(&s.cases)
	clearStack(&s.patterns)
	clearStack(&s.typeParams)
	s.cmps = s.cmps[:0]
}

func clearStack[T any](s *[]T) {
	if cap(*s) > 1<<10 {
		*s = nil
		return
	}
	clear((*s)[:cap(*s)])
	*s = (*s)[:0]
}

func (p *parser) parse(src *source.File, opt Options) *ast.File {
	if opt.TargetMinor == 0 {
		opt.TargetMinor = 14
	}
	p.src, p.opt = src.Text, opt
	p.file = &ast.File{Source: src}
	p.lex.Reset(p.src)
	p.lex.TypeComments = opt.TypeComments || opt.Mode == FuncType
	p.lex.NoTemplates = opt.TargetMinor < 14
	p.tokenize()
	p.arena.size(len(p.src))
	p.seek(0)
	switch opt.Mode {
	case Eval:
		p.file.Mod = p.evalInput()
	case Single:
		p.file.Mod = p.singleInput()
	case FuncType:
		p.file.Mod = p.funcTypeInput()
	default:
		p.file.Mod = p.fileInput()
	}
	p.finish()
	return p.file
}

// tokenize fills p.toks with the rest of the text. An Error sentinel follows
// EndMarker: a failed parser stands there, where nothing matches.
func (p *parser) tokenize() {
	if need := len(p.src)/4 + 16; cap(p.toks) == 0 {
		p.toks = make([]token.Token, 0, need)
	}
	p.toks = append(p.lex.All(p.toks), token.Token{Kind: token.Error, Start: source.Pos(len(p.src)), End: source.Pos(len(p.src))})
}

func (p *parser) seek(i int) {
	p.i = i
	p.k = p.toks[i].Kind
}

func (p *parser) next() {
	if p.i < len(p.toks)-1 { // a rule that has failed may go on for a step
		p.i++
		p.k = p.toks[p.i].Kind
	}
}

// start is where the current token begins.
func (p *parser) start() source.Pos { return p.toks[p.i].Start }

// end is where the token before the current one ends.
func (p *parser) end() source.Pos {
	if p.i == 0 {
		return 0
	}
	return p.toks[p.i-1].End
}

// blockEnd is the end of the last token that is not layout.
func (p *parser) blockEnd() source.Pos {
	if p.failed {
		return p.toks[p.failAt].End
	}
	j := p.i - 1
	for j > 0 && p.toks[j].Kind >= token.Newline && p.toks[j].Kind <= token.Dedent {
		j--
	}
	if j < 0 {
		return 0
	}
	return p.toks[j].End
}

// peek is the kind of the token n after the current one.
func (p *parser) peek(n int) token.Kind {
	if p.i+n < len(p.toks) {
		return p.toks[p.i+n].Kind
	}
	return token.Error
}

func (p *parser) text(i int) string {
	t := p.toks[i]
	return p.src[t.Start:t.End]
}

// at reports whether the current token is a name spelled s (a soft keyword).
func (p *parser) at(s string) bool { return p.k == token.Name && p.text(p.i) == s }

// accept consumes a token of kind k if it is next.
func (p *parser) accept(k token.Kind) bool {
	if p.k != k {
		return false
	}
	p.next()
	return true
}

// expect consumes a token of kind k or fails.
func (p *parser) expect(k token.Kind) {
	if p.k != k {
		p.fail()
		return
	}
	p.next()
}

// fail notes that the statement does not parse and moves to the sentinel at
// which every rule ends at once.
func (p *parser) fail() {
	if p.failed {
		return
	}
	p.failed, p.failAt = true, p.i
	p.seek(len(p.toks) - 1)
}

func (p *parser) failDeep() {
	if !p.failed {
		p.deep = true
	}
	p.fail()
}

// A state is what a speculative parse has to restore.
type state struct {
	i, failAt    int
	failed, deep bool
	depth        int
	nid          ast.NodeID
}

func (p *parser) mark() state {
	p.spec++
	return state{p.i, p.failAt, p.failed, p.deep, p.depth, p.nid}
}

// commit ends a speculation that is kept.
func (p *parser) commit() { p.spec-- }

// rewind ends a speculation that failed. Nodes made meanwhile are lost.
func (p *parser) rewind(s state) {
	p.spec--
	p.failAt, p.failed, p.deep, p.depth, p.nid = s.failAt, s.failed, s.deep, s.depth, s.nid
	p.seek(s.i)
}

func (p *parser) base(start, stop source.Pos) ast.Base {
	p.nid++
	return ast.Base{ID: p.nid, Start: start, Stop: stop}
}

// name consumes a Name and returns it as Python compares it.
func (p *parser) name() string {
	if p.k != token.Name {
		p.fail()
		return ""
	}
	t := p.toks[p.i]
	p.next()
	return p.identifier(t)
}

func (p *parser) identifier(t token.Token) string {
	s := p.src[t.Start:t.End]
	if t.Flags&token.NonASCII != 0 {
		s = token.Normalize(s)
	}
	return s
}

func (p *parser) fileInput() ast.Mod {
	m := &ast.Module{Base: p.base(0, source.Pos(len(p.src)))}
	m.Body = p.statements(token.EndMarker)
	for _, t := range p.lex.TypeIgnores {
		n := &ast.TypeIgnore{Base: p.base(t.Pos, t.Tag.End), Tag: p.file.Source.Slice(t.Tag)}
		n.Lineno = p.file.Source.Line(t.Pos) + 1
		m.TypeIgnores = append(m.TypeIgnores, n)
	}
	return m
}

func (p *parser) evalInput() ast.Mod {
	m := &ast.Expression{Base: p.base(0, source.Pos(len(p.src)))}
	m.Body = p.expressions()
	for p.accept(token.Newline) {
	}
	p.expect(token.EndMarker)
	if p.failed {
		p.report(0)
	}
	return m
}

func (p *parser) singleInput() ast.Mod {
	m := &ast.Interactive{Base: p.base(0, source.Pos(len(p.src)))}
	if p.k == token.Newline {
		return m
	}
	if p.k == token.EndMarker {
		p.fail()
		p.report(0)
		return m
	}
	h := len(p.stmts)
	p.statement()
	m.Body = p.takeStmts(h)
	for p.accept(token.Newline) {
	}
	if !p.failed && p.k != token.EndMarker && len(p.file.Errors) == 0 {
		t := p.toks[p.i-1]
		p.file.Errors = append(p.file.Errors, ast.Error{Msg: "multiple statements found while compiling a single statement", Span: source.Span{Start: t.Start, End: t.Start}})
	}
	return m
}

func (p *parser) funcTypeInput() ast.Mod {
	m := &ast.FunctionType{Base: p.base(0, source.Pos(len(p.src)))}
	p.expect(token.LPar)
	h := len(p.exprs)
	// "*" and "**" are read and forgotten; each may come once, at the end.
	last := token.EndMarker
	for p.k != token.RPar && !p.failed {
		switch {
		case last == token.DoubleStar, last == token.Star && p.k != token.DoubleStar:
			p.fail()
		case p.k == token.Star, p.k == token.DoubleStar:
			last = p.k
			p.next()
		}
		p.exprs = append(p.exprs, p.expression())
		if !p.accept(token.Comma) {
			break
		}
	}
	m.Argtypes = p.takeExprs(h)
	p.expect(token.RPar)
	p.expect(token.Arrow)
	m.Returns = p.expression()
	for p.accept(token.Newline) {
	}
	p.expect(token.EndMarker)
	if p.failed {
		p.report(0)
	}
	return m
}
