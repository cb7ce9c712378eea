package object

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
	"unsafe"

	"github.com/asynctools/asynctools/runtime/internal/chars"
	"github.com/asynctools/asynctools/syntax/pyrepr"
	"github.com/asynctools/asynctools/syntax/token"
)

// maxText bounds the text that padding makes; see maxItems.
const maxText = 1 << 31

func itoa(n int) string { return strconv.Itoa(n) }

func sval(v Value) string { return (*Str)(v.p).S }

// strArg is a str argument or a TypeError in CPython's words.
func (t *Thread) strArg(v Value, fn string, n int) (*Str, error) {
	if s := AsStr(v); s != nil {
		return s, nil
	}
	if n == 0 {
		return nil, t.Raisef(TypeError, "%s argument must be str, not %s", fn, v.Type().TpName())
	}
	return nil, t.Raisef(TypeError, "%s argument %d must be str, not %s", fn, n, v.Type().TpName())
}

// StrArg is the text of a str, or a TypeError.
func (t *Thread) StrArg(v Value, what string) (string, error) {
	if s := AsStr(v); s != nil {
		return s.S, nil
	}
	return "", t.Raisef(TypeError, "%s must be str, not %s", what, v.Type().TpName())
}

func isSpaceRune(r rune) bool { return chars.Is(r, chars.Space) }

// span resolves optional start and end arguments to code point positions.
func (t *Thread) spanArgs(n int, a []Value) (int, int, error) {
	start, end := 0, n
	for i, p := range []*int{&start, &end} {
		if i < len(a) && a[i].Valid() && !a[i].IsNone() {
			k, err := t.sliceIndex(a[i])
			if err != nil {
				return 0, 0, err
			}
			if k < 0 {
				k = max(k+n, 0)
			}
			*p = k
		}
	}
	return start, min(end, n), nil
}

// find searches within [start, end) code points and returns a code point
// index, or -1.
func (s *Str) find(sub string, start, end int, last bool) int {
	if start > end {
		return -1
	}
	a, b := s.Offset(start), s.Offset(end)
	var i int
	if last {
		i = lastIndex(s.S[a:b], sub)
	} else {
		i = strings.Index(s.S[a:b], sub)
	}
	if i < 0 {
		return -1
	}
	if s.ASCII() {
		return start + i
	}
	return start + wtfLen(s.S[a:a+i])
}

func strFind(name string, last, must bool) Def {
	return Def{Name: name, Sig: "sub, start=None, end=None, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
		s := (*Str)(a[0].p)
		sub, err := t.strArg(a[1], name+"()", 1)
		if err != nil {
			return Value{}, err
		}
		i, j, err := t.spanArgs(s.Len(), a[2:])
		if err != nil {
			return Value{}, err
		}
		k := s.find(sub.S, i, j, last)
		if k < 0 && must {
			return Value{}, t.Raisef(ValueError, "substring not found")
		}
		return Int(int64(k)), nil
	}}
}

// concat is x + y. A text that grows by "text += more" again and again gets room to
// grow in place: the bytes behind the last one that was made so are nobody's.
func (t *Thread) concat(x, y *Str) Value {
	n := len(x.S) + len(y.S)
	if n <= shortStr {
		var room [shortStr]byte
		return NewStrOf(append(append(room[:0], x.S...), y.S...))
	}
	switch {
	case len(y.S) == 0:
		return NewStr(x.S)
	case len(x.S) == 0:
		return NewStr(y.S)
	case unsafe.StringData(x.S) != unsafe.SliceData(t.grown) || len(x.S) != len(t.grown):
		t.grown = append(append(make([]byte, 0, n), x.S...), y.S...)
	case n <= cap(t.grown):
		t.grown = append(t.grown, y.S...)
	default:
		room := n
		if n > 1<<20 {
			room = n / 4
		}
		t.grown = append(append(make([]byte, 0, n+room), x.S...), y.S...)
	}
	return NewStr(unsafe.String(&t.grown[0], n))
}

