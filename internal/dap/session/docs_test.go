package session

import (
	"os"
	"strings"
	"testing"
)

// TestDocumented holds the table of requests against docs/dap.md.
func TestDocumented(t *testing.T) {
	doc := readDoc(t, "dap.md") + readDoc(t, "dap-extensions.md")
	for command := range requests() {
		if !strings.Contains(doc, "`"+command+"`") && !strings.Contains(doc, "## "+command+"\n") {
			t.Errorf("%s is not in docs/dap.md", command)
		}
	}
}

func readDoc(t *testing.T, name string) string {
	t.Helper()
	doc, err := os.ReadFile("../../../docs/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(doc)
}
