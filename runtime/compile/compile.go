// Package compile turns a parsed and resolved file into code objects.
//
// It is one pass over the tree. Expressions are compiled into registers with a
// stack discipline for temporaries; a local variable that is surely bound is
// used in place. Statements that leave blocks early (return, break, continue)
// emit the clean-up of every block they leave, as CPython's compiler does, so
// that the machine needs no block stack.
package compile

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/scope"
	"github.com/asynctools/asynctools/syntax/source"
)

// Options configure a compilation.
type Options struct {
	Interp            *object.Interp // interns the names
	Print             bool           // expression statements go to sys.displayhook (an interactive statement)
	Optimize          int            // 1: no asserts; 2: no docstrings either
	FutureAnnotations bool           // as if the file began with "from __future__ import annotations"
}

// Error is a construct the compiler cannot translate.
type Error struct {
	Msg  string
	Span source.Span
}

func (e *Error) Error() string { return e.Msg }

// tempBit marks a temporary's register until the number of locals is known.
const tempBit = 0x8000

// File compiles a module, an interactive statement or, for an Expression, code
// that returns its value. The file must be free of errors.
func File(f *ast.File, tab *scope.Table, opt Options) (c *code.Code, err error) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(*Error) // thrown by unit.fail only
			if !ok {
				panic(r)
			}
			err = e
		}
	}()
	u := &unit{file: f, tab: tab, opt: opt, scope: tab.Root, name: "<module>", qualname: "<module>"}
	u.open()
	u.span = source.Span{}
	u.emit(code.Make(code.RESUME, 0, 0, 0, 0))
	switch m := f.Mod.(type) {
	case *ast.Expression:
		u.emit(code.Make(code.RETURN_VALUE, 0, u.operand(m.Body), 0, 0))
		u.top = 0
	default:
		u.moduleBody(f.Body())
	}
	return u.finish(), nil
}

// unit compiles one block of code.
type unit struct {
	parent   *unit
	file     *ast.File
	tab      *scope.Table
	opt      Options
	scope    *scope.Scope
	name     string
	qualname string
	private  string          // the class whose names are mangled
	mangled  map[string]bool // in the type parameters of a generic class: the only names that are
	future   bool            // "from __future__ import annotations"
	deferred *deferred       // the annotations of a module or class body

	c       *code.Code
	code    []code.Instr
	spans   []source.Span
	span    source.Span
	labels  []int // position of each label, -1 until placed
	top     int   // temporaries in use
	maxTemp int

	locals map[string]int // register of a variable
	names  map[string]int
	consts map[constKey]int
	free   map[string]int
	hidden []hiddenScope // comprehensions being compiled in place
	blocks []*block
	walrus bool
	// lastCall is where the latest CALL or CALL_METHOD is.
	lastCall int
	defined  bitset // locals surely bound here; nil when unreachable
	never    bitset // locals that some statement unbinds
	cells    map[string]bool
}

type hiddenScope struct {
	scope *scope.Scope
	vars  map[string]int
}

// noSpan is where code is that stands for nothing in the source: no line
// starts there.
var noSpan = source.Span{Start: source.NoPos, End: source.NoPos}

type constKey struct {
	kind byte
	text string
}

type label int

func (u *unit) fail(n ast.Node, format string, args ...any) {
	panic(&Error{Msg: fmt.Sprintf(format, args...), Span: n.Span()})
}

func (u *unit) open() {
	u.c = &code.Code{Header: object.StaticHeader(code.Type), Name: u.name, Qualname: u.qualname, File: u.file.Source}
	u.locals, u.names, u.consts, u.free, u.cells = map[string]int{}, map[string]int{}, map[constKey]int{}, map[string]int{}, map[string]bool{}
	u.defined = bitset{}
	u.never = bitset{}
}

func (u *unit) emit(i code.Instr) int {
	u.code = append(u.code, i)
	u.spans = append(u.spans, u.span)
	return len(u.code) - 1
}

