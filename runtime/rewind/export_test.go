package rewind

import (
	"context"

	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/target"
)

// Place is where what is shown has stopped.
func (r *Target) Place() (target.Place, error) { return r.now().Place() }

// Show goes to a line event.
func (r *Target) Show(lines uint64) error {
	return r.show(context.Background(), target.Place{Lines: lines}, inspect.Stop{Reason: inspect.StopStep}, target.Event{})
}

// Good is how far the recording reaches, and why.
func (r *Target) Good() (uint64, string) { return r.tape.Good() }

// At is the line event that what is shown has stopped at.
func (r *Target) At() (target.Event, error) { return r.now().At() }
