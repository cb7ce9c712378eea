// Package errnomod is Python's module errno.
package errnomod

import (
	"slices"

	"github.com/asynctools/asynctools/runtime/object"
)

// New makes the module.
func New(t *object.Thread) (*object.Module, error) {
	m := object.NewModule(t, "errno")
	codes := names()
	order := make([]string, 0, len(codes))
	for name := range codes {
		order = append(order, name)
	}
	// Where names share a number, the last one named is shown.
	slices.SortFunc(order, func(a, b string) int {
		if d := int(codes[a] - codes[b]); d != 0 {
			return d
		}
		if preferred[a] != preferred[b] {
			if preferred[b] {
				return -1
			}
			return 1
		}
		return 0
	})
	code := object.NewDict()
	for _, name := range order {
		n := object.Int(codes[name])
		m.Dict.SetString(t, name, n)
		if err := code.Set(t, n, object.NewStr(name)); err != nil {
			return nil, err
		}
	}
	m.Dict.SetString(t, "errorcode", object.Of(code))
	return m, nil
}
