package refs

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// Occurrence is an identifier in a file.
type Occurrence struct {
	Module *index.Module
	Node   ast.Node // the node that has the identifier: a Name, an Attribute, a def, an Alias ...
	Name   string
	Span   source.Span
	Binds  bool // it gives the name its value, or takes it away

	part int // of a dotted module name, or asname
}

// asname is the part of an Alias that follows "as".
const asname = -1

// At is the identifier at a position; the end of one counts too.
func At(m *index.Module, pos source.Pos) (Occurrence, bool) {
	var got Occurrence
	found := false
	Each(m, "", func(o Occurrence) {
		if o.Span.Contains(pos) && (!found || o.Span.Start == pos) {
			got, found = o, true
		}
	})
	return got, found
}

// Each calls f for the identifiers of a file that are spelled name, or for all
// if name is empty.
func Each(m *index.Module, name string, f func(Occurrence)) {
	w := walker{m: m, text: m.Source().Text, name: name, f: f}
	if name == "" || !isASCII(w.text) { // Python takes words for equal that are spelled in other letters
		ast.Inspect(m.File.Mod, func(n ast.Node) bool {
			w.node(n)
			return true
		})
		return
	}
	// Most of a file need not be walked: only what holds the word.
	at := places(w.text, name)
	if len(at) == 0 {
		return
	}
	ast.Inspect(m.File.Mod, func(n ast.Node) bool {
		if hasSpan(n) {
			i, _ := slices.BinarySearch(at, FirstByte(n))
			if i == len(at) || at[i] > n.End() {
				return false
			}
		}
		w.node(n)
		return true
	})
}

// places are the offsets at which a word stands.
func places(text, word string) []source.Pos {
	var out []source.Pos
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return out
		}
		start, end := from+i, from+i+len(word)
		if (start == 0 || !isWord(text[start-1])) && (end == len(text) || !isWord(text[end])) {
			out = append(out, source.Pos(start))
		}
		from = end
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

// hasSpan reports a node that knows where it is.
func hasSpan(n ast.Node) bool {
	switch n.(type) {
	case ast.Mod, *ast.Arguments:
		return false
	}
	return n.End() > n.Pos()
}

// FirstByte is where a node starts, decorators included.
func FirstByte(n ast.Node) source.Pos {
	var decorators []ast.Expr
	switch n := n.(type) {
	case *ast.FunctionDef:
		decorators = n.DecoratorList
	case *ast.AsyncFunctionDef:
		decorators = n.DecoratorList
	case *ast.ClassDef:
		decorators = n.DecoratorList
	}
	if len(decorators) > 0 {
		return decorators[0].Pos()
	}
	return n.Pos()
}

type walker struct {
	m    *index.Module
	text string
	name string
	f    func(Occurrence)
}

func (w *walker) wants(name string) bool { return name != "" && (w.name == "" || w.name == name) }

func (w *walker) tell(n ast.Node, name string, span source.Span, binds bool) {
	w.f(Occurrence{Module: w.m, Node: n, Name: name, Span: span, Binds: binds})
}

