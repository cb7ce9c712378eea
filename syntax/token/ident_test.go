package token

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"testing"

	"github.com/asynctools/asynctools/syntax/pyrepr"
)

const classesPy = `
import hashlib
for f in str.isprintable, str.isidentifier, lambda c: ("a" + c).isidentifier():
    print(hashlib.sha256(bytes(f(chr(c)) for c in range(0x110000))).hexdigest())
`

// recordedClasses is what classesPy prints under CPython 3.13.
const recordedClasses = "bf0b550942f03d97e5623f688d8398cc2222ecfa58bfdef567d72d4bb994e4d9\n" +
	"86f46f37909a64438041199eeb0b1aee44529c17bc1c80e807fcdea34ffa163e\n" +
	"78f1f8d3e6631ff7619d5c322d8adfc35a2164ba31b9d81ef86dcd5c3a4f6b72\n"

// TestCharacterClasses compares what is printable, what starts an identifier
// and what goes on with one, for every code point.
func TestCharacterClasses(t *testing.T) {
	got := ""
	for _, f := range []func(rune) bool{pyrepr.Printable, isIdentStart, isIdentPart} {
		var bits [0x110000]byte
		for r := range rune(len(bits)) {
			if f(r) {
				bits[r] = 1
			}
		}
		got += fmt.Sprintf("%x\n", sha256.Sum256(bits[:]))
	}
	if got != recordedClasses {
		t.Errorf("classes are %q, recorded from CPython %q", got, recordedClasses)
	}
	if python := os.Getenv("ASYNCTOOLS_PYTHON"); python != "" {
		out, err := exec.Command(python, "-c", classesPy).Output()
		if err != nil || string(out) != recordedClasses {
			t.Errorf("%s says %q (%v), recorded %q", python, out, err, recordedClasses)
		}
	}
}
