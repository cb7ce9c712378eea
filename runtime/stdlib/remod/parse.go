package remod

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/pyrepr"
	"github.com/asynctools/asynctools/syntax/token"
)

// The flags of the module, as CPython numbers them.
const (
	flagIgnoreCase = 2
	flagLocale     = 4
	flagMultiline  = 8
	flagDotAll     = 16
	flagUnicode    = 32
	flagVerbose    = 64
	flagDebug      = 128
	flagASCII      = 256

	typeFlags = flagASCII | flagLocale | flagUnicode
)

var flagLetters = map[string]int{
	"i": flagIgnoreCase, "L": flagLocale, "m": flagMultiline, "s": flagDotAll, "x": flagVerbose, "a": flagASCII, "u": flagUnicode,
}

const (
	maxRepeat = 1<<32 - 1
	maxGroups = 1<<30 - 1
)

type nodeKind uint8

const (
	nLit nodeKind = iota
	nNotLit
	nAny
	nSet
	nAt
	nSeq
	nAlt
	nRepeat
	nGroup
	nAtomic
	nLook
	nRef
	nCond
	nFail
)

type atKind uint8

const (
	atStart atKind = iota
	atLineStart
	atEnd
	atLineEnd
	atStringEnd
	atBoundary
	atNotBoundary
)

type repeatMode uint8

const (
	greedy repeatMode = iota
	lazy
	possessive
)

// node is a part of a pattern with the flags of its place applied.
type node struct {
	kind     nodeKind
	lit      rune
	fold     folding
	all      bool // nAny: newlines as well; nAt: ASCII words
	at       atKind
	set      *charSet
	min, max int
	mode     repeatMode
	group    int // nGroup, nRef, nCond
	behind   bool
	negate   bool
	kids     []*node
}

// patternError is a malformed pattern; position -1 is none.
type patternError struct {
	msg string
	pos int
}

func (e *patternError) Error() string { return e.msg }

// tooLarge is an OverflowError.
type tooLarge struct{}

func (tooLarge) Error() string { return "the repetition number is too large" }

// flagError is a ValueError about flags.
type flagError string

func (e flagError) Error() string { return string(e) }

// lexer cuts a pattern into characters and backslash pairs, one ahead.
type lexer struct {
	src  string
	off  int    // byte offset after next
	idx  int    // characters before off
	next string // "" at the end
	text bool   // str, not bytes
}

func width(tok string) int {
	if len(tok) <= 1 {
		return len(tok)
	}
	n := 0
	for i := 0; i < len(tok); i++ {
		if tok[i]&0xC0 != 0x80 {
			n++
		}
	}
	return n
}

func (l *lexer) fail(offset int, format string, args ...any) {
	panic(&patternError{fmt.Sprintf(format, args...), l.tell() - offset})
}

func (l *lexer) advance() {
	if l.off >= len(l.src) {
		l.next = ""
		return
	}
	_, w := object.DecodeRune(l.src[l.off:])
	end, n := l.off+w, 1
	if l.src[l.off] == '\\' {
		if end >= len(l.src) {
			panic(&patternError{"bad escape (end of pattern)", l.idx})
		}
		_, w = object.DecodeRune(l.src[end:])
		end += w
		n++
	}
	l.next = l.src[l.off:end]
	l.off = end
	l.idx += n
}

func (l *lexer) tell() int { return l.idx - width(l.next) }

func (l *lexer) get() string {
	tok := l.next
	l.advance()
	return tok
}

func (l *lexer) match(tok string) bool {
	if l.next == tok {
		l.advance()
		return true
	}
	return false
}

// mark and reset go back to an earlier place.
func (l *lexer) mark() lexer { return *l }

func (l *lexer) getWhile(n int, set string) string {
	var b strings.Builder
	for ; n > 0 && l.next != "" && strings.Contains(set, l.next); n-- {
		b.WriteString(l.get())
	}
	return b.String()
}

func (l *lexer) getUntil(terminator, what string) string {
	var b strings.Builder
	for {
		tok := l.next
		l.advance()
		switch tok {
		case "":
			if b.Len() == 0 {
				l.fail(0, "missing %s", what)
			}
			l.fail(width(b.String()), "missing %s, unterminated name", terminator)
		case terminator:
			if b.Len() == 0 {
				l.fail(1, "missing %s", what)
			}
			return b.String()
		}
		b.WriteString(tok)
	}
}

func (l *lexer) checkName(name string, offset int) {
	if !l.text && object.ASCII(name) != name {
		l.fail(width(name)+offset, "bad character in group name %s", object.ASCII(pyrepr.Str(name)))
	}
	if !token.IsIdentifier(name) {
		l.fail(width(name)+offset, "bad character in group name %s", pyrepr.Str(name))
	}
}

