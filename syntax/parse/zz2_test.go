package parse_test

import (
	"fmt"
	"math/rand"
	"os"
	"testing"
	"time"

	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/source"
)

func TestSoup(t *testing.T) {
	rnd := rand.New(rand.NewSource(time.Now().UnixNano()))
	words := []string{"(", ")", "[", "]", "{", "}", ":", ",", "\n", "\n ", "\n  ", "\n    ", " ", "f'", "'", "\"\"\"", "f'''", "t\"", "{", "}", "!r", "=", ":=", "x", "1", "if ", "else ", "for ", "in ", "lambda ", "match ", "case ", "def f", "class C", "@", "*", "**", "try:", "except ", "finally:", "with ", "as ", "async ", "await ", "yield ", "import ", "from ", "\\\n", "\\", "\t", "# type: int", "é", "\xff", "\r", "\f", ".", "not ", "is ", "print ", "return ", "raise ", "del ", "global ", ";", "->", "pass"}
	var cur string
	done := make(chan bool)
	start := time.Now()
	last := make(chan string, 1)
	go func() {
		for time.Since(start) < 5*time.Second {
			s := ""
			for n := 1 + rnd.Intn(60); n > 0; n-- {
				s += words[rnd.Intn(len(words))]
			}
			select {
			case <-last:
			default:
			}
			last <- s
			begin := time.Now()
			f := parse.Parse(source.NewFile("f", s), parse.Options{TypeComments: rnd.Intn(2) == 0, Mode: parse.Mode(rnd.Intn(4))})
			_ = f
			if d := time.Since(begin); d > 200*time.Millisecond {
				fmt.Printf("SLOW %v %q\n", d, s)
			}
		}
		done <- true
	}()
	_ = cur
	select {
	case <-done:
	case <-time.After(30 * time.Second):
		fmt.Printf("HANG %q\n", <-last)
		os.Exit(1)
	}
}
