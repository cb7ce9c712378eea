package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/syntax/source"
)

// report is what a formatter writes.
type report struct {
	streams Streams
	results []fileResult
}

type formatter func(report) error

// display is the name under which to show a file that a finding mentions.
func (r fileResult) display(f *source.File) string {
	if r.module == nil || f == r.module.Source() {
		return r.path
	}
	return shownPath(f.Name)
}

// row and column are one-based, in code points, as ruff's are.
type location struct {
	Row    int `json:"row"`
	Column int `json:"column"`
}

func at(f *source.File, pos source.Pos) location {
	lc := f.LineCol(pos, source.UTF32)
	return location{lc.Line + 1, lc.Col + 1}
}

type jsonEdit struct {
	Content     string   `json:"content"`
	Location    location `json:"location"`
	EndLocation location `json:"end_location"`
}

type jsonFix struct {
	Applicability string     `json:"applicability"`
	Message       string     `json:"message"`
	Edits         []jsonEdit `json:"edits"`
}

type jsonRelated struct {
	Message     string   `json:"message"`
	Filename    string   `json:"filename"`
	Location    location `json:"location"`
	EndLocation location `json:"end_location"`
}

type jsonFinding struct {
	Code        string        `json:"code"`
	Name        string        `json:"name"`
	Severity    string        `json:"severity"`
	Message     string        `json:"message"`
	Filename    string        `json:"filename"`
	Location    location      `json:"location"`
	EndLocation location      `json:"end_location"`
	Fix         *jsonFix      `json:"fix"`
	Related     []jsonRelated `json:"related"`
	URL         string        `json:"url"`
}

