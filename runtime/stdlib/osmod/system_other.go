//go:build unix && !linux

package osmod

import "github.com/asynctools/asynctools/runtime/object"

// addSystem adds nothing: these calls differ from system to system.
func addSystem(*Thread, *object.Module) {}
