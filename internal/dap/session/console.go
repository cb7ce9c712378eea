package session

import (
	"context"
	"strings"
	"unicode/utf16"

	"github.com/google/go-dap"

	"github.com/asynctools/asynctools/internal/dap/reply"
	"github.com/asynctools/asynctools/runtime/inspect"
)

func setExpression(ctx context.Context, s *Session, args dap.SetExpressionArguments) (any, error) {
	v, err := s.program.target.SetExpression(ctx, inspect.FrameID(args.FrameId), args.Expression, args.Value, valueFormat(args.Format))
	if err != nil {
		return nil, stale(err, "frame")
	}
	return dap.SetExpressionResponseBody{
		Value: v.Value, Type: s.typeName(v), VariablesReference: int(v.Ref),
		NamedVariables: v.Named, IndexedVariables: v.Indexed,
	}, nil
}

// completionBody is go-dap's CompletionItem, but keeps start 0.
type completionBody struct {
	Label  string `json:"label"`
	Type   string `json:"type,omitempty"`
	Start  int    `json:"start"`
	Length int    `json:"length"`
}

// maxCompletions is how many words one answer has.
const maxCompletions = 500

func (s *Session) completions(args dap.CompletionsArguments) (any, error) {
	line := 0
	if args.Line != 0 || s.paths.lineOne == 0 {
		line = args.Line - s.paths.lineOne
	}
	lines := strings.Split(args.Text, "\n")
	if line < 0 || line >= len(lines) {
		return nil, reply.BadArguments.With("command", "completions", "reason", "the text has no such line")
	}
	units := utf16.Encode([]rune(lines[line]))
	column := args.Column - s.paths.columnOne
	if column < 0 || column > len(units) {
		return nil, reply.BadArguments.With("command", "completions", "reason", "the line has no such column")
	}
	text := string(utf16.Decode(units[:column]))
	list, err := s.program.target.Completions(inspect.FrameID(args.FrameId), text)
	if err != nil {
		return nil, stale(err, "frame")
	}
	body := struct {
		Targets []completionBody `json:"targets"`
	}{[]completionBody{}}
	for _, c := range list[:min(len(list), maxCompletions)] {
		runes := []rune(text)
		length := len(utf16.Encode(runes[len(runes)-min(c.Length, len(runes)):]))
		body.Targets = append(body.Targets, completionBody{c.Word, c.Kind, column - length + s.paths.columnOne, length})
	}
	return body, nil
}

func (s *Session) gotoTargets(args dap.GotoTargetsArguments) (any, error) {
	path, err := s.paths.fromClient(&args.Source)
	if err != nil {
		return nil, err
	}
	targets, err := s.program.target.GotoTargets(path, s.paths.fromLine(args.Line))
	if err != nil {
		return nil, err
	}
	body := dap.GotoTargetsResponseBody{Targets: make([]dap.GotoTarget, len(targets))}
	for i, t := range targets {
		body.Targets[i] = dap.GotoTarget{Id: t.ID, Label: t.Label, Line: s.paths.toLine(t.Line)}
	}
	return body, nil
}

func (s *Session) gotoTarget(args dap.GotoArguments) (any, error) {
	return nil, s.program.target.Goto(inspect.TaskID(args.ThreadId), args.TargetId)
}

func (s *Session) restartFrame(args dap.RestartFrameArguments) (any, error) {
	return nil, stale(s.program.target.RestartFrame(inspect.FrameID(args.FrameId)), "frame")
}
