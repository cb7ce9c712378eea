package infer

// isTypingName reports a name that "from typing import *" or "from collections.abc
// import *" brings. The table describes neither module: what their names mean is
// in how annotations are read.
func isTypingName(module, id string) bool {
	switch module {
	case "typing", "typing_extensions":
		switch id {
		case "AbstractSet", "Annotated", "AnyStr", "AsyncContextManager", "Callable", "ClassVar", "ContextManager",
			"DefaultDict", "Deque", "Dict", "Final", "FrozenSet", "Generic", "List", "Literal", "LiteralString", "NamedTuple",
			"NewType", "NoReturn", "NotRequired", "Never", "Optional", "OrderedDict", "ParamSpec", "Protocol", "ReadOnly",
			"Required", "Self", "Text", "Tuple", "Type", "TypeAlias", "TypeGuard", "TypeIs", "TypeVar", "Union", "cast",
			"final", "overload", "override", "runtime_checkable":
			return true
		}
		return isAbstractName(id)
	case "collections.abc", "_collections_abc":
		return id == "Callable" || isAbstractName(id)
	}
	return false
}

// isAbstractName names the abstract classes that both modules have.
func isAbstractName(id string) bool {
	switch id {
	case "AsyncGenerator", "AsyncIterable", "AsyncIterator", "Awaitable", "Collection", "Container", "Coroutine",
		"Generator", "Hashable", "ItemsView", "Iterable", "Iterator", "KeysView", "Mapping", "MappingView", "MutableMapping",
		"MutableSequence", "MutableSet", "Reversible", "Sequence", "Set", "Sized", "ValuesView":
		return true
	}
	return false
}
