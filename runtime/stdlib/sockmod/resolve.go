//go:build unix

package sockmod

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"

	"github.com/asynctools/asynctools/runtime/object"
)

// The errors of getaddrinfo, with glibc's numbers and words.
const (
	eaiBadFlags = -1
	eaiNoName   = -2
	eaiAgain    = -3
	eaiFamily   = -6
	eaiSockType = -7
	eaiService  = -8
)

var eaiText = map[int]string{
	eaiBadFlags: "Bad value for ai_flags", eaiNoName: "Name or service not known", eaiAgain: "Temporary failure in name resolution",
	eaiFamily: "ai_family not supported", eaiSockType: "ai_socktype not supported", eaiService: "Servname not supported for ai_socktype", -9: "Address family for hostname not supported",
}

// gaiError raises socket.gaierror.
func gaiError(t *Thread, code int) error {
	ty := t.Interp.States["socket.gaierror"].(*object.Type)
	e := object.NewExc(ty, object.Int(int64(code)), object.NewStr(eaiText[code]))
	e.SetExtra(t, 0, object.Int(int64(code)))
	e.SetExtra(t, 1, object.NewStr(eaiText[code]))
	return e
}

// The flags of getaddrinfo and getnameinfo, with Linux's values.
const (
	aiPassive     = 1
	aiCanonName   = 2
	aiNumericHost = 4
	aiNumericServ = 0x400
	niNumericHost = 1
	niNumericServ = 2
	niNoFQDN      = 4
	niNameReqd    = 8
	niDgram       = 16
)

// numeric parses an address written in numbers, the old short forms included.
func numeric(host string) (netip.Addr, bool) {
	if a, err := netip.ParseAddr(host); err == nil {
		return a, true
	}
	b, ok := inetAton(host)
	return netip.AddrFrom4(b), ok
}

// inetAton parses 1 to 4 numbers, decimal, octal or hexadecimal.
func inetAton(s string) (out [4]byte, ok bool) {
	parts := strings.Split(s, ".")
	if s == "" || len(parts) > 4 {
		return out, false
	}
	var n uint64
	for i, p := range parts {
		if p == "" || strings.ContainsAny(p, "_+-") {
			return out, false
		}
		x, err := strconv.ParseUint(p, 0, 64)
		if err != nil {
			return out, false
		}
		if i < len(parts)-1 {
			if x > 255 {
				return out, false
			}
			out[i] = byte(x)
			continue
		}
		rest := 4 - i
		if x >= 1<<(8*rest) {
			return out, false
		}
		n = x
		for k := range rest {
			out[3-k] = byte(n >> (8 * k))
		}
	}
	return out, true
}

// resolve finds the addresses of a host for a family, or AF_UNSPEC.
func resolve(t *Thread, host string, family int) ([]netip.Addr, error) {
	fits := func(a netip.Addr) bool {
		return family == unix.AF_UNSPEC || a.Is4() == (family == unix.AF_INET)
	}
	if a, ok := numeric(host); ok {
		if !fits(a) {
			return nil, gaiError(t, -9)
		}
		return []netip.Addr{a}, nil
	}
	if strings.ContainsAny(host, " :/") {
		return nil, gaiError(t, eaiNoName)
	}
	var found []netip.Addr
	var lerr error
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	done := make(chan struct{})
	go func() {
		defer close(done)
		network := "ip"
		switch family {
		case unix.AF_INET:
			network = "ip4"
		case unix.AF_INET6:
			network = "ip6"
		}
		found, lerr = net.DefaultResolver.LookupNetIP(ctx, network, host)
	}()
	for over := false; !over; {
		err := t.Block(func(wake <-chan struct{}) {
			select {
			case <-done:
				over = true
			case <-wake:
			}
		})
		if err != nil {
			return nil, err
		}
	}
	var out []netip.Addr
	for _, a := range found {
		if a = a.Unmap(); fits(a) {
			out = append(out, a)
		}
	}
	if len(out) > 0 {
		return out, nil
	}
	var dns *net.DNSError
	if errors.As(lerr, &dns) && (dns.IsTemporary || dns.IsTimeout) {
		return nil, gaiError(t, eaiAgain)
	}
	return nil, gaiError(t, eaiNoName)
}

// service is the port of a getaddrinfo call.
func service(t *Thread, v Value, typ, flags int) (int, error) {
	if !v.Valid() || v.IsNone() {
		return 0, nil
	}
	var text string
	if s := object.AsStr(v); s != nil {
		text = s.S
	} else if b := object.AsBytes(v); b != nil {
		text = string(b.B)
	} else if object.IsInstance(v, object.IntType) {
		n, err := t.IntArg(v)
		return int(n) & 0xffff, err
	} else {
		return 0, object.NewExc(object.OSError, object.NewStr("Int or String expected"))
	}
	if n, err := strconv.Atoi(text); err == nil {
		return n & 0xffff, nil
	}
	if text == "" {
		return 0, nil
	}
	if flags&aiNumericServ != 0 {
		return 0, gaiError(t, eaiNoName)
	}
	network := "tcp"
	if typ == unix.SOCK_DGRAM {
		network = "udp"
	}
	n, err := net.LookupPort(network, text)
	if err != nil {
		return 0, gaiError(t, eaiService)
	}
	return n, nil
}

