package remod

import (
	"strconv"
	"strings"
	"unsafe"

	"github.com/asynctools/asynctools/runtime/object"
)

// Pattern is a compiled regular expression.
type Pattern struct {
	object.Header
	prog    *program
	source  Value // str, bytes or None
	flags   int
	text    bool // for str
	groups  int
	names   map[string]int
	byGroup []string // names by group
	index   Value    // groupindex
	bytes   *matcher[byte]
	runes   *matcher[rune]
	repl    map[string]*template // parsed replacements
}

// Match is a match object. Positions are in characters of the text.
type Match struct {
	object.Header
	re        *Pattern
	str       Value
	pos, end  int
	spans     []int
	lastIndex int
}

// The types of this package.
var (
	PatternType = &object.Type{Name: "Pattern"}
	MatchType   = &object.Type{Name: "Match"}
	ScannerType = &object.Type{Name: "SRE_Scanner"}
	iterType    = &object.Type{Name: "callable_iterator"}
)

func asPattern(v Value) *Pattern { return object.Cast[Pattern](v) }
func asMatch(v Value) *Match     { return object.Cast[Match](v) }

// subject is a text to match against: bytes if the text is ASCII or bytes,
// else characters.
type subject struct {
	v     Value
	str   *object.Str // nil for bytes
	bytes []byte
	runes []rune
	n     int
}

// textOf views the argument of a method as the text it matches.
func (p *Pattern) textOf(t *Thread, v Value) (subject, error) {
	s := subject{v: v}
	if s.str = object.AsStr(v); s.str != nil {
		if !p.text && p.source.Valid() {
			return s, t.Raisef(object.TypeError, "cannot use a bytes pattern on a string-like object")
		}
		if s.str.ASCII() {
			s.bytes = unsafe.Slice(unsafe.StringData(s.str.S), len(s.str.S))
			s.n = len(s.bytes)
			return s, nil
		}
		s.runes = stateOf(t).decode(s.str)
		s.n = len(s.runes)
		return s, nil
	}
	b, err := t.BytesArg(v)
	if err != nil {
		return s, t.Raisef(object.TypeError, "expected string or bytes-like object, got '%s'", v.Type().TpName())
	}
	if p.text {
		return s, t.Raisef(object.TypeError, "cannot use a string pattern on a bytes-like object")
	}
	s.bytes, s.n = b, len(b)
	return s, nil
}

// slice is the part [i, j) as a value.
func (s *subject) slice(i, j int) Value {
	if s.str != nil {
		if i == 0 && j >= s.n && s.v.Is(object.StrType) {
			return s.v
		}
		return object.NewStr(s.text(i, j))
	}
	if i == 0 && j >= s.n && s.v.Is(object.BytesType) {
		return s.v
	}
	return object.NewBytes(append([]byte(nil), s.bytes[i:max(i, j)]...))
}

// text is the part [i, j) as Go text.
func (s *subject) text(i, j int) string {
	switch {
	case i >= j:
		return ""
	case s.str == nil:
		return string(s.bytes[i:j])
	case s.runes == nil:
		return s.str.S[i:j]
	}
	return s.str.Sub(i, j)
}

// finder walks through the matches of a text.
type finder struct {
	t      *Thread
	p      *Pattern
	s      subject
	pos    int // where the text begins for the caller
	end    int
	start  int // where to look next
	refuse int
	spans  []int
	last   int
}

func (p *Pattern) find(t *Thread, str, pos, end Value) (*finder, error) {
	s, err := p.textOf(t, str)
	if err != nil {
		return nil, err
	}
	f := &finder{t: t, p: p, s: s, end: s.n, refuse: -1}
	for _, b := range []struct {
		v Value
		n *int
	}{{pos, &f.pos}, {end, &f.end}} {
		if b.v.Valid() {
			i, err := t.Index(b.v)
			if err != nil {
				return nil, err
			}
			switch {
			case i.IsInt():
				*b.n = int(min(max(i.AsInt(), 0), int64(s.n)))
			case object.Big(i).Sign() > 0:
				*b.n = s.n
			default:
				*b.n = 0
			}
		}
	}
	f.start = f.pos
	return f, nil
}

