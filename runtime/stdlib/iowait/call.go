package iowait

import (
	"syscall"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/tape"
)

// Call makes a system call whose answer is recorded; a replay gets that answer,
// and calls nothing. The answer must not be changed afterwards. Within another
// question to the world the call is part of that one's answer.
func Call[T any](t *object.Thread, call func() (T, error)) (T, error) {
	tp := t.Interp.Tape
	switch {
	case tp == nil || t.Asking > 0:
		return call()
	case tp.Replays() && tp.IsAside():
		// Descriptors are numbers only, perhaps of other files by now.
		var none T
		return none, syscall.EPERM
	}
	type answer struct {
		v   T
		err error
	}
	var v T
	var err error
	asked := false
	got, broken := t.Answer(tape.System, func() (any, int) {
		asked = true
		t.Broken = nil
		if v, err = call(); err != nil && err == t.Broken {
			return nil, -1
		}
		if _, exc := err.(*object.Exception); exc {
			tp.Refuse("a system call failed in a way that cannot be kept")
		}
		return answer{v, err}, sizeOf(v)
	})
	if asked || broken != nil {
		if broken != nil {
			err = broken
		}
		return v, err
	}
	a, ok := got.(answer)
	if !ok {
		a.err = syscall.EIO // the replay has failed, and is about to end
	}
	return a.v, a.err
}

// Do is Call where there is no answer but an error.
func Do(t *object.Thread, call func() error) error {
	_, err := Call(t, func() (struct{}, error) { return struct{}{}, call() })
	return err
}

// Fill is Call for what puts n bytes into buf.
func Fill(t *object.Thread, buf []byte, call func() (n int, err error)) (int, error) {
	if t.Interp.Tape == nil || t.Asking > 0 {
		return call()
	}
	b, err := Call(t, func() ([]byte, error) {
		n, err := call()
		return append([]byte(nil), buf[:max(n, 0)]...), err
	})
	return copy(buf, b), err
}

func sizeOf(v any) int {
	switch v := v.(type) {
	case []byte:
		return len(v)
	case interface{ Size() int }:
		return v.Size()
	}
	return 16
}
