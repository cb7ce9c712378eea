package threadmod

import (
	"github.com/asynctools/asynctools/runtime/object"
)

// Local is a _thread._local: a namespace for each thread.
type Local struct {
	object.Header
	dicts map[*Thread]*object.Dict
	args  []Value // of __init__, which runs again in each thread
	kw    kwargs
}

// LocalType is the type of thread-local data.
var LocalType = &object.Type{Name: "_local"}

// dict is the namespace of the calling thread, made at first use.
func (l *Local) dict(t *Thread, self Value) (*object.Dict, error) {
	if d := l.dicts[t]; d != nil {
		return d, nil
	}
	d := object.NewDict()
	l.put(t, d)
	if err := self.Type().S().Init(t, self, l.args, l.kw); err != nil {
		l.drop(t)
		return nil, err
	}
	return d, nil
}

func (l *Local) put(t *Thread, d *object.Dict) {
	l.Take(object.Of(d))
	if l.dicts == nil {
		l.dicts = map[*Thread]*object.Dict{}
	}
	l.dicts[t] = d
	locals, _ := t.Local.(map[*Local]struct{})
	if locals == nil {
		locals = map[*Local]struct{}{}
		t.Local = locals
	}
	locals[l] = struct{}{}
}

// drop forgets what a thread kept, when it ends.
func (l *Local) drop(t *Thread) {
	if d := l.dicts[t]; d != nil {
		delete(l.dicts, t)
		t.Release(object.Of(d))
	}
}

// dropLocals empties all thread-local data of a thread that ends.
func dropLocals(t *Thread) {
	locals, _ := t.Local.(map[*Local]struct{})
	t.Local = nil
	for l := range locals {
		l.drop(t)
	}
}

func registerLocal() {
	self := func(v Value) *Local { return object.Cast[Local](v) }
	object.DefineType(LocalType, object.ObjectType, "_thread", object.Slots{
		New: func(t *Thread, cls *object.Type, a []Value, kw kwargs) (Value, error) {
			if len(a) > 0 && cls == LocalType {
				return Value{}, t.Raisef(object.TypeError, "Initialization arguments are not supported")
			}
			v := cls.AllocOr(func() Value { return object.Of(&Local{Header: object.NewHeader(LocalType)}) })
			l := self(v)
			l.args, l.kw = append([]Value(nil), a...), kw
			for _, x := range a {
				l.Take(x)
			}
			l.put(t, object.NewDict())
			return v, nil
		},
		Init: func(*Thread, Value, []Value, kwargs) error { return nil },
		GetAttr: func(t *Thread, v Value, name *object.Str) (Value, error) {
			d, err := self(v).dict(t, v)
			if err != nil {
				return Value{}, err
			}
			if name.S == "__dict__" {
				return object.Of(d), nil
			}
			attr := t.Lookup(v.Type(), name)
			if attr.Valid() && attr.Type().S().DescrSet != nil {
				return t.Bind(attr, v)
			}
			if x := d.GetStr(name); x.Valid() {
				return x, nil
			}
			if attr.Valid() {
				return t.Bind(attr, v)
			}
			return Value{}, t.Raisef(object.AttributeError, "'%s' object has no attribute '%s'", v.Type().FullName(), name.S)
		},
		SetAttr: func(t *Thread, v Value, name *object.Str, x Value) error {
			d, err := self(v).dict(t, v)
			if err != nil {
				return err
			}
			if name.S == "__dict__" {
				return t.Raisef(object.AttributeError, "'%s' object attribute '__dict__' is read-only", v.Type().FullName())
			}
			if attr := t.Lookup(v.Type(), name); attr.Valid() && attr.Type().S().DescrSet != nil {
				return attr.Type().S().DescrSet(t, attr, v, x)
			}
			if x.Valid() {
				return d.Set(t, object.Of(name), x)
			}
			if !d.GetStr(name).Valid() {
				return t.Raisef(object.AttributeError, "'%s' object has no attribute '%s'", v.Type().FullName(), name.S)
			}
			d.DelStr(t, name)
			return nil
		},
		Traverse: func(v Value, visit func(Value)) {
			for _, d := range self(v).dicts {
				visit(object.Of(d))
			}
			for _, x := range self(v).args {
				visit(x)
			}
		},
	})
	object.RegisterLayout[Local](LocalType, nil)
}
