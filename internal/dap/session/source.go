package session

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/google/go-dap"

	"github.com/asynctools/asynctools/internal/dap/reply"
	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/syntax/source"
)

// paths converts between the client's positions and the engine's: paths or
// URIs, lines and columns from 0 or 1, columns in UTF-16 units (the protocol's)
// and in code points (the engine's).
type paths struct {
	uris               bool
	lineOne, columnOne int // what the client calls the first

	*sourceTable
}

type sourceTable struct {
	mu    sync.Mutex // guards what follows
	refs  map[string]int
	names []string                // by reference - 1
	files map[string]*source.File // texts of the current stop; nil: unreadable
}

func newPaths(uris, linesAt1, columnsAt1 bool) paths {
	p := paths{uris: uris, sourceTable: &sourceTable{refs: map[string]int{}}}
	if linesAt1 {
		p.lineOne = 1
	}
	if columnsAt1 {
		p.columnOne = 1
	}
	return p
}

func (p *paths) toLine(line int) int   { return line - 1 + p.lineOne }
func (p *paths) fromLine(line int) int { return line + 1 - p.lineOne }

// toColumn converts a column of the engine; 0, unknown, becomes the first.
func (p *paths) toColumn(path string, line, column int) int {
	if column <= 1 {
		return p.columnOne
	}
	return p.columnOne + p.convert(path, line, column-1, source.UTF32, source.UTF16)
}

func (p *paths) fromColumn(path string, line, column int) int {
	return 1 + p.convert(path, line, column-p.columnOne, source.UTF16, source.UTF32)
}

// convert recounts a column from 0. Without the text it stays as it is, which
// is right for ASCII.
func (p *paths) convert(path string, line, column int, from, to source.Encoding) int {
	file := p.file(path)
	if file == nil || line > file.LineCount() {
		return column
	}
	at := file.Offset(source.LineCol{Line: line - 1, Col: column}, from)
	return file.LineCol(at, to).Col
}

func (p *paths) file(path string) *source.File {
	if !filepath.IsAbs(path) {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if file, known := p.files[path]; known {
		return file
	}
	var file *source.File
	if text, err := os.ReadFile(path); err == nil && utf8.Valid(text) {
		file = source.NewFile(path, string(text))
	}
	if p.files == nil {
		p.files = map[string]*source.File{}
	}
	p.files[path] = file
	return file
}

// forget drops the texts: they may change until the next stop.
func (p *paths) forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.files = nil
}

// source describes a path of the engine to the client. What is no file gets a
// reference by which the client can ask for its text.
func (p *paths) source(path string, library bool) *dap.Source {
	src := &dap.Source{Name: baseName(path)}
	if library {
		src.PresentationHint = "deemphasize"
	}
	if !filepath.IsAbs(path) {
		src.SourceReference = p.reference(path)
		return src
	}
	src.Path = path
	if p.uris {
		src.Path = fileURI(path)
	}
	return src
}

func (p *paths) reference(name string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	ref, known := p.refs[name]
	if !known {
		p.names = append(p.names, name)
		ref = len(p.names)
		p.refs[name] = ref
	}
	return ref
}

func (p *paths) byReference(ref int) (string, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if ref < 1 || ref > len(p.names) {
		return "", false
	}
	return p.names[ref-1], true
}

// fromClient is the engine's path for a source that the client names.
func (p *paths) fromClient(src *dap.Source) (string, error) {
	if src.SourceReference != 0 {
		name, known := p.byReference(src.SourceReference)
		if !known {
			return "", reply.NoSource.With("name", src.Name, "reason", "its reference is unknown")
		}
		return name, nil
	}
	path := src.Path
	switch {
	case path == "":
		return "", reply.NoSource.With("name", src.Name, "reason", "it has no path")
	case p.uris || strings.HasPrefix(path, "file://"):
		u, err := url.Parse(path)
		if err != nil || u.Scheme != "file" {
			return "", reply.NoSource.With("name", path, "reason", "it is no file URI")
		}
		path = uriPath(u)
	case !filepath.IsAbs(path):
		return "", reply.NoSource.With("name", path, "reason", "its path is not absolute")
	}
	return filepath.Clean(path), nil
}

func fileURI(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/x
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

func uriPath(u *url.URL) string {
	path := filepath.FromSlash(u.Path)
	if len(path) > 2 && path[2] == ':' {
		path = path[1:] // \C:\x
	}
	return path
}

func (s *Session) source(args dap.SourceArguments) (any, error) {
	src := dap.Source{SourceReference: args.SourceReference}
	if args.Source != nil {
		src = *args.Source
		if src.SourceReference == 0 {
			src.SourceReference = args.SourceReference
		}
	}
	path, err := s.paths.fromClient(&src)
	if err != nil {
		return nil, err
	}
	text, err := s.program.target.Source(path)
	if err != nil {
		return nil, reply.NoSource.With("name", path, "reason", err.Error())
	}
	return dap.SourceResponseBody{Content: text, MimeType: "text/x-python"}, nil
}

func (s *Session) loadedSources() (any, error) {
	body := dap.LoadedSourcesResponseBody{Sources: []dap.Source{}}
	for _, src := range s.program.loaded() {
		body.Sources = append(body.Sources, *s.paths.source(src.Path, src.Library))
	}
	return body, nil
}

func (s *Session) onSourceLoaded(src inspect.Source) {
	s.out.event("loadedSource", dap.LoadedSourceEventBody{Reason: "new", Source: *s.paths.source(src.Path, src.Library)})
}
