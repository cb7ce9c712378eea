package dapscript

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/asynctools/asynctools/internal/dap/wire"
)

// Timeout is how long an expected message may take.
const Timeout = 20 * time.Second

// Play runs a script against the other end of conn, and closes conn. vars are
// put in for $name in the script.
func Play(t *testing.T, conn io.ReadWriteCloser, script string, vars map[string]string) {
	t.Helper()
	lines, err := parse(script)
	if err != nil {
		t.Fatal(err)
	}
	p := &player{
		t: t, conn: conn, vars: map[string]string{}, ignored: map[string]bool{},
		newest: map[string]int{}, incoming: make(chan incoming, 4096), quit: make(chan struct{}),
	}
	for name, value := range vars {
		p.vars[name] = value
	}
	go p.read()
	defer func() {
		close(p.quit)
		_ = conn.Close()
		for range p.incoming { // until the reader has gone
		}
	}()
	for i := 0; i < len(lines); {
		group := i
		for i < len(lines) && isExpectation(lines[i].kind) {
			i++
		}
		if i > group {
			p.expect(lines[group:i])
			continue
		}
		p.act(lines[i])
		i++
	}
	p.nothingLeft()
}

func isExpectation(k lineKind) bool {
	return k == expectResponse || k == expectError || k == expectEvent
}

type incoming struct {
	m   *wire.Message
	err error
}

type player struct {
	t        *testing.T
	conn     io.ReadWriteCloser
	vars     map[string]string
	ignored  map[string]bool
	newest   map[string]int // sequence number of the newest request of a command
	seq      int
	incoming chan incoming
	quit     chan struct{}
	pending  []*wire.Message // arrived, but not yet asked for
	log      []string
}

func (p *player) read() {
	defer close(p.incoming)
	r := wire.NewReader(p.conn, 0)
	for {
		m, err := r.Read()
		select {
		case p.incoming <- incoming{m, err}:
		case <-p.quit:
			return
		}
		if err != nil {
			return
		}
	}
}

func (p *player) fatalf(l scriptLine, format string, args ...any) {
	p.t.Helper()
	tail := p.log[max(0, len(p.log)-25):]
	p.t.Fatalf("script line %d: %s\nthe conversation so far:\n  %s", l.number, fmt.Sprintf(format, args...), strings.Join(tail, "\n  "))
}

func (p *player) act(l scriptLine) {
	p.t.Helper()
	switch l.kind {
	case sendRequest:
		p.seq++
		p.newest[l.name] = p.seq
		args := substitute(l.json, p.vars)
		text := fmt.Sprintf(`{"seq":%d,"type":"request","command":%q`, p.seq, command(l.name))
		if args != "" {
			text += `,"arguments":` + args
		}
		p.write(l, fmt.Sprintf("Content-Length: %d\r\n\r\n%s}", len(text)+1, text))
	case sendRaw:
		raw, err := strconv.Unquote(l.json)
		if err != nil {
			p.fatalf(l, "not a Go string: %v", err)
		}
		p.write(l, raw)
	case ignoreEvent:
		p.ignored[l.name] = true
	case closeOurs:
		if c, ok := p.conn.(interface{ CloseWrite() error }); ok {
			_ = c.CloseWrite()
		} else {
			_ = p.conn.Close()
		}
	case expectClosed:
		for {
			m, err := p.next(l)
			if err != nil {
				if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrClosedPipe) && !errors.Is(err, io.ErrUnexpectedEOF) {
					p.log = append(p.log, "closed with "+err.Error())
				}
				return
			}
			p.pending = append(p.pending, m)
		}
	}
}

// command is a name without its label.
func command(name string) string {
	name, _, _ = strings.Cut(name, "#")
	return name
}

func (p *player) write(l scriptLine, text string) {
	p.t.Helper()
	p.log = append(p.log, "> "+text)
	if _, err := io.WriteString(p.conn, text); err != nil {
		p.fatalf(l, "cannot send: %v", err)
	}
}

// next waits for a message.
func (p *player) next(l scriptLine) (*wire.Message, error) {
	p.t.Helper()
	timeout := time.NewTimer(Timeout)
	defer timeout.Stop()
	for {
		select {
		case in, open := <-p.incoming:
			if !open {
				return nil, io.EOF
			}
			if in.err != nil {
				return nil, in.err
			}
			p.log = append(p.log, "< "+short(encodeMessage(in.m)))
			if in.m.Type == wire.Event && p.ignored[in.m.Event] {
				continue
			}
			return in.m, nil
		case <-timeout.C:
			p.fatalf(l, "nothing came in %v", Timeout)
		}
	}
}

