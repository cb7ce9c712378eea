package lsp

import (
	"context"
	"fmt"
	"reflect"
	"runtime/debug"
	"time"
	"unicode/utf8"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/syntax/source"
)

// published is what the client was last told about a document.
type published struct {
	spelled uri.URI
	version int32
	items   []protocol.Diagnostic
}

// publishLoop is the worker that pushes diagnostics.
func (s *server) publishLoop(ctx context.Context) {
	told, settings := map[uri.URI]published{}, map[string]*faults{}
	idle, review, changed := time.NewTimer(idleAfter), time.NewTimer(reviewAfter), time.Now()
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.dirty:
			gap := time.Since(changed)
			changed = changed.Add(gap)
			snap := s.snapshot()
			s.publish(ctx, snap, told)
			s.publishSettings(ctx, snap.settings, settings)
			idle.Reset(s.restBefore(gap))
			review.Reset(reviewAfter)
		case <-idle.C:
			if s.opt.Idle != nil {
				s.inBackground("tidying up", s.tidy)
			}
		case <-review.C:
			s.inBackground("looking once more", s.review)
		}
	}
}

// reviewAfter is how long nothing has changed when what was found by looking only at
// what edits can have changed is held against what a look at the whole finds.
const reviewAfter = time.Second

// review looks once more at the documents. A difference is a fault of ours: it is
// logged, and the client gets what is right.
func (s *server) review(ctx context.Context) {
	snap := s.snapshot()
	for _, d := range snap.recent() {
		if ctx.Err() != nil || s.snapshot() != snap {
			return
		}
		if !d.foreign && !snap.review(d.path) {
			s.log.Errorf("checking %s: an edit has changed more findings than were looked at again", d.path)
			s.wake()
			s.refresh()
		}
	}
}

// idleAfter is how long nothing has changed when the server takes its time for
// itself, unless it has seen that there is time at once.
const idleAfter = 40 * time.Millisecond

// clientFirst is what the client gets to read and show what it was told, before a
// collection takes all processors.
const clientFirst = 5 * time.Millisecond

// restBefore is how long the server waits until it tidies up, once what has changed
// is told. At somebody's pace of typing it begins at once if it can be ready before
// the next key: an edit beside a collection takes twice as long. In a faster
// row of changes it waits for their end.
func (s *server) restBefore(gap time.Duration) time.Duration {
	if gap > time.Duration(s.tidying.Load())+idleAfter/2 {
		return clientFirst
	}
	return idleAfter
}

// tidy does what is due when nobody waits, and remembers how long that takes where
// there was something to do.
func (s *server) tidy(context.Context) {
	start := time.Now()
	s.opt.Idle()
	if took := time.Since(start); took > time.Millisecond {
		s.tidying.Store(int64(took))
	}
}

func (s *server) publish(ctx context.Context, snap *snapshot, told map[uri.URI]published) {
	if s.features.pull || !snap.listed {
		return
	}
	for u, last := range told {
		if snap.docs[u] == nil {
			delete(told, u)
			s.send(ctx, &protocol.PublishDiagnosticsParams{URI: last.spelled, Diagnostics: []protocol.Diagnostic{}})
		}
	}
	for _, d := range snap.recent() {
		if ctx.Err() != nil || s.snapshot() != snap {
			return // a newer snapshot has woken the worker again
		}
		before, known := told[d.uri]
		if d.foreign && !known {
			continue
		}
		items, err := s.diagnose(snap, d)
		if err != nil {
			continue // what the client was told before is better than nothing
		}
		if known && before.spelled == d.spelled && before.version == d.version && reflect.DeepEqual(before.items, items) {
			continue
		}
		told[d.uri] = published{d.spelled, d.version, items}
		s.send(ctx, &protocol.PublishDiagnosticsParams{URI: d.spelled, Version: protocol.NewOptional(d.version), Diagnostics: items})
	}
}

func (s *server) send(ctx context.Context, p *protocol.PublishDiagnosticsParams) {
	if err := s.client.PublishDiagnostics(ctx, p); err != nil && ctx.Err() == nil {
		s.log.Warnf("publishing diagnostics of %s: %v", p.URI, err)
	}
}

// diagnose checks a document. It fails only by a fault of ours, which is logged.
func (s *server) diagnose(snap *snapshot, d *document) ([]protocol.Diagnostic, error) {
	if d.foreign {
		return []protocol.Diagnostic{}, nil
	}
	return s.diagnoseFile(snap, d.path)
}

