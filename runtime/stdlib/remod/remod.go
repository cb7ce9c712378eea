// Package remod is the engine of Python's module re: a parser for CPython's
// syntax and a backtracking matcher over code points. The module itself, with
// the flags and the exception, is Python (stdlib/py/re).
package remod

import (
	"strings"
	"sync"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
)

type (
	// Value is object.Value.
	Value = object.Value
	// Thread is object.Thread.
	Thread = object.Thread
	kwargs = object.KwNames
	def    = object.Def
)

var once sync.Once

// Register completes the types of this package.
func Register() {
	once.Do(func() {
		object.Register(func() {
			registerPattern()
			registerMatch()
		})
	})
}

// cacheKey identifies a pattern in the cache; a bytes pattern differs from the
// str with the same text.
type cacheKey struct {
	text  string
	str   bool
	flags int
}

// maxCached is how many patterns the functions of the module remember.
const maxCached = 512

// state is what an interpreter's module re remembers.
type state struct {
	errType Value
	cache   map[cacheKey]*Pattern
	lastStr *object.Str // the last long text decoded, and its characters
	last    []rune
}

const stateName = "re"

func stateOf(t *Thread) *state {
	s, _ := t.Interp.States[stateName].(*state)
	if s == nil {
		s = &state{cache: map[cacheKey]*Pattern{}}
		t.Interp.States[stateName] = s
	}
	return s
}

// decode is the text as characters. Scanners match the same text again and
// again from other positions, so the last one is kept.
func (s *state) decode(str *object.Str) []rune {
	if s.lastStr == str {
		return s.last
	}
	r := str.Runes()
	if len(r) >= 64 && len(r) < 1<<22 {
		s.lastStr, s.last = str, r
	}
	return r
}

// raise turns an error of the parser into an exception.
func raise(t *Thread, err error, pattern Value) error {
	switch e := err.(type) {
	case *patternError:
		pos := object.None
		if e.pos >= 0 {
			pos = object.Int(int64(e.pos))
		}
		ty := stateOf(t).errType
		if !ty.Valid() {
			return t.Raisef(object.ValueError, "%s", e.msg)
		}
		v, err := t.Call(ty, object.NewStr(e.msg), pattern, pos)
		if err != nil {
			return err
		}
		return object.AsExc(v)
	case tooLarge:
		return t.Raisef(object.OverflowError, "%s", e.Error())
	case flagError:
		return t.Raisef(object.ValueError, "%s", e.Error())
	case indexError:
		return t.Raisef(object.IndexError, "%s", e.Error())
	}
	return err
}

// compile makes a pattern of a source, or returns it from the cache.
func compile(t *Thread, src, flagsVal Value) (*Pattern, error) {
	flags := 0
	if flagsVal.Valid() {
		n, err := t.IntArg(flagsVal)
		if err != nil {
			return nil, err
		}
		flags = int(n)
	}
	if src.Is(PatternType) {
		if flags != 0 {
			return nil, t.Raisef(object.ValueError, "cannot process flags argument with a compiled pattern")
		}
		return asPattern(src), nil
	}
	st := stateOf(t)
	var key cacheKey
	if s := object.AsStr(src); s != nil {
		key = cacheKey{s.S, true, flags}
	} else if b := object.AsBytes(src); b != nil {
		key = cacheKey{string(b.B), false, flags}
	} else {
		return nil, t.Raisef(object.TypeError, "first argument must be string or compiled pattern")
	}
	if p := st.cache[key]; p != nil {
		return p, nil
	}
	text := key.text
	if !key.str {
		text = latin1([]byte(text))
	}
	tree, parsed, err := parsePattern(text, key.str, flags)
	if err != nil {
		return nil, raise(t, err, src)
	}
	for _, w := range parsed.warnings {
		if err := t.Interp.Warn(t, object.FutureWarning, w); err != nil {
			return nil, err
		}
	}
	prog, err := compileTree(tree, len(parsed.groups)-1)
	if err != nil {
		return nil, raise(t, err, src)
	}
	p := &Pattern{
		Header: object.NewHeader(PatternType), prog: prog, source: src, flags: parsed.flags, text: key.str,
		groups: prog.groups, names: parsed.names, byGroup: make([]string, prog.groups+1),
	}
	index := object.NewDict()
	for _, name := range parsed.order {
		g := parsed.names[name]
		p.byGroup[g] = name
		index.SetString(t, name, object.Int(int64(g)))
	}
	p.index = object.Of(index)
	p.Take(src)
	p.Take(p.index)
	if len(st.cache) >= maxCached {
		for _, old := range st.cache {
			t.Release(object.Of(old))
		}
		clear(st.cache)
	}
	object.Of(p).Hold()
	st.cache[key] = p
	return p, nil
}

