// Package hashmod is the native part of the modules hashlib and binascii.
package hashmod

import (
	"crypto/md5"
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"hash/crc32"
	"sort"
	"strconv"
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

// algorithms make hashes by CPython's names.
var algorithms = map[string]func() hash.Hash{
	"md5": md5.New, "sha1": sha1.New, "sha224": sha256.New224, "sha256": sha256.New, "sha384": sha512.New384, "sha512": sha512.New,
	"sha512_224": sha512.New512_224, "sha512_256": sha512.New512_256,
	"sha3_224": func() hash.Hash { return sha3.New224() }, "sha3_256": func() hash.Hash { return sha3.New256() },
	"sha3_384": func() hash.Hash { return sha3.New384() }, "sha3_512": func() hash.Hash { return sha3.New512() },
}

var shakes = map[string]func() *sha3.SHAKE{"shake_128": sha3.NewSHAKE128, "shake_256": sha3.NewSHAKE256}

// Hash is a hash object.
type Hash struct {
	object.Header
	name  string
	h     hash.Hash
	shake *sha3.SHAKE // instead of h
	fed   []byte      // what a shake was given: it cannot be copied after reading
}

// HashType is the type of hash objects.
var HashType = &object.Type{Name: "HASH"}

var once sync.Once

// Register completes the types of this package.
func Register() { once.Do(func() { object.Register(register) }) }

func (h *Hash) update(b []byte) {
	if h.shake != nil {
		h.fed = append(h.fed, b...)
		return
	}
	h.h.Write(b)
}

func dataArg(t *Thread, v Value) ([]byte, error) {
	if object.AsStr(v) != nil {
		return nil, t.Raisef(object.TypeError, "Strings must be encoded before hashing")
	}
	b, err := t.BytesArg(v)
	if err != nil {
		return nil, t.Raisef(object.TypeError, "object supporting the buffer API required")
	}
	return b, nil
}

func newHash(t *Thread, name string, data Value) (Value, error) {
	o := &Hash{Header: object.NewHeader(HashType), name: name}
	key := strings.ReplaceAll(strings.ToLower(name), "-", "_")
	if f := algorithms[key]; f != nil {
		o.h = f()
	} else if f := shakes[key]; f != nil {
		o.shake = f()
	} else {
		return Value{}, t.Raisef(object.ValueError, "unsupported hash type %s", name)
	}
	o.name = key
	if data.Valid() {
		b, err := dataArg(t, data)
		if err != nil {
			return Value{}, err
		}
		o.update(b)
	}
	return object.Of(o), nil
}

func (h *Hash) digest(t *Thread, length Value) ([]byte, error) {
	if h.shake == nil {
		if length.Valid() {
			return nil, t.Raisef(object.TypeError, "HASH.digest() takes no arguments (1 given)")
		}
		return h.h.Sum(nil), nil
	}
	if !length.Valid() {
		return nil, t.Raisef(object.TypeError, "digest() missing required argument 'length' (pos 1)")
	}
	n, err := t.IntArg(length)
	if err != nil {
		return nil, err
	}
	if n < 0 {
		return nil, t.Raisef(object.ValueError, "value must be positive")
	}
	out := make([]byte, n)
	s := shakes[h.name]()
	_, _ = s.Write(h.fed)
	_, _ = s.Read(out)
	return out, nil
}

func register() {
	self := func(v Value) *Hash { return object.Cast[Hash](v) }
	object.DefineType(HashType, object.ObjectType, "_hashlib", object.Slots{
		Repr: func(t *Thread, v Value) (Value, error) {
			return object.NewStr("<" + self(v).name + " _hashlib.HASH object @ " + t.Addr(v) + ">"), nil
		},
	},
		def{Name: "update", Sig: "obj, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			b, err := dataArg(t, a[1])
			if err == nil {
				self(a[0]).update(b)
			}
			return object.None, err
		}},
		def{Name: "digest", Sig: "length=0", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			b, err := self(a[0]).digest(t, a[1])
			return object.NewBytes(b), err
		}},
		def{Name: "hexdigest", Sig: "length=0", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			b, err := self(a[0]).digest(t, a[1])
			return object.NewStr(hex.EncodeToString(b)), err
		}},
		def{Name: "copy", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			h := self(a[0])
			o := &Hash{Header: object.NewHeader(HashType), name: h.name, shake: h.shake, fed: append([]byte(nil), h.fed...)}
			if h.h != nil {
				c, ok := h.h.(hash.Cloner)
				if !ok {
					return Value{}, t.Raisef(object.NotImplementedError, "%s objects cannot be copied", h.name)
				}
				clone, err := c.Clone()
				if err != nil {
					return Value{}, t.Raisef(object.ValueError, "%s", err.Error())
				}
				o.h = clone
			}
			return object.Of(o), nil
		}},
		def{Name: "name", Kind: object.GetterDef, Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) { return object.NewStr(self(a[0]).name), nil }},
		def{Name: "digest_size", Kind: object.GetterDef, Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) {
			if h := self(a[0]).h; h != nil {
				return object.Int(int64(h.Size())), nil
			}
			return object.Int(0), nil
		}},
		def{Name: "block_size", Kind: object.GetterDef, Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) {
			if h := self(a[0]).h; h != nil {
				return object.Int(int64(h.BlockSize())), nil
			}
			return object.Int(int64(self(a[0]).shake.BlockSize())), nil
		}},
	)
}

