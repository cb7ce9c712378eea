package dapcli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/asynctools/asynctools/internal/dap/session"
	"github.com/asynctools/asynctools/internal/dap/tasktree"
	"github.com/asynctools/asynctools/runtime/inspect"
)

// BenchmarkTaskTree lists the tasks of a program that waits, as SIGQUIT does.
func BenchmarkTaskTree(b *testing.B) {
	for _, tasks := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(tasks), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "crowd.py")
			text := fmt.Sprintf(`import asyncio
async def fetch(): await asyncio.sleep(3600)
async def worker(): await fetch()
async def main(): await asyncio.gather(*(worker() for _ in range(%d)))
asyncio.run(main())
`, tasks)
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				b.Fatal(err)
			}
			p, err := embedded{}.load(session.Spec{File: path, Debug: true}, streams{os.Stdin, io.Discard, os.Stderr})
			if err != nil {
				b.Fatal(err)
			}
			program := session.NewProgram(p.target, path)
			if err := program.Start(false); err != nil {
				b.Fatal(err)
			}
			defer func() { _ = p.target.Close() }()
			for { // until all of them wait
				page, err := p.target.Tasks(inspect.TaskQuery{})
				if err != nil {
					b.Fatal(err)
				}
				if n := len(page.Tasks); n > tasks && page.Tasks[n-2].State == inspect.TaskSuspended {
					break
				}
				time.Sleep(10 * time.Millisecond)
			}
			for b.Loop() {
				err := program.Inspect(context.Background(), func(target inspect.Target) error {
					tree, err := tasktree.Collect(target)
					if err != nil {
						return err
					}
					return tree.WriteText(io.Discard, tasktree.Style{})
				})
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(tasks), "ns/task")
		})
	}
}