type findMode uint8

const (
	searching findMode = iota
	matching
	fullMatching
)

// next finds a match; its groups are in spans.
func (f *finder) next(mode findMode) (bool, error) {
	if f.start > f.end {
		return false, nil
	}
	if f.s.runes != nil {
		return step(f, mode, &f.p.runes, f.s.runes[:f.end])
	}
	return step(f, mode, &f.p.bytes, f.s.bytes[:f.end])
}

func step[E unit](f *finder, mode findMode, spare **matcher[E], s []E) (bool, error) {
	m := *spare
	*spare = nil // nested uses of the pattern make their own
	if m == nil {
		m = &matcher[E]{prog: f.p.prog, regs: make([]int, f.p.prog.regs)}
	}
	m.t, m.s, m.full, m.refuse = f.t, s, mode == fullMatching, f.refuse
	start, ok, err := f.start, false, error(nil)
	if mode == searching {
		start, ok, err = m.search(f.start)
	} else {
		ok, err = m.match(f.start)
	}
	if ok {
		n := 2 * f.p.groups
		if cap(f.spans) < n+2 {
			f.spans = make([]int, n+2)
		}
		f.spans = f.spans[:n+2]
		f.spans[0], f.spans[1] = start, m.pos
		copy(f.spans[2:], m.regs[:n])
		for i := 2; i < len(f.spans); i += 2 {
			if f.spans[i] < 0 || f.spans[i+1] < 0 {
				f.spans[i], f.spans[i+1] = -1, -1
			}
		}
		f.last = m.regs[f.p.prog.lastIndex()]
	}
	m.t, m.s = nil, nil
	if cap(m.stack) < 1<<16 {
		*spare = m
	}
	return ok, err
}

// advance makes the next match begin behind this one, and not be empty at the
// same place.
func (f *finder) advance() {
	f.refuse = -1
	if f.spans[1] == f.spans[0] {
		f.refuse = f.spans[1]
	}
	f.start = f.spans[1]
}

// match makes a match object of the present match.
func (f *finder) match() Value {
	m := &Match{Header: object.NewHeader(MatchType), re: f.p, str: f.s.v, pos: f.pos, end: f.end, spans: append([]int(nil), f.spans...), lastIndex: f.last}
	m.Take(object.Of(f.p))
	m.Take(m.str)
	return object.Of(m)
}

func (f *finder) group(g int) (Value, bool) {
	if f.spans[2*g] < 0 {
		return Value{}, false
	}
	return f.s.slice(f.spans[2*g], f.spans[2*g+1]), true
}

func matchAs(mode findMode) object.NativeFunc {
	return func(t *Thread, a []Value, _ kwargs) (Value, error) {
		f, err := asPattern(a[0]).find(t, a[1], a[2], a[3])
		if err != nil {
			return Value{}, err
		}
		return f.once(mode)
	}
}

func (f *finder) once(mode findMode) (Value, error) {
	ok, err := f.next(mode)
	if err != nil {
		return Value{}, err
	}
	if !ok {
		return object.None, nil
	}
	return f.match(), nil
}

func (f *finder) empty() Value {
	if f.s.str != nil {
		return object.NewStr("")
	}
	return object.NewBytes(nil)
}

// found is what findall collects for a match.
func (f *finder) found() Value {
	one := func(g int) Value {
		if v, ok := f.group(g); ok {
			return v
		}
		return f.empty()
	}
	switch f.p.groups {
	case 0:
		return one(0)
	case 1:
		return one(1)
	}
	items := make([]Value, f.p.groups)
	for i := range items {
		items[i] = one(i + 1)
	}
	return object.TupleOf(items)
}

func (f *finder) all() (Value, error) {
	var out []Value
	for {
		ok, err := f.next(searching)
		if err != nil {
			return Value{}, err
		}
		if !ok {
			return object.Of(object.ListOf(out)), nil
		}
		out = append(out, f.found())
		f.advance()
	}
}

