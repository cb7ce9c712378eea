// Package index knows what Python files say about names, one file at a time,
// and how files find one another.
//
// A Module is everything that can be told from one file alone: its blocks
// (module, classes, functions, lambdas, comprehensions), the places where each
// block binds each name, its functions and its classes with the attributes
// that methods set on self. It is immutable, so one Module serves any number
// of snapshots and goroutines.
//
// A Workspace is a set of files seen at one moment. It resolves imports to
// Modules, and parses a file the first time somebody asks for it.
//
// Which scope a name belongs to is Python's rule (see Block.Resolve); what the
// name's value is belongs to package infer.
package index

import (
	"slices"
	"strings"
	"sync"

	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// Module is one indexed file.
type Module struct {
	Name      string // dotted name under which other files import it
	Path      string // as the workspace names the file
	IsPackage bool   // __init__.py or __init__.pyi
	IsStub    bool   // .pyi
	File      *ast.File
	Block     *Block

	Library     bool // of the environment or the bundled table: read for types, never reported on
	Bundled     bool // of the bundled table, no file of this machine
	Undecodable bool // the bytes are no text; File holds the error and no statement

	Imports []ast.Stmt        // the import statements among the file's own statements, in order
	Stars   []*ast.ImportFrom // "from m import *" at module level, in order

	mentions  mentions
	puts      puts
	nodes     []ast.Node // see Nodes
	parents   []ast.Node
	blocks    map[ast.NodeID]*Block
	functions map[ast.NodeID]*Function
	classes   map[ast.NodeID]*Class
	lambdas   map[ast.NodeID]*Function

	tested        map[string]bool
	hasTypeParams bool
	divided       sync.Once
	units         *Units // made by divided
	bases         sync.Once
	filed         *byBase // made by bases
}

// Tests reports whether some code of the module looks into a name, or into an
// attribute ".name", with isinstance, "is None", match and the like.
func (m *Module) Tests(name string) bool { return m.tested[name] }

// HasTypeParams reports PEP 695 type parameters anywhere in the module.
func (m *Module) HasTypeParams() bool { return m.hasTypeParams }

// Lambda returns the indexed form of a lambda, or nil.
func (m *Module) Lambda(n ast.Node) *Function { return m.lambdas[n.NodeID()] }

// Parent is the node that has n as a child, or nil for the root.
func (m *Module) Parent(n ast.Node) ast.Node {
	if id := int(n.NodeID()); id < len(m.parents) {
		return m.parents[id]
	}
	return nil
}

// Function returns the indexed form of a def, or nil.
func (m *Module) Function(n ast.Node) *Function { return m.functions[n.NodeID()] }

// Class returns the indexed form of a class statement, or nil.
func (m *Module) Class(n ast.Node) *Class { return m.classes[n.NodeID()] }

// Nodes lists the nodes of the file, each before its children. Only those of a
// kind that IsListed are among them: to look at all takes a walk of the trees
// (ast.Inspect).
func (m *Module) Nodes() []ast.Node { return m.nodes }

// IsListed leaves out the kinds that are most of a tree and that nobody looks for.
func IsListed(k ast.Kind) bool {
	switch k {
	case ast.NameKind, ast.ConstantKind, ast.AttributeKind, ast.ArgKind, ast.ArgumentsKind, ast.KeywordKind, ast.AliasKind:
		return false
	}
	return true
}

// Mentions tells whether the file's text has such a piece; it is looked for
// once.
func (m *Module) Mentions(piece string) bool {
	m.mentions.mu.RLock()
	found, known := m.mentions.of[piece]
	m.mentions.mu.RUnlock()
	if known {
		return found
	}
	found = strings.Contains(m.File.Source.Text, piece)
	m.mentions.mu.Lock()
	defer m.mentions.mu.Unlock()
	if m.mentions.of == nil {
		m.mentions.of = map[string]bool{}
	}
	m.mentions.of[piece] = found
	return found
}

// mentions are the answers of Mentions so far. A sync.Map would make a copy of
// the piece for each question.
type mentions struct {
	mu sync.RWMutex
	of map[string]bool // guarded by mu
}

// Source is the file's text.
func (m *Module) Source() *source.File { return m.File.Source }

// BlockKind says what opens a Block.
type BlockKind uint8

// The kinds of block.
const (
	ModuleBlock BlockKind = iota
	ClassBlock
	FunctionBlock
	LambdaBlock
	ComprehensionBlock
)

// Block is a region of a file with names of its own.
type Block struct {
	Kind     BlockKind
	Node     ast.Node
	Parent   *Block
	Module   *Module
	Function *Function // the innermost function the block is or lies in, not through a class; nil at module level
	Class    *Class    // of a class block

	names     nameTable
	globals   map[string]bool
	nonlocals map[string]bool
}

// Bindings are the places in this very block that bind the name, in source order.
func (b *Block) Bindings(name string) []Binding { return b.names.get(name) }

// Names calls f for each name the block binds, in the order of their first
// bindings.
func (b *Block) Names(f func(name string, at []Binding)) {
	for _, n := range b.names.list {
		f(n.name, n.at)
	}
}

// Resolve finds the block that binds a name as it is seen from b, or nil when
// only builtins can have it. A class block is seen by its own statements alone.
func (b *Block) Resolve(name string) *Block {
	for at := b; at != nil; at = at.Parent {
		switch {
		case at.Kind == ClassBlock && at != b:
			continue
		case at.globals[name]:
			return b.Module.Block.own(name)
		case at.nonlocals[name]:
			continue
		}
		if at.names.has(name) {
			return at
		}
	}
	return nil
}

func (b *Block) own(name string) *Block {
	if b.names.has(name) {
		return b
	}
	return nil
}

// BindingKind says how a name is bound.
type BindingKind uint8

// The ways to bind a name. From BindWith on the bound value is a part or a
// product of Value.
const (
	BindDef     BindingKind = iota // def or async def: Node
	BindClass                      // class: Node
	BindImport                     // import: Node is the Alias, Stmt the Import
	BindFrom                       // from import: Node is the Alias, Stmt the ImportFrom
	BindAssign                     // name = Value, name := Value; Annotation may be set
	BindDeclare                    // name: Annotation, no value
	BindParam                      // parameter: Node is the Arg
	BindWith                       // with Value as name; Stmt is the With or AsyncWith
	BindFor                        // for name in Value; Stmt is the For, AsyncFor or Comprehension
	BindExcept                     // except Value as name
	BindOther                      // augmented assignment, del, *rest of a pattern
	BindPart                       // a name inside a target such as "a, (b, *c)"; Value is that of the whole
	BindMatch                      // a match capture: Node is the MatchAs
)

// Binding is one place that binds a name.
type Binding struct {
	Kind       BindingKind
	Node       ast.Node // the node that is the binding: a Name, an Arg, an Alias, a def
	Stmt       ast.Node // the statement or clause it is part of
	Value      ast.Expr
	Annotation ast.Expr
}

// IsDelete reports the binding of a name in a del statement.
func (b Binding) IsDelete() bool {
	_, ok := b.Stmt.(*ast.Delete)
	return ok
}

// BoundOnce reports one binding, in its block's order, that nothing but deletions follow.
func BoundOnce(at []Binding) bool {
	for i, b := range at {
		if b.IsDelete() != (i > 0) {
			return false
		}
	}
	return len(at) > 0
}

// Function is a def or async def.
type Function struct {
	Module     *Module
	Node       ast.Stmt // *ast.FunctionDef or *ast.AsyncFunctionDef
	Name       string
	NamePos    source.Pos
	Args       *ast.Arguments
	Body       []ast.Stmt
	Decorators []ast.Expr
	Annotation ast.Expr // of the result; may be nil
	Async      bool
	Class      *Class    // the class it is a method of, or nil
	Outer      *Function // the function around it, or nil
	Block      *Block

	Lambda *ast.Lambda // of a lambda, which has neither Node nor Body

	Yields  []ast.Node // Yield and YieldFrom of this function's own body
	Returns []*ast.Return
	Inner   []*Function // the functions that are defined in this one's own body, not through a class
}

// QualName is the dotted name within the module, as __qualname__ without
// "<locals>".
func (f *Function) QualName() string {
	switch {
	case f.Class != nil:
		return f.Class.QualName() + "." + f.Name
	case f.Outer != nil:
		return f.Outer.QualName() + "." + f.Name
	}
	return f.Name
}

// IsAsyncGenerator reports whether a call of the bare function makes an async
// generator.
func (f *Function) IsAsyncGenerator() bool { return f.Async && len(f.Yields) > 0 }

// Positional is the list of parameters that take positional arguments.
func (f *Function) Positional() []*ast.Arg {
	if f.Args == nil {
		return nil
	}
	if len(f.Args.Posonlyargs) == 0 {
		return slices.Clip(f.Args.Args)
	}
	return slices.Concat(f.Args.Posonlyargs, f.Args.Args)
}

// Parameters is the list of parameters that take one argument: the positional ones,
// then those that go by keyword only.
func (f *Function) Parameters() []*ast.Arg {
	if f.Args == nil || len(f.Args.Kwonlyargs) == 0 {
		return f.Positional()
	}
	return slices.Concat(f.Args.Posonlyargs, f.Args.Args, f.Args.Kwonlyargs)
}

// NameSpan is the span of the function's name in its def line.
func (f *Function) NameSpan() source.Span {
	return source.Span{Start: f.NamePos, End: f.NamePos + source.Pos(len(f.Name))}
}

// Class is a class statement.
type Class struct {
	Module *Module
	Node   *ast.ClassDef
	Outer  *Class
	Block  *Block

	// Self holds the attributes that methods set on their first parameter.
	Self map[string][]Binding
}

// QualName is the dotted name within the module.
func (c *Class) QualName() string {
	if c.Outer != nil {
		return c.Outer.QualName() + "." + c.Node.Name
	}
	return c.Node.Name
}

// Has reports whether the class itself, or a method of it on self, binds name.
func (c *Class) Has(name string) bool {
	return len(c.Block.Bindings(name)) > 0 || len(c.Self[name]) > 0
}

// FullName is the dotted name by which importers know the class.
func (c *Class) FullName() string { return c.Module.Name + "." + c.QualName() }

// FunctionAt is the innermost def that holds n in its body, or nil.
func (m *Module) FunctionAt(n ast.Node) *Function { return m.BlockAt(n).Function }

// BlockAt is the block whose names an expression or statement sees. A def's
// decorators, defaults and annotations, a class's bases and a comprehension's
// first iterable see the block around.
func (m *Module) BlockAt(n ast.Node) *Block {
	for child, at := n, m.Parent(n); at != nil; child, at = at, m.Parent(at) {
		inside := false
		switch at := at.(type) {
		case *ast.FunctionDef:
			inside = isBody(at.Body, child)
		case *ast.AsyncFunctionDef:
			inside = isBody(at.Body, child)
		case *ast.ClassDef:
			inside = isBody(at.Body, child)
		case *ast.Lambda:
			inside = child == ast.Node(at.Body)
		case *ast.ListComp:
			inside = !isFirstIter(at.Generators, n, m)
		case *ast.SetComp:
			inside = !isFirstIter(at.Generators, n, m)
		case *ast.DictComp:
			inside = !isFirstIter(at.Generators, n, m)
		case *ast.GeneratorExp:
			inside = !isFirstIter(at.Generators, n, m)
		}
		if inside {
			if b := m.blocks[at.NodeID()]; b != nil {
				return b
			}
		}
	}
	return m.Block
}

func isBody(body []ast.Stmt, child ast.Node) bool {
	return len(body) > 0 && child.Pos() >= body[0].Pos()
}

func isFirstIter(gens []*ast.Comprehension, n ast.Node, m *Module) bool {
	if len(gens) == 0 || gens[0].Iter == nil {
		return false
	}
	for at := n; at != nil; at = m.Parent(at) {
		if at == ast.Node(gens[0].Iter) {
			return true
		}
	}
	return false
}