func strMap(name string, f func(string) string) Def {
	return Def{Name: name, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return NewStr(f(sval(a[0]))), nil }}
}

// asciiMap is strMap with a shorter way for a short ASCII text: to is what becomes
// of a byte at the beginning, and of one further on.
func asciiMap(name string, f func(string) string, first, rest func(byte) byte) Def {
	return Def{Name: name, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
		s := sval(a[0])
		var room [shortStr]byte
		if len(s) == 0 || len(s) > len(room) {
			return NewStr(f(s)), nil
		}
		for i := range len(s) {
			c := s[i]
			if c >= utf8.RuneSelf {
				return NewStr(f(s)), nil
			}
			if i == 0 {
				room[i] = first(c)
			} else {
				room[i] = rest(c)
			}
		}
		return NewStrOf(room[:len(s)]), nil
	}}
}

func lowerByte(c byte) byte {
	if c-'A' < 26 {
		c += 'a' - 'A'
	}
	return c
}

func upperByte(c byte) byte {
	if c-'a' < 26 {
		c -= 'a' - 'A'
	}
	return c
}

// strTest is a test whether all characters are of one of the kinds.
func strTest(name string, empty bool, kinds chars.Flags) Def {
	return Def{Name: name, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
		s := sval(a[0])
		if s == "" {
			return Bool(empty), nil
		}
		for i := 0; i < len(s); {
			r, w := rune(s[i]), 1
			if r >= utf8.RuneSelf {
				r, w = DecodeRune(s[i:])
			}
			if !chars.Is(r, kinds) {
				return False, nil
			}
			i += w
		}
		return True, nil
	}}
}

func strStrip(name string, left, right bool) Def {
	return Def{Name: name, Sig: "chars=None, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
		s := sval(a[0])
		f := isSpaceRune
		if a[1].Valid() && !a[1].IsNone() {
			c := AsStr(a[1])
			if c == nil {
				return Value{}, t.Raisef(TypeError, "%s arg must be None or str", name)
			}
			f = func(r rune) bool { return strings.ContainsRune(c.S, r) }
		}
		if left {
			s = strings.TrimLeftFunc(s, f)
		}
		if right {
			s = strings.TrimRightFunc(s, f)
		}
		if len(s) == len(sval(a[0])) && a[0].Is(StrType) {
			return a[0], nil
		}
		return NewStr(s), nil
	}}
}

func strAffix(name string, test func(s, p string) bool) Def {
	return Def{Name: name, Sig: "prefix, start=None, end=None, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
		s := (*Str)(a[0].p)
		if a[1].Is(StrType) && !a[2].Valid() && !a[3].Valid() {
			return Bool(test(s.S, (*Str)(a[1].p).S)), nil
		}
		i, j, err := t.spanArgs(s.Len(), a[2:])
		if err != nil {
			return Value{}, err
		}
		if i > s.Len() || i > j {
			i, j = 0, -1
		}
		try := func(p string) bool {
			if j < 0 {
				return false
			}
			return test(s.Sub(i, j), p)
		}
		if p := AsStr(a[1]); p != nil {
			return Bool(try(p.S)), nil
		}
		tup := AsTuple(a[1])
		if tup == nil {
			return Value{}, t.Raisef(TypeError, "%s first arg must be str or a tuple of str, not %s", name, a[1].Type().TpName())
		}
		for _, x := range tup.Items {
			p := AsStr(x)
			if p == nil {
				return Value{}, t.Raisef(TypeError, "tuple for %s must only contain str, not %s", name, x.Type().TpName())
			}
			if try(p.S) {
				return True, nil
			}
		}
		return False, nil
	}}
}

func strPad(name string, f func(s string, n, width int, fill string) string) Def {
	return Def{Name: name, Sig: "width, fillchar=' ', /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
		s := (*Str)(a[0].p)
		w, err := t.IndexInt(a[1])
		if err != nil {
			return Value{}, err
		}
		fill := " "
		if a[2].Valid() {
			c := AsStr(a[2])
			if c == nil || c.Len() != 1 {
				return Value{}, t.Raisef(TypeError, "The fill character must be exactly one character long")
			}
			fill = c.S
		}
		if w <= s.Len() {
			return NewStr(s.S), nil
		}
		if w > maxText {
			return Value{}, t.Raisef(MemoryError, "")
		}
		return NewStr(f(s.S, s.Len(), w, fill)), nil
	}}
}

