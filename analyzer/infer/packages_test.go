package infer_test

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/asynctools/asynctools/syntax/ast"
)

const recordedPackages = "testdata/packages.json"

// TestPackagesRecord holds what is recorded of the libraries that the table
// describes against those that the interpreter of ASYNCTOOLS_PACKAGES has.
func TestPackagesRecord(t *testing.T) {
	python := os.Getenv("ASYNCTOOLS_PACKAGES")
	if python == "" {
		t.Skip("SKIPPED the comparison with installed libraries: set ASYNCTOOLS_PACKAGES to a Python that has some of " + strings.Join(thirdParty, ", "))
	}
	live := askPython(t, python, recordedPackages, []string{}, tableModules(t), isThirdParty)
	was := recordedAnswer(t, recordedPackages)
	for name, is := range live.Facts {
		top, _, _ := strings.Cut(name, ".")
		if was.Versions[top] == live.Versions[top] && !reflect.DeepEqual(was.Facts[name], is) {
			t.Errorf("%s: recorded %v, is %v (go test -record)", name, was.Facts[name], is)
		}
	}
	checkPackages(t, live)
}

// TestTableAgreesWithPackages: what the table and a library both have is of the
// kind that the table says, and a class has the protocol methods that the table
// gives it. A library may be older than the table, which lacks nothing then.
func TestTableAgreesWithPackages(t *testing.T) {
	if n := checkPackages(t, recordedAnswer(t, recordedPackages)); n < 300 {
		t.Errorf("only %d names were checked", n)
	}
}

func checkPackages(t *testing.T, a answer) (n int) {
	classes := map[string]*ast.ClassDef{}
	modules := tableModules(t)
	for _, m := range modules {
		for _, s := range m.File.Body() {
			if c, ok := s.(*ast.ClassDef); ok {
				classes[m.Name+"."+c.Name] = c
			}
		}
	}
	check := func(full, want string, returns ast.Expr) {
		got := a.Facts[full]
		switch {
		case got == nil || got == "missing":
			return
		case isKind(got, want) || newer[full] == want:
		case want == "function" && got == "async generator function" && returns != nil:
			// Its annotation says what calling it gives.
		case want == "coroutine function" && got == "function":
			// A decorator hides what it is.
		default:
			t.Errorf("%s is a %v in the library, a %s in the table", full, got, want)
		}
		n++
	}
	for _, m := range modules {
		if !isThirdParty(m.Name) {
			continue
		}
		for _, s := range m.File.Body() {
			switch s := s.(type) {
			case *ast.FunctionDef:
				check(m.Name+"."+s.Name, "function", s.Returns)
			case *ast.AsyncFunctionDef:
				check(m.Name+"."+s.Name, "coroutine function", s.Returns)
			case *ast.ClassDef:
				full := m.Name + "." + s.Name
				if a.Facts[full] != "class" {
					check(full, "class", nil)
					continue
				}
				kinds := membersOf(s)
				for _, member := range s.Body {
					if fn, ok := member.(*ast.FunctionDef); ok {
						check(full+"."+fn.Name, kinds[fn.Name], fn.Returns)
					} else if fn, ok := member.(*ast.AsyncFunctionDef); ok {
						check(full+"."+fn.Name, kinds[fn.Name], nil)
					}
				}
				checkProtocols(t, a, m.Name, s, classes)
				n++
			}
		}
	}
	return n
}

// newer are methods that the recorded libraries do not have yet or have otherwise,
// or have only in order to refuse.
var newer = map[string]string{
	"aiohttp.ClientSession":                         "__enter__ __exit__", // "Use async with instead"
	"aiohttp.ClientWebSocketResponse":               "__aenter__ __aexit__",
	"anyio.CancelScope":                             "__aenter__ __aexit__", // deprecated with anyio 3
	"motor.motor_asyncio.AsyncIOMotorCursor":        "__aenter__ __aexit__",
	"motor.motor_asyncio.AsyncIOMotorChangeStream":  "__enter__ __exit__",
	"sqlalchemy.ext.asyncio.AsyncConnection.stream": "function",
	"starlette.websockets.WebSocket":                "__iter__", // of a class in another module
	"sqlalchemy.ext.asyncio.AsyncResult":            "__enter__ __exit__",
	"sqlalchemy.ext.asyncio.AsyncScalarResult":      "__enter__ __exit__",
	"sqlalchemy.ext.asyncio.AsyncMappingResult":     "__enter__ __exit__",
}

func checkProtocols(t *testing.T, a answer, module string, c *ast.ClassDef, classes map[string]*ast.ClassDef) {
	full := module + "." + c.Name
	has := map[string]bool{}
	inherited(module, c, classes, has)
	got := map[string]bool{}
	for _, p := range strings.Fields(a.Facts[full+" protocols"].(string)) {
		got[p] = true
	}
	for _, p := range []string{"__await__", "__aiter__", "__anext__", "__aenter__", "__aexit__", "__iter__", "__next__", "__enter__", "__exit__", "__call__"} {
		if has[p] != got[p] && !strings.Contains(newer[full], p) {
			t.Errorf("%s has %s in the library: %v, in the table: %v", full, p, got[p], has[p])
		}
	}
}
