// Package source holds the text of a Python file and the one conversion
// between byte offsets and the line and column units of the outside world.
//
// Everything below this package speaks byte offsets into the UTF-8 text
// (type Pos). Lines and columns are computed only when a message, an editor or
// a traceback needs them, by the File's Mapper methods.
package source

import (
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

// Pos is a byte offset into File.Text. NoPos marks an absent position.
type Pos int32

// NoPos is the position of things that have none.
const NoPos Pos = -1

// Span is a half-open range of byte offsets.
type Span struct{ Start, End Pos }

// Contains reports whether p lies in the span, its end included, as an editor
// asks for the thing "at" a caret.
func (s Span) Contains(p Pos) bool { return s.Start <= p && p <= s.End }

// Len is the number of bytes covered.
func (s Span) Len() int { return int(s.End - s.Start) }

// Encoding is the unit in which a column is counted.
type Encoding uint8

// The three units of LSP's PositionEncodingKind. UTF32 columns are code
// points, CPython's unit for tracebacks; UTF8 columns are CPython's AST unit.
const (
	UTF8 Encoding = iota
	UTF16
	UTF32
)

// LineCol is a zero-based line and a zero-based column.
type LineCol struct{ Line, Col int }

// File is an immutable source text. Text is UTF-8 whatever the file's own
// encoding was; a lone surrogate cannot occur in it.
type File struct {
	Name string // as given by the user; shown in messages
	Text string

	once  sync.Once
	lines []Pos // offset of the first byte of each line
	ascii bool
}

// NewFile wraps text that is already UTF-8. Use Decode for bytes of a file.
func NewFile(name, text string) *File { return &File{Name: name, Text: text} }

// index finds the line starts. A line ends at "\n", "\r\n" or a lone "\r", as
// in CPython's tokenizer.
func (f *File) index() {
	f.once.Do(func() {
		f.ascii = isASCII(f.Text)
		f.lines = make([]Pos, 1, 1+len(f.Text)/32)
		if strings.IndexByte(f.Text, '\r') >= 0 {
			f.indexReturns()
			return
		}
		// A search for one byte at a time looks at many at once: a seventh of the time.
		for at := 0; ; {
			n := strings.IndexByte(f.Text[at:], '\n')
			if n < 0 {
				return
			}
			at += n + 1
			f.lines = append(f.lines, Pos(at))
		}
	})
}

// indexReturns finds the line starts of a text with carriage returns.
func (f *File) indexReturns() {
	for i := 0; i < len(f.Text); i++ {
		switch f.Text[i] {
		case '\n':
			f.lines = append(f.lines, Pos(i+1))
		case '\r':
			if i+1 >= len(f.Text) || f.Text[i+1] != '\n' {
				f.lines = append(f.lines, Pos(i+1))
			}
		}
	}
}

func isASCII(s string) bool {
	for ; len(s) >= 8; s = s[8:] {
		// The compiler makes one load of this.
		eight := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		if eight&0x8080808080808080 != 0 {
			return false
		}
	}
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// LineCount is the number of lines; a text that ends in a newline has an empty
// last line.
func (f *File) LineCount() int { f.index(); return len(f.lines) }

// LineStart is the offset of the zero-based line, clamped to the text.
func (f *File) LineStart(line int) Pos {
	f.index()
	if line < 0 {
		return 0
	}
	if line >= len(f.lines) {
		return Pos(len(f.Text))
	}
	return f.lines[line]
}

// LineText is the zero-based line without its terminator.
func (f *File) LineText(line int) string {
	f.index()
	if line < 0 || line >= len(f.lines) {
		return ""
	}
	end := f.LineStart(line + 1)
	return strings.TrimRight(f.Text[f.lines[line]:end], "\r\n")
}

// Line is the zero-based line that holds p.
func (f *File) Line(p Pos) int {
	f.index()
	return sort.Search(len(f.lines), func(i int) bool { return f.lines[i] > p }) - 1
}

// LineCol converts an offset to a line and a column in the given unit. An
// offset outside the text is clamped; one inside a character counts as its
// start.
func (f *File) LineCol(p Pos, enc Encoding) LineCol {
	p = min(max(p, 0), Pos(len(f.Text)))
	line := f.Line(p)
	start := f.lines[line]
	if enc == UTF8 || f.ascii {
		return LineCol{line, int(p - start)}
	}
	return LineCol{line, units(f.Text[start:p], enc)}
}

// Offset converts a line and a column to an offset. A column past the line's
// end is clamped to it, as LSP asks; one inside a surrogate pair or a
// multi-byte character goes to its start.
func (f *File) Offset(lc LineCol, enc Encoding) Pos {
	f.index()
	if lc.Line < 0 {
		return 0
	}
	if lc.Line >= len(f.lines) {
		return Pos(len(f.Text))
	}
	start := f.lines[lc.Line]
	text := f.LineText(lc.Line)
	if lc.Col <= 0 {
		return start
	}
	if f.ascii {
		return start + Pos(min(lc.Col, len(text)))
	}
	n := 0
	for i, r := range text {
		w := width(r, enc)
		if n+w > lc.Col {
			return start + Pos(i)
		}
		n += w
	}
	return start + Pos(len(text))
}

// Slice is the text of a span, clamped to the file.
func (f *File) Slice(s Span) string {
	n := Pos(len(f.Text))
	a, b := min(max(s.Start, 0), n), min(max(s.End, 0), n)
	if a >= b {
		return ""
	}
	return f.Text[a:b]
}

func units(s string, enc Encoding) int {
	n := 0
	for _, r := range s {
		n += width(r, enc)
	}
	return n
}

func width(r rune, enc Encoding) int {
	switch enc {
	case UTF16:
		if r >= 0x10000 {
			return 2
		}
		return 1
	case UTF32:
		return 1
	default:
		return utf8.RuneLen(r)
	}
}