func (u *unit) emit2(i, w code.Instr) int {
	pc := u.emit(i)
	u.emit(w)
	return pc
}

func (u *unit) at(n ast.Node) func() {
	old := u.span
	u.span = n.Span()
	return func() { u.span = old }
}

// temporaries

func (u *unit) temp() int {
	r := u.top
	u.top++
	if u.top > u.maxTemp {
		u.maxTemp = u.top
		if u.top >= tempBit-1 {
			panic(&Error{Msg: "expression needs too many registers", Span: u.span})
		}
	}
	return r | tempBit
}

func isTemp(r int) bool { return r&tempBit != 0 }

// drop ends the use of a register that was consumed.
func (u *unit) drop(r int) {
	if isTemp(r) {
		u.top--
	}
}

// labels and jumps

func (u *unit) newLabel() label {
	u.labels = append(u.labels, -1)
	return label(len(u.labels) - 1)
}

func (u *unit) place(l label) { u.labels[l] = len(u.code) }

func (u *unit) jump(op code.Op, a int, l label) { u.emit(code.MakeX(op, 0, a, int(l))) }

func (u *unit) jumpTo(l label) { u.jump(code.JUMP, 0, l) }

// finish resolves labels and registers.
func (u *unit) finish() *code.Code {
	c := u.c
	n := len(c.VarNames)
	c.NumLocals = n
	c.NumRegs = n + u.maxTemp
	if c.NumRegs >= tempBit {
		panic(&Error{Msg: "too many local variables", Span: u.span})
	}
	reg := func(r int) int {
		if r == code.None || r&tempBit == 0 {
			return r
		}
		return r&^tempBit + n
	}
	for pc := 0; pc < len(u.code); {
		i := u.code[pc]
		info := i.Op().Info()
		a, b, cc := i.A(), i.B(), i.C()
		bx := false
		for _, o := range info.Operands {
			switch o.Kind {
			case code.Jump:
				u.code[pc] = code.MakeX(i.Op(), i.D(), reg(a), u.labels[i.Bx()])
				bx = true
			case code.Const, code.Name:
				u.code[pc] = code.MakeX(i.Op(), i.D(), reg(a), i.Bx())
				bx = true
			case code.Dst, code.Src, code.Reg, code.Upd, code.Base:
				switch o.Field {
				case code.FieldA:
					a = reg(a)
				case code.FieldB:
					b = reg(b)
				case code.FieldC:
					cc = reg(cc)
				}
			}
		}
		if !bx {
			u.code[pc] = code.Make(i.Op(), i.D(), a, b, cc)
		}
		switch i.Op() {
		case code.FOR_ITER, code.SEND, code.COMPARE_JUMP, code.COMPARE_INT_JUMP, code.COMPARE_CONST_JUMP:
			w := u.code[pc+1]
			u.code[pc+1] = code.Word2(u.labels[w.Lo()], w.Hi())
		}
		pc += 1 + info.Words
	}
	for i := range c.Handlers {
		h := &c.Handlers[i]
		h.Target = int32(u.labels[h.Target])
		h.Depth = uint16(int(h.Depth) + n)
		h.Reg = uint16(reg(int(h.Reg)))
	}
	c.Instrs, c.Spans = u.code, u.spans
	for name, cell := range u.cells {
		if r, ok := u.locals[name]; ok && cell {
			c.CellLocals = append(c.CellLocals, r)
		}
	}
	slices.Sort(c.CellLocals)
	return c
}

func (u *unit) cache() int {
	u.c.Caches = append(u.c.Caches, code.Cache{})
	return len(u.c.Caches) - 1
}

// constants and names

func (u *unit) nameIndex(name string) int {
	if i, ok := u.names[name]; ok {
		return i
	}
	i := len(u.c.Names)
	u.names[name] = i
	u.c.Names = append(u.c.Names, u.opt.Interp.Intern(name))
	return i
}

func (u *unit) constIndex(key constKey, mk func() object.Value) int {
	if i, ok := u.consts[key]; ok {
		return i
	}
	i := u.addConst(mk())
	u.consts[key] = i
	return i
}

