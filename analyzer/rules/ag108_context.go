package rules

import (
	"slices"
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

// servesAsContext reports an async generator function that is made into a
// context manager, a fixture or the like; unsure, one that may be.
func servesAsContext(p *analyzer.Pass, fn *index.Function) (is, unsure bool) {
	for _, d := range fn.Decorators {
		x := d
		if c, ok := x.(*ast.Call); ok {
			x = c.Func
		}
		name := strings.ToLower(index.LastName(x))
		if strings.Contains(name, "contextmanager") || strings.Contains(name, "fixture") || strings.Contains(name, "lifespan") {
			return true, false
		}
		unsure = true
		if makesManager(p, p.Module, d) {
			return true, false
		}
		switch p.Infer.DottedName(p.Module, x) {
		case "builtins.staticmethod", "builtins.classmethod", "typing.override", "typing.final", "abc.abstractmethod", "typing_extensions.override":
			unsure = false
		}
	}
	if p.Infer.Definition(fn).Kind == infer.ManagerFactory {
		return true, false
	}
	return isHandedToMaker(p, fn), unsure
}

// isHandedToMaker reports a function that its file hands to a maker of context
// managers by name: asynccontextmanager(f), Depends(f), lifespan=f.
func isHandedToMaker(p *analyzer.Pass, fn *index.Function) bool {
	p.Infer.LooksAround()
	return p.Memo(wrappedKey{fn.Module}, func() any { return wrapped(fn.Module) }).(map[string]bool)[fn.Name]
}

// isRegistered reports a function that any file of the program hands to such a maker,
// or to a function or class that gives it to asynccontextmanager.
func isRegistered(p *analyzer.Pass, fn *index.Function) bool {
	p.Infer.LooksAround()
	if isHandedIn(p, fn.Module, fn) {
		return true
	}
	return slices.ContainsFunc(p.Infer.Members(fn.Module), func(m *index.Module) bool {
		return m.Path != fn.Module.Path && m.Mentions(fn.Name) && isHandedIn(p, m, fn)
	})
}

type wrappedKey struct{ m *index.Module }

// wrapped are the names that a file hands to makers of context managers.
func wrapped(m *index.Module) map[string]bool {
	out := map[string]bool{}
	if !m.Mentions("contextmanager(") && !m.Mentions("Depends(") && !m.Mentions("lifespan") && !m.Mentions("dependency") {
		return out
	}
	for _, n := range m.Nodes() {
		call, ok := n.(*ast.Call)
		if !ok {
			continue
		}
		for _, x := range arguments(call) {
			if !isForManager(call, x) {
				continue
			}
			out[index.LastName(x)] = true
			for _, name := range loopedOver(m, x) {
				out[name] = true
			}
		}
	}
	return out
}

// isForManager reports the argument of a call of which that makes a context manager,
// by the names of both.
func isForManager(call *ast.Call, x ast.Expr) bool {
	name := index.LastName(call.Func)
	if len(call.Args) > 0 && call.Args[0] == x && (strings.HasSuffix(name, "contextmanager") || name == "Depends") {
		return true
	}
	return slices.ContainsFunc(call.Keywords, func(k *ast.Keyword) bool {
		return k.Value == x && (k.Arg == "lifespan" || k.Arg == "dependency")
	})
}

// loopedOver are the names in what a loop or comprehension goes over that gives x its
// value: f and g of "for x in (f, g)", also where that is kept under a name.
func loopedOver(m *index.Module, x ast.Expr) []string {
	var out []string
	block := m.BlockAt(x)
	for _, b := range bindingsOf(block, x) {
		if b.Kind != index.BindFor || b.Value == nil {
			continue
		}
		ast.Inspect(b.Value, func(n ast.Node) bool {
			x, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			out = append(out, index.LastName(x))
			for _, kept := range bindingsOf(block, x) {
				if kept.Kind == index.BindAssign && kept.Value != nil {
					ast.Inspect(kept.Value, func(n ast.Node) bool {
						if x, ok := n.(ast.Expr); ok {
							out = append(out, index.LastName(x))
						}
						return true
					})
				}
			}
			return true
		})
	}
	return out
}

// bindingsOf are those of the name that x is, as seen from a block.
func bindingsOf(block *index.Block, x ast.Expr) []index.Binding {
	name, ok := x.(*ast.Name)
	if !ok {
		return nil
	}
	if block = block.Resolve(name.Ident); block == nil {
		return nil
	}
	return block.Bindings(name.Ident)
}

// isHandedIn reports a call in m that gets fn and makes a context manager of it.
func isHandedIn(p *analyzer.Pass, m *index.Module, fn *index.Function) bool {
	for _, n := range m.Nodes() {
		call, ok := n.(*ast.Call)
		if !ok {
			continue
		}
		for _, x := range arguments(call) {
			if !mayName(m, x, fn.Name) {
				continue
			}
			v := p.Infer.Expr(m, x)
			if v.Kind != infer.Function || v.Func.Module.Path != fn.Module.Path || v.Func.QualName() != fn.QualName() {
				continue
			}
			if isForManager(call, x) {
				return true
			}
			if maker, skip := takerIn(p, m, call.Func); maker != nil {
				if name := parameterFor(maker, call, x, skip); name != "" && givesToMaker(p, maker, name, 0) {
					return true
				}
			}
		}
	}
	return false
}

// maxMakers bounds how many functions are followed that call each other.
const maxMakers = 4

// makesManager reports a decorator of the program that gives to asynccontextmanager
// what it decorates.
func makesManager(p *analyzer.Pass, m *index.Module, d ast.Expr) bool {
	if maker, skip := takerIn(p, m, d); maker != nil {
		return givesFirst(p, maker, skip)
	}
	call, ok := d.(*ast.Call)
	if !ok {
		return false
	}
	// What it gives is not one function: "decorate(fn) if fn else decorate", or a
	// partial of itself.
	maker, skip := takerIn(p, m, call.Func)
	return maker != nil && (givesFirst(p, maker, skip) || slices.ContainsFunc(maker.Inner, func(fn *index.Function) bool { return givesFirst(p, fn, 0) }))
}

// givesFirst is givesToMaker for the first parameter that a call fills in.
func givesFirst(p *analyzer.Pass, fn *index.Function, skip int) bool {
	params := fn.Positional()
	return skip < len(params) && givesToMaker(p, fn, params[skip].Arg, 0)
}

// takerIn is the function of the program that gets the arguments of a call of f, and
// how many parameters are filled in before them.
func takerIn(p *analyzer.Pass, m *index.Module, f ast.Expr) (fn *index.Function, skip int) {
	v := p.Infer.Expr(m, f)
	switch v.Kind {
	case infer.Class:
		v, _, _ = p.Infer.Attribute(v, "__init__")
		skip = 1
	case infer.Instance:
		v, _, _ = p.Infer.Attribute(v, "__call__")
		skip = 1
	case infer.Function:
		if v.Receiver != nil {
			skip = 1
		}
	}
	if v.Func == nil || v.Kind != infer.Function && v.Kind != infer.Lambda || v.Func.Module.Library {
		return nil, 0
	}
	return v.Func, skip
}

// parameterFor is the name of the parameter that gets an argument, or "".
func parameterFor(fn *index.Function, call *ast.Call, x ast.Expr, skip int) string {
	for _, k := range call.Keywords {
		if k.Value == x {
			return k.Arg
		}
	}
	i := slices.Index(call.Args, x)
	params := fn.Positional()
	switch {
	case i >= 0 && i+skip < len(params):
		return params[i+skip].Arg
	case i >= 0 && fn.Args != nil && fn.Args.Vararg != nil:
		return fn.Args.Vararg.Arg
	}
	return ""
}

// givesToMaker reports that a function, or one inside of it, gives a parameter to
// asynccontextmanager, itself or by another function of the program, or keeps it in
// an attribute that its class gives there.
func givesToMaker(p *analyzer.Pass, fn *index.Function, param string, depth int) bool {
	if depth >= maxMakers {
		return false
	}
	m := fn.Module
	isGiven := func(x ast.Expr) bool {
		n, ok := x.(*ast.Name)
		return ok && n.Ident == param && m.BlockAt(n).Resolve(param) == fn.Block
	}
	isParam := func(x ast.Expr) bool {
		return isGiven(x) || slices.ContainsFunc(bindingsOf(m.BlockAt(x), x), func(b index.Binding) bool {
			return (b.Kind == index.BindAssign || b.Kind == index.BindFor) && b.Value != nil && isGiven(b.Value)
		})
	}
	root := ast.Node(fn.Node)
	if fn.Lambda != nil {
		root = fn.Lambda
	}
	gives := false
	ast.Inspect(root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Call:
			for _, x := range arguments(n) {
				gives = gives || isParam(x) && (takesForManager(p, m, n, x, depth) || keepsFor(p, fn, n.Func))
			}
		case *ast.Assign:
			gives = gives || isParam(n.Value) && keepsFor(p, fn, n.Targets[0])
		}
		return !gives
	})
	return gives
}