func writeJSON(r report) error {
	out := []jsonFinding{}
	for _, file := range r.results {
		for _, d := range file.findings {
			f := jsonFinding{
				Code: d.Rule.Code, Name: d.Rule.Name, Severity: d.Severity.String(), Message: d.Message,
				Filename: file.path, Location: at(d.File, d.Span.Start), EndLocation: at(d.File, d.Span.End),
				Related: []jsonRelated{}, URL: d.Rule.URL(),
			}
			for _, rel := range d.Related {
				f.Related = append(f.Related, jsonRelated{rel.Message, file.display(rel.File), at(rel.File, rel.Span.Start), at(rel.File, rel.Span.End)})
			}
			if d.Fix != nil {
				f.Fix = &jsonFix{Applicability: d.Fix.Applicability.String(), Message: d.Fix.Message, Edits: []jsonEdit{}}
				for _, e := range d.Fix.Edits {
					f.Fix.Edits = append(f.Fix.Edits, jsonEdit{e.Text, at(d.File, e.Span.Start), at(d.File, e.Span.End)})
				}
			}
			out = append(out, f)
		}
	}
	enc := json.NewEncoder(r.streams.Out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

// writeGitHub writes workflow commands, which GitHub shows beside the lines.
func writeGitHub(r report) error {
	w := bufio.NewWriter(r.streams.Out)
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	text := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	for _, file := range r.results {
		for _, d := range file.findings {
			level := "notice"
			if d.Severity >= analyzer.Warning {
				level = d.Severity.String()
			}
			start, end := at(d.File, d.Span.Start), at(d.File, d.Span.End)
			fmt.Fprintf(w, "::%s title=%s,file=%s,line=%d,col=%d,endLine=%d,endColumn=%d::%s\n", level,
				property.Replace("asynclsp ("+d.Rule.Code+")"), property.Replace(file.path),
				start.Row, start.Column, end.Row, end.Column,
				text.Replace(fmt.Sprintf("%s:%d:%d: %s %s", file.path, start.Row, start.Column, d.Rule.Code, clipQuotes(d.Message))))
		}
	}
	return w.Flush()
}

// palette is the escape codes of the text format, all empty without colours.
type palette struct{ bold, dim, red, yellow, blue, reset string }

func colours(on bool) palette {
	if !on {
		return palette{}
	}
	return palette{"\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[33m", "\x1b[34m", "\x1b[0m"}
}

func (p palette) of(s analyzer.Severity) string {
	switch s {
	case analyzer.Error:
		return p.red
	case analyzer.Warning:
		return p.yellow
	}
	return p.blue
}

func writeText(r report) error {
	w := bufio.NewWriter(r.streams.Out)
	c := colours(r.streams.OutIsTerminal)
	for _, file := range r.results {
		for _, d := range file.findings {
			start := at(d.File, d.Span.Start)
			fmt.Fprintf(w, "%s%s:%d:%d:%s %s%s%s: %s %s\n", c.bold, file.path, start.Row, start.Column, c.reset,
				c.of(d.Severity), d.Severity, c.reset, d.Rule.Code, clipQuotes(d.Message))
			excerpt(w, c, d)
			for _, rel := range d.Related {
				from := at(rel.File, rel.Span.Start)
				fmt.Fprintf(w, "    %snote:%s %s:%d:%d: %s\n", c.bold, c.reset, file.display(rel.File), from.Row, from.Column, clipQuotes(rel.Message))
			}
			if d.Fix != nil {
				fmt.Fprintf(w, "    %sfix:%s %s\n", c.bold, c.reset, clipQuotes(d.Fix.Message))
			}
			fmt.Fprintln(w)
		}
	}
	return w.Flush()
}

// Lines longer than maxCells are shown in part, with leadCells of what stands
// before the finding. In messages, quotes of source are cut at maxQuote.
const (
	maxCells  = 120
	leadCells = 40
	maxQuote  = 80
	cut       = "..."
)

var quoted = regexp.MustCompile("`[^`]*`")

// clipQuotes shortens what a message quotes.
func clipQuotes(message string) string {
	if len(message) <= maxQuote {
		return message
	}
	return quoted.ReplaceAllStringFunc(message, func(q string) string {
		if cells(q) <= maxQuote {
			return q
		}
		return q[:forward(q, 0, maxQuote-len(cut))] + cut + "`"
	})
}

// window is the part of a line to show for a finding that begins at from.
func window(text string, from int) (start, end int) {
	start = backward(text, from, leadCells)
	end = forward(text, start, maxCells)
	if end == len(text) { // the room that the end leaves is for the beginning
		start = backward(text, len(text), maxCells)
	}
	return start, end
}

// forward goes as many cells to the right as there are.
func forward(text string, at, room int) int {
	for at < len(text) {
		_, n := utf8.DecodeRuneInString(text[at:])
		if room -= cells(text[at : at+n]); room < 0 {
			break
		}
		at += n
	}
	return at
}

// backward goes as many cells to the left as there are.
func backward(text string, at, room int) int {
	for at > 0 {
		_, n := utf8.DecodeLastRuneInString(text[:at])
		if room -= cells(text[at-n : at]); room < 0 {
			break
		}
		at -= n
	}
	return at
}

// excerpt shows the first line of the finding with carets under it.
func excerpt(w *bufio.Writer, c palette, d analyzer.Diagnostic) {
	line := d.File.Line(d.Span.Start)
	text := d.File.LineText(line)
	from := min(int(d.Span.Start-d.File.LineStart(line)), len(text))
	to := max(from, min(int(d.Span.End-d.File.LineStart(line)), len(text)))
	start, end := window(text, from)
	before, after := "", ""
	if start > 0 {
		before = cut
	}
	if end < len(text) {
		after = cut
	}
	to = min(to, end)
	gutter := fmt.Sprintf("%4d", line+1)
	blank := strings.Repeat(" ", len(gutter))
	carets := strings.Repeat("^", max(1, cells(text[from:to])))
	fmt.Fprintf(w, "%s%s |%s\n%s%s |%s %s\n%s%s |%s %s%s%s%s\n",
		c.dim, blank, c.reset, c.dim, gutter, c.reset, before+printable(text[start:end])+after,
		c.dim, blank, c.reset, padding(before+text[start:from]), c.of(d.Severity), carets, c.reset)
}

// cells is the width of a text on a terminal.
func cells(s string) int {
	n := 0
	for _, r := range s {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n++
		}
		n++
	}
	return n
}

// padding is as wide as the text that stands above it: tabs stay tabs.
func padding(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r == '\t' {
			b.WriteByte('\t')
			continue
		}
		b.WriteString(strings.Repeat(" ", cells(string(r))))
	}
	return b.String()
}

// printable keeps control characters of a source line from the terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return '\uFFFD'
		}
		return r
	}, s)
}
