package vm

import (
	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
)

// Handles foretells what a frame does with an exception of a type that is raised where
// it is, without running anything: whether one of its except clauses takes it, or a
// suppress(). A clause whose type cannot be told is taken to match.
func (f *Frame) Handles(exc *object.Type) bool {
	c, pc := f.code, f.PC()
	for range c.Handlers { // each turn leaves one block
		h := c.Handler(pc)
		if h == nil {
			return false
		}
		w := clauses{f: f, exc: exc, regs: map[int]Value{}}
		if w.follow(int(h.Target), h.Catches) {
			return true
		}
		pc = w.pc
	}
	return false
}

// clauses follows the beginning of a handler.
type clauses struct {
	f    *Frame
	exc  *object.Type
	regs map[int]Value
	pc   int // where it goes on outwards
}

// follow goes from except clause to except clause; a clean-up takes nothing.
func (w *clauses) follow(pc int, catches bool) bool {
	c := w.f.code
	for pc < len(c.Instrs) {
		i := c.At(pc)
		w.pc = pc
		pc = c.Next(pc)
		switch i.Op() {
		case code.PUSH_EXC_INFO:
		case code.RERAISE:
			return false
		case code.WITH_EXCEPT_START:
			return suppresses(w.value(i.B()), w.exc)
		case code.CHECK_EXC_MATCH:
			if match, known := matches(w.exc, w.value(i.C())); match || !known {
				return true
			}
			pc = c.At(pc).Bx() // JUMP_IF_FALSE: the next clause
		default:
			if !w.load(i, w.pc) {
				return catches // the body of a clause without a type
			}
		}
	}
	return false
}

func (w *clauses) value(reg int) Value {
	if v, set := w.regs[reg]; set {
		return v
	}
	if regs := w.f.regs(); reg < len(regs) {
		return regs[reg]
	}
	return Value{}
}

// load follows an instruction of the kind that a clause's type is made by; false
// says that it is none. What it makes may be unknown: the invalid Value.
func (w *clauses) load(i code.Instr, pc int) bool {
	c, f := w.f.code, w.f
	var v Value
	switch i.Op() {
	case code.LOAD_GLOBAL, code.LOAD_NAME:
		name := c.Names[i.Bx()].S
		if locals := object.AsDict(f.locals()); i.Op() == code.LOAD_NAME && locals != nil {
			v = locals.GetString(name)
		}
		if !v.Valid() {
			v = f.space.Globals.GetString(name)
		}
		if !v.Valid() {
			v = f.space.Builtins.GetString(name)
		}
	case code.LOAD_ATTR:
		v = plainAttr(w.value(i.B()), c.Names[c.At(pc+1).Lo()].S)
	case code.LOAD_DEREF:
		if cell := w.value(i.B()); cell.Valid() && cell.Is(object.CellType) {
			v = object.Cast[object.Cell](cell).V
		}
	case code.LOAD_FREE:
		if f.fn != nil {
			v = f.fn.Closure[i.B()].V
		}
	case code.MOVE:
		v = w.value(i.B())
	case code.BUILD_TUPLE:
		items := make([]Value, i.C())
		for n := range items {
			if items[n] = w.value(i.B() + n); !items[n].Valid() {
				items = nil
				break
			}
		}
		if items != nil {
			v = object.NewTuple(items...)
		}
	default:
		return false
	}
	w.regs[i.A()] = v
	return true
}

// plainAttr is an attribute of a module or a class, as far as none of the
// program's code is needed to get it.
func plainAttr(v Value, name string) Value {
	switch {
	case !v.Valid():
	case v.Is(object.ModuleType):
		return object.Cast[object.Module](v).Dict.GetString(name)
	default:
		if ty := object.AsType(v); ty != nil {
			for _, k := range ty.MRO {
				if x := k.Dict.GetString(name); x.Valid() {
					return x
				}
			}
		}
	}
	return Value{}
}

// matches is the test of an except clause; known is false where it cannot be told.
func matches(exc *object.Type, types Value) (match, known bool) {
	if !types.Valid() {
		return false, false
	}
	if tu := object.AsTuple(types); tu != nil {
		for _, x := range tu.Items {
			if m, k := matches(exc, x); m || !k {
				return m, k
			}
		}
		return false, true
	}
	if ty := object.AsType(types); ty != nil {
		return exc.IsSubtype(ty), true
	}
	return false, false
}

// expecting are the attributes in which context managers that swallow exceptions
// have their types: contextlib.suppress, unittest's assertRaises and pytest.raises.
var expecting = map[string]string{
	"suppress": "_exceptions", "_AssertRaisesContext": "expected", "RaisesExc": "expected_exceptions", "RaisesContext": "expected_exception",
}

// generatorTakes asks the generator behind a context manager of contextlib's what it
// does with the exception at its yield.
func generatorTakes(self Value, exc *object.Type) (takes, known bool) {
	if ty := self.Type(); !ty.HasBase("_GeneratorContextManager") && !ty.HasBase("_AsyncGeneratorContextManager") {
		return false, false
	}
	object.EachAttr(self, func(name string, v Value) {
		if g := AsGenerator(v); name == "gen" && g != nil && g.Frame() != nil {
			takes, known = g.Frame().Handles(exc), true
		}
	})
	return takes, known
}

// suppresses tells of the __exit__ of a with statement whether it takes the
// exception.
func suppresses(exit Value, exc *object.Type) bool {
	if !exit.Valid() || !exit.Is(object.MethodType) {
		return false
	}
	self := object.Cast[object.Method](exit).Self
	if takes, known := generatorTakes(self, exc); known {
		return takes
	}
	for _, ty := range self.Type().MRO {
		attr, found := expecting[ty.Name]
		if !found {
			continue
		}
		takes := false
		object.EachAttr(self, func(name string, v Value) {
			if name == attr {
				match, known := matches(exc, v)
				takes = match || !known
			}
		})
		return takes
	}
	return false
}
