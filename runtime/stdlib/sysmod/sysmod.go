// Package sysmod is Python's module sys and the text streams.
package sysmod

import (
	"bufio"
	"io"
	"os"
	goruntime "runtime"
	"strings"
	"sync"
	"time"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib/structseq"
	"github.com/asynctools/asynctools/runtime/tape"
	"github.com/asynctools/asynctools/runtime/vm"
)

type (
	// Value is object.Value.
	Value = object.Value
	// Thread is object.Thread.
	Thread = object.Thread
	kwargs = object.KwNames
	def    = object.Def
)

// Stream is a text stream over a Go reader or writer.
type Stream struct {
	object.Header
	name string
	fd   int
	w    *bufio.Writer
	raw  io.Writer
	r    *feed
	// immediate streams write through: stderr, and all under a debugger.
	immediate bool
	lineWise  bool
	onWrite   func(text string)
	buffer    *Buffer // see there; nil until it is asked for
}

// StreamType is the type of sys.stdin, sys.stdout and sys.stderr.
var StreamType = &object.Type{Name: "TextIOWrapper"}

var once sync.Once

// Register completes the types of this package.
func Register() { once.Do(func() { object.Register(register) }) }

// NewWriter makes an output stream.
func NewWriter(name string, fd int, w io.Writer, immediate bool) *Stream {
	s := &Stream{Header: object.StaticHeader(StreamType), name: name, fd: fd, raw: w, w: bufio.NewWriterSize(w, 8192), immediate: immediate}
	if f, ok := w.(*os.File); ok {
		if st, err := f.Stat(); err == nil && st.Mode()&os.ModeCharDevice != 0 {
			s.lineWise = true
		}
	}
	return s
}

// NewReader makes an input stream.
func NewReader(name string, fd int, r io.Reader) *Stream {
	return &Stream{Header: object.StaticHeader(StreamType), name: name, fd: fd, r: &feed{raw: r}}
}

// OnWrite sets a function that sees all text before it is written.
func (s *Stream) OnWrite(f func(string)) { s.onWrite = f }

// Write writes text as a program does.
func (s *Stream) Write(text string) error {
	if s.onWrite != nil {
		s.onWrite(text)
	}
	if strings.Contains(text, "\xed") {
		// Lone surrogates cannot be encoded; stderr's handler escapes them.
		text = strings.ToValidUTF8(text, "?")
	}
	if _, err := s.w.WriteString(text); err != nil {
		return err
	}
	if s.immediate || s.lineWise && strings.Contains(text, "\n") {
		return s.w.Flush()
	}
	return nil
}

// Flush writes what is buffered.
func (s *Stream) Flush() error {
	if s.w == nil {
		return nil
	}
	return s.w.Flush()
}

// reader is what a stream reads from.
func reader(t *Thread, v Value) (*feed, error) {
	if s := object.Cast[Stream](v); s.r != nil {
		return s.r, nil
	}
	return nil, t.Raisef(object.ValueError, "not readable")
}

