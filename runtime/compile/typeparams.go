package compile

import (
	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/scope"
)

// lazyUnit compiles an expression that is evaluated on demand: the value of a
// type alias, a bound, constraints or a default. Its one argument is the
// format, of which it knows VALUE alone.
func (u *unit) lazyUnit(s *scope.Scope, name string, n ast.Node, e ast.Expr) *unit {
	v := u.child(s, name)
	v.c.ArgCount, v.c.PosOnly = 1, 1
	v.prologue(n, 0)
	v.declare([]string{".format"})
	v.scan(nil, e)
	bad := v.checkFormat(".format")
	v.span = e.Span()
	r := v.unpackedOperand(e)
	v.emit(code.Make(code.RETURN_VALUE, 0, r, 0, 0))
	v.refuseFormat(bad)
	return v
}

// checkFormat emits the test of the format that annotation code starts with;
// refuseFormat places what happens to the others.
func (u *unit) checkFormat(param string) label {
	bad := u.newLabel()
	lim := u.temp()
	u.loadConst(lim, u.addConst(object.Int(2)))
	u.drop(lim)
	u.emit2(code.Make(code.COMPARE_JUMP, uint8(object.CmpGt)|0x80, 0, u.locals[param], lim), code.Word2(int(bad), 0))
	return bad
}

func (u *unit) refuseFormat(bad label) {
	u.place(bad)
	e := u.temp()
	u.emit2(code.MakeX(code.LOAD_GLOBAL, 0, e, u.nameIndex("NotImplementedError")), code.Word2(0, u.cache()))
	u.emit(code.Make(code.RAISE, 0, e, code.None, 0))
	u.drop(e)
}

// unpackedOperand compiles an expression that may be starred, for its only
// item: the annotation of "*args: *Ts", the default of "*Ts = *D".
func (u *unit) unpackedOperand(e ast.Expr) int {
	st, ok := e.(*ast.Starred)
	if !ok {
		return u.operandDropped(e)
	}
	t := u.tempOperand(st.Value)
	u.emit(code.Make(code.UNPACK_SEQUENCE, 0, t, t, 1))
	u.drop(t)
	return t
}

// intrinsic emits a call of one of the machine's own functions with the n
// temporaries from first on, into dst.
func (u *unit) intrinsic(in code.Intrinsic, dst, first, n int) {
	u.emit(code.Make(code.CALL_INTRINSIC, uint8(in), dst, first, n))
}

// typeParams makes the type parameters of a definition, binds each to its name
// and leaves them as a tuple in dst.
func (u *unit) typeParams(list []ast.TypeParam, dst int) {
	base := u.top
	first := u.top | tempBit
	for _, p := range list {
		defer u.at(p)()
		u.span = p.Span()
		t := u.temp()
		var name string
		var def ast.Expr
		switch p := p.(type) {
		case *ast.TypeVar:
			name, def = p.Name, p.DefaultValue
			u.loadStr(t, name)
			switch {
			case p.Bound == nil:
				u.intrinsic(code.IntrinsicTypeVar, t, t, 1)
			default:
				kind := code.IntrinsicTypeVarBound
				if _, ok := p.Bound.(*ast.Tuple); ok {
					kind = code.IntrinsicTypeVarConstraints
				}
				f := u.temp()
				u.makeFunction(f, u.lazyUnit(u.tab.Of(p, scope.TypeVariableScope), name, p.Bound, p.Bound))
				u.drop(f)
				u.intrinsic(kind, t, t, 2)
			}
		case *ast.ParamSpec:
			name, def = p.Name, p.DefaultValue
			u.loadStr(t, name)
			u.intrinsic(code.IntrinsicParamSpec, t, t, 1)
		case *ast.TypeVarTuple:
			name, def = p.Name, p.DefaultValue
			u.loadStr(t, name)
			u.intrinsic(code.IntrinsicTypeVarTuple, t, t, 1)
		}
		if def != nil {
			f := u.temp()
			u.makeFunction(f, u.lazyUnit(u.tab.Of(def, scope.TypeVariableScope), name, def, def))
			u.drop(f)
			u.intrinsic(code.IntrinsicTypeParamDefault, t, t, 2)
		}
		c := u.temp()
		u.emit(code.Make(code.MOVE, 0, c, t, 0))
		u.storeName(name, c)
	}
	u.top = base
	u.emit(code.Make(code.BUILD_TUPLE, 0, dst, first, len(list)))
}

// genericUnit opens the function around a generic definition, in which its
// type parameters live.
func (u *unit) genericUnit(n ast.Node, name string) *unit {
	v := u.child(u.tab.Of(n, scope.TypeParametersScope), "<generic parameters of "+name+">")
	v.c.ArgCount = len(v.scope.Params)
	v.prologue(n, 0)
	v.declare(v.scope.Params)
	v.span = n.Span()
	return v
}

// callGeneric calls the function around a generic definition, with the n
// arguments in the temporaries that follow dst.
func (u *unit) callGeneric(v *unit, dst, n int) {
	u.makeFunction(dst, v)
	u.top -= n
	u.emit2(code.Make(code.CALL, 0, dst, n, dst), code.Word2(0, u.cache()))
}

// typeAlias compiles a type statement.
func (u *unit) typeAlias(s *ast.TypeAlias) {
	name := s.Name.(*ast.Name).Ident
	t := u.temp()
	if len(s.TypeParams) == 0 {
		u.aliasObject(s, name, t)
	} else {
		v := u.genericUnit(s, name)
		r := v.temp()
		v.aliasObject(s, name, r)
		v.emit(code.Make(code.RETURN_VALUE, 0, r, 0, 0))
		v.drop(r)
		u.callGeneric(v, t, 0)
	}
	u.storeName(name, t)
}

// aliasObject makes a TypeAliasType of its name, type parameters and value.
func (u *unit) aliasObject(s *ast.TypeAlias, name string, dst int) {
	base := u.top
	first := u.temp()
	u.loadStr(first, name)
	if p := u.temp(); len(s.TypeParams) > 0 {
		u.typeParams(s.TypeParams, p)
	} else {
		u.loadNone(p)
	}
	u.span = s.Span()
	u.makeFunction(u.temp(), u.lazyUnit(u.tab.Of(s, scope.TypeAliasScope), name, s.Value, s.Value))
	u.top = base
	u.intrinsic(code.IntrinsicTypeAlias, dst, first, 3)
}
