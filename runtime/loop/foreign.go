package loop

import "github.com/asynctools/asynctools/runtime/object"

// waitForeign makes the task wait for an object that behaves as a future and
// is none of ours: it has the attribute _asyncio_future_blocking.
func (k *Task) waitForeign(t *Thread, v Value, bad func(format string, args ...any) error) (handled bool, err error) {
	name := t.Interp.Intern("_asyncio_future_blocking")
	flag, err := t.GetAttrOpt(v, name)
	if err != nil || !flag.Valid() || flag.IsNone() {
		return false, err
	}
	texts := func() (self, other string) {
		self, _ = t.Repr(object.Of(k))
		other, _ = t.Repr(v)
		return self, other
	}
	l, err := t.CallMethod(v, t.Interp.Intern("get_loop"))
	if err != nil {
		return true, err
	}
	if l != object.Of(k.loop) {
		self, other := texts()
		return true, bad("Task %s got Future %s attached to a different loop", self, other)
	}
	if on, err := t.Truth(flag); err != nil {
		return true, err
	} else if !on {
		self, other := texts()
		return true, bad("yield was used instead of yield from in task %s with %s", self, other)
	}
	if err := t.SetAttr(v, name, object.False); err != nil {
		return true, err
	}
	add, err := t.GetAttrString(v, "add_done_callback")
	if err != nil {
		return true, err
	}
	args := []Value{k.wakeup()}
	var kw kwargs
	if k.context.Valid() {
		args, kw = append(args, k.context.Value()), kwargs{t.Interp.Intern("context")}
	}
	r, err := t.CallKw(add, args, kw)
	if err != nil {
		return true, err
	}
	t.DropFloating(r)
	k.Take(v)
	k.result = v
	if k.is(mustCancel) {
		ok, err := cancelValue(t, v, k.cancelMsg())
		if err != nil {
			return true, err
		}
		if ok {
			k.put(mustCancel, false)
		}
	}
	return true, nil
}

// wakeup is the done callback of a foreign future.
func (k *Task) wakeup() Value {
	return object.NewNative("_asyncio", "task_wakeup", "fut, /", func(t *Thread, a []Value, _ kwargs) (Value, error) {
		r, err := t.CallMethod(a[0], t.Interp.Intern("result"))
		if err != nil {
			if _, ok := err.(*object.Exception); !ok {
				return Value{}, err
			}
			return none, k.step(t, t.AsRaised(err))
		}
		t.DropFloating(r)
		return none, k.step(t, nil)
	})
}
