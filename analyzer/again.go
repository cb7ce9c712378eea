package analyzer

import (
	"slices"
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
	"github.com/asynctools/asynctools/syntax/token"
)

// Record is what a check of a file leaves for the next one, after an edit: what the
// rules found, where, and what they looked at for it.
type Record struct {
	module  *index.Module
	trace   *infer.Trace
	found   [][]Diagnostic // by place of the trace, as the rules reported it
	imports []string
	Wide    bool // what was found rests on more files than those the file looks into
	Seen    int  // how many nodes the rules were shown
	Partial bool // the rest of what was found is from an earlier check
}

// maxUnits bounds the files of which there is a record: a trace has a bit for each
// pair of places, 8 MB for so many units.
const maxUnits = 4000

// newRecord makes a record of a check that is about to be made, or nil for a file that
// is too long.
func newRecord(m *index.Module) *Record {
	if m.Units().Len() > maxUnits {
		return nil
	}
	t := infer.NewTrace(m)
	return &Record{module: m, trace: t, found: make([][]Diagnostic, 2*m.Units().Len())}
}

// again is the record for a check of the file after an edit, and tells for each
// place whether it must be looked at anew. It is nil where all must.
func (r *Record) again(m *index.Module, engine *infer.Engine) (next *Record, anew []bool) {
	edit, ok := m.Since(r.module)
	if !ok || m.Units().Len() > maxUnits || !m.MentionsAs(r.module, edit) {
		return nil, nil
	}
	c := change{old: r.module, now: m, trace: r.trace, Edited: edit}
	if !c.look() {
		return nil, nil
	}
	old := r.trace.Affected(c.touched)
	units, all := r.trace.Places()
	if edit.Comment {
		old[edit.First], old[units+edit.First] = true, true
	}
	next = &Record{module: m, trace: r.trace.For(m, edit), imports: r.imports, Wide: r.Wide, Partial: true}
	unitsNow, allNow := next.trace.Places()
	next.found, anew = make([][]Diagnostic, 2*unitsNow), make([]bool, allNow)
	for i := edit.First; i < edit.NewEnd; i++ {
		anew[i], anew[unitsNow+i] = true, true
	}
	for i := range all {
		now := r.trace.Now(i, edit)
		if now < 0 || anew[now] {
			continue
		}
		if anew[now] = old[i]; anew[now] || i >= len(r.found) || len(r.found[i]) == 0 {
			continue
		}
		moved := make([]Diagnostic, len(r.found[i]))
		for j := range moved {
			if d := &r.found[i][j]; c.mayChange(d) || !d.move(&moved[j], m.Source(), edit) {
				anew[now] = true
				break
			}
		}
		if !anew[now] {
			next.found[now] = moved
		}
	}
	engine.LooksInto(m, r.imports)
	return next, anew
}

// change is an edit, and what of a check it may have a part in.
type change struct {
	index.Edited
	old, now *index.Module
	trace    *infer.Trace

	touched []int // the places of the old file that it has a direct part in
	lines   bool  // the lines are numbered otherwise
	fixes   bool  // fixes may be others, or be made no more
}

