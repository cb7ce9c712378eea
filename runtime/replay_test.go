package runtime_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	pyruntime "github.com/asynctools/asynctools/runtime"
	"github.com/asynctools/asynctools/runtime/tape"
)

// TestReplay records every program of testdata/diff, compares with what CPython
// said, and runs it again with the tape: it has to say the same to the last
// byte, without the world.
func TestReplay(t *testing.T) {
	progs, err := filepath.Glob("testdata/diff/*.py")
	if err != nil || len(progs) == 0 {
		t.Fatal("no programs", err)
	}
	var mu sync.Mutex
	ends := map[string]int{}
	t.Run("programs", func(t *testing.T) {
		for _, p := range progs {
			t.Run(strings.TrimSuffix(filepath.Base(p), ".py"), func(t *testing.T) {
				parallel(t, p)
				want, err := os.ReadFile(strings.TrimSuffix(p, ".py") + ".out")
				if err != nil {
					t.Fatal(err)
				}
				abs, err := filepath.Abs(p)
				if err != nil {
					t.Fatal(err)
				}
				var rec *tape.Tape
				var raw string
				compare(t, want, func() (said []byte) {
					rec = tape.New()
					said, raw = runTaped(t, abs, rec)
					return said
				})
				if _, why := rec.Good(); why != "" {
					mu.Lock()
					ends[why]++
					mu.Unlock()
					t.Skip("the recording ends where", why)
				}
				play := rec.Replay()
				_, again := runTaped(t, abs, play)
				if err := play.Failure(); err != nil {
					t.Error("the replay fails:", err)
				}
				if d := cmp.Diff(raw, again); d != "" {
					t.Errorf("the replay says something else (-recorded +replayed):\n%s", d)
				}
			})
		}
	})
	t.Log("ends of recordings:", ends)
}

// runTaped runs a program with a tape, and returns its verdict and what it said.
func runTaped(t *testing.T, abs string, tp *tape.Tape) (said []byte, raw string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	in := pyruntime.New(pyruntime.Config{Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr, Args: []string{abs}, Tape: tp})
	defer in.Close()
	tp.OnFailure(in.Kill)
	timer := time.AfterFunc(60*time.Second, in.Kill)
	defer timer.Stop()
	status := in.RunFile(abs)
	return verdict(abs, stdout.String(), stderr.String(), status), fmt.Sprintf("%s\n%s\n%d", stdout.String(), stderr.String(), status)
}
