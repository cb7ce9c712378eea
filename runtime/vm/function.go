package vm

import (
	"fmt"
	"slices"
	"strings"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
)

// Function is a Python function.
type Function struct {
	object.Header
	Code *code.Code
	space
	Closure    []*object.Cell
	Name       string
	Qualname   string
	Defaults   []Value
	KwDefaults *object.Dict
	Doc        Value
	Module     Value
	Annotate   Value // __annotate__, or invalid
	Annotated  Value // __annotations__ once computed
	TypeParams Value // __type_params__, or invalid
	attrs      object.Attrs
	accel      Accelerator
	plain      int // number of arguments of a call that needs no binding, or -1
}

// FunctionType is the type of Python functions.
var FunctionType = &object.Type{Name: "function"}

// NewFunction makes a function of compiled code.
func NewFunction(t *Thread, c *code.Code, globals *object.Dict) *Function {
	f := &Function{Header: object.NewHeader(FunctionType), Code: c, space: space{Globals: globals}, Name: c.Name, Qualname: c.Qualname, Doc: object.None, plain: -1}
	f.Take(object.Of(globals)) // of exec(): a module's are not counted
	f.Builtins = t.Interp.Builtins
	if c.Flags&code.HasDocstring != 0 && len(c.Consts) > 0 {
		f.Doc = c.Consts[0]
	}
	if m := globals.GetString("__name__"); m.Valid() {
		f.Module = m
	} else {
		f.Module = object.None
	}
	if c.Flags&(code.VarArgs|code.VarKeywords) == 0 && c.KwOnly == 0 {
		f.plain = c.ArgCount
	}
	return f
}

func functionTraverse(v Value, visit func(Value)) {
	f := object.Cast[Function](v)
	visit(object.Of(f.Globals))
	for _, c := range f.Closure {
		visit(object.Of(c))
	}
	for _, d := range f.Defaults {
		visit(d)
	}
	if f.KwDefaults != nil {
		visit(object.Of(f.KwDefaults))
	}
	for _, x := range []Value{f.Annotate, f.Annotated, f.TypeParams} {
		if x.Valid() {
			visit(x)
		}
	}
	object.TraverseAttrs(v, visit)
}

// bind fills the registers of a new frame with the arguments of a call. args
// are held by the caller; each stored argument takes its own count.
func (st *State) bind(f *Frame, fn *Function, args []Value, kw object.KwNames) error {
	t, c := st.T, fn.Code
	npos := len(args) - len(kw)
	total := c.ArgCount + c.KwOnly
	regs := f.regs()
	n := min(npos, c.ArgCount)
	for i := 0; i < n; i++ {
		args[i].Hold()
		regs[i] = args[i]
	}
	if c.Flags&code.VarArgs != 0 {
		v := object.NewTuple(args[min(npos, c.ArgCount):npos]...)
		v.Hold()
		regs[total] = v
	}
	var extra *object.Dict
	if c.Flags&code.VarKeywords != 0 {
		extra = object.NewDict()
		at := total
		if c.Flags&code.VarArgs != 0 {
			at++
		}
		v := object.Of(extra)
		v.Hold()
		regs[at] = v
	}
	for i, k := range kw {
		j := slices.Index(c.VarNames[c.PosOnly:total], k) // names are interned, most of them
		if j < 0 {
			j = slices.IndexFunc(c.VarNames[c.PosOnly:total], func(n *object.Str) bool { return n.S == k.S })
		}
		if j >= 0 {
			j += c.PosOnly
		}
		v := args[npos+i]
		if j < 0 {
			if extra == nil {
				if msg := st.posOnlyGiven(fn, kw); msg != "" {
					return t.Raisef(object.TypeError, "%s", msg)
				}
				return t.Raisef(object.TypeError, "%s() got an unexpected keyword argument '%s'%s", fn.Qualname, k.S, suggestKeyword(fn, k.S))
			}
			extra.SetStr(t, t.Interp.InternStr(k), v)
			continue
		}
		if regs[j].Valid() {
			return t.Raisef(object.TypeError, "%s() got multiple values for argument '%s'", fn.Qualname, k.S)
		}
		v.Hold()
		regs[j] = v
	}
	if npos > c.ArgCount && c.Flags&code.VarArgs == 0 {
		return st.tooMany(fn, npos, regs)
	}
	if npos < c.ArgCount {
		first := c.ArgCount - len(fn.Defaults)
		var missing []string
		for i := npos; i < first; i++ {
			if !regs[i].Valid() {
				missing = append(missing, c.VarNames[i].S)
			}
		}
		if len(missing) > 0 {
			return st.missing(fn, missing, "positional")
		}
		for i := max(npos, first); i < c.ArgCount; i++ {
			if !regs[i].Valid() {
				d := fn.Defaults[i-first]
				d.Hold()
				regs[i] = d
			}
		}
	}
	if c.KwOnly > 0 {
		var missing []string
		for i := c.ArgCount; i < total; i++ {
			if regs[i].Valid() {
				continue
			}
			if fn.KwDefaults != nil {
				if d := fn.KwDefaults.GetStrNear(i-c.ArgCount, c.VarNames[i]); d.Valid() {
					d.Hold()
					regs[i] = d
					continue
				}
			}
			missing = append(missing, c.VarNames[i].S)
		}
		if len(missing) > 0 {
			return st.missing(fn, missing, "keyword-only")
		}
	}
	return nil
}

