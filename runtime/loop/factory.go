package loop

import "github.com/asynctools/asynctools/runtime/object"

// byFactory is create_task() with a task factory: coro, name, context and
// eager_start are passed on as they were given.
func (l *Loop) byFactory(t *Thread, a []Value) (Value, error) {
	args := []Value{object.Of(l), a[0]}
	var kw kwargs
	for i, name := range []string{"name", "context", "eager_start"} {
		if v := a[1+i]; v.Valid() && !v.IsNone() {
			args = append(args, v)
			kw = append(kw, t.Interp.Intern(name))
		}
	}
	return t.CallKw(l.factory, args, kw)
}

// explicitTask makes a task with a context of the caller's, or an eager one.
func (l *Loop) explicitTask(t *Thread, a []Value) (Value, error) {
	k := &Task{}
	k.Header = object.NewHeader(TaskType)
	k.SetFlags(object.Finalizes)
	if err := l.m.initTask(t, k, l, a[0], a[1]); err != nil {
		return Value{}, err
	}
	if a[2].Valid() && !a[2].IsNone() {
		if err := k.setContext(t, a[2]); err != nil {
			return Value{}, err
		}
	}
	eager := false
	if a[3].Valid() && !a[3].IsNone() {
		var err error
		if eager, err = t.Truth(a[3]); err != nil {
			return Value{}, err
		}
	}
	return object.Of(k), l.m.startTask(t, k, eager)
}
