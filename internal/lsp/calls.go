package lsp

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/analyzer/refs"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// callItem is a function in a call hierarchy. uses says what the calls that
// led here do.
func (s *server) callItem(snap *snapshot, fn *index.Function, uses string) (protocol.CallHierarchyItem, error) {
	src := fn.Module.Source()
	data, err := snap.spot(fn)
	detail := fn.Module.Name
	if detail == "" {
		detail = filepath.Base(fn.Module.Path)
	}
	if outer, _, nested := cutLast(fn.QualName(), "."); nested {
		detail += "." + outer
	}
	for _, more := range []string{nature(fn), uses} {
		if more != "" {
			detail += " · " + more
		}
	}
	return protocol.CallHierarchyItem{
		Name: fn.Name, Kind: symbolKind(fn), Detail: &detail, URI: snap.spelling(fn.Module.Path),
		Range: s.rangeOf(src, fn.Node.Span()), SelectionRange: s.rangeOf(src, fn.NameSpan()), Data: data,
	}, err
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return "", s, false
	}
	return s[:i], s[i+len(sep):], true
}

// moduleItem stands for the statements of a file outside all functions.
func (s *server) moduleItem(snap *snapshot, m *index.Module, uses string) protocol.CallHierarchyItem {
	item := protocol.CallHierarchyItem{Name: filepath.Base(m.Path), Kind: protocol.SymbolKindModule, URI: snap.spelling(m.Path)}
	item.Range = s.rangeOf(m.Source(), source.Span{End: source.Pos(len(m.Source().Text))})
	if uses != "" {
		item.Detail = &uses
	}
	return item
}

func (s *server) PrepareCallHierarchy(ctx context.Context, p *protocol.CallHierarchyPrepareParams) ([]protocol.CallHierarchyItem, error) {
	snap, err := s.settled(ctx)
	if err != nil {
		return nil, err
	}
	o, ok := s.identifier(snap, p.TextDocument.URI, p.Position)
	if !ok {
		return nil, nil
	}
	var out []protocol.CallHierarchyItem
	for _, symbol := range snap.finder.Symbols(o) {
		if fn := symbol.Function(); fn != nil {
			item, err := s.callItem(snap, fn, "")
			if err != nil {
				return nil, err
			}
			out = append(out, item)
		}
	}
	return out, ctx.Err()
}

// IncomingCalls lists the functions that call one, and whether they await.
func (s *server) IncomingCalls(ctx context.Context, p *protocol.CallHierarchyIncomingCallsParams) ([]protocol.CallHierarchyIncomingCall, error) {
	snap, err := s.settled(ctx)
	if err != nil {
		return nil, err
	}
	if len(p.Item.Data) == 0 {
		return nil, nil // of a module
	}
	fn, err := snap.functionAt(p.Item.Data)
	if err != nil {
		return nil, err
	}
	type scope struct {
		m  *index.Module
		fn *index.Function
	}
	var order []scope
	calls := map[scope][]refs.Occurrence{}
	for _, r := range snap.callersOf(ctx, fn).all {
		if use, _ := refs.UseOf(r); use == refs.Named {
			continue
		}
		at := scope{r.Module, r.Module.FunctionAt(r.Node)}
		if calls[at] == nil {
			order = append(order, at)
		}
		calls[at] = append(calls[at], r)
	}
	out := []protocol.CallHierarchyIncomingCall{}
	for _, at := range order {
		tally, ranges := tally{}, []protocol.Range{}
		for _, r := range calls[at] {
			use, _ := refs.UseOf(r)
			tally.count(use)
			ranges = append(ranges, s.rangeOf(r.Module.Source(), r.Span))
		}
		from := s.moduleItem(snap, at.m, tally.String())
		if at.fn != nil {
			if from, err = s.callItem(snap, at.fn, tally.String()); err != nil {
				return nil, err
			}
		}
		out = append(out, protocol.CallHierarchyIncomingCall{From: from, FromRanges: ranges})
	}
	return out, ctx.Err()
}

// OutgoingCalls lists the functions of the program that one calls, in the
// order in which it first does.
func (s *server) OutgoingCalls(ctx context.Context, p *protocol.CallHierarchyOutgoingCallsParams) ([]protocol.CallHierarchyOutgoingCall, error) {
	snap, err := s.settled(ctx)
	if err != nil {
		return nil, err
	}
	if len(p.Item.Data) == 0 {
		return nil, nil
	}
	fn, err := snap.functionAt(p.Item.Data)
	if err != nil {
		return nil, err
	}
	m := fn.Module
	var order []*index.Function
	spans, tallies := map[*index.Function][]source.Span{}, map[*index.Function]*tally{}
	for _, stmt := range fn.Body {
		ast.Inspect(stmt, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef:
				return false // calls of its own
			case *ast.Call:
				callee := snap.callee(m, n)
				if callee == nil {
					break
				}
				if !slices.Contains(order, callee) {
					order = append(order, callee)
					tallies[callee] = &tally{}
				}
				span := n.Func.Span()
				if a, ok := n.Func.(*ast.Attribute); ok {
					span.Start = max(span.Start, span.End-source.Pos(len(a.Attr)))
				}
				spans[callee] = append(spans[callee], span)
				use, _ := refs.UseOf(refs.Occurrence{Module: m, Node: n.Func})
				tallies[callee].count(use)
			}
			return true
		})
	}
	out := []protocol.CallHierarchyOutgoingCall{}
	for _, callee := range order {
		to, err := s.callItem(snap, callee, tallies[callee].String())
		if err != nil {
			return nil, err
		}
		ranges := []protocol.Range{}
		for _, span := range spans[callee] {
			ranges = append(ranges, s.rangeOf(m.Source(), span))
		}
		out = append(out, protocol.CallHierarchyOutgoingCall{To: to, FromRanges: ranges})
	}
	return out, ctx.Err()
}

// callee is the function of the program that a call runs, or nil: of a class,
// its constructor.
func (s *snapshot) callee(m *index.Module, call *ast.Call) *index.Function {
	switch v := s.engine.Expr(m, call.Func); v.Kind {
	case infer.Function, infer.ManagerFactory:
		return v.Func
	case infer.Class:
		for _, b := range v.Class.Block.Bindings("__init__") {
			if fn := v.Class.Module.Function(b.Node); fn != nil && b.Kind == index.BindDef {
				return fn
			}
		}
	}
	return nil
}

// tally counts what calls do with their results.
type tally struct{ awaited, iterated, all int }

func (t *tally) count(u refs.Use) {
	t.all++
	switch u {
	case refs.Awaited:
		t.awaited++
	case refs.Iterated:
		t.iterated++
	}
}

func (t *tally) String() string {
	told := func(what string, n int) string {
		if n == t.all {
			return what
		}
		return fmt.Sprintf("%s in %d of %d calls", what, n, t.all)
	}
	switch {
	case t.awaited > 0:
		return told("awaited", t.awaited)
	case t.iterated > 0:
		return told("iterated", t.iterated)
	}
	return ""
}