func (u *unit) addConst(v object.Value) int {
	u.c.Consts = append(u.c.Consts, v)
	return len(u.c.Consts) - 1
}

func (u *unit) loadConst(dst, k int) { u.emit(code.MakeX(code.LOAD_CONST, 0, dst, k)) }

func (u *unit) loadNone(dst int) {
	u.loadConst(dst, u.constIndex(constKey{kind: 'N'}, func() object.Value { return object.None }))
}

func (u *unit) loadStr(dst int, s string) { u.loadConst(dst, u.strConst(s)) }

func (u *unit) strConst(s string) int {
	return u.constIndex(constKey{'s', s}, func() object.Value {
		if len(s) <= 64 && isName(s) {
			return object.Of(u.opt.Interp.Intern(s))
		}
		return object.NewStr(s)
	})
}

func isName(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c != '_' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return true
}

// constant evaluates a literal, or nothing.
func (u *unit) constant(e ast.Expr) (object.Value, constKey, bool) {
	switch e := e.(type) {
	case *ast.Constant:
		v := &e.Value
		key := constKey{'0' + byte(v.Type), v.Text}
		switch v.Type {
		case ast.NoneConst:
			return object.None, constKey{kind: 'N'}, true
		case ast.TrueConst:
			return object.True, key, true
		case ast.FalseConst:
			return object.False, key, true
		case ast.EllipsisConst:
			return object.Ellipsis, key, true
		case ast.IntConst:
			if i, err := strconv.ParseInt(v.Text, 0, 64); err == nil && !(len(v.Text) > 1 && v.Text[0] == '0' && v.Text[1] <= '9') {
				return object.Int(i), key, true
			}
			text := v.Text
			if t := strings.TrimLeft(text, "0"); t == "" || t[0] >= '0' && t[0] <= '9' {
				text = t // "00" is zero, not octal
				if t == "" {
					text = "0"
				}
			}
			b, ok := new(big.Int).SetString(text, 0)
			if !ok {
				u.fail(e, "invalid integer literal %q", v.Text)
			}
			return object.IntFromBig(b), key, true
		case ast.FloatConst, ast.ComplexConst:
			f, _ := strconv.ParseFloat(v.Text, 64)
			if v.Type == ast.FloatConst {
				return object.Float(f), key, true
			}
			return object.NewComplex(complex(0, f)), key, true
		case ast.BytesConst:
			return object.NewBytes([]byte(v.Text)), key, true
		case ast.StrConst:
			if len(v.Text) <= 64 && isName(v.Text) {
				return object.Of(u.opt.Interp.Intern(v.Text)), constKey{'s', v.Text}, true
			}
			return object.NewStr(v.Text), constKey{'s', v.Text}, true
		}
	case *ast.UnaryOp:
		if e.Op == ast.USub {
			v, key, ok := u.constant(e.Operand)
			if !ok {
				break
			}
			switch {
			case v.IsInt() && v.AsInt() != 0:
				return object.Int(-v.AsInt()), constKey{'-', string(key.kind) + key.text}, true
			case v.IsFloat():
				return object.Float(-v.AsFloat()), constKey{'_', string(key.kind) + key.text}, true
			}
		}
	case *ast.Tuple:
		if e.Ctx != ast.Load || len(e.Elts) > 1024 {
			break
		}
		items := make([]object.Value, len(e.Elts))
		for i, x := range e.Elts {
			v, _, ok := u.constant(x)
			if !ok {
				return object.Value{}, constKey{}, false
			}
			items[i] = v
		}
		return object.TupleOf(items), constKey{'(', strconv.Itoa(int(e.ID))}, true
	}
	return object.Value{}, constKey{}, false
}

// variables

// bitset is a set of locals; nil is "unreachable", which has all of them.
type bitset []uint64

func (b bitset) has(i int) bool { return b == nil || i>>6 < len(b) && b[i>>6]&(1<<(i&63)) != 0 }

