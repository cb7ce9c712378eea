package object

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
	"unsafe"
)

// Str is a str. S is UTF-8, except that a lone surrogate takes its three-byte
// form (WTF-8), so every str CPython can hold has one representation and
// equality is equality of bytes. Indexing counts code points.
type Str struct {
	Header
	S        string
	hash     uint64
	n        int32 // code points, -1 not counted yet
	interned bool
	indexed  bool // behind the text of S stands its index, see offsets
}

// NewStr makes a str.
func NewStr(s string) Value {
	return Of(&Str{Header: StaticHeader(StrType), S: s, n: -1})
}

// shortStr is how long a text is at most that lies in one piece of memory with its
// str. That is a third of the memory of two pieces, and half the time.
const shortStr = 16

// NewStrOf makes a str of UTF-8 that the caller goes on using.
func NewStrOf(b []byte) Value {
	if len(b) > shortStr {
		return NewStr(string(b))
	}
	if len(b) == 1 && b[0] < utf8.RuneSelf {
		return charStr(b[0])
	}
	o := &struct {
		Str
		text [shortStr]byte
	}{Str: Str{Header: StaticHeader(StrType), n: -1}}
	copy(o.text[:], b)
	o.S = unsafe.String(&o.text[0], len(b))
	return Of(&o.Str)
}

// TakeStr makes a str of UTF-8 that nobody writes to any more.
func TakeStr(b []byte) Value {
	if len(b) <= shortStr {
		return NewStrOf(b)
	}
	return NewStr(unsafe.String(&b[0], len(b)))
}

// AsStr views a valid value as a str, or nil.
func AsStr(v Value) *Str {
	if v.Type().Flags&StrSub != 0 {
		return (*Str)(v.p)
	}
	return nil
}

// AsStrV is AsStr that takes the invalid Value, too.
func AsStrV(v Value) *Str {
	if !v.Valid() {
		return nil
	}
	return AsStr(v)
}

func exactStr(v Value) *Str {
	if v.Type() == StrType {
		return (*Str)(v.p)
	}
	return nil
}

// EqualStrs compares two values of exactly type str.
func EqualStrs(a, b Value) bool { return a.p == b.p || (*Str)(a.p).S == (*Str)(b.p).S }

func (s *Str) String() string {
	if s == nil {
		return ""
	}
	return s.S
}

// Hash is the cached hash, never 0.
func (s *Str) Hash() uint64 {
	if s.hash == 0 {
		s.hash = HashString(s.S)
	}
	return s.hash
}

// HashString hashes text as a str of it would. The function is fixed, so that a
// program runs alike every time (recorded sessions rely on it).
func HashString(s string) uint64 {
	const k0, k1 = 0x9E3779B97F4A7C15, 0xD1B54A32D192ED03
	h := uint64(len(s)) ^ k0
	mix := func(x uint64) {
		hi, lo := bits.Mul64(x^k1, h^k0)
		h = hi ^ lo ^ h>>32
	}
	for len(s) >= 8 {
		mix(binary.LittleEndian.Uint64([]byte(s[:8])))
		s = s[8:]
	}
	var tail uint64
	for i := 0; i < len(s); i++ {
		tail |= uint64(s[i]) << (8 * i)
	}
	mix(tail)
	h >>= 3
	if h == 0 {
		h = 1
	}
	return h
}

// Len is the number of code points.
func (s *Str) Len() int {
	if s.n < 0 {
		s.n = int32(wtfLen(s.S))
	}
	return int(s.n)
}

// ASCII reports that bytes are code points.
func (s *Str) ASCII() bool { return s.Len() == len(s.S) }

