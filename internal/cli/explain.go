package cli

import (
	"encoding/json"
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/rules"
)

const explainUsage = `usage: asynclsp explain RULE

Print the documentation of a rule, given by code or name.

`

// RunExplain is the command "asynclsp explain".
func RunExplain(args []string, s Streams) int {
	fs := newFlags("asynclsp explain", explainUsage, s.Err)
	rest, code, done := parseFlags(fs, args, s)
	if done {
		return code
	}
	if len(rest) != 1 {
		fmt.Fprint(s.Err, explainUsage)
		return exitFailure
	}
	r := analyzer.Find(rules.All(), rest[0])
	if r == nil {
		_, err := analyzer.Select(rules.All(), rest, nil)
		if err == nil {
			err = fmt.Errorf("%q names several rules: give a whole code", rest[0])
		}
		fmt.Fprintf(s.Err, "asynclsp explain: %v\nTry \"asynclsp rules\".\n", err)
		return exitFailure
	}
	fmt.Fprintf(s.Out, "# %s: %s\n\nSince %s, severity %s, fix %s.\n\n%s", r.Code, r.Name, r.Since, r.Severity, r.Fix, r.Doc)
	return exitOK
}

const rulesUsage = `usage: asynclsp rules [--format text|json]

List the rules.

`

// RunRules is the command "asynclsp rules".
func RunRules(args []string, s Streams) int {
	fs := newFlags("asynclsp rules", rulesUsage, s.Err)
	format := fs.String("format", "text", "text or json")
	rest, code, done := parseFlags(fs, args, s)
	if done {
		return code
	}
	if len(rest) > 0 {
		fmt.Fprintf(s.Err, "asynclsp rules: takes no arguments, got %q\n", rest[0])
		return exitFailure
	}
	switch *format {
	case "text":
		for _, r := range rules.All() {
			fmt.Fprintf(s.Out, "%-6s %-28s %-12s fix %-10s %s\n", r.Code, r.Name, r.Severity, r.Fix, r.Summary())
		}
	case "json":
		type entry struct {
			Code     string `json:"code"`
			Name     string `json:"name"`
			Since    string `json:"since"`
			Severity string `json:"severity"`
			Fix      string `json:"fix"`
			Summary  string `json:"summary"`
			Doc      string `json:"explanation"`
			URL      string `json:"url"`
		}
		out := []entry{}
		for _, r := range rules.All() {
			out = append(out, entry{r.Code, r.Name, r.Since, r.Severity.String(), r.Fix, r.Summary(), r.Doc, r.URL()})
		}
		enc := json.NewEncoder(s.Out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(out); err != nil {
			fmt.Fprintf(s.Err, "asynclsp rules: %v\n", err)
			return exitFailure
		}
	default:
		fmt.Fprintf(s.Err, "asynclsp rules: unknown format %q: want text or json\n", *format)
		return exitFailure
	}
	return exitOK
}
