package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

// specialUse is what the interpreter looks a special method up for.
func specialUse(special string) string {
	switch special {
	case "__aenter__":
		return "`async with` on an instance"
	case "__aexit__":
		return "leaving `async with` on an instance"
	case "__await__":
		return "awaiting an instance"
	}
	return "`async for` over an instance"
}

// specialProperty looks for a property that has the name of a special method,
// which the interpreter then calls what the property gives instead of.
func specialProperty(p *analyzer.Pass, n ast.Node, specials ...string) {
	fn, decorator := decoratedSpecial(p, n, specials...)
	if decorator != "builtins.property" && decorator != "functools.cached_property" {
		return
	}
	typ := propertyType(p, fn)
	if typ == "" || isExpected(p, n, "TypeError") {
		return
	}
	p.Report(analyzer.Diagnostic{
		Severity: analyzer.Error,
		Span:     defSpan(fn),
		Message: fmt.Sprintf("`%s` is a property: %s of `%s` raises `TypeError: '%s' object is not callable`; make it a plain method",
			fn.Name, specialUse(fn.Name), fn.Class.Node.Name, typ),
	})
}

// decoratedSpecial is the special method that n defines under one decorator, and the
// decorator's name.
func decoratedSpecial(p *analyzer.Pass, n ast.Node, specials ...string) (fn *index.Function, decorator string) {
	fn = p.Module.Function(n)
	if fn == nil || fn.Class == nil || len(fn.Decorators) != 1 || p.Module.IsStub {
		return nil, ""
	}
	if !slices.Contains(specials, fn.Name) || isReplaced(fn) || isTypeChecking(p.Module, n) {
		return nil, ""
	}
	return fn, p.Infer.DottedName(p.Module, fn.Decorators[0])
}

// specialManager looks for "@asynccontextmanager async def __aenter__": what
// "async with" awaits is a context manager then.
func specialManager(p *analyzer.Pass, n ast.Node) {
	fn, decorator := decoratedSpecial(p, n, "__aenter__", "__aexit__")
	typ := ""
	switch decorator {
	case "contextlib.asynccontextmanager":
		typ = "_AsyncGeneratorContextManager"
	case "contextlib.contextmanager":
		typ = "_GeneratorContextManager"
	}
	if typ == "" || len(fn.Yields) == 0 || isExpected(p, n, "TypeError") {
		return
	}
	_, short, _ := strings.Cut(decorator, ".")
	p.Report(analyzer.Diagnostic{
		Severity: analyzer.Error,
		Span:     defSpan(fn),
		Message: fmt.Sprintf("`%s` under `@%s` gives a context manager, which cannot be awaited: `async with` on an instance of `%s` raises `TypeError: 'async with' received an object from %s that does not implement __await__: %s`; remove the decorator and the `yield`",
			fn.Name, short, fn.Class.Node.Name, fn.Name, typ),
	})
}

// setOnInstance looks for "self.__anext__ = ...": the interpreter looks special
// methods up in the class, so that does nothing.
func setOnInstance(p *analyzer.Pass, n *ast.ClassDef, special string) {
	c := p.Module.Class(n)
	if c == nil || len(c.Self[special]) == 0 || p.Module.IsStub || p.Module.Mentions("."+special+"(") {
		return // what is called by its name is found in the instance
	}
	at, ok := c.Self[special][0].Node.(*ast.Attribute)
	if !ok || isOfClass(p, p.Module.FunctionAt(at)) || isTypeChecking(p.Module, n) || isExpected(p, n, "TypeError") {
		return
	}
	if _, complete := p.Infer.IsSubclass(c, ""); !complete {
		return // a class that looks things up otherwise, such as a mock
	}
	name := n.Name
	d := analyzer.Diagnostic{Severity: analyzer.Error, Span: at.Span()}
	switch has, owner := p.Infer.Declares(c, special); {
	case has == infer.Yes && owner != nil:
		d.Severity = analyzer.Warning
		d.Message = fmt.Sprintf("Python looks `%s` up in the class, never in the instance: this has no effect, and %s of `%s` runs the method of `%s`",
			special, specialUse(special), name, owner.Node.Name)
	case has != infer.No || p.Infer.IsAddedBelow(p.Module, c, special):
		return
	default:
		raises := lackingMessage(p, c, special)
		if raises == "" {
			return
		}
		d.Message = fmt.Sprintf("Python looks `%s` up in the class, never in the instance: %s; define the method in the class", special, raises)
	}
	p.Report(d)
}

