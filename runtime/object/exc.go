package object

import (
	"fmt"
	"slices"
	"strings"
)

// Exception is an instance of BaseException. As a Go error it is the
// exception being raised.
type Exception struct {
	Header
	Attrs
	Args     Value   // a tuple
	Cause    Value   // invalid: None
	Context  Value   // invalid: None
	TB       Value   // a traceback, invalid: None
	Suppress bool    // __suppress_context__
	Value    Value   // StopIteration.value, SystemExit.code, UnboundLocalError/NameError.name, ImportError.name, AttributeError.name
	Hint     string  // what a traceback adds to the message, such as a likely name
	Extra    []Value // OSError: errno, strerror, filename, filename2; SyntaxError: msg, filename, lineno, offset, text, end_lineno, end_offset; AttributeError: obj; groups: message, exceptions
}

// Error makes an exception a Go error.
func (e *Exception) Error() string {
	s := e.PlainText()
	if s == "" {
		return e.typ.Name
	}
	return e.typ.Name + ": " + s
}

// PlainText is str(exc) without running Python code.
func (e *Exception) PlainText() string {
	args := AsTuple(e.Args)
	if args == nil || len(args.Items) == 0 {
		return ""
	}
	if s := AsStr(args.Items[0]); s != nil && len(args.Items) == 1 {
		return s.S
	}
	return "..."
}

// AsExc views a value as an exception instance, or nil.
func AsExc(v Value) *Exception {
	if v.Valid() && v.Type().Flags&ExcSub != 0 {
		return (*Exception)(v.p)
	}
	return nil
}

// IsExc reports whether err is a Python exception of type ty.
func IsExc(err error, ty *Type) bool {
	e, ok := err.(*Exception)
	return ok && e.typ.IsSubtype(ty)
}

// NewExc makes an exception instance without running __init__.
func NewExc(ty *Type, args ...Value) *Exception {
	e := &Exception{Header: NewHeader(ty)}
	e.SetArgs(args)
	return e
}

// SetArgs sets args and the attributes derived from them.
func (e *Exception) SetArgs(args []Value) {
	e.Args = NewTuple(args...)
	e.take(e.Args)
	if len(args) > 0 && (e.typ.IsSubtype(StopIteration) || e.typ.IsSubtype(SystemExit)) {
		e.Value = args[0]
		if e.typ.IsSubtype(SystemExit) && len(args) > 1 {
			e.Value = e.Args
		}
		e.take(e.Value)
	}
}

// SetExtra stores one of the type's special attributes.
func (e *Exception) SetExtra(t *Thread, i int, v Value) {
	for len(e.Extra) <= i {
		e.Extra = append(e.Extra, Value{})
	}
	t.Store(&e.Header, &e.Extra[i], v)
}

// ExtraAt reads a special attribute; absent ones are None.
func (e *Exception) ExtraAt(i int) Value {
	if i < len(e.Extra) && e.Extra[i].Valid() {
		return e.Extra[i]
	}
	return None
}

// SetContext, SetCause and SetTB replace the chain and the traceback.
func (e *Exception) SetContext(t *Thread, v Value) { t.Store(&e.Header, &e.Context, v) }

func (e *Exception) SetCause(t *Thread, v Value) {
	t.Store(&e.Header, &e.Cause, v)
	e.Suppress = true
}

func (e *Exception) SetTB(t *Thread, v Value) { t.Store(&e.Header, &e.TB, v) }

// Raisef makes an exception with a formatted message. Values print as str.
func (t *Thread) Raisef(ty *Type, format string, args ...any) error {
	msg := format
	if len(args) > 0 {
		for i, a := range args {
			if v, ok := a.(Value); ok {
				if s := AsStrV(v); s != nil {
					args[i] = s.S
				} else if v.Valid() {
					s, err := t.StrOf(v)
					if err != nil {
						return err
					}
					args[i] = s
				} else {
					args[i] = "NULL"
				}
			}
		}
		msg = fmt.Sprintf(format, args...)
	}
	e := NewExc(ty, NewStr(msg))
	return e
}

// Raise makes an exception with the given args.
func (t *Thread) Raise(ty *Type, args ...Value) error { return NewExc(ty, args...) }