const (
	octDigits = "01234567"
	decDigits = "0123456789"
	hexDigits = "0123456789abcdefABCDEF"
)

func isDecimal(s string) bool { return s != "" && strings.Trim(s, decDigits) == "" }

func isASCIILetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// parser builds the tree of one pattern.
type parser struct {
	lexer
	flags      int
	groups     []*node // by number; nil while open
	names      map[string]int
	order      []string
	refs       map[int]int // groups named by number in conditions: where first
	lookbehind int         // groups known before the outermost lookbehind; -1 outside
	warnings   []string
}

// restart asks for a new run with the verbose flag, found inside the pattern.
type restart struct{}

// parsePattern parses text, in which bytes are Latin-1.
func parsePattern(src string, text bool, flags int) (tree *node, p *parser, err error) {
	run := func(flags int) (again bool) {
		p = &parser{lexer: lexer{src: src, text: text}, flags: flags, groups: []*node{{kind: nGroup, max: maxRepeat}}, names: map[string]int{}, refs: map[int]int{}, lookbehind: -1}
		defer func() {
			switch r := recover().(type) {
			case nil:
			case restart:
				again = true
			case *patternError:
				err = r
			case tooLarge:
				err = r
			case flagError:
				err = r
			default:
				panic(r)
			}
		}()
		p.advance()
		tree = p.alternatives(flags, flags&flagVerbose != 0, 0)
		p.fixFlags()
		if p.next != "" {
			p.fail(0, "unbalanced parenthesis")
		}
		for g, pos := range p.refs {
			if g >= len(p.groups) {
				panic(&patternError{fmt.Sprintf("invalid group reference %d", g), pos})
			}
		}
		return false
	}
	if run(flags) {
		flags = p.flags | flagVerbose
		run(flags)
	}
	if err != nil {
		return nil, nil, err
	}
	return tree, p, nil
}

// fixFlags checks the final flags and adds UNICODE to a str pattern.
func (p *parser) fixFlags() {
	f := p.flags
	if p.text {
		switch {
		case f&flagLocale != 0:
			panic(flagError("cannot use LOCALE flag with a str pattern"))
		case f&flagASCII != 0 && f&flagUnicode != 0:
			panic(flagError("ASCII and UNICODE flags are incompatible"))
		case f&flagASCII == 0:
			p.flags |= flagUnicode
		}
		return
	}
	switch {
	case f&flagUnicode != 0:
		panic(flagError("cannot use UNICODE flag with a bytes pattern"))
	case f&flagLocale != 0 && f&flagASCII != 0:
		panic(flagError("ASCII and LOCALE flags are incompatible"))
	}
}

func (p *parser) ascii(flags int) bool { return !p.text || flags&flagASCII != 0 }

func (p *parser) fold(flags int) folding {
	switch {
	case flags&flagIgnoreCase == 0:
		return exact
	case p.ascii(flags):
		return foldASCII
	}
	return foldUnicode
}

func (p *parser) literal(r rune, flags int) *node {
	n := &node{kind: nLit, lit: r, fold: p.fold(flags)}
	if n.fold != exact {
		n.lit = n.fold.lower(r)
		if len(n.fold.variants(r)) == 1 {
			n.fold = exact
		}
	}
	return n
}

func (p *parser) alternatives(flags int, verbose bool, depth int) *node {
	var alts []*node
	for {
		// Global flags, at the start, change the flags of all that follows.
		alts = append(alts, p.sequence(&flags, verbose, depth+1, depth == 0 && len(alts) == 0))
		if !p.match("|") {
			break
		}
	}
	if len(alts) == 1 {
		return alts[0]
	}
	return &node{kind: nAlt, kids: alts}
}

const maxNesting = 2000

