package dapcli

import (
	"fmt"
	"net"
	"os"
	"strconv"
)

// listenerVariable tells a process that was started again which of its
// descriptors is the debug port.
const listenerVariable = "ASYNCDAP_LISTENER"

// inheritedListener is the port of the process that this one has replaced.
func inheritedListener() (listener net.Listener, ok bool, err error) {
	text := os.Getenv(listenerVariable)
	if text == "" {
		return nil, false, nil
	}
	// The program is not to see it.
	if err := os.Unsetenv(listenerVariable); err != nil {
		return nil, false, err
	}
	fd, err := strconv.Atoi(text)
	if err != nil {
		return nil, false, fmt.Errorf("%s is %q, and no descriptor", listenerVariable, text)
	}
	file := os.NewFile(uintptr(fd), "debug port")
	defer func() { _ = file.Close() }() // the listener has a descriptor of its own
	listener, err = net.FileListener(file)
	if err != nil {
		return nil, false, fmt.Errorf("cannot listen on the inherited port: %w", err)
	}
	return listener, true, nil
}
