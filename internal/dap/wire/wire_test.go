package wire

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func frame(body string) string {
	return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body)
}

// readAll renders every message and error until reading cannot go on.
func readAll(input string, limit int64) []string {
	r := NewReader(strings.NewReader(input), limit)
	var got []string
	for {
		m, err := r.Read()
		switch {
		case err == nil:
			got = append(got, fmt.Sprintf("%d %s %s%s", m.Seq, m.Type, m.Command, m.Event))
		case Recoverable(err):
			got = append(got, "error: "+err.Error())
		default:
			return append(got, err.Error())
		}
	}
}

func TestReader(t *testing.T) {
	one := frame(`{"seq":1,"type":"request","command":"threads"}`)
	two := frame(`{"seq":2,"type":"event","event":"stopped"}`)
	tests := []struct {
		name, input string
		want        []string
	}{
		{"nothing", "", []string{"EOF"}},
		{"two messages", one + two, []string{"1 request threads", "2 event stopped", "EOF"}},
		{"line feeds only", strings.ReplaceAll(one, "\r\n", "\n"), []string{"1 request threads", "EOF"}},
		{"case and other headers", "Content-Type: x\r\n" + strings.ToLower(one[:14]) + one[14:], []string{"1 request threads", "EOF"}},
		{"blank lines between", one + "\r\n\r\n" + two, []string{"1 request threads", "2 event stopped", "EOF"}},
		{"no length", "Content-Type: x\r\n\r\n" + one, []string{
			"error: bad message header: no Content-Length", "1 request threads", "EOF",
		}},
		{"bad length", "Content-Length: many\r\n\r\n" + one, []string{
			`error: bad message header: Content-Length is "many"`, "1 request threads", "EOF",
		}},
		{"negative length", "Content-Length: -1\r\n\r\n" + one, []string{
			`error: bad message header: Content-Length is "-1"`, "1 request threads", "EOF",
		}},
		{"body without header", `{"seq":1}` + one, []string{
			`error: bad message header: "{\"seq\":1}Content-Length: 46"`, "1 request threads", "EOF",
		}},
		{"another protocol", "220 mail ready\r\n\r\n" + one, []string{
			`error: bad message header: "220 mail ready"`, "1 request threads", "EOF",
		}},
		{"a web page", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 68\r\n\r\n" + one, []string{
			"this is an HTTP request, not the Debug Adapter Protocol",
		}},
		{"a web page with a long address", "POST /" + strings.Repeat("a", 9000) + " HTTP/1.1\r\nContent-Length: 68\r\n\r\n" + one, []string{
			"this is an HTTP request, not the Debug Adapter Protocol",
		}},
		{"a web page with a colon", "POST /a:b HTTP/1.1\r\nContent-Length: 68\r\n\r\n" + one, []string{
			"this is an HTTP request, not the Debug Adapter Protocol",
		}},
		{"no JSON", frame(`{"seq":`) + one, []string{
			"error: malformed message: unexpected end of JSON input", "1 request threads", "EOF",
		}},
		{"no object", frame(`[1]`) + one, []string{
			"error: malformed message: the message is a array", "1 request threads", "EOF",
		}},
		{"wrong type in the envelope", frame(`{"seq":"x","type":"request","command":"threads"}`), []string{
			`error: malformed message: "seq" is a string`, "EOF",
		}},
		{"no command", frame(`{"seq":4,"type":"request"}`), []string{
			"error: malformed message: a request without command", "EOF",
		}},
		{"unknown type", frame(`{"seq":4,"type":"wish"}`), []string{
			`error: malformed message: message type "wish"`, "EOF",
		}},
		{"too large", frame(`{"seq":3,"type":"event","event":"`+strings.Repeat("x", 300)+`"}`) + one, []string{
			"error: message too large: 335 bytes, at most 200 are accepted", "1 request threads", "EOF",
		}},
		{"ends inside a header", "Content-Len", []string{"unexpected EOF"}},
		{"ends inside a body", one[:len(one)-5], []string{"unexpected EOF"}},
		{"a length that is a lie", "Content-Length: 199\r\n\r\n{}", []string{"unexpected EOF"}},
		{"header without end", strings.Repeat("x", 10_000) + "\r\n\r\n" + one, []string{
			`error: bad message header: "` + strings.Repeat("x", 60) + `..."`, "1 request threads", "EOF",
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, readAll(test.input, 200)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestEndlessGarbageIsGivenUp(t *testing.T) {
	r := NewReader(io.MultiReader(strings.NewReader("\x00"), endless{}), 0)
	if _, err := r.Read(); err == nil || Recoverable(err) {
		t.Errorf("got %v, want an error that ends the session", err)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '{'
	}
	return len(p), nil
}

func TestWriterRoundTrip(t *testing.T) {
	var buf bytes.Buffer
	w := NewMarkedWriter(&buf, func() Mark { return Mark{Stdout: 7, Stderr: 1} })
	ok := false
	if err := w.Write(&Message{Type: Response, RequestSeq: 3, Success: &ok, Command: "launch", Error: "no"}); err != nil {
		t.Fatal(err)
	}
	if err := w.WriteAs(&Message{Seq: 900, Type: Request, Command: "initialize"}); err != nil {
		t.Fatal(err)
	}
	r := NewReader(&buf, 0)
	first, err := r.Read()
	if err != nil {
		t.Fatal(err)
	}
	if first.Seq != 1 || first.Succeeded() || first.Success == nil || first.Mark == nil || *first.Mark != (Mark{7, 1}) {
		t.Errorf("first message: %+v", first)
	}
	second, err := r.Read()
	if err != nil || second.Seq != 900 {
		t.Errorf("second message: %+v, %v", second, err)
	}
}

func FuzzReader(f *testing.F) {
	f.Add([]byte(frame(`{"seq":1,"type":"request","command":"threads"}`)))
	f.Add([]byte("Content-Length: 2\n\n{}Content-Length: 3\r\n\r\n[]"))
	f.Add([]byte("{}{}\r\n\r\nContent-Length: 99999999999999999999\r\n\r\n"))
	f.Fuzz(func(t *testing.T, input []byte) {
		r := NewReader(bytes.NewReader(input), 1<<16)
		for range len(input) + 2 {
			m, err := r.Read()
			if err != nil && !Recoverable(err) {
				if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, ErrHTTP) {
					return
				}
				t.Fatalf("unexpected end: %v", err)
			}
			if err == nil && m.Type == "" {
				t.Fatal("a message without type")
			}
		}
		t.Fatal("the reader makes no progress")
	})
}
