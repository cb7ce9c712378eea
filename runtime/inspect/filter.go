package inspect

import "strings"

// Has reports whether a name contains a text, whatever the case of their
// letters: whoever looks for a task types how it is called, not how it is spelt.
func Has(name, text string) bool {
	return text == "" || strings.Contains(name, text) || strings.Contains(strings.ToLower(name), strings.ToLower(text))
}

// Matches reports whether a query selects a task by what it is called and does;
// its IDs are no part of that.
func (q *TaskQuery) Matches(t TaskInfo) bool {
	return (q.State == "" || q.State == t.State) && (Has(t.Name, q.Filter) || Has(t.Coroutine, q.Filter))
}
