package parse_test

import (
	"strings"
	"testing"

	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/source"
)

// outline shows what a tree holds: statements, names of definitions, errors.
func outline(text string) string {
	f := parse.Parse(source.NewFile("f", text), parse.Options{})
	var b strings.Builder
	var walk func(list []ast.Stmt)
	walk = func(list []ast.Stmt) {
		for i, s := range list {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(s.Kind().String())
			switch s := s.(type) {
			case *ast.FunctionDef:
				b.WriteString(":" + s.Name)
			case *ast.ClassDef:
				b.WriteString(":" + s.Name)
			}
			var inner []ast.Stmt
			ast.Children(s, func(c ast.Node) {
				switch c := c.(type) {
				case ast.Stmt:
					inner = append(inner, c)
				case *ast.ExceptHandler:
					inner = append(inner, c.Body...)
				case *ast.MatchCase:
					inner = append(inner, c.Body...)
				}
			})
			if len(inner) > 0 {
				b.WriteByte('(')
				walk(inner)
				b.WriteByte(')')
			}
		}
	}
	walk(f.Body())
	for _, e := range f.Errors {
		b.WriteString("\n" + e.Msg)
	}
	return b.String()
}

// TestRecovery: a broken line costs that line and nothing else.
func TestRecovery(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{
			"a statement", "x = 1\ny = = 2\nz = 3\n",
			"Assign BadStmt Assign\ninvalid syntax",
		},
		{
			"in a block", "def f():\n    a\n    b c\n    return d\ndef g(): pass\n",
			"FunctionDef:f(Expr BadStmt Return) FunctionDef:g(Pass)\ninvalid syntax",
		},
		{
			"a header keeps its block", "def f(a b):\n    return a\nclass C(:\n    def g(self): pass\nx\n",
			"FunctionDef:f(Return) ClassDef:C(FunctionDef:g(Pass)) Expr\ninvalid syntax\ninvalid syntax",
		},
		{
			"loops", "for x in :\n    a\nwhile :\n    b\nwith :\n    c\nif :\n    d\nelse:\n    e\n",
			"For(Expr) While(Expr) With(Expr) If(Expr Expr)\ninvalid syntax\ninvalid syntax\ninvalid syntax\ninvalid syntax",
		},
		{
			"an open bracket", "class C:\n    def f(self):\n        x = foo(a,\n        return x\n    def g(self):\n        pass\nz = 1\n",
			"ClassDef:C(FunctionDef:f(BadStmt Return) FunctionDef:g(Pass)) Assign\n'(' was never closed",
		},
		{
			"an open bracket at the end of a class", "class C:\n    def f(self):\n        x = [1,\n\ndef g(): pass\n",
			"ClassDef:C(FunctionDef:f(BadStmt)) FunctionDef:g(Pass)\n'[' was never closed",
		},
		{
			"a stray character", "x = 1 $ 2\ny = 3\n",
			"BadStmt Assign\ninvalid syntax",
		},
		{
			"an open string", "x = 'abc\ny = 3\n",
			"BadStmt Assign\nunterminated string literal (detected at line 1)",
		},
		{
			"no block", "if x:\ny = 1\nz = 2\n",
			"If Assign Assign\nexpected an indented block after 'if' statement on line 1",
		},
		{
			"an unexpected indent", "x = 1\n    y = 2\nz = 3\n",
			"Assign Assign Assign\nunexpected indent",
		},
		{
			"a decorator", "@a b\ndef f(): pass\n",
			"FunctionDef:f(Pass)\ninvalid syntax",
		},
		{
			"a case", "match x:\n    case 1 2:\n        a\n    case 3:\n        b\nc\n",
			"Match(Expr Expr) Expr\ninvalid syntax",
		},
		{
			"a try without handlers", "try:\n    a\nb\n",
			"Try(Expr) Expr\nexpected 'except' or 'finally' block",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := outline(c.text); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
