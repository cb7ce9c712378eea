package lifetime

import (
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// addMethod notes a name that is bound once, to a method of a generator that is
// tracked, or to another such name.
func (f *function) addMethod(name string, b index.Binding) {
	if b.Kind != index.BindAssign || f.methods[name] != "" {
		return
	}
	method := ""
	switch x := b.Value.(type) {
	case *ast.Name:
		method = f.methods[x.Ident]
	case *ast.Attribute:
		n, ok := x.Value.(*ast.Name)
		if !ok {
			break
		}
		if _, tracked := f.names[n.Ident]; !tracked || f.methods[n.Ident] != "" {
			break
		}
		switch x.Attr {
		case "__anext__", "asend", "athrow", "aclose":
			method = x.Attr
			if f.isMethod == nil {
				f.isMethod = map[*ast.Attribute]bool{}
			}
			f.isMethod[x] = true
		}
	}
	if method != "" {
		if f.methods == nil {
			f.methods = map[string]string{}
		}
		f.methods[name] = method
	}
}

// called is a call of one of the generator's methods.
func (c *collector) called(id int, method string, call *ast.Call) {
	switch method {
	case "__anext__", "asend":
		c.awaitable(id, opAdvance, call)
	case "athrow":
		if c.throwsExit(call) {
			c.awaitable(id, opClose, call)
			return
		}
		c.awaitable(id, opThrow, call)
	case "aclose":
		c.awaitable(id, opClose, call)
	}
}

// boundMethod is a mention of a name that a method of the generator has been given.
func (c *collector) boundMethod(id int, method string, x ast.Expr, parent ast.Node) {
	switch p := parent.(type) {
	case *ast.Call:
		if p.Func == x {
			c.called(id, method, p)
			return
		}
	case *ast.Assign:
		if n, ok := p.Targets[0].(*ast.Name); ok && len(p.Targets) == 1 && c.f.methods[n.Ident] == method {
			return
		}
	case *ast.If, *ast.While, *ast.Compare, *ast.ExprStmt, *ast.Assert:
		return
	}
	if method == "aclose" {
		c.add(op{kind: opGuard, name: id, at: x})
		return
	}
	c.add(op{kind: opEscape, name: id, at: x})
}
