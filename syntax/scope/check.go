package scope

import (
	"math/big"
	"slices"
	"strconv"

	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/pyrepr"
)

// A checker finds the errors that CPython's code generator raises.
type checker struct {
	*builder
	scope *Scope // of the code at hand; an inlined comprehension has none of its own
	async bool   // an "async def", or a generator expression in one
	// blocks are the statements around the one at hand, within its function.
	blocks []blockKind
}

type blockKind uint8

const (
	loopBlock blockKind = iota
	otherBlock
	exceptStarBlock
)

const maxBlocks = 21 // CO_MAXBLOCKS

const exceptStarExit = "'break', 'continue' and 'return' cannot appear in an except* block"

func (c *checker) push(k blockKind, at ast.Node) {
	if len(c.blocks) == maxBlocks {
		c.errorf(at.Span(), "too many statically nested blocks")
	}
	c.blocks = append(c.blocks, k)
}

func (c *checker) pop() { c.blocks = c.blocks[:len(c.blocks)-1] }

// in runs f in another scope.
func (c *checker) in(s *Scope, async bool, f func()) {
	if s == nil {
		return
	}
	saved := *c
	c.scope, c.async, c.blocks = s, async, nil
	f()
	*c = saved
}

func (c *checker) topLevelAwait() bool {
	return c.opt.AllowTopLevelAwait && c.scope.Kind == ModuleScope
}

func (c *checker) body(list []ast.Stmt) {
	for _, s := range list {
		c.stmt(s)
	}
}

func (c *checker) stmt(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.FunctionDef:
		c.function(s, s.Args, s.Body, s.DecoratorList, s.Returns, s.TypeParams, false)
	case *ast.AsyncFunctionDef:
		c.function(s, s.Args, s.Body, s.DecoratorList, s.Returns, s.TypeParams, true)
	case *ast.ClassDef:
		c.exprs(s.DecoratorList)
		c.typeParams(s.TypeParams)
		c.args(s.Bases, s.Keywords)
		c.in(c.table.Of(s, ClassScope), false, func() { c.body(s.Body) })
	case *ast.TypeAlias:
		c.typeParams(s.TypeParams)
		c.in(c.table.Of(s, TypeAliasScope), false, func() { c.expr(s.Value) })
	case *ast.Return:
		c.returnStmt(s)
	case *ast.Assign:
		c.expr(s.Value)
		for _, t := range s.Targets {
			c.expr(t)
		}
	case *ast.For:
		c.loop(s, s.Target, s.Iter, s.Body, s.Orelse)
	case *ast.AsyncFor:
		if !c.async && !c.topLevelAwait() {
			c.errorf(s.Span(), "'async for' outside async function")
		}
		c.loop(s, s.Target, s.Iter, s.Body, s.Orelse)
	case *ast.While:
		c.push(loopBlock, s)
		c.expr(s.Test)
		c.body(s.Body)
		c.pop()
		c.body(s.Orelse)
	case *ast.If:
		for {
			c.expr(s.Test)
			c.body(s.Body)
			next, ok := onlyIf(s.Orelse)
			if !ok {
				break
			}
			s = next
		}
		c.body(s.Orelse)
	case *ast.With:
		c.with(s.Items, s.Body)
	case *ast.AsyncWith:
		if !c.async && !c.topLevelAwait() {
			c.errorf(s.Span(), "'async with' outside async function")
		}
		c.with(s.Items, s.Body)
	case *ast.Match:
		c.expr(s.Subject)
		c.match(s)
	case *ast.Try:
		c.try(s, s.Body, s.Handlers, s.Orelse, s.Finalbody, false)
	case *ast.TryStar:
		c.try(s, s.Body, s.Handlers, s.Orelse, s.Finalbody, true)
	case *ast.ImportFrom:
		if s.Module == "__future__" && s.Level == 0 && !c.early[s] {
			c.errorf(s.Span(), "from __future__ imports must occur at the beginning of the file")
		}
	case *ast.Break:
		c.exit(s, "'break' outside loop")
	case *ast.Continue:
		c.exit(s, "'continue' not properly in loop")
	default:
		ast.Children(s, c.child)
	}
}

