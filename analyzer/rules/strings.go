package rules

import (
	"strings"

	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// stringLines is the set of lines, counted from 0, that begin inside a string
// literal of n.
func stringLines(src *source.File, n ast.Node) map[int]bool {
	out := map[int]bool{}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Constant:
			if n.Value.Type != ast.StrConst && n.Value.Type != ast.BytesConst {
				return false
			}
		case *ast.JoinedStr, *ast.TemplateStr:
		default:
			return true
		}
		span := n.Span()
		if src.Line(span.Start) != src.Line(max(span.Start, span.End-1)) {
			s := stringScanner{text: src.Text[:span.End], at: int(span.Start)}
			s.literals(func(from, to int) {
				for line := src.Line(source.Pos(from)) + 1; line <= src.Line(source.Pos(to)); line++ {
					out[line] = true
				}
			})
		}
		return false
	})
	return out
}

// stringScanner steps over the literals of an implicitly concatenated string.
type stringScanner struct {
	text string
	at   int
}

// literals calls f with the bounds of each literal; between them lie only
// blanks, comments and backslashes.
func (s *stringScanner) literals(f func(from, to int)) {
	for s.at < len(s.text) {
		switch c := s.text[s.at]; {
		case c == '#':
			s.skipTo("\n")
		case c == '"' || c == '\'' || isPrefixLetter(c):
			from := s.at
			s.literal()
			f(from, s.at)
		default:
			s.at++
		}
	}
}

func isPrefixLetter(c byte) bool { return strings.IndexByte("rRbBuUfFtT", c) >= 0 }

func (s *stringScanner) skipTo(stop string) {
	if i := strings.Index(s.text[s.at:], stop); i >= 0 {
		s.at += i + len(stop)
		return
	}
	s.at = len(s.text)
}

// literal steps over one literal, its prefix included.
func (s *stringScanner) literal() {
	formatted := false
	for s.at < len(s.text) && isPrefixLetter(s.text[s.at]) {
		if strings.IndexByte("fFtT", s.text[s.at]) >= 0 {
			formatted = true
		}
		s.at++
	}
	if s.at >= len(s.text) || s.text[s.at] != '"' && s.text[s.at] != '\'' {
		return
	}
	quote := s.text[s.at : s.at+1]
	if triple := strings.Repeat(quote, 3); strings.HasPrefix(s.text[s.at:], triple) {
		quote = triple
	}
	s.at += len(quote)
	for s.at < len(s.text) {
		switch rest := s.text[s.at:]; {
		case rest[0] == '\\' && len(rest) > 1:
			s.at += 2
		case strings.HasPrefix(rest, quote):
			s.at += len(quote)
			return
		case formatted && strings.HasPrefix(rest, "{{"):
			s.at += 2
		case formatted && rest[0] == '{':
			s.at++
			s.field()
		default:
			s.at++
		}
	}
}

// field steps over a replacement field, which since PEP 701 may hold any
// expression, literals with the same quotes included.
func (s *stringScanner) field() {
	depth := 1
	for s.at < len(s.text) && depth > 0 {
		switch s.text[s.at] {
		case '{', '[', '(':
			depth++
			s.at++
		case '}', ']', ')':
			depth--
			s.at++
		case '"', '\'':
			s.literal()
		default:
			s.at++
		}
	}
}
