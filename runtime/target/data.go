package target

import (
	"fmt"
	"os"
	"strings"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/vm"
)

// data are the data breakpoints. While there are some, each line of the user's
// code compares what they watch: a change is seen where the next line begins,
// whoever made it. Without any, nothing is patched.
type data struct {
	known   map[string]*datum // what has been asked about, by id
	lastID  int
	watched []*breakpoint
	lines   map[place]bool
	at      string // the line that ran last
}

// datum is a variable that can be watched: a local of an activation, an
// attribute of an object, or a name in a namespace.
type datum struct {
	text string // as a person says it
	f    activation
	obj  object.Value
	dict *object.Dict
	// module is that of a global which a run before has had: dict is nil until it
	// is loaded.
	module string
	name   string
	last   object.Value // invalid: there was none
}

func (d *datum) now() (v object.Value, over bool) {
	switch {
	case d.f.f != nil:
		if !d.f.is(d.f.f) || d.f.f.Over() {
			return object.Value{}, true
		}
		return local(d.f.f, d.name), false
	case d.module != "" && d.dict == nil:
		return object.Value{}, false
	case d.dict != nil:
		return d.dict.GetString(d.name), false
	}
	return attrOf(d.obj, d.name), false
}

// DataInfo tells whether a variable can be watched.
func (g *Target) DataInfo(id inspect.Ref, frame inspect.FrameID, name string) (info inspect.DataInfo, err error) {
	e := g.do(false, func() {
		var d *datum
		if d, err = g.datum(id, frame, name); err != nil || d == nil {
			info.Description = name + " cannot be watched: it is no local, global or attribute"
			return
		}
		if g.data.known == nil {
			g.data.known = map[string]*datum{}
		}
		if info.ID = g.persistent(d); info.ID != "" {
			info.Persists = true
		} else {
			g.data.lastID++
			info.ID = fmt.Sprintf("%d.%d", os.Getpid(), g.data.lastID) // never that of another run
		}
		info.Description = d.text
		g.data.known[info.ID] = d
	})
	if e != nil {
		return info, e
	}
	return info, err
}

// globalID begins the ids of variables that are the same ones in the next run.
const globalID = "global "

// persistent is the id of a global of a module, or "".
func (g *Target) persistent(d *datum) string {
	if d.dict == nil {
		return ""
	}
	name := object.AsStrV(d.dict.GetString("__name__"))
	if name == nil || g.moduleDict(name.S) != d.dict {
		return ""
	}
	return globalID + name.S + "." + d.name
}

// moduleDict is the namespace of an imported module, or nil.
func (g *Target) moduleDict(name string) *object.Dict {
	m := g.t.Interp.Modules.GetString(name)
	if !m.Valid() || !m.Is(object.ModuleType) {
		return nil
	}
	return object.Cast[object.Module](m).Dict
}

// knownDatum is the variable of an id; a global may be of a module that is yet to be
// imported.
func (g *Target) knownDatum(id string) *datum {
	if d := g.data.known[id]; d != nil {
		return d
	}
	rest, ok := strings.CutPrefix(id, globalID)
	dot := strings.LastIndexByte(rest, '.')
	if !ok || dot <= 0 || !isName(rest[dot+1:]) {
		return nil
	}
	d := &datum{text: "global " + rest[dot+1:], module: rest[:dot], name: rest[dot+1:]}
	d.dict = g.moduleDict(d.module)
	return d
}

// findGlobals begins to watch the globals of a module that is about to run.
func (g *Target) findGlobals(module string) {
	for _, bp := range g.data.watched {
		d := bp.data
		if d.dict != nil || d.module != module {
			continue
		}
		if d.dict = g.moduleDict(module); d.dict == nil {
			continue
		}
		d.last = d.dict.GetString(d.name)
		bp.Verified, bp.Message = true, ""
		now := bp.Breakpoint
		g.events.put(func(e inspect.Events) { e.BreakpointChanged(now) })
	}
}

func (g *Target) datum(id inspect.Ref, frame inspect.FrameID, name string) (*datum, error) {
	if id == 0 {
		return g.datumOf(frame, strings.TrimSpace(name))
	}
	r, ok := g.handles.refs[id]
	if !ok {
		return nil, inspect.ErrStale
	}
	switch r.kind {
	case localsRef, closureRef:
		return localDatum(r.f, name), nil
	case globalsRef:
		return &datum{text: "global " + name, dict: r.f.Globals(), name: name}, nil
	case valueRef:
		return g.attrDatum(r.v, r.path, name), nil
	}
	return nil, nil
}

func localDatum(f *vm.Frame, name string) *datum {
	if f.IsModule() {
		return &datum{text: "global " + name, dict: f.Globals(), name: name}
	}
	return &datum{text: fmt.Sprintf("local %s of %s", name, f.Code().Qualname), f: activation{f, f.Serial()}, name: name}
}

func (g *Target) attrDatum(v object.Value, path, name string) *datum {
	if v.Is(object.ModuleType) {
		return &datum{text: "global " + path + "." + name, dict: object.Cast[object.Module](v).Dict, name: name}
	}
	if ty := object.AsType(v); ty != nil && ty.Dict.GetString(name).Valid() {
		if path == "" {
			path = ty.Name
		}
		return &datum{text: "attribute " + path + "." + name + " of the class", dict: ty.Dict, name: name}
	}
	if object.AttrsOf(v) == nil || !attrOf(v, name).Valid() {
		return nil
	}
	if path == "" {
		path = v.Type().Name + " object"
	}
	return &datum{text: "attribute " + path + "." + name, obj: v, name: name}
}

