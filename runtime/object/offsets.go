package object

import "unsafe"

var wrappedAttrsOffset = unsafe.Offsetof(wrapped{}.Attrs)

const aliasAttrsOffset = unsafe.Offsetof(GenericAlias{}.Attrs)
