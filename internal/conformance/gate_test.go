package conformance_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/asynctools/asynctools/internal/conformance"
)

// library is the folder of CPython's tests, or the test is skipped.
func library(t *testing.T) {
	t.Helper()
	exe := os.Getenv("ASYNCTOOLS_PYTHON")
	if exe == "" {
		t.Skip("SKIPPED: the conformance gate needs CPython 3.13 with its tests, named by ASYNCTOOLS_PYTHON")
	}
	real, err := filepath.EvalSymlinks(exe)
	if err != nil {
		t.Skip("SKIPPED: ASYNCTOOLS_PYTHON: ", err)
	}
	tests, _ := filepath.Glob(filepath.Join(filepath.Dir(filepath.Dir(real)), "lib", "python3.13", "test", "test_with.py"))
	if len(tests) == 0 {
		t.Skip("SKIPPED: the CPython of ASYNCTOOLS_PYTHON is no 3.13, or has no tests")
	}
}

// TestFirstGate runs the test modules that need no further C modules: what
// fails is listed in expected.txt, and what is listed there fails.
func TestFirstGate(t *testing.T) {
	library(t)
	expected := conformance.Expected()
	for _, module := range conformance.FirstGate {
		t.Run(module, func(t *testing.T) {
			r := conformance.Run(module, conformance.Options{Limit: time.Minute})
			if r.Broken != "" {
				if expected[module+" *"] == "" {
					t.Fatalf("not loaded: %s", r.Broken)
				}
				return
			}
			bad := r.Failures()
			for test, o := range bad {
				if expected[module+" "+test] == "" {
					t.Errorf("%s %s: %s", o.Kind, test, o.Detail)
				}
			}
			for _, o := range r.Outcomes {
				if !o.Bad() && expected[module+" "+o.Test] != "" {
					t.Errorf("%s passes: strike it from expected.txt", o.Test)
				}
			}
		})
	}
}
