package session

import (
	"fmt"
	"strings"

	"github.com/google/go-dap"

	"github.com/asynctools/asynctools/runtime/inspect"
)

// valueFormat is how a client wants values; nil: as they are.
func valueFormat(f *dap.ValueFormat) inspect.Format {
	if f == nil {
		return inspect.Format{}
	}
	return inspect.Format{Hex: f.Hex}
}

// frameName is a frame's name with what the client wants to see in it, as in
// "app.worker(n: int = 3) : 15".
func (s *Session) frameName(f inspect.Frame, format *dap.StackFrameFormat) (string, error) {
	name := f.Name
	if format == nil || f.Kind == inspect.LabelFrame {
		return name, nil
	}
	if format.Module && f.Module != "" {
		name = f.Module + "." + name
	}
	if format.Parameters && f.Kind != inspect.NativeFrame {
		list, err := s.parameters(f, format)
		if err != nil {
			return "", err
		}
		name += "(" + list + ")"
	}
	if format.Line && f.Line > 0 {
		name += fmt.Sprintf(" : %d", s.paths.toLine(f.Line))
	}
	return name, nil
}

func (s *Session) parameters(f inspect.Frame, format *dap.StackFrameFormat) (string, error) {
	vars, err := s.program.target.Parameters(f.ID, valueFormat(&format.ValueFormat))
	if err != nil {
		return "", err
	}
	names := format.ParameterNames || !format.ParameterTypes && !format.ParameterValues
	var list []string
	for _, v := range vars {
		var parts []string
		if names {
			parts = append(parts, v.Name)
		}
		if format.ParameterTypes {
			if names {
				parts[0] += ":"
			}
			parts = append(parts, v.Type)
		}
		if format.ParameterValues {
			if len(parts) > 0 {
				parts = append(parts, "=")
			}
			parts = append(parts, v.Value)
		}
		list = append(list, strings.Join(parts, " "))
	}
	return strings.Join(list, ", "), nil
}
