package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// required are the methods that the server handles, with the members that
// their parameters cannot do without. The decoder of package protocol leaves
// what is missing at its zero value.
var required = map[string][]string{
	protocol.MethodInitialize:                         nil,
	protocol.MethodInitialized:                        nil,
	protocol.MethodShutdown:                           nil,
	protocol.MethodSetTrace:                           nil,
	protocol.MethodTextDocumentDidOpen:                {"textDocument.uri", "textDocument.text"},
	protocol.MethodTextDocumentDidChange:              {"textDocument.uri", "contentChanges"},
	protocol.MethodTextDocumentDidSave:                nil,
	protocol.MethodTextDocumentDidClose:               {"textDocument.uri"},
	protocol.MethodTextDocumentCodeAction:             {"textDocument.uri", "range.start", "range.end", "context"},
	protocol.MethodTextDocumentDiagnostic:             {"textDocument.uri"},
	protocol.MethodWorkspaceDidChangeConfiguration:    nil,
	protocol.MethodWorkspaceDidChangeWatchedFiles:     {"changes"},
	protocol.MethodWorkspaceDidChangeWorkspaceFolders: {"event"},
}

// fitting lets through what the server handles.
func fitting(next jsonrpc2.Handler) jsonrpc2.Handler {
	return func(ctx context.Context, req *jsonrpc2.Request) (any, error) {
		if err := misfit(strings.Clone(req.Method()), req.Params()); err != nil {
			return nil, err
		}
		return next(ctx, req)
	}
}

// misfit is the error for a message that no handler can take: one of a method
// that there is none for, or without parameters that it needs.
func misfit(method string, params []byte) error {
	members, known := required[method]
	if !known {
		return jsonrpc2.NewError(jsonrpc2.MethodNotFound, fmt.Sprintf("no method %q", method))
	}
	for _, path := range members {
		at := json.RawMessage(params)
		for name := range strings.SplitSeq(path, ".") {
			var object map[string]json.RawMessage
			if err := json.Unmarshal(at, &object); err != nil || object[name] == nil {
				return jsonrpc2.NewError(jsonrpc2.InvalidParams, fmt.Sprintf("invalid parameters: no %s", path))
			}
			at = object[name]
		}
	}
	return nil
}

// textDocumentURI is the URI of the document that a message is about, letter
// for letter.
func textDocumentURI(params []byte) (string, bool) {
	var p struct {
		TextDocument struct {
			URI string `json:"uri"`
		} `json:"textDocument"`
	}
	err := json.Unmarshal(params, &p)
	return p.TextDocument.URI, err == nil && p.TextDocument.URI != ""
}

// spelledKey is the context key of the URI of a didOpen, as the client wrote it.
type spelledKey struct{}
