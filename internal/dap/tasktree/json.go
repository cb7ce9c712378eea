package tasktree

import (
	"encoding/json"
	"io"

	"github.com/asynctools/asynctools/runtime/inspect"
)

// The JSON form: the same tree, for scripts.
type (
	jsonTree struct {
		Total           int             `json:"total"`
		Tasks           []jsonNode      `json:"tasks"`
		AsyncGenerators []jsonGenerator `json:"asyncGenerators"`
		Deadlocks       []string        `json:"deadlocks"`
	}
	jsonNode struct {
		Count         int         `json:"count"`
		Names         []string    `json:"names"` // of the first ones
		State         string      `json:"state"`
		Coroutine     string      `json:"coroutine,omitempty"`
		WaitingFor    string      `json:"waitingFor,omitempty"`
		AlsoAwaitedBy []string    `json:"alsoAwaitedBy,omitempty"`
		Deadlock      bool        `json:"deadlock,omitempty"`
		Frames        []jsonFrame `json:"frames"`
		Awaits        []jsonNode  `json:"awaits"`
	}
	jsonFrame struct {
		Name string `json:"name"`
		Kind string `json:"kind"`
		Path string `json:"path,omitempty"`
		Line int    `json:"line,omitempty"`
	}
	jsonGenerator struct {
		Name    string `json:"name"`
		State   string `json:"state"`
		Path    string `json:"path,omitempty"`
		Line    int    `json:"line,omitempty"`
		Owner   string `json:"owner,omitempty"`
		Cleanup bool   `json:"cleanup"`
	}
)

// WriteJSON writes the tree for programs.
func (t *Tree) WriteJSON(w io.Writer) error {
	out := jsonTree{Total: t.Total, Tasks: t.jsonNodes(t.Roots), AsyncGenerators: []jsonGenerator{}, Deadlocks: append([]string{}, t.Deadlocks...)}
	for _, g := range t.Generators {
		out.AsyncGenerators = append(out.AsyncGenerators, jsonGenerator{
			Name: g.Name, State: g.State, Path: g.Path, Line: g.Line, Owner: t.names[g.Owner], Cleanup: g.Cleanup,
		})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

func (t *Tree) jsonNodes(nodes []*Node) []jsonNode {
	list := []jsonNode{}
	for _, n := range nodes {
		task := n.Tasks[0]
		out := jsonNode{
			Count: n.Count, Names: []string{}, State: string(task.State), Coroutine: task.Coroutine,
			WaitingFor: n.WaitingFor, AlsoAwaitedBy: t.nameAll(n.AlsoAwaitedBy), Deadlock: n.InCycle,
			Frames: []jsonFrame{}, Awaits: t.jsonNodes(n.Children),
		}
		for _, task := range n.Tasks {
			out.Names = append(out.Names, task.Name)
		}
		for _, f := range n.Frames {
			out.Frames = append(out.Frames, jsonFrame{f.Name, string(f.Kind), f.Path, f.Line})
		}
		list = append(list, out)
	}
	return list
}

func (t *Tree) nameAll(ids []inspect.TaskID) []string {
	var names []string
	for _, id := range ids {
		names = append(names, t.names[id])
	}
	return names
}
