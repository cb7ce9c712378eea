// Package flow builds the control-flow graph of one function.
//
// A node is a simple statement, or the part of a compound one that runs at one
// moment: the test of an "if", the first evaluation of a loop's iterable, the
// step of a loop, the entering and the leaving of a "with", the start of a
// handler. Bodies of nested functions are not part of it.
//
// A "finally" block is there once for each way of passing through it: for
// falling off the end of the "try", and for each kind of jump out of it. So a
// path through the graph never enters a "finally" by "return" and leaves it to
// the next statement. The leaving of a "with" is duplicated likewise.
//
// Edges tell what kind of step they are. An exception that some statement may
// raise is a step of its own kind, as are cancellation at an await and the
// GeneratorExit that closing a generator raises at its yield, so that an
// analysis chooses which it believes in.
package flow

import (
	"slices"

	"github.com/asynctools/asynctools/syntax/ast"
)

// NodeKind says what happens at a node.
type NodeKind uint8

// The kinds of node.
const (
	Entry  NodeKind = iota
	Exit            // the function returns
	Raised          // the function ends by an exception
	Stmt            // a statement, or the header of a compound one
	Step            // a loop fetches its next item
	Leave           // a with calls its __exit__
	Handle          // an except clause is entered
	Join            // nothing: a place where paths meet
)

// EdgeKind says how control gets from one node to the next.
type EdgeKind uint8

// The kinds of edge.
const (
	Next      EdgeKind = iota
	True               // the test of From holds
	False              // it does not
	Iterate            // the loop has an item
	Exhausted          // the loop has none left
	Break
	Continue
	Return
	Raise     // an explicit raise
	Exception // something else raises
	Cancel    // CancelledError at an await
	Close     // GeneratorExit at a yield
)

// Edge is a step to a node. Maybe marks steps of which one alternative is
// known to happen but not which: an exception at a handler that may or may not
// be for it, a "with" that may or may not swallow it. Thrown marks what is
// raised at From, as opposed to what passes through it on its way.
type Edge struct {
	To     *Node
	Kind   EdgeKind
	Maybe  bool
	Thrown bool
}

// Node is a moment of the function.
type Node struct {
	ID   int // its place in Graph.Nodes
	Kind NodeKind
	Ast  ast.Node // nil for Entry, Exit, Raised and Join
	Succ []Edge

	loops  *loopScope
	before *Node   // of the same statement, made before this one
	few    [2]Edge // where Succ begins: most nodes have no more
}

type loopScope struct {
	stmt  ast.Stmt
	outer *loopScope
}

// In reports whether the node runs inside an iteration of the loop, which its
// Step does and its Stmt, that evaluates the iterable, does not.
func (n *Node) In(loop ast.Stmt) bool {
	for l := n.loops; l != nil; l = l.outer {
		if l.stmt == loop {
			return true
		}
	}
	return false
}

// OutermostLoop is the loop around all others that the node runs inside, or nil.
func (n *Node) OutermostLoop() ast.Stmt {
	var out ast.Stmt
	for l := n.loops; l != nil; l = l.outer {
		out = l.stmt
	}
	return out
}

// Graph is the control flow of one function.
type Graph struct {
	Entry, Exit, Raised *Node
	Nodes               []*Node

	at        map[ast.NodeID]*Node // the last one of a statement; nil while there are few nodes
	reachable []bool               // by Node.ID
}

// At lists the nodes of a statement: more than one inside "finally".
func (g *Graph) At(n ast.Node) []*Node {
	var out []*Node
	for at := g.last(n); at != nil; at = at.before {
		out = append(out, at)
	}
	slices.Reverse(out)
	return out
}

// fewNodes is how many nodes are looked through for one of them. Most functions
// have fewer.
const fewNodes = 48

// last is the node of a statement that was made last.
func (g *Graph) last(n ast.Node) *Node {
	if g.at != nil {
		return g.at[n.NodeID()]
	}
	for i := len(g.Nodes) - 1; i >= 0; i-- {
		if at := g.Nodes[i]; at.Kind == Stmt && at.Ast == n {
			return at
		}
	}
	return nil
}

func (g *Graph) add(n *Node) {
	g.Nodes = append(g.Nodes, n)
	switch {
	case g.at != nil:
		if n.Kind == Stmt {
			g.at[n.Ast.NodeID()] = n
		}
	case len(g.Nodes) > fewNodes:
		g.at = make(map[ast.NodeID]*Node, 2*fewNodes)
		for _, n := range g.Nodes {
			if n.Kind == Stmt {
				g.at[n.Ast.NodeID()] = n
			}
		}
	}
}

// Reachable reports whether control can get to n at all, exceptions included.
func (g *Graph) Reachable(n *Node) bool { return n.ID < len(g.reachable) && g.reachable[n.ID] }

func (g *Graph) markReachable() {
	g.reachable = make([]bool, len(g.Nodes))
	g.reachable[g.Entry.ID] = true
	work := append(make([]*Node, 0, 16), g.Entry)
	for len(work) > 0 {
		n := work[len(work)-1]
		work = work[:len(work)-1]
		for _, e := range n.Succ {
			if !g.reachable[e.To.ID] {
				g.reachable[e.To.ID] = true
				work = append(work, e.To)
			}
		}
	}
}

// Explicit reports the kinds of edge that the text of the program shows, as
// opposed to exceptions out of the blue and to the closing of a generator.
func (k EdgeKind) Explicit() bool { return k != Exception && k != Cancel && k != Close }
