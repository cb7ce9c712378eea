package rules_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
)

// The second oracle is about the protocols. Its programs combine definitions
// of special methods, and values, with ways to use them, each in a case of its
// own, and CPython tells what running the case raises. The AW2xx rules must
// report exactly the cases that raise, and what they quote must be what CPython
// printed; "..." in a quotation stands for anything. testdata/protocols.txt
// keeps what CPython 3.13 said; -update asks it again.

// protocolPrograms are the programs by name. NN in a case is its number.
func protocolPrograms() map[string][]string {
	product := func(uses, defs []string) []string {
		var out []string
		for _, d := range defs {
			for _, u := range uses {
				out = append(out, strings.Replace(u, "DEF", d, 1))
			}
		}
		return out
	}
	class := func(name string, methods ...string) string {
		return "class " + name + "NN:\n" + indented(strings.Join(methods, "\n\n"), "    ") + "\n\n"
	}
	classes := func(name string, fixed string, methods []string) []string {
		var out []string
		for _, m := range methods {
			if fixed == "" {
				out = append(out, class(name, m))
			} else {
				out = append(out, class(name, fixed, m))
			}
		}
		return out
	}
	forms := func(uses, values []string) []string {
		var out []string
		for _, v := range values {
			for _, u := range uses {
				if !strings.Contains(u, "VALUE") && v != values[0] {
					continue // it would be the same again
				}
				out = append(out, "async def case_NN():\n"+indented(strings.ReplaceAll(u, "VALUE", v), "    ")+"\n")
			}
		}
		return out
	}
	return map[string][]string{
		"await":  product(awaitUses, classes("C", "", awaitMethods)),
		"aiter":  product(iterUses, classes("C", anextGood, aiterMethods)),
		"anext":  product(iterUses, classes("C", "def __aiter__(self):\n    return self", anextMethods)),
		"aenter": product(withUses, classes("C", "async def __aexit__(self, *exc):\n    return None", aenterMethods)),
		"aexit":  product(withUses, classes("C", "async def __aenter__(self):\n    return self", aexitMethods)),
		"half":   product(withUses[:2], classes("C", "", halves)),
		"value":  forms(valueUses, awaitValues),
		"twice":  forms(twiceShapes, []string{"fetch()", "asyncio.sleep(0, 1)", "Box().read()", "asyncio.create_task(fetch())", "Own()"}),
		"for":    forms(forUses, iterables),
		"with":   forms(withForms, managers),
		"stop":   stopCases(),
	}
}

func TestProtocolOracle(t *testing.T) {
	dir := t.TempDir()
	programs := protocolPrograms()
	var names []string
	for name := range programs {
		names = append(names, name)
	}
	sort.Strings(names)

	type place struct{ from, to int }
	places := map[string][]place{}
	for _, name := range names {
		var b strings.Builder
		b.WriteString(protocolHead)
		line := strings.Count(protocolHead, "\n")
		for n, c := range programs[name] {
			text := "\n" + strings.ReplaceAll(c, "NN", fmt.Sprint(n)) + "\n"
			b.WriteString(text)
			lines := strings.Count(text, "\n")
			places[name] = append(places[name], place{line, line + lines})
			line += lines
		}
		if err := os.WriteFile(filepath.Join(dir, "protocols_"+name+".py"), []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}

	record := filepath.Join("testdata", "protocols.txt")
	if *update {
		runner := filepath.Join(t.TempDir(), "runner.py")
		if err := os.WriteFile(runner, []byte(protocolRunner), 0o644); err != nil {
			t.Fatal(err)
		}
		out := runPython(t, findPython(), append([]string{runner, dir}, names...)...)
		if err := os.WriteFile(record, []byte(out), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	recorded, err := os.ReadFile(record)
	if err != nil {
		t.Fatal(err)
	}
	fates := map[string][]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(recorded)), "\n") {
		fields := strings.SplitN(line, " ", 3)
		if len(fields) == 3 && fields[1] == fmt.Sprint(len(fates[fields[0]])) {
			fates[fields[0]] = append(fates[fields[0]], fields[2])
		}
	}

	ws := index.New(index.Options{Roots: []string{dir}})
	total, raising := 0, 0
	for _, name := range names {
		if len(fates[name]) != len(places[name]) {
			t.Fatalf("%s: %d fates are recorded for %d cases: run with -update", name, len(fates[name]), len(places[name]))
		}
		m, err := ws.Module(filepath.Join(dir, "protocols_"+name+".py"))
		if err != nil {
			t.Fatal(err)
		}
		quoted := map[int][]string{}
		for _, d := range analyzer.Check(m, infer.New(ws), analyzer.Options{Rules: rulesOf(t, "AW")}) {
			if !strings.HasPrefix(d.Rule.Code, "AW2") {
				continue
			}
			line := m.Source().Line(d.Span.Start)
			for n, at := range places[name] {
				if at.from <= line && line < at.to {
					quoted[n] = append(quoted[n], quotation(d.Message))
				}
			}
		}
		for n, fate := range fates[name] {
			total++
			if fate != "ok" && !strings.HasPrefix(fate, "StopAsyncIteration: ") {
				raising++
			}
			if !agrees(fate, quoted[n]) {
				t.Errorf("%s %d: CPython says %q, reported: %q\n%s", name, n, fate, quoted[n], programs[name][n])
			}
		}
	}
	t.Logf("%d programs, %d raise", total, raising)
}

var errorText = regexp.MustCompile("`((?:TypeError|RuntimeError): .*?)`(?:[;,: ]|$)")

// quotation is the error that a message quotes.
func quotation(message string) string {
	found := errorText.FindStringSubmatch(message)
	if found == nil {
		return message
	}
	return found[1]
}

// inherited is the name of a case's subclass, which a message about the
// definition cannot know.
var inherited = regexp.MustCompile(`\bD(\d+)`)

// agrees compares what CPython said with what was reported: nothing where
// nothing is raised, or an exception that the case itself raises comes out of
// it as it is; else something that quotes it and nothing that does not.
func agrees(fate string, quoted []string) bool {
	if fate == "ok" || strings.HasPrefix(fate, "StopAsyncIteration: ") {
		return len(quoted) == 0
	}
	fate = inherited.ReplaceAllString(fate, "C$1")
	for _, q := range quoted {
		pattern := strings.ReplaceAll(regexp.QuoteMeta(q), `\.\.\.`, ".*")
		if !regexp.MustCompile("^" + pattern + "$").MatchString(fate) {
			return false
		}
	}
	return len(quoted) > 0
}