func (b bitset) with(i int) bitset {
	if b == nil {
		return nil
	}
	for i>>6 >= len(b) {
		b = append(b, 0)
	}
	b[i>>6] |= 1 << (i & 63)
	return b
}

func (b bitset) clone() bitset {
	if b == nil {
		return nil
	}
	return append(bitset{}, b...)
}

func meet(a, b bitset) bitset {
	if a == nil {
		return b
	}
	if b == nil {
		return a
	}
	n := min(len(a), len(b))
	out := make(bitset, n)
	for i := range out {
		out[i] = a[i] & b[i]
	}
	return out
}

func (u *unit) local(name string) int {
	if r, ok := u.locals[name]; ok {
		return r
	}
	r := len(u.c.VarNames)
	u.locals[name] = r
	u.c.VarNames = append(u.c.VarNames, u.opt.Interp.Intern(name))
	return r
}

func (u *unit) mangle(name string) string {
	if u.mangled != nil && !u.mangled[name] {
		return name
	}
	if u.private == "" || !strings.HasPrefix(name, "__") || strings.HasSuffix(name, "__") || strings.Contains(name, ".") {
		return name
	}
	p := strings.TrimLeft(u.private, "_")
	if p == "" {
		return name
	}
	return "_" + p + name
}

// where tells how to reach a variable.
type where uint8

const (
	inFast where = iota
	inCell       // a local register that holds a cell
	inFree       // a cell of the closure
	inGlobal
	inName        // namespace of a class body or module
	inClassFree   // of an annotation: the class's namespace, then a cell of the closure
	inClassGlobal // of an annotation: the class's namespace, then globals
)

// resolve finds a variable; reg is a register or an index of the closure.
func (u *unit) resolve(name string) (where, int) {
	m := u.mangle(name)
	for i := len(u.hidden) - 1; i >= 0; i-- {
		h := &u.hidden[i]
		if r, ok := h.vars[m]; ok {
			if u.cellInComp(h.scope, m) {
				return inCell, r
			}
			return inFast, r
		}
		if s := h.scope.Lookup(m); s != nil {
			switch s.Place {
			case scope.GlobalExplicit:
				return inGlobal, 0
			case scope.GlobalImplicit:
				if u.scope.Kind == scope.ClassScope {
					if i, ok := u.freeIndexIfBound(m); ok {
						return inFree, i
					}
					return inGlobal, 0
				}
				if u.scope.SeesClass {
					return inGlobal, 0
				}
			case scope.Free:
				// A comprehension does not see the class around an annotation.
				if u.scope.SeesClass && i == 0 && (u.scope.Lookup(m) == nil || u.scope.Lookup(m).Place != scope.Cell) {
					return inFree, u.freeIndex(m)
				}
			}
			if u.scope.Kind == scope.ClassScope && i == 0 && (s.Place == scope.Free) {
				if m == "__class__" {
					return inName, 0 // not the class being made
				}
				return inFree, u.freeIndex(m)
			}
		}
	}
	s := u.scope.Lookup(m)
	fn := u.isFunction()
	if s == nil {
		if !fn {
			return inName, 0
		}
		return inGlobal, 0
	}
	switch s.Place {
	case scope.Local, scope.Cell:
		if !fn {
			if s.Place == scope.Cell && u.needsCell(m) {
				return inCell, u.local(m)
			}
			return inName, 0
		}
		if u.needsCell(m) {
			return inCell, u.local(m)
		}
		return inFast, u.local(m)
	case scope.Free:
		if u.seesClass(m) {
			return inClassFree, u.freeIndex(m)
		}
		return inFree, u.freeIndex(m)
	case scope.GlobalExplicit:
		return inGlobal, 0
	}
	if !fn {
		return inName, 0
	}
	if u.seesClass(m) {
		return inClassGlobal, 0
	}
	return inGlobal, 0
}

