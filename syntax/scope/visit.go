package scope

import (
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// The visit follows the order of CPython's symbol table, which decides the
// order of scopes, symbols and errors.

func (b *builder) body(list []ast.Stmt) {
	for _, s := range list {
		b.stmt(s)
	}
}

func (b *builder) exprs(list []ast.Expr) {
	for _, e := range list {
		if e != nil {
			b.expr(e)
		}
	}
}

func (b *builder) opt1(e ast.Expr) {
	if e != nil {
		b.expr(e)
	}
}

func (b *builder) stmt(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.FunctionDef:
		b.function(s, s.Name, s.Args, s.Body, s.DecoratorList, s.Returns, s.TypeParams, false)
	case *ast.AsyncFunctionDef:
		b.function(s, s.Name, s.Args, s.Body, s.DecoratorList, s.Returns, s.TypeParams, true)
	case *ast.ClassDef:
		b.classDef(s)
	case *ast.TypeAlias:
		b.typeAlias(s)
	case *ast.Return:
		if s.Value != nil {
			b.expr(s.Value)
			b.cur.ReturnsValue = true
		}
	case *ast.Delete:
		b.exprs(s.Targets)
	case *ast.Assign:
		b.exprs(s.Targets)
		b.expr(s.Value)
	case *ast.AnnAssign:
		b.annAssign(s)
	case *ast.AugAssign:
		b.expr(s.Target)
		b.expr(s.Value)
	case *ast.For:
		b.loop(s.Target, s.Iter, s.Body, s.Orelse)
	case *ast.AsyncFor:
		b.topLevelAwait()
		b.loop(s.Target, s.Iter, s.Body, s.Orelse)
	case *ast.While:
		b.expr(s.Test)
		b.body(s.Body)
		b.body(s.Orelse)
	case *ast.If:
		// A chain of elifs is as deep as it is long.
		for {
			b.expr(s.Test)
			b.body(s.Body)
			next, ok := onlyIf(s.Orelse)
			if !ok {
				break
			}
			s = next
		}
		b.body(s.Orelse)
	case *ast.With:
		b.with(s.Items, s.Body)
	case *ast.AsyncWith:
		b.topLevelAwait()
		b.with(s.Items, s.Body)
	case *ast.Match:
		b.expr(s.Subject)
		for _, c := range s.Cases {
			b.pattern(c.Pattern)
			b.opt1(c.Guard)
			b.body(c.Body)
		}
	case *ast.Raise:
		b.opt1(s.Exc)
		b.opt1(s.Cause)
	case *ast.Try:
		b.try(s.Body, s.Handlers, s.Orelse, s.Finalbody)
	case *ast.TryStar:
		b.try(s.Body, s.Handlers, s.Orelse, s.Finalbody)
	case *ast.Assert:
		b.expr(s.Test)
		b.opt1(s.Msg)
	case *ast.Import:
		for _, a := range s.Names {
			b.alias(a, s)
		}
	case *ast.ImportFrom:
		for _, a := range s.Names {
			b.alias(a, s)
		}
	case *ast.Global:
		for _, name := range s.Names {
			b.directive(name, s.Span(), DefGlobal)
		}
	case *ast.Nonlocal:
		for _, name := range s.Names {
			b.directive(name, s.Span(), DefNonlocal)
		}
	case *ast.ExprStmt:
		b.expr(s.Value)
	}
}

func onlyIf(list []ast.Stmt) (*ast.If, bool) {
	if len(list) != 1 {
		return nil, false
	}
	s, ok := list[0].(*ast.If)
	return s, ok
}

// topLevelAwait makes a module that awaits a coroutine, where that is allowed.
func (b *builder) topLevelAwait() {
	if b.opt.AllowTopLevelAwait && b.cur.Kind == ModuleScope {
		b.cur.Coroutine = true
	}
}

func (b *builder) loop(target, iter ast.Expr, body, orelse []ast.Stmt) {
	b.expr(target)
	b.expr(iter)
	b.body(body)
	b.body(orelse)
}

