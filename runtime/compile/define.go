package compile

import (
	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/scope"
	"github.com/asynctools/asynctools/syntax/source"
)

// function compiles a def.
func (u *unit) function(s ast.Stmt, name string, args *ast.Arguments, body []ast.Stmt, decorators []ast.Expr, returns ast.Expr, typeParams []ast.TypeParam, async bool) {
	base := u.top
	f := u.decorate(decorators, func(t int) {
		u.span = s.Span()
		d := &definition{stmt: s, name: name, args: args, body: body, decorators: decorators, returns: returns, async: async}
		if len(typeParams) == 0 {
			u.functionObject(d, t)
			u.defaults(args, t)
			u.annotateFunction(s, name, args, returns, t)
			return
		}
		v := u.genericUnit(s, name)
		v.prologueLine(s, decorators)
		f, p := v.temp(), v.temp()
		v.typeParams(typeParams, p)
		v.span = s.Span()
		v.functionObject(d, f)
		for _, kind := range []int{attrDefaults, attrKwDefaults}[:len(v.scope.Params)] {
			if given(args, kind) {
				v.emit(code.Make(code.SET_FUNCTION_ATTRIBUTE, uint8(kind), f, v.locals[v.scope.Params[kind]], 0))
			}
		}
		v.annotateFunction(s, name, args, returns, f)
		v.span = s.Span()
		v.drop(p)
		v.intrinsic(code.IntrinsicFunctionTypeParams, f, f, 2)
		v.emit(code.Make(code.RETURN_VALUE, 0, f, 0, 0))
		v.drop(f)
		u.callGeneric(v, t, u.defaultArgs(args, len(v.scope.Params)))
	})
	u.storeName(name, f)
	u.top = base
}

// definition is a def being compiled.
type definition struct {
	stmt       ast.Stmt
	name       string
	args       *ast.Arguments
	body       []ast.Stmt
	decorators []ast.Expr
	returns    ast.Expr
	async      bool
}

// functionObject makes the function of a def, bare of what its signature holds.
func (u *unit) functionObject(d *definition, t int) {
	sc := u.tab.Of(d.stmt, scope.FunctionScope)
	v := u.child(sc, d.name)
	v.functionFlags(d.args)
	kind := code.Flags(0)
	switch {
	case d.async && sc.Generator:
		kind = code.AsyncGenerator
	case d.async:
		kind = code.Coroutine
	case sc.Generator:
		kind = code.Generator
	}
	v.prologue(d.stmt, kind)
	v.prologueLine(d.stmt, d.decorators)
	v.declare(sc.Params)
	v.scan(d.body)
	body := d.body
	if doc, ok := docstring(body); ok {
		v.c.Flags |= code.HasDocstring
		if u.opt.Optimize < 2 {
			v.c.Consts = append([]object.Value{object.NewStr(doc)}, v.c.Consts...)
			for k, i := range v.consts {
				v.consts[k] = i + 1
			}
		}
		body = body[1:]
	}
	v.stmts(body)
	if v.defined != nil {
		if len(body) > 0 {
			v.span = body[len(body)-1].Span()
		}
		v.implicitReturn()
	}
	u.makeFunction(t, v)
}

// prologueLine makes a definition start at its decorators.
func (u *unit) prologueLine(s ast.Stmt, decorators []ast.Expr) {
	if len(decorators) > 0 {
		u.c.FirstLine = u.file.Source.Line(decorators[0].Pos()) + 1
	}
}

// decorate evaluates decorators, lets build make the definition, and applies
// them; it returns the temporary with the result.
func (u *unit) decorate(decorators []ast.Expr, build func(t int)) int {
	for _, d := range decorators {
		u.tempOperand(d)
	}
	t := u.temp()
	build(t)
	for i := len(decorators) - 1; i >= 0; i-- {
		u.span = decorators[i].Span()
		f := t - 1
		u.emit2(code.Make(code.CALL, 0, f, 1, f), code.Word2(0, u.cache()))
		u.drop(t)
		t = f
	}
	return t
}