// look finds out what the edit has a direct part in: the units that it is in, those
// that looked for uses of a name in the changed lines, and those with a name that
// others see and that the changed lines bind. It is false where that may be all.
func (c *change) look() bool {
	units, _ := c.trace.Places()
	c.lines = c.old.Source().LineCount() != c.now.Source().LineCount()
	// Rules make no fix in a file with syntax errors.
	c.fixes = (len(c.old.File.Errors) > 0) != (len(c.now.File.Errors) > 0)
	if c.Comment {
		return true
	}
	inside := make([]bool, units)
	for i := range units {
		parent := c.old.Units().Parent(i)
		if inside[i] = i >= c.First && i < c.OldEnd || parent >= 0 && inside[parent] && c.old.Units().Def(parent) == nil; inside[i] {
			c.touched = append(c.touched, i, units+i)
		}
	}
	words, bound := map[string]bool{}, map[string]bool{}
	attributes := !c.Body
	for _, side := range []struct {
		m   *index.Module
		to  source.Pos
		end int
	}{{c.old, c.Old, c.OldEnd}, {c.now, c.New, c.NewEnd}} {
		text := side.m.Source().Text
		from, to := lines(text, c.From, side.to)
		if !c.Body {
			from = min(from, int(side.m.Units().Start(c.First)))
			to = min(max(to, int(side.m.Units().Start(side.end))), len(text))
		}
		wordsOf(text[from:to], words)
		set, ok := boundIn(side.m, source.Span{Start: source.Pos(from), End: source.Pos(to)}, bound)
		if !ok {
			return false
		}
		attributes = attributes || set
		units := text[side.m.Units().Start(c.First):min(int(side.m.Units().Start(side.end)), len(text))]
		if strings.Contains(units, "aises") || strings.Contains(units, "suppress") {
			c.touched = append(c.touched, c.trace.Searched(infer.Expects)...)
		}
		c.fixes = c.fixes || len(side.m.File.Errors) == 0 && !c.Body && touchesImports(side.m, c.First, side.end)
	}
	for i := c.First; attributes && i < c.OldEnd; i++ {
		// A class has other attributes, which may be asked for by names that stand
		// nowhere in the file.
		for at := c.old.Units().Parent(i); at >= 0; at = c.old.Units().Parent(at) {
			c.touched = append(c.touched, at)
		}
	}
	for word := range words {
		c.touched = append(c.touched, c.trace.Searched(word)...)
		switch word {
		case "setattr", "object", "patch", "multiple", "setitem", "dict", "vars", "__dict__":
			c.touched = append(c.touched, c.trace.Searched(infer.Puts)...)
		}
	}
	delete(bound, "") // as of a base that is no name
	for name := range bound {
		c.touched = append(c.touched, unitsWith(c.old, name)...)
	}
	return true
}

// mayChange reports a finding that is told otherwise after the edit, though it is
// still there.
func (c *change) mayChange(d *Diagnostic) bool {
	return c.fixes && d.Rule.Fix != "never" || c.lines && namesLine(d)
}

// touchesImports reports changed units that may decide where a fix imports what it
// needs, and whether it has to: those up to the last import, and those of the file's
// own statements that may import or call something.
func touchesImports(m *index.Module, first, end int) bool {
	u, text := m.Units(), m.Source().Text
	if n := len(m.Imports); n > 0 && u.Start(first) <= m.Imports[n-1].End() || first < 3 {
		return true
	}
	for i := first; i < end; i++ {
		part := text[u.Start(i):min(int(u.Start(i+1)), len(text))]
		isDef := strings.HasPrefix(part, "def ") || strings.HasPrefix(part, "async def ")
		switch {
		case u.Def(i) != nil:
		case strings.Contains(part, "import"):
			return true
		case strings.Contains(part, "=") && isDef, strings.Contains(part, "(") && !isDef && !strings.HasPrefix(part, "class "):
			return true
		}
	}
	return false
}

// unitsWith are the units of a file in whose text a word stands.
func unitsWith(m *index.Module, word string) (out []int) {
	units, text := m.Units(), m.Source().Text
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return out
		}
		i += at
		at = i + len(word)
		if i > 0 && isWordByte(text[i-1]) || at < len(text) && isWordByte(text[at]) {
			continue
		}
		u := units.At(source.Pos(i))
		out = append(out, u)
		at = max(at, min(int(units.Start(u+1)), len(text)))
	}
}

// boundIn collects the names that a part of a file binds for others: attributes,
// those of the module and of classes, and the bases of classes. set tells whether there
// are attributes among them; ok is false for names whose binding changes more than
// what they mean.
func boundIn(m *index.Module, part source.Span, names map[string]bool) (set, ok bool) {
	ok = true
	ast.Inspect(m.File.Mod, func(n ast.Node) bool {
		if n.NodeID() != m.File.Mod.NodeID() && (n.End() < part.Start || n.Pos() > part.End) {
			return false
		}
		switch n := n.(type) {
		case *ast.Attribute:
			if n.Ctx != ast.Load {
				names[n.Attr], set = true, true
			}
		case *ast.Name:
			if n.Ctx != ast.Load && isSeen(m, n, n.Ident) {
				names[n.Ident] = true
				ok = ok && !strings.HasPrefix(n.Ident, "__")
			}
		case *ast.Alias:
			if n.Name == "*" {
				ok = false
			}
			if isSeen(m, n, "") {
				first, _, _ := strings.Cut(n.Name, ".")
				names[first], names[n.Asname] = true, true
			}
		case *ast.FunctionDef:
			if n.NamePos >= part.Start && n.NamePos <= part.End && isSeen(m, n, n.Name) {
				names[n.Name] = true
			}
		case *ast.AsyncFunctionDef:
			if n.NamePos >= part.Start && n.NamePos <= part.End && isSeen(m, n, n.Name) {
				names[n.Name] = true
			}
		case *ast.Global:
			for _, name := range n.Names {
				names[name] = true
			}
		case *ast.Nonlocal:
			for _, name := range n.Names {
				names[name] = true
			}
		case *ast.MatchAs:
			names[n.Name] = true
		case *ast.MatchStar:
			names[n.Name] = true
		case *ast.MatchMapping:
			names[n.Rest] = true
		case *ast.ClassDef:
			if n.Pos() >= part.Start || n.Body == nil || n.Body[0].Pos() > part.Start { // its head is in it
				names[n.Name] = true
				for _, base := range n.Bases {
					names[index.LastName(base)] = true
				}
			}
		}
		return true
	})
	return set, ok
}

