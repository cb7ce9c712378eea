package analyzer

import (
	"errors"
	"sort"
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/source"
)

// Apply makes the changes of several fixes at once. Fixes that overlap an
// earlier one are left for another round; edits that two fixes share, such as
// the same added import, are made once.
func Apply(src *source.File, fixes []*Fix) (text string, applied int) {
	var edits []Edit
	for _, f := range fixes {
		if fresh, ok := compatible(edits, f.Edits); ok {
			edits = append(edits, fresh...)
			applied++
		}
	}
	sort.SliceStable(edits, func(i, j int) bool { return edits[i].Span.Start < edits[j].Span.Start })
	var b strings.Builder
	at := source.Pos(0)
	for _, e := range edits {
		b.WriteString(src.Text[at:e.Span.Start])
		b.WriteString(e.Text)
		at = e.Span.End
	}
	b.WriteString(src.Text[at:])
	return b.String(), applied
}

// compatible picks the edits that are not in taken yet; ok is false when one
// conflicts with them.
func compatible(taken, edits []Edit) (fresh []Edit, ok bool) {
next:
	for _, e := range edits {
		for _, t := range taken {
			if e == t {
				continue next
			}
			if e.Span.Start < t.Span.End && t.Span.Start < e.Span.End || e.Span.Start == t.Span.Start {
				return nil, false
			}
		}
		fresh = append(fresh, e)
	}
	return fresh, true
}

// maxRounds bounds FixAll; each round applies every fix that does not overlap
// another, so few are ever needed.
const maxRounds = 20

// ErrBadFix is returned when a fix made a valid file invalid: a bug of ours.
var ErrBadFix = errors.New("a fix would have broken the file's syntax; nothing was changed")

// FixAll applies the safe fixes of a file until none is left, and returns the
// new text, how many fixes were made, and the findings that remain in it. A
// file with syntax errors is returned as it is.
func FixAll(ws *index.Workspace, m *index.Module, opt Options) (fixed *index.Module, made int, rest []Diagnostic, err error) {
	found := Check(m, infer.New(ws), opt)
	at := m
	for range maxRounds {
		if len(at.File.Errors) > 0 {
			return at, made, found, nil
		}
		var fixes []*Fix
		for _, d := range found {
			if d.Fix != nil && d.Fix.Applicability == Safe {
				fixes = append(fixes, d.Fix)
			}
		}
		if len(fixes) == 0 {
			return at, made, found, nil
		}
		text, n := Apply(at.Source(), fixes)
		next := ws.ParseText(m.Path, text)
		if len(next.File.Errors) > 0 {
			return m, 0, found, ErrBadFix
		}
		at, made = next, made+n
		found = Check(at, infer.New(ws), opt)
	}
	return at, made, found, nil
}