func (f *finder) iter() Value {
	return object.NewIter(iterType, func(t *Thread) (Value, error) {
		f.t = t
		ok, err := f.next(searching)
		if err != nil {
			return Value{}, err
		}
		if !ok {
			f.start = f.end + 1
			return Value{}, nil
		}
		v := f.match()
		f.advance()
		return v, nil
	}, object.Of(f.p), f.s.v)
}

func (f *finder) split(limit int) (Value, error) {
	var out []Value
	last := 0
	for n := 0; limit == 0 || n < limit; n++ {
		ok, err := f.next(searching)
		if err != nil {
			return Value{}, err
		}
		if !ok {
			break
		}
		out = append(out, f.s.slice(last, f.spans[0]))
		for g := 1; g <= f.p.groups; g++ {
			v, ok := f.group(g)
			if !ok {
				v = object.None
			}
			out = append(out, v)
		}
		last = f.spans[1]
		f.advance()
	}
	out = append(out, f.s.slice(last, f.s.n))
	return object.Of(object.ListOf(out)), nil
}

// sub replaces matches; n is how many it replaced.
func (f *finder) sub(repl Value, limit int) (v Value, n int, err error) {
	t := f.t
	var fn Value
	var tmpl *template
	if repl.Type().S().Call != nil {
		fn = repl
	} else if tmpl, err = f.p.replacement(t, repl); err != nil {
		return Value{}, 0, err
	}
	var b strings.Builder
	last, pieces := 0, 0
	piece := func(s string) {
		if s != "" {
			b.WriteString(s)
		}
		pieces++
	}
	for limit == 0 || n < limit {
		ok, err := f.next(searching)
		if err != nil {
			return Value{}, 0, err
		}
		if !ok {
			break
		}
		if last < f.spans[0] {
			piece(f.s.text(last, f.spans[0]))
		}
		last = f.spans[1]
		if fn.Valid() {
			// The call may use this pattern, and the finder's spans are its own.
			m := f.match()
			m.Hold()
			r, err := t.Call(fn, m)
			r.Hold2()
			t.Release(m)
			r.Forget()
			if err != nil {
				return Value{}, 0, err
			}
			if !r.IsNone() {
				if err := f.append(&b, r, pieces); err != nil {
					t.DropFloating(r)
					return Value{}, 0, err
				}
				pieces++
				t.DropFloating(r)
			}
		} else {
			tmpl.write(&b, f)
			pieces++
		}
		n++
		f.advance()
	}
	if n == 0 {
		return f.s.slice(0, f.s.n), 0, nil
	}
	piece(f.s.text(last, f.s.n))
	if f.s.str != nil {
		return object.NewStr(b.String()), n, nil
	}
	return object.NewBytes([]byte(b.String())), n, nil
}

func (f *finder) append(b *strings.Builder, r Value, at int) error {
	if f.s.str != nil {
		s := object.AsStr(r)
		if s == nil {
			return f.t.Raisef(object.TypeError, "sequence item %d: expected str instance, %s found", at, r.Type().TpName())
		}
		b.WriteString(s.S)
		return nil
	}
	raw, err := f.t.BytesArg(r)
	if err != nil {
		return f.t.Raisef(object.TypeError, "sequence item %d: expected a bytes-like object, %s found", at, r.Type().TpName())
	}
	b.Write(raw)
	return nil
}

func intOr(t *Thread, v Value, def int) (int, error) {
	if !v.Valid() {
		return def, nil
	}
	n, err := t.IntArg(v)
	return int(n), err
}

// flagNames are in the order of repr.
var flagNames = []struct {
	bit  int
	name string
}{
	{flagIgnoreCase, "re.IGNORECASE"},
	{flagLocale, "re.LOCALE"},
	{flagMultiline, "re.MULTILINE"},
	{flagDotAll, "re.DOTALL"},
	{flagUnicode, "re.UNICODE"},
	{flagVerbose, "re.VERBOSE"},
	{flagDebug, "re.DEBUG"},
	{flagASCII, "re.ASCII"},
}

