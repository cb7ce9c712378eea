package lsp

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/analyzer/refs"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// Hover explains what is asynchronous at a position: keywords, functions and
// their calls, methods of the protocols, and names of the standard library.
func (s *server) Hover(ctx context.Context, p *protocol.HoverParams) (*protocol.Hover, error) {
	snap, err := s.settled(ctx)
	if err != nil {
		return nil, err
	}
	m := snap.module(p.TextDocument.URI)
	if m == nil {
		return nil, nil
	}
	pos := s.offset(m.Source(), p.Position)
	e := &explainer{snap: snap, m: m, types: snap.types(), text: text{markdown: s.features.markdown}}
	span, ok := e.keyword(pos)
	if !ok {
		span, ok = e.identifier(pos)
	}
	if !ok {
		return nil, ctx.Err()
	}
	kind := protocol.MarkupKindPlainText
	if s.features.markdown {
		kind = protocol.MarkupKindMarkdown
	}
	r := s.rangeOf(m.Source(), span)
	return &protocol.Hover{Contents: &protocol.MarkupContent{Kind: kind, Value: e.text.String()}, Range: &r}, ctx.Err()
}

// explainer writes one hover.
type explainer struct {
	snap  *snapshot
	m     *index.Module
	types *types
	text
}

// text is Markdown, or the same without marks.
type text struct {
	markdown bool
	parts    []string
}

func (t *text) String() string { return strings.Join(t.parts, "\n\n") }

func (t *text) code(s string) {
	if t.markdown {
		s = "```python\n" + s + "\n```"
	}
	t.parts = append(t.parts, s)
}

// say adds a paragraph; backquotes mark code.
func (t *text) say(format string, args ...any) {
	s := fmt.Sprintf(format, args...)
	if !t.markdown {
		s = strings.ReplaceAll(s, "`", "")
	}
	t.parts = append(t.parts, s)
}

func (t *text) list(items []string) { t.say("%s", "- "+strings.Join(items, "\n- ")) }

// pep adds links to Python's enhancement proposals.
func (t *text) pep(numbers ...int) {
	links := make([]string, len(numbers))
	for i, n := range numbers {
		url := fmt.Sprintf("https://peps.python.org/pep-%04d/", n)
		links[i] = fmt.Sprintf("PEP %d: %s", n, url)
		if t.markdown {
			links[i] = fmt.Sprintf("[PEP %d](%s)", n, url)
		}
	}
	sep := "\n"
	if t.markdown {
		sep = ", "
	}
	t.parts = append(t.parts, strings.Join(links, sep))
}

// keyword explains the asynchronous keyword at a position.
func (e *explainer) keyword(pos source.Pos) (source.Span, bool) {
	src := e.m.Source()
	path := pathTo(e.m, pos)
	for i := len(path) - 1; i >= 0; i-- {
		n := path[i]
		if y, ok := n.(*ast.Yield); ok {
			word := keywords(src, y.Pos(), "yield")
			if fn := e.m.FunctionAt(y); within(word, pos) && fn != nil && fn.IsAsyncGenerator() {
				e.yield(fn)
				return word[0], true
			}
			continue
		}
		words := asyncKeywords(src, n)
		if !within(words, pos) {
			continue
		}
		span := source.Span{Start: words[0].Start, End: words[len(words)-1].End}
		switch n := n.(type) {
		case *ast.Await:
			e.await(n)
		case *ast.AsyncFor:
			e.loop(n.Iter)
			e.pep(492, 525)
		case *ast.Comprehension:
			e.loop(n.Iter)
			e.pep(530)
		case *ast.AsyncWith:
			e.asyncWith(n)
		case *ast.AsyncFunctionDef:
			e.function(e.m.Function(n))
		}
		return span, true
	}
	return source.Span{}, false
}

func (e *explainer) await(n *ast.Await) {
	e.code(oneLine(e.m.Source().Slice(n.Span())))
	e.say("`await` runs `__await__()` of its operand and suspends this coroutine until that is done. " +
		"While it is suspended the event loop runs other tasks, and the task can be cancelled: `CancelledError` is raised here.")
	if t := e.types.of(e.m, n); t != "" {
		e.say("It gives `%s`.", t)
	}
	e.pep(492)
}

