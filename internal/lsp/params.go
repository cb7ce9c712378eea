package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// method is what the server knows of a method before it handles it.
type method struct {
	// needs are the members that the parameters cannot do without. The decoder
	// of package protocol leaves what is missing at its zero value.
	needs []string
	// reads is set for requests that run beside what comes after them.
	reads bool
}

// methods are those that the server handles.
var methods = map[string]method{
	protocol.MethodInitialize:                         {},
	protocol.MethodInitialized:                        {},
	protocol.MethodShutdown:                           {},
	protocol.MethodSetTrace:                           {needs: []string{"value"}},
	protocol.MethodWindowWorkDoneProgressCancel:       {needs: []string{"token"}},
	protocol.MethodTextDocumentDidOpen:                {needs: []string{"textDocument.uri", "textDocument.text"}},
	protocol.MethodTextDocumentDidChange:              {needs: []string{"textDocument.uri", "contentChanges"}},
	protocol.MethodTextDocumentDidSave:                {},
	protocol.MethodTextDocumentDidClose:               {needs: []string{"textDocument.uri"}},
	protocol.MethodWorkspaceDidChangeConfiguration:    {},
	protocol.MethodWorkspaceDidChangeWatchedFiles:     {needs: []string{"changes"}},
	protocol.MethodWorkspaceDidChangeWorkspaceFolders: {needs: []string{"event"}},

	protocol.MethodTextDocumentCodeAction:              {[]string{"textDocument.uri", "range.start", "range.end", "context"}, true},
	protocol.MethodCodeActionResolve:                   {[]string{"title"}, true},
	protocol.MethodTextDocumentDiagnostic:              {[]string{"textDocument.uri"}, true},
	protocol.MethodWorkspaceDiagnostic:                 {nil, true},
	protocol.MethodWorkspaceExecuteCommand:             {[]string{"command"}, true},
	protocol.MethodTextDocumentDocumentSymbol:          {[]string{"textDocument.uri"}, true},
	protocol.MethodWorkspaceSymbol:                     {[]string{"query"}, true},
	protocol.MethodTextDocumentFoldingRange:            {[]string{"textDocument.uri"}, true},
	protocol.MethodTextDocumentSelectionRange:          {[]string{"textDocument.uri", "positions"}, true},
	protocol.MethodTextDocumentDocumentLink:            {[]string{"textDocument.uri"}, true},
	protocol.MethodTextDocumentDefinition:              {[]string{"textDocument.uri", "position"}, true},
	protocol.MethodTextDocumentReferences:              {[]string{"textDocument.uri", "position"}, true},
	protocol.MethodTextDocumentDocumentHighlight:       {[]string{"textDocument.uri", "position"}, true},
	protocol.MethodTextDocumentHover:                   {[]string{"textDocument.uri", "position"}, true},
	protocol.MethodTextDocumentInlayHint:               {[]string{"textDocument.uri", "range.start", "range.end"}, true},
	protocol.MethodTextDocumentCodeLens:                {[]string{"textDocument.uri"}, true},
	protocol.MethodCodeLensResolve:                     {[]string{"range"}, true},
	protocol.MethodTextDocumentPrepareCallHierarchy:    {[]string{"textDocument.uri", "position"}, true},
	protocol.MethodCallHierarchyIncomingCalls:          {[]string{"item.uri"}, true},
	protocol.MethodCallHierarchyOutgoingCalls:          {[]string{"item.uri"}, true},
	protocol.MethodTextDocumentSemanticTokensFull:      {[]string{"textDocument.uri"}, true},
	protocol.MethodTextDocumentSemanticTokensFullDelta: {[]string{"textDocument.uri", "previousResultId"}, true},
	protocol.MethodTextDocumentSemanticTokensRange:     {[]string{"textDocument.uri", "range.start", "range.end"}, true},
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
	known, ok := methods[method]
	if !ok {
		return jsonrpc2.NewError(jsonrpc2.MethodNotFound, fmt.Sprintf("no method %q", method))
	}
	for _, path := range known.needs {
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