func (t *Thread) splitArgs(a []Value) (sep *Str, limit int, err error) {
	limit = -1
	if a[1].Valid() && !a[1].IsNone() {
		if sep = AsStr(a[1]); sep == nil {
			return nil, 0, t.Raisef(TypeError, "must be str or None, not %s", a[1].Type().TpName())
		}
		if sep.S == "" {
			return nil, 0, t.Raisef(ValueError, "empty separator")
		}
	}
	if a[2].Valid() {
		if limit, err = t.IndexInt(a[2]); err != nil {
			return nil, 0, err
		}
	}
	return sep, limit, nil
}

func strList(parts []string) Value {
	items := make([]Value, len(parts))
	// Eight texts are one piece of memory; they share that of the whole text anyway.
	var strs []Str
	for i, p := range parts {
		if len(p) == 1 && p[0] < utf8.RuneSelf {
			items[i] = charStr(p[0])
			continue
		}
		if len(strs) == 0 {
			strs = make([]Str, min(len(parts)-i, 8))
		}
		strs[0] = Str{Header: StaticHeader(StrType), S: p, n: -1}
		items[i] = Of(&strs[0])
		strs = strs[1:]
	}
	return Of(ListOf(items))
}

// mostParts bounds the room that a thread keeps for splitting texts and for collecting
// what iterators give.
const mostParts = 4096

// splitSpace appends the words of a text to out.
func splitSpace(out []string, s string, limit int) []string {
	for {
		for len(s) > 0 && (s[0] == ' ' || s[0] == '\n') {
			s = s[1:]
		}
		s = strings.TrimLeftFunc(s, isSpaceRune)
		if s == "" {
			return out
		}
		if limit >= 0 && len(out) == limit {
			return append(out, s)
		}
		i := 0
		for i < len(s) && s[i] > ' ' && s[i] < utf8.RuneSelf {
			i++
		}
		if i < len(s) {
			if j := strings.IndexFunc(s[i:], isSpaceRune); j >= 0 {
				i += j
			} else {
				i = len(s)
			}
		}
		if i == len(s) {
			return append(out, s)
		}
		out = append(out, s[:i])
		s = s[i:]
	}
}

func rsplitSpace(s string, limit int) []string {
	var out []string
	for {
		s = strings.TrimRightFunc(s, isSpaceRune)
		if s == "" {
			break
		}
		if limit >= 0 && len(out) == limit {
			out = append(out, s)
			break
		}
		i := strings.LastIndexFunc(s, isSpaceRune)
		if i < 0 {
			out = append(out, s)
			break
		}
		_, w := utf8.DecodeRuneInString(s[i:])
		out = append(out, s[i+w:])
		s = s[:i]
	}
	slices.Reverse(out)
	return out
}

func rsplit(s, sep string, limit int) []string {
	var out []string
	for limit < 0 || len(out) < limit {
		i := strings.LastIndex(s, sep)
		if i < 0 {
			break
		}
		out = append(out, s[i+len(sep):])
		s = s[:i]
	}
	out = append(out, s)
	slices.Reverse(out)
	return out
}

func splitLines(s string, keep bool) []string {
	var out []string
	for len(s) > 0 {
		i, w := 0, 0
		for i < len(s) {
			r, n := DecodeRune(s[i:])
			switch r {
			case '\r':
				w = 1
				if i+1 < len(s) && s[i+1] == '\n' {
					w = 2
				}
			case '\n', '\v', '\f', 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029:
				w = n
			}
			if w > 0 {
				break
			}
			i += n
		}
		end := i
		if keep {
			end += w
		}
		out = append(out, s[:end])
		s = s[i+w:]
	}
	return out
}

