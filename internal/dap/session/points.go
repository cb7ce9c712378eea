package session

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/google/go-dap"

	"github.com/asynctools/asynctools/internal/dap/reply"
	"github.com/asynctools/asynctools/runtime/inspect"
)

// Breakpoints on variables and on instructions.

type dataInfoBody struct {
	DataID      *string                        `json:"dataId"` // null: it cannot be watched
	Description string                         `json:"description"`
	AccessTypes []dap.DataBreakpointAccessType `json:"accessTypes,omitempty"`
	CanPersist  bool                           `json:"canPersist,omitempty"`
}

// kept is a breakpoint that has an id already, from before a restart.
type kept struct {
	Keep int `json:"asyncdap/id"`
}

type dataBreakpoint struct {
	dap.DataBreakpoint
	kept
}

type instructionBreakpoint struct {
	dap.InstructionBreakpoint
	kept
}

func (s *Session) dataBreakpointInfo(args dap.DataBreakpointInfoArguments) (any, error) {
	info, err := s.program.target.DataInfo(inspect.Ref(args.VariablesReference), inspect.FrameID(args.FrameId), args.Name)
	if err != nil {
		return nil, stale(err, "variables reference")
	}
	body := dataInfoBody{Description: info.Description}
	if info.ID != "" {
		body.DataID, body.AccessTypes, body.CanPersist = &info.ID, []dap.DataBreakpointAccessType{"write"}, info.Persists
	}
	return body, nil
}

func (s *Session) setDataBreakpoints(args struct {
	Breakpoints []dataBreakpoint `json:"breakpoints"`
},
) (any, error) {
	body, ok := s.unless(len(args.Breakpoints))
	if !ok {
		return body, nil
	}
	var specs []inspect.DataBreakpointSpec
	var places []int
	for i, bp := range args.Breakpoints {
		switch err := checkBreakpoint(bp.HitCondition, ""); {
		case err != nil:
			body.Breakpoints[i].Message = err.Error()
		case bp.AccessType != "" && bp.AccessType != "write":
			body.Breakpoints[i].Message = "only writing can be watched, not " + string(bp.AccessType)
		default:
			specs = append(specs, inspect.DataBreakpointSpec{
				ID: bp.DataId, Condition: strings.TrimSpace(bp.Condition), HitCondition: strings.TrimSpace(bp.HitCondition),
			})
			places = append(places, i)
		}
	}
	s.breaks.noteOther()
	for i, bp := range s.program.target.SetDataBreakpoints(specs) {
		s.breaks.keep(bp.ID, args.Breakpoints[places[i]].Keep)
		body.Breakpoints[places[i]] = s.breakpointBody(bp)
	}
	return body, nil
}

func (s *Session) setInstructionBreakpoints(args struct {
	Breakpoints []instructionBreakpoint `json:"breakpoints"`
},
) (any, error) {
	body, ok := s.unless(len(args.Breakpoints))
	if !ok {
		return body, nil
	}
	var specs []inspect.InstructionBreakpointSpec
	var places []int
	for i, bp := range args.Breakpoints {
		address, err := parseAddress(bp.InstructionReference)
		if err == nil {
			err = checkBreakpoint(bp.HitCondition, "")
		}
		if err != nil {
			body.Breakpoints[i].Message = err.Error()
			continue
		}
		specs = append(specs, inspect.InstructionBreakpointSpec{
			Address: address + uint64(bp.Offset), Condition: strings.TrimSpace(bp.Condition), HitCondition: strings.TrimSpace(bp.HitCondition),
		})
		places = append(places, i)
	}
	s.breaks.noteOther()
	for i, bp := range s.program.target.SetInstructionBreakpoints(specs) {
		s.breaks.keep(bp.ID, args.Breakpoints[places[i]].Keep)
		body.Breakpoints[places[i]] = s.breakpointBody(bp)
	}
	return body, nil
}

// unless makes the answer about n breakpoints; ok is false when none can be set.
func (s *Session) unless(n int) (body breakpointsBody, ok bool) {
	body = breakpointsBody{Breakpoints: make([]breakpointBody, n)}
	if !s.launch.NoDebug {
		return body, true
	}
	for i := range body.Breakpoints {
		body.Breakpoints[i].Message = noDebugMessage
	}
	return body, false
}

func address(a uint64) string { return fmt.Sprintf("%#x", a) }

func parseAddress(text string) (uint64, error) {
	a, err := strconv.ParseUint(text, 0, 64)
	if err != nil {
		return 0, fmt.Errorf("%q is no instruction reference", text)
	}
	return a, nil
}

func (s *Session) disassemble(args dap.DisassembleArguments) (any, error) {
	a, err := parseAddress(args.MemoryReference)
	if err != nil || args.InstructionCount < 0 {
		return nil, reply.BadArguments.With("command", "disassemble", "reason", "memoryReference and instructionCount must be those of instructions")
	}
	rows, err := s.program.target.Disassemble(a+uint64(args.Offset), args.InstructionOffset, args.InstructionCount)
	if err != nil {
		return nil, err
	}
	type instruction struct {
		dap.DisassembledInstruction
		PresentationHint string `json:"presentationHint,omitempty"`
	}
	list := make([]instruction, len(rows))
	for i, r := range rows {
		list[i].Address, list[i].Instruction, list[i].InstructionBytes, list[i].Symbol = address(r.Address), r.Text, r.Bytes, r.Symbol
		if r.Invalid {
			list[i].PresentationHint = "invalid"
			continue
		}
		if r.Line > 0 {
			list[i].Location = s.paths.source(r.Path, false)
			list[i].Line = s.paths.toLine(r.Line)
			list[i].Column = s.paths.toColumn(r.Path, r.Line, r.Column)
		}
	}
	return map[string]any{"instructions": list}, nil
}
