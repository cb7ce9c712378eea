package rules

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

//go:embed aw225.md
var aw225Doc string

var aw225 = analyzer.Rule{
	Code:     "AW225",
	Name:     "nested-event-loop",
	Since:    "0.3.0",
	Severity: analyzer.Error,
	Fix:      "sometimes",
	Doc:      aw225Doc,
	Nodes:    []ast.Kind{ast.CallKind},
	Run:      runAW225,
}

func runAW225(p *analyzer.Pass, n ast.Node) {
	call := n.(*ast.Call)
	if !mayName(p.Module, call.Func, "run", "run_until_complete", "run_forever") || p.Module.IsStub || !inAsync(p.Module, n) || importsOtherLoop(p.Module) {
		return
	}
	text := excerpt(p.Source(), call.Func)
	d := analyzer.Diagnostic{Severity: analyzer.Error, Span: n.Span()}
	switch drive, _ := call.Func.(*ast.Attribute); {
	case p.Infer.DottedName(p.Module, call.Func) == "asyncio.run":
		d.Message = fmt.Sprintf("`%s` in a coroutine, which a loop runs already: this raises `RuntimeError: asyncio.run() cannot be called from a running event loop`", text)
	case drive != nil && drive.Attr != "run" && isLoopOf(p, drive.Value, "asyncio.get_running_loop", "asyncio.get_event_loop"):
		d.Message = fmt.Sprintf("`%s` in a coroutine, which that loop runs: this raises `RuntimeError: This event loop is already running`", text)
	case drive != nil && drive.Attr == "run" && isRunner(p, drive.Value):
		d.Message = fmt.Sprintf("`%s` in a coroutine, which a loop runs already: this raises `RuntimeError: Runner.run() cannot be called from a running event loop`", text)
	case drive != nil && drive.Attr != "run" && isLoopOf(p, drive.Value, "asyncio.new_event_loop"):
		d.Message = fmt.Sprintf("`%s` in a coroutine, which another loop runs: this raises `RuntimeError: Cannot run the event loop while another loop is running`", text)
	default:
		return
	}
	if isExpected(p, n, "RuntimeError") {
		return
	}
	if len(call.Args) == 1 && len(call.Keywords) == 0 {
		if list := p.Infer.Objects(p.Module, call.Args[0]); len(list) == 1 && list[0].Type == "coroutine" && isPrimary(call.Args[0]) {
			d.Message += "; await it"
			if len(p.Module.File.Errors) == 0 && !isAwait(p.Module.Parent(n)) && isWhole(p.Module.Parent(n)) {
				d.Fix = &analyzer.Fix{
					Message: "Await `" + excerpt(p.Source(), call.Args[0]) + "`",
					Edits:   []analyzer.Edit{{Span: n.Span(), Text: "await " + p.Source().Slice(call.Args[0].Span())}},
				}
			}
		}
	}
	p.Report(d)
}

// isWhole reports a statement whose value "await x" can be without parentheses.
func isWhole(n ast.Node) bool {
	switch n.(type) {
	case *ast.ExprStmt, *ast.Assign, *ast.AnnAssign, *ast.Return:
		return true
	}
	return false
}

// isRunner reports an asyncio.Runner.
func isRunner(p *analyzer.Pass, x ast.Expr) bool {
	v := p.Infer.Expr(p.Module, x)
	return v.Kind == infer.Instance && v.Class == nil && v.Name == "asyncio.Runner"
}

// isLoopOf reports a call of one of the functions, or a local name that is bound
// to nothing else in the coroutine.
func isLoopOf(p *analyzer.Pass, x ast.Expr, makers ...string) bool {
	if n, ok := x.(*ast.Name); ok {
		fn := p.Module.FunctionAt(n)
		if at := fn.Block.Bindings(n.Ident); p.Module.BlockAt(n) == fn.Block && len(at) == 1 && at[0].Value != nil && at[0].Kind == index.BindAssign {
			x = at[0].Value
		}
	}
	call, ok := x.(*ast.Call)
	return ok && slices.Contains(makers, p.Infer.DottedName(p.Module, call.Func))
}

// importsOtherLoop reports a file whose coroutines may run outside of asyncio,
// or that lets loops nest.
func importsOtherLoop(m *index.Module) bool {
	return m.Mentions("import trio") || m.Mentions("from trio") || m.Mentions("import curio") || m.Mentions("nest_asyncio")
}