// takesForManager reports a call that makes a context manager of its argument x.
func takesForManager(p *analyzer.Pass, m *index.Module, call *ast.Call, x ast.Expr, depth int) bool {
	if isContextMaker(p, m, call.Func) {
		return len(call.Args) > 0 && call.Args[0] == x
	}
	maker, skip := takerIn(p, m, call.Func)
	if maker == nil {
		return false
	}
	name := parameterFor(maker, call, x, skip)
	return name != "" && givesToMaker(p, maker, name, depth+1)
}

// isContextMaker reports asynccontextmanager, under whatever name.
func isContextMaker(p *analyzer.Pass, m *index.Module, f ast.Expr) bool {
	return mayName(m, f, "asynccontextmanager") && p.Infer.DottedName(m, f) == "contextlib.asynccontextmanager"
}

// keepsFor reports that what fn puts into an attribute, or into a container that is
// one, is given to asynccontextmanager by its class: x is self.a, self.a[key] or
// self.a.append.
func keepsFor(p *analyzer.Pass, fn *index.Function, x ast.Expr) bool {
	if sub, ok := x.(*ast.Subscript); ok {
		x = sub.Value
	} else if method, ok := x.(*ast.Attribute); ok && method.Value.Kind() == ast.AttributeKind {
		x = method.Value
	}
	a, ok := x.(*ast.Attribute)
	return ok && fn.Class != nil && givesAttribute(p, fn.Class, a.Attr)
}

// givesAttribute reports a class that gives its attribute, or an item of that, to
// asynccontextmanager.
func givesAttribute(p *analyzer.Pass, c *index.Class, attr string) bool {
	gives := false
	p.Infer.LooksAround()
	ast.Inspect(c.Node, func(n ast.Node) bool {
		if call, ok := n.(*ast.Call); ok && len(call.Args) > 0 && isContextMaker(p, c.Module, call.Func) {
			x := call.Args[0]
			gives = gives || slices.Contains(loopedOver(c.Module, x), attr)
			if sub, ok := x.(*ast.Subscript); ok {
				x = sub.Value
			}
			a, ok := x.(*ast.Attribute)
			gives = gives || ok && a.Attr == attr
		}
		return !gives
	})
	return gives
}
