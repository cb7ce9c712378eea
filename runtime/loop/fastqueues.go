package loop

import (
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib/collmod"
	"github.com/asynctools/asynctools/runtime/stdlib/contextmod"
	"github.com/asynctools/asynctools/runtime/vm"
)

// queueView is a Queue whose class is asyncio's own, taken apart.
type queueView struct {
	items, getters, putters *collmod.Deque
	max                     int64
	shut                    bool
}

// viewQueue looks at a queue; false for a subclass, or attributes that somebody
// has replaced.
func (m *Module) viewQueue(t *Thread, o Value) (q queueView, ok bool) {
	n := &m.fast
	if ty := o.Type(); ty != n.queueType {
		// The class is the one that has put itself.
		if n.queueType != nil || ty.Dict.GetString("put") != object.Of(n.fns["Queue.put"]) {
			return q, false
		}
		n.queueType = ty
	}
	q.items, q.getters, q.putters = asDeque(attr(t, o, n.queue)), asDeque(attr(t, o, n.getters)), asDeque(attr(t, o, n.putters))
	limit := attr(t, o, n.maxsize)
	if q.items == nil || q.getters == nil || q.putters == nil || !limit.IsInt() || !attr(t, o, n.unfinished).IsInt() {
		return q, false
	}
	q.max = limit.AsInt()
	q.shut = attr(t, o, n.isShutdown) == object.True
	return q, true
}

func (q *queueView) full() bool { return 0 < q.max && q.max <= int64(q.items.Len()) }

// put stores an item; there is room.
func (m *Module) put(t *Thread, o Value, q *queueView, item Value) {
	n := &m.fast
	q.items.Append(t, item)
	setAttr(t, o, n.unfinished, object.Int(attr(t, o, n.unfinished).AsInt()+1))
	setAttr(t, attr(t, o, n.finished), n.value, object.False)
	wakeNext(t, q.getters)
}

// get takes an item; there is one.
func (m *Module) get(t *Thread, q *queueView) Value {
	v := q.items.PopLeft()
	v.Hold()
	wakeNext(t, q.putters)
	v.Forget()
	return v
}

func (m *Module) fastPutNowait(*vm.Function) vm.Accelerator {
	return func(t *Thread, a []Value) (Value, bool, error) {
		q, ok := m.viewQueue(t, a[0])
		if !ok || q.shut || q.full() {
			return Value{}, false, nil
		}
		m.put(t, a[0], &q, a[1])
		return none, true, nil
	}
}

func (m *Module) fastGetNowait(*vm.Function) vm.Accelerator {
	return func(t *Thread, a []Value) (Value, bool, error) {
		q, ok := m.viewQueue(t, a[0])
		if !ok || q.items.Len() == 0 {
			return Value{}, false, nil
		}
		return m.get(t, &q), true, nil
	}
}

// putting and getting are the bodies of Queue.put and Queue.get.
type putting struct {
	waiting
	item Value
}

type getting struct{ waiting }

func (m *Module) fastQueuePut(fn *vm.Function) vm.Accelerator {
	return func(t *Thread, a []Value) (Value, bool, error) {
		if _, ok := m.viewQueue(t, a[0]); !ok {
			return Value{}, false, nil
		}
		b := putting{item: a[1]}
		a[1].Hold()
		b.init(m, a[0])
		return m.spare.putting.New(fn, b), true, nil
	}
}

func (m *Module) fastQueueGet(fn *vm.Function) vm.Accelerator {
	return func(t *Thread, a []Value) (Value, bool, error) {
		if _, ok := m.viewQueue(t, a[0]); !ok {
			return Value{}, false, nil
		}
		b := getting{}
		b.init(m, a[0])
		return m.spare.getting.New(fn, b), true, nil
	}
}

// Traverse implements vm.Body.
func (b *putting) Traverse(visit func(Value)) {
	b.waiting.Traverse(visit)
	visit(b.item)
}

// shutDown is the exception of a queue that takes or gives no more.
func (m *Module) shutDown(t *Thread) error {
	v, err := t.Call(m.fast.fns["Queue.put"].Globals.GetString("QueueShutDown"))
	if err != nil {
		return err
	}
	return object.AsExc(v)
}

// changed is the error for a queue that was taken apart while somebody waited.
func changed(t *Thread) error {
	return t.Raisef(object.RuntimeError, "the attributes of a Queue were replaced while a task waited for it")
}

