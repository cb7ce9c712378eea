package session

import (
	"errors"
	"math"
	"strconv"
	"time"

	"github.com/asynctools/asynctools/internal/dap/reply"
	"github.com/asynctools/asynctools/runtime/inspect"
)

// The requests of this file are ours; docs/dap-extensions.md has their schemas.

// pageArguments are those of a request that answers by pages.
type pageArguments struct {
	Filter string `json:"filter"`
	Start  int    `json:"start"`
	Count  int    `json:"count"`
}

func (a *pageArguments) check(command string) error {
	if a.Start < 0 || a.Count < 0 {
		return reply.BadArguments.With("command", command, "reason", "start and count cannot be negative")
	}
	if a.Count == 0 {
		a.Count = DefaultTaskPage
	}
	return nil
}

// pageOf is the part of a list that a page shows.
func pageOf[T any](list []T, a pageArguments) []T {
	start := min(a.Start, len(list))
	return list[start : start+min(a.Count, len(list)-start)]
}

type nodeBody struct {
	taskBody
	WaitsFor []int `json:"waitsFor,omitempty"`
	Any      bool  `json:"any,omitempty"`
}

type deadlockBody struct {
	ThreadIDs []int  `json:"threadIds"`
	Text      string `json:"text"`
}

func (s *Session) awaitGraph(args pageArguments) (any, error) {
	if err := args.check("asyncdap/awaitGraph"); err != nil {
		return nil, err
	}
	graph, err := s.program.target.AwaitGraph(inspect.TaskQuery{Filter: args.Filter, Start: args.Start, Count: args.Count})
	if err != nil {
		return nil, err
	}
	nodes := make([]nodeBody, 0, len(graph.Nodes))
	for _, n := range graph.Nodes {
		nodes = append(nodes, nodeBody{taskBody: s.taskBody(n.TaskInfo), WaitsFor: ids(n.On), Any: n.Any})
	}
	deadlocks := make([]deadlockBody, 0, len(graph.Deadlocks))
	for _, d := range graph.Deadlocks {
		deadlocks = append(deadlocks, deadlockBody{ids(d.Tasks), d.Text})
	}
	return map[string]any{"total": graph.Total, "threads": graph.Threads, "nodes": nodes, "deadlocks": deadlocks}, nil
}

func ids(tasks []inspect.TaskID) []int {
	var out []int
	for _, id := range tasks {
		out = append(out, int(id))
	}
	return out
}

type timelineArguments struct {
	pageArguments
	Record    *bool `json:"record"`
	Capacity  int   `json:"capacity"`
	ThreadID  int   `json:"threadId"`
	Intervals int   `json:"intervals"`
}

// Defaults of asyncdap/timeline: steps that are kept, intervals a task.
const (
	defaultCapacity  = 100_000
	defaultIntervals = 100
)

type intervalBody struct {
	State string  `json:"state"`
	Start float64 `json:"start"` // seconds
	End   float64 `json:"end"`
}

type lineBody struct {
	ThreadID   int            `json:"threadId"`
	Name       string         `json:"name"`
	Ended      bool           `json:"ended"`
	State      string         `json:"state,omitempty"`
	WaitingFor string         `json:"waitingFor,omitempty"`
	Awaits     int            `json:"awaits,omitempty"`
	Total      int            `json:"totalIntervals"`
	Intervals  []intervalBody `json:"intervals"`
}

func (s *Session) timeline(args timelineArguments) (any, error) {
	if err := args.check("asyncdap/timeline"); err != nil {
		return nil, err
	}
	if args.Capacity < 0 || args.Intervals < 0 {
		return nil, reply.BadArguments.With("command", "asyncdap/timeline", "reason", "capacity and intervals cannot be negative")
	}
	if args.Intervals == 0 {
		args.Intervals = defaultIntervals
	}
	if args.Record != nil {
		steps := 0
		if *args.Record {
			if steps = args.Capacity; steps == 0 {
				steps = defaultCapacity
			}
		}
		if err := s.program.target.Record(steps); err != nil {
			return nil, err
		}
	}
	t, err := s.program.target.Timeline(inspect.TimelineQuery{
		Filter: args.Filter, Task: inspect.TaskID(args.ThreadID), Start: args.Start, Count: args.Count,
	})
	if err != nil {
		return nil, err
	}
	lines := []lineBody{}
	for i := range t.Tasks {
		task := &t.Tasks[i]
		all := intervals(task, t.Now)
		lines = append(lines, lineBody{
			ThreadID: int(task.ID), Name: task.Name, Ended: task.Ended,
			State: string(task.State), WaitingFor: task.WaitingFor, Awaits: int(task.Awaits),
			Total: len(all), Intervals: all[max(0, len(all)-args.Intervals):],
		})
	}
	return map[string]any{
		"recording": t.Recording, "capacity": t.Capacity, "dropped": t.Dropped, "kept": seconds(t.Kept), "now": seconds(t.Now),
		"total": t.Total, "tasks": lines,
	}, nil
}

