package rules

import (
	_ "embed"
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

//go:embed aw203.md
var aw203Doc string

var aw203 = analyzer.Rule{
	Code:     "AW203",
	Name:     "await-returns-no-iterator",
	Since:    "0.2.0",
	Severity: analyzer.Error,
	Fix:      "sometimes",
	Doc:      aw203Doc,
	Nodes:    []ast.Kind{ast.FunctionDefKind},
	Run:      runAW203,
}

func runAW203(p *analyzer.Pass, n ast.Node) {
	fn := protocolMethod(p, n, "__await__")
	if fn == nil || len(fn.Yields) > 0 || isExpected(p, n, "TypeError") {
		return
	}
	bad, ok := badResult(p, fn, "__next__")
	if !ok {
		return
	}
	message, hint := "TypeError: __await__() returned non-iterator of type '"+bad.Type+"'", "return an iterator"
	switch bad.Type {
	case "coroutine":
		message, hint = "TypeError: __await__() returned a coroutine", "return its `.__await__()`"
	case "_asyncio.Future", "_asyncio.Task", "_GatheringFuture":
		hint = "return its `.__await__()`"
	case "NoneType":
		hint = "return an iterator, such as that of a coroutine's `.__await__()`"
	}
	d := analyzer.Diagnostic{
		Severity: analyzer.Error,
		Span:     defSpan(fn),
		Message: fmt.Sprintf("`__await__` returns %s, not an iterator: awaiting an instance of `%s` raises `%s`; %s",
			aName(bad), fn.Class.Node.Name, message, hint),
		Related: related(bad, fn.NameSpan(), "this is what it returns"),
	}
	d.Fix = iteratorFix(p, fn, bad)
	p.Report(d)
}

// iteratorFix asks what a return gives for its iterator, where that is
// something that can be awaited.
func iteratorFix(p *analyzer.Pass, fn *index.Function, bad infer.Object) *analyzer.Fix {
	if bad.Class != nil || p.Infer.Has(p.Module, bad, "__await__") != infer.Yes || len(p.Module.File.Errors) > 0 {
		return nil
	}
	for _, r := range fn.Returns {
		if r.Value == nil || !isPrimary(r.Value) {
			continue
		}
		if list := p.Infer.Objects(p.Module, r.Value); len(list) != 1 || list[0].Type != bad.Type {
			continue
		}
		return unlessUsed(p, fn, &analyzer.Fix{
			Message: "Return the iterator of `" + excerpt(p.Source(), r.Value) + "`",
			Edits:   []analyzer.Edit{{Span: source.Span{Start: r.Value.End(), End: r.Value.End()}, Text: ".__await__()"}},
		})
	}
	return nil
}
