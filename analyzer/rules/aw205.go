package rules

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

//go:embed aw205.md
var aw205Doc string

var aw205 = analyzer.Rule{
	Code:     "AW205",
	Name:     "await-is-no-method",
	Since:    "0.2.0",
	Severity: analyzer.Error,
	Fix:      "sometimes",
	Doc:      aw205Doc,
	Covers:   []string{"AW206"},
	Nodes:    []ast.Kind{ast.FunctionDefKind, ast.AssignKind, ast.AnnAssignKind},
	Run:      runAW205,
}

func runAW205(p *analyzer.Pass, n ast.Node) {
	if p.Module.IsStub || !setsAwait(n) || isTypeChecking(p.Module, n) || isExpected(p, n, "TypeError") {
		return
	}
	switch n := n.(type) {
	case *ast.FunctionDef:
		if fn := p.Module.Function(n); fn != nil && fn.Name == "__await__" && fn.Class != nil && !isReplaced(fn) && !isDeclarationOnly(p, fn) && len(fn.Decorators) == 1 {
			checkAwaitDecorator(p, fn)
		}
	case *ast.Assign:
		for _, t := range n.Targets {
			checkAwaitAssigned(p, n, t, n.Value)
		}
	case *ast.AnnAssign:
		if n.Value != nil {
			checkAwaitAssigned(p, n, n.Target, n.Value)
		}
	}
}

// setsAwait reports a def of, or an assignment to, something called __await__.
func setsAwait(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.FunctionDef:
		return n.Name == "__await__"
	case *ast.AnnAssign:
		return index.LastName(n.Target) == "__await__"
	case *ast.Assign:
		for _, t := range n.Targets {
			if index.LastName(t) == "__await__" {
				return true
			}
		}
	}
	return false
}

// checkAwaitDecorator looks for the decorators that make of __await__ something
// that the interpreter cannot call, or that gives no iterator.
func checkAwaitDecorator(p *analyzer.Pass, fn *index.Function) {
	d := analyzer.Diagnostic{Severity: analyzer.Error, Span: defSpan(fn)}
	of := "awaiting an instance of `" + fn.Class.Node.Name + "` raises"
	name := p.Infer.DottedName(p.Module, fn.Decorators[0])
	switch name {
	case "builtins.property", "functools.cached_property":
		typ := propertyType(p, fn)
		if typ == "" {
			return
		}
		d.Message = fmt.Sprintf("`__await__` is a property: %s `TypeError: '%s' object is not callable`; make it a plain method", of, typ)
		d.Fix = removeDecorator(p, fn, strings.TrimPrefix(strings.TrimPrefix(name, "builtins."), "functools."))
		if typ != "generator" && typ != "coroutine_wrapper" && d.Fix != nil {
			d.Fix.Applicability = analyzer.Unsafe // what it returns is no iterator of awaiting either
		}
	case "types.coroutine":
		if len(fn.Yields) == 0 {
			return
		}
		d.Message = fmt.Sprintf("`types.coroutine` makes a coroutine of what `__await__` gives: %s `TypeError: __await__() returned a coroutine`; a plain generator method is enough", of)
		d.Fix = removeDecorator(p, fn, "types.coroutine")
	case "contextlib.contextmanager":
		d.Message = fmt.Sprintf("`contextmanager` makes a context manager of what `__await__` gives: %s `TypeError: __await__() returned non-iterator of type '_GeneratorContextManager'`", of)
	default:
		return
	}
	p.Report(d)
}

// propertyType is the type of what a property gives, if that cannot be called.
func propertyType(p *analyzer.Pass, fn *index.Function) string {
	switch {
	case fn.IsAsyncGenerator():
		return "async_generator"
	case fn.Async:
		return "coroutine"
	case len(fn.Yields) > 0:
		return "generator"
	}
	if o, ok := badResult(p, fn, "__call__"); ok && o.Type != "function" && o.Type != "method" && o.Type != "type" {
		return o.Type
	}
	return ""
}

// removeDecorator takes the only decorator's line away.
func removeDecorator(p *analyzer.Pass, fn *index.Function, name string) *analyzer.Fix {
	src := p.Source()
	x := fn.Decorators[0]
	from, to := src.LineStart(src.Line(x.Pos())), src.LineStart(src.Line(x.End())+1)
	line := strings.TrimSpace(src.Text[from:to])
	if len(p.Module.File.Errors) > 0 || line != "@"+src.Slice(x.Span()) || src.Line(fn.NamePos) == src.Line(x.Pos()) {
		return nil
	}
	return unlessUsed(p, fn, &analyzer.Fix{
		Message: "Remove `@" + name + "`",
		Edits:   []analyzer.Edit{{Span: source.Span{Start: from, End: to}}},
	})
}

