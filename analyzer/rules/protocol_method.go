package rules

import (
	"fmt"
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// protocolMethod is the special method that n defines, if n is a def of one of
// the names whose text tells what the interpreter will call: not replaced
// later, no mere declaration, under no decorator that may change it.
func protocolMethod(p *analyzer.Pass, n ast.Node, names ...string) *index.Function {
	fn := p.Module.Function(n)
	if fn == nil || fn.Class == nil || p.Module.IsStub {
		return nil
	}
	wanted := false
	for _, name := range names {
		wanted = wanted || fn.Name == name
	}
	if !wanted || infer.IsPlaceholder(fn) && !isPass(fn) || isReplaced(fn) || isDeclarationOnly(p, fn) || isTypeChecking(p.Module, n) {
		return nil
	}
	if v := p.Infer.Definition(fn); v.Kind != infer.Function || v.Func != fn {
		return nil
	}
	return fn
}

// isTypeChecking reports code that only type checkers see.
func isTypeChecking(m *index.Module, n ast.Node) bool {
	for at := m.Parent(n); at != nil; at = m.Parent(at) {
		if s, ok := at.(*ast.If); ok && index.LastName(s.Test) == "TYPE_CHECKING" {
			return true
		}
	}
	return false
}

// defSpan is a def from its first keyword to its name.
func defSpan(fn *index.Function) source.Span {
	return source.Span{Start: fn.Node.Pos(), End: fn.NameSpan().End}
}

// isMixin reports a class that is not meant to be used by itself: some other
// class, maybe outside of the program, adds what it lacks.
func isMixin(p *analyzer.Pass, c *index.Class) bool {
	name := strings.ToLower(c.Node.Name)
	for _, word := range []string{"mixin", "base", "abstract", "interface", "protocol"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	abstract := false
	for _, class := range append([]*index.Class{c}, p.Infer.Ancestors(c)...) {
		class.Block.Names(func(_ string, at []index.Binding) {
			for _, b := range at {
				if fn := class.Module.Function(b.Node); b.Kind == index.BindDef && fn != nil {
					for _, d := range fn.Decorators {
						abstract = abstract || strings.HasPrefix(index.LastName(d), "abstract")
					}
				}
			}
		})
	}
	for _, base := range []string{"typing.Protocol", "typing_extensions.Protocol"} {
		is, _ := p.Infer.IsSubclass(c, base)
		abstract = abstract || is
	}
	return abstract
}

// role is "staticmethod", "classmethod" or "".
func role(p *analyzer.Pass, fn *index.Function) string {
	for _, d := range fn.Decorators {
		switch p.Infer.DottedName(p.Module, d) {
		case "builtins.staticmethod":
			return "staticmethod"
		case "builtins.classmethod":
			return "classmethod"
		}
	}
	return ""
}

// arityError is what CPython says when it calls a method of an instance with
// that many arguments; "" when they fit.
func arityError(p *analyzer.Pass, fn *index.Function, arguments int) string {
	if role(p, fn) != "staticmethod" {
		arguments++
	}
	positional, defaults := fn.Positional(), 0
	if fn.Args != nil {
		defaults = len(fn.Args.Defaults)
	}
	name := runtimeName(p.Module, fn.Node)
	if arguments > len(positional) && (fn.Args == nil || fn.Args.Vararg == nil) {
		takes, s := fmt.Sprint(len(positional)), plural(len(positional))
		if defaults > 0 {
			takes, s = fmt.Sprintf("from %d to %d", len(positional)-defaults, len(positional)), "s"
		}
		were := "were"
		if arguments == 1 {
			were = "was"
		}
		return fmt.Sprintf("TypeError: %s() takes %s positional argument%s but %d %s given", name, takes, s, arguments, were)
	}
	var missing []string
	for i := arguments; i < len(positional)-defaults; i++ {
		missing = append(missing, positional[i].Arg)
	}
	kind := "positional"
	if len(missing) == 0 && fn.Args != nil {
		kind = "keyword-only"
		for i, a := range fn.Args.Kwonlyargs {
			if i >= len(fn.Args.KwDefaults) || fn.Args.KwDefaults[i] == nil {
				missing = append(missing, a.Arg)
			}
		}
	}
	if len(missing) == 0 {
		return ""
	}
	return fmt.Sprintf("TypeError: %s() missing %d required %s argument%s: %s", name, len(missing), kind, plural(len(missing)), enumerate(missing))
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// enumerate joins quoted names in CPython's way.
func enumerate(names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = "'" + name + "'"
	}
	if len(quoted) < 3 {
		return strings.Join(quoted, " and ")
	}
	last := len(quoted) - 1
	return strings.Join(quoted[:last], ", ") + ", and " + quoted[last]
}

// runtimeName is the __qualname__ of a def or class.
func runtimeName(m *index.Module, n ast.Node) string {
	name := ""
	for at := n; at != nil; at = m.Parent(at) {
		part := ""
		switch at := at.(type) {
		case *ast.FunctionDef:
			part = at.Name
		case *ast.AsyncFunctionDef:
			part = at.Name
		case *ast.ClassDef:
			part = at.Name
		default:
			continue
		}
		if _, class := at.(*ast.ClassDef); !class && at != n {
			part += ".<locals>"
		}
		if name != "" {
			part += "." + name
		}
		name = part
	}
	return name
}

// addAsync makes a plain def a coroutine or async generator function. Where the
// method is used otherwise than by the interpreter, the fix is unsafe; it is
// nil for a body that could not be async.
func addAsync(p *analyzer.Pass, fn *index.Function) *analyzer.Fix {
	if len(fn.Decorators) > 0 || fn.Async || len(p.Module.File.Errors) > 0 {
		return nil
	}
	for _, y := range fn.Yields {
		if _, from := y.(*ast.YieldFrom); from {
			return nil
		}
	}
	fix := &analyzer.Fix{
		Message: fmt.Sprintf("Make `%s` an `async def`", fn.Name),
		Edits:   []analyzer.Edit{{Span: source.Span{Start: fn.Node.Pos(), End: fn.Node.Pos()}, Text: "async "}},
	}
	return unlessUsed(p, fn, fix)
}

// removeAsync is the reverse, for a body that uses nothing async.
func removeAsync(p *analyzer.Pass, fn *index.Function) *analyzer.Fix {
	word := strings.Index(p.Source().Slice(source.Span{Start: fn.Node.Pos(), End: fn.NamePos}), "def")
	if len(fn.Decorators) > 0 || word < 0 || len(fn.Yields) > 0 || len(p.Module.File.Errors) > 0 || !isPlainBody(fn) {
		return nil
	}
	fix := &analyzer.Fix{
		Message: fmt.Sprintf("Make `%s` a plain `def`", fn.Name),
		Edits:   []analyzer.Edit{{Span: source.Span{Start: fn.Node.Pos(), End: fn.Node.Pos() + source.Pos(word)}}},
	}
	return unlessUsed(p, fn, fix)
}

// isPlainBody reports a body that compiles in a plain def.
func isPlainBody(fn *index.Function) bool {
	plain := true
	for _, s := range fn.Body {
		ast.Inspect(s, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Await, *ast.AsyncFor, *ast.AsyncWith:
				plain = false
			case *ast.Comprehension:
				plain = plain && n.IsAsync == 0
			case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.Lambda:
				return false
			}
			return plain
		})
	}
	return plain
}

