package code

// Intrinsic is a function of the machine that CALL_INTRINSIC calls, by
// CPython's name.
type Intrinsic uint8

const (
	IntrinsicTypeVar            Intrinsic = iota // name
	IntrinsicTypeVarBound                        // name, function
	IntrinsicTypeVarConstraints                  // name, function
	IntrinsicParamSpec                           // name
	IntrinsicTypeVarTuple                        // name
	IntrinsicTypeParamDefault                    // type parameter, function
	IntrinsicTypeAlias                           // name, type parameters or None, function
	IntrinsicSubscriptGeneric                    // type parameters
	IntrinsicFunctionTypeParams                  // function, type parameters
)

var intrinsicNames = [...]string{
	"INTRINSIC_TYPEVAR", "INTRINSIC_TYPEVAR_WITH_BOUND", "INTRINSIC_TYPEVAR_WITH_CONSTRAINTS", "INTRINSIC_PARAMSPEC",
	"INTRINSIC_TYPEVARTUPLE", "INTRINSIC_SET_TYPEPARAM_DEFAULT", "INTRINSIC_TYPEALIAS", "INTRINSIC_SUBSCRIPT_GENERIC",
	"INTRINSIC_SET_FUNCTION_TYPE_PARAMS",
}

func (i Intrinsic) String() string { return intrinsicNames[i] }
