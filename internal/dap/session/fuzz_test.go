package session_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/asynctools/asynctools/internal/dap/fake"
	"github.com/asynctools/asynctools/internal/dap/session"
	"github.com/asynctools/asynctools/runtime/inspect"
)

// FuzzServe feeds a session whatever: it must end with its input.
func FuzzServe(f *testing.F) {
	path := filepath.Join(f.TempDir(), "program")
	if err := os.WriteFile(path, []byte("set x 1\nprint y\nloop\n"), 0o600); err != nil {
		f.Fatal(err)
	}
	frame := func(command, args string) string {
		body := fmt.Sprintf(`{"seq":1,"type":"request","command":%q,"arguments":%s}`, command, args)
		return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body)
	}
	begin := frame("initialize", "{}") + frame("launch", fmt.Sprintf(`{"program":%q,"stopOnEntry":true}`, path))
	f.Add([]byte(begin + frame("configurationDone", "{}") + frame("stackTrace", `{"threadId":1,"startFrame":-5}`)))
	f.Add([]byte(begin + frame("setBreakpoints", fmt.Sprintf(`{"source":{"path":%q},"breakpoints":[{"line":-3,"column":9}]}`, path))))
	f.Add([]byte(begin + frame("terminate", "null") + frame("disconnect", `{"terminateDebuggee":null}`)))
	f.Fuzz(func(t *testing.T, input []byte) {
		var target *fake.Target
		err := session.Serve(context.Background(), readWriter{bytes.NewReader(input), io.Discard}, session.Config{
			Engine: func(session.Spec) (_ inspect.Target, err error) {
				target, err = fake.New(path, io.Discard, io.Discard)
				return target, err
			},
		})
		_ = err // a broken connection is one
		if target != nil {
			_ = target.Close()
		}
	})
}

type readWriter struct {
	io.Reader
	io.Writer
}
