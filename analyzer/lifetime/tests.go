package lifetime

import (
	"github.com/asynctools/asynctools/syntax/ast"
)

// setting is what a name gets in one place: value, or a part of it.
type setting struct {
	value ast.Expr
	part  int // of what is unpacked, or -1
}

// conditions are the tests of a function and what its names get, in the order of
// the text.
type conditions struct {
	tests    []ast.Expr
	settings map[string][]setting
	outcomes []outcomeOf
	copies   []copyOf
	patterns []fact      // what the cases of matches ask of names
	returned []*ast.Name // of a helper
}

// outcomeOf is a name that gets the outcome of a test: "done = item is None".
type outcomeOf struct {
	name string
	test ast.Expr
}

// copyOf is a name that gets what another has.
type copyOf struct{ name, from string }

// conditionsOf looks through the function once.
func (f *function) conditionsOf() *conditions {
	c := &conditions{settings: map[string][]setting{}}
	set := func(target, value ast.Expr) {
		switch t := target.(type) {
		case *ast.Name:
			c.settings[t.Ident] = append(c.settings[t.Ident], setting{value, -1})
			if isTest(value) {
				c.outcomes = append(c.outcomes, outcomeOf{t.Ident, value})
			} else if from, ok := value.(*ast.Name); ok {
				c.copies = append(c.copies, copyOf{t.Ident, from.Ident})
			}
		case *ast.Tuple:
			each, _ := value.(*ast.Tuple)
			for i, e := range t.Elts {
				n, ok := e.(*ast.Name)
				switch {
				case !ok:
				case each != nil && len(each.Elts) == len(t.Elts):
					c.settings[n.Ident] = append(c.settings[n.Ident], setting{each.Elts[i], -1})
				default:
					c.settings[n.Ident] = append(c.settings[n.Ident], setting{value, i})
				}
			}
		}
	}
	for _, s := range f.sites {
		if s.test != nil {
			c.tests = append(c.tests, s.test)
		}
	}
	visit := func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef, *ast.Lambda:
			return false
		case *ast.If:
			c.tests = append(c.tests, n.Test)
		case *ast.While:
			c.tests = append(c.tests, n.Test)
		case *ast.Assert:
			c.tests = append(c.tests, n.Test)
		case *ast.Match:
			for _, at := range n.Cases {
				if p, ok := f.patternFact(n.Subject, at.Pattern); ok {
					c.patterns = append(c.patterns, p)
				}
				if at.Guard != nil {
					c.tests = append(c.tests, at.Guard)
				}
			}
		case *ast.Return:
			if f.summed {
				c.noteReturned(n.Value)
			}
		case *ast.Assign:
			for _, t := range n.Targets {
				set(t, n.Value)
			}
		case *ast.AnnAssign:
			if n.Value != nil {
				set(n.Target, n.Value)
			}
		case *ast.NamedExpr:
			set(n.Target, n.Value)
		}
		return true
	}
	for _, s := range f.fn.Body {
		ast.Inspect(s, visit)
	}
	return c
}

// noteReturned notes the names of which a helper returns the value.
func (c *conditions) noteReturned(x ast.Expr) {
	switch x := x.(type) {
	case *ast.Name:
		c.returned = append(c.returned, x)
	case *ast.Tuple:
		for _, e := range x.Elts {
			c.noteReturned(e)
		}
	}
}

// isTest reports what gives the outcome of a comparison, or of several.
func isTest(x ast.Expr) bool {
	switch t := x.(type) {
	case *ast.Compare:
		return true
	case *ast.UnaryOp:
		return t.Op == ast.Not
	case *ast.BoolOp:
		for _, v := range t.Values {
			if !isTest(v) {
				return false
			}
		}
		return true
	}
	return false
}

// plainly is what an expression gives, without the name that ":=" gives it.
func plainly(x ast.Expr) ast.Expr {
	if w, ok := x.(*ast.NamedExpr); ok {
		if n, ok := w.Target.(*ast.Name); ok {
			return n
		}
	}
	return x
}

// sized is the name in "len(name)", or nil.
func sized(x ast.Expr) *ast.Name {
	call, ok := x.(*ast.Call)
	if !ok || len(call.Args) != 1 || len(call.Keywords) > 0 {
		return nil
	}
	if fn, ok := call.Func.(*ast.Name); !ok || fn.Ident != "len" {
		return nil
	}
	n, _ := call.Args[0].(*ast.Name)
	return n
}

// about is the name that a test asks of, where its value may decide the outcome:
// "x", "x is None", "x == 'a'", "x in ('a', 'b')".
func (f *function) about(test ast.Expr) string {
	name := func(x ast.Expr) string {
		if n, ok := plainly(x).(*ast.Name); ok {
			return n.Ident
		}
		if n := sized(x); n != nil {
			return n.Ident
		}
		return ""
	}
	if c, ok := test.(*ast.Compare); ok && len(c.Ops) == 1 {
		n, other := name(c.Left), c.Comparators[0]
		if (c.Ops[0] == ast.In || c.Ops[0] == ast.NotIn) && n != "" && f.members(other) != nil {
			return n
		}
		if n != "" && f.valueOf(other) != nil {
			return n
		}
		if n = name(other); n != "" && f.valueOf(c.Left) != nil {
			return n
		}
		return ""
	}
	return name(test)
}

// members are the values of "x in (1, 2)"; nil where one is not known.
func (f *function) members(x ast.Expr) *value {
	if v, known := f.choices[x]; known {
		return v
	}
	if f.choices == nil {
		f.choices = map[ast.Expr]*value{}
	}
	f.choices[x] = f.findMembers(x)
	return f.choices[x]
}

func (f *function) findMembers(x ast.Expr) *value {
	var elts []ast.Expr
	switch x := x.(type) {
	case *ast.Tuple:
		elts = x.Elts
	case *ast.List:
		elts = x.Elts
	case *ast.Set:
		elts = x.Elts
	}
	if len(elts) == 0 {
		return nil
	}
	out := &value{kind: choiceValue}
	for _, e := range elts {
		v := f.valueOf(e)
		if v == nil {
			return nil
		}
		out.parts = append(out.parts, v)
	}
	return out
}

// evaluate is the outcome of a test of what name has, if that is v.
func (f *function) evaluate(test ast.Expr, name string, v *value) (outcome, known bool) {
	of := func(x ast.Expr) *value {
		if isNamed(plainly(x), name) {
			return v
		}
		if n := sized(x); n != nil && n.Ident == name {
			return v.size()
		}
		return f.valueOf(x)
	}
	c, ok := test.(*ast.Compare)
	if !ok {
		return of(test).truth()
	}
	if c.Ops[0] == ast.In || c.Ops[0] == ast.NotIn {
		return compare(of(c.Left), c.Ops[0], f.members(c.Comparators[0]))
	}
	return compare(of(c.Left), c.Ops[0], of(c.Comparators[0]))
}
