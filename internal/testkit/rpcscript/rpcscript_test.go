package rpcscript

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"
)

func TestHolds(t *testing.T) {
	for _, test := range []struct {
		got, want string
		holds     bool
	}{
		{`{"a": 1, "b": 2}`, `{"a": 1}`, true},
		{`{"a": 1}`, `{"a": 1, "b": 2}`, false},
		{`{"a": null}`, `{"a": null}`, true},
		{`{}`, `{"a": null}`, false},
		{`[1, 2]`, `[1]`, false},
		{`[{"a": 1, "b": 2}]`, `[{"b": 2}]`, true},
		{`"some text"`, `"/me t/"`, true},
		{`"/"`, `"/"`, true},
		{`3`, `"/3/"`, false},
		{`[1]`, `"$any"`, true},
		{`true`, `1`, false},
	} {
		var got, want any
		for text, into := range map[string]*any{test.got: &got, test.want: &want} {
			if err := json.Unmarshal([]byte(text), into); err != nil {
				t.Fatal(err)
			}
		}
		if test.got == test.want {
			want = got
		}
		if Holds(got, want) != test.holds {
			t.Errorf("%s holds %s: want %v", test.got, test.want, test.holds)
		}
	}
}

// echo answers each message with {"reply": message} and greets.
func echo(conn net.Conn) {
	defer conn.Close()
	send := func(s string) { fmt.Fprintf(conn, "Content-Length: %d\r\n\r\n%s", len(s), s) }
	send(`{"event": "hello"}`)
	in := bufio.NewReader(conn)
	for {
		msg, err := ReadMessage(in)
		if err != nil {
			return
		}
		body, err := json.Marshal(Message{"reply": msg})
		if err != nil {
			return
		}
		send(string(body))
	}
}

func TestPlay(t *testing.T) {
	for name, test := range map[string]struct{ script, err string }{
		"any order":    {"> {\"n\": 1}\n< {\"reply\": {\"n\": 1}}\n< {\"event\": \"hello\"}\n", ""},
		"variables":    {"< {\"event\": \"hello\"}\n> {\"n\":\n  \"$NAME\"}\n< {\"reply\": {\"n\": \"value\", \"v\": 2}}\n", ""},
		"set":          {"< {\"event\": \"hello\"}\nset\n> {\"n\": \"$NAMES\", \"o\": \"$NAME\"}\n< {\"reply\": {\"n\": \"all\", \"o\": \"value\"}}\n", ""},
		"unexpected":   {"# nobody asks for the greeting\n", "messages that the script does not expect"},
		"missing":      {"< {\"event\": \"bye\"}\n", "line 1: no message holds"},
		"hung up":      {"close\n< {\"event\": \"bye\"}\n", "line 2: the server hung up"},
		"unknown step": {"\n\nsleep 3\n", "line 3: unknown step"},
		"no JSON":      {"> {\n", "line 1: message to send"},
		"raw":          {"raw \"Content-Length: 2\\r\\n\\r\\n{}\"\n< {\"reply\": {}}\n< {\"event\": \"hello\"}\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			left, right := net.Pipe()
			go echo(left)
			err := Play(test.script, right, Options{
				Vars: map[string]string{"NAME": "value"}, Timeout: 200 * time.Millisecond,
				Commands: map[string]func(*Run, string) error{"set": func(r *Run, _ string) error { r.Set("NAMES", "all"); return nil }},
				Prepare:  func(m Message) { m["v"] = 2 },
			})
			right.Close()
			if test.err == "" && err != nil || test.err != "" && (err == nil || !strings.Contains(err.Error(), test.err)) {
				t.Errorf("error is %v, want %q", err, test.err)
			}
		})
	}
}
