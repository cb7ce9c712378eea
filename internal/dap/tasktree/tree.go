// Package tasktree shows the tasks of a stopped program as a tree: below each
// task are those that it awaits, and with each are the frames it is suspended
// in. Siblings that look the same in all of that are folded into one, because
// five thousand workers are one line of news.
package tasktree

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/asynctools/asynctools/runtime/inspect"
)

// Tree is what a program is doing.
type Tree struct {
	Total      int // of tasks; the plain code of a thread is none
	Roots      []*Node
	Generators []inspect.AsyncGenerator
	Deadlocks  []string // each names a cycle of tasks that wait for each other
	names      map[inspect.TaskID]string
}

// Node is a task, or Count tasks that look alike, of which Tasks are the first.
type Node struct {
	Count int
	Tasks []inspect.TaskInfo
	// WaitingFor is what all of them wait for, as far as it is the same.
	WaitingFor string
	Frames     []inspect.Frame // their own, leaf first
	Children   []*Node
	// AlsoAwaitedBy are further tasks that wait for it; it is shown once.
	AlsoAwaitedBy []inspect.TaskID
	// InCycle tells that it waits, in the end, for itself: a deadlock.
	InCycle bool

	look int // equal for subtrees that look the same; 0: not known yet
}

const (
	taskPage  = 10_000
	framePage = 64
	// keptTasks is how many tasks a folded node remembers.
	keptTasks = 10
)

// Collect reads the tree of a stopped target.
func Collect(target inspect.Target) (*Tree, error) {
	tasks, stacks, err := walk(target)
	if err != nil {
		return nil, err
	}
	nodes := make(map[inspect.TaskID]*Node, len(tasks))
	names := make(map[inspect.TaskID]string, len(tasks))
	all := make([]Node, len(tasks))
	total := 0
	for i, task := range tasks {
		if task.State != inspect.TaskThread {
			total++
		}
		all[i] = Node{Count: 1, Tasks: tasks[i : i+1 : i+1], WaitingFor: alone(task), Frames: stacks[i]}
		nodes[task.ID] = &all[i]
		names[task.ID] = task.Name
	}
	generators, err := target.AsyncGenerators()
	if err != nil {
		return nil, fmt.Errorf("the async generators: %w", err)
	}
	graph, err := target.AwaitGraph(inspect.TaskQuery{Count: 1})
	if err != nil {
		return nil, fmt.Errorf("the deadlocks: %w", err)
	}
	var deadlocks []string
	for _, d := range graph.Deadlocks {
		deadlocks = append(deadlocks, d.Text)
	}
	roots := link(tasks, nodes)
	f := folder{keys: map[string]int{}, stacks: map[*inspect.Frame]int{}, texts: map[string]int{}}
	return &Tree{Total: total, Roots: f.fold(roots), Generators: generators, Deadlocks: deadlocks, names: names}, nil
}

// alone is what a task waits for; one that holds the lock that it waits for says
// so without its name, for several of them are one group.
func alone(task inspect.TaskInfo) string {
	if what, found := strings.CutSuffix(task.WaitingFor, " held by "+task.Name); found {
		return what + " held by itself"
	}
	return task.WaitingFor
}

// walk lists the tasks and the frames of each.
func walk(target inspect.Target) (tasks []inspect.TaskInfo, stacks [][]inspect.Frame, err error) {
	if fast, ok := target.(inspect.Walker); ok {
		for {
			page, frames, err := fast.Walk(inspect.TaskQuery{Start: len(tasks), Count: taskPage})
			if err != nil {
				return nil, nil, fmt.Errorf("the tasks: %w", err)
			}
			tasks, stacks = append(tasks, page.Tasks...), append(stacks, frames...)
			if len(page.Tasks) == 0 || len(tasks) >= page.Total {
				return tasks, stacks, nil
			}
		}
	}
	if tasks, err = allTasks(target, inspect.TaskQuery{}); err != nil {
		return nil, nil, err
	}
	for _, task := range tasks {
		frames, err := ownFrames(target, task.ID)
		if err != nil {
			return nil, nil, fmt.Errorf("the stack of %s: %w", task.Name, err)
		}
		stacks = append(stacks, frames)
	}
	return tasks, stacks, nil
}

func allTasks(target inspect.Target, q inspect.TaskQuery) ([]inspect.TaskInfo, error) {
	var tasks []inspect.TaskInfo
	for {
		q.Start, q.Count = len(tasks), taskPage
		page, err := target.Tasks(q)
		if err != nil {
			return nil, fmt.Errorf("the tasks: %w", err)
		}
		tasks = append(tasks, page.Tasks...)
		if len(page.Tasks) == 0 || len(tasks) >= page.Total {
			return tasks, nil
		}
	}
}

