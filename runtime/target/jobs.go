package target

import (
	"fmt"

	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/loop"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib/collmod"
	"github.com/asynctools/asynctools/runtime/vm"
)

// job is a call that an executor of threads has taken.
type job struct {
	inspect.Job
	future object.Value // the concurrent.futures.Future
}

func (j *job) text() string {
	switch {
	case j.Thread == "":
		return j.Callable + " (queued)"
	case j.Path == "":
		return j.Callable + " in thread " + j.Thread
	}
	return fmt.Sprintf("%s in thread %s, at %s:%d", j.Callable, j.Thread, j.Path, j.Line)
}

// jobs lists the calls that executors run now, then those that wait. The other
// threads stand still: the machine has the interpreter lock.
func (g *Target) jobs() []job {
	var out []job
	var queues []object.Value
	for _, t := range g.t.Interp.Threads() {
		st, ok := t.VM.(*vm.State)
		if t == g.main.T || !ok {
			continue
		}
		var user *vm.Frame
		for f := st.Current(); f != nil; f = f.Back() {
			c := f.Code()
			lib := g.host.Library(c.Filename())
			switch {
			case !lib && user == nil:
				user = f
			case lib && c.Qualname == "_Call.run":
				self := local(f, "self")
				if !self.Valid() {
					continue
				}
				j := job{future: attrOf(self, "future")}
				j.Callable, j.Thread = g.callee(attrOf(self, "fn")), g.threadName(t)
				if user != nil {
					j.Path, j.Line = user.Code().Filename(), user.Line()
				}
				out = append(out, j)
			case lib && c.Qualname == "_work":
				if q := local(f, "calls"); q.Valid() && !has(queues, q) {
					queues = append(queues, q)
				}
			}
		}
	}
	for _, q := range queues {
		traverse := q.Type().S().Traverse
		if traverse == nil {
			continue
		}
		traverse(q, func(v object.Value) {
			if fn := attrOf(v, "fn"); fn.Valid() && attrOf(v, "future").Valid() {
				j := job{future: attrOf(v, "future")}
				j.Callable = g.callee(fn)
				out = append(out, j)
			}
		})
	}
	return out
}

func has(list []object.Value, v object.Value) bool {
	for _, x := range list {
		if x == v {
			return true
		}
	}
	return false
}

// callee names what an executor was given; behind a partial (to_thread makes
// one) is the user's function.
func (g *Target) callee(fn object.Value) string {
	name := ""
	g.quietly(func() {
		if fn.Valid() && !fn.Is(vm.FunctionType) && !fn.Is(object.MethodType) && fn.Type().S().Traverse != nil {
			fn.Type().S().Traverse(fn, func(v object.Value) {
				found := v
				if tu := object.AsTuple(v); tu != nil && len(tu.Items) > 0 {
					found = tu.Items[0]
				}
				// The other builtin is the method run of the context that to_thread calls it in.
				plain := found.Is(object.NativeType) && object.Cast[object.Native](found).Name != "run"
				if name == "" && (plain || found.Is(vm.FunctionType) || found.Is(object.MethodType) && object.Cast[object.Method](found).Func.Is(vm.FunctionType)) {
					name = loop.CallableText(g.t, found)
				}
			})
		}
		if name == "" {
			name = loop.CallableText(g.t, fn)
		}
	})
	return name
}

// threadName is what the module threading calls a thread.
func (g *Target) threadName(t *object.Thread) string {
	name := fmt.Sprintf("Thread %d", t.Ident)
	m := g.t.Interp.Modules.GetString("threading")
	if !m.Valid() || !m.Is(object.ModuleType) {
		return name
	}
	active := object.AsDict(object.Cast[object.Module](m).Dict.GetString("_active"))
	if active == nil {
		return name
	}
	active.Each(func(k, v object.Value) {
		if k.IsInt() && k.AsInt() == t.Ident {
			if s := object.AsStrV(attrOf(v, "_name")); s != nil {
				name = s.S
			}
		}
	})
	return name
}

func dequeLen(v object.Value) int {
	if v.Is(collmod.DequeType) {
		return object.Cast[collmod.Deque](v).Len()
	}
	return 0
}
