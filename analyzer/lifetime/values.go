package lifetime

import (
	"strconv"
	"strings"

	"github.com/asynctools/asynctools/syntax/ast"
)

// value is what is known of what a name or an await gives, as far as tests may ask
// for it. nil is a value of which nothing is known.
type value struct {
	kind  valueKind
	text  string // of a string, its text; of a symbol, its name
	n     int
	parts []*value // of a tuple
	not   *value   // of an item: what tells the end in its place
}

type valueKind uint8

const (
	noneValue valueKind = iota + 1
	trueValue
	falseValue
	intValue
	textValue     // str and bytes
	symbolValue   // a constant under a name: END, State.OPEN
	emptyValue    // a container
	fullValue     // likewise
	positiveValue // a number
	presentValue  // not None
	truthyValue   // a test of it has come out as true
	falsyValue    // and as false
	itemValue     // what a generator has yielded
	tupleValue
	paramValue  // what the caller gives for a parameter
	choiceValue // one of the parts
)

// valueOf is the value of an expression that is the same wherever it stands.
func (f *function) valueOf(x ast.Expr) *value {
	if v, known := f.values[x]; known {
		return v
	}
	if f.values == nil {
		f.values = map[ast.Expr]*value{}
	}
	v := f.findValue(x)
	f.values[x] = v
	return v
}

func (f *function) findValue(x ast.Expr) *value {
	switch x := x.(type) {
	case *ast.Constant:
		return valueOfConstant(x)
	case *ast.UnaryOp:
		if v := f.valueOf(x.Operand); x.Op == ast.USub && v != nil && v.kind == intValue {
			return &value{kind: intValue, n: -v.n}
		}
	case *ast.Name, *ast.Attribute:
		if text := f.symbol(x); text != "" {
			return &value{kind: symbolValue, text: text}
		}
	case *ast.JoinedStr, *ast.Lambda:
		return &value{kind: presentValue}
	case *ast.List:
		return containerOf(x.Elts)
	case *ast.Set:
		return containerOf(x.Elts)
	case *ast.Dict:
		return containerOf(x.Values)
	case *ast.Tuple:
		out := &value{kind: tupleValue}
		for _, e := range x.Elts {
			if e.Kind() == ast.StarredKind {
				return &value{kind: presentValue}
			}
			out.parts = append(out.parts, f.valueOf(e))
		}
		return out
	case *ast.Call:
		if n, ok := x.Func.(*ast.Name); ok && len(x.Args) == 0 && len(x.Keywords) == 0 {
			switch n.Ident {
			case "list", "dict", "set":
				return &value{kind: emptyValue}
			}
		}
	}
	return nil
}

func valueOfConstant(c *ast.Constant) *value {
	switch c.Value.Type {
	case ast.NoneConst:
		return &value{kind: noneValue}
	case ast.TrueConst:
		return &value{kind: trueValue}
	case ast.FalseConst:
		return &value{kind: falseValue}
	case ast.IntConst:
		if n, err := strconv.Atoi(c.Value.Text); err == nil {
			return &value{kind: intValue, n: n}
		}
	case ast.StrConst:
		return &value{kind: textValue, text: c.Value.Text}
	case ast.BytesConst:
		return &value{kind: textValue, text: c.Value.Text, n: 1}
	case ast.EllipsisConst:
		return &value{kind: symbolValue, text: "..."}
	}
	return &value{kind: presentValue}
}

func containerOf(elts []ast.Expr) *value {
	if len(elts) == 0 {
		return &value{kind: emptyValue}
	}
	for _, e := range elts {
		if e == nil || e.Kind() == ast.StarredKind {
			return &value{kind: presentValue}
		}
	}
	return &value{kind: fullValue}
}

// symbol is the name of what stays the same: of a global or a local that is bound
// once, or of an attribute; or "".
func (f *function) symbol(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.Name:
		if len(f.fn.Block.Bindings(x.Ident)) <= 1 {
			return x.Ident
		}
	case *ast.Attribute:
		if base := f.symbol(x.Value); base != "" {
			return base + "." + x.Attr
		}
	}
	return ""
}

// isShouted reports a name in capitals, as constants have.
func isShouted(name string) bool {
	return strings.ToUpper(name) == name && strings.ToLower(name) != name
}

// isMember reports the symbol of a constant in a class: "State.OPEN".
func (v *value) isMember() bool {
	base, last := cutLast(v.text)
	_, class := cutLast(base)
	class = strings.TrimLeft(class, "_")
	return v.kind == symbolValue && class != "" && class[:1] != strings.ToLower(class[:1]) && isShouted(last)
}

