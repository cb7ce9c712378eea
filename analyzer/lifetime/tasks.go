package lifetime

import (
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// ahead is the generator and the default where a name has nothing but tasks that take
// the next item: "coming = create_task(anext(gen, None))".
func (f *function) ahead(task *ast.Name) (gen, instead ast.Expr) {
	if f.asks == nil {
		return nil, nil
	}
	src := f.m.Source()
	for _, set := range f.asks.settings[task.Ident] {
		made, ok := set.value.(*ast.Call)
		if !ok || set.part >= 0 || len(made.Args) == 0 {
			return nil, nil
		}
		call, ok := made.Args[0].(*ast.Call)
		if !ok || !isAnext(call) || f.spawner(call) != made || f.a.infer.DottedName(f.m, call.Func) != "builtins.anext" {
			return nil, nil
		}
		if gen != nil && (src.Slice(gen.Span()) != src.Slice(call.Args[0].Span()) || src.Slice(instead.Span()) != src.Slice(call.Args[1].Span())) {
			return nil, nil
		}
		gen, instead = call.Args[0], call.Args[1]
	}
	if len(f.fn.Block.Bindings(task.Ident)) != len(f.asks.settings[task.Ident]) {
		return nil, nil
	}
	return gen, instead
}

// waitedFor adds what the await of such a task tells.
func (c *collector) waitedFor(await *ast.Await) {
	if _, ok := await.Value.(*ast.Name); !ok {
		return
	}
	gen, _ := c.f.resumed(await)
	if gen == nil {
		return
	}
	if told := c.f.toldBy(await); told != nil {
		if id := c.f.holder(gen); id >= 0 {
			c.add(op{kind: opTell, name: id, at: await.Value, told: told})
		}
	}
}

// IsCancelled reports a task whose function cancels it by its name, or cancels tasks
// where this one has none: it then ends what it resumes.
func IsCancelled(m *index.Module, task *ast.Call) bool {
	fn := m.FunctionAt(task)
	if fn == nil || !m.Mentions(".cancel(") {
		return false
	}
	name := ""
	switch p := m.Parent(task).(type) {
	case *ast.Assign:
		if n, ok := p.Targets[0].(*ast.Name); ok {
			name = n.Ident
		}
	case *ast.AnnAssign:
		if n, ok := p.Target.(*ast.Name); ok {
			name = n.Ident
		}
	case *ast.NamedExpr:
		if n, ok := p.Target.(*ast.Name); ok {
			name = n.Ident
		}
	case *ast.ExprStmt, *ast.Await:
		return false
	}
	found := false
	for _, s := range fn.Body {
		ast.Inspect(s, func(n ast.Node) bool {
			if call, ok := n.(*ast.Call); ok {
				if a, ok := call.Func.(*ast.Attribute); ok && a.Attr == "cancel" {
					found = found || name == "" || isNamed(a.Value, name)
				}
			}
			return !found
		})
	}
	return found
}

// isCollected reports a task that is put among others, to be waited for with them. Who
// asks each of them for StopAsyncIteration knows when the last one is done.
func (f *function) isCollected(task *ast.Call) bool {
	if !f.m.Mentions("StopAsyncIteration") {
		return false
	}
	switch p := f.m.Parent(task).(type) {
	case *ast.Set, *ast.List, *ast.Dict:
		return true
	case *ast.Call:
		a, ok := p.Func.(*ast.Attribute)
		return ok && (a.Attr == "add" || a.Attr == "append")
	case *ast.Subscript: // pending[create_task(anext(gen))] = gen
		return p.Slice == ast.Expr(task) && p.Ctx == ast.Store
	}
	return false
}

// finishesLoop reports that the loop with this test goes on until the generator gives
// its default, by the looks of it: "while not is_end(await anext(gen, None))", "while
// any(row is not None for row in rows)" after "rows = await gather(anext(gen, None))".
func (f *function) finishesLoop(test ast.Expr, s state) bool {
	for {
		not, ok := test.(*ast.UnaryOp)
		if !ok || not.Op != ast.Not {
			break
		}
		test = not.Operand
	}
	call, ok := test.(*ast.Call)
	if !ok || s.st != suspended {
		return false
	}
	asked := false
	look := func(n ast.Node) bool {
		if await, ok := n.(*ast.Await); ok {
			if gen, _ := f.resumed(await); gen != nil {
				id := f.holder(gen)
				asked = asked || id >= 0 && f.holds(s, id)
			}
		}
		return !asked
	}
	for _, arg := range call.Args {
		ast.Inspect(arg, look)
		if x, ok := arg.(*ast.GeneratorExp); ok && len(call.Args) == 1 {
			asked = asked || f.isGathered(x.Generators[0].Iter, s)
		}
	}
	return asked
}

// isGathered reports a name that has nothing but what a gather gave of "anext(gen,
// default)".
func (f *function) isGathered(x ast.Expr, s state) bool {
	name, ok := x.(*ast.Name)
	if !ok || len(f.asks.settings[name.Ident]) == 0 {
		return false
	}
	for _, set := range f.asks.settings[name.Ident] {
		await, ok := set.value.(*ast.Await)
		if !ok || set.part >= 0 {
			return false
		}
		call, ok := await.Value.(*ast.Call)
		if !ok || f.a.infer.DottedName(f.m, call.Func) != "asyncio.gather" {
			return false
		}
		found := false
		for _, arg := range call.Args {
			if next, ok := arg.(*ast.Call); ok && isAnext(next) {
				id := f.holder(next.Args[0])
				found = found || id >= 0 && f.holds(s, id)
			}
		}
		if !found {
			return false
		}
	}
	return true
}
