package compile_test

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/compile"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/scope"
	"github.com/asynctools/asynctools/syntax/source"
)

// verify follows the live temporaries through a code object. Every temporary
// must be written before it is read and read before it is written again, all
// ways to an instruction must agree on what is live, and so must all ways into
// an exception handler. The machine relies on this: it drops live temporaries
// when an exception passes, and a stale one would be dropped twice.
func verify(c *code.Code) error {
	type state map[int]bool
	states := map[int]state{}
	var work []int
	var fail error
	bad := func(pc int, format string, args ...any) {
		if fail == nil {
			fail = fmt.Errorf("%s, instruction %d (%s, line %d): %s", c.Qualname, pc, c.Instrs[pc].Op(), c.Line(pc), fmt.Sprintf(format, args...))
		}
	}
	temp := func(r int) bool { return r >= c.NumLocals && r != code.None }
	flow := func(from, to int, s state) {
		if to < 0 || to >= len(c.Instrs) {
			bad(from, "control leaves the code for %d", to)
			return
		}
		old, seen := states[to]
		if !seen {
			cp := state{}
			for r := range s {
				cp[r] = true
			}
			states[to] = cp
			work = append(work, to)
			return
		}
		if len(old) != len(s) {
			bad(from, "live temporaries %v meet %v at %d", s, old, to)
			return
		}
		for r := range s {
			if !old[r] {
				bad(from, "live temporaries %v meet %v at %d", s, old, to)
			}
		}
	}
	flow(0, 0, state{})
	for len(work) > 0 && fail == nil {
		pc := work[len(work)-1]
		work = work[:len(work)-1]
		s := state{}
		for r := range states[pc] {
			s[r] = true
		}
		i := c.Instrs[pc]
		op := i.Op()
		if h := c.Handler(pc); h != nil {
			hs := state{}
			for r := range s {
				if r < int(h.Depth) {
					hs[r] = true
				}
			}
			hs[int(h.Reg)] = true
			flow(pc, int(h.Target), hs)
		}
		use := func(r int, consume bool) {
			if !temp(r) {
				return
			}
			if !s[r] {
				bad(pc, "r%d is read but not live", r)
			}
			if consume {
				delete(s, r)
			}
		}
		run := func(r, n int) {
			for k := range n {
				if !temp(r + k) {
					bad(pc, "a run of operands holds a local")
				}
				use(r+k, true)
			}
		}
		def := func(r int) {
			if temp(r) {
				if s[r] {
					bad(pc, "r%d is overwritten while live", r)
				}
				s[r] = true
			}
		}
		var dsts []int
		for _, o := range op.Info().Operands {
			r := i.Field(o.Field)
			switch o.Kind {
			case code.Src:
				use(r, true)
			case code.Reg:
				if r != code.None {
					use(r, false)
				}
			case code.Upd:
				// written without having been read: the kind covers both
				if op == code.BEFORE_WITH || op == code.BEFORE_ASYNC_WITH || op == code.FOR_ITER || op == code.SEND || op == code.CHECK_EG_MATCH || op == code.JUMP_IF_FALSE_OR_POP || op == code.JUMP_IF_TRUE_OR_POP {
					use(r, false)
				}
			case code.Dst:
				if r != code.None { // a call may drop its result
					dsts = append(dsts, r)
				}
			case code.Base:
				switch op {
				case code.CALL, code.CALL_METHOD:
					run(r, i.B()+1)
					if op == code.CALL_METHOD && i.D() != 0 {
						use(r-1, true)
					}
				case code.CALL_FUNCTION_EX:
					run(r, 2+int(i.D()&code.Keywords))
				case code.BUILD_MAP:
					run(r, 2*i.C())
				case code.BUILD_SLICE, code.BUILD_INTERPOLATION:
					run(r, 3)
				case code.BUILD_TEMPLATE:
					run(r, 2)
				default:
					run(r, i.C())
				}
			}
		}
		switch op {
		case code.UNPACK_SEQUENCE:
			for k := range i.C() {
				def(i.A() + k)
			}
		case code.UNPACK_EX:
			for k := range i.C() + 1 + c.Instrs[pc+1].Lo() {
				def(i.A() + k)
			}
		case code.FOR_ITER:
			// the value is written on the way into the body only
		default:
			for _, r := range dsts {
				if op == code.STORE_FAST && temp(r) {
					s[r] = true // drops what was there
					continue
				}
				def(r)
			}
		}
		if fail != nil {
			break
		}
		next := c.Next(pc)
		without := func(r int) state {
			cp := state{}
			for x := range s {
				if x != r {
					cp[x] = true
				}
			}
			return cp
		}
		switch op {
		case code.RETURN_VALUE, code.RAISE, code.RERAISE:
		case code.JUMP, code.JUMP_BACKWARD:
			flow(pc, i.Bx(), s)
		case code.JUMP_IF_FALSE, code.JUMP_IF_TRUE, code.JUMP_IF_NONE, code.JUMP_IF_NOT_NONE:
			flow(pc, i.Bx(), s)
			flow(pc, next, s)
		case code.JUMP_IF_FALSE_OR_POP, code.JUMP_IF_TRUE_OR_POP:
			flow(pc, i.Bx(), s)
			flow(pc, next, without(i.A()))
		case code.COMPARE_JUMP, code.COMPARE_INT_JUMP, code.COMPARE_CONST_JUMP:
			flow(pc, c.Instrs[pc+1].Lo(), s)
			flow(pc, next, s)
		case code.FOR_ITER:
			flow(pc, c.Instrs[pc+1].Lo(), without(i.B()))
			def(i.A())
			flow(pc, next, s)
		case code.SEND:
			flow(pc, c.Instrs[pc+1].Lo(), without(i.B()))
			flow(pc, next, s)
		default:
			flow(pc, next, s)
		}
	}
	return fail
}