func (p *parser) sequence(flags *int, verbose bool, depth int, first bool) *node {
	seq := &node{kind: nSeq}
	if depth > maxNesting {
		panic(&patternError{"pattern nests too deeply", p.tell()})
	}
	for {
		tok := p.next
		if tok == "" || tok == "|" || tok == ")" {
			return seq
		}
		p.advance()
		if verbose {
			if strings.Contains(" \t\n\r\v\f", tok) {
				continue
			}
			if tok == "#" {
				for {
					if t := p.get(); t == "" || t == "\n" {
						break
					}
				}
				continue
			}
		}
		switch tok[0] {
		case '\\':
			seq.kids = append(seq.kids, p.escape(tok, *flags))
		case '[':
			seq.kids = append(seq.kids, p.class(*flags))
		case '*', '+', '?', '{':
			p.repeat(seq, tok, *flags)
		case '.':
			seq.kids = append(seq.kids, &node{kind: nAny, all: *flags&flagDotAll != 0})
		case '^':
			at := atStart
			if *flags&flagMultiline != 0 {
				at = atLineStart
			}
			seq.kids = append(seq.kids, &node{kind: nAt, at: at})
		case '$':
			at := atEnd
			if *flags&flagMultiline != 0 {
				at = atLineEnd
			}
			seq.kids = append(seq.kids, &node{kind: nAt, at: at})
		case '(':
			if n := p.group(flags, verbose, depth, first && len(seq.kids) == 0); n != nil {
				seq.kids = append(seq.kids, n)
			}
		default:
			r, _ := object.DecodeRune(tok)
			seq.kids = append(seq.kids, p.literal(r, *flags))
		}
	}
}

func (p *parser) repeat(seq *node, tok string, flags int) {
	here := p.tell()
	lo, hi := 0, maxRepeat
	switch tok {
	case "?":
		hi = 1
	case "+":
		lo = 1
	case "{":
		if p.next == "}" {
			seq.kids = append(seq.kids, p.literal('{', flags))
			return
		}
		back := p.mark()
		first := p.getWhile(1<<30, decDigits)
		second := first
		if p.match(",") {
			second = p.getWhile(1<<30, decDigits)
		}
		if !p.match("}") {
			seq.kids = append(seq.kids, p.literal('{', flags))
			p.lexer = back
			return
		}
		bound := func(s string, n *int) {
			if s == "" {
				return
			}
			v, err := strconv.ParseInt(s, 10, 64)
			if err != nil || v >= maxRepeat {
				panic(tooLarge{})
			}
			*n = int(v)
		}
		bound(first, &lo)
		bound(second, &hi)
		if hi < lo {
			p.fail(p.tell()-here, "min repeat greater than max repeat")
		}
	}
	if len(seq.kids) == 0 || seq.kids[len(seq.kids)-1].kind == nAt {
		p.fail(p.tell()-here+len(tok), "nothing to repeat")
	}
	item := seq.kids[len(seq.kids)-1]
	if item.kind == nRepeat {
		p.fail(p.tell()-here+len(tok), "multiple repeat")
	}
	mode := greedy
	if p.match("?") {
		mode = lazy
	} else if p.match("+") {
		mode = possessive
	}
	seq.kids[len(seq.kids)-1] = &node{kind: nRepeat, min: lo, max: hi, mode: mode, kids: []*node{item}}
}

// number reads n hexadecimal digits of an escape.
func (p *parser) hexEscape(tok string, n int) rune {
	esc := tok + p.getWhile(n, hexDigits)
	if len(esc) != n+2 {
		p.fail(len(esc), "incomplete escape %s", esc)
	}
	v, _ := strconv.ParseUint(esc[2:], 16, 32)
	if v > 0x10ffff {
		p.fail(len(esc), "bad escape %s", esc)
	}
	return rune(v)
}

// charEscape handles the escapes of single characters that sets and the rest
// have in common.
func (p *parser) charEscape(tok string) (rune, bool) {
	switch tok[1] {
	case 'a':
		return '\a', true
	case 'f':
		return '\f', true
	case 'n':
		return '\n', true
	case 'r':
		return '\r', true
	case 't':
		return '\t', true
	case 'v':
		return '\v', true
	case '\\':
		return '\\', true
	case 'x':
		return p.hexEscape(tok, 2), true
	case 'u':
		if p.text {
			return p.hexEscape(tok, 4), true
		}
	case 'U':
		if p.text {
			return p.hexEscape(tok, 8), true
		}
	case 'N':
		if p.text {
			if !p.match("{") {
				p.fail(0, "missing {")
			}
			name := p.getUntil("}", "character name")
			s, ok := parse.LookupName(name)
			if !ok {
				p.fail(width(name)+4, "undefined character name %s", pyrepr.Str(name))
			}
			r, _ := object.DecodeRune(s)
			return r, true
		}
	}
	return 0, false
}

func (p *parser) octal(esc string) rune {
	v, _ := strconv.ParseUint(esc[1:], 8, 32)
	if v > 0o377 {
		p.fail(len(esc), "octal escape value %s outside of range 0-0o377", esc)
	}
	return rune(v)
}

func categoryOf(c byte) (category, bool) {
	i := strings.IndexByte("dswDSW", c)
	return category(i), i >= 0
}

func isOct(s string) bool { return s != "" && strings.Contains(octDigits, s) }

