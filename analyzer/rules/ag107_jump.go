package rules

import (
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// swallowedByJump reports return, break and continue in a finally block around a
// yield: they end whatever passes through. Where that brings a GeneratorExit to
// another yield, it has been reported.
func swallowedByJump(p *analyzer.Pass, fn *index.Function, reached map[ast.Node]closing) {
	told := map[ast.Node]bool{}
	for _, s := range fn.Body {
		ast.Inspect(s, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef, *ast.Lambda:
				return false
			case *ast.Try:
				for _, jump := range jumpsOut(n.Finalbody) {
					if guarded := guardedBy(n); !told[jump] && len(n.Finalbody) > 0 {
						told[jump] = true
						reportJump(p, fn, jump, guarded, reached)
					}
				}
			}
			return true
		})
	}
}

// guardedBy are the statements of a try whose exceptions pass its finally block.
func guardedBy(n *ast.Try) []ast.Stmt {
	out := append([]ast.Stmt{}, n.Body...)
	for _, h := range n.Handlers {
		out = append(out, h.Body...)
	}
	return append(out, n.Orelse...)
}

func reportJump(p *analyzer.Pass, fn *index.Function, jump ast.Node, guarded []ast.Stmt, reached map[ast.Node]closing) {
	yields := ownYields(fn, guarded)
	if len(yields) == 0 {
		return
	}
	for _, c := range reached {
		if inBody(guarded, c.from) {
			return
		}
	}
	word, src := jumpWord(jump), p.Source()
	d := analyzer.Diagnostic{
		Severity: analyzer.Hint,
		Span:     jump.Span(),
		Message: fmt.Sprintf("this `%s` in a `finally` swallows what is raised at the `yield` at line %d: the GeneratorExit of `aclose()`, and what `athrow()` throws",
			word, src.Line(yields[0].Pos())+1),
		Related: []analyzer.Related{{File: src, Span: yields[0].Span(), Message: "`aclose()` raises GeneratorExit at this `yield`"}},
	}
	if at := firstAwait(guarded); at != nil {
		d.Severity = analyzer.Warning
		d.Message = fmt.Sprintf("this `%s` in a `finally` swallows exceptions, and the CancelledError that line %d raises where the task is cancelled: the task goes on as if the items had come to their end",
			word, src.Line(at.Pos())+1)
		if _, more := jump.(*ast.Continue); more {
			d.Message = fmt.Sprintf("this `continue` in a `finally` swallows exceptions, and the CancelledError that line %d raises where the task is cancelled: the loop goes on", src.Line(at.Pos())+1)
		}
		d.Related = append(d.Related, analyzer.Related{File: src, Span: headSpan(src, at), Message: "a cancellation is raised here"})
	}
	if p.Target >= 14 {
		d.Message += fmt.Sprintf("; CPython 3.14 warns: `SyntaxWarning: '%s' in a 'finally' block`", word)
	}
	p.Report(d)
}

func jumpWord(n ast.Node) string {
	switch n.(type) {
	case *ast.Return:
		return "return"
	case *ast.Break:
		return "break"
	}
	return "continue"
}

// firstAwait is the first place in a list of statements where the function may be
// suspended.
func firstAwait(body []ast.Stmt) ast.Node {
	var at ast.Node
	for _, s := range body {
		ast.Inspect(s, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef, *ast.Lambda:
				return false
			case *ast.Await, *ast.AsyncFor, *ast.AsyncWith:
				if at == nil {
					at = n
				}
			}
			return at == nil
		})
	}
	return at
}

// jumpsOut are the statements that leave a block by a jump: not those of a loop
// inside of it that only leave that.
func jumpsOut(body []ast.Stmt) []ast.Node {
	var out []ast.Node
	var look func(n ast.Node, loop bool)
	look = func(n ast.Node, loop bool) {
		switch n := n.(type) {
		case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef, ast.Expr:
			return
		case *ast.Return:
			out = append(out, n)
		case *ast.Break, *ast.Continue:
			if !loop {
				out = append(out, n)
			}
		case *ast.For:
			within(n.Body, n.Orelse, loop, look)
			return
		case *ast.AsyncFor:
			within(n.Body, n.Orelse, loop, look)
			return
		case *ast.While:
			within(n.Body, n.Orelse, loop, look)
			return
		}
		ast.Children(n, func(c ast.Node) { look(c, loop) })
	}
	for _, s := range body {
		look(s, false)
	}
	return out
}

// within looks through a loop: a jump in its body is its own.
func within(body, orelse []ast.Stmt, loop bool, look func(ast.Node, bool)) {
	for _, s := range body {
		look(s, true)
	}
	for _, s := range orelse {
		look(s, loop)
	}
}