// New makes the module _sre.
func New(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "_sre")
	m.Dict.SetString(t, "Pattern", object.Of(PatternType))
	m.Dict.SetString(t, "Match", object.Of(MatchType))
	m.Dict.SetString(t, "MAGIC", object.Int(20241114))
	m.Dict.SetString(t, "CODESIZE", object.Int(4))
	m.Dict.SetString(t, "MAXREPEAT", object.Int(maxRepeat))
	m.Dict.SetString(t, "MAXGROUPS", object.Int(maxGroups))
	with := func(f func(t *Thread, f *finder) (Value, error)) object.NativeFunc {
		return func(t *Thread, a []Value, _ kwargs) (Value, error) {
			p, err := compile(t, a[0], a[2])
			if err != nil {
				return Value{}, err
			}
			find, err := p.find(t, a[1], Value{}, Value{})
			if err != nil {
				return Value{}, err
			}
			return f(t, find)
		}
	}
	mode := func(mode findMode) object.NativeFunc {
		return with(func(_ *Thread, f *finder) (Value, error) { return f.once(mode) })
	}
	const args = "pattern, string, flags=0"
	stdlib.Fill(t, m, "re", []def{
		{Name: "match", Sig: args, Fn: mode(matching)},
		{Name: "fullmatch", Sig: args, Fn: mode(fullMatching)},
		{Name: "search", Sig: args, Fn: mode(searching)},
		{Name: "findall", Sig: args, Fn: with(func(_ *Thread, f *finder) (Value, error) { return f.all() })},
		{Name: "finditer", Sig: args, Fn: with(func(_ *Thread, f *finder) (Value, error) { return f.iter(), nil })},
		{Name: "compile", Sig: "pattern, flags=0", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			p, err := compile(t, a[0], a[1])
			if err != nil {
				return Value{}, err
			}
			return object.Of(p), nil
		}},
		{Name: "split", Sig: "*", Fn: positional("split", 2, "maxsplit", func(t *Thread, p *Pattern, a []Value) (Value, error) {
			return splitText(t, p, a[0], a[1])
		})},
		{Name: "sub", Sig: "*", Fn: positional("sub", 3, "count", func(t *Thread, p *Pattern, a []Value) (Value, error) {
			v, _, err := subText(t, p, a[0], a[1], a[2])
			return v, err
		})},
		{Name: "subn", Sig: "*", Fn: positional("subn", 3, "count", func(t *Thread, p *Pattern, a []Value) (Value, error) {
			v, n, err := subText(t, p, a[0], a[1], a[2])
			if err != nil {
				return Value{}, err
			}
			return object.NewTuple(v, object.Int(int64(n))), nil
		})},
		{Name: "escape", Sig: "pattern", Fn: escape},
		{Name: "purge", Fn: func(t *Thread, _ []Value, _ kwargs) (Value, error) {
			st := stateOf(t)
			for _, p := range st.cache {
				t.Release(object.Of(p))
			}
			clear(st.cache)
			return object.None, nil
		}},
		{Name: "_use_error", Sig: "type, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			a[0].Hold()
			stateOf(t).errType = a[0]
			return object.None, nil
		}},
	})
	return m, nil
}

// positional is a function whose last two parameters, a limit and the flags,
// are deprecated as positional ones.
func positional(name string, n int, limit string, f func(t *Thread, p *Pattern, a []Value) (Value, error)) object.NativeFunc {
	sig := map[int]string{2: "pattern, string, maxsplit=0, flags=0", 3: "pattern, repl, string, count=0, flags=0"}[n]
	return func(t *Thread, a []Value, kw kwargs) (Value, error) {
		args := make([]Value, n+2)
		if len(a)-len(kw) > n+2 {
			return Value{}, t.Raisef(object.TypeError, "%s() takes from %d to %d positional arguments but %d were given", name, n, n+2, len(a)-len(kw))
		}
		for i := len(a) - len(kw) - 1; i >= n; i-- {
			for _, k := range kw {
				if k.S == limit && i == n || k.S == "flags" && i == n+1 {
					return Value{}, t.Raisef(object.TypeError, "%s() got multiple values for argument '%s'", name, k.S)
				}
			}
		}
		if err := object.ParseArgs(t, name, sig, a, kw, args); err != nil {
			return Value{}, err
		}
		for i, what := range []string{limit, "flags"} {
			if len(a)-len(kw) > n+i {
				if err := t.Interp.Warn(t, object.DeprecationWarning, "'"+what+"' is passed as positional argument"); err != nil {
					return Value{}, err
				}
			}
		}
		p, err := compile(t, args[0], args[n+1])
		if err != nil {
			return Value{}, err
		}
		return f(t, p, args[1:n+1])
	}
}

const special = "()[]{}?*+-|^$\\.&~# \t\n\r\v\f"

func escape(t *Thread, a []Value, _ kwargs) (Value, error) {
	esc := func(s string) string {
		if !strings.ContainsAny(s, special) {
			return s
		}
		var b strings.Builder
		for i := 0; i < len(s); i++ {
			if strings.IndexByte(special, s[i]) >= 0 {
				b.WriteByte('\\')
			}
			b.WriteByte(s[i])
		}
		return b.String()
	}
	if s := object.AsStr(a[0]); s != nil {
		return object.NewStr(esc(s.S)), nil
	}
	b := object.AsBytes(a[0])
	if b == nil {
		return Value{}, t.Raisef(object.TypeError, "decoding to str: need a bytes-like object, %s found", a[0].Type().TpName())
	}
	return object.NewBytes([]byte(esc(string(b.B)))), nil
}
