package infer

import (
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// Cleanup is code of an async generator that runs when the generator is closed
// while it is suspended at one of its yields.
type Cleanup struct {
	Fn   *index.Function // whose code it is; not the asked one when an inner generator's
	What string          // "finally", "with", "async with" or "except"
	Pos  source.Pos      // of that keyword
	Text string          // the first thing it does, as written; of a with, the context manager
	Via  ast.Node        // the loop or with around the inner generator, in the function asked about
}

// Line is the 1-based line of the keyword.
func (c Cleanup) Line() int { return c.Fn.Module.Source().Line(c.Pos) + 1 }

// Cleanups lists what is pending while fn, an async generator function, is
// suspended at a yield: in fn itself first, in source order, then in the async
// generators that it iterates around a yield. complete is false when such an
// iterable is not known, which then may have cleanup of its own.
func (e *Engine) Cleanups(fn *index.Function) (list []Cleanup, complete bool) {
	q := e.query()
	return q.cleanups(fn, map[*index.Function]bool{})
}

// maxInner bounds how many inner generators are looked into for one.
const maxInner = 30

func (q *query) cleanups(fn *index.Function, seen map[*index.Function]bool) (list []Cleanup, complete bool) {
	if seen[fn] {
		return nil, true
	}
	if len(seen) >= maxInner {
		return nil, false
	}
	complete = !q.isAbstract(fn)
	seen[fn] = true
	var out []Cleanup
	type inner struct {
		via ast.Node
		of  ast.Expr
	}
	var nested []inner
	done := map[ast.Node]bool{}
	for _, y := range fn.Yields {
		child := ast.Node(y)
		for at := fn.Module.Parent(y); at != nil && at != ast.Node(fn.Node); child, at = at, fn.Module.Parent(at) {
			if done[at] {
				continue
			}
			if c, ok := q.pendingAt(fn, at, child); ok {
				done[at] = true
				out = append(out, c)
			}
			if loop, ok := at.(*ast.AsyncFor); ok && child != ast.Node(loop.Iter) {
				done[at] = true
				nested = append(nested, inner{loop, loop.Iter})
			}
			if with, ok := at.(*ast.AsyncWith); ok && !done[at] {
				done[at] = true
				for _, item := range with.Items {
					nested = append(nested, inner{with, item.ContextExpr})
				}
			}
		}
	}
	sortByPos(out)
	for _, in := range nested {
		v := q.expr(fn.Module, in.of).only(AsyncGenerator, Instance, Closing)
		if v.Kind == Closing {
			v = deref(v.Of)
		}
		_, isLoop := in.via.(*ast.AsyncFor)
		switch {
		case v.Kind == Instance && v.Class != nil:
			continue // an iterator object has no frame that waits
		case v.Kind != AsyncGenerator:
			complete = complete && !isLoop
			continue
		case !v.Fresh:
			continue // somebody else's to close
		}
		complete = complete && len(v.Makers()) > 0
		for _, maker := range v.Makers() {
			more, all := q.cleanups(maker, seen)
			complete = complete && all
			for _, c := range more {
				c.Via = in.via
				out = append(out, c)
			}
		}
	}
	return out, complete
}

// pendingAt is the cleanup that the statement at brings to a yield in its
// child part.
func (q *query) pendingAt(fn *index.Function, at, child ast.Node) (Cleanup, bool) {
	src := fn.Module.Source()
	try := func(body, final []ast.Stmt, handlers []*ast.ExceptHandler) (Cleanup, bool) {
		if len(final) > 0 && child.Pos() < final[0].Pos() && !isNothing(fn, final) {
			return Cleanup{Fn: fn, What: "finally", Pos: keyword(src, "finally", final[0].Pos()), Text: gist(src, final)}, true
		}
		if len(body) == 0 || child.Pos() >= body[len(body)-1].End() {
			return Cleanup{}, false
		}
		for _, h := range handlers {
			if catchesExit(h) && !isReraise(h.Body) {
				return Cleanup{Fn: fn, What: "except", Pos: h.Pos(), Text: gist(src, h.Body)}, true
			}
		}
		return Cleanup{}, false
	}
	switch at := at.(type) {
	case *ast.Try:
		return try(at.Body, at.Finalbody, at.Handlers)
	case *ast.TryStar:
		return try(at.Body, at.Finalbody, at.Handlers)
	case *ast.With:
		return q.withCleanup(fn, "with", at.Pos(), at.Items, child)
	case *ast.AsyncWith:
		return q.withCleanup(fn, "async with", at.Pos(), at.Items, child)
	}
	return Cleanup{}, false
}

func (q *query) withCleanup(fn *index.Function, what string, pos source.Pos, items []*ast.WithItem, child ast.Node) (Cleanup, bool) {
	if _, ok := child.(*ast.WithItem); ok {
		return Cleanup{}, false
	}
	for _, item := range items {
		x := item.ContextExpr
		f := x
		if c, ok := x.(*ast.Call); ok {
			f = c.Func
		}
		switch q.expr(fn.Module, f).dotted() {
		case "contextlib.suppress", "contextlib.nullcontext":
			continue // leaving these late changes nothing
		}
		if v := q.expr(fn.Module, x); v.Kind == Closing && deref(v.Of).Kind == AsyncGenerator && len(deref(v.Of).Makers()) > 0 {
			continue // what closing that generator does is listed instead
		}
		src := fn.Module.Source()
		return Cleanup{Fn: fn, What: what, Pos: pos, Text: firstLine(src.Slice(x.Span()))}, true
	}
	return Cleanup{}, false
}

// catchesExit reports a handler that sees the GeneratorExit of a close.
func catchesExit(h *ast.ExceptHandler) bool {
	switch t := h.Type.(type) {
	case nil:
		return true
	case *ast.Name:
		return t.Ident == "GeneratorExit" || t.Ident == "BaseException"
	case *ast.Tuple:
		for _, e := range t.Elts {
			if n, ok := e.(*ast.Name); ok && (n.Ident == "GeneratorExit" || n.Ident == "BaseException") {
				return true
			}
		}
	}
	return false
}

func isReraise(body []ast.Stmt) bool {
	if len(body) != 1 {
		return false
	}
	switch s := body[0].(type) {
	case *ast.Raise:
		return s.Exc == nil
	case *ast.Return, *ast.Pass:
		return true
	}
	return false
}

// isNothing reports a block that nobody misses: it does nothing but change local
// names of the function, which is over.
func isNothing(fn *index.Function, body []ast.Stmt) bool {
	for _, s := range body {
		switch s := s.(type) {
		case *ast.Pass:
		case *ast.ExprStmt:
			if _, constant := s.Value.(*ast.Constant); !constant {
				return false
			}
		case *ast.Assign:
			if !isPlainValue(s.Value) || !areLocal(fn, s.Targets) {
				return false
			}
		case *ast.AugAssign:
			if !isPlainValue(s.Value) || !areLocal(fn, []ast.Expr{s.Target}) {
				return false
			}
		case *ast.If:
			if c, ok := s.Test.(*ast.Constant); !ok || c.Value.Type != ast.FalseConst || !isNothing(fn, s.Orelse) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// isPlainValue reports a constant or a name.
func isPlainValue(x ast.Expr) bool {
	switch x.(type) {
	case *ast.Constant, *ast.Name:
		return true
	}
	return false
}

// areLocal reports names that nobody but the function itself can see.
func areLocal(fn *index.Function, targets []ast.Expr) bool {
	for _, t := range targets {
		n, ok := t.(*ast.Name)
		if !ok || fn.Block.Resolve(n.Ident) != fn.Block || len(fn.Inner) > 0 {
			return false
		}
	}
	return true
}

// keyword finds the line before end that begins with word: "finally" has no
// node of its own.
func keyword(src *source.File, word string, end source.Pos) source.Pos {
	for line := src.Line(end); line >= 0; line-- {
		text := src.LineText(line)
		trimmed := strings.TrimLeft(text, " \t\f")
		if strings.HasPrefix(trimmed, word) {
			return src.LineStart(line) + source.Pos(len(text)-len(trimmed))
		}
	}
	return end
}

// gist is the first call that a block of cleanup makes, else its first line.
func gist(src *source.File, body []ast.Stmt) string {
	var call *ast.Call
	for _, s := range body {
		ast.Inspect(s, func(n ast.Node) bool {
			if c, ok := n.(*ast.Call); ok && call == nil {
				call = c
			}
			return call == nil
		})
		if call != nil {
			return firstLine(src.Slice(call.Span()))
		}
	}
	return firstLine(src.Slice(body[0].Span()))
}

// maxGist keeps a message on one line.
const maxGist = 48

func firstLine(s string) string {
	line, rest, more := strings.Cut(s, "\n")
	line = strings.TrimRight(line, " \t\r\\")
	if r := []rune(line); len(r) > maxGist {
		return string(r[:maxGist]) + "..."
	}
	if more && strings.TrimSpace(rest) != "" {
		return line + "..."
	}
	return line
}

func sortByPos(list []Cleanup) {
	for i := 1; i < len(list); i++ {
		for j := i; j > 0 && list[j].Pos < list[j-1].Pos; j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
}