func (b *builder) with(items []*ast.WithItem, body []ast.Stmt) {
	for _, i := range items {
		b.expr(i.ContextExpr)
		b.opt1(i.OptionalVars)
	}
	b.body(body)
}

func (b *builder) try(body []ast.Stmt, handlers []*ast.ExceptHandler, orelse, final []ast.Stmt) {
	b.body(body)
	for _, h := range handlers {
		b.opt1(h.Type)
		if h.Name != "" {
			b.add(h.Name, DefLocal, h.Span())
		}
		b.body(h.Body)
	}
	b.body(orelse)
	b.body(final)
}

func (b *builder) alias(a *ast.Alias, stmt ast.Stmt) {
	name := a.Asname
	if name == "" {
		name = a.Name
		for i := range len(name) {
			if name[i] == '.' {
				name = name[:i]
				break
			}
		}
	}
	if name == "*" {
		if b.cur.Kind != ModuleScope {
			b.errorf(a.Span(), "import * only allowed at module level")
		}
		return
	}
	if b.checkName(name, stmt.Span(), ast.Store) {
		b.add(name, DefImport, a.Span())
	}
}

func (b *builder) directive(name string, at source.Span, flag Flags) {
	word := "global"
	if flag == DefNonlocal {
		word = "nonlocal"
	}
	if cur := b.lookup(name); cur&(DefParam|DefLocal|Used|DefAnnot) != 0 {
		switch {
		case cur&DefParam != 0:
			b.errorf(at, "name '%s' is parameter and %s", name, word)
		case cur&Used != 0:
			b.errorf(at, "name '%s' is used prior to %s declaration", name, word)
		case cur&DefAnnot != 0:
			b.errorf(at, "annotated name '%s' can't be %s", name, word)
		default:
			b.errorf(at, "name '%s' is assigned to before %s declaration", name, word)
		}
	}
	b.add(name, flag, at)
	b.record(name, at)
}

// record remembers where a name was declared, for errors found later.
func (b *builder) record(name string, at source.Span) {
	b.cur.directives = append(b.cur.directives, directive{b.mangle(b.cur, name), at})
}

func (b *builder) function(n ast.Stmt, name string, args *ast.Arguments, body []ast.Stmt, decorators []ast.Expr, returns ast.Expr, tparams []ast.TypeParam, async bool) {
	b.add(name, DefLocal, n.Span())
	b.exprs(args.Defaults)
	b.exprs(args.KwDefaults)
	b.exprs(decorators)
	if len(tparams) > 0 {
		kw := false
		for _, e := range args.KwDefaults {
			kw = kw || e != nil
		}
		b.enterTypeParams(n, name, true, kw)
		b.typeParams(tparams)
	}
	b.annotations(n, args, returns)
	s := b.enter(FunctionScope, name, n)
	s.Coroutine = async
	b.params(args)
	b.body(body)
	b.leave()
	if len(tparams) > 0 {
		b.leave()
	}
}

// params adds the parameters in the order of CPython's varnames.
func (b *builder) params(a *ast.Arguments) {
	for _, list := range [][]*ast.Arg{a.Posonlyargs, a.Args, a.Kwonlyargs} {
		for _, p := range list {
			b.add(p.Arg, DefParam, p.Span())
		}
	}
	for _, p := range []*ast.Arg{a.Vararg, a.Kwarg} {
		if p != nil {
			b.add(p.Arg, DefParam, p.Span())
		}
	}
}

// annotations visits the annotations of a def: in a scope of their own since
// Python 3.14 (PEP 649).
func (b *builder) annotations(n ast.Stmt, args *ast.Arguments, returns ast.Expr) {
	var list []ast.Expr
	arg := func(a *ast.Arg) {
		if a != nil && a.Annotation != nil {
			list = append(list, a.Annotation)
		}
	}
	for _, l := range [][]*ast.Arg{args.Posonlyargs, args.Args} {
		for _, a := range l {
			arg(a)
		}
	}
	arg(args.Vararg)
	arg(args.Kwarg)
	for _, a := range args.Kwonlyargs {
		arg(a)
	}
	if returns != nil {
		list = append(list, returns)
	}
	if len(list) == 0 {
		return
	}
	if !b.future && b.opt.Minor < 14 {
		b.exprs(list)
		return
	}
	b.enterAnnotations(n)
	b.exprs(list)
	b.leave()
}