// checkAwaitAssigned looks at __await__ = value in a class, and at
// self.__await__ = value in a method.
func checkAwaitAssigned(p *analyzer.Pass, s ast.Stmt, target, value ast.Expr) {
	switch t := target.(type) {
	case *ast.Name:
		block := p.Module.BlockAt(s)
		if t.Ident != "__await__" || block.Kind != index.ClassBlock || block.Class == nil {
			return
		}
		if at := block.Bindings("__await__"); len(at) == 0 || at[len(at)-1].Node != ast.Node(t) {
			return
		}
		list := p.Infer.Objects(p.Module, value)
		if len(list) != 1 || list[0].Class != nil {
			return
		}
		o := list[0]
		switch o.Type {
		case "function", "method", "type":
			checkCoroutineFunction(p, t, value, block.Class, o)
			return
		case "functools.partial":
			return // of a partialmethod, or a method as the function is: which, and whether it fits, differs between versions
		case "NoneType":
			p.Report(analyzer.Diagnostic{
				Severity: analyzer.Hint,
				Span:     t.Span(),
				Message:  fmt.Sprintf("awaiting an instance of `%s` raises `TypeError: 'NoneType' object is not callable`, which says nothing about awaiting; a method that raises tells more", block.Class.Node.Name),
			})
			return
		}
		p.Report(analyzer.Diagnostic{
			Severity: analyzer.Error,
			Span:     t.Span(),
			Message:  fmt.Sprintf("`__await__` is %s, not a method: awaiting an instance of `%s` raises `TypeError: '%s' object is not callable`", aName(o), block.Class.Node.Name, o.Type),
		})
	case *ast.Attribute:
		fn := p.Module.FunctionAt(s)
		if t.Attr != "__await__" || fn == nil || fn.Class == nil || len(fn.Positional()) == 0 || role(p, fn) != "" {
			return
		}
		if n, ok := t.Value.(*ast.Name); !ok || n.Ident != fn.Positional()[0].Arg {
			return
		}
		if len(fn.Class.Block.Bindings("__await__")) > 0 || !lacksInBases(p, fn.Class) {
			return
		}
		p.Report(analyzer.Diagnostic{
			Severity: analyzer.Error,
			Span:     t.Span(),
			Message:  fmt.Sprintf("`await` looks `__await__` up in the class, never in the instance: awaiting an instance of `%[1]s` raises `TypeError: object %[1]s can't be used in 'await' expression`; define the method in the class", fn.Class.Node.Name),
		})
	}
}

// checkCoroutineFunction looks at "__await__ = asyncio.sleep": a function that is
// found in a class is a method, and calling this one makes no iterator.
func checkCoroutineFunction(p *analyzer.Pass, t *ast.Name, value ast.Expr, c *index.Class, o infer.Object) {
	if o.Type != "function" || o.Func == nil || !o.Func.Async || len(o.Func.Decorators) > 0 {
		return
	}
	what, raises := "a coroutine function", "__await__() returned a coroutine"
	if o.Func.IsAsyncGenerator() {
		what, raises = "an async generator function", "__await__() returned non-iterator of type 'async_generator'"
	}
	p.Report(analyzer.Diagnostic{
		Severity: analyzer.Error,
		Span:     t.Span(),
		Message:  fmt.Sprintf("`%s` is %s: awaiting an instance of `%s` raises `TypeError: %s`", excerpt(p.Source(), value), what, c.Node.Name, raises),
	})
}

// lacksInBases is like Special, which a file that sets the attribute on
// something makes unsure: here that is the very thing looked at.
func lacksInBases(p *analyzer.Pass, c *index.Class) bool {
	if len(c.Node.DecoratorList) > 0 || len(c.Node.Keywords) > 0 || p.Infer.IsAddedBelow(p.Module, c, "__await__") {
		return false
	}
	if _, complete := p.Infer.IsSubclass(c, ""); !complete {
		return false
	}
	for _, base := range p.Infer.Ancestors(c) {
		if len(base.Block.Bindings("__await__")) > 0 || len(base.Node.DecoratorList) > 0 || len(base.Node.Keywords) > 0 {
			return false
		}
	}
	return true
}
