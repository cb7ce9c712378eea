package cli

import (
	"bufio"
	"strings"
	"testing"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/syntax/source"
)

// TestExcerptOfLongLines wants a window around the finding, whole where a line
// fits, with the carets below what they mark.
func TestExcerptOfLongLines(t *testing.T) {
	long := strings.Repeat("x", 50_000)
	for _, c := range []struct {
		name, before, marked, after string
		width, carets               int
	}{
		{"short", "a = ", "bad", " + 1", 11, 3},
		{"middle", long, "bad", long, maxCells + 2*len(cut), 3},
		{"start", "", "bad", long, maxCells + len(cut), 3},
		{"end", long, "bad", "", maxCells + len(cut), 3},
		{"all", "", long, "", maxCells + len(cut), maxCells},
		{"wide", strings.Repeat("漢", 500), "bad", strings.Repeat("字", 500), maxCells + 2*len(cut) - 1, 3},
		{"empty", "", "", "", 0, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out strings.Builder
			w := bufio.NewWriter(&out)
			start := source.Pos(len(c.before))
			excerpt(w, palette{}, analyzer.Diagnostic{
				File: source.NewFile("x.py", c.before+c.marked+c.after+"\n"),
				Span: source.Span{Start: start, End: start + source.Pos(len(c.marked))},
			})
			w.Flush()
			lines := strings.Split(out.String(), "\n")
			shown, below := strings.TrimPrefix(lines[1], "   1 | "), strings.TrimPrefix(lines[2], "     | ")
			if got := cells(shown); got != c.width {
				t.Errorf("%d columns, want %d: %s", got, c.width, shown)
			}
			if got := strings.Count(below, "^"); got != c.carets {
				t.Errorf("%d carets, want %d", got, c.carets)
			}
			if at := strings.Index(shown, "bad"); c.marked == "bad" && cells(shown[:at]) != strings.Index(below, "^") {
				t.Errorf("the carets are not below the text:\n%s\n%s", shown, below)
			}
		})
	}
}

func TestClipQuotes(t *testing.T) {
	long := "`" + strings.Repeat("f(", 5_000) + "`"
	got := clipQuotes("call of " + long + " and " + long + " in `g`")
	if len(got) > 250 || !strings.HasPrefix(got, "call of `f(f(") || !strings.HasSuffix(got, "f(...` in `g`") {
		t.Errorf("clipped to %q", got)
	}
}
