package target

import (
	"fmt"
	"hash/fnv"
	"strings"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/syntax/source"
)

// codeTable gives instructions addresses: a number of their code object, and
// where they are in it. The number follows from what the code is, so that an
// address means the same in another run, as long as the file does.
type codeTable struct {
	numbers map[*code.Code]uint64
	codes   map[uint64]*code.Code
}

const (
	addressBits = 24 // for the place in a code object
	numberBits  = 36 // for its number
)

func (t *codeTable) number(c *code.Code) uint64 {
	n, known := t.numbers[c]
	if known {
		return n
	}
	if t.numbers == nil {
		t.numbers, t.codes = map[*code.Code]uint64{}, map[uint64]*code.Code{}
	}
	h := fnv.New64a()
	fmt.Fprintf(h, "%s\x00%s\x00%d\x00%d\x00", c.Filename(), c.Qualname, c.FirstLine, len(c.Instrs))
	for pc := 0; pc < len(c.Instrs); pc = c.Next(pc) {
		fmt.Fprintf(h, "%d,%d;", pc, c.Line(pc)) // instructions may become more special ones
	}
	n = max(h.Sum64()&(1<<numberBits-1), 1)
	for t.codes[n] != nil { // the same code, made again
		n++
	}
	t.numbers[c], t.codes[n] = n, c
	return n
}

func (t *codeTable) address(c *code.Code, pc int) uint64 {
	return t.number(c)<<addressBits | uint64(pc)
}

// codeAt is the code object of an address, or nil, and a place in it that may
// not exist.
func (g *Target) codeAt(address uint64) (c *code.Code, pc int) {
	n, pc := address>>addressBits, int(address&(1<<addressBits-1))
	if c = g.codes.codes[n]; c == nil {
		// It may be of an earlier run: nobody has asked for this code yet.
		for _, list := range g.sources {
			for _, c := range list {
				c.Walk(func(c *code.Code) { g.codes.number(c) })
			}
		}
		c = g.codes.codes[n]
	}
	return c, pc
}

// starts reports that an instruction begins at pc, and is not the rest of one.
func starts(c *code.Code, at int) bool {
	for pc := 0; pc < len(c.Instrs); pc = c.Next(pc) {
		if pc == at {
			return true
		}
	}
	return false
}

// SetInstructionBreakpoints replaces all instruction breakpoints.
func (g *Target) SetInstructionBreakpoints(specs []inspect.InstructionBreakpointSpec) (out []inspect.Breakpoint) {
	err := g.do(true, func() {
		for _, bp := range g.breaks.instructions {
			g.breaks.detach(bp)
		}
		g.breaks.instructions = nil
		for _, s := range specs {
			g.breaks.lastID++
			bp := &breakpoint{address: s.Address}
			bp.ID = g.breaks.lastID
			bp.spec.Condition = s.Condition
			g.compileCondition(bp, s.Condition, s.HitCondition)
			if bp.bad != "" {
				bp.Message = bp.bad
			} else {
				g.placeInstruction(bp)
				g.breaks.instructions = append(g.breaks.instructions, bp)
			}
			out = append(out, bp.Breakpoint)
		}
	})
	if err != nil {
		for range specs {
			out = append(out, inspect.Breakpoint{Message: err.Error()})
		}
	}
	return out
}

// placeInstruction sets a breakpoint where its address is, if that is loaded.
func (g *Target) placeInstruction(bp *breakpoint) {
	c, pc := g.codeAt(bp.address)
	if c == nil || !starts(c, pc) {
		bp.Message = fmt.Sprintf("there is no instruction at %#x", bp.address)
		return
	}
	bp.Verified, bp.Message, bp.Path, bp.Line = true, "", c.Filename(), c.LineAt(pc)
	g.breaks.attach(bp, place{c, pc})
}

// placeInstructions sets those whose code has been loaded now.
func (g *Target) placeInstructions() {
	for _, bp := range g.breaks.instructions {
		if bp.Verified {
			continue
		}
		if g.placeInstruction(bp); bp.Verified {
			now := bp.Breakpoint
			g.events.put(func(e inspect.Events) { e.BreakpointChanged(now) })
		}
	}
}

// maxInstructions bounds one answer.
const maxInstructions = 10_000

// Disassemble returns a part of the code at an address.
func (g *Target) Disassemble(address uint64, offset, count int) (out []inspect.Instruction, err error) {
	e := g.do(true, func() {
		c, at := g.codeAt(address)
		if c == nil || !starts(c, at) {
			err = fmt.Errorf("there is no instruction at %#x", address)
			return
		}
		count = min(count, maxInstructions)
		var pcs []int
		index := 0
		for pc := 0; pc < len(c.Instrs); pc = c.Next(pc) {
			if pc == at {
				index = len(pcs)
			}
			pcs = append(pcs, pc)
		}
		base := g.codes.address(c, 0)
		for i := index + offset; len(out) < count; i++ {
			if i < 0 || i >= len(pcs) {
				// Addresses go on in both directions, so that a client can tell
				// them apart.
				away := base + uint64(len(c.Instrs)+max(0, i-len(pcs)))
				if i < 0 {
					away = base - uint64(-i)
				}
				out = append(out, inspect.Instruction{Address: away, Text: "(no code)", Invalid: true})
				continue
			}
			out = append(out, g.instruction(c, pcs[i]))
		}
	})
	if e != nil {
		return nil, e
	}
	return out, err
}

func (g *Target) instruction(c *code.Code, pc int) inspect.Instruction {
	in := c.At(pc)
	row := inspect.Instruction{
		Address: g.codes.address(c, pc), Path: c.Filename(), Line: c.Line(pc),
		Bytes: fmt.Sprintf("%016x", uint64(in)),
	}
	if pc == 0 {
		row.Symbol = c.Qualname
	}
	if s := c.Span(pc); s.Start >= 0 {
		row.Column = c.File.LineCol(s.Start, source.UTF32).Col + 1
	}
	var operands []string
	for _, o := range in.Op().Info().Operands {
		operands = append(operands, g.operand(c, o.Kind, in.Field(o.Field)))
	}
	if target, jumps := c.Target(pc); jumps {
		operands = append(operands, fmt.Sprintf("to %d", target))
	}
	row.Text = strings.TrimRight(fmt.Sprintf("%-22s %s", in.Op(), strings.Join(operands, ", ")), " ")
	return row
}

func (g *Target) operand(c *code.Code, kind code.OperandKind, n int) string {
	pick := func(names []*object.Str) string {
		if n >= 0 && n < len(names) {
			return names[n].S
		}
		return fmt.Sprint(n)
	}
	switch kind {
	case code.Const:
		if n < 0 || n >= len(c.Consts) {
			return fmt.Sprint(n)
		}
		if v := c.Consts[n]; v.Is(code.Type) {
			return "code " + object.Cast[code.Code](v).Qualname
		}
		s := ""
		g.quietly(func() { s = g.short(c.Consts[n]) })
		return s
	case code.Name:
		return pick(c.Names)
	case code.Free:
		return pick(c.FreeNames)
	case code.Num, code.Jump:
		return fmt.Sprint(n)
	}
	switch {
	case n == code.None:
		return "-"
	case n < len(c.VarNames):
		return c.VarNames[n].S
	}
	return fmt.Sprintf("r%d", n)
}
