// Package token splits Python source text into the tokens of its grammar.
//
// A Lexer hands out one Token at a time: a kind and a span of byte offsets, so
// the text of a token is a slice of the source and costs nothing. Layout is
// part of the stream (Newline, Indent, Dedent); comments are not, they are
// collected on the side. An f-string or t-string is a bracketed run of tokens:
// a start, then pieces of text and replacement fields ("{", the tokens of the
// expression, "}"), then an end.
//
// Lexical errors are data: the stream holds an Error token where CPython would
// stop, Lexer.Errors holds what it would say, and the stream goes on.
package token

import (
	"fmt"
	"strings"

	"github.com/asynctools/asynctools/syntax/source"
)

// Flags of a token, found out while scanning it, save later passes over it.
type Flags uint8

const (
	// NonASCII: a Name with bytes above 0x7f.
	NonASCII Flags = 1 << iota
	// Escaped: a String or FStringMiddle with a backslash or carriage
	// return, or a Number with an underscore: its value is not its text.
	Escaped
	// Triple: a String or a start of one with three quotes.
	Triple
	// Raw: a start of an f-string or t-string with the prefix "r".
	Raw
	// FormatSpec: text of a format specification.
	FormatSpec
	// Unclosed: an Error token for the end of the file inside a bracket.
	Unclosed
	// Nested: an Error token inside an f-string or t-string.
	Nested
	// Quiet: an Error token at which CPython's tokenizer stops without an
	// exception of its own.
	Quiet
)

// Token is one token. Text is Source[Start:End].
type Token struct {
	Kind       Kind
	Flags      Flags
	Start, End source.Pos
}

// Limits of CPython's tokenizer.
const (
	maxIndent   = 100
	maxBrackets = 200
	maxStrings  = 150 // f-strings inside f-strings
	maxNesting  = 3   // replacement fields inside format specifications
)

// UnexpectedEOF is the message of a backslash that ends the file.
const UnexpectedEOF = "unexpected EOF while parsing"

type bracket struct {
	pos  source.Pos
	char byte
}

// mode is an f-string or t-string that has been entered and not left.
type mode struct {
	start     int // of its prefix
	quotePos  int // of the opening quote
	quote     byte
	triple    bool
	raw       bool
	template  bool
	inText    bool // at text, not inside a replacement field
	inSpec    bool // the text is a format specification
	sawEqual  bool // the replacement field has "=": quotes of the spec are relaxed
	depth     int  // brackets open inside this string
	exprDepth int  // depth at which the innermost replacement field began, -1 outside
}

// TypeIgnore is a "# type: ignore" comment and what follows "ignore" in it.
type TypeIgnore struct {
	Pos source.Pos
	Tag source.Span
}

// A Lexer reads one text. Set the fields that select behaviour before the
// first call of Next.
type Lexer struct {
	src string
	pos int

	TypeComments bool // emit TypeComment tokens, collect TypeIgnores
	NoTemplates  bool // "t" is no string prefix, as before Python 3.14

	Comments    []source.Span
	TypeIgnores []TypeIgnore
	Errors      []source.Error // one for each Error token but those of an unclosed bracket
	Warnings    []source.Error

	atBOL    bool
	sawEOL   bool // the last token was a Newline, or none was emitted yet
	pending  int  // indents (>0) or dedents (<0) to emit
	level    int  // open brackets
	nIndent  int
	atEOF    int // nIndent when the text ended inside a bracket, plus one
	indents  [maxIndent]int32
	alts     [maxIndent]int32 // the same columns with tabs of width 1
	brackets [maxBrackets]bracket
	modes    []mode
}

// Reset starts the lexer on a text, keeping its buffers.
func (l *Lexer) Reset(src string) {
	*l = Lexer{
		src: src, atBOL: true, sawEOL: true,
		Comments: l.Comments[:0], TypeIgnores: l.TypeIgnores[:0], modes: l.modes[:0],
	}
}

// NewLexer returns a lexer for a text.
func NewLexer(src string) *Lexer {
	l := new(Lexer)
	l.Reset(src)
	return l
}

// Pos is the offset at which the next token is looked for.
func (l *Lexer) Pos() source.Pos { return source.Pos(l.pos) }

// Level is the number of open brackets.
func (l *Lexer) Level() int { return l.level }

