package parse_test

import (
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/asynctools/asynctools/syntax/internal/cpython"
	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/source"
)

func size(files []*source.File) (n int64) {
	for _, f := range files {
		n += int64(len(f.Text))
	}
	return n
}

// BenchmarkLib parses CPython's library.
func BenchmarkLib(b *testing.B) {
	files := libSources(b)
	n := size(files)
	b.SetBytes(n)
	b.ReportAllocs()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for b.Loop() {
		for _, f := range files {
			parse.Parse(f, parse.Options{})
		}
	}
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(b.N)/float64(n), "tree-B/source-B")
}

const parseAllPy = `
import ast, sys, time, warnings
warnings.simplefilter("ignore")
sources = []
for name in sys.stdin:
    with open(name.rstrip("\n"), "rb") as f:
        source = f.read()
    try:
        ast.parse(source)
    except (SyntaxError, ValueError):
        continue
    sources.append(source)
start = time.process_time()
for source in sources:
    ast.parse(source)
print(sum(map(len, sources)) / (time.process_time() - start))
`

// BenchmarkAgainstCPython compares bytes a second of CPU time, ours on one
// core, collector included, with those of ast.parse in the same run.
func BenchmarkAgainstCPython(b *testing.B) {
	python, _ := cpython.Find(b)
	files := libSources(b)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	var names strings.Builder
	for _, f := range files {
		names.WriteString(f.Name + "\n")
	}
	for b.Loop() {
		cmd := exec.Command(python, "-c", parseAllPy)
		cmd.Stdin = strings.NewReader(names.String())
		out, err := cmd.Output()
		if err != nil {
			b.Fatal(err)
		}
		theirs, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
		if err != nil {
			b.Fatal(err)
		}
		const rounds = 5
		start := cpuTime(b)
		for range rounds {
			for _, f := range files {
				parse.Parse(f, parse.Options{})
			}
		}
		ours := rounds * float64(size(files)) / (cpuTime(b) - start).Seconds()
		b.ReportMetric(ours/1e6, "MB/s")
		b.ReportMetric(theirs/1e6, "CPython-MB/s")
		b.ReportMetric(ours/theirs, "times-CPython")
	}
}

func cpuTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkReparse parses a file of 2,000 lines, as an editor does at every
// keystroke; "broken" has an error in the middle.
func BenchmarkReparse(b *testing.B) {
	unit := "class Crawler%:\n    def __init__(self, limit: int = 10) -> None:\n        self.queue = asyncio.Queue(limit)\n\n" +
		"    async def run(self, urls):\n        async with asyncio.TaskGroup() as group:\n            for url in urls:\n" +
		"                group.create_task(self.fetch(url, retries=3))\n        return [r async for r in self.results() if r.ok]\n\n"
	text := strings.Repeat(unit, 200)
	text = strings.ReplaceAll(text, "%", "")
	half := strings.Index(text[len(text)/2:], "return") + len(text)/2
	for name, s := range map[string]string{"valid": text, "broken": text[:half] + "return (a b" + text[half:]} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				parse.Parse(source.NewFile("f", s), parse.Options{})
			}
		})
	}
}
