//go:build !linux

package signalmod

var aliases = map[string]int{"SIGIOT": 6}