// ownFrames is the stack of a task up to the label below which its awaiters'
// frames begin.
func ownFrames(target inspect.Target, id inspect.TaskID) ([]inspect.Frame, error) {
	var own []inspect.Frame
	for {
		frames, total, err := target.Stack(id, len(own), framePage)
		if err != nil {
			return nil, err
		}
		for _, f := range frames {
			if f.Kind == inspect.LabelFrame {
				return own, nil
			}
			own = append(own, f)
		}
		if len(frames) == 0 || len(own) >= total {
			return own, nil
		}
	}
}

// link puts each task below the first one that awaits it, and returns those
// that nobody awaits. A cycle has no such task; its first member stands for it.
func link(tasks []inspect.TaskInfo, nodes map[inspect.TaskID]*Node) []*Node {
	awaiters := map[inspect.TaskID][]inspect.TaskID{}
	note := func(awaited, by inspect.TaskID) {
		if awaited == 0 || by == 0 || nodes[awaited] == nil || nodes[by] == nil {
			return
		}
		for _, known := range awaiters[awaited] {
			if known == by {
				return
			}
		}
		awaiters[awaited] = append(awaiters[awaited], by)
	}
	for _, task := range tasks {
		for _, by := range task.AwaitedBy {
			note(task.ID, by)
		}
	}
	for _, task := range tasks {
		note(task.Awaits, task.ID)
	}
	parent := map[inspect.TaskID]inspect.TaskID{}
	var roots []*Node
	for _, task := range tasks {
		node := nodes[task.ID]
		by := awaiters[task.ID]
		if len(by) == 0 {
			roots = append(roots, node)
			continue
		}
		node.AlsoAwaitedBy = by[1:]
		if leadsTo(parent, by[0], task.ID) {
			node.InCycle = true
			node.AlsoAwaitedBy = by
			roots = append(roots, node)
			continue
		}
		parent[task.ID] = by[0]
		nodes[by[0]].Children = append(nodes[by[0]].Children, node)
	}
	return roots
}

// leadsTo reports whether going up from one task comes to another.
func leadsTo(parent map[inspect.TaskID]inspect.TaskID, from, to inspect.TaskID) bool {
	for at := from; at != 0; at = parent[at] {
		if at == to {
			return true
		}
	}
	return false
}

// folder numbers the different looks of subtrees, so that comparing two is
// comparing two numbers.
type folder struct {
	keys   map[string]int
	stacks map[*inspect.Frame]int // by the first frame: tasks may share a list
	texts  map[string]int
	key    []byte
}

// stack is the number of a list of frames.
func (f *folder) stack(frames []inspect.Frame) int {
	if len(frames) == 0 {
		return 0
	}
	number, known := f.stacks[&frames[0]]
	if !known {
		text := framesText(frames)
		if number, known = f.texts[text]; !known {
			number = len(f.texts) + 1
			f.texts[text] = number
		}
		f.stacks[&frames[0]] = number
	}
	return number
}

// fold joins siblings that look the same, where the first of them stands.
func (f *folder) fold(siblings []*Node) []*Node {
	byLook := map[int]*Node{}
	var folded []*Node
	for _, node := range siblings {
		look := f.look(node)
		first, known := byLook[look]
		if !known {
			byLook[look] = node
			folded = append(folded, node)
			continue
		}
		first.Count += node.Count
		first.WaitingFor = common(first.WaitingFor, node.WaitingFor)
		if len(first.Tasks) < keptTasks {
			first.Tasks = append(first.Tasks, node.Tasks...)
		}
	}
	return folded
}

// common is what two descriptions share: all, or what comes before the details
// in parentheses, or nothing.
func common(a, b string) string {
	if a == b {
		return a
	}
	a, _, _ = strings.Cut(a, " (")
	b, _, _ = strings.Cut(b, " (")
	if a == b {
		return a
	}
	return ""
}

// look is the number of what a subtree looks like.
func (f *folder) look(node *Node) int {
	if node.look != 0 {
		return node.look
	}
	node.Children = f.fold(node.Children)
	task := node.Tasks[0]
	key := append(f.key[:0], task.State...)
	key = append(append(append(key, '|'), task.Coroutine...), '|')
	key = strconv.AppendBool(strconv.AppendInt(key, int64(f.stack(node.Frames)), 10), node.InCycle)
	for _, child := range node.Children {
		key = strconv.AppendInt(append(key, '|'), int64(child.Count), 10)
		key = strconv.AppendInt(append(key, 'x'), int64(child.look), 10)
	}
	for _, by := range node.AlsoAwaitedBy {
		key = strconv.AppendInt(append(key, '<'), int64(by), 10)
	}
	f.key = key
	look, known := f.keys[string(key)]
	if !known {
		look = len(f.keys) + 1
		f.keys[string(key)] = look
	}
	node.look = look
	return look
}
