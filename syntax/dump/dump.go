// Package dump prints trees the way CPython's ast.dump does.
package dump

import (
	"bufio"
	"fmt"
	"io"
	"math/big"
	"strconv"
	"strings"

	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/pyrepr"
	"github.com/asynctools/asynctools/syntax/source"
)

// Options are those of ast.dump.
type Options struct {
	Indent     int          // spaces a level; `python -m ast` has 3
	Attributes *source.File // include_attributes: the file that positions refer to, or nil
}

// Write prints a tree without a final newline.
func Write(w io.Writer, n ast.Node, opt Options) error {
	d := dumper{w: bufio.NewWriterSize(w, 1<<16), opt: opt, pad: "\n" + strings.Repeat(" ", opt.Indent*32)}
	d.node(n, 1)
	if d.err == nil {
		d.err = d.w.Flush()
	}
	return d.err
}

type dumper struct {
	w   *bufio.Writer
	opt Options
	pad string // a newline and many blanks
	buf []byte
	err error
}

// newline starts a line at a level.
func (d *dumper) newline(level int) {
	n := 1 + level*d.opt.Indent
	for n > len(d.pad) {
		d.pad += d.pad[1:]
	}
	d.w.WriteString(d.pad[:n])
}

type arg struct {
	name  string
	value any
}

// args are the fields of a node that are printed.
func (d *dumper) args(n ast.Node) []arg {
	args := make([]arg, 0, 8)
	ast.Fields(n, func(name string, v any) {
		if present(n, name, v) {
			args = append(args, arg{name, v})
		}
	})
	if c, ok := n.(*ast.Constant); ok && c.Value.U {
		args = append(args, arg{"kind", ast.Value{Type: ast.StrConst, Text: "u"}})
	}
	if d.opt.Attributes != nil && hasAttributes(n) {
		a := d.opt.Attributes.LineCol(n.Pos(), source.UTF8)
		b := d.opt.Attributes.LineCol(n.End(), source.UTF8)
		args = append(args, arg{"lineno", a.Line + 1}, arg{"col_offset", a.Col}, arg{"end_lineno", b.Line + 1}, arg{"end_col_offset", b.Col})
	}
	return args
}

// hasAttributes tells which nodes have a position in CPython.
func hasAttributes(n ast.Node) bool {
	switch n.Kind() {
	case ast.ModuleKind, ast.InteractiveKind, ast.ExpressionKind, ast.FunctionTypeKind, ast.TypeIgnoreKind,
		ast.ComprehensionKind, ast.ArgumentsKind, ast.WithItemKind, ast.MatchCaseKind:
		return false
	}
	return true
}

// present tells whether ast.dump prints a field: neither None nor an empty list.
func present(n ast.Node, name string, v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case string:
		return v != "" || name == "tag" || name == "str"
	case []ast.Expr:
		return len(v) > 0
	case []ast.Stmt:
		return len(v) > 0
	case []ast.Pattern:
		return len(v) > 0
	case []ast.TypeParam:
		return len(v) > 0
	case []string:
		return len(v) > 0
	case []*ast.Keyword:
		return len(v) > 0
	case []*ast.Arg:
		return len(v) > 0
	case []*ast.Alias:
		return len(v) > 0
	case []*ast.WithItem:
		return len(v) > 0
	case []*ast.ExceptHandler:
		return len(v) > 0
	case []*ast.MatchCase:
		return len(v) > 0
	case []*ast.TypeIgnore:
		return len(v) > 0
	case []*ast.Comprehension:
		return len(v) > 0
	case []ast.CmpOperator:
		return len(v) > 0
	case *ast.Arg:
		return v != nil
	case *ast.Arguments:
		return v != nil
	}
	return true
}

// simple tells whether a value does not by itself break its parent's line.
func (d *dumper) simple(v any) bool {
	switch v := v.(type) {
	case ast.Node:
		return len(d.args(v)) == 0
	case string, int, ast.Value, ast.Operator, ast.BoolOperator, ast.UnaryOperator, ast.ExprContext:
		return true
	}
	return false // a list: the empty ones are not printed
}

func (d *dumper) node(n ast.Node, level int) {
	d.w.WriteString(n.Kind().String())
	d.w.WriteByte('(')
	args := d.args(n)
	inline := len(args) <= 3
	for i := 0; inline && i < len(args); i++ {
		inline = d.simple(args[i].value)
	}
	for i, a := range args {
		switch {
		case !inline && d.opt.Indent > 0:
			if i > 0 {
				d.w.WriteByte(',')
			}
			d.newline(level)
		case i > 0:
			d.w.WriteString(", ")
		}
		d.w.WriteString(a.name)
		d.w.WriteByte('=')
		d.value(a.value, level+1)
	}
	d.w.WriteByte(')')
}

