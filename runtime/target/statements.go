package target

import (
	"slices"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/source"
)

// layout is where the statements of a file are.
type layout struct {
	// begins lists by line the columns where statements begin, in order.
	begins map[int][]int
	// inner are the lines in which none begins, but one that began above goes
	// on: the arguments of a call, the rest of a condition.
	inner map[int]bool
	// rounds are what comprehensions work out in each round: their elements and
	// their conditions.
	rounds  []source.Span
	inRound map[*code.Code]map[int]source.Span // by the first instruction of each
}

func newLayout(src *source.File) *layout {
	l := &layout{begins: map[int][]int{}, inner: map[int]bool{}, inRound: map[*code.Code]map[int]source.Span{}}
	for _, s := range parse.Parse(src, parse.Options{}).Body() {
		ast.Inspect(s, func(n ast.Node) bool {
			if st, ok := n.(ast.Stmt); ok {
				l.add(src, st)
			}
			l.addRound(n)
			return true
		})
	}
	for line, columns := range l.begins {
		slices.Sort(columns)
		delete(l.inner, line)
	}
	return l
}

func (l *layout) add(src *source.File, s ast.Stmt) {
	at := src.LineCol(s.Pos(), source.UTF32)
	l.begins[at.Line+1] = append(l.begins[at.Line+1], at.Col+1)
	last := src.Line(s.End()) + 1 // of the statement, or of what is before its suite
	switch s := s.(type) {
	case *ast.If:
		last = before(src, s.Body)
	case *ast.While:
		last = before(src, s.Body)
	case *ast.For:
		last = before(src, s.Body)
	case *ast.AsyncFor:
		last = before(src, s.Body)
	case *ast.With:
		last = before(src, s.Body)
	case *ast.AsyncWith:
		last = before(src, s.Body)
	case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef, *ast.Try, *ast.TryStar, *ast.Match:
		return // what else has code of its own between the lines
	}
	for line := at.Line + 2; line <= last; line++ {
		l.inner[line] = true
	}
}

func (l *layout) addRound(n ast.Node) {
	add := func(first, last ast.Expr) {
		l.rounds = append(l.rounds, source.Span{Start: first.Pos(), End: last.End()})
	}
	switch n := n.(type) {
	case *ast.ListComp:
		add(n.Elt, n.Elt)
	case *ast.SetComp:
		add(n.Elt, n.Elt)
	case *ast.GeneratorExp:
		add(n.Elt, n.Elt)
	case *ast.DictComp:
		if n.Value == nil {
			add(n.Key, n.Key)
			return
		}
		add(n.Key, n.Value)
	case *ast.Comprehension:
		for _, cond := range n.Ifs {
			add(cond, cond)
		}
	}
}

// roundsOf finds where code begins with the parts of its comprehensions' rounds. What
// is a function of its own inside of such a part has nothing to do with it.
func (l *layout) roundsOf(c *code.Code) map[int]source.Span {
	if found, ok := l.inRound[c]; ok {
		return found
	}
	found := map[int]source.Span{}
	l.inRound[c] = found
	whole := source.Span{Start: source.NoPos, End: source.NoPos}
	for pc := 0; pc < len(c.Instrs) && len(l.rounds) > 0; pc = c.Next(pc) {
		if s := c.Span(pc); s.Start >= 0 {
			if whole.Start < 0 || s.Start < whole.Start {
				whole.Start = s.Start
			}
			whole.End = max(whole.End, s.End)
		}
	}
	within := func(s, in source.Span) bool { return s.Start >= in.Start && s.End <= in.End }
	for _, r := range l.rounds {
		if !within(r, whole) || r == whole {
			continue
		}
		for pc := 0; pc < len(c.Instrs); pc = c.Next(pc) {
			if s := c.Span(pc); s.Start >= 0 && s.End > s.Start && within(s, r) {
				if _, ok := found[pc]; !ok {
					found[pc] = r
				}
				break
			}
		}
	}
	return found
}

// before is the line above that of a suite's first statement.
func before(src *source.File, body []ast.Stmt) int {
	if len(body) == 0 {
		return 0
	}
	return src.Line(body[0].Pos())
}

// layouts are those of the files that were asked for.
type layouts map[*source.File]*layout

func (ls layouts) of(c *code.Code) *layout {
	l := ls[c.File]
	if l == nil {
		l = newLayout(c.File)
		ls[c.File] = l
	}
	return l
}

// statementsOf lists the instructions where statements of a function begin: those
// that also begin a line, and further ones.
func (g *Target) statementsOf(c *code.Code) (starts, further []place) {
	l := g.layouts.of(c)
	busy := map[int]bool{} // lines with several statements
	for _, ls := range lineStarts(c) {
		// A lambda or generator expression is a part of a statement as a whole.
		if !l.inner[ls.Line] || c.Name == "<lambda>" || c.Name == "<genexpr>" {
			starts = append(starts, place{c, ls.PC})
		}
		if len(l.begins[ls.Line]) > 1 {
			busy[ls.Line] = true
		}
	}
	for line := range busy {
		for _, s := range spotsOf(c, line, l) {
			if slices.Contains(l.begins[line], s.column) && !slices.Contains(starts, s.place) {
				further = append(further, s.place)
			}
		}
	}
	return starts, further
}

// caught are the names that except clauses bind, and unbind at their end.
func caught(text string) map[string]bool {
	names := map[string]bool{}
	for _, s := range parse.Parse(source.NewFile("", text+"\n"), parse.Options{Mode: parse.Exec}).Body() {
		ast.Inspect(s, func(n ast.Node) bool {
			if h, ok := n.(*ast.ExceptHandler); ok {
				names[h.Name] = true
			}
			return true
		})
	}
	return names
}