func (c *checker) child(n ast.Node) {
	if e, ok := n.(ast.Expr); ok {
		c.expr(e)
	}
}

func (c *checker) exprs(list []ast.Expr) {
	for _, e := range list {
		if e != nil {
			c.expr(e)
		}
	}
}

func (c *checker) function(n ast.Stmt, args *ast.Arguments, body []ast.Stmt, decorators []ast.Expr, returns ast.Expr, tparams []ast.TypeParam, async bool) {
	c.exprs(decorators)
	c.exprs(args.Defaults)
	c.exprs(args.KwDefaults)
	c.typeParams(tparams)
	annotation := func(a *ast.Arg) {
		if a == nil || a.Annotation == nil {
			return
		}
		if s, ok := a.Annotation.(*ast.Starred); ok {
			c.expr(s.Value)
			return
		}
		c.expr(a.Annotation)
	}
	if !c.future {
		for _, l := range [][]*ast.Arg{args.Posonlyargs, args.Args, {args.Vararg}, args.Kwonlyargs, {args.Kwarg}} {
			for _, a := range l {
				annotation(a)
			}
		}
		if returns != nil {
			c.expr(returns)
		}
	}
	c.in(c.table.Of(n, FunctionScope), async, func() { c.body(body) })
}

func (c *checker) typeParams(list []ast.TypeParam) {
	seen := false
	for _, t := range list {
		var bound, def ast.Expr
		name := ""
		switch t := t.(type) {
		case *ast.TypeVar:
			bound, def, name = t.Bound, t.DefaultValue, t.Name
		case *ast.ParamSpec:
			def, name = t.DefaultValue, t.Name
		case *ast.TypeVarTuple:
			def, name = t.DefaultValue, t.Name
			if s, ok := def.(*ast.Starred); ok {
				def = s.Value
				seen = true
			}
		}
		if bound != nil {
			c.expr(bound)
		}
		if def != nil {
			seen = true
			c.expr(def)
		} else if seen {
			if _, ok := t.(*ast.TypeVarTuple); !ok || def == nil && !hasDefault(t) {
				c.errorf(t.Span(), "non-default type parameter '%s' follows default type parameter", name)
			}
		}
	}
}

func hasDefault(t ast.TypeParam) bool {
	v, ok := t.(*ast.TypeVarTuple)
	return ok && v.DefaultValue != nil
}

func (c *checker) returnStmt(s *ast.Return) {
	switch {
	case !c.scope.functionLike():
		c.errorf(s.Span(), "'return' outside function")
	case s.Value != nil && c.scope.Coroutine && c.scope.Generator:
		c.errorf(s.Span(), "'return' with value in async generator")
	}
	if s.Value != nil {
		c.expr(s.Value)
	}
	if slices.Contains(c.blocks, exceptStarBlock) {
		at := s.Span()
		if k, ok := s.Value.(*ast.Constant); ok {
			at = k.Span() // the code that leaves the blocks is the constant's
		}
		c.errorf(at, exceptStarExit)
	}
}

// exit checks a break or continue.
func (c *checker) exit(s ast.Stmt, outside string) {
	for i := len(c.blocks) - 1; i >= 0; i-- {
		switch c.blocks[i] {
		case loopBlock:
			return
		case exceptStarBlock:
			c.errorf(s.Span(), exceptStarExit)
			return
		}
	}
	c.errorf(s.Span(), "%s", outside)
}

func (c *checker) loop(s ast.Stmt, target, iter ast.Expr, body, orelse []ast.Stmt) {
	c.expr(iter)
	c.push(loopBlock, s)
	c.expr(target)
	c.body(body)
	c.pop()
	c.body(orelse)
}

func (c *checker) with(items []*ast.WithItem, body []ast.Stmt) {
	for _, i := range items {
		c.expr(i.ContextExpr)
		c.push(otherBlock, i.ContextExpr)
		if i.OptionalVars != nil {
			c.expr(i.OptionalVars)
		}
	}
	c.body(body)
	for range items {
		c.pop()
	}
}

