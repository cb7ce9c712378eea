package rules

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

//go:embed ag111.md
var ag111Doc string

var ag111 = analyzer.Rule{
	Code:     "AG111",
	Name:     "hidden-aclose",
	Since:    "0.2.0",
	Severity: analyzer.Hint,
	Fix:      "sometimes",
	Doc:      ag111Doc,
	Nodes:    []ast.Kind{ast.AsyncFunctionDefKind, ast.FunctionDefKind},
	Run:      runAG111,
}

func runAG111(p *analyzer.Pass, n ast.Node) {
	fn := p.Module.Function(n)
	if fn == nil || fn.Annotation == nil || p.Module.IsStub || isDunder(fn.Name) {
		return
	}
	hides := hidesAclose(p, fn.Annotation)
	if hides == "" {
		return
	}
	v := givenOut(p, fn)
	if v.Kind != infer.AsyncGenerator || isFixedByOthers(p, fn) {
		return
	}
	lost, known := cleanupOf(p, v)
	if len(lost) == 0 && (fn.Outer != nil || isTestCode(p.Module)) {
		return // no caller beyond this file, and nothing to close for
	}
	d := analyzer.Diagnostic{
		Severity: analyzer.Hint,
		Span:     fn.Annotation.Span(),
		Message: fmt.Sprintf("`%s` gives an async generator, but its annotation `%s` has no `aclose()`: type checkers keep callers from closing it",
			fn.QualName(), hides),
		Related: story(v, nil, lost),
	}
	if len(lost) > 0 {
		d.Severity = analyzer.Information
		d.Message += "; left early, " + consequence(p, lost[0])
	} else if known {
		d.Message += "; it has no cleanup to lose today"
	}
	d.Fix = generatorAnnotation(p, fn)
	p.Report(d)
}

func isDunder(name string) bool {
	return strings.HasPrefix(name, "__") && strings.HasSuffix(name, "__")
}

// hidesAclose is the name of the annotation if it is AsyncIterator or
// AsyncIterable.
func hidesAclose(p *analyzer.Pass, x ast.Expr) string {
	if c, ok := x.(*ast.Constant); ok && c.Value.Type == ast.StrConst {
		head, _, _ := strings.Cut(c.Value.Text, "[")
		name := strings.TrimSpace(head[strings.LastIndexByte(head, '.')+1:])
		if (name == "AsyncIterator" || name == "AsyncIterable") && p.Infer.Annotation(p.Module, x).Kind == infer.AsyncIterator {
			return name
		}
		return ""
	}
	x = unwrappedAnnotation(p, x)
	if s, ok := x.(*ast.Subscript); ok {
		x = s.Value
	}
	switch name := p.Infer.DottedName(p.Module, x); name {
	case "typing.AsyncIterator", "collections.abc.AsyncIterator", "_collections_abc.AsyncIterator",
		"typing.AsyncIterable", "collections.abc.AsyncIterable", "_collections_abc.AsyncIterable":
		return name[strings.LastIndexByte(name, '.')+1:]
	}
	return ""
}

// givenOut is what a call, or an access to the property, gives, whatever the
// annotation says.
func givenOut(p *analyzer.Pass, fn *index.Function) infer.Value {
	if fn.IsAsyncGenerator() {
		return infer.Value{Kind: infer.AsyncGenerator, Fresh: true}.WithMakers([]*index.Function{fn})
	}
	if fn.Async || len(fn.Yields) > 0 || len(fn.Returns) == 0 {
		return infer.Value{}
	}
	var out infer.Value
	var makers []*index.Function
	for _, r := range fn.Returns {
		if r.Value == nil {
			return infer.Value{}
		}
		v := p.Infer.Expr(fn.Module, r.Value)
		if !isFresh(v) {
			return infer.Value{}
		}
		out.Kind, out.Fresh = v.Kind, true
		makers = append(makers, v.Makers()...)
	}
	return out.WithMakers(makers)
}