func isCaseStr(name string, want, other chars.Flags) Def {
	return Def{Name: name, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
		ok := false
		for s := sval(a[0]); len(s) > 0; {
			r, w := DecodeRune(s)
			s = s[w:]
			f := chars.Of(r)
			if f&(other|chars.Title) != 0 {
				return False, nil
			}
			ok = ok || f&want != 0
		}
		return Bool(ok), nil
	}}
}

func (t *Thread) join(sep string, v Value) (Value, error) {
	var items []Value
	switch {
	case v.Is(ListType):
		items = (*List)(v.p).Items // nothing of the program runs meanwhile
	case v.Is(TupleType):
		items = (*Tuple)(v.p).Items
	default:
		var err error
		if items, err = t.Collect(v); err != nil {
			if IsExc(err, TypeError) && v.Type().slots.Iter == nil && v.Type().slots.GetItem == nil {
				return Value{}, t.Raisef(TypeError, "can only join an iterable")
			}
			return Value{}, err
		}
	}
	n := 0
	for i, x := range items {
		s := AsStr(x)
		if s == nil {
			return Value{}, t.Raisef(TypeError, "sequence item %d: expected str instance, %s found", i, x.Type().TpName())
		}
		n += len(s.S) + len(sep)
	}
	if len(items) == 1 && items[0].Is(StrType) {
		return items[0], nil
	}
	var b strings.Builder
	b.Grow(n)
	for i, x := range items {
		if i > 0 {
			b.WriteString(sep)
		}
		b.WriteString(sval(x))
	}
	return NewStr(b.String()), nil
}

