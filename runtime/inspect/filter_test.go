package inspect

import "testing"

func TestQueryMatches(t *testing.T) {
	task := TaskInfo{Name: "Worker-Ä", Coroutine: "Crawler.visit", State: TaskReady}
	for _, c := range []struct {
		filter string
		state  TaskState
		want   bool
	}{
		{"", "", true},
		{"worker", "", true},
		{"WORKER-ä", "", true},
		{"crawler.V", "", true},
		{"Worker-B", "", false},
		{"worker", TaskReady, true},
		{"worker", TaskSuspended, false},
		{"", TaskThread, false},
	} {
		q := TaskQuery{Filter: c.filter, State: c.state}
		if got := q.Matches(task); got != c.want {
			t.Errorf("filter %q, state %q: %v", c.filter, c.state, got)
		}
	}
}