// isFixedByOthers reports a function whose annotation is not for it alone to
// choose: it overrides, is overridden, declares, or becomes something else.
func isFixedByOthers(p *analyzer.Pass, fn *index.Function) bool {
	if context, unsure := servesAsContext(p, fn); context || unsure && !isProperty(p, fn) {
		return true
	}
	if p.Infer.IsAbstract(fn) || fn.Class != nil && isDeclarationOnly(p, fn) {
		return true
	}
	if fn.Class == nil {
		return false
	}
	if is, all := p.Infer.IsSubclass(fn.Class, "typing.Protocol"); is || !all {
		return true
	}
	for _, base := range p.Infer.Ancestors(fn.Class) {
		if base.Has(fn.Name) {
			return true
		}
	}
	return len(p.Infer.Subclasses(p.Module, fn.Class, fn.Name)) > 0
}

func isProperty(p *analyzer.Pass, fn *index.Function) bool {
	return p.Infer.Definition(fn).Kind == infer.Property
}

// generatorAnnotation writes AsyncGenerator in the place of AsyncIterator[Y],
// where the name can be had from the module that the other came from.
func generatorAnnotation(p *analyzer.Pass, fn *index.Function) *analyzer.Fix {
	if _, quoted := fn.Annotation.(*ast.Constant); quoted {
		return quotedAnnotation(p, fn)
	}
	sub, ok := unwrappedAnnotation(p, fn.Annotation).(*ast.Subscript)
	if !ok || len(p.Module.File.Errors) > 0 {
		return nil
	}
	module, _, _ := strings.Cut(p.Infer.DottedName(p.Module, sub.Value), ".Async")
	if module == "_collections_abc" {
		module = "collections.abc"
	}
	src := p.Source()
	var edits []analyzer.Edit
	name := ""
	if a, ok := sub.Value.(*ast.Attribute); ok {
		name = src.Slice(a.Value.Span()) + ".AsyncGenerator"
	} else if name, edits, ok = importAnnotation(p, fn, module, "AsyncGenerator"); !ok {
		return nil
	}
	// From 3.13 on the type that asend takes may be left out; with it, the
	// annotation holds everywhere.
	end := sub.Slice.End()
	edits = append(edits, analyzer.Edit{Span: source.Span{Start: end, End: end}, Text: ", None"})
	edits = append(edits, analyzer.Edit{Span: sub.Value.Span(), Text: name})
	sortEdits(edits)
	return &analyzer.Fix{Message: "Annotate it as `AsyncGenerator`", Edits: edits}
}

// quotedAnnotation does the same inside of a string.
func quotedAnnotation(p *analyzer.Pass, fn *index.Function) *analyzer.Fix {
	src := p.Source()
	text := src.Slice(fn.Annotation.Span())
	open, end := strings.IndexByte(text, '['), strings.LastIndexByte(text, ']')
	if open < 0 || end != len(text)-2 || text[0] != text[len(text)-1] || strings.ContainsAny(text, "\\\n") || len(p.Module.File.Errors) > 0 {
		return nil
	}
	head := strings.TrimSpace(text[1:open])
	var edits []analyzer.Edit
	name := "AsyncGenerator"
	if dot := strings.LastIndexByte(head, '.'); dot >= 0 {
		name = head[:dot+1] + name
	} else {
		module := ""
		for _, b := range p.Module.Block.Bindings(head) {
			if from, ok := b.Stmt.(*ast.ImportFrom); ok && from.Level == 0 {
				module = from.Module
			}
		}
		ok := false
		if name, edits, ok = importAnnotation(p, fn, module, name); !ok || module == "" {
			return nil
		}
	}
	args := text[open+1:end] + ", None"
	edits = append(edits, analyzer.Edit{Span: fn.Annotation.Span(), Text: text[:1] + name + "[" + args + "]" + text[:1]})
	sortEdits(edits)
	return &analyzer.Fix{Message: "Annotate it as `AsyncGenerator`", Edits: edits}
}
