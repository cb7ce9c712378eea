package tasktree

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/asynctools/asynctools/runtime/inspect"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// program is a target that only shows tasks.
type program struct {
	inspect.Target
	tasks      []inspect.TaskInfo
	stacks     map[inspect.TaskID][]inspect.Frame
	generators []inspect.AsyncGenerator
	deadlocks  []inspect.Deadlock
}

func (p *program) AwaitGraph(inspect.TaskQuery) (*inspect.AwaitGraph, error) {
	return &inspect.AwaitGraph{Deadlocks: p.deadlocks}, nil
}

func (p *program) Tasks(q inspect.TaskQuery) (inspect.TaskPage, error) {
	stop := min(q.Start+q.Count, len(p.tasks))
	return inspect.TaskPage{Tasks: p.tasks[q.Start:stop], Total: len(p.tasks)}, nil
}

func (p *program) Stack(id inspect.TaskID, start, count int) ([]inspect.Frame, int, error) {
	frames := p.stacks[id]
	return frames[start:min(start+count, len(frames))], len(frames), nil
}

func (p *program) AsyncGenerators() ([]inspect.AsyncGenerator, error) { return p.generators, nil }

// add adds a task suspended in the given frames, followed by its awaiter's.
func (p *program) add(coroutine, waits string, awaitedBy []inspect.TaskID, frames ...inspect.Frame) inspect.TaskID {
	id := inspect.TaskID(len(p.tasks) + 1)
	p.tasks = append(p.tasks, inspect.TaskInfo{
		ID: id, Name: fmt.Sprintf("Task-%d", id), State: inspect.TaskSuspended,
		Coroutine: coroutine, WaitingFor: waits, AwaitedBy: awaitedBy,
	})
	stack := append([]inspect.Frame(nil), frames...)
	if len(awaitedBy) > 0 {
		stack = append(stack, inspect.Frame{Kind: inspect.LabelFrame, Name: "awaited by"},
			inspect.Frame{Name: "not_its_own"})
	}
	p.stacks[id] = stack
	return id
}

func at(name string, line int) inspect.Frame {
	return inspect.Frame{Kind: inspect.CoroutineFrame, Name: name, Path: "/src/app.py", Line: line}
}

func sample() *program {
	p := &program{stacks: map[inspect.TaskID][]inspect.Frame{}}
	p.add("", "", nil, at("<module>", 90))
	p.tasks[0].Name, p.tasks[0].State = "MainThread", inspect.TaskThread
	main := p.add("main", "gather of 5,001", nil, at("crawl", 40), at("main", 66))
	for i := range 4_998 {
		p.add("worker", fmt.Sprintf("sleep (%d s left)", i), []inspect.TaskID{main},
			inspect.Frame{Kind: inspect.NativeFrame, Name: "sleep"},
			inspect.Frame{Kind: inspect.AsyncGenFrame, Name: "pages", Path: "/src/app.py", Line: 12}, at("worker", 31))
	}
	other := p.add("report", "Task-2", []inspect.TaskID{main}, at("report", 50))
	p.add("flush", "Queue.get()", []inspect.TaskID{other, main}, at("flush", 55))
	p.add("worker", "lock", []inspect.TaskID{main}, at("worker", 33))
	// Two tasks that wait for each other.
	one, two := inspect.TaskID(len(p.tasks)+1), inspect.TaskID(len(p.tasks)+2)
	p.add("ping", "", []inspect.TaskID{two}, at("ping", 70))
	p.add("pong", "", []inspect.TaskID{one}, at("pong", 80))
	p.deadlocks = []inspect.Deadlock{{Tasks: []inspect.TaskID{one, two}, Text: "Deadlock: ping waits for pong; pong waits for ping"}}
	// Two in the same place that wait for different things.
	p.add("locked", "Lock held by ping", nil, at("locked", 85))
	p.add("locked", "Lock held by pong", nil, at("locked", 85))
	// One whose awaiter only says so itself.
	p.add("waits", "", nil, at("waits", 81))
	waited := p.add("waited", "", nil, at("waited", 82))
	p.tasks[waited-2].Awaits = waited
	p.generators = []inspect.AsyncGenerator{
		{Name: "pages", State: "suspended", Path: "/src/app.py", Line: 12, Owner: 3, Cleanup: true},
		{Name: "lost", State: "not started"},
	}
	return p
}

func TestGolden(t *testing.T) {
	tree, err := Collect(sample())
	if err != nil {
		t.Fatal(err)
	}
	var text, colored, asJSON bytes.Buffer
	for _, err := range []error{
		tree.WriteText(&text, Style{Dir: "/src"}),
		tree.WriteText(&colored, Style{Color: true}),
		tree.WriteJSON(&asJSON),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if !json.Valid(asJSON.Bytes()) {
		t.Error("the JSON is not valid")
	}
	for name, got := range map[string][]byte{"tree.txt": text.Bytes(), "color.txt": colored.Bytes(), "tree.json": asJSON.Bytes()} {
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestGroups(t *testing.T) {
	groups, total, err := Groups(sample(), inspect.TaskQuery{}, 10)
	if err != nil || total != 5009 {
		t.Fatalf("%d tasks, %v", total, err)
	}
	var got []string
	for _, g := range groups {
		got = append(got, fmt.Sprintf("%d x %s in %d frames", g.Count, g.Tasks[0].Name, len(g.Frames)))
	}
	want := []string{
		"1 x MainThread in 1 frames", "1 x Task-2 in 2 frames", "4998 x Task-3 in 3 frames",
		"1 x Task-5001 in 1 frames", "1 x Task-5002 in 1 frames", "1 x Task-5003 in 1 frames",
		"1 x Task-5004 in 1 frames", "1 x Task-5005 in 1 frames", "2 x Task-5006 in 1 frames", "1 x Task-5008 in 1 frames", "1 x Task-5009 in 1 frames",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func BenchmarkGroups(b *testing.B) {
	p := &program{stacks: map[inspect.TaskID][]inspect.Frame{}}
	for range 100_000 {
		p.add("worker", "", nil, at("fetch", 10), at("worker", 20))
	}
	for b.Loop() {
		if _, _, err := Groups(p, inspect.TaskQuery{}, 10); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCollect(b *testing.B) {
	p := &program{stacks: map[inspect.TaskID][]inspect.Frame{}}
	main := p.add("main", "", nil, at("main", 1))
	for range 100_000 {
		p.add("worker", "", []inspect.TaskID{main}, at("fetch", 10), at("worker", 20))
	}
	for b.Loop() {
		if _, err := Collect(p); err != nil {
			b.Fatal(err)
		}
	}
}

// A task may have any name, and tasks that wait for locks of their own are alike.
func TestNames(t *testing.T) {
	p := &program{stacks: map[inspect.TaskID][]inspect.Frame{}}
	for _, name := range []string{"one\nof\ttwo", "two\r\n\x1b[31m"} {
		id := p.add("own", "Lock held by "+name, nil, at("own", 3))
		p.tasks[id-1].Name = name
	}
	tree, err := Collect(p)
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := tree.WriteText(&text, Style{}); err != nil {
		t.Fatal(err)
	}
	want := "x 2  own  suspended: Lock held by itself  (one of two, two [31m)\n    own  /src/app.py:3\n2 tasks, 0 live async generators\n"
	if diff := cmp.Diff(want, text.String()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
