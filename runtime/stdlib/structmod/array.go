package structmod

import (
	"bytes"
	"encoding/binary"
	"strings"

	"github.com/asynctools/asynctools/runtime/object"
)

// Array is array.array: items of one native kind side by side.
type Array struct {
	object.Header
	code byte // of struct; u and w hold characters
	size int
	b    []byte
}

// ArrayType is array.array.
var ArrayType = &object.Type{Name: "array"}

var arrayIterType = &object.Type{Name: "arrayiterator"}

const typeCodes = "bBuwhHiIlLqQfd"

func arr(v Value) *Array { return object.Cast[Array](v) }

func (x *Array) len() int { return len(x.b) / x.size }

// Len is the number of items.
func (x *Array) Len() int { return x.len() }

// At is item i.
func (x *Array) At(i int) Value { return x.at(i) }

func (x *Array) at(i int) Value {
	p := x.b[i*x.size : (i+1)*x.size]
	if x.code == 'u' || x.code == 'w' {
		return object.NewStr(string(object.AppendRune(nil, rune(binary.LittleEndian.Uint32(p)))))
	}
	return object.UnpackItem(x.code, p, binary.LittleEndian)
}

var typeNames = map[byte]string{'b': "signed char", 'B': "unsigned byte integer", 'h': "signed short integer", 'H': "unsigned short", 'i': "signed integer", 'I': "unsigned int", 'l': "signed long", 'L': "unsigned long"}

// encode is the bytes of a value.
func (x *Array) encode(t *Thread, v Value) ([]byte, error) {
	p := make([]byte, x.size)
	switch x.code {
	case 'u', 'w':
		s := object.AsStr(v)
		if s == nil {
			return nil, t.Raisef(object.TypeError, "array item must be a unicode character, not %s", v.Type().TpName())
		}
		if s.Len() != 1 {
			return nil, t.Raisef(object.TypeError, "array item must be a string of length 1, not %d", s.Len())
		}
		r, _ := object.DecodeRune(s.S)
		binary.LittleEndian.PutUint32(p, uint32(r))
	case 'f', 'd':
		if _, err := t.ToFloat(v); err != nil {
			return nil, t.Raisef(object.TypeError, "must be real number, not %s", v.Type().TpName())
		}
		return p, packItem(t, x.code, p, binary.LittleEndian, false, v)
	default:
		n, err := t.Index(v)
		if err != nil {
			return nil, err
		}
		u, ok := object.FitInt(n, x.size, object.IsSigned(x.code))
		if !ok {
			return nil, x.overflow(t, n)
		}
		object.PutUint(p, u, binary.LittleEndian)
	}
	return p, nil
}

func (x *Array) overflow(t *Thread, n Value) error {
	neg := object.Big(n).Sign() < 0
	name := typeNames[x.code]
	switch x.code {
	case 'b', 'h', 'B':
		side := "greater than maximum"
		if neg {
			side = "less than minimum"
		}
		return t.Raisef(object.OverflowError, "%s is %s", name, side)
	case 'H':
		side := "greater than maximum"
		if neg {
			side = "less than minimum"
		}
		return t.Raisef(object.OverflowError, "unsigned short is %s", side)
	case 'i':
		if object.Big(n).IsInt64() {
			side := "greater than maximum"
			if neg {
				side = "less than minimum"
			}
			return t.Raisef(object.OverflowError, "signed integer is %s", side)
		}
		return t.Raisef(object.OverflowError, "Python int too large to convert to C long")
	case 'I', 'L', 'Q':
		if neg {
			return t.Raisef(object.OverflowError, "can't convert negative value to unsigned int")
		}
		if x.code == 'I' && object.Big(n).IsUint64() {
			return t.Raisef(object.OverflowError, "unsigned int is greater than maximum")
		}
		return t.Raisef(object.OverflowError, "Python int too large to convert to C unsigned long")
	}
	return t.Raisef(object.OverflowError, "Python int too large to convert to C long")
}

func (x *Array) append(t *Thread, v Value) error {
	p, err := x.encode(t, v)
	if err == nil {
		err = x.resize(t, len(x.b)+len(p))
	}
	if err == nil {
		x.b = append(x.b, p...)
	}
	return err
}