func (u *unit) class(s *ast.ClassDef) {
	base := u.top
	r := u.decorate(s.DecoratorList, func(t int) {
		u.span = s.Span()
		if len(s.TypeParams) == 0 {
			u.classObject(s, t)
			return
		}
		v := u.genericUnit(s, s.Name)
		v.prologueLine(s, s.DecoratorList)
		v.private = s.Name
		v.mangled = map[string]bool{}
		for _, p := range s.TypeParams {
			switch p := p.(type) {
			case *ast.TypeVar:
				v.mangled[p.Name] = true
			case *ast.ParamSpec:
				v.mangled[p.Name] = true
			case *ast.TypeVarTuple:
				v.mangled[p.Name] = true
			}
		}
		p := v.temp()
		v.typeParams(s.TypeParams, p)
		v.span = s.Span()
		v.storeName(".type_params", p)
		r := v.temp()
		v.loadNameTo(r, ".type_params")
		v.intrinsic(code.IntrinsicSubscriptGeneric, r, r, 1)
		v.storeName(".generic_base", r)
		r = v.temp()
		v.classObject(s, r)
		v.emit(code.Make(code.RETURN_VALUE, 0, r, 0, 0))
		v.drop(r)
		u.callGeneric(v, t, 0)
	})
	u.storeName(s.Name, r)
	u.top = base
}

// classObject makes the class of a class statement in t, the temporary on top.
func (u *unit) classObject(s *ast.ClassDef, t int) {
	sc := u.tab.Of(s, scope.ClassScope)
	v := u.child(sc, s.Name)
	v.private = s.Name
	v.prologue(s, 0)
	v.prologueLine(s, s.DecoratorList)
	v.c.Flags = 0
	v.classBody(s, sc)
	bodyTop := u.top
	b := t
	u.emit(code.Make(code.LOAD_BUILD_CLASS, 0, b, 0, 0))
	f := u.temp()
	u.makeFunction(f, v)
	n := u.temp()
	u.loadStr(n, s.Name)
	plain := true
	for _, x := range s.Bases {
		if _, ok := x.(*ast.Starred); ok {
			plain = false
		}
	}
	for _, k := range s.Keywords {
		plain = plain && k.Arg != ""
	}
	span := u.span
	if plain {
		nbases := len(s.Bases)
		for _, x := range s.Bases {
			u.tempOperand(x)
		}
		if len(s.TypeParams) > 0 {
			nbases++
			u.loadNameTo(u.temp(), ".generic_base")
		}
		k, kw := u.keywords(s.Keywords)
		u.top = bodyTop
		u.span = span
		u.emit2(code.Make(code.CALL, 0, b, 2+nbases+k, b), code.Word2(kw, u.cache()))
		return
	}
	// Gather func, name and bases into one argument tuple.
	u.top = bodyTop
	list := u.temp()
	u.temp()
	u.span = span
	u.classArgs(s, b, list, f, n)
	u.top = bodyTop
}

// classArgs compiles a class statement with unpacked bases or keywords. f and n
// are the two temporaries after b; they become the start of the argument list.
func (u *unit) classArgs(s *ast.ClassDef, b, list, f, n int) {
	t := u.temp()
	u.emit(code.Make(code.BUILD_LIST, 0, t, f, 2))
	for _, x := range s.Bases {
		if st, ok := x.(*ast.Starred); ok {
			v := u.operandDropped(st.Value)
			u.emit(code.Make(code.LIST_EXTEND, 0, t, v, code.None))
			continue
		}
		v := u.operandDropped(x)
		u.emit(code.Make(code.LIST_APPEND, 0, t, v, 0))
	}
	if len(s.TypeParams) > 0 {
		v := u.temp()
		u.loadNameTo(v, ".generic_base")
		u.drop(v)
		u.emit(code.Make(code.LIST_APPEND, 0, t, v, 0))
	}
	u.emit(code.Make(code.LIST_TO_TUPLE, 0, list, t, 0))
	u.drop(t)
	m := n
	u.emit(code.Make(code.BUILD_MAP, 0, m, m, 0))
	for _, k := range s.Keywords {
		if k.Arg == "" {
			v := u.operandDropped(k.Value)
			u.emit(code.Make(code.DICT_MERGE, 0, m, v, b))
			continue
		}
		key := u.temp()
		u.loadStr(key, k.Arg)
		v := u.operandDropped(k.Value)
		u.drop(key)
		u.emit(code.Make(code.MAP_ADD, 0, m, key, v))
	}
	u.emit(code.Make(code.CALL_FUNCTION_EX, 1, b, 0, b))
}