func (t *Thread) attrError(obj Value, name *Str, format string, args ...any) error {
	err := t.Raisef(AttributeError, format, args...)
	if e, ok := err.(*Exception); ok {
		e.Value = Of(name)
		e.SetExtra(t, 0, obj)
	}
	return err
}

// AddNote is exc.add_note(note).
func (e *Exception) AddNote(t *Thread, note string) {
	v := e.get(names.notes)
	l := AsList(v)
	if l == nil {
		l = NewList()
		t.setAttrSlot(Of(e), &e.Attrs, names.notes, Of(l))
	}
	l.Append(NewStr(note))
}

// AsRaised turns any Go error into the Python exception to raise: Go errors
// of natives become SystemError.
func (t *Thread) AsRaised(err error) *Exception {
	if e, ok := err.(*Exception); ok {
		return e
	}
	return NewExc(SystemError, NewStr(err.Error()))
}

// excSpec is one line of the table of built-in exceptions.
type excSpec struct {
	v    **Type
	name string
	base **Type
}

// The built-in exceptions.
var (
	BaseException, Exception_, BaseExceptionGroup, ExceptionGroup, GeneratorExit, KeyboardInterrupt, SystemExit,
	StopIteration, StopAsyncIteration, ArithmeticError, FloatingPointError, OverflowError, ZeroDivisionError,
	AssertionError, AttributeError, BufferError, EOFError, ImportError, ModuleNotFoundError, LookupError, IndexError, KeyError,
	MemoryError, NameError, UnboundLocalError, OSError, BlockingIOError, ChildProcessError, ConnectionError, BrokenPipeError,
	ConnectionAbortedError, ConnectionRefusedError, ConnectionResetError, FileExistsError, FileNotFoundError, InterruptedError,
	IsADirectoryError, NotADirectoryError, PermissionError, ProcessLookupError, TimeoutError, ReferenceError, RuntimeError,
	NotImplementedError, RecursionError, PythonFinalizationError, SyntaxError, IndentationError, TabError, SystemError, TypeError, ValueError,
	UnicodeError, UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError,
	Warning, BytesWarning, DeprecationWarning, EncodingWarning, FutureWarning, ImportWarning, PendingDeprecationWarning,
	ResourceWarning, RuntimeWarning, SyntaxWarning, UnicodeWarning, UserWarning *Type
)