// resize is asked before the array gets another size: not while a view shows it.
func (x *Array) resize(t *Thread, size int) error {
	if size != len(x.b) && t.Exported(object.Of(x)) {
		return t.Raisef(object.BufferError, "cannot resize an array that is exporting buffers")
	}
	return nil
}

func (x *Array) extend(t *Thread, v Value) error {
	if object.IsInstance(v, ArrayType) {
		if arr(v).code != x.code {
			return t.Raisef(object.TypeError, "can only extend with array of same kind")
		}
		if err := x.resize(t, len(x.b)+len(arr(v).b)); err != nil {
			return err
		}
		x.b = append(x.b, arr(v).b...)
		return nil
	}
	return t.Each(v, func(i Value) error { return x.append(t, i) })
}

func newArray(code byte) *Array {
	size := object.NativeSize(code)
	if code == 'u' || code == 'w' {
		size = 4
	}
	return &Array{Header: object.NewHeader(ArrayType), code: code, size: size}
}

func (x *Array) like(b []byte) Value {
	o := newArray(x.code)
	o.b = b
	return object.Of(o)
}

func (x *Array) index(t *Thread, k Value, what string) (int, error) {
	i, err := t.IndexInt(k)
	if err != nil {
		return 0, err
	}
	if i < 0 {
		i += x.len()
	}
	if i < 0 || i >= x.len() {
		return 0, t.Raisef(object.IndexError, "array %sindex out of range", what)
	}
	return i, nil
}

func (x *Array) text() string {
	var b []byte
	for i := range x.len() {
		b = object.AppendRune(b, rune(binary.LittleEndian.Uint32(x.b[4*i:])))
	}
	return string(b)
}

func (x *Array) setItem(t *Thread, k, v Value) error {
	if k.Is(object.SliceType) {
		start, stop, step, n, err := object.Cast[object.Slice](k).Indices(t, x.len())
		if err != nil {
			return err
		}
		var src []byte
		if v.Valid() {
			if !object.IsInstance(v, ArrayType) {
				return t.Raisef(object.TypeError, "can only assign array (not \"%s\") to array slice", v.Type().TpName())
			}
			if arr(v).code != x.code {
				return t.Raisef(object.TypeError, "bad argument type for built-in operation")
			}
			src = append(src, arr(v).b...)
		}
		if step == 1 {
			stop = max(stop, start)
			if err := x.resize(t, len(x.b)-(stop-start)*x.size+len(src)); err != nil {
				return err
			}
			x.b = append(append(append([]byte(nil), x.b[:start*x.size]...), src...), x.b[stop*x.size:]...)
			return nil
		}
		if !v.Valid() {
			if err := x.resize(t, len(x.b)-n*x.size); err != nil {
				return err
			}
			drop := map[int]bool{}
			for i := range n {
				drop[start+i*step] = true
			}
			var out []byte
			for i := range x.len() {
				if !drop[i] {
					out = append(out, x.b[i*x.size:(i+1)*x.size]...)
				}
			}
			x.b = out
			return nil
		}
		if len(src)/x.size != n {
			return t.Raisef(object.ValueError, "attempt to assign array of size %d to extended slice of size %d", len(src)/x.size, n)
		}
		for i := range n {
			copy(x.b[(start+i*step)*x.size:], src[i*x.size:(i+1)*x.size])
		}
		return nil
	}
	i, err := x.index(t, k, "assignment ")
	if err != nil {
		return err
	}
	if !v.Valid() {
		if err := x.resize(t, len(x.b)-x.size); err != nil {
			return err
		}
		x.b = append(append([]byte(nil), x.b[:i*x.size]...), x.b[(i+1)*x.size:]...)
		return nil
	}
	p, err := x.encode(t, v)
	if err == nil {
		copy(x.b[i*x.size:], p)
	}
	return err
}

func (x *Array) list() *object.List {
	l := object.NewList()
	for i := range x.len() {
		l.Append(x.at(i))
	}
	return l
}

