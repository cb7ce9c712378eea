package dapcli

import (
	"bufio"
	"errors"
	"fmt"
	"os"
)

const disUsage = `usage: asyncdap dis FILE

Print the disassembly of a Python file, with its source lines.

`

// dis is the command "asyncdap dis".
func (a *app) dis(args []string) int {
	fs := newFlags("dis", disUsage)
	if code, done := a.parse(fs, args); done {
		return code
	}
	if fs.NArg() != 1 {
		return a.fail("dis", "want one FILE, got %d\nTry \"asyncdap dis --help\".", fs.NArg())
	}
	path := fs.Arg(0)
	if info, err := os.Stat(path); err != nil {
		return a.fail("dis", "%v", err)
	} else if info.IsDir() {
		return a.fail("dis", "%s is a directory", path)
	}
	out := bufio.NewWriter(a.Out)
	if err := a.engine.disassemble(path, out); err != nil {
		_ = out.Flush()
		var raised *pythonError
		if errors.As(err, &raised) {
			fmt.Fprint(a.Err, raised.text)
			return 1
		}
		return a.fail("dis", "%v", err)
	}
	if err := out.Flush(); err != nil {
		return a.fail("dis", "%v", err)
	}
	return 0
}