// New makes the module _hashlib.
func New(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "_hashlib")
	m.Dict.SetString(t, "HASH", object.Of(HashType))
	var names []string
	for n := range algorithms {
		names = append(names, n)
	}
	for n := range shakes {
		names = append(names, n)
	}
	sort.Strings(names)
	var vals []Value
	for _, n := range names {
		vals = append(vals, object.NewStr(n))
	}
	m.Dict.SetString(t, "names", object.NewTuple(vals...))
	stdlib.Fill(t, m, "_hashlib", []def{
		{Name: "new", Sig: "name, data=b'', *, usedforsecurity=True", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			name, err := t.StrArg(a[0], "new() argument 'name'")
			if err != nil {
				return Value{}, err
			}
			return newHash(t, name, a[1])
		}},
		{Name: "pbkdf2_hmac", Sig: "hash_name, password, salt, iterations, dklen=None", Fn: pbkdf2HMAC},
	})
	return m, nil
}

func pbkdf2HMAC(t *Thread, a []Value, _ kwargs) (Value, error) {
	name, err := t.StrArg(a[0], "pbkdf2_hmac() argument 'hash_name'")
	if err != nil {
		return Value{}, err
	}
	f := algorithms[strings.ReplaceAll(strings.ToLower(name), "-", "_")]
	if f == nil {
		return Value{}, t.Raisef(object.ValueError, "unsupported hash type %s", name)
	}
	pass, err := t.BytesArg(a[1])
	if err != nil {
		return Value{}, err
	}
	salt, err := t.BytesArg(a[2])
	if err != nil {
		return Value{}, err
	}
	iter, err := t.IntArg(a[3])
	if err != nil {
		return Value{}, err
	}
	size := int64(f().Size())
	if a[4].Valid() && !a[4].IsNone() {
		if size, err = t.IntArg(a[4]); err != nil {
			return Value{}, err
		}
	}
	if iter < 1 {
		return Value{}, t.Raisef(object.ValueError, "iteration value must be greater than 0.")
	}
	if size < 1 {
		return Value{}, t.Raisef(object.ValueError, "key length must be greater than 0.")
	}
	key, err := pbkdf2.Key(f, string(pass), salt, int(iter), int(size))
	if err != nil {
		return Value{}, t.Raisef(object.ValueError, "%s", err.Error())
	}
	return object.NewBytes(key), nil
}

// asciiArg is text or bytes that must be ASCII.
func asciiArg(t *Thread, v Value) ([]byte, error) {
	if s := object.AsStr(v); s != nil {
		if !s.ASCII() {
			return nil, t.Raisef(object.ValueError, "string argument should contain only ASCII characters")
		}
		return []byte(s.S), nil
	}
	b, err := t.BytesArg(v)
	if err != nil {
		return nil, t.Raisef(object.TypeError, "argument should be bytes, buffer or ASCII string, not '%s'", v.Type().TpName())
	}
	return b, nil
}

