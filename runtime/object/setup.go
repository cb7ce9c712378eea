package object

// The built-in types. They are declared bare and completed by Setup.
var (
	TypeType           = &Type{Name: "type"}
	ObjectType         = &Type{Name: "object"}
	IntType            = &Type{Name: "int"}
	BoolType           = &Type{Name: "bool"}
	FloatType          = &Type{Name: "float"}
	ComplexType        = &Type{Name: "complex"}
	NoneType           = &Type{Name: "NoneType"}
	EllipsisType       = &Type{Name: "ellipsis"}
	NotImplementedType = &Type{Name: "NotImplementedType"}
	StrType            = &Type{Name: "str"}
	BytesType          = &Type{Name: "bytes"}
	ByteArrayType      = &Type{Name: "bytearray"}
	TupleType          = &Type{Name: "tuple"}
	ListType           = &Type{Name: "list"}
	DictType           = &Type{Name: "dict"}
	SetType            = &Type{Name: "set"}
	FrozenSetType      = &Type{Name: "frozenset"}
	SliceType          = &Type{Name: "slice"}
	RangeType          = &Type{Name: "range"}
	ModuleType         = &Type{Name: "module"}
	CellType           = &Type{Name: "cell"}
	NativeType         = &Type{Name: "builtin_function_or_method"}
	MethodDescrType    = &Type{Name: "method_descriptor"}
	WrapperDescrType   = &Type{Name: "wrapper_descriptor"}
	MethodWrapperType  = &Type{Name: "method-wrapper"}
	GetSetType         = &Type{Name: "getset_descriptor"}
	MemberType         = &Type{Name: "member_descriptor"}
	MethodType         = &Type{Name: "method"}
	StaticMethodType   = &Type{Name: "staticmethod"}
	ClassMethodType    = &Type{Name: "classmethod"}
	PropertyType       = &Type{Name: "property"}
	SuperType          = &Type{Name: "super"}
	MappingProxyType   = &Type{Name: "mappingproxy"}
	UnionType          = &Type{Name: "Union"}
	GenericAliasType   = &Type{Name: "GenericAlias"}
	WeakRefType        = &Type{Name: "ReferenceType"}
	DictKeysType       = &Type{Name: "dict_keys"}
	DictValuesType     = &Type{Name: "dict_values"}
	DictItemsType      = &Type{Name: "dict_items"}
	DictIterType       = &Type{Name: "dict_keyiterator"}
	SetIterType        = &Type{Name: "set_iterator"}
	ListIterType       = &Type{Name: "list_iterator"}
	TupleIterType      = &Type{Name: "tuple_iterator"}
	SeqIterType        = &Type{Name: "iterator"}
	RangeIterType      = &Type{Name: "range_iterator"}
	LongRangeIterType  = &Type{Name: "longrange_iterator"}
	StrIterType        = &Type{Name: "str_iterator"}
	BytesIterType      = &Type{Name: "bytes_iterator"}
	CallIterType       = &Type{Name: "callable_iterator"}
	EnumerateType      = &Type{Name: "enumerate"}
	ZipType            = &Type{Name: "zip"}
	MapType            = &Type{Name: "map"}
	FilterType         = &Type{Name: "filter"}
	ReversedType       = &Type{Name: "reversed"}
	NativeIterType     = &Type{Name: "iterator"}
	NamespaceType      = &Type{Name: "SimpleNamespace"}
)

func setup() {
	staticNames = map[string]*Str{}
	inherited = map[inheritKey]bool{}
	layouts = map[*Type]layout{}
	setupNames()
	slotDefs = buildSlotDefs()
	slotByName = map[*Str][]int{}
	for i, d := range slotDefs {
		n := staticName(d.name)
		slotByName[n] = append(slotByName[n], i)
	}
	emptyTuple.Header = StaticHeader(TupleType)
	for i := range asciiStrs {
		asciiStrs[i] = staticName(string(rune(i)))
	}

	setupCore()
	setupNumbers()
	setupStr()
	setupBytes()
	setupContainers()
	setupDescriptors()
	setupIterators()
	setupExceptions()
	setupReduce()
	setupIterReduce()
	setupMemoryView()
	setupBytesMore()

	for _, ty := range staticTypes {
		finishType(ty)
	}
}

// DefineType completes a built-in type of another package. It must run inside
// a Define callback (see Register).
func DefineType(ty *Type, base *Type, module string, slots Slots, defs ...Def) {
	define(ty, base, slots, defs...)
	ty.Module = module
}

// Register runs f once during Setup's life, for packages that bring types of
// their own; call it before the first interpreter is made, from a sync.Once.
func Register(f func()) {
	Setup()
	n := len(staticTypes)
	f()
	for _, ty := range staticTypes[n:] {
		finishType(ty)
	}
}

