package target

import (
	"fmt"
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
	name string
	last object.Value // invalid: there was none
}

func (d *datum) now() (v object.Value, over bool) {
	switch {
	case d.f.f != nil:
		if !d.f.is(d.f.f) || d.f.f.Over() {
			return object.Value{}, true
		}
		return local(d.f.f, d.name), false
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
		g.data.lastID++
		info.ID = fmt.Sprint(g.data.lastID)
		info.Description = d.text
		g.data.known[info.ID] = d
	})
	if e != nil {
		return info, e
	}
	return info, err
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
			bp := &breakpoint{data: g.data.known[s.ID]}
			bp.spec.Condition = s.Condition
			bp.ID = g.breaks.lastID
			g.compileCondition(bp, s.Condition, s.HitCondition)
			switch {
			case bp.data == nil:
				bp.Message = "nothing is known of this variable; it may be of an earlier run"
			case bp.bad != "":
				bp.Message = bp.bad
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
