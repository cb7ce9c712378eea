package session

import (
	"fmt"
	"slices"

	"github.com/google/go-dap"

	"github.com/asynctools/asynctools/internal/dap/reply"
	"github.com/asynctools/asynctools/internal/dap/tasktree"
	"github.com/asynctools/asynctools/runtime/inspect"
)

// The requests of this file are ours; docs/dap-extensions.md has their schemas.

// DefaultTaskPage is how many rows asyncdap/tasks answers unless told otherwise.
const DefaultTaskPage = 100

// defaultGroupTasks is how many tasks of a group are listed with it.
const defaultGroupTasks = 10

type tasksArguments struct {
	Filter    string            `json:"filter"`
	State     inspect.TaskState `json:"state"`
	Grouped   bool              `json:"grouped"`
	Start     int               `json:"start"`
	Count     int               `json:"count"`
	Tasks     int               `json:"tasks"`     // of each group
	ThreadIDs []inspect.TaskID  `json:"threadIds"` // these only, unless nil
}

type tasksBody struct {
	Total int `json:"total"`
	// Threads are those of Total that stand for the plain code of a thread.
	Threads int         `json:"threads"`
	Tasks   []taskBody  `json:"tasks,omitempty"`
	Groups  []groupBody `json:"groups,omitempty"`
	// TotalGroups counts all groups, as Total counts all tasks.
	TotalGroups int `json:"totalGroups,omitempty"`
}

type taskBody struct {
	ThreadID   int         `json:"threadId"`
	Name       string      `json:"name"`
	State      string      `json:"state"`
	Coroutine  string      `json:"coroutine,omitempty"`
	WaitingFor string      `json:"waitingFor,omitempty"`
	Awaits     int         `json:"awaits,omitempty"`
	AwaitedBy  []int       `json:"awaitedBy,omitempty"`
	Source     *dap.Source `json:"source,omitempty"`
	Line       *int        `json:"line,omitempty"`
}

type groupBody struct {
	Index  int         `json:"index"` // among all groups
	Count  int         `json:"count"`
	Tasks  []taskBody  `json:"tasks"` // the first ones
	Frames []placeBody `json:"frames"`
	group  *tasktree.Group
}

type placeBody struct {
	Name   string      `json:"name"`
	Kind   string      `json:"kind"`
	Source *dap.Source `json:"source,omitempty"`
	Line   *int        `json:"line,omitempty"`
}

func (s *Session) tasks(args tasksArguments) (any, error) {
	states := []inspect.TaskState{inspect.TaskRunning, inspect.TaskReady, inspect.TaskSuspended, inspect.TaskThread}
	if args.Start < 0 || args.Count < 0 || args.Tasks < 0 {
		return nil, reply.BadArguments.With("command", "asyncdap/tasks", "reason", "start, count and tasks cannot be negative")
	}
	if args.State != "" && !slices.Contains(states, args.State) {
		reason := fmt.Sprintf("no task is ever %q: a state is one of %q", args.State, states)
		return nil, reply.BadArguments.With("command", "asyncdap/tasks", "reason", reason)
	}
	if args.Count == 0 {
		args.Count = DefaultTaskPage
	}
	if args.Grouped {
		return s.groupedTasks(args)
	}
	q := inspect.TaskQuery{Filter: args.Filter, State: args.State, IDs: args.ThreadIDs, Start: args.Start, Count: args.Count}
	page, err := s.program.target.Tasks(q)
	if err != nil {
		return nil, err
	}
	body := tasksBody{Total: page.Total, Threads: page.Threads}
	for _, task := range page.Tasks {
		body.Tasks = append(body.Tasks, s.taskBody(task))
	}
	return body, nil
}

