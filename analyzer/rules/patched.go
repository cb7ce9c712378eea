package rules

import (
	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// mayBePatched reports a call, or what is awaited of one, of a function in the place
// of which this file, or the tests around it, put something else: by mock.patch,
// monkeypatch or setattr, or by an assignment.
func mayBePatched(p *analyzer.Pass, x ast.Expr) bool {
	if await, ok := x.(*ast.Await); ok {
		x = await.Value
	}
	call, ok := x.(*ast.Call)
	return ok && p.Infer.IsReplaced(p.Module, call.Func, patchers(p))
}

type patchersKey struct{}

// patchers are the files whose patches count: the file itself, and for one of the
// tests those that set it up.
func patchers(p *analyzer.Pass) []*index.Module {
	if !p.Module.IsTest() {
		return []*index.Module{p.Module}
	}
	return p.Memo(patchersKey{}, func() any {
		out := []*index.Module{p.Module}
		for _, m := range p.Infer.Members(p.Module) {
			if m.Path != p.Module.Path && p.Module.IsSetUpBy(m) {
				out = append(out, m)
			}
		}
		return out
	}).([]*index.Module)
}
