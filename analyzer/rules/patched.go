package rules

import (
	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// mayBePatched reports a call, or what is awaited of one, of a function in the place
// of which this file puts something else: by mock.patch, monkeypatch or setattr, or by
// assigning to an attribute of that name.
func mayBePatched(p *analyzer.Pass, x ast.Expr) bool {
	if await, ok := x.(*ast.Await); ok {
		x = await.Value
	}
	call, ok := x.(*ast.Call)
	if !ok {
		return false
	}
	name := index.LastName(call.Func)
	if name == "" {
		return false
	}
	m := p.Module
	if m.Mentions("patch") || m.Mentions("setattr(") {
		for _, text := range []string{`.` + name + `"`, `.` + name + `'`, `"` + name + `"`, `'` + name + `'`} {
			if m.Mentions(text) {
				return true
			}
		}
		if m.Mentions("patch.multiple(") && m.Mentions(name+"=") {
			return true
		}
	}
	if call.Func.Kind() != ast.AttributeKind || !m.Mentions("."+name) {
		return false
	}
	return setsAttribute(p, name)
}

// setsAttribute reports an assignment to the attribute of something that is not self.
func setsAttribute(p *analyzer.Pass, name string) bool {
	found := false
	ast.Inspect(p.Module.File.Mod, func(n ast.Node) bool {
		if a, ok := n.(*ast.Attribute); ok && a.Attr == name && a.Ctx == ast.Store {
			base, plain := a.Value.(*ast.Name)
			found = found || !plain || base.Ident != "self"
		}
		return !found
	})
	return found
}