// posOnlyGiven is the message for positional-only parameters given by name.
func (st *State) posOnlyGiven(fn *Function, kw object.KwNames) string {
	var names []string
	for i := 0; i < fn.Code.PosOnly; i++ {
		for _, k := range kw {
			if fn.Code.VarNames[i].S == k.S {
				names = append(names, k.S)
			}
		}
	}
	if len(names) == 0 {
		return ""
	}
	return fmt.Sprintf("%s() got some positional-only arguments passed as keyword arguments: '%s'", fn.Qualname, strings.Join(names, ", "))
}

func (st *State) missing(fn *Function, names []string, kind string) error {
	for i, n := range names {
		names[i] = "'" + n + "'"
	}
	var list string
	switch len(names) {
	case 1:
		list = names[0]
	case 2:
		list = names[0] + " and " + names[1]
	default:
		list = strings.Join(names[:len(names)-1], ", ") + ", and " + names[len(names)-1]
	}
	s := "s"
	if len(names) == 1 {
		s = ""
	}
	return st.T.Raisef(object.TypeError, "%s() missing %d required %s argument%s: %s", fn.Qualname, len(names), kind, s, list)
}

func (st *State) tooMany(fn *Function, given int, regs []Value) error {
	c := fn.Code
	kwGiven := 0
	for i := c.ArgCount; i < c.ArgCount+c.KwOnly; i++ {
		if regs[i].Valid() {
			kwGiven++
		}
	}
	plural := len(fn.Defaults) > 0 || c.ArgCount != 1
	sig := fmt.Sprintf("%d", c.ArgCount)
	if len(fn.Defaults) > 0 {
		sig = fmt.Sprintf("from %d to %d", c.ArgCount-len(fn.Defaults), c.ArgCount)
	}
	kwSig := ""
	if kwGiven > 0 {
		kwSig = fmt.Sprintf(" positional argument%s (and %d keyword-only argument%s)", s(given), kwGiven, s(kwGiven))
	}
	was := "were"
	if given == 1 && kwGiven == 0 {
		was = "was"
	}
	args := ""
	if plural {
		args = "s"
	}
	return st.T.Raisef(object.TypeError, "%s() takes %s positional argument%s but %d%s %s given", fn.Qualname, sig, args, given, kwSig, was)
}

func s(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// suggestKeyword is the "Did you mean" of CPython 3.14 for a misspelt keyword.
func suggestKeyword(fn *Function, name string) string {
	var names []string
	for i := fn.Code.PosOnly; i < fn.Code.ArgCount+fn.Code.KwOnly; i++ {
		names = append(names, fn.Code.VarNames[i].S)
	}
	if s := object.Suggest(name, names); s != "" {
		return ". Did you mean '" + s + "'?"
	}
	return ""
}

// functionCall is the Call slot: native code calls a Python function.
func functionCall(t *Thread, self Value, args []Value, kw object.KwNames) (Value, error) {
	st := Of(t)
	fn := object.Cast[Function](self)
	f := st.newFrame(fn.Code, fn)
	self.Hold()
	if err := st.bind(f, fn, args, kw); err != nil {
		st.leave(f)
		return Value{}, err
	}
	if fn.Code.Flags&(code.Suspends|code.Accelerated) != 0 {
		if v, ok, err := st.accelerate(f); ok {
			v.Forget()
			return v, err
		}
		if fn.Code.Flags&code.Suspends != 0 {
			return st.newGenerator(f), nil
		}
	}
	v, _, err := st.enter(f)
	return v, err
}

// RunCode runs a module, class or expression body.
func (st *State) RunCode(c *code.Code, globals *object.Dict, locals Value) (Value, error) {
	f := st.newFrame(c, nil)
	builtins := st.T.Interp.Builtins
	if b := builtinsOf(globals); b != nil {
		builtins = b
	}
	if !locals.Valid() {
		locals = object.Of(globals)
	}
	locals.Hold()
	f.own(globals, builtins, locals)
	v, _, err := st.enter(f)
	return v, err
}

// RunClosure is RunCode for code with free variables, whose cells are given.
func (st *State) RunClosure(c *code.Code, globals *object.Dict, locals Value, cells []Value) (Value, error) {
	fn := NewFunction(st.T, c, globals)
	st.setFunctionAttr(fn, 2, object.TupleOf(cells))
	f := st.newFrame(c, fn)
	object.Of(fn).Hold()
	builtins := fn.Builtins
	if b := builtinsOf(globals); b != nil {
		builtins = b
	}
	if c.Flags&code.NewLocals != 0 {
		locals = Value{}
	} else {
		locals.Hold()
	}
	f.own(globals, builtins, locals)
	v, _, err := st.enter(f)
	return v, err
}
