package infer

import (
	"sync"
	"sync/atomic"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// memory is what has been found out of the nodes of one module.
type memory struct {
	exprs   slots // expressions
	binds   slots // nodes that bind a name or an attribute
	facts   [topics]sync.Map
	imports sync.Map // the paths of the modules that something here was looked for in
}

// topic is a kind of what is known of a function or class.
type topic uint8

const (
	topicReturns      topic = iota // of a function: what its body returns
	topicYields                    // of a function: what its body yields
	topicDefinition                // of a function: what is under its name
	topicLineage                   // of a class: its *lineage
	topicReplacements              // of a replacement: what overrides of an abstract method make
	topics
)

// slots are places for values by node id, made in small pieces: of most nodes
// nobody ever asks.
type slots []atomic.Pointer[piece]

type piece [pieceSize]atomic.Pointer[Value]

const pieceSize = 16

func newSlots(nodes int) slots { return make(slots, nodes/pieceSize+1) }

func (s slots) get(id ast.NodeID) *Value {
	if p := s[id/pieceSize].Load(); p != nil {
		return p[id%pieceSize].Load()
	}
	return nil
}

func (s slots) put(id ast.NodeID, v Value) {
	at := &s[id/pieceSize]
	p := at.Load()
	if p == nil {
		at.CompareAndSwap(nil, new(piece))
		p = at.Load()
	}
	p[id%pieceSize].Store(kept(v))
}

// unknown stands for all values of which nothing is known.
var unknown = &Value{}

// kept is a place where a value stays.
func kept(v Value) *Value {
	if v.Kind == Unknown {
		return unknown
	}
	return &v
}

func (q *query) memoryOf(m *index.Module) *memory {
	if m == q.last {
		return q.memory
	}
	q.last, q.memory = m, memoryIn(&q.e.memories, m)
	return q.memory
}

func memoryIn(memories *sync.Map, m *index.Module) *memory {
	t, ok := memories.Load(m)
	if !ok {
		n := m.File.NumNodes
		t, _ = memories.LoadOrStore(m, &memory{exprs: newSlots(n), binds: newSlots(n)})
	}
	return t.(*memory)
}

// passing is what has been found of the module and does not outlive the engine;
// nil for nothing.
func (q *query) passing(m *index.Module) *memory {
	if !q.e.hasPassing.Load() {
		return nil
	}
	t, ok := q.e.passing.Load(m)
	if !ok {
		return nil
	}
	return t.(*memory)
}

// place is where to keep what was found of a module: with the module, or with
// this engine alone what rests on more than the module and those it looks into.
func (q *query) place(m *index.Module, wide bool) *memory {
	if !wide && !q.e.closed.Load() {
		return q.memoryOf(m)
	}
	q.e.hasPassing.Store(true)
	return memoryIn(&q.e.passing, m)
}

// widen notes that other files of the workspace have a part in the answer.
func (q *query) widen() {
	q.wide = true
	q.e.noteWide()
}

// remembered is f, found once for an expression of m.
func (q *query) remembered(m *index.Module, x ast.Expr, f func() Value) Value {
	id := x.NodeID()
	if v := q.memoryOf(m).exprs.get(id); v != nil {
		return *v
	}
	if p := q.passing(m); p != nil {
		if v := p.exprs.get(id); v != nil {
			q.widen()
			return *v
		}
	}
	v, sure, wide := q.alone(task{of: x}, f)
	if sure {
		q.place(m, wide).exprs.put(id, v)
	}
	return v
}

// binds is f, found once for a node of m that binds something.
func (q *query) binds(m *index.Module, n ast.Node, f func() Value) Value {
	before := q.visit(m, n)
	v := q.bindsThere(m, n, f)
	q.at = before
	return v
}

func (q *query) bindsThere(m *index.Module, n ast.Node, f func() Value) Value {
	id := n.NodeID()
	if v := q.memoryOf(m).binds.get(id); v != nil {
		return *v
	}
	if p := q.passing(m); p != nil {
		if v := p.binds.get(id); v != nil {
			q.widen()
			return *v
		}
	}
	v, sure, wide := q.alone(task{way: bindingWay, of: n}, f)
	if sure {
		q.place(m, wide).binds.put(id, v)
	}
	return v
}

// bindingWay tells a binding from an expression that is the same node.
const bindingWay = "binding"

// found is what is known of a function or class of m.
func (q *query) found(m *index.Module, of topic, key any) (any, bool) {
	if v, ok := q.memoryOf(m).facts[of].Load(key); ok {
		return v, true
	}
	if p := q.passing(m); p != nil {
		if v, ok := p.facts[of].Load(key); ok {
			q.widen()
			return v, true
		}
	}
	return nil, false
}

// memo remembers the result of f, if it is one that any other question would
// have got as well.
func (q *query) memo(m *index.Module, of topic, key any, f func() Value) Value {
	if v, ok := q.found(m, of, key); ok {
		return *v.(*Value)
	}
	v, sure, wide := q.alone(task{way: of, of: key}, f)
	if sure {
		q.place(m, wide).facts[of].Store(key, kept(v))
	}
	return v
}

// importing is Workspace.Import, noted.
func (q *query) importing(from *index.Module, level int, name string) *index.Module {
	return q.looksInto(from, q.e.ws.Import(from, level, name))
}

// stub is Workspace.Stub, noted.
func (q *query) stub(m *index.Module) *index.Module { return q.looksInto(m, q.e.ws.Stub(m)) }

func (q *query) looksInto(from, m *index.Module) *index.Module {
	if m == nil || m == from {
		return m
	}
	imports := &q.memoryOf(from).imports
	if _, known := imports.Load(m.Path); !known {
		imports.Store(m.Path, true)
	}
	return m
}

// Next is an engine for the workspace after some of its files have changed, of
// which it has the same ones. It keeps what was found of modules that cannot
// see the changes; sees are the paths of those that can, the changed files
// themselves included. Afterwards e still answers, for itself alone.
//
// That is safe while e is being asked: whoever looks into a module notes that
// before it keeps what it found, and looks whether e is closed in between.
func (e *Engine) Next(ws *index.Workspace, changed map[string]bool) (next *Engine, sees map[string]bool) {
	e.closed.Store(true)
	sees = e.seeing(changed)
	next = New(ws)
	e.memories.Range(func(k, v any) bool {
		m := k.(*index.Module)
		if sees[m.Path] {
			return true
		}
		if own, err := ws.Module(m.Path); m.Bundled || err == nil && own == m {
			next.memories.Store(m, v)
		}
		return true
	})
	return next, sees
}

// Apart is an engine that knows what e does of modules that cannot see a file, and
// finds everything else anew: what is remembered of it without a look at the trace of
// the file would leave gaps there. Adopt gives e what it has found.
func (e *Engine) Apart(path string) *Engine {
	sees := e.seeing(map[string]bool{path: true})
	own := &Engine{core: &core{ws: e.ws, closed: e.closed}, wide: e.wide}
	e.memories.Range(func(k, v any) bool {
		if !sees[k.(*index.Module).Path] {
			own.memories.Store(k, v)
		}
		return true
	})
	return own
}

// Adopt takes over what an engine from Apart has found, unless another engine has
// taken over already.
func (e *Engine) Adopt(own *Engine) {
	own.memories.Range(func(k, v any) bool {
		if e.closed.Load() {
			return false
		}
		e.memories.Store(k, v)
		return true
	})
}

// seeing are the paths of the modules, as far as anything was found of them, that
// look into one of some files, or into such a module; the files included.
func (e *Engine) seeing(files map[string]bool) map[string]bool {
	importers := map[string][]*index.Module{}
	e.memories.Range(func(k, v any) bool {
		v.(*memory).imports.Range(func(path, _ any) bool {
			importers[path.(string)] = append(importers[path.(string)], k.(*index.Module))
			return true
		})
		return true
	})
	sees := map[string]bool{}
	var work []string
	for path := range files {
		sees[path], work = true, append(work, path)
	}
	for len(work) > 0 {
		path := work[len(work)-1]
		work = work[:len(work)-1]
		for _, m := range importers[path] {
			if !sees[m.Path] {
				sees[m.Path], work = true, append(work, m.Path)
			}
		}
	}
	return sees
}