// Innermost is the last bracket that is open, its character 0 when none is.
func (l *Lexer) Innermost() (pos source.Pos, char byte) {
	if l.level == 0 {
		return source.NoPos, 0
	}
	b := l.brackets[l.level-1]
	return b.pos, b.char
}

// Resync abandons whatever brackets and strings are open and goes on at pos,
// the start of a line. It is how a parser recovers from an unclosed bracket.
func (l *Lexer) Resync(pos source.Pos) {
	l.pos, l.level, l.modes = int(pos), 0, l.modes[:0]
	l.atBOL, l.sawEOL, l.pending = true, true, 0
	if l.atEOF > 0 {
		// The dedents at the end of the text have been handed out.
		l.nIndent, l.atEOF = l.atEOF-1, 0
	}
	l.Comments = cutAfter(l.Comments, pos, func(s source.Span) source.Pos { return s.Start })
	l.TypeIgnores = cutAfter(l.TypeIgnores, pos, func(t TypeIgnore) source.Pos { return t.Pos })
	l.Errors = cutAfter(l.Errors, pos, func(e source.Error) source.Pos { return e.Span.Start })
	l.Warnings = cutAfter(l.Warnings, pos, func(e source.Error) source.Pos { return e.Span.Start })
}

// cutAfter drops the items from pos on, which will be found again.
func cutAfter[T any](list []T, pos source.Pos, at func(T) source.Pos) []T {
	for i, x := range list {
		if at(x) >= pos {
			return list[:i]
		}
	}
	return list
}

// Character classes, one table look-up each.
const (
	identStart = 1 << iota
	identPart
	digit
	hexDigit
	space
)

var class = func() (t [256]uint8) {
	for c := range 256 {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '_', c >= 0x80:
			t[c] |= identStart | identPart
		case c >= '0' && c <= '9':
			t[c] |= identPart | digit | hexDigit
		case c == ' ', c == '\t', c == '\f':
			t[c] |= space
		}
		if c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' {
			t[c] |= hexDigit
		}
	}
	return t
}()

// single maps a character to the token it is when nothing joins it.
var single = [256]Kind{
	'(': LPar, ')': RPar, '[': LSqb, ']': RSqb, '{': LBrace, '}': RBrace,
	':': Colon, ',': Comma, ';': Semi, '+': Plus, '-': Minus, '*': Star, '/': Slash,
	'|': VBar, '&': Amper, '<': Less, '>': Greater, '=': Equal, '.': Dot, '%': Percent,
	'~': Tilde, '^': Circumflex, '@': At, '!': Exclamation,
	'$': Op, '?': Op, '`': Op,
}

// withEqual maps an operator to the one that "=" makes of it.
var withEqual = [NumKinds]Kind{
	Plus: PlusEqual, Minus: MinusEqual, Star: StarEqual, Slash: SlashEqual, VBar: VBarEqual,
	Amper: AmperEqual, Less: LessEqual, Greater: GreaterEqual, Equal: EqEqual, Percent: PercentEqual,
	Circumflex: CircumflexEqual, At: AtEqual, Exclamation: NotEqual, Colon: ColonEqual,
	LeftShift: LeftShiftEqual, RightShift: RightShiftEqual, DoubleStar: DoubleStarEqual,
	DoubleSlash: DoubleSlashEqual,
}

// twice maps an operator to the one that repeating its character makes.
var twice = [NumKinds]Kind{
	Star: DoubleStar, Slash: DoubleSlash, Less: LeftShift, Greater: RightShift,
}

func (l *Lexer) quiet(start, end int) Token {
	t := l.token(Error, start, end)
	t.Flags = Quiet
	return t
}

// at is the byte at i, 0 past the end.
func (l *Lexer) at(i int) byte {
	if i < len(l.src) {
		return l.src[i]
	}
	return 0
}

func (l *Lexer) token(k Kind, start, end int) Token {
	return Token{Kind: k, Start: source.Pos(start), End: source.Pos(end)}
}

