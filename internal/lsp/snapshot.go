package lsp

import (
	"errors"
	"path/filepath"
	"reflect"
	"slices"
	"sort"
	"sync"
	"sync/atomic"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/analyzer/refs"
	"github.com/asynctools/asynctools/internal/config"
	"github.com/asynctools/asynctools/syntax/source"
)

// document is the text of an open file at one version.
type document struct {
	uri     uri.URI // canonical, the key
	spelled uri.URI // as the client writes it, which it wants to read again
	path    string
	foreign bool // not in Python
	version int32
	text    string
	changed int // number of the snapshot that brought this version
}

// snapshot is the state of the server at one moment. It is immutable; results
// of checks are remembered in it.
type snapshot struct {
	number   int
	docs     map[uri.URI]*document
	open     map[string]*document // those in Python, by path
	ws       *index.Workspace
	engine   *infer.Engine
	finder   *refs.Finder
	settings *settingsCache

	era    *era
	listed bool     // files are known
	files  []string // below the folders, sorted
	words  *wordTable

	mu      sync.Mutex
	results map[string]*checkResult // guarded by mu; by path, filled on demand

	// before are the records of checks since which nothing has changed but the text
	// of the file, by its path.
	before map[string]*analyzer.Record
}

type checkResult struct {
	once   sync.Once
	module *index.Module
	found  []analyzer.Diagnostic
	err    error
	crash  *analyzer.Crash // of a rule, which has found nothing where it crashed
	local  atomic.Bool     // complete, and no other file can change it than those it looks into

	record atomic.Pointer[analyzer.Record] // of the check of a document, once it is complete
}

// next is a snapshot with other documents. stale tells which files must be
// read anew; nil when nothing has happened on the disk.
func (s *snapshot) next(docs map[uri.URI]*document, settings *settingsCache, stale func(path string) bool) *snapshot {
	n := &snapshot{
		number: s.number + 1, docs: docs, open: map[string]*document{}, settings: settings,
		era: s.era, listed: s.listed, files: s.files, words: newWordTable(s.words, stale),
		results: map[string]*checkResult{},
	}
	disk := overlay{paths: map[string]bool{}}
	changed := map[string]*document{}
	for _, d := range docs {
		if d.foreign {
			continue
		}
		n.open[d.path] = d
		disk.paths[d.path] = true
		if s.docs[d.uri] != d {
			changed[d.path] = d
		}
	}
	same := stale == nil && len(disk.paths) == len(s.open)
	for path := range disk.paths {
		same = same && s.open[path] != nil
	}
	n.ws = s.ws.Next(disk, func(path string) bool { return changed[path] == nil && (stale == nil || !stale(path)) }, same)
	for path, d := range changed {
		n.ws.AddText(path, d.text)
	}
	if same {
		// What is complete before the engine closes, and not later, has told it all that
		// it looked into.
		complete := map[string]*checkResult{}
		if settings == s.settings {
			complete = s.complete()
		}
		paths := map[string]bool{}
		for path := range changed {
			paths[path] = true
		}
		if settings == s.settings && len(changed) == 1 {
			for path := range changed {
				if record := s.recordOf(path); record != nil {
					n.before = map[string]*analyzer.Record{path: record}
				}
			}
		}
		var sees map[string]bool
		n.engine, sees = s.engine.Next(n.ws, paths)
		for path, r := range complete {
			if !sees[path] {
				n.results[path] = r
			}
		}
	} else {
		n.engine = infer.New(n.ws)
	}
	n.finder = refs.New(n.ws, n.engine)
	return n
}

// program lists the files that the program consists of: those below the
// folders and the open ones, sorted.
func (s *snapshot) program() []string {
	out := slices.Clone(s.files)
	for path := range s.open {
		if _, have := slices.BinarySearch(s.files, path); !have {
			out = append(out, path)
		}
	}
	slices.Sort(out)
	return out
}

// module is the module of a file, open or on disk; nil for a document in
// another language, for what is no Python file, and for one that is gone.
func (s *snapshot) module(u uri.URI) *index.Module {
	path := pathOf(u)
	if d := s.docs[u]; d != nil {
		if d.foreign {
			return nil
		}
		path = d.path
	} else if !u.IsFile() || !config.IsPython(path) {
		return nil
	}
	m, err := s.ws.Module(path)
	if err != nil {
		return nil
	}
	return m
}

// overlay is the disk, together with files that exist in the editor only.
type overlay struct {
	index.Disk
	paths map[string]bool
}

