// Package logx makes the loggers that the binaries inject. Logs go to stderr
// or to a file and never to stdout, which belongs to the protocols.
package logx

import (
	"fmt"
	"io"
	"os"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

// New makes a logger that writes lines for people at the given level ("debug",
// "info", "warn", "error").
func New(w io.Writer, level string) (*zap.Logger, error) {
	at, err := zapcore.ParseLevel(level)
	if err != nil {
		return nil, fmt.Errorf("unknown log level %q: want debug, info, warn or error", level)
	}
	enc := zap.NewDevelopmentEncoderConfig()
	enc.EncodeTime = zapcore.ISO8601TimeEncoder
	return zap.New(zapcore.NewCore(zapcore.NewConsoleEncoder(enc), zapcore.Lock(zapcore.AddSync(w)), at)), nil
}

// Open is New on a file, which is appended to, or on fallback when path is
// empty. close must be called when the logger is done with.
func Open(path string, fallback io.Writer, level string) (log *zap.Logger, close func() error, err error) {
	if path == "" {
		log, err = New(fallback, level)
		return log, func() error { return nil }, err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, nil, err
	}
	if log, err = New(f, level); err != nil {
		f.Close()
		return nil, nil, err
	}
	return log, f.Close, nil
}