// intervals is what a task did, step after step, until now.
func intervals(task *inspect.TimelineTask, now time.Duration) []intervalBody {
	out := []intervalBody{}
	add := func(state string, from, to time.Duration) {
		if to > from {
			out = append(out, intervalBody{state, seconds(from), seconds(to)})
		}
	}
	last := task.Since
	for i, step := range task.Steps {
		ready := step.Ready
		switch {
		case ready < 0 && i == 0 && last >= 0:
			ready = last // it was ready before anybody looked
		case ready < 0:
			ready = step.Began
		}
		if last >= 0 {
			ready = max(ready, last)
			add("suspended", last, ready)
		}
		add("ready", ready, step.Began)
		add("running", step.Began, step.Ended)
		last = step.Ended
	}
	if task.Ended {
		return out
	}
	if ready := task.Ready; ready >= 0 {
		if last >= 0 {
			ready = max(ready, last)
			add("suspended", last, ready)
		}
		add("ready", ready, now)
		return out
	}
	if last >= 0 {
		state := "suspended"
		if task.State == inspect.TaskReady {
			state = "ready"
		}
		add(state, last, now)
	}
	return out
}

// seconds keeps microseconds.
func seconds(d time.Duration) float64 { return math.Round(d.Seconds()*1e6) / 1e6 }

// loopArguments name the loop, and a page of each of its lists.
type loopArguments struct {
	pageArguments
	ThreadID int `json:"threadId"`
}

type loopBody struct {
	Running     bool        `json:"running"`
	Loops       int         `json:"loops"`
	ThreadID    int         `json:"threadId,omitempty"`
	Thread      string      `json:"thread,omitempty"`
	Debug       bool        `json:"debug"`
	Time        float64     `json:"time"`
	Ready       []string    `json:"ready"`
	TotalReady  int         `json:"totalReady"`
	Timers      []timerBody `json:"timers"`
	TotalTimers int         `json:"totalTimers"`
	Files       []fileBody  `json:"files"`
	TotalFiles  int         `json:"totalFiles"`
	Jobs        []jobBody   `json:"jobs"`
	TotalJobs   int         `json:"totalJobs"`
}

type timerBody struct {
	Callback string  `json:"callback"`
	Left     float64 `json:"left"` // seconds
}

type fileBody struct {
	FD     int    `json:"fd"`
	Reader string `json:"reader,omitempty"`
	Writer string `json:"writer,omitempty"`
}

type jobBody struct {
	Callable string `json:"callable"`
	Thread   string `json:"thread,omitempty"` // none: queued
	placeFields
}

func (s *Session) loop(args loopArguments) (any, error) {
	if err := args.check("asyncdap/loop"); err != nil {
		return nil, err
	}
	info, err := s.program.target.Loop(inspect.TaskID(args.ThreadID))
	switch {
	case errors.Is(err, inspect.ErrNoTask):
		return nil, reply.NoThread.With("id", strconv.Itoa(args.ThreadID))
	case err != nil:
		return nil, err
	case info == nil:
		return nil, reply.Unsupported.With("what", "a thread without event loop")
	}
	body := loopBody{
		Running: info.Running, Loops: info.Loops, ThreadID: int(info.ThreadID), Thread: info.Thread,
		Debug: info.Debug, Time: info.Time,
		Ready: []string{}, Timers: []timerBody{}, Files: []fileBody{}, Jobs: []jobBody{},
	}
	for _, text := range info.Ready {
		if inspect.Has(text, args.Filter) {
			body.Ready = append(body.Ready, text)
		}
	}
	for _, timer := range info.Timers {
		if inspect.Has(timer.Callback, args.Filter) {
			body.Timers = append(body.Timers, timerBody{timer.Callback, timer.Left.Seconds()})
		}
	}
	for _, f := range info.Files {
		if inspect.Has(f.Reader+" "+f.Writer, args.Filter) {
			body.Files = append(body.Files, fileBody{f.FD, f.Reader, f.Writer})
		}
	}
	for _, j := range info.Jobs {
		if inspect.Has(j.Callable, args.Filter) {
			body.Jobs = append(body.Jobs, jobBody{j.Callable, j.Thread, s.fields(j.Path, j.Line)})
		}
	}
	body.TotalReady, body.TotalTimers, body.TotalFiles, body.TotalJobs = len(body.Ready), len(body.Timers), len(body.Files), len(body.Jobs)
	body.Ready, body.Timers = pageOf(body.Ready, args.pageArguments), pageOf(body.Timers, args.pageArguments)
	body.Files, body.Jobs = pageOf(body.Files, args.pageArguments), pageOf(body.Jobs, args.pageArguments)
	return body, nil
}
