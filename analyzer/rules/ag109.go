package rules

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

//go:embed ag109.md
var ag109Doc string

var ag109 = analyzer.Rule{
	Code:     "AG109",
	Name:     "loop-without-shutdown-asyncgens",
	Since:    "0.2.0",
	Severity: analyzer.Warning,
	Fix:      "sometimes",
	Doc:      ag109Doc,
	Nodes:    []ast.Kind{ast.CallKind},
	Run:      runAG109,
}

func runAG109(p *analyzer.Pass, n ast.Node) {
	call := n.(*ast.Call)
	drive, ok := call.Func.(*ast.Attribute)
	if !ok || drive.Attr != "run_until_complete" && drive.Attr != "run_forever" {
		return
	}
	loop := loopOf(p, drive.Value)
	if loop == nil || loop.shutsDown || loop.driven[0] != call || shutsDownRunning(p) {
		return
	}
	src := p.Source()
	name := src.Slice(drive.Value.Span())
	d := analyzer.Diagnostic{
		Severity: analyzer.Information,
		Span:     call.Span(),
		Message: fmt.Sprintf("the loop `%s` is closed at line %d without `shutdown_asyncgens()`: async generators that are still open then do not run their cleanup",
			name, src.Line(loop.close.Pos())+1),
		Related: []analyzer.Related{
			{File: src, Span: loop.made.Span(), Message: "the loop is made here"},
			{File: src, Span: loop.close.Span(), Message: "and closed here"},
		},
	}
	if usesGenerators(p.Module) {
		d.Severity = analyzer.Warning
	}
	d.Fix = shutdownFix(p, loop.close, name)
	p.Report(d)
}

// handLoop is an event loop that the code of one scope makes, drives and closes.
type handLoop struct {
	made      ast.Expr
	driven    []*ast.Call
	close     *ast.Call
	shutsDown bool
}

// loopOf looks for all that is done with the loop that x names: a local or
// global name, or an attribute of self. It is nil where the loop is not seen to
// be made and closed here, or gets out of sight.
func loopOf(p *analyzer.Pass, x ast.Expr) *handLoop {
	m := p.Module
	p.Infer.LooksAround()
	text := m.Source().Slice(x.Span())
	var within ast.Node = m.File.Mod
	switch t := x.(type) {
	case *ast.Name:
		block := m.BlockAt(x).Resolve(t.Ident)
		if block == nil || block.Node == nil {
			return nil
		}
		within = block.Node
	case *ast.Attribute:
		fn := m.FunctionAt(x)
		if n, ok := t.Value.(*ast.Name); !ok || fn == nil || fn.Class == nil || n.Ident != "self" {
			return nil
		}
		within = fn.Class.Node
	default:
		return nil
	}
	l := &handLoop{}
	escapes := false
	ast.Inspect(within, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		if !ok || m.Source().Slice(e.Span()) != text {
			return true
		}
		switch parent := m.Parent(e).(type) {
		case *ast.Assign:
			if parent.Value == e {
				escapes = true
			} else if isNewLoop(p, parent.Value) {
				l.made = parent.Value
			} else if !index.IsNone(parent.Value) {
				escapes = true
			}
		case *ast.AnnAssign:
			if parent.Value != nil && isNewLoop(p, parent.Value) {
				l.made = parent.Value
			}
		case *ast.Attribute:
			l.use(m, parent)
		case *ast.Call:
			if item, ok := m.Parent(parent).(*ast.WithItem); ok {
				if of, call := closedLoop(p, item); of == e {
					l.close = call
					break
				}
			}
			if parent.Func != e && !strings.HasSuffix(index.LastName(parent.Func), "set_event_loop") && parent.Func != ast.Expr(e) {
				escapes = escapes || !isAsyncioCall(p, parent)
			}
		case *ast.WithItem:
			if made, call := closedLoop(p, parent); parent.OptionalVars == e && isNewLoop(p, made) {
				l.made, l.close = made, call
			} else {
				escapes = true
			}
		case *ast.Return, *ast.Yield:
			escapes = true
		}
		return false
	})
	if l.made == nil || l.close == nil || len(l.driven) == 0 || escapes {
		return nil
	}
	return l
}

