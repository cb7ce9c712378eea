package lsp

import (
	"os"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/asynctools/asynctools/syntax/source"
	"github.com/asynctools/asynctools/syntax/token"
)

// wordTable tells which files can hold an identifier, so that a search over
// the workspace need not parse the others. A file's words are read from disk
// the first time somebody asks, and kept as sorted hashes: a few hundred bytes
// a file.
type wordTable struct {
	mu    sync.Mutex
	files map[string]*fileWords // guarded by mu
}

type fileWords struct {
	once   sync.Once
	hashes []uint32
}

// newWordTable is the table old without the files that are stale. A table is
// shared by snapshots between which no file on disk changed.
func newWordTable(old *wordTable, stale func(path string) bool) *wordTable {
	if old == nil {
		return &wordTable{files: map[string]*fileWords{}}
	}
	old.mu.Lock()
	defer old.mu.Unlock()
	same := true
	for path := range old.files {
		same = same && (stale == nil || !stale(path))
	}
	if same {
		return old
	}
	n := &wordTable{files: make(map[string]*fileWords, len(old.files))}
	for path, w := range old.files {
		if !stale(path) {
			n.files[path] = w
		}
	}
	return n
}

// has reports whether a file on disk may hold the identifier; false also for
// one that cannot be read.
func (t *wordTable) has(path, word string) bool {
	t.mu.Lock()
	w := t.files[path]
	if w == nil {
		w = &fileWords{}
		t.files[path] = w
	}
	t.mu.Unlock()
	w.once.Do(func() {
		raw, err := os.ReadFile(path)
		if err != nil {
			return
		}
		if src, err := source.Decode(path, raw); err == nil {
			w.hashes = hashes(src.Text)
		}
	})
	_, ok := slices.BinarySearch(w.hashes, hash(word))
	return ok
}

// holds reports whether a file of the program may hold the identifier.
func (s *snapshot) holds(path, word string) bool {
	if d := s.open[path]; d != nil {
		return isIn(d.text, word)
	}
	return s.words.has(path, word)
}

// isIn is the test for a text that changes with each key: a plain search,
// unless the text may spell identifiers in ways that Python takes for equal.
func isIn(text, word string) bool {
	if strings.Contains(text, word) {
		return true
	}
	found := false
	eachWord(text, func(w string) {
		found = found || !isASCII(w) && token.Normalize(w) == word
	})
	return found
}

func hashes(text string) []uint32 {
	seen := map[uint32]bool{}
	eachWord(text, func(w string) {
		if !isASCII(w) {
			w = token.Normalize(w)
		}
		seen[hash(w)] = true
	})
	out := make([]uint32, 0, len(seen))
	for h := range seen {
		out = append(out, h)
	}
	slices.Sort(out)
	return out
}

// eachWord calls f for what may be an identifier or keyword, in comments and
// strings too: quoted annotations hold names.
func eachWord(text string, f func(string)) {
	start := -1
	for i := range len(text) {
		c := text[i]
		part := c == '_' || c >= utf8.RuneSelf || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
		if part && start < 0 {
			start = i
		} else if !part && start >= 0 {
			f(text[start:i])
			start = -1
		}
	}
	if start >= 0 {
		f(text[start:])
	}
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// hash is FNV-1a.
func hash(word string) uint32 {
	h := uint32(2166136261)
	for i := range len(word) {
		h = (h ^ uint32(word[i])) * 16777619
	}
	return h
}