// DecodeRune is utf8.DecodeRuneInString that accepts surrogates.
func DecodeRune(s string) (rune, int) {
	if len(s) >= 3 && s[0] == 0xED && s[1] >= 0xA0 {
		return rune(s[0]&0xF)<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return utf8.DecodeRuneInString(s)
}

// AppendRune is utf8.AppendRune that accepts surrogates.
func AppendRune(b []byte, r rune) []byte {
	if r >= 0xD800 && r <= 0xDFFF {
		return append(b, 0xE0|byte(r>>12), 0x80|byte(r>>6)&0xBF, 0x80|byte(r)&0x3F)
	}
	return utf8.AppendRune(b, r)
}

const strStride = 64

// Offset is the byte offset of code point i, which is at most Len.
func (s *Str) Offset(i int) int {
	if s.ASCII() {
		return i
	}
	if i >= s.Len() {
		return len(s.S)
	}
	off := 0
	if s.Len() > 2*strStride {
		off = int(s.offsets()[i/strStride])
		i %= strStride
	}
	for ; i > 0; i-- {
		off++
		for off < len(s.S) && s.S[off]&0xC0 == 0x80 {
			off++
		}
	}
	return off
}

// offsets are those of every 64th code point of a long text that is not ASCII. The
// text moves to where there is room for them behind it: few texts need them, and a
// str is a quarter smaller without a pointer to them.
func (s *Str) offsets() []int32 {
	n, at := s.Len()/strStride+1, (len(s.S)+3)&^3
	if !s.indexed {
		room := make([]int32, at/4+n)
		text := unsafe.Slice((*byte)(unsafe.Pointer(&room[0])), len(s.S))
		copy(text, s.S)
		idx, seen := room[at/4:at/4], 0
		for j := 0; j < len(s.S); j++ {
			if s.S[j]&0xC0 != 0x80 {
				if seen%strStride == 0 {
					idx = append(idx, int32(j))
				}
				seen++
			}
		}
		s.S, s.indexed = unsafe.String(&text[0], len(text)), true
	}
	return unsafe.Slice((*int32)(unsafe.Add(unsafe.Pointer(unsafe.StringData(s.S)), at)), n)
}

// At is code point i as a str.
func (s *Str) At(i int) Value {
	if s.ASCII() {
		return charStr(s.S[i])
	}
	a := s.Offset(i)
	_, w := DecodeRune(s.S[a:])
	return NewStr(s.S[a : a+w])
}

// CharAt is At for an index as Python counts; ok is false where that takes more
// than a look at the text.
func (s *Str) CharAt(i int64) (v Value, ok bool) {
	if i < 0 {
		i += int64(len(s.S))
	}
	if uint64(i) >= uint64(len(s.S)) || !s.ASCII() {
		return Value{}, false
	}
	return charStr(s.S[i]), true
}

// Sub is the code points [i, j).
func (s *Str) Sub(i, j int) string {
	if i >= j {
		return ""
	}
	return s.S[s.Offset(i):s.Offset(j)]
}

// Runes decodes the text.
func (s *Str) Runes() []rune { return Runes(s.S) }

// Runes decodes WTF-8.
func Runes(s string) []rune {
	out := make([]rune, 0, len(s))
	for len(s) > 0 {
		r, w := DecodeRune(s)
		out = append(out, r)
		s = s[w:]
	}
	return out
}

// FromRunes encodes WTF-8.
func FromRunes(rs []rune) string {
	b := make([]byte, 0, len(rs))
	for _, r := range rs {
		b = AppendRune(b, r)
	}
	return string(b)
}

var asciiStrs [128]*Str

func charStr(c byte) Value { return Of(asciiStrs[c]) }

// Bytes is bytes or, with type bytearray, a mutable buffer.
type Bytes struct {
	Header
	B    []byte
	head int // how much memory B keeps alive besides its own, as far as that is known
}

// NewBytes makes a bytes object that keeps b.
func NewBytes(b []byte) Value { return Of(&Bytes{Header: StaticHeader(BytesType), B: b}) }

// AsBytes views a value as bytes or bytearray, or nil.
func AsBytes(v Value) *Bytes {
	if v.Valid() && v.Type().Flags&BytesSub != 0 {
		return (*Bytes)(v.p)
	}
	return nil
}

// Complex is a complex number.
type Complex struct {
	Header
	V complex128
}

// NewComplex makes a complex number.
func NewComplex(c complex128) Value {
	return Of(&Complex{Header: StaticHeader(ComplexType), V: c})
}

// FloatObj is an instance of a subclass of float.
type FloatObj struct {
	Header
	V float64
}
