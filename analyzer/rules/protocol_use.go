package rules

import (
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// firstLacking is the first of the objects that x may give, if each of them is
// known to lack the special method; ok is false otherwise.
func firstLacking(p *analyzer.Pass, x ast.Expr, special ...string) (infer.Object, bool) {
	// Most is settled by a first look, which needs no search for subclasses.
	list := p.Infer.Likely(p.Module, x)
	for _, o := range list {
		for _, s := range special {
			if p.Infer.LikelyHas(o, s) != infer.No {
				return infer.Object{}, false
			}
		}
	}
	if len(list) == 0 {
		return givenLacking(p, x, special)
	}
	list = p.Infer.Objects(p.Module, x)
	for _, o := range list {
		for _, s := range special {
			if p.Infer.Has(p.Module, o, s) != infer.No {
				return infer.Object{}, false
			}
		}
	}
	if len(list) == 0 || isTested(p, x) {
		return infer.Object{}, false
	}
	return list[0], true
}

// givenLacking is firstLacking for a parameter, by what its callers give.
func givenLacking(p *analyzer.Pass, x ast.Expr, special []string) (infer.Object, bool) {
	list := given(p, x)
	for _, o := range list {
		for _, s := range special {
			if p.Infer.Has(p.Module, o, s) != infer.No {
				return infer.Object{}, false
			}
		}
	}
	if len(list) == 0 || isTested(p, x) {
		return infer.Object{}, false
	}
	return list[0], true
}

// isAsyncSide reports, at a first look, an expression that gives a coroutine or
// something with the async special method.
func isAsyncSide(p *analyzer.Pass, x ast.Expr, special string) bool {
	for _, o := range p.Infer.Likely(p.Module, x) {
		if o.Type == "coroutine" || p.Infer.LikelyHas(o, special) == infer.Yes {
			return true
		}
	}
	return false
}

// isTested reports an expression whose kind the function asks about, as in
// "if inspect.isawaitable(x)": what it is where it is used is then not known.
func isTested(p *analyzer.Pass, x ast.Expr) bool {
	fn := p.Module.FunctionAt(x)
	if fn == nil {
		return false
	}
	texts := []string{p.Source().Slice(x.Span())}
	if call, ok := x.(*ast.Call); ok {
		texts = append(texts, p.Source().Slice(call.Func.Span())) // inspect.iscoroutinefunction(f)
	}
	tested := false
	for _, s := range fn.Body {
		ast.Inspect(s, func(n ast.Node) bool {
			c, ok := n.(*ast.Call)
			if !ok || tested {
				return !tested
			}
			name := index.LastName(c.Func)
			if name == "isinstance" || name == "hasattr" || name == "callable" || name == "type" || strings.HasPrefix(strings.TrimLeft(name, "_"), "is") {
				for _, a := range c.Args {
					for _, text := range texts {
						tested = tested || mentions(p.Source(), a, text)
					}
				}
			}
			return !tested
		})
	}
	return tested
}

func mentions(src *source.File, n ast.Node, text string) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if x, ok := n.(ast.Expr); ok && src.Slice(x.Span()) == text {
			found = true
		}
		return !found
	})
	return found
}

