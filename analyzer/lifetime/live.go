package lifetime

import (
	"math/bits"

	"github.com/asynctools/asynctools/analyzer/flow"
	"github.com/asynctools/asynctools/syntax/ast"
)

// The outcome of a test is kept in a state only as long as another test may ask
// for it. So the tests of loops one after another do not multiply the states, and
// tests that are never asked for at the same time can share their place.

const (
	fewAtoms  = 6     // so many tests may be told apart all the way
	manyAtoms = 2_000 // and more than these are not looked at
)

// atomSet is a set of tests, by number.
type atomSet []uint64

func (s atomSet) add(id int)      { s[id/64] |= 1 << (id % 64) }
func (s atomSet) has(id int) bool { return s[id/64]>>(id%64)&1 != 0 }

// addAll adds what is in from and not in but, and reports whether that is news.
func (s atomSet) addAll(from, but atomSet) bool {
	news := false
	for i := range s {
		x := from[i]
		if but != nil {
			x &^= but[i]
		}
		news = news || x&^s[i] != 0
		s[i] |= x
	}
	return news
}

// liveness tells for each node which tests may be asked for from there on, and
// which the node itself has to do with.
type liveness struct{ live, touched []atomSet }

// keep are the facts of a state that may be asked for from its place on.
func (fs *facts) keep(st state) uint64 {
	switch {
	case len(fs.atoms) == 0:
		return 0
	case fs.live == nil:
		return st.facts
	}
	return st.facts & fs.live[st.node]
}

// settle gives the tests that were found their places in a state.
func (fs *facts) settle(f *function) {
	n := len(fs.atoms)
	if n <= fewAtoms {
		return
	}
	l := f.liveness(n)
	slot := make([]int, n)
	for i := range slot {
		slot[i] = i
	}
	if n > maxAtoms {
		slot = l.share(n)
		for text, id := range fs.atoms {
			if slot[id] < 0 {
				delete(fs.atoms, text)
			} else {
				fs.atoms[text] = slot[id]
			}
		}
		for name, ids := range fs.reads {
			var kept []int
			for _, id := range ids {
				if slot[id] >= 0 {
					kept = append(kept, slot[id])
				}
			}
			fs.reads[name] = kept
		}
	}
	fs.live = make([]uint64, len(f.g.Nodes))
	for i, set := range l.live {
		for id := range n {
			if set.has(id) && slot[id] >= 0 {
				fs.live[i] |= 3 << (2 * slot[id])
			}
		}
	}
}

// liveness goes backwards from the tests to where what they ask for is bound.
func (f *function) liveness(n int) liveness {
	nodes := f.g.Nodes
	words := (n + 63) / 64
	sets := func() []atomSet {
		all := make(atomSet, words*len(nodes))
		out := make([]atomSet, len(nodes))
		for i := range out {
			out[i] = all[i*words : (i+1)*words]
		}
		return out
	}
	l, lost := liveness{live: sets(), touched: sets()}, sets()
	always := make(atomSet, words) // what reads no name
	for i := range n {
		always.add(i)
	}
	for _, ids := range f.facts.reads {
		for _, id := range ids {
			always[id/64] &^= 1 << (id % 64)
		}
	}
	before := make([][]int32, len(nodes))
	work := make([]int32, len(nodes))
	for i, node := range nodes {
		for _, name := range f.asked(node) {
			for _, id := range f.facts.reads[name] {
				l.live[i].add(id)
			}
		}
		for _, o := range f.at(node) {
			name := o.text
			if o.kind == opMake && o.name >= 0 {
				name = f.named[o.name]
			}
			for _, id := range f.facts.reads[name] {
				lost[i].add(id)
			}
		}
		l.live[i].addAll(always, nil)
		l.touched[i].addAll(l.live[i], nil)
		l.touched[i].addAll(lost[i], nil)
		for _, e := range node.Succ {
			before[e.To.ID] = append(before[e.To.ID], int32(i))
		}
		work[i] = int32(i)
	}
	for len(work) > 0 {
		i := work[len(work)-1]
		work = work[:len(work)-1]
		news := false
		for _, e := range nodes[i].Succ {
			but := lost[i]
			if e.Thrown {
				but = nil // what it binds, it may not have bound
			}
			news = l.live[i].addAll(l.live[e.To.ID], but) || news
		}
		if news {
			work = append(work, before[i]...)
		}
	}
	for i, node := range nodes {
		l.touched[i].addAll(l.live[i], nil)
		for _, e := range node.Succ {
			l.touched[i].addAll(l.live[e.To.ID], nil)
		}
	}
	return l
}

// share gives tests that no node has to do with at the same time the same place;
// -1 where there are too many.
func (l liveness) share(n int) []int {
	apart := make([]atomSet, n)
	words := (n + 63) / 64
	for i := range apart {
		apart[i] = make(atomSet, words)
	}
	var last atomSet
	for _, set := range l.touched {
		if same(set, last) {
			continue
		}
		last = set
		for w, x := range set {
			for ; x != 0; x &= x - 1 {
				apart[w*64+bits.TrailingZeros64(x)].addAll(set, nil)
			}
		}
	}
	slot := make([]int, n)
	for i := range slot {
		slot[i] = -1
	}
	for i := range slot {
		var taken uint64
		for other := range n {
			if slot[other] >= 0 && apart[i].has(other) {
				taken |= 1 << slot[other]
			}
		}
		if free := bits.TrailingZeros64(^taken); free < maxAtoms {
			slot[i] = free
		}
	}
	return slot
}

func same(a, b atomSet) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// asked are the names that a node may ask a fact about: in a test, or of what it
// copies.
func (f *function) asked(n *flow.Node) []string {
	var out []string
	look := func(x ast.Node) {
		ast.Inspect(x, func(n ast.Node) bool {
			if n, ok := n.(*ast.Name); ok {
				out = append(out, n.Ident)
			}
			return true
		})
	}
	if c, ok := f.cases[n]; ok {
		look(c.match.Subject)
		if c.at.Guard != nil {
			look(c.at.Guard)
		}
		return out
	}
	if n.Kind != flow.Stmt {
		return nil
	}
	switch s := n.Ast.(type) {
	case *ast.If:
		look(s.Test)
	case *ast.While:
		look(s.Test)
	case *ast.Assert:
		look(s.Test)
	case *ast.Return:
		if f.summed && s.Value != nil {
			look(s.Value)
		}
	default:
		for _, o := range f.at(n) {
			if o.kind == opMake && o.site != nil && o.site.test != nil {
				look(o.site.test)
			} else if o.kind == opAlias {
				look(o.at)
			} else if o.value != nil {
				look(o.value)
			}
		}
	}
	return out
}
