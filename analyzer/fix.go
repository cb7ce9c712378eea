package analyzer

import (
	"slices"
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
	var edits editSet
	for _, f := range fixes {
		if edits.add(f.Edits) {
			applied++
		}
	}
	var b strings.Builder
	at := source.Pos(0)
	for _, e := range edits.sorted {
		b.WriteString(src.Text[at:e.Span.Start])
		b.WriteString(e.Text)
		at = e.Span.End
	}
	b.WriteString(src.Text[at:])
	return b.String(), applied
}

// editSet is edits that do not touch each other, in order.
type editSet struct{ sorted []Edit }

// add takes all the edits or, if one of them conflicts with those that are
// there, none. A Once edit that is there already is no conflict.
func (s *editSet) add(edits []Edit) bool {
	for _, e := range edits {
		i := s.search(e)
		if i < len(s.sorted) && s.sorted[i] == e && e.Once {
			continue
		}
		if i < len(s.sorted) && (s.sorted[i].Span.Start == e.Span.Start || s.sorted[i].Span.Start < e.Span.End) ||
			i > 0 && e.Span.Start < s.sorted[i-1].Span.End {
			return false
		}
	}
	for _, e := range edits {
		if i := s.search(e); i == len(s.sorted) || s.sorted[i] != e {
			s.sorted = slices.Insert(s.sorted, i, e)
		}
	}
	return true
}

// search is the first place whose edit does not start before e.
func (s *editSet) search(e Edit) int {
	return sort.Search(len(s.sorted), func(i int) bool { return s.sorted[i].Span.Start >= e.Span.Start })
}

// fitting are the fixes that the file bears, one after the other, and stays
// valid. Two that nest may only be possible in turn.
func fitting(ws *index.Workspace, m *index.Module, fixes []*Fix) []*Fix {
	var out []*Fix
	for _, f := range fixes {
		text, n := Apply(m.Source(), append(out, f))
		if n > len(out) && len(ws.ParseText(m.Path, text).File.Errors) == 0 {
			out = append(out, f)
		}
	}
	return out
}

// maxRounds bounds FixAll; each round applies every fix that does not overlap
// another, so few are ever needed.
const maxRounds = 20

// FixAll applies the safe fixes of a file until none is left, and returns the
// new text, how many fixes were made, and the findings that remain in it. A
// file with syntax errors is returned as it is, and a fix that would make some
// is not made. Of a rule that crashes nothing is mended; CheckFile tells of it.
func FixAll(ws *index.Workspace, m *index.Module, opt Options) (fixed *index.Module, made int, rest []Diagnostic) {
	found, _ := check(m, infer.New(ws), opt, nil, nil)
	at := m
	for range maxRounds {
		if len(at.File.Errors) > 0 {
			break
		}
		var fixes []*Fix
		for _, d := range found {
			if d.Fix != nil && d.Fix.Applicability == Safe {
				fixes = append(fixes, d.Fix)
			}
		}
		if len(fixes) == 0 {
			break
		}
		text, n := Apply(at.Source(), fixes)
		next := ws.ParseText(m.Path, text)
		if len(next.File.Errors) > 0 {
			// Odd indentation, or two that nest: this round makes those that fit.
			if fixes = fitting(ws, at, fixes); len(fixes) == 0 {
				break
			}
			text, n = Apply(at.Source(), fixes)
			next = ws.ParseText(m.Path, text)
		}
		at, made = next, made+n
		found, _ = check(at, infer.New(ws), opt, nil, nil)
	}
	return at, made, found
}
