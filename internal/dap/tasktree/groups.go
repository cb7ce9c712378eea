package tasktree

import (
	"fmt"
	"slices"
	"strings"

	"github.com/asynctools/asynctools/runtime/inspect"
)

// Group is tasks that are suspended in the same frames.
type Group struct {
	Count  int
	Tasks  []inspect.TaskInfo // the first ones
	Frames []inspect.Frame    // their own, leaf first
}

// Groups sorts the tasks of a stopped target by where they are, whatever awaits
// them. Groups come in the order of their first tasks. They hold the tasks that
// q matches; of each group the first keep tasks are listed, and those of q.IDs.
func Groups(target inspect.Target, q inspect.TaskQuery, keep int) (groups []*Group, total int, err error) {
	if fast, ok := target.(inspect.Grouper); ok {
		found, total, err := fast.TaskGroups(q, keep)
		for _, g := range found {
			groups = append(groups, &Group{Count: g.Count, Tasks: g.Tasks, Frames: g.Frames})
		}
		return groups, total, err
	}
	tasks, err := allTasks(target, inspect.TaskQuery{Filter: q.Filter, State: q.State})
	if err != nil {
		return nil, 0, err
	}
	byPlace := map[string]*Group{}
	for _, task := range tasks {
		frames, err := ownFrames(target, task.ID)
		if err != nil {
			return nil, 0, fmt.Errorf("the stack of %s: %w", task.Name, err)
		}
		place := placeOf(task, frames)
		group, known := byPlace[place]
		if !known {
			group = &Group{Frames: frames}
			byPlace[place] = group
			groups = append(groups, group)
		}
		group.Count++
		if len(group.Tasks) < keep || slices.Contains(q.IDs, task.ID) {
			group.Tasks = append(group.Tasks, task)
		}
	}
	return groups, len(tasks), nil
}

// placeOf is equal for tasks that are in the same state in the same place.
func placeOf(task inspect.TaskInfo, frames []inspect.Frame) string {
	var key strings.Builder
	fmt.Fprintf(&key, "%s|%s|", task.State, task.Coroutine)
	return key.String() + framesText(frames)
}

func framesText(frames []inspect.Frame) string {
	var key strings.Builder
	for _, frame := range frames {
		fmt.Fprintf(&key, "%s %s:%d|", frame.Name, frame.Path, frame.Line)
	}
	return key.String()
}
