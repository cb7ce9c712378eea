package lsp

import (
	"context"
	"slices"

	"go.lsp.dev/protocol"

	"github.com/asynctools/asynctools/syntax/source"
)

func (s *server) Initialize(_ context.Context, p *protocol.InitializeParams) (*protocol.InitializeResult, error) {
	s.turn.Lock()
	defer s.turn.Unlock()
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
	s.trace.set(p.Trace)
	s.configure(p.InitializationOptions)
	s.features.showReferences = wantsShowReferences(p.InitializationOptions)
	s.reopen()
	s.phase = running
	return &protocol.InitializeResult{
		Capabilities: s.capabilities(),
		ServerInfo:   protocol.ServerInfo{Name: "asynclsp", Version: protocol.NewOptional(s.opt.Version)},
	}, nil
}

func (s *server) capabilities() protocol.ServerCapabilities {
	yes := true
	incremental := protocol.TextDocumentSyncKindIncremental
	c := protocol.ServerCapabilities{
		PositionEncoding: encodingName(s.features.encoding),
		TextDocumentSync: &protocol.TextDocumentSyncOptions{OpenClose: &yes, Change: &incremental, Save: protocol.Boolean(true)},
		CodeActionProvider: &protocol.CodeActionOptions{
			CodeActionKinds: []protocol.CodeActionKind{protocol.CodeActionKindQuickFix, fixAllKind},
			ResolveProvider: &yes,
		},
		DocumentSymbolProvider:    protocol.Boolean(true),
		WorkspaceSymbolProvider:   protocol.Boolean(true),
		FoldingRangeProvider:      protocol.Boolean(true),
		SelectionRangeProvider:    protocol.Boolean(true),
		DocumentLinkProvider:      &protocol.DocumentLinkOptions{},
		DefinitionProvider:        protocol.Boolean(true),
		ReferencesProvider:        protocol.Boolean(true),
		DocumentHighlightProvider: protocol.Boolean(true),
		HoverProvider:             protocol.Boolean(true),
		InlayHintProvider:         protocol.Boolean(true),
		CodeLensProvider:          &protocol.CodeLensOptions{ResolveProvider: &yes},
		CallHierarchyProvider:     protocol.Boolean(true),
		ExecuteCommandProvider:    protocol.ExecuteCommandOptions{Commands: []string{fixAllCommand}},
		SemanticTokensProvider: &protocol.SemanticTokensOptions{
			Legend: legend(), Range: protocol.Boolean(true), Full: &protocol.SemanticTokensFullDelta{Delta: &yes},
		},
		Workspace: &protocol.WorkspaceOptions{
			WorkspaceFolders: &protocol.WorkspaceFoldersServerCapabilities{Supported: &yes, ChangeNotifications: protocol.Boolean(true)},
		},
	}
	if s.features.pull {
		c.DiagnosticProvider = &protocol.DiagnosticOptions{InterFileDependencies: true, WorkspaceDiagnostics: true}
	}
	return c
}

// features are what the client can do.
type features struct {
	encoding        source.Encoding
	related         bool
	documentChanges bool
	pull            bool // it asks for diagnostics, and so is sent none unasked: it would show both
	lazyEdits       bool // it asks for the edit of a code action when it needs it
	applyEdit       bool
	flatSymbols     bool // it knows no symbols within symbols
	links           bool // it wants to know what a definition link starts from
	markdown        bool
	lineFolding     bool
	foldingLimit    int // 0 is none
	watch           bool
	configuration   bool // it can be asked for settings
	configurable    bool // it can be asked to tell when they change
	progress        bool
	showReferences  bool

	refreshDiagnostics, refreshLenses, refreshHints, refreshTokens bool
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
	f.flatSymbols = true
	if t := c.TextDocument; t != nil {
		f.ofDocuments(t)
	}
	if w := c.Workspace; w != nil {
		f.applyEdit = isTrue(w.ApplyEdit)
		f.documentChanges = w.WorkspaceEdit != nil && isTrue(w.WorkspaceEdit.DocumentChanges)
		f.watch = w.DidChangeWatchedFiles != nil && isTrue(w.DidChangeWatchedFiles.DynamicRegistration)
		f.configuration = isTrue(w.Configuration)
		f.configurable = w.DidChangeConfiguration != nil && isTrue(w.DidChangeConfiguration.DynamicRegistration)
		f.refreshDiagnostics = w.Diagnostics != nil && isTrue(w.Diagnostics.RefreshSupport)
		f.refreshLenses = w.CodeLens != nil && isTrue(w.CodeLens.RefreshSupport)
		f.refreshHints = w.InlayHint != nil && isTrue(w.InlayHint.RefreshSupport)
		f.refreshTokens = w.SemanticTokens != nil && isTrue(w.SemanticTokens.RefreshSupport)
	}
	f.progress = c.Window != nil && isTrue(c.Window.WorkDoneProgress)
	return f
}

