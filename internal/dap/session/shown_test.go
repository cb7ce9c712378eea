package session

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestShown holds that some transcript of a conversation has each request, each
// event and each exception filter: a new one is not done without.
func TestShown(t *testing.T) {
	var all strings.Builder
	for _, pattern := range []string{"testdata/*.txtar", "../adapter/testdata/*.txtar", "../../cli/dapcli/testdata/real/*.txtar", "*_test.go", "../adapter/*_test.go"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatal("no transcripts", pattern, err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(text)
		}
	}
	text := all.String()
	shown := func(what, name, pattern string) {
		if !regexp.MustCompile(pattern).MatchString(text) {
			t.Errorf("no transcript has the %s %s", what, name)
		}
	}
	for command := range requests() {
		shown("request", command, `(?m)^> `+regexp.QuoteMeta(command)+`(#\w+)?( |$|\\n|"|`+"`"+`)`)
		shown("answer to", command, `(?m)^< `+regexp.QuoteMeta(command)+`(#\w+)?( [^!]|$|\\n|`+"`"+`)`)
	}
	docs, err := os.ReadFile("../../../docs/dap.md")
	if err != nil {
		t.Fatal(err)
	}
	_, list, ok := strings.Cut(string(docs), "\nEvents: ")
	list, _, _ = strings.Cut(list, ".\n")
	events := regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(list, -1)
	if !ok || len(events) < 10 {
		t.Fatal("docs/dap.md lists no events")
	}
	for _, event := range events {
		shown("event", event[1], `(?m)^< event `+regexp.QuoteMeta(event[1])+`( |$|\\n|`+"`"+`)`)
	}
	for _, filter := range exceptionFilters() {
		shown("filter", filter.Filter, `(?m)^> setExceptionBreakpoints .*"`+filter.Filter+`"`)
	}
}
