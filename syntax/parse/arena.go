package parse

import "github.com/asynctools/asynctools/syntax/ast"

// A slab hands out values of one type from chunks that grow, so that a tree
// costs an allocation a few hundred nodes and neighbours lie together.
type slab[T any] struct {
	free []T
	size int
}

const maxChunk = 256

func (s *slab[T]) new() *T {
	if len(s.free) == 0 {
		s.grow()
	}
	n := &s.free[0]
	s.free = s.free[1:]
	return n
}

//go:noinline
func (s *slab[T]) grow() {
	s.size = min(max(4, s.size*2), maxChunk)
	s.free = make([]T, s.size)
}

// take copies a list into the slab.
func (s *slab[T]) take(list []T) []T {
	n := len(list)
	if n == 0 {
		return nil
	}
	if n > len(s.free) {
		if n > maxChunk/4 {
			return append(make([]T, 0, n), list...)
		}
		s.size = min(max(8, s.size*2), maxChunk)
		s.free = make([]T, max(s.size, n))
	}
	out := s.free[:n:n]
	copy(out, list)
	s.free = s.free[n:]
	return out
}

// arena holds a slab for each type that is frequent; others are allocated
// one by one.
type arena struct {
	name       slab[ast.Name]
	constant   slab[ast.Constant]
	attribute  slab[ast.Attribute]
	call       slab[ast.Call]
	subscript  slab[ast.Subscript]
	tuple      slab[ast.Tuple]
	list       slab[ast.List]
	dict       slab[ast.Dict]
	binOp      slab[ast.BinOp]
	boolOp     slab[ast.BoolOp]
	unaryOp    slab[ast.UnaryOp]
	compare    slab[ast.Compare]
	keyword    slab[ast.Keyword]
	arg        slab[ast.Arg]
	arguments  slab[ast.Arguments]
	exprStmt   slab[ast.ExprStmt]
	assign     slab[ast.Assign]
	ifStmt     slab[ast.If]
	returnStmt slab[ast.Return]
	funcDef    slab[ast.FunctionDef]
	alias      slab[ast.Alias]
	formatted  slab[ast.FormattedValue]
	joined     slab[ast.JoinedStr]
	slice      slab[ast.Slice]

	exprList    slab[ast.Expr]
	stmtList    slab[ast.Stmt]
	keywordList slab[*ast.Keyword]
	argList     slab[*ast.Arg]
	aliasList   slab[*ast.Alias]
	compList    slab[*ast.Comprehension]
	cmpList     slab[ast.CmpOperator]
}

// size prepares the slabs of the most frequent nodes for a text of n bytes.
func (a *arena) size(n int) {
	start := min(n/256, maxChunk/2)
	a.name.size = start
	a.constant.size = start / 4
	a.attribute.size = start / 4
	a.exprList.size = start / 2
	a.call.size = start / 8
}

func (p *parser) takeExprs(h int) []ast.Expr {
	l := p.exprList.take(p.exprs[h:])
	p.exprs = p.exprs[:h]
	return l
}

func (p *parser) takeStmts(h int) []ast.Stmt {
	l := p.stmtList.take(p.stmts[h:])
	p.stmts = p.stmts[:h]
	return l
}

func (p *parser) takeNames(h int) []string {
	l := append([]string(nil), p.names[h:]...)
	p.names = p.names[:h]
	return l
}

func (p *parser) takeKeywords(h int) []*ast.Keyword {
	l := p.keywordList.take(p.keywords[h:])
	p.keywords = p.keywords[:h]
	return l
}

func (p *parser) takeComps(h int) []*ast.Comprehension {
	l := p.compList.take(p.comps[h:])
	p.comps = p.comps[:h]
	return l
}

func (p *parser) takeAliases(h int) []*ast.Alias {
	l := p.aliasList.take(p.aliases[h:])
	p.aliases = p.aliases[:h]
	return l
}

func (p *parser) takeItems(h int) []*ast.WithItem {
	l := append([]*ast.WithItem(nil), p.items[h:]...)
	p.items = p.items[:h]
	return l
}

func (p *parser) takePatterns(h int) []ast.Pattern {
	l := append([]ast.Pattern(nil), p.patterns[h:]...)
	p.patterns = p.patterns[:h]
	return l
}
