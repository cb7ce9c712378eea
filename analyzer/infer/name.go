package infer

import (
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// name is the value of a name as block sees it, whichever of its bindings the
// use comes after.
func (q *query) name(block *index.Block, id string) Value {
	at := block.Resolve(id)
	if at == nil {
		return q.unbound(block.Module, id)
	}
	return shared(q.bound(at, id, at.Bindings(id)))
}

// local is the value of a name where it stands.
func (q *query) local(m *index.Module, x *ast.Name) Value {
	block := m.BlockAt(x)
	at := block.Resolve(x.Ident)
	if at == nil {
		return q.unbound(m, x.Ident)
	}
	all := at.Bindings(x.Ident)
	if len(all) < 2 || !runsIn(block, at) {
		return shared(q.bound(at, x.Ident, all))
	}
	reach := reaching(m, x, at, all)
	v := shared(q.bound(at, x.Ident, reach))
	if len(reach) < len(all) && known(v).Kind == Unknown {
		// What is declared holds for every assignment.
		for _, b := range all {
			if b.Annotation != nil {
				return shared(q.annotation(m, b.Annotation))
			}
		}
	}
	return v
}

// runsIn reports that code of block runs when control in the block at passes.
func runsIn(block, at *index.Block) bool {
	for block != at && block != nil && block.Kind == index.ComprehensionBlock {
		block = block.Parent
	}
	return block == at && (at.Kind == index.FunctionBlock || at.Kind == index.ModuleBlock)
}

func (q *query) unbound(m *index.Module, id string) Value {
	if v := q.starred(m, id); v.Kind != Unknown {
		return v
	}
	if m.Bundled && m.Name == "builtins" {
		return Value{Kind: External, Name: "builtins." + id}
	}
	return q.external("builtins." + id)
}

// starred looks a name up in the modules a file imports everything from.
func (q *query) starred(m *index.Module, id string) Value {
	for i := len(m.Stars) - 1; i >= 0; i-- {
		from := m.Stars[i]
		target := q.module(m, from.Level, from.Module)
		switch target.Kind {
		case External:
			if strings.HasPrefix(id, "_") {
				continue
			}
			if v := q.external(target.Name + "." + id); v.entry != (entry{}) || isTypingName(target.Name, id) {
				return v
			}
		case Module:
			if !q.offers(target.Module, id) {
				continue
			}
			if v := q.enter(starKey{target.Module, id}, func() Value { return q.member(target.Module, id) }); v.Kind != Unknown {
				return v
			}
		}
	}
	return Value{}
}

type starKey struct {
	m  *index.Module
	id string
}

// offers tells whether "from m import *" brings a name: those of __all__,
// where it is a plain list, or else those without an underscore in front.
func (q *query) offers(m *index.Module, id string) bool {
	at := m.Block.Bindings("__all__")
	if len(at) != 1 || at[0].Kind != index.BindAssign {
		return !strings.HasPrefix(id, "_")
	}
	var elts []ast.Expr
	switch x := at[0].Value.(type) {
	case *ast.List:
		elts = x.Elts
	case *ast.Tuple:
		elts = x.Elts
	default:
		return !strings.HasPrefix(id, "_")
	}
	for _, e := range elts {
		text, ok := stringLiteral(e)
		if !ok || text == id {
			return true
		}
	}
	return false
}

// maxBindings bounds how many bindings of one name are joined. A name that is
// bound more often is used for one thing after the other.
const maxBindings = 60

// bound joins what the bindings of one name say.
func (q *query) bound(block *index.Block, id string, at []index.Binding) Value {
	switch {
	case len(at) == 1:
		return q.oneBinding(block, id, at[0])
	case len(at) > maxBindings:
		return Value{}
	}
	at = q.live(block.Module, effective(at))
	if len(at) == 1 {
		return q.oneBinding(block, id, at[0])
	}
	if v, ok := q.imported(block, id, at); ok {
		return v
	}
	values := make([]Value, 0, len(at))
	for _, b := range at {
		v := q.oneBinding(block, id, b)
		if v.Kind == Unknown {
			return Value{}
		}
		values = append(values, v)
	}
	return joinAll(values)
}

func (q *query) oneBinding(block *index.Block, id string, b index.Binding) Value {
	if b.Kind == index.BindOther {
		return Value{}
	}
	return q.binds(block.Module, b.Node, func() Value { return q.binding(block, id, b) })
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

// live leaves out the bindings under tests that a type checker decides:
// TYPE_CHECKING, and sys.version_info against the target version.
func (q *query) live(m *index.Module, at []index.Binding) []index.Binding {
	out := at[:0:0]
	for _, b := range at {
		if !q.isDead(m, b.Stmt) {
			out = append(out, b)
		}
	}
	if len(out) == 0 {
		return at
	}
	return out
}

func (q *query) isDead(m *index.Module, n ast.Node) bool {
	for child, up := n, m.Parent(n); up != nil; child, up = up, m.Parent(up) {
		s, ok := up.(*ast.If)
		if !ok {
			continue
		}
		truth, decided := decide(s.Test, q.e.ws.TargetMinor())
		if !decided {
			continue
		}
		inElse := len(s.Orelse) > 0 && child.Pos() >= s.Orelse[0].Pos()
		if inElse == truth {
			return true
		}
	}
	return false
}

// newest is the minor version that code without a target is for.
const newest = 14

// VersionTest is the outcome of a comparison of sys.version_info that the target
// version decides.
func (e *Engine) VersionTest(test ast.Expr) (truth, decided bool) {
	if _, compares := test.(*ast.Compare); !compares {
		return false, false
	}
	return decide(test, e.ws.TargetMinor())
}

func decide(test ast.Expr, minor int) (truth, decided bool) {
	if minor == 0 {
		minor = newest
	}
	switch t := test.(type) {
	case *ast.Name:
		return true, t.Ident == "TYPE_CHECKING"
	case *ast.Attribute:
		return true, t.Attr == "TYPE_CHECKING"
	case *ast.UnaryOp:
		truth, decided = decide(t.Operand, minor)
		return !truth, decided && t.Op == ast.Not
	case *ast.Compare:
		left, ok := t.Left.(*ast.Attribute)
		if !ok || left.Attr != "version_info" || len(t.Ops) != 1 {
			return false, false
		}
		version, ok := t.Comparators[0].(*ast.Tuple)
		if !ok || len(version.Elts) == 0 {
			return false, false
		}
		major, ok := intLiteral(version.Elts[0])
		if !ok || major < 2 {
			return false, false
		}
		other := 0
		if len(version.Elts) > 1 {
			if other, ok = intLiteral(version.Elts[1]); !ok {
				return false, false
			}
		}
		diff := (3-major)*100 + minor - other
		switch t.Ops[0] {
		case ast.GtE, ast.Gt:
			return diff >= 0, true
		case ast.Lt, ast.LtE:
			return diff < 0, true
		}
	}
	return false, false
}

// imported treats "try: from a import x / except ImportError: ..." as one
// import: the alternatives stand for the same thing by design, and the first
// that is known tells which.
func (q *query) imported(block *index.Block, id string, at []index.Binding) (Value, bool) {
	m := block.Module
	first, ok := at[0].Node.(*ast.Alias)
	if !ok {
		return Value{}, false
	}
	for _, b := range at[1:] {
		a, ok := b.Node.(*ast.Alias)
		if (!ok || b.Kind != index.BindFrom || a.Name != first.Name) && !isImportFallback(m, b.Stmt) {
			return Value{}, false
		}
	}
	var out Value
	for i, b := range at {
		if _, ok := b.Node.(*ast.Alias); !ok && i > 0 {
			continue // a makeshift, which need not be quite the same
		}
		v := q.oneBinding(block, id, b)
		if i == 0 || out.Kind == Unknown || isOpaque(out) && !isOpaque(v) && v.Kind != Unknown {
			out = v
		}
	}
	return out, true
}

func isOpaque(v Value) bool {
	return v.Kind == External && v.entry == (entry{}) && !isTyping(v.Name)
}

func isTyping(name string) bool {
	return strings.HasPrefix(name, "typing.") || strings.HasPrefix(name, "collections.abc.") || strings.HasPrefix(name, "contextlib.")
}

// isImportFallback reports a statement of an "except ImportError".
func isImportFallback(m *index.Module, n ast.Node) bool {
	for up := n; up != nil; up = m.Parent(up) {
		h, ok := up.(*ast.ExceptHandler)
		if !ok {
			continue
		}
		types := []ast.Expr{h.Type}
		if t, ok := h.Type.(*ast.Tuple); ok {
			types = t.Elts
		}
		for _, t := range types {
			if n, ok := t.(*ast.Name); ok && (n.Ident == "ImportError" || n.Ident == "ModuleNotFoundError") {
				return true
			}
		}
	}
	return false
}

func join2(a, b string) string {
	if a == "" {
		return b
	}
	return a + "." + b
}

// module is an imported module, or External when the program has none. The
// bundled table goes before a library of the environment, so that what is
// known of it does not depend on what is installed.
func (q *query) module(from *index.Module, level int, name string) Value {
	if from.Bundled {
		return Value{Kind: External, Name: name}
	}
	if m := q.importing(from, level, name); m != nil && !(m.Library && q.e.bundled(name) != nil) {
		return Value{Kind: Module, Module: m, Name: name}
	}
	if level > 0 || name == "" {
		return Value{}
	}
	return Value{Kind: External, Name: name, Module: from}
}

// member is an attribute of a module.
func (q *query) member(m *index.Module, name string) Value {
	if at := m.Block.Bindings(name); len(at) > 0 {
		v := shared(q.bound(m.Block, name, at))
		if v.Kind == Unknown && m.Library {
			if stub := q.stub(m); stub != nil {
				return q.member(stub, name)
			}
		}
		return v
	}
	if m.IsPackage {
		if sub := q.importing(m, 1, name); sub != nil {
			return Value{Kind: Module, Module: sub}
		}
	}
	if v := q.starred(m, name); v.Kind != Unknown || !m.Library {
		return v
	}
	// Made at run time, or somewhere else: the stub may know it. One that is
	// partial leaves the rest to the package.
	if stub := q.stub(m); stub != nil && len(stub.Block.Bindings(name)) > 0 {
		return q.member(stub, name)
	}
	return Value{}
}

func (q *query) parameter(block *index.Block, b index.Binding) Value {
	m := block.Module
	arg := b.Node.(*ast.Arg)
	fn := block.Function
	if block.Kind == index.LambdaBlock {
		fn = m.Lambda(block.Node)
	}
	if fn == nil || fn.Block != block {
		return Value{}
	}
	params := fn.Parameters()
	if len(params) > 0 && params[0] == arg && fn.Class != nil {
		switch role := q.methodRole(fn); role {
		case "classmethod":
			return Value{Kind: TypeForm, Of: ref(q.selfType(fn.Class))}
		case "staticmethod":
		default:
			return q.selfType(fn.Class)
		}
	}
	if b.Annotation != nil {
		if v := q.annotation(m, b.Annotation); v.Kind != Unknown {
			return shared(v)
		}
	}
	for i, p := range params {
		if p == arg {
			return Value{Kind: Parameter, Index: int32(i), Func: fn}
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
