package vm

import (
	"strings"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/compile"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/scope"
	"github.com/asynctools/asynctools/syntax/source"
)

// CompileOptions select how text becomes code.
type CompileOptions struct {
	Mode  parse.Mode
	Print bool // an interactive statement shows its value
	Warn  bool // the program hears of SyntaxWarnings
}

// CompileBytes compiles the raw contents of a file.
func CompileBytes(t *Thread, filename string, raw []byte, opt CompileOptions) (*code.Code, error) {
	src, err := source.Decode(filename, raw)
	if err != nil {
		msg, line := err.Error(), object.None
		if de, ok := err.(*source.DecodeError); ok {
			msg = de.Msg
			if de.Line > 0 {
				line = object.Int(int64(de.Line))
			}
		}
		e := object.NewExc(object.SyntaxError, object.NewStr(msg), object.NewTuple(object.NewStr(filename), line, object.None, object.None))
		e.SetExtra(t, 0, object.NewStr(msg))
		e.SetExtra(t, 1, object.NewStr(filename))
		e.SetExtra(t, 2, line)
		return nil, e
	}
	return CompileFile(t, src, opt)
}

// CompileString compiles text.
func CompileString(t *Thread, filename, text string, opt CompileOptions) (*code.Code, error) {
	return CompileFile(t, source.NewFile(filename, text), opt)
}

// CompileFile compiles a source; what is wrong with it is a SyntaxError.
func CompileFile(t *Thread, src *source.File, opt CompileOptions) (*code.Code, error) {
	f := parse.Parse(src, parse.Options{Mode: opt.Mode})
	if len(f.Errors) > 0 {
		if opt.Warn && t.Interp.WarnAt != nil {
			for _, w := range compile.LexicalWarnings(f) {
				if err := warnOf(t, src, w); err != nil {
					return nil, err
				}
			}
		}
		return nil, syntaxError(t, src, f.Errors[0])
	}
	tab := scope.Analyze(f)
	if len(tab.Errors) > 0 {
		return nil, syntaxError(t, src, tab.Errors[0])
	}
	c, err := compile.File(f, tab, compile.Options{Interp: t.Interp, Print: opt.Print || opt.Mode == parse.Single})
	if err != nil {
		if ce, ok := err.(*compile.Error); ok {
			return nil, syntaxError(t, src, ast.Error{Msg: ce.Msg, Span: ce.Span})
		}
		return nil, err
	}
	if opt.Warn && t.Interp.WarnAt != nil {
		for _, w := range compile.Warnings(f) {
			if err := warnOf(t, src, w); err != nil {
				return nil, err
			}
		}
	}
	return c, nil
}

// warnOf tells the program of a warning. One that a filter makes an error of is
// a SyntaxError there.
func warnOf(t *Thread, src *source.File, w compile.Warning) error {
	at := src.LineCol(w.Span.Start, source.UTF32)
	err := t.Interp.WarnAt(t, object.SyntaxWarning, w.Msg, src.Name, at.Line+1, src.LineText(at.Line))
	if !object.IsExc(err, object.SyntaxWarning) {
		return err
	}
	if w.Hard != "" {
		w.Msg = w.Hard
	}
	x := syntaxError(t, src, ast.Error{Msg: w.Msg, Span: w.Span})
	if w.Hard == "" && strings.HasPrefix(src.Name, "<") {
		x.SetExtra(t, 4, object.None) // the compiler has no text, and there is no file
	}
	return x
}

func syntaxError(t *Thread, src *source.File, e ast.Error) *object.Exception {
	ty := object.SyntaxError
	switch e.Class {
	case ast.IndentationError:
		ty = object.IndentationError
	case ast.TabError:
		ty = object.TabError
	}
	a, b := src.LineCol(e.Span.Start, source.UTF32), src.LineCol(e.Span.End, source.UTF32)
	text := src.LineText(a.Line)
	if !fromTokenizer(e.Msg) {
		text += "\n"
	}
	// CPython's own accounts of the end.
	end := b.Col + 1
	switch {
	case strings.HasSuffix(e.Msg, "' was never closed"), strings.HasPrefix(e.Msg, "unexpected character after line continuation"):
		end = 0
	case e.Msg == "unexpected indent", e.Msg == "unexpected EOF while parsing":
		end = -1
	}
	info := object.NewTuple(object.NewStr(src.Name), object.Int(int64(a.Line+1)), object.Int(int64(a.Col+1)), object.NewStr(text), object.Int(int64(b.Line+1)), object.Int(int64(end)))
	x := object.NewExc(ty, object.NewStr(e.Msg), info)
	x.SetExtra(t, 0, object.NewStr(e.Msg))
	for i, v := range object.AsTuple(info).Items {
		x.SetExtra(t, i+1, v)
	}
	return x
}