// closedLoop is what "with closing(...)" closes, and the call.
func closedLoop(p *analyzer.Pass, item *ast.WithItem) (of ast.Expr, call *ast.Call) {
	call, ok := item.ContextExpr.(*ast.Call)
	if !ok || len(call.Args) != 1 || p.Infer.DottedName(p.Module, call.Func) != "contextlib.closing" {
		return nil, nil
	}
	return call.Args[0], call
}

func (l *handLoop) use(m *index.Module, a *ast.Attribute) {
	call, ok := m.Parent(a).(*ast.Call)
	if !ok || call.Func != ast.Expr(a) {
		// Under another name, it is called somewhere.
		l.shutsDown = l.shutsDown || a.Attr == "shutdown_asyncgens" && a.Ctx == ast.Load
		return
	}
	switch a.Attr {
	case "run_until_complete", "run_forever":
		l.driven = append(l.driven, call)
	case "close":
		if l.close == nil {
			l.close = call
		}
	case "shutdown_asyncgens":
		l.shutsDown = true
	}
}

// shutsDownRunning reports a file with a coroutine that finalizes the generators
// of the loop which runs it, whichever that is.
func shutsDownRunning(p *analyzer.Pass) bool {
	m := p.Module
	if !m.Mentions("shutdown_asyncgens") || !m.Mentions("get_running_loop") && !m.Mentions("get_event_loop") {
		return false
	}
	running := func(x ast.Expr) bool {
		call, ok := x.(*ast.Call)
		return ok && (index.LastName(call.Func) == "get_running_loop" || index.LastName(call.Func) == "get_event_loop")
	}
	found := false
	ast.Inspect(m.File.Mod, func(n ast.Node) bool {
		a, ok := n.(*ast.Attribute)
		if !ok || a.Attr != "shutdown_asyncgens" {
			return !found
		}
		if fn := m.FunctionAt(a); fn == nil || !fn.Async {
			return !found
		}
		if running(a.Value) {
			found = true
		}
		if name, ok := a.Value.(*ast.Name); ok {
			if block := m.BlockAt(name).Resolve(name.Ident); block != nil {
				for _, b := range block.Bindings(name.Ident) {
					found = found || b.Value != nil && running(b.Value)
				}
			}
		}
		return !found
	})
	return found
}

func isAsyncioCall(p *analyzer.Pass, call *ast.Call) bool {
	return strings.HasPrefix(p.Infer.DottedName(p.Module, call.Func), "asyncio.")
}

func isNewLoop(p *analyzer.Pass, x ast.Expr) bool {
	call, ok := x.(*ast.Call)
	if !ok {
		return false
	}
	switch p.Infer.DottedName(p.Module, call.Func) {
	case "asyncio.new_event_loop", "asyncio.events.new_event_loop", "asyncio.get_event_loop", "asyncio.events.get_event_loop",
		"asyncio.SelectorEventLoop", "asyncio.ProactorEventLoop", "uvloop.new_event_loop", "uvloop.Loop", "winloop.new_event_loop":
		return true
	}
	return false
}

// usesGenerators reports a file in which async generators are made or iterated.
func usesGenerators(m *index.Module) bool {
	found := false
	ast.Inspect(m.File.Mod, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AsyncFor:
			found = true
		case *ast.AsyncFunctionDef:
			if fn := m.Function(n); fn != nil && fn.IsAsyncGenerator() {
				found = true
			}
		}
		return !found
	})
	return found
}

// shutdownFix puts the shutdown before "loop.close()", where that is a
// statement on a line of its own in code that is not a coroutine.
func shutdownFix(p *analyzer.Pass, close *ast.Call, name string) *analyzer.Fix {
	src := p.Source()
	stmt, ok := p.Module.Parent(close).(*ast.ExprStmt)
	if !ok || len(p.Module.File.Errors) > 0 {
		return nil
	}
	if fn := p.Module.FunctionAt(close); fn != nil && fn.Async {
		return nil
	}
	indent, ok := indentOf(src, stmt.Pos())
	if !ok {
		return nil
	}
	return &analyzer.Fix{
		Message: "Run `shutdown_asyncgens()` before the loop is closed",
		Edits: []analyzer.Edit{{
			Span: source.Span{Start: stmt.Pos(), End: stmt.Pos()},
			Text: name + ".run_until_complete(" + name + ".shutdown_asyncgens())" + newline(src) + indent,
			Once: true,
		}},
	}
}
