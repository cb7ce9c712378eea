package lsp

import (
	"context"
	"encoding/json"
	"fmt"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// The commands. The server runs the first; the client must have the second,
// and says so with "showReferences" among its initialization options.
const (
	fixAllCommand         = "asynclsp.fixAll"         // [uri]: make all safe fixes of a document
	showReferencesCommand = "asynclsp.showReferences" // [uri, position, locations]
)

// ExecuteCommand runs what a client binds to a key or a menu.
func (s *server) ExecuteCommand(ctx context.Context, p *protocol.ExecuteCommandParams) (protocol.LSPAny, error) {
	if p.Command != fixAllCommand {
		return nil, jsonrpc2.NewError(jsonrpc2.InvalidParams, fmt.Sprintf("no command %q", p.Command))
	}
	var name string
	if len(p.Arguments) != 1 || json.Unmarshal(p.Arguments[0], &name) != nil {
		return nil, jsonrpc2.NewError(jsonrpc2.InvalidParams, p.Command+" takes the URI of a document")
	}
	if !s.features.applyEdit {
		return nil, jsonrpc2.NewError(jsonrpc2.InvalidRequest, "the client cannot be asked to edit")
	}
	snap, err := s.settled(ctx)
	if err != nil {
		return nil, err
	}
	key, err := uri.Parse(name)
	if err != nil {
		return nil, jsonrpc2.NewError(jsonrpc2.InvalidParams, err.Error())
	}
	d := snap.docs[key]
	if d == nil {
		return nil, jsonrpc2.NewError(jsonrpc2.InvalidParams, fmt.Sprintf("%s is not open", name))
	}
	r := snap.check(d)
	if r.err != nil || r.module == nil {
		return nil, r.err
	}
	edits := fixAll(snap, d, r)
	if len(edits) == 0 {
		return nil, nil
	}
	label := "Fix all asynclsp findings"
	got, err := s.client.ApplyEdit(ctx, &protocol.ApplyWorkspaceEditParams{
		Label: &label, Edit: *s.workspaceEdit(d, r.module.Source(), edits),
	})
	if err != nil {
		return nil, err
	}
	if !got.Applied {
		reason := "no reason given"
		if got.FailureReason != nil {
			reason = *got.FailureReason
		}
		return nil, fmt.Errorf("the client did not apply the edit: %s", reason)
	}
	return nil, nil
}