func cutLast(dotted string) (base, last string) {
	i := strings.LastIndexByte(dotted, '.')
	return dotted[:max(i, 0)], dotted[i+1:]
}

// truth is whether a value counts as true.
func (v *value) truth() (truth, known bool) {
	if v == nil {
		return false, false
	}
	switch v.kind {
	case noneValue, falseValue, emptyValue, falsyValue:
		return false, true
	case trueValue, fullValue, positiveValue, truthyValue:
		return true, true
	case intValue:
		return v.n != 0, true
	case textValue:
		return v.text != "", true
	case tupleValue:
		return len(v.parts) > 0, true
	case symbolValue:
		return true, v.text == "..." || v.isMember()
	case itemValue:
		end, known := v.not.truth()
		return true, known && !end
	}
	return false, false
}

// isNone is whether a value is None.
func (v *value) isNone() (none, known bool) {
	if v == nil {
		return false, false
	}
	switch v.kind {
	case noneValue:
		return true, true
	case symbolValue:
		return false, v.text == "..." || v.isMember()
	case itemValue:
		return false, v.not.kind == noneValue
	case falsyValue, paramValue, choiceValue:
		return false, false
	}
	return false, true
}

// equals is whether two values are the same.
func (v *value) equals(w *value) (equal, known bool) {
	if v == nil || w == nil {
		return false, false
	}
	if w.kind == itemValue {
		v, w = w, v
	}
	if v.kind == itemValue {
		same, known := v.not.equals(w)
		return false, same && known
	}
	if w.kind == truthyValue || w.kind == falsyValue {
		v, w = w, v
	}
	if v.kind == truthyValue || v.kind == falsyValue {
		truth, known := w.truth()
		if known && truth != (v.kind == truthyValue) {
			return false, true
		}
		return true, w.kind == trueValue && truth // a flag that is set is True
	}
	if w.kind == noneValue {
		return v.isNone()
	}
	if v.kind == noneValue {
		return w.isNone()
	}
	plain := func(k valueKind) bool { return k >= trueValue && k <= textValue }
	switch {
	case v.kind == symbolValue && w.kind == symbolValue:
		if v.text == w.text {
			return true, true
		}
		vBase, vLast := cutLast(v.text)
		wBase, wLast := cutLast(w.text)
		if vBase == wBase { // two members of an enumeration, two constants of a module
			return false, isShouted(vLast) && isShouted(wLast)
		}
		return true, vLast == wLast && isShouted(vLast) // the same constant under two modules' names for it
	case v.kind == w.kind && plain(v.kind):
		return v.n == w.n && v.text == w.text, true
	case v.kind == positiveValue && w.kind == intValue:
		return false, w.n <= 0
	case w.kind == positiveValue && v.kind == intValue:
		return false, v.n <= 0
	case plain(v.kind) && plain(w.kind):
		return false, v.kind == textValue || w.kind == textValue // 1 == True
	}
	return false, false
}

// less is whether v < w.
func (v *value) less(w *value) (less, known bool) {
	switch {
	case v == nil || w == nil:
	case v.kind == intValue && w.kind == intValue:
		return v.n < w.n, true
	case v.kind == positiveValue && w.kind == intValue && w.n <= 1:
		return false, true
	case v.kind == intValue && w.kind == positiveValue && v.n <= 0:
		return true, true
	case v.kind == itemValue && v.not.kind == intValue:
		end, known := v.not.less(w)
		return !end, known
	case w.kind == itemValue && w.not.kind == intValue:
		end, known := v.less(w.not)
		return !end, known
	}
	return false, false
}

// compare is the outcome of a comparison.
func compare(v *value, op ast.CmpOperator, w *value) (outcome, known bool) {
	switch op {
	case ast.Is, ast.Eq:
		return v.equals(w)
	case ast.IsNot, ast.NotEq:
		same, known := v.equals(w)
		return !same, known
	case ast.Lt:
		return v.less(w)
	case ast.GtE:
		less, known := v.less(w)
		return !less, known
	case ast.Gt:
		return w.less(v)
	case ast.LtE:
		less, known := w.less(v)
		return !less, known
	case ast.In, ast.NotIn:
		if w == nil || w.kind != choiceValue || v == nil {
			return false, false
		}
		all := true
		for _, part := range w.parts {
			same, known := v.equals(part)
			if same && known {
				return op == ast.In, true
			}
			all = all && known
		}
		return op == ast.NotIn, all
	}
	return false, false
}

// size is the length of a container.
func (v *value) size() *value {
	if v == nil {
		return nil
	}
	switch v.kind {
	case emptyValue:
		return &value{kind: intValue}
	case fullValue:
		return &value{kind: positiveValue}
	}
	return nil
}