// compileText compiles text as a module, or returns nil when it is no Python.
func compileText(t *testing.T, in *object.Interp, name string, raw []byte) *code.Code {
	t.Helper()
	src, err := source.Decode(name, raw)
	if err != nil {
		return nil
	}
	f := parse.Parse(src, parse.Options{})
	if len(f.Errors) > 0 {
		return nil
	}
	tab := scope.Analyze(f)
	if len(tab.Errors) > 0 {
		return nil
	}
	c, err := compile.File(f, tab, compile.Options{Interp: in})
	if err != nil {
		if strings.Contains(err.Error(), "not supported yet") {
			return nil
		}
		t.Errorf("%s: %v", name, err)
		return nil
	}
	return c
}

func verifyTree(t *testing.T, root string) (files, blocks int) {
	t.Helper()
	in := object.NewInterp()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".py") {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		c := compileText(t, in, path, raw)
		if c == nil {
			return nil
		}
		files++
		c.Walk(func(b *code.Code) {
			blocks++
			if err := verify(b); err != nil {
				t.Errorf("%s: %v", path, err)
			}
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files, blocks
}

// TestVerify checks the register discipline of everything in the repository.
func TestVerify(t *testing.T) {
	for _, dir := range []string{"../stdlib/py", "../testdata", "../../examples"} {
		files, blocks := verifyTree(t, dir)
		if files == 0 {
			t.Errorf("%s holds no Python", dir)
		}
		t.Logf("%s: %d files, %d blocks", dir, files, blocks)
	}
}

// TestVerifyLib does so for the standard library of an installed CPython.
func TestVerifyLib(t *testing.T) {
	python := os.Getenv("ASYNCTOOLS_PYTHON")
	if python == "" {
		python = "python3.13"
	}
	out, err := exec.Command(python, "-c", "import sysconfig; print(sysconfig.get_path('stdlib'))").Output()
	if err != nil {
		t.Skip("SKIPPED: no CPython 3.13 (set ASYNCTOOLS_PYTHON); its standard library is not compiled and verified")
	}
	files, blocks := verifyTree(t, strings.TrimSpace(string(out)))
	t.Logf("%d files, %d blocks", files, blocks)
}
