package session

import (
	"strings"
	"sync"

	"github.com/google/go-dap"

	"github.com/asynctools/asynctools/runtime/inspect"
)

// breakpoints remembers what was set, to clear it at the end, and the ids the
// client knows. They are usually the engine's, but after a restart the client
// goes on using those of the first run.
type breakpoints struct {
	mu        sync.Mutex // guards what follows
	paths     map[string]bool
	functions bool
	filters   bool
	others    bool // on data or instructions
	toClient  map[int]int
	taken     map[int]bool
}

// setBreakpointsArguments adds to go-dap's the ids that a restarted program's
// breakpoints keep (from our own adapter only).
type setBreakpointsArguments struct {
	Source      dap.Source         `json:"source"`
	Breakpoints []sourceBreakpoint `json:"breakpoints"`
	Lines       []int              `json:"lines"`
}

type sourceBreakpoint struct {
	dap.SourceBreakpoint
	Keep int    `json:"asyncdap/id"`
	Task string `json:"asyncdap/task"`
}

type functionBreakpoint struct {
	dap.FunctionBreakpoint
	Keep int    `json:"asyncdap/id"`
	Task string `json:"asyncdap/task"`
}

// breakpointBody is go-dap's Breakpoint, but keeps line 0.
type breakpointBody struct {
	ID       int         `json:"id,omitempty"`
	Verified bool        `json:"verified"`
	Message  string      `json:"message,omitempty"`
	Source   *dap.Source `json:"source,omitempty"`
	Line     *int        `json:"line,omitempty"`
	Column   *int        `json:"column,omitempty"`
}

type breakpointsBody struct {
	Breakpoints []breakpointBody `json:"breakpoints"`
}

const noDebugMessage = "the program runs without debugging (noDebug)"

func (s *Session) setBreakpoints(args setBreakpointsArguments) (any, error) {
	path, err := s.paths.fromClient(&args.Source)
	if err != nil {
		return nil, err
	}
	if args.Breakpoints == nil {
		for _, line := range args.Lines {
			args.Breakpoints = append(args.Breakpoints, sourceBreakpoint{SourceBreakpoint: dap.SourceBreakpoint{Line: line}})
		}
	}
	body := breakpointsBody{Breakpoints: make([]breakpointBody, len(args.Breakpoints))}
	if s.launch.NoDebug {
		for i := range body.Breakpoints {
			body.Breakpoints[i].Message = noDebugMessage
		}
		return body, nil
	}
	var specs []inspect.BreakpointSpec
	var places []int // of the specs in the answer
	for i, bp := range args.Breakpoints {
		line := s.paths.fromLine(bp.Line)
		if err := checkBreakpoint(bp.HitCondition, bp.LogMessage); err != nil {
			body.Breakpoints[i] = s.breakpointBody(inspect.Breakpoint{Path: path, Line: line, Message: err.Error()})
			continue
		}
		spec := inspect.BreakpointSpec{
			Line:         line,
			Condition:    strings.TrimSpace(bp.Condition),
			HitCondition: strings.TrimSpace(bp.HitCondition),
			LogMessage:   bp.LogMessage,
			Task:         bp.Task,
		}
		if bp.Column > 0 {
			spec.Column = s.paths.fromColumn(path, line, bp.Column)
		}
		specs, places = append(specs, spec), append(places, i)
	}
	s.breaks.note(path)
	for i, bp := range s.program.target.SetBreakpoints(path, specs) {
		if bp.Path == "" {
			bp.Path = path
		}
		s.breaks.keep(bp.ID, args.Breakpoints[places[i]].Keep)
		body.Breakpoints[places[i]] = s.breakpointBody(bp)
	}
	return body, nil
}

// checkBreakpoint finds mistakes that are the user's, before an engine has to.
func checkBreakpoint(hitCondition, logMessage string) error {
	if _, err := inspect.ParseHitCondition(hitCondition); err != nil {
		return err
	}
	_, err := inspect.ParseLogMessage(logMessage)
	return err
}

