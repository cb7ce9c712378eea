package lsp

import (
	"context"
	"slices"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/analyzer/refs"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// callers is what the program does with a function.
type callers struct {
	all      []refs.Occurrence // without the def itself and imports
	awaited  []refs.Occurrence
	iterated []refs.Occurrence
	given    []refs.Occurrence // calls whose result goes to another call
	unclosed []refs.Occurrence // iterated or kept where a rule finds the generator left open
	leavers  int               // functions in which unclosed ones are
}

// callersOf searches the program. When ctx ends, the result is incomplete.
func (s *snapshot) callersOf(ctx context.Context, fn *index.Function) callers {
	var c callers
	target := refs.Of(fn)
	type scope struct {
		m  *index.Module
		fn *index.Function
	}
	var left []scope
	for _, r := range s.finder.References(ctx, []refs.Symbol{target}, s.candidates(ctx)) {
		if _, isImport := r.Node.(*ast.Alias); isImport || r.Binds {
			continue
		}
		c.all = append(c.all, r)
		use, call := refs.UseOf(r)
		switch use {
		case refs.Awaited:
			c.awaited = append(c.awaited, r)
		case refs.Iterated:
			c.iterated = append(c.iterated, r)
		case refs.Given:
			c.given = append(c.given, r)
		}
		if use == refs.Named || !fn.IsAsyncGenerator() || ctx.Err() != nil {
			continue
		}
		if use != refs.Iterated && s.isIterated(r.Module, fn, call) {
			c.iterated = append(c.iterated, r)
		}
		if s.isLeftOpen(r.Module, call.Span()) {
			c.unclosed = append(c.unclosed, r)
			if at := (scope{r.Module, r.Module.FunctionAt(r.Node)}); !slices.Contains(left, at) {
				left = append(left, at)
			}
		}
	}
	c.leavers = len(left)
	return c
}

// isIterated reports a loop, in the function around a call, that runs over
// what the call made under a name or through aclosing.
func (s *snapshot) isIterated(m *index.Module, fn *index.Function, call *ast.Call) bool {
	around := m.FunctionAt(call)
	if around == nil {
		return false
	}
	found := false
	ast.Inspect(around.Node, func(n ast.Node) bool {
		var iter ast.Expr
		switch n := n.(type) {
		case *ast.AsyncFor:
			iter = n.Iter
		case *ast.Comprehension:
			if n.IsAsync != 0 {
				iter = n.Iter
			}
		}
		if _, direct := iter.(*ast.Call); iter != nil && !direct && iter.Pos() >= call.End() {
			v, _ := s.engine.Iterated(m, iter)
			found = found || v.Kind == infer.AsyncGenerator && slices.Contains(v.Makers, fn)
		}
		return !found
	})
	return found
}

// isLeftOpen reports a finding that the generator made by a call is not closed.
func (s *snapshot) isLeftOpen(m *index.Module, call source.Span) bool {
	for _, f := range s.checkFile(m.Path).found {
		switch f.Rule.Code {
		case "AG101", "AG102", "AG103", "AG104", "AG106":
			if f.Span.Start <= call.Start && call.End <= f.Span.End || call.Start <= f.Span.Start && f.Span.End <= call.End {
				return true
			}
		}
	}
	return false
}