// seesClass reports that a name is looked up in the namespace of the class
// around this annotation-like scope first.
func (u *unit) seesClass(name string) bool {
	return u.scope.SeesClass && len(u.hidden) == 0 && name != "__classdict__" && name != "__class__" && name != conditionalName
}

func (u *unit) isFunction() bool {
	switch u.scope.Kind {
	case scope.ModuleScope, scope.ClassScope:
		return false
	}
	return true
}

func (u *unit) freeIndex(name string) int {
	if i, ok := u.free[name]; ok {
		return i
	}
	i := len(u.c.FreeNames)
	u.free[name] = i
	u.c.FreeNames = append(u.c.FreeNames, u.opt.Interp.Intern(name))
	return i
}

func (u *unit) freeIndexIfBound(name string) (int, bool) {
	i, ok := u.free[name]
	return i, ok
}

// needsCell reports that a variable of this block is captured by a function of
// its own, not merely used by a comprehension compiled in place.
func (u *unit) needsCell(name string) bool {
	if v, ok := u.cells[name]; ok {
		return v
	}
	if u.scope.Kind == scope.ModuleScope {
		return false
	}
	v := captured(u.scope, name)
	if u.scope.Kind == scope.ClassScope && (name == "__class__" && u.scope.NeedsClassCell || name == "__classdict__" && u.scope.NeedsClassDict) {
		v = true
	}
	u.cells[name] = v
	return v
}

func (u *unit) cellInComp(s *scope.Scope, name string) bool { return captured(s, name) }

// captured looks for a function below s that has name free.
func captured(s *scope.Scope, name string) bool {
	for _, k := range s.Children {
		sym := k.Lookup(name)
		if inPlace(k) {
			if sym != nil && (sym.Place == scope.Local || sym.Place == scope.Cell) {
				continue // the comprehension's own variable
			}
			if captured(k, name) {
				return true
			}
			continue
		}
		if sym != nil && sym.Place == scope.Free {
			return true
		}
		if k.Kind == scope.ClassScope && sym != nil && sym.Flags&scope.DefFreeClass != 0 {
			return true
		}
	}
	return false
}

// inPlace reports a comprehension that is compiled into its parent.
func inPlace(s *scope.Scope) bool {
	if !s.Comprehension {
		return false
	}
	_, gen := s.Node.(*ast.GeneratorExp)
	return !gen
}

// loadName reads a variable and returns its register: the local's own, or a
// new temporary.
func (u *unit) loadName(name string) int {
	w, i := u.resolve(name)
	if w == inFast {
		u.checkBound(i)
		if u.walrus {
			t := u.temp()
			u.emit(code.Make(code.MOVE, 0, t, i, 0))
			return t
		}
		return i
	}
	t := u.temp()
	u.loadNameAs(t, name, w, i)
	return t
}

func (u *unit) checkBound(r int) {
	if !u.defined.has(r) || u.never != nil && u.never.has(r) {
		u.emit(code.Make(code.CHECK_FAST, 0, r, 0, 0))
		u.define(r)
	}
}

func (u *unit) define(r int) { u.defined = u.defined.with(r) }

func (u *unit) loadNameTo(dst int, name string) {
	w, i := u.resolve(name)
	if w == inFast {
		u.checkBound(i)
		u.emit(code.Make(code.MOVE, 0, dst, i, 0))
		return
	}
	u.loadNameAs(dst, name, w, i)
}