func (s *Session) setFunctionBreakpoints(args struct {
	Breakpoints []functionBreakpoint `json:"breakpoints"`
},
) (any, error) {
	body := breakpointsBody{Breakpoints: make([]breakpointBody, len(args.Breakpoints))}
	if s.launch.NoDebug {
		for i := range body.Breakpoints {
			body.Breakpoints[i].Message = noDebugMessage
		}
		return body, nil
	}
	var specs []inspect.FunctionBreakpointSpec
	var places []int // of the specs in the answer
	for i, bp := range args.Breakpoints {
		if err := checkBreakpoint(bp.HitCondition, ""); err != nil {
			body.Breakpoints[i].Message = err.Error()
			continue
		}
		specs, places = append(specs, inspect.FunctionBreakpointSpec{
			Name:         strings.TrimSpace(bp.Name),
			Condition:    strings.TrimSpace(bp.Condition),
			HitCondition: strings.TrimSpace(bp.HitCondition),
			Task:         bp.Task,
		}), append(places, i)
	}
	s.breaks.noteFunctions()
	for i, bp := range s.program.target.SetFunctionBreakpoints(specs) {
		s.breaks.keep(bp.ID, args.Breakpoints[places[i]].Keep)
		body.Breakpoints[places[i]] = s.breakpointBody(bp)
	}
	return body, nil
}

func (s *Session) breakpointLocations(args dap.BreakpointLocationsArguments) (any, error) {
	path, err := s.paths.fromClient(&args.Source)
	if err != nil {
		return nil, err
	}
	from := s.paths.fromLine(args.Line)
	to := from
	if args.EndLine != 0 {
		to = s.paths.fromLine(args.EndLine)
	}
	places, err := s.program.target.BreakpointLocations(path, from, to)
	if err != nil {
		return nil, err
	}
	body := dap.BreakpointLocationsResponseBody{Breakpoints: []dap.BreakpointLocation{}}
	for _, place := range places {
		location := dap.BreakpointLocation{Line: s.paths.toLine(place.Line)}
		if place.Column > 0 {
			location.Column = s.paths.toColumn(path, place.Line, place.Column)
			if place.Line == from && args.Column != 0 && location.Column < args.Column ||
				place.Line == to && args.EndColumn != 0 && location.Column > args.EndColumn {
				continue
			}
		}
		body.Breakpoints = append(body.Breakpoints, location)
	}
	return body, nil
}

func (s *Session) onBreakpointChanged(bp inspect.Breakpoint) {
	s.out.event("breakpoint", struct {
		Reason     string         `json:"reason"`
		Breakpoint breakpointBody `json:"breakpoint"`
	}{"changed", s.breakpointBody(bp)})
}

func (s *Session) breakpointBody(bp inspect.Breakpoint) breakpointBody {
	body := breakpointBody{ID: s.breaks.clientID(bp.ID), Verified: bp.Verified, Message: bp.Message}
	if bp.Path != "" {
		body.Source = s.paths.source(bp.Path, false)
	}
	if bp.Line > 0 {
		line := s.paths.toLine(bp.Line)
		body.Line = &line
		if bp.Column > 0 {
			column := s.paths.toColumn(bp.Path, bp.Line, bp.Column)
			body.Column = &column
		}
	}
	return body
}

func (b *breakpoints) note(path string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.paths == nil {
		b.paths = map[string]bool{}
	}
	b.paths[path] = true
}

func (b *breakpoints) noteFunctions() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.functions = true
}

func (b *breakpoints) noteFilters() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.filters = true
}

func (b *breakpoints) noteOther() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.others = true
}

// keep makes the client know the engine's breakpoint under an id it had before.
func (b *breakpoints) keep(id, clientID int) {
	if clientID == 0 || id == 0 {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.init()
	b.toClient[id] = clientID
	b.taken[clientID] = true
}

func (b *breakpoints) init() {
	if b.toClient == nil {
		b.toClient, b.taken = map[int]int{}, map[int]bool{}
	}
}

func (b *breakpoints) clientID(id int) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.lookup(id)
}

func (b *breakpoints) clientIDs(ids []int) []int {
	b.mu.Lock()
	defer b.mu.Unlock()
	var known []int
	for _, id := range ids {
		known = append(known, b.lookup(id))
	}
	return known
}

// lookup is called with mu held. An engine's id goes to the client as it is,
// unless another breakpoint kept that number.
func (b *breakpoints) lookup(id int) int {
	b.init()
	if known, ok := b.toClient[id]; ok || id == 0 {
		return known
	}
	known := id
	for b.taken[known] {
		known++
	}
	b.toClient[id] = known
	b.taken[known] = true
	return known
}

// clear takes everything back that was set.
func (b *breakpoints) clear(target inspect.Target) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for path := range b.paths {
		target.SetBreakpoints(path, nil)
	}
	if b.functions {
		target.SetFunctionBreakpoints(nil)
	}
	if b.others {
		target.SetDataBreakpoints(nil)
		target.SetInstructionBreakpoints(nil)
	}
	_ = target.Record(0) // there was none, or it has ended now
	if b.filters {
		_, _ = target.SetExceptionFilters(nil) // none cannot be wrong
	}
}
