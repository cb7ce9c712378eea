package parse_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/asynctools/asynctools/syntax/token"
)

func TestZZ(t *testing.T) {
	s := os.Getenv("SRC")
	l := token.NewLexer(s)
	for {
		x := l.Next()
		fmt.Println(x.Kind, x.Start, x.End, x.Flags)
		if x.Kind == token.EndMarker {
			break
		}
	}
	fmt.Println(ours(s, 13), askCPython(t, []string{s})[0])
}
