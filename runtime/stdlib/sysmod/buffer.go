package sysmod

import (
	"bytes"
	"strings"

	"github.com/asynctools/asynctools/runtime/object"
)

// Buffer is sys.stdout.buffer and its like: the stream without the encoding. It
// has no buffer of its own, so bytes and text come out in the order in which
// they are written.
type Buffer struct {
	object.Header
	of *Stream
}

// BufferType is the type of a stream's buffer.
var BufferType = &object.Type{Name: "BufferedWriter"}

// BufferReaderType is that of an input stream.
var BufferReaderType = &object.Type{Name: "BufferedReader"}

// bytesOut writes bytes as a program does.
func (s *Stream) bytesOut(b []byte) error {
	if s.onWrite != nil {
		s.onWrite(strings.ToValidUTF8(string(b), "\uFFFD"))
	}
	if _, err := s.w.Write(b); err != nil {
		return err
	}
	if s.immediate || s.lineWise && bytes.IndexByte(b, '\n') >= 0 {
		return s.w.Flush()
	}
	return nil
}

// bytesIn takes n bytes, or everything (negative).
func (f *feed) bytesIn(t *Thread, n int) (string, error) {
	return f.take(t, func(b []byte, end bool) int {
		if n < 0 || len(b) < n {
			return -1
		}
		return n
	})
}

// lineIn takes a line with its end, or limit bytes of it (negative: all).
func (f *feed) lineIn(t *Thread, limit int) (string, error) {
	return f.take(t, func(b []byte, end bool) int {
		n := bytes.IndexByte(b, '\n') + 1
		switch {
		case limit >= 0 && (n == 0 || n > limit) && len(b) >= limit:
			return limit
		case n == 0:
			return -1
		}
		return n
	})
}

func registerBuffers() {
	get := func(v Value) *Stream { return object.Cast[Buffer](v).of }
	fail := func(t *Thread, err error) error {
		if err == nil {
			return nil
		}
		return object.NewOSError(t, 32, "Broken pipe", Value{})
	}
	sized := func(take func(f *feed, t *Thread, n int) (string, error)) func(t *Thread, a []Value, _ kwargs) (Value, error) {
		return func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := sizeArg(t, a[1])
			if err != nil {
				return Value{}, err
			}
			text, err := take(get(a[0]).r, t, n)
			return object.NewBytes([]byte(text)), err
		}
	}
	both := []def{
		{Name: "fileno", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.Int(int64(get(a[0]).fd)), nil }},
		{Name: "isatty", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.Bool(get(a[0]).lineWise), nil }},
		{Name: "readable", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.Bool(get(a[0]).r != nil), nil }},
		{Name: "writable", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.Bool(get(a[0]).w != nil), nil }},
		{Name: "seekable", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.False, nil }},
		{Name: "flush", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.None, fail(t, get(a[0]).Flush()) }},
		{Name: "name", Kind: object.GetterDef, Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.NewStr(get(a[0]).name), nil }},
		{Name: "closed", Kind: object.GetterDef, Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.False, nil }},
	}
	repr := func(t *Thread, v Value) (Value, error) {
		return object.NewStr("<_io." + v.Type().Name + " name='" + get(v).name + "'>"), nil
	}
	object.DefineType(BufferType, object.ObjectType, "_io", object.Slots{Repr: repr}, append(both,
		def{Name: "write", Sig: "buffer, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			b, err := t.BytesArg(a[1])
			if err != nil {
				return Value{}, err
			}
			return object.Int(int64(len(b))), fail(t, get(a[0]).bytesOut(b))
		}},
		def{Name: "writelines", Sig: "lines, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return object.None, t.Each(a[1], func(v Value) error {
				b, err := t.BytesArg(v)
				if err != nil {
					return err
				}
				return fail(t, get(a[0]).bytesOut(b))
			})
		}})...)
	object.DefineType(BufferReaderType, object.ObjectType, "_io", object.Slots{
		Repr: repr,
		Iter: func(t *Thread, v Value) (Value, error) { return v, nil },
		Next: func(t *Thread, v Value) (Value, error) {
			line, err := get(v).r.lineIn(t, -1)
			if err != nil || line == "" {
				return Value{}, err
			}
			return object.NewBytes([]byte(line)), nil
		},
	}, append(both,
		def{Name: "read", Sig: "size=-1, /", Fn: sized((*feed).bytesIn)},
		def{Name: "readline", Sig: "size=-1, /", Fn: sized((*feed).lineIn)},
		def{Name: "readlines", Sig: "hint=-1, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			l := object.NewList()
			for {
				line, err := get(a[0]).r.lineIn(t, -1)
				if err != nil || line == "" {
					return object.Of(l), err
				}
				l.Append(object.NewBytes([]byte(line)))
			}
		}})...)
}
