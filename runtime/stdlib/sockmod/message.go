//go:build unix

package sockmod

import (
	"golang.org/x/sys/unix"

	"github.com/asynctools/asynctools/runtime/object"
)

// sendmsg(buffers[, ancdata[, flags[, address]]]).
func sendmsg(t *Thread, a []Value, _ kwargs) (Value, error) {
	s := object.Cast[Socket](a[0])
	var data []byte
	err := t.Each(a[1], func(v Value) error {
		b, err := t.BytesArg(v)
		data = append(data, b...)
		return err
	})
	if err != nil {
		return Value{}, err
	}
	var oob []byte
	if a[2].Valid() {
		err = t.Each(a[2], func(v Value) error {
			items, err := t.Collect(v)
			if err != nil {
				return err
			}
			if len(items) != 3 {
				return t.Raisef(object.TypeError, "[sendmsg() ancillary data items] must be 3-item tuples")
			}
			level, err := t.IntArg(items[0])
			if err != nil {
				return err
			}
			typ, err := t.IntArg(items[1])
			if err != nil {
				return err
			}
			b, err := t.BytesArg(items[2])
			if err != nil {
				return err
			}
			oob = append(oob, controlMessage(int32(level), int32(typ), b)...)
			return nil
		})
		if err != nil {
			return Value{}, err
		}
	}
	f, err := optInt(t, a[3], 0)
	if err != nil {
		return Value{}, err
	}
	var sa unix.Sockaddr
	if a[4].Valid() && !a[4].IsNone() {
		if sa, err = s.sockaddr(t, "sendmsg", a[4]); err != nil {
			return Value{}, err
		}
	}
	n := 0
	err = s.retry(t, true, f, func() (err error) {
		n, err = s.transmit(t, data, oob, sa, f)
		return err
	})
	return object.Int(int64(n)), err
}

// recvmsg receives into bufs and returns the ancillary data, flags and address.
func recvmsg(t *Thread, s *Socket, bufs [][]byte, ancSize, flagsArg Value) (n int, anc, rflags, from Value, err error) {
	k, err := optInt(t, ancSize, 0)
	if err != nil {
		return
	}
	if k < 0 {
		err = t.Raisef(object.ValueError, "invalid ancillary data buffer length")
		return
	}
	f, err := optInt(t, flagsArg, 0)
	if err != nil {
		return
	}
	oob := make([]byte, k)
	var oobn, rf int
	var sa unix.Sockaddr
	err = s.retry(t, false, f, func() (err error) {
		n, oobn, rf, sa, err = s.receiveMessage(t, bufs, oob, f)
		return err
	})
	if err != nil {
		return
	}
	list := object.NewList()
	if oobn > 0 {
		msgs, perr := unix.ParseSocketControlMessage(oob[:oobn])
		if perr != nil {
			err = oserror(t, perr)
			return
		}
		for _, m := range msgs {
			list.Append(object.NewTuple(object.Int(int64(m.Header.Level)), object.Int(int64(m.Header.Type)), object.NewBytes(append([]byte(nil), m.Data...))))
		}
	}
	from = none
	if sa != nil {
		from = addrValue(sa)
	}
	return n, object.Of(list), object.Int(int64(rf &^ msgCloexec)), from, nil
}
