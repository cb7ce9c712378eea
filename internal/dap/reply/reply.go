package reply

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/google/go-dap"

	"github.com/asynctools/asynctools/internal/dap/wire"
)

// Success answers a request; body may be nil.
func Success(req *wire.Message, body any) (*wire.Message, error) {
	raw, err := encode(body)
	if err != nil {
		return nil, fmt.Errorf("encode the answer to %s: %w", req.Command, err)
	}
	ok := true
	return &wire.Message{
		Type: wire.Response, RequestSeq: req.Seq, Command: req.Command, Success: &ok, Body: raw,
	}, nil
}

// Failure answers a request with an error. An error that is no *Error counts as
// one of the kind Failed.
func Failure(req *wire.Message, err error) *wire.Message {
	var e *Error
	if !errors.As(err, &e) {
		e = Failed.With("command", req.Command, "reason", err.Error())
	}
	// The body holds only strings, numbers and booleans: it always encodes.
	raw, _ := encode(dap.ErrorResponseBody{Error: &dap.ErrorMessage{
		Id: e.Kind.ID, Format: e.Kind.Format, Variables: e.Parts, ShowUser: e.Kind.ShowUser,
	}})
	ok := false
	return &wire.Message{
		Type: wire.Response, RequestSeq: req.Seq, Command: req.Command, Success: &ok, Error: e.Error(), Body: raw,
	}
}

// Event makes an event; body may be nil.
func Event(name string, body any) (*wire.Message, error) {
	raw, err := encode(body)
	if err != nil {
		return nil, fmt.Errorf("encode the event %s: %w", name, err)
	}
	return &wire.Message{Type: wire.Event, Event: name, Body: raw}, nil
}

// Output makes an output event; its body always encodes.
func Output(category, text string) *wire.Message {
	raw, _ := encode(dap.OutputEventBody{Category: category, Output: text})
	return &wire.Message{Type: wire.Event, Event: "output", Body: raw}
}

// OutputFrom is Output with the place in the program that it comes from, if that is
// known.
func OutputFrom(category, text string, source *dap.Source, line int) *wire.Message {
	raw, _ := encode(dap.OutputEventBody{Category: category, Output: text, Source: source, Line: line})
	return &wire.Message{Type: wire.Event, Event: "output", Body: raw}
}

func encode(body any) (json.RawMessage, error) {
	if body == nil {
		return nil, nil
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false) // "<module>" stays readable in logs
	if err := enc.Encode(body); err != nil {
		return nil, err
	}
	return bytes.TrimRight(buf.Bytes(), "\n"), nil
}

// Decode reads the arguments of a request into a value. Absent arguments read
// as an empty object.
func Decode(req *wire.Message, into any) error {
	raw := req.Arguments
	if len(raw) == 0 || string(raw) == "null" {
		raw = json.RawMessage("{}")
	}
	err := json.Unmarshal(raw, into)
	if err == nil {
		return nil
	}
	reason := err.Error()
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		name := wrong.Field
		if name == "" {
			name = "arguments"
		}
		reason = fmt.Sprintf("%s cannot be a %s", name, wrong.Value)
	}
	return BadArguments.With("command", req.Command, "reason", reason)
}
