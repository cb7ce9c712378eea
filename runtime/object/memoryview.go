package object

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"math"
	"math/big"
)

// MemoryViewType is memoryview.
var MemoryViewType = &Type{Name: "memoryview"}

// Buffer is memory that an object shows to others.
type Buffer struct {
	Data     func() []byte
	Format   byte // of struct: B, h, d ...
	ReadOnly bool
}

// buffers say how types other than bytes show their memory. Packages add to it
// while they register their types.
var buffers = map[*Type]func(v Value) Buffer{}

// RegisterBuffer lets instances of a type be viewed as memory.
func RegisterBuffer(ty *Type, f func(v Value) Buffer) { buffers[ty] = f }

// BufferOf is the memory of an object.
func BufferOf(v Value) (Buffer, bool) {
	if b := AsBytes(v); b != nil {
		return Buffer{func() []byte { return b.B }, 'B', !v.Type().IsSubtype(ByteArrayType)}, true
	}
	for _, ty := range v.Type().MRO {
		if f := buffers[ty]; f != nil {
			return f(v), true
		}
	}
	return Buffer{}, false
}

// MemoryView is a view of the memory of another object: count items, a step
// apart.
type MemoryView struct {
	Header
	Obj      Value
	data     func() []byte
	off      int // of the first item, in bytes
	count    int
	step     int // in bytes
	format   byte
	readonly bool
	released bool
	resizes  bool // its object could change its size
}

func asView(v Value) *MemoryView { return (*MemoryView)(v.p) }

// NativeSize is the size of a native format of struct, 0 for none.
func NativeSize(format byte) int {
	switch format {
	case 'b', 'B', 'c', '?':
		return 1
	case 'h', 'H', 'e':
		return 2
	case 'i', 'I', 'f':
		return 4
	case 'l', 'L', 'q', 'Q', 'n', 'N', 'P', 'd':
		return 8
	}
	return 0
}

// UnpackItem reads an item of a standard size.
func UnpackItem(format byte, b []byte, order binary.ByteOrder) Value {
	var u uint64
	switch len(b) {
	case 1:
		u = uint64(b[0])
	case 2:
		u = uint64(order.Uint16(b))
	case 4:
		u = uint64(order.Uint32(b))
	case 8:
		u = order.Uint64(b)
	}
	switch format {
	case 'c':
		return NewBytes([]byte{b[0]})
	case '?':
		return Bool(u != 0)
	case 'f':
		return Float(float64(math.Float32frombits(uint32(u))))
	case 'd':
		return Float(math.Float64frombits(u))
	case 'e':
		return Float(halfToFloat(uint16(u)))
	case 'b', 'h', 'i', 'l', 'q', 'n':
		shift := 64 - 8*len(b)
		return Int(int64(u<<shift) >> shift)
	}
	return IntFromUint64(u)
}

func halfToFloat(h uint16) float64 {
	sign, exp, frac := float64(1), int(h>>10&0x1f), float64(h&0x3ff)
	if h&0x8000 != 0 {
		sign = -1
	}
	switch exp {
	case 0:
		return sign * math.Ldexp(frac, -24)
	case 31:
		if frac != 0 {
			return math.Copysign(math.NaN(), sign)
		}
		return math.Inf(int(sign))
	}
	return sign * math.Ldexp(1024+frac, exp-25)
}

// PutUint writes an unsigned number of len(b) bytes.
func PutUint(b []byte, u uint64, order binary.ByteOrder) {
	switch len(b) {
	case 1:
		b[0] = byte(u)
	case 2:
		order.PutUint16(b, uint16(u))
	case 4:
		order.PutUint32(b, uint32(u))
	case 8:
		order.PutUint64(b, u)
	}
}

// FitInt checks an int against a size in bytes; ok is false when it is out of
// range.
func FitInt(v Value, size int, signed bool) (u uint64, ok bool) {
	b := Big(v)
	bits := 8 * size
	if signed {
		lo := new(big.Int).Neg(new(big.Int).Lsh(big.NewInt(1), uint(bits-1)))
		hi := new(big.Int).Lsh(big.NewInt(1), uint(bits-1))
		if b.Cmp(lo) < 0 || b.Cmp(hi) >= 0 {
			return 0, false
		}
		return uint64(b.Int64()), true
	}
	if b.Sign() < 0 || b.BitLen() > bits {
		return 0, false
	}
	return b.Uint64(), true
}

// IsSigned reports the formats of signed ints.
func IsSigned(format byte) bool { return bytes.IndexByte([]byte("bhilqn"), format) >= 0 }

