package infer

import (
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// ancestor is a class that another inherits from, or is.
type ancestor struct {
	class *index.Class // nil for a base that nothing is known of
	name  string       // of such a base, its full name if that is known
	args  []Value      // its type arguments, in terms of the heir's parameters
}

// lineage is the method resolution order of a class.
type lineage struct{ list []ancestor }

// lineage works out the order as C3 does. Bases that bring nothing, such as
// Generic and Protocol, are left out; of object only what the table lists
// could be asked for, which is nothing that inference needs.
func (q *query) lineage(c *index.Class) *lineage {
	before := q.visit(c.Module, c.Node)
	defer func() { q.at = before }()
	if l, ok := q.found(c.Module, topicLineage, c); ok {
		return l.(*lineage)
	}
	l := &lineage{list: []ancestor{{class: c}, {}}}
	_, sure, wide := q.alone(task{of: mroKey{c}}, func() Value {
		l = q.linearize(c)
		return Value{}
	})
	if sure {
		q.place(c.Module, wide).facts[topicLineage].Store(c, l)
	}
	return l
}

type (
	mroKey  struct{ c *index.Class }
	baseKey struct{ x ast.Expr }
)

func (q *query) linearize(c *index.Class) *lineage {
	p := place{c.Module, c.Block.Parent, c.Node}
	var direct []ancestor
	var sequences [][]ancestor
	for _, base := range c.Node.Bases {
		if _, starred := base.(*ast.Starred); starred {
			direct = append(direct, ancestor{})
			sequences = append(sequences, []ancestor{{}})
			continue
		}
		head, args := base, []ast.Expr(nil)
		if s, ok := base.(*ast.Subscript); ok {
			head, args = s.Value, elements(s.Slice)
		}
		v := q.enter(baseKey{head}, func() Value { return q.eval(c.Module, head) })
		if v.Kind == TypeForm { // an alias such as Base[int]
			v = classOf(deref(v.Of))
		}
		a := ancestor{class: v.Class, name: v.dotted()}
		if v.Kind == External {
			a.class = v.entry.class
		}
		if v.Kind != Class && v.Kind != External {
			a.class = nil
		}
		if isPlainBase(a.name) {
			continue
		}
		a.args = v.Elts()
		if len(args) > 0 && a.class != nil {
			if a.args = q.types(p, args); a.name == "builtins.tuple" {
				a.args = []Value{q.tupleElement(p, args)}
			}
		}
		direct = append(direct, a)
		if a.class == nil {
			sequences = append(sequences, []ancestor{a})
			continue
		}
		vars := map[ast.Node]Value{}
		for i, param := range q.parametersOf(a.class) {
			if i < len(a.args) {
				vars[param.definition()] = a.args[i]
			}
		}
		ancestors := q.lineage(a.class).list
		inherited := make([]ancestor, 0, len(ancestors))
		for i, up := range ancestors {
			if i == 0 {
				up.args = a.args
			} else if len(up.args) > 0 {
				args := make([]Value, len(up.args))
				for j, v := range up.args {
					args[j] = q.subst(v, &frame{vars: vars})
				}
				up.args = args
			}
			inherited = append(inherited, up)
		}
		sequences = append(sequences, inherited)
	}
	return &lineage{list: append([]ancestor{{class: c}}, merged(append(sequences, direct))...)}
}

// tupleElement is what iterating a tuple[args] gives.
func (q *query) tupleElement(p place, args []ast.Expr) Value {
	if len(args) == 2 && isEllipsis(args[1]) {
		args = args[:1]
	}
	return joinAll(q.types(p, args))
}

// classOf is the class of an instance, with its type arguments.
func classOf(v Value) Value {
	c := v.class()
	if v.Kind != Instance || c == nil {
		return Value{}
	}
	out := classValue(c)
	out.more = withElts(v.Elts())
	return out
}

// merged is the merge step of C3. Where no order is consistent, which Python
// would refuse, the first candidate goes first.
func merged(sequences [][]ancestor) []ancestor {
	if len(sequences) == 2 && len(sequences[1]) == 1 {
		return sequences[0] // the lineage of the only base, which it is the first of
	}
	var out []ancestor
	for {
		var rest [][]ancestor
		for _, s := range sequences {
			if len(s) > 0 {
				rest = append(rest, s)
			}
		}
		if len(rest) == 0 {
			return out
		}
		next := rest[0][0]
		for _, s := range rest {
			if !inTail(rest, s[0]) {
				next = s[0]
				break
			}
		}
		out = append(out, next)
		sequences = sequences[:0:0]
		for _, s := range rest {
			var kept []ancestor
			for _, a := range s {
				if !sameAncestor(a, next) {
					kept = append(kept, a)
				}
			}
			sequences = append(sequences, kept)
		}
	}
}

func inTail(sequences [][]ancestor, a ancestor) bool {
	for _, s := range sequences {
		for _, b := range s[1:] {
			if sameAncestor(a, b) {
				return true
			}
		}
	}
	return false
}

// sameAncestor: two unknown bases may well be the same, and count as one.
func sameAncestor(a, b ancestor) bool {
	return a.class == b.class && a.name == b.name || a.class != nil && a.class == b.class
}
