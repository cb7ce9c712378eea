//go:build unix

package loop

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib/iowait"
	"github.com/asynctools/asynctools/runtime/vm"
)

// Transport is the transport of a stream socket: what asyncio calls
// _SelectorSocketTransport.
type Transport struct {
	object.Header
	attrs     object.Attrs
	loop      *Loop
	sock      Value // the socket object, or invalid after the end
	fd        int   // -1 after the end
	shownFD   int   // in its repr, for good
	proto     Value
	server    Value // whose connection it is, or invalid
	extra     Value // a dict
	buffered  bool  // the protocol is a BufferedProtocol
	out       [][]byte
	outSize   int
	reading   bool // watched for reading
	paused    bool
	closing   bool
	eof       bool
	connLost  int
	high, low int
	full      bool  // the protocol was told to pause writing
	drained   Value // a future of somebody who waits for an empty buffer
}

// TransportType is its type.
var TransportType = &object.Type{Name: "_SocketTransport"}

const (
	readSize = 256 << 10
	// lostWarnings is after how many writes to a lost connection to warn.
	lostWarnings = 5
)

func asTransport(v Value) *Transport {
	if v.Valid() && v.Type().IsSubtype(TransportType) {
		return object.Cast[Transport](v)
	}
	return nil
}

func (tr *Transport) value() Value { return object.Of(tr) }

func (tr *Transport) traverse(visit func(Value)) {
	for _, v := range []Value{tr.sock, tr.proto, tr.server, tr.extra, tr.drained} {
		if v.Valid() {
			visit(v)
		}
	}
	if tr.loop != nil {
		visit(object.Of(tr.loop))
	}
	tr.attrs.Traverse(visit)
}

// init is __init__(loop, sock, protocol, waiter, extra, server).
func (tr *Transport) init(t *Thread, a []Value) error {
	l := asLoop(a[0])
	if l == nil {
		return t.Raisef(object.TypeError, "an event loop is required, not %s", a[0].Type().TpName())
	}
	fd, err := fileno(t, a[1])
	if err != nil {
		return err
	}
	tr.loop, tr.fd, tr.shownFD = l, fd, fd
	tr.Take(a[0])
	tr.high, tr.low = 64<<10, 16<<10
	t.Store(&tr.Header, &tr.sock, a[1])
	t.Store(&tr.Header, &tr.extra, a[4])
	if a[5].Valid() && !a[5].IsNone() {
		t.Store(&tr.Header, &tr.server, a[5])
	}
	if err := tr.setProtocol(t, a[2]); err != nil {
		return err
	}
	if tr.server.Valid() {
		if err := tr.tellServer(t, "_attach"); err != nil {
			return err
		}
	}
	waiter := a[3]
	l.soon(t, tr.value(), func(t *Thread) error {
		return tr.tell(t, "connection_made", "Fatal error: protocol.connection_made() call failed.", tr.value())
	})
	l.soon(t, tr.value(), func(t *Thread) error {
		if tr.closing || tr.paused {
			return nil
		}
		return tr.startReading(t)
	})
	if waiter.Valid() && !waiter.IsNone() {
		l.soon(t, waiter, func(t *Thread) error {
			if f := AsFuture(waiter); f != nil && f.state == pending {
				return f.SetResult(t, none)
			}
			return nil
		})
	}
	return nil
}

func (tr *Transport) tellServer(t *Thread, name string) error {
	r, err := t.CallMethod(tr.server, t.Interp.Intern(name), tr.value())
	t.DropFloating(r)
	return err
}