// NewMemoryView views the memory of an object.
func (t *Thread) NewMemoryView(v Value) (Value, error) {
	m := &MemoryView{Header: NewHeader(MemoryViewType)}
	if v.Is(MemoryViewType) {
		o := asView(v)
		if o.released {
			return Value{}, t.released()
		}
		*m = *o
		m.Header = NewHeader(MemoryViewType)
		m.take(m.Obj)
		return m.export(t), nil
	}
	b, ok := BufferOf(v)
	if !ok {
		return Value{}, t.Raisef(TypeError, "memoryview: a bytes-like object is required, not '%s'", v.Type().TpName())
	}
	m.Obj, m.data, m.format, m.readonly, m.resizes = v, b.Data, b.Format, b.ReadOnly, !b.ReadOnly
	m.take(v)
	m.step = NativeSize(b.Format)
	m.count = len(b.Data()) / m.step
	return m.export(t), nil
}

func (t *Thread) released() error {
	return t.Raisef(ValueError, "operation forbidden on released memoryview object")
}

func (m *MemoryView) size() int { return NativeSize(m.format) }

// contiguous is the memory itself, or nil when items are apart.
func (m *MemoryView) contiguous() []byte {
	if m.step != m.size() && m.count > 1 {
		return nil
	}
	d := m.data()
	lo, hi := m.off, m.off+m.count*m.size()
	if hi > len(d) {
		return []byte{}
	}
	return d[lo:hi:hi]
}

func (m *MemoryView) bytes() []byte {
	if b := m.contiguous(); b != nil {
		return b
	}
	out := make([]byte, 0, m.count*m.size())
	for i := range m.count {
		out = append(out, m.item(i)...)
	}
	return out
}

func (m *MemoryView) item(i int) []byte {
	at := m.off + i*m.step
	d := m.data()
	if at < 0 || at+m.size() > len(d) {
		return make([]byte, m.size())
	}
	return d[at : at+m.size()]
}

// Len is how many items there are; none once the view is released.
func (m *MemoryView) Len() int {
	if m.released {
		return 0
	}
	return m.count
}

// At is item i.
func (m *MemoryView) At(i int) Value {
	return UnpackItem(m.format, m.item(i), binary.LittleEndian)
}

// viewBytes is the content of a bytes-like object that is no bytes.
func viewBytes(v Value) ([]byte, bool) {
	if v.Is(MemoryViewType) {
		if m := asView(v); !m.released {
			return m.bytes(), true
		}
		return nil, false
	}
	if b, ok := BufferOf(v); ok {
		return b.Data(), true
	}
	return nil, false
}

func (t *Thread) setViewItem(m *MemoryView, i int, v Value) error {
	b := m.item(i)
	switch m.format {
	case 'c':
		x := AsBytes(v)
		if x == nil || len(x.B) != 1 {
			return t.Raisef(TypeError, "memoryview: invalid type for format 'c'")
		}
		b[0] = x.B[0]
	case '?':
		ok, err := t.Truth(v)
		if err != nil {
			return err
		}
		b[0] = 0
		if ok {
			b[0] = 1
		}
	case 'f', 'd':
		f, err := t.ToFloat(v)
		if err != nil {
			return t.Raisef(TypeError, "memoryview: invalid type for format '%c'", rune(m.format))
		}
		if m.format == 'f' {
			binary.LittleEndian.PutUint32(b, math.Float32bits(float32(f)))
		} else {
			binary.LittleEndian.PutUint64(b, math.Float64bits(f))
		}
	default:
		if v.Type().slots.Index == nil {
			return t.Raisef(TypeError, "memoryview: invalid type for format '%c'", rune(m.format))
		}
		n, err := t.Index(v)
		if err != nil {
			return err
		}
		u, ok := FitInt(n, m.size(), IsSigned(m.format))
		if !ok {
			return t.Raisef(ValueError, "memoryview: invalid value for format '%c'", rune(m.format))
		}
		PutUint(b, u, binary.LittleEndian)
	}
	return nil
}

func (m *MemoryView) sub(t *Thread, s *Slice) (*MemoryView, error) {
	start, _, step, n, err := s.Indices(t, m.count)
	if err != nil {
		return nil, err
	}
	o := *m
	o.Header = NewHeader(MemoryViewType)
	o.take(o.Obj)
	o.off, o.count, o.step = m.off+start*m.step, n, m.step*step
	o.export(t)
	return &o, nil
}

