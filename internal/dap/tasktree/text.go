package tasktree

import (
	"bufio"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/asynctools/asynctools/runtime/inspect"
)

// Style says how a tree is written.
type Style struct {
	Color bool
	// Dir is the folder that paths are shown relative to.
	Dir string
}

const (
	bold  = "\x1b[1m"
	faint = "\x1b[2m"
	alarm = "\x1b[31m"
	plain = "\x1b[0m"
)

// WriteText writes the tree for people.
func (t *Tree) WriteText(w io.Writer, style Style) error {
	p := printer{w: bufio.NewWriter(w), style: style, names: t.names}
	for _, root := range t.Roots {
		p.node(root, "", "")
	}
	for _, text := range t.Deadlocks {
		p.line("", p.paint(alarm, text))
	}
	if len(t.Generators) > 0 {
		p.line("", p.paint(bold, "Live async generators"))
		for _, g := range t.Generators {
			p.generator(g)
		}
	}
	p.line("", fmt.Sprintf("%s, %s", plural(t.Total, "task"), plural(len(t.Generators), "live async generator")))
	return p.w.Flush() // it remembers the first error
}

type printer struct {
	w     *bufio.Writer
	style Style
	names map[inspect.TaskID]string
}

func (p *printer) line(indent, text string) {
	_, _ = p.w.WriteString(indent + strings.TrimRight(text, " ") + "\n")
}

func (p *printer) paint(color, text string) string {
	if !p.style.Color {
		return text
	}
	return color + text + plain
}

// node writes a task, its frames, and what it awaits. Its own line begins with
// first, the others with rest.
func (p *printer) node(n *Node, first, rest string) {
	p.line(first, p.title(n))
	inner := rest + "    "
	if len(n.Children) > 0 {
		inner = rest + "│   "
	}
	width := 0
	for _, f := range n.Frames {
		width = max(width, len(f.Name))
	}
	for _, f := range n.Frames {
		where := p.where(f.Path, f.Line)
		if f.Kind == inspect.AsyncGenFrame {
			where += "  (async generator)"
		}
		p.line(inner, fmt.Sprintf("%-*s  %s", width, f.Name, p.paint(faint, where)))
	}
	for i, child := range n.Children {
		if i == len(n.Children)-1 {
			p.node(child, rest+"└── ", rest+"    ")
		} else {
			p.node(child, rest+"├── ", rest+"│   ")
		}
	}
}

func (p *printer) title(n *Node) string {
	task := n.Tasks[0]
	name := oneLine(task.Name)
	if n.Count > 1 {
		name = "x " + Thousands(n.Count)
	}
	text := p.paint(bold, name)
	if task.Coroutine != "" && task.Coroutine != name {
		text += "  " + task.Coroutine
	}
	text += "  " + string(task.State)
	if waits := n.waits(); len(waits) > 0 {
		text += ": " + oneLine(strings.Join(waits, "; "))
	}
	switch {
	case n.InCycle:
		text += "  " + p.paint(alarm, "waits for itself (deadlock)") + ", awaited by " + p.list(n.AlsoAwaitedBy)
	case len(n.AlsoAwaitedBy) > 0:
		text += ", also awaited by " + p.list(n.AlsoAwaitedBy)
	}
	if n.Count > 1 {
		var some []string
		for _, t := range n.Tasks[:min(3, len(n.Tasks))] {
			some = append(some, oneLine(t.Name))
		}
		if n.Count > len(some) {
			some = append(some, "...")
		}
		text += "  " + p.paint(faint, "("+strings.Join(some, ", ")+")")
	}
	return text
}

// waits are what the tasks of a node wait for, if it is no more than three things.
func (n *Node) waits() []string {
	if n.WaitingFor != "" {
		return []string{n.WaitingFor}
	}
	var out []string
	for _, task := range n.Tasks {
		if task.WaitingFor != "" && !slices.Contains(out, task.WaitingFor) {
			out = append(out, task.WaitingFor)
		}
	}
	if len(out) > 3 || n.Count > len(n.Tasks) {
		return nil
	}
	return out
}

func (p *printer) list(ids []inspect.TaskID) string {
	var names []string
	for _, id := range ids[:min(3, len(ids))] {
		names = append(names, oneLine(p.names[id]))
	}
	if len(ids) > 3 {
		names = append(names, "...")
	}
	return strings.Join(names, ", ")
}

func (p *printer) generator(g inspect.AsyncGenerator) {
	text := g.Name + "  " + g.State
	if where := p.where(g.Path, g.Line); where != "" {
		text += " at " + where
	}
	if g.Cleanup {
		text += ", has cleanup to run"
	}
	if g.Owner != 0 {
		text += ", iterated by " + oneLine(p.names[g.Owner])
	}
	p.line("    ", text)
}

func (p *printer) where(path string, line int) string {
	if path == "" {
		return ""
	}
	if p.style.Dir != "" && filepath.IsAbs(path) {
		if rel, err := filepath.Rel(p.style.Dir, path); err == nil && !strings.HasPrefix(rel, "..") {
			path = rel
		}
	}
	if line <= 0 {
		return path
	}
	return path + ":" + strconv.Itoa(line)
}

// oneLine is a name on a line of the tree: a program may call a task anything.
func oneLine(name string) string {
	return strings.Join(strings.FieldsFunc(name, unicode.IsControl), " ")
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return Thousands(n) + " " + what + "s"
}

// Thousands writes a count for people: 99,000.
func Thousands(n int) string {
	digits := strconv.Itoa(n)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}