// isExpected reports a misuse that is made on purpose to see the exception:
// it, or the def or class it is in, is run where that exception is expected.
func isExpected(p *analyzer.Pass, n ast.Node, exception string) bool {
	if isHandled(p, n, exception) {
		return true
	}
	var names, local []string
	define := func(name string, at ast.Node) {
		names = append(names, name)
		for out := p.Module.Parent(at); out != nil; out = p.Module.Parent(out) {
			switch out.(type) {
			case *ast.FunctionDef, *ast.AsyncFunctionDef:
				local = append(local, name)
				return
			}
		}
	}
	for at := n; at != nil; at = p.Module.Parent(at) {
		switch at := at.(type) {
		case *ast.With, *ast.AsyncWith:
			if at != n && expects(itemsOf(at), exception) {
				return true
			}
		case *ast.FunctionDef:
			define(at.Name, at)
			if isToFail(at.DecoratorList) || at != n && looksFor(p, at, exception, local) {
				return true
			}
		case *ast.AsyncFunctionDef:
			define(at.Name, at)
			if isToFail(at.DecoratorList) || at != n && looksFor(p, at, exception, local) {
				return true
			}
		case *ast.ClassDef:
			define(at.Name, at)
			if isToFail(at.DecoratorList) {
				return true
			}
		}
	}
	if len(names) == 0 {
		return false
	}
	for _, at := range waiting(p).statements {
		if expects(itemsOf(at), exception) && mentionsName(at, names) {
			return true
		}
	}
	for _, c := range waiting(p).calls {
		if isRaises(c, exception) && mentionsName(c, names) {
			return true
		}
	}
	return false
}

// expectations are the places of a file that wait for some exception.
type expectations struct {
	statements []ast.Stmt // with and async with
	calls      []*ast.Call
	tries      []*ast.Try
}

type expectationsKey struct{}

// waiting collects the expectations of the file, once.
func waiting(p *analyzer.Pass) *expectations {
	p.Infer.LooksFor(infer.Expects)
	return p.Memo(expectationsKey{}, func() any {
		out := &expectations{}
		text := strings.ToLower(p.Source().Text)
		raises := strings.Contains(text, "raises") || strings.Contains(text, "suppress")
		if !raises && !strings.Contains(text, "except") {
			return out
		}
		ast.Inspect(p.Module.File.Mod, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Call:
				if name := strings.ToLower(index.LastName(n.Func)); strings.Contains(name, "raises") || name == "suppress" {
					out.calls = append(out.calls, n)
				}
			case *ast.With:
				if raises {
					out.statements = append(out.statements, n)
				}
			case *ast.AsyncWith:
				if raises {
					out.statements = append(out.statements, n)
				}
			case *ast.Try:
				out.tries = append(out.tries, n)
			}
			return true
		})
		return out
	}).(*expectations)
}

func itemsOf(s ast.Node) []*ast.WithItem {
	switch s := s.(type) {
	case *ast.With:
		return s.Items
	case *ast.AsyncWith:
		return s.Items
	}
	return nil
}

// looksFor reports a function that expects the exception somewhere: a test, whose
// nested functions and classes may misuse things on purpose. One that handles it
// does so for what it runs inside the try, which may be something of its own.
func looksFor(p *analyzer.Pass, fn ast.Node, exception string, local []string) bool {
	inside := func(n ast.Node) bool { return fn.Pos() <= n.Pos() && n.End() <= fn.End() }
	w := waiting(p)
	for _, c := range w.calls {
		if inside(c) && index.LastName(c.Func) != "suppress" && isRaises(c, exception) {
			return true
		}
	}
	if len(local) == 0 {
		return false
	}
	for _, t := range w.tries {
		if !inside(t) || !handles(t.Handlers, exception) {
			continue
		}
		for _, s := range t.Body {
			if mentionsName(s, local) {
				return true
			}
		}
	}
	return false
}

func mentionsName(n ast.Node, names []string) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if x, ok := n.(ast.Expr); ok && !found {
			last := index.LastName(x)
			for _, name := range names {
				found = found || last == name
			}
		}
		return !found
	})
	return found
}

func expects(items []*ast.WithItem, exception string) bool {
	for _, item := range items {
		if c, ok := item.ContextExpr.(*ast.Call); ok && isRaises(c, exception) {
			return true
		}
	}
	return false
}

// isRaises reports pytest.raises(TypeError), self.assertRaisesRegex(TypeError,
// ...) and their like.
func isRaises(c *ast.Call, exception string) bool {
	name := strings.ToLower(index.LastName(c.Func))
	if !strings.Contains(name, "raises") && name != "suppress" {
		return false
	}
	for _, a := range c.Args {
		if namesException(a, exception) {
			return true
		}
	}
	for _, k := range c.Keywords {
		if namesException(k.Value, exception) {
			return true
		}
	}
	return false
}

