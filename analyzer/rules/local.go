package rules

import (
	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/flow"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

// local is a generator that one local name of a function holds, and nothing
// else can reach.
type local struct {
	name  string
	value infer.Value
	made  []index.Binding // the assignments that create it
	uses  []*ast.Name     // reads, in source order

	closers map[ast.Node]bool // statements that await its aclose
	loops   map[ast.Node]bool // async for statements that iterate it
	binds   map[ast.Node]bool // statements that bind or delete the name
}

// localGenerator is the local that x names, or nil: x is no plain name, the
// name is bound otherwise than to new generators (and None), or the generator
// gets out of the function's sight.
func localGenerator(p *analyzer.Pass, fn *index.Function, x ast.Expr) *local {
	name, ok := x.(*ast.Name)
	if !ok || p.Module.BlockAt(x).Resolve(name.Ident) != fn.Block {
		return nil
	}
	l := &local{name: name.Ident, closers: map[ast.Node]bool{}, loops: map[ast.Node]bool{}, binds: map[ast.Node]bool{}}
	for _, b := range fn.Block.Bindings(name.Ident) {
		switch b.Kind {
		case index.BindDeclare:
			continue
		case index.BindAssign:
		default:
			return nil
		}
		if s, ok := b.Stmt.(*ast.Assign); ok && len(s.Targets) > 1 {
			return nil // a = b = agen()
		}
		if x, ok := b.Stmt.(*ast.NamedExpr); ok && !staysInStatement(p.Module, x) {
			return nil // aclosing(it := agen()), keep(it := agen())
		}
		l.binds[statementOf(p.Module, b.Stmt)] = true
		v := p.Infer.Expr(p.Module, b.Value)
		if v.Kind == infer.None {
			continue
		}
		if v.Kind != infer.AsyncGenerator || !v.Fresh {
			return nil
		}
		if len(l.made) == 0 {
			l.value = v
		} else {
			l.value.Makers = append(append([]*index.Function(nil), l.value.Makers...), v.Makers...)
		}
		l.made = append(l.made, b)
	}
	if len(l.made) == 0 {
		return nil
	}
	for _, s := range fn.Body {
		contained := true
		ast.Inspect(s, func(n ast.Node) bool {
			if n, ok := n.(*ast.Name); ok && contained && n.Ident == name.Ident {
				contained = l.use(p, fn, n)
			}
			return contained
		})
		if !contained {
			return nil
		}
	}
	return l
}

// use notes what one mention of the name does. It is false for a use after
// which the generator may be reached from elsewhere.
func (l *local) use(p *analyzer.Pass, fn *index.Function, n *ast.Name) bool {
	m := p.Module
	at := m.BlockAt(n)
	if at != fn.Block {
		return at.Resolve(n.Ident) != fn.Block
	}
	if n.Ctx != ast.Load {
		return true // its bindings have been looked at
	}
	l.uses = append(l.uses, n)
	switch parent := m.Parent(n).(type) {
	case *ast.AsyncFor:
		l.loops[parent] = true
		return parent.Iter == ast.Expr(n)
	case *ast.Attribute:
		return l.useAttribute(p, parent)
	case *ast.Call:
		if parent.Func == ast.Expr(n) {
			return false
		}
		switch p.Infer.DottedName(m, parent.Func) {
		case "builtins.anext", "builtins.hasattr", "builtins.isinstance", "builtins.print", "builtins.repr",
			"builtins.id", "builtins.type", "inspect.isasyncgen":
			return true
		}
	default:
		return isTest(parent)
	}
	return false
}

// staysInStatement reports a "name := value" whose value goes nowhere but into
// the name.
func staysInStatement(m *index.Module, x *ast.NamedExpr) bool {
	parent := m.Parent(x)
	_, alone := parent.(*ast.ExprStmt)
	return alone || isTest(parent)
}

// isTest reports a node that looks at an operand and does not keep it.
func isTest(n ast.Node) bool {
	switch n.(type) {
	case *ast.Compare, *ast.UnaryOp, *ast.If, *ast.While, *ast.Assert:
		return true
	}
	return false
}

func (l *local) useAttribute(p *analyzer.Pass, a *ast.Attribute) bool {
	m := p.Module
	call, ok := m.Parent(a).(*ast.Call)
	if !ok || call.Func != ast.Expr(a) {
		return false
	}
	switch a.Attr {
	case "__anext__", "asend":
		return true
	case "aclose", "athrow":
		if a.Attr == "athrow" && !throwsExit(p, call) {
			return true
		}
		await, ok := m.Parent(call).(*ast.Await)
		if !ok {
			return false
		}
		l.closers[statementOf(m, await)] = true
		return true
	}
	return false
}

// throwsExit reports athrow(GeneratorExit), which is what aclose does.
func throwsExit(p *analyzer.Pass, call *ast.Call) bool {
	if len(call.Args) == 0 {
		return false
	}
	exc := call.Args[0]
	if made, ok := exc.(*ast.Call); ok {
		exc = made.Func
	}
	return p.Infer.DottedName(p.Module, exc) == "builtins.GeneratorExit"
}

func statementOf(m *index.Module, n ast.Node) ast.Node {
	for at := n; at != nil; at = m.Parent(at) {
		if s, ok := at.(ast.Stmt); ok {
			return s
		}
	}
	return nil
}

// closes reports a step after which the generator is closed, or is being
// iterated again.
func (l *local) closes(n *flow.Node) bool {
	switch n.Kind {
	case flow.Stmt:
		return l.closers[n.Ast] || l.loops[n.Ast]
	}
	return false
}

func (l *local) rebinds(n *flow.Node) bool { return n.Kind == flow.Stmt && l.binds[n.Ast] }

// contradicts reports an edge that is taken only when the name holds nothing.
func (l *local) contradicts(n *flow.Node, kind flow.EdgeKind) bool {
	if n.Kind != flow.Stmt || kind != flow.True && kind != flow.False {
		return false
	}
	var test ast.Expr
	switch s := n.Ast.(type) {
	case *ast.If:
		test = s.Test
	case *ast.While:
		test = s.Test
	}
	holds, known := l.truth(test)
	return known && holds != (kind == flow.True)
}

// truth evaluates a test for a name that holds a generator.
func (l *local) truth(test ast.Expr) (holds, known bool) {
	switch t := test.(type) {
	case *ast.Name:
		return true, t.Ident == l.name
	case *ast.UnaryOp:
		if t.Op == ast.Not {
			holds, known = l.truth(t.Operand)
			return !holds, known
		}
	case *ast.Compare:
		n, ok := t.Left.(*ast.Name)
		if !ok || n.Ident != l.name || len(t.Ops) != 1 {
			return false, false
		}
		if c, ok := t.Comparators[0].(*ast.Constant); ok && c.Value.Type == ast.NoneConst {
			return t.Ops[0] == ast.IsNot || t.Ops[0] == ast.NotEq, true
		}
	}
	return false, false
}
