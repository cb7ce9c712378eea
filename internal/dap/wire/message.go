// Package wire frames and unframes the messages of the Debug Adapter Protocol.
//
// A message is a header block ("Content-Length: N", blank line) and N bytes of
// JSON. The Reader survives what it can: a message that is too large or no
// JSON is skipped and reported, and after a broken header block it looks for
// the next Content-Length. The types of arguments and bodies are go-dap's; only
// the envelope is ours, so that a message can be passed on without knowing what
// is in it.
package wire

import "encoding/json"

// Kinds of messages.
const (
	Request  = "request"
	Response = "response"
	Event    = "event"
)

// Message is the envelope of every DAP message. Which fields count depends on
// Type.
type Message struct {
	Seq  int    `json:"seq"`
	Type string `json:"type"`

	// Command belongs to requests and responses, Arguments to requests.
	Command   string          `json:"command,omitempty"`
	Arguments json.RawMessage `json:"arguments,omitempty"`

	// RequestSeq, Success and Error belong to responses.
	RequestSeq int    `json:"request_seq,omitempty"`
	Success    *bool  `json:"success,omitempty"`
	Error      string `json:"message,omitempty"`

	// Event names an event.
	Event string `json:"event,omitempty"`

	// Body belongs to responses and events.
	Body json.RawMessage `json:"body,omitempty"`

	// Mark travels in a header between our own processes; see Mark.
	Mark *Mark `json:"-"`
}

// MarshalJSON keeps request_seq in every response: it is required there, also
// when it is 0 because the request could not be read.
func (m Message) MarshalJSON() ([]byte, error) {
	type plain Message
	out := struct {
		plain
		RequestSeq *int `json:"request_seq,omitempty"`
	}{plain: plain(m)}
	if m.Type == Response {
		out.RequestSeq = &m.RequestSeq
	}
	return json.Marshal(out)
}

// Mark tells how many bytes a program had written to its standard streams when
// a message was sent. The streams and the protocol are separate channels; with
// the mark the other side can put them back in order.
type Mark struct{ Stdout, Stderr int64 }

// Succeeded reports whether a response carries a result, not an error.
func (m *Message) Succeeded() bool { return m.Success != nil && *m.Success }
