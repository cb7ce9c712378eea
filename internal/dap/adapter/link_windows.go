package adapter

import (
	"crypto/rand"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"sync"
	"time"
)

// Windows hands no descriptors down: the debuggee connects to a port that is
// open only until it has shown the token it was given.
type link struct {
	listener net.Listener
	token    string
	ready    chan struct{}
	once     sync.Once
	conn     net.Conn // set before ready is closed; nil when nobody came
}

func newLink(cmd *exec.Cmd) (*link, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	l := &link{listener: listener, token: rand.Text(), ready: make(chan struct{})}
	cmd.Env = append(cmd.Env, fmt.Sprintf("%s=%s %s", linkVariable, listener.Addr(), l.token))
	go l.accept()
	return l, nil
}

func (l *link) accept() {
	defer close(l.ready)
	for {
		conn, err := l.listener.Accept()
		if err != nil {
			return
		}
		_ = conn.SetReadDeadline(time.Now().Add(5 * time.Second))
		shown := make([]byte, len(l.token))
		if _, err := io.ReadFull(conn, shown); err == nil && string(shown) == l.token {
			_ = conn.SetReadDeadline(time.Time{})
			l.conn = conn
			_ = l.listener.Close()
			return
		}
		_ = conn.Close()
	}
}

func (l *link) closeTheirs() {}

func (l *link) Read(p []byte) (int, error) {
	if <-l.ready; l.conn == nil {
		return 0, io.EOF
	}
	return l.conn.Read(p)
}

func (l *link) Write(p []byte) (int, error) {
	if <-l.ready; l.conn == nil {
		return 0, io.ErrClosedPipe
	}
	return l.conn.Write(p)
}

func (l *link) Close() error {
	l.once.Do(func() { _ = l.listener.Close() })
	if <-l.ready; l.conn == nil {
		return nil
	}
	return l.conn.Close()
}

func openLink() (io.ReadWriteCloser, error) {
	var address, token string
	if _, err := fmt.Sscan(os.Getenv(linkVariable), &address, &token); err != nil {
		return nil, errNotByHand
	}
	if err := os.Unsetenv(linkVariable); err != nil {
		return nil, err
	}
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	if _, err := io.WriteString(conn, token); err != nil {
		return nil, err
	}
	return conn, nil
}

func setProcessAttributes(*exec.Cmd) {}

func killGroup(cmd *exec.Cmd) {
	if cmd.Process != nil {
		_ = cmd.Process.Kill()
	}
}

func signalNumber(*os.ProcessState) int { return 0 }
