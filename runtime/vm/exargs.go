package vm

import (
	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
)

// exArgs are the arguments of CALL_FUNCTION_EX. What it was given as it stood in
// the source is made a dict and a tuple first, the keywords before the others.
func (st *State) exArgs(f *Frame, i code.Instr) ([]Value, object.KwNames, error) {
	t := st.T
	run := f.regs()[i.A():]
	replace := func(r int, v Value) {
		v.Hold()
		old := run[r]
		run[r] = v
		t.Release(old)
	}
	if i.D()&code.AnyKeywords != 0 && !(run[2].Is(object.DictType) && object.Cast[object.Dict](run[2]).NamesOnly()) {
		d := object.NewDict()
		if err := st.mergeKeywords(d, run[2], run[0]); err != nil {
			t.DropFloating(object.Of(d))
			return nil, nil, err
		}
		replace(2, object.Of(d))
	}
	if i.D()&code.AnyArgs != 0 && !run[1].Is(object.TupleType) {
		l := object.NewList()
		if err := st.extendList(l, run[1], run[0]); err != nil {
			t.DropFloating(object.Of(l))
			return nil, nil, err
		}
		replace(1, object.NewTuple(l.Items...))
		t.DropFloating(object.Of(l))
	}
	args := object.Cast[object.Tuple](run[1]).Items
	if i.D()&code.Keywords == 0 {
		return args, nil, nil
	}
	d := object.Cast[object.Dict](run[2])
	n := d.Len()
	if n == 0 {
		return args, nil, nil
	}
	var all []Value
	var kw object.KwNames
	if run[0].Is(FunctionType) && len(args)+n <= len(st.exVals) {
		all, kw = st.exVals[:0], st.exNames[:0] // a frame takes them over at once
	} else {
		all, kw = make([]Value, 0, len(args)+n), make(object.KwNames, 0, n)
	}
	all = append(all, args...)
	for j := 0; ; {
		k, x, ok := d.Next(&j)
		if !ok {
			return all, kw, nil
		}
		kw, all = append(kw, object.AsStr(k)), append(all, x)
	}
}

// mergeKeywords adds the items of a mapping to the keywords of a call of fn.
func (st *State) mergeKeywords(d *object.Dict, b, fn Value) error {
	t := st.T
	m := object.AsDict(b)
	if m == nil {
		m = object.NewDict()
		if k, err := t.GetAttrOpt(b, t.Interp.Intern("keys")); err != nil || !k.Valid() {
			if err == nil {
				err = t.Raisef(object.TypeError, "%s argument after ** must be a mapping, not %s", st.callableName(fn), b.Type().TpName())
			}
			return err
		}
		if err := t.DictMerge(m, b); err != nil {
			return err
		}
	}
	var err error
	m.Each(func(k, v Value) {
		s := object.AsStr(k)
		switch {
		case err != nil:
		case s == nil:
			err = t.Raisef(object.TypeError, "keywords must be strings")
		case d.GetStr(s).Valid():
			err = t.Raisef(object.TypeError, "%s got multiple values for keyword argument '%s'", st.callableName(fn), s.S)
		default:
			d.SetStr(t, s, v)
		}
	})
	return err
}
