package flow

import (
	"strings"

	"github.com/asynctools/asynctools/syntax/ast"
)

// answer is yes, no, or perhaps where the names alone do not tell.
type answer uint8

const (
	no answer = iota
	perhaps
	yes
)

// builtinParents is the hierarchy of the built-in exceptions that programs
// commonly raise or catch.
func builtinParent(name string) (parent string, known bool) {
	switch name {
	case "BaseException":
		return "", true
	case "Exception", "GeneratorExit", "KeyboardInterrupt", "SystemExit", "CancelledError", "BaseExceptionGroup":
		return "BaseException", true
	case "ArithmeticError", "AssertionError", "AttributeError", "BufferError", "EOFError", "ImportError", "LookupError",
		"MemoryError", "NameError", "OSError", "ReferenceError", "RuntimeError", "StopAsyncIteration", "StopIteration",
		"SyntaxError", "SystemError", "TypeError", "ValueError", "Warning", "ExceptionGroup":
		return "Exception", true
	case "FloatingPointError", "OverflowError", "ZeroDivisionError":
		return "ArithmeticError", true
	case "ModuleNotFoundError":
		return "ImportError", true
	case "IndexError", "KeyError":
		return "LookupError", true
	case "UnboundLocalError":
		return "NameError", true
	case "NotImplementedError", "RecursionError":
		return "RuntimeError", true
	case "UnicodeError":
		return "ValueError", true
	case "UnicodeDecodeError", "UnicodeEncodeError", "UnicodeTranslateError":
		return "UnicodeError", true
	case "BlockingIOError", "ChildProcessError", "ConnectionError", "FileExistsError", "FileNotFoundError",
		"InterruptedError", "IsADirectoryError", "NotADirectoryError", "PermissionError", "ProcessLookupError", "TimeoutError":
		return "OSError", true
	case "BrokenPipeError", "ConnectionAbortedError", "ConnectionRefusedError", "ConnectionResetError":
		return "ConnectionError", true
	case "IOError", "EnvironmentError":
		return "Exception", true
	}
	return "", false
}

// exceptionName is the exception class an expression names: its last part,
// capitalised as classes are; a variable that holds an exception is unknown.
func exceptionName(x ast.Expr) string {
	name := ""
	switch x := x.(type) {
	case *ast.Name:
		name = x.Ident
	case *ast.Attribute:
		name = x.Attr
	}
	if name == "" || name[:1] == strings.ToLower(name[:1]) {
		return ""
	}
	return name
}

// catches tells whether "except typ" takes the exception of a jump.
func catches(typ ast.Expr, j jump) answer {
	switch typ := typ.(type) {
	case nil:
		return yes
	case *ast.Tuple:
		best := no
		for _, e := range typ.Elts {
			best = max(best, catches(e, j))
		}
		return best
	}
	want := exceptionName(typ)
	switch {
	case want == "":
		return perhaps
	case want == "BaseException" || want == j.exc:
		return yes
	case j.exc == "":
		// Whatever it is, it is hardly one of the few that are no Exception.
		if want == "Exception" {
			return yes
		}
		return perhaps
	}
	_, wantKnown := builtinParent(want)
	at, known := j.exc, true
	for at != "" && known {
		if at == want {
			return yes
		}
		at, known = builtinParent(at)
	}
	switch {
	case known && wantKnown:
		return no
	case known: // a class of the program's cannot be the base of a built-in one
		return no
	case want == "Exception":
		return yes
	}
	return perhaps
}

// effects are the ways in which evaluating an expression may end early.
type effects struct{ raises, awaits, yields bool }

func effectsOf(x ast.Node) (ef effects) {
	if x == nil {
		return ef
	}
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.Lambda:
			return false
		case *ast.Compare:
			for _, op := range n.Ops {
				ef.raises = ef.raises || op != ast.Is && op != ast.IsNot
			}
		case *ast.Call, *ast.Attribute, *ast.Subscript, *ast.BinOp,
			*ast.Import, *ast.ImportFrom, *ast.Assert, *ast.Delete, *ast.AugAssign, *ast.ClassDef, *ast.Starred, *ast.Tuple:
			ef.raises = true
		case *ast.Yield, *ast.YieldFrom:
			ef.raises, ef.yields = true, true
		case *ast.Await:
			ef.raises, ef.awaits = true, true
		case *ast.Comprehension:
			ef.raises = true
			if n.IsAsync != 0 {
				ef.awaits = true
			}
		}
		return true
	})
	return ef
}

// isConstant reports an expression that is always true, or always false.
func isConstant(x ast.Expr, truth bool) bool {
	c, ok := x.(*ast.Constant)
	if !ok {
		return false
	}
	switch c.Value.Type {
	case ast.TrueConst:
		return truth
	case ast.FalseConst, ast.NoneConst:
		return !truth
	case ast.IntConst:
		return (c.Value.Text != "0") == truth
	}
	return false
}
