package index

import (
	"sync"

	"github.com/asynctools/asynctools/syntax/ast"
)

// Puts is where a file puts something in attributes of any object.
type Puts struct {
	// Attributes are those that a statement binds or deletes, by their names.
	Attributes map[string][]*ast.Attribute
	// Calls are all calls, by the last name of what is called, and Dicts the uses of
	// __dict__ that may write to it.
	Calls map[string][]*ast.Call
	Dicts []*ast.Attribute
}

type puts struct {
	once sync.Once
	of   Puts
}

// Puts looks through the file once.
func (m *Module) Puts() *Puts {
	m.puts.once.Do(func() {
		p := &m.puts.of
		p.Attributes, p.Calls = map[string][]*ast.Attribute{}, map[string][]*ast.Call{}
		for _, n := range m.nodes {
			p.look(n)
		}
	})
	return &m.puts.of
}

func (p *Puts) look(n ast.Node) {
	switch n := n.(type) {
	case *ast.Assign:
		p.targets(n.Targets...)
	case *ast.AnnAssign:
		p.targets(n.Target)
	case *ast.AugAssign:
		p.targets(n.Target)
	case *ast.Delete:
		p.targets(n.Targets...)
	case *ast.For:
		p.targets(n.Target)
	case *ast.AsyncFor:
		p.targets(n.Target)
	case *ast.Comprehension:
		p.targets(n.Target)
	case *ast.WithItem:
		p.targets(n.OptionalVars)
	case *ast.Tuple:
		p.targets(n.Elts...)
	case *ast.List:
		p.targets(n.Elts...)
	case *ast.Starred:
		p.targets(n.Value)
	case *ast.Subscript:
		p.dict(n.Value)
	case *ast.Call:
		name := LastName(n.Func)
		p.Calls[name] = append(p.Calls[name], n)
		if f, ok := n.Func.(*ast.Attribute); ok {
			p.dict(f.Value)
		}
	}
}

func (p *Puts) targets(list ...ast.Expr) {
	for _, x := range list {
		if a, ok := x.(*ast.Attribute); ok && a.Ctx != ast.Load {
			p.Attributes[a.Attr] = append(p.Attributes[a.Attr], a)
			p.dict(a)
		}
	}
}

func (p *Puts) dict(x ast.Expr) {
	if a, ok := x.(*ast.Attribute); ok && a.Attr == "__dict__" {
		p.Dicts = append(p.Dicts, a)
	}
}