func (u *unit) classBody(s *ast.ClassDef, sc *scope.Scope) {
	u.scan(s.Body)
	for _, sym := range sc.Symbols {
		if sym.Place == scope.Free || sym.Flags&scope.DefFreeClass != 0 {
			u.freeIndex(sym.Name)
		}
		if sym.Place == scope.Cell && u.needsCell(sym.Name) && sym.Name != "__class__" && sym.Name != "__classdict__" {
			// A class variable is never captured; a cell here is __class__'s.
			u.cells[sym.Name] = false
		}
	}
	class := sc.NeedsClassCell
	if class {
		u.cells["__class__"] = true
		u.emit(code.Make(code.NEW_CELL, 0, u.local("__class__"), 0, 0))
	}
	classDict := sc.NeedsClassDict || definesFunctions(s.Body)
	if classDict {
		u.cells["__classdict__"] = true
		r := u.local("__classdict__")
		u.emit(code.Make(code.NEW_CELL, 0, r, 0, 0))
		t := u.temp()
		u.emit(code.Make(code.LOAD_LOCALS, 0, t, 0, 0))
		u.emit(code.Make(code.STORE_DEREF, 0, r, t, 0))
		u.drop(t)
	}
	set := func(name string, load func(t int)) {
		t := u.temp()
		load(t)
		u.emit2(code.MakeX(code.STORE_NAME, 0, t, u.nameIndex(name)), code.Word2(0, u.cache()))
		u.drop(t)
	}
	set("__module__", func(t int) {
		u.emit2(code.MakeX(code.LOAD_NAME, 0, t, u.nameIndex("__name__")), code.Word2(0, u.cache()))
	})
	set("__qualname__", func(t int) { u.loadStr(t, u.qualname) })
	set("__firstlineno__", func(t int) { u.loadConst(t, u.addConst(object.Int(int64(u.c.FirstLine)))) })
	if len(s.TypeParams) > 0 {
		set("__type_params__", func(t int) { u.emit(code.Make(code.LOAD_FREE, 0, t, u.freeIndex(".type_params"), 0)) })
	}
	body := s.Body
	if doc, ok := docstring(body); ok {
		if u.opt.Optimize < 2 {
			leave := u.at(body[0])
			set("__doc__", func(t int) { u.loadStr(t, doc) })
			leave()
		}
		body = body[1:]
	}
	u.collectDeferred(body)
	u.startAnnotations()
	u.stmts(body)
	u.span = s.Span()
	u.annotate(s)
	attrs := staticAttributes(s)
	u.span = source.Span{Start: source.NoPos, End: source.NoPos} // what is left belongs to no line
	set("__static_attributes__", func(t int) {
		vals := make([]object.Value, len(attrs))
		for i, a := range attrs {
			vals[i] = object.NewStr(u.mangle(a))
		}
		u.loadConst(t, u.addConst(object.TupleOf(vals)))
	})
	if classDict {
		set("__classdictcell__", func(t int) { u.emit(code.Make(code.LOAD_CELL, 0, t, u.local("__classdict__"), 0)) })
	}
	t := u.temp()
	if class {
		u.emit(code.Make(code.LOAD_CELL, 0, t, u.local("__class__"), 0))
		c := u.temp()
		u.emit(code.Make(code.MOVE, 0, c, t, 0))
		u.emit2(code.MakeX(code.STORE_NAME, 0, c, u.nameIndex("__classcell__")), code.Word2(0, u.cache()))
		u.drop(c)
	} else {
		u.loadNone(t)
	}
	u.emit(code.Make(code.RETURN_VALUE, code.Implicit, t, 0, 0))
	u.drop(t)
}

// staticAttributes lists the names assigned as self.NAME in the methods of a class.
func staticAttributes(s *ast.ClassDef) []string {
	var out []string
	seen := map[string]bool{}
	for _, m := range s.Body {
		var args *ast.Arguments
		switch m := m.(type) {
		case *ast.FunctionDef:
			args = m.Args
		case *ast.AsyncFunctionDef:
			args = m.Args
		default:
			continue
		}
		if len(args.Posonlyargs)+len(args.Args) == 0 {
			continue
		}
		ast.Inspect(m, func(n ast.Node) bool {
			if a, ok := n.(*ast.Attribute); ok && a.Ctx == ast.Store {
				if self, ok := a.Value.(*ast.Name); ok && self.Ident == "self" && !seen[a.Attr] {
					seen[a.Attr] = true
					out = append(out, a.Attr)
				}
			}
			return true
		})
	}
	return out
}

// definesFunctions reports a def among the statements of a class, whose
// annotations could want the class's names even if it has none.
func definesFunctions(body []ast.Stmt) bool {
	found := false
	for _, s := range body {
		ast.Inspect(s, func(n ast.Node) bool {
			switch n.(type) {
			case *ast.FunctionDef, *ast.AsyncFunctionDef:
				found = true
				return false
			case *ast.ClassDef, ast.Expr:
				return false
			}
			return !found
		})
	}
	return found
}