func (d *dumper) value(v any, level int) {
	switch v := v.(type) {
	case ast.Node:
		d.node(v, level)
	case string:
		d.buf = pyrepr.AppendStr(d.buf[:0], v)
		d.w.Write(d.buf)
	case int:
		d.buf = strconv.AppendInt(d.buf[:0], int64(v), 10)
		d.w.Write(d.buf)
	case ast.Value:
		d.constant(v)
	case ast.Operator:
		d.w.WriteString(v.String() + "()")
	case ast.BoolOperator:
		d.w.WriteString(v.String() + "()")
	case ast.UnaryOperator:
		d.w.WriteString(v.String() + "()")
	case ast.ExprContext:
		d.w.WriteString(v.String() + "()")
	case []ast.CmpOperator:
		list(d, v, level, func(o ast.CmpOperator) { d.w.WriteString(o.String() + "()") })
	case []string:
		list(d, v, level, func(s string) { d.value(s, level) })
	case []ast.Expr:
		nodes(d, v, level)
	case []ast.Stmt:
		nodes(d, v, level)
	case []ast.Pattern:
		nodes(d, v, level)
	case []ast.TypeParam:
		nodes(d, v, level)
	case []*ast.Keyword:
		nodes(d, v, level)
	case []*ast.Arg:
		nodes(d, v, level)
	case []*ast.Alias:
		nodes(d, v, level)
	case []*ast.WithItem:
		nodes(d, v, level)
	case []*ast.ExceptHandler:
		nodes(d, v, level)
	case []*ast.MatchCase:
		nodes(d, v, level)
	case []*ast.TypeIgnore:
		nodes(d, v, level)
	case []*ast.Comprehension:
		nodes(d, v, level)
	default:
		d.err = fmt.Errorf("dump: no form for %T", v)
	}
}

func nodes[T ast.Node](d *dumper, items []T, level int) {
	list(d, items, level, func(n T) {
		if any(n) == nil {
			d.w.WriteString("None")
			return
		}
		d.node(n, level+1)
	})
}

func list[T any](d *dumper, items []T, level int, item func(T)) {
	d.w.WriteByte('[')
	for i, x := range items {
		switch {
		case d.opt.Indent > 0:
			if i > 0 {
				d.w.WriteByte(',')
			}
			d.newline(level)
		case i > 0:
			d.w.WriteString(", ")
		}
		item(x)
	}
	d.w.WriteByte(']')
}

func (d *dumper) constant(v ast.Value) {
	switch v.Type {
	case ast.NoneConst:
		d.w.WriteString("None")
	case ast.TrueConst:
		d.w.WriteString("True")
	case ast.FalseConst:
		d.w.WriteString("False")
	case ast.EllipsisConst:
		d.w.WriteString("Ellipsis")
	case ast.StrConst:
		d.buf = pyrepr.AppendStr(d.buf[:0], v.Text)
		d.w.Write(d.buf)
	case ast.BytesConst:
		d.buf = pyrepr.AppendBytes(d.buf[:0], v.Text)
		d.w.Write(d.buf)
	case ast.FloatConst:
		d.w.WriteString(pyrepr.Float(float(v.Text)))
	case ast.ComplexConst:
		d.w.WriteString(pyrepr.Complex(complex(0, float(v.Text))))
	case ast.IntConst:
		d.integer(v.Text)
	}
}

// float is the value of a literal; one that overflows is infinite.
func float(s string) float64 {
	f, _ := strconv.ParseFloat(s, 64)
	return f
}

func (d *dumper) integer(s string) {
	if len(s) < 19 && (len(s) == 1 || s[0] != '0') {
		d.w.WriteString(s)
		return
	}
	base := 10
	if len(s) > 2 && s[0] == '0' {
		switch s[1] | 0x20 {
		case 'x':
			base, s = 16, s[2:]
		case 'o':
			base, s = 8, s[2:]
		case 'b':
			base, s = 2, s[2:]
		}
	}
	i, ok := new(big.Int).SetString(s, base)
	if !ok {
		d.err = fmt.Errorf("dump: %q is no integer literal", s)
		return
	}
	d.w.WriteString(i.String())
}
