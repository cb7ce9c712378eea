package source

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// FormatError shows a syntax error as the end of CPython's traceback does:
// the file, the line, carets under the span, the message.
func FormatError(f *File, e Error) string {
	at := f.LineCol(e.Span.Start, UTF32)
	var b strings.Builder
	fmt.Fprintf(&b, "  File \"%s\", line %d\n", f.Name, at.Line+1)
	text := strings.TrimRight(f.LineText(at.Line), " \t\f")
	trimmed := strings.TrimLeft(text, " \t\f")
	if trimmed != "" {
		fmt.Fprintf(&b, "    %s\n", trimmed)
		lead := utf8.RuneCountInString(text) - utf8.RuneCountInString(trimmed)
		end := f.LineCol(e.Span.End, UTF32)
		width := 1
		switch {
		case end.Line > at.Line:
			width = utf8.RuneCountInString(text) - at.Col
		case end.Col > at.Col:
			width = end.Col - at.Col
		}
		if col := at.Col - lead; col >= 0 {
			b.WriteString("    ")
			for i, r := range []rune(trimmed) {
				if i >= col {
					break
				}
				if r == '\t' {
					b.WriteByte('\t')
				} else {
					b.WriteByte(' ')
				}
			}
			if n := col - utf8.RuneCountInString(trimmed); n > 0 {
				b.WriteString(strings.Repeat(" ", n))
			}
			b.WriteString(strings.Repeat("^", max(1, width)) + "\n")
		}
	}
	b.WriteString(e.Error() + "\n")
	return b.String()
}
