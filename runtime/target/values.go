package target

import (
	"context"
	"errors"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/loop"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/vm"
	"github.com/asynctools/asynctools/syntax/parse"
)

// handles number the frames and values of one stop. They count from where the
// last stop left off, so that an old number is recognised as stale.
type handles struct {
	frames    map[inspect.FrameID]*vm.Frame
	byFrame   map[*vm.Frame]inspect.FrameID
	refs      map[inspect.Ref]*ref
	owners    map[inspect.FrameID]*loop.Task // whose frame it is, if a task's
	lastFrame inspect.FrameID
	lastRef   inspect.Ref
}

// ref is something with children.
type ref struct {
	kind refKind
	v    object.Value
	f    *vm.Frame
	rows func() []inspect.Variable // rowsRef: what is no Python object
	path string                    // an expression for the value, or ""
}

type refKind int

const (
	valueRef refKind = iota
	localsRef
	closureRef
	globalsRef
	rowsRef
)

func (h *handles) reset() {
	h.frames, h.byFrame, h.refs = map[inspect.FrameID]*vm.Frame{}, map[*vm.Frame]inspect.FrameID{}, map[inspect.Ref]*ref{}
	h.owners = map[inspect.FrameID]*loop.Task{}
}

func (h *handles) frame(f *vm.Frame) inspect.FrameID {
	if id, ok := h.byFrame[f]; ok && f != nil {
		return id
	}
	h.lastFrame++
	h.frames[h.lastFrame] = f
	if f != nil {
		h.byFrame[f] = h.lastFrame
	}
	return h.lastFrame
}

func (h *handles) add(r *ref) inspect.Ref {
	h.lastRef++
	h.refs[h.lastRef] = r
	return h.lastRef
}

func (h *handles) value(v object.Value, f *vm.Frame, path string) inspect.Ref {
	return h.add(&ref{kind: valueRef, v: v, f: f, path: path})
}

func (g *Target) frameByID(id inspect.FrameID) (*vm.Frame, error) {
	f, ok := g.handles.frames[id]
	if !ok {
		return nil, inspect.ErrStale
	}
	return f, nil
}

// Variables lists children of a scope or value.
func (g *Target) Variables(id inspect.Ref, filter inspect.VariableFilter, start, count int, format inspect.Format) (out []inspect.Variable, err error) {
	e := g.do(false, func() {
		r, ok := g.handles.refs[id]
		if !ok {
			err = inspect.ErrStale
			return
		}
		ctx, cancel := context.WithTimeout(context.Background(), maxLook)
		defer cancel()
		defer g.formatted(format)()
		g.guard(ctx, func() { out = g.children(r, filter, max(start, 0), count) })
	})
	if e != nil {
		return nil, e
	}
	return out, err
}

func page[T any](list []T, start, count int) []T {
	start = min(start, len(list))
	end := len(list)
	if count > 0 {
		end = min(end, start+count)
	}
	return list[start:end]
}

type child struct {
	name, path string
	v          object.Value
	// key is set for an item of a dict, whose name is only worked out if the
	// item is shown; of is then the dict's expression.
	key object.Value
	of  string
}

func (g *Target) children(r *ref, filter inspect.VariableFilter, start, count int) []inspect.Variable {
	var named []child
	switch r.kind {
	case localsRef, closureRef:
		r.f.EachLocal(func(n string, v object.Value, free bool) {
			if free == (r.kind == closureRef) && !(r.f.IsModule() && isDunder(n)) {
				named = append(named, child{name: n, path: n, v: v})
			}
		})
		if r.f.IsModule() {
			sortChildren(named)
		}
	case globalsRef:
		r.f.Globals().Each(func(k, v object.Value) {
			if s := object.AsStr(k); s != nil && !isDunder(s.S) {
				named = append(named, child{name: s.S, path: s.S, v: v})
			}
		})
		sortChildren(named)
	case rowsRef:
		if filter == inspect.IndexedVariables {
			return nil
		}
		return page(r.rows(), start, count)
	default:
		return g.valueChildren(r, filter, start, count)
	}
	if filter == inspect.IndexedVariables {
		return nil
	}
	return g.variables(page(named, start, count), r.f)
}

func isDunder(n string) bool { return strings.HasPrefix(n, "__") && strings.HasSuffix(n, "__") }

func sortChildren(list []child) {
	sort.SliceStable(list, func(i, j int) bool { return list[i].name < list[j].name })
}

