package infer

import (
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// openedFile is the type of what open() gives, where the mode is written there.
func (e *Engine) openedFile(m *index.Module, x *ast.Call) string {
	if n, ok := x.Func.(*ast.Name); !ok || n.Ident != "open" || e.DottedName(m, n) != "builtins.open" {
		return ""
	}
	var mode ast.Expr
	if len(x.Args) > 1 {
		mode = x.Args[1]
	}
	for _, k := range x.Keywords {
		switch k.Arg {
		case "mode":
			mode = k.Value
		case "buffering", "":
			return ""
		}
	}
	if len(x.Args) > 2 {
		return "" // buffering tells what a binary file is
	}
	for _, a := range x.Args {
		if _, starred := a.(*ast.Starred); starred {
			return ""
		}
	}
	text := "r"
	if mode != nil {
		ok := false
		if text, ok = stringLiteral(mode); !ok {
			return ""
		}
	}
	switch {
	case !strings.Contains(text, "b"):
		return "_io.TextIOWrapper"
	case strings.Contains(text, "+"):
		return "_io.BufferedRandom"
	case strings.Contains(text, "r"):
		return "_io.BufferedReader"
	}
	return "_io.BufferedWriter"
}
