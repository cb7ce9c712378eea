package timemod

import (
	"time"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
)

// clockInfo describes the clocks of time.get_clock_info().
var clockInfo = map[string]struct {
	implementation        string
	monotonic, adjustable bool
}{
	"monotonic":    {"clock_gettime(CLOCK_MONOTONIC)", true, false},
	"perf_counter": {"clock_gettime(CLOCK_MONOTONIC)", true, false},
	"process_time": {"clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true, false},
	"thread_time":  {"clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true, false},
	"time":         {"clock_gettime(CLOCK_REALTIME)", false, true},
}

// resolution is that of every clock, in seconds.
const resolution = 1e-9

// addClocks adds what reads a clock by its identifier, and get_clock_info.
func addClocks(t *Thread, m *object.Module, c Clock) {
	read := func(t *Thread, a []Value) (time.Duration, error) {
		id, err := t.IntArg(a[0])
		if err != nil {
			return 0, err
		}
		d, err := readClock(c, id)
		if err == nil && id != clockIDs["CLOCK_REALTIME"] && id != clockIDs["CLOCK_MONOTONIC"] {
			d = used(t, func() time.Duration { return d })
		}
		return d, object.OSErrorOf(t, err, Value{})
	}
	stdlib.Fill(t, m, "time", []object.Def{
		{Name: "get_clock_info", Sig: "name, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			name := object.AsStrV(a[0])
			if name == nil {
				return Value{}, t.Raisef(object.TypeError, "get_clock_info() argument 1 must be str, not %s", a[0].Type().Name)
			}
			info, ok := clockInfo[name.S]
			if !ok {
				return Value{}, t.Raisef(object.ValueError, "unknown clock")
			}
			return t.NewNamespace(map[string]Value{
				"implementation": object.NewStr(info.implementation),
				"monotonic":      object.Bool(info.monotonic),
				"adjustable":     object.Bool(info.adjustable),
				"resolution":     object.Float(resolution),
			}, []string{"implementation", "monotonic", "adjustable", "resolution"}), nil
		}},
	})
	if len(clockIDs) == 0 {
		return
	}
	for name, id := range clockIDs {
		m.Dict.SetString(t, name, object.Int(id))
	}
	stdlib.Fill(t, m, "time", []object.Def{
		{Name: "clock_gettime", Sig: "clk_id, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			d, err := read(t, a)
			if err != nil {
				return Value{}, err
			}
			return object.Float(float64(d) / 1e9), nil
		}},
		{Name: "clock_gettime_ns", Sig: "clk_id, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			d, err := read(t, a)
			if err != nil {
				return Value{}, err
			}
			return object.Int(int64(d)), nil
		}},
		{Name: "clock_getres", Sig: "clk_id, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			if _, err := read(t, a); err != nil {
				return Value{}, err
			}
			return object.Float(resolution), nil
		}},
	})
}