func (g *Target) variables(list []child, f *vm.Frame) []inspect.Variable {
	out := make([]inspect.Variable, 0, len(list))
	for _, c := range list {
		if c.key.Valid() {
			c.name = g.key(c.key)
			if c.of != "" && isLiteral(c.key) {
				c.path = c.of + "[" + c.name + "]"
			}
		}
		out = append(out, g.variable(c.name, c.path, c.v, f))
	}
	return out
}

// valueChildren lists the parts of a value; nothing of the program runs but
// __repr__.
func (g *Target) valueChildren(r *ref, filter inspect.VariableFilter, start, count int) []inspect.Variable {
	v := r.v
	sub := func(s string) string {
		if r.path == "" {
			return ""
		}
		return r.path + s
	}
	var named, indexed []child
	paged, left := false, 0
	s, isSequence := sequenceOf(v)
	switch {
	case isSequence:
		paged = true
		if filter != inspect.NamedVariables {
			for i := range s.page(start, count) {
				indexed = append(indexed, child{name: fmt.Sprint(i), path: sub(fmt.Sprintf("[%d]", i)), v: s.at(i)})
				left = s.n - 1 - i
			}
		}
		if count > 0 {
			left = 0
		}
	case object.AsSet(v) != nil:
		for i, x := range page(object.AsSet(v).Items(), start, count) {
			indexed = append(indexed, child{name: fmt.Sprint(start + i), path: "", v: x})
		}
		paged = true
	case object.AsDict(object.Proxied(v)) != nil:
		var items []child
		object.AsDict(object.Proxied(v)).Each(func(k, x object.Value) {
			items = append(items, child{key: k, of: r.path, v: x})
		})
		named = append(named, items...)
	case vm.AsGenerator(v) != nil:
		gen := vm.AsGenerator(v)
		if f := gen.Frame(); f != nil {
			f.EachLocal(func(n string, x object.Value, _ bool) { named = append(named, child{name: n, path: "", v: x}) })
		}
	}
	eachAttr(v, func(n string, x object.Value) { named = append(named, child{name: n, path: sub("." + n), v: x}) })
	if e := object.AsExc(v); e != nil {
		named = append(named, child{name: "args", path: sub(".args"), v: e.Args})
		if e.Cause.Valid() {
			named = append(named, child{name: "__cause__", path: sub(".__cause__"), v: e.Cause})
		}
		if e.Context.Valid() {
			named = append(named, child{name: "__context__", path: sub(".__context__"), v: e.Context})
		}
	}
	if v.Is(object.ModuleType) {
		object.Cast[object.Module](v).Dict.Each(func(k, x object.Value) {
			if s := object.AsStr(k); s != nil && !isDunder(s.S) {
				named = append(named, child{name: s.S, path: sub("." + s.S), v: x})
			}
		})
	}
	if ty := object.AsType(v); ty != nil {
		ty.Dict.Each(func(k, x object.Value) {
			if s := object.AsStr(k); s != nil && !isDunder(s.S) {
				named = append(named, child{name: s.S, path: sub("." + s.S), v: x})
			}
		})
	}
	if filter == inspect.NamedVariables || filter != inspect.IndexedVariables && !paged {
		return g.variables(page(named, start, count), r.f)
	}
	if filter != inspect.IndexedVariables && start == 0 {
		indexed = append(named, indexed...)
	}
	out := g.variables(indexed, r.f)
	if left > 0 {
		out = append(out, inspect.Variable{Name: "...", Value: fmt.Sprintf("%d more", left), ReadOnly: true})
	}
	return out
}

// sizes tells how many named and indexed children a value has.
func (g *Target) sizes(v object.Value) (named, indexed int) {
	s, isSequence := sequenceOf(v)
	switch {
	case isSequence:
		indexed = s.n
	case object.AsSet(v) != nil:
		indexed = object.AsSet(v).Len()
	case object.AsDict(object.Proxied(v)) != nil:
		named = object.AsDict(object.Proxied(v)).Len()
	case vm.AsGenerator(v) != nil:
		if f := vm.AsGenerator(v).Frame(); f != nil {
			f.EachLocal(func(string, object.Value, bool) { named++ })
		}
	case object.AsExc(v) != nil:
		named++
	case v.Is(object.ModuleType):
		named = object.Cast[object.Module](v).Dict.Len()
	case object.AsType(v) != nil:
		object.AsType(v).Dict.Each(func(k, _ object.Value) {
			if s := object.AsStr(k); s != nil && !isDunder(s.S) {
				named++
			}
		})
	}
	eachAttr(v, func(string, object.Value) { named++ })
	return named, indexed
}

