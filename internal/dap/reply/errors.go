// Package reply builds what a debug adapter answers: responses, events, and
// errors. Every error has a number that is documented in docs/dap.md and does
// not change, a text with named parts, and says whether the editor should show
// it to its user or only to whoever asked (a hover over a stale frame is no
// reason for a dialog).
package reply

import "strings"

// Kind is a numbered class of errors. Format holds {name} parts.
type Kind struct {
	ID       int
	Format   string
	ShowUser bool
}

// The errors of the protocol itself.
var (
	Malformed          = Kind{1001, "{reason}", false}
	UnknownCommand     = Kind{1002, "the command {command} is not supported", false}
	BadArguments       = Kind{1003, "bad arguments of {command}: {reason}", true}
	NotInitialized     = Kind{1004, "{command} came before initialize", true}
	AlreadyInitialized = Kind{1005, "the session is initialized already", false}
	Internal           = Kind{1099, "internal error in {command}: {reason}; this is a bug of asyncdap, its log has the details", true}
)

// The errors about the life of a program.
var (
	NoProgram         = Kind{2001, "{command} needs a program: send launch or attach first", false}
	HasProgram        = Kind{2002, "this session has a program already", true}
	BadLaunch         = Kind{2003, "cannot launch: {reason}", true}
	CannotStart       = Kind{2004, "cannot start the program: {reason}", true}
	ProgramEnded      = Kind{2005, "the program has ended", false}
	ProgramDied       = Kind{2006, "the program ended before it answered {command}: {reason}", false}
	CannotAttach      = Kind{2007, "cannot attach: {reason}", true}
	AlreadyConfigured = Kind{2008, "configurationDone was sent already", false}
	NotConfigured     = Kind{2009, "{command} came before configurationDone", false}
)

// The errors of inspection and control.
var (
	Running         = Kind{3001, "{command} needs a stopped program, but it is running", false}
	Stale           = Kind{3002, "the {what} belongs to an earlier stop", false}
	NoThread        = Kind{3003, "there is no thread {id}", false}
	Unsupported     = Kind{3004, "{what} is not supported", true}
	EvaluationError = Kind{3005, "{exception}", false}
	AlreadyStopped  = Kind{3006, "the program is stopped already", false}
	NoSource        = Kind{3007, "there is no source for {name}: {reason}", true}
	NoException     = Kind{3008, "the thread is not stopped on an exception", false}
	Cancelled       = Kind{3009, "{command} was cancelled", false}
	NoWayBack       = Kind{3010, "cannot show the program as it was: {reason}", true}
	Failed          = Kind{3099, "{command} failed: {reason}", true}
)

// Error is an error reply.
type Error struct {
	Kind  Kind
	Parts map[string]string
}

// With fills the parts of the format: name, value, name, value, ...
func (k Kind) With(parts ...string) *Error {
	e := &Error{Kind: k}
	if len(parts) > 0 {
		e.Parts = make(map[string]string, len(parts)/2)
	}
	for i := 0; i+1 < len(parts); i += 2 {
		e.Parts[parts[i]] = parts[i+1]
	}
	return e
}

func (e *Error) Error() string {
	pairs := make([]string, 0, 2*len(e.Parts))
	for name, value := range e.Parts {
		pairs = append(pairs, "{"+name+"}", value)
	}
	return strings.NewReplacer(pairs...).Replace(e.Kind.Format)
}
