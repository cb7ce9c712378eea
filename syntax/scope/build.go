package scope

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// Options select a dialect.
type Options struct {
	// Minor is the Python 3 version whose scopes are built; 0 is the newest.
	// Before 14 annotations are evaluated where they stand.
	Minor int
	// AllowTopLevelAwait is the compiler flag of that name: a module may
	// await.
	AllowTopLevelAwait bool
}

// Analyze builds the scopes of a file.
func Analyze(f *ast.File) *Table { return AnalyzeOptions(f, Options{}) }

// AnalyzeOptions is Analyze for a given dialect.
func AnalyzeOptions(f *ast.File, opt Options) *Table {
	if opt.Minor == 0 {
		opt.Minor = 14
	}
	b := &builder{opt: opt, file: f, table: &Table{scopes: make(map[key]*Scope)}, early: make(map[*ast.ImportFrom]bool)}
	b.futureImports(f.Body())
	future := b.takeErrors()
	b.enter(ModuleScope, "top", f.Mod)
	b.table.Root = b.cur
	switch m := f.Mod.(type) {
	case *ast.Expression:
		b.expr(m.Body)
	case *ast.FunctionType:
		b.exprs(m.Argtypes)
		b.expr(m.Returns)
	default:
		b.body(f.Body())
	}
	first := b.takeErrors()
	r := resolver{builder: b}
	r.root(b.table.Root)
	second := b.takeErrors()
	b.cur = b.table.Root
	c := checker{builder: b, scope: b.table.Root}
	c.body(f.Body())
	if e, ok := f.Mod.(*ast.Expression); ok {
		c.expr(e.Body)
	}
	b.table.Errors = order(future, first, second, b.takeErrors())
	return b.table
}