func excTable() []excSpec {
	return []excSpec{
		{&BaseException, "BaseException", &ObjectType},
		{&Exception_, "Exception", &BaseException},
		{&BaseExceptionGroup, "BaseExceptionGroup", &BaseException},
		{&GeneratorExit, "GeneratorExit", &BaseException},
		{&KeyboardInterrupt, "KeyboardInterrupt", &BaseException},
		{&SystemExit, "SystemExit", &BaseException},
		{&StopIteration, "StopIteration", &Exception_},
		{&StopAsyncIteration, "StopAsyncIteration", &Exception_},
		{&ArithmeticError, "ArithmeticError", &Exception_},
		{&FloatingPointError, "FloatingPointError", &ArithmeticError},
		{&OverflowError, "OverflowError", &ArithmeticError},
		{&ZeroDivisionError, "ZeroDivisionError", &ArithmeticError},
		{&AssertionError, "AssertionError", &Exception_},
		{&AttributeError, "AttributeError", &Exception_},
		{&BufferError, "BufferError", &Exception_},
		{&EOFError, "EOFError", &Exception_},
		{&ImportError, "ImportError", &Exception_},
		{&ModuleNotFoundError, "ModuleNotFoundError", &ImportError},
		{&LookupError, "LookupError", &Exception_},
		{&IndexError, "IndexError", &LookupError},
		{&KeyError, "KeyError", &LookupError},
		{&MemoryError, "MemoryError", &Exception_},
		{&NameError, "NameError", &Exception_},
		{&UnboundLocalError, "UnboundLocalError", &NameError},
		{&OSError, "OSError", &Exception_},
		{&BlockingIOError, "BlockingIOError", &OSError},
		{&ChildProcessError, "ChildProcessError", &OSError},
		{&ConnectionError, "ConnectionError", &OSError},
		{&BrokenPipeError, "BrokenPipeError", &ConnectionError},
		{&ConnectionAbortedError, "ConnectionAbortedError", &ConnectionError},
		{&ConnectionRefusedError, "ConnectionRefusedError", &ConnectionError},
		{&ConnectionResetError, "ConnectionResetError", &ConnectionError},
		{&FileExistsError, "FileExistsError", &OSError},
		{&FileNotFoundError, "FileNotFoundError", &OSError},
		{&InterruptedError, "InterruptedError", &OSError},
		{&IsADirectoryError, "IsADirectoryError", &OSError},
		{&NotADirectoryError, "NotADirectoryError", &OSError},
		{&PermissionError, "PermissionError", &OSError},
		{&ProcessLookupError, "ProcessLookupError", &OSError},
		{&TimeoutError, "TimeoutError", &OSError},
		{&ReferenceError, "ReferenceError", &Exception_},
		{&RuntimeError, "RuntimeError", &Exception_},
		{&NotImplementedError, "NotImplementedError", &RuntimeError},
		{&RecursionError, "RecursionError", &RuntimeError},
		{&PythonFinalizationError, "PythonFinalizationError", &RuntimeError},
		{&SyntaxError, "SyntaxError", &Exception_},
		{&IndentationError, "IndentationError", &SyntaxError},
		{&TabError, "TabError", &IndentationError},
		{&SystemError, "SystemError", &Exception_},
		{&TypeError, "TypeError", &Exception_},
		{&ValueError, "ValueError", &Exception_},
		{&UnicodeError, "UnicodeError", &ValueError},
		{&UnicodeDecodeError, "UnicodeDecodeError", &UnicodeError},
		{&UnicodeEncodeError, "UnicodeEncodeError", &UnicodeError},
		{&UnicodeTranslateError, "UnicodeTranslateError", &UnicodeError},
		{&Warning, "Warning", &Exception_},
		{&BytesWarning, "BytesWarning", &Warning},
		{&DeprecationWarning, "DeprecationWarning", &Warning},
		{&EncodingWarning, "EncodingWarning", &Warning},
		{&FutureWarning, "FutureWarning", &Warning},
		{&ImportWarning, "ImportWarning", &Warning},
		{&PendingDeprecationWarning, "PendingDeprecationWarning", &Warning},
		{&ResourceWarning, "ResourceWarning", &Warning},
		{&RuntimeWarning, "RuntimeWarning", &Warning},
		{&SyntaxWarning, "SyntaxWarning", &Warning},
		{&UnicodeWarning, "UnicodeWarning", &Warning},
		{&UserWarning, "UserWarning", &Warning},
	}
}

// ExceptionTypes lists the built-in exceptions by name.
func ExceptionTypes() map[string]*Type {
	out := map[string]*Type{"ExceptionGroup": ExceptionGroup, "EnvironmentError": OSError, "IOError": OSError}
	for _, s := range excTable() {
		out[s.name] = *s.v
	}
	return out
}

func excNew(t *Thread, cls *Type, args []Value, kw KwNames) (Value, error) {
	var v Value
	if cls.Flags&HeapType == 0 {
		v = Of(&Exception{Header: NewHeader(cls)})
	} else {
		v = cls.Alloc()
	}
	e := (*Exception)(v.p)
	e.SetArgs(args[:len(args)-len(kw)])
	return v, nil
}

