package wire

import "github.com/google/go-dap"

// OriginEvent is an event between debuggee and adapter: where in the program the
// text comes from that follows in one of its streams.
const OriginEvent = "asyncdap/origin"

// Origin is its body. What the stream has from the byte At on comes from there; no
// Source says that this is not known.
type Origin struct {
	Stream string      `json:"stream"`
	At     int64       `json:"at"`
	Source *dap.Source `json:"source,omitempty"`
	Line   int         `json:"line,omitempty"`
}