// enterAnnotations opens the annotation scope of a def, a class or a module,
// or goes back to it. Before Python 3.14 unevaluated annotations (PEP 563) have
// a scope that is no part of the tree.
func (b *builder) enterAnnotations(n ast.Node) {
	if s := b.table.scopes[key{n.NodeID(), AnnotationScope}]; s != nil && s.Parent == b.cur {
		b.cur = s
		return
	}
	outer := b.cur
	s := b.enter(AnnotationScope, "__annotate__", n)
	if b.opt.Minor < 14 {
		outer.Children = outer.Children[:len(outer.Children)-1]
		return
	}
	b.seeClass(outer)
	s.symbol(".format").Flags |= DefParam
	s.Params = append(s.Params, ".format")
}

// seeClass lets the current scope see the names of the class it is in.
func (b *builder) seeClass(outer *Scope) {
	if outer.Kind == ClassScope || outer.Kind == TypeParametersScope && outer.SeesClass {
		b.cur.SeesClass = true
	}
	if outer.Kind == ClassScope {
		b.cur.symbol("__classdict__").Flags |= Used
	}
}

func (b *builder) annAssign(s *ast.AnnAssign) {
	if n, ok := s.Target.(*ast.Name); ok {
		cur := b.lookup(n.Ident)
		if cur&(DefGlobal|DefNonlocal) != 0 && b.cur.Kind != ModuleScope && s.Simple != 0 {
			word := "global"
			if cur&DefGlobal == 0 {
				word = "nonlocal"
			}
			b.errorf(s.Span(), "annotated name '%s' can't be %s", n.Ident, word)
			return
		}
		if s.Simple != 0 {
			b.add(n.Ident, DefAnnot|DefLocal, n.Span())
			if b.cur.Kind == ModuleScope || b.cur.Kind == ClassScope {
				b.cur.HasAnnotations = true
			}
		} else if s.Value != nil {
			b.add(n.Ident, DefLocal, n.Span())
		}
	} else {
		b.expr(s.Target)
	}
	switch {
	case b.future || b.opt.Minor >= 14 && (b.cur.Kind == ModuleScope || b.cur.Kind == ClassScope):
		b.enterAnnotations(b.cur.Node)
		b.expr(s.Annotation)
		b.leave()
	default:
		b.expr(s.Annotation)
	}
	b.opt1(s.Value)
}

func (b *builder) enterTypeParams(n ast.Stmt, name string, defaults, kwDefaults bool) {
	outer := b.cur
	s := b.enter(TypeParametersScope, name, n)
	b.seeClass(outer)
	if _, ok := n.(*ast.ClassDef); ok {
		s.mangledNames = make(map[string]bool)
		s.symbol(".type_params").Flags |= DefLocal | Used
		s.symbol(".generic_base").Flags |= DefLocal | Used
	}
	if defaults {
		s.symbol(".defaults").Flags |= DefParam
		s.Params = append(s.Params, ".defaults")
	}
	if kwDefaults {
		s.symbol(".kwdefaults").Flags |= DefParam
		s.Params = append(s.Params, ".kwdefaults")
	}
}

func (b *builder) typeParams(list []ast.TypeParam) {
	for _, t := range list {
		switch t := t.(type) {
		case *ast.TypeVar:
			b.add(t.Name, DefTypeParam|DefLocal, t.Span())
			if t.Bound != nil {
				what := "a TypeVar bound"
				if _, ok := t.Bound.(*ast.Tuple); ok {
					what = "a TypeVar constraint"
				}
				b.typeVariable(t, t.Bound, t.Name, what)
			}
			b.typeDefault(t, t.DefaultValue, t.Name, "a TypeVar default")
		case *ast.ParamSpec:
			b.add(t.Name, DefTypeParam|DefLocal, t.Span())
			b.typeDefault(t, t.DefaultValue, t.Name, "a ParamSpec default")
		case *ast.TypeVarTuple:
			b.add(t.Name, DefTypeParam|DefLocal, t.Span())
			b.typeDefault(t, t.DefaultValue, t.Name, "a TypeVarTuple default")
		}
	}
}

