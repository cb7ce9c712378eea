package rules

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

//go:embed aw213.md
var aw213Doc string

var aw213 = analyzer.Rule{
	Code:     "AW213",
	Name:     "missing-protocol-partner",
	Since:    "0.2.0",
	Severity: analyzer.Error,
	Fix:      "never",
	Doc:      aw213Doc,
	Nodes:    []ast.Kind{ast.ClassDefKind},
	Run:      runAW213,
}

func runAW213(p *analyzer.Pass, n ast.Node) {
	c := p.Module.Class(n)
	if c == nil || p.Module.IsStub || isTypeChecking(p.Module, n) {
		return
	}
	name := c.Node.Name
	unsupported := "'" + name + "' object does not support the asynchronous context manager protocol"
	for _, pair := range []struct{ has, lacks, message string }{
		{"__aenter__", "__aexit__", unsupported + " (missed __aexit__ method)"},
		{"__aexit__", "__aenter__", unsupported},
		{"__anext__", "__aiter__", "'async for' requires an object with __aiter__ method, got " + name},
	} {
		at := c.Block.Bindings(pair.has)
		if len(at) == 0 {
			continue
		}
		fn := p.Module.Function(at[len(at)-1].Node)
		if fn == nil || protocolMethod(p, fn.Node, pair.has) == nil || infer.IsPlaceholder(fn) && !isPass(fn) || isMixin(p, c) {
			continue
		}
		if p.Infer.Has(p.Module, infer.Object{Type: name, Class: c}, pair.lacks) != infer.No || isExpected(p, n, "TypeError") {
			continue
		}
		if pair.has != "__anext__" && calledByName(p, pair.has) && !isEntered(p, c) {
			continue // not by "async with"
		}
		d := analyzer.Diagnostic{
			Severity: analyzer.Error,
			Span:     defSpan(fn),
			Message:  fmt.Sprintf("`%s` has `%s` but no `%s`: `async with` on an instance raises `TypeError: %s`", name, pair.has, pair.lacks, pair.message),
		}
		if isPass(fn) && !isEntered(p, c) {
			d.Severity = analyzer.Warning // maybe half of something
		}
		if pair.has == "__anext__" {
			// Legal by itself: what anext() is used on needs no more.
			m, loop := loopOver(p, c)
			if loop == nil {
				continue
			}
			d.Message = fmt.Sprintf("`%s` has `__anext__` but no `__aiter__`: `async for` over an instance raises `TypeError: %s`; add `def __aiter__(self): return self`", name, pair.message)
			d.Related = []analyzer.Related{{File: m.Source(), Span: loop.Span(), Message: "an instance is iterated here"}}
		}
		p.Report(d)
	}
}

// calledByName reports a call "x.special(...)" in the program, save that of a base's
// method.
func calledByName(p *analyzer.Pass, special string) bool {
	p.Infer.LooksAround()
	call, base := "."+special+"(", "super()."+special+"("
	for _, m := range p.Infer.Members(p.Module) {
		if m.Mentions(call) && strings.Count(m.Source().Text, call) > strings.Count(m.Source().Text, base) {
			return true
		}
	}
	return false
}

// isEntered reports an "async with" in the file on an instance of c.
func isEntered(p *analyzer.Pass, c *index.Class) bool {
	p.Infer.LooksAround()
	found := false
	ast.Inspect(p.Module.File.Mod, func(n ast.Node) bool {
		if with, ok := n.(*ast.AsyncWith); ok && !found {
			for _, item := range with.Items {
				list := p.Infer.Objects(p.Module, item.ContextExpr)
				found = found || len(list) == 1 && list[0].Class == c
			}
		}
		return !found
	})
	return found
}

// loopOver finds an "async for" over instances of c.
func loopOver(p *analyzer.Pass, c *index.Class) (in *index.Module, at ast.Expr) {
	p.Infer.LooksAround()
	for _, m := range p.Infer.Members(p.Module) {
		if at == nil {
			ast.Inspect(m.File.Mod, func(n ast.Node) bool {
				var iter ast.Expr
				switch n := n.(type) {
				case *ast.AsyncFor:
					iter = n.Iter
				case *ast.Comprehension:
					if n.IsAsync != 0 {
						iter = n.Iter
					}
				}
				if iter != nil && at == nil {
					if list := p.Infer.Objects(m, iter); len(list) == 1 && list[0].Class == c {
						in, at = m, iter
					}
				}
				return at == nil
			})
		}
	}
	return in, at
}