// define records a built-in type; finishType does the rest once all types are
// known.
func define(ty, base *Type, slots Slots, defs ...Def) {
	ty.Header = StaticHeader(TypeType)
	ty.Qualname = ty.Name
	if ty.Module == "" {
		ty.Module = "builtins"
	}
	ty.Base = base
	ty.static = true
	ty.slots = slots
	ty.defs = defs
	ty.Dict = NewStaticDict()
	if base != nil {
		ty.Bases = []*Type{base}
		ty.Flags |= base.Flags & layoutFlags
	}
	staticTypes = append(staticTypes, ty)
	ty.version = uint32(len(staticTypes))
}

func finishType(ty *Type) {
	if ty.MRO != nil {
		return
	}
	if ty.Base != nil {
		finishType(ty.Base)
		ty.MRO = append([]*Type{ty}, ty.Base.MRO...)
		if len(ty.Bases) > 1 {
			for _, b := range ty.Bases {
				finishType(b)
			}
			mro, err := (&Thread{}).computeMRO(ty)
			if err != nil {
				panic("object: built-in type " + ty.Name + " has no MRO")
			}
			ty.MRO = mro
		}
		for i := range slotDefs {
			d := &slotDefs[i]
			if d.name == "__hash__" && ty.slots.Compare != nil && ty.slots.Hash == nil {
				continue
			}
			if d.name == "__new__" && ty.Base == ObjectType && ty.Flags&BaseOK == 0 {
				continue // CPython makes no instances of such types on demand
			}
			for _, b := range ty.MRO[1:] {
				if !d.present(&ty.slots) && d.present(&b.slots) {
					d.inherit(&ty.slots, &b.slots)
					inherited[inheritKey{ty, d.name}] = true
				}
			}
		}
		b := &ty.Base.slots
		if ty.slots.Traverse == nil {
			ty.slots.Traverse = b.Traverse
		}
		if ty.slots.Finalize == nil {
			ty.slots.Finalize = b.Finalize
		}
		if ty.slots.Send == nil {
			ty.slots.Send = b.Send
		}
		if ty.attrsOffset == 0 {
			ty.attrsOffset = ty.Base.attrsOffset
		}
		if _, ok := layouts[ty]; !ok {
			if l, ok := layouts[ty.Base]; ok && ty.Base != ObjectType {
				layouts[ty] = l
			}
		}
	} else {
		ty.MRO = []*Type{ty}
	}
	for _, d := range ty.defs {
		n := staticName(d.Name)
		var v Value
		switch d.Kind {
		case MethodDef:
			v = newMethodDescr(ty, d)
		case StaticDef:
			v = Of(&wrapped{Header: StaticHeader(StaticMethodType), fn: Of(&Native{Header: StaticHeader(NativeType), Name: d.Name, Qual: ty.Name + "." + d.Name, fn: d.Fn, sig: parseSig(d.Sig)})})
		case ClassDef:
			v = newClassNative(ty, d)
		case GetterDef:
			fn := d.Fn
			v = newGetSet(ty, d.Name, func(t *Thread, self Value) (Value, error) { return fn(t, []Value{self}, nil) }, nil)
		case ConstDef:
			v, _ = d.Fn(nil, nil, nil)
		case SetterDef:
			fn := d.Fn
			g := (*getset)(ty.Dict.GetStr(n).p)
			g.set = func(t *Thread, self, v Value) error {
				_, err := fn(t, []Value{self, v}, nil)
				return err
			}
			continue
		}
		if i := ty.Dict.findStr(n); i >= 0 {
			ty.Dict.entries[i].val = v
		} else {
			ty.Dict.insert(Of(n), v, n.Hash())
		}
	}
	addWrappers(ty)
	if !ty.Dict.GetStr(names.doc).Valid() {
		doc := None
		if ty.Doc != "" {
			doc = NewStr(ty.Doc)
		}
		ty.Dict.insert(Of(names.doc), doc, names.doc.Hash())
	}
}

// classNative is a native class method: args[0] is the class.
type classNative struct {
	Header
	f *Native
}

func newClassNative(ty *Type, d Def) Value {
	return Of(&classNative{Header: StaticHeader(ClassMethodDescrType), f: &Native{Header: StaticHeader(NativeType), Name: d.Name, Qual: ty.Name + "." + d.Name, fn: d.Fn, sig: parseSig(d.Sig)}})
}

// ClassMethodDescrType is the type of native class methods in a type's dict.
var ClassMethodDescrType = &Type{Name: "classmethod_descriptor"}