func (s *Session) groupedTasks(args tasksArguments) (any, error) {
	if args.Tasks == 0 {
		args.Tasks = defaultGroupTasks
	}
	groups, total, err := tasktree.Groups(s.program.target, inspect.TaskQuery{Filter: args.Filter, State: args.State, IDs: args.ThreadIDs}, args.Tasks)
	if err != nil {
		return nil, err
	}
	body := tasksBody{Total: total, TotalGroups: len(groups)}
	var chosen []groupBody
	for i, g := range groups {
		if len(g.Tasks) > 0 && g.Tasks[0].State == inspect.TaskThread {
			body.Threads += g.Count
		}
		if args.ThreadIDs != nil {
			g.Tasks = slices.DeleteFunc(g.Tasks, func(t inspect.TaskInfo) bool { return !slices.Contains(args.ThreadIDs, t.ID) })
			if len(g.Tasks) == 0 {
				continue
			}
		}
		chosen = append(chosen, groupBody{Index: i, Count: g.Count, Frames: []placeBody{}, group: g})
	}
	chosen = chosen[min(args.Start, len(chosen)):]
	for _, group := range chosen[:min(args.Count, len(chosen))] {
		for _, task := range group.group.Tasks {
			group.Tasks = append(group.Tasks, s.taskBody(task))
		}
		for _, f := range group.group.Frames {
			place := placeBody{Name: f.Name, Kind: string(f.Kind)}
			place.Source, place.Line = s.place(f.Path, f.Line)
			group.Frames = append(group.Frames, place)
		}
		body.Groups = append(body.Groups, group)
	}
	return body, nil
}

func (s *Session) taskBody(task inspect.TaskInfo) taskBody {
	body := taskBody{
		ThreadID: int(task.ID), Name: task.Name, State: string(task.State), Coroutine: task.Coroutine,
		WaitingFor: task.WaitingFor, Awaits: int(task.Awaits),
	}
	for _, id := range task.AwaitedBy {
		body.AwaitedBy = append(body.AwaitedBy, int(id))
	}
	body.Source, body.Line = s.place(task.Path, task.Line)
	return body
}

// place is a position for the client, as far as it is known.
func (s *Session) place(path string, line int) (*dap.Source, *int) {
	if path == "" {
		return nil, nil
	}
	src := s.paths.source(path, false)
	if line <= 0 {
		return src, nil
	}
	line = s.paths.toLine(line)
	return src, &line
}

type generatorBody struct {
	Name          string      `json:"name"`
	State         string      `json:"state"`
	OwnerThreadID int         `json:"ownerThreadId,omitempty"`
	Owner         string      `json:"owner,omitempty"`
	Cleanup       bool        `json:"cleanup"`
	Source        *dap.Source `json:"source,omitempty"`
	Line          *int        `json:"line,omitempty"`
}

type generatorsArguments struct {
	pageArguments
	State string `json:"state"`
}

func (s *Session) asyncGenerators(args generatorsArguments) (any, error) {
	if err := args.check("asyncdap/asyncGenerators"); err != nil {
		return nil, err
	}
	generators, err := s.program.target.AsyncGenerators()
	if err != nil {
		return nil, err
	}
	list, pending := []generatorBody{}, 0
	for _, g := range generators {
		if !inspect.Has(g.Name, args.Filter) || args.State != "" && args.State != g.State {
			continue
		}
		body := generatorBody{Name: g.Name, State: g.State, OwnerThreadID: int(g.Owner), Owner: g.OwnerName, Cleanup: g.Cleanup}
		body.Source, body.Line = s.place(g.Path, g.Line)
		list = append(list, body)
		if g.Cleanup {
			pending++
		}
	}
	return map[string]any{"total": len(list), "totalCleanup": pending, "asyncGenerators": pageOf(list, args.pageArguments)}, nil
}

// placeFields is a position as a part of a body.
type placeFields struct {
	Source *dap.Source `json:"source,omitempty"`
	Line   *int        `json:"line,omitempty"`
}

func (s *Session) fields(path string, line int) (f placeFields) {
	f.Source, f.Line = s.place(path, line)
	return f
}
