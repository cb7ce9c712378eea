package lsp

import (
	"slices"
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

// types names the types of expressions as annotations would. What is not
// certain is "", and so is what any part of is not.
type types struct {
	engine *infer.Engine
	depth  int
}

// maxNested bounds the way from a name to its value and on.
const maxNested = 12

func (s *snapshot) types() *types { return &types{engine: s.engine} }

// of is the type of an expression.
func (t *types) of(m *index.Module, x ast.Expr) string {
	if t.depth >= maxNested {
		return ""
	}
	t.depth++
	defer func() { t.depth-- }()
	switch x := x.(type) {
	case *ast.Constant:
		return constantType(x.Value.Type)
	case *ast.JoinedStr:
		return "str"
	case *ast.List, *ast.ListComp:
		return "list"
	case *ast.Dict, *ast.DictComp:
		return "dict"
	case *ast.Set, *ast.SetComp:
		return "set"
	case *ast.Tuple:
		return "tuple"
	case *ast.UnaryOp:
		if x.Op == ast.Not {
			return "bool"
		}
	case *ast.Compare:
		// The other comparisons may give anything.
		for _, op := range x.Ops {
			if op != ast.Is && op != ast.IsNot && op != ast.In && op != ast.NotIn {
				return ""
			}
		}
		return "bool"
	case *ast.IfExp:
		return either([]string{t.of(m, x.Body), t.of(m, x.Orelse)})
	case *ast.Await:
		return t.awaited(m, x)
	case *ast.Call:
		if r := builtinResult(t.engine.DottedName(m, x.Func)); r != "" {
			return r
		}
	case *ast.Name:
		if r := t.name(m, x); r != "" {
			return r
		}
	}
	return t.value(t.engine.Expr(m, x))
}

func constantType(c ast.ConstKind) string {
	switch c {
	case ast.NoneConst:
		return "None"
	case ast.TrueConst, ast.FalseConst:
		return "bool"
	case ast.IntConst:
		return "int"
	case ast.FloatConst:
		return "float"
	case ast.ComplexConst:
		return "complex"
	case ast.StrConst:
		return "str"
	case ast.BytesConst:
		return "bytes"
	}
	return ""
}

// builtinTypes are the types that go by a name everywhere.
var builtinTypes = []string{
	"bool", "bytearray", "bytes", "complex", "dict", "float", "frozenset", "int", "list", "memoryview", "object", "range", "set", "str", "tuple",
}

// builtinResult is what a call of a builtin gives, whatever it is called with.
func builtinResult(name string) string {
	word, ok := strings.CutPrefix(name, "builtins.")
	switch {
	case !ok:
		return ""
	case word != "object" && slices.Contains(builtinTypes, word):
		return word
	}
	switch word {
	case "len", "ord", "hash", "id":
		return "int"
	case "repr", "ascii", "chr", "hex", "oct", "bin", "format", "input":
		return "str"
	case "isinstance", "issubclass", "callable", "hasattr", "any", "all":
		return "bool"
	case "sorted":
		return "list"
	case "print":
		return "None"
	}
	return ""
}

// name is the type of a name that is bound once, from its annotation or its
// value.
func (t *types) name(m *index.Module, x *ast.Name) string {
	b := m.BlockAt(x).Resolve(x.Ident)
	if b == nil {
		return ""
	}
	at := b.Bindings(x.Ident)
	if len(at) != 1 {
		return ""
	}
	switch at[0].Kind {
	case index.BindParam, index.BindDeclare:
		if at[0].Annotation != nil {
			return t.annotation(m, at[0].Annotation)
		}
	case index.BindAssign:
		if at[0].Annotation != nil {
			return t.annotation(m, at[0].Annotation)
		}
		if at[0].Value != nil {
			return t.of(m, at[0].Value)
		}
	}
	return ""
}

// value is the type of an inferred value.
func (t *types) value(v infer.Value) string {
	switch v.Kind {
	case infer.None:
		return "None"
	case infer.Instance:
		if v.Class != nil {
			return v.Class.Node.Name
		}
		return lastWord(v.Name)
	case infer.Class:
		return "type[" + v.Class.Node.Name + "]"
	case infer.AsyncGenerator:
		if len(v.Makers()) == 1 {
			return t.generator(v.Makers()[0])
		}
		return "AsyncGenerator"
	case infer.Union:
		parts := make([]string, len(v.Alts()))
		for i, alt := range v.Alts() {
			parts[i] = t.value(alt)
		}
		return either(parts)
	}
	return ""
}

func lastWord(dotted string) string { return dotted[strings.LastIndexByte(dotted, '.')+1:] }

// maxUnion is how many alternatives a type may have and still say something.
const maxUnion = 3

// either is the union of types.
func either(parts []string) string {
	var out []string
	for _, p := range parts {
		if p == "" {
			return ""
		}
		for alt := range strings.SplitSeq(p, " | ") {
			if !slices.Contains(out, alt) {
				out = append(out, alt)
			}
		}
	}
	if len(out) > maxUnion {
		return ""
	}
	// None is read last.
	if i := slices.Index(out, "None"); i >= 0 && len(out) > 1 {
		out = append(slices.Delete(out, i, i+1), "None")
	}
	return strings.Join(out, " | ")
}

// annotation is the type that an annotation says, if it is one of the
// program's classes, a builtin, or something imported by name.
func (t *types) annotation(m *index.Module, x ast.Expr) string {
	switch x := x.(type) {
	case *ast.Constant:
		switch x.Value.Type {
		case ast.NoneConst:
			return "None"
		case ast.EllipsisConst:
			return "..."
		case ast.StrConst:
			return t.value(t.engine.Annotation(m, x))
		}
	case *ast.BinOp:
		if x.Op == ast.BitOr {
			return either([]string{t.annotation(m, x.Left), t.annotation(m, x.Right)})
		}
	case *ast.Name, *ast.Attribute:
		switch v := t.engine.Expr(m, x); v.Kind {
		case infer.Class:
			return v.Class.Node.Name
		case infer.External:
			word, builtin := strings.CutPrefix(v.Name, "builtins.")
			if builtin && !slices.Contains(builtinTypes, word) {
				return ""
			}
			return lastWord(v.Name)
		}
	case *ast.Subscript:
		args := []ast.Expr{x.Slice}
		if tuple, ok := x.Slice.(*ast.Tuple); ok {
			args = tuple.Elts
		}
		parts := make([]string, len(args))
		for i, a := range args {
			parts[i] = t.annotation(m, a)
		}
		switch outer := t.annotation(m, x.Value); {
		case outer == "Optional" && len(parts) == 1:
			return either(append(parts, "None"))
		case outer == "Union":
			return either(parts)
		case outer == "Annotated":
			return parts[0]
		case outer != "" && !slices.Contains(parts, ""):
			return outer + "[" + strings.Join(parts, ", ") + "]"
		}
	}
	return ""
}

// generator is the type of what an async generator function makes: as
// annotated, else from its yields.
func (t *types) generator(fn *index.Function) string {
	if fn.Annotation != nil {
		if a := t.annotation(fn.Module, fn.Annotation); a != "" {
			return a
		}
		return "AsyncGenerator"
	}
	if t.depth >= maxNested {
		return "AsyncGenerator"
	}
	t.depth++
	defer func() { t.depth-- }()
	yields, sends := make([]string, 0, len(fn.Yields)), "None"
	for _, n := range fn.Yields {
		y, ok := n.(*ast.Yield)
		if !ok {
			return "AsyncGenerator"
		}
		if _, dropped := fn.Module.Parent(y).(*ast.ExprStmt); !dropped {
			sends = "Any" // somebody may send, and what is not told
		}
		if y.Value == nil {
			yields = append(yields, "None")
		} else {
			yields = append(yields, t.of(fn.Module, y.Value))
		}
	}
	if y := either(yields); y != "" {
		return "AsyncGenerator[" + y + ", " + sends + "]"
	}
	return "AsyncGenerator"
}

// awaited is the type of an await.
func (t *types) awaited(m *index.Module, x *ast.Await) string {
	if call, ok := x.Value.(*ast.Call); ok {
		if v := t.engine.Expr(m, call.Func); v.Kind == infer.Function && v.Func.Async && !v.Func.IsAsyncGenerator() {
			return t.result(v.Func)
		}
	}
	// Inference leaves None out of what it knows, so only a value that is made
	// on the spot is certain.
	if v := t.engine.Expr(m, x); v.Kind == infer.Instance && v.Class == nil {
		return lastWord(v.Name)
	}
	return ""
}

// result is the type of what a coroutine function returns.
func (t *types) result(fn *index.Function) string {
	if fn.Annotation != nil {
		return t.annotation(fn.Module, fn.Annotation)
	}
	if infer.IsPlaceholder(fn) || t.depth >= maxNested {
		return ""
	}
	t.depth++
	defer func() { t.depth-- }()
	parts := []string{}
	for _, r := range fn.Returns {
		if r.Value == nil {
			parts = append(parts, "None")
		} else {
			parts = append(parts, t.of(fn.Module, r.Value))
		}
	}
	switch {
	case len(parts) == 0:
		if leaves(fn.Body) {
			return "" // it raises, or goes on for ever
		}
		return "None"
	case !leaves(fn.Body) && !slices.Contains(parts, "None"):
		return "" // whether its end is ever reached is not known
	}
	return either(parts)
}

// leaves reports whether a body surely ends in return or raise, or does not
// look as if it ever came to its end.
func leaves(body []ast.Stmt) bool {
	if len(body) == 0 {
		return false
	}
	switch s := body[len(body)-1].(type) {
	case *ast.Return, *ast.Raise:
		return true
	case *ast.While:
		c, ok := s.Test.(*ast.Constant)
		return ok && c.Value.Type == ast.TrueConst
	case *ast.If:
		return leaves(s.Body) && leaves(s.Orelse)
	case *ast.Try:
		if leaves(s.Finalbody) {
			return true
		}
		for _, h := range s.Handlers {
			if !leaves(h.Body) {
				return false
			}
		}
		return leaves(s.Body) || leaves(s.Orelse)
	}
	return false
}
