package infer_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"sort"
	"strings"
	"testing"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/source"
)

var recording = flag.Bool("record", false, "write down what CPython says of the bundled table")

const recorded = "testdata/cpython.json"

// thirdParty are the packages that the table describes and CPython does not have.
var thirdParty = []string{
	"aioboto3", "aiofiles", "aiohttp", "aiosqlite", "anthropic", "anyio", "asyncpg", "fastapi", "httpx", "motor",
	"openai", "redis", "sqlalchemy", "starlette", "trio", "websockets",
}

func isThirdParty(module string) bool {
	top, _, _ := strings.Cut(module, ".")
	for _, name := range thirdParty {
		if name == top {
			return true
		}
	}
	return false
}

type answer struct {
	Facts    map[string]any    `json:"facts"`
	Probes   map[string]string `json:"probes"`
	Versions map[string]string `json:"versions,omitempty"`
}

func tableModules(t *testing.T) []*index.Module {
	t.Helper()
	paths, err := filepath.Glob("table/*.pyi")
	if err != nil || len(paths) == 0 {
		t.Fatal("no table", err)
	}
	var out []*index.Module
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		f := parse.Parse(source.NewFile(path, string(raw)), parse.Options{})
		if len(f.Errors) > 0 {
			t.Fatalf("%s: %v", path, f.Errors[0])
		}
		out = append(out, index.Build(strings.TrimSuffix(filepath.Base(path), ".pyi"), path, f))
	}
	return out
}

func probes(t *testing.T) []string {
	t.Helper()
	raw, err := os.ReadFile("testdata/probes.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, line := range strings.Split(string(raw), "\n") {
		if line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	return out
}

// ask puts the table's names and the probes to CPython 3.13.
func ask(t *testing.T, modules []*index.Module) answer {
	t.Helper()
	python := os.Getenv("ASYNCTOOLS_PYTHON")
	if python == "" {
		python = "python3.13"
	}
	version, err := exec.Command(python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])").Output()
	if err != nil || strings.TrimSpace(string(version)) != "3.13" {
		t.Skip("SKIPPED the comparison with CPython: no CPython 3.13 (set ASYNCTOOLS_PYTHON)")
	}
	return askPython(t, python, recorded, probes(t), modules, func(name string) bool { return !isThirdParty(name) })
}

