// Package rpcscript plays a written conversation against a server that frames
// JSON messages with Content-Length headers, as LSP and DAP do.
//
// A script is lines:
//
//	# a comment
//	> {"id": 1, "method": "initialize", "params": {}}     send
//	< {"id": 1, "result": {"capabilities": {}}}           expect a message that holds this
//	raw "Content-Length: 2\r\n\r\n{}"                     send these bytes as they are
//	close                                                 end the input of the server
//	word arguments                                        a command that the test adds
//
// A message may go on over further lines that are indented. $NAME is replaced
// by a variable.
//
// An expected message is a part of the real one: an object may have more
// members, an array must have as many items, a string of the form "/re/" is a
// regular expression, "$any" is anything. Expectations that follow each other
// are met in any order; a message that nothing asked for until the end of the
// script is an error.
package rpcscript

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Message is a decoded message.
type Message = map[string]any

// Options of a run.
type Options struct {
	Vars     map[string]string
	Commands map[string]func(*Run, string) error
	// Prepare completes a message that is about to be sent: a version, a number.
	Prepare func(Message)
	// Timeout bounds the wait for one expected message; default 10 s.
	Timeout time.Duration
	// Settle is how long to listen for unasked messages at the end; default 50 ms.
	Settle time.Duration
}

// Run is a conversation going on. Commands use its methods.
type Run struct {
	conn io.ReadWriteCloser
	opt  Options

	mu     sync.Mutex
	unread []Message // guarded by mu
	err    error     // of reading; guarded by mu
	wake   chan struct{}
	// Seen are all messages read so far that an expectation took, in order.
	Seen []Message
}

// Play runs a script. An error names the line.
func Play(script string, conn io.ReadWriteCloser, opt Options) error {
	if opt.Timeout == 0 {
		opt.Timeout = 10 * time.Second
	}
	if opt.Settle == 0 {
		opt.Settle = 50 * time.Millisecond
	}
	r := &Run{conn: conn, opt: opt, wake: make(chan struct{}, 1)}
	go r.read()
	lines := strings.Split(script, "\n")
	for i := 0; i < len(lines); i++ {
		line, first := lines[i], i+1
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		for i+1 < len(lines) && strings.TrimSpace(lines[i+1]) != "" && strings.TrimLeft(lines[i+1], " \t") != lines[i+1] {
			i++
			line += "\n" + lines[i]
		}
		if err := r.step(line); err != nil {
			return fmt.Errorf("line %d: %w", first, err)
		}
	}
	time.Sleep(opt.Settle)
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.unread) > 0 {
		return fmt.Errorf("messages that the script does not expect:\n%s", show(r.unread))
	}
	return nil
}

func (r *Run) step(line string) error {
	word, rest, _ := strings.Cut(line, " ")
	rest = r.expand(rest)
	switch word {
	case ">":
		var msg Message
		if err := json.Unmarshal([]byte(rest), &msg); err != nil {
			return fmt.Errorf("message to send: %w", err)
		}
		return r.Send(msg)
	case "<":
		var want Message
		if err := json.Unmarshal([]byte(rest), &want); err != nil {
			return fmt.Errorf("expected message: %w", err)
		}
		_, err := r.Expect(want)
		return err
	case "raw":
		text, err := strconv.Unquote(strings.TrimSpace(rest))
		if err != nil {
			return fmt.Errorf("raw wants a quoted string: %w", err)
		}
		_, err = io.WriteString(r.conn, text)
		return err
	case "close":
		return r.conn.Close()
	}
	if cmd := r.opt.Commands[word]; cmd != nil {
		return cmd(r, rest)
	}
	return fmt.Errorf("unknown step %q", word)
}

func (r *Run) expand(s string) string {
	// Of two names one may begin with the other.
	names := slices.SortedFunc(maps.Keys(r.opt.Vars), func(a, b string) int { return len(b) - len(a) })
	for _, name := range names {
		s = strings.ReplaceAll(s, "$"+name, r.opt.Vars[name])
	}
	return s
}

// Set makes a variable for the rest of the script.
func (r *Run) Set(name, value string) {
	if r.opt.Vars == nil {
		r.opt.Vars = map[string]string{}
	}
	r.opt.Vars[name] = value
}

// Send frames and sends a message.
func (r *Run) Send(msg Message) error {
	if r.opt.Prepare != nil {
		r.opt.Prepare(msg)
	}
	body, err := json.Marshal(msg)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(r.conn, "Content-Length: %d\r\n\r\n%s", len(body), body)
	return err
}

// Expect waits for a message that holds want and takes it.
func (r *Run) Expect(want Message) (Message, error) {
	deadline := time.After(r.opt.Timeout)
	for {
		r.mu.Lock()
		for i, got := range r.unread {
			if Holds(got, want) {
				r.unread = append(r.unread[:i:i], r.unread[i+1:]...)
				r.Seen = append(r.Seen, got)
				r.mu.Unlock()
				return got, nil
			}
		}
		unread, err := r.unread, r.err
		r.mu.Unlock()
		if err != nil {
			return nil, fmt.Errorf("the server hung up (%w) before it sent\n%s\nunread:\n%s", err, show([]Message{want}), show(unread))
		}
		select {
		case <-r.wake:
		case <-deadline:
			return nil, fmt.Errorf("no message holds\n%s\nunread:\n%s", show([]Message{want}), show(unread))
		}
	}
}

func (r *Run) read() {
	in := bufio.NewReader(r.conn)
	for {
		msg, err := ReadMessage(in)
		r.mu.Lock()
		if err != nil {
			r.err = err
		} else {
			r.unread = append(r.unread, msg)
		}
		r.mu.Unlock()
		select {
		case r.wake <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

// ReadMessage reads one framed message.
func ReadMessage(in *bufio.Reader) (Message, error) {
	length := -1
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return nil, err
		}
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			break
		}
		if name, value, ok := strings.Cut(line, ":"); ok && strings.EqualFold(name, "Content-Length") {
			if length, err = strconv.Atoi(strings.TrimSpace(value)); err != nil {
				return nil, err
			}
		}
	}
	if length < 0 {
		return nil, fmt.Errorf("message without Content-Length")
	}
	body := make([]byte, length)
	if _, err := io.ReadFull(in, body); err != nil {
		return nil, err
	}
	var msg Message
	return msg, json.Unmarshal(body, &msg)
}

// Holds reports whether want is a part of got.
func Holds(got, want any) bool {
	switch want := want.(type) {
	case map[string]any:
		object, ok := got.(map[string]any)
		if !ok {
			return false
		}
		for key, w := range want {
			g, ok := object[key]
			if !ok || !Holds(g, w) {
				return false
			}
		}
		return true
	case []any:
		array, ok := got.([]any)
		if !ok || len(array) != len(want) {
			return false
		}
		for i := range want {
			if !Holds(array[i], want[i]) {
				return false
			}
		}
		return true
	case string:
		if want == "$any" {
			return true
		}
		text, ok := got.(string)
		if ok && len(want) > 2 && want[0] == '/' && want[len(want)-1] == '/' {
			re, err := regexp.Compile(want[1 : len(want)-1])
			return err == nil && re.MatchString(text)
		}
		return ok && text == want
	}
	return got == want
}

func show(list []Message) string {
	var b bytes.Buffer
	for _, m := range list {
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.SetIndent("  ", "  ")
		b.WriteString("  ")
		if err := enc.Encode(m); err != nil {
			fmt.Fprintf(&b, "%v\n", m)
		}
	}
	if len(list) == 0 {
		return "  nothing"
	}
	return strings.TrimRight(b.String(), "\n")
}