// Binascii makes the module binascii.
func Binascii(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "binascii")
	class := func(name string, base *object.Type) *object.Type {
		ns := object.NewDict()
		ns.SetString(t, "__module__", object.NewStr("binascii"))
		ty, err := t.NewType(object.TypeType, name, []*object.Type{base}, ns)
		if err != nil {
			panic("hashmod: " + err.Error())
		}
		m.Dict.SetString(t, name, object.Of(ty))
		return ty
	}
	failure := class("Error", object.ValueError)
	class("Incomplete", object.Exception_)
	hexlify := func(t *Thread, a []Value, _ kwargs) (Value, error) {
		b, err := t.BytesArg(a[0])
		if err != nil {
			return Value{}, err
		}
		if a[1].Valid() {
			args := a[1:2]
			if a[2].Valid() {
				args = a[1:3]
			}
			v, err := t.CallMethod(object.NewBytes(b), t.Interp.Intern("hex"), args...)
			if err != nil {
				return Value{}, err
			}
			return object.NewBytes([]byte(object.AsStr(v).S)), nil
		}
		return object.NewBytes([]byte(hex.EncodeToString(b))), nil
	}
	unhexlify := func(t *Thread, a []Value, _ kwargs) (Value, error) {
		b, err := asciiArg(t, a[0])
		if err != nil {
			return Value{}, err
		}
		if len(b)%2 != 0 {
			return Value{}, t.Raisef(failure, "Odd-length string")
		}
		out, err := hex.DecodeString(string(b))
		if err != nil {
			return Value{}, t.Raisef(failure, "Non-hexadecimal digit found")
		}
		return object.NewBytes(out), nil
	}
	stdlib.Fill(t, m, "binascii", []def{
		{Name: "hexlify", Sig: "data, sep=None, bytes_per_sep=1", Fn: hexlify},
		{Name: "b2a_hex", Sig: "data, sep=None, bytes_per_sep=1", Fn: hexlify},
		{Name: "unhexlify", Sig: "hexstr, /", Fn: unhexlify},
		{Name: "a2b_hex", Sig: "hexstr, /", Fn: unhexlify},
		{Name: "b2a_base64", Sig: "data, /, *, newline=True", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			b, err := t.BytesArg(a[0])
			if err != nil {
				return Value{}, err
			}
			out := base64.StdEncoding.AppendEncode(nil, b)
			nl := true
			if a[1].Valid() {
				if nl, err = t.Truth(a[1]); err != nil {
					return Value{}, err
				}
			}
			if nl {
				out = append(out, '\n')
			}
			return object.NewBytes(out), nil
		}},
		{Name: "a2b_base64", Sig: "data, /, *, strict_mode=False", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			b, err := asciiArg(t, a[0])
			if err != nil {
				return Value{}, err
			}
			strict := false
			if a[1].Valid() {
				if strict, err = t.Truth(a[1]); err != nil {
					return Value{}, err
				}
			}
			out, msg := decode64(b, strict)
			if msg != "" {
				return Value{}, t.Raisef(failure, "%s", msg)
			}
			return object.NewBytes(out), nil
		}},
		{Name: "crc32", Sig: "data, crc=0, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			b, err := t.BytesArg(a[0])
			if err != nil {
				return Value{}, err
			}
			start := int64(0)
			if a[1].Valid() {
				if start, err = t.IntArg(a[1]); err != nil {
					return Value{}, err
				}
			}
			return object.Int(int64(crc32.Update(uint32(start), crc32.IEEETable, b))), nil
		}},
		{Name: "crc_hqx", Sig: "data, crc, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			b, err := t.BytesArg(a[0])
			if err != nil {
				return Value{}, err
			}
			n, err := t.IntArg(a[1])
			if err != nil {
				return Value{}, err
			}
			crc := uint16(n)
			for _, c := range b {
				crc ^= uint16(c) << 8
				for range 8 {
					if crc&0x8000 != 0 {
						crc = crc<<1 ^ 0x1021
					} else {
						crc <<= 1
					}
				}
			}
			return object.Int(int64(crc)), nil
		}},
	})
	return m, nil
}

const alphabet64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// decode64 reads base64 as CPython does: foreign characters are skipped unless
// strict, and data ends at the padding.
func decode64(b []byte, strict bool) (out []byte, fail string) {
	if strict && len(b) > 0 && b[0] == '=' {
		return nil, "Leading padding not allowed"
	}
	var quad, pads, chars int
	var left byte
	for i, c := range b {
		if c == '=' {
			pads++
			if quad >= 2 && quad+pads >= 4 {
				if strict && i+1 < len(b) {
					return nil, "Excess data after padding"
				}
				return out, ""
			}
			if strict && quad == 0 {
				return nil, "Excess padding not allowed"
			}
			if strict && quad == 1 {
				return nil, "Discontinuous padding not allowed"
			}
			continue
		}
		v := strings.IndexByte(alphabet64, c)
		if v < 0 {
			if strict {
				return nil, "Only base64 data is allowed"
			}
			continue
		}
		if strict && pads > 0 {
			return nil, "Discontinuous padding not allowed"
		}
		pads = 0
		chars++
		x := byte(v)
		switch quad {
		case 0:
			left = x
		case 1:
			out = append(out, left<<2|x>>4)
			left = x & 0x0f
		case 2:
			out = append(out, left<<4|x>>2)
			left = x & 0x03
		case 3:
			out = append(out, left<<6|x)
		}
		quad = (quad + 1) % 4
	}
	switch quad {
	case 0:
		return out, ""
	case 1:
		return nil, "Invalid base64-encoded string: number of data characters (" + strconv.Itoa(chars) + ") cannot be 1 more than a multiple of 4"
	}
	return nil, "Incorrect padding"
}