func (c *checker) try(s ast.Stmt, body []ast.Stmt, handlers []*ast.ExceptHandler, orelse, final []ast.Stmt, star bool) {
	if len(final) > 0 {
		c.push(otherBlock, s)
	}
	if len(handlers) > 0 {
		c.push(otherBlock, s)
	}
	c.body(body)
	if len(handlers) > 0 {
		c.pop()
		c.body(orelse)
		kind := otherBlock
		if star {
			kind = exceptStarBlock
		}
		c.push(kind, s)
		for i, h := range handlers {
			if h.Type == nil && i < len(handlers)-1 {
				c.errorf(h.Span(), "default 'except:' must be last")
			}
			if h.Type != nil {
				c.expr(h.Type)
			}
			c.push(otherBlock, h)
			c.body(h.Body)
			c.pop()
		}
		c.pop()
	} else {
		c.body(orelse)
	}
	if len(final) > 0 {
		c.pop()
		c.push(otherBlock, s)
		c.body(final)
		c.pop()
	}
}

// args checks the arguments of a call or the bases of a class.
func (c *checker) args(args []ast.Expr, keywords []*ast.Keyword) {
	seen := map[string]bool{}
	for _, k := range keywords {
		if k.Arg != "" && seen[k.Arg] {
			c.errorf(k.Span(), "keyword argument repeated: %s", k.Arg)
		}
		seen[k.Arg] = true
	}
	c.elements(args)
	for _, k := range keywords {
		c.expr(k.Value)
	}
}

// elements checks expressions of which each may be starred.
func (c *checker) elements(list []ast.Expr) {
	for _, e := range list {
		if s, ok := e.(*ast.Starred); ok {
			e = s.Value
		}
		c.expr(e)
	}
}

func (c *checker) expr(e ast.Expr) {
	switch e := e.(type) {
	case *ast.Name, *ast.Constant:
	case *ast.Lambda:
		c.exprs(e.Args.Defaults)
		c.exprs(e.Args.KwDefaults)
		c.in(c.table.Of(e, FunctionScope), false, func() { c.expr(e.Body) })
	case *ast.Starred:
		if e.Ctx == ast.Load {
			c.errorf(e.Span(), "can't use starred expression here")
		} else {
			c.errorf(e.Span(), "starred assignment target must be in a list or tuple")
		}
		c.expr(e.Value)
	case *ast.Tuple:
		c.display(e, e.Elts, e.Ctx)
	case *ast.List:
		c.display(e, e.Elts, e.Ctx)
	case *ast.Set:
		c.elements(e.Elts)
	case *ast.Call:
		c.expr(e.Func)
		c.args(e.Args, e.Keywords)
	case *ast.ListComp:
		c.comprehension(e, e.Generators, e.Elt, nil)
	case *ast.SetComp:
		c.comprehension(e, e.Generators, e.Elt, nil)
	case *ast.DictComp:
		c.comprehension(e, e.Generators, e.Key, e.Value)
	case *ast.GeneratorExp:
		c.comprehension(e, e.Generators, e.Elt, nil)
	case *ast.Await:
		c.await(e)
	case *ast.Yield:
		if !c.scope.functionLike() {
			c.errorf(e.Span(), "'yield' outside function")
		}
		if e.Value != nil {
			c.expr(e.Value)
		}
	case *ast.YieldFrom:
		switch {
		case !c.scope.functionLike():
			c.errorf(e.Span(), "'yield from' outside function")
		case c.async && c.scope.Kind == FunctionScope && !c.scope.Comprehension:
			c.errorf(e.Span(), "'yield from' inside async function")
		}
		c.expr(e.Value)
	default:
		ast.Children(e, c.child)
	}
}

func (c *checker) await(e *ast.Await) {
	if !c.topLevelAwait() {
		switch {
		case !c.scope.functionLike():
			c.errorf(e.Span(), "'await' outside function")
		case !c.async && !c.scope.Comprehension:
			c.errorf(e.Span(), "'await' outside async function")
		}
	}
	c.expr(e.Value)
}

