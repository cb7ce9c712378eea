package analyzer

import (
	"fmt"
	"slices"
	"strings"
)

// Find is the rule with the given code or name, or nil.
func Find(rules []*Rule, name string) *Rule {
	for _, r := range rules {
		if strings.EqualFold(r.Code, name) || r.Name == strings.ToLower(name) {
			return r
		}
	}
	return nil
}

// Selection is which rules are on.
type Selection struct {
	Selected []string // by code, by the beginning of a code, by name, or ALL; none is ALL
	Ignored  []string // likewise
	Strict   bool     // rules for strict checking need not be selected by code or name
}

// Select picks rules as --select and --ignore do, strict ones only by their
// code or name.
func Select(rules []*Rule, selected, ignored []string) ([]*Rule, error) {
	return Selection{Selected: selected, Ignored: ignored}.Of(rules)
}

// Of picks from rules. Of two entries that match, the longer, more exact one
// wins, and ignore wins a draw. What the analyzer itself reports need not be
// selected, but can be ignored.
func (s Selection) Of(rules []*Rule) ([]*Rule, error) {
	for _, list := range [][]string{s.Selected, s.Ignored} {
		for _, entry := range list {
			if !matchesAny(rules, entry) {
				return nil, fmt.Errorf("unknown rule %q%s", entry, didYouMean(rules, entry))
			}
		}
	}
	selected := s.Selected
	if len(selected) == 0 {
		selected = []string{"ALL"}
	}
	var out []*Rule
	for _, r := range rules {
		wanted := best(r, selected)
		if r.Strict && !s.Strict && wanted < exact {
			continue
		}
		if wanted > best(r, s.Ignored) || r.Run == nil && best(r, s.Ignored) == 0 {
			out = append(out, r)
		}
	}
	return out, nil
}

// names tells whether one of the entries names a rule: by its code or name, by how
// its code begins, or as one of ALL.
func names(entries []string, r *Rule) bool { return best(r, entries) > 0 }

// exact is the strength of an entry that names one rule.
const exact = 100

func matchesAny(rules []*Rule, entry string) bool {
	for _, r := range rules {
		if strength(r, entry) > 0 {
			return true
		}
	}
	return false
}

func best(r *Rule, entries []string) int {
	most := 0
	for _, e := range entries {
		most = max(most, strength(r, e))
	}
	return most
}

// strength is how exactly an entry names a rule, 0 for not at all.
func strength(r *Rule, entry string) int {
	switch upper := strings.ToUpper(entry); {
	case upper == "":
		return 0
	case upper == "ALL":
		return 1
	case strings.ToLower(entry) == r.Name, upper == r.Code:
		return exact
	case strings.HasPrefix(r.Code, upper):
		return 1 + len(entry)
	}
	return 0
}

// didYouMean is ", did you mean ...?" for a name that is nearly a rule's.
func didYouMean(rules []*Rule, name string) string {
	bestDistance, bestName := 4, ""
	for _, r := range rules {
		for _, candidate := range []string{r.Code, r.Name} {
			if d := EditDistance(strings.ToLower(name), strings.ToLower(candidate)); d < bestDistance && d*3 <= len(candidate)+1 {
				bestDistance, bestName = d, candidate
			}
		}
	}
	if isPrefix(name) {
		return "; codes begin with " + families(rules)
	}
	if bestName == "" {
		return ""
	}
	return fmt.Sprintf(", did you mean `%s`?", bestName)
}

// isPrefix reports what is meant as the beginning of codes: letters, and fewer
// digits than a code has.
func isPrefix(s string) bool {
	digits := strings.TrimLeft(strings.ToUpper(s), "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	return len(s)-len(digits) <= 2 && len(digits) < 3 && strings.Trim(digits, "0123456789") == ""
}

// families are the beginnings that codes have, up to the first digit.
func families(rules []*Rule) string {
	var out []string
	for _, r := range rules {
		if f := "`" + r.Code[:3] + "`"; !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// EditDistance is Levenshtein's: how many letters to add, drop or exchange.
func EditDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost++
			}
			diagonal = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}