func (s *server) diagnoseFile(snap *snapshot, path string) (items []protocol.Diagnostic, err error) {
	items = []protocol.Diagnostic{}
	defer func() {
		if v := recover(); v != nil {
			s.log.Errorf("checking %s: %v\n%s", path, v, debug.Stack())
			items, err = nil, &analyzer.Crash{Value: v}
		}
	}()
	r := snap.checkFile(path)
	if r.crash != nil {
		s.log.Errorf("checking %s: %v\n%s", path, r.crash, r.crash.Stack)
	}
	switch {
	case r.err == nil:
	case r.crash != nil:
		return nil, r.err
	default:
		s.log.Warnf("checking %s: %v", path, r.err)
	}
	for i, f := range r.found {
		if i == maxShown {
			return append(items, s.unshown(r.found[i:])), nil
		}
		items = append(items, s.diagnostic(snap, f))
	}
	return items, nil
}

// maxShown is how many findings of one file an editor gets: nobody reads more,
// and most editors show less.
const maxShown = 2_000

// unshown is a finding in the place of further ones.
func (s *server) unshown(rest []analyzer.Diagnostic) protocol.Diagnostic {
	first := rest[0]
	return protocol.Diagnostic{
		Range:    s.rangeOf(first.File, visible(first.File, first.Span)),
		Severity: protocol.DiagnosticSeverityInformation,
		Source:   protocol.NewOptional("asynclsp"),
		Message:  protocol.String(fmt.Sprintf("%d more findings from here on are not shown; `asynclsp check` lists all", len(rest))),
	}
}

func (s *server) diagnostic(snap *snapshot, f analyzer.Diagnostic) protocol.Diagnostic {
	d := protocol.Diagnostic{
		Range:           s.rangeOf(f.File, visible(f.File, f.Span)),
		Severity:        severityOf(f.Severity),
		Code:            protocol.String(f.Rule.Code),
		CodeDescription: protocol.CodeDescription{Href: uri.URI(f.Rule.URL())},
		Source:          protocol.NewOptional("asynclsp"),
		Message:         protocol.String(f.Message),
	}
	if s.features.related {
		for _, r := range f.Related {
			d.RelatedInformation = append(d.RelatedInformation, protocol.DiagnosticRelatedInformation{
				Location: protocol.Location{URI: snap.spelling(r.File.Name), Range: s.rangeOf(r.File, r.Span)},
				Message:  r.Message,
			})
		}
	}
	// Written by hand: encoding a struct for each of many findings takes longer.
	d.Data = fmt.Appendf(nil, `{"name":%q,"fixable":%t}`, f.Rule.Name, f.Fix != nil)
	return d
}

// visible is a span that an editor can underline: an error of syntax may have
// a place and no length, and is then shown at the character that stands there.
func visible(f *source.File, span source.Span) source.Span {
	if rest := f.Text[span.Start:]; span.Start == span.End && rest != "" && rest[0] != '\n' && rest[0] != '\r' {
		_, size := utf8.DecodeRuneInString(rest)
		span.End += source.Pos(size)
	}
	return span
}

func severityOf(s analyzer.Severity) protocol.DiagnosticSeverity {
	switch s {
	case analyzer.Error:
		return protocol.DiagnosticSeverityError
	case analyzer.Warning:
		return protocol.DiagnosticSeverityWarning
	case analyzer.Information:
		return protocol.DiagnosticSeverityInformation
	}
	return protocol.DiagnosticSeverityHint
}

func (s *server) rangeOf(f *source.File, span source.Span) protocol.Range {
	return protocol.Range{Start: s.position(f, span.Start), End: s.position(f, span.End)}
}

func (s *server) position(f *source.File, pos source.Pos) protocol.Position {
	lc := f.LineCol(pos, s.features.encoding)
	return protocol.Position{Line: uint32(lc.Line), Character: uint32(lc.Col)}
}

// uriOf is the reverse of pathOf.
func uriOf(path string) uri.URI {
	if u, err := uri.Parse(path); err == nil && u.Scheme() != "file" && len(u.Scheme()) > 1 {
		return u
	}
	return uri.File(path)
}

func encodingName(e source.Encoding) protocol.PositionEncodingKind {
	switch e {
	case source.UTF8:
		return protocol.PositionEncodingKindUTF8
	case source.UTF32:
		return protocol.PositionEncodingKindUTF32
	}
	return protocol.PositionEncodingKindUTF16
}

func (s *server) spanOf(f *source.File, r protocol.Range) source.Span {
	return source.Span{Start: s.offset(f, r.Start), End: s.offset(f, r.End)}
}

func (s *server) offset(f *source.File, p protocol.Position) source.Pos {
	return f.Offset(lineCol(p), s.features.encoding)
}
