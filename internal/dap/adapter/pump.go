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

	mu    sync.Mutex // guards what follows
	count int64
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
			// An editor that is gone is noticed by whoever reads from it. The
			// stream is read all the same, so that the program can go on.
			_ = p.to.Write(reply.Output(p.category, string(text[:whole])))
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
