package session

import (
	"sync"
	"time"

	"github.com/asynctools/asynctools/internal/dap/wire"
)

// origins tells the adapter where in the program its output comes from: the text
// itself goes through the process's streams, and the adapter puts both together.
type origins struct {
	mu    sync.Mutex // guards what follows
	last  map[string]origin
	since time.Time // when the count began
	count int
}

type origin struct {
	path string
	line int
}

// A program that prints from one line after the other would send more of these than
// text: beyond maxOrigins a second its output has no origin for the rest of it.
const maxOrigins = 500

// next reports whether text that follows comes from somewhere else than before.
func (o *origins) next(stream string, at origin) (origin, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if now := time.Now(); now.Sub(o.since) > time.Second {
		o.since, o.count = now, 0
	}
	if o.count >= maxOrigins {
		at = origin{}
	}
	if was, known := o.last[stream]; known && was == at || !known && at == (origin{}) {
		return at, false
	}
	if o.last == nil {
		o.last = map[string]origin{}
	}
	o.last[stream] = at
	o.count++
	return at, true
}

// onWrites runs on the program's own thread.
func (s *Session) onWrites(stream, path string, line int) {
	if s.cfg.Marker == nil {
		return // nobody puts it together with the text
	}
	at, news := s.origins.next(stream, origin{path, line})
	if !news {
		return
	}
	mark := s.cfg.Marker()
	body := wire.Origin{Stream: stream, At: mark.Stdout}
	if stream == "stderr" {
		body.At = mark.Stderr
	}
	if at.path != "" {
		body.Source, body.Line = s.paths.source(at.path, false), s.paths.toLine(at.line)
	}
	s.out.eventNow(wire.OriginEvent, body)
}