func register() {
	registerBuffers()
	get := func(v Value) *Stream { return object.Cast[Stream](v) }
	fail := func(t *Thread, err error) error {
		if err == nil {
			return nil
		}
		return object.NewOSError(t, 32, "Broken pipe", Value{})
	}
	object.DefineType(StreamType, object.ObjectType, "_io", object.Slots{
		Repr: func(t *Thread, v Value) (Value, error) {
			mode := "w"
			if get(v).r != nil {
				mode = "r"
			}
			return object.NewStr("<_io.TextIOWrapper name='" + get(v).name + "' mode='" + mode + "' encoding='utf-8'>"), nil
		},
		Iter: func(t *Thread, v Value) (Value, error) { return v, nil },
		Next: func(t *Thread, v Value) (Value, error) {
			s := get(v)
			if s.r == nil {
				return Value{}, nil
			}
			line, err := s.r.line(t, -1)
			if err != nil || line == "" {
				return Value{}, err
			}
			return object.NewStr(line), nil
		},
	},
		def{Name: "write", Sig: "text, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			s := object.AsStr(a[1])
			if s == nil {
				return Value{}, t.Raisef(object.TypeError, "write() argument must be str, not %s", a[1].Type().TpName())
			}
			if get(a[0]).w == nil {
				return Value{}, t.Raisef(object.ValueError, "not writable")
			}
			return object.Int(int64(s.Len())), fail(t, get(a[0]).Write(s.S))
		}},
		def{Name: "writelines", Sig: "lines, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return object.None, t.Each(a[1], func(v Value) error {
				s, err := t.StrArg(v, "write() argument")
				if err != nil {
					return err
				}
				return fail(t, get(a[0]).Write(s))
			})
		}},
		def{Name: "flush", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.None, fail(t, get(a[0]).Flush()) }},
		def{Name: "close", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.None, fail(t, get(a[0]).Flush()) }},
		def{Name: "fileno", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.Int(int64(get(a[0]).fd)), nil }},
		def{Name: "isatty", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return object.Bool(t.Interp.Tape.Number(tape.System, func() int64 {
				if get(a[0]).lineWise {
					return 1
				}
				return 0
			}) != 0), nil
		}},
		def{Name: "readable", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.Bool(get(a[0]).r != nil), nil }},
		def{Name: "writable", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.Bool(get(a[0]).w != nil), nil }},
		def{Name: "reconfigure", Sig: "*", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.None, nil }},
		def{Name: "readline", Sig: "size=-1, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			r, err := reader(t, a[0])
			if err != nil {
				return Value{}, err
			}
			n, err := sizeArg(t, a[1])
			if err != nil {
				return Value{}, err
			}
			line, err := r.line(t, n)
			return object.NewStr(line), err
		}},
		def{Name: "read", Sig: "size=-1, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			r, err := reader(t, a[0])
			if err != nil {
				return Value{}, err
			}
			n, err := sizeArg(t, a[1])
			if err != nil {
				return Value{}, err
			}
			text, err := r.read(t, n)
			return object.NewStr(text), err
		}},
		def{Name: "readlines", Sig: "hint=-1, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			r, err := reader(t, a[0])
			if err != nil {
				return Value{}, err
			}
			l := object.NewList()
			for {
				line, err := r.line(t, -1)
				if err != nil || line == "" {
					return object.Of(l), err
				}
				l.Append(object.NewStr(line))
			}
		}},
		def{Name: "buffer", Kind: object.GetterDef, Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			s := get(a[0])
			if s.buffer == nil {
				ty := BufferType
				if s.r != nil {
					ty = BufferReaderType
				}
				s.buffer = &Buffer{Header: object.StaticHeader(ty), of: s}
			}
			return object.Of(s.buffer), nil
		}},
		def{Name: "encoding", Kind: object.GetterDef, Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.NewStr("utf-8"), nil }},
		def{Name: "errors", Kind: object.GetterDef, Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.NewStr("strict"), nil }},
		def{Name: "name", Kind: object.GetterDef, Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.NewStr(get(a[0]).name), nil }},
		def{Name: "closed", Kind: object.GetterDef, Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.False, nil }},
	)
}

// sizeArg reads an optional size; None and negative numbers mean everything.
func sizeArg(t *Thread, v Value) (int, error) {
	if !v.Valid() || v.IsNone() {
		return -1, nil
	}
	n, err := t.IntArg(v)
	return int(n), err
}

// Config is what sys shows of the host.
type Config struct {
	Argv           []string
	Path           []string
	Stdin          *Stream
	Stdout, Stderr *Stream
	Executable     string
}

// versionInfo is the language level of the runtime.
var versionInfo = [...]int64{3, 14, 0}

// New makes the module.
func New(t *Thread, cfg Config) *object.Module {
	m := object.NewModule(t, "sys")
	set := func(name string, v Value) { m.Dict.SetString(t, name, v) }
	strs := func(list []string) Value {
		l := object.NewList()
		for _, s := range list {
			l.Append(object.NewStr(s))
		}
		return object.Of(l)
	}
	set("monitoring", vm.Monitoring(t))
	set("argv", strs(cfg.Argv))
	set("orig_argv", strs(cfg.Argv))
	set("path", strs(cfg.Path))
	set("modules", object.Of(t.Interp.Modules))
	set("stdin", object.Of(cfg.Stdin))
	set("stdout", object.Of(cfg.Stdout))
	set("stderr", object.Of(cfg.Stderr))
	set("__stdin__", object.Of(cfg.Stdin))
	set("__stdout__", object.Of(cfg.Stdout))
	set("__stderr__", object.Of(cfg.Stderr))
	set("platform", object.NewStr(goruntime.GOOS))
	set("byteorder", object.NewStr("little"))
	set("maxsize", object.Int(1<<63-1))
	set("maxunicode", object.Int(0x10ffff))
	set("executable", object.NewStr(cfg.Executable))
	for _, n := range []string{"prefix", "base_prefix", "exec_prefix", "base_exec_prefix"} {
		set(n, object.NewStr("/usr"))
	}
	set("dont_write_bytecode", object.True)
	set("hexversion", object.Int(3<<24|14<<16|0xf0))
	set("api_version", object.Int(1013))
	set("float_repr_style", object.NewStr("short"))
	options := object.NewList()
	if t.Interp.DevMode {
		options.Append(object.NewStr("default"))
	}
	set("warnoptions", object.Of(options))
	set("version", object.NewStr("3.14.0 (asynctools, Jan  1 2026, 00:00:00) [Go]"))
	set("builtin_module_names", object.NewTuple())
	info := structSeq(t, "version_info", []string{"major", "minor", "micro", "releaselevel", "serial"},
		object.Int(versionInfo[0]), object.Int(versionInfo[1]), object.Int(versionInfo[2]), object.NewStr("final"), object.Int(0))
	set("version_info", info)
	impl := t.NewNamespace(map[string]Value{"name": object.NewStr("asynctools"), "version": info, "cache_tag": object.None, "hexversion": object.Int(3<<24 | 14<<16 | 0xf0), "_multiarch": object.NewStr(multiarch())},
		[]string{"name", "version", "cache_tag", "hexversion", "_multiarch"})
	set("implementation", impl)
	flagNames := strings.Fields("debug inspect interactive optimize dont_write_bytecode no_user_site no_site ignore_environment verbose bytes_warning quiet hash_randomization isolated dev_mode utf8_mode warn_default_encoding safe_path int_max_str_digits gil thread_inherit_context context_aware_warnings")
	flags := map[string]Value{}
	for _, n := range flagNames {
		flags[n] = object.Int(0)
	}
	for n, v := range map[string]Value{
		"dev_mode": object.Bool(t.Interp.DevMode), "safe_path": object.False, "utf8_mode": object.Int(1), "dont_write_bytecode": object.Int(1),
		"int_max_str_digits": object.Int(object.DefaultStrDigits), "gil": object.Int(1), "hash_randomization": object.Int(1),
	} {
		flags[n] = v
	}
	set("flags", t.NewNamespace(flags, flagNames))
	hooks := structseq.New(t, "builtins", "asyncgen_hooks", 2, "firstiter", "finalizer") // CPython gives it no module
	extra(t, set)
	for _, d := range append(functions(hooks), extraFunctions()...) {
		set(d.Name, object.NewNative("sys", d.Name, d.Sig, d.Fn))
	}
	return m
}

