package target

import (
	"testing"
	"time"

	"github.com/asynctools/asynctools/runtime/inspect"
)

// TestSince holds what a recording says of the time before a task's first step:
// what the ring has lost is not made up.
func TestSince(t *testing.T) {
	const s = time.Second
	step := func(id inspect.TaskID, at time.Duration) inspect.TimelineStep {
		return inspect.TimelineStep{Task: id, Ready: -1, Began: at, Ended: at + s}
	}
	whole := &recorder{ring: []inspect.TimelineStep{step(2, s), step(9, 3*s)}, next: -5, newest: 4}
	lossy := &recorder{ring: []inspect.TimelineStep{step(9, 7*s), step(2, 5*s)}, next: 1, dropped: 3, newest: 4}
	for _, r := range []*recorder{whole, lossy} {
		r.names = map[inspect.TaskID]string{2: "early", 3: "lost", 9: "late"}
		r.ready = map[inspect.TaskID]time.Duration{12: 6 * s}
	}
	forgetful := *lossy
	forgetful.forgot = true
	tests := []struct {
		name        string
		r           *recorder
		id          inspect.TaskID
		since       time.Duration
		steps       int
		description string
	}{
		{"whole", whole, 2, 0, 1, "it was there when the recording began"},
		{"whole", whole, 4, 0, 0, "it has waited ever since"},
		{"whole", whole, 9, -1, 1, "it was made later"},
		{"whole", whole, 12, -1, 0, "it is new, and has not run yet"},
		{"lossy", lossy, 2, 5 * s, 1, "it may have run before the oldest step"},
		{"lossy", lossy, 3, 5 * s, 0, "its steps are lost"},
		{"lossy", lossy, 4, 0, 0, "it has waited ever since"},
		{"lossy", lossy, 9, -1, 1, "it may have been made after the oldest step"},
		{"forgetful", &forgetful, 4, 5 * s, 0, "it may have run, and its name was dropped"},
	}
	for _, test := range tests {
		page := map[inspect.TaskID]*inspect.TimelineTask{test.id: {Since: -1, Ready: -1}}
		test.r.fill(page, nil, 10*s)
		if got := page[test.id]; got.Since != test.since || len(got.Steps) != test.steps {
			t.Errorf("%s ring, task %d: since %v with %d steps, want %v with %d: %s",
				test.name, test.id, got.Since, len(got.Steps), test.since, test.steps, test.description)
		}
	}
}

// TestClock holds that a recording's clock stands still while the program does.
func TestClock(t *testing.T) {
	r := &recorder{origin: time.Now().Add(-time.Hour)}
	r.halt()
	before := r.clock()
	time.Sleep(2 * time.Millisecond)
	if now := r.clock(); now != before {
		t.Errorf("it went from %v to %v in a stop", before, now)
	}
	r.goOn()
	if now := r.clock(); now < before || now > before+time.Minute {
		t.Errorf("it went from %v to %v when the stop ended", before, now)
	}
}
