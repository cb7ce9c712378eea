package scope

import (
	"strings"

	"github.com/asynctools/asynctools/syntax/ast"
)

// Errors are those of Analyze(f), found in a tenth of the time for most files:
// scopes are built only of the top-level statements that are not obviously
// right, such as a function with a nonlocal or a walrus in a comprehension.
func Errors(f *ast.File) []ast.Error {
	rest, ok := doubtful(f)
	if !ok {
		return Analyze(f).Errors
	}
	if len(rest) == 0 {
		return nil
	}
	part := *f
	part.Mod = &ast.Module{Base: ast.Base{ID: f.Mod.NodeID()}, Body: rest}
	if len(Analyze(&part).Errors) == 0 {
		return nil
	}
	return Analyze(f).Errors // which comes first, others may decide
}

// doubtful are the statements of a file that Analyze has to look at, below what
// the file begins with if there are any. It is not ok when it has to see all.
func doubtful(f *ast.File) (rest []ast.Stmt, ok bool) {
	if _, is := f.Mod.(*ast.Module); !is || strings.Contains(f.Source.Text, "__debug__") {
		return nil, false
	}
	b := &builder{early: map[*ast.ImportFrom]bool{}}
	b.futureImports(f.Body())
	if len(b.errors) > 0 {
		return nil, false
	}
	p := plain{early: b.early}
	p.visit = p.node
	var future []ast.Stmt // they change what the others mean
	for _, s := range f.Body() {
		p.ok, p.depth, p.in = true, 0, region{}
		p.node(s)
		if p.ok {
			if i, is := s.(*ast.ImportFrom); is && b.early[i] {
				future = append(future, s)
			}
			continue
		}
		switch s.(type) {
		case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef:
			rest = append(rest, s)
		default:
			return nil, false
		}
	}
	if len(rest) > 0 {
		rest = append(future, rest...)
	}
	return rest, true
}

// region is where an expression or statement stands.
type region struct {
	function bool // in a function or lambda
	async    bool // in an async def, and in no other function inside
	loop     bool
	closed   bool // in a comprehension or annotation, where much is not allowed
	blocks   int8 // at least the statically nested blocks around
}

// plain gives up where a file stops being obviously right.
type plain struct {
	early map[*ast.ImportFrom]bool
	ok    bool
	depth int
	in    region
	visit func(ast.Node)

	// Of the function that is looked at.
	yields, returns bool
}

const (
	plainBlocks = 18   // CPython allows 20
	plainDepth  = 2000 // of the tree; Analyze minds its stack where this does not
)

func (p *plain) body(list []ast.Stmt, in region) {
	for _, s := range list {
		if !p.ok {
			return
		}
		p.in = in
		p.node(s)
	}
}

// expr looks at an expression that stands in a region.
func (p *plain) expr(x ast.Expr, in region) {
	if x == nil || !p.ok {
		return
	}
	saved := p.in
	p.in = in
	p.node(x)
	p.in = saved
}

func (p *plain) exprs(list []ast.Expr, in region) {
	for _, x := range list {
		p.expr(x, in)
	}
}

// spread is exprs where each may be starred.
func (p *plain) spread(list []ast.Expr, in region) {
	for _, x := range list {
		if s, ok := x.(*ast.Starred); ok {
			x = s.Value
		}
		p.expr(x, in)
	}
}

func (p *plain) node(n ast.Node) {
	if !p.ok {
		return
	}
	if p.depth++; p.depth > plainDepth {
		p.ok = false
		return
	}
	p.look(n)
	p.depth--
}