// fromTokenizer reports an error that CPython finds before it parses, and shows
// with a line that does not end.
func fromTokenizer(msg string) bool {
	for _, p := range []string{"invalid character '", "invalid non-printable character", "invalid digit '", "leading zeros in decimal", "unterminated ", "unmatched '", "closing parenthesis '", "too many nested", "f-string: expecting '}'", "f-string: single '}'"} {
		if strings.HasPrefix(msg, p) {
			return true
		}
	}
	return strings.HasPrefix(msg, "invalid ") && strings.HasSuffix(msg, " literal")
}

// RunClassBody runs the function of a class statement in its namespace.
func (st *State) RunClassBody(fn *Function, ns Value) (Value, error) {
	f := st.newFrame(fn.Code, fn)
	object.Of(fn).Hold()
	ns.Hold()
	f.own(fn.Globals, fn.Builtins, ns)
	v, _, err := st.enter(f)
	return v, err
}

// anextAwait is anext(it, default): awaiting it gives the default at the end.
type anextAwait struct {
	object.Header
	aw, def Value
	it      Value // the iterator once awaiting began
}

// NewAnext wraps the awaitable of anext() with a default.
func NewAnext(aw, def Value) Value {
	a := &anextAwait{Header: object.NewHeader(AnextAwaitType), aw: aw, def: def}
	a.Take(aw)
	a.Take(def)
	return object.Of(a)
}

func registerAnext() {
	get := func(v Value) *anextAwait { return object.Cast[anextAwait](v) }
	step := func(t *Thread, v Value, f func(st *State, it Value) (Value, bool, error)) (Value, bool, error) {
		a, st := get(v), Of(t)
		if !a.it.Valid() {
			it, err := st.getAwaitable(a.aw, 0)
			if err != nil {
				return Value{}, false, err
			}
			a.it = it
			a.Take(it)
		}
		r, done, err := f(st, a.it)
		if err != nil && object.IsExc(err, object.StopAsyncIteration) {
			return a.def, true, nil
		}
		return r, done, err
	}
	send := func(t *Thread, v, x Value) (Value, bool, error) {
		return step(t, v, func(st *State, it Value) (Value, bool, error) { return st.sendNative(it, x) })
	}
	finish := func(t *Thread, r Value, done bool, err error) (Value, error) {
		if err == nil && done {
			return Value{}, t.Raise(object.StopIteration, r)
		}
		return r, err
	}
	object.DefineType(AnextAwaitType, object.ObjectType, "builtins", object.Slots{
		Await: func(t *Thread, v Value) (Value, error) { return v, nil },
		Iter:  func(t *Thread, v Value) (Value, error) { return v, nil },
		Send:  send,
		Next: func(t *Thread, v Value) (Value, error) {
			r, done, err := send(t, v, object.None)
			return finish(t, r, done, err)
		},
		Traverse: func(v Value, visit func(Value)) {
			a := get(v)
			for _, x := range []Value{a.aw, a.def, a.it} {
				if x.Valid() {
					visit(x)
				}
			}
		},
	},
		def{Name: "send", Sig: "value, /", Fn: func(t *Thread, a []Value, _ object.KwNames) (Value, error) {
			r, done, err := send(t, a[0], a[1])
			return finish(t, r, done, err)
		}},
		def{Name: "throw", Sig: "typ, val=None, tb=None, /", Fn: func(t *Thread, a []Value, _ object.KwNames) (Value, error) {
			exc, err := Of(t).excArgs(a[1:])
			if err != nil {
				return Value{}, err
			}
			r, done, err := step(t, a[0], func(st *State, it Value) (Value, bool, error) { return st.ThrowInto(it, exc) })
			return finish(t, r, done, err)
		}},
		def{Name: "close", Fn: func(t *Thread, a []Value, _ object.KwNames) (Value, error) {
			x := get(a[0])
			if !x.it.Valid() {
				return object.None, nil
			}
			return object.None, Of(t).closeIter(x.it)
		}},
	)
}
