package index

import (
	"strings"

	"github.com/asynctools/asynctools/syntax/ast"
)

// Build indexes a parsed file.
func Build(name, path string, f *ast.File) *Module {
	base := path[strings.LastIndexAny(path, `/\`)+1:]
	m := &Module{
		Name:      name,
		Path:      path,
		IsPackage: base == "__init__.py" || base == "__init__.pyi",
		IsStub:    strings.HasSuffix(base, ".pyi"),
		File:      f,
		parents:   make([]ast.Node, f.NumNodes+1),
		blocks:    map[ast.NodeID]*Block{},
		functions: map[ast.NodeID]*Function{},
		classes:   map[ast.NodeID]*Class{},
		tested:    map[string]bool{},
	}
	m.nodes = make([]ast.Node, 0, f.NumNodes/2) // some less are listed
	b := &builder{m: m}
	m.Block = b.open(ModuleBlock, f.Mod, nil)
	b.block = m.Block
	ast.Children(f.Mod, func(c ast.Node) {
		b.adopt(c, f.Mod)
		b.visit(c)
	})
	b.late = true
	for _, bind := range b.later {
		bind()
	}
	for _, fn := range b.methods {
		b.selfAttributes(fn)
	}
	for _, s := range f.Body() {
		switch s.(type) {
		case *ast.Import, *ast.ImportFrom:
			m.Imports = append(m.Imports, s)
		}
	}
	return m
}

type builder struct {
	m       *Module
	block   *Block
	methods []*Function
	slab    []Binding
	late    bool     // no more of later
	later   []func() // bindings of nonlocal names that the outer function binds further down
}

func (b *builder) open(kind BlockKind, n ast.Node, parent *Block) *Block {
	blk := &Block{Kind: kind, Node: n, Parent: parent, Module: b.m}
	if parent != nil && parent.Kind != ClassBlock {
		blk.Function = parent.Function
	}
	if n != nil {
		b.m.blocks[n.NodeID()] = blk
	}
	return blk
}

func (b *builder) bind(blk *Block, name string, at Binding) {
	from := blk
	switch {
	case name == "":
		return
	case blk.globals[name]:
		blk = b.m.Block
	case blk.nonlocals[name]:
		for blk = blk.Parent; blk != nil; blk = blk.Parent {
			if blk.Kind != ClassBlock && blk.names.has(name) {
				break
			}
		}
		if blk == nil {
			if !b.late {
				b.later = append(b.later, func() { b.bind(from, name, at) })
			}
			return
		}
	}
	blk.names.add(name, at, &b.slab)
}

func (b *builder) children(n ast.Node) {
	ast.Children(n, func(c ast.Node) {
		b.adopt(c, n)
		b.visit(c)
	})
}

func (b *builder) adopt(child, parent ast.Node) {
	if id := int(child.NodeID()); id < len(b.m.parents) {
		b.m.parents[id] = parent
	}
}

// within visits the children of n with blk as the block; the children that
// isOuter picks are visited in the block around.
func (b *builder) within(n ast.Node, blk *Block, isOuter func(ast.Node) bool) {
	saved := b.block
	ast.Children(n, func(c ast.Node) {
		b.adopt(c, n)
		b.block = blk
		if isOuter(c) {
			b.block = saved
		}
		b.visit(c)
	})
	b.block = saved
}

func (b *builder) visit(n ast.Node) {
	if IsListed(n.Kind()) {
		b.m.nodes = append(b.m.nodes, n)
	}
	switch n := n.(type) {
	case *ast.FunctionDef:
		b.function(&Function{
			Node: n, Name: n.Name, NamePos: n.NamePos, Args: n.Args, Body: n.Body,
			Decorators: n.DecoratorList, Annotation: n.Returns,
		})
		return
	case *ast.AsyncFunctionDef:
		b.function(&Function{
			Node: n, Name: n.Name, NamePos: n.NamePos, Args: n.Args, Body: n.Body,
			Decorators: n.DecoratorList, Annotation: n.Returns, Async: true,
		})
		return
	case *ast.ClassDef:
		b.class(n)
		return
	case *ast.Lambda:
		blk := b.open(LambdaBlock, n, b.block)
		b.lambda(n, blk)
		b.params(blk, n.Args)
		b.within(n, blk, func(c ast.Node) bool { return c != ast.Node(n.Body) })
		return
	case *ast.ListComp:
		b.comprehension(n, n.Generators)
		return
	case *ast.SetComp:
		b.comprehension(n, n.Generators)
		return
	case *ast.DictComp:
		b.comprehension(n, n.Generators)
		return
	case *ast.GeneratorExp:
		b.comprehension(n, n.Generators)
		return

	case *ast.Import:
		for _, a := range n.Names {
			name := a.Asname
			if name == "" {
				name, _, _ = strings.Cut(a.Name, ".")
			}
			b.bind(b.block, name, Binding{Kind: BindImport, Node: a, Stmt: n})
		}
	case *ast.ImportFrom:
		for _, a := range n.Names {
			switch {
			case a.Name == "*":
				if b.block.Kind == ModuleBlock {
					b.m.Stars = append(b.m.Stars, n)
				}
			case a.Asname != "":
				b.bind(b.block, a.Asname, Binding{Kind: BindFrom, Node: a, Stmt: n})
			default:
				b.bind(b.block, a.Name, Binding{Kind: BindFrom, Node: a, Stmt: n})
			}
		}
	case *ast.Global:
		if b.block.globals == nil {
			b.block.globals = map[string]bool{}
		}
		for _, name := range n.Names {
			b.block.globals[name] = true
		}
	case *ast.Nonlocal:
		if b.block.nonlocals == nil {
			b.block.nonlocals = map[string]bool{}
		}
		for _, name := range n.Names {
			b.block.nonlocals[name] = true
		}
	case *ast.Assign:
		for _, t := range n.Targets {
			b.target(t, Binding{Kind: BindAssign, Stmt: n, Value: n.Value})
		}
	case *ast.AnnAssign:
		kind := BindAssign
		if n.Value == nil {
			kind = BindDeclare
		}
		b.target(n.Target, Binding{Kind: kind, Stmt: n, Value: n.Value, Annotation: n.Annotation})
	case *ast.AugAssign:
		b.target(n.Target, Binding{Kind: BindOther, Stmt: n})
	case *ast.NamedExpr:
		b.walrus(n)
	case *ast.TypeAlias:
		b.target(n.Name, Binding{Kind: BindAssign, Stmt: n, Value: n.Value})
	case *ast.Delete:
		for _, t := range n.Targets {
			b.target(t, Binding{Kind: BindOther, Stmt: n})
		}
	case *ast.For:
		b.target(n.Target, Binding{Kind: BindFor, Stmt: n, Value: n.Iter})
	case *ast.AsyncFor:
		b.target(n.Target, Binding{Kind: BindFor, Stmt: n, Value: n.Iter})
	case *ast.Comprehension:
		b.target(n.Target, Binding{Kind: BindFor, Stmt: n, Value: n.Iter})
	case *ast.With:
		b.withItems(n, n.Items)
	case *ast.AsyncWith:
		b.withItems(n, n.Items)
	case *ast.ExceptHandler:
		b.bind(b.block, n.Name, Binding{Kind: BindExcept, Node: n, Stmt: n, Value: n.Type})
	case *ast.MatchAs:
		b.bind(b.block, n.Name, Binding{Kind: BindMatch, Node: n, Stmt: n})
	case *ast.MatchStar:
		b.bind(b.block, n.Name, Binding{Kind: BindOther, Node: n, Stmt: n})
	case *ast.Match:
		b.tests(n.Subject)
	case *ast.Call:
		// isinstance(x, T), hasattr(x, "y"), inspect.isasyncgen(x), callable(x)
		if len(n.Args) > 0 && isTest(n.Func) {
			b.tests(n.Args[0])
		}
	case *ast.Compare:
		b.tests(n.Left)
	case *ast.TypeVar, *ast.ParamSpec, *ast.TypeVarTuple:
		b.m.hasTypeParams = true
	case *ast.MatchMapping:
		b.bind(b.block, n.Rest, Binding{Kind: BindOther, Node: n, Stmt: n})

	case *ast.Yield, *ast.YieldFrom:
		if fn := b.block.Function; fn != nil && b.block == fn.Block {
			fn.Yields = append(fn.Yields, n)
		}
	case *ast.Return:
		if fn := b.block.Function; fn != nil && b.block == fn.Block {
			fn.Returns = append(fn.Returns, n)
		}
	}
	b.children(n)
}

func (b *builder) function(fn *Function) {
	fn.Module = b.m
	outer := b.block
	b.bind(outer, fn.Name, Binding{Kind: BindDef, Node: fn.Node, Stmt: fn.Node})
	if outer.Kind == ClassBlock {
		fn.Class = outer.Class
		b.methods = append(b.methods, fn)
	} else {
		fn.Outer = outer.Function
		if outer.Kind == FunctionBlock {
			outer.Function.Inner = append(outer.Function.Inner, fn)
		}
	}
	blk := b.open(FunctionBlock, fn.Node, outer)
	blk.Function = fn
	fn.Block = blk
	b.m.functions[fn.Node.NodeID()] = fn
	b.params(blk, fn.Args)
	b.within(fn.Node, blk, func(c ast.Node) bool { return !isBody(fn.Body, c) })
}

func (b *builder) class(n *ast.ClassDef) {
	b.bind(b.block, n.Name, Binding{Kind: BindClass, Node: n, Stmt: n})
	c := &Class{Module: b.m, Node: n, Self: map[string][]Binding{}}
	if b.block.Kind == ClassBlock {
		c.Outer = b.block.Class
	}
	c.Block = b.open(ClassBlock, n, b.block)
	c.Block.Class = c
	b.m.classes[n.NodeID()] = c
	b.within(n, c.Block, func(x ast.Node) bool { return !isBody(n.Body, x) })
}

func (b *builder) comprehension(n ast.Node, gens []*ast.Comprehension) {
	b.within(n, b.open(ComprehensionBlock, n, b.block), func(ast.Node) bool { return false })
}

func (b *builder) params(blk *Block, args *ast.Arguments) {
	if args == nil {
		return
	}
	add := func(a *ast.Arg) {
		if a != nil {
			b.bind(blk, a.Arg, Binding{Kind: BindParam, Node: a, Stmt: blk.Node, Annotation: a.Annotation})
		}
	}
	for _, list := range [][]*ast.Arg{args.Posonlyargs, args.Args, args.Kwonlyargs} {
		for _, a := range list {
			add(a)
		}
	}
	// *args and **kwargs are a tuple and a dict of what is annotated.
	for _, a := range []*ast.Arg{args.Vararg, args.Kwarg} {
		if a != nil {
			b.bind(blk, a.Arg, Binding{Kind: BindOther, Node: a, Stmt: blk.Node})
		}
	}
}

// target binds the names of an assignment target; names inside a tuple or a
// list get BindOther, because their value is only a part of at.Value.
func (b *builder) target(t ast.Expr, at Binding) {
	switch t := t.(type) {
	case *ast.Name:
		at.Node = t
		b.bind(b.block, t.Ident, at)
	case *ast.Tuple:
		for _, e := range t.Elts {
			b.target(e, at.part())
		}
	case *ast.List:
		for _, e := range t.Elts {
			b.target(e, at.part())
		}
	case *ast.Starred:
		b.target(t.Value, at.part())
	}
}

// part is the binding of a name inside the target that at is the binding of.
func (at Binding) part() Binding {
	if at.Value == nil {
		return Binding{Kind: BindOther, Stmt: at.Stmt}
	}
	return Binding{Kind: BindPart, Stmt: at.Stmt, Value: at.Value}
}

// lambda indexes a lambda as a function of its own, though the blocks inside
// it belong to the def around.
func (b *builder) lambda(n *ast.Lambda, blk *Block) {
	fn := &Function{Module: b.m, Name: "<lambda>", NamePos: n.Pos(), Args: n.Args, Lambda: n, Outer: blk.Function, Block: blk}
	if b.m.lambdas == nil {
		b.m.lambdas = map[ast.NodeID]*Function{}
	}
	b.m.lambdas[n.NodeID()] = fn
}

// tests notes a name that the code looks into, so that it is known to be
// narrowed somewhere.
func (b *builder) tests(x ast.Expr) {
	switch x := x.(type) {
	case *ast.Name:
		b.m.tested[x.Ident] = true
	case *ast.NamedExpr:
		b.tests(x.Target)
	case *ast.Attribute:
		b.m.tested["."+x.Attr] = true
	}
}

func isTest(f ast.Expr) bool {
	name := ""
	switch f := f.(type) {
	case *ast.Name:
		name = f.Ident
	case *ast.Attribute:
		name = f.Attr
	}
	switch name {
	case "isinstance", "issubclass", "hasattr", "callable", "isasyncgen", "iscoroutine", "isawaitable", "isfuture":
		return true
	}
	return false
}

// walrus binds in the nearest block that is no comprehension (PEP 572).
func (b *builder) walrus(n *ast.NamedExpr) {
	name, ok := n.Target.(*ast.Name)
	if !ok {
		return
	}
	blk := b.block
	for blk.Kind == ComprehensionBlock && blk.Parent != nil {
		blk = blk.Parent
	}
	b.bind(blk, name.Ident, Binding{Kind: BindAssign, Node: name, Stmt: n, Value: n.Value})
}

func (b *builder) withItems(stmt ast.Node, items []*ast.WithItem) {
	for _, item := range items {
		if item.OptionalVars != nil {
			b.target(item.OptionalVars, Binding{Kind: BindWith, Stmt: stmt, Value: item.ContextExpr})
		}
	}
}

// selfAttributes notes what a method assigns to attributes of its first
// parameter. Nested functions are left out: when they run is not known.
func (b *builder) selfAttributes(fn *Function) {
	params := fn.Positional()
	if len(params) == 0 || isStatic(fn) {
		return
	}
	self := params[0].Arg
	note := func(t ast.Expr, at Binding) {
		a, ok := t.(*ast.Attribute)
		if !ok {
			return
		}
		if n, ok := a.Value.(*ast.Name); ok && n.Ident == self {
			at.Node = a
			fn.Class.Self[a.Attr] = append(fn.Class.Self[a.Attr], at)
		}
	}
	for _, s := range fn.Body {
		ast.Inspect(s, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef, *ast.Lambda:
				return false
			case *ast.Assign:
				for _, t := range n.Targets {
					note(t, Binding{Kind: BindAssign, Stmt: n, Value: n.Value})
					spread(t, func(part ast.Expr) { note(part, Binding{Kind: BindPart, Stmt: n, Value: n.Value}) })
				}
			case *ast.AnnAssign:
				kind := BindAssign
				if n.Value == nil {
					kind = BindDeclare
				}
				note(n.Target, Binding{Kind: kind, Stmt: n, Value: n.Value, Annotation: n.Annotation})
			case *ast.AugAssign:
				note(n.Target, Binding{Kind: BindOther, Stmt: n})
			case *ast.For:
				note(n.Target, Binding{Kind: BindFor, Stmt: n, Value: n.Iter})
			case *ast.AsyncFor:
				note(n.Target, Binding{Kind: BindFor, Stmt: n, Value: n.Iter})
			case *ast.WithItem:
				if n.OptionalVars != nil {
					note(n.OptionalVars, Binding{Kind: BindWith, Stmt: b.m.Parent(n), Value: n.ContextExpr})
				}
			}
			return true
		})
	}
}

func spread(t ast.Expr, f func(ast.Expr)) {
	switch t := t.(type) {
	case *ast.Tuple:
		for _, e := range t.Elts {
			f(e)
			spread(e, f)
		}
	case *ast.List:
		for _, e := range t.Elts {
			f(e)
			spread(e, f)
		}
	case *ast.Starred:
		f(t.Value)
	}
}

func isStatic(fn *Function) bool {
	for _, d := range fn.Decorators {
		if n, ok := d.(*ast.Name); ok && n.Ident == "staticmethod" {
			return true
		}
	}
	return false
}
