package cli

import (
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// patched replays a diff's operations and returns both texts.
func patched(ops []lineOp, a, b []string) (before, after string) {
	var x, y strings.Builder
	for _, op := range ops {
		if op.kind != '+' {
			x.WriteString(a[op.a])
		}
		if op.kind != '-' {
			y.WriteString(b[op.b])
		}
	}
	return x.String(), y.String()
}

// TestDiffIsComplete changes texts at random; a diff must hold both of them.
func TestDiffIsComplete(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	for range 2000 {
		var a, b []string
		for range random.Intn(40) {
			a = append(a, fmt.Sprintf("%d\n", random.Intn(12)))
		}
		for _, line := range a {
			switch random.Intn(6) {
			case 0:
			case 1:
				b = append(b, "new\n", line)
			default:
				b = append(b, line)
			}
		}
		before, after := patched(diffLines(a, b), a, b)
		if before != strings.Join(a, "") || after != strings.Join(b, "") {
			t.Fatalf("diff of %q and %q loses something", a, b)
		}
	}
}

// TestDiffApplies has patch(1) confirm the format.
func TestDiffApplies(t *testing.T) {
	patch, err := exec.LookPath("patch")
	if err != nil {
		t.Skip("no patch program: that diffs apply was NOT tested")
	}
	before := "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\nn\nlast"
	after := "new\na\nb\nc\nd\nE\nf\ng\nh\ni\nj\nk\nl\nn\nlast\n"
	path := filepath.Join(t.TempDir(), "x")
	if err := os.WriteFile(path, []byte(before), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(patch, path)
	cmd.Stdin = strings.NewReader(unifiedDiff("x", before, after))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if got, _ := os.ReadFile(path); string(got) != after {
		t.Errorf("patched to %q, want %q", got, after)
	}
}

// TestDiffOfManyChanges takes minutes, and memory without end, when the time
// grows with the square of the changes.
func TestDiffOfManyChanges(t *testing.T) {
	var before, after strings.Builder
	for i := range 40_000 {
		fmt.Fprintf(&before, "x%d\nsame\n", i)
		fmt.Fprintf(&after, "x%d\n    same\nmore\n", i)
	}
	began := time.Now()
	if unifiedDiff("x", before.String(), after.String()) == "" {
		t.Error("no difference")
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
}
