package wire

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// DefaultLimit bounds the body of one message; a set of breakpoints or an
// expression is thousands of times smaller.
const DefaultLimit = 32 << 20

// HeadRoom is what a message has besides its body of arguments or results, at most.
const HeadRoom = 64 << 10

const (
	maxHeaderLine = 4 << 10
	// maxGarbage is how much unframed input is skipped in search of a header
	// before the peer is taken to speak something else.
	maxGarbage = 1 << 20
)

// lengthAtEnd finds a header that follows a body (or noise) on the same line.
var lengthAtEnd = regexp.MustCompile(`(?i)content-length: *[0-9]{1,18}$`)

// httpRequest is what a web page sends that tries its luck with a debug port.
// Its body could hold well-formed messages, so nothing after it may be read.
// The line may be cut before its end.
var httpRequest = regexp.MustCompile(`^[A-Z]+ (/|\*|[a-z]+:)`)

// ErrHTTP ends a connection on which somebody speaks HTTP.
var ErrHTTP = errors.New("this is an HTTP request, not the Debug Adapter Protocol")

// ErrFraming is wrapped by errors about the header block: input was skipped, and
// the next Read looks for the next header.
var ErrFraming = errors.New("bad message header")

// ErrTooLarge is wrapped by the error about a message over the limit. Its body
// has been skipped.
var ErrTooLarge = errors.New("message too large")

// MalformedError reports a framed body that is no DAP message. The fields hold
// what could be read of its envelope, so that it can be answered.
type MalformedError struct {
	Seq     int
	Command string
	Err     error
}

func (e *MalformedError) Error() string { return "malformed message: " + e.Err.Error() }

func (e *MalformedError) Unwrap() error { return e.Err }

// Recoverable reports whether reading may go on after err.
func Recoverable(err error) bool {
	var malformed *MalformedError
	return errors.Is(err, ErrFraming) || errors.Is(err, ErrTooLarge) || errors.As(err, &malformed)
}

// Reader reads messages. It is not safe for concurrent use.
type Reader struct {
	r       *bufio.Reader
	limit   int64
	pending string // a header line that was found while skipping
	skip    int64  // bytes of a refused body still to come
}

// maxSkip is the longest body that is believed in and skipped.
const maxSkip = 1 << 30

// NewReader reads from r messages of at most limit bytes (0: DefaultLimit).
func NewReader(r io.Reader, limit int64) *Reader {
	if limit <= 0 {
		limit = DefaultLimit
	}
	return &Reader{r: bufio.NewReaderSize(r, 32<<10), limit: limit}
}

// Read returns the next message. After an error for which Recoverable holds,
// Read may be called again. At the end of input between messages it is io.EOF.
func (r *Reader) Read() (*Message, error) {
	if n := r.skip; n > 0 {
		r.skip = 0
		if _, err := io.CopyN(io.Discard, r.r, n); err != nil {
			return nil, unexpected(err)
		}
	}
	length, mark, err := r.header()
	if err != nil {
		return nil, err
	}
	if length > r.limit {
		// The error is told at once; the body is skipped by the next Read. A
		// length that nobody can mean is noise: look for the next header.
		if length <= maxSkip {
			r.skip = length
		}
		return nil, fmt.Errorf("%w: %d bytes, at most %d are accepted", ErrTooLarge, length, r.limit)
	}
	// Growing with what really arrives: the length is only a claim.
	var body bytes.Buffer
	if _, err := io.CopyN(&body, r.r, length); err != nil {
		return nil, unexpected(err)
	}
	m, err := decode(body.Bytes())
	if err != nil {
		return nil, err
	}
	m.Mark = mark
	return m, nil
}

// header reads one header block and returns the body's length.
func (r *Reader) header() (int64, *Mark, error) {
	var (
		length  int64 = -1
		mark    *Mark
		garbage int
		bad     error
		lines   int
	)
	for {
		line, cut, err := r.line()
		if err != nil {
			if err == io.EOF && (lines > 0 || line != "") {
				err = io.ErrUnexpectedEOF
			}
			return 0, nil, err
		}
		lines++
		if line == "" && !cut {
			switch {
			case bad != nil:
				return 0, nil, bad
			case length >= 0:
				return length, mark, nil
			case lines > 1:
				return 0, nil, fmt.Errorf("%w: no Content-Length", ErrFraming)
			}
			lines = 0 // a stray blank line between messages
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		switch {
		case ok && strings.EqualFold(name, "Content-Length"):
			n, err := strconv.ParseInt(strings.TrimSpace(value), 10, 64)
			if err != nil || n < 0 {
				bad = fmt.Errorf("%w: Content-Length is %q", ErrFraming, shorten(strings.TrimSpace(value)))
				continue
			}
			length = n
		case ok && name == markHeader:
			mark = parseMark(value)
		case ok && !cut && isToken(name):
			// Other headers (Content-Type) carry nothing for us.
		case httpRequest.MatchString(line):
			return 0, nil, ErrHTTP
		default:
			// Not a header: a body without one, or noise. What follows it on
			// the same line may be the next header.
			garbage += len(line)
			if garbage > maxGarbage {
				return 0, nil, fmt.Errorf("no message header in %d bytes of input", garbage)
			}
			if bad == nil {
				bad = fmt.Errorf("%w: %q", ErrFraming, shorten(line))
			}
			if next := lengthAtEnd.FindString(line); next != "" && !cut {
				r.pending = next
				return 0, nil, bad
			}
		}
	}
}

// line reads up to a line feed, without it and a carriage return before it. A
// line over maxHeaderLine is returned in pieces, with cut set.
func (r *Reader) line() (line string, cut bool, err error) {
	if line := r.pending; line != "" {
		r.pending = ""
		return line, false, nil
	}
	var text []byte
	for len(text) < maxHeaderLine {
		c, err := r.r.ReadByte()
		if err != nil {
			return string(text), false, err
		}
		if c == '\n' {
			return strings.TrimSuffix(string(text), "\r"), false, nil
		}
		text = append(text, c)
	}
	return string(text), true, nil
}

func decode(body []byte) (*Message, error) {
	var m Message
	if err := json.Unmarshal(body, &m); err != nil {
		bad := &MalformedError{Err: err}
		// A wrong type in one place leaves the rest of the envelope readable.
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) {
			bad.Seq, bad.Command = m.Seq, m.Command
			bad.Err = fmt.Errorf("%s is a %s", fieldName(wrong), wrong.Value)
		}
		return nil, bad
	}
	switch {
	case m.Type == Request && m.Command == "":
		return nil, &MalformedError{Seq: m.Seq, Err: errors.New("a request without command")}
	case m.Type == Event && m.Event == "":
		return nil, &MalformedError{Seq: m.Seq, Err: errors.New("an event without name")}
	case m.Type != Request && m.Type != Event && m.Type != Response:
		return nil, &MalformedError{Seq: m.Seq, Command: m.Command, Err: fmt.Errorf("message type %q", shorten(m.Type))}
	}
	return &m, nil
}

func fieldName(e *json.UnmarshalTypeError) string {
	if e.Field == "" {
		return "the message"
	}
	return strconv.Quote(e.Field)
}

func isToken(name string) bool {
	for _, c := range name {
		if c != '-' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return name != ""
}

func shorten(s string) string {
	if len(s) > 60 {
		return strings.ToValidUTF8(s[:60], "") + "..."
	}
	return s
}

func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}