// display checks a tuple or list, a value or a target.
func (c *checker) display(e ast.Expr, elts []ast.Expr, ctx ast.ExprContext) {
	if ctx == ast.Store {
		star := false
		for i, x := range elts {
			if _, ok := x.(*ast.Starred); !ok {
				continue
			}
			switch {
			case star:
				c.errorf(e.Span(), "multiple starred expressions in assignment")
			case i >= 1<<8 || len(elts)-i-1 >= 1<<23:
				c.errorf(e.Span(), "too many expressions in star-unpacking assignment")
			}
			star = true
		}
	}
	c.elements(elts)
}

func (c *checker) comprehension(e ast.Expr, gens []*ast.Comprehension, elt, value ast.Expr) {
	s := c.table.Of(e, FunctionScope)
	if s == nil || len(gens) == 0 {
		return
	}
	_, generator := e.(*ast.GeneratorExp)
	if s.Coroutine && !generator && !c.async && !c.scope.Comprehension && !c.topLevelAwait() {
		c.errorf(e.Span(), "asynchronous comprehension outside of an asynchronous function")
		return
	}
	c.expr(gens[0].Iter)
	c.in(s, c.async || generator, func() {
		for i, g := range gens {
			if i > 0 {
				c.expr(g.Iter)
			}
			c.expr(g.Target)
			c.exprs(g.Ifs)
		}
		c.expr(elt)
		if value != nil {
			c.expr(value)
		}
	})
}

// Patterns.

func (c *checker) match(s *ast.Match) {
	for i, k := range s.Cases {
		bound := map[string]bool{}
		last := i == len(s.Cases)-1 || k.Guard != nil
		c.pattern(k.Pattern, bound, last)
		if k.Guard != nil {
			c.expr(k.Guard)
		}
		c.body(k.Body)
	}
}

// pattern checks a pattern and adds the names that it binds; last says that it
// may match everything.
func (c *checker) pattern(p ast.Pattern, names map[string]bool, last bool) {
	bind := func(name string, at ast.Node) {
		if name == "" {
			return
		}
		if names[name] {
			c.errorf(at.Span(), "multiple assignments to name '%s' in pattern", name)
		}
		names[name] = true
	}
	switch p := p.(type) {
	case *ast.MatchValue:
		c.patternValue(p.Value, p, "patterns may only match literals and attribute lookups")
	case *ast.MatchSequence:
		star := false
		for _, x := range p.Patterns {
			if _, ok := x.(*ast.MatchStar); ok {
				if star {
					c.errorf(p.Span(), "multiple starred names in sequence pattern")
				}
				star = true
			}
		}
		for _, x := range p.Patterns {
			c.pattern(x, names, true)
		}
	case *ast.MatchStar:
		bind(p.Name, p)
	case *ast.MatchMapping:
		seen := map[string]bool{}
		for _, k := range p.Keys {
			c.patternValue(k, p, "mapping pattern keys may only match literals and attribute lookups")
			if id, text := constantKey(k); id != "" {
				if seen[id] {
					c.errorf(p.Span(), "mapping pattern checks duplicate key (%s)", text)
				}
				seen[id] = true
			}
		}
		for _, x := range p.Patterns {
			c.pattern(x, names, true)
		}
		bind(p.Rest, p)
	case *ast.MatchClass:
		seen := map[string]bool{}
		for i, a := range p.KwdAttrs {
			if seen[a] {
				c.errorf(p.KwdPatterns[i].Span(), "attribute name repeated in class pattern: %s", a)
			}
			seen[a] = true
		}
		c.expr(p.Cls)
		for _, x := range p.Patterns {
			c.pattern(x, names, true)
		}
		for _, x := range p.KwdPatterns {
			c.pattern(x, names, true)
		}
	case *ast.MatchAs:
		if p.Pattern == nil {
			if !last {
				if p.Name != "" {
					c.errorf(p.Span(), "name capture '%s' makes remaining patterns unreachable", p.Name)
				} else {
					c.errorf(p.Span(), "wildcard makes remaining patterns unreachable")
				}
			}
			bind(p.Name, p)
			return
		}
		bind(p.Name, p)
		c.pattern(p.Pattern, names, last)
	case *ast.MatchOr:
		var first map[string]bool
		for i, x := range p.Patterns {
			mine := map[string]bool{}
			for n := range names {
				mine[n] = true
			}
			c.pattern(x, mine, last && i == len(p.Patterns)-1)
			if i == 0 {
				first = mine
			} else if !sameNames(first, mine) {
				c.errorf(p.Span(), "alternative patterns bind different names")
			}
		}
		for n := range first {
			names[n] = true
		}
	}
}