func (g *Target) variable(name, path string, v object.Value, f *vm.Frame) inspect.Variable {
	out := inspect.Variable{Name: name, Value: g.short(v), Type: v.Type().Name, EvaluateName: path}
	out.Named, out.Indexed = g.sizes(v)
	if out.Named+out.Indexed > 0 {
		out.Ref = g.handles.value(v, f, path)
	}
	return out
}

// patience bounds evaluations that no editor has a way to cancel. The pointer has
// come by, or a text is copied; in the console there is no bound.
func patience(mode inspect.EvalMode) time.Duration {
	switch mode {
	case inspect.EvalHover:
		return maxLook
	case inspect.EvalClipboard:
		return 4 * maxLook
	}
	return 0
}

// Evaluate runs Python code in a frame.
func (g *Target) Evaluate(ctx context.Context, id inspect.FrameID, text string, mode inspect.EvalMode, format inspect.Format) (out inspect.Variable, err error) {
	e := g.do(false, func() {
		defer g.changed()
		defer g.formatted(format)()
		var f *vm.Frame
		if id != 0 {
			if f, err = g.frameByID(id); err != nil {
				return
			}
		}
		if most := patience(mode); most > 0 {
			var cancel context.CancelFunc
			ctx, cancel = context.WithTimeoutCause(ctx, most, fmt.Errorf("this takes more than %v; in the console it may take longer", most))
			defer cancel()
		}
		waits := mode == inspect.EvalRepl && awaits(text)
		bound := ctx
		if waits {
			bound = context.Background() // see drive
		}
		g.guard(bound, func() {
			var v object.Value
			if waits {
				v, err = g.evalAwait(ctx, f, text)
			} else {
				v, err = g.eval(f, text)
			}
			if x, ok := err.(*object.Exception); ok && mode == inspect.EvalRepl && x.Type().IsSubtype(object.SyntaxError) {
				v, err = g.exec(f, text, err)
			}
			if err != nil {
				if ctx.Err() != nil {
					err = context.Cause(ctx)
					return
				}
				err = g.evalError(err)
				return
			}
			v.Hold2()
			// The handle keeps a count for the rest of the stop: the value may
			// have no other holder.
			out = g.variable("", text, v, f)
			if mode == inspect.EvalClipboard {
				out.Value = g.text(v, noLimit)
			}
			if out.Ref == 0 {
				g.t.Release(v)
			}
		})
	})
	if e != nil {
		return inspect.Variable{}, e
	}
	return out, err
}

func (g *Target) evalError(err error) error {
	x := g.t.AsRaised(err)
	msg, serr := g.t.StrOf(object.Of(x))
	if serr != nil {
		msg = "<exception str() failed>"
	}
	return &inspect.EvalError{Type: x.Type().Name, Message: msg, Traceback: g.st.FormatException(x)}
}

// eval evaluates an expression in a frame, or in __main__ without one.
func (g *Target) eval(f *vm.Frame, text string) (object.Value, error) {
	c, err := vm.CompileString(g.t, "<expression>", strings.TrimSpace(text), vm.CompileOptions{Mode: parse.Eval})
	if err != nil {
		return object.Value{}, err
	}
	return g.evalCode(f, c)
}

func (g *Target) evalCode(f *vm.Frame, c *code.Code) (object.Value, error) {
	if f == nil {
		return g.st.RunCode(c, g.mainGlobals(), object.Value{})
	}
	if f.IsModule() {
		return g.st.RunCode(c, f.Globals(), f.Locals(g.t))
	}
	locals := g.locals(f)
	globals := f.Globals()
	if nested(c) {
		// Functions inside the expression see only globals: give them the
		// frame's variables there.
		globals = globals.Copy()
		if err := globals.Update(g.t, object.AsDict(locals)); err != nil {
			return object.Value{}, err
		}
	}
	locals.Hold()
	defer g.t.Release(locals)
	return g.st.RunCode(c, globals, locals)
}

// locals are the variables of a frame, with those that the console added.
func (g *Target) locals(f *vm.Frame) object.Value {
	v := f.Locals(g.t)
	if extra := g.invented[activation{f, f.Serial()}]; extra != nil {
		extra.Each(func(k, x object.Value) { object.AsDict(v).SetStr(g.t, object.AsStr(k), x) })
	}
	return v
}

func nested(c *code.Code) bool {
	for _, v := range c.Consts {
		if v.Is(code.Type) {
			return true
		}
	}
	return false
}

func (g *Target) mainGlobals() *object.Dict {
	if d := g.t.Interp.Main; d != nil {
		return d
	}
	return g.t.Interp.Builtins
}