func arrayNew(t *Thread, cls *object.Type, a []Value, kw kwargs) (Value, error) {
	if len(kw) > 0 && cls == ArrayType {
		return Value{}, t.Raisef(object.TypeError, "array.array() takes no keyword arguments")
	}
	n := len(a) - len(kw)
	if n < 1 || n > 2 {
		most := "at least 1 argument"
		if n > 2 {
			most = "at most 2 arguments"
		}
		return Value{}, t.Raisef(object.TypeError, "array() takes %s (%d given)", most, n)
	}
	s := object.AsStr(a[0])
	if s == nil || s.Len() != 1 {
		return Value{}, t.Raisef(object.TypeError, "array() argument 1 must be a unicode character, not %s", a[0].Type().TpName())
	}
	if strings.IndexByte(typeCodes, s.S[0]) < 0 || len(s.S) != 1 {
		return Value{}, t.Raisef(object.ValueError, "bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)")
	}
	proto := newArray(s.S[0])
	v := cls.AllocOr(func() Value { return object.Of(proto) })
	x := arr(v)
	x.code, x.size = proto.code, proto.size
	if n == 1 {
		return v, nil
	}
	init := a[1]
	str := object.AsStr(init)
	switch {
	case str != nil && x.code != 'u' && x.code != 'w':
		return Value{}, t.Raisef(object.TypeError, "cannot use a str to initialize an array with typecode '%s'", s.S)
	case object.AsBytes(init) != nil && !init.Is(ArrayType):
		return v, x.fromBytes(t, object.AsBytes(init).B)
	case object.IsInstance(init, ArrayType) && (arr(init).code == 'u' || arr(init).code == 'w') && x.code != 'u' && x.code != 'w':
		return Value{}, t.Raisef(object.TypeError, "cannot use a unicode array to initialize an array with typecode '%s'", s.S)
	case object.IsInstance(init, ArrayType) && arr(init).code == x.code:
		x.b = append(x.b, arr(init).b...)
		return v, nil
	}
	v.Hold()
	err := t.Each(init, func(i Value) error { return x.append(t, i) })
	v.Forget()
	return v, err
}

func (x *Array) fromBytes(t *Thread, b []byte) error {
	if len(b)%x.size != 0 {
		return t.Raisef(object.ValueError, "bytes length not a multiple of item size")
	}
	if err := x.resize(t, len(x.b)+len(b)); err != nil {
		return err
	}
	x.b = append(x.b, b...)
	return nil
}

