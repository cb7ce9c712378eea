package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/asynctools/asynctools/internal/config"
)

// section is the name of the server's settings among those of the editor.
const section = "asynclsp"

// clientSettings are what a user sets in the editor. Those that say what is
// checked stand behind the project's own settings.
type clientSettings struct {
	Select        []string `json:"select"`
	Ignore        []string `json:"ignore"`
	Strict        bool     `json:"strict"`
	MinSeverity   string   `json:"minSeverity"`
	TargetVersion string   `json:"targetVersion"`
	Venv          string   `json:"venv"`

	InlayHints struct {
		ReturnTypes *bool `json:"returnTypes"`
		AwaitTypes  *bool `json:"awaitTypes"`
	} `json:"inlayHints"`
	CodeLens *bool `json:"codeLens"`
}

// isOn is the value of a setting that is on by default.
func isOn(b *bool) bool { return b == nil || *b }

// wantsShowReferences reports whether the client has the command that the
// lenses of this server run.
func wantsShowReferences(raw protocol.LSPAny) bool {
	var o struct {
		ShowReferences bool `json:"showReferences"`
	}
	return json.Unmarshal(raw, &o) == nil && o.ShowReferences
}

// configure takes the client's settings; unfit ones leave those that hold.
// Whoever calls it holds turn.
func (s *server) configure(raw protocol.LSPAny) {
	if text := strings.TrimSpace(string(raw)); text == "" || text == "null" || text == "[]" {
		return // an empty table of Lua's may be either
	}
	s.tellUnknown(raw)
	var c clientSettings
	if err := json.Unmarshal(raw, &c); err != nil {
		why := unfit(err, "settings")
		s.warn("settings of the client: %s", why)
		s.inBackground("telling of settings", func(ctx context.Context) {
			s.tellUnusable(ctx, "the editor's settings", why, "What held before still holds.")
		})
		return
	}
	s.options = c
}

// ofEditors are settings that plugins of editors heed themselves, and send along.
var ofEditors = []string{"path", "severities", "navigation", "repeatedFindings", "syntaxErrors", "trace", "showReferences"}

// tellUnknown tells of settings that there are none of, each once.
func (s *server) tellUnknown(raw protocol.LSPAny) {
	for _, name := range unknownSettings(json.RawMessage(raw), reflect.TypeFor[clientSettings](), "") {
		if s.toldUnknown[name] {
			continue
		}
		if s.toldUnknown == nil {
			s.toldUnknown = map[string]bool{}
		}
		s.toldUnknown[name] = true
		last := name[strings.LastIndexByte(name, '.')+1:]
		why := fmt.Sprintf("unknown setting `%s`%s", name, config.Suggestion(last, settingNames(reflect.TypeFor[clientSettings]())))
		s.warn("settings of the client: %s", why)
		s.inBackground("telling of settings", func(ctx context.Context) {
			s.tellUnusable(ctx, "the editor's settings", why, "It has no effect.")
		})
	}
}

// unknownSettings are the members of an object, and of those in it, that t has no
// field for.
func unknownSettings(raw json.RawMessage, t reflect.Type, prefix string) []string {
	var object map[string]json.RawMessage
	if json.Unmarshal(raw, &object) != nil {
		return nil // which is an error of its own
	}
	var out []string
	for _, name := range slices.Sorted(maps.Keys(object)) {
		field, known := fieldOf(t, name)
		switch {
		case !known && (prefix != "" || !slices.Contains(ofEditors, name)):
			out = append(out, prefix+name)
		case known && field.Kind() == reflect.Struct:
			out = append(out, unknownSettings(object[name], field, prefix+name+".")...)
		}
	}
	return out
}

// fieldOf finds a member in the way of encoding/json, which takes any case.
func fieldOf(t reflect.Type, name string) (reflect.Type, bool) {
	for i := range t.NumField() {
		if strings.EqualFold(t.Field(i).Tag.Get("json"), name) {
			return t.Field(i).Type, true
		}
	}
	return nil, false
}

func settingNames(t reflect.Type) []string {
	var out []string
	for i := range t.NumField() {
		out = append(out, t.Field(i).Tag.Get("json"))
		if inner := t.Field(i).Type; inner.Kind() == reflect.Struct {
			out = append(out, settingNames(inner)...)
		}
	}
	return out
}

// unfit says of something that is of the wrong type what it should be.
func unfit(err error, what string) string {
	var wrong *json.UnmarshalTypeError
	if !errors.As(err, &wrong) {
		return err.Error()
	}
	want := "an object"
	switch wrong.Type.Kind() {
	case reflect.Bool:
		want = "true or false"
	case reflect.String:
		want = "a string"
	case reflect.Slice:
		want = "a list of strings"
	case reflect.Int, reflect.Int32, reflect.Int64:
		want = "a whole number"
	}
	if wrong.Field == "" {
		return what + " must be " + want
	}
	return fmt.Sprintf("`%s` must be %s", wrong.Field, want)
}

// DidChangeConfiguration takes the settings that it brings. A client that can
// be asked is asked, for it may send nothing.
func (s *server) DidChangeConfiguration(_ context.Context, p *protocol.DidChangeConfigurationParams) error {
	if s.features.configuration {
		s.inBackground("asking for settings", s.pullSettings)
		return nil
	}
	var all struct {
		Asynclsp protocol.LSPAny `json:"asynclsp"`
	}
	if err := json.Unmarshal(p.Settings, &all); err == nil {
		s.reconfigure(all.Asynclsp)
	}
	return nil
}

// pullSettings asks the client for its settings.
func (s *server) pullSettings(ctx context.Context) {
	name := section
	got, err := s.client.Configuration(ctx, &protocol.ConfigurationParams{Items: []protocol.ConfigurationItem{{Section: &name}}})
	switch {
	case ctx.Err() != nil:
	case err != nil:
		s.warn("workspace/configuration: %v", err)
	case len(got) != 1:
		s.warn("workspace/configuration: %d answers to one question", len(got))
	default:
		s.reconfigure(got[0])
	}
}

func (s *server) reconfigure(raw protocol.LSPAny) {
	s.turn.Lock()
	defer s.turn.Unlock()
	s.configure(raw)
	s.reopen()
	s.refresh()
}

// refresh asks the client to ask again for what it has asked for before.
func (s *server) refresh() {
	f := s.features
	if !f.refreshDiagnostics && !f.refreshLenses && !f.refreshHints && !f.refreshTokens {
		return
	}
	s.inBackground("refreshing", func(ctx context.Context) {
		if _, err := s.settled(ctx); err != nil {
			return
		}
		for _, r := range []struct {
			on   bool
			what string
			ask  func(context.Context) error
		}{
			{f.refreshDiagnostics, protocol.MethodWorkspaceDiagnosticRefresh, s.client.DiagnosticRefresh},
			{f.refreshLenses, protocol.MethodWorkspaceCodeLensRefresh, s.client.CodeLensRefresh},
			{f.refreshHints, protocol.MethodWorkspaceInlayHintRefresh, s.client.InlayHintRefresh},
			{f.refreshTokens, protocol.MethodWorkspaceSemanticTokensRefresh, s.client.SemanticTokensRefresh},
		} {
			if !r.on {
				continue
			}
			if err := r.ask(ctx); err != nil && ctx.Err() == nil {
				s.warn("%s: %v", r.what, err)
			}
		}
	})
}