// unlessUsed makes a fix unsafe where code names the method of what may be an
// instance, and so may rely on what it gives now.
func unlessUsed(p *analyzer.Pass, fn *index.Function, fix *analyzer.Fix) *analyzer.Fix {
	if m, at := explicitAwait(p, fn); at != nil {
		fix.Applicability = analyzer.Unsafe
		fix.Message += fmt.Sprintf("; `%s` at line %d of %s may rely on what it gives now", excerpt(m.Source(), at), m.Source().Line(at.Pos())+1, baseName(m))
	} else if isNamedInClass(fn) {
		fix.Applicability = analyzer.Unsafe
		fix.Message += fmt.Sprintf("; the class uses `%s` under another name too", fn.Name)
	}
	return fix
}

func isNamedInClass(fn *index.Function) bool {
	named := false
	for _, s := range fn.Class.Node.Body {
		ast.Inspect(s, func(n ast.Node) bool {
			if n, ok := n.(*ast.Name); ok && n.Ident == fn.Name && n.Ctx == ast.Load {
				named = true
			}
			return !named
		})
	}
	return named
}

func baseName(m *index.Module) string { return m.Path[strings.LastIndexAny(m.Path, `/\`)+1:] }

// related points at where an object comes from, if that is elsewhere.
func related(o infer.Object, span source.Span, message string) []analyzer.Related {
	if o.Of == nil || o.Of.Span() == span {
		return nil
	}
	return []analyzer.Related{{File: o.In.Source(), Span: o.Of.Span(), Message: message}}
}

// aName is a type with its article, for prose.
func aName(o infer.Object) string {
	switch o.Type {
	case "NoneType":
		return "`None`"
	case "coroutine":
		return "a coroutine"
	case "async_generator":
		return "an async generator"
	case "generator":
		return "a generator"
	case "_AsyncGeneratorContextManager":
		return "an async context manager"
	case "_GeneratorContextManager":
		return "a context manager"
	case "function", "method", "method-wrapper", "builtin_function_or_method":
		return "a function that is not called"
	case "type", "ABCMeta":
		return "a class"
	}
	if o.Class != nil {
		return "an instance of `" + o.Type + "`"
	}
	name := o.Type[strings.LastIndexByte(o.Type, '.')+1:]
	name = strings.TrimLeft(name, "_")
	if strings.IndexByte("aeiouAEIOU", name[0]) >= 0 {
		return "an `" + name + "`"
	}
	return "a `" + name + "`"
}

// reportArity reports a method that does not take the arguments that the
// interpreter calls it with.
func reportArity(p *analyzer.Pass, fn *index.Function, arguments int, doing string) {
	message := arityError(p, fn, arguments)
	if message == "" || isExpected(p, fn.Node, "TypeError") {
		return
	}
	given := "no argument"
	if arguments > 0 {
		given = fmt.Sprintf("%d arguments", arguments)
	}
	hint := ""
	if r := role(p, fn); r == "staticmethod" && len(fn.Positional()) == arguments+1 {
		hint = "; a static method gets no `self`: remove `@staticmethod`"
	}
	p.Report(analyzer.Diagnostic{
		Severity: analyzer.Error,
		Span:     defSpan(fn),
		Message:  fmt.Sprintf("Python calls `%s` with %s: %s of `%s` raises `%s`%s", fn.Name, given, doing, fn.Class.Node.Name, message, hint),
	})
}

// badResult is an object that one of the returns of a plain method is sure to
// give and that lacks the special method. Of a return that may give several
// kinds, all must lack it.
func badResult(p *analyzer.Pass, fn *index.Function, special string) (infer.Object, bool) {
	some := false
	for _, r := range fn.Returns {
		if r.Value == nil {
			continue
		}
		some = true
		if o, ok := firstLacking(p, r.Value, special); ok && !isNotImplemented(r.Value) {
			return o, true
		}
	}
	if some {
		return infer.Object{}, false
	}
	if list := p.Infer.Results(fn); len(list) == 1 && list[0].Type == "NoneType" {
		return list[0], true
	}
	return infer.Object{}, false
}

func isNotImplemented(x ast.Expr) bool { return index.LastName(x) == "NotImplemented" }
