package threadmod

import (
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
)

// SimpleQueue is a _queue.SimpleQueue: unbounded, and safe to put into from
// anywhere, finalizers and signal handlers included.
type SimpleQueue struct {
	object.Header
	items []Value
	queue waitList
}

// SimpleQueueType is its type.
var SimpleQueueType = &object.Type{Name: "SimpleQueue"}

func registerQueue() {
	self := func(v Value) *SimpleQueue { return object.Cast[SimpleQueue](v) }
	put := func(_ *Thread, a []Value, _ kwargs) (Value, error) {
		q := self(a[0])
		q.Take(a[1])
		q.items = append(q.items, a[1])
		q.queue.signal()
		return none, nil
	}
	object.DefineType(SimpleQueueType, object.ObjectType, "_queue", object.Slots{
		New: func(t *Thread, cls *object.Type, a []Value, _ kwargs) (Value, error) {
			if len(a) > 0 && cls == SimpleQueueType {
				return Value{}, t.Raisef(object.TypeError, "SimpleQueue() takes no positional arguments")
			}
			return cls.AllocOr(func() Value { return object.Of(&SimpleQueue{Header: object.NewHeader(SimpleQueueType)}) }), nil
		},
		Init: func(*Thread, Value, []Value, kwargs) error { return nil },
		Traverse: func(v Value, visit func(Value)) {
			for _, x := range self(v).items {
				visit(x)
			}
		},
	},
		def{Name: "put", Sig: "item, block=True, timeout=None", Fn: put},
		def{Name: "put_nowait", Sig: "item", Fn: put},
		def{Name: "get", Sig: "block=True, timeout=None", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return self(a[0]).get(t, a[1], a[2])
		}},
		def{Name: "get_nowait", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return self(a[0]).get(t, object.False, Value{})
		}},
		def{Name: "empty", Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) {
			return object.Bool(len(self(a[0]).items) == 0), nil
		}},
		def{Name: "qsize", Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) {
			return object.Int(int64(len(self(a[0]).items))), nil
		}},
		def{Name: "__class_getitem__", Kind: object.ClassDef, Sig: "item, /", Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) {
			return object.NewGenericAlias(a[0], a[1]), nil
		}},
	)
	object.RegisterLayout[SimpleQueue](SimpleQueueType, nil)
}

func (q *SimpleQueue) get(t *Thread, blockArg, timeoutArg Value) (Value, error) {
	block := true
	if blockArg.Valid() {
		var err error
		if block, err = t.Truth(blockArg); err != nil {
			return Value{}, err
		}
	}
	deadline := forever
	if block && timeoutArg.Valid() && !timeoutArg.IsNone() {
		s, err := seconds(t, timeoutArg)
		if err != nil {
			return Value{}, err
		}
		if s < 0 {
			return Value{}, t.Raisef(object.ValueError, "'timeout' must be a non-negative number")
		}
		if _, deadline, err = timeoutArgs(t, object.True, timeoutArg); err != nil {
			return Value{}, err
		}
	}
	if len(q.items) == 0 && block {
		w := q.queue.add()
		for len(q.items) == 0 {
			err := w.wait(t, deadline)
			if err != nil || len(q.items) == 0 && expired(t, deadline) {
				q.queue.remove(w)
				if len(q.items) > 0 {
					q.queue.signal()
				}
				if err != nil {
					return Value{}, err
				}
				break
			}
		}
		q.queue.remove(w)
	}
	if len(q.items) == 0 {
		return Value{}, object.NewExc(t.Interp.States["_queue.Empty"].(*object.Type))
	}
	v := q.items[0]
	q.items[0] = Value{}
	q.items = q.items[1:]
	if len(q.items) > 0 {
		q.queue.signal() // for a thread that was signalled together with this one
	}
	v.Forget()
	return v, nil
}

// Queue makes the module _queue.
func Queue(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "_queue")
	ns := object.NewDict()
	ns.SetString(t, "__module__", object.NewStr("_queue"))
	ns.SetString(t, "__doc__", object.NewStr("Exception raised by Queue.get(block=0)/get_nowait()."))
	empty, err := t.NewType(object.TypeType, "Empty", []*object.Type{object.Exception_}, ns)
	if err != nil {
		return nil, err
	}
	t.Interp.States["_queue.Empty"] = empty
	m.Dict.SetString(t, "Empty", object.Of(empty))
	m.Dict.SetString(t, "SimpleQueue", object.Of(SimpleQueueType))
	stdlib.Fill(t, m, "_queue", nil)
	return m, nil
}