func excInit(t *Thread, self Value, args []Value, kw KwNames) error {
	e := (*Exception)(self.p)
	n := len(args) - len(kw)
	if e.typ.IsSubtype(ImportError) {
		t.Store(&e.Header, &e.Value, Value{})
		e.SetExtra(t, 0, Value{})
		e.SetExtra(t, 1, Value{})
	}
	if len(kw) > 0 {
		switch {
		case e.typ.IsSubtype(ImportError), e.typ.IsSubtype(AttributeError), e.typ.IsSubtype(NameError):
			for i, k := range kw {
				switch k.S {
				case "name":
					t.Store(&e.Header, &e.Value, args[n+i])
				case "path", "obj":
					e.SetExtra(t, 0, args[n+i])
				case "name_from":
					e.SetExtra(t, 1, args[n+i])
				default:
					return t.Raisef(TypeError, "%s() got an unexpected keyword argument '%s'", e.typ.Name, k.S)
				}
			}
		default:
			return t.Raisef(TypeError, "%s() takes no keyword arguments", e.typ.Name)
		}
	}
	// As a rule they are what __new__ was given already.
	if old := e.Args; !old.Is(TupleType) || !slices.Equal((*Tuple)(old.p).Items, args[:n]) {
		e.SetArgs(args[:n])
		t.Release(old)
	}
	switch {
	case n >= 2 && n <= 5 && e.typ.IsSubtype(OSError):
		e.SetExtra(t, 0, args[0])
		e.SetExtra(t, 1, args[1])
		if n >= 3 {
			e.SetExtra(t, 2, args[2])
			e.Args = NewTuple(args[:2]...)
			e.take(e.Args)
		}
		if n >= 5 {
			e.SetExtra(t, 3, args[4])
		}
		if e.typ == OSError && args[0].IsInt() {
			if ty := osErrorType(args[0].AsInt()); ty != nil {
				e.typ = ty
			}
		}
	case e.typ.IsSubtype(SyntaxError):
		if n >= 1 {
			e.SetExtra(t, 0, args[0])
		}
		if n == 2 {
			info, err := t.Collect(args[1])
			if err != nil {
				return err
			}
			switch n := len(info); {
			case n < 4:
				return t.Raisef(TypeError, "function takes at least 4 arguments (%d given)", n)
			case n > 7:
				return t.Raisef(TypeError, "function takes at most 7 arguments (%d given)", n)
			case n == 5:
				return t.Raisef(TypeError, "end_offset must be provided when end_lineno is provided")
			}
			for i, v := range info[:min(len(info), 6)] {
				e.SetExtra(t, i+1, v)
			}
		}
	}
	return nil
}

// osErrorType maps errno to OSError's subclasses (Linux numbers).
func osErrorType(errno int64) *Type {
	switch errno {
	case 11, 115, 114:
		return BlockingIOError
	case 32, 108:
		return BrokenPipeError
	case 10:
		return ChildProcessError
	case 103:
		return ConnectionAbortedError
	case 111:
		return ConnectionRefusedError
	case 104:
		return ConnectionResetError
	case 17:
		return FileExistsError
	case 2:
		return FileNotFoundError
	case 21:
		return IsADirectoryError
	case 20:
		return NotADirectoryError
	case 4:
		return InterruptedError
	case 13, 1:
		return PermissionError
	case 3:
		return ProcessLookupError
	case 110:
		return TimeoutError
	}
	return nil
}

// NewOSError makes the OSError subclass for an errno.
func NewOSError(t *Thread, errno int64, msg string, filename Value) error {
	ty := osErrorType(errno)
	if ty == nil {
		ty = OSError
	}
	e := NewExc(ty, Int(errno), NewStr(msg))
	e.SetExtra(t, 0, Int(errno))
	e.SetExtra(t, 1, NewStr(msg))
	if filename.Valid() {
		e.SetExtra(t, 2, filename)
	}
	return e
}