func registerArray() {
	self := func(f func(t *Thread, x *Array, a []Value) (Value, error)) object.NativeFunc {
		return func(t *Thread, a []Value, _ kwargs) (Value, error) { return f(t, arr(a[0]), a[1:]) }
	}
	none := object.None
	find := func(t *Thread, x *Array, v Value, from, to int) (int, error) {
		for i := from; i < to && i < x.len(); i++ {
			if eq, err := t.Equal(x.at(i), v); err != nil || eq {
				return i, err
			}
		}
		return -1, nil
	}
	object.DefineType(arrayIterType, object.ObjectType, "array", object.IterSlots())
	object.DefineType(ArrayType, object.ObjectType, "array", object.Slots{
		New: arrayNew, Init: func(*Thread, Value, []Value, kwargs) error { return nil },
		Len: func(_ *Thread, v Value) (int, error) { return arr(v).len(), nil },
		GetItem: func(t *Thread, v, k Value) (Value, error) {
			x := arr(v)
			if k.Is(object.SliceType) {
				start, _, step, n, err := object.Cast[object.Slice](k).Indices(t, x.len())
				if err != nil {
					return Value{}, err
				}
				out := make([]byte, 0, n*x.size)
				for i := range n {
					j := (start + i*step) * x.size
					out = append(out, x.b[j:j+x.size]...)
				}
				return x.like(out), nil
			}
			if k.Type().S().Index == nil {
				return Value{}, t.Raisef(object.TypeError, "array indices must be integers")
			}
			i, err := x.index(t, k, "")
			if err != nil {
				return Value{}, err
			}
			return x.at(i), nil
		},
		SetItem: func(t *Thread, v, k, y Value) error { return arr(v).setItem(t, k, y) },
		Contains: func(t *Thread, v, y Value) (bool, error) {
			i, err := find(t, arr(v), y, 0, arr(v).len())
			return i >= 0, err
		},
		Iter: func(_ *Thread, v Value) (Value, error) {
			i := 0
			return object.NewIter(arrayIterType, func(*Thread) (Value, error) {
				if i >= arr(v).len() {
					return Value{}, nil
				}
				i++
				return arr(v).at(i - 1), nil
			}, v), nil
		},
		Repr: func(t *Thread, v Value) (Value, error) {
			x := arr(v)
			name := v.Type().Name + "('" + string(rune(x.code)) + "'"
			if x.len() == 0 {
				return object.NewStr(name + ")"), nil
			}
			items := object.Of(x.list())
			if x.code == 'u' || x.code == 'w' {
				items = object.NewStr(x.text())
			}
			r, err := t.Repr(items)
			return object.NewStr(name + ", " + r + ")"), err
		},
		Compare: func(t *Thread, a, b Value, op object.CmpOp) (Value, error) {
			if !object.IsInstance(a, ArrayType) || !object.IsInstance(b, ArrayType) {
				return object.NotImplemented, nil
			}
			return t.Compare(object.Of(arr(a).list()), object.Of(arr(b).list()), op)
		},
		Binary: [object.NumBinary]object.BinaryFunc{
			object.OpAdd: func(t *Thread, a, b Value) (Value, error) {
				if !object.IsInstance(a, ArrayType) {
					return object.NotImplemented, nil
				}
				if !object.IsInstance(b, ArrayType) {
					return Value{}, t.Raisef(object.TypeError, "can only append array (not \"%s\") to array", b.Type().TpName())
				}
				if arr(a).code != arr(b).code {
					return Value{}, t.Raisef(object.TypeError, "bad argument type for built-in operation")
				}
				return arr(a).like(append(append([]byte(nil), arr(a).b...), arr(b).b...)), nil
			},
			object.OpMul: func(t *Thread, a, b Value) (Value, error) {
				if !object.IsInstance(a, ArrayType) {
					a, b = b, a
				}
				if b.Type().S().Index == nil {
					return object.NotImplemented, nil
				}
				n, err := t.IntArg(b)
				if err != nil {
					return Value{}, err
				}
				if n > 0 && int64(len(arr(a).b)) > 1<<32/n {
					return Value{}, t.Raisef(object.MemoryError, "")
				}
				return arr(a).like([]byte(strings.Repeat(string(arr(a).b), int(max(n, 0))))), nil
			},
		},
		Inplace: [object.NumBinary]object.BinaryFunc{object.OpAdd: func(t *Thread, a, b Value) (Value, error) {
			if !object.IsInstance(b, ArrayType) {
				return Value{}, t.Raisef(object.TypeError, "can only extend with array (not \"%s\")", b.Type().TpName())
			}
			return a, arr(a).extend(t, b)
		}, object.OpMul: func(t *Thread, a, b Value) (Value, error) {
			n, err := t.IndexInt(b)
			if err != nil {
				return Value{}, err
			}
			x := arr(a)
			n = max(n, 0)
			if n > 0 && len(x.b) > 1<<32/n {
				return Value{}, t.Raisef(object.MemoryError, "")
			}
			if err := x.resize(t, len(x.b)*n); err != nil {
				return Value{}, err
			}
			x.b = bytes.Repeat(x.b, n)
			return a, nil
		}},
	},
		def{Name: "append", Sig: "v, /", Fn: self(func(t *Thread, x *Array, a []Value) (Value, error) { return none, x.append(t, a[0]) })},
		def{Name: "extend", Sig: "bb, /", Fn: self(func(t *Thread, x *Array, a []Value) (Value, error) { return none, x.extend(t, a[0]) })},
		def{Name: "fromlist", Sig: "list, /", Fn: self(func(t *Thread, x *Array, a []Value) (Value, error) {
			if object.AsList(a[0]) == nil {
				return Value{}, t.Raisef(object.TypeError, "arg must be list")
			}
			n := len(x.b)
			err := x.extend(t, a[0])
			if err != nil {
				x.b = x.b[:n]
			}
			return none, err
		})},
		def{Name: "frombytes", Sig: "buffer, /", Fn: self(func(t *Thread, x *Array, a []Value) (Value, error) {
			b, err := t.BytesArg(a[0])
			if err != nil {
				return Value{}, err
			}
			return none, x.fromBytes(t, b)
		})},
		def{Name: "fromunicode", Sig: "ustr, /", Fn: self(func(t *Thread, x *Array, a []Value) (Value, error) {
			if x.code != 'u' && x.code != 'w' {
				return Value{}, t.Raisef(object.ValueError, "fromunicode() may only be called on unicode type arrays ('u' or 'w')")
			}
			return none, x.extend(t, a[0])
		})},
		def{Name: "fromfile", Sig: "f, n, /", Fn: self(func(t *Thread, x *Array, a []Value) (Value, error) {
			n, err := t.IntArg(a[1])
			if err != nil {
				return Value{}, err
			}
			r, err := t.CallMethod(a[0], t.Interp.Intern("read"), object.Int(n*int64(x.size)))
			if err != nil {
				return Value{}, err
			}
			b := object.AsBytes(r)
			if b == nil {
				return Value{}, t.Raisef(object.TypeError, "read() didn't return bytes")
			}
			if err := x.fromBytes(t, b.B[:len(b.B)/x.size*x.size]); err != nil {
				return Value{}, err
			}
			if len(b.B) != int(n)*x.size {
				return Value{}, t.Raisef(object.EOFError, "read() didn't return enough bytes")
			}
			return none, nil
		})},
		def{Name: "tofile", Sig: "f, /", Fn: self(func(t *Thread, x *Array, a []Value) (Value, error) {
			r, err := t.CallMethod(a[0], t.Interp.Intern("write"), object.NewBytes(append([]byte(nil), x.b...)))
			t.DropFloating(r)
			return none, err
		})},
		def{Name: "tobytes", Fn: self(func(_ *Thread, x *Array, _ []Value) (Value, error) {
			return object.NewBytes(append([]byte(nil), x.b...)), nil
		})},
		def{Name: "tolist", Fn: self(func(_ *Thread, x *Array, _ []Value) (Value, error) { return object.Of(x.list()), nil })},
		def{Name: "tounicode", Fn: self(func(t *Thread, x *Array, _ []Value) (Value, error) {
			if x.code != 'u' && x.code != 'w' {
				return Value{}, t.Raisef(object.ValueError, "tounicode() may only be called on unicode type arrays ('u' or 'w')")
			}
			return object.NewStr(x.text()), nil
		})},
		def{Name: "pop", Sig: "i=-1, /", Fn: self(func(t *Thread, x *Array, a []Value) (Value, error) {
			if x.len() == 0 {
				return Value{}, t.Raisef(object.IndexError, "pop from empty array")
			}
			i, err := -1, error(nil)
			if a[0].Valid() {
				if i, err = t.IndexInt(a[0]); err != nil {
					return Value{}, err
				}
			}
			if i < 0 {
				i += x.len()
			}
			if i < 0 || i >= x.len() {
				return Value{}, t.Raisef(object.IndexError, "pop index out of range")
			}
			v := x.at(i)
			return v, x.setItem(t, object.Int(int64(i)), Value{})
		})},
		def{Name: "insert", Sig: "i, v, /", Fn: self(func(t *Thread, x *Array, a []Value) (Value, error) {
			i, err := t.IndexInt(a[0])
			if err != nil {
				return Value{}, err
			}
			p, err := x.encode(t, a[1])
			if err != nil {
				return Value{}, err
			}
			if i < 0 {
				i = max(i+x.len(), 0)
			}
			i = min(i, x.len()) * x.size
			if err := x.resize(t, len(x.b)+x.size); err != nil {
				return Value{}, err
			}
			x.b = append(append(append([]byte(nil), x.b[:i]...), p...), x.b[i:]...)
			return none, nil
		})},
		def{Name: "remove", Sig: "v, /", Fn: self(func(t *Thread, x *Array, a []Value) (Value, error) {
			i, err := find(t, x, a[0], 0, x.len())
			if err == nil && i < 0 {
				err = t.Raisef(object.ValueError, "array.remove(x): x not in array")
			}
			if err != nil {
				return Value{}, err
			}
			return none, x.setItem(t, object.Int(int64(i)), Value{})
		})},
		def{Name: "index", Sig: "v, start=0, stop=9223372036854775807, /", Fn: self(func(t *Thread, x *Array, a []Value) (Value, error) {
			from, to := 0, x.len()
			for i, p := range []*int{&from, &to} {
				if a[1+i].Valid() {
					n, err := t.IntArg(a[1+i])
					if err != nil {
						return Value{}, err
					}
					if n < 0 {
						n = max(n+int64(x.len()), 0)
					}
					*p = int(n)
				}
			}
			i, err := find(t, x, a[0], from, to)
			if err == nil && i < 0 {
				err = t.Raisef(object.ValueError, "array.index(x): x not in array")
			}
			return object.Int(int64(i)), err
		})},
		def{Name: "count", Sig: "v, /", Fn: self(func(t *Thread, x *Array, a []Value) (Value, error) {
			return t.CallMethod(object.Of(x.list()), t.Interp.Intern("count"), a[0])
		})},
		def{Name: "reverse", Fn: self(func(_ *Thread, x *Array, _ []Value) (Value, error) {
			for i, j := 0, x.len()-1; i < j; i, j = i+1, j-1 {
				for k := range x.size {
					x.b[i*x.size+k], x.b[j*x.size+k] = x.b[j*x.size+k], x.b[i*x.size+k]
				}
			}
			return none, nil
		})},
		def{Name: "byteswap", Fn: self(func(_ *Thread, x *Array, _ []Value) (Value, error) {
			for i := range x.len() {
				p := x.b[i*x.size : (i+1)*x.size]
				for a, b := 0, len(p)-1; a < b; a, b = a+1, b-1 {
					p[a], p[b] = p[b], p[a]
				}
			}
			return none, nil
		})},
		def{Name: "clear", Fn: self(func(t *Thread, x *Array, _ []Value) (Value, error) {
			if err := x.resize(t, 0); err != nil {
				return Value{}, err
			}
			x.b = nil
			return none, nil
		})},
		def{Name: "buffer_info", Fn: self(func(t *Thread, x *Array, _ []Value) (Value, error) {
			return object.NewTuple(object.Int(t.ID(object.Of(x))), object.Int(int64(x.len()))), nil
		})},
		def{Name: "__copy__", Fn: self(func(_ *Thread, x *Array, _ []Value) (Value, error) { return x.like(append([]byte(nil), x.b...)), nil })},
		def{Name: "__deepcopy__", Sig: "memo, /", Fn: self(func(_ *Thread, x *Array, _ []Value) (Value, error) { return x.like(append([]byte(nil), x.b...)), nil })},
		def{Name: "__reduce_ex__", Sig: "protocol, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			x := arr(a[0])
			return object.NewTuple(object.Of(a[0].Type()), object.NewTuple(object.NewStr(string(rune(x.code))), object.Of(x.list())), none), nil
		}},
		def{Name: "typecode", Kind: object.GetterDef, Fn: self(func(_ *Thread, x *Array, _ []Value) (Value, error) { return object.NewStr(string(rune(x.code))), nil })},
		def{Name: "itemsize", Kind: object.GetterDef, Fn: self(func(_ *Thread, x *Array, _ []Value) (Value, error) { return object.Int(int64(x.size)), nil })},
		def{Name: "__class_getitem__", Kind: object.ClassDef, Sig: "item, /", Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) {
			return object.NewGenericAlias(a[0], a[1]), nil
		}},
	)
	object.RegisterLayout[Array](ArrayType, nil)
	ArrayType.Flags |= object.SequencePat
	object.RegisterBuffer(ArrayType, func(v Value) object.Buffer {
		x := arr(v)
		format := x.code
		if format == 'u' || format == 'w' {
			format = 'I'
		}
		return object.Buffer{Data: func() []byte { return x.b }, Format: format}
	})
}

// NewArrayModule makes the module array.
func NewArrayModule(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "array")
	m.Dict.SetString(t, "array", object.Of(ArrayType))
	m.Dict.SetString(t, "ArrayType", object.Of(ArrayType))
	m.Dict.SetString(t, "typecodes", object.NewStr(typeCodes))
	return m, nil
}
