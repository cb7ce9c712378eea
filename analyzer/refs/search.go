package refs

import (
	"context"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// Definitions are the places that give a symbol its value; of a module, its
// first byte.
func Definitions(s Symbol) []Occurrence {
	if s.Module != nil {
		return []Occurrence{{Module: s.Module, Node: s.Module.File.Mod, Name: moduleWord(s.Module), Binds: true}}
	}
	if s.Block == nil {
		return nil
	}
	at := map[ast.Node]bool{}
	for _, b := range s.Block.Bindings(s.Name) {
		at[b.Node] = true
	}
	if s.Block.Kind == index.ClassBlock {
		for _, b := range s.Block.Class.Self[s.Name] {
			at[b.Node] = true
		}
	}
	var out []Occurrence
	Each(s.Block.Module, s.Name, func(o Occurrence) {
		if at[o.Node] && o.Binds {
			out = append(out, o)
		}
	})
	return out
}

// moduleWord is the last part of a module's name, as imports spell it.
func moduleWord(m *index.Module) string {
	if m.Name != "" {
		return m.Name[strings.LastIndexByte(m.Name, '.')+1:]
	}
	if m.IsPackage {
		return filepath.Base(filepath.Dir(m.Path))
	}
	return strings.TrimSuffix(path.Base(filepath.ToSlash(m.Path)), filepath.Ext(m.Path))
}

// References are the identifiers that stand for one of the symbols,
// definitions included, in the order of their files. candidates gives the
// modules of the program that may hold all of some words. When ctx ends, what
// was found so far is returned; the caller asks ctx.
func (f *Finder) References(ctx context.Context, symbols []Symbol, candidates func(words ...string) []*index.Module) []Occurrence {
	type place struct {
		m     *index.Module
		start source.Pos
	}
	have := map[place]bool{}
	var out []Occurrence
	var work []sought
	for _, s := range symbols {
		word := s.Name
		if s.Module != nil {
			word = moduleWord(s.Module)
		}
		work = appendSought(work, sought{word: word})
	}
	for i := 0; i < len(work); i++ { // imports under other names add to it
		word := work[i].word
		for _, m := range f.searched(work[i], candidates) {
			if ctx.Err() != nil {
				return out
			}
			Each(m, word, func(o Occurrence) {
				if have[place{m, o.Span.Start}] || !reaches(symbols, o) || !share(f.Symbols(o), symbols) {
					return
				}
				have[place{m, o.Span.Start}] = true
				out = append(out, o)
				if a, ok := o.Node.(*ast.Alias); ok && a.Asname != "" {
					work = appendSought(work, sought{word: a.Asname, home: m, local: m.BlockAt(a) != m.Block})
				}
			})
		}
	}
	slices.SortFunc(out, func(a, b Occurrence) int {
		if a.Module != b.Module {
			return strings.Compare(a.Module.Path, b.Module.Path)
		}
		return int(a.Span.Start - b.Span.Start)
	})
	return out
}

// sought is a word to look for; one that an import of home brought up is
// known only to those that import from home.
type sought struct {
	word  string
	home  *index.Module
	local bool // only home itself can know it
}

func appendSought(list []sought, s sought) []sought {
	for _, have := range list {
		if have == s || have.word == s.word && have.home == nil {
			return list
		}
	}
	return append(list, s)
}

// searched lists the modules that may name what is sought.
func (f *Finder) searched(s sought, candidates func(words ...string) []*index.Module) []*index.Module {
	switch {
	case s.home == nil:
		return candidates(s.word)
	case s.local:
		return []*index.Module{s.home}
	case s.home.IsPackage:
		return candidates(s.word) // its modules import from it as "."
	}
	list := candidates(s.word, moduleWord(s.home))
	for _, m := range list {
		for _, star := range m.Stars {
			if f.ws.Import(m, star.Level, star.Module) == s.home {
				return candidates(s.word) // others may import it from there
			}
		}
	}
	if !slices.Contains(list, s.home) {
		list = append(list, s.home)
	}
	return list
}

// reaches rules out cheaply what cannot stand for any of the symbols: what a
// function binds is named within its file, or by keyword, and a definition
// defines something of its own file.
func reaches(symbols []Symbol, o Occurrence) bool {
	for _, s := range symbols {
		if s.Block == nil || s.Block.Module == o.Module {
			return true
		}
		switch o.Node.(type) {
		case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef, *ast.Arg:
			continue
		case *ast.Keyword:
			return true
		}
		if s.Block.Kind == index.ModuleBlock || s.Block.Kind == index.ClassBlock {
			return true
		}
	}
	return false
}

func share(a, b []Symbol) bool {
	return slices.ContainsFunc(a, func(s Symbol) bool { return slices.Contains(b, s) })
}

// Use is what the program does with a function where it names it.
type Use uint8

// The uses.
const (
	Named    Use = iota // neither of the others: kept, passed on, imported
	Called              // and the result kept, returned or dropped
	Awaited             // await f()
	Iterated            // async for ... in f()
	Given               // g(f()): the result goes to another call
)

// UseOf tells how a reference uses the function that it stands for, and the
// call if it is one.
func UseOf(o Occurrence) (Use, *ast.Call) {
	call, ok := o.Module.Parent(o.Node).(*ast.Call)
	if !ok || call.Func != o.Node {
		return Named, nil
	}
	switch p := o.Module.Parent(call).(type) {
	case *ast.Await:
		return Awaited, call
	case *ast.AsyncFor:
		if p.Iter == ast.Expr(call) {
			return Iterated, call
		}
	case *ast.Comprehension:
		if p.IsAsync != 0 && p.Iter == ast.Expr(call) {
			return Iterated, call
		}
	case *ast.Call, *ast.Starred, *ast.Keyword:
		return Given, call
	}
	return Called, call
}