// isOfClass reports a method whose first parameter is no instance.
func isOfClass(p *analyzer.Pass, fn *index.Function) bool {
	return fn == nil || role(p, fn) != "" || fn.Name == "__new__" || fn.Name == "__init_subclass__"
}

// lackingMessage is what a use of an instance raises for want of a special
// method; "" where that of another one comes first.
func lackingMessage(p *analyzer.Pass, c *index.Class, special string) string {
	name := c.Node.Name
	has := func(special string) bool {
		a, _ := p.Infer.Declares(c, special)
		return a == infer.Yes
	}
	says := ""
	switch special {
	case "__aiter__":
		says = "'async for' requires an object with __aiter__ method, got " + name
	case "__anext__":
		if !has("__aiter__") {
			return fmt.Sprintf("`anext` of an instance of `%s` raises `TypeError: '%s' object is not an async iterator`", name, name)
		}
		says = "'async for' received an object from __aiter__ that does not implement __anext__: " + name
	case "__aenter__":
		says = "'" + name + "' object does not support the asynchronous context manager protocol"
	case "__aexit__":
		if !has("__aenter__") {
			return ""
		}
		says = "'" + name + "' object does not support the asynchronous context manager protocol (missed __aexit__ method)"
	}
	use := specialUse(special)
	if special == "__aexit__" {
		use = specialUse("__aenter__")
	}
	return fmt.Sprintf("%s of `%s` raises `TypeError: %s`", use, name, says)
}

// notCallable reports that x is an instance of a class that has a constant, such
// as None, in the place of a special method, and where.
func notCallable(p *analyzer.Pass, x ast.Expr, special string) (typ string, at *analyzer.Related) {
	if v := p.Infer.Expr(p.Module, x); v.Kind != infer.Instance || v.Class == nil {
		return "", nil
	}
	list := p.Infer.Likely(p.Module, x)
	if len(list) != 1 || list[0].Class == nil {
		return "", nil
	}
	a, owner := p.Infer.Special(list[0].Class, special)
	if a != infer.Yes || owner == nil {
		return "", nil
	}
	bound := owner.Block.Bindings(special)
	if len(bound) != 1 || bound[0].Kind != index.BindAssign {
		return "", nil
	}
	c, ok := bound[0].Value.(*ast.Constant)
	if !ok || isExpected(p, x, "TypeError") || isTested(p, x) {
		return "", nil
	}
	if list = p.Infer.Objects(p.Module, x); len(list) != 1 || !list[0].Exact && p.Infer.IsAddedBelow(p.Module, list[0].Class, special) {
		return "", nil
	}
	values := p.Infer.Objects(owner.Module, c)
	if len(values) != 1 {
		return "", nil
	}
	return values[0].Type, &analyzer.Related{
		File: owner.Module.Source(), Span: bound[0].Stmt.Span(), Message: fmt.Sprintf("`%s` is no method here", special),
	}
}

// reportNotCallable is notCallable as a finding, if there is something to say.
func reportNotCallable(p *analyzer.Pass, x ast.Expr, specials ...string) bool {
	for _, special := range specials {
		typ, at := notCallable(p, x, special)
		if at == nil {
			continue
		}
		does := "this"
		if special == "__aexit__" {
			does = "leaving the `async with`"
		}
		p.Report(analyzer.Diagnostic{
			Severity: analyzer.Error,
			Span:     x.Span(),
			Message:  fmt.Sprintf("`%s` of `%s` is no method: %s raises `TypeError: '%s' object is not callable`", special, excerpt(p.Source(), x), does, typ),
			Related:  []analyzer.Related{*at},
		})
		return true
	}
	return false
}