func (p *plain) look(n ast.Node) {
	in := p.in
	switch n := n.(type) {
	case *ast.Name, *ast.Constant, *ast.Pass:
	case *ast.Attribute:
		p.node(n.Value)
	case *ast.Call:
		p.node(n.Func)
		p.arguments(n.Args, n.Keywords, in)
	case *ast.Starred, *ast.Global, *ast.Nonlocal, *ast.Match, *ast.TryStar, *ast.TypeAlias, *ast.BadExpr, *ast.TemplateStr:
		p.ok = false
	case *ast.FunctionDef:
		p.function(n.Args, n.Body, n.DecoratorList, n.Returns, n.TypeParams, region{function: true})
	case *ast.AsyncFunctionDef:
		p.function(n.Args, n.Body, n.DecoratorList, n.Returns, n.TypeParams, region{function: true, async: true})
	case *ast.Lambda:
		p.parameters(n.Args)
		p.exprs(n.Args.Defaults, in)
		p.exprs(n.Args.KwDefaults, in)
		yields, returns := p.yields, p.returns
		p.expr(n.Body, region{function: true, closed: in.closed})
		p.yields, p.returns = yields, returns
	case *ast.ClassDef:
		p.ok = p.ok && len(n.TypeParams) == 0
		p.exprs(n.DecoratorList, in)
		p.arguments(n.Bases, n.Keywords, in)
		p.body(n.Body, region{})
	case *ast.Return:
		p.ok = in.function
		p.returns = p.returns || n.Value != nil
		p.expr(n.Value, in)
	case *ast.Yield:
		p.ok = in.function && !in.closed
		p.yields = true
		p.expr(n.Value, in)
	case *ast.YieldFrom:
		p.ok = in.function && !in.closed && !in.async
		p.yields = true
		p.expr(n.Value, in)
	case *ast.Await:
		p.ok = in.async
		p.expr(n.Value, in)
	case *ast.NamedExpr:
		p.ok = !in.closed
		p.expr(n.Value, in)
	case *ast.AnnAssign:
		p.expr(n.Target, in)
		p.annotation(n.Annotation)
		p.expr(n.Value, in)
	case *ast.For:
		p.loop(n.Target, n.Iter, n.Body, n.Orelse, in)
	case *ast.AsyncFor:
		p.ok = in.async
		p.loop(n.Target, n.Iter, n.Body, n.Orelse, in)
	case *ast.While:
		p.expr(n.Test, in)
		p.body(n.Body, p.deeper(in, 1, true))
		p.body(n.Orelse, in)
	case *ast.If:
		for {
			p.expr(n.Test, in)
			p.body(n.Body, in)
			next, ok := onlyIf(n.Orelse)
			if !ok {
				break
			}
			n = next
		}
		p.body(n.Orelse, in)
	case *ast.With:
		p.with(n.Items, n.Body, in)
	case *ast.AsyncWith:
		p.ok = in.async
		p.with(n.Items, n.Body, in)
	case *ast.Try:
		p.try(n, in)
	case *ast.Break, *ast.Continue:
		p.ok = in.loop
	case *ast.ImportFrom:
		p.ok = n.Module != "__future__" || n.Level != 0 || p.early[n]
		if len(n.Names) == 1 && n.Names[0].Name == "*" {
			p.ok = p.ok && p.depth == 1
		}
	case *ast.Tuple:
		p.display(n.Elts, n.Ctx, in)
	case *ast.List:
		p.display(n.Elts, n.Ctx, in)
	case *ast.Set:
		p.spread(n.Elts, in)
	case *ast.ListComp:
		p.comprehension(n.Generators, n.Elt, nil, in)
	case *ast.SetComp:
		p.comprehension(n.Generators, n.Elt, nil, in)
	case *ast.GeneratorExp:
		p.comprehension(n.Generators, n.Elt, nil, in)
	case *ast.DictComp:
		p.comprehension(n.Generators, n.Key, n.Value, in)
	default:
		ast.Children(n, p.visit)
	}
}

// deeper is a region inside blocks of a statement of in.
func (p *plain) deeper(in region, blocks int, loop bool) region {
	if int(in.blocks)+blocks > plainBlocks {
		p.ok = false
		return in
	}
	in.blocks += int8(blocks)
	in.loop = in.loop || loop
	return in
}

func (p *plain) loop(target, iter ast.Expr, body, orelse []ast.Stmt, in region) {
	p.expr(target, in)
	p.expr(iter, in)
	p.body(body, p.deeper(in, 1, true))
	p.body(orelse, in)
}

