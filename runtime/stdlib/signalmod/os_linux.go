package signalmod

var aliases = map[string]int{"SIGCLD": 17, "SIGPOLL": 29, "SIGIOT": 6, "SIGRTMIN": 34, "SIGRTMAX": 64}
