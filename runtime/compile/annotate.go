package compile

import (
	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/scope"
)

// conditionalName is the variable with the numbers of the annotations that a
// module or class body has passed.
const conditionalName = "__conditional_annotations__"

// annotation is one entry of an __annotations__ dict.
type annotation struct {
	name string
	expr ast.Expr
	// conditional annotations count once their statement has run.
	conditional bool
}

// deferred are the annotations of a module or class body, which its
// __annotate__ evaluates (PEP 649).
type deferred struct {
	items []annotation
	index map[*ast.AnnAssign]int
	class bool
}

func (d *deferred) conditional() bool {
	for _, it := range d.items {
		if it.conditional {
			return true
		}
	}
	return false
}

// annotateUnit compiles an __annotate__ function.
func (u *unit) annotateUnit(n ast.Node, items []annotation, owner string) *unit {
	s := u.tab.Of(n, scope.AnnotationScope)
	if s == nil || len(items) == 0 {
		return nil
	}
	v := u.child(s, "__annotate__")
	if owner != "" {
		v.qualname = u.child(s, owner).qualname + ".__annotate__"
	}
	v.c.ArgCount, v.c.PosOnly = 1, 1
	v.prologue(n, 0)
	v.declare([]string{"format"})
	for _, it := range items {
		v.scan(nil, it.expr)
	}
	bad := v.checkFormat("format")
	t := v.temp()
	v.emit(code.Make(code.BUILD_MAP, 0, t, t, 0))
	for i, it := range items {
		v.span = it.expr.Span()
		skip := v.newLabel()
		if it.conditional {
			k := v.temp()
			v.loadConst(k, v.addConst(object.Int(int64(i))))
			passed := v.temp()
			if u.scope.Kind == scope.ModuleScope {
				v.emit2(code.MakeX(code.LOAD_GLOBAL, 0, passed, v.nameIndex(conditionalName)), code.Word2(0, v.cache()))
			} else {
				v.emit(code.Make(code.LOAD_FREE, 0, passed, v.freeIndex(conditionalName), 0))
			}
			v.drop(passed)
			v.drop(k)
			v.emit(code.Make(code.CONTAINS_OP, 0, k, k, passed))
			v.jump(code.JUMP_IF_FALSE, k, skip)
		}
		k := v.temp()
		v.loadStr(k, u.mangle(it.name))
		val := v.unpackedOperand(it.expr)
		v.drop(k)
		v.span = it.expr.Span()
		v.emit(code.Make(code.MAP_ADD, 0, t, k, val))
		v.place(skip)
	}
	v.emit(code.Make(code.RETURN_VALUE, 0, t, 0, 0))
	v.drop(t)
	v.refuseFormat(bad)
	return v
}

// collectDeferred finds the annotations of a module's or class's body.
func (u *unit) collectDeferred(body []ast.Stmt) {
	if !u.scope.HasAnnotations || u.future {
		return
	}
	d := &deferred{index: map[*ast.AnnAssign]int{}, class: u.scope.Kind == scope.ClassScope}
	d.collect(body, !d.class)
	u.deferred = d
}

// collect finds the annotated simple names of a block, in nested control flow
// too.
func (d *deferred) collect(body []ast.Stmt, conditional bool) {
	for _, s := range body {
		switch s := s.(type) {
		case *ast.AnnAssign:
			if n, ok := s.Target.(*ast.Name); ok && s.Simple != 0 {
				d.index[s] = len(d.items)
				d.items = append(d.items, annotation{n.Ident, s.Annotation, conditional})
			}
		case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef:
		default:
			ast.Children(s, func(c ast.Node) {
				switch c := c.(type) {
				case ast.Stmt:
					d.collect([]ast.Stmt{c}, true)
				case *ast.ExceptHandler:
					d.collect(c.Body, true)
				case *ast.MatchCase:
					d.collect(c.Body, true)
				}
			})
		}
	}
}

// startAnnotations begins a body with annotations.
func (u *unit) startAnnotations() {
	switch {
	case u.future && u.scope.HasAnnotations:
		t := u.temp()
		u.emit(code.Make(code.BUILD_MAP, 0, t, t, 0))
		u.emit2(code.MakeX(code.STORE_NAME, 0, t, u.nameIndex("__annotations__")), code.Word2(0, u.cache()))
		u.drop(t)
	case u.deferred != nil && u.deferred.conditional():
		t := u.temp()
		u.emit(code.Make(code.BUILD_SET, 0, t, t, 0))
		if u.deferred.class {
			u.cells[conditionalName] = true
			r := u.local(conditionalName)
			u.emit(code.Make(code.NEW_CELL, 0, r, 0, 0))
			u.emit(code.Make(code.STORE_DEREF, 0, r, t, 0))
		} else {
			u.emit2(code.MakeX(code.STORE_NAME, 0, t, u.nameIndex(conditionalName)), code.Word2(0, u.cache()))
		}
		u.drop(t)
	}
}

