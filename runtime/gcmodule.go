package runtime

import (
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
	"github.com/asynctools/asynctools/runtime/vm"
)

// gcState is what the module gc remembers.
type gcState struct {
	disabled  bool
	threshold [3]int64
	debug     int64
}

// gcModule makes gc. Memory belongs to Go's collector; collect() finds the
// cycles whose end a program would notice.
func (in *Interp) gcModule(t *object.Thread) (*object.Module, error) {
	m := object.NewModule(t, "gc")
	st := &gcState{threshold: [3]int64{2000, 10, 10}}
	type args = []object.Value
	do := func(f func()) object.NativeFunc {
		return func(*object.Thread, args, object.KwNames) (object.Value, error) { f(); return object.None, nil }
	}
	stdlib.Fill(t, m, "gc", []object.Def{
		{Name: "collect", Sig: "generation=2", Fn: func(t *object.Thread, a args, _ object.KwNames) (object.Value, error) {
			if a[0].Valid() {
				n, err := t.IntArg(a[0])
				if err != nil {
					return object.Value{}, err
				}
				if n < 0 || n > 2 {
					return object.Value{}, t.Raisef(object.ValueError, "invalid generation")
				}
			}
			return in.collect(t, m)
		}},
		{Name: "enable", Fn: do(func() { st.disabled = false })},
		{Name: "disable", Fn: do(func() { st.disabled = true })},
		{Name: "freeze", Fn: do(func() {})},
		{Name: "unfreeze", Fn: do(func() {})},
		{Name: "get_freeze_count", Fn: func(*object.Thread, args, object.KwNames) (object.Value, error) { return object.Int(0), nil }},
		{Name: "isenabled", Fn: func(*object.Thread, args, object.KwNames) (object.Value, error) {
			return object.Bool(!st.disabled), nil
		}},
		{Name: "get_threshold", Fn: func(*object.Thread, args, object.KwNames) (object.Value, error) {
			return object.NewTuple(object.Int(st.threshold[0]), object.Int(st.threshold[1]), object.Int(st.threshold[2])), nil
		}},
		{Name: "set_threshold", Sig: "threshold0, threshold1=10, threshold2=0, /", Fn: func(t *object.Thread, a args, _ object.KwNames) (object.Value, error) {
			for i, v := range a {
				if !v.Valid() {
					continue
				}
				n, err := t.IntArg(v)
				if err != nil {
					return object.Value{}, err
				}
				st.threshold[i] = n
			}
			return object.None, nil
		}},
		{Name: "get_count", Fn: func(*object.Thread, args, object.KwNames) (object.Value, error) {
			return object.NewTuple(object.Int(0), object.Int(0), object.Int(0)), nil
		}},
		{Name: "get_debug", Fn: func(*object.Thread, args, object.KwNames) (object.Value, error) { return object.Int(st.debug), nil }},
		{Name: "set_debug", Sig: "flags, /", Fn: func(t *object.Thread, a args, _ object.KwNames) (v object.Value, err error) {
			st.debug, err = t.IntArg(a[0])
			return object.None, err
		}},
		{Name: "is_tracked", Sig: "obj, /", Fn: func(t *object.Thread, a args, _ object.KwNames) (object.Value, error) {
			return object.Bool(a[0].Type().S().Traverse != nil && !a[0].IsInt() && !a[0].IsFloat()), nil
		}},
		{Name: "is_finalized", Sig: "obj, /", Fn: func(t *object.Thread, a args, _ object.KwNames) (object.Value, error) {
			return object.Bool(a[0].IsCounted() && a[0].Header().HasFlags(object.Finalized)), nil
		}},
		{Name: "get_stats", Fn: func(t *object.Thread, _ args, _ object.KwNames) (object.Value, error) {
			l := object.NewList()
			for range 3 {
				d := object.NewDict()
				for _, n := range []string{"collections", "collected", "uncollectable"} {
					d.SetString(t, n, object.Int(0))
				}
				l.Append(object.Of(d))
			}
			return object.Of(l), nil
		}},
		{Name: "get_objects", Sig: "generation=None", Fn: func(t *object.Thread, a args, _ object.KwNames) (object.Value, error) {
			l := object.NewList()
			in.eachObject(t, func(v object.Value) {
				if v.IsCounted() {
					l.Append(v)
				}
			})
			return object.Of(l), nil
		}},
		{Name: "get_referents", Sig: "*", Fn: func(t *object.Thread, a args, _ object.KwNames) (object.Value, error) {
			l := object.NewList()
			for _, v := range a {
				traverse(v, func(x object.Value) { l.Append(x) })
			}
			return object.Of(l), nil
		}},
		{Name: "get_referrers", Sig: "*", Fn: func(t *object.Thread, a args, _ object.KwNames) (object.Value, error) {
			l := object.NewList()
			self := vm.Of(t).Current()
			in.eachObject(t, func(v object.Value) {
				if self != nil && v == object.Of(self) {
					return
				}
				hit := false
				traverse(v, func(x object.Value) {
					for _, y := range a {
						hit = hit || x == y
					}
				})
				if hit {
					l.Append(v)
				}
			})
			return object.Of(l), nil
		}},
	})
	m.Dict.SetString(t, "garbage", object.Of(object.NewList()))
	m.Dict.SetString(t, "callbacks", object.Of(object.NewList()))
	for i, n := range []string{"DEBUG_STATS", "DEBUG_COLLECTABLE", "DEBUG_UNCOLLECTABLE"} {
		m.Dict.SetString(t, n, object.Int(1<<i))
	}
	m.Dict.SetString(t, "DEBUG_SAVEALL", object.Int(32))
	m.Dict.SetString(t, "DEBUG_LEAK", object.Int(38))
	return m, nil
}

