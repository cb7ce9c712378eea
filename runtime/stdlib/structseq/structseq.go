// Package structseq makes tuples with named fields, as os.stat_result and
// time.struct_time are.
package structseq

import (
	"strings"

	"github.com/asynctools/asynctools/runtime/object"
)

type (
	// Value is object.Value.
	Value = object.Value
	// Thread is object.Thread.
	Thread = object.Thread
	kwargs = object.KwNames
)

// Type describes a struct sequence of one interpreter.
type Type struct {
	*object.Type
	fields []*object.Str // the items', then those of further attributes
	items  int
}

// New makes a type; the first items fields are items of the tuple, the rest
// attributes only. A name of "" is an item without one.
func New(t *Thread, module, name string, items int, fields ...string) *Type {
	ty := &Type{items: items}
	ns := object.NewDict()
	ns.SetString(t, "__module__", object.NewStr(module))
	for i, f := range fields {
		ty.fields = append(ty.fields, t.Interp.Intern(f))
		if i < items && f != "" {
			ns.SetString(t, f, object.NewIndexProperty(t, i))
		}
	}
	full := name
	if module != "builtins" {
		full = module + "." + name
	}
	ns.SetString(t, "n_fields", object.Int(int64(len(fields))))
	ns.SetString(t, "n_sequence_fields", object.Int(int64(items)))
	ns.SetString(t, "n_unnamed_fields", object.Int(0))
	var match []Value
	for _, f := range fields[:items] {
		match = append(match, object.NewStr(f))
	}
	ns.SetString(t, "__match_args__", object.NewTuple(match...))
	ns.SetString(t, "__new__", object.NewStaticMethod(object.NewNative(module, "__new__", "cls, sequence, dict=None", func(t *Thread, a []Value, _ kwargs) (Value, error) {
		vals, err := t.Collect(a[1])
		if err != nil {
			return Value{}, t.Raisef(object.TypeError, "constructor requires a sequence")
		}
		if len(vals) < items || len(vals) > len(fields) {
			least, n := "at least ", items
			if len(vals) > len(fields) {
				least, n = "at most ", len(fields)
			}
			if items == len(fields) {
				least = ""
			}
			article := "a "
			if least != "" {
				article = "an "
			}
			return Value{}, t.Raisef(object.TypeError, "%s() takes %s%s%d-sequence (%d-sequence given)", full, article, least, n, len(vals))
		}
		if d := object.AsDict(orNone(a[2])); d != nil {
			for _, f := range fields[len(vals):] {
				v := d.GetString(f)
				if !v.Valid() {
					v = object.None
				}
				vals = append(vals, v)
			}
		}
		v := ty.Make(t, vals...)
		for i, f := range ty.fields[:items] {
			if ty.hidden(t, f) {
				x := vals[i]
				if d := object.AsDict(orNone(a[2])); d != nil && d.GetStr(f).Valid() {
					x = d.GetStr(f)
				}
				t.SetOwn(v, f, x)
			}
		}
		return v, nil
	})))
	ns.SetString(t, "__repr__", object.NewNativeMethod(t, "__repr__", "", func(t *Thread, a []Value, _ kwargs) (Value, error) {
		var b strings.Builder
		b.WriteString(full + "(")
		for i, v := range object.AsTuple(a[0]).Items {
			if i > 0 {
				b.WriteString(", ")
			}
			r, err := t.Repr(v)
			if err != nil {
				return Value{}, err
			}
			b.WriteString(fields[i] + "=" + r)
		}
		return object.NewStr(b.String() + ")"), nil
	}))
	ns.SetString(t, "__reduce__", object.NewNativeMethod(t, "__reduce__", "", func(t *Thread, a []Value, _ kwargs) (Value, error) {
		d := object.NewDict()
		for i, f := range fields {
			if i < items && !ty.hidden(t, ty.fields[i]) {
				continue
			}
			if v, err := t.GetAttrString(a[0], f); err == nil {
				d.SetString(t, f, v)
			}
		}
		return object.NewTuple(object.Of(ty.Type), object.NewTuple(object.NewTuple(object.AsTuple(a[0]).Items...), object.Of(d))), nil
	}))
	made, err := t.NewType(object.TypeType, name, []*object.Type{object.TupleType}, ns)
	if err != nil {
		panic("structseq: " + err.Error())
	}
	made.Flags &^= object.BaseOK
	ty.Type = made
	return ty
}

// hidden reports an item whose name is that of an attribute with a value of its
// own: the times of os.stat_result are floats, but whole seconds as items.
func (ty *Type) hidden(t *Thread, name *object.Str) bool {
	return name.S != "" && !t.Lookup(ty.Type, name).Valid()
}

func orNone(v Value) Value {
	if v.Valid() {
		return v
	}
	return object.None
}

// Make makes an instance; attributes without a value are None.
func (ty *Type) Make(t *Thread, vals ...Value) Value {
	v := ty.Alloc()
	tup := object.AsTuple(v)
	tup.Items = append([]Value(nil), vals[:ty.items]...)
	for _, x := range tup.Items {
		tup.Take(x)
	}
	for i := ty.items; i < len(ty.fields); i++ {
		x := object.None
		if i < len(vals) {
			x = vals[i]
		}
		t.SetOwn(v, ty.fields[i], x)
	}
	return v
}