func (f *features) ofDocuments(t *protocol.TextDocumentClientCapabilities) {
	if t.PublishDiagnostics != nil {
		f.related = isTrue(t.PublishDiagnostics.RelatedInformation)
	}
	f.pull = t.Diagnostic != nil
	if t.Diagnostic != nil {
		f.related = f.related || isTrue(t.Diagnostic.RelatedInformation)
	}
	if t.CodeAction != nil {
		f.lazyEdits = isTrue(t.CodeAction.DataSupport) && slices.Contains(t.CodeAction.ResolveSupport.Properties, "edit")
	}
	if t.DocumentSymbol != nil {
		f.flatSymbols = !isTrue(t.DocumentSymbol.HierarchicalDocumentSymbolSupport)
	}
	if t.Hover != nil && len(t.Hover.ContentFormat) > 0 {
		f.markdown = t.Hover.ContentFormat[0] == protocol.MarkupKindMarkdown
	}
	f.links = t.Definition != nil && isTrue(t.Definition.LinkSupport)
	if t.FoldingRange != nil {
		f.lineFolding = isTrue(t.FoldingRange.LineFoldingOnly)
		if t.FoldingRange.RangeLimit != nil {
			f.foldingLimit = int(*t.FoldingRange.RangeLimit)
		}
	}
}

func isTrue(b *bool) bool { return b != nil && *b }

// Initialized asks the client for what it must be asked for. Its answers come
// later: the asking must not hold up the reading of them.
func (s *server) Initialized(context.Context, *protocol.InitializedParams) error {
	s.inBackground("registering", s.register)
	if s.features.configuration {
		s.inBackground("asking for settings", s.pullSettings)
	}
	s.inBackground("reading the workspace", s.readAhead)
	return nil
}

// register asks to be told of changes, of files and of settings.
func (s *server) register(ctx context.Context) {
	var list []protocol.Registration
	add := func(id, method string, options any) {
		raw, err := protocol.Marshal(options)
		if err != nil {
			s.log.Errorf("registration of %s: %v", method, err)
			return
		}
		list = append(list, protocol.Registration{ID: id, Method: method, RegisterOptions: raw})
	}
	if s.features.watch {
		add("watch", protocol.MethodWorkspaceDidChangeWatchedFiles, &protocol.DidChangeWatchedFilesRegistrationOptions{
			Watchers: []protocol.FileSystemWatcher{
				{GlobPattern: protocol.Pattern("**/*.{py,pyi,pyw}")},
				{GlobPattern: protocol.Pattern("**/{pyproject,asynclsp}.toml")},
				{GlobPattern: protocol.Pattern("**/.gitignore")},
			},
		})
	}
	if s.features.configurable {
		add("settings", protocol.MethodWorkspaceDidChangeConfiguration, &protocol.DidChangeConfigurationRegistrationOptions{
			Section: protocol.String(section),
		})
	}
	if len(list) == 0 {
		return
	}
	if err := s.client.RegisterCapability(ctx, &protocol.RegistrationParams{Registrations: list}); err != nil && ctx.Err() == nil {
		s.log.Warnf("client/registerCapability: %v", err)
	}
}

func (s *server) Shutdown(context.Context) error {
	s.phase = shuttingDown
	return nil
}