// Next returns the next token; after the end of the text, EndMarker for ever.
func (l *Lexer) Next() Token {
	if len(l.modes) > 0 && l.modes[len(l.modes)-1].inText {
		return l.stringText()
	}
	src, i := l.src, l.pos
	blank := false
newLine:
	if l.atBOL {
		l.atBOL = false
		var t Token
		var stop bool
		i, blank, t, stop = l.indentation(i)
		if stop {
			return t
		}
	}
	if l.pending != 0 {
		l.pos = i
		if l.pending < 0 {
			l.pending++
			return l.token(Dedent, i, i)
		}
		l.pending--
		return l.token(Indent, i, i)
	}
skip:
	for i < len(src) && class[src[i]]&space != 0 {
		i++
	}
	if i >= len(src) {
		return l.atEnd(i, i, blank)
	}
	start := i
	c := src[i]
	if class[c]&identStart != 0 {
		return l.name(i)
	}
	switch c {
	case '#':
		i = l.lineEnd(i)
		l.Comments = append(l.Comments, source.Span{Start: source.Pos(start), End: source.Pos(i)})
		if l.TypeComments {
			if t, ok := l.typeComment(start, i); ok {
				l.pos = i
				l.sawEOL = false
				return t
			}
		}
		if i >= len(src) {
			return l.atEnd(i, start, blank)
		}
		fallthrough
	case '\n', '\r':
		end := i
		i++
		if src[end] == '\r' && i < len(src) && src[i] == '\n' {
			i++
		}
		l.atBOL = l.level == 0
		if blank || l.level > 0 {
			goto newLine
		}
		l.pos = i
		l.sawEOL = true
		return l.token(Newline, start, end)
	case '\\':
		next, t, ok := l.continuation(i)
		if !ok {
			return t
		}
		i = next
		goto skip
	case '"', '\'':
		return l.str(start, i)
	case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return l.number(i)
	case '.':
		if class[l.at(i+1)]&digit != 0 {
			return l.number(i)
		}
		if l.at(i+1) == '.' && l.at(i+2) == '.' {
			l.pos = i + 3
			l.sawEOL = false
			return l.token(Ellipsis, i, i+3)
		}
	}
	l.sawEOL = false
	return l.operator(i, c)
}

// atEnd returns the tokens that close a file: the Newline that its last line
// lacks, then dedents, then EndMarker. lineStart is where a comment began that
// ends the file.
func (l *Lexer) atEnd(i, commentStart int, blank bool) Token {
	l.pos = i
	if l.level > 0 {
		t := l.token(Error, i, i)
		t.Flags = Unclosed
		if len(l.modes) > 0 {
			t.Flags |= Nested
		}
		l.level, l.modes = 0, l.modes[:0]
		l.atEOF = l.nIndent + 1
		return t
	}
	if !l.sawEOL && !blank {
		l.sawEOL, l.atBOL = true, true
		return l.token(Newline, commentStart, i)
	}
	if l.nIndent > 0 {
		l.pending = -l.nIndent
		l.nIndent = 0
		l.pending++
		return l.token(Dedent, i, i)
	}
	return l.token(EndMarker, i, i)
}

// indentation measures the white space that starts a line. stop tells that a
// token has to be returned at once (an error).
func (l *Lexer) indentation(i int) (next int, blank bool, t Token, stop bool) {
	src := l.src
	var col, alt, contCol, contAlt int32
	continued := false
	start := i
loop:
	for i < len(src) {
		switch src[i] {
		case ' ':
			col++
			alt++
		case '\t':
			col = (col/8 + 1) * 8
			alt++
		case '\f':
			col, alt = 0, 0
		case '\\':
			// The indentation is that of the first of the joined lines.
			if !continued {
				contCol, contAlt = col, alt
				continued = col > 0
			}
			next, tok, ok := l.continuation(i)
			if !ok {
				return next, false, tok, true
			}
			i = next
			continue
		default:
			break loop
		}
		i++
	}
	if i >= len(src) {
		// White space that no newline ends counts as a line of its own.
		return i, i > start || l.sawEOL, t, false
	}
	if c := src[i]; c == '#' || c == '\n' || c == '\r' {
		return i, true, t, false
	}
	if l.level > 0 {
		return i, false, t, false
	}
	if continued {
		col, alt = contCol, contAlt
	}
	switch top := l.indents[l.nIndent]; {
	case col == top:
		if alt != l.alts[l.nIndent] {
			l.tabError(i)
			l.pos = i
			return i, false, l.quiet(i, i), true
		}
	case col > top:
		if l.nIndent+1 >= maxIndent {
			l.pos = i
			l.report(source.IndentationError, "too many levels of indentation", l.lineStart(i), l.lineStart(i))
			return i, false, l.quiet(i, i), true
		}
		if alt <= l.alts[l.nIndent] {
			l.tabError(i)
			l.pos = i
			return i, false, l.quiet(i, i), true
		}
		l.pending++
		l.nIndent++
		l.indents[l.nIndent], l.alts[l.nIndent] = col, alt
	default:
		for l.nIndent > 0 && col < l.indents[l.nIndent] {
			l.pending--
			l.nIndent--
		}
		switch {
		case col != l.indents[l.nIndent]:
			l.pos = i
			end := l.lineEnd(i)
			l.report(source.IndentationError, "unindent does not match any outer indentation level", end, end)
			// Go on as if the line were indented like the nearest block.
			return i, false, l.quiet(i, i), true
		case alt != l.alts[l.nIndent]:
			l.tabError(i)
			l.pos = i
			return i, false, l.quiet(i, i), true
		}
	}
	return i, false, t, false
}