func (b *builder) typeDefault(t ast.TypeParam, e ast.Expr, name, what string) {
	if e != nil {
		b.typeVariable(e, e, name, what)
	}
}

// typeVariable opens the scope in which a bound or default is evaluated. That
// of a bound belongs to the type parameter, that of a default to its
// expression.
func (b *builder) typeVariable(n ast.Node, e ast.Expr, name, what string) {
	outer := b.cur
	s := b.enter(TypeVariableScope, name, n)
	s.what = what
	if outer.SeesClass {
		s.SeesClass = true
		s.symbol("__classdict__").Flags |= Used
	}
	if b.opt.Minor >= 14 {
		s.symbol(".format").Flags |= DefParam
		s.Params = append(s.Params, ".format")
	}
	b.expr(e)
	b.leave()
}

func (b *builder) classDef(n *ast.ClassDef) {
	b.add(n.Name, DefLocal, n.Span())
	b.exprs(n.DecoratorList)
	saved := b.class
	generic := len(n.TypeParams) > 0
	if generic {
		b.enterTypeParams(n, n.Name, false, false)
		b.class = n.Name
		b.cur.class = n.Name
		b.typeParams(n.TypeParams)
	}
	b.exprs(n.Bases)
	b.keywords(n.Keywords)
	b.class = n.Name
	b.enter(ClassScope, n.Name, n)
	if generic {
		b.add("__type_params__", DefLocal, n.Span())
		b.cur.symbol(".type_params").Flags |= Used
	}
	b.body(n.Body)
	b.leave()
	if generic {
		b.leave()
	}
	b.class = saved
}

func (b *builder) keywords(list []*ast.Keyword) {
	for _, k := range list {
		b.expr(k.Value)
		b.checkName(k.Arg, k.Span(), ast.Store)
	}
}

func (b *builder) typeAlias(n *ast.TypeAlias) {
	b.expr(n.Name)
	name := "<name>"
	if x, ok := n.Name.(*ast.Name); ok {
		name = x.Ident
	}
	if len(n.TypeParams) > 0 {
		b.enterTypeParams(n, name, false, false)
		b.typeParams(n.TypeParams)
	}
	outer := b.cur
	s := b.enter(TypeAliasScope, name, n)
	b.seeClass(outer)
	if outer.SeesClass {
		s.symbol("__classdict__").Flags |= Used
	}
	if b.opt.Minor >= 14 {
		s.symbol(".format").Flags |= DefParam
		s.Params = append(s.Params, ".format")
	}
	b.expr(n.Value)
	b.leave()
	if len(n.TypeParams) > 0 {
		b.leave()
	}
}

// notIn reports an expression that annotation-like scopes do not allow.
func (b *builder) notIn(what string, e ast.Expr) bool {
	where := ""
	switch b.cur.Kind {
	case AnnotationScope:
		where = "an annotation"
	case TypeVariableScope:
		where = b.cur.what
	case TypeAliasScope:
		where = "a type alias"
	case TypeParametersScope:
		where = "the definition of a generic"
	default:
		return true
	}
	b.errorf(e.Span(), "%s cannot be used within %s", what, where)
	return false
}