func (w *walker) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Name:
		if w.wants(n.Ident) {
			w.tell(n, n.Ident, n.Span(), n.Ctx != ast.Load)
		}
	case *ast.Attribute:
		if w.wants(n.Attr) {
			w.tell(n, n.Attr, w.before(n.End()), n.Ctx != ast.Load)
		}
	case *ast.FunctionDef:
		if w.wants(n.Name) {
			w.tell(n, n.Name, w.after(n.NamePos), true)
		}
	case *ast.AsyncFunctionDef:
		if w.wants(n.Name) {
			w.tell(n, n.Name, w.after(n.NamePos), true)
		}
	case *ast.ClassDef:
		if w.wants(n.Name) {
			w.tell(n, n.Name, w.after(n.NamePos), true)
		}
	case *ast.Arg:
		if w.wants(n.Arg) {
			w.tell(n, n.Arg, w.after(n.Pos()), true)
		}
	case *ast.Keyword:
		if w.wants(n.Arg) {
			w.tell(n, n.Arg, w.after(n.Pos()), false)
		}
	case *ast.ExceptHandler:
		if w.wants(n.Name) && n.NamePos != source.NoPos {
			w.tell(n, n.Name, w.after(n.NamePos), true)
		}
	case *ast.MatchAs:
		if w.wants(n.Name) {
			w.tell(n, n.Name, w.before(n.End()), true)
		}
	case *ast.MatchStar:
		if w.wants(n.Name) {
			w.tell(n, n.Name, w.before(n.End()), true)
		}
	case *ast.MatchMapping:
		if w.wants(n.Rest) {
			if i := strings.LastIndex(w.slice(n), "**"); i >= 0 {
				w.tell(n, n.Rest, w.after(w.skip(n.Pos()+source.Pos(i+2))), true)
			}
		}
	case *ast.MatchClass:
		for i, attr := range n.KwdAttrs {
			if w.wants(attr) && i < len(n.KwdPatterns) {
				w.tell(n, attr, w.before(w.back(n.KwdPatterns[i].Pos())), false)
			}
		}
	case *ast.Global:
		w.list(n, n.Names, len("global"))
	case *ast.Nonlocal:
		w.list(n, n.Names, len("nonlocal"))
	case *ast.Import:
		for _, a := range n.Names {
			w.path(a, a.Name, a.Pos())
			w.alias(a)
		}
	case *ast.ImportFrom:
		if n.Module != "" {
			at := w.skip(n.Pos() + source.Pos(len("from")))
			for int(at) < len(w.text) && w.text[at] == '.' {
				at = w.skip(at + 1)
			}
			w.path(n, n.Module, at)
		}
		for _, a := range n.Names {
			if a.Name != "*" && w.wants(a.Name) {
				w.f(Occurrence{Module: w.m, Node: a, Name: a.Name, Span: w.after(a.Pos()), Binds: a.Asname == ""})
			}
			w.alias(a)
		}
	}
}

// path tells of the parts of a dotted name from a position on. "import a.b"
// binds a.
func (w *walker) path(n ast.Node, name string, at source.Pos) {
	for i, part := range strings.Split(name, ".") {
		span := w.after(at)
		if w.wants(part) {
			a, isAlias := n.(*ast.Alias)
			w.f(Occurrence{Module: w.m, Node: n, Name: part, Span: span, Binds: isAlias && i == 0 && a.Asname == "", part: i})
		}
		at = w.skip(span.End)
		if int(at) < len(w.text) && w.text[at] == '.' {
			at = w.skip(at + 1)
		}
	}
}

func (w *walker) alias(a *ast.Alias) {
	if w.wants(a.Asname) && a.AsnamePos != source.NoPos {
		w.f(Occurrence{Module: w.m, Node: a, Name: a.Asname, Span: w.after(a.AsnamePos), Binds: true, part: asname})
	}
}

// list tells of the names of a global or nonlocal statement.
func (w *walker) list(n ast.Node, names []string, at int) {
	pos := n.Pos() + source.Pos(at)
	for _, name := range names {
		span := w.after(w.skip(pos))
		if w.wants(name) {
			w.tell(n, name, span, false)
		}
		pos = w.skip(span.End) + 1 // the comma
	}
}

func (w *walker) slice(n ast.Node) string { return w.m.Source().Slice(n.Span()) }

// after is the word that starts at a position, before the one that ends there.
// Spans are measured in the text, for the tree spells identifiers as Python
// compares them.
func (w *walker) after(start source.Pos) source.Span {
	end := start
	for int(end) < len(w.text) && isWord(w.text[end]) {
		end++
	}
	return source.Span{Start: start, End: end}
}

func (w *walker) before(end source.Pos) source.Span {
	start := end
	for start > 0 && isWord(w.text[start-1]) {
		start--
	}
	return source.Span{Start: start, End: end}
}

func isWord(c byte) bool {
	return c == '_' || c >= utf8.RuneSelf || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// skip goes on over blanks and line continuations, back over them and the "="
// of a keyword.
func (w *walker) skip(at source.Pos) source.Pos {
	for int(at) < len(w.text) && strings.IndexByte(" \t\f\\\r\n", w.text[at]) >= 0 {
		at++
	}
	return at
}

func (w *walker) back(at source.Pos) source.Pos {
	for at > 0 && strings.IndexByte(" \t\f\\\r\n=(", w.text[at-1]) >= 0 {
		at--
	}
	return at
}
