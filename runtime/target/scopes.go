package target

import (
	"fmt"
	"strconv"

	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/loop"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib/contextmod"
	"github.com/asynctools/asynctools/runtime/vm"
)

// Scopes lists the groups of variables of a frame. A label has those of its task.
func (g *Target) Scopes(id inspect.FrameID) (out []inspect.Scope, err error) {
	e := g.do(false, func() {
		var f *vm.Frame
		if f, err = g.frameByID(id); err != nil {
			return
		}
		if f != nil {
			out = append(out, g.frameScopes(f)...)
		}
		if k := g.handles.owners[id]; k != nil {
			out = append(out, inspect.Scope{Name: "Task", Ref: g.rows(func() []inspect.Variable { return g.taskRows(k, f) })})
		}
		if l := g.running(); l != nil {
			out = append(out, inspect.Scope{Name: "Event Loop", Expensive: true, Ref: g.rows(func() []inspect.Variable { return g.loopRows(l) })})
		}
	})
	if e != nil {
		return nil, e
	}
	return out, err
}

func (g *Target) frameScopes(f *vm.Frame) (out []inspect.Scope) {
	locals, free := 0, 0
	f.EachLocal(func(_ string, _ object.Value, isFree bool) {
		if isFree {
			free++
		} else {
			locals++
		}
	})
	out = append(out, inspect.Scope{Name: "Locals", Hint: "locals", Ref: g.handles.add(&ref{kind: localsRef, f: f}), Named: locals})
	if free > 0 {
		out = append(out, inspect.Scope{Name: "Closure", Ref: g.handles.add(&ref{kind: closureRef, f: f}), Named: free})
	}
	if !f.IsModule() {
		out = append(out, inspect.Scope{Name: "Globals", Ref: g.handles.add(&ref{kind: globalsRef, f: f}), Named: f.Globals().Len(), Expensive: true})
	}
	return out
}

// rows is a reference to variables that are made when they are asked for.
func (g *Target) rows(make func() []inspect.Variable) inspect.Ref {
	return g.handles.add(&ref{kind: rowsRef, rows: make})
}

// row is a variable that is no Python object.
func row(name string, value any) inspect.Variable {
	return inspect.Variable{Name: name, Value: fmt.Sprint(value), ReadOnly: true}
}

// group is a row that has rows.
func (g *Target) group(name string, rows []inspect.Variable) inspect.Variable {
	v := row(name, fmt.Sprintf("(%d)", len(rows)))
	if len(rows) > 0 {
		v.Named, v.Ref = len(rows), g.rows(func() []inspect.Variable { return rows })
	}
	return v
}

// taskRows is the scope of a task.
func (g *Target) taskRows(k *loop.Task, f *vm.Frame) []inspect.Variable {
	info := g.taskInfo(k)
	rows := []inspect.Variable{row("name", info.Name), row("state", info.State)}
	if info.State == inspect.TaskSuspended {
		w := g.wait(k, g.chain(k), true)
		v := row("waiting for", w.text)
		if w.object.Valid() {
			o := g.variable("", "", w.object, f)
			v.Ref, v.Named, v.Indexed = o.Ref, o.Named, o.Indexed
		}
		rows = append(rows, v)
	}
	requests := row("cancellation requests", k.Cancelling())
	if k.MustCancel() {
		requests.Value += " (to be delivered at the next step)"
	}
	rows = append(rows, requests, row("coroutine", info.Coroutine))
	if file, line := k.Created(); file != "" {
		rows = append(rows, row("created at", fmt.Sprintf("%s:%d", file, line)))
	}
	ctx := k.Context()
	if k == g.loops.Current() {
		ctx = g.t.Context
	}
	var vars, callbacks []inspect.Variable
	contextmod.Each(ctx, func(name string, v object.Value) {
		x := g.variable(name, "", v, f)
		x.ReadOnly = true
		vars = append(vars, x)
	})
	for i, text := range k.Callbacks(g.t) {
		callbacks = append(callbacks, row(strconv.Itoa(i), text))
	}
	rows = append(rows, g.group("context variables", vars), g.group("done callbacks", callbacks))
	self := g.variable("task object", "", object.Of(k), f)
	self.ReadOnly = true
	return append(rows, self)
}

// maxLoopRows bounds each group of the loop's scope; asyncdap/loop has pages.
const maxLoopRows = 1000

// loopRows is the scope of the event loop.
func (g *Target) loopRows(l *loop.Loop) []inspect.Variable {
	info := g.loopInfo(l)
	var ready, timers, files, jobs, agens []inspect.Variable
	for i, text := range info.Ready[:min(len(info.Ready), maxLoopRows)] {
		ready = append(ready, row(strconv.Itoa(i), text))
	}
	for i, t := range info.Timers[:min(len(info.Timers), maxLoopRows)] {
		timers = append(timers, row(strconv.Itoa(i), fmt.Sprintf("in %s: %s", round(t.Left), t.Callback)))
	}
	for _, f := range info.Files {
		text := ""
		if f.Reader != "" {
			text = "read: " + f.Reader
		}
		if f.Writer != "" {
			if text != "" {
				text += ", "
			}
			text += "write: " + f.Writer
		}
		files = append(files, row(fmt.Sprintf("fd %d", f.FD), text))
	}
	for i, j := range g.jobs() {
		jobs = append(jobs, row(strconv.Itoa(i), j.text()))
	}
	list := g.agens(l)
	for i, a := range list[:min(len(list), maxLoopRows)] {
		agens = append(agens, row(strconv.Itoa(i), g.agenText(a)))
	}
	count := func(name string, rows []inspect.Variable, n int) inspect.Variable {
		v := g.group(name, rows)
		v.Value = fmt.Sprintf("(%d)", n)
		return v
	}
	rows := []inspect.Variable{
		row("time", fmt.Sprintf("%.6f", info.Time)), row("debug", map[bool]string{true: "True", false: "False"}[info.Debug]), row("tasks", g.loops.Live()),
		count("ready queue", ready, len(info.Ready)), count("timers", timers, len(info.Timers)),
		g.group("file descriptors", files), g.group("executor jobs", jobs), count("async generators", agens, len(list)),
	}
	loopObject := g.variable("loop object", "", l.Value(), nil)
	loopObject.ReadOnly = true
	return append(rows, loopObject)
}

// agenText describes an async generator in a line.
func (g *Target) agenText(a inspect.AsyncGenerator) string {
	text := a.Name + " " + a.State
	if a.State == "suspended" || a.State == "closing" || a.State == "running" {
		text += fmt.Sprintf(" at line %d", a.Line)
	}
	if a.Owner != 0 {
		if k := g.findTask(a.Owner); k != nil {
			text += ", owned by " + k.Name()
		}
	}
	if a.Cleanup {
		text += ", cleanup pending"
	}
	return text
}