func (b *builder) expr(e ast.Expr) {
	switch e := e.(type) {
	case *ast.Name:
		flags := Used
		if e.Ctx != ast.Load {
			flags = DefLocal
		}
		b.addCtx(e.Ident, flags, e.Span(), e.Ctx)
		if e.Ctx == ast.Load && b.cur.functionLike() && e.Ident == "super" {
			b.cur.symbol("__class__").Flags |= Used
		}
	case *ast.NamedExpr:
		if b.notIn("named expression", e) {
			b.namedExpr(e)
		}
	case *ast.BoolOp:
		b.exprs(e.Values)
	case *ast.BinOp:
		b.leftSpine(e)
	case *ast.UnaryOp:
		b.expr(e.Operand)
	case *ast.Lambda:
		b.exprs(e.Args.Defaults)
		b.exprs(e.Args.KwDefaults)
		b.enter(FunctionScope, "lambda", e)
		b.params(e.Args)
		b.expr(e.Body)
		b.leave()
	case *ast.IfExp:
		b.expr(e.Test)
		b.expr(e.Body)
		b.expr(e.Orelse)
	case *ast.Dict:
		b.exprs(e.Keys)
		b.exprs(e.Values)
	case *ast.Set:
		b.exprs(e.Elts)
	case *ast.ListComp:
		b.comprehension(e, "listcomp", e.Generators, e.Elt, nil)
	case *ast.SetComp:
		b.comprehension(e, "setcomp", e.Generators, e.Elt, nil)
	case *ast.GeneratorExp:
		b.comprehension(e, "genexpr", e.Generators, e.Elt, nil)
	case *ast.DictComp:
		b.comprehension(e, "dictcomp", e.Generators, e.Key, e.Value)
	case *ast.Await:
		if !b.notIn("await expression", e) {
			return
		}
		b.expr(e.Value)
		b.cur.Coroutine = b.cur.Coroutine || b.cur.functionLike() || b.opt.AllowTopLevelAwait && b.cur.Kind == ModuleScope
	case *ast.Yield:
		if !b.notIn("yield expression", e) {
			return
		}
		b.opt1(e.Value)
		b.yields(e)
	case *ast.YieldFrom:
		if !b.notIn("yield expression", e) {
			return
		}
		b.expr(e.Value)
		b.yields(e)
	case *ast.Compare:
		b.expr(e.Left)
		b.exprs(e.Comparators)
	case *ast.FormattedValue:
		b.expr(e.Value)
		b.opt1(e.FormatSpec)
	case *ast.Interpolation:
		b.expr(e.Value)
		b.opt1(e.FormatSpec)
	case *ast.JoinedStr:
		b.exprs(e.Values)
	case *ast.TemplateStr:
		b.exprs(e.Values)
	case *ast.Attribute, *ast.Call, *ast.Subscript:
		b.leftSpine(e)
	case *ast.Starred:
		b.expr(e.Value)
	case *ast.List:
		b.exprs(e.Elts)
	case *ast.Tuple:
		b.exprs(e.Elts)
	case *ast.Slice:
		b.opt1(e.Lower)
		b.opt1(e.Upper)
		b.opt1(e.Step)
	}
}

// leftSpine visits a chain of operators, attributes, calls and subscripts,
// which may be very long, without recursion on its left side.
func (b *builder) leftSpine(e ast.Expr) {
	var spine []ast.Expr
descend:
	for {
		switch x := e.(type) {
		case *ast.BinOp:
			spine = append(spine, e)
			e = x.Left
		case *ast.Attribute:
			b.checkName(x.Attr, x.Span(), x.Ctx)
			spine = append(spine, e)
			e = x.Value
		case *ast.Call:
			spine = append(spine, e)
			e = x.Func
		case *ast.Subscript:
			spine = append(spine, e)
			e = x.Value
		default:
			break descend
		}
	}
	b.expr(e)
	for i := len(spine) - 1; i >= 0; i-- {
		switch x := spine[i].(type) {
		case *ast.BinOp:
			b.expr(x.Right)
		case *ast.Call:
			b.exprs(x.Args)
			b.keywords(x.Keywords)
		case *ast.Subscript:
			b.expr(x.Slice)
		}
	}
}

func (b *builder) yields(e ast.Expr) {
	b.cur.Generator = true
	if b.cur.Comprehension {
		word := map[string]string{
			"listcomp": "list comprehension", "setcomp": "set comprehension",
			"dictcomp": "dict comprehension", "genexpr": "generator expression",
		}[b.cur.Name]
		b.errorf(e.Span(), "'yield' inside %s", word)
	}
}

