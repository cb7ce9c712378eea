//go:build unix

package sockmod

import (
	"bufio"
	"encoding/binary"
	"net"
	"net/netip"
	"os"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sys/unix"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
	"github.com/asynctools/asynctools/runtime/stdlib/iowait"
)

var once sync.Once

// Register completes the types of this package.
func Register() { once.Do(func() { object.Register(register) }) }

var common = map[string]int64{
	"AF_UNSPEC": unix.AF_UNSPEC, "AF_INET": unix.AF_INET, "AF_INET6": unix.AF_INET6, "AF_UNIX": unix.AF_UNIX,
	"SOCK_STREAM": unix.SOCK_STREAM, "SOCK_DGRAM": unix.SOCK_DGRAM, "SOCK_RAW": unix.SOCK_RAW, "SOCK_SEQPACKET": unix.SOCK_SEQPACKET,
	"SOL_SOCKET": unix.SOL_SOCKET, "SOL_IP": 0, "SOL_TCP": 6, "SOL_UDP": 17, "SOMAXCONN": unix.SOMAXCONN,
	"SO_DEBUG": unix.SO_DEBUG, "SO_REUSEADDR": unix.SO_REUSEADDR, "SO_REUSEPORT": unix.SO_REUSEPORT, "SO_KEEPALIVE": unix.SO_KEEPALIVE,
	"SO_DONTROUTE": unix.SO_DONTROUTE, "SO_BROADCAST": unix.SO_BROADCAST, "SO_LINGER": unix.SO_LINGER, "SO_OOBINLINE": unix.SO_OOBINLINE,
	"SO_SNDBUF": unix.SO_SNDBUF, "SO_RCVBUF": unix.SO_RCVBUF, "SO_SNDLOWAT": unix.SO_SNDLOWAT, "SO_RCVLOWAT": unix.SO_RCVLOWAT,
	"SO_SNDTIMEO": unix.SO_SNDTIMEO, "SO_RCVTIMEO": unix.SO_RCVTIMEO, "SO_ERROR": unix.SO_ERROR, "SO_TYPE": unix.SO_TYPE, "SO_ACCEPTCONN": unix.SO_ACCEPTCONN,
	"IPPROTO_IP": unix.IPPROTO_IP, "IPPROTO_ICMP": unix.IPPROTO_ICMP, "IPPROTO_TCP": unix.IPPROTO_TCP, "IPPROTO_UDP": unix.IPPROTO_UDP,
	"IPPROTO_IPV6": unix.IPPROTO_IPV6, "IPPROTO_ICMPV6": unix.IPPROTO_ICMPV6, "IPPROTO_RAW": unix.IPPROTO_RAW,
	"IP_TOS": unix.IP_TOS, "IP_TTL": unix.IP_TTL, "IP_HDRINCL": unix.IP_HDRINCL, "IP_OPTIONS": unix.IP_OPTIONS, "IP_MULTICAST_IF": unix.IP_MULTICAST_IF,
	"IP_MULTICAST_TTL": unix.IP_MULTICAST_TTL, "IP_MULTICAST_LOOP": unix.IP_MULTICAST_LOOP, "IP_ADD_MEMBERSHIP": unix.IP_ADD_MEMBERSHIP, "IP_DROP_MEMBERSHIP": unix.IP_DROP_MEMBERSHIP,
	"IPV6_V6ONLY": unix.IPV6_V6ONLY, "IPV6_UNICAST_HOPS": unix.IPV6_UNICAST_HOPS, "IPV6_MULTICAST_HOPS": unix.IPV6_MULTICAST_HOPS,
	"IPV6_MULTICAST_IF": unix.IPV6_MULTICAST_IF, "IPV6_MULTICAST_LOOP": unix.IPV6_MULTICAST_LOOP, "IPV6_JOIN_GROUP": unix.IPV6_JOIN_GROUP, "IPV6_LEAVE_GROUP": unix.IPV6_LEAVE_GROUP,
	"TCP_NODELAY": unix.TCP_NODELAY, "TCP_MAXSEG": unix.TCP_MAXSEG, "TCP_KEEPINTVL": unix.TCP_KEEPINTVL, "TCP_KEEPCNT": unix.TCP_KEEPCNT, "TCP_FASTOPEN": unix.TCP_FASTOPEN,
	"MSG_OOB": unix.MSG_OOB, "MSG_PEEK": unix.MSG_PEEK, "MSG_DONTROUTE": unix.MSG_DONTROUTE, "MSG_DONTWAIT": unix.MSG_DONTWAIT, "MSG_EOR": unix.MSG_EOR,
	"MSG_TRUNC": unix.MSG_TRUNC, "MSG_CTRUNC": unix.MSG_CTRUNC, "MSG_WAITALL": unix.MSG_WAITALL, "SHUT_RD": 0, "SHUT_WR": 1, "SHUT_RDWR": 2, "SCM_RIGHTS": unix.SCM_RIGHTS,
	"AI_PASSIVE": aiPassive, "AI_CANONNAME": aiCanonName, "AI_NUMERICHOST": aiNumericHost, "AI_NUMERICSERV": aiNumericServ, "AI_V4MAPPED": 8, "AI_ALL": 16, "AI_ADDRCONFIG": 32,
	"NI_NUMERICHOST": niNumericHost, "NI_NUMERICSERV": niNumericServ, "NI_NOFQDN": niNoFQDN, "NI_NAMEREQD": niNameReqd, "NI_DGRAM": niDgram, "NI_MAXHOST": 1025, "NI_MAXSERV": 32,
	"INADDR_ANY": 0, "INADDR_BROADCAST": 0xffffffff, "INADDR_LOOPBACK": 0x7f000001, "INADDR_NONE": 0xffffffff, "INADDR_UNSPEC_GROUP": 0xe0000000,
	"INADDR_ALLHOSTS_GROUP": 0xe0000001, "INADDR_MAX_LOCAL_GROUP": 0xe00000ff, "IPPORT_RESERVED": 1024, "IPPORT_USERRESERVED": 5000,
}

