package vm

import (
	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
)

func (st *State) isSequence(v Value) bool {
	ty := v.Type()
	return ty.Flags&object.SequencePat != 0 && ty.Flags&(object.StrSub|object.BytesSub) == 0
}

func (st *State) isMapping(v Value) bool { return v.Type().Flags&object.MappingPat != 0 }

func (st *State) matchOp(regs []Value, i code.Instr) (Value, error) {
	t := st.T
	subj, arg := regs[i.B()], regs[i.C()]
	switch i.Op() {
	case code.MATCH_KEYS:
		var vals []Value
		seen := object.NewSet()
		get, err := t.GetAttrString(subj, "get")
		if err != nil {
			return Value{}, err
		}
		dummy := object.Of(object.NewList())
		for _, k := range object.AsTuple(arg).Items {
			if fresh, err := seen.Add(t, k); err != nil {
				return Value{}, err
			} else if !fresh {
				r, _ := t.Repr(k)
				return Value{}, t.Raisef(object.ValueError, "mapping pattern checks duplicate key (%s)", r)
			}
			v, err := t.Call(get, k, dummy)
			if err != nil {
				return Value{}, err
			}
			if v == dummy {
				return object.None, nil
			}
			vals = append(vals, v)
		}
		return object.NewTuple(vals...), nil
	case code.COPY_DICT_WITHOUT_KEYS:
		d := object.NewDict()
		if err := t.DictMerge(d, subj); err != nil {
			return Value{}, err
		}
		for _, k := range object.AsTuple(arg).Items {
			if _, err := d.Del(t, k); err != nil {
				return Value{}, err
			}
		}
		return object.Of(d), nil
	}
	return st.matchClass(subj, arg, int(i.D()))
}

func (st *State) matchClass(subj, arg Value, npos int) (Value, error) {
	t := st.T
	pair := object.AsTuple(arg).Items
	cls := object.AsType(pair[0])
	if cls == nil {
		return Value{}, t.Raisef(object.TypeError, "called match pattern must be a class")
	}
	ok, err := t.IsInstanceOf(subj, pair[0])
	if err != nil {
		return Value{}, err
	}
	if !ok {
		return object.None, nil
	}
	var vals []Value
	seen := map[string]bool{}
	get := func(name *object.Str) (bool, error) {
		if seen[name.S] {
			return false, t.Raisef(object.TypeError, "%s() got multiple sub-patterns for attribute '%s'", cls.Name, name.S)
		}
		seen[name.S] = true
		v, err := t.GetAttrOpt(subj, t.Interp.InternStr(name))
		if err != nil || !v.Valid() {
			return false, err
		}
		vals = append(vals, v)
		return true, nil
	}
	if npos > 0 {
		ma, err := t.GetAttrOpt(pair[0], t.Interp.Intern("__match_args__"))
		if err != nil {
			return Value{}, err
		}
		var names []Value
		switch {
		case ma.Valid():
			tup := object.AsTuple(ma)
			if tup == nil {
				return Value{}, t.Raisef(object.TypeError, "%s.__match_args__ must be a tuple (got %s)", cls.Name, ma.Type().TpName())
			}
			names = tup.Items
		case selfMatch(cls):
			if npos > 1 {
				return Value{}, t.Raisef(object.TypeError, "%s() accepts 1 positional sub-pattern (%d given)", cls.Name, npos)
			}
			vals = append(vals, subj)
			npos = 0
		}
		if npos > len(names) {
			return Value{}, t.Raisef(object.TypeError, "%s() accepts %d positional sub-pattern%s (%d given)", cls.Name, len(names), s(len(names)), npos)
		}
		for _, n := range names[:npos] {
			str := object.AsStr(n)
			if str == nil {
				return Value{}, t.Raisef(object.TypeError, "__match_args__ elements must be strings (got %s)", n.Type().TpName())
			}
			if ok, err := get(str); !ok || err != nil {
				return object.None, err
			}
		}
	}
	for _, n := range object.AsTuple(pair[1]).Items {
		if ok, err := get(object.AsStr(n)); !ok || err != nil {
			return object.None, err
		}
	}
	return object.NewTuple(vals...), nil
}

// selfMatch lists the built-in classes whose single positional sub-pattern is
// the subject itself (PEP 634).
func selfMatch(cls *object.Type) bool {
	for _, b := range []*object.Type{object.BoolType, object.ByteArrayType, object.BytesType, object.DictType, object.FloatType, object.FrozenSetType, object.IntType, object.ListType, object.SetType, object.StrType, object.TupleType} {
		if cls.IsSubtype(b) {
			return true
		}
	}
	return false
}
