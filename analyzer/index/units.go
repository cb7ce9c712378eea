package index

import (
	"cmp"
	"slices"
	"strings"

	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// Units divide the text of a file into the parts of which an edit usually changes
// one: each statement of the module and its classes, with the body of a def as a
// unit of its own. A unit reaches to the start of the next one.
type Units struct {
	list   []unit
	module *Module
}

type unit struct {
	start  source.Pos
	end    source.Pos // of the statements of a body: the end of their last line
	parent int32      // the unit of the class or compound statement around, or -1
	column int32
	fn     *Function // whose body the unit is, or nil
}

// Units are the units of the file, found once.
func (m *Module) Units() *Units {
	m.divided.Do(func() {
		m.units = &Units{module: m, list: []unit{{parent: -1}}}
		m.units.add(m.File.Body(), -1)
	})
	return m.units
}

// Len is how many units there are. The first is what stands before the file's
// first statement.
func (u *Units) Len() int { return len(u.list) }

// At is the unit that a position lies in.
func (u *Units) At(pos source.Pos) int {
	i, found := slices.BinarySearchFunc(u.list, pos, func(a unit, pos source.Pos) int { return cmp.Compare(a.start, pos) })
	if !found {
		i--
	}
	return i
}

// Start is where a unit begins, and Start of what comes after the last one the end
// of the file.
func (u *Units) Start(i int) source.Pos {
	if i >= len(u.list) {
		return source.Pos(len(u.module.File.Source.Text)) + 1
	}
	return u.list[i].start
}

// Def is the function whose body a unit is, or nil.
func (u *Units) Def(i int) *Function { return u.list[i].fn }

// open begins a unit. Two that would begin at the same place are one.
func (u *Units) open(at source.Pos, parent int) int {
	last := len(u.list) - 1
	if at <= u.list[last].start {
		return last
	}
	src := u.module.File.Source
	u.list = append(u.list, unit{start: at, parent: int32(parent), column: int32(at - src.LineStart(src.Line(at)))})
	return last + 1
}

func (u *Units) add(body []ast.Stmt, parent int) {
	for _, s := range body {
		at := u.open(startOf(s), parent)
		switch s := s.(type) {
		case *ast.FunctionDef, *ast.AsyncFunctionDef:
			fn := u.module.Function(s)
			if fn == nil || len(fn.Body) == 0 {
				continue
			}
			if b := u.open(startOf(fn.Body[0]), at); b != at {
				u.list[b].fn = fn
				u.list[b].end = u.lineEnd(fn.Body[len(fn.Body)-1].End())
			}
		case *ast.ClassDef:
			u.add(s.Body, at)
		case *ast.If:
			u.add(s.Body, at)
			u.add(s.Orelse, at)
		case *ast.For:
			u.add(s.Body, at)
			u.add(s.Orelse, at)
		case *ast.While:
			u.add(s.Body, at)
			u.add(s.Orelse, at)
		case *ast.With:
			u.add(s.Body, at)
		case *ast.Try:
			u.addTry(s.Body, s.Handlers, s.Orelse, s.Finalbody, at)
		case *ast.TryStar:
			u.addTry(s.Body, s.Handlers, s.Orelse, s.Finalbody, at)
		}
	}
}

func (u *Units) addTry(body []ast.Stmt, handlers []*ast.ExceptHandler, orelse, final []ast.Stmt, at int) {
	u.add(body, at)
	for _, h := range handlers {
		u.add(h.Body, at)
	}
	u.add(orelse, at)
	u.add(final, at)
}

// startOf is where a statement begins, its decorators included.
func startOf(s ast.Stmt) source.Pos {
	var decorators []ast.Expr
	switch s := s.(type) {
	case *ast.FunctionDef:
		decorators = s.DecoratorList
	case *ast.AsyncFunctionDef:
		decorators = s.DecoratorList
	case *ast.ClassDef:
		decorators = s.DecoratorList
	}
	if len(decorators) > 0 {
		return min(s.Pos(), decorators[0].Pos())
	}
	return s.Pos()
}

func (u *Units) lineEnd(pos source.Pos) source.Pos {
	text := u.module.File.Source.Text
	if i := strings.IndexByte(text[pos:], '\n'); i >= 0 {
		return pos + source.Pos(i)
	}
	return source.Pos(len(text))
}

// Edited is what has changed between two versions of a file.
type Edited struct {
	From     source.Pos // where the texts begin to differ
	Old, New source.Pos // where they agree again

	// The units with a part in the change: of the old file those from First up to
	// OldEnd, of the new one up to NewEnd. The others are the same, save for their
	// place.
	First, OldEnd, NewEnd int

	Comment bool // nothing but a comment, or the space before it, is another
	Body    bool // it is in the body of one def, and does not change what others see of that without a look at its statements
}

// Shift is how far what follows has moved.
func (e Edited) Shift() source.Pos { return e.New - e.Old }

// Now is the number that a unit of the old file has now, or -1 if it is not the same.
func (e Edited) Now(unit int) int {
	switch {
	case unit < e.First:
		return unit
	case unit >= e.OldEnd:
		return unit - e.OldEnd + e.NewEnd
	case e.OldEnd == e.NewEnd:
		return unit
	}
	return -1
}

// Since compares two versions of a file. ok is false where it cannot tell what is
// still the same.
func (m *Module) Since(old *Module) (e Edited, ok bool) {
	a, b := old.File.Source.Text, m.File.Source.Text
	from := commonPrefix(a, b)
	tail := commonSuffix(a[from:], b[from:])
	e = Edited{From: source.Pos(from), Old: source.Pos(len(a) - tail), New: source.Pos(len(b) - tail)}
	before, after := old.Units().list, m.Units().list
	for e.First+1 < min(len(before), len(after)) && before[e.First].isLike(&after[e.First], 0) && before[e.First].parent == after[e.First].parent &&
		before[e.First+1].start <= e.From && before[e.First+1].start == after[e.First+1].start {
		e.First++
	}
	e.OldEnd, e.NewEnd = len(before), len(after)
	for e.OldEnd > e.First+1 && e.NewEnd > e.First+1 && before[e.OldEnd-1].start >= e.Old && before[e.OldEnd-1].isLike(&after[e.NewEnd-1], e.Shift()) {
		e.OldEnd--
		e.NewEnd--
	}
	for i := e.OldEnd; i < len(before); i++ {
		want, now := int(before[i].parent), i-e.OldEnd+e.NewEnd
		if want < 0 || e.Now(want) >= 0 {
			if want >= 0 {
				want = e.Now(want)
			}
			if int(after[now].parent) != want {
				return e, false
			}
			continue
		}
		// What stands around it is not the same: nor is it.
		e.OldEnd, e.NewEnd = i+1, now+1
	}
	if e.OldEnd == e.First+1 && e.NewEnd == e.OldEnd {
		e.Comment = isRemark(old, m, e)
		x, y := &before[e.First], &after[e.First]
		e.Body = x.fn != nil && x.isLike(y, 0) && x.parent == y.parent && e.Old <= x.end && e.New <= y.end && x.fn.looksLike(y.fn)
	}
	return e, m.hasTypeParams == old.hasTypeParams
}

func (u *unit) isLike(other *unit, shift source.Pos) bool {
	return u.start+shift == other.start && u.column == other.column && (u.fn == nil) == (other.fn == nil)
}

// Parent is the unit of the class or compound statement around a unit, or -1.
func (u *Units) Parent(i int) int { return int(u.list[i].parent) }

// isRemark reports an edit of a comment, or of the space before it.
func isRemark(old, m *Module, e Edited) bool {
	before, some := old.remark(e.From, e.Old)
	after, more := m.remark(e.From, e.New)
	return before && after && (some || more)
}

// remark reports a part of a line that is nothing but comment, or space that nothing
// but a comment follows; some tells whether there is one.
func (m *Module) remark(from, to source.Pos) (ok, some bool) {
	text := m.File.Source.Text
	end := m.Units().lineEnd(from)
	if to > end {
		return false, false
	}
	comments := m.File.Comments
	i, _ := slices.BinarySearchFunc(comments, from, func(c ast.Comment, at source.Pos) int { return cmp.Compare(c.End, at) })
	if some = i < len(comments) && comments[i].Start <= end; some {
		end = comments[i].Start
	}
	return from >= end || strings.TrimLeft(text[from:end], " \t\r") == "", some
}

// MentionsAs reports that an edit changed no answer that Mentions has given, and
// makes these answers those of m.
func (m *Module) MentionsAs(old *Module, e Edited) bool {
	a, b := old.File.Source.Text, m.File.Source.Text
	old.mentions.mu.RLock()
	defer old.mentions.mu.RUnlock()
	m.mentions.mu.Lock()
	defer m.mentions.mu.Unlock()
	of := make(map[string]bool, len(old.mentions.of))
	for piece, found := range old.mentions.of {
		near := func(text string, to source.Pos) bool {
			return strings.Contains(text[max(0, int(e.From)-len(piece)):min(len(text), int(to)+len(piece))], piece)
		}
		if found && near(a, e.Old) || !found && near(b, e.New) {
			if strings.Contains(b, piece) != found {
				return false
			}
		}
		of[piece] = found
	}
	m.mentions.of = of
	return true
}

// looksLike compares what others can tell of a function without a look at its
// statements.
func (f *Function) looksLike(other *Function) bool {
	return (len(f.Yields) > 0) == (len(other.Yields) > 0) && len(f.Returns) == len(other.Returns) && len(f.Inner) == len(other.Inner)
}

func commonPrefix(a, b string) int {
	n := min(len(a), len(b))
	i := 0
	for ; i+64 <= n && a[i:i+64] == b[i:i+64]; i += 64 {
	}
	for i < n && a[i] == b[i] {
		i++
	}
	return i
}

func commonSuffix(a, b string) int {
	n := min(len(a), len(b))
	i := 0
	for ; i+64 <= n && a[len(a)-i-64:len(a)-i] == b[len(b)-i-64:len(b)-i]; i += 64 {
	}
	for i < n && a[len(a)-1-i] == b[len(b)-1-i] {
		i++
	}
	return i
}
