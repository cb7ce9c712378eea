package threadmod

import (
	"os"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
	"github.com/asynctools/asynctools/runtime/vm"
)

// New makes the module _thread.
func (m *Module) New(t *Thread) (*object.Module, error) {
	mod := object.NewModule(t, "_thread")
	for name, ty := range map[string]*object.Type{
		"lock": LockType, "LockType": LockType, "RLock": RLockType, "_local": LocalType, "_ThreadHandle": HandleType, "error": object.RuntimeError,
	} {
		mod.Dict.SetString(t, name, object.Of(ty))
	}
	mod.Dict.SetString(t, "TIMEOUT_MAX", object.Float(maxTimeout))
	stdlib.Fill(t, mod, "_thread", m.functions())
	return mod, nil
}

// minStack is the smallest size that stack_size takes.
const minStack = 53248

func (m *Module) functions() []def {
	ident := func(t *Thread, _ []Value, _ kwargs) (Value, error) { return object.Int(t.Ident), nil }
	startNew := func(t *Thread, a []Value, _ kwargs) (Value, error) {
		if a[0].Type().S().Call == nil {
			return Value{}, t.Raisef(object.TypeError, "first arg must be callable")
		}
		args := object.AsTuple(a[1])
		if args == nil {
			return Value{}, t.Raisef(object.TypeError, "2nd arg must be a tuple")
		}
		items := append([]Value(nil), args.Items...)
		var kw kwargs
		if a[2].Valid() {
			d := object.AsDict(a[2])
			if d == nil {
				return Value{}, t.Raisef(object.TypeError, "optional 3rd arg must be a dictionary")
			}
			d.Each(func(k, v Value) {
				if s := object.AsStr(k); s != nil {
					kw = append(kw, t.Interp.InternStr(s))
					items = append(items, v)
				}
			})
		}
		h := newHandle()
		if err := m.start(t, a[0], items, kw, h, true); err != nil {
			return Value{}, err
		}
		return object.Int(h.ident), nil
	}
	exit := func(t *Thread, _ []Value, _ kwargs) (Value, error) { return Value{}, t.Raise(object.SystemExit) }
	allocate := func(*Thread, []Value, kwargs) (Value, error) { return newLock(), nil }
	return []def{
		{Name: "get_ident", Fn: ident},
		{Name: "get_native_id", Fn: func(t *Thread, _ []Value, _ kwargs) (Value, error) {
			if t == m.main {
				return object.Int(int64(os.Getpid())), nil
			}
			return object.Int(t.Ident), nil
		}},
		{Name: "_get_main_thread_ident", Fn: func(*Thread, []Value, kwargs) (Value, error) { return object.Int(m.main.Ident), nil }},
		{Name: "start_new_thread", Sig: "function, args, kwargs=None, /", Fn: startNew},
		{Name: "start_new", Sig: "function, args, kwargs=None, /", Fn: startNew},
		{Name: "start_joinable_thread", Sig: "function, handle=None, daemon=True", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			if a[0].Type().S().Call == nil {
				return Value{}, t.Raisef(object.TypeError, "thread function must be callable")
			}
			h := newHandle()
			if a[1].Valid() && !a[1].IsNone() {
				if !a[1].Is(HandleType) {
					return Value{}, t.Raisef(object.TypeError, "'handle' must be a _ThreadHandle")
				}
				if h = object.Cast[Handle](a[1]); h.thread != nil {
					return Value{}, t.Raisef(object.RuntimeError, "thread already started")
				}
			}
			daemon := true
			if a[2].Valid() {
				var err error
				if daemon, err = t.Truth(a[2]); err != nil {
					return Value{}, err
				}
			}
			return object.Of(h), m.start(t, a[0], nil, nil, h, daemon)
		}},
		{Name: "_make_thread_handle", Sig: "ident, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := t.IntArg(a[0])
			h := newHandle()
			h.ident = n
			for _, x := range t.Interp.Threads() {
				if x.Ident == n {
					h.thread = x
				}
			}
			return object.Of(h), err
		}},
		{Name: "_shutdown", Fn: func(t *Thread, _ []Value, _ kwargs) (Value, error) { return none, m.Join(t) }},
		{Name: "daemon_threads_allowed", Fn: func(*Thread, []Value, kwargs) (Value, error) { return object.True, nil }},
		{Name: "_is_main_interpreter", Fn: func(*Thread, []Value, kwargs) (Value, error) { return object.True, nil }},
		{Name: "_count", Fn: func(*Thread, []Value, kwargs) (Value, error) { return object.Int(int64(m.live)), nil }},
		{Name: "exit", Fn: exit},
		{Name: "exit_thread", Fn: exit},
		{Name: "allocate_lock", Fn: allocate},
		{Name: "allocate", Fn: allocate},
		{Name: "interrupt_main", Sig: "signum=2, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n := int64(2)
			if a[0].Valid() {
				var err error
				if n, err = t.IntArg(a[0]); err != nil {
					return Value{}, err
				}
			}
			if n < 1 || n > 64 {
				return Value{}, t.Raisef(object.ValueError, "signal number out of range")
			}
			m.interrupt(int(n))
			return none, nil
		}},
		{Name: "stack_size", Sig: "size=0, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n := int64(0)
			if a[0].Valid() {
				var err error
				if n, err = t.IntArg(a[0]); err != nil {
					return Value{}, err
				}
			}
			if n != 0 && n < minStack {
				return Value{}, t.Raisef(object.ValueError, "size must be at least %d bytes", minStack)
			}
			// Stacks grow as needed: any size will do.
			old, _ := t.Interp.States["_thread.stack_size"].(int64)
			t.Interp.States["_thread.stack_size"] = n
			return object.Int(old), nil
		}},
		{Name: "set_name", Sig: "name", Fn: func(*Thread, []Value, kwargs) (Value, error) { return none, nil }},
		{Name: "_traceback_text", Sig: "exception, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			e := object.AsExc(a[0])
			if e == nil {
				return object.NewStr(""), nil
			}
			return object.NewStr(vm.Of(t).FormatException(e)), nil
		}},
		{Name: "_frames", Fn: func(t *Thread, _ []Value, _ kwargs) (Value, error) {
			d := object.NewDict()
			for _, x := range t.Interp.Threads() {
				if f := vm.Of(x).Current(); f != nil {
					if err := d.Set(t, object.Int(x.Ident), f.Object()); err != nil {
						return Value{}, err
					}
				}
			}
			return object.Of(d), nil
		}},
	}
}
