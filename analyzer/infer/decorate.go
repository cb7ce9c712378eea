package infer

import (
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// definition applies a def's decorators.
func (q *query) definition(fn *index.Function) Value {
	if len(fn.Decorators) == 0 {
		return functionValue(fn)
	}
	before := q.visit(fn.Module, fn.Node)
	defer func() { q.at = before }()
	return q.memo(fn.Module, topicDefinition, fn, func() Value {
		v := functionValue(fn)
		for i := len(fn.Decorators) - 1; i >= 0 && v.Kind != Unknown; i-- {
			v = q.decorate(fn, fn.Decorators[i], v)
		}
		return v
	})
}

// functionValue is a bare function as an expression has it.
func functionValue(fn *index.Function) Value {
	if fn.Module.Bundled {
		return external(fn)
	}
	return Value{Kind: Function, Func: fn}
}

func external(fn *index.Function) Value {
	return Value{Kind: External, Name: fn.Module.Name + "." + fn.QualName(), entry: entry{fn: fn}}
}

func (q *query) decorate(fn *index.Function, d ast.Expr, v Value) Value {
	m := fn.Module
	if c, ok := d.(*ast.Call); ok {
		switch q.eval(m, c.Func).dotted() {
		case "functools.wraps", "functools.update_wrapper", "typing_extensions.deprecated", "warnings.deprecated",
			"functools.lru_cache", "typing.dataclass_transform", "typing_extensions.dataclass_transform",
			"pytest.mark.parametrize", "pytest.mark.skipif", "pytest.mark.usefixtures", "unittest.skip", "unittest.skipIf", "unittest.skipUnless":
			return v
		}
	}
	dv := q.eval(m, d)
	switch dv.dotted() {
	case "builtins.staticmethod", "builtins.classmethod", "abc.abstractmethod", "abc.abstractclassmethod", "abc.abstractstaticmethod",
		"typing.final", "typing.override", "typing.overload", "typing.no_type_check", "typing.runtime_checkable",
		"typing_extensions.final", "typing_extensions.override", "typing_extensions.overload",
		"functools.cache", "functools.lru_cache", "functools.wraps",
		"pytest.mark.asyncio", "pytest.mark.anyio", "pytest.mark.trio":
		return v
	case "builtins.property", "abc.abstractproperty", "functools.cached_property", "django.utils.functional.cached_property":
		if fn := v.callee(); fn != nil && (v.Kind == Function || v.Kind == External) {
			return Value{Kind: Property, Func: fn, env: v.env}
		}
		return Value{}
	case "contextlib.contextmanager", "contextlib.asynccontextmanager":
		if v.Kind == Function {
			v.Kind = ManagerFactory
			return v
		}
		return Value{}
	}
	if dv.Kind == External && dv.entry.fn == nil {
		return Value{}
	}
	return q.apply(dv, given(v))
}
