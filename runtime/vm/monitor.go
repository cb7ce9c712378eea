package vm

import (
	"math/bits"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
)

// event is an event of sys.monitoring, as a bit.
type event uint32

const (
	pyStart event = 1 << iota
	pyResume
	pyReturn
	pyYield
	callEvent
	lineEvent
	instructionEvent
	jumpEvent
	branchLeft
	branchRight
	stopIteration
	raiseEvent
	exceptionHandled
	pyUnwind
	pyThrow
	reraiseEvent
	cReturn
	cRaise
	branchEvent
)

const (
	allEvents   = branchEvent<<1 - 1
	localEvents = raiseEvent - 1 // those that belong to a place in code
	toolCount   = 6
)

var eventNames = [...]string{
	"PY_START", "PY_RESUME", "PY_RETURN", "PY_YIELD", "CALL", "LINE", "INSTRUCTION", "JUMP", "BRANCH_LEFT", "BRANCH_RIGHT", "STOP_ITERATION", "RAISE",
	"EXCEPTION_HANDLED", "PY_UNWIND", "PY_THROW", "RERAISE", "C_RETURN", "C_RAISE", "BRANCH",
}

func (e event) name() string { return eventNames[bits.TrailingZeros32(uint32(e))] }

// monitor is the state of sys.monitoring: tools that ask for events.
type monitor struct {
	tools            [toolCount]tool
	disable, missing Value
}

type tool struct {
	name     Value // invalid while the id is free
	events   event
	local    map[*code.Code]event
	calls    [32]Value // by event
	disabled map[monitorPlace]bool
}

// monitorPlace is where a tool does not want to hear of an event any more.
type monitorPlace struct {
	c    *code.Code
	pc   int
	kind event
}

func (m *monitor) active() bool {
	if m == nil {
		return false
	}
	for i := range m.tools {
		if m.tools[i].events != 0 || len(m.tools[i].local) > 0 {
			return true
		}
	}
	return false
}

// monitored tells the tools that ask for an event of f at f.PC(), those with the
// highest id first.
func (st *State) monitored(kind event, f *Frame, arg Value) error {
	x := st.tracer
	if x == nil || x.busy || x.shared.monitor == nil {
		return nil
	}
	m := x.shared.monitor
	for i := toolCount - 1; i >= 0; i-- {
		tl := &m.tools[i]
		if (tl.events|tl.local[f.code])&kind == 0 {
			continue
		}
		fn := tl.calls[bits.TrailingZeros32(uint32(kind))]
		at := monitorPlace{f.code, f.PC(), kind}
		if !fn.Valid() || tl.disabled[at] {
			continue
		}
		args := []Value{object.Of(f.code), object.Int(int64(2 * f.PC())), arg}
		switch {
		case kind == lineEvent:
			args = []Value{args[0], arg}
		case !arg.Valid():
			args = args[:2]
		}
		x.busy = true
		fn.Hold()
		r, err := st.T.Call(fn, args...)
		st.T.Release(fn)
		x.busy = false
		switch {
		case err != nil:
			return err
		case r == m.disable && kind&localEvents == 0:
			tl.calls[bits.TrailingZeros32(uint32(kind))] = Value{}
			return st.T.Raisef(object.ValueError, "Cannot disable %s events. Callback removed.", kind.name())
		case r == m.disable:
			if tl.disabled == nil {
				tl.disabled = map[monitorPlace]bool{}
			}
			tl.disabled[at] = true
		}
		st.T.DropFloating(r)
	}
	return nil
}

// refresh makes every thread look for the events that are asked for now, or for
// none.
func (m *monitor) refresh(t *Thread) {
	active := m.active()
	for _, o := range t.Interp.Threads() {
		st, ok := o.VM.(*State)
		if !ok {
			continue
		}
		if active {
			st.tracing()
			for f := st.frame; f != nil; f = f.prev {
				tracingOf(t).mark(f.code)
			}
		} else {
			st.settled()
		}
	}
}

