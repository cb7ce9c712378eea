//go:build unix && !linux

package selectmod

import "github.com/asynctools/asynctools/runtime/object"

func registerEpoll() {}

func addEpoll(*Thread, *object.Module) {}
