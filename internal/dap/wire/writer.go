package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"
)

const markHeader = "X-Written"

// Writer writes messages and numbers them. It is safe for concurrent use.
type Writer struct {
	marker func() Mark

	mu  sync.Mutex // guards what follows; a message is written as a whole
	w   io.Writer
	seq int
}

// NewWriter writes to w.
func NewWriter(w io.Writer) *Writer { return &Writer{w: w} }

// NewMarkedWriter adds to each message the mark that marker returns.
func NewMarkedWriter(w io.Writer, marker func() Mark) *Writer {
	return &Writer{w: w, marker: marker}
}

// Write sends m under the next sequence number.
func (w *Writer) Write(m *Message) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seq++
	return w.write(m, w.seq)
}

// Request sends m under the next sequence number and returns that.
func (w *Writer) Request(m *Message) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seq++
	return w.seq, w.write(m, w.seq)
}

// WriteAs sends m under its own sequence number: a request whose answer is to
// be recognised by it.
func (w *Writer) WriteAs(m *Message) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.write(m, m.Seq)
}

func (w *Writer) write(m *Message, seq int) error {
	numbered := *m
	numbered.Seq = seq
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(&numbered); err != nil {
		return fmt.Errorf("encode %s: %w", m.Command+m.Event, err)
	}
	body := bytes.TrimRight(buf.Bytes(), "\n")
	frame := make([]byte, 0, len(body)+64)
	frame = fmt.Appendf(frame, "Content-Length: %d\r\n", len(body))
	if w.marker != nil {
		mark := w.marker()
		frame = fmt.Appendf(frame, "%s: %d %d\r\n", markHeader, mark.Stdout, mark.Stderr)
	}
	frame = append(frame, "\r\n"...)
	frame = append(frame, body...)
	_, err := w.w.Write(frame)
	return err
}

// parseMark is lenient: without a mark messages are merely less well ordered.
func parseMark(value string) *Mark {
	var mark Mark
	if _, err := fmt.Sscan(strings.TrimSpace(value), &mark.Stdout, &mark.Stderr); err != nil {
		return nil
	}
	return &mark
}
