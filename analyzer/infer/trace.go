package infer

import (
	"math/bits"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// Trace notes, for one file, which of its units were looked at to find out
// something about which others. What is found is remembered where it was found, so
// the trace is kept by place, too: who asks about a unit rests on all that was ever
// looked at from there.
//
// It is safe for concurrent use.
type Trace struct {
	module *index.Module
	units  *index.Units
	*edges
}

// edges are the part of a trace that outlives an edit.
type edges struct {
	units int
	words int             // a row
	rows  []atomic.Uint64 // of each place, those that it looked at, as bits

	mu       sync.RWMutex
	others   map[string]int   // guarded by mu; the places that are no units
	searches map[string][]int // guarded by mu; by name, the places from which its uses were looked for
}

// Places of a trace: the units, then the runs of rules on statements with units
// inside, numbered as these statements, then other files.
const maxOthers = 192

// NewTrace is an empty trace for a file.
func NewTrace(m *index.Module) *Trace {
	u := m.Units()
	n := 2*u.Len() + maxOthers
	e := &edges{units: u.Len(), words: (n + 63) / 64, others: map[string]int{}, searches: map[string][]int{}}
	e.rows = make([]atomic.Uint64, n*e.words)
	e.named(Whole) // a place of its own, however many files there are
	for i := range u.Len() {
		if fn := u.Def(i); fn != nil {
			// Who gets hold of a function may look at its statements.
			e.add(i-1, i)
		}
	}
	return &Trace{module: m, units: u, edges: e}
}

// For is the trace of the file after an edit.
func (t *Trace) For(m *index.Module, e index.Edited) *Trace {
	if e.OldEnd == e.NewEnd {
		return &Trace{module: m, units: m.Units(), edges: t.edges}
	}
	next := NewTrace(m)
	for from := range 2*t.edges.units + maxOthers {
		now := t.Now(from, e)
		if now < 0 {
			continue
		}
		for w := range t.words {
			for set := t.rows[from*t.words+w].Load(); set != 0; set &= set - 1 {
				if to := t.Now(w*64+bits.TrailingZeros64(set), e); to >= 0 {
					next.add(now, to)
				}
			}
		}
	}
	t.mu.RLock()
	defer t.mu.RUnlock()
	for name, i := range t.others {
		next.others[name] = t.Now(i, e)
	}
	for name, from := range t.searches {
		for _, i := range from {
			if now := t.Now(i, e); now >= 0 {
				next.searches[name] = append(next.searches[name], now)
			}
		}
	}
	return next
}

// Now is what a place has become by an edit, or -1.
func (t *Trace) Now(place int, e index.Edited) int {
	n := t.edges.units
	switch {
	case place < n:
		return e.Now(place)
	case place < 2*n:
		if now := e.Now(place - n); now >= 0 {
			return now + n - e.OldEnd + e.NewEnd
		}
		return -1
	}
	return place - 2*e.OldEnd + 2*e.NewEnd
}

// Places is how many units the file has, and places in all.
func (t *Trace) Places() (units, all int) { return t.edges.units, 2*t.edges.units + maxOthers }

func (e *edges) add(from, to int) {
	if from == to || from < 0 {
		return
	}
	at, bit := &e.rows[from*e.words+to/64], uint64(1)<<(to%64)
	if at.Load()&bit == 0 {
		at.Or(bit)
	}
}

// other is the place of another file.
func (e *edges) other(m *index.Module) int { return e.named(m.Path) }

// named is a place that is no unit. There is a last one for all that are too many.
func (e *edges) named(name string) int {
	e.mu.RLock()
	i, known := e.others[name]
	e.mu.RUnlock()
	if known {
		return i
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if i, known = e.others[name]; !known {
		i = 2*e.units + min(len(e.others), maxOthers-1)
		e.others[name] = i
	}
	return i
}

// Run is the place of what a rule finds at a node: for a def its body, for another
// statement with units inside a place that rests on all of these.
func (t *Trace) Run(n ast.Node) int {
	at := t.units.At(n.Pos())
	switch n.(type) {
	case *ast.FunctionDef, *ast.AsyncFunctionDef:
		if fn := t.module.Function(n); fn != nil && len(fn.Body) > 0 {
			return t.units.At(fn.Body[0].Pos())
		}
	}
	end := n.End()
	if end <= t.units.Start(at+1) {
		return at
	}
	for i := at; i < t.units.Len() && t.units.Start(i) < end; i++ {
		t.add(t.edges.units+at, i)
	}
	return t.edges.units + at
}

// Searched are the places from which the uses of a name were looked for anywhere in
// the file.
func (t *Trace) Searched(name string) []int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.searches[name]
}

func (e *edges) search(from int, name string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if list := e.searches[name]; !slices.Contains(list, from) {
		e.searches[name] = append(list, from)
	}
}

// Whole is the name of the place of what rests on the file as a whole. It is affected
// by any change.
const Whole = "*"

// What is looked for beside names: Puts by who asks for whatever sets an attribute by
// its name, Expects by who asks for code that waits for an exception.
const (
	Puts    = "="
	Expects = "!"
)

// Affected tells for each place whether what was found there may be another after
// a change of the given units, and of what else was looked for.
func (t *Trace) Affected(changed []int) []bool {
	n := 2*t.edges.units + maxOthers
	out := make([]bool, n)
	hit := make([]uint64, t.words)
	mark := func(i int) {
		out[i] = true
		hit[i/64] |= 1 << (i % 64)
	}
	for _, i := range changed {
		mark(i)
	}
	mark(t.named(Whole))
	for more := true; more; {
		more = false
		for i := range n {
			if out[i] {
				continue
			}
			row := t.rows[i*t.words : (i+1)*t.words]
			for w := range row {
				if row[w].Load()&hit[w] != 0 {
					mark(i)
					more = true
					break
				}
			}
		}
	}
	// A def is seen to together with what stands before its body.
	for i := range t.edges.units {
		if t.units.Def(i) != nil && i > 0 && out[i-1] {
			out[i] = true
		}
	}
	return out
}

// Traced is the same engine, noting what it looks at. One that Watched gave goes on
// watching. It must not be used by several goroutines at a time.
func (e *Engine) Traced(t *Trace) *Engine {
	return &Engine{core: e.core, wide: e.wide, trace: t}
}

// At says that questions from now on are for what is to be found at a place, and
// returns the place that they were for before.
func (e *Engine) At(place int) (before int) {
	before, e.at = e.at, place
	return before
}

// Visit is At for the place of a node, which is thereby looked at.
func (e *Engine) Visit(m *index.Module, n ast.Node) (before int) {
	before = e.at
	if e.trace != nil && n != nil {
		e.at = e.trace.place(before, m, n.Pos())
	}
	return before
}

// VisitBody is Visit for the statements of a function.
func (e *Engine) VisitBody(fn *index.Function) (before int) {
	if len(fn.Body) > 0 {
		return e.Visit(fn.Module, fn.Body[0])
	}
	return e.Visit(fn.Module, fn.Node)
}

// place notes that a position is looked at from a place, and is the place of it.
func (t *Trace) place(from int, m *index.Module, pos source.Pos) int {
	to := 0
	switch {
	case m == t.module:
		if from < t.edges.units && t.units.Start(from) <= pos && pos < t.units.Start(from+1) {
			return from
		}
		to = t.units.At(pos)
	default:
		to = t.other(m)
	}
	t.add(from, to)
	return to
}

// Enter is At for a place that has a name: of what is found out about the file as a
// whole.
func (e *Engine) Enter(name string) (before int) {
	before = e.at
	if e.trace != nil {
		e.at = e.trace.named(name)
		e.trace.add(before, e.at)
	}
	return before
}

// LooksAround notes that what is found now rests on the file as a whole.
func (e *Engine) LooksAround() { e.At(e.Enter(Whole)) }

// looked notes a look at a node, if that is the case.
func (e *Engine) looked(m *index.Module, n ast.Node, is bool) {
	if is && e.trace != nil {
		e.At(e.Visit(m, n))
	}
}

// LooksFor notes that what is found now rests on all uses of a name, or of an
// attribute of that name, in the file.
func (e *Engine) LooksFor(name string) {
	if e.trace != nil {
		e.trace.search(e.at, name)
	}
}

// visit is Engine.Visit for a query.
func (q *query) visit(m *index.Module, n ast.Node) (before int) {
	before = q.at
	if q.trace == nil {
		return before
	}
	if m == q.elsewhere { // as one look is followed by many
		q.at = q.elsewhereAt
		q.trace.add(before, q.at)
		return before
	}
	q.at = q.trace.place(before, m, n.Pos())
	if m != q.trace.module {
		q.elsewhere, q.elsewhereAt = m, q.at
	}
	return before
}

// visitBody is visit for the statements of a function.
func (q *query) visitBody(fn *index.Function) (before int) {
	switch {
	case q.trace == nil:
		return q.at
	case fn.Lambda != nil:
		return q.visit(fn.Module, fn.Lambda)
	case len(fn.Body) > 0:
		return q.visit(fn.Module, fn.Body[0])
	}
	return q.visit(fn.Module, fn.Node)
}

// Imports are the paths of the modules that something in m was looked for in.
func (e *Engine) Imports(m *index.Module) (paths []string) {
	memoryIn(&e.memories, m).imports.Range(func(path, _ any) bool {
		paths = append(paths, path.(string))
		return true
	})
	return paths
}

// LooksInto notes that what is known of m rests on other modules, too.
func (e *Engine) LooksInto(m *index.Module, paths []string) {
	memory := memoryIn(&e.memories, m)
	for _, path := range paths {
		memory.imports.Store(path, true)
	}
}
