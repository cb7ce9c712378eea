package runtime

import (
	"strings"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/vm"
)

// CheckFinalization makes the interpreter prove, before it finalizes a
// generator, coroutine or async generator because its count reached zero, that
// a trace from the roots does not find it. report learns of each that is still
// reachable, with the way to it: the mark of a missing Hold. Tracing costs time
// in proportion to the heap; it is for tests.
func (in *Interp) CheckFinalization(report func(v object.Value, way string)) {
	t := in.main
	t.BeforeFinalize = func(v object.Value) {
		if vm.AsGenerator(v) == nil {
			return
		}
		if way := in.reach(t, v); way != "" {
			report(v, way)
		}
	}
}

// step is how a trace came to an object.
type step struct {
	from object.Value
	what string
}

// reach traces from the roots to v and describes the way; "" means that v is
// unreachable.
func (in *Interp) reach(t *object.Thread, v object.Value) string {
	seen := map[object.Value]step{}
	var todo []object.Value
	push := func(from object.Value, what string, x object.Value) {
		if !x.Valid() || x.IsInt() || x.IsFloat() {
			return
		}
		if _, ok := seen[x]; !ok {
			seen[x] = step{from, what}
			todo = append(todo, x)
		}
	}
	push(object.Value{}, "sys.modules", object.Of(in.Modules))
	push(object.Value{}, "builtins", object.Of(in.Builtins))
	for _, th := range in.Threads() {
		vm.Of(th).EachRoot(func(what string, x object.Value) { push(object.Value{}, what, x) })
	}
	for len(todo) > 0 {
		x := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if x == v {
			return describe(seen, v)
		}
		each := func(y object.Value) { push(x, "", y) }
		if x.Is(object.ModuleType) {
			each(object.Of(object.Cast[object.Module](x).Dict))
		} else if ty := object.AsType(x); ty != nil {
			each(object.Of(ty.Dict))
			for _, b := range ty.Bases {
				each(object.Of(b))
			}
		} else if f := x.Type().S().Traverse; f != nil {
			f(x, each)
		}
	}
	return ""
}

func describe(seen map[object.Value]step, v object.Value) string {
	var way []string
	for v.Valid() {
		s := seen[v]
		way = append(way, v.Type().Name)
		if s.what != "" {
			way = append(way, s.what)
		}
		v = s.from
	}
	for i, j := 0, len(way)-1; i < j; i, j = i+1, j-1 {
		way[i], way[j] = way[j], way[i]
	}
	return strings.Join(way, " > ")
}