// Monitoring makes the module sys.monitoring.
func Monitoring(t *Thread) Value {
	x := tracingOf(t)
	if x.monitor == nil {
		x.monitor = &monitor{}
	}
	m := x.monitor
	mod := object.NewModule(t, "sys.monitoring")
	set := func(name string, v Value) { mod.Dict.SetString(t, name, v) }
	sentinel := func() Value {
		v, _ := t.Call(object.Of(object.ObjectType))
		v.Hold2()
		return v
	}
	m.disable, m.missing = sentinel(), sentinel()
	set("DISABLE", m.disable)
	set("MISSING", m.missing)
	for name, id := range map[string]int64{"DEBUGGER_ID": 0, "COVERAGE_ID": 1, "PROFILER_ID": 2, "OPTIMIZER_ID": 5} {
		set(name, object.Int(id))
	}
	id := func(v Value) (*tool, int64, error) {
		n, err := t.IntArg(v)
		if err == nil && (n < 0 || n >= toolCount) {
			err = t.Raisef(object.ValueError, "invalid tool %d (must be between 0 and 5)", n)
		}
		if err != nil {
			return nil, 0, err
		}
		return &m.tools[n], n, nil
	}
	used := func(v Value) (*tool, error) {
		tl, n, err := id(v)
		if err == nil && !tl.name.Valid() {
			err = t.Raisef(object.ValueError, "tool %d is not in use", n)
		}
		return tl, err
	}
	mask := func(v Value, allowed event, what string) (event, error) {
		n, err := t.IntArg(v)
		if err != nil {
			return 0, err
		}
		e := event(n)
		if n < 0 || n > int64(allEvents) {
			return 0, t.Raisef(object.ValueError, "invalid %s 0x%x", what, n)
		}
		if e&(cReturn|cRaise) != 0 {
			if e&callEvent == 0 {
				return 0, t.Raisef(object.ValueError, "cannot set C_RETURN or C_RAISE events independently")
			}
			e &^= cReturn | cRaise
		}
		if e&branchEvent != 0 {
			e = e&^branchEvent | branchLeft | branchRight
		}
		if e&^allowed != 0 {
			return 0, t.Raisef(object.ValueError, "invalid %s 0x%x", what, n)
		}
		return e, nil
	}
	codeArg := func(v Value) (*code.Code, error) {
		if !v.Is(code.Type) {
			return nil, t.Raisef(object.TypeError, "code must be a code object")
		}
		return object.Cast[code.Code](v), nil
	}
	clear := func(t *Thread, tl *tool) {
		tl.events, tl.local, tl.disabled = 0, nil, nil
		for i, fn := range tl.calls {
			tl.calls[i] = Value{}
			t.Release(fn)
		}
		m.refresh(t)
	}
	for _, d := range []struct {
		name, sig string
		fn        func(t *Thread, a []Value) (Value, error)
	}{
		{"use_tool_id", "tool_id, name, /", func(t *Thread, a []Value) (Value, error) {
			tl, n, err := id(a[0])
			switch {
			case err != nil:
				return Value{}, err
			case object.AsStr(a[1]) == nil:
				return Value{}, t.Raisef(object.ValueError, "tool name must be a str")
			case tl.name.Valid():
				return Value{}, t.Raisef(object.ValueError, "tool %d is already in use", n)
			}
			tl.name = a[1]
			return object.None, nil
		}},
		{"clear_tool_id", "tool_id, /", func(t *Thread, a []Value) (Value, error) {
			tl, _, err := id(a[0])
			if err == nil && tl.name.Valid() {
				clear(t, tl)
			}
			return object.None, err
		}},
		{"free_tool_id", "tool_id, /", func(t *Thread, a []Value) (Value, error) {
			tl, _, err := id(a[0])
			if err == nil && tl.name.Valid() {
				clear(t, tl)
				tl.name = Value{}
			}
			return object.None, err
		}},
		{"get_tool", "tool_id, /", func(t *Thread, a []Value) (Value, error) {
			tl, _, err := id(a[0])
			if err != nil {
				return Value{}, err
			}
			return orNone(tl.name), nil
		}},
		{"register_callback", "tool_id, event, func, /", func(t *Thread, a []Value) (Value, error) {
			tl, _, err := id(a[0])
			if err != nil {
				return Value{}, err
			}
			n, err := t.IntArg(a[1])
			switch {
			case err != nil:
				return Value{}, err
			case n <= 0 || bits.OnesCount64(uint64(n)) != 1:
				return Value{}, t.Raisef(object.ValueError, "The callback can only be set for one event at a time")
			case n > int64(branchEvent):
				return Value{}, t.Raisef(object.ValueError, "invalid event %d", n)
			}
			slots := []int{bits.TrailingZeros64(uint64(n))}
			if event(n) == branchEvent {
				slots = []int{bits.TrailingZeros32(uint32(branchLeft)), bits.TrailingZeros32(uint32(branchRight))}
			}
			old := Value{}
			for _, k := range slots {
				old = tl.calls[k]
				tl.calls[k] = Value{}
				if !a[2].IsNone() {
					a[2].Hold()
					tl.calls[k] = a[2]
				}
				old.Forget()
			}
			return orNone(old), nil
		}},
		{"get_events", "tool_id, /", func(t *Thread, a []Value) (Value, error) {
			tl, _, err := id(a[0])
			if err != nil {
				return Value{}, err
			}
			return object.Int(int64(tl.events)), nil
		}},
		{"set_events", "tool_id, event_set, /", func(t *Thread, a []Value) (Value, error) {
			_, _, err := id(a[0])
			if err != nil {
				return Value{}, err
			}
			e, err := mask(a[1], allEvents, "event set")
			if err != nil {
				return Value{}, err
			}
			tl, err := used(a[0])
			if err != nil {
				return Value{}, err
			}
			tl.events = e
			m.refresh(t)
			return object.None, nil
		}},
		{"get_local_events", "tool_id, code, /", func(t *Thread, a []Value) (Value, error) {
			tl, _, err := id(a[0])
			if err != nil {
				return Value{}, err
			}
			c, err := codeArg(a[1])
			if err != nil {
				return Value{}, err
			}
			return object.Int(int64(tl.local[c])), nil
		}},
		{"set_local_events", "tool_id, code, event_set, /", func(t *Thread, a []Value) (Value, error) {
			if _, _, err := id(a[0]); err != nil {
				return Value{}, err
			}
			c, err := codeArg(a[1])
			if err != nil {
				return Value{}, err
			}
			e, err := mask(a[2], localEvents, "local event set")
			if err != nil {
				return Value{}, err
			}
			tl, err := used(a[0])
			if err != nil {
				return Value{}, err
			}
			if tl.local == nil {
				tl.local = map[*code.Code]event{}
			}
			if tl.local[c] = e; e == 0 {
				delete(tl.local, c)
			}
			m.refresh(t)
			if e != 0 {
				tracingOf(t).mark(c)
			}
			return object.None, nil
		}},
		{"restart_events", "", func(t *Thread, a []Value) (Value, error) {
			for i := range m.tools {
				m.tools[i].disabled = nil
			}
			return object.None, nil
		}},
		{"_all_events", "", func(t *Thread, a []Value) (Value, error) {
			d := object.NewDict()
			for i, name := range eventNames {
				tools := int64(0)
				for k := range m.tools {
					if m.tools[k].events&(1<<i) != 0 {
						tools |= 1 << k
					}
				}
				if tools != 0 {
					d.SetString(t, name, object.Int(tools))
				}
			}
			return object.Of(d), nil
		}},
	} {
		fn := d.fn
		set(d.name, object.NewNative("sys.monitoring", d.name, d.sig, func(t *Thread, a []Value, _ object.KwNames) (Value, error) { return fn(t, a) }))
	}
	events := map[string]Value{"NO_EVENTS": object.Int(0)}
	for i, name := range eventNames {
		events[name] = object.Int(1 << i)
	}
	set("events", t.NewNamespace(events, append(eventNames[:], "NO_EVENTS")))
	return object.Of(mod)
}