func sameNames(a, b map[string]bool) bool {
	if len(a) != len(b) {
		return false
	}
	for n := range a {
		if !b[n] {
			return false
		}
	}
	return true
}

// patternValue checks an expression that a pattern compares with; at is where an
// error is reported.
func (c *checker) patternValue(e ast.Expr, at ast.Node, msg string) {
	switch e.(type) {
	case *ast.Constant, *ast.Attribute, *ast.UnaryOp, *ast.BinOp, *ast.BadExpr:
	default:
		c.errorf(at.Span(), "%s", msg)
	}
}

// constantKey identifies a constant key of a mapping pattern: keys that are
// equal in Python have the same id. text is its repr.
func constantKey(e ast.Expr) (id, text string) {
	if k, ok := e.(*ast.Constant); ok {
		switch v := k.Value; v.Type {
		case ast.NoneConst:
			return "None", "None"
		case ast.TrueConst:
			return "1", "True"
		case ast.FalseConst:
			return "0", "False"
		case ast.StrConst:
			return "s" + v.Text, pyrepr.Str(v.Text)
		case ast.BytesConst:
			return "b" + v.Text, pyrepr.Bytes(v.Text)
		}
	}
	n, ok := evaluate(e)
	if !ok {
		return "", ""
	}
	switch {
	case n.integer != nil:
		return new(big.Rat).SetInt(n.integer).RatString(), n.integer.String()
	case !n.complex:
		text = pyrepr.Float(real(n.value))
	default:
		text = pyrepr.Complex(n.value)
	}
	if r := new(big.Rat).SetFloat64(real(n.value)); r != nil && imag(n.value) == 0 {
		return r.RatString(), text
	}
	return text, text
}

// A number is the value of a literal pattern.
type number struct {
	integer *big.Int // or nil
	value   complex128
	complex bool
}

func evaluate(e ast.Expr) (n number, ok bool) {
	switch e := e.(type) {
	case *ast.Constant:
		switch v := e.Value; v.Type {
		case ast.IntConst:
			n.integer, ok = new(big.Int).SetString(v.Text, 0)
			if !ok { // zeros, which Go reads as octal
				n.integer, ok = new(big.Int).SetString(v.Text, 10)
			}
			if ok {
				f, _ := new(big.Float).SetInt(n.integer).Float64()
				n.value = complex(f, 0)
			}
			return n, ok
		case ast.FloatConst, ast.ComplexConst:
			f, _ := strconv.ParseFloat(v.Text, 64) // out of range is infinite
			n.value, n.complex = complex(f, 0), v.Type == ast.ComplexConst
			if n.complex {
				n.value = complex(0, f)
			}
			return n, true
		}
	case *ast.UnaryOp:
		n, ok = evaluate(e.Operand)
		n.value = -n.value
		if n.integer != nil {
			n.integer.Neg(n.integer)
		}
		return n, ok && e.Op == ast.USub
	case *ast.BinOp:
		l, lok := evaluate(e.Left)
		r, rok := evaluate(e.Right)
		n.complex = true
		if n.value = l.value + r.value; e.Op == ast.Sub {
			n.value = l.value - r.value
		}
		return n, lok && rok
	}
	return n, false
}
