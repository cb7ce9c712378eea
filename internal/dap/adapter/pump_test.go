package adapter

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/google/go-dap"

	"github.com/asynctools/asynctools/internal/dap/wire"
)

func TestUnfinished(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "a": 0, "é": 0, "😀": 0, "a\xc3": 1, "a\xf0\x9f\x98": 3, "\xf0\x9f": 2, "\xf0": 1,
		"\x80\x80\x80\x80": 0, "\xff": 0, "é\xff": 0,
	} {
		if got := unfinished([]byte(text)); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

// TestPumpKeepsCharacters writes a text byte by byte.
func TestPumpKeepsCharacters(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	var buf bytes.Buffer
	p := newPump("stdout", r, wire.NewWriter(&buf))
	go p.run()
	const text = "naïve 😀 — \xff end \xc3"
	for i := range len(text) {
		if _, err := w.Write([]byte{text[i]}); err != nil {
			t.Fatal(err)
		}
		p.await(int64(i + 1))
	}
	_ = w.Close()
	p.finish()
	var got string
	for reader := wire.NewReader(&buf, 0); ; {
		m, err := reader.Read()
		if err != nil {
			break
		}
		var body dap.OutputEventBody
		if err := json.Unmarshal(m.Body, &body); err != nil || body.Category != "stdout" {
			t.Errorf("%s: %v", m.Body, err)
		}
		got += body.Output
	}
	if want := "naïve 😀 — \ufffd end \ufffd"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestAwaitGivesUp counts on bytes that never come.
func TestAwaitGivesUp(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	p := newPump("stdout", r, wire.NewWriter(&bytes.Buffer{}))
	go p.run()
	began := time.Now()
	p.await(1)
	if d := time.Since(began); d < settleTime || d > 20*settleTime {
		t.Errorf("it waited %v", d)
	}
	_ = w.Close()
	p.await(1) // the stream has ended: at once
	p.finish()
}