func (u *unit) loadNameAs(dst int, name string, w where, i int) {
	switch w {
	case inCell:
		u.emit(code.Make(code.LOAD_DEREF, 0, dst, i, 0))
	case inFree:
		op := code.LOAD_FREE
		if u.scope.Kind == scope.ClassScope && len(u.hidden) == 0 {
			op = code.LOAD_CLASS_FREE
		}
		u.emit(code.Make(op, 0, dst, i, 0))
	case inGlobal:
		u.emit2(code.MakeX(code.LOAD_GLOBAL, 0, dst, u.nameIndex(u.mangle(name))), code.Word2(0, u.cache()))
	case inName:
		u.emit2(code.MakeX(code.LOAD_NAME, 0, dst, u.nameIndex(u.mangle(name))), code.Word2(0, u.cache()))
	case inClassFree, inClassGlobal:
		d := u.temp()
		u.emit(code.Make(code.LOAD_FREE, 0, d, u.freeIndex("__classdict__"), 0))
		u.drop(d)
		if w == inClassFree {
			u.emit(code.Make(code.LOAD_CLASSDICT_FREE, 0, dst, d, i))
		} else {
			u.emit(code.Make(code.LOAD_CLASSDICT_GLOBAL, 0, dst, d, u.nameIndex(u.mangle(name))))
		}
	}
}

// storeName binds a variable to the value of a register, which is consumed
// when it is a temporary.
func (u *unit) storeName(name string, src int) {
	w, i := u.resolve(name)
	switch w {
	case inFast:
		u.emit(code.Make(code.STORE_FAST, 0, i, src, 0))
		u.define(i)
	case inCell:
		u.emit(code.Make(code.STORE_DEREF, 0, i, src, 0))
	case inFree:
		u.emit(code.Make(code.STORE_FREE, 0, i, src, 0))
	case inGlobal:
		u.emit(code.MakeX(code.STORE_GLOBAL, 0, src, u.nameIndex(u.mangle(name))))
	case inName:
		u.emit2(code.MakeX(code.STORE_NAME, 0, src, u.nameIndex(u.mangle(name))), code.Word2(0, u.cache()))
	}
	u.drop(src)
}

func (u *unit) deleteName(name string) {
	w, i := u.resolve(name)
	switch w {
	case inFast:
		u.emit(code.Make(code.DELETE_FAST, 0, i, 0, 0))
	case inCell:
		u.emit(code.Make(code.DELETE_DEREF, 0, i, 0, 0))
	case inFree:
		u.emit(code.Make(code.DELETE_FREE, 0, i, 0, 0))
	case inGlobal:
		u.emit(code.MakeX(code.DELETE_GLOBAL, 0, 0, u.nameIndex(u.mangle(name))))
	case inName:
		u.emit(code.MakeX(code.DELETE_NAME, 0, 0, u.nameIndex(u.mangle(name))))
	}
}

// functions

// child makes the unit of a nested block.
func (u *unit) child(s *scope.Scope, name string) *unit {
	q := name
	outer := u
	switch u.scope.Kind {
	case scope.TypeParametersScope, scope.AnnotationScope, scope.TypeAliasScope, scope.TypeVariableScope:
		outer = u.parent // these are no level of their own
	}
	if outer.parent != nil || outer.scope.Kind != scope.ModuleScope {
		if outer.scope.Kind == scope.FunctionScope {
			q = outer.qualname + ".<locals>." + name
		} else {
			q = outer.qualname + "." + name
		}
	}
	if sym := outer.scope.Lookup(outer.mangle(name)); sym != nil && sym.Place == scope.GlobalExplicit {
		q = name
	}
	v := &unit{parent: u, file: u.file, tab: u.tab, opt: u.opt, scope: s, name: name, qualname: q, private: u.private, future: u.future}
	if s.Kind != scope.ClassScope {
		v.mangled = u.mangled
	}
	v.open()
	return v
}

// makeFunction emits the creation of a function from a finished unit into dst.
func (u *unit) makeFunction(dst int, v *unit) {
	c := v.finish()
	u.emit(code.MakeX(code.MAKE_FUNCTION, 0, dst, u.addConst(object.Of(c))))
	if len(c.FreeNames) > 0 {
		base := u.top
		first := 0
		for i, n := range c.FreeNames {
			t := u.temp()
			if i == 0 {
				first = t
			}
			u.loadCell(t, n.S)
		}
		u.top = base
		t := u.temp()
		u.emit(code.Make(code.BUILD_TUPLE, 0, t, first, len(c.FreeNames)))
		u.emit(code.Make(code.SET_FUNCTION_ATTRIBUTE, attrClosure, dst, t, 0))
		u.drop(t)
	}
}