func excStr(t *Thread, self Value) (Value, error) {
	e := (*Exception)(self.p)
	args := AsTuple(e.Args).Items
	switch {
	case e.typ.IsSubtype(KeyError) && len(args) == 1:
		return t.ReprValue(args[0])
	case e.typ.IsSubtype(OSError) && len(e.Extra) >= 2:
		s, err := t.StrOf(e.ExtraAt(1))
		if err != nil {
			return Value{}, err
		}
		n, err := t.StrOf(e.ExtraAt(0))
		if err != nil {
			return Value{}, err
		}
		out := "[Errno " + n + "] " + s
		if f := e.ExtraAt(2); !f.IsNone() {
			r, err := t.Repr(f)
			if err != nil {
				return Value{}, err
			}
			out += ": " + r
			if f := e.ExtraAt(3); !f.IsNone() {
				r, _ := t.Repr(f)
				out += " -> " + r
			}
		}
		return NewStr(out), nil
	case e.typ.IsSubtype(SyntaxError) && len(e.Extra) > 0:
		s, err := t.StrOf(e.ExtraAt(0))
		if err != nil {
			return Value{}, err
		}
		file, line := AsStr(e.ExtraAt(1)), e.ExtraAt(2)
		base := ""
		if file != nil {
			base = file.S[strings.LastIndexByte(file.S, '/')+1:]
		}
		switch {
		case file != nil && line.IsInt():
			s = fmt.Sprintf("%s (%s, line %d)", s, base, line.AsInt())
		case file != nil:
			s = fmt.Sprintf("%s (%s)", s, base)
		case line.IsInt():
			s = fmt.Sprintf("%s (line %d)", s, line.AsInt())
		}
		return NewStr(s), nil
	case e.typ.IsSubtype(BaseExceptionGroup) && len(e.Extra) >= 2:
		s, err := t.StrOf(e.ExtraAt(0))
		if err != nil {
			return Value{}, err
		}
		n := len(AsTuple(e.ExtraAt(1)).Items)
		return NewStr(fmt.Sprintf("%s (%d sub-exception%s)", s, n, plural(n))), nil
	}
	switch len(args) {
	case 0:
		return NewStr(""), nil
	case 1:
		return t.StrValue(args[0])
	}
	return t.StrValue(e.Args)
}

func excRepr(t *Thread, self Value) (Value, error) {
	e := (*Exception)(self.p)
	args := AsTuple(e.Args).Items
	name := e.typ.Name
	if len(args) == 1 {
		r, err := t.Repr(args[0])
		return NewStr(name + "(" + r + ")"), err
	}
	r, err := t.Repr(e.Args)
	return NewStr(name + r), err
}

func excTraverse(self Value, visit func(Value)) {
	e := (*Exception)(self.p)
	for _, v := range [...]Value{e.Args, e.Cause, e.Context, e.TB, e.Value} {
		if v.Valid() {
			visit(v)
		}
	}
	for _, v := range e.Extra {
		if v.Valid() {
			visit(v)
		}
	}
	e.Attrs.traverse(visit)
}

// groupNew is (Base)ExceptionGroup.__new__.
func groupNew(t *Thread, cls *Type, args []Value, kw KwNames) (Value, error) {
	if len(args) != 2 || len(kw) > 0 {
		return Value{}, t.Raisef(TypeError, "BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)", len(args))
	}
	if AsStr(args[0]) == nil {
		return Value{}, t.Raisef(TypeError, "BaseExceptionGroup.__new__() argument 1 must be str, not %s", args[0].Type().Name)
	}
	var excs []Value
	if AsList(args[1]) == nil && AsTuple(args[1]) == nil {
		return Value{}, t.Raisef(TypeError, "second argument (exceptions) must be a sequence")
	}
	if err := t.Each(args[1], func(v Value) error { excs = append(excs, v); return nil }); err != nil {
		return Value{}, err
	}
	if len(excs) == 0 {
		return Value{}, t.Raisef(ValueError, "second argument (exceptions) must be a non-empty sequence")
	}
	nested := false
	for i, x := range excs {
		e := AsExc(x)
		if e == nil {
			return Value{}, t.Raisef(ValueError, "Item %d of second argument (exceptions) is not an exception", i)
		}
		if !e.typ.IsSubtype(Exception_) {
			nested = true
		}
	}
	if cls == BaseExceptionGroup && !nested {
		cls = ExceptionGroup
	} else if nested && cls.IsSubtype(Exception_) {
		if cls == ExceptionGroup {
			return Value{}, t.Raisef(TypeError, "Cannot nest BaseExceptions in an ExceptionGroup")
		}
		return Value{}, t.Raisef(TypeError, "Cannot nest BaseExceptions in '%s'", cls.Name)
	}
	v, err := excNew(t, cls, args, nil)
	if err != nil {
		return v, err
	}
	e := (*Exception)(v.p)
	e.SetExtra(t, 0, args[0])
	e.SetExtra(t, 1, TupleOf(excs))
	return v, nil
}