func (o overlay) IsFile(path string) bool { return o.paths[path] || o.Disk.IsFile(path) }

// List is the folder on the disk, and what only the editor has in it.
func (o overlay) List(dir string) map[string]bool {
	out := o.Disk.List(dir)
	for path := range o.paths {
		if filepath.Dir(path) == dir {
			if out == nil {
				out = map[string]bool{}
			}
			out[filepath.Base(path)] = false
		}
	}
	return out
}

// check is what the rules find in an open document.
func (s *snapshot) check(d *document) *checkResult {
	if d.foreign {
		return &checkResult{}
	}
	return s.checkFile(d.path)
}

// complete are the results that only an edit of the file, or of one that it
// looks into, can change.
func (s *snapshot) complete() map[string]*checkResult {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := map[string]*checkResult{}
	for path, r := range s.results {
		if r.local.Load() {
			out[path] = r
		}
	}
	return out
}

// checkFile is what the rules find in a file.
func (s *snapshot) checkFile(path string) *checkResult {
	s.mu.Lock()
	r := s.results[path]
	if r == nil {
		r = &checkResult{}
		s.results[path] = r
	}
	s.mu.Unlock()
	r.once.Do(func() {
		set := s.settings.of(path)
		if set.excluded(path) {
			return
		}
		r.check(s, path, set, s.before[path])
	})
	return r
}

// check runs the rules; before is the record of an earlier check that they need not
// repeat, or nil.
func (r *checkResult) check(s *snapshot, path string, set *settings, before *analyzer.Record) {
	engine, wide := s.engine.Watched()
	var out analyzer.Result
	if s.open[path] == nil {
		out = analyzer.CheckFile(s.ws, engine, path, set.options())
	} else {
		out = analyzer.CheckAgain(s.ws, engine, path, set.options(), before)
	}
	r.module, r.err = out.Module, out.Err
	if errors.As(out.Err, &r.crash) && r.crash.Rule != nil {
		r.err = nil
	}
	for _, f := range out.Diagnostics {
		if f.Severity >= set.least {
			r.found = append(r.found, f)
		}
	}
	isWide := wide()
	if record := out.Record; record != nil {
		isWide = isWide || record.Wide
		record.Wide = isWide
		r.record.Store(record)
	}
	r.local.Store(out.Err == nil && !isWide)
}

// review checks a document as a whole of which the last check has repeated only what
// an edit can have changed. same is false when that gives something else, which is
// then what the snapshot has found.
func (s *snapshot) review(path string) (same bool) {
	s.mu.Lock()
	r := s.results[path]
	s.mu.Unlock()
	if r == nil {
		return true
	}
	record := r.record.Load()
	if record == nil || !record.Partial {
		return true
	}
	whole := &checkResult{}
	whole.once.Do(func() { whole.check(s, path, s.settings.of(path), nil) })
	if whole.err != nil || whole.crash != nil {
		return true // which is told of where it happens in an answer
	}
	if same = reflect.DeepEqual(whole.found, r.found); same {
		r.record.Store(whole.record.Load()) // it rests on less
		return true
	}
	s.mu.Lock()
	s.results[path] = whole
	s.mu.Unlock()
	return false
}

// recordOf is the record of the last check of a file since which nothing else has
// changed, or nil.
func (s *snapshot) recordOf(path string) *analyzer.Record {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r := s.results[path]; r != nil {
		if record := r.record.Load(); record != nil {
			return record
		}
	}
	return s.before[path]
}

// spelling is the URI of a file as the client writes it, if it has it open.
func (s *snapshot) spelling(path string) uri.URI {
	u := uriOf(path)
	if d := s.docs[u]; d != nil {
		return d.spelled
	}
	return u
}

// recent lists the documents, those changed last first.
func (s *snapshot) recent() []*document {
	out := make([]*document, 0, len(s.docs))
	for _, d := range s.docs {
		out = append(out, d)
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].changed != out[j].changed {
			return out[i].changed > out[j].changed
		}
		return out[i].uri < out[j].uri
	})
	return out
}

// encodingOf maps the protocol's position encodings to columns.
func encodingOf(kind protocol.PositionEncodingKind) (source.Encoding, bool) {
	switch kind {
	case protocol.PositionEncodingKindUTF8:
		return source.UTF8, true
	case protocol.PositionEncodingKindUTF16:
		return source.UTF16, true
	case protocol.PositionEncodingKindUTF32:
		return source.UTF32, true
	}
	return source.UTF16, false
}
