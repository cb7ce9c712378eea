//go:build unix

package sockmod

import (
	"net"
	"net/netip"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"

	"github.com/asynctools/asynctools/runtime/object"
)

// hostText reads a host argument: a str, or ASCII bytes.
func hostText(t *Thread, v Value) (string, error) {
	if s := object.AsStr(v); s != nil {
		if strings.ContainsRune(s.S, 0) {
			return "", t.Raisef(object.TypeError, "host name must not contain null character")
		}
		return s.S, nil
	}
	if b := object.AsBytes(v); b != nil {
		return string(b.B), nil
	}
	return "", t.Raisef(object.TypeError, "str, bytes or bytearray expected, not %s", v.Type().TpName())
}

// port reads a port number of an address.
func port(t *Thread, what string, v Value) (int, error) {
	n, err := t.IntArg(v)
	if err != nil {
		return 0, err
	}
	if n < 0 || n > 0xffff {
		return 0, t.Raisef(object.OverflowError, "%s(): port must be 0-65535.", what)
	}
	return int(n), nil
}

// resolveOne finds one address of a host, for calls that take a host name.
func resolveOne(t *Thread, host string, family int) (netip.Addr, error) {
	switch {
	case host == "" && family == unix.AF_INET:
		return netip.IPv4Unspecified(), nil
	case host == "":
		return netip.IPv6Unspecified(), nil
	case host == "<broadcast>" || host == "255.255.255.255" && family == unix.AF_INET:
		return netip.AddrFrom4([4]byte{255, 255, 255, 255}), nil
	}
	list, err := resolve(t, host, family)
	if err != nil {
		return netip.Addr{}, err
	}
	return list[0], nil
}

// sockaddr reads an address argument of a call.
func (s *Socket) sockaddr(t *Thread, what string, v Value) (unix.Sockaddr, error) {
	switch s.family {
	case unix.AF_INET:
		tup := object.AsTuple(v)
		if tup == nil {
			return nil, t.Raisef(object.TypeError, "%s(): AF_INET address must be tuple, not %s", what, v.Type().TpName())
		}
		if len(tup.Items) != 2 {
			return nil, t.Raisef(object.TypeError, "AF_INET address must be a pair (host, port)")
		}
		host, err := hostText(t, tup.Items[0])
		if err != nil {
			return nil, err
		}
		p, err := port(t, what, tup.Items[1])
		if err != nil {
			return nil, err
		}
		a, err := resolveOne(t, host, unix.AF_INET)
		if err != nil {
			return nil, err
		}
		return &unix.SockaddrInet4{Port: p, Addr: a.As4()}, nil
	case unix.AF_INET6:
		tup := object.AsTuple(v)
		if tup == nil {
			return nil, t.Raisef(object.TypeError, "%s(): AF_INET6 address must be tuple, not %s", what, v.Type().TpName())
		}
		n := len(tup.Items)
		if n < 2 || n > 4 {
			return nil, t.Raisef(object.TypeError, "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])")
		}
		host, err := hostText(t, tup.Items[0])
		if err != nil {
			return nil, err
		}
		p, err := port(t, what, tup.Items[1])
		if err != nil {
			return nil, err
		}
		host, zone, _ := strings.Cut(host, "%")
		a, err := resolveOne(t, host, unix.AF_INET6)
		if err != nil {
			return nil, err
		}
		sa := &unix.SockaddrInet6{Port: p, Addr: a.As16()}
		if n > 2 {
			flow, err := t.IntArg(tup.Items[2])
			if err != nil {
				return nil, err
			}
			if flow < 0 || flow > 0xfffff {
				return nil, t.Raisef(object.OverflowError, "%s(): flowinfo must be 0-1048575.", what)
			}
		}
		if n > 3 {
			id, err := t.IntArg(tup.Items[3])
			if err != nil {
				return nil, err
			}
			sa.ZoneId = uint32(id)
		} else if zone != "" {
			sa.ZoneId = zoneID(zone)
		}
		return sa, nil
	case unix.AF_UNIX:
		var path string
		if x := object.AsStr(v); x != nil {
			path = x.S
		} else if b := object.AsBytes(v); b != nil {
			path = string(b.B)
		} else if r, ok, err := t.CallSpecial(v, t.Interp.Intern("__fspath__")); err != nil {
			return nil, err
		} else if x := object.AsStrV(r); ok && x != nil {
			path = x.S
		} else {
			return nil, t.Raisef(object.TypeError, "a bytes-like object is required, not '%s'", v.Type().TpName())
		}
		if len(path) > 107 {
			return nil, object.NewExc(object.OSError, object.NewStr("AF_UNIX path too long"))
		}
		if strings.HasPrefix(path, "\x00") {
			path = "@" + path[1:]
		}
		return &unix.SockaddrUnix{Name: path}, nil
	}
	return nil, object.NewExc(object.OSError, object.NewStr(what+"(): bad family"))
}

func zoneID(zone string) uint32 {
	if n, err := strconv.Atoi(zone); err == nil {
		return uint32(n)
	}
	if ifi, err := net.InterfaceByName(zone); err == nil {
		return uint32(ifi.Index)
	}
	return 0
}

// addrValue is an address as Python shows it.
func addrValue(sa unix.Sockaddr) Value {
	switch a := sa.(type) {
	case *unix.SockaddrInet4:
		return object.NewTuple(object.NewStr(netip.AddrFrom4(a.Addr).String()), object.Int(int64(a.Port)))
	case *unix.SockaddrInet6:
		host := netip.AddrFrom16(a.Addr).String()
		if a.ZoneId != 0 {
			if ifi, err := net.InterfaceByIndex(int(a.ZoneId)); err == nil {
				host += "%" + ifi.Name
			}
		}
		return object.NewTuple(object.NewStr(host), object.Int(int64(a.Port)), object.Int(0), object.Int(int64(a.ZoneId)))
	case *unix.SockaddrUnix:
		if a.Name == "@" {
			return object.NewStr("") // no name at all
		}
		if strings.HasPrefix(a.Name, "@") {
			return object.NewBytes([]byte("\x00" + a.Name[1:]))
		}
		return object.NewStr(a.Name)
	}
	return none
}
