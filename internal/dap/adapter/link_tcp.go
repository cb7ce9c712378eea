package adapter

import (
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"os"
	"sync"
	"time"
)

// tcpLink is our side of a link to a debuggee that inherits nothing from us: it
// runs in an editor's terminal, or on a system that hands no descriptors down.
// The debuggee connects to a port that is open only until somebody has shown
// the token. Reading and writing wait for that.
type tcpLink struct {
	listener net.Listener
	token    string
	ready    chan struct{} // closed when the debuggee is there, or never will be
	once     sync.Once     // closes listener

	// Set before ready is closed.
	conn net.Conn // nil when nobody came
	pid  int
}

func newTCPLink() (*tcpLink, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	l := &tcpLink{listener: listener, token: rand.Text(), ready: make(chan struct{})}
	go l.accept()
	return l, nil
}

// value is what the debuggee must find in linkVariable.
func (l *tcpLink) value() string { return l.listener.Addr().String() + " " + l.token }

// shownTime is how long somebody who connects may take to show the token.
const shownTime = 2 * time.Second

func (l *tcpLink) accept() {
	defer close(l.ready)
	defer l.stopListening()
	for {
		conn, err := l.listener.Accept()
		if err != nil {
			return
		}
		_ = conn.SetReadDeadline(time.Now().Add(shownTime))
		shown := make([]byte, len(l.token)+8)
		if _, err := io.ReadFull(conn, shown); err == nil && string(shown[:len(l.token)]) == l.token {
			_ = conn.SetReadDeadline(time.Time{})
			l.conn, l.pid = conn, int(binary.BigEndian.Uint64(shown[len(l.token):]))
			return
		}
		_ = conn.Close()
	}
}

func (l *tcpLink) stopListening() { l.once.Do(func() { _ = l.listener.Close() }) }

// connected reports whether the debuggee is there.
func (l *tcpLink) connected() bool {
	select {
	case <-l.ready:
		return l.conn != nil
	default:
		return false
	}
}

func (l *tcpLink) Read(p []byte) (int, error) {
	if <-l.ready; l.conn == nil {
		return 0, io.EOF
	}
	return l.conn.Read(p)
}

func (l *tcpLink) Write(p []byte) (int, error) {
	if <-l.ready; l.conn == nil {
		return 0, io.ErrClosedPipe
	}
	return l.conn.Write(p)
}

func (l *tcpLink) Close() error {
	l.stopListening()
	if <-l.ready; l.conn == nil {
		return nil
	}
	return l.conn.Close()
}

// dialLink is the debuggee's side.
func dialLink(value string) (io.ReadWriteCloser, error) {
	var address, token string
	if _, err := fmt.Sscan(value, &address, &token); err != nil {
		return nil, errNotByHand
	}
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("the link to the adapter: %w", err)
	}
	hello := binary.BigEndian.AppendUint64([]byte(token), uint64(os.Getpid()))
	if _, err := conn.Write(hello); err != nil {
		return nil, fmt.Errorf("the link to the adapter: %w", err)
	}
	return conn, nil
}
