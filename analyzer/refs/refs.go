// Package refs tells what an identifier in a file stands for, and where else
// in the program the same thing is named.
//
// A Symbol is a thing with a name: what a block binds (a variable, a function,
// a class, a parameter), an attribute of a class, or a module. Imports are
// followed, so that a name and what it was imported from are one symbol. Which
// block a name belongs to is told by package index, what an attribute is of by
// package infer; where infer does not know, the identifier has no symbol and
// counts as a reference to nothing.
//
// Names in quoted annotations and in strings are not looked at.
package refs

import (
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

// Symbol is a thing that identifiers name. Two are the same if they are equal.
type Symbol struct {
	Module *index.Module // a module itself; the rest is then zero
	Block  *index.Block  // the block that binds Name; of an attribute, the class's
	Name   string
}

// Finder finds symbols in one workspace. It is safe for concurrent use.
type Finder struct {
	ws     *index.Workspace
	engine *infer.Engine
}

// New makes a finder; engine is one over ws.
func New(ws *index.Workspace, engine *infer.Engine) *Finder { return &Finder{ws, engine} }

// Symbols are what an identifier stands for: mostly one thing, several where
// the program chooses at run time, none where it is not known.
func (f *Finder) Symbols(o Occurrence) []Symbol {
	m := o.Module
	switch n := o.Node.(type) {
	case *ast.Attribute:
		return f.attribute(m, n)
	case *ast.Arg:
		if b := parameterBlock(m, n); b != nil {
			return []Symbol{{Block: b, Name: n.Arg}}
		}
		return nil
	case *ast.Keyword:
		return f.keyword(m, n)
	case *ast.MatchClass:
		if v := f.engine.Expr(m, n.Cls); v.Kind == infer.Class {
			return f.ofClass(v.Class, o.Name)
		}
		return nil
	case *ast.ImportFrom:
		if target := f.ws.Import(m, n.Level, dotted(n.Module, o.part)); target != nil {
			return []Symbol{{Module: target}}
		}
		return nil
	case *ast.Alias:
		return f.alias(o, n)
	}
	return f.named(m.BlockAt(o.Node), o.Name)
}

// alias is the symbol of an identifier in the list of an import.
func (f *Finder) alias(o Occurrence, n *ast.Alias) []Symbol {
	m := o.Module
	if o.part == asname {
		return f.named(m.BlockAt(n), n.Asname)
	}
	if from, ok := m.Parent(n).(*ast.ImportFrom); ok {
		if got := f.imported(m, from, n.Name, map[Symbol]bool{}); len(got) > 0 {
			return got
		}
		return f.named(m.BlockAt(n), n.Name)
	}
	if target := f.ws.Import(m, 0, dotted(n.Name, o.part)); target != nil {
		return []Symbol{{Module: target}}
	}
	if o.part == 0 && n.Asname == "" {
		return f.named(m.BlockAt(n), o.Name)
	}
	return nil
}

// dotted is a dotted name up to its part number i.
func dotted(name string, i int) string {
	parts := strings.Split(name, ".")
	return strings.Join(parts[:min(i+1, len(parts))], ".")
}

// named is what a name means in a block.
func (f *Finder) named(b *index.Block, name string) []Symbol {
	if at := b.Resolve(name); at != nil {
		return f.origin(Symbol{Block: at, Name: name}, map[Symbol]bool{})
	}
	return f.starred(b.Module, name, map[Symbol]bool{})
}

// origin follows a name that imports alone bind to what they import. A name
// imported from outside the workspace stands for itself.
func (f *Finder) origin(s Symbol, seen map[Symbol]bool) []Symbol {
	if seen[s] {
		return nil
	}
	seen[s] = true
	var out []Symbol
	for _, b := range s.Block.Bindings(s.Name) {
		n, isAlias := b.Node.(*ast.Alias)
		if !isAlias {
			return []Symbol{s}
		}
		m := s.Block.Module
		if b.Kind == index.BindFrom {
			out = appendNew(out, f.imported(m, b.Stmt.(*ast.ImportFrom), n.Name, seen)...)
			continue
		}
		name := n.Name
		if n.Asname == "" {
			name, _, _ = strings.Cut(name, ".")
		}
		if target := f.ws.Import(m, 0, name); target != nil {
			out = appendNew(out, Symbol{Module: target})
		}
	}
	if len(out) == 0 {
		return []Symbol{s}
	}
	return out
}

// imported is what "from ... import name" brings, if the workspace has it.
func (f *Finder) imported(m *index.Module, from *ast.ImportFrom, name string, seen map[Symbol]bool) []Symbol {
	target := f.ws.Import(m, from.Level, from.Module)
	switch {
	case target == nil:
		return nil
	case target == m:
		// "from . import x" in an __init__ names the submodule.
		return f.submodule(m, name)
	}
	return f.member(target, name, seen)
}

// member is what a module has under a name.
func (f *Finder) member(m *index.Module, name string, seen map[Symbol]bool) []Symbol {
	if len(m.Block.Bindings(name)) > 0 {
		return f.origin(Symbol{Block: m.Block, Name: name}, seen)
	}
	if got := f.submodule(m, name); len(got) > 0 {
		return got
	}
	return f.starred(m, name, seen)
}

func (f *Finder) submodule(m *index.Module, name string) []Symbol {
	if m.IsPackage {
		if sub := f.ws.Import(m, 1, name); sub != nil {
			return []Symbol{{Module: sub}}
		}
	}
	return nil
}

// starred looks in the modules that a file imports everything from.
func (f *Finder) starred(m *index.Module, name string, seen map[Symbol]bool) []Symbol {
	if strings.HasPrefix(name, "_") {
		return nil
	}
	for i := len(m.Stars) - 1; i >= 0; i-- {
		target := f.ws.Import(m, m.Stars[i].Level, m.Stars[i].Module)
		key := Symbol{Module: target, Name: name}
		if target == nil || seen[key] {
			continue
		}
		seen[key] = true
		if got := f.member(target, name, seen); len(got) > 0 {
			return got
		}
	}
	return nil
}

// attribute is what x.attr names.
func (f *Finder) attribute(m *index.Module, n *ast.Attribute) []Symbol {
	if isSuper(n.Value) {
		if fn := m.FunctionAt(n); fn != nil && fn.Class != nil {
			for _, base := range f.engine.Ancestors(fn.Class) {
				if base.Has(n.Attr) {
					return []Symbol{{Block: base.Block, Name: n.Attr}}
				}
			}
		}
		return nil
	}
	return f.within(f.engine.Expr(m, n.Value), n.Attr)
}

func isSuper(x ast.Expr) bool {
	c, ok := x.(*ast.Call)
	if !ok || len(c.Args) > 0 {
		return false
	}
	name, ok := c.Func.(*ast.Name)
	return ok && name.Ident == "super"
}

// within is the attribute of a value.
func (f *Finder) within(v infer.Value, attr string) []Symbol {
	switch {
	case v.Kind == infer.Module:
		return f.member(v.Module, attr, map[Symbol]bool{})
	case (v.Kind == infer.Class || v.Kind == infer.Instance) && v.Class != nil:
		return f.ofClass(v.Class, attr)
	case v.Kind == infer.Union:
		var out []Symbol
		for _, alt := range v.Alts() {
			out = appendNew(out, f.within(alt, attr)...)
		}
		return out
	}
	return nil
}

// ofClass is an attribute of a class or of its instances: of the class itself,
// or of the nearest base that has it.
func (f *Finder) ofClass(c *index.Class, attr string) []Symbol {
	if c.Has(attr) {
		return []Symbol{{Block: c.Block, Name: attr}}
	}
	for _, base := range f.engine.Ancestors(c) {
		if base.Has(attr) {
			return []Symbol{{Block: base.Block, Name: attr}}
		}
	}
	return nil
}

// keyword is the parameter that a keyword argument goes to.
func (f *Finder) keyword(m *index.Module, n *ast.Keyword) []Symbol {
	call, ok := m.Parent(n).(*ast.Call)
	if !ok {
		return nil
	}
	v := f.engine.Expr(m, call.Func)
	switch v.Kind {
	case infer.Function, infer.ManagerFactory:
		return parameter(v.Func, n.Arg)
	case infer.Class:
		for _, s := range f.ofClass(v.Class, "__init__") {
			for _, b := range s.Block.Bindings("__init__") {
				if fn := s.Block.Module.Function(b.Node); fn != nil && b.Kind == index.BindDef {
					return parameter(fn, n.Arg)
				}
			}
			return nil
		}
		if f.isDataclass(v.Class) {
			return f.ofClass(v.Class, n.Arg)
		}
	}
	return nil
}

// isDataclass reports a class whose fields are the parameters of its calls.
func (f *Finder) isDataclass(c *index.Class) bool {
	for _, d := range c.Node.DecoratorList {
		if call, ok := d.(*ast.Call); ok {
			d = call.Func
		}
		if f.engine.DottedName(c.Module, d) == "dataclasses.dataclass" {
			return true
		}
	}
	return false
}

func parameter(fn *index.Function, name string) []Symbol {
	a := fn.Args
	if a == nil {
		return nil
	}
	for _, list := range [][]*ast.Arg{a.Args, a.Kwonlyargs} {
		for _, p := range list {
			if p.Arg == name {
				return []Symbol{{Block: fn.Block, Name: name}}
			}
		}
	}
	return nil
}

// parameterBlock is the block whose name a parameter is.
func parameterBlock(m *index.Module, n *ast.Arg) *index.Block {
	switch def := m.Parent(m.Parent(n)).(type) {
	case *ast.FunctionDef, *ast.AsyncFunctionDef:
		return m.Function(def).Block
	case *ast.Lambda:
		return m.BlockAt(def.Body)
	}
	return nil
}

func appendNew(list []Symbol, more ...Symbol) []Symbol {
next:
	for _, s := range more {
		for _, have := range list {
			if have == s {
				continue next
			}
		}
		list = append(list, s)
	}
	return list
}

// Function is the function that a symbol is, if a single def makes it.
func (s Symbol) Function() *index.Function {
	if s.Block == nil {
		return nil
	}
	var out *index.Function
	for _, b := range s.Block.Bindings(s.Name) {
		fn := s.Block.Module.Function(b.Node)
		if b.Kind != index.BindDef || fn == nil {
			return nil
		}
		out = fn // of overloads and alternatives the last
	}
	return out
}

// Of is the symbol of a function.
func Of(fn *index.Function) Symbol {
	b := fn.Module.BlockAt(fn.Node)
	if at := b.Resolve(fn.Name); at != nil {
		b = at
	}
	return Symbol{Block: b, Name: fn.Name}
}