func (e *explainer) loop(iter ast.Expr) {
	e.code("async for ... in " + oneLine(e.m.Source().Slice(iter.Span())))
	e.say("`async for` calls `__aiter__()` once, then awaits `__anext__()` for each item until that raises `StopAsyncIteration`.")
	v, _ := e.snap.engine.Iterated(e.m, iter)
	if v.Kind != infer.AsyncGenerator {
		e.say("The loop closes nothing: leaving it early leaves the iterator as it is.")
		return
	}
	e.say("It runs over an async generator%s. Leaving the loop early (`break`, `return`, an exception) leaves the generator "+
		"suspended at its `yield`: the loop does not close it.", e.madeBy(v.Makers()))
	for _, fn := range v.Makers() {
		e.cleanup(fn)
	}
}

func (e *explainer) madeBy(makers []*index.Function) string {
	names := make([]string, len(makers))
	for i, fn := range makers {
		names[i] = "`" + fn.QualName() + "()`"
	}
	if len(names) == 0 {
		return ""
	}
	return " made by " + strings.Join(names, " or ")
}

func (e *explainer) asyncWith(n *ast.AsyncWith) {
	e.say("`async with` awaits `__aenter__()` of each manager, and `__aexit__()` however the block is left: " +
		"normally, by `return`, `break` or `continue`, by an exception or by cancellation.")
	for _, item := range n.Items {
		v := e.snap.engine.Expr(e.m, item.ContextExpr)
		if v.Kind == infer.Closing && v.Of != nil && v.Of.Kind == infer.AsyncGenerator {
			e.say("`%s` closes the async generator%s at the end of the block.",
				oneLine(e.m.Source().Slice(item.ContextExpr.Span())), e.madeBy(v.Of.Makers()))
		}
	}
	e.pep(492)
}

func (e *explainer) yield(fn *index.Function) {
	e.say("This `yield` hands a value to the `async for` (or `anext()`) that runs `%s()` and suspends the generator. "+
		"If the generator is closed while it waits here, `GeneratorExit` is raised at this place; after that it must not `yield` again.", fn.QualName())
	e.cleanup(fn)
	e.pep(525)
}

// identifier explains a name.
func (e *explainer) identifier(pos source.Pos) (source.Span, bool) {
	o, ok := refs.At(e.m, pos)
	if !ok {
		return source.Span{}, false
	}
	for _, symbol := range e.snap.finder.Symbols(o) {
		if fn := symbol.Function(); fn != nil && e.describe(fn) {
			return o.Span, true
		}
	}
	x, isExpr := o.Node.(ast.Expr)
	switch n := o.Node.(type) {
	case *ast.Alias:
		if from, ok := e.m.Parent(n).(*ast.ImportFrom); ok && from.Level == 0 && e.known(from.Module+"."+n.Name) {
			return o.Span, true
		}
	case *ast.Name, *ast.Attribute:
		if e.known(e.snap.engine.DottedName(e.m, x)) {
			return o.Span, true
		}
	}
	if isExpr {
		if v := e.snap.engine.Expr(e.m, x); v.Kind == infer.AsyncGenerator || v.Kind == infer.Coroutine {
			e.holder(o.Name, v)
			return o.Span, true
		}
	}
	return source.Span{}, false
}

// holder explains a name whose value is an async generator or a coroutine.
func (e *explainer) holder(name string, v infer.Value) {
	if v.Kind == infer.Coroutine {
		e.say("`%s` is a coroutine: nothing of it runs until it is awaited, which can be done once.", name)
		e.pep(492)
		return
	}
	e.code(name + ": " + e.types.value(v))
	e.say("`%s` is an async generator%s.", name, e.madeBy(v.Makers()))
	for _, fn := range v.Makers() {
		e.cleanup(fn)
	}
	e.pep(525)
}

// describe explains a function of the program, if there is something
// asynchronous about it.
func (e *explainer) describe(fn *index.Function) bool {
	if fn.Async {
		e.function(fn)
		e.protocolMethod(fn)
		return true
	}
	switch fn.Name {
	case "__await__", "__aiter__", "__anext__", "__aenter__", "__aexit__":
		if fn.Class != nil {
			e.code(e.signature(fn, ""))
			e.protocolMethod(fn)
			return true
		}
	}
	return false
}

