package compile

import (
	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/scope"
)

// annotation is one entry of an __annotations__ dict.
type annotation struct {
	name string
	expr ast.Expr
}

// annotateUnit compiles an __annotate__ function (PEP 649).
func (u *unit) annotateUnit(n ast.Node, items []annotation) *unit {
	s := u.tab.Of(n, scope.AnnotationScope)
	if s == nil || len(items) == 0 {
		return nil
	}
	v := u.child(s, "__annotate__")
	v.c.ArgCount, v.c.PosOnly = 1, 1
	v.prologue(n, 0)
	v.declare([]string{"format"})
	// Only the VALUE and VALUE_WITH_FAKE_GLOBALS formats are evaluated here.
	bad := v.newLabel()
	lim := v.temp()
	v.loadConst(lim, v.addConst(object.Int(2)))
	v.drop(lim)
	v.emit2(code.Make(code.COMPARE_JUMP, uint8(object.CmpGt)|0x80, 0, v.locals["format"], lim), code.Word2(int(bad), 0))
	t := v.temp()
	v.emit(code.Make(code.BUILD_MAP, 0, t, t, 0))
	for _, it := range items {
		k := v.temp()
		v.loadStr(k, u.mangle(it.name))
		var val int
		if st, ok := it.expr.(*ast.Starred); ok { // *args: *Ts
			val = v.operandDropped(st.Value)
		} else {
			val = v.operandDropped(it.expr)
		}
		v.drop(k)
		v.span = it.expr.Span()
		v.emit(code.Make(code.MAP_ADD, 0, t, k, val))
	}
	v.emit(code.Make(code.RETURN_VALUE, 0, t, 0, 0))
	v.drop(t)
	v.place(bad)
	e := v.temp()
	v.emit2(code.MakeX(code.LOAD_GLOBAL, 0, e, v.nameIndex("NotImplementedError")), code.Word2(0, v.cache()))
	v.emit(code.Make(code.RAISE, 0, e, code.None, 0))
	v.drop(e)
	return v
}

// annotate defines __annotate__ in a module or class body.
func (u *unit) annotate(n ast.Node) {
	var body []ast.Stmt
	name := "__annotate__"
	switch n := n.(type) {
	case *ast.Module:
		body = n.Body
	case *ast.ClassDef:
		body = n.Body
		name = "__annotate_func__"
	}
	var items []annotation
	collectAnnotations(body, &items)
	v := u.annotateUnit(n, items)
	if v == nil {
		return
	}
	t := u.temp()
	u.makeFunction(t, v)
	u.emit(code.MakeX(code.STORE_NAME, 0, t, u.nameIndex(name)))
	u.drop(t)
}

// collectAnnotations finds the annotated simple names of a block, in nested
// control flow too.
func collectAnnotations(body []ast.Stmt, out *[]annotation) {
	for _, s := range body {
		switch s := s.(type) {
		case *ast.AnnAssign:
			if n, ok := s.Target.(*ast.Name); ok && s.Simple != 0 {
				*out = append(*out, annotation{n.Ident, s.Annotation})
			}
		case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef:
		default:
			ast.Children(s, func(c ast.Node) {
				switch c := c.(type) {
				case ast.Stmt:
					collectAnnotations([]ast.Stmt{c}, out)
				case *ast.ExceptHandler:
					collectAnnotations(c.Body, out)
				case *ast.MatchCase:
					collectAnnotations(c.Body, out)
				}
			})
		}
	}
}

// annotateFunction sets __annotate__ of the function in fn.
func (u *unit) annotateFunction(s ast.Stmt, a *ast.Arguments, returns ast.Expr, fn int) {
	var items []annotation
	add := func(list ...*ast.Arg) {
		for _, x := range list {
			if x != nil && x.Annotation != nil {
				items = append(items, annotation{x.Arg, x.Annotation})
			}
		}
	}
	add(a.Posonlyargs...)
	add(a.Args...)
	add(a.Vararg)
	add(a.Kwonlyargs...)
	add(a.Kwarg)
	if returns != nil {
		items = append(items, annotation{"return", returns})
	}
	v := u.annotateUnit(s, items)
	if v == nil {
		return
	}
	t := u.temp()
	u.makeFunction(t, v)
	u.emit(code.Make(code.SET_FUNCTION_ATTRIBUTE, attrAnnotate, fn, t, 0))
	u.drop(t)
}
