package adapter

import (
	"os"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/asynctools/asynctools/internal/dap/reply"
	"github.com/asynctools/asynctools/internal/dap/wire"
)

// settleTime is how long a silent stream is waited for.
const settleTime = 300 * time.Millisecond

// pump turns one of the program's streams into output events.
type pump struct {
	category string
	first    *pump // whose text comes first when both have some; may be nil
	from     *os.File
	to       *wire.Writer
	done     chan struct{}
	progress chan struct{} // has room for one
	futile   int           // times that no origin came; see awaitOrigin

	mu      sync.Mutex // guards what follows
	count   int64
	origins []wire.Origin // of text that is still to come, and the last one before
}

func newPump(category string, from *os.File, to *wire.Writer) *pump {
	return &pump{
		category: category, from: from, to: to,
		done: make(chan struct{}), progress: make(chan struct{}, 1),
	}
}

func (p *pump) run() {
	defer close(p.done)
	buf := make([]byte, 32<<10)
	kept := 0 // bytes of an unfinished character at the start of buf
	for {
		n, err := p.from.Read(buf[kept:])
		text := buf[:kept+n]
		whole := len(text)
		if err == nil {
			whole -= unfinished(text)
		}
		if whole > 0 {
			p.first.pause()
			// The stream is read also if the editor is gone, so that the program can
			// go on.
			p.tell(text[:whole], kept)
		}
		kept = copy(buf, text[whole:])
		p.mu.Lock()
		p.count += int64(n)
		p.mu.Unlock()
		select {
		case p.progress <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

// Text waits for its origin, which was sent before it, but by another way: for a
// moment always, and longer where there is none at all. A stream that others write to
// has none, and is not waited for again and again.
const (
	originTime = time.Millisecond
	mostTime   = 20 * originTime
	mostFutile = 3
	flood      = 16 << 10 // bytes at once, and nothing is waited for
)

func (p *pump) awaitOrigin(at int64) {
	if p.futile >= mostFutile {
		return
	}
	for waited := time.Duration(0); waited < mostTime; waited += originTime {
		time.Sleep(originTime)
		p.mu.Lock()
		there := len(p.origins) > 0 && p.origins[0].At <= at
		p.mu.Unlock()
		if there {
			p.futile = 0
			return
		}
	}
	p.futile++
}

// origin notes where the text from a place on comes from.
func (p *pump) origin(o wire.Origin) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.origins = append(p.origins, o)
}

// tell sends the text that was read last, one event for each origin. The first bytes
// of it were counted before.
func (p *pump) tell(text []byte, counted int) {
	p.mu.Lock()
	at := p.count - int64(counted)
	p.mu.Unlock()
	if len(text) < flood {
		p.awaitOrigin(at)
	}
	for len(text) > 0 {
		o, end := p.originOf(at, at+int64(len(text)))
		n := int(end - at)
		// An editor that is gone is noticed by whoever reads from it.
		_ = p.to.Write(reply.OutputFrom(p.category, string(text[:n]), o.Source, o.Line))
		text, at = text[n:], end
	}
}

// originOf is where the text at a place comes from, and where that ends.
func (p *pump) originOf(at, end int64) (o wire.Origin, until int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for len(p.origins) > 1 && p.origins[1].At <= at {
		p.origins = p.origins[1:]
	}
	if len(p.origins) == 0 {
		return wire.Origin{}, end
	}
	if first := p.origins[0]; first.At > at {
		return wire.Origin{}, min(end, first.At)
	}
	if len(p.origins) > 1 {
		end = min(end, p.origins[1].At)
	}
	return p.origins[0], end
}

// pause waits for the stream to be silent, but not for long. What a program
// prints and then complains about sits in two pipes at once, and a traceback
// belongs below the output before it.
func (p *pump) pause() {
	const step, most = 2 * time.Millisecond, 50 * time.Millisecond
	if p == nil {
		return
	}
	for waited := time.Duration(0); waited < most; waited += step {
		before := p.read()
		time.Sleep(step)
		if p.read() == before {
			return
		}
	}
}

// unfinished is how many bytes at the end begin a character that is not all
// there.
func unfinished(text []byte) int {
	for back := 1; back < utf8.UTFMax && back <= len(text); back++ {
		tail := text[len(text)-back:]
		if utf8.RuneStart(tail[0]) {
			if !utf8.FullRune(tail) {
				return back
			}
			return 0
		}
	}
	return 0
}

func (p *pump) read() int64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.count
}

// await returns when count bytes have been passed on, or the stream has ended
// or makes no progress: the count is what the program meant to write, and the
// stream may be closed or used by others.
func (p *pump) await(count int64) {
	timer := time.NewTimer(settleTime)
	defer timer.Stop()
	for p.read() < count {
		select {
		case <-p.done:
			return
		case <-p.progress:
			timer.Reset(settleTime)
		case <-timer.C:
			return
		}
	}
}

// finish waits for the rest of the stream of a dead process, then closes it.
func (p *pump) finish() {
	timer := time.NewTimer(settleTime)
	defer timer.Stop()
	for open := true; open; {
		select {
		case <-p.done:
			open = false
		case <-p.progress:
			timer.Reset(settleTime)
		case <-timer.C:
			open = false
		}
	}
	_ = p.from.Close()
}
