package lifetime

import (
	"strings"

	"github.com/asynctools/asynctools/syntax/ast"
)

// A program runs on one platform: what holds for "win32" does not hold for "linux"
// as well, and stays so.

// platformTest takes a test for one platform apart: what it asks, for what, and
// whether that is only how it begins. ok is false for all other tests.
func platformTest(atom string) (of, name string, begins, ok bool) {
	for _, of := range []string{"sys.platform", "os.name", "platform.system()"} {
		rest, found := strings.CutPrefix(atom, of)
		if !found {
			continue
		}
		if name, ok := strings.CutPrefix(rest, " == "); ok {
			return of, strings.Trim(name, `"'`), false, true
		}
		if name, ok := strings.CutPrefix(rest, ".startswith("); ok {
			return of, strings.Trim(strings.TrimSuffix(name, ")"), `"'`), true, true
		}
	}
	return "", "", false, false
}

func isPlatformTest(atom string) bool {
	_, _, _, ok := platformTest(atom)
	return ok
}

// exclude reports two tests for platforms that cannot both hold.
func exclude(one, other string) bool {
	of, a, begins, ok := platformTest(one)
	of2, b, begins2, ok2 := platformTest(other)
	if !ok || !ok2 || of != of2 {
		return false
	}
	return !(begins && strings.HasPrefix(b, a) || begins2 && strings.HasPrefix(a, b) || a == b)
}

// isPlatformCall reports "sys.platform.startswith(...)" and "platform.system()",
// which give the same each time.
func isPlatformCall(x *ast.Call) bool {
	f, ok := x.Func.(*ast.Attribute)
	if !ok {
		return false
	}
	if on, ok := f.Value.(*ast.Attribute); ok && f.Attr == "startswith" && on.Attr == "platform" && len(x.Args) == 1 {
		return isNamed(on.Value, "sys")
	}
	return f.Attr == "system" && len(x.Args) == 0 && isNamed(f.Value, "platform")
}

// onPlatform is the state after a test for one platform has held: none for another
// does.
func (f *function) onPlatform(atom string, s state) state {
	if !isPlatformTest(atom) {
		return s
	}
	for other, id := range f.facts.atoms {
		if exclude(atom, other) {
			s = s.withFact(id, false)
		}
	}
	return s
}