// setProtocol changes who gets the data.
func (tr *Transport) setProtocol(t *Thread, p Value) error {
	t.Store(&tr.Header, &tr.proto, p)
	f, err := t.GetAttrOpt(p, t.Interp.Intern("get_buffer"))
	if err != nil {
		return err
	}
	tr.buffered = f.Valid()
	if f.Valid() {
		if d, err := t.GetAttrOpt(p, t.Interp.Intern("data_received")); err == nil && d.Valid() {
			// Both: what the class derives from decides.
			base := t.Interp.Modules.GetString("asyncio.protocols")
			if base.Valid() {
				cls, err := t.GetAttrString(base, "BufferedProtocol")
				if err != nil {
					return err
				}
				if tr.buffered, err = t.IsInstanceOf(p, cls); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// passes reports an error that ends the loop rather than the connection.
func passes(err error) bool {
	x, ok := err.(*object.Exception)
	return !ok || x.Type().IsSubtype(object.SystemExit) || x.Type().IsSubtype(object.KeyboardInterrupt)
}

// tell calls a method of the protocol; its failure is fatal to the connection.
func (tr *Transport) tell(t *Thread, name, failure string, args ...Value) error {
	if !tr.proto.Valid() {
		return nil
	}
	r, err := t.CallMethod(tr.proto, t.Interp.Intern(name), args...)
	t.DropFloating(r)
	if err == nil {
		return nil
	}
	if passes(err) {
		return err
	}
	if name == "connection_made" {
		// As in any callback of the loop.
		tr.loop.report(t, "Exception in callback "+callableText(t, tr.proto), t.AsRaised(err))
		return nil
	}
	return tr.fatal(t, t.AsRaised(err), failure)
}

// report tells the loop's exception handler.
func (l *Loop) report(t *Thread, msg string, e *object.Exception) {
	ctx := object.NewDict()
	ctx.SetString(t, "message", object.NewStr(msg))
	ctx.SetString(t, "exception", object.Of(e))
	l.callExceptionHandler(t, ctx)
}

// fatal ends the connection because of an error.
func (tr *Transport) fatal(t *Thread, e *object.Exception, msg string) error {
	v := object.Of(e)
	v.Hold()
	defer t.Release(v)
	if !e.Type().IsSubtype(object.OSError) {
		vm.Of(t).EnsureTraceback(e)
		ctx := object.NewDict()
		ctx.SetString(t, "message", object.NewStr(msg))
		ctx.SetString(t, "exception", v)
		ctx.SetString(t, "transport", tr.value())
		ctx.SetString(t, "protocol", tr.proto)
		tr.loop.callExceptionHandler(t, ctx)
	}
	tr.forceClose(t, v)
	return nil
}

func (tr *Transport) startReading(t *Thread) error {
	tr.reading = true
	return tr.loop.watch(t, tr.fd, canRead, tr.loop.nativeHandle(t, tr.value(), tr.readReady))
}

func (tr *Transport) stopReading(t *Thread) {
	if tr.reading {
		tr.reading = false
		tr.loop.unwatch(t, tr.fd, canRead)
	}
}

// readReady takes what has come in.
func (tr *Transport) readReady(t *Thread) error {
	if tr.connLost > 0 || tr.fd < 0 {
		return nil
	}
	if tr.buffered {
		return tr.readBuffered(t)
	}
	s := tr.loop.sel
	if s.buf == nil {
		s.buf = make([]byte, readSize)
	}
	n, err := readNow(t, tr.fd, s.buf)
	if err != nil {
		return tr.readFailed(t, err)
	}
	if n == 0 {
		return tr.readEOF(t)
	}
	return tr.tell(t, "data_received", "Fatal error: protocol.data_received() call failed.", object.NewBytes(append(make([]byte, 0, n), s.buf[:n]...)))
}

func (tr *Transport) readFailed(t *Thread, err error) error {
	if err == unix.EAGAIN || err == unix.EINTR {
		return nil
	}
	return tr.fatal(t, t.AsRaised(object.OSErrorOf(t, err, Value{})), "Fatal read error on socket transport")
}

func (tr *Transport) readBuffered(t *Thread) error {
	buf, err := t.CallMethod(tr.proto, t.Interp.Intern("get_buffer"), object.Int(-1))
	var b []byte
	if err == nil {
		if b, err = t.WritableArg(buf); err == nil && len(b) == 0 {
			err = t.Raisef(object.RuntimeError, "get_buffer() returned an empty buffer")
		}
	}
	if err != nil {
		if passes(err) {
			return err
		}
		return tr.fatal(t, t.AsRaised(err), "Fatal error: protocol.get_buffer() call failed.")
	}
	buf.Hold()
	defer t.Release(buf)
	n, err := readNow(t, tr.fd, b)
	if err != nil {
		return tr.readFailed(t, err)
	}
	if n == 0 {
		return tr.readEOF(t)
	}
	return tr.tell(t, "buffer_updated", "Fatal error: protocol.buffer_updated() call failed.", object.Int(int64(n)))
}

func (tr *Transport) readEOF(t *Thread) error {
	r, err := t.CallMethod(tr.proto, t.Interp.Intern("eof_received"))
	keep := false
	if err == nil {
		keep, err = t.Truth(r)
		t.DropFloating(r)
	}
	if err != nil {
		if passes(err) {
			return err
		}
		return tr.fatal(t, t.AsRaised(err), "Fatal error: protocol.eof_received() call failed.")
	}
	if keep {
		// A half-closed connection: there is nothing more to read.
		tr.stopReading(t)
		return nil
	}
	tr.close(t)
	return nil
}

// write is write(data).
func (tr *Transport) write(t *Thread, v Value) error {
	b := object.AsBytes(v)
	var data []byte
	if b != nil {
		data = b.B
	} else {
		var err error
		if data, err = t.BytesArg(v); err != nil {
			return t.Raisef(object.TypeError, "data argument must be a bytes-like object, not '%s'", v.Type().TpName())
		}
	}
	if err := tr.checkWrite(t); err != nil {
		return err
	}
	if len(data) == 0 {
		return nil
	}
	if tr.connLost > 0 {
		tr.connLost++
		return nil
	}
	if tr.outSize == 0 {
		n, err := writeNow(t, tr.fd, data)
		switch {
		case err == unix.EAGAIN || err == unix.EINTR:
		case err != nil:
			return tr.fatal(t, t.AsRaised(object.OSErrorOf(t, err, Value{})), "Fatal write error on socket transport")
		default:
			if data = data[n:]; len(data) == 0 {
				return nil
			}
		}
		if err := tr.loop.watch(t, tr.fd, canWrite, tr.loop.nativeHandle(t, tr.value(), tr.writeReady)); err != nil {
			return err
		}
	}
	if !v.Is(object.BytesType) {
		data = append([]byte(nil), data...)
	}
	tr.out = append(tr.out, data)
	tr.outSize += len(data)
	return tr.flow(t)
}

func (tr *Transport) checkWrite(t *Thread) error {
	if tr.eof {
		return t.Raisef(object.RuntimeError, "Cannot call write() after write_eof()")
	}
	if tr.drained.Valid() {
		return t.Raisef(object.RuntimeError, "unable to write; sendfile is in progress")
	}
	return nil
}

// writeReady sends what is buffered.
func (tr *Transport) writeReady(t *Thread) error {
	if tr.connLost > 0 || tr.fd < 0 {
		return nil
	}
	n, err := writevNow(t, tr.fd, tr.out)
	if err == unix.EAGAIN || err == unix.EINTR {
		return nil
	}
	if err != nil {
		tr.loop.unwatch(t, tr.fd, canWrite)
		tr.out, tr.outSize = nil, 0
		tr.wakeDrained(t, t.AsRaised(object.OSErrorOf(t, err, Value{})))
		return tr.fatal(t, t.AsRaised(object.OSErrorOf(t, err, Value{})), "Fatal write error on socket transport")
	}
	tr.outSize -= n
	for n > 0 {
		if n < len(tr.out[0]) {
			tr.out[0] = tr.out[0][n:]
			break
		}
		n -= len(tr.out[0])
		tr.out[0] = nil
		tr.out = tr.out[1:]
	}
	if err := tr.flow(t); err != nil {
		return err
	}
	if tr.outSize > 0 || tr.fd < 0 {
		return nil
	}
	tr.out = nil
	tr.loop.unwatch(t, tr.fd, canWrite)
	tr.wakeDrained(t, nil)
	switch {
	case tr.closing:
		tr.loseSoon(t, none)
	case tr.eof:
		_ = iowait.Do(t, func() error { return unix.Shutdown(tr.fd, unix.SHUT_WR) })
	}
	return nil
}

func (tr *Transport) wakeDrained(t *Thread, e *object.Exception) {
	f := AsFuture(tr.drained)
	if f == nil || f.state != pending {
		return
	}
	if e != nil {
		_ = f.SetException(t, object.Of(e))
	} else {
		_ = f.SetResult(t, none)
	}
}

// flow tells the protocol when the buffer crosses its limits.
func (tr *Transport) flow(t *Thread) error {
	name := ""
	switch {
	case !tr.full && tr.outSize > tr.high:
		tr.full, name = true, "pause_writing"
	case tr.full && tr.outSize <= tr.low:
		tr.full, name = false, "resume_writing"
	default:
		return nil
	}
	if !tr.proto.Valid() {
		return nil
	}
	r, err := t.CallMethod(tr.proto, t.Interp.Intern(name))
	t.DropFloating(r)
	if err == nil || passes(err) {
		return err
	}
	ctx := object.NewDict()
	ctx.SetString(t, "message", object.NewStr("protocol."+name+"() failed"))
	ctx.SetString(t, "exception", object.Of(t.AsRaised(err)))
	ctx.SetString(t, "transport", tr.value())
	ctx.SetString(t, "protocol", tr.proto)
	tr.loop.callExceptionHandler(t, ctx)
	return nil
}

// close ends the connection when what is buffered has been sent.
func (tr *Transport) close(t *Thread) {
	if tr.closing {
		return
	}
	tr.closing = true
	tr.stopReading(t)
	if tr.outSize == 0 {
		tr.connLost++
		tr.loseSoon(t, none)
	}
}

// forceClose ends the connection at once.
func (tr *Transport) forceClose(t *Thread, exc Value) {
	if tr.connLost > 0 {
		return
	}
	if tr.outSize > 0 {
		tr.out, tr.outSize = nil, 0
		tr.loop.unwatch(t, tr.fd, canWrite)
	}
	if !tr.closing {
		tr.closing = true
		tr.stopReading(t)
	}
	tr.connLost++
	tr.loseSoon(t, exc)
}

// loseSoon tells the protocol in the next pass that the connection is lost.
func (tr *Transport) loseSoon(t *Thread, exc Value) {
	tr.connLost = max(tr.connLost, 1)
	exc.Hold()
	tr.loop.soon(t, tr.value(), func(t *Thread) error {
		defer t.Release(exc)
		return tr.lost(t, exc)
	})
}

func (tr *Transport) lost(t *Thread, exc Value) error {
	var err error
	if tr.proto.Valid() {
		var r Value
		r, err = t.CallMethod(tr.proto, t.Interp.Intern("connection_lost"), exc)
		t.DropFloating(r)
	}
	if err != nil && !passes(err) {
		tr.loop.report(t, "Exception in callback "+callableText(t, tr.proto), t.AsRaised(err))
		err = nil
	}
	r, cerr := t.CallMethod(tr.sock, t.Interp.Intern("close"))
	t.DropFloating(r)
	if err == nil {
		err = cerr
	}
	tr.fd = -1
	server := tr.server
	tr.server = Value{}
	for _, slot := range []*Value{&tr.sock, &tr.proto} {
		v := *slot
		*slot = Value{}
		t.Release(v)
	}
	if server.Valid() {
		r, serr := t.CallMethod(server, t.Interp.Intern("_detach"), tr.value())
		t.DropFloating(r)
		t.Release(server)
		if err == nil {
			err = serr
		}
	}
	return err
}

func (tr *Transport) repr(t *Thread, v Value) (Value, error) {
	s := "<" + v.Type().Name
	switch {
	case !tr.sock.Valid():
		s += " closed"
	case tr.closing:
		s += " closing"
	}
	s += fmt.Sprintf(" fd=%d", tr.shownFD)
	if tr.loop != nil && tr.sock.Valid() && !tr.loop.closed {
		read, write := "idle", "idle"
		if tr.reading {
			read = "polling"
		}
		if tr.outSize > 0 {
			write = "polling"
		}
		s += fmt.Sprintf(" read=%s write=<%s, bufsize=%d>", read, write, tr.outSize)
	}
	return object.NewStr(s + ">"), nil
}

func (tr *Transport) finalize(t *Thread, v Value) {
	if !tr.sock.Valid() {
		return
	}
	if t.Interp.WarnOf != nil {
		r, _ := tr.repr(t, v)
		if err := t.Interp.WarnOf(t, object.ResourceWarning, "unclosed transport "+object.AsStr(r).S, v); err != nil {
			t.Interp.Unraisable(t, err, "Exception ignored while finalizing transport", v)
		}
	}
	r, err := t.CallMethod(tr.sock, t.Interp.Intern("close"))
	t.DropFloating(r)
	if err != nil {
		t.Interp.Unraisable(t, err, "Exception ignored while finalizing transport", v)
	}
}

func registerTransport() {
	object.DefineType(TransportType, object.ObjectType, "_asyncio", object.Slots{
		New: func(_ *Thread, cls *object.Type, _ []Value, _ kwargs) (Value, error) {
			v := cls.AllocOr(func() Value { return object.Of(&Transport{Header: object.NewHeader(TransportType), fd: -1}) })
			v.Header().SetFlags(object.Finalizes)
			return v, nil
		},
		Init: func(t *Thread, v Value, a []Value, kw kwargs) error {
			var p [6]Value
			if err := object.ParseArgs(t, "_SelectorSocketTransport", "loop, sock, protocol, waiter=None, extra=None, server=None", a, kw, p[:]); err != nil {
				return err
			}
			if !p[4].Valid() || p[4].IsNone() {
				p[4] = object.Of(object.NewDict())
			}
			return object.Cast[Transport](v).init(t, p[:])
		},
		Repr:     func(t *Thread, v Value) (Value, error) { return object.Cast[Transport](v).repr(t, v) },
		Finalize: func(t *Thread, v Value) { object.Cast[Transport](v).finalize(t, v) },
		Traverse: func(v Value, visit func(Value)) { object.Cast[Transport](v).traverse(visit) },
	}, transportDefs()...)
	off := unsafe.Offsetof(Transport{}.attrs)
	TransportType.SetAttrsOffset(off)
	object.RegisterInlineLayout(TransportType, off, func() Value {
		return object.Of(&Transport{Header: object.NewHeader(TransportType), fd: -1})
	})
}

func transportTypes() []*object.Type { return []*object.Type{TransportType} }