func (p *Pattern) repr(t *Thread) (Value, error) {
	flags := p.flags
	if p.text && flags&(flagLocale|flagUnicode|flagASCII) == flagUnicode {
		flags &^= flagUnicode
	}
	src, err := t.Repr(p.source)
	if err != nil {
		return Value{}, err
	}
	if r := []rune(src); len(r) > 200 {
		src = string(r[:200])
	}
	out := "re.compile(" + src
	sep := ", "
	for _, f := range flagNames {
		if flags&f.bit != 0 {
			out += sep + f.name
			sep = "|"
			flags &^= f.bit
		}
	}
	if flags != 0 {
		out += sep + "0x" + strconv.FormatInt(int64(flags), 16)
	}
	return object.NewStr(out + ")"), nil
}

func registerPattern() {
	self := func(f func(t *Thread, p *Pattern, a []Value) (Value, error)) object.NativeFunc {
		return func(t *Thread, a []Value, _ kwargs) (Value, error) { return f(t, asPattern(a[0]), a[1:]) }
	}
	get := func(f func(p *Pattern) Value) object.NativeFunc {
		return func(_ *Thread, a []Value, _ kwargs) (Value, error) { return f(asPattern(a[0])), nil }
	}
	const span = "string, pos=0, endpos=9223372036854775807"
	object.DefineType(PatternType, object.ObjectType, "re", object.Slots{
		Repr: func(t *Thread, v Value) (Value, error) { return asPattern(v).repr(t) },
		Hash: func(t *Thread, v Value) (uint64, error) {
			p := asPattern(v)
			h, err := t.Hash(p.source)
			return h ^ uint64(p.flags)*0x9E3779B97F4A7C15, err
		},
		Compare: func(t *Thread, a, b Value, op object.CmpOp) (Value, error) {
			if op > object.CmpNe || !a.Is(PatternType) || !b.Is(PatternType) {
				return object.NotImplemented, nil
			}
			x, y := asPattern(a), asPattern(b)
			eq := x == y
			if !eq && x.flags == y.flags && x.text == y.text {
				var err error
				if eq, err = t.Equal(x.source, y.source); err != nil {
					return Value{}, err
				}
			}
			return object.Bool(eq == (op == object.CmpEq)), nil
		},
		Traverse: func(v Value, visit func(Value)) {
			p := asPattern(v)
			visit(p.source)
			visit(p.index)
		},
	},
		def{Name: "match", Sig: span, Fn: matchAs(matching)},
		def{Name: "fullmatch", Sig: span, Fn: matchAs(fullMatching)},
		def{Name: "search", Sig: span, Fn: matchAs(searching)},
		def{Name: "findall", Sig: span, Fn: self(func(t *Thread, p *Pattern, a []Value) (Value, error) {
			f, err := p.find(t, a[0], a[1], a[2])
			if err != nil {
				return Value{}, err
			}
			return f.all()
		})},
		def{Name: "finditer", Sig: span, Fn: self(func(t *Thread, p *Pattern, a []Value) (Value, error) {
			f, err := p.find(t, a[0], a[1], a[2])
			if err != nil {
				return Value{}, err
			}
			return f.iter(), nil
		})},
		def{Name: "scanner", Sig: span, Fn: self(func(t *Thread, p *Pattern, a []Value) (Value, error) {
			f, err := p.find(t, a[0], a[1], a[2])
			if err != nil {
				return Value{}, err
			}
			return newScanner(f), nil
		})},
		def{Name: "split", Sig: "string, maxsplit=0", Fn: self(func(t *Thread, p *Pattern, a []Value) (Value, error) {
			return splitText(t, p, a[0], a[1])
		})},
		def{Name: "sub", Sig: "repl, string, count=0", Fn: self(func(t *Thread, p *Pattern, a []Value) (Value, error) {
			v, _, err := subText(t, p, a[0], a[1], a[2])
			return v, err
		})},
		def{Name: "subn", Sig: "repl, string, count=0", Fn: self(func(t *Thread, p *Pattern, a []Value) (Value, error) {
			v, n, err := subText(t, p, a[0], a[1], a[2])
			if err != nil {
				return Value{}, err
			}
			return object.NewTuple(v, object.Int(int64(n))), nil
		})},
		def{Name: "pattern", Kind: object.GetterDef, Fn: get(func(p *Pattern) Value { return p.source })},
		def{Name: "flags", Kind: object.GetterDef, Fn: get(func(p *Pattern) Value { return object.Int(int64(p.flags)) })},
		def{Name: "groups", Kind: object.GetterDef, Fn: get(func(p *Pattern) Value { return object.Int(int64(p.groups)) })},
		def{Name: "groupindex", Kind: object.GetterDef, Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return t.Call(object.Of(object.MappingProxyType), asPattern(a[0]).index)
		}},
		def{Name: "__copy__", Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) { return a[0], nil }},
		def{Name: "__deepcopy__", Sig: "memo, /", Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) { return a[0], nil }},
		def{Name: "__reduce__", Fn: reducePattern},
		def{Name: "__class_getitem__", Kind: object.ClassDef, Sig: "item, /", Fn: alias},
	)
	object.DefineType(iterType, object.ObjectType, "builtins", object.IterSlots())
	registerScanner()
}

