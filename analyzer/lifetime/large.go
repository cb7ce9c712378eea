package lifetime

import (
	"github.com/asynctools/asynctools/analyzer/flow"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// In a large function the generators are many and the ways are long, and
// following each from the entry to the end would take the square of its length.
// There the ways up to where generators are made are walked once for all, and
// a generator is left where nothing further down can do anything with it. Few
// functions are large, and of those that are not more is told about the way on
// which a generator is left.

// smallWork is the number of generators times that of nodes up to which a
// function is not large, maxWork how many states of a large one are looked at.
const (
	smallWork = 30_000
	maxWork   = 1_000_000
)

// followAll finds out what becomes of each site.
func (f *function) followAll() {
	large := len(f.sites)*len(f.g.Nodes) > smallWork
	if large {
		f.findMentions()
		f.begin = map[bool]map[*Site][]state{}
	}
	for _, s := range f.sites {
		if large && f.work > maxWork {
			s.Escapes, s.Unknown = true, true
			continue
		}
		f.follow(s)
	}
}

// seedsOf are the states in which the function comes to where a site is made. Nil
// in a function that is not large.
func (f *function) seedsOf(site *Site, m mode) []state {
	if f.begin == nil || site.param >= 0 {
		return nil
	}
	seeds, known := f.begin[m == closing]
	if !known {
		seeds = f.walk(m)
		f.begin[m == closing] = seeds
	}
	if seeds[site] == nil {
		return []state{} // nothing gets there
	}
	return seeds[site]
}

// walk is a search for no generator, which finds the states in which each is
// about to be made.
func (f *function) walk(m mode) map[*Site][]state {
	s := &search{f: f, site: &Site{param: -1}, mode: m, most: maxStates + 4*len(f.g.Nodes), seen: map[state]int32{}, merged: map[int32][]arrival{}}
	s.run()
	if s.capped && len(f.facts.atoms) > 0 {
		f.facts = facts{}
		return f.walk(m)
	}
	f.work += len(s.steps)
	out := map[*Site][]state{}
	for _, st := range s.steps {
		n := f.g.Nodes[st.node]
		for _, o := range f.at(n) {
			if o.kind == opMake && o.site != nil {
				out[o.site] = append(out[o.site], st.state)
			}
		}
		if loop, ok := n.Ast.(*ast.For); ok && n.Kind == flow.Step && f.streams[loop] != nil {
			for site := range f.streams[loop].makes {
				out[site] = append(out[site], st.state)
			}
		}
	}
	return out
}

// findMentions notes how far down each name is mentioned. Control only goes
// downwards in the text, save in loops: what is in one counts as mentioned up to
// its end.
func (f *function) findMentions() {
	f.mentioned = make([]source.Pos, len(f.named))
	for _, n := range f.g.Nodes {
		if n.Ast == nil {
			continue
		}
		at := placeOf(n)
		if loop := n.OutermostLoop(); loop != nil {
			at = loop.End()
		}
		for _, o := range f.at(n) {
			if o.name >= 0 {
				f.mentioned[o.name] = max(f.mentioned[o.name], at)
			}
			if o.kind == opAlias {
				f.mentioned[o.from] = max(f.mentioned[o.from], at)
			}
		}
	}
}

// placeOf is where in the text a node runs.
func placeOf(n *flow.Node) source.Pos {
	if n.Kind == flow.Leave {
		return n.Ast.End()
	}
	return n.Ast.Pos()
}

// isOver reports a state from which on nothing is done with the generator.
func (f *function) isOver(st state, n *flow.Node) bool {
	if f.mentioned == nil || st.st == unmade || n.Ast == nil || st.names&f.holders.loops != 0 {
		return false
	}
	at, held := placeOf(n), st.names
	for b := 0; held != 0; b, held = b+1, held>>1 {
		if held&1 != 0 && f.mentioned[f.holders.have[b]] >= at {
			return false
		}
	}
	return true
}