func (m *MemoryView) cast(t *Thread, format byte) (Value, error) {
	size := NativeSize(format)
	b := m.contiguous()
	switch {
	case size == 0:
		return Value{}, t.Raisef(ValueError, "memoryview: destination format must be a native single character format prefixed with an optional '@'")
	case b == nil:
		return Value{}, t.Raisef(TypeError, "memoryview: casts are restricted to C-contiguous views")
	case m.size() != 1 && size != 1:
		return Value{}, t.Raisef(TypeError, "memoryview: cannot cast between two non-byte formats")
	case len(b)%size != 0:
		return Value{}, t.Raisef(TypeError, "memoryview: length is not a multiple of itemsize")
	}
	o := *m
	o.Header = NewHeader(MemoryViewType)
	o.take(o.Obj)
	o.format, o.step, o.count = format, size, len(b)/size
	return o.export(t), nil
}

func setupMemoryView() {
	live := func(f func(t *Thread, m *MemoryView, a []Value) (Value, error)) NativeFunc {
		return func(t *Thread, a []Value, _ KwNames) (Value, error) {
			m := asView(a[0])
			if m.released {
				return Value{}, t.released()
			}
			return f(t, m, a[1:])
		}
	}
	getter := func(name string, f func(m *MemoryView) Value) Def {
		return Def{Name: name, Kind: GetterDef, Fn: live(func(_ *Thread, m *MemoryView, _ []Value) (Value, error) { return f(m), nil })}
	}
	index := func(t *Thread, m *MemoryView, k Value) (int, error) {
		if k.Type().slots.Index == nil {
			return 0, t.Raisef(TypeError, "memoryview: invalid slice key")
		}
		i, err := t.IndexInt(k)
		if err != nil {
			return 0, err
		}
		if i < 0 {
			i += m.count
		}
		if i < 0 || i >= m.count {
			return 0, t.Raisef(IndexError, "index out of bounds on dimension 1")
		}
		return i, nil
	}
	define(MemoryViewType, ObjectType, Slots{
		New: func(t *Thread, _ *Type, a []Value, kw KwNames) (Value, error) {
			var p [1]Value
			if err := ParseArgs(t, "memoryview", "object", a, kw, p[:]); err != nil {
				return Value{}, err
			}
			return t.NewMemoryView(p[0])
		},
		Init: noInit,
		Len: func(t *Thread, v Value) (int, error) {
			if asView(v).released {
				return 0, t.released()
			}
			return asView(v).count, nil
		},
		GetItem: func(t *Thread, v, k Value) (Value, error) {
			m := asView(v)
			if m.released {
				return Value{}, t.released()
			}
			if k.Is(SliceType) {
				o, err := m.sub(t, (*Slice)(k.p))
				if err != nil {
					return Value{}, err
				}
				return Of(o), nil
			}
			i, err := index(t, m, k)
			if err != nil {
				return Value{}, err
			}
			return UnpackItem(m.format, m.item(i), binary.LittleEndian), nil
		},
		SetItem: func(t *Thread, v, k, x Value) error {
			m := asView(v)
			switch {
			case m.released:
				return t.released()
			case m.readonly:
				return t.Raisef(TypeError, "cannot modify read-only memory")
			case !x.Valid():
				return t.Raisef(TypeError, "cannot delete memory")
			}
			if !k.Is(SliceType) {
				i, err := index(t, m, k)
				if err != nil {
					return err
				}
				return t.setViewItem(m, i, x)
			}
			o, err := m.sub(t, (*Slice)(k.p))
			if err != nil {
				return err
			}
			defer o.release(t)
			src, ok := viewBytes(x)
			if !ok {
				return t.Raisef(TypeError, "a bytes-like object is required, not '%s'", x.Type().TpName())
			}
			if len(src) != o.count*o.size() {
				return t.Raisef(ValueError, "memoryview assignment: lvalue and rvalue have different structures")
			}
			src = append([]byte(nil), src...)
			for i := range o.count {
				copy(o.item(i), src[i*o.size():(i+1)*o.size()])
			}
			return nil
		},
		Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
			if op > CmpNe {
				return NotImplemented, nil
			}
			x := asView(a)
			eq := a == b
			if y, ok := viewBytes(b); ok && !eq && !x.released {
				f := byte('B')
				if b.Is(MemoryViewType) {
					f = asView(b).format
				} else if buf, ok := BufferOf(b); ok {
					f = buf.Format
				}
				if f == x.format {
					eq = bytes.Equal(x.bytes(), y)
				} else if NativeSize(f) > 0 && len(y)/NativeSize(f) == x.count {
					eq = true
					for i := 0; i < x.count && eq; i++ {
						var err error
						w := NativeSize(f)
						if eq, err = t.Equal(UnpackItem(x.format, x.item(i), binary.LittleEndian), UnpackItem(f, y[i*w:(i+1)*w], binary.LittleEndian)); err != nil {
							return Value{}, err
						}
					}
				}
			} else if !ok && !eq {
				return NotImplemented, nil
			}
			return Bool(eq == (op == CmpEq)), nil
		},
		Hash: func(t *Thread, v Value) (uint64, error) {
			m := asView(v)
			switch {
			case m.released:
				return 0, t.released()
			case !m.readonly:
				return 0, t.Raisef(ValueError, "cannot hash writable memoryview object")
			case m.size() != 1:
				return 0, t.Raisef(ValueError, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'")
			}
			return t.Hash(NewBytes(m.bytes()))
		},
		Repr: func(t *Thread, v Value) (Value, error) {
			if asView(v).released {
				return NewStr("<released memory at " + t.Addr(v) + ">"), nil
			}
			return NewStr("<memory at " + t.Addr(v) + ">"), nil
		},
		Finalize: func(t *Thread, v Value) { asView(v).release(t) },
		Traverse: func(v Value, visit func(Value)) {
			if o := asView(v).Obj; o.Valid() {
				visit(o)
			}
		},
	},
		Def{Name: "tobytes", Sig: "order='C'", Fn: live(func(_ *Thread, m *MemoryView, _ []Value) (Value, error) {
			return NewBytes(append([]byte(nil), m.bytes()...)), nil
		})},
		Def{Name: "tolist", Fn: live(func(_ *Thread, m *MemoryView, _ []Value) (Value, error) {
			l := NewList()
			for i := range m.count {
				l.Append(UnpackItem(m.format, m.item(i), binary.LittleEndian))
			}
			return Of(l), nil
		})},
		Def{Name: "hex", Sig: "sep=None, bytes_per_sep=1", Fn: live(func(t *Thread, m *MemoryView, a []Value) (Value, error) {
			if !a[0].Valid() {
				return NewStr(hex.EncodeToString(m.bytes())), nil
			}
			args := []Value{a[0]}
			if a[1].Valid() {
				args = append(args, a[1])
			}
			return t.CallMethod(NewBytes(m.bytes()), t.Interp.Intern("hex"), args...)
		})},
		Def{Name: "cast", Sig: "format, shape=None", Fn: live(func(t *Thread, m *MemoryView, a []Value) (Value, error) {
			s, err := t.StrArg(a[0], "cast() argument 'format'")
			if err != nil {
				return Value{}, err
			}
			if len(s) == 2 && s[0] == '@' {
				s = s[1:]
			}
			f := byte(0)
			if len(s) == 1 {
				f = s[0]
			}
			if a[1].Valid() {
				return Value{}, t.Raisef(NotImplementedError, "memoryview: views of several dimensions are not supported")
			}
			return m.cast(t, f)
		})},
		Def{Name: "toreadonly", Fn: live(func(t *Thread, m *MemoryView, _ []Value) (Value, error) {
			o := *m
			o.Header = NewHeader(MemoryViewType)
			o.take(o.Obj)
			o.readonly = true
			return o.export(t), nil
		})},
		Def{Name: "release", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			asView(a[0]).release(t)
			return None, nil
		}},
		Def{Name: "__enter__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			if asView(a[0]).released {
				return Value{}, t.released()
			}
			return a[0], nil
		}},
		Def{Name: "__exit__", Sig: "*", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			return t.CallMethod(a[0], t.Interp.Intern("release"))
		}},
		getter("obj", func(m *MemoryView) Value { return m.Obj }),
		getter("nbytes", func(m *MemoryView) Value { return Int(int64(m.count * m.size())) }),
		getter("itemsize", func(m *MemoryView) Value { return Int(int64(m.size())) }),
		getter("format", func(m *MemoryView) Value { return NewStr(string(rune(m.format))) }),
		getter("ndim", func(*MemoryView) Value { return Int(1) }),
		getter("shape", func(m *MemoryView) Value { return NewTuple(Int(int64(m.count))) }),
		getter("strides", func(m *MemoryView) Value { return NewTuple(Int(int64(m.step))) }),
		getter("suboffsets", func(*MemoryView) Value { return NewTuple() }),
		getter("readonly", func(m *MemoryView) Value { return Bool(m.readonly) }),
		getter("contiguous", func(m *MemoryView) Value { return Bool(m.contiguous() != nil) }),
		getter("c_contiguous", func(m *MemoryView) Value { return Bool(m.contiguous() != nil) }),
		getter("f_contiguous", func(m *MemoryView) Value { return Bool(m.contiguous() != nil) }),
		Def{Name: "__class_getitem__", Kind: ClassDef, Sig: "item, /", Fn: classGetitem},
	)
	MemoryViewType.Flags |= SequencePat
}
