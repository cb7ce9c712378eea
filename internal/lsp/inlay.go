package lsp

import (
	"context"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// InlayHint shows what the program does not say: the type of what an async
// generator function makes, and of what an await gives to a name.
func (s *server) InlayHint(ctx context.Context, p *protocol.InlayHintParams) ([]protocol.InlayHint, error) {
	snap, err := s.settled(ctx)
	if err != nil {
		return nil, err
	}
	m := snap.module(p.TextDocument.URI)
	if m == nil {
		return nil, nil
	}
	src := m.Source()
	span := s.spanOf(src, p.Range)
	out := []protocol.InlayHint{}
	hint := func(at source.Pos, label, tip string) {
		out = append(out, protocol.InlayHint{
			Position: s.position(src, at), Label: protocol.String(label), Kind: protocol.InlayHintKindType, Tooltip: protocol.String(tip),
		})
	}
	on := snap.settings.client.InlayHints
	ast.Inspect(m.File.Mod, func(n ast.Node) bool {
		if ctx.Err() != nil || !touches(n, span) {
			return false
		}
		switch n := n.(type) {
		case *ast.AsyncFunctionDef:
			fn := m.Function(n)
			if at := closingParen(fn); isOn(on.ReturnTypes) && isUnannotatedGenerator(snap, fn) && span.Contains(at) {
				hint(at, " -> "+snap.types().generator(fn), "What a call makes: async generators have no return value.")
			}
		case *ast.Assign:
			await, ok := n.Value.(*ast.Await)
			if !ok || !isOn(on.AwaitTypes) || len(n.Targets) != 1 {
				break
			}
			name, ok := n.Targets[0].(*ast.Name)
			if t := snap.types().of(m, await); ok && t != "" && span.Contains(name.End()) {
				hint(name.End(), ": "+t, "What the await gives.")
			}
		}
		return true
	})
	return out, ctx.Err()
}

// isUnannotatedGenerator reports an async generator function that says nothing
// of its result, and whose decorators leave it one.
func isUnannotatedGenerator(snap *snapshot, fn *index.Function) bool {
	return fn != nil && fn.IsAsyncGenerator() && fn.Annotation == nil && snap.engine.Definition(fn).Kind == infer.Function
}

// closingParen is the end of a function's parameter list.
func closingParen(fn *index.Function) source.Pos {
	if fn == nil {
		return source.NoPos
	}
	end := fn.NameSpan().End
	if fn.Args != nil {
		ast.Inspect(fn.Args, func(n ast.Node) bool {
			end = max(end, n.End())
			return true
		})
	}
	src := fn.Module.Source()
	for int(end) < len(src.Text) {
		switch src.Text[end] {
		case ')':
			return end + 1
		case '#': // a comment may hold anything
			if i := strings.IndexByte(src.Text[end:], '\n'); i >= 0 {
				end += source.Pos(i)
			}
		}
		end++
	}
	return source.NoPos
}