// askPython puts the names of the wanted modules to an interpreter.
func askPython(t *testing.T, python, record string, probes []string, modules []*index.Module, wanted func(string) bool) answer {
	t.Helper()
	names := map[string]map[string][]string{}
	for _, m := range modules {
		if !wanted(m.Name) {
			continue
		}
		of := map[string][]string{}
		for _, s := range m.File.Body() {
			switch s := s.(type) {
			case *ast.ClassDef:
				of[s.Name] = []string{}
				for name := range membersOf(s) {
					of[s.Name] = append(of[s.Name], name)
				}
			case *ast.FunctionDef:
				of[s.Name] = []string{}
			case *ast.AsyncFunctionDef:
				of[s.Name] = []string{}
			case *ast.AnnAssign:
				of[s.Target.(*ast.Name).Ident] = []string{}
			}
		}
		names[m.Name] = of
	}
	in, err := json.Marshal(map[string]any{"modules": names, "probes": probes})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, "testdata/oracle.py")
	var errs bytes.Buffer
	cmd.Stdin, cmd.Stderr = bytes.NewReader(in), &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, errs.String())
	}
	var a answer
	if err := json.Unmarshal(out, &a); err != nil {
		t.Fatal(err)
	}
	if *recording {
		if err := os.WriteFile(record, out, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

func recordedAnswer(t *testing.T, path string) answer {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var a answer
	if err := json.Unmarshal(raw, &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// membersOf maps the methods and properties of a class to the kind CPython
// should see; what is only declared is left out, for objects get it later.
func membersOf(c *ast.ClassDef) map[string]string {
	out := map[string]string{}
	for _, s := range c.Body {
		switch s := s.(type) {
		case *ast.FunctionDef:
			out[s.Name] = "function"
			for _, d := range s.DecoratorList {
				if n, ok := d.(*ast.Name); ok {
					out[s.Name] = n.Ident
				}
			}
		case *ast.AsyncFunctionDef:
			out[s.Name] = "coroutine function"
		}
	}
	return out
}

// TestTableRecord holds what is recorded of CPython against CPython itself.
func TestTableRecord(t *testing.T) {
	live := ask(t, tableModules(t))
	if was := recordedAnswer(t, recorded); !reflect.DeepEqual(was, live) {
		for name, is := range live.Facts {
			if !reflect.DeepEqual(was.Facts[name], is) {
				t.Errorf("%s: recorded %v, is %v (go test -record)", name, was.Facts[name], is)
			}
		}
		for text, is := range live.Probes {
			if was.Probes[text] != is {
				t.Errorf("%s: recorded %q, is %q (go test -record)", text, was.Probes[text], is)
			}
		}
	}
}

// TestTableAgreesWithCPython: every name of the table's standard library
// exists and is what the table says, a class has exactly the protocol methods
// that the table gives it, and it inherits from what the table says.
func TestTableAgreesWithCPython(t *testing.T) {
	facts := recordedAnswer(t, recorded).Facts
	classes := map[string]*ast.ClassDef{}
	modules := tableModules(t)
	for _, m := range modules {
		for _, s := range m.File.Body() {
			if c, ok := s.(*ast.ClassDef); ok {
				classes[m.Name+"."+c.Name] = c
			}
		}
	}
	n := 0
	for _, m := range modules {
		if isThirdParty(m.Name) {
			continue
		}
		for _, s := range m.File.Body() {
			name, want := "", ""
			switch s := s.(type) {
			case *ast.ClassDef:
				name, want = s.Name, "class"
			case *ast.FunctionDef:
				name, want = s.Name, "function"
			case *ast.AsyncFunctionDef:
				name, want = s.Name, "coroutine function"
			case *ast.AnnAssign:
				name, want = s.Target.(*ast.Name).Ident, "value"
			default:
				continue
			}
			n++
			full := m.Name + "." + name
			got := facts[full]
			if !isKind(got, want) {
				t.Errorf("%s is a %v for CPython, a %s in the table", full, got, want)
			}
			if c, ok := s.(*ast.ClassDef); ok && got == "class" {
				n += checkClass(t, m, c, facts, classes)
			}
		}
	}
	if n < 500 {
		t.Errorf("only %d names were checked", n)
	}
}

// isKind compares kinds; a generator function is a plain one as far as the
// table can say, and only its annotation tells more.
func isKind(got any, want string) bool {
	if want == "function" && (got == "generator function" || got == "classmethod" || got == "staticmethod") {
		return true
	}
	return got == want
}

func checkClass(t *testing.T, m *index.Module, c *ast.ClassDef, facts map[string]any, classes map[string]*ast.ClassDef) int {
	full := m.Name + "." + c.Name
	n := 0
	for name, want := range membersOf(c) {
		n++
		got := facts[full+"."+name]
		if !isKind(got, want) {
			t.Errorf("%s.%s is a %v for CPython, a %s in the table", full, name, got, want)
		}
	}
	var ancestors []string
	for _, name := range facts[full+" ancestors"].([]any) {
		ancestors = append(ancestors, name.(string))
	}
	sort.Strings(ancestors)
	for _, base := range c.Bases {
		if b, ok := base.(*ast.Name); ok && !contains(ancestors, b.Ident) {
			t.Errorf("%s is no %s for CPython: %v", full, b.Ident, ancestors)
		}
	}
	has := map[string]bool{}
	inherited(m.Name, c, classes, has)
	var list []string
	for _, p := range []string{"__await__", "__aiter__", "__anext__", "__aenter__", "__aexit__", "__iter__", "__next__", "__enter__", "__exit__", "__call__"} {
		if has[p] {
			list = append(list, p)
		}
	}
	if got := strings.Join(list, " "); got != facts[full+" protocols"] {
		t.Errorf("%s has %q for CPython, %q in the table", full, facts[full+" protocols"], got)
	}
	return n
}

func inherited(module string, c *ast.ClassDef, classes map[string]*ast.ClassDef, has map[string]bool) {
	for name := range membersOf(c) {
		has[name] = true
	}
	for _, base := range c.Bases {
		if s, ok := base.(*ast.Subscript); ok {
			base = s.Value
		}
		if b, ok := base.(*ast.Name); ok {
			for _, in := range []string{module, "builtins"} {
				if up := classes[in+"."+b.Ident]; up != nil && up != c {
					inherited(in, up, classes, has)
					break
				}
			}
		}
	}
}

// TestTableNames: every name in the table resolves.
func TestTableNames(t *testing.T) {
	modules := tableModules(t)
	byName := map[string]*index.Module{}
	for _, m := range modules {
		byName[m.Name] = m
	}
	for _, m := range modules {
		ast.Inspect(m.File.Mod, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Name:
				if n.Ctx == ast.Load && m.BlockAt(n).Resolve(n.Ident) == nil && len(byName["builtins"].Block.Bindings(n.Ident)) == 0 {
					t.Errorf("%s:%d: %s is not defined", m.Path, m.Source().Line(n.Pos())+1, n.Ident)
				}
			case *ast.ImportFrom:
				if n.Module == "typing" || n.Module == "collections.abc" {
					return true
				}
				from := byName[n.Module]
				if from == nil || n.Level != 0 {
					t.Errorf("%s: no module %s in the table", m.Path, n.Module)
					return true
				}
				for _, a := range n.Names {
					if len(from.Block.Bindings(a.Name)) == 0 {
						t.Errorf("%s: no %s.%s in the table", m.Path, n.Module, a.Name)
					}
				}
			case *ast.Constant:
				if n.Value.Type == ast.StrConst && m.Parent(n) != nil {
					if a, ok := m.Parent(n).(*ast.Arg); ok {
						t.Errorf("%s: quoted annotation of %s", m.Path, a.Arg)
					}
				}
			}
			return true
		})
	}
}

// TestProbes: what inference says of an expression is what CPython makes.
func TestProbes(t *testing.T) {
	types := recordedAnswer(t, recorded).Probes
	text := "import asyncio, asyncio.subprocess, collections, concurrent.futures, contextlib, contextvars, inspect, io, json, logging\n" +
		"import os, os.path, pathlib, queue, random, socket, subprocess, sys, tempfile, threading, time, functools\n" +
		"async def agen():\n    yield 1\nasync def coro():\n    return 1\nasync def main():\n"
	list := probes(t)
	for _, p := range list {
		text += "    (" + p + ")\n"
	}
	ws := index.New(index.Options{Roots: []string{t.TempDir()}})
	m := ws.ParseText("probes.py", text)
	if len(m.File.Errors) > 0 {
		t.Fatal(m.File.Errors[0])
	}
	engine := infer.New(ws)
	body := m.File.Body()
	main := body[len(body)-1].(*ast.AsyncFunctionDef)
	told := 0
	for i, s := range main.Body {
		v := engine.Expr(m, s.(*ast.ExprStmt).Value)
		names := pythonTypes(v)
		if names == nil {
			continue
		}
		told++
		if is := types[list[i]]; !contains(names, is) {
			t.Errorf("%s is of type %q for CPython, inference says %s", list[i], is, v)
		}
	}
	if told*10 < len(list)*9 {
		t.Errorf("only %d of %d probes are known", told, len(list))
		for i, s := range main.Body {
			if v := engine.Expr(m, s.(*ast.ExprStmt).Value); pythonTypes(v) == nil {
				t.Logf("%s: %s, CPython %s", list[i], v, types[list[i]])
			}
		}
	}
}

func contains(list []string, s string) bool {
	i := sort.SearchStrings(list, s)
	return i < len(list) && list[i] == s
}

func lastPart(dotted string) string { return dotted[strings.LastIndexByte(dotted, '.')+1:] }

// pythonTypes are the type names that a value may have at run time; nil when
// it says nothing about that.
func pythonTypes(v infer.Value) []string {
	out := []string{lastPart(v.Name)}
	switch v.Kind {
	case infer.None:
		out = []string{"NoneType"}
	case infer.Coroutine:
		out = []string{"coroutine"}
	case infer.AsyncGenerator:
		out = []string{"async_generator"}
	case infer.Awaitable:
		out = []string{"anext_awaitable", "async_generator_asend", "async_generator_athrow"}
	case infer.Task:
		out = []string{"Task"}
	case infer.Future:
		out = []string{"Future", "_GatheringFuture"}
	case infer.Closing:
		out = []string{"aclosing"}
	case infer.Tuple:
		out = []string{"tuple"}
	case infer.Generator:
		out = []string{"coroutine_wrapper", "generator"}
	case infer.Function:
		out = []string{"function", "method"}
	case infer.External:
		out = []string{"builtin_function_or_method", "function", "method", "type"}
	case infer.Instance:
		switch v.Name {
		case "asyncio.BaseEventLoop":
			out = []string{"_UnixSelectorEventLoop"}
		case "threading.Thread":
			out = []string{"_MainThread"}
		case "pathlib.Path":
			out = []string{"PosixPath"}
		case "logging.Logger":
			out = []string{"Logger", "RootLogger"}
		}
	case infer.Collection, infer.Mapping:
	default:
		return nil
	}
	if out[0] == "" {
		return nil
	}
	sort.Strings(out)
	return out
}