func (l *Lexer) tabError(i int) {
	at := l.lineStart(i)
	l.report(source.TabError, "inconsistent use of tabs and spaces in indentation", at, at)
}

// lineStart is the start of the line that holds i.
func (l *Lexer) lineStart(i int) int { return 1 + strings.LastIndexAny(l.src[:i], "\r\n") }

// lineEnd is the end of the line that holds i, its terminator excluded.
func (l *Lexer) lineEnd(i int) int {
	line := l.src[i:]
	if n := strings.IndexByte(line, '\n'); n >= 0 {
		line = line[:n]
	}
	if n := strings.IndexByte(line, '\r'); n >= 0 {
		line = line[:n]
	}
	return i + len(line)
}

// continuation skips a backslash at i and the line end after it.
func (l *Lexer) continuation(i int) (next int, t Token, ok bool) {
	j := i + 1
	if j >= len(l.src) {
		l.pos = j
		l.report(source.SyntaxError, UnexpectedEOF, j, j)
		t = l.token(Error, i, j)
		t.Flags = Quiet
		return j, t, false
	}
	switch l.src[j] {
	case '\r':
		j++
		if l.at(j) == '\n' {
			j++
		}
	case '\n':
		j++
	default:
		l.pos = j
		l.report(source.SyntaxError, "unexpected character after line continuation character", j, j)
		l.sawEOL = false
		return j, l.quiet(i, j), false
	}
	if j >= len(l.src) {
		l.pos = j
		l.report(source.SyntaxError, UnexpectedEOF, j-1, j-1)
		t = l.token(Error, i, j)
		t.Flags = Quiet
		return j, t, false
	}
	return j, t, true
}

func (l *Lexer) report(class source.ErrorClass, msg string, start, end int) {
	l.Errors = append(l.Errors, source.Error{Class: class, Msg: msg, Span: source.Span{Start: source.Pos(start), End: source.Pos(end)}})
}

// fail reports an error and returns the Error token for start..end; the caret
// stands on the character before caretEnd, as CPython has it.
func (l *Lexer) fail(start, end, caretEnd int, format string, args ...any) Token {
	at := caretEnd - 1
	for at > 0 && l.src[at]&0xC0 == 0x80 {
		at--
	}
	l.report(source.SyntaxError, fmt.Sprintf(format, args...), at, at)
	l.pos = end
	l.sawEOL = false
	t := l.token(Error, start, end)
	if len(l.modes) > 0 {
		t.Flags = Nested
	}
	return t
}

// line is the one-based line of an offset; for messages only.
func (l *Lexer) line(pos int) int {
	n := 1
	for i := 0; i < pos; i++ {
		if l.src[i] == '\n' || l.src[i] == '\r' && l.at(i+1) != '\n' {
			n++
		}
	}
	return n
}

func (l *Lexer) name(start int) Token {
	src := l.src
	i := start + 1
	var high byte
	for i < len(src) && class[src[i]]&identPart != 0 {
		high |= src[i]
		i++
	}
	high |= src[start]
	n := i - start
	if high >= 0x80 {
		return l.wideName(start, i)
	}
	if i < len(src) && (src[i] == '"' || src[i] == '\'') && n <= 2 {
		if t, ok := l.prefixed(start, i); ok {
			return t
		}
	}
	l.pos = i
	l.sawEOL = false
	k := Name
	if n < 16 && keywordLengths[src[start]]>>n&1 != 0 {
		k = keyword(src[start:i])
	}
	return Token{Kind: k, Start: source.Pos(start), End: source.Pos(i)}
}

