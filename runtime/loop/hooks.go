package loop

import (
	"unsafe"

	"github.com/asynctools/asynctools/runtime/object"
)

// callback is what runs when a future is done: a task to wake, or a callable.
type callback struct {
	task *Task
	call *doneCall
}

// doneCall is a callable to call with the future in a context, or a gather() to
// tell; or an exception that waits for the next step of a task. The header tells
// it apart from a task where a callback or an entry of the loop is kept in one
// pointer.
type doneCall struct {
	object.Header
	fn   Value
	ctx  object.Ref
	next *gathering
}

// The types in the headers of what no program sees: callables, exceptions and
// lists of callbacks.
var (
	doneCallType  = &object.Type{Name: "_done_callback"}
	throwCallType = &object.Type{Name: "_throw"}
	hookListType  = &object.Type{Name: "_done_callbacks"}
)

func newDoneCall(fn, ctx Value) *doneCall {
	return &doneCall{Header: object.StaticHeader(doneCallType), fn: fn, ctx: object.RefTo(ctx)}
}

func (c callback) visit(visit func(Value)) {
	if c.task != nil {
		visit(object.Of(c.task))
	}
	if c.call != nil {
		c.call.visit(visit)
	}
}

func (c *doneCall) visit(visit func(Value)) {
	if c.next != nil {
		visit(object.Of(c.next))
	}
	if c.fn.Valid() {
		visit(c.fn)
	}
	if c.ctx.Valid() {
		visit(c.ctx.Value())
	}
}

// hook is a callback in one pointer, to the task or to the doneCall.
type hook struct{ o *object.Header }

func hookOf(c callback) hook {
	if c.task != nil {
		return hook{&c.task.Header}
	}
	return hook{&c.call.Header}
}

func (h hook) callback() callback {
	if h.o.Type() == doneCallType {
		return callback{call: (*doneCall)(unsafe.Pointer(h.o))}
	}
	return callback{task: (*Task)(unsafe.Pointer(h.o))}
}

// hooks are the callbacks of a future, most of which have one at most: the only
// one, or a hookList.
type hooks struct{ hook }

type hookList struct {
	object.Header
	list []hook
}

func (h hooks) empty() bool { return h.o == nil }

// many is the list, or nil when there is none.
func (h hooks) many() *hookList {
	if h.o != nil && h.o.Type() == hookListType {
		return (*hookList)(unsafe.Pointer(h.o))
	}
	return nil
}

func (h *hooks) add(c callback) {
	k := hookOf(c)
	if h.o == nil {
		h.hook = k
	} else if l := h.many(); l != nil {
		if n := len(l.list); n == cap(l.list) {
			l.list = append(make([]hook, 0, 2*n), l.list...) // append leaves more garbage
		}
		l.list = append(l.list, k)
	} else {
		l := &hookList{Header: object.StaticHeader(hookListType), list: []hook{h.hook, k}}
		h.o = &l.Header
	}
}

// each visits the callbacks in the order in which they were added.
func (h hooks) each(visit func(c callback)) {
	if l := h.many(); l != nil {
		for _, k := range l.list {
			visit(k.callback())
		}
	} else if h.o != nil {
		visit(h.callback())
	}
}

// eachCallback visits the callbacks in the order in which they were added.
func (f *Future) eachCallback(visit func(c callback)) { f.done.each(visit) }

// packed is an entry of the loop's queue in two pointers: fut tells a step from
// a wake, and is the task itself where an exception is to be thrown.
type packed struct {
	o   *object.Header // a task, a handle or a doneCall
	fut *Future
}

func (e *entry) pack() packed {
	switch e.kind {
	case entryStep:
		return packed{o: &e.task.Header}
	case entryWake:
		return packed{&e.task.Header, e.fut}
	case entryThrow:
		return packed{&e.call.Header, &e.task.Future}
	case entryCall:
		return packed{o: &e.handle.Header}
	}
	return packed{&e.call.Header, e.fut}
}

func (p packed) entry() entry {
	o := unsafe.Pointer(p.o)
	switch p.o.Type() {
	case TaskType:
	case HandleType, TimerType:
		return entry{kind: entryCall, handle: (*Handle)(o)}
	case throwCallType:
		return entry{kind: entryThrow, call: (*doneCall)(o), task: (*Task)(unsafe.Pointer(p.fut))}
	case doneCallType:
		c := (*doneCall)(o)
		if c.next != nil {
			return entry{kind: entryGather, call: c, fut: p.fut}
		}
		return entry{kind: entryDone, call: c, fut: p.fut}
	}
	if p.fut == nil {
		return entry{kind: entryStep, task: (*Task)(o)}
	}
	return entry{kind: entryWake, task: (*Task)(o), fut: p.fut}
}
