package target

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/asynctools/asynctools/runtime/inspect"
)

// changes hears of tasks only.
type changes struct {
	inspect.Events
	told chan inspect.TaskChanges
}

func (c changes) TasksChanged(t inspect.TaskChanges) { c.told <- t }

// TestTaskNews begins and ends tasks at random, and adds up what is told.
func TestTaskNews(t *testing.T) {
	c := changes{told: make(chan inspect.TaskChanges, 1)}
	events := newEventQueue(c)
	defer events.close()
	rng := rand.New(rand.NewPCG(1, 2))
	var n taskNews
	alive, known := map[inspect.TaskID]bool{}, map[inspect.TaskID]bool{}
	next := inspect.TaskID(0)
	for range 200 {
		begun, over := 0, 0
		for range rng.IntN(40) {
			if len(alive) == 0 || rng.IntN(2) == 0 {
				next += 1 + inspect.TaskID(rng.IntN(5)/4) // sometimes a gap: nobody was listening
				alive[next] = true
				begun++
				n.note(events, next, true)
				continue
			}
			for id := range alive {
				delete(alive, id)
				over++
				n.note(events, id, false)
				break
			}
		}
		if begun+over == 0 {
			continue
		}
		n.tell(events)
		var got inspect.TaskChanges
		select {
		case got = <-c.told:
		case <-time.After(5 * time.Second):
			t.Fatal("nothing is told")
		}
		if len(got.Started)+got.Brief != begun || len(got.Exited)+got.Brief != over || !slices.IsSorted(got.Started) {
			t.Fatalf("told %+v after %d have begun and %d ended", got, begun, over)
		}
		for _, id := range got.Started {
			known[id] = true
		}
		for _, id := range got.Exited {
			if !known[id] {
				t.Fatalf("task %d ends, and never began", id)
			}
			delete(known, id)
		}
		for id := range known {
			if !alive[id] {
				t.Fatalf("task %d has ended, and nobody is told", id)
			}
		}
		if len(known) != len(alive) {
			t.Fatalf("%d tasks are known of %d", len(known), len(alive))
		}
	}
}
