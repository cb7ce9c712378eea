package dapcli

import (
	"errors"
	"io"

	"github.com/asynctools/asynctools/internal/dap/session"
)

// embedded is our own runtime.
type embedded struct{}

var errNoRuntime = errors.New("this build has no Python runtime yet")

func (embedded) load(session.Spec, streams) (*loaded, error) { return nil, errNoRuntime }

func (embedded) disassemble(string, io.Writer) error { return errNoRuntime }