func namesException(x ast.Expr, exception string) bool {
	if t, ok := x.(*ast.Tuple); ok {
		for _, e := range t.Elts {
			if namesException(e, exception) {
				return true
			}
		}
	}
	return x != nil && index.LastName(x) == exception
}

// inAsync reports code that may await: of an async def, and of no lambda or
// generator expression in it.
func inAsync(m *index.Module, n ast.Node) bool {
	fn := m.FunctionAt(n)
	if fn == nil || !fn.Async {
		return false
	}
	for at := m.BlockAt(n); at != nil && at != fn.Block; at = at.Parent {
		if at.Kind == index.LambdaBlock || at.Kind == index.ClassBlock {
			return false
		}
		if _, lazy := at.Node.(*ast.GeneratorExp); lazy {
			return false
		}
	}
	return true
}

// isPrimary reports an expression that "await" or ".name" binds to as a whole.
func isPrimary(x ast.Expr) bool {
	switch x.(type) {
	case *ast.Name, *ast.Attribute, *ast.Call, *ast.Subscript:
		return true
	}
	return false
}

// insertAwait awaits x in its place, or nil where that cannot be written, or what
// it gives is known to lack the special methods that are needed there as well.
func insertAwait(p *analyzer.Pass, x ast.Expr, special ...string) *analyzer.Fix {
	if !isPrimary(x) || givesOther(p, x, special) || !inAsync(p.Module, x) || len(p.Module.File.Errors) > 0 {
		return nil
	}
	return &analyzer.Fix{
		Message: "Await `" + excerpt(p.Source(), x) + "`",
		Edits:   []analyzer.Edit{{Span: source.Span{Start: x.Pos(), End: x.Pos()}, Text: "await "}},
	}
}

// givesOther reports a coroutine whose result has none of the special methods.
func givesOther(p *analyzer.Pass, x ast.Expr, special []string) bool {
	list := p.Infer.AwaitedObjects(p.Module, x)
	for _, o := range list {
		for _, s := range special {
			if p.Infer.Has(p.Module, o, s) != infer.No {
				return false
			}
		}
	}
	return len(list) > 0
}

// insertCall calls x, a function that needs no arguments.
func insertCall(p *analyzer.Pass, x ast.Expr, o infer.Object) *analyzer.Fix {
	if o.Func == nil || !isPrimary(x) || len(p.Module.File.Errors) > 0 {
		return nil
	}
	needed := len(o.Func.Positional())
	if o.Func.Args != nil {
		needed -= len(o.Func.Args.Defaults)
		for i := range o.Func.Args.Kwonlyargs {
			if i >= len(o.Func.Args.KwDefaults) || o.Func.Args.KwDefaults[i] == nil {
				return nil
			}
		}
	}
	if o.Type == "method" {
		needed--
	}
	if needed > 0 {
		return nil
	}
	return &analyzer.Fix{
		Message: "Call `" + excerpt(p.Source(), x) + "`",
		Edits:   []analyzer.Edit{{Span: source.Span{Start: x.End(), End: x.End()}, Text: "()"}},
	}
}

// dropAsync removes the keyword that stands at pos.
func dropAsync(p *analyzer.Pass, pos source.Pos) *analyzer.Fix {
	text := p.Source().Text[pos:]
	if !strings.HasPrefix(text, "async") || len(p.Module.File.Errors) > 0 {
		return nil
	}
	rest := strings.TrimLeft(text[len("async"):], " \t")
	if !strings.HasPrefix(rest, "for") && !strings.HasPrefix(rest, "with") {
		return nil
	}
	return &analyzer.Fix{
		Message: "Remove `async`",
		Edits:   []analyzer.Edit{{Span: source.Span{Start: pos, End: pos + source.Pos(len(text)-len(rest))}, Once: true}},
	}
}
