package session

import (
	"context"

	"github.com/asynctools/asynctools/internal/dap/reply"
	"github.com/asynctools/asynctools/internal/dap/wire"
)

// request is one row of the table of requests.
type request struct {
	run   handler
	needs phase
	slow  bool // runs Python code, or the program again: must not block the reader
	holds bool // its answer precedes the events it causes
}

// handler answers a request. What runs Python code ends with the context.
type handler func(context.Context, *Session, *wire.Message) (any, error)

// phase is how far a session must have come for a request.
type phase int

const (
	anytime     phase = iota
	initialized       // initialize is done
	hasProgram        // launch or attach is done
	configured        // configurationDone is done: the program has started
)

// requests is the table of everything a session answers.
func requests() map[string]request {
	return map[string]request{
		"initialize":                {run: with((*Session).initialize)},
		"launch":                    {run: launch, needs: initialized},
		"attach":                    {run: with((*Session).attach), needs: initialized},
		"configurationDone":         {run: without((*Session).configurationDone), needs: hasProgram, holds: true},
		"disconnect":                {run: with((*Session).disconnect)},
		"restart":                   {run: without((*Session).restart), needs: hasProgram},
		"terminate":                 {run: without((*Session).terminate), needs: hasProgram, holds: true},
		"setBreakpoints":            {run: with((*Session).setBreakpoints), needs: hasProgram, holds: true},
		"setFunctionBreakpoints":    {run: with((*Session).setFunctionBreakpoints), needs: hasProgram, holds: true},
		"setExceptionBreakpoints":   {run: with((*Session).setExceptionBreakpoints), needs: hasProgram},
		"breakpointLocations":       {run: with((*Session).breakpointLocations), needs: hasProgram},
		"cancel":                    {run: with((*Session).cancel), needs: initialized},
		"continue":                  {run: with((*Session).continueAll), needs: configured, holds: true},
		"next":                      {run: with((*Session).next), needs: configured, holds: true},
		"stepIn":                    {run: with((*Session).stepIn), needs: configured, holds: true},
		"stepOut":                   {run: with((*Session).stepOut), needs: configured, holds: true},
		"stepInTargets":             {run: with((*Session).stepInTargets), needs: configured},
		"pause":                     {run: without((*Session).pause), needs: configured, holds: true},
		"terminateThreads":          {run: cancellable(terminateThreads), needs: configured, slow: true},
		"threads":                   {run: without((*Session).threads), needs: hasProgram},
		"stackTrace":                {run: with((*Session).stackTrace), needs: configured},
		"scopes":                    {run: with((*Session).scopes), needs: configured},
		"variables":                 {run: with((*Session).variables), needs: configured},
		"setVariable":               {run: cancellable(setVariable), needs: configured, slow: true},
		"evaluate":                  {run: cancellable(evaluate), needs: configured, slow: true},
		"exceptionInfo":             {run: with((*Session).exceptionInfo), needs: configured},
		"setExpression":             {run: cancellable(setExpression), needs: configured, slow: true},
		"completions":               {run: with((*Session).completions), needs: configured},
		"dataBreakpointInfo":        {run: with((*Session).dataBreakpointInfo), needs: configured},
		"setDataBreakpoints":        {run: with((*Session).setDataBreakpoints), needs: hasProgram, holds: true},
		"setInstructionBreakpoints": {run: with((*Session).setInstructionBreakpoints), needs: hasProgram, holds: true},
		"disassemble":               {run: with((*Session).disassemble), needs: configured},
		"gotoTargets":               {run: with((*Session).gotoTargets), needs: configured},
		"goto":                      {run: with((*Session).gotoTarget), needs: configured, holds: true},
		"stepBack":                  {run: cancellable(stepBack), needs: configured, slow: true, holds: true},
		"reverseContinue":           {run: cancellable(reverseContinue), needs: configured, slow: true, holds: true},
		"restartFrame":              {run: with((*Session).restartFrame), needs: configured, holds: true},
		"source":                    {run: with((*Session).source), needs: hasProgram},
		"asyncdap/tasks":            {run: with((*Session).tasks), needs: hasProgram},
		"asyncdap/asyncGenerators":  {run: with((*Session).asyncGenerators), needs: configured},
		"asyncdap/awaitGraph":       {run: with((*Session).awaitGraph), needs: configured},
		"asyncdap/timeline":         {run: with((*Session).timeline), needs: hasProgram},
		"asyncdap/loop":             {run: with((*Session).loop), needs: configured},
		"modules":                   {run: with((*Session).modules), needs: hasProgram},
		"loadedSources":             {run: without((*Session).loadedSources), needs: hasProgram},
	}
}

// with adapts a handler that takes arguments.
func with[A any](handle func(*Session, A) (any, error)) handler {
	return cancellable(func(_ context.Context, s *Session, args A) (any, error) { return handle(s, args) })
}

// cancellable adapts a handler that takes a context and arguments.
func cancellable[A any](handle func(context.Context, *Session, A) (any, error)) handler {
	return func(ctx context.Context, s *Session, m *wire.Message) (any, error) {
		var args A
		if err := reply.Decode(m, &args); err != nil {
			return nil, err
		}
		return handle(ctx, s, args)
	}
}

// without adapts a handler whose arguments say nothing.
func without(handle func(*Session) (any, error)) handler {
	return func(_ context.Context, s *Session, _ *wire.Message) (any, error) { return handle(s) }
}

// Supports reports whether a session knows a command.
func Supports(command string) bool {
	_, known := requests()[command]
	return known
}