// New makes the module _socket.
func New(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "_socket")
	for _, list := range []map[string]int64{common, constants} {
		for name, n := range list {
			m.Dict.SetString(t, name, object.Int(n))
		}
	}
	m.Dict.SetString(t, "socket", object.Of(SocketType))
	m.Dict.SetString(t, "SocketType", object.Of(SocketType))
	m.Dict.SetString(t, "error", object.Of(object.OSError))
	m.Dict.SetString(t, "timeout", object.Of(object.TimeoutError))
	m.Dict.SetString(t, "has_ipv6", object.True)
	for _, name := range []string{"gaierror", "herror"} {
		ns := object.NewDict()
		ns.SetString(t, "__module__", object.NewStr("socket"))
		ty, err := t.NewType(object.TypeType, name, []*object.Type{object.OSError}, ns)
		if err != nil {
			return nil, err
		}
		t.Interp.States["socket."+name] = ty
		m.Dict.SetString(t, name, object.Of(ty))
	}
	stdlib.Fill(t, m, "_socket", functions())
	return m, nil
}

func functions() []def {
	swap := func(name string, bits int) def {
		return def{Name: name, Sig: "integer, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			if n < 0 {
				return Value{}, t.Raisef(object.ValueError, "Cannot convert negative int")
			}
			if n>>bits != 0 {
				return Value{}, t.Raisef(object.OverflowError, "Python int too large for C uint%d_t", bits)
			}
			if littleEndian {
				if bits == 16 {
					n = n>>8&0xff | n<<8&0xff00
				} else {
					n = n>>24&0xff | n>>8&0xff00 | n<<8&0xff0000 | n<<24&0xff000000
				}
			}
			return object.Int(n), nil
		}}
	}
	return []def{
		swap("htons", 16), swap("ntohs", 16), swap("htonl", 32), swap("ntohl", 32),
		{Name: "getaddrinfo", Sig: "host, port, family=0, type=0, proto=0, flags=0", Fn: getaddrinfo},
		{Name: "getnameinfo", Sig: "sockaddr, flags, /", Fn: getnameinfo},
		{Name: "gethostname", Fn: func(t *Thread, _ []Value, _ kwargs) (Value, error) {
			s, err := os.Hostname()
			return object.NewStr(s), oserror(t, err)
		}},
		{Name: "gethostbyname", Sig: "hostname, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			host, err := hostText(t, a[0])
			if err != nil {
				return Value{}, err
			}
			addr, err := resolveOne(t, host, unix.AF_INET)
			return object.NewStr(addr.String()), err
		}},
		{Name: "gethostbyname_ex", Sig: "hostname, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			host, err := hostText(t, a[0])
			if err != nil {
				return Value{}, err
			}
			list, err := resolve(t, host, unix.AF_INET)
			if err != nil {
				return Value{}, err
			}
			ips := object.NewList()
			for _, ip := range list {
				ips.Append(object.NewStr(ip.String()))
			}
			return object.NewTuple(object.NewStr(host), object.Of(object.NewList()), object.Of(ips)), nil
		}},
		{Name: "gethostbyaddr", Sig: "host, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			host, err := hostText(t, a[0])
			if err != nil {
				return Value{}, err
			}
			addr, err := resolveOne(t, host, unix.AF_UNSPEC)
			if err != nil {
				return Value{}, err
			}
			names, err := net.LookupAddr(addr.String())
			if err != nil || len(names) == 0 {
				ty := t.Interp.States["socket.herror"].(*object.Type)
				return Value{}, object.NewExc(ty, object.Int(1), object.NewStr("Unknown host"))
			}
			rest := object.NewList()
			for _, n := range names[1:] {
				rest.Append(object.NewStr(strings.TrimSuffix(n, ".")))
			}
			return object.NewTuple(object.NewStr(strings.TrimSuffix(names[0], ".")), object.Of(rest), object.Of(object.NewList(object.NewStr(addr.String())))), nil
		}},
		{Name: "getservbyname", Sig: "servicename, protocolname='', /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			name, err := t.StrArg(a[0], "getservbyname() argument 1")
			if err != nil {
				return Value{}, err
			}
			for _, s := range services() {
				if (s.name == name) && (!a[1].Valid() || object.AsStr(a[1]) != nil && object.AsStr(a[1]).S == s.proto) {
					return object.Int(int64(s.port)), nil
				}
			}
			return Value{}, object.NewExc(object.OSError, object.NewStr("service/proto not found"))
		}},
		{Name: "getservbyport", Sig: "port, protocolname='', /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			p, err := port(t, "getservbyport", a[0])
			if err != nil {
				return Value{}, err
			}
			proto := ""
			if a[1].Valid() {
				if proto, err = t.StrArg(a[1], "getservbyport() argument 2"); err != nil {
					return Value{}, err
				}
			}
			if s := serviceName(p, proto); s != "" {
				return object.NewStr(s), nil
			}
			return Value{}, object.NewExc(object.OSError, object.NewStr("port/proto not found"))
		}},
		{Name: "getprotobyname", Sig: "protocolname, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			name, err := t.StrArg(a[0], "getprotobyname() argument")
			if err != nil {
				return Value{}, err
			}
			if n, ok := map[string]int64{"ip": 0, "icmp": 1, "tcp": 6, "udp": 17, "ipv6": 41, "ipv6-icmp": 58}[name]; ok {
				return object.Int(n), nil
			}
			return Value{}, object.NewExc(object.OSError, object.NewStr("protocol not found"))
		}},
		{Name: "inet_aton", Sig: "ip_addr, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			s, err := t.StrArg(a[0], "inet_aton() argument")
			if err != nil {
				return Value{}, err
			}
			b, ok := inetAton(s)
			if !ok {
				return Value{}, object.NewExc(object.OSError, object.NewStr("illegal IP address string passed to inet_aton"))
			}
			return object.NewBytes(b[:]), nil
		}},
		{Name: "inet_ntoa", Sig: "packed_ip, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			b, err := t.BytesArg(a[0])
			if err != nil {
				return Value{}, err
			}
			if len(b) != 4 {
				return Value{}, object.NewExc(object.OSError, object.NewStr("packed IP wrong length for inet_ntoa"))
			}
			return object.NewStr(netip.AddrFrom4([4]byte(b)).String()), nil
		}},
		{Name: "inet_pton", Sig: "address_family, ip_string, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			fam, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			s, err := t.StrArg(a[1], "inet_pton() argument 2")
			if err != nil {
				return Value{}, err
			}
			if fam != unix.AF_INET && fam != unix.AF_INET6 {
				return Value{}, oserror(t, unix.EAFNOSUPPORT)
			}
			addr, perr := netip.ParseAddr(s)
			if perr != nil || addr.Is4() != (fam == unix.AF_INET) || addr.Zone() != "" {
				return Value{}, object.NewExc(object.OSError, object.NewStr("illegal IP address string passed to inet_pton"))
			}
			return object.NewBytes(addr.AsSlice()), nil
		}},
		{Name: "inet_ntop", Sig: "address_family, packed_ip, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			fam, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			b, err := t.BytesArg(a[1])
			if err != nil {
				return Value{}, err
			}
			if fam != unix.AF_INET && fam != unix.AF_INET6 {
				return Value{}, t.Raisef(object.ValueError, "unknown address family %d", fam)
			}
			addr, ok := netip.AddrFromSlice(b)
			if !ok || addr.Is4() != (fam == unix.AF_INET) {
				return Value{}, t.Raisef(object.ValueError, "invalid length of packed IP address string")
			}
			return object.NewStr(addr.String()), nil
		}},
		{Name: "socketpair", Sig: "family=None, type=1, proto=0, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			family := unix.AF_UNIX
			if a[0].Valid() && !a[0].IsNone() {
				n, err := t.IntArg(a[0])
				if err != nil {
					return Value{}, err
				}
				family = int(n)
			}
			typ, err := optInt(t, a[1], unix.SOCK_STREAM)
			if err != nil {
				return Value{}, err
			}
			proto, err := optInt(t, a[2], 0)
			if err != nil {
				return Value{}, err
			}
			fds, err := iowait.Call(t, func() ([2]int, error) { return pairCloexec(family, typ, proto) })
			if err != nil {
				return Value{}, oserror(t, err)
			}
			out := [2]Value{}
			for i, fd := range fds {
				s := &Socket{Header: object.NewHeader(SocketType)}
				s.SetFlags(object.Finalizes)
				if err := s.init(t, fd, family, typ, proto); err != nil {
					return Value{}, oserror(t, err)
				}
				out[i] = object.Of(s)
			}
			return object.NewTuple(out[0], out[1]), nil
		}},
		{Name: "dup", Sig: "fd, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			fd, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			n, err := unix.FcntlInt(uintptr(fd), unix.F_DUPFD_CLOEXEC, 0)
			return object.Int(int64(n)), oserror(t, err)
		}},
		{Name: "close", Sig: "fd, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			fd, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			return none, oserror(t, unix.Close(int(fd)))
		}},
		{Name: "getdefaulttimeout", Fn: func(t *Thread, _ []Value, _ kwargs) (Value, error) { return secondsValue(defaultTimeout(t)), nil }},
		{Name: "setdefaulttimeout", Sig: "timeout, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			d, err := seconds(t, a[0])
			if err == nil {
				t.Interp.States["socket.timeout"] = d
			}
			return none, err
		}},
		{Name: "if_nameindex", Fn: func(t *Thread, _ []Value, _ kwargs) (Value, error) {
			list, err := net.Interfaces()
			if err != nil {
				return Value{}, oserror(t, err)
			}
			out := object.NewList()
			for _, x := range list {
				out.Append(object.NewTuple(object.Int(int64(x.Index)), object.NewStr(x.Name)))
			}
			return object.Of(out), nil
		}},
		{Name: "if_nametoindex", Sig: "oname, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			name, err := hostText(t, a[0])
			if err != nil {
				return Value{}, err
			}
			x, err := net.InterfaceByName(name)
			if err != nil {
				return Value{}, object.NewExc(object.OSError, object.NewStr("no interface with this name"))
			}
			return object.Int(int64(x.Index)), nil
		}},
		{Name: "if_indextoname", Sig: "index, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			x, err := net.InterfaceByIndex(int(n))
			if err != nil {
				return Value{}, oserror(t, unix.ENXIO)
			}
			return object.NewStr(x.Name), nil
		}},
		{Name: "CMSG_LEN", Sig: "length, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := t.IntArg(a[0])
			return object.Int(int64(unix.CmsgLen(int(n)))), err
		}},
		{Name: "CMSG_SPACE", Sig: "length, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := t.IntArg(a[0])
			return object.Int(int64(unix.CmsgSpace(int(n)))), err
		}},
	}
}

// littleEndian is the order of bytes of this machine.
var littleEndian = binary.NativeEndian.Uint16([]byte{1, 0}) == 1

type serviceEntry struct {
	name, proto string
	port        int
}

// services reads the services file.
func services() []serviceEntry {
	f, err := os.Open("/etc/services")
	if err != nil {
		return nil
	}
	defer f.Close()
	var out []serviceEntry
	for sc := bufio.NewScanner(f); sc.Scan(); {
		line, _, _ := strings.Cut(sc.Text(), "#")
		fields := strings.Fields(line)
		if len(fields) < 2 {
			continue
		}
		num, proto, _ := strings.Cut(fields[1], "/")
		p, err := strconv.Atoi(num)
		if err != nil {
			continue
		}
		for i, name := range fields {
			if i != 1 {
				out = append(out, serviceEntry{name, proto, p})
			}
		}
	}
	return out
}

// serviceName is the name of a port, or "".
func serviceName(port int, proto string) string {
	for _, s := range services() {
		if s.port == port && (proto == "" || s.proto == proto) {
			return s.name
		}
	}
	return ""
}