// Step implements vm.Body.
func (b *putting) Step(t *Thread, _ Value, exc *object.Exception) (Value, bool, error) {
	q, ok := b.m.viewQueue(t, b.self)
	if !ok {
		return Value{}, false, changed(t)
	}
	if b.fut != nil {
		if err := b.woken(t, exc); err != nil {
			b.fut.cancel(t, Value{})
			q.putters.Discard(t, b.fut.value())
			if !q.full() && b.fut.state != cancelled {
				wakeNext(t, q.putters)
			}
			return Value{}, false, err
		}
		b.drop(t)
	}
	if q.shut {
		return Value{}, false, b.m.shutDown(t)
	}
	if q.full() {
		return b.wait(t, q.putters)
	}
	b.m.put(t, b.self, &q, b.item)
	return none, true, nil
}

// Step implements vm.Body.
func (b *getting) Step(t *Thread, _ Value, exc *object.Exception) (Value, bool, error) {
	q, ok := b.m.viewQueue(t, b.self)
	if !ok {
		return Value{}, false, changed(t)
	}
	if b.fut != nil {
		if err := b.woken(t, exc); err != nil {
			b.fut.cancel(t, Value{})
			q.getters.Discard(t, b.fut.value())
			if q.items.Len() > 0 && b.fut.state != cancelled {
				wakeNext(t, q.getters)
			}
			return Value{}, false, err
		}
		b.drop(t)
	}
	if q.items.Len() == 0 {
		if q.shut {
			return Value{}, false, b.m.shutDown(t)
		}
		return b.wait(t, q.getters)
	}
	return b.m.get(t, &q), true, nil
}

// fastGroupTask is TaskGroup.create_task in a group that takes tasks, on our
// own loop without a task factory.
func (m *Module) fastGroupTask(*vm.Function) vm.Accelerator {
	return func(t *Thread, a []Value) (Value, bool, error) {
		n := &m.fast
		o := a[0]
		l := attr(t, o, n.loop)
		tasks := attr(t, o, n.tasks)
		if attr(t, o, n.entered) != object.True || attr(t, o, n.exiting) != object.False || attr(t, o, n.aborting) != object.False ||
			!m.ownLoop(t, l) || !tasks.Is(object.SetType) || !isCoroutine(a[1]) || !m.plainTasks(object.Cast[Loop](l)) {
			return Value{}, false, nil
		}
		name := none
		if kw := object.AsDict(a[2]); kw.Len() > 0 {
			if name = kw.GetString("name"); !name.Valid() || kw.Len() > 1 {
				return Value{}, false, nil
			}
		}
		done, err := t.GetAttr(o, n.onTaskDone)
		if err != nil {
			return Value{}, false, nil
		}
		done.Hold()
		defer t.Release(done)
		k, err := m.newTask(t, object.Cast[Loop](l), a[1], name)
		if err != nil {
			return Value{}, true, err
		}
		if _, err := object.Cast[object.Set](tasks).Add(t, k); err != nil {
			return Value{}, true, err
		}
		AsFuture(k).addCallback(t, callback{call: newDoneCall(done, contextmod.Fork(t))})
		return k, true, nil
	}
}

// ownLoop reports a loop whose create_task is ours.
func (m *Module) ownLoop(t *Thread, v Value) bool {
	ty := v.Type()
	if m.createTask == nil {
		m.createTask = t.Interp.Intern("create_task")
	}
	return ty == LoopType || ty.IsSubtype(LoopType) && t.Lookup(ty, m.createTask) == LoopType.Dict.GetStr(m.createTask)
}

// plainTasks reports a loop whose create_task makes our own tasks.
func (m *Module) plainTasks(l *Loop) bool { return !l.debug && !l.closed && !l.factory.Valid() }

// fastGroupDone is the done callback of a group's task that did not fail.
func (m *Module) fastGroupDone(*vm.Function) vm.Accelerator {
	return func(t *Thread, a []Value) (Value, bool, error) {
		n := &m.fast
		o := a[0]
		f := AsFuture(a[1])
		tasks := attr(t, o, n.tasks)
		if f == nil || !tasks.Is(object.SetType) || f.state == pending || f.is(raised) {
			return Value{}, false, nil
		}
		waiter := attr(t, o, n.completed)
		if !waiter.IsNone() && AsFuture(waiter) == nil {
			return Value{}, false, nil
		}
		set := object.Cast[object.Set](tasks)
		if _, err := set.Discard(t, a[1]); err != nil {
			return Value{}, true, err
		}
		if w := AsFuture(waiter); w != nil && set.Len() == 0 && w.state == pending {
			_ = w.SetResult(t, object.True)
		}
		return none, true, nil
	}
}
