package rules

import (
	"slices"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

// given lists the objects that a parameter without annotation may be, when all the
// calls of its function are known and stand in this file; nil when that is not so.
// What x is used for must happen in every call, or a test that the callers know of
// may keep it from happening.
func given(p *analyzer.Pass, x ast.Expr) []infer.Object {
	name, ok := x.(*ast.Name)
	if !ok {
		return nil
	}
	fn := p.Module.FunctionAt(name)
	if fn == nil || fn.Node == nil || fn.Class != nil || len(fn.Decorators) > 0 || p.Module.BlockAt(name) != fn.Block {
		return nil
	}
	at := fn.Block.Bindings(name.Ident)
	if len(at) != 1 || at[0].Kind != index.BindParam {
		return nil
	}
	i := slices.IndexFunc(fn.Positional(), func(a *ast.Arg) bool { return a.Arg == name.Ident && a.Annotation == nil })
	if i < 0 || !isCertain(p.Module, fn, name) {
		return nil
	}
	return argumentObjects(p, fn, i)
}

// onlyForGiven makes a fix unsafe that is right for the callers which are known, of
// a function that others may call, too.
func onlyForGiven(p *analyzer.Pass, x ast.Expr, fix *analyzer.Fix) {
	name, ok := x.(*ast.Name)
	if !ok || fix == nil {
		return
	}
	if block := p.Module.BlockAt(name).Resolve(name.Ident); block != nil {
		at := block.Bindings(name.Ident)
		if len(at) == 1 && at[0].Kind == index.BindParam && at[0].Annotation == nil {
			fix.Applicability = analyzer.Unsafe
		}
	}
}

// isCertain reports a place that every run of a function comes to: in no branch,
// and after nothing that may leave it.
func isCertain(m *index.Module, fn *index.Function, x ast.Node) bool {
	for child, at := x, m.Parent(x); at != nil && at != ast.Node(fn.Node); child, at = at, m.Parent(at) {
		switch at := at.(type) {
		case *ast.If, *ast.IfExp, *ast.BoolOp, *ast.For, *ast.AsyncFor, *ast.While, *ast.Match, *ast.Try, *ast.TryStar,
			*ast.Lambda, *ast.GeneratorExp, *ast.ListComp, *ast.SetComp, *ast.DictComp:
			if firstEvaluated(at) != child {
				return false
			}
		}
	}
	certain := true
	for _, s := range fn.Body {
		ast.Inspect(s, func(n ast.Node) bool {
			switch n.(type) {
			case *ast.Return, *ast.Raise, *ast.Assert, *ast.Delete:
				certain = certain && n.End() > x.Pos()
			case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef:
				return false
			}
			return certain
		})
	}
	return certain
}

// firstEvaluated is the part of a loop that is evaluated however it goes on.
func firstEvaluated(n ast.Node) ast.Node {
	switch n := n.(type) {
	case *ast.For:
		return n.Iter
	case *ast.AsyncFor:
		return n.Iter
	}
	return nil
}

// argumentObjects lists what the calls of a function give to a parameter.
func argumentObjects(p *analyzer.Pass, fn *index.Function, param int) []infer.Object {
	around := p.Module.Block
	if fn.Outer != nil {
		around = fn.Outer.Block
	}
	if len(around.Bindings(fn.Name)) != 1 {
		return nil
	}
	if fn.Outer == nil {
		for _, other := range p.Infer.Members(p.Module) {
			if other.Path != p.Module.Path && other.Mentions(fn.Name) {
				return nil
			}
		}
		if p.Module.Mentions(`"`+fn.Name+`"`) || p.Module.Mentions("'"+fn.Name+"'") {
			return nil
		}
	}
	var out []infer.Object
	calls := 0
	for _, use := range usesOf(p, fn.Name) {
		if p.Module.BlockAt(use).Resolve(use.Ident) != around {
			continue
		}
		call, ok := p.Module.Parent(use).(*ast.Call)
		if !ok || call.Func != ast.Expr(use) || isExpected(p, call, "TypeError") || isExpected(p, call, "AttributeError") || isProvoked(p, call) {
			return nil
		}
		arg := argumentAt(fn, call, param)
		if arg == nil {
			return nil
		}
		list := p.Infer.Objects(p.Module, arg)
		if len(list) == 0 {
			return nil
		}
		out = append(out, list...)
		calls++
	}
	if calls == 0 {
		return nil
	}
	return out
}

// argumentAt is what a call gives to a parameter by position or name, nil where that
// is not plain.
func argumentAt(fn *index.Function, call *ast.Call, param int) ast.Expr {
	for _, a := range call.Args {
		if a.Kind() == ast.StarredKind {
			return nil
		}
	}
	if param < len(call.Args) {
		return call.Args[param]
	}
	var found ast.Expr
	for _, k := range call.Keywords {
		if k.Arg == "" {
			return nil
		}
		if k.Arg == fn.Positional()[param].Arg {
			found = k.Value
		}
	}
	return found
}

// usesOf are the mentions of a name in the file.
func usesOf(p *analyzer.Pass, name string) []*ast.Name {
	p.Infer.LooksFor(name)
	uses := namesUsed(p)[name]
	for _, x := range uses {
		p.Infer.At(p.Infer.Visit(p.Module, x))
	}
	return uses
}

type usesKey struct{}

// namesUsed are the mentions of each name in the file, collected once.
func namesUsed(p *analyzer.Pass) map[string][]*ast.Name {
	return p.Memo(usesKey{}, func() any {
		out := map[string][]*ast.Name{}
		ast.Inspect(p.Module.File.Mod, func(n ast.Node) bool {
			if x, ok := n.(*ast.Name); ok && x.Ctx == ast.Load {
				out[x.Ident] = append(out[x.Ident], x)
			}
			return true
		})
		return out
	}).(map[string][]*ast.Name)
}
