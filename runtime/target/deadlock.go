package target

import (
	"fmt"
	"slices"
	"strings"

	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/loop"
)

// deadlocks finds the cycles of tasks that wait for each other and that nothing
// else can end: no timeout, no timer, no descriptor.
func (g *Target) deadlocks() []inspect.Deadlock {
	waits := map[*loop.Task]wait{}
	var order []*loop.Task
	for k := g.loops.First(); k != nil; k = k.Next() {
		if g.stepping(k) != nil || !k.Waiter().Valid() || k.MustCancel() {
			continue
		}
		if f := loop.AsFuture(k.Waiter()); f != nil && f.Done() {
			continue
		}
		frames := g.chain(k)
		if w := g.wait(k, frames, true); len(w.on) > 0 && !g.hasDeadline(frames) {
			waits[k] = w
			order = append(order, k)
		}
	}
	free(waits)
	var out []inspect.Deadlock
	seen := map[*loop.Task]bool{}
	for _, k := range order {
		if _, stuck := waits[k]; !stuck || seen[k] {
			continue
		}
		var path []*loop.Task
		at := map[*loop.Task]int{}
		for x := k; ; x = next(waits, waits[x]) {
			if i, again := at[x]; again {
				out = append(out, g.nameCycle(path[i:], waits))
				break
			}
			if seen[x] {
				break // leads into a cycle that is known
			}
			at[x] = len(path)
			path = append(path, x)
		}
		for _, x := range path {
			seen[x] = true
		}
	}
	slices.SortFunc(out, func(a, b inspect.Deadlock) int { return int(a.Tasks[0] - b.Tasks[0]) })
	return out
}

// free takes those away that something can still end, one after the other: what
// they wait for goes on, and then they do. Each edge is looked at once, for
// there may be a million in one chain.
func free(waits map[*loop.Task]wait) {
	waiting := map[*loop.Task][]*loop.Task{} // for whom
	left := map[*loop.Task]int{}             // how many have to go on before it does
	var going []*loop.Task
	for k, w := range waits {
		n := len(w.on)
		if w.any {
			n = 1
		}
		for _, on := range w.on {
			if _, stuck := waits[on]; stuck {
				waiting[on] = append(waiting[on], k)
			} else {
				n--
			}
		}
		if left[k] = n; n <= 0 {
			going = append(going, k)
		}
	}
	for len(going) > 0 {
		k := going[len(going)-1]
		going = going[:len(going)-1]
		if _, stuck := waits[k]; !stuck {
			continue
		}
		delete(waits, k)
		for _, x := range waiting[k] {
			if left[x]--; left[x] == 0 {
				going = append(going, x)
			}
		}
	}
}

// next is a stuck task that a stuck task waits for.
func next(waits map[*loop.Task]wait, w wait) *loop.Task {
	for _, on := range w.on {
		if _, stuck := waits[on]; stuck {
			return on
		}
	}
	return nil
}

func (g *Target) nameCycle(cycle []*loop.Task, waits map[*loop.Task]wait) inspect.Deadlock {
	// The oldest task comes first, whichever way led into the cycle.
	first := 0
	for i, k := range cycle {
		if k.ID() < cycle[first].ID() {
			first = i
		}
	}
	cycle = slices.Concat(cycle[first:], cycle[:first])
	var d inspect.Deadlock
	var parts []string
	for _, k := range cycle {
		d.Tasks = append(d.Tasks, taskID(k))
		text := waits[k].text
		if len(cycle) == 1 && waits[k].object.Valid() {
			text = fmt.Sprintf("a %s that it holds itself", waits[k].object.Type().Name)
		}
		parts = append(parts, fmt.Sprintf("%s waits for %s", k.Name(), text))
	}
	d.Text = "Deadlock: " + strings.Join(parts, "; ")
	return d
}