func (b *builder) comprehension(n ast.Expr, name string, gens []*ast.Comprehension, elt, value ast.Expr) {
	if len(gens) == 0 {
		return
	}
	generator := name == "genexpr"
	first := gens[0]
	b.cur.iterExprs++
	b.expr(first.Iter)
	b.cur.iterExprs--
	s := b.enter(FunctionScope, name, n)
	s.Comprehension = true
	s.Coroutine = first.IsAsync != 0
	s.symbol(".0").Flags |= DefParam
	s.Params = append(s.Params, ".0")
	s.inTarget = true
	b.expr(first.Target)
	s.inTarget = false
	b.exprs(first.Ifs)
	for _, g := range gens[1:] {
		s.inTarget = true
		b.expr(g.Target)
		s.inTarget = false
		s.iterExprs++
		b.expr(g.Iter)
		s.iterExprs--
		b.exprs(g.Ifs)
		if g.IsAsync != 0 {
			s.Coroutine = true
		}
	}
	b.opt1(value)
	b.expr(elt)
	s.Generator = generator
	b.leave()
	if s.Coroutine && !generator && (b.cur.functionLike() || b.opt.AllowTopLevelAwait && b.cur.Kind == ModuleScope) {
		b.cur.Coroutine = true
	}
}

func (b *builder) namedExpr(e *ast.NamedExpr) {
	if b.cur.iterExprs > 0 {
		b.errorf(e.Span(), "assignment expression cannot be used in a comprehension iterable expression")
		return
	}
	if n, ok := e.Target.(*ast.Name); ok && b.cur.Comprehension && !b.extendScope(n, e) {
		return
	}
	b.expr(e.Value)
	b.expr(e.Target)
}

// extendScope binds the target of an assignment expression inside a
// comprehension in the scope that contains the outermost one.
func (b *builder) extendScope(n *ast.Name, e ast.Expr) bool {
	name := n.Ident
	for s := b.cur; s != nil; s = s.Parent {
		var flags Flags
		if sym := s.index[b.mangle(s, name)]; sym != nil {
			flags = sym.Flags
		}
		if s.Comprehension {
			if flags&DefCompIter != 0 && flags&DefLocal != 0 {
				b.errorf(n.Span(), "assignment expression cannot rebind comprehension iteration variable '%s'", name)
				return false
			}
			continue
		}
		where := ""
		switch s.Kind {
		case FunctionScope:
			if flags&DefGlobal != 0 {
				b.add(name, DefGlobal, n.Span())
			} else {
				b.add(name, DefNonlocal, n.Span())
			}
			b.record(name, n.Span())
			b.addTo(s, name, DefLocal, n.Span())
			return true
		case ModuleScope:
			b.add(name, DefGlobal, n.Span())
			b.record(name, n.Span())
			b.addTo(s, name, DefGlobal, n.Span())
			return true
		case ClassScope:
			where = "in a class body"
		case TypeParametersScope:
			where = "within the definition of a generic"
		case TypeAliasScope:
			where = "in a type alias"
		case TypeVariableScope:
			where = "in a TypeVar bound"
		default:
			return true
		}
		b.errorf(n.Span(), "assignment expression within a comprehension cannot be used %s", where)
		return false
	}
	return true
}

func (b *builder) pattern(p ast.Pattern) {
	switch p := p.(type) {
	case *ast.MatchValue:
		b.expr(p.Value)
	case *ast.MatchSequence:
		b.patterns(p.Patterns)
	case *ast.MatchStar:
		b.capture(p.Name, p)
	case *ast.MatchMapping:
		b.exprs(p.Keys)
		b.patterns(p.Patterns)
		b.capture(p.Rest, p)
	case *ast.MatchClass:
		b.expr(p.Cls)
		b.patterns(p.Patterns)
		for _, a := range p.KwdAttrs {
			b.checkName(a, p.Span(), ast.Store)
		}
		b.patterns(p.KwdPatterns)
	case *ast.MatchAs:
		if p.Pattern != nil {
			b.pattern(p.Pattern)
		}
		b.capture(p.Name, p)
	case *ast.MatchOr:
		b.patterns(p.Patterns)
	}
}

func (b *builder) patterns(list []ast.Pattern) {
	for _, p := range list {
		b.pattern(p)
	}
}

func (b *builder) capture(name string, p ast.Pattern) {
	if name != "" {
		b.add(name, DefLocal, p.Span())
	}
}
