package analyzer

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/source"
)

var (
	ownComment  = regexp.MustCompile(`(?i)#\s*asynclsp:\s*([A-Za-z-]*)\s*(\[[^\]]*\]?)?`)
	codeLike    = regexp.MustCompile(`^(?i:AG|AW|CF|SU|SY)[0-9]+$`)
	noqaComment = regexp.MustCompile(`(?i)#\s*noqa\b(\s*:\s*([A-Z]+[0-9]+(?:[,\s]+[A-Z]+[0-9]+)*))?`)
)

// directive is one suppression comment.
type directive struct {
	line  int // -1 for the whole file
	rules map[string]bool
	all   bool
}

func (d directive) covers(r *Rule) bool { return d.all || d.rules[r.Code] }

// add takes the rules that an entry names, as the settings do: by code, by the
// beginning of one, by name.
func (d *directive) add(known []*Rule, entry string) bool {
	if r := Find(known, entry); r != nil {
		d.rules[r.Code] = true
		return true
	}
	some := false
	for _, r := range known {
		if strength(r, entry) > 0 {
			d.rules[r.Code], some = true, true
		}
	}
	return some
}

// suppress drops the findings that comments ask to drop, and adds findings
// about comments that ask for the impossible.
func suppress(m *index.Module, known []*Rule, found []Diagnostic) []Diagnostic {
	directives, problems := directivesOf(m, known)
	if len(directives) == 0 && len(problems) == 0 {
		return found
	}
	src := m.Source()
	kept := found[:0]
	for _, d := range append(found, problems...) {
		first, last := src.Line(d.Span.Start), src.Line(max(d.Span.Start, d.Span.End-1))
		drop := false
		for _, s := range directives {
			if s.covers(d.Rule) && (s.line < 0 || first <= s.line && s.line <= last) {
				drop = true
				break
			}
		}
		if !drop {
			kept = append(kept, d)
		}
	}
	return kept
}

// mayDirect is a quick look at a comment: most are for people.
func mayDirect(comment string) bool {
	for i := range len(comment) {
		switch comment[i] | 0x20 {
		case 'n':
			if i+4 <= len(comment) && strings.EqualFold(comment[i:i+4], "noqa") {
				return true
			}
		case 'a':
			if i+8 <= len(comment) && strings.EqualFold(comment[i:i+8], "asynclsp") {
				return true
			}
		}
	}
	return false
}

// bareRule is the rule that begins the rest of a comment, as in "ignore AG101", where
// a reason may stand; end is where it ends.
func bareRule(known []*Rule, rest string) (rule string, end int) {
	start := len(rest) - len(strings.TrimLeft(rest, " \t:=("))
	rule = rest[start:]
	if i := strings.IndexAny(rule, " \t,;:)."); i >= 0 {
		rule = rule[:i]
	}
	if r := Find(known, rule); r == nil && !codeLike.MatchString(rule) {
		return "", 0
	}
	return rule, start + len(rule)
}

func directivesOf(m *index.Module, known []*Rule) (out []directive, problems []Diagnostic) {
	src := m.Source()
	for _, c := range m.File.Comments {
		text := src.Slice(source.Span(c))
		if !mayDirect(text) {
			continue
		}
		line := src.Line(c.Start)
		for _, at := range ownComment.FindAllStringSubmatchIndex(text, -1) {
			word, list := text[at[2]:at[3]], ""
			if at[4] >= 0 {
				list = text[at[4]:at[5]]
			}
			problem := func(from, to int, format string, args ...any) {
				problems = append(problems, Diagnostic{
					Rule: UnknownSuppression, Severity: UnknownSuppression.Severity, File: src,
					Message: fmt.Sprintf(format, args...),
					Span:    source.Span{Start: c.Start + source.Pos(from), End: c.Start + source.Pos(to)},
				})
			}
			d := directive{line: line}
			switch strings.ToLower(word) {
			case "ignore":
			case "ignore-file":
				d.line = -1
			default:
				problem(at[0], at[1], "unknown comment: want `# asynclsp: ignore[...]` or `# asynclsp: ignore-file[...]`")
				continue
			}
			bare, end := bareRule(known, text[at[1]:])
			switch {
			case list == "" && bare != "":
				problem(at[0], at[1]+end, "rules go into brackets, or the comment would suppress every rule: want `# asynclsp: %s[%s]`", strings.ToLower(word), bare)
				continue
			case list == "":
				d.all = true
			case !strings.HasSuffix(list, "]"):
				problem(at[0], at[1], "suppression list is never closed: `]` is missing")
				continue
			case strings.Trim(list[1:len(list)-1], ", \t") == "":
				problem(at[4], at[5], "an empty list suppresses nothing; without brackets the comment suppresses every rule")
				continue
			default:
				d.rules = map[string]bool{}
				offset := at[4] + 1
				for _, item := range strings.Split(list[1:len(list)-1], ",") {
					name := strings.TrimSpace(item)
					start := offset + strings.Index(item, name)
					offset += len(item) + 1
					if name == "" {
						continue
					}
					if !d.add(known, name) {
						problem(start, start+len(name), "unknown rule `%s`%s", name, didYouMean(known, name))
					}
				}
			}
			out = append(out, d)
		}
		for _, at := range noqaComment.FindAllStringSubmatch(text, -1) {
			d := directive{line: line, all: at[1] == "", rules: map[string]bool{}}
			for _, code := range strings.FieldsFunc(at[2], func(r rune) bool { return r == ',' || r == ' ' || r == '\t' }) {
				d.rules[strings.ToUpper(code)] = true
			}
			out = append(out, d)
		}
	}
	return out, problems
}
