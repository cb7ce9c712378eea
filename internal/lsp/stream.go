package lsp

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"go.lsp.dev/jsonrpc2"
)

// maxMessage bounds what a client may send at once.
const maxMessage = 256 << 20

var contentLength = regexp.MustCompile(`(?i)content-length:\s*(.*?)\s*$`)

// maxLength is how long a message may be, in bytes: a longer one is a wrong header,
// and to wait for what it announces would be to wait forever.
const maxLength = 1 << 30

// stream frames messages with Content-Length headers. Unlike the stream of
// package jsonrpc2 it survives bad messages: it answers them itself and reads on.
type stream struct {
	conn io.ReadWriteCloser
	in   *bufio.Reader

	mu sync.Mutex // guards writes to conn
}

func newStream(conn io.ReadWriteCloser) *stream {
	return &stream{conn: conn, in: bufio.NewReaderSize(conn, 64<<10)}
}

// Read returns the next message that is well formed.
func (s *stream) Read(ctx context.Context) (jsonrpc2.Message, int64, error) {
	for {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		length, err := s.header()
		if err != nil {
			return nil, 0, err
		}
		if length > maxMessage {
			if _, err := io.CopyN(io.Discard, s.in, int64(length)); err != nil {
				return nil, 0, unexpected(err)
			}
			if err := s.reject(jsonrpc2.InvalidRequest, fmt.Sprintf("message of %d bytes is too large", length)); err != nil {
				return nil, 0, err
			}
			continue
		}
		body := make([]byte, length)
		if _, err := io.ReadFull(s.in, body); err != nil {
			return nil, 0, unexpected(err)
		}
		msg, err := jsonrpc2.DecodeMessage(body)
		if err == nil {
			return msg, int64(length), nil
		}
		code, what := jsonrpc2.InvalidRequest, "not a JSON-RPC message: "+err.Error()
		if !json.Valid(body) {
			code, what = jsonrpc2.ParseError, "invalid JSON"
		}
		if err := s.reject(code, what); err != nil {
			return nil, 0, err
		}
	}
}

// header reads up to the body of the next message. After lines that are no
// header it looks for the next Content-Length and goes on from there.
func (s *stream) header() (length int, err error) {
	length, lost := -1, false
	for first := true; ; first = false {
		line, err := s.in.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			lost = true // no header is that long
			continue
		}
		if err != nil {
			if errors.Is(err, io.EOF) && first && len(line) == 0 {
				return 0, io.EOF
			}
			return 0, unexpected(err)
		}
		text := strings.TrimRight(string(line), "\r\n")
		if text == "" {
			if length >= 0 {
				return length, nil
			}
			if !lost && !first {
				if err := s.reject(jsonrpc2.ParseError, "message header without Content-Length"); err != nil {
					return 0, err
				}
				lost = true
			}
			continue
		}
		at := contentLength.FindStringSubmatchIndex(text)
		if at != nil && at[0] > 0 && !lost {
			lost = true
			if err := s.reject(jsonrpc2.ParseError, "malformed message header"); err != nil {
				return 0, err
			}
		}
		if at != nil {
			n, err := strconv.Atoi(text[at[2]:at[3]])
			if err != nil || n < 0 || n > maxLength {
				lost = true
				if err := s.reject(jsonrpc2.ParseError, "bad Content-Length in message header"); err != nil {
					return 0, err
				}
				continue
			}
			length = n
		}
	}
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// reject answers a message whose id nobody can know.
func (s *stream) reject(code jsonrpc2.Code, message string) error {
	text, err := json.Marshal(message)
	if err != nil {
		return err
	}
	return s.send(fmt.Appendf(nil, `{"jsonrpc":"2.0","id":null,"error":{"code":%d,"message":%s}}`, code, text))
}

// Write sends a message as one write.
func (s *stream) Write(ctx context.Context, msg jsonrpc2.Message) (int64, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	body, err := jsonrpc2.EncodeMessage(msg)
	if err != nil {
		return 0, err
	}
	return int64(len(body)), s.send(body)
}

func (s *stream) send(body []byte) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "Content-Length: %d\r\n\r\n", len(body))
	b.Write(body)
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err := s.conn.Write(b.Bytes())
	return err
}

func (s *stream) Close() error { return s.conn.Close() }
