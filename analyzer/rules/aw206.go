package rules

import (
	_ "embed"
	"fmt"
	"sort"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

//go:embed aw206.md
var aw206Doc string

var aw206 = analyzer.Rule{
	Code:     "AW206",
	Name:     "await-annotated-as-result",
	Since:    "0.2.0",
	Severity: analyzer.Hint,
	Fix:      "sometimes",
	Doc:      aw206Doc,
	Nodes:    []ast.Kind{ast.FunctionDefKind},
	Run:      runAW206,
}

func runAW206(p *analyzer.Pass, n ast.Node) {
	fn := protocolMethod(p, n, "__await__")
	if fn == nil || fn.Annotation == nil || infer.IsPlaceholder(fn) {
		return
	}
	text, said := p.Source().Slice(fn.Annotation.Span()), excerpt(p.Source(), fn.Annotation)
	kind := awaitAnnotation(p, fn.Annotation)
	if kind == annotatedIterator {
		return
	}
	d := analyzer.Diagnostic{
		Severity: analyzer.Hint,
		Span:     defSpan(fn),
		Message:  fmt.Sprintf("`__await__` is annotated as `%s`, but it gives an iterator: `Generator[Any, None, %s]` says so and what `await` results in; nothing fails at run time", said, said),
	}
	if kind == annotatedAwaitable {
		d.Message = fmt.Sprintf("`__await__` is annotated as `%s`, but it gives an iterator and not an awaitable: `Generator[Any, None, ...]` with the result of `await` in it says so; nothing fails at run time", said)
	} else {
		d.Fix = annotationFix(p, fn, text)
	}
	p.Report(d)
}

type awaitKind uint8

const (
	annotatedIterator awaitKind = iota // or not known
	annotatedResult
	annotatedAwaitable
)

// awaitAnnotation tells what an annotation of __await__ speaks of.
func awaitAnnotation(p *analyzer.Pass, x ast.Expr) awaitKind {
	x = unwrappedAnnotation(p, x)
	if s, ok := x.(*ast.Subscript); ok {
		x = s.Value
	}
	if c, ok := x.(*ast.Constant); ok {
		switch c.Value.Type {
		case ast.NoneConst:
			return annotatedResult
		case ast.StrConst:
			return quotedAwaitAnnotation(p, c)
		}
		return annotatedIterator
	}
	if n, ok := x.(*ast.Name); ok && isTypeVar(p, n) {
		return annotatedResult
	}
	if v := p.Infer.Expr(p.Module, x); v.Kind == infer.Class && v.Class != nil {
		return classAnnotation(p, v.Class)
	}
	return namedAnnotation(p.Infer.DottedName(p.Module, x))
}

// quotedAwaitAnnotation is the same for the text of an annotation.
func quotedAwaitAnnotation(p *analyzer.Pass, x *ast.Constant) awaitKind {
	switch v := p.Infer.Annotation(p.Module, x); v.Kind {
	case infer.Instance, infer.Collection, infer.Mapping:
		if v.Class != nil {
			return classAnnotation(p, v.Class)
		}
		return namedAnnotation(v.Name)
	case infer.Awaitable, infer.Coroutine, infer.AsyncIterator, infer.AsyncGenerator, infer.Task, infer.Future:
		return annotatedAwaitable
	}
	return annotatedIterator
}

func classAnnotation(p *analyzer.Pass, c *index.Class) awaitKind {
	o := infer.Object{Type: c.Node.Name, Class: c}
	if p.Infer.Has(p.Module, o, "__next__") == infer.No && !isMixin(p, c) {
		return annotatedResult
	}
	return annotatedIterator
}

func namedAnnotation(name string) awaitKind {
	switch name {
	case "builtins.int", "builtins.float", "builtins.str", "builtins.bytes", "builtins.bool", "builtins.list", "builtins.dict",
		"builtins.tuple", "builtins.set", "typing.List", "typing.Dict", "typing.Tuple", "typing.Set", "typing.Self", "typing_extensions.Self":
		return annotatedResult
	case "typing.Awaitable", "typing.Coroutine", "collections.abc.Awaitable", "collections.abc.Coroutine", "asyncio.Future", "asyncio.Task",
		"typing.AsyncIterator", "typing.AsyncGenerator", "collections.abc.AsyncIterator", "collections.abc.AsyncGenerator":
		return annotatedAwaitable
	}
	return annotatedIterator
}

// unwrappedAnnotation is the X of "Optional[X]", "X | None" and "Annotated[X, ...]".
func unwrappedAnnotation(p *analyzer.Pass, x ast.Expr) ast.Expr {
	for {
		switch at := x.(type) {
		case *ast.Subscript:
			switch p.Infer.DottedName(p.Module, at.Value) {
			case "typing.Optional":
				x = at.Slice
			case "typing.Annotated", "typing_extensions.Annotated":
				args, ok := at.Slice.(*ast.Tuple)
				if !ok || len(args.Elts) == 0 {
					return x
				}
				x = args.Elts[0]
			default:
				return x
			}
		case *ast.BinOp:
			switch {
			case at.Op == ast.BitOr && index.IsNone(at.Right):
				x = at.Left
			case at.Op == ast.BitOr && index.IsNone(at.Left):
				x = at.Right
			default:
				return x
			}
		default:
			return x
		}
	}
}

// isTypeVar reports T of T = TypeVar("T").
func isTypeVar(p *analyzer.Pass, n *ast.Name) bool {
	block := p.Module.BlockAt(n).Resolve(n.Ident)
	if block == nil || len(block.Bindings(n.Ident)) != 1 {
		return false
	}
	c, ok := block.Bindings(n.Ident)[0].Value.(*ast.Call)
	if !ok {
		return false
	}
	name := p.Infer.DottedName(p.Module, c.Func)
	return name == "typing.TypeVar" || name == "typing_extensions.TypeVar"
}

func annotationFix(p *analyzer.Pass, fn *index.Function, text string) *analyzer.Fix {
	if len(p.Module.File.Errors) > 0 {
		return nil
	}
	generator, edits, ok := importAnnotation(p, fn, "typing", "Generator")
	if !ok {
		return nil
	}
	anything, more, ok := importAnnotation(p, fn, "typing", "Any")
	if !ok {
		return nil
	}
	if len(edits) > 0 && len(more) > 0 && edits[0] != more[0] && edits[0].Span == more[0].Span {
		// Both go to one place of a "from" import: in one edit, in order.
		both := edits[0]
		both.Text = more[0].Text + edits[0].Text
		edits = []analyzer.Edit{both}
	} else if len(edits) == 0 || len(more) > 0 && edits[0] != more[0] {
		edits = append(edits, more...)
	}
	edits = append(edits, analyzer.Edit{Span: fn.Annotation.Span(), Text: generator + "[" + anything + ", None, " + text + "]"})
	sort.SliceStable(edits, func(i, j int) bool { return edits[i].Span.Start < edits[j].Span.Start })
	return &analyzer.Fix{Message: "Annotate the iterator: `Generator[Any, None, " + text + "]`", Edits: edits}
}