func functions(hooks *structseq.Type) []def {
	none := object.None
	return []def{
		{Name: "exit", Sig: "status=None, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			if a[0].Valid() {
				return Value{}, t.Raise(object.SystemExit, a[0])
			}
			return Value{}, t.Raise(object.SystemExit)
		}},
		{Name: "get_int_max_str_digits", Fn: func(t *Thread, _ []Value, _ kwargs) (Value, error) {
			return object.Int(int64(t.Interp.MaxStrDigits)), nil
		}},
		{Name: "set_int_max_str_digits", Sig: "maxdigits", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := t.IntArg(a[0])
			if err != nil && !object.IsExc(err, object.OverflowError) {
				return Value{}, err
			}
			if err != nil || n != int64(int32(n)) {
				return Value{}, t.Raisef(object.OverflowError, "Python int too large to convert to C int")
			}
			if n != 0 && n < object.MinStrDigits {
				return Value{}, t.Raisef(object.ValueError, "maxdigits must be 0 or larger than %d", object.MinStrDigits)
			}
			t.Interp.MaxStrDigits = int(n)
			return none, nil
		}},
		{Name: "getrecursionlimit", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.Int(int64(t.MaxDepth)), nil }},
		{Name: "setrecursionlimit", Sig: "limit, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			if n < 1 {
				return Value{}, t.Raisef(object.ValueError, "recursion limit must be greater or equal than 1")
			}
			if int(n) <= t.Depth {
				return Value{}, t.Raisef(object.RecursionError, "cannot set the recursion limit to %d at the recursion depth %d: the limit is too low", n, t.Depth)
			}
			t.MaxDepth = int(n)
			return none, nil
		}},
		{Name: "getswitchinterval", Fn: func(t *Thread, _ []Value, _ kwargs) (Value, error) {
			return object.Float(t.Interp.SwitchInterval().Seconds()), nil
		}},
		{Name: "setswitchinterval", Sig: "interval, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			s, err := t.ToFloat(a[0])
			if err != nil {
				return Value{}, err
			}
			if !(s > 0) {
				return Value{}, t.Raisef(object.ValueError, "switch interval must be strictly positive")
			}
			t.Interp.SetSwitchInterval(time.Duration(s * 1e9))
			return none, nil
		}},
		{Name: "getrefcount", Sig: "object, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return object.Int(int64(a[0].Header().Count())), nil
		}},
		{Name: "getdefaultencoding", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.NewStr("utf-8"), nil }},
		{Name: "getfilesystemencoding", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.NewStr("utf-8"), nil }},
		{Name: "intern", Sig: "string, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			s := object.AsStr(a[0])
			if s == nil {
				return Value{}, t.Raisef(object.TypeError, "intern() argument must be str, not %s", a[0].Type().TpName())
			}
			return object.Of(t.Interp.InternStr(s)), nil
		}},
		{Name: "getsizeof", Sig: "object, default=None, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.Int(48), nil }},
		{Name: "exc_info", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			h := t.Handled()
			if !h.Valid() {
				return object.NewTuple(none, none, none), nil
			}
			tb := object.AsExc(h).TB
			if !tb.Valid() {
				tb = none
			}
			return object.NewTuple(object.Of(h.Type()), h, tb), nil
		}},
		{Name: "exception", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			if h := t.Handled(); h.Valid() {
				return h, nil
			}
			return none, nil
		}},
		{Name: "_getframe", Sig: "depth=0, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			depth := int64(0)
			if a[0].Valid() {
				var err error
				if depth, err = t.IntArg(a[0]); err != nil {
					return Value{}, err
				}
			}
			f := vm.Of(t).Current()
			for ; depth > 0 && f != nil; depth-- {
				f = f.Back()
			}
			if f == nil {
				return Value{}, t.Raisef(object.ValueError, "call stack is not deep enough")
			}
			return f.Object(), nil
		}},
		{Name: "_getframemodulename", Sig: "depth=0", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			depth := int64(0)
			if a[0].Valid() {
				depth, _ = t.IntArg(a[0])
			}
			f := vm.Of(t).Current()
			for ; depth > 0 && f != nil; depth-- {
				f = f.Back()
			}
			if f == nil {
				return none, nil
			}
			if n := f.Globals().GetString("__name__"); n.Valid() {
				return n, nil
			}
			return none, nil
		}},
		{Name: "set_asyncgen_hooks", Sig: "firstiter=None, finalizer=None", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			names := [...]string{"firstiter", "finalizer"}
			for i, slot := range []*Value{&t.FirstIter, &t.Finalizer} {
				v := a[i]
				if !v.Valid() {
					continue
				}
				if v.IsNone() {
					v = Value{}
				} else if v.Type().S().Call == nil {
					return Value{}, t.Raisef(object.TypeError, "callable %s expected, got %s", names[i], v.Type().TpName())
				}
				v.Hold2()
				old := *slot
				*slot = v
				t.Release(old)
			}
			return none, nil
		}},
		{Name: "get_asyncgen_hooks", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			pick := func(v Value) Value {
				if v.Valid() {
					return v
				}
				return none
			}
			return hooks.Make(t, pick(t.FirstIter), pick(t.Finalizer)), nil
		}},
		{Name: "is_finalizing", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.Bool(t.Interp.Finishing), nil }},
		{Name: "settrace", Sig: "function, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			vm.Of(t).SetTrace(a[0])
			return none, nil
		}},
		{Name: "gettrace", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return vm.Of(t).Trace(), nil }},
		{Name: "setprofile", Sig: "function, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			vm.Of(t).SetProfile(a[0])
			return none, nil
		}},
		{Name: "_settraceallthreads", Sig: "function, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			for _, o := range t.Interp.Threads() {
				vm.Of(o).SetTrace(a[0])
			}
			return none, nil
		}},
		{Name: "_setprofileallthreads", Sig: "function, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			for _, o := range t.Interp.Threads() {
				vm.Of(o).SetProfile(a[0])
			}
			return none, nil
		}},
		{Name: "getprofile", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return vm.Of(t).Profile(), nil }},
		{Name: "get_coroutine_origin_tracking_depth", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return object.Int(int64(vm.Of(t).OriginDepth)), nil
		}},
		{Name: "set_coroutine_origin_tracking_depth", Sig: "depth", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := t.IntArg(a[0])
			if err == nil && n < 0 {
				err = t.Raisef(object.ValueError, "depth must be >= 0")
			}
			if err == nil {
				vm.Of(t).OriginDepth = int(n)
			}
			return none, err
		}},
		{Name: "displayhook", Sig: "object, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return none, Display(t, a[0]) }},
		{Name: "excepthook", Sig: "exctype, value, traceback, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			if e := object.AsExc(a[1]); e != nil {
				vm.Of(t).PrintException(t.Interp.ErrorsOf(t), e)
			}
			return none, nil
		}},
	}
}

// Display is sys.displayhook.
func Display(t *Thread, v Value) error {
	if v.IsNone() {
		return nil
	}
	t.Interp.Builtins.SetString(t, "_", v)
	s, err := t.Repr(v)
	if err != nil {
		return err
	}
	out, err := t.GetAttrString(t.Interp.Modules.GetString("sys"), "stdout")
	if err != nil {
		return err
	}
	r, err := t.CallMethod(out, t.Interp.Intern("write"), object.NewStr(s+"\n"))
	t.DropFloating(r)
	return err
}

// structSeq makes the one instance of a type with named fields.
func structSeq(t *Thread, name string, fields []string, items ...Value) Value {
	return structseq.New(t, "sys", name, len(fields), fields...).Make(t, items...)
}
