//go:build unix

package loop

import (
	"golang.org/x/sys/unix"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib/iowait"
)

func transportDefs() []def {
	method := func(name, sig string, f func(t *Thread, tr *Transport, a []Value) (Value, error)) def {
		return def{Name: name, Sig: sig, Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return f(t, object.Cast[Transport](a[0]), a)
		}}
	}
	getter := func(name string, f func(tr *Transport) Value) def {
		return def{Name: name, Kind: object.GetterDef, Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) {
			return f(object.Cast[Transport](a[0])), nil
		}}
	}
	return []def{
		{Name: "__dict__", Kind: object.GetterDef, Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.Of(t.DictOf(a[0])), nil }},
		getter("_sock", func(tr *Transport) Value { return optional(tr.sock) }),
		getter("_protocol", func(tr *Transport) Value { return optional(tr.proto) }),
		getter("_extra", func(tr *Transport) Value { return optional(tr.extra) }),
		getter("_closing", func(tr *Transport) Value { return object.Bool(tr.closing) }),
		getter("_conn_lost", func(tr *Transport) Value { return object.Int(int64(tr.connLost)) }),
		getter("_loop", func(tr *Transport) Value {
			if tr.loop == nil {
				return none
			}
			return object.Of(tr.loop)
		}),
		method("write", "data, /", func(t *Thread, tr *Transport, a []Value) (Value, error) { return none, tr.write(t, a[1]) }),
		method("writelines", "list_of_data, /", func(t *Thread, tr *Transport, a []Value) (Value, error) {
			if err := tr.checkWrite(t); err != nil {
				return Value{}, err
			}
			items, err := t.Collect(a[1])
			if err != nil || len(items) == 0 {
				return none, err
			}
			var all []byte
			for _, v := range items {
				b, err := t.BytesArg(v)
				if err != nil {
					return Value{}, t.Raisef(object.TypeError, "data argument must be a bytes-like object, not '%s'", v.Type().TpName())
				}
				all = append(all, b...)
			}
			return none, tr.write(t, object.NewBytes(all))
		}),
		method("write_eof", "", func(t *Thread, tr *Transport, _ []Value) (Value, error) {
			if tr.closing || tr.eof {
				return none, nil
			}
			tr.eof = true
			if tr.outSize == 0 {
				return none, object.OSErrorOf(t, iowait.Do(t, func() error { return unix.Shutdown(tr.fd, unix.SHUT_WR) }), Value{})
			}
			return none, nil
		}),
		method("can_write_eof", "", func(*Thread, *Transport, []Value) (Value, error) { return object.True, nil }),
		method("abort", "", func(t *Thread, tr *Transport, _ []Value) (Value, error) {
			tr.forceClose(t, none)
			return none, nil
		}),
		method("_force_close", "exc, /", func(t *Thread, tr *Transport, a []Value) (Value, error) {
			tr.forceClose(t, a[1])
			return none, nil
		}),
		method("close", "", func(t *Thread, tr *Transport, _ []Value) (Value, error) {
			tr.close(t)
			return none, nil
		}),
		method("is_closing", "", func(_ *Thread, tr *Transport, _ []Value) (Value, error) { return object.Bool(tr.closing), nil }),
		method("set_protocol", "protocol", func(t *Thread, tr *Transport, a []Value) (Value, error) { return none, tr.setProtocol(t, a[1]) }),
		method("get_protocol", "", func(_ *Thread, tr *Transport, _ []Value) (Value, error) { return optional(tr.proto), nil }),
		method("is_reading", "", func(_ *Thread, tr *Transport, _ []Value) (Value, error) {
			return object.Bool(!tr.closing && !tr.paused), nil
		}),
		method("pause_reading", "", func(t *Thread, tr *Transport, _ []Value) (Value, error) {
			if tr.closing || tr.paused {
				return none, nil
			}
			tr.paused = true
			tr.stopReading(t)
			return none, nil
		}),
		method("resume_reading", "", func(t *Thread, tr *Transport, _ []Value) (Value, error) {
			if tr.closing || !tr.paused {
				return none, nil
			}
			tr.paused = false
			return none, tr.startReading(t)
		}),
		method("get_extra_info", "name, default=None", func(t *Thread, tr *Transport, a []Value) (Value, error) {
			v, err := object.AsDict(tr.extra).Get(t, a[1])
			if err == nil && !v.Valid() {
				v = optional(a[2])
			}
			return v, err
		}),
		method("set_write_buffer_limits", "high=None, low=None", func(t *Thread, tr *Transport, a []Value) (Value, error) {
			high, low, err := bufferLimits(t, a[1], a[2])
			if err != nil {
				return Value{}, err
			}
			tr.high, tr.low = high, low
			return none, tr.flow(t)
		}),
		method("get_write_buffer_limits", "", func(_ *Thread, tr *Transport, _ []Value) (Value, error) {
			return object.NewTuple(object.Int(int64(tr.low)), object.Int(int64(tr.high))), nil
		}),
		method("get_write_buffer_size", "", func(_ *Thread, tr *Transport, _ []Value) (Value, error) {
			return object.Int(int64(tr.outSize)), nil
		}),
		method("_make_empty_waiter", "", func(t *Thread, tr *Transport, _ []Value) (Value, error) {
			if tr.drained.Valid() {
				return Value{}, t.Raisef(object.RuntimeError, "Empty waiter is already set")
			}
			f := tr.loop.newFuture(t)
			t.Store(&tr.Header, &tr.drained, f.value())
			if tr.outSize == 0 {
				return f.value(), f.SetResult(t, none)
			}
			return f.value(), nil
		}),
		method("_reset_empty_waiter", "", func(t *Thread, tr *Transport, _ []Value) (Value, error) {
			v := tr.drained
			tr.drained = Value{}
			t.Release(v)
			return none, nil
		}),
	}
}

// bufferLimits completes the limits of a write buffer.
func bufferLimits(t *Thread, highArg, lowArg Value) (high, low int, err error) {
	given := func(v Value) bool { return v.Valid() && !v.IsNone() }
	if given(highArg) {
		n, err := t.IntArg(highArg)
		if err != nil {
			return 0, 0, err
		}
		high = int(n)
	}
	if given(lowArg) {
		n, err := t.IntArg(lowArg)
		if err != nil {
			return 0, 0, err
		}
		low = int(n)
	}
	switch {
	case !given(highArg) && !given(lowArg):
		high = 64 << 10
		low = high / 4
	case !given(highArg):
		high = 4 * low
	case !given(lowArg):
		low = high / 4
	}
	if high < low || low < 0 {
		return 0, 0, t.Raisef(object.ValueError, "high (%d) must be >= low (%d) must be >= 0", high, low)
	}
	return high, low, nil
}
