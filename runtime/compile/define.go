package compile

import (
	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/scope"
)

// function compiles a def.
func (u *unit) function(s ast.Stmt, name string, args *ast.Arguments, body []ast.Stmt, decorators []ast.Expr, returns ast.Expr, typeParams []ast.TypeParam, async bool) {
	base := u.top
	f := u.decorate(decorators, func(t int) {
		u.span = s.Span()
		sc := u.tab.Of(s, scope.FunctionScope)
		v := u.child(sc, name)
		v.functionFlags(args)
		kind := code.Flags(0)
		switch {
		case async && sc.Generator:
			kind = code.AsyncGenerator
		case async:
			kind = code.Coroutine
		case sc.Generator:
			kind = code.Generator
		}
		v.prologueAt(s, decorators, kind)
		v.declare(sc.Params)
		v.scan(body)
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
			t := v.temp()
			v.loadNone(t)
			v.emit(code.Make(code.RETURN_VALUE, 0, t, 0, 0))
			v.drop(t)
		}
		u.makeFunction(t, v)
		u.defaults(args, t)
		u.annotateFunction(s, args, returns, t)
	})
	u.storeName(name, f)
	u.top = base
}

// prologueAt is prologue with the first line of the decorators.
func (u *unit) prologueAt(s ast.Stmt, decorators []ast.Expr, kind code.Flags) {
	u.prologue(s, kind)
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
		sc := u.tab.Of(s, scope.ClassScope)
		v := u.child(sc, s.Name)
		v.private = s.Name
		v.prologueAt(s, s.DecoratorList, 0)
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
			for _, x := range s.Bases {
				u.tempOperand(x)
			}
			k, kw := u.keywords(s.Keywords)
			u.top = bodyTop
			u.span = span
			u.emit2(code.Make(code.CALL, 0, b, 2+len(s.Bases)+k, b), code.Word2(kw, u.cache()))
			return
		}
		// Gather func, name and bases into one argument tuple.
		u.top = bodyTop
		list := u.temp()
		l2 := u.temp()
		_ = l2
		u.span = span
		u.classArgs(s, b, list, f, n)
		u.top = bodyTop
	})
	u.storeName(s.Name, r)
	u.top = base
}

// classArgs compiles a class statement with unpacked bases or keywords. f and n
// are the two temporaries after b; they become the start of the argument list.
func (u *unit) classArgs(s *ast.ClassDef, b, list, f, n int) {
	t := u.temp()
	u.emit(code.Make(code.BUILD_LIST, 0, t, f, 2))
	for _, x := range s.Bases {
		if st, ok := x.(*ast.Starred); ok {
			v := u.operandDropped(st.Value)
			u.emit(code.Make(code.LIST_EXTEND, 0, t, v, 0))
			continue
		}
		v := u.operandDropped(x)
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
		if sym.Place == scope.Free {
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
	if sc.NeedsClassDict {
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
		u.emit(code.MakeX(code.STORE_NAME, 0, t, u.nameIndex(name)))
		u.drop(t)
	}
	set("__module__", func(t int) {
		u.emit2(code.MakeX(code.LOAD_GLOBAL, 0, t, u.nameIndex("__name__")), code.Word2(0, u.cache()))
	})
	set("__qualname__", func(t int) { u.loadStr(t, u.qualname) })
	set("__firstlineno__", func(t int) { u.loadConst(t, u.addConst(object.Int(int64(u.c.FirstLine)))) })
	body := s.Body
	if doc, ok := docstring(body); ok {
		if u.opt.Optimize < 2 {
			set("__doc__", func(t int) { u.loadStr(t, doc) })
		}
		body = body[1:]
	}
	if sc.HasAnnotations {
		u.annotate(s)
	}
	u.stmts(body)
	u.span = s.Span()
	attrs := staticAttributes(s)
	set("__static_attributes__", func(t int) {
		vals := make([]object.Value, len(attrs))
		for i, a := range attrs {
			vals[i] = object.NewStr(u.mangle(a))
		}
		u.loadConst(t, u.addConst(object.TupleOf(vals)))
	})
	t := u.temp()
	if class {
		u.emit(code.Make(code.LOAD_CELL, 0, t, u.local("__class__"), 0))
		c := u.temp()
		u.emit(code.Make(code.MOVE, 0, c, t, 0))
		u.emit(code.MakeX(code.STORE_NAME, 0, c, u.nameIndex("__classcell__")))
		u.drop(c)
	} else {
		u.loadNone(t)
	}
	u.emit(code.Make(code.RETURN_VALUE, 0, t, 0, 0))
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
