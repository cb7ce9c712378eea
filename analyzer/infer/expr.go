package infer

import (
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

func (q *query) expr(m *index.Module, x ast.Expr) Value {
	switch x := x.(type) {
	case *ast.Name:
		return q.name(m.BlockAt(x), x.Ident)
	case *ast.Attribute:
		if v, ok := q.super(m, x); ok {
			return v
		}
		return q.attribute(q.expr(m, x.Value), x.Attr)
	case *ast.Call:
		return q.enter(x, func() Value { return q.call(m, x) })
	case *ast.Await:
		if v := q.expr(m, x.Value).only(Coroutine); v.Kind == Coroutine {
			return deref(v.Of)
		}
	case *ast.NamedExpr:
		return shared(q.expr(m, x.Value))
	case *ast.IfExp:
		return join(q.expr(m, x.Body), q.expr(m, x.Orelse))
	case *ast.BoolOp:
		values := make([]Value, len(x.Values))
		for i, v := range x.Values {
			values[i] = q.expr(m, v)
		}
		return joinAll(values)
	case *ast.Subscript:
		v := q.expr(m, x.Value)
		if _, slice := x.Slice.(*ast.Slice); slice && v.Kind == Collection {
			return v
		}
		if v.Kind == Collection || v.Kind == Mapping {
			return shared(deref(v.Of))
		}
	case *ast.List:
		return q.collection(m, x.Elts)
	case *ast.Tuple:
		return q.collection(m, x.Elts)
	case *ast.Set:
		return q.collection(m, x.Elts)
	case *ast.ListComp:
		of := shared(q.expr(m, x.Elt))
		return Value{Kind: Collection, Of: &of}
	case *ast.Constant:
		if x.Value.Type == ast.NoneConst {
			return Value{Kind: None}
		}
	}
	return Value{}
}

// collection is a display of which all elements are alike.
func (q *query) collection(m *index.Module, elts []ast.Expr) Value {
	values := make([]Value, len(elts))
	for i, e := range elts {
		values[i] = shared(q.expr(m, e))
	}
	of := joinAll(values)
	return Value{Kind: Collection, Of: &of}
}

// shared is v as seen through a name: somebody else can see it too.
func shared(v Value) Value {
	v.Fresh = false
	if v.Kind == Union {
		alts := make([]Value, len(v.Alts))
		for i, a := range v.Alts {
			alts[i] = shared(a)
		}
		v.Alts = alts
	}
	return v
}

// name is the value of a name as block sees it.
func (q *query) name(block *index.Block, id string) Value {
	at := block.Resolve(id)
	if at == nil {
		if v := q.starred(block.Module, id); v.Kind != Unknown {
			return v
		}
		return Value{Kind: External, Name: "builtins." + id}
	}
	return shared(q.bound(at, id, at.Bindings(id)))
}

// starred looks a name up in the modules a file imports everything from.
func (q *query) starred(m *index.Module, id string) Value {
	for i := len(m.Stars) - 1; i >= 0; i-- {
		from := m.Stars[i]
		target := q.e.ws.Import(m, from.Level, from.Module)
		if target == nil {
			continue
		}
		if strings.HasPrefix(id, "_") {
			continue
		}
		if v := q.enter(starKey{target, id}, func() Value { return q.member(target, id) }); v.Kind != Unknown {
			return v
		}
	}
	return Value{}
}

type starKey struct {
	m  *index.Module
	id string
}

// bound joins what the bindings of one name say.
func (q *query) bound(block *index.Block, id string, at []index.Binding) Value {
	at = effective(at)
	if v, ok := q.imported(block.Module, at); ok {
		return v
	}
	values := make([]Value, 0, len(at))
	for _, b := range at {
		v := q.enter(b.Node, func() Value { return q.binding(block, id, b) })
		if v.Kind == Unknown {
			return Value{}
		}
		values = append(values, v)
	}
	return joinAll(values)
}

// effective leaves out the defs that do not decide a name's value: overloads
// before the real one, and the setter and deleter of a property.
func effective(at []index.Binding) []index.Binding {
	if len(at) < 2 {
		return at
	}
	var out []index.Binding
	for i, b := range at {
		if b.Kind == index.BindDef {
			role := defRole(b.Node)
			if role == "overload" && (i+1 < len(at) || len(out) > 0) {
				continue
			}
			if role == "setter" || role == "deleter" {
				continue
			}
		}
		if b.Kind == index.BindDeclare && b.Annotation == nil {
			continue
		}
		out = append(out, b)
	}
	if len(out) == 0 {
		return at[:1]
	}
	return out
}

func defRole(n ast.Node) string {
	var decorators []ast.Expr
	switch n := n.(type) {
	case *ast.FunctionDef:
		decorators = n.DecoratorList
	case *ast.AsyncFunctionDef:
		decorators = n.DecoratorList
	}
	for _, d := range decorators {
		switch d := d.(type) {
		case *ast.Name:
			if d.Ident == "overload" {
				return "overload"
			}
		case *ast.Attribute:
			if d.Attr == "overload" || d.Attr == "setter" || d.Attr == "deleter" {
				return d.Attr
			}
		}
	}
	return ""
}

// imported treats "try: from a import x / except ImportError: from b import x"
// as one import: the alternatives stand for the same thing by design.
func (q *query) imported(m *index.Module, at []index.Binding) (Value, bool) {
	if len(at) < 2 {
		return Value{}, false
	}
	var name string
	for _, b := range at {
		a, ok := b.Node.(*ast.Alias)
		if !ok || b.Kind != index.BindFrom || (name != "" && a.Name != name) {
			return Value{}, false
		}
		name = a.Name
	}
	var first Value
	for i, b := range at {
		v := q.enter(b.Node, func() Value { return q.binding(m.Block, name, b) })
		if i == 0 || first.Kind == Unknown || first.Kind == External && v.Kind != External && v.Kind != Unknown {
			first = v
		}
	}
	return first, true
}

func (q *query) binding(block *index.Block, id string, b index.Binding) Value {
	m := block.Module
	switch b.Kind {
	case index.BindDef:
		if fn := m.Function(b.Node); fn != nil {
			return q.definition(fn)
		}
	case index.BindClass:
		if c := m.Class(b.Node); c != nil {
			return Value{Kind: Class, Class: c}
		}
	case index.BindImport:
		alias := b.Node.(*ast.Alias)
		name := alias.Name
		if alias.Asname == "" {
			name, _, _ = strings.Cut(name, ".")
		}
		return q.module(m, 0, name)
	case index.BindFrom:
		from, alias := b.Stmt.(*ast.ImportFrom), b.Node.(*ast.Alias)
		target := q.module(m, from.Level, from.Module)
		if target.Kind != Module {
			return q.attribute(target, alias.Name)
		}
		if target.Module == m && alias.Name == id {
			// "from . import x" in an __init__ names the submodule.
			return q.module(target.Module, 0, join2(target.Module.Name, alias.Name))
		}
		return q.member(target.Module, alias.Name)
	case index.BindAssign, index.BindDeclare:
		if b.Annotation != nil {
			if v := q.annotation(m, b.Annotation); v.Kind != Unknown {
				if b.Value == nil {
					return v
				}
				// The annotation may say less than the value, as AsyncIterator does.
				if w := q.expr(m, b.Value); w.Kind == AsyncGenerator || w.Kind == v.Kind {
					return w
				}
				return v
			}
		}
		if b.Value != nil {
			return q.expr(m, b.Value)
		}
	case index.BindParam:
		return q.parameter(block, b)
	case index.BindFor:
		if c, ok := b.Stmt.(*ast.Comprehension); ok && c.IsAsync != 0 {
			return Value{}
		}
		if _, async := b.Stmt.(*ast.AsyncFor); async {
			return Value{}
		}
		return q.element(m, b.Value)
	case index.BindWith:
		_, async := b.Stmt.(*ast.AsyncWith)
		return q.entered(q.expr(m, b.Value), async)
	}
	return Value{}
}

func join2(a, b string) string {
	if a == "" {
		return b
	}
	return a + "." + b
}

// module is an imported module, or External when the workspace has none.
func (q *query) module(from *index.Module, level int, name string) Value {
	if m := q.e.ws.Import(from, level, name); m != nil {
		return Value{Kind: Module, Module: m, Name: name}
	}
	if level > 0 || name == "" {
		return Value{}
	}
	return Value{Kind: External, Name: name}
}

// member is an attribute of a module.
func (q *query) member(m *index.Module, name string) Value {
	if at := m.Block.Bindings(name); len(at) > 0 {
		return shared(q.bound(m.Block, name, at))
	}
	if m.IsPackage {
		if sub := q.e.ws.Import(m, 1, name); sub != nil {
			return Value{Kind: Module, Module: sub}
		}
	}
	return q.starred(m, name)
}

func (q *query) parameter(block *index.Block, b index.Binding) Value {
	m := block.Module
	arg := b.Node.(*ast.Arg)
	fn := block.Function
	if fn == nil || fn.Block != block {
		return Value{}
	}
	params := fn.Positional()
	if len(params) > 0 && params[0] == arg && fn.Class != nil {
		switch role := q.methodRole(fn); role {
		case "classmethod":
			return Value{Kind: Class, Class: fn.Class}
		case "staticmethod":
		default:
			return Value{Kind: Instance, Class: fn.Class}
		}
	}
	if b.Annotation != nil {
		return shared(q.annotation(m, b.Annotation))
	}
	for i, p := range params {
		if p == arg && q.active[memoKey{&q.e.returns, fn}] {
			return Value{Kind: Parameter, Index: i, Func: fn}
		}
	}
	return Value{}
}

// methodRole is "classmethod", "staticmethod" or "".
func (q *query) methodRole(fn *index.Function) string {
	if fn.Name == "__new__" || fn.Name == "__init_subclass__" || fn.Name == "__class_getitem__" {
		return "classmethod"
	}
	for _, d := range fn.Decorators {
		if n, ok := d.(*ast.Name); ok && (n.Ident == "classmethod" || n.Ident == "staticmethod") {
			return n.Ident
		}
	}
	return ""
}

// element is what a for loop over x binds.
func (q *query) element(m *index.Module, x ast.Expr) Value {
	if call, ok := x.(*ast.Call); ok && len(call.Args) > 0 {
		switch f := q.expr(m, call.Func); {
		case f.dotted() == "builtins.reversed" || f.dotted() == "builtins.sorted" || f.dotted() == "builtins.list":
			return q.element(m, call.Args[0])
		}
	} else if ok {
		if a, ok := call.Func.(*ast.Attribute); ok && a.Attr == "values" {
			if v := q.expr(m, a.Value); v.Kind == Mapping {
				return shared(deref(v.Of))
			}
		}
	}
	if v := q.expr(m, x); v.Kind == Collection {
		return shared(deref(v.Of))
	}
	return Value{}
}

// entered is what "with v as name" binds.
func (q *query) entered(v Value, async bool) Value {
	switch v.Kind {
	case Closing, Manager:
		return shared(deref(v.Of))
	case Instance:
		if v.Class == nil {
			if v.Name == "contextlib.AsyncExitStack" || v.Name == "contextlib.ExitStack" {
				return v
			}
			return Value{}
		}
		if async {
			if c := q.method(v, "__aenter__"); c.Kind == Coroutine {
				return shared(deref(c.Of))
			}
			return Value{}
		}
		return shared(q.method(v, "__enter__"))
	}
	return Value{}
}
