package sysmod

import (
	"bytes"
	"io"
	"sync"
	"unicode/utf8"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/tape"
)

// feed is the program's standard input. A read that has to wait does so on a
// goroutine, so that other Python threads run meanwhile and an interrupt ends
// the wait; what arrives later is kept for the next read.
type feed struct {
	raw io.Reader

	mu   sync.Mutex
	buf  []byte
	err  error         // why there is no more
	wait chan struct{} // closed when the read in progress has ended; nil without one
}

// more waits until there is more in buf than there was, or the end.
func (f *feed) more(t *Thread) error {
	f.mu.Lock()
	if f.err != nil {
		f.mu.Unlock()
		return nil
	}
	if f.wait == nil {
		f.wait = make(chan struct{})
		go func() {
			chunk := make([]byte, 8192)
			n, err := f.raw.Read(chunk)
			f.mu.Lock()
			f.buf = append(f.buf, chunk[:n]...)
			f.err = err
			close(f.wait)
			f.wait = nil
			f.mu.Unlock()
		}()
	}
	done := f.wait
	f.mu.Unlock()
	return t.Block(func(wake <-chan struct{}) {
		select {
		case <-done:
		case <-wake:
		}
	})
}

// take waits until ready says how many bytes of what has arrived belong to the
// answer (negative: not all is there yet), and takes them.
func (f *feed) take(t *Thread, ready func(b []byte, end bool) int) (string, error) {
	if t.Interp.Tape == nil {
		return f.await(t, ready)
	}
	if t.Interp.Tape.Replays() && t.Interp.Tape.IsAside() {
		return "", object.NewOSError(t, 1, "standard input cannot be read in the past of a recorded program", Value{})
	}
	type taken struct {
		text string
		bad  string // what the reader failed with
	}
	var err error
	a, broken := t.Answer(tape.Input, func() (any, int) {
		var in taken
		t.Broken = nil
		if in.text, err = f.await(t, ready); err != nil {
			if err == t.Broken {
				return in, -1
			}
			in.bad = err.Error()
		}
		return in, len(in.text)
	})
	if broken != nil {
		return "", broken
	}
	got, _ := a.(taken)
	if err == nil && got.bad != "" {
		err = object.NewOSError(t, 5, got.bad, Value{})
	}
	return got.text, err
}

// await is take, of the real input.
func (f *feed) await(t *Thread, ready func(b []byte, end bool) int) (string, error) {
	for {
		f.mu.Lock()
		end := f.err != nil
		n := ready(f.buf, end)
		if n < 0 && end {
			n = len(f.buf)
		}
		if n >= 0 {
			s := string(f.buf[:n])
			f.buf = append(f.buf[:0], f.buf[n:]...)
			err := f.err
			f.mu.Unlock()
			if s == "" && err != nil && err != io.EOF {
				return "", object.NewOSError(t, 5, err.Error(), Value{})
			}
			return s, nil
		}
		f.mu.Unlock()
		if err := f.more(t); err != nil {
			return "", err
		}
	}
}

// line takes a line with its end, or limit characters of it (negative: all).
func (f *feed) line(t *Thread, limit int) (string, error) {
	return f.take(t, func(b []byte, end bool) int {
		n := bytes.IndexByte(b, '\n') + 1
		if n == 0 {
			n = -1
		}
		if limit >= 0 {
			if k := chars(b, limit, end); k >= 0 && (n < 0 || k < n) {
				return k
			}
		}
		return n
	})
}

// read takes n characters, or everything (negative).
func (f *feed) read(t *Thread, n int) (string, error) {
	return f.take(t, func(b []byte, end bool) int {
		if n < 0 {
			return -1
		}
		return chars(b, n, end)
	})
}

// chars is how many bytes the first n characters take, or -1 when they are not
// all there.
func chars(b []byte, n int, end bool) int {
	at := 0
	for ; n > 0; n-- {
		if at == len(b) || !end && !utf8.FullRune(b[at:]) {
			return -1
		}
		_, k := utf8.DecodeRune(b[at:])
		at += k
	}
	return at
}
