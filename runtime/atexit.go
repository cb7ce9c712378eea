package runtime

import (
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
)

// exitCall is a function registered with atexit.
type exitCall struct {
	fn   object.Value
	args []object.Value
	kw   object.KwNames
}

// atexit makes the module atexit.
func (in *Interp) atexit(t *object.Thread) (*object.Module, error) {
	m := object.NewModule(t, "atexit")
	type args = []object.Value
	stdlib.Fill(t, m, "atexit", []object.Def{
		{Name: "register", Sig: "*", Fn: func(t *object.Thread, a args, kw object.KwNames) (object.Value, error) {
			if len(a)-len(kw) == 0 {
				return object.Value{}, t.Raisef(object.TypeError, "register() takes at least 1 argument (0 given)")
			}
			if a[0].Type().S().Call == nil {
				return object.Value{}, t.Raisef(object.TypeError, "the first argument must be callable")
			}
			c := exitCall{a[0], append(args(nil), a[1:]...), append(object.KwNames(nil), kw...)}
			for _, v := range a {
				v.Hold()
			}
			in.exitCalls = append(in.exitCalls, c)
			return a[0], nil
		}},
		{Name: "unregister", Sig: "func, /", Fn: func(t *object.Thread, a args, _ object.KwNames) (object.Value, error) {
			var keep []exitCall
			for _, c := range in.exitCalls {
				eq, err := t.Equal(c.fn, a[0])
				if err != nil {
					return object.Value{}, err
				}
				if eq {
					defer c.drop(t)
				} else {
					keep = append(keep, c)
				}
			}
			in.exitCalls = keep
			return object.None, nil
		}},
		{Name: "_run_exitfuncs", Fn: func(t *object.Thread, _ args, _ object.KwNames) (object.Value, error) {
			in.runExitCalls(t)
			return object.None, nil
		}},
		{Name: "_clear", Fn: func(t *object.Thread, _ args, _ object.KwNames) (object.Value, error) {
			calls := in.exitCalls
			in.exitCalls = nil
			for _, c := range calls {
				c.drop(t)
			}
			return object.None, nil
		}},
		{Name: "_ncallbacks", Fn: func(*object.Thread, args, object.KwNames) (object.Value, error) {
			return object.Int(int64(len(in.exitCalls))), nil
		}},
	})
	return m, nil
}

func (c exitCall) drop(t *object.Thread) {
	t.Release(c.fn)
	for _, v := range c.args {
		t.Release(v)
	}
}

// runExitCalls calls the registered functions, the last one first. What they
// register themselves is not called.
func (in *Interp) runExitCalls(t *object.Thread) {
	calls := in.exitCalls
	for i := len(calls) - 1; i >= 0; i-- {
		c := calls[i]
		r, err := t.CallKw(c.fn, c.args, c.kw)
		t.DropFloating(r)
		if err != nil {
			in.unraisable(t, err, "Exception ignored in atexit callback", c.fn)
		}
	}
	in.exitCalls = nil
	for _, c := range calls {
		c.drop(t)
	}
}