func (p *parser) escape(tok string, flags int) *node {
	ascii := p.ascii(flags)
	at := func(k atKind) *node { return &node{kind: nAt, at: k, all: ascii} }
	switch tok[1] {
	case 'A':
		return at(atStart)
	case 'b':
		return at(atBoundary)
	case 'B':
		return at(atNotBoundary)
	case 'Z', 'z':
		return at(atStringEnd)
	}
	if c, ok := categoryOf(tok[1]); ok {
		return &node{kind: nSet, set: (&charSet{cats: []category{c}, ascii: ascii}).prepare()}
	}
	if r, ok := p.charEscape(tok); ok {
		return p.literal(r, flags)
	}
	switch c := tok[1]; {
	case c == '0':
		return p.literal(p.octal(tok+p.getWhile(2, octDigits)), flags)
	case '1' <= c && c <= '9':
		if isDecimal(p.next) {
			second := p.get()
			tok += second
			if isOct(tok[1:2]) && isOct(second) && isOct(p.next) {
				return p.literal(p.octal(tok+p.get()), flags)
			}
		}
		g, _ := strconv.Atoi(tok[1:])
		if g >= len(p.groups) {
			p.fail(len(tok)-1, "invalid group reference %d", g)
		}
		if p.groups[g] == nil {
			p.fail(len(tok), "cannot refer to an open group")
		}
		p.checkLookbehind(g)
		return p.reference(g, flags)
	case isASCIILetter(c):
		p.fail(len(tok), "bad escape %s", tok)
	}
	r, _ := object.DecodeRune(tok[1:])
	return p.literal(r, flags)
}

func (p *parser) checkLookbehind(g int) {
	if p.lookbehind >= 0 && g >= p.lookbehind {
		p.fail(0, "cannot refer to group defined in the same lookbehind subpattern")
	}
}

// member is one element of a set: a character or a category.
func (p *parser) member(tok string) (r rune, c category, isCat bool) {
	if tok[0] != '\\' {
		r, _ = object.DecodeRune(tok)
		return r, 0, false
	}
	if tok[1] == 'b' {
		return '\b', 0, false
	}
	if c, ok := categoryOf(tok[1]); ok {
		return 0, c, true
	}
	if r, ok := p.charEscape(tok); ok {
		return r, 0, false
	}
	switch c := tok[1]; {
	case isOct(tok[1:2]):
		return p.octal(tok + p.getWhile(2, octDigits)), 0, false
	case '8' <= c && c <= '9', isASCIILetter(c):
		p.fail(len(tok), "bad escape %s", tok)
	}
	r, _ = object.DecodeRune(tok[1:])
	return r, 0, false
}

var setOperators = map[string]string{"-": "difference", "&": "intersection", "~": "symmetric difference", "|": "union"}

func (p *parser) warn(pos int, what string) {
	p.warnings = append(p.warnings, fmt.Sprintf("Possible %s at position %d", what, pos))
}

func (p *parser) class(flags int) *node {
	here := p.tell() - 1
	s := &charSet{fold: p.fold(flags), ascii: p.ascii(flags)}
	if p.next == "[" {
		p.warn(p.tell(), "nested set")
	}
	s.negate = p.match("^")
	empty := true
	add := func(r rune, c category, isCat bool) {
		empty = false
		if isCat {
			s.cats = append(s.cats, c)
		} else {
			s.ranges = append(s.ranges, [2]rune{r, r})
		}
	}
	need := func() string {
		tok := p.get()
		if tok == "" {
			p.fail(p.tell()-here, "unterminated character set")
		}
		return tok
	}
	for {
		tok := need()
		if tok == "]" && !empty {
			break
		}
		if !empty && setOperators[tok] != "" && p.next == tok {
			p.warn(p.tell()-1, "set "+setOperators[tok])
		}
		r, c, isCat := p.member(tok)
		if !p.match("-") {
			add(r, c, isCat)
			continue
		}
		that := need()
		if that == "]" {
			add(r, c, isCat)
			add('-', 0, false)
			break
		}
		if that == "-" {
			p.warn(p.tell()-2, "set difference")
		}
		hi, _, hiCat := p.member(that)
		if isCat || hiCat || hi < r {
			p.fail(width(tok)+1+width(that), "bad character range %s-%s", tok, that)
		}
		empty = false
		s.ranges = append(s.ranges, [2]rune{r, hi})
	}
	if len(s.ranges) == 1 && len(s.cats) == 0 && s.ranges[0][0] == s.ranges[0][1] {
		n := p.literal(s.ranges[0][0], flags)
		if s.negate {
			n.kind = nNotLit
		}
		return n
	}
	return &node{kind: nSet, set: s.prepare()}
}
