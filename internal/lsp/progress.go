package lsp

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"go.lsp.dev/protocol"
)

// progressToken names the one progress that the server starts by itself.
const progressToken = protocol.String("asynclsp/reading")

// readAhead parses the files of the workspace, so that the first search over
// them need not. When it is cancelled, files are read when somebody needs them.
func (s *server) readAhead(ctx context.Context) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s.mu.Lock()
	s.reading = stop
	s.mu.Unlock()
	snap, err := s.settled(ctx)
	if err != nil || len(snap.files) == 0 {
		return
	}
	show := s.beginProgress(ctx, "Reading the workspace")
	var done atomic.Int64
	finished := make(chan struct{})
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Add(1)
	go func() {
		defer wg.Done()
		every := time.NewTicker(500 * time.Millisecond)
		defer every.Stop()
		for {
			select {
			case <-every.C:
				show.report(int(done.Load()), len(snap.files))
			case <-finished:
				return
			}
		}
	}()
	each(ctx, snap.files, func(path string) {
		defer done.Add(1)
		defer func() { _ = recover() }() // whoever needs the file meets the panic again
		_, _ = snap.ws.Module(path)      // likewise the error
	})
	close(finished)
	wg.Wait()
	end := fmt.Sprintf("%d files", done.Load())
	if ctx.Err() != nil {
		end = fmt.Sprintf("stopped after %d of %d files", done.Load(), len(snap.files))
	}
	show.end(end)
}

// each runs f for the items, on all cores but one, until ctx ends.
func each[T any](ctx context.Context, items []T, f func(T)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range max(1, min(runtime.GOMAXPROCS(0)-1, len(items))) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(items) {
					return
				}
				f(items[i])
			}
		}()
	}
	wg.Wait()
}

// progress is a work-done progress; the zero progress shows nothing.
type progress struct {
	s     *server
	token protocol.ProgressToken
}

// beginProgress starts a progress that the client can cancel, if the client
// shows any.
func (s *server) beginProgress(ctx context.Context, title string) progress {
	if !s.features.progress {
		return progress{}
	}
	if err := s.client.WorkDoneProgressCreate(ctx, &protocol.WorkDoneProgressCreateParams{Token: progressToken}); err != nil {
		if ctx.Err() == nil {
			s.warn("window/workDoneProgress/create: %v", err)
		}
		return progress{}
	}
	p, yes, none := progress{s, progressToken}, true, uint32(0)
	p.send(&protocol.WorkDoneProgressBegin{Kind: "begin", Title: title, Cancellable: &yes, Percentage: &none})
	return p
}

func (p progress) report(done, all int) {
	percent, message := uint32(done*100/max(all, 1)), fmt.Sprintf("%d of %d files", done, all)
	p.send(&protocol.WorkDoneProgressReport{Kind: "report", Percentage: &percent, Message: &message})
}

func (p progress) end(message string) {
	p.send(&protocol.WorkDoneProgressEnd{Kind: "end", Message: &message})
}

func (p progress) send(value any) {
	if p.s == nil {
		return
	}
	p.s.progress(p.token, value)
}

// progress sends a value to whoever waits for it under a token.
func (s *server) progress(token protocol.ProgressToken, value any) {
	raw, err := protocol.Marshal(value)
	if err == nil {
		err = s.client.Progress(s.life, &protocol.ProgressParams{Token: token, Value: raw})
	}
	if err != nil && s.life.Err() == nil {
		s.warn("$/progress: %v", err)
	}
}

// WorkDoneProgressCancel stops the reading of the workspace.
func (s *server) WorkDoneProgressCancel(_ context.Context, p *protocol.WorkDoneProgressCancelParams) error {
	if p.Token != progressToken {
		return fmt.Errorf("no progress %v", p.Token)
	}
	s.mu.Lock()
	stop := s.reading
	s.mu.Unlock()
	if stop != nil {
		stop()
	}
	return nil
}
