package lsp

import (
	"context"
	"encoding/json"
	"path/filepath"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

const fixAllKind protocol.CodeActionKind = "source.fixAll.asynclsp"

func (s *server) Initialize(_ context.Context, p *protocol.InitializeParams) (*protocol.InitializeResult, error) {
	s.features = clientFeatures(&p.Capabilities)
	s.folders = nil
	if folders, ok := p.WorkspaceFolders.Get(); ok {
		for _, f := range folders {
			s.addFolder(f.URI)
		}
	}
	if len(s.folders) == 0 && p.RootURI != nil { //nolint:staticcheck // older clients send nothing else
		s.addFolder(*p.RootURI) //nolint:staticcheck
	}
	s.configure(p.InitializationOptions)
	s.advance(s.empty(s.folders))
	s.phase = running

	yes := true
	incremental := protocol.TextDocumentSyncKindIncremental
	capabilities := protocol.ServerCapabilities{
		PositionEncoding: encodingName(s.features.encoding),
		TextDocumentSync: &protocol.TextDocumentSyncOptions{OpenClose: &yes, Change: &incremental, Save: protocol.Boolean(true)},
		CodeActionProvider: &protocol.CodeActionOptions{
			CodeActionKinds: []protocol.CodeActionKind{protocol.CodeActionKindQuickFix, fixAllKind},
		},
		Workspace: &protocol.WorkspaceOptions{
			WorkspaceFolders: &protocol.WorkspaceFoldersServerCapabilities{Supported: &yes, ChangeNotifications: protocol.Boolean(true)},
		},
	}
	if s.features.pullOnly {
		capabilities.DiagnosticProvider = &protocol.DiagnosticOptions{InterFileDependencies: true}
	}
	return &protocol.InitializeResult{
		Capabilities: capabilities,
		ServerInfo:   protocol.ServerInfo{Name: "asynclsp", Version: protocol.NewOptional(s.opt.Version)},
	}, nil
}

func clientFeatures(c *protocol.ClientCapabilities) features {
	var f features
	f.encoding, _ = encodingOf(protocol.PositionEncodingKindUTF16)
	if c.General != nil {
		for _, kind := range c.General.PositionEncodings {
			if enc, ok := encodingOf(kind); ok {
				f.encoding = enc
				break
			}
		}
	}
	if t := c.TextDocument; t != nil {
		if t.PublishDiagnostics != nil {
			f.related = isTrue(t.PublishDiagnostics.RelatedInformation)
		}
		f.pullOnly = t.Diagnostic != nil && t.PublishDiagnostics == nil
		if t.Diagnostic != nil {
			f.related = f.related || isTrue(t.Diagnostic.RelatedInformation)
		}
	}
	if w := c.Workspace; w != nil {
		f.documentChanges = w.WorkspaceEdit != nil && isTrue(w.WorkspaceEdit.DocumentChanges)
		f.watch = w.DidChangeWatchedFiles != nil && isTrue(w.DidChangeWatchedFiles.DynamicRegistration)
	}
	return f
}

func isTrue(b *bool) bool { return b != nil && *b }

func (s *server) addFolder(u uri.URI) {
	if u.IsFile() {
		s.folders = append(s.folders, filepath.Clean(u.FsPath()))
	}
}

// Initialized asks the client to watch files, which it answers later: the
// asking must not hold up the reading of that answer.
func (s *server) Initialized(context.Context, *protocol.InitializedParams) error {
	if !s.features.watch {
		return nil
	}
	options, err := protocol.Marshal(&protocol.DidChangeWatchedFilesRegistrationOptions{Watchers: []protocol.FileSystemWatcher{
		{GlobPattern: protocol.Pattern("**/*.{py,pyi}")},
		{GlobPattern: protocol.Pattern("**/{pyproject,asynclsp}.toml")},
	}})
	if err != nil {
		return err
	}
	go func() {
		err := s.client.RegisterCapability(context.Background(), &protocol.RegistrationParams{Registrations: []protocol.Registration{{
			ID: "watch", Method: string(protocol.MethodWorkspaceDidChangeWatchedFiles), RegisterOptions: options,
		}}})
		if err != nil {
			s.log.Warnf("client/registerCapability: %v", err)
		}
	}()
	return nil
}

func (s *server) Shutdown(context.Context) error {
	s.phase = shuttingDown
	return nil
}

func (s *server) SetTrace(context.Context, *protocol.SetTraceParams) error { return nil }

func (s *server) DidChangeWorkspaceFolders(_ context.Context, p *protocol.DidChangeWorkspaceFoldersParams) error {
	gone := map[string]bool{}
	for _, f := range p.Event.Removed {
		gone[filepath.Clean(f.URI.FsPath())] = true
	}
	kept := s.folders[:0:0]
	for _, f := range s.folders {
		if !gone[f] {
			kept = append(kept, f)
		}
	}
	s.folders = kept
	for _, f := range p.Event.Added {
		s.addFolder(f.URI)
	}
	s.reopen()
	return nil
}

// reopen starts over with new settings and roots, keeping the open documents.
func (s *server) reopen() {
	old := s.snapshot()
	s.settings = newSettingsCache(s.warn, s.options)
	base := s.empty(s.folders)
	base.number = old.number
	s.advance(base.next(old.docs, s.settings, func(string) bool { return false }))
}

// clientSettings are what a user sets in the editor. They stand behind the
// project's own settings.
type clientSettings struct {
	Select        []string `json:"select"`
	Ignore        []string `json:"ignore"`
	MinSeverity   string   `json:"minSeverity"`
	TargetVersion string   `json:"targetVersion"`
}

// configure takes the client's settings; unfit ones leave those that hold.
func (s *server) configure(raw protocol.LSPAny) {
	if len(raw) == 0 || string(raw) == "null" {
		return
	}
	var c clientSettings
	if err := json.Unmarshal(raw, &c); err != nil {
		s.warn("settings of the client: %v", err)
		return
	}
	s.options = c
	s.settings = newSettingsCache(s.warn, s.options)
}

func (s *server) DidChangeConfiguration(_ context.Context, p *protocol.DidChangeConfigurationParams) error {
	var all struct {
		Asynclsp protocol.LSPAny `json:"asynclsp"`
	}
	if err := json.Unmarshal(p.Settings, &all); err == nil {
		s.configure(all.Asynclsp)
	}
	s.reopen()
	return nil
}

func (s *server) DidChangeWatchedFiles(_ context.Context, p *protocol.DidChangeWatchedFilesParams) error {
	stale := map[string]bool{}
	for _, c := range p.Changes {
		path := filepath.Clean(c.URI.FsPath())
		switch filepath.Base(path) {
		case "pyproject.toml", "asynclsp.toml":
			s.reopen()
			return nil
		}
		stale[path] = true
	}
	old := s.snapshot()
	open := map[string]bool{}
	for _, d := range old.docs {
		open[d.path] = true
	}
	s.advance(old.next(old.docs, s.settings, func(path string) bool { return stale[path] && !open[path] }))
	return nil
}
