// Package structmod holds Python's modules struct and array.
package structmod

import (
	"encoding/binary"
	"math"
	"sync"
	"unsafe"

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

// field is one kind of a format, repeated.
type field struct {
	code  byte
	count int // repetitions; of s and p the length
	size  int // of one
	off   int
}

// layout is a parsed format.
type layout struct {
	fields []field
	order  binary.ByteOrder
	size   int
	values int
}

// Struct is a compiled format.
type Struct struct {
	object.Header
	object.Attrs
	lay    *layout
	format string
}

// StructType is struct.Struct.
var StructType = &object.Type{Name: "Struct"}

var once sync.Once

// Register completes the types of this package.
func Register() {
	once.Do(func() {
		object.Register(func() {
			registerStruct()
			registerArray()
		})
	})
}

// state is what an interpreter's module struct remembers.
type state struct {
	errType Value
	cache   map[string]*layout
}

func stateOf(t *Thread) *state {
	s, _ := t.Interp.States["struct"].(*state)
	if s == nil {
		s = &state{cache: map[string]*layout{}}
		ns := object.NewDict()
		ns.SetString(t, "__module__", object.NewStr("struct"))
		ty, err := t.NewType(object.TypeType, "error", []*object.Type{object.Exception_}, ns)
		if err != nil {
			panic("structmod: " + err.Error())
		}
		s.errType = object.Of(ty)
		t.Interp.States["struct"] = s
	}
	return s
}

func fail(t *Thread, format string, args ...any) error {
	return t.Raisef(object.AsType(stateOf(t).errType), format, args...)
}

// standardSize is the size of a code without native alignment; 0 is none.
func standardSize(c byte) int {
	switch c {
	case 'l', 'L':
		return 4
	case 'n', 'N', 'P':
		return 0
	}
	return object.NativeSize(c)
}

func parse(t *Thread, format string) (*layout, error) {
	lay := &layout{order: binary.LittleEndian}
	native := true
	s := format
	if s != "" {
		switch s[0] {
		case '@':
			s = s[1:]
		case '=', '<':
			native, s = false, s[1:]
		case '>', '!':
			native, s = false, s[1:]
			lay.order = binary.BigEndian
		}
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == ' ' || c >= '\t' && c <= '\r' {
			continue
		}
		count := 1
		if '0' <= c && c <= '9' {
			count = 0
			for i < len(s) && '0' <= s[i] && s[i] <= '9' {
				if count > math.MaxInt/20 {
					return nil, fail(t, "total struct size too long")
				}
				count = count*10 + int(s[i]-'0')
				i++
			}
			if i >= len(s) {
				return nil, fail(t, "repeat count given without format specifier")
			}
			c = s[i]
		}
		f := field{code: c, count: count}
		switch c {
		case 'x', 's', 'p':
			f.size = 1
		default:
			f.size = standardSize(c)
			if native {
				f.size = object.NativeSize(c)
			}
			if f.size == 0 {
				return nil, fail(t, "bad char in struct format")
			}
			if native && f.size > 1 {
				lay.size = (lay.size + f.size - 1) / f.size * f.size
			}
		}
		if count > 0 && f.size > (math.MaxInt-lay.size)/count {
			return nil, fail(t, "total struct size too long")
		}
		f.off = lay.size
		lay.size += f.size * count
		switch c {
		case 'x':
			continue
		case 's', 'p':
			lay.values++
		default:
			lay.values += count
		}
		lay.fields = append(lay.fields, f)
	}
	return lay, nil
}

func formatOf(t *Thread, v Value) (string, error) {
	if s := object.AsStr(v); s != nil {
		return s.S, nil
	}
	if b := object.AsBytes(v); b != nil {
		return string(b.B), nil
	}
	return "", t.Raisef(object.TypeError, "Struct() argument 1 must be a str or bytes object, not %s", v.Type().TpName())
}

func layoutOf(t *Thread, v Value) (*layout, error) {
	format, err := formatOf(t, v)
	if err != nil {
		return nil, err
	}
	st := stateOf(t)
	if lay := st.cache[format]; lay != nil {
		return lay, nil
	}
	lay, err := parse(t, format)
	if err != nil {
		return nil, err
	}
	if len(st.cache) > 100 {
		clear(st.cache)
	}
	st.cache[format] = lay
	return lay, nil
}

func (lay *layout) unpack(b []byte) Value {
	out := make([]Value, 0, lay.values)
	for _, f := range lay.fields {
		p := b[f.off:]
		switch f.code {
		case 's':
			out = append(out, object.NewBytes(append([]byte(nil), p[:f.count]...)))
		case 'p':
			n := 0
			if f.count > 0 {
				n = min(int(p[0]), f.count-1)
			}
			if f.count == 0 {
				out = append(out, object.NewBytes(nil))
			} else {
				out = append(out, object.NewBytes(append([]byte(nil), p[1:1+n]...)))
			}
		default:
			for i := range f.count {
				out = append(out, object.UnpackItem(f.code, p[i*f.size:(i+1)*f.size], lay.order))
			}
		}
	}
	return object.TupleOf(out)
}

func (lay *layout) pack(t *Thread, name string, b []byte, vals []Value) error {
	if len(vals) != lay.values {
		return fail(t, "%s expected %d items for packing (got %d)", name, lay.values, len(vals))
	}
	k := 0
	for _, f := range lay.fields {
		p := b[f.off:]
		switch f.code {
		case 's', 'p':
			raw := object.AsBytes(vals[k])
			if raw == nil {
				return fail(t, "argument for '%c' must be a bytes object", rune(f.code))
			}
			k++
			if f.code == 's' {
				copy(p[:f.count], raw.B)
			} else if f.count > 0 {
				n := min(len(raw.B), f.count-1)
				copy(p[1:f.count], raw.B)
				p[0] = byte(min(n, 255))
			}
		default:
			for i := range f.count {
				if err := packItem(t, f.code, p[i*f.size:(i+1)*f.size], lay.order, true, vals[k]); err != nil {
					return err
				}
				k++
			}
		}
	}
	return nil
}

// ranges are how CPython tells of ints that do not fit.
func outOfRange(t *Thread, code byte, size int) error {
	switch {
	case code == 'P' || code == 'n' || code == 'N':
		return fail(t, "int too large to convert")
	case object.IsSigned(code) && size < 8:
		n := int64(1) << (8*size - 1)
		return fail(t, "'%c' format requires %d <= number <= %d", rune(code), -n, n-1)
	case size < 8:
		return fail(t, "'%c' format requires 0 <= number <= %d", rune(code), int64(1)<<(8*size)-1)
	case object.IsSigned(code):
		return fail(t, "'%c' format requires %d <= number <= %d", rune(code), int64(math.MinInt64), int64(math.MaxInt64))
	}
	return fail(t, "'%c' format requires 0 <= number <= %d", rune(code), uint64(math.MaxUint64))
}

// packItem writes a value; checked tells whether a float that is too large for its
// place is an error, or infinity.
func packItem(t *Thread, code byte, p []byte, order binary.ByteOrder, checked bool, v Value) error {
	switch code {
	case 'c':
		b := object.AsBytes(v)
		if b == nil || len(b.B) != 1 || !object.IsInstance(v, object.BytesType) {
			return fail(t, "char format requires a bytes object of length 1")
		}
		p[0] = b.B[0]
	case '?':
		ok, err := t.Truth(v)
		if err != nil {
			return err
		}
		p[0] = 0
		if ok {
			p[0] = 1
		}
	case 'f', 'd', 'e':
		x, err := t.ToFloat(v)
		if err != nil {
			return fail(t, "required argument is not a float")
		}
		switch code {
		case 'd':
			bits := math.Float64bits(x)
			if math.IsNaN(x) {
				bits &^= 1 // that Go's NaN has, and C's has not
			}
			order.PutUint64(p, bits)
		case 'f':
			if y := float32(x); math.IsInf(float64(y), 0) && !math.IsInf(x, 0) && checked {
				return t.Raisef(object.OverflowError, "float too large to pack with f format")
			}
			order.PutUint32(p, math.Float32bits(float32(x)))
		default:
			h, ok := halfBits(x)
			if !ok {
				return t.Raisef(object.OverflowError, "float too large to pack with e format")
			}
			order.PutUint16(p, h)
		}
	default:
		if v.Type().S().Index == nil {
			return fail(t, "required argument is not an integer")
		}
		n, err := t.Index(v)
		if err != nil {
			return err
		}
		u, ok := object.FitInt(n, len(p), object.IsSigned(code))
		if !ok {
			return outOfRange(t, code, len(p))
		}
		object.PutUint(p, u, order)
	}
	return nil
}

// halfBits rounds to IEEE half precision, ties to even.
func halfBits(x float64) (uint16, bool) {
	bits := math.Float64bits(x)
	sign := uint16(bits >> 48 & 0x8000)
	a := math.Abs(x)
	switch {
	case math.IsNaN(x):
		return sign | 0x7e00, true
	case math.IsInf(x, 0):
		return sign | 0x7c00, true
	case a >= 65520:
		return 0, false
	case a < 6.103515625e-05:
		return sign | uint16(math.RoundToEven(a*(1<<24))), true
	}
	frac, exp := math.Frexp(a) // 0.5 <= frac < 1
	m := math.RoundToEven(frac * 2048)
	if m == 2048 {
		m, exp = 1024, exp+1
	}
	return sign | uint16(exp+14)<<10 | uint16(m)&0x3ff, true
}

func bufferArg(t *Thread, v Value) ([]byte, error) { return t.BytesArg(v) }

func (lay *layout) doUnpack(t *Thread, v Value) (Value, error) {
	b, err := bufferArg(t, v)
	if err != nil {
		return Value{}, err
	}
	if len(b) != lay.size {
		return Value{}, fail(t, "unpack requires a buffer of %d bytes", lay.size)
	}
	return lay.unpack(b), nil
}

func (lay *layout) offset(t *Thread, verb string, size int, v Value) (int, error) {
	off := 0
	if v.Valid() {
		n, err := t.IntArg(v)
		if err != nil {
			return 0, err
		}
		off = int(n)
	}
	if off < 0 {
		if off+lay.size > 0 && verb == "unpack" {
			return 0, fail(t, "not enough data to unpack %d bytes at offset %d", lay.size, off)
		}
		if off+lay.size > 0 {
			return 0, fail(t, "no space to pack %d bytes at offset %d", lay.size, off)
		}
		if off+size < 0 {
			return 0, fail(t, "offset %d out of range for %d-byte buffer", off, size)
		}
		off += size
	}
	if size-off < lay.size {
		if verb == "unpack" {
			return 0, fail(t, "unpack_from requires a buffer of at least %d bytes for unpacking %d bytes at offset %d (actual buffer size is %d)", lay.size+off, lay.size, off, size)
		}
		return 0, fail(t, "pack_into requires a buffer of at least %d bytes for packing %d bytes at offset %d (actual buffer size is %d)", lay.size+off, lay.size, off, size)
	}
	return off, nil
}

func (lay *layout) unpackFrom(t *Thread, v, offset Value) (Value, error) {
	b, err := bufferArg(t, v)
	if err != nil {
		return Value{}, err
	}
	off, err := lay.offset(t, "unpack", len(b), offset)
	if err != nil {
		return Value{}, err
	}
	return lay.unpack(b[off : off+lay.size]), nil
}

func (lay *layout) packInto(t *Thread, a []Value) (Value, error) {
	if len(a) < 2 {
		if len(a) == 0 {
			return Value{}, fail(t, "pack_into expected buffer argument")
		}
		return Value{}, fail(t, "pack_into expected offset argument")
	}
	b, err := t.WritableArg(a[0])
	if err != nil {
		return Value{}, t.Raisef(object.TypeError, "argument must be read-write bytes-like object, not %s", a[0].Type().TpName())
	}
	if len(a)-2 != lay.values {
		return Value{}, fail(t, "pack_into expected %d items for packing (got %d)", lay.values, len(a)-2)
	}
	off, err := lay.offset(t, "pack", len(b), a[1])
	if err != nil {
		return Value{}, err
	}
	out := make([]byte, lay.size)
	if err := lay.pack(t, "pack_into", out, a[2:]); err != nil {
		return Value{}, err
	}
	copy(b[off:], out)
	return object.None, nil
}

func (lay *layout) doPack(t *Thread, vals []Value) (Value, error) {
	b := make([]byte, lay.size)
	if err := lay.pack(t, "pack", b, vals); err != nil {
		return Value{}, err
	}
	return object.NewBytes(b), nil
}

var unpackIterType = &object.Type{Name: "unpack_iterator"}

func (lay *layout) iter(t *Thread, v Value) (Value, error) {
	b, err := bufferArg(t, v)
	if err != nil {
		return Value{}, err
	}
	if lay.size == 0 {
		return Value{}, fail(t, "cannot iteratively unpack with a struct of length 0")
	}
	if len(b)%lay.size != 0 {
		return Value{}, fail(t, "iterative unpacking requires a buffer of a multiple of %d bytes", lay.size)
	}
	off := 0
	return object.NewIter(unpackIterType, func(*Thread) (Value, error) {
		if off+lay.size > len(b) {
			return Value{}, nil
		}
		off += lay.size
		return lay.unpack(b[off-lay.size : off]), nil
	}, v), nil
}

func registerStruct() {
	self := func(f func(t *Thread, lay *layout, a []Value) (Value, error)) object.NativeFunc {
		return func(t *Thread, a []Value, _ kwargs) (Value, error) {
			lay := object.Cast[Struct](a[0]).lay
			if lay == nil {
				return Value{}, t.Raisef(object.RuntimeError, "Struct object is not initialized")
			}
			return f(t, lay, a[1:])
		}
	}
	object.DefineType(unpackIterType, object.ObjectType, "_struct", object.IterSlots())
	off := unsafe.Offsetof(Struct{}.Attrs)
	alloc := func() Value { return object.Of(&Struct{Header: object.NewHeader(StructType)}) }
	object.DefineType(StructType, object.ObjectType, "_struct", object.Slots{
		New: func(_ *Thread, cls *object.Type, _ []Value, _ kwargs) (Value, error) { return cls.AllocOr(alloc), nil },
		Init: func(t *Thread, v Value, a []Value, kw kwargs) error {
			var p [1]Value
			err := object.ParseArgs(t, "Struct", "format", a, kw, p[:])
			if err != nil {
				return err
			}
			s := object.Cast[Struct](v)
			if s.format, err = formatOf(t, p[0]); err != nil {
				return err
			}
			s.lay, err = layoutOf(t, p[0])
			return err
		},
		Repr: func(t *Thread, v Value) (Value, error) {
			r, err := t.Repr(object.NewStr(object.Cast[Struct](v).format))
			return object.NewStr(v.Type().Name + "(" + r + ")"), err
		},
		Traverse: func(v Value, visit func(Value)) { object.Cast[Struct](v).Attrs.Traverse(visit) },
	},
		def{Name: "pack", Sig: "*", Fn: self(func(t *Thread, lay *layout, a []Value) (Value, error) { return lay.doPack(t, a) })},
		def{Name: "pack_into", Sig: "*", Fn: self(func(t *Thread, lay *layout, a []Value) (Value, error) { return lay.packInto(t, a) })},
		def{Name: "unpack", Sig: "buffer, /", Fn: self(func(t *Thread, lay *layout, a []Value) (Value, error) { return lay.doUnpack(t, a[0]) })},
		def{Name: "unpack_from", Sig: "buffer, offset=0", Fn: self(func(t *Thread, lay *layout, a []Value) (Value, error) { return lay.unpackFrom(t, a[0], a[1]) })},
		def{Name: "iter_unpack", Sig: "buffer, /", Fn: self(func(t *Thread, lay *layout, a []Value) (Value, error) { return lay.iter(t, a[0]) })},
		def{Name: "format", Kind: object.GetterDef, Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) {
			return object.NewStr(object.Cast[Struct](a[0]).format), nil
		}},
		def{Name: "size", Kind: object.GetterDef, Fn: self(func(_ *Thread, lay *layout, _ []Value) (Value, error) { return object.Int(int64(lay.size)), nil })},
		def{Name: "__dict__", Kind: object.GetterDef, Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.Of(t.DictOf(a[0])), nil }},
	)
	StructType.SetAttrsOffset(off)
	object.RegisterInlineLayout(StructType, off, alloc)
}

