package target

import (
	"context"
	"errors"

	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/object"
)

// Cancel requests the cancellation of a task, as the program itself would: a
// class that overrides cancel() is asked. It is delivered when the loop goes on.
func (g *Target) Cancel(ctx context.Context, id inspect.TaskID) (err error) {
	e := g.do(true, func() {
		if g.thread(id) != nil {
			err = inspect.ErrUnsupported
			return
		}
		k := g.findTask(id)
		if k == nil || k.Done() {
			err = inspect.ErrNoTask
			return
		}
		g.guard(ctx, func() {
			v, raised := g.t.CallMethod(object.Of(k), g.t.Interp.Intern("cancel"))
			if raised != nil {
				err = g.evalError(raised)
				return
			}
			done, raised := g.t.Truth(v)
			g.t.DropFloating(v)
			switch {
			case raised != nil:
				err = g.evalError(raised)
			case !done:
				err = errors.New("its cancel() refused")
			}
		})
		g.changed()
	})
	if e != nil {
		return e
	}
	return err
}