// getaddrinfo(host, port, family=0, type=0, proto=0, flags=0).
func getaddrinfo(t *Thread, a []Value, _ kwargs) (Value, error) {
	var n [4]int
	for i := range n {
		if a[2+i].Valid() {
			x, err := t.IntArg(a[2+i])
			if err != nil {
				return Value{}, err
			}
			n[i] = int(x)
		}
	}
	family, typ, proto, flags := n[0], n[1], n[2], n[3]
	if family != unix.AF_UNSPEC && family != unix.AF_INET && family != unix.AF_INET6 {
		return Value{}, gaiError(t, eaiFamily)
	}
	kinds := []struct{ typ, proto int }{{unix.SOCK_STREAM, unix.IPPROTO_TCP}, {unix.SOCK_DGRAM, unix.IPPROTO_UDP}, {unix.SOCK_RAW, 0}}
	var use []struct{ typ, proto int }
	for _, k := range kinds {
		if typ != 0 && typ != k.typ {
			continue
		}
		if proto != 0 && k.proto != 0 && proto != k.proto {
			continue
		}
		if proto != 0 && k.proto == 0 {
			if typ != unix.SOCK_RAW {
				continue
			}
			k.proto = proto
		}
		use = append(use, k)
	}
	if len(use) == 0 {
		if typ != 0 && typ != unix.SOCK_STREAM && typ != unix.SOCK_DGRAM && typ != unix.SOCK_RAW {
			return Value{}, gaiError(t, eaiSockType)
		}
		return Value{}, gaiError(t, eaiService)
	}
	if (!a[0].Valid() || a[0].IsNone()) && (!a[1].Valid() || a[1].IsNone()) {
		return Value{}, gaiError(t, eaiNoName)
	}
	if typ == unix.SOCK_RAW && object.AsStrV(a[1]) != nil {
		if _, err := strconv.Atoi(object.AsStr(a[1]).S); err != nil {
			return Value{}, gaiError(t, eaiService)
		}
	}
	p, err := service(t, a[1], typ, flags)
	if err != nil {
		return Value{}, err
	}
	if name := object.AsStrV(a[1]); typ == 0 && name != nil {
		if _, err := strconv.Atoi(name.S); err != nil && name.S != "" {
			use = slices.DeleteFunc(use, func(k struct{ typ, proto int }) bool {
				return k.proto == 0 || serviceName(p, map[int]string{6: "tcp", 17: "udp"}[k.proto]) == ""
			})
		}
	}
	var addrs []netip.Addr
	canon := ""
	if !a[0].Valid() || a[0].IsNone() {
		if flags&aiPassive != 0 {
			addrs = []netip.Addr{netip.IPv4Unspecified(), netip.IPv6Unspecified()}
		} else {
			addrs = []netip.Addr{netip.IPv6Loopback(), netip.AddrFrom4([4]byte{127, 0, 0, 1})}
		}
	} else {
		if object.AsStr(a[0]) == nil && object.AsBytes(a[0]) == nil {
			return Value{}, t.Raisef(object.TypeError, "getaddrinfo() argument 1 must be string or None")
		}
		host, err := hostText(t, a[0])
		if err != nil {
			return Value{}, err
		}
		canon = host
		if _, ok := numeric(host); flags&aiNumericHost != 0 && !ok {
			return Value{}, gaiError(t, eaiNoName)
		}
		if addrs, err = resolve(t, host, family); err != nil {
			return Value{}, err
		}
	}
	if flags&aiCanonName == 0 {
		canon = ""
	}
	out := object.NewList()
	for _, addr := range addrs {
		fam := unix.AF_INET
		var sa unix.Sockaddr = &unix.SockaddrInet4{Port: p}
		if addr.Is4() {
			sa.(*unix.SockaddrInet4).Addr = addr.As4()
		} else {
			fam = unix.AF_INET6
			six := &unix.SockaddrInet6{Port: p, Addr: addr.As16()}
			if z := addr.Zone(); z != "" {
				six.ZoneId = zoneID(z)
			}
			sa = six
		}
		if family != unix.AF_UNSPEC && fam != family {
			continue
		}
		for _, k := range use {
			out.Append(object.NewTuple(object.Int(int64(fam)), object.Int(int64(k.typ)), object.Int(int64(k.proto)), object.NewStr(canon), addrValue(sa)))
			canon = ""
		}
	}
	return object.Of(out), nil
}

// getnameinfo(sockaddr, flags).
func getnameinfo(t *Thread, a []Value, _ kwargs) (Value, error) {
	tup := object.AsTuple(a[0])
	if tup == nil {
		return Value{}, t.Raisef(object.TypeError, "getnameinfo() argument 1 must be a tuple")
	}
	if len(tup.Items) < 2 || len(tup.Items) > 4 {
		return Value{}, t.Raisef(object.TypeError, "getnameinfo(): illegal sockaddr argument")
	}
	flags, err := t.IntArg(a[1])
	if err != nil {
		return Value{}, err
	}
	host, err := hostText(t, tup.Items[0])
	if err != nil {
		return Value{}, err
	}
	p, err := t.IntArg(tup.Items[1])
	if err != nil {
		return Value{}, err
	}
	addr, ok := numeric(host)
	if !ok {
		return Value{}, gaiError(t, eaiNoName)
	}
	name := addr.String()
	if flags&niNumericHost == 0 {
		if names, err := net.LookupAddr(name); err == nil && len(names) > 0 {
			name = strings.TrimSuffix(names[0], ".")
		} else if flags&niNameReqd != 0 {
			return Value{}, gaiError(t, eaiNoName)
		}
	}
	serv := strconv.FormatInt(p&0xffff, 10)
	if flags&niNumericServ == 0 {
		proto := "tcp"
		if flags&niDgram != 0 {
			proto = "udp"
		}
		if s := serviceName(int(p), proto); s != "" {
			serv = s
		}
	}
	return object.NewTuple(object.NewStr(name), object.NewStr(serv)), nil
}
