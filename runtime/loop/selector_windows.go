package loop

import (
	"time"

	"github.com/asynctools/asynctools/runtime/object"
)

// selector has nothing to watch on Windows.
type selector struct{}

func (l *Loop) closeIO(*Thread)                     {}
func (l *Loop) busy() bool                          { return false }
func (l *Loop) pollNow(*Thread) error               { return nil }
func (l *Loop) EachFile(func(int, Value, Value))    {}
func registerTransport()                            {}
func transportTypes() []*object.Type                { return nil }
func (l *Loop) idleIO(*Thread, time.Duration) error { return nil }

// ioDefs are the methods of loops for descriptors, which are not available.
func ioDefs() []def {
	var out []def
	for _, name := range []string{"add_reader", "add_writer", "remove_reader", "remove_writer"} {
		out = append(out, def{Name: name, Sig: "*", Fn: func(t *Thread, _ []Value, _ kwargs) (Value, error) {
			return Value{}, t.Raisef(object.NotImplementedError, "%s() is not available on Windows", name)
		}})
	}
	return out
}
