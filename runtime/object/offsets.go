package object

import "unsafe"

var wrappedAttrsOffset = unsafe.Offsetof(wrapped{}.Attrs)