func alias(_ *Thread, a []Value, _ kwargs) (Value, error) {
	return object.NewGenericAlias(a[0], a[1]), nil
}

func reducePattern(t *Thread, a []Value, _ kwargs) (Value, error) {
	p := asPattern(a[0])
	m, err := t.Interp.ImportModule(t, "re", nil, object.None, 0)
	if err != nil {
		return Value{}, err
	}
	fn, err := t.GetAttrString(m, "_compile")
	if err != nil {
		return Value{}, err
	}
	return object.NewTuple(fn, object.NewTuple(p.source, object.Int(int64(p.flags)))), nil
}

func splitText(t *Thread, p *Pattern, str, limit Value) (Value, error) {
	n, err := intOr(t, limit, 0)
	if err != nil {
		return Value{}, err
	}
	f, err := p.find(t, str, Value{}, Value{})
	if err != nil {
		return Value{}, err
	}
	return f.split(n)
}

func subText(t *Thread, p *Pattern, repl, str, limit Value) (Value, int, error) {
	n, err := intOr(t, limit, 0)
	if err != nil {
		return Value{}, 0, err
	}
	f, err := p.find(t, str, Value{}, Value{})
	if err != nil {
		return Value{}, 0, err
	}
	return f.sub(repl, n)
}

// scanner walks a text by calls of match and search.
type scanner struct {
	object.Header
	f    *finder
	done bool
}

func newScanner(f *finder) Value {
	s := &scanner{Header: object.NewHeader(ScannerType), f: f}
	s.Take(object.Of(f.p))
	s.Take(f.s.v)
	return object.Of(s)
}

func registerScanner() {
	walk := func(mode findMode) object.NativeFunc {
		return func(t *Thread, a []Value, _ kwargs) (Value, error) {
			s := object.Cast[scanner](a[0])
			if s.done {
				return object.None, nil
			}
			s.f.t = t
			v, err := s.f.once(mode)
			if err != nil {
				return Value{}, err
			}
			if v.IsNone() {
				s.done = true
			} else {
				s.f.advance()
			}
			return v, nil
		}
	}
	object.DefineType(ScannerType, object.ObjectType, "_sre", object.Slots{
		Traverse: func(v Value, visit func(Value)) {
			f := object.Cast[scanner](v).f
			visit(object.Of(f.p))
			visit(f.s.v)
		},
	},
		def{Name: "match", Fn: walk(matching)},
		def{Name: "search", Fn: walk(searching)},
		def{Name: "pattern", Kind: object.GetterDef, Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) {
			return object.Of(object.Cast[scanner](a[0]).f.p), nil
		}},
	)
}
