package rules

import (
	_ "embed"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

//go:embed aw201.md
var aw201Doc string

var aw201 = analyzer.Rule{
	Code:     "AW201",
	Name:     "async-await-method",
	Since:    "0.1.0",
	Severity: analyzer.Error,
	Fix:      "sometimes",
	Doc:      aw201Doc,
	Covers:   []string{"AW206"},
	Nodes:    []ast.Kind{ast.AsyncFunctionDefKind},
	Run:      runAW201,
}

func runAW201(p *analyzer.Pass, n ast.Node) {
	def := n.(*ast.AsyncFunctionDef)
	if def.Name != "__await__" || p.Module.IsStub {
		return
	}
	fn := p.Module.Function(def)
	if fn == nil || fn.Class == nil || isReplaced(fn) || isDeclarationOnly(p, fn) {
		return
	}
	if v := p.Infer.Definition(fn); v.Kind != infer.Function || v.Func != fn {
		return
	}
	gives, result := "a coroutine", "__await__() returned a coroutine"
	if fn.IsAsyncGenerator() {
		gives, result = "an async generator", "__await__() returned non-iterator of type 'async_generator'"
	}
	d := analyzer.Diagnostic{
		Severity: analyzer.Error,
		Span:     source.Span{Start: def.Pos(), End: fn.NameSpan().End},
		Message: fmt.Sprintf("`async def __await__` gives %s, not an iterator: awaiting an instance of `%s` raises `TypeError: %s`",
			gives, fn.Class.Node.Name, result),
		Related: []analyzer.Related{{
			File: p.Source(), Span: nameSpan(fn.Class), Message: fmt.Sprintf("no instance of `%s` can be awaited", fn.Class.Node.Name),
		}},
	}
	if d.Fix = awaitFix(p, fn); d.Fix != nil {
		if m, at := explicitAwait(p, fn); at != nil {
			d.Fix.Applicability = analyzer.Unsafe
			d.Fix.Message += fmt.Sprintf("; `%s` at line %d of %s may rely on what it gives now",
				excerpt(m.Source(), at), m.Source().Line(at.Pos())+1, filepath.Base(m.Path))
		}
	}
	p.Report(d)
}

func nameSpan(c *index.Class) source.Span {
	return source.Span{Start: c.Node.NamePos, End: c.Node.NamePos + source.Pos(len(c.Node.Name))}
}

// isReplaced reports that the class binds the name again after this def.
func isReplaced(fn *index.Function) bool {
	at := fn.Class.Block.Bindings(fn.Name)
	return len(at) > 0 && at[len(at)-1].Node != ast.Node(fn.Node)
}

// isDeclarationOnly reports a method that says what others must define.
func isDeclarationOnly(p *analyzer.Pass, fn *index.Function) bool {
	for _, d := range fn.Decorators {
		name := p.Infer.DottedName(p.Module, d)
		if strings.HasSuffix(name, ".abstractmethod") || strings.HasSuffix(name, ".overload") {
			return true
		}
	}
	for _, base := range []string{"typing.Protocol", "typing_extensions.Protocol"} {
		if is, _ := p.Infer.IsSubclass(fn.Class, base); is && infer.IsPlaceholder(fn) {
			return true
		}
	}
	return false
}

// awaitFix is the smallest change that makes instances awaitable, or nil where
// what the author meant is not plain.
func awaitFix(p *analyzer.Pass, fn *index.Function) *analyzer.Fix {
	params := fn.Positional()
	if len(fn.Decorators) > 0 || len(params) != 1 || fn.Args.Vararg != nil || fn.Args.Kwarg != nil ||
		len(fn.Args.Kwonlyargs) > 0 || len(p.Module.File.Errors) > 0 {
		return nil
	}
	src := p.Source()
	if fn.IsAsyncGenerator() {
		word := strings.Index(src.Slice(source.Span{Start: fn.Node.Pos(), End: fn.NamePos}), "def")
		if word < 0 || !yieldsOnlyTurns(fn) {
			return nil
		}
		return &analyzer.Fix{
			Message: "Make `__await__` a plain generator: remove `async`",
			Edits:   []analyzer.Edit{{Span: source.Span{Start: fn.Node.Pos(), End: fn.Node.Pos() + source.Pos(word)}}},
		}
	}
	indent, ok := indentOf(src, fn.Node.Pos())
	if !ok {
		return nil
	}
	self := params[0].Arg
	impl := implName(p, fn.Class)
	if impl == "" {
		return nil
	}
	nl := newline(src)
	unit := "    "
	if body, ok := indentOf(src, fn.Body[0].Pos()); ok && len(body) > len(indent) {
		unit = body[len(indent):]
	}
	text := "def __await__(" + self + "):" + nl +
		indent + unit + "return " + self + "." + impl + "().__await__()" + nl + nl + indent
	return &analyzer.Fix{
		Message: fmt.Sprintf("Move the body to a coroutine `%s` and return its iterator", impl),
		Edits: []analyzer.Edit{
			{Span: source.Span{Start: fn.Node.Pos(), End: fn.Node.Pos()}, Text: text},
			{Span: fn.NameSpan(), Text: impl},
		},
	}
}

// yieldsOnlyTurns reports a body whose yields are all bare and that awaits
// nothing: without "async" it is a generator that gives the loop its turns.
func yieldsOnlyTurns(fn *index.Function) bool {
	for _, y := range fn.Yields {
		if y, ok := y.(*ast.Yield); !ok || y.Value != nil || !isStatement(fn.Module, y) {
			return false
		}
	}
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

func isStatement(m *index.Module, n ast.Node) bool {
	_, ok := m.Parent(n).(*ast.ExprStmt)
	return ok
}

// implName is a name for the coroutine that no class of the hierarchy has: a
// class with bases, of which some may be unknown, gets a private one, which
// Python mangles with the class's name. It is empty for a class with a base of
// the same name, which would mangle to the same.
func implName(p *analyzer.Pass, c *index.Class) string {
	ancestors := p.Infer.Ancestors(c)
	for _, base := range ancestors {
		if strings.Trim(base.Node.Name, "_") == strings.Trim(c.Node.Name, "_") {
			return ""
		}
	}
	taken := func(name string) bool {
		for _, base := range ancestors {
			if base.Has(name) {
				return true
			}
		}
		return c.Has(name) || len(p.Infer.Subclasses(p.Module, c, name)) > 0
	}
	if len(c.Node.Bases) == 0 && !taken("_await_impl") {
		return "_await_impl"
	}
	name := "__await_impl"
	for n := 2; taken(name); n++ {
		name = fmt.Sprintf("__await_impl%d", n)
	}
	return name
}
