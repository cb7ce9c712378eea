package target

import (
	"github.com/asynctools/asynctools/runtime/loop"
	"github.com/asynctools/asynctools/runtime/object"
)

// taken are the locks and units of semaphores that tasks have taken other than by
// "async with". Mostly there are few at a time, and a list is quickest; what is
// beyond maxTaken goes into a map.
type taken struct {
	few  []held
	many map[object.Value][]*loop.Task
}

type held struct {
	lock object.Value
	task *loop.Task
}

const maxTaken = 16

// acquired notes that the current task has called a lock's acquire().
func (g *Target) acquired(lock object.Value) {
	k := g.loops.Current()
	switch {
	case k == nil:
	case len(g.taken.few) < maxTaken:
		g.taken.few = append(g.taken.few, held{lock, k})
	default:
		if g.taken.many == nil {
			g.taken.many = map[object.Value][]*loop.Task{}
		}
		g.taken.many[lock] = append(g.taken.many[lock], k)
	}
}

// released forgets who took a lock, or a unit of a semaphore: the current task
// first, else whoever else is found.
func (g *Target) released(lock object.Value) {
	few := g.taken.few
	if len(few) == 0 && len(g.taken.many) == 0 {
		return
	}
	k, at := g.loops.Current(), -1
	for i := len(few) - 1; i >= 0; i-- {
		if few[i].lock != lock {
			continue
		}
		at = i
		if few[i].task == k {
			break
		}
	}
	list := g.taken.many[lock]
	for i := range list {
		if list[i] == k || at < 0 && i == len(list)-1 {
			list[i] = list[len(list)-1]
			if list = list[:len(list)-1]; len(list) == 0 {
				delete(g.taken.many, lock)
			} else {
				g.taken.many[lock] = list
			}
			return
		}
	}
	if at >= 0 {
		last := len(few) - 1
		few[at], few[last] = few[last], held{}
		g.taken.few = few[:last]
	}
}

// each visits who holds what.
func (t *taken) each(f func(lock object.Value, k *loop.Task)) {
	for _, h := range t.few {
		f(h.lock, h.task)
	}
	for lock, tasks := range t.many {
		for _, k := range tasks {
			f(lock, k)
		}
	}
}
