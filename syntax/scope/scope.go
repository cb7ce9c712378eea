// Package scope resolves names: which names each block of a file binds, and
// where every name that a block uses lives, with the rules and the errors of
// CPython's symbol table (Python/symtable.c) and PEP 649/695 for annotation
// and type-parameter scopes.
package scope

import (
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// Kind is the kind of block a Scope stands for, as symtable.SymbolTableType.
type Kind uint8

const (
	ModuleScope Kind = iota
	ClassScope
	FunctionScope       // def, lambda, and comprehensions (see Comprehension)
	AnnotationScope     // lazily evaluated annotations of a def, class or module (PEP 649)
	TypeAliasScope      // the value of a "type X = ..." statement
	TypeParametersScope // the block that holds the [T] of a generic def, class or alias
	TypeVariableScope   // a bound or default of a type variable
)

// Place says where a name that a scope mentions lives.
type Place uint8

const (
	Local          Place = iota + 1
	GlobalExplicit       // declared by "global"
	GlobalImplicit       // found in no enclosing function: module globals, then builtins
	Free                 // bound in an enclosing function; reached through a cell
	Cell                 // bound here and captured by an inner scope
)

// Flags tell how a scope mentions a name (symtable.h's DEF_* and USE).
type Flags uint16

const (
	DefGlobal    Flags = 1 << iota // global statement
	DefLocal                       // assignment in the block
	DefParam                       // formal parameter
	DefNonlocal                    // nonlocal statement
	Used                           // name is read
	DefFreeClass                   // free name of a class that is also bound in it
	DefImport                      // bound by import
	DefAnnot                       // has an annotation
	DefCompIter                    // iteration target of a comprehension
	DefTypeParam                   // a type parameter
	DefCompCell                    // cell of an inlined comprehension
)

// Symbol is one name of one scope. Name is mangled where Python mangles it.
type Symbol struct {
	Name  string
	Flags Flags
	Place Place
}

// Scope is one block. Symbols are in order of first mention; Lookup finds one.
type Scope struct {
	Kind     Kind
	Name     string // "top" for a module; the function's or class's name; "lambda", "listcomp", "genexpr", ... as CPython
	Node     ast.Node
	Parent   *Scope
	Children []*Scope // in source order, as symtable lists them
	Symbols  []*Symbol
	Params   []string // parameter names (mangled) in CPython's varnames order: posonly, args, kwonly, *args, **kwargs

	Generator        bool // has yield
	Coroutine        bool // async def, or contains await/async comprehension where that makes it so
	Comprehension    bool // a comprehension or generator expression
	ReturnsValue     bool // has "return expr"
	NeedsClassCell   bool // a class whose methods use super() or __class__
	NeedsClassDict   bool // a class with annotation or type-parameter scopes that read its names
	HasAnnotations   bool // a module or class with annotated names (simple targets)
	Nested           bool // inside a function
	SeesClass        bool // an annotation-like scope to which the names of the class around it are visible
	InlinedIntoOuter bool // PEP 709: a comprehension that CPython compiles into its parent

	index        map[string]*Symbol
	class        string // the class whose private names are mangled here
	iterExprs    int    // iterables of comprehensions being visited
	inTarget     bool   // the target of a comprehension is being visited
	what         string // of a TypeVariableScope: "a TypeVar bound", ...
	directives   []directive
	mangledNames map[string]bool // the type parameters of a generic class
}

// A directive is a global or nonlocal statement's name, for later errors.
type directive struct {
	name string
	at   source.Span
}

// Lookup returns the symbol for a name as it is written in the source, which
// is mangled first where this scope's class asks for it, or nil.
func (s *Scope) Lookup(name string) *Symbol {
	if sym := s.index[name]; sym != nil {
		return sym
	}
	return s.index[Mangle(s.class, name)]
}

// Table is the result of Analyze.
type Table struct {
	Root *Scope
	// Errors are those of the symbol table and of the compiler ("'return'
	// outside function", ...): first the one that CPython reports, then the
	// others in source order.
	Errors []ast.Error

	scopes map[key]*Scope
}

type key struct {
	node ast.NodeID
	kind Kind
}

// Of returns the scope of the given kind that a node opens, or nil: for a
// generic function, Of(def, FunctionScope) is its body and
// Of(def, TypeParametersScope) the block around it; Of(def, AnnotationScope)
// holds its annotations.
func (t *Table) Of(n ast.Node, kind Kind) *Scope { return t.scopes[key{n.NodeID(), kind}] }
