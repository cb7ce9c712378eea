package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/refs"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// spot names a function in a message that the client sends back.
type spot struct {
	URI  string `json:"uri"`  // canonical
	Name int    `json:"name"` // where its name starts, in bytes
	Word string `json:"word"`
}

func (s *snapshot) spot(fn *index.Function) (protocol.LSPAny, error) {
	return json.Marshal(spot{string(uriOf(fn.Module.Path)), int(fn.NamePos), fn.Name})
}

// functionAt finds the function of a spot, if it is still there.
func (s *snapshot) functionAt(raw protocol.LSPAny) (*index.Function, error) {
	var at spot
	if err := json.Unmarshal(raw, &at); err != nil {
		return nil, jsonrpc2.NewError(jsonrpc2.InvalidParams, "invalid parameters: data: "+unfit(err, "it"))
	}
	gone := jsonrpc2.NewError(contentModified, "the function is no longer there")
	m := s.module(uri.URI(at.URI))
	if m == nil {
		return nil, gone
	}
	for _, n := range pathTo(m, source.Pos(at.Name)) {
		if fn := m.Function(n); fn != nil && int(fn.NamePos) == at.Name && fn.Name == at.Word {
			return fn, nil
		}
	}
	return nil, gone
}

// CodeLens puts a lens above each async function and async generator; what it
// says is found out when it comes into sight.
func (s *server) CodeLens(ctx context.Context, p *protocol.CodeLensParams) ([]protocol.CodeLens, error) {
	snap := s.snapshotOf(ctx)
	m := snap.module(p.TextDocument.URI)
	if m == nil || !isOn(snap.settings.client.CodeLens) {
		return nil, nil
	}
	out := []protocol.CodeLens{}
	var failed error
	ast.Inspect(m.File.Mod, func(n ast.Node) bool {
		fn := m.Function(n)
		if fn == nil || !fn.Async || isSpecial(fn.Name) {
			return true
		}
		data, err := snap.spot(fn)
		if err != nil {
			failed = err
		}
		out = append(out, protocol.CodeLens{Range: s.rangeOf(m.Source(), fn.NameSpan()), Data: data})
		return true
	})
	if failed != nil {
		return nil, failed
	}
	return out, ctx.Err()
}

// isSpecial reports a method that statements call without naming it: a count of
// its callers would be wrong.
func isSpecial(name string) bool {
	return len(name) > 4 && strings.HasPrefix(name, "__") && strings.HasSuffix(name, "__")
}

func (s *server) CodeLensResolve(ctx context.Context, lens *protocol.CodeLens) (*protocol.CodeLens, error) {
	snap, err := s.settled(ctx)
	if err != nil {
		return nil, err
	}
	if lens.Command.Title != "" || len(lens.Data) == 0 {
		return lens, nil
	}
	fn, err := snap.functionAt(lens.Data)
	if err != nil {
		return nil, err
	}
	c := snap.callersOf(ctx, fn)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	lens.Command = protocol.Command{Title: c.title(fn)}
	if s.features.showReferences && len(c.all) > 0 {
		args, err := s.showArguments(snap, fn, c.all)
		if err != nil {
			return nil, err
		}
		lens.Command.Command, lens.Command.Arguments = showReferencesCommand, args
	}
	return lens, nil
}

func (s *server) showArguments(snap *snapshot, fn *index.Function, list []refs.Occurrence) ([]protocol.LSPAny, error) {
	locations := make(protocol.LocationSlice, len(list))
	for i, r := range list {
		locations[i] = s.location(snap, r.Module, r.Span)
	}
	at := s.position(fn.Module.Source(), fn.NamePos)
	var out []protocol.LSPAny
	for _, arg := range []any{string(snap.spelling(fn.Module.Path)), &at, locations} {
		raw, err := protocol.Marshal(arg)
		if err != nil {
			return nil, err
		}
		out = append(out, raw)
	}
	return out, nil
}

// title sums up what is done with a function.
func (c *callers) title(fn *index.Function) string {
	var parts []string
	add := func(what string, n int) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", what, n))
		}
	}
	if fn.IsAsyncGenerator() {
		add("iterated by", len(c.iterated))
		if c.leavers > 0 {
			parts = append(parts, fmt.Sprintf("never closed by %s", counted(c.leavers, "caller")))
		}
	} else {
		add("awaited by", len(c.awaited))
		add("run by", len(c.ran))
		add("made a task by", len(c.tasks))
		add("given to other calls by", len(c.given))
	}
	switch {
	case len(parts) > 0:
	case len(c.all) == 0:
		parts = append(parts, "no callers found")
	default:
		parts = append(parts, counted(len(c.all), "reference"))
	}
	return strings.Join(parts, ", ")
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