// datumOf reads a name, or an attribute of an expression.
func (g *Target) datumOf(frame inspect.FrameID, text string) (*datum, error) {
	var f *vm.Frame
	if frame != 0 {
		var err error
		if f, err = g.frameByID(frame); err != nil {
			return nil, err
		}
	}
	if isName(text) {
		switch {
		case f != nil && local(f, text).Valid():
			return localDatum(f, text), nil
		case f != nil && f.Globals().GetString(text).Valid():
			return &datum{text: "global " + text, dict: f.Globals(), name: text}, nil
		case f == nil && g.mainGlobals().GetString(text).Valid():
			return &datum{text: "global " + text, dict: g.mainGlobals(), name: text}, nil
		}
		return nil, nil
	}
	dot := strings.LastIndexByte(text, '.')
	if dot < 0 || !isName(text[dot+1:]) {
		return nil, nil
	}
	var d *datum
	var err error
	g.quietly(func() {
		var v object.Value
		if v, err = g.eval(f, text[:dot]); err != nil {
			err = g.evalError(err)
			return
		}
		d = g.attrDatum(v, text[:dot], text[dot+1:])
		g.t.DropFloating(v)
	})
	return d, err
}

// SetDataBreakpoints replaces all data breakpoints.
func (g *Target) SetDataBreakpoints(specs []inspect.DataBreakpointSpec) (out []inspect.Breakpoint) {
	err := g.do(true, func() {
		g.data.watched = nil
		for _, s := range specs {
			g.breaks.lastID++
			bp := &breakpoint{data: g.knownDatum(s.ID)}
			bp.spec.Condition = s.Condition
			bp.ID = g.breaks.lastID
			g.compileCondition(bp, s.Condition, s.HitCondition)
			switch {
			case bp.data == nil:
				bp.Message = "nothing is known of this variable; it may be of an earlier run"
			case bp.bad != "":
				bp.Message = bp.bad
			case bp.data.module != "" && bp.data.dict == nil:
				bp.Message = "module " + bp.data.module + " has not begun yet"
				g.data.watched = append(g.data.watched, bp)
			default:
				v, over := bp.data.now()
				if over {
					bp.Message = "the function has returned"
					break
				}
				bp.data.last, bp.Verified = v, true
				g.data.watched = append(g.data.watched, bp)
			}
			out = append(out, bp.Breakpoint)
		}
		g.watchAll()
	})
	if err != nil {
		for range specs {
			out = append(out, inspect.Breakpoint{Message: err.Error()})
		}
	}
	return out
}

// watchAll patches the beginnings of all lines of the user's code, or takes the
// patches away.
func (g *Target) watchAll() {
	if len(g.data.watched) == 0 {
		for p := range g.data.lines {
			g.breaks.unpatch(p)
		}
		g.data.lines = nil
		return
	}
	if g.data.lines == nil {
		g.data.lines = map[place]bool{}
		for _, codes := range g.sources {
			for _, c := range codes {
				g.watchLines(c)
			}
		}
	}
}

func (g *Target) watchLines(c *code.Code) {
	if g.data.lines == nil || g.host.Library(c.Filename()) {
		return
	}
	c.Walk(func(c *code.Code) {
		for _, ls := range lineStarts(c) {
			if p := (place{c, ls.PC}); !g.data.lines[p] {
				g.data.lines[p] = true
				g.breaks.patch(p)
			}
		}
	})
}

// dataChanged compares what is watched with what it was, and says whether to
// stop.
func (g *Target) dataChanged(f *vm.Frame) *inspect.Stop {
	before := g.data.at
	g.data.at = g.place(f.Code().Filename(), f.Line(), f.Code().Qualname)
	var stop *inspect.Stop
	keep := g.data.watched[:0:0]
	for _, bp := range g.data.watched {
		v, over := bp.data.now()
		if over {
			bp.Verified, bp.Message = false, "the function has returned"
			gone := bp.Breakpoint
			g.events.put(func(e inspect.Events) { e.BreakpointChanged(gone) })
			continue
		}
		keep = append(keep, bp)
		if v == bp.data.last {
			continue
		}
		was := bp.data.last
		bp.data.last = v
		if !g.hitBreakpoint(bp, f) {
			continue
		}
		text := fmt.Sprintf("%s changed from %s to %s", bp.data.text, g.shown(was), g.shown(v))
		if before != "" {
			text += ", by " + before
		}
		if stop == nil {
			stop = &inspect.Stop{Reason: inspect.StopData, Description: "Paused on a change of a variable", Text: text}
		}
		stop.BreakpointIDs = append(stop.BreakpointIDs, bp.ID)
	}
	if len(keep) < len(g.data.watched) {
		g.data.watched = keep
		g.watchAll()
	}
	return stop
}

func (g *Target) shown(v object.Value) (s string) {
	if !v.Valid() {
		return "nothing"
	}
	g.quietly(func() { s = g.short(v) })
	return s
}