// isSeen reports a name, as bound at a node, that others see than the function that
// the node is in.
func isSeen(m *index.Module, n ast.Node, name string) bool {
	block := m.BlockAt(n)
	if block.Function == nil || name == "" {
		return block.Function == nil
	}
	at := block.Resolve(name)
	return at == nil || at.Kind == index.ModuleBlock || at.Kind == index.ClassBlock
}

// lines is a part of a text with the lines that it begins and ends in.
func lines(text string, from, to source.Pos) (start, end int) {
	start = strings.LastIndexByte(text[:from], '\n') + 1
	end = len(text)
	if i := strings.IndexByte(text[to:], '\n'); i >= 0 {
		end = int(to) + i
	}
	return start, end
}

// wordsOf collects the names in some lines of code, also those in quotes, without
// comments and keywords.
func wordsOf(text string, words map[string]bool) {
	var quote byte
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == '"' || c == '\'':
			switch quote {
			case 0:
				quote = c
			case c:
				quote = 0
			}
			i++
		case c == '#' && quote == 0:
			end := strings.IndexByte(text[i:], '\n')
			if end < 0 {
				return
			}
			i += end
		case isWordByte(c):
			from := i
			for i < len(text) && isWordByte(text[i]) {
				i++
			}
			word := text[from:i]
			if '0' <= word[0] && word[0] <= '9' || token.IsKeyword(word) {
				continue
			}
			words[word] = true
		default:
			i++
		}
	}
}

func isWordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c >= 0x80
}

// namesLine reports a finding in the words of which the number of a line stands.
func namesLine(d *Diagnostic) bool {
	has := func(s string) bool { return strings.Contains(s, "line ") || strings.Contains(s, "lines ") }
	return has(d.Message) || d.Fix != nil && has(d.Fix.Message) || slices.ContainsFunc(d.Related, func(r Related) bool { return has(r.Message) })
}

// move makes to the same finding after an edit of another part of the file. ok is
// false when it points into what was edited.
func (d *Diagnostic) move(to *Diagnostic, now *source.File, edit index.Edited) (ok bool) {
	was := d.File
	ok = true
	at := func(p source.Pos) source.Pos {
		switch {
		case p <= edit.From:
			return p
		case p >= edit.Old:
			return p + edit.Shift()
		}
		ok = false
		return p
	}
	span := func(s source.Span) source.Span { return source.Span{Start: at(s.Start), End: at(s.End)} }
	*to = *d
	to.File, to.Span = now, span(d.Span)
	to.Related = slices.Clone(d.Related)
	for i := range to.Related {
		if r := &to.Related[i]; r.File == was {
			r.File, r.Span = now, span(r.Span)
		}
	}
	if d.Fix != nil {
		fix := *d.Fix
		fix.Edits = slices.Clone(fix.Edits)
		for i := range fix.Edits {
			fix.Edits[i].Span = span(fix.Edits[i].Span)
		}
		to.Fix = &fix
	}
	return ok
}

// nodes are the nodes that the rules are to see, and the place of each: all, or those
// at the places of anew.
func (r *Record) nodes(anew []bool) (nodes []ast.Node, places []int) {
	all := r.module.Nodes()
	nodes, places = make([]ast.Node, 0, len(all)), make([]int, 0, len(all))
	for _, n := range all {
		at := r.trace.Run(n)
		if anew == nil || anew[at] {
			nodes, places = append(nodes, n), append(places, at)
		}
	}
	r.Seen = len(nodes)
	return nodes, places
}