// expect meets every expectation of the group, in whatever order.
func (p *player) expect(group []scriptLine) {
	p.t.Helper()
	open := append([]scriptLine(nil), group...)
	texts := map[int]string{} // output text still expected, by line number
	for len(open) > 0 {
		var m *wire.Message
		if len(p.pending) > 0 {
			m, p.pending = p.pending[0], p.pending[1:]
		} else {
			var err error
			if m, err = p.next(open[0]); err != nil {
				p.fatalf(open[0], "expected %s, but the connection ended: %v", open[0].name, err)
			}
		}
		var whys []string
		met := -1
		for i, l := range open {
			why, done := p.meets(l, m, texts)
			if why == "" {
				met = i
				if !done {
					met = -2
				}
				break
			}
			whys = append(whys, fmt.Sprintf("line %d (%s): %s", l.number, l.name, why))
		}
		switch met {
		case -1:
			p.fatalf(open[0], "unexpected message\n  %s\nexpected was\n  %s", encodeMessage(m), strings.Join(whys, "\n  "))
		case -2:
		default:
			open = append(open[:met], open[met+1:]...)
		}
	}
}

// meets reports why m is not what l expects; done is false when m is only a
// part of it.
func (p *player) meets(l scriptLine, m *wire.Message, texts map[int]string) (why string, done bool) {
	var body any
	_ = json.Unmarshal(m.Body, &body)
	switch l.kind {
	case expectEvent:
		if m.Type != wire.Event || m.Event != l.name {
			return "is no such event", false
		}
		if l.name == "output" {
			if why, done, handled := p.meetsOutput(l, body, texts); handled {
				return why, done
			}
		}
	default:
		wantOK := l.kind == expectResponse
		if m.Type != wire.Response || m.Command != command(l.name) {
			return "is no such response", false
		}
		if m.Succeeded() != wantOK {
			return "success is " + fmt.Sprint(m.Succeeded()), false
		}
		if seq, sent := p.newest[l.name]; sent && seq != m.RequestSeq {
			return "answers another request", false
		}
		if !wantOK {
			object, _ := body.(map[string]any)
			details, _ := object["error"].(map[string]any)
			if details == nil {
				return "has no error in its body", false
			}
			details["message"] = m.Error
			body = details
		}
	}
	if strings.TrimSpace(l.json) == "" {
		return "", true
	}
	var want any
	if err := json.Unmarshal([]byte(substitute(l.json, p.vars)), &want); err != nil {
		return "the script's JSON is wrong: " + err.Error(), false
	}
	captures := map[string]string{}
	if why := match(want, body, captures); why != "" {
		return why, false
	}
	for name, value := range captures {
		p.vars[name] = value
	}
	return "", true
}

// meetsOutput takes text off what is expected of a stream.
func (p *player) meetsOutput(l scriptLine, body any, texts map[int]string) (why string, done, handled bool) {
	var want, got struct{ Category, Output string }
	if json.Unmarshal([]byte(substitute(l.json, p.vars)), &want) != nil || want.Output == "" || want.Output[0] == '~' {
		return "", false, false
	}
	_ = json.Unmarshal([]byte(encode(body)), &got)
	rest, begun := texts[l.number]
	if !begun {
		rest = want.Output
	}
	if got.Category != want.Category || got.Output == rest || !strings.HasPrefix(rest, got.Output) {
		// The last part, or something else: compare as a whole, with whatever
		// else the script asks for.
		if begun && got.Category == want.Category && got.Output == rest {
			return "", true, true
		}
		return "", false, false
	}
	texts[l.number] = rest[len(got.Output):]
	return "", false, true
}

// nothingLeft fails when messages came that no line asked for.
func (p *player) nothingLeft() {
	p.t.Helper()
	settle := time.NewTimer(30 * time.Millisecond)
	defer settle.Stop()
	left := p.pending
	for {
		select {
		case in, open := <-p.incoming:
			if open && in.err == nil {
				if in.m.Type != wire.Event || !p.ignored[in.m.Event] {
					left = append(left, in.m)
				}
				continue
			}
		case <-settle.C:
		}
		break
	}
	for _, m := range left {
		p.t.Errorf("nobody asked for %s", encodeMessage(m))
	}
}

func encodeMessage(m *wire.Message) string { return encode(m) }

func short(s string) string {
	if len(s) > 400 {
		return s[:400] + "..."
	}
	return s
}