// order puts the error that CPython reports, the first of the first phase that
// has any, before the others, which are in source order.
func order(phases ...[]ast.Error) []ast.Error {
	all := slices.Concat(phases...)
	if len(all) == 0 {
		return nil
	}
	rest := slices.Clone(all[1:])
	slices.SortStableFunc(rest, func(a, b ast.Error) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	out := all[:1:1]
	for _, e := range rest {
		if !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	return out
}

type builder struct {
	opt    Options
	file   *ast.File
	table  *Table
	cur    *Scope
	class  string                   // private names are mangled for it
	future bool                     // "from __future__ import annotations"
	early  map[*ast.ImportFrom]bool // __future__ imports that come in time
	errors []ast.Error
}

func (b *builder) takeErrors() []ast.Error {
	e := b.errors
	b.errors = nil
	return e
}

func (b *builder) errorf(at source.Span, format string, args ...any) {
	b.errors = append(b.errors, ast.Error{Msg: fmt.Sprintf(format, args...), Span: at})
}

// Mangle is the form that a private name takes inside a class.
func Mangle(class, name string) string {
	if class == "" || !strings.HasPrefix(name, "__") || strings.HasSuffix(name, "__") || strings.Contains(name, ".") {
		return name
	}
	class = strings.TrimLeft(class, "_")
	if class == "" {
		return name
	}
	return "_" + class + name
}

// enter opens a scope. It is a child of the current one.
func (b *builder) enter(kind Kind, name string, n ast.Node) *Scope {
	s := &Scope{Kind: kind, Name: name, Node: n, Parent: b.cur, class: b.class, index: make(map[string]*Symbol)}
	if p := b.cur; p != nil {
		s.Nested = p.Nested || p.functionLike()
		s.iterExprs = p.iterExprs
		if kind != ClassScope {
			s.mangledNames = p.mangledNames
		}
		p.Children = append(p.Children, s)
	}
	if n != nil {
		b.table.scopes[key{n.NodeID(), kind}] = s
	}
	b.cur = s
	return s
}

func (b *builder) leave() { b.cur = b.cur.Parent }

// functionLike scopes have locals that inner scopes can capture.
func (s *Scope) functionLike() bool { return s.Kind != ModuleScope && s.Kind != ClassScope }

func (s *Scope) symbol(name string) *Symbol {
	sym := s.index[name]
	if sym == nil {
		sym = &Symbol{Name: name}
		s.index[name] = sym
		s.Symbols = append(s.Symbols, sym)
	}
	return sym
}

// mangle is Mangle in a scope. In the type parameters of a generic class, and
// in what is nested there, only these are private to the class.
func (b *builder) mangle(s *Scope, name string) string {
	if s.mangledNames != nil && !s.mangledNames[name] {
		return name
	}
	return Mangle(b.class, name)
}

// lookup is the flags of a name in the current scope.
func (b *builder) lookup(name string) Flags {
	if sym := b.cur.index[b.mangle(b.cur, name)]; sym != nil {
		return sym.Flags
	}
	return 0
}

const (
	bound     = DefLocal | DefParam | DefImport | DefTypeParam
	writeMask = DefParam | DefLocal | DefImport
)

// add notes that the current scope mentions a name.
func (b *builder) add(name string, flags Flags, at source.Span) { b.addCtx(name, flags, at, ast.Store) }

func (b *builder) addCtx(name string, flags Flags, at source.Span, ctx ast.ExprContext) {
	if flags&writeMask != 0 && !b.checkName(name, at, ctx) {
		return
	}
	if flags&DefTypeParam != 0 && b.cur.mangledNames != nil {
		b.cur.mangledNames[name] = true
	}
	b.addTo(b.cur, name, flags, at)
}

func (b *builder) checkName(name string, at source.Span, ctx ast.ExprContext) bool {
	if name != "__debug__" || ctx == ast.Load {
		return true
	}
	verb := "assign to"
	if ctx == ast.Del {
		verb = "delete"
	}
	b.errorf(at, "cannot %s __debug__", verb)
	return false
}

func (b *builder) addTo(s *Scope, name string, flags Flags, at source.Span) {
	name = b.mangle(s, name)
	sym := s.symbol(name)
	if flags&DefParam != 0 && sym.Flags&DefParam != 0 {
		what := "argument"
		if b.opt.Minor >= 14 {
			what = "parameter"
		}
		b.errorf(at, "duplicate %s '%s' in function definition", what, name)
		return
	}
	if flags&DefTypeParam != 0 && sym.Flags&DefTypeParam != 0 {
		b.errorf(at, "duplicate type parameter '%s'", name)
		return
	}
	val := sym.Flags | flags
	if b.cur.inTarget {
		if val&(DefGlobal|DefNonlocal) != 0 {
			b.errorf(at, "comprehension inner loop cannot rebind assignment expression target '%s'", name)
			return
		}
		val |= DefCompIter
	}
	sym.Flags = val
	switch {
	case flags&DefParam != 0:
		s.Params = append(s.Params, name)
	case flags&DefGlobal != 0:
		b.root().symbol(name).Flags |= flags
	}
}

func (b *builder) root() *Scope {
	if b.table.Root != nil {
		return b.table.Root
	}
	s := b.cur
	for s.Parent != nil {
		s = s.Parent
	}
	return s
}

// futureImports finds the __future__ imports and those that come too late.
func (b *builder) futureImports(body []ast.Stmt) {
	features := map[string]bool{
		"nested_scopes": true, "generators": true, "division": true, "absolute_import": true, "with_statement": true,
		"print_function": true, "unicode_literals": true, "barry_as_FLUFL": true, "generator_stop": true, "annotations": true,
	}
	for i, s := range body {
		switch s := s.(type) {
		case *ast.ImportFrom:
			if s.Module != "__future__" || s.Level != 0 {
				return
			}
			b.early[s] = true
			for _, a := range s.Names {
				switch {
				case a.Name == "annotations":
					b.future = true
				case a.Name == "braces":
					b.errorf(s.Span(), "not a chance")
				case !features[a.Name]:
					b.errorf(s.Span(), "future feature %s is not defined", a.Name)
				}
			}
		case *ast.ExprStmt:
			c, ok := s.Value.(*ast.Constant)
			if i > 0 || !ok || c.Value.Type != ast.StrConst {
				return
			}
		default:
			return
		}
	}
}