// New makes the module struct.
func New(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "struct")
	m.Dict.SetString(t, "Struct", object.Of(StructType))
	m.Dict.SetString(t, "error", stateOf(t).errType)
	with := func(f func(t *Thread, lay *layout, a []Value) (Value, error)) object.NativeFunc {
		return func(t *Thread, a []Value, _ kwargs) (Value, error) {
			lay, err := layoutOf(t, a[0])
			if err != nil {
				return Value{}, err
			}
			return f(t, lay, a[1:])
		}
	}
	variadic := func(name string, f func(t *Thread, lay *layout, a []Value) (Value, error)) object.NativeFunc {
		inner := with(f)
		return func(t *Thread, a []Value, kw kwargs) (Value, error) {
			if len(a) == 0 {
				return Value{}, t.Raisef(object.TypeError, "missing format argument")
			}
			if len(kw) > 0 {
				return Value{}, t.Raisef(object.TypeError, "_struct.%s() takes no keyword arguments", name)
			}
			return inner(t, a, nil)
		}
	}
	stdlib.Fill(t, m, "_struct", []def{
		{Name: "pack", Sig: "*", Fn: variadic("pack", func(t *Thread, lay *layout, a []Value) (Value, error) { return lay.doPack(t, a) })},
		{Name: "pack_into", Sig: "*", Fn: variadic("pack_into", func(t *Thread, lay *layout, a []Value) (Value, error) { return lay.packInto(t, a) })},
		{Name: "unpack", Sig: "format, buffer, /", Fn: with(func(t *Thread, lay *layout, a []Value) (Value, error) { return lay.doUnpack(t, a[0]) })},
		{Name: "unpack_from", Sig: "format, /, buffer, offset=0", Fn: with(func(t *Thread, lay *layout, a []Value) (Value, error) { return lay.unpackFrom(t, a[0], a[1]) })},
		{Name: "iter_unpack", Sig: "format, buffer, /", Fn: with(func(t *Thread, lay *layout, a []Value) (Value, error) { return lay.iter(t, a[0]) })},
		{Name: "calcsize", Sig: "format, /", Fn: with(func(_ *Thread, lay *layout, _ []Value) (Value, error) { return object.Int(int64(lay.size)), nil })},
		{Name: "_clearcache", Fn: func(t *Thread, _ []Value, _ kwargs) (Value, error) {
			clear(stateOf(t).cache)
			return object.None, nil
		}},
	})
	return m, nil
}
