package cli

import (
	"fmt"
	"io"
	"time"
)

// progress is a line on a terminal that counts files. Elsewhere it is silent.
type progress struct {
	w           io.Writer
	count, all  int
	last        time.Time
	interactive bool
}

// minForProgress is the number of files below which a run is too short for it.
const minForProgress = 200

func newProgress(s Streams, total int) *progress {
	return &progress{w: s.Err, all: total, interactive: s.ErrIsTerminal && total >= minForProgress, last: time.Now()}
}

func (p *progress) step() {
	p.count++
	if p.interactive && time.Since(p.last) > 100*time.Millisecond {
		p.last = time.Now()
		fmt.Fprintf(p.w, "\rchecking %d of %d", p.count, p.all)
	}
}

func (p *progress) done() {
	if p.interactive {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}
