package session

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/google/go-dap"

	"github.com/asynctools/asynctools/internal/dap/wire"
)

// progressDelay is how long a request may take before the client shows that it
// is under way.
const progressDelay = 500 * time.Millisecond

const progressPrefix = "request-"

// progress tells a client that wants to know of a request that takes long. The
// function it returns ends that.
func (s *Session) progress(r request, m *wire.Message) func() {
	if !s.client.progress || r.holds && !r.slow {
		return func() {}
	}
	send := s.out.event
	if r.holds {
		send = s.out.eventNow // before the answer
	}
	id := progressPrefix + strconv.Itoa(m.Seq)
	var mu sync.Mutex
	told, over := false, false
	timer := time.AfterFunc(progressDelay, func() {
		mu.Lock()
		defer mu.Unlock()
		if over {
			return
		}
		told = true
		send("progressStart", dap.ProgressStartEventBody{
			ProgressId: id, Title: m.Command, RequestId: m.Seq, Cancellable: r.slow,
		})
	})
	return func() {
		timer.Stop()
		mu.Lock()
		defer mu.Unlock()
		over = true
		if told {
			send("progressEnd", dap.ProgressEndEventBody{ProgressId: id})
		}
	}
}

// ofProgress is the request that a progress is about, or 0.
func ofProgress(id string) int {
	text, ok := strings.CutPrefix(id, progressPrefix)
	if !ok {
		return 0
	}
	seq, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return seq
}

// timed is run, with progress.
func (s *Session) timed(ctx context.Context, r request, m *wire.Message) (any, error) {
	defer s.progress(r, m)()
	return s.run(ctx, r, m)
}