// collect runs the callbacks of gc around a collection.
func (in *Interp) collect(t *object.Thread, m *object.Module) (object.Value, error) {
	n := 0
	tell := func(phase string) {
		l := object.AsList(orNone(m.Dict.GetString("callbacks")))
		if l == nil {
			return
		}
		info := object.NewDict()
		for name, v := range map[string]int{"generation": 2, "collected": n, "uncollectable": 0} {
			info.SetString(t, name, object.Int(int64(v)))
		}
		for _, f := range append([]object.Value(nil), l.Items...) {
			r, err := t.Call(f, object.NewStr(phase), object.Of(info))
			t.DropFloating(r)
			if err != nil {
				in.Unraisable(t, err, "Exception ignored while calling GC callback", f)
			}
		}
	}
	tell("start")
	n = t.CollectCycles(in.loops.Unread()...)
	tell("stop")
	return object.Int(int64(n)), nil
}

// traverse visits what an object refers to.
func traverse(v object.Value, visit func(object.Value)) {
	each := func(x object.Value) {
		if x.Valid() && !x.IsInt() && !x.IsFloat() && !x.IsBool() && !x.IsNone() {
			visit(x)
		}
	}
	switch {
	case v.Is(object.ModuleType):
		each(object.Of(object.Cast[object.Module](v).Dict))
	case object.AsType(v) != nil:
		ty := object.AsType(v)
		each(object.Of(ty.Dict))
		for _, b := range ty.Bases {
			each(object.Of(b))
		}
	default:
		if f := v.Type().S().Traverse; f != nil {
			f(v, each)
		}
		if v.Type().Flags&object.HeapType != 0 {
			each(object.Of(v.Type()))
		}
	}
}

// eachObject visits every object that a trace from the roots finds.
func (in *Interp) eachObject(t *object.Thread, visit func(object.Value)) {
	seen := map[object.Value]bool{}
	var todo []object.Value
	push := func(v object.Value) {
		if v.Valid() && !v.IsInt() && !v.IsFloat() && !seen[v] {
			seen[v] = true
			todo = append(todo, v)
		}
	}
	push(object.Of(in.Modules))
	for _, th := range in.Threads() {
		st := vm.Of(th)
		st.EachRoot(func(_ string, v object.Value) { push(v) })
		for f := st.Current(); f != nil; f = f.Back() {
			push(f.Object())
		}
	}
	for len(todo) > 0 {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		visit(v)
		traverse(v, push)
	}
}