// exec runs statements; their value is that of an expression at the end. failed is
// why they are no expression.
func (g *Target) exec(f *vm.Frame, text string, failed error) (object.Value, error) {
	c, err := vm.CompileString(g.t, "<console>", text+"\n", vm.CompileOptions{Mode: parse.Exec})
	if err != nil {
		return object.Value{}, failed
	}
	if nested(c) && f != nil && !f.IsModule() {
		return g.evalWrapped(f, text, false, func(v object.Value) (object.Value, error) { return v, nil })
	}
	before, last := lastExpression(text)
	if last == "" {
		return g.execCode(f, text, c)
	}
	if c, err = vm.CompileString(g.t, "<console>", before+"\n", vm.CompileOptions{Mode: parse.Exec}); err != nil {
		return object.Value{}, failed
	}
	v, err := g.execCode(f, before, c)
	if err != nil {
		return v, err
	}
	g.t.DropFloating(v)
	return g.eval(f, "(\n"+last+"\n)")
}

// execCode runs statements in a frame and writes changed variables back.
func (g *Target) execCode(f *vm.Frame, text string, c *code.Code) (object.Value, error) {
	if f == nil || f.IsModule() {
		return g.evalCode(f, c)
	}
	locals := g.locals(f)
	locals.Hold()
	defer g.t.Release(locals)
	before := object.AsDict(locals).Copy()
	v, err := g.st.RunCode(c, f.Globals(), locals)
	if err != nil {
		return v, err
	}
	object.AsDict(locals).Each(func(k, x object.Value) {
		if s := object.AsStr(k); s != nil {
			if !f.SetLocal(g.t, s.S, x) {
				g.invent(f, s.S, x)
			}
		}
	})
	return v, g.deleted(f, text, before, object.AsDict(locals))
}

// SetVariable assigns to a child of a scope or container.
func (g *Target) SetVariable(ctx context.Context, id inspect.Ref, name, value string, format inspect.Format) (out inspect.Variable, err error) {
	e := g.do(false, func() {
		defer g.changed()
		defer g.formatted(format)()
		r, ok := g.handles.refs[id]
		if !ok {
			err = inspect.ErrStale
			return
		}
		g.guard(ctx, func() {
			var v object.Value
			if v, err = g.eval(r.f, value); err != nil {
				err = g.evalError(err)
				return
			}
			v.Hold()
			defer g.t.Release(v)
			if err = g.assign(r, name, v); err == nil {
				out = g.variable(name, name, v, r.f)
			}
		})
	})
	if e != nil {
		return inspect.Variable{}, e
	}
	return out, err
}

func (g *Target) assign(r *ref, name string, v object.Value) error {
	switch r.kind {
	case localsRef, closureRef:
		if !r.f.SetLocal(g.t, name, v) {
			return fmt.Errorf("there is no variable %s", name)
		}
		return nil
	case globalsRef:
		r.f.Globals().SetString(g.t, name, v)
		return nil
	case rowsRef:
		return fmt.Errorf("%s cannot be changed", name)
	}
	var err error
	items, isSequence := sequenceOf(r.v)
	position, noNumber := strconv.Atoi(name)
	switch {
	case noNumber == nil && items.fixed != "":
		return items.unchangeable(r.v)
	case noNumber == nil && isSequence:
		err = g.t.SetItem(r.v, object.Int(int64(position)), v)
	case noNumber == nil && object.AsSet(r.v) != nil:
		return errors.New("an item of a set cannot be replaced")
	case object.AsDict(object.Proxied(r.v)) != nil:
		found := false
		object.AsDict(object.Proxied(r.v)).Each(func(k, _ object.Value) {
			if !found && g.key(k) == name {
				found = true
				err = g.t.SetItem(r.v, k, v)
			}
		})
		if !found {
			err = fmt.Errorf("there is no key %s", name)
		}
	default:
		err = g.t.SetAttr(r.v, g.t.Interp.Intern(name), v)
	}
	if x, ok := err.(*object.Exception); ok {
		return g.evalError(x)
	}
	return err
}

// Source returns the text of a source that is no file on disk.
func (g *Target) Source(path string) (text string, err error) {
	e := g.do(true, func() {
		if codes := g.sources[path]; len(codes) > 0 {
			text = codes[0].File.Text
			return
		}
		if f := g.made[path]; f != nil {
			text = f.Text
			return
		}
		if s, ok := stdlibSource(path); ok {
			text = s
			return
		}
		err = fmt.Errorf("no source is known for %s", path)
	})
	if e != nil {
		return "", e
	}
	return text, err
}