// What SET_FUNCTION_ATTRIBUTE sets.
const (
	attrDefaults = iota
	attrKwDefaults
	attrClosure
	attrAnnotate
	attrAnnotations
)

// loadCell loads the cell of a variable itself.
func (u *unit) loadCell(dst int, name string) {
	for i := len(u.hidden) - 1; i >= 0; i-- {
		if r, ok := u.hidden[i].vars[name]; ok {
			u.emit(code.Make(code.LOAD_CELL, 0, dst, r, 0))
			return
		}
	}
	own := false
	if sym := u.scope.Lookup(name); u.scope.Kind == scope.ClassScope {
		// The functions in a class see no variables of it but these.
		switch name {
		case "__class__":
			own = u.scope.NeedsClassCell
		case "__classdict__", conditionalName:
			own = true
		}
	} else {
		own = sym != nil && (sym.Place == scope.Cell || sym.Place == scope.Local)
	}
	if own {
		u.cells[name] = true
		u.emit(code.Make(code.LOAD_CELL, 0, dst, u.local(name), 0))
		return
	}
	u.emit(code.Make(code.LOAD_FREE_CELL, 0, dst, u.freeIndex(name), 0))
}

// prologue emits what every function starts with.
func (u *unit) prologue(n ast.Node, kind code.Flags) {
	f := u.c
	f.Flags |= code.Optimized | code.NewLocals | kind
	if u.scope.Nested {
		f.Flags |= code.Nested
	}
	f.FirstLine = u.file.Source.Line(n.Pos()) + 1
	start := n.Pos()
	u.span = source.Span{Start: start, End: start}
	if kind&code.Suspends != 0 {
		u.emit(code.Make(code.RETURN_GENERATOR, 0, 0, 0, 0))
	}
	u.emit(code.Make(code.RESUME, 0, 0, 0, 0))
}

// declare reserves the locals of a function and makes cells: variables in symbol
// order, then those that are captured and those of outer functions, each by
// name. locals() and co_varnames have them in that order.
func (u *unit) declare(params []string) {
	for _, p := range params {
		u.define(u.local(p))
	}
	var cells, free []string
	for _, s := range u.scope.Symbols {
		switch s.Place {
		case scope.Local, scope.Cell:
			switch {
			case s.Name == ".format" && len(params) > 0 && params[0] != ".format":
			case u.needsCell(s.Name):
				cells = append(cells, s.Name)
			default:
				u.local(s.Name)
			}
		case scope.Free:
			free = append(free, s.Name)
		}
	}
	slices.Sort(cells)
	slices.Sort(free)
	for _, name := range cells {
		u.local(name)
	}
	for _, name := range free {
		u.freeIndex(name)
	}
	u.c.NumNamed = len(u.c.VarNames)
	for _, s := range u.scope.Symbols {
		if (s.Place == scope.Local || s.Place == scope.Cell) && u.needsCell(s.Name) {
			u.emit(code.Make(code.MAKE_CELL, 0, u.local(s.Name), 0, 0))
		}
	}
}

// findUnbinds records which locals statements of a body unbind, and whether it
// has a walrus.
func (u *unit) scan(body []ast.Stmt, exprs ...ast.Expr) {
	note := func(name string) {
		if r, ok := u.locals[u.mangle(name)]; ok {
			u.never = u.never.with(r)
		}
	}
	visit := func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef, *ast.Lambda, *ast.GeneratorExp:
			return false
		case *ast.NamedExpr:
			u.walrus = true
		case *ast.Name:
			if n.Ctx == ast.Del {
				note(n.Ident)
			}
		case *ast.ExceptHandler:
			if n.Name != "" {
				note(n.Name)
			}
		}
		return true
	}
	for _, s := range body {
		ast.Inspect(s, visit)
	}
	for _, e := range exprs {
		ast.Inspect(e, visit)
	}
}
