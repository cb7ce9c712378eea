package session

import (
	"os"
	"strings"
	"testing"
)

// TestDocumented holds the table of requests against docs/dap.md.
func TestDocumented(t *testing.T) {
	doc, err := os.ReadFile("../../../docs/dap.md")
	if err != nil {
		t.Fatal(err)
	}
	for command := range requests() {
		if !strings.Contains(string(doc), "`"+command+"`") {
			t.Errorf("%s is not in docs/dap.md", command)
		}
	}
}
