package vm

import (
	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
)

// typeParamMakers are the functions of _typing behind the intrinsics.
var typeParamMakers = map[code.Intrinsic]string{
	code.IntrinsicTypeVar:            "make_typevar",
	code.IntrinsicTypeVarBound:       "make_typevar_bound",
	code.IntrinsicTypeVarConstraints: "make_typevar_constraints",
	code.IntrinsicParamSpec:          "make_paramspec",
	code.IntrinsicTypeVarTuple:       "make_typevartuple",
	code.IntrinsicTypeParamDefault:   "set_default",
	code.IntrinsicTypeAlias:          "make_alias",
	code.IntrinsicSubscriptGeneric:   "subscript_generic",
}

// intrinsic runs CALL_INTRINSIC.
func (st *State) intrinsic(f *Frame, in code.Intrinsic, args []Value) (Value, error) {
	t := st.T
	if in == code.IntrinsicFunctionTypeParams {
		fn := object.Cast[Function](args[0])
		t.Store(&fn.Header, &fn.TypeParams, args[1])
		return args[0], nil
	}
	name := typeParamMakers[in]
	m, err := t.Interp.ImportModule(t, "_typing", nil, object.NewTuple(object.NewStr(name)), 0)
	if err != nil {
		return Value{}, err
	}
	make, err := t.GetAttrString(m, name)
	if err != nil {
		return Value{}, err
	}
	switch in {
	case code.IntrinsicTypeParamDefault, code.IntrinsicSubscriptGeneric:
		return t.Call(make, args...)
	}
	module := f.space.Globals.GetString("__name__")
	return t.Call(make, append([]Value{orNone(module)}, args...)...)
}

// fromDict looks a name of an annotation up in the namespace of the class
// around it; the invalid Value means that it is not there.
func (st *State) fromDict(ns Value, name *object.Str) (Value, error) { return st.getItemOpt(ns, name) }
