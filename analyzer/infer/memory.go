package infer

import (
	"sync/atomic"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// memory is what has been found out of the nodes of one module.
type memory struct {
	exprs slots // expressions
	binds slots // nodes that bind a name or an attribute
}

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
	t, ok := q.e.memories.Load(m)
	if !ok {
		n := m.File.NumNodes
		t, _ = q.e.memories.LoadOrStore(m, &memory{exprs: newSlots(n), binds: newSlots(n)})
	}
	q.last, q.memory = m, t.(*memory)
	return q.memory
}

// remembered is f, found once for an expression of m.
func (q *query) remembered(m *index.Module, x ast.Expr, f func() Value) Value {
	slots, id := q.memoryOf(m).exprs, x.NodeID()
	if v := slots.get(id); v != nil {
		return *v
	}
	v, sure := q.alone(task{of: x}, f)
	if sure {
		slots.put(id, v)
	}
	return v
}

// binds is f, found once for a node of m that binds something.
func (q *query) binds(m *index.Module, n ast.Node, f func() Value) Value {
	slots, id := q.memoryOf(m).binds, n.NodeID()
	if v := slots.get(id); v != nil {
		return *v
	}
	v, sure := q.alone(task{way: bindingWay, of: n}, f)
	if sure {
		slots.put(id, v)
	}
	return v
}

// bindingWay tells a binding from an expression that is the same node.
const bindingWay = "binding"