func (l *Lexer) operator(i int, c byte) Token {
	k := single[c]
	if k == Error {
		return l.fail(i, i+1, i+1, "invalid non-printable character U+%04X", c)
	}
	if len(l.modes) > 0 {
		if t, ok := l.fieldPunctuation(i, c); ok {
			return t
		}
	}
	end := i + 1
	switch k {
	case LPar, LSqb, LBrace:
		if l.level >= maxBrackets {
			return l.fail(i, end, end, "too many nested parentheses")
		}
		l.brackets[l.level] = bracket{source.Pos(i), c}
		l.level++
		if len(l.modes) > 0 {
			l.modes[len(l.modes)-1].depth++
		}
	case RPar, RSqb, RBrace:
		if t, ok := l.closing(i, c); !ok {
			return t
		}
	default:
		next := l.at(end)
		if next == c && twice[k] != 0 {
			k = twice[k]
			end++
			next = l.at(end)
		}
		switch {
		case next == '=' && withEqual[k] != 0:
			k = withEqual[k]
			end++
		case next == '>' && (k == Minus || k == Less):
			k = Arrow
			if c == '<' {
				k = NotEqual // "<>"; the parser says what is wrong with it
			}
			end++
		}
	}
	l.pos = end
	return Token{Kind: k, Start: source.Pos(i), End: source.Pos(end)}
}

// closing matches the closing bracket c at i with the innermost open one.
func (l *Lexer) closing(i int, c byte) (t Token, ok bool) {
	var m *mode
	if len(l.modes) > 0 {
		m = &l.modes[len(l.modes)-1]
		if m.depth == 0 && c == '}' {
			return l.fail(i, i+1, i+1, "%s: single '}' is not allowed", m.word()), false
		}
	}
	if l.level == 0 {
		return l.fail(i, i+1, i+1, "unmatched '%c'", c), false
	}
	open := l.brackets[l.level-1]
	if open.char == '(' && c != ')' || open.char == '[' && c != ']' || open.char == '{' && c != '}' {
		if m != nil && open.char == '{' && m.depth-1 == m.exprDepth {
			return l.fail(i, i+1, i+1, "%s: unmatched '%c'", m.word(), c), false
		}
		l.level--
		if m != nil {
			m.depth--
		}
		if a, b := l.line(int(open.pos)), l.line(i); a != b {
			return l.fail(i, i+1, i+1, "closing parenthesis '%c' does not match opening parenthesis '%c' on line %d", c, open.char, a), false
		}
		return l.fail(i, i+1, i+1, "closing parenthesis '%c' does not match opening parenthesis '%c'", c, open.char), false
	}
	l.level--
	if m != nil {
		m.depth--
		if m.depth < 0 {
			m.depth = 0
			return l.fail(i, i+1, i+1, "%s: unmatched '%c'", m.word(), c), false
		}
		if c == '}' && m.depth == m.exprDepth {
			m.exprDepth--
			m.inText, m.inSpec, m.sawEqual = true, false, false
			if m.exprDepth >= 0 {
				m.inSpec = true // back in the specification that the field is part of
			}
		}
	}
	return t, true
}

// typeComment tells what a comment is to a type checker that reads PEP 484's
// comments; ok says that it is a token.
func (l *Lexer) typeComment(start, end int) (t Token, ok bool) {
	i := start + 1
	blanks := func() {
		for i < end && (l.src[i] == ' ' || l.src[i] == '\t') {
			i++
		}
	}
	blanks()
	if !strings.HasPrefix(l.src[i:end], "type:") {
		return t, false
	}
	i += len("type:")
	blanks()
	if rest := l.src[i:end]; strings.HasPrefix(rest, "ignore") {
		if tag := rest[len("ignore"):]; tag == "" || tag[0] < 0x80 && class[tag[0]]&identPart == 0 || tag[0] == '_' {
			l.TypeIgnores = append(l.TypeIgnores, TypeIgnore{source.Pos(start), source.Span{Start: source.Pos(end - len(tag)), End: source.Pos(end)}})
			return t, false
		}
	}
	return l.token(TypeComment, i, end), true
}
