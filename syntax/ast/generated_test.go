package ast_test

import (
	"os/exec"
	"testing"
)

// TestGenerated fails when nodes_generated.go is not what nodes.txt says.
func TestGenerated(t *testing.T) {
	out, err := exec.Command("go", "run", "github.com/asynctools/asynctools/internal/tools/astgen").CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
