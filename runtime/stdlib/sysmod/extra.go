package sysmod

import (
	"math"
	goruntime "runtime"
	"sort"
	"strings"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/vm"
)

// Lazy makes an attribute of sys that hardly any program asks for, or returns
// the invalid Value.
func Lazy(t *Thread, name string) Value {
	i := func(n int64) Value { return object.Int(n) }
	switch name {
	case "float_info":
		return structSeq(t, "float_info", strings.Fields("max max_exp max_10_exp min min_exp min_10_exp dig mant_dig epsilon radix rounds"),
			object.Float(math.MaxFloat64), i(1024), i(308), object.Float(0x1p-1022), i(-1021), i(-307), i(15), i(53), object.Float(0x1p-52), i(2), i(1))
	case "int_info":
		return structSeq(t, "int_info", strings.Fields("bits_per_digit sizeof_digit default_max_str_digits str_digits_check_threshold"), i(30), i(4), i(object.DefaultStrDigits), i(object.MinStrDigits))
	case "hash_info":
		return structSeq(t, "hash_info", strings.Fields("width modulus inf nan imag algorithm hash_bits seed_bits cutoff"),
			i(64), i(1<<61-1), i(314159), i(0), i(1000003), object.NewStr("siphash13"), i(64), i(128), i(0))
	case "thread_info":
		return structSeq(t, "thread_info", strings.Fields("name lock version"), object.NewStr("pthread"), object.None, object.None)
	case "stdlib_module_names":
		s := object.NewSet()
		names := make([]string, 0, len(stdlibNames()))
		for n := range stdlibNames() {
			names = append(names, n)
		}
		sort.Strings(names)
		for _, n := range names {
			_, _ = s.Add(t, object.NewStr(n))
		}
		v, _ := t.Call(object.Of(object.FrozenSetType), object.Of(s))
		return v
	}
	return Value{}
}

// extra are the attributes of sys that say something of the host.
func extra(t *Thread, set func(string, Value)) {
	set("platlibdir", object.NewStr("lib"))
	set("abiflags", object.NewStr(""))
	set("pycache_prefix", object.None)
	set("_xoptions", object.Of(object.NewDict()))
	set("_git", object.NewTuple(object.NewStr("asynctools"), object.NewStr(""), object.NewStr("")))
	set("copyright", object.NewStr("Copyright of the asynctools authors; see LICENSE."))
}

// extraFunctions are the less common functions of sys.
func extraFunctions() []def {
	none := object.None
	str := func(s string) object.NativeFunc {
		return func(*Thread, []Value, kwargs) (Value, error) { return object.NewStr(s), nil }
	}
	return []def{
		{Name: "getfilesystemencodeerrors", Fn: str("surrogateescape")},
		{Name: "getallocatedblocks", Fn: func(*Thread, []Value, kwargs) (Value, error) {
			var m goruntime.MemStats
			goruntime.ReadMemStats(&m)
			return object.Int(int64(m.Mallocs - m.Frees)), nil
		}},
		{Name: "_is_gil_enabled", Fn: func(*Thread, []Value, kwargs) (Value, error) { return object.True, nil }},
		{Name: "_is_interned", Sig: "string, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			s := object.AsStr(a[0])
			if s == nil {
				return Value{}, t.Raisef(object.TypeError, "_is_interned() argument must be str, not %s", a[0].Type().TpName())
			}
			return object.Bool(t.Interp.InternStr(s) == s), nil
		}},
		{Name: "_clear_type_cache", Fn: func(*Thread, []Value, kwargs) (Value, error) { return none, nil }},
		{Name: "_clear_internal_caches", Fn: func(*Thread, []Value, kwargs) (Value, error) { return none, nil }},
		{Name: "getdlopenflags", Fn: func(*Thread, []Value, kwargs) (Value, error) { return object.Int(2), nil }},
		{Name: "is_stack_trampoline_active", Fn: func(*Thread, []Value, kwargs) (Value, error) { return object.False, nil }},
		{Name: "audit", Sig: "*", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return none, nil }},
		{Name: "_current_frames", Fn: func(t *Thread, _ []Value, _ kwargs) (Value, error) {
			d := object.NewDict()
			if f := vm.Of(t).Current(); f != nil {
				if err := d.Set(t, object.Int(1), f.Object()); err != nil {
					return Value{}, err
				}
			}
			return object.Of(d), nil
		}},
		{Name: "unraisablehook", Sig: "unraisable, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			get := func(n string) Value {
				v, err := t.GetAttrOpt(a[0], t.Interp.Intern(n))
				if err != nil || !v.Valid() {
					return none
				}
				return v
			}
			e := object.AsExc(get("exc_value"))
			if e == nil {
				return none, nil
			}
			msg := "Exception ignored in"
			if s := object.AsStrV(get("err_msg")); s != nil {
				msg = s.S
			}
			t.Interp.Unraisable(t, e, msg, get("object"))
			return none, nil
		}},
		{Name: "call_tracing", Sig: "func, args, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			args := object.AsTuple(a[1])
			if args == nil {
				return Value{}, t.Raisef(object.TypeError, "call_tracing() argument 2 must be tuple, not %s", a[1].Type().TpName())
			}
			return t.Call(a[0], args.Items...)
		}},
	}
}

// multiarch is the platform as CPython's library spells it in file names.
func multiarch() string {
	arch := map[string]string{"amd64": "x86_64", "arm64": "aarch64", "386": "i386"}[goruntime.GOARCH]
	if goruntime.GOOS != "linux" || arch == "" {
		return goruntime.GOOS
	}
	return arch + "-linux-gnu"
}
