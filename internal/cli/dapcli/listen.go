package dapcli

import (
	"context"
	"fmt"
	"net"
	"strings"
)

// listen opens a debug port. Whoever connects to it can run code as the user,
// so it must be reachable from this machine only unless that is asked for.
func listen(ctx context.Context, address string, allowRemote bool) (net.Listener, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		if strings.Contains(address, ":") {
			return nil, fmt.Errorf("%q is no address: want HOST:PORT or PORT", address)
		}
		host, port = "", address
	}
	if host == "" {
		host = "127.0.0.1"
	}
	if !allowRemote {
		if err := mustBeLoopback(ctx, host); err != nil {
			return nil, err
		}
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", net.JoinHostPort(host, port))
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: %w", address, err)
	}
	return listener, nil
}

func mustBeLoopback(ctx context.Context, host string) error {
	ips, err := net.DefaultResolver.LookupIPAddr(ctx, host)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w", host, err)
	}
	for _, ip := range ips {
		if !ip.IP.IsLoopback() {
			return fmt.Errorf("%s can be reached from other machines, and whoever connects to a debug port "+
				"can run any code with your rights; if that is what you want, add --allow-remote", host)
		}
	}
	return nil
}