func setupStr() {
	define(StrType, ObjectType, Slots{
		New: func(t *Thread, cls *Type, a []Value, kw KwNames) (Value, error) {
			var p [3]Value
			if len(a) > 3 && len(kw) == 0 {
				return Value{}, t.Raisef(TypeError, "str expected at most 3 arguments, got %d", len(a))
			}
			if err := strSig.parse(t, a, kw, p[:]); err != nil {
				return Value{}, err
			}
			v := NewStr("")
			if p[0].Valid() {
				var err error
				for i, name := range []string{1: "encoding", 2: "errors"} {
					if name != "" && p[i].Valid() && AsStr(p[i]) == nil {
						return Value{}, t.Raisef(TypeError, "str() argument '%s' must be str, not %s", name, p[i].Type().TpName())
					}
				}
				if p[1].Valid() || p[2].Valid() {
					if AsStr(p[0]) != nil {
						return Value{}, t.Raisef(TypeError, "decoding str is not supported")
					}
					b, berr := t.BytesArg(p[0])
					if berr != nil {
						return Value{}, t.Raisef(TypeError, "decoding to str: need a bytes-like object, %s found", p[0].Type().TpName())
					}
					v, err = t.Decode(b, p[1], p[2])
				} else {
					v, err = t.StrValue(p[0])
				}
				if err != nil {
					return Value{}, err
				}
			}
			if cls == StrType {
				if v.Is(StrType) {
					return v, nil
				}
				return NewStr(sval(v)), nil
			}
			o := cls.Alloc()
			(*Str)(o.p).S, (*Str)(o.p).n = sval(v), -1
			return o, nil
		},
		Repr: func(t *Thread, v Value) (Value, error) { return NewStr(pyrepr.Str(sval(v))), nil },
		Str: func(t *Thread, v Value) (Value, error) {
			if v.Is(StrType) {
				return v, nil
			}
			return NewStr(sval(v)), nil
		},
		Hash: func(t *Thread, v Value) (uint64, error) { return (*Str)(v.p).Hash(), nil },
		Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
			x, y := AsStr(a), AsStr(b)
			if x == nil || y == nil {
				return NotImplemented, nil
			}
			switch op {
			case CmpEq:
				return Bool(x.S == y.S), nil
			case CmpNe:
				return Bool(x.S != y.S), nil
			}
			return cmpResult(strings.Compare(x.S, y.S), op), nil // UTF-8 order is code point order
		},
		Len: func(t *Thread, v Value) (int, error) { return (*Str)(v.p).Len(), nil },
		GetItem: func(t *Thread, v, k Value) (Value, error) {
			s := (*Str)(v.p)
			if k.Is(SliceType) {
				start, stop, step, n, err := (*Slice)(k.p).Indices(t, s.Len())
				if err != nil {
					return Value{}, err
				}
				if n == 0 {
					return NewStr(""), nil
				}
				if step == 1 {
					return NewStr(s.Sub(start, stop)), nil
				}
				return NewStr(s.every(start, step, n)), nil
			}
			if k.Type().slots.Index == nil {
				return Value{}, t.Raisef(TypeError, "string indices must be integers, not '%s'", k.Type().TpName())
			}
			i, err := t.seqIndex(k, s.Len(), "string")
			if err != nil {
				return Value{}, err
			}
			return s.At(i), nil
		},
		Contains: func(t *Thread, v, x Value) (bool, error) {
			sub := AsStr(x)
			if sub == nil {
				return false, t.Raisef(TypeError, "'in <string>' requires string as left operand, not %s", x.Type().TpName())
			}
			return strings.Contains(sval(v), sub.S), nil
		},
		Iter: func(t *Thread, v Value) (Value, error) {
			s, i := sval(v), 0
			return newIndexIter(StrIterType, v, &i, func(t *Thread) (Value, error) {
				if i >= len(s) {
					return Value{}, nil
				}
				if c := s[i]; c < utf8.RuneSelf {
					i++
					return charStr(c), nil
				}
				_, w := DecodeRune(s[i:])
				i += w
				return NewStr(s[i-w : i]), nil
			}), nil
		},
		Binary: [NumBinary]BinaryFunc{
			OpAdd: func(t *Thread, a, b Value) (Value, error) {
				x, y := AsStr(a), AsStr(b)
				if x == nil || y == nil {
					return NotImplemented, nil
				}
				return t.concat(x, y), nil
			},
			OpMul: func(t *Thread, a, b Value) (Value, error) {
				if AsStr(a) == nil {
					a, b = b, a
				}
				if b.Type().slots.Index == nil {
					return NotImplemented, nil
				}
				n, err := t.timesArg(b)
				if err != nil {
					return Value{}, err
				}
				s := sval(a)
				if n <= 0 || s == "" {
					return NewStr(""), nil
				}
				if int64(len(s)) > (1<<34)/n {
					return Value{}, t.Raisef(MemoryError, "")
				}
				return NewStr(strings.Repeat(s, int(n))), nil
			},
			OpMod: func(t *Thread, a, b Value) (Value, error) {
				if AsStr(a) == nil {
					return NotImplemented, nil
				}
				s, err := t.PercentFormat(sval(a), b)
				return NewStr(s), err
			},
		},
	},
		strFind("find", false, false), strFind("rfind", true, false), strFind("index", false, true), strFind("rindex", true, true),
		Def{Name: "count", Sig: "sub, start=None, end=None, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			s := (*Str)(a[0].p)
			sub, err := t.strArg(a[1], "count()", 1)
			if err != nil {
				return Value{}, err
			}
			i, j, err := t.spanArgs(s.Len(), a[2:])
			if err != nil || i > j {
				return Int(0), err
			}
			if sub.S == "" {
				return Int(int64(j - i + 1)), nil
			}
			return Int(int64(strings.Count(s.Sub(i, j), sub.S))), nil
		}},
		asciiMap("lower", lowerStr, lowerByte, lowerByte), asciiMap("upper", upperStr, upperByte, upperByte), strMap("title", titleCase),
		strMap("casefold", foldCase), asciiMap("capitalize", capitalizeStr, upperByte, lowerByte), strMap("swapcase", swapCase),
		strStrip("strip", true, true), strStrip("lstrip", true, false), strStrip("rstrip", false, true),
		strAffix("startswith", strings.HasPrefix), strAffix("endswith", strings.HasSuffix),
		strTest("isspace", false, chars.Space), strTest("isalpha", false, chars.Alpha),
		strTest("isdigit", false, chars.Digit), strTest("isdecimal", false, chars.Decimal),
		strTest("isnumeric", false, chars.Numeric), strTest("isalnum", false, chars.Alnum),
		strTest("isprintable", true, chars.Printable),
		isCaseStr("isupper", chars.Upper, chars.Lower), isCaseStr("islower", chars.Lower, chars.Upper),
		Def{Name: "isascii", Fn: func(_ *Thread, a []Value, _ KwNames) (Value, error) { return Bool(isASCII(sval(a[0]))), nil }},
		Def{Name: "istitle", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			prev, any := false, false
			for s := sval(a[0]); len(s) > 0; {
				r, w := DecodeRune(s)
				s = s[w:]
				f := chars.Of(r)
				if f&(chars.Upper|chars.Title) != 0 && prev || f&chars.Lower != 0 && !prev {
					return False, nil
				}
				prev = f&chars.Cased != 0
				any = any || prev
			}
			return Bool(any), nil
		}},
		Def{Name: "isidentifier", Fn: func(_ *Thread, a []Value, _ KwNames) (Value, error) { return Bool(token.IsIdentifier(sval(a[0]))), nil }},
		strPad("ljust", func(s string, n, w int, f string) string { return s + strings.Repeat(f, w-n) }),
		strPad("rjust", func(s string, n, w int, f string) string { return strings.Repeat(f, w-n) + s }),
		strPad("center", func(s string, n, w int, f string) string {
			pad := w - n
			left := pad/2 + pad&w&1
			return strings.Repeat(f, left) + s + strings.Repeat(f, pad-left)
		}),
		Def{Name: "zfill", Sig: "width, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			s := (*Str)(a[0].p)
			w, err := t.IndexInt(a[1])
			if err != nil || w <= s.Len() {
				return NewStr(s.S), err
			}
			if w > maxText {
				return Value{}, t.Raisef(MemoryError, "")
			}
			sign, rest := "", s.S
			if rest != "" && (rest[0] == '+' || rest[0] == '-') {
				sign, rest = rest[:1], rest[1:]
			}
			return NewStr(sign + strings.Repeat("0", w-s.Len()) + rest), nil
		}},
		Def{Name: "expandtabs", Sig: "tabsize=8", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			size := 8
			if a[1].Valid() {
				var err error
				if size, err = t.IndexInt(a[1]); err != nil {
					return Value{}, err
				}
				if size > maxText {
					return Value{}, t.Raisef(OverflowError, "result too long")
				}
			}
			var b strings.Builder
			col := 0
			for _, r := range sval(a[0]) {
				switch r {
				case '\t':
					if size > 0 {
						n := size - col%size
						b.WriteString(strings.Repeat(" ", n))
						col += n
					}
				case '\n', '\r':
					b.WriteRune(r)
					col = 0
				default:
					b.WriteRune(r)
					col++
				}
			}
			return NewStr(b.String()), nil
		}},
		Def{Name: "split", Sig: "sep=None, maxsplit=-1", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			sep, limit, err := t.splitArgs(a)
			if err != nil {
				return Value{}, err
			}
			if sep == nil {
				parts := splitSpace(t.parts[:0], sval(a[0]), limit)
				list := strList(parts)
				if clear(parts); cap(parts) <= mostParts {
					t.parts = parts
				}
				return list, nil
			}
			if limit < 0 {
				return strList(strings.Split(sval(a[0]), sep.S)), nil
			}
			return strList(strings.SplitN(sval(a[0]), sep.S, limit+1)), nil
		}},
		Def{Name: "rsplit", Sig: "sep=None, maxsplit=-1", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			sep, limit, err := t.splitArgs(a)
			if err != nil {
				return Value{}, err
			}
			if sep == nil {
				return strList(rsplitSpace(sval(a[0]), limit)), nil
			}
			return strList(rsplit(sval(a[0]), sep.S, limit)), nil
		}},
		Def{Name: "splitlines", Sig: "keepends=False", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			keep := false
			if a[1].Valid() {
				var err error
				if keep, err = t.Truth(a[1]); err != nil {
					return Value{}, err
				}
			}
			return strList(splitLines(sval(a[0]), keep)), nil
		}},
		Def{Name: "partition", Sig: "sep, /", Fn: strPartition(strings.Index, false)},
		Def{Name: "rpartition", Sig: "sep, /", Fn: strPartition(strings.LastIndex, true)},
		Def{Name: "join", Sig: "iterable, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return t.join(sval(a[0]), a[1]) }},
		Def{Name: "replace", Sig: "old, new, /, count=-1", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			old, err := t.strArg(a[1], "replace()", 1)
			if err != nil {
				return Value{}, err
			}
			nw, err := t.strArg(a[2], "replace()", 2)
			if err != nil {
				return Value{}, err
			}
			n := -1
			if a[3].Valid() {
				if n, err = t.IndexInt(a[3]); err != nil {
					return Value{}, err
				}
			}
			if old.S == "" {
				return NewStr(interleave(sval(a[0]), nw.S, n)), nil
			}
			return NewStr(strings.Replace(sval(a[0]), old.S, nw.S, n)), nil
		}},
		Def{Name: "removeprefix", Sig: "prefix, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			p, err := t.strArg(a[1], "removeprefix()", 0)
			if err != nil {
				return Value{}, err
			}
			return NewStr(strings.TrimPrefix(sval(a[0]), p.S)), nil
		}},
		Def{Name: "removesuffix", Sig: "suffix, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			p, err := t.strArg(a[1], "removesuffix()", 0)
			if err != nil {
				return Value{}, err
			}
			return NewStr(strings.TrimSuffix(sval(a[0]), p.S)), nil
		}},
		Def{Name: "format", Sig: "*", Fn: func(t *Thread, a []Value, kw KwNames) (Value, error) {
			s, err := t.strFormat(sval(a[0]), a[1:], kw)
			return NewStr(s), err
		}},
		Def{Name: "format_map", Sig: "mapping, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			s, err := t.strFormatMap(sval(a[0]), a[1])
			return NewStr(s), err
		}},
		Def{Name: "__format__", Sig: "format_spec, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			spec, err := t.strArg(a[1], "__format__()", 0)
			if err != nil {
				return Value{}, err
			}
			if spec.S == "" {
				return t.StrValue(a[0])
			}
			s, err := t.formatStr(sval(a[0]), spec.S)
			return NewStr(s), err
		}},
		Def{Name: "encode", Sig: "encoding='utf-8', errors='strict'", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			return t.Encode(sval(a[0]), a[1], a[2])
		}},
		Def{Name: "translate", Sig: "table, /", Fn: strTranslate},
		Def{Name: "maketrans", Kind: StaticDef, Sig: "x, y=None, z=None, /", Fn: strMaketrans},
		Def{Name: "__getnewargs__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return NewTuple(NewStr(sval(a[0]))), nil }},
	)
	StrType.Flags |= StrSub
	RegisterLayout(StrType, func(s *Str) { s.n = -1 })
}

var strSig = &Native{Name: "str", Qual: "str", sig: parseSig("object=None, encoding=None, errors=None")}

func strPartition(find func(s, sep string) int, last bool) NativeFunc {
	return func(t *Thread, a []Value, _ KwNames) (Value, error) {
		sep := AsStr(a[1])
		if sep == nil {
			return Value{}, t.Raisef(TypeError, "must be str, not %s", a[1].Type().TpName())
		}
		if sep.S == "" {
			return Value{}, t.Raisef(ValueError, "empty separator")
		}
		s := sval(a[0])
		i := find(s, sep.S)
		if i < 0 {
			if last {
				return NewTuple(NewStr(""), NewStr(""), NewStr(s)), nil
			}
			return NewTuple(NewStr(s), NewStr(""), NewStr("")), nil
		}
		return NewTuple(NewStr(s[:i]), NewStr(sep.S), NewStr(s[i+len(sep.S):])), nil
	}
}