// annotate defines __annotate__ in a module or class body.
func (u *unit) annotate(n ast.Node) {
	if u.deferred == nil {
		return
	}
	name := "__annotate__"
	if u.deferred.class {
		name = "__annotate_func__"
	}
	v := u.annotateUnit(n, u.deferred.items, "")
	if v == nil {
		return
	}
	t := u.temp()
	u.makeFunction(t, v)
	u.emit2(code.MakeX(code.STORE_NAME, 0, t, u.nameIndex(name)), code.Word2(0, u.cache()))
	u.drop(t)
}

// annotated notes that an annotated assignment of a module or class has run.
func (u *unit) annotated(s *ast.AnnAssign) {
	name, ok := s.Target.(*ast.Name)
	if !ok || s.Simple == 0 || u.isFunction() {
		return
	}
	if u.future {
		v := u.temp()
		u.loadStr(v, Unparse(s.Annotation))
		d := u.temp()
		u.emit2(code.MakeX(code.LOAD_NAME, 0, d, u.nameIndex("__annotations__")), code.Word2(0, u.cache()))
		k := u.temp()
		u.loadStr(k, u.mangle(name.Ident))
		u.drop(k)
		u.drop(d)
		u.drop(v)
		u.emit(code.Make(code.STORE_SUBSCR, 0, d, k, v))
		return
	}
	if u.deferred == nil {
		return
	}
	i, ok := u.deferred.index[s]
	if !ok || !u.deferred.items[i].conditional {
		return
	}
	t := u.temp()
	if u.deferred.class {
		u.emit(code.Make(code.LOAD_DEREF, 0, t, u.local(conditionalName), 0))
	} else {
		u.emit2(code.MakeX(code.LOAD_NAME, 0, t, u.nameIndex(conditionalName)), code.Word2(0, u.cache()))
	}
	k := u.temp()
	u.loadConst(k, u.addConst(object.Int(int64(i))))
	u.drop(k)
	u.emit(code.Make(code.SET_ADD, 0, t, k, 0))
	u.emit(code.Make(code.CLEAR, 0, t, 0, 0))
	u.drop(t)
}

// annotateFunction sets __annotate__ of the function in fn.
func (u *unit) annotateFunction(s ast.Stmt, name string, a *ast.Arguments, returns ast.Expr, fn int) {
	var items []annotation
	add := func(list ...*ast.Arg) {
		for _, x := range list {
			if x != nil && x.Annotation != nil {
				items = append(items, annotation{name: x.Arg, expr: x.Annotation})
			}
		}
	}
	add(a.Posonlyargs...)
	add(a.Args...)
	add(a.Vararg)
	add(a.Kwonlyargs...)
	add(a.Kwarg)
	if returns != nil {
		items = append(items, annotation{name: "return", expr: returns})
	}
	if u.future && len(items) > 0 {
		t := u.temp()
		u.emit(code.Make(code.BUILD_MAP, 0, t, t, 0))
		for _, it := range items {
			k, v := u.temp(), u.temp()
			u.loadStr(k, u.mangle(it.name))
			u.loadStr(v, Unparse(it.expr))
			u.drop(v)
			u.drop(k)
			u.emit(code.Make(code.MAP_ADD, 0, t, k, v))
		}
		u.emit(code.Make(code.SET_FUNCTION_ATTRIBUTE, attrAnnotations, fn, t, 0))
		u.drop(t)
		return
	}
	v := u.annotateUnit(s, items, name)
	if v == nil {
		return
	}
	t := u.temp()
	u.makeFunction(t, v)
	u.emit(code.Make(code.SET_FUNCTION_ATTRIBUTE, attrAnnotate, fn, t, 0))
	u.drop(t)
}

// hasFuture reports "from __future__ import annotations" at the start of a
// module.
func hasFuture(body []ast.Stmt) bool {
	for i, s := range body {
		switch s := s.(type) {
		case *ast.ImportFrom:
			if s.Module != "__future__" || s.Level != 0 {
				return false
			}
			for _, a := range s.Names {
				if a.Name == "annotations" {
					return true
				}
			}
		case *ast.ExprStmt:
			if i > 0 {
				return false
			}
		default:
			return false
		}
	}
	return false
}
