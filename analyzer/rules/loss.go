package rules

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/analyzer/lifetime"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// cleanupOf lists what closing late would delay. known is false when some
// function that may have made the generator cannot be seen.
func cleanupOf(p *analyzer.Pass, v infer.Value) (lost []infer.Cleanup, known bool) {
	known = len(v.Makers()) > 0
	for _, maker := range v.Makers() {
		list, complete := p.Infer.Cleanups(maker)
		lost, known = append(lost, list...), known && complete
	}
	return lost, known
}

// lossOf is cleanupOf for what an expression makes, with what the generators have
// to lose that it gets as arguments and holds while it is suspended.
func lossOf(p *analyzer.Pass, x ast.Expr, v infer.Value) (lost []infer.Cleanup, known bool) {
	lost, known = cleanupOf(p, v)
	if g, ok := x.(*ast.GeneratorExp); ok && len(lost) == 0 {
		if inner := innerCall(p, g); inner != nil && innermost(p, g) == nil {
			return lossOf(p, inner, p.Infer.Expr(p.Module, inner))
		}
	}
	call, ok := x.(*ast.Call)
	if !ok || !hasMaker(p, call) {
		return lost, known
	}
	for _, arg := range arguments(call) {
		inner := heldCall(p, arg)
		if inner == nil || isCapital(index.LastName(inner.Func)) {
			continue
		}
		if pass, _ := p.Passed(call, arg); pass.LeftByClose() || pass.Closes() {
			if v := p.Infer.Expr(p.Module, inner); isFresh(v) {
				more, _ := lossOf(p, inner, v)
				lost = append(lost, more...)
			}
		}
	}
	return lost, known
}

// made is the expression that makes a generator, and which part of what it
// gives that is.
func made(p *analyzer.Pass, site *lifetime.Site) string {
	text := excerpt(p.Source(), site.Expr)
	if strings.HasPrefix(site.Key, ".") {
		text += site.Key
	} else if site.Key != "" {
		text += "[" + site.Key + "]"
	}
	return text
}

func consequence(p *analyzer.Pass, c infer.Cleanup) string {
	where := fmt.Sprintf("at line %d", c.Line())
	if c.Fn.Module != p.Module {
		where += " of " + filepath.Base(c.Fn.Module.Path)
	}
	switch c.What {
	case "finally", "except":
		return fmt.Sprintf("`%s` in the `%s` %s will run late or never", c.Text, c.What, where)
	}
	return fmt.Sprintf("`%s %s` %s will be left late or never", c.What, c.Text, where)
}

// tell sets the severity of a finding about a generator that is left open, and
// ends its message, by what there is to lose.
func tell(p *analyzer.Pass, d *analyzer.Diagnostic, lost []infer.Cleanup, known bool) {
	switch {
	case len(lost) > 0:
		d.Severity = analyzer.Warning
		d.Message += ": " + consequence(p, lost[0])
	case !known:
		d.Severity = analyzer.Information
		d.Message += "; whether it has cleanup to lose is not known"
	default:
		d.Severity = analyzer.Hint
		d.Message += "; it has no cleanup to lose today"
	}
}

// madeBy explains where a generator comes from.
func madeBy(v infer.Value) []analyzer.Related {
	var out []analyzer.Related
	for _, maker := range v.Makers() {
		out = append(out, analyzer.Related{
			File: maker.Module.Source(), Span: maker.NameSpan(),
			Message: fmt.Sprintf("async generator `%s` is defined here", maker.QualName()),
		})
	}
	return out
}

// story is what explains a generator that is left open, in the order in which
// it happens: who makes it, how it is left, what then does not run.
func story(v infer.Value, leaves []analyzer.Related, lost []infer.Cleanup) []analyzer.Related {
	out := append(madeBy(v), leaves...)
	for i, c := range lost {
		if slices.ContainsFunc(lost[:i], func(told infer.Cleanup) bool { return told.Fn == c.Fn && told.Pos == c.Pos }) {
			continue // of two generators that delegate to the same
		}
		out = append(out, analyzer.Related{
			File: c.Fn.Module.Source(), Span: keywordSpan(c),
			Message: fmt.Sprintf("this `%s` of `%s` will not run promptly", c.What, c.Fn.QualName()),
		})
	}
	return out
}

// way explains how control leaves an open generator behind, and says the same
// in words for a message.
func way(p *analyzer.Pass, w *lifetime.Way) (words string, out []analyzer.Related) {
	src := p.Source()
	if w.Resumed != nil {
		out = append(out, analyzer.Related{File: src, Span: headSpan(src, w.Resumed), Message: "it is left suspended here"})
	}
	for _, t := range w.Tests {
		out = append(out, analyzer.Related{
			File: src, Span: headSpan(src, t.Stmt), Message: fmt.Sprintf("on the way on which this test is %v", t.Holds),
		})
	}
	if w.Leaves == nil {
		return "when the function ends", out
	}
	line := src.Line(w.Leaves.Pos()) + 1
	says := "it is left open here"
	_, deleted := w.Leaves.(*ast.Delete)
	switch {
	case w.Dropped && deleted:
		words, says = fmt.Sprintf("when its name is deleted at line %d", line), "the last name of the open generator is deleted here"
	case w.Dropped:
		words, says = fmt.Sprintf("when its name gets another value at line %d", line), "the last name of the open generator gets another value here"
	case isReturn(w.Leaves):
		words = fmt.Sprintf("when line %d returns", line)
	case isRaise(w.Leaves):
		words = fmt.Sprintf("when line %d raises", line)
	case w.Ended:
		words, says = fmt.Sprintf("when another one ends at line %d", line), "StopAsyncIteration of another generator goes past it here"
	case isExitCall(w.Leaves):
		words = fmt.Sprintf("when line %d exits", line)
	case isBreak(w.Leaves):
		words = fmt.Sprintf("after the `break` at line %d", line)
	case w.Closed:
		words, says = fmt.Sprintf("when the generator around it is closed at the `yield` at line %d", line), "GeneratorExit is raised here"
	default:
		words, says = fmt.Sprintf("when line %d raises or is cancelled", line), "an exception or a cancellation here leaves it open"
	}
	return words, append(out, analyzer.Related{File: src, Span: headSpan(src, w.Leaves), Message: says})
}

func isReturn(n ast.Node) bool { _, ok := n.(*ast.Return); return ok }
func isRaise(n ast.Node) bool  { _, ok := n.(*ast.Raise); return ok }
func isBreak(n ast.Node) bool  { _, ok := n.(*ast.Break); return ok }

// ownYields are the yields of fn in a list of its statements.
func ownYields(fn *index.Function, body []ast.Stmt) []ast.Node {
	if len(body) == 0 {
		return nil
	}
	var out []ast.Node
	for _, y := range fn.Yields {
		if y.Pos() >= body[0].Pos() && y.End() <= body[len(body)-1].End() {
			out = append(out, y)
		}
	}
	return out
}

// headSpan is a node on its first line only: of a compound statement, its head.
func headSpan(src *source.File, n ast.Node) source.Span {
	span := n.Span()
	line := src.Line(span.Start)
	if end := src.LineStart(line) + source.Pos(len(src.LineText(line))); end < span.End {
		span.End = end
	}
	return span
}
