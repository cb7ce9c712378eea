package session

import (
	"context"

	"github.com/google/go-dap"

	"github.com/asynctools/asynctools/internal/dap/reply"
	"github.com/asynctools/asynctools/runtime/inspect"
)

func (s *Session) scopes(args dap.ScopesArguments) (any, error) {
	scopes, err := s.program.target.Scopes(inspect.FrameID(args.FrameId))
	if err != nil {
		return nil, stale(err, "frame")
	}
	body := dap.ScopesResponseBody{Scopes: make([]dap.Scope, len(scopes))}
	for i, scope := range scopes {
		body.Scopes[i] = dap.Scope{
			Name: scope.Name, PresentationHint: scope.Hint, VariablesReference: int(scope.Ref),
			NamedVariables: scope.Named, Expensive: scope.Expensive,
		}
	}
	return body, nil
}

func (s *Session) variables(args dap.VariablesArguments) (any, error) {
	var filter inspect.VariableFilter
	switch args.Filter {
	case "":
	case "named":
		filter = inspect.NamedVariables
	case "indexed":
		filter = inspect.IndexedVariables
	default:
		return nil, reply.BadArguments.With("command", "variables",
			"reason", args.Filter+` is no filter, only "named" and "indexed" are`)
	}
	if args.Start < 0 || args.Count < 0 {
		return nil, reply.BadArguments.With("command", "variables", "reason", "start and count cannot be negative")
	}
	vars, err := s.program.target.Variables(inspect.Ref(args.VariablesReference), filter, args.Start, args.Count, valueFormat(args.Format))
	if err != nil {
		return nil, stale(err, "variables reference")
	}
	body := dap.VariablesResponseBody{Variables: make([]dap.Variable, len(vars))}
	for i, v := range vars {
		body.Variables[i] = dap.Variable{
			Name: v.Name, Value: v.Value, Type: s.typeName(v), EvaluateName: v.EvaluateName,
			VariablesReference: int(v.Ref), NamedVariables: v.Named, IndexedVariables: v.Indexed,
		}
		if v.ReadOnly {
			body.Variables[i].PresentationHint = &dap.VariablePresentationHint{Attributes: []string{"readOnly"}}
		}
	}
	return body, nil
}

func setVariable(ctx context.Context, s *Session, args dap.SetVariableArguments) (any, error) {
	v, err := s.program.target.SetVariable(ctx, inspect.Ref(args.VariablesReference), args.Name, args.Value, valueFormat(args.Format))
	if err != nil {
		return nil, stale(err, "variables reference")
	}
	return dap.SetVariableResponseBody{
		Value: v.Value, Type: s.typeName(v), VariablesReference: int(v.Ref),
		NamedVariables: v.Named, IndexedVariables: v.Indexed,
	}, nil
}

// typeName leaves the type out for a client that did not ask for it.
func (s *Session) typeName(v inspect.Variable) string {
	if !s.client.variableType {
		return ""
	}
	return v.Type
}