func (p *plain) with(items []*ast.WithItem, body []ast.Stmt, in region) {
	for _, i := range items {
		p.expr(i.ContextExpr, in)
		p.expr(i.OptionalVars, in)
	}
	p.body(body, p.deeper(in, min(len(items), plainBlocks+1), false))
}

func (p *plain) try(n *ast.Try, in region) {
	deep := p.deeper(in, 3, false) // finally, handlers, one handler
	p.body(n.Body, deep)
	for i, h := range n.Handlers {
		p.ok = p.ok && (h.Type != nil || i == len(n.Handlers)-1)
		p.expr(h.Type, in)
		p.body(h.Body, deep)
	}
	p.body(n.Orelse, deep)
	p.body(n.Finalbody, deep)
}

func (p *plain) function(args *ast.Arguments, body []ast.Stmt, decorators []ast.Expr, returns ast.Expr, tparams []ast.TypeParam, inside region) {
	in := p.in
	p.ok = p.ok && len(tparams) == 0
	p.exprs(decorators, in)
	p.exprs(args.Defaults, in)
	p.exprs(args.KwDefaults, in)
	p.parameters(args)
	for _, list := range [][]*ast.Arg{args.Posonlyargs, args.Args, args.Kwonlyargs} {
		for _, a := range list {
			p.annotation(a.Annotation)
		}
	}
	for _, a := range []*ast.Arg{args.Vararg, args.Kwarg} {
		if a != nil {
			p.annotation(a.Annotation)
		}
	}
	p.annotation(returns)
	outerYields, outerReturns := p.yields, p.returns
	p.yields, p.returns = false, false
	p.body(body, inside)
	p.ok = p.ok && !(inside.async && p.yields && p.returns)
	p.yields, p.returns = outerYields, outerReturns
}

func (p *plain) annotation(x ast.Expr) { p.expr(x, region{closed: true}) }

// parameters looks for one that is there twice. A private name is left to
// Analyze, which knows the class that it is private to.
func (p *plain) parameters(a *ast.Arguments) {
	n := 0
	var few [16]string
	names := few[:0]
	add := func(arg *ast.Arg) {
		if strings.HasPrefix(arg.Arg, "__") && !strings.HasSuffix(arg.Arg, "__") {
			p.ok = false
		}
		for _, have := range names {
			p.ok = p.ok && have != arg.Arg
		}
		if n++; n > 100 {
			p.ok = false // too many to compare each with each
			return
		}
		names = append(names, arg.Arg)
	}
	for _, list := range [][]*ast.Arg{a.Posonlyargs, a.Args, a.Kwonlyargs} {
		for _, arg := range list {
			add(arg)
		}
	}
	if a.Vararg != nil {
		add(a.Vararg)
	}
	if a.Kwarg != nil {
		add(a.Kwarg)
	}
}

func (p *plain) arguments(args []ast.Expr, keywords []*ast.Keyword, in region) {
	p.spread(args, in)
	if len(keywords) > 100 {
		p.ok = false
	}
	for i, k := range keywords {
		if !p.ok {
			return
		}
		for _, other := range keywords[:i] {
			p.ok = p.ok && (k.Arg == "" || k.Arg != other.Arg)
		}
		p.expr(k.Value, in)
	}
}

func (p *plain) display(elts []ast.Expr, ctx ast.ExprContext, in region) {
	if ctx == ast.Store {
		stars := 0
		for _, x := range elts {
			if _, ok := x.(*ast.Starred); ok {
				stars++
			}
		}
		p.ok = p.ok && (stars == 0 || stars == 1 && len(elts) < 256)
	}
	p.spread(elts, in)
}

func (p *plain) comprehension(gens []*ast.Comprehension, elt, value ast.Expr, in region) {
	in.closed = true
	for _, g := range gens {
		p.ok = p.ok && (g.IsAsync == 0 || in.async)
		p.expr(g.Target, in)
		p.expr(g.Iter, in)
		p.exprs(g.Ifs, in)
	}
	p.expr(elt, in)
	p.expr(value, in)
}