func (e *explainer) function(fn *index.Function) {
	switch v := e.snap.engine.Definition(fn); {
	case v.Kind == infer.ManagerFactory && fn.IsAsyncGenerator():
		e.code(e.signature(fn, ""))
		e.say("Async context manager: `async with %s(...)` runs it up to its `yield`, then the block, then the rest.", fn.Name)
		e.say("An exception in the block is raised at the `yield`. What follows the `yield` runs for certain only in a `finally` or a `with`.")
		e.pep(492, 525)
	case fn.IsAsyncGenerator():
		e.asyncGenerator(fn)
	default:
		result := e.types.result(fn)
		e.code(e.signature(fn, result))
		e.say("Coroutine function: a call makes a coroutine and runs nothing of it. It runs when it is awaited, or as a task.")
		if result != "" {
			e.say("Awaiting the call gives `%s`.", result)
		}
		e.pep(492)
	}
}

func (e *explainer) asyncGenerator(fn *index.Function) {
	e.code(e.signature(fn, e.types.generator(fn)))
	e.say("Async generator function: a call makes an async generator and runs nothing of it. " +
		"`async for` and `anext()` run it up to its next `yield`.")
	e.cleanup(fn)
	e.say("A generator that is left before its end is closed by whoever calls `aclose()`, or late: when it is collected, " +
		"the event loop closes it from a task of its own. To close it in time:")
	e.code(fmt.Sprintf("async with contextlib.aclosing(%s(...)) as items:\n    async for item in items:\n        ...", fn.Name))
	if e.holdsScope(fn) {
		e.say("It can be suspended inside a task group or timeout, whose cancellation then hits whatever the caller is doing.")
		e.pep(525, 789)
		return
	}
	e.pep(525)
}

// cleanup lists what runs when a generator of fn is closed early.
func (e *explainer) cleanup(fn *index.Function) {
	list, complete := e.snap.engine.Cleanups(fn)
	var items []string
	for _, c := range list {
		where := fmt.Sprintf("line %d", c.Line())
		if c.Fn.Module != e.m {
			where = fmt.Sprintf("line %d of %s", c.Line(), filepath.Base(c.Fn.Module.Path))
		}
		in := ""
		if c.Fn != fn {
			in = fmt.Sprintf(" of `%s()`", c.Fn.QualName())
		}
		items = append(items, fmt.Sprintf("`%s`%s at %s: `%s`", c.What, in, where, c.Text))
	}
	switch {
	case len(items) > 0:
		e.say("When `%s()` is closed early, this runs:", fn.QualName())
		e.list(items)
	case complete:
		e.say("`%s()` has no cleanup to lose: closing it early runs nothing of its own.", fn.QualName())
	}
	if !complete {
		e.say("It iterates over something that is not known, which may have cleanup of its own.")
	}
}

// holdsScope reports a yield inside a task group or a timeout.
func (e *explainer) holdsScope(fn *index.Function) bool {
	for _, y := range fn.Yields {
		for at := fn.Module.Parent(y); at != nil && at != ast.Node(fn.Node); at = fn.Module.Parent(at) {
			with, ok := at.(*ast.AsyncWith)
			if !ok {
				continue
			}
			for _, item := range with.Items {
				if c, ok := item.ContextExpr.(*ast.Call); ok && isScope(e.snap.engine.DottedName(fn.Module, c.Func)) {
					return true
				}
			}
		}
	}
	return false
}

func isScope(name string) bool {
	switch name {
	case "asyncio.TaskGroup", "asyncio.timeout", "asyncio.timeout_at", "anyio.create_task_group", "trio.open_nursery":
		return true
	}
	return false
}

// signature is a def line with its result, which inference adds if the
// program does not say it.
func (e *explainer) signature(fn *index.Function, result string) string {
	src, end := fn.Module.Source(), closingParen(fn)
	out := oneLine(src.Slice(source.Span{Start: fn.Node.Pos(), End: end}))
	switch {
	case fn.Annotation != nil:
		out += " -> " + oneLine(src.Slice(fn.Annotation.Span()))
	case result != "":
		out += " -> " + result
	}
	return out
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
