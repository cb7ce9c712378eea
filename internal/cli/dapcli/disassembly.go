package dapcli

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	pyruntime "github.com/asynctools/asynctools/runtime"
	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/vm"
)

// pythonError is an error with CPython's text, traceback and all.
type pythonError struct{ text string }

func (e *pythonError) Error() string { return strings.TrimSuffix(e.text, "\n") }

// disassemble implements engine.
func (embedded) disassemble(path string, w io.Writer) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	in := pyruntime.New(pyruntime.Config{Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: io.Discard})
	t := in.Thread()
	c, err := vm.CompileBytes(t, path, raw, vm.CompileOptions{})
	if err != nil {
		var text bytes.Buffer
		vm.Of(t).PrintException(&text, t.AsRaised(err))
		return &pythonError{text.String()}
	}
	d := disassembler{w: w, t: t}
	c.Walk(d.code)
	return d.err
}

// disassembler prints code objects: source lines, and below each the
// instructions made of it. Operands are variables by name, temporaries as r7;
// what is written stands before an arrow.
type disassembler struct {
	w   io.Writer
	t   *object.Thread
	err error // the first one
}

func (d *disassembler) printf(format string, args ...any) {
	if d.err == nil {
		_, d.err = fmt.Fprintf(d.w, format, args...)
	}
}

// maxConstant is how much of a constant is shown, in code points.
const maxConstant = 60

func (d *disassembler) code(c *code.Code) {
	d.printf("%s  (%s:%d)  %d locals, %d registers\n", c.Qualname, filepath.Base(c.Filename()), c.FirstLine, c.NumLocals, c.NumRegs)
	starts := map[int]int{}
	for _, start := range c.LineStarts() {
		starts[start.PC] = start.Line
	}
	for pc := 0; pc < len(c.Instrs); pc = c.Next(pc) {
		if line, begins := starts[pc]; begins {
			d.printf("%d  %s\n", line, strings.TrimSpace(c.File.LineText(line-1)))
		}
		in := c.At(pc)
		d.printf("%s\n", strings.TrimRight(fmt.Sprintf("  %5d  %-22s %s", pc, in.Op(), d.operands(c, pc, in)), " "))
	}
	for i, h := range c.Handlers {
		if i == 0 {
			d.printf("exception handlers, innermost first\n")
		}
		d.printf("  %5d to %d -> %d, exception in %s\n", h.Start, h.End-1, h.Target, register(c, int(h.Reg)))
	}
	d.printf("\n")
}

// operands describes the operands of the instruction at pc.
func (d *disassembler) operands(c *code.Code, pc int, in code.Instr) string {
	var to, from []string
	for _, o := range in.Op().Info().Operands {
		value := in.Field(o.Field)
		switch o.Kind {
		case code.Dst:
			to = append(to, register(c, value))
		case code.Upd:
			to = append(to, register(c, value))
			from = append(from, register(c, value))
		case code.Src, code.Reg, code.Cell:
			from = append(from, register(c, value))
		case code.Base:
			from = append(from, register(c, value)+"...")
		case code.Const:
			from = append(from, d.constant(c, value))
		case code.Name:
			from = append(from, pick(c.Names, value))
		case code.Free:
			from = append(from, "free "+pick(c.FreeNames, value))
		case code.Num:
			from = append(from, fmt.Sprint(value))
		}
	}
	if target, jumps := c.Target(pc); jumps {
		from = append(from, fmt.Sprintf("to %d", target))
	}
	if len(to) > 0 {
		return strings.TrimSuffix(strings.Join(to, ", ")+" <- "+strings.Join(from, ", "), " <- ")
	}
	return strings.Join(from, ", ")
}

func register(c *code.Code, r int) string {
	switch {
	case r == code.None:
		return "-"
	case r < len(c.VarNames):
		return c.VarNames[r].String()
	default:
		return fmt.Sprintf("r%d", r)
	}
}

func pick(names []*object.Str, i int) string {
	if i < 0 || i >= len(names) {
		return fmt.Sprintf("name %d", i)
	}
	return names[i].String()
}

func (d *disassembler) constant(c *code.Code, i int) string {
	if i < 0 || i >= len(c.Consts) {
		return fmt.Sprintf("constant %d", i)
	}
	v := c.Consts[i]
	if v.Is(code.Type) {
		return "code " + object.Cast[code.Code](v).Qualname
	}
	text, err := d.t.Repr(v)
	if err != nil {
		return fmt.Sprintf("constant %d", i)
	}
	if runes := []rune(text); len(runes) > maxConstant {
		text = string(runes[:maxConstant]) + "..."
	}
	return text
}
