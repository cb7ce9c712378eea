// Package code holds what the compiler makes and the virtual machine runs:
// the instruction table, code objects and the disassembler.
//
// The machine has registers. Those below Code.NumLocals are variables; the
// rest are temporaries, written once and consumed by their one reader, which
// leaves them empty. So the live temporaries at any instruction are known, an
// exception handler needs only their number, and a value is dropped by its
// last use, as on CPython's stack.
package code

import (
	"reflect"
	"sort"
	"unsafe"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/syntax/source"
)

//go:generate go run github.com/asynctools/asynctools/internal/tools/opgen -write

// Op is an operation code.
type Op uint8

func (o Op) String() string { return infos[o].Name }

// Info is what the table says of an operation.
type Info struct {
	Name     string
	Words    int // extra words
	Operands []Operand
}

// Info returns the operation's row.
func (o Op) Info() *Info { return &infos[o] }

// Operand is one operand: where it is encoded, and what it is.
type Operand struct {
	Field Field
	Kind  OperandKind
}

// Field is a part of the instruction word.
type Field uint8

const (
	FieldA Field = iota
	FieldB
	FieldC
	FieldD
	FieldBX
)

// OperandKind is what an operand means.
type OperandKind uint8

const (
	Dst  OperandKind = iota // register written
	Src                     // register read; consumed when a temporary
	Reg                     // register read and kept
	Upd                     // register read and written
	Base                    // first of several consumed temporaries
	Jump
	Const
	Name
	Cell
	Free
	Num
)

// Inplace is set in the D of BINARY_INT_OP for an augmented assignment.
const Inplace = 0x80

// The D of CALL_FUNCTION_EX tells what stands behind the callable: a dict of
// keywords after the tuple of arguments; and which of them are still what the
// source says, any mapping and any iterable.
const (
	Keywords    = 1
	AnyKeywords = 2
	AnyArgs     = 4
)

// TracedLine is set in the D of NOP that begins a line for those who trace alone:
// a debugger's step passes it.
const TracedLine = 1

// Implicit is set in the D of RETURN_VALUE, and of the LOAD_CONST before it, at the
// end of a block whose text has no return: to those who trace it belongs to the
// line that ran last.
const Implicit = 1

// Returned and Yielded are set in the D of a BUILD_TUPLE whose result the next
// instruction returns or yields: nobody else ever sees the tuple.
const (
	Returned = 1
	Yielded  = 2
)

// None marks an absent register operand.
const None = 0xFFFF

// Instr is one instruction word.
type Instr uint64

// Make builds an instruction from A, B and C.
func Make(op Op, d uint8, a, b, c int) Instr {
	return Instr(op) | Instr(d)<<8 | Instr(uint16(a))<<16 | Instr(uint16(b))<<32 | Instr(uint16(c))<<48
}

// MakeX builds an instruction from A and Bx.
func MakeX(op Op, d uint8, a, bx int) Instr {
	return Instr(op) | Instr(d)<<8 | Instr(uint16(a))<<16 | Instr(uint32(bx))<<32
}

// Word2 packs the two halves of an extra word.
func Word2(lo, hi int) Instr { return Instr(uint32(lo)) | Instr(uint32(hi))<<32 }

func (i Instr) Op() Op   { return Op(i) }
func (i Instr) D() uint8 { return uint8(i >> 8) }
func (i Instr) A() int   { return int(uint16(i >> 16)) }
func (i Instr) B() int   { return int(uint16(i >> 32)) }
func (i Instr) C() int   { return int(uint16(i >> 48)) }
func (i Instr) Bx() int  { return int(int32(i >> 32)) }
func (i Instr) Lo() int  { return int(int32(i)) }
func (i Instr) Hi() int  { return int(int32(i >> 32)) }

// Field reads one field.
func (i Instr) Field(f Field) int {
	switch f {
	case FieldA:
		return i.A()
	case FieldB:
		return i.B()
	case FieldC:
		return i.C()
	case FieldD:
		return int(i.D())
	}
	return i.Bx()
}

// Flags of a code object, CPython's CO_*.
type Flags uint32

const (
	Optimized      Flags = 0x1
	NewLocals      Flags = 0x2
	VarArgs        Flags = 0x4
	VarKeywords    Flags = 0x8
	Nested         Flags = 0x10
	Generator      Flags = 0x20
	Coroutine      Flags = 0x80
	IterCoroutine  Flags = 0x100
	AsyncGenerator Flags = 0x200
	HasDocstring   Flags = 0x4000000
	// Accelerated marks the code of a function of the standard library that
	// may be done in Go: ours alone, hidden from programs.
	Accelerated Flags = 0x40000000
	Method      Flags = 0x8000000
)

// Suspends are the flags of code that runs as a generator of any kind.
const Suspends = Generator | Coroutine | AsyncGenerator

// Handler is a row of the exception table: an exception raised in [Start, End)
// goes to Target with the temporaries from Depth on dropped and the exception
// in register Reg.
type Handler struct {
	Start, End, Target int32
	Depth, Reg         uint16
	// Catches marks the handlers of except clauses, as against clean-up.
	Catches bool
}

// Cache is an inline cache; its fields mean what the instruction says.
type Cache struct {
	Version uint32
	Index   int32
	Attrs   uint32 // where objects of the type have their attributes, or 0; of a built-in name: the version of the globals in Value, which do not hide it
	Shape   *object.Shape
	Next    *object.Shape // STORE_ATTR: the shape that the new attribute gives, or nil; methods: of an instance that does not hide it
	Dict    *object.Dict
	Value   object.Value
	// Other is what was known before of another type: a method that classes
	// share sees two types in turns more often than one type for long.
	Other *Cache
}

// Turn makes room for what is known of another type.
func (k *Cache) Turn() {
	if k.Shape == nil {
		return
	}
	if k.Other == nil {
		k.Other = &Cache{}
	}
	o := k.Other
	o.Version, o.Index, o.Attrs, o.Shape, o.Next, o.Value = k.Version, k.Index, k.Attrs, k.Shape, k.Next, k.Value
}

// Code is a compiled block.
type Code struct {
	object.Header
	Name      string
	Qualname  string
	File      *source.File
	FirstLine int // 1-based
	Flags     Flags

	ArgCount   int // positional parameters, positional-only ones included
	PosOnly    int
	KwOnly     int
	NumLocals  int
	NumRegs    int
	VarNames   []*object.Str // of the locals; hidden ones of comprehensions follow the named ones
	NumNamed   int           // how many of VarNames a program may see
	CellLocals []int         // locals that hold cells
	FreeNames  []*object.Str
	Names      []*object.Str
	Consts     []object.Value
	Instrs     []Instr
	Spans      []source.Span // by instruction word
	Handlers   []Handler     // innermost first
	Caches     []Cache
	KwNames    []object.KwNames // by constant: keyword names of calls, filled in by the machine

	// Class is the size class of the frame, found by the machine at the first call.
	Class uint8
	// Layout is the type of a large frame, made by the machine.
	Layout reflect.Type

	// Saved holds original words under breakpoints; nil without any.
	Saved map[int]Instr
	// Points are under TRACE; shared with copies, as the words are.
	Points *Points
	lines  []LineStart
}

// Type is the type of code objects.
var Type = &object.Type{Name: "code"}

// Base is the address of the first instruction word.
func (c *Code) Base() unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(c.Instrs)) }

// Copy makes a code object that may be changed; what runs is shared.
func (c *Code) Copy() *Code {
	if c.Points == nil {
		c.Points = &Points{}
	}
	d := *c
	d.Caches = make([]Cache, len(c.Caches))
	return &d
}

// Filename is the name of the source.
func (c *Code) Filename() string { return c.File.Name }

// Span is the source span of the instruction at pc.
func (c *Code) Span(pc int) source.Span {
	if pc >= 0 && pc < len(c.Spans) {
		return c.Spans[pc]
	}
	return source.Span{Start: source.NoPos, End: source.NoPos}
}

// Line is the 1-based line of the instruction at pc, 0 when it has none.
func (c *Code) Line(pc int) int {
	s := c.Span(pc)
	if s.Start < 0 {
		return 0
	}
	return c.File.Line(s.Start) + 1
}

// LineAt is the line that runs at pc: of the nearest instruction at or before
// it that has one.
func (c *Code) LineAt(pc int) int {
	for ; pc >= 0; pc-- {
		if l := c.Line(pc); l > 0 {
			return l
		}
	}
	return c.FirstLine
}

// At is the instruction at pc, whatever breakpoint lies over it.
func (c *Code) At(pc int) Instr {
	i := c.Instrs[pc]
	if i.Op() == BREAKPOINT {
		i = c.Saved[pc]
	}
	if i.Op() == TRACE {
		i = c.Points.At[pc].Instr
	}
	return i
}

// Next is the pc of the instruction after pc.
func (c *Code) Next(pc int) int { return pc + 1 + c.At(pc).Op().Info().Words }

// Handler finds the innermost handler for an exception at pc.
func (c *Code) Handler(pc int) *Handler {
	for i := range c.Handlers {
		if h := &c.Handlers[i]; int32(pc) >= h.Start && int32(pc) < h.End {
			return h
		}
	}
	return nil
}

// LineStart is an instruction where a new line begins.
type LineStart struct{ PC, Line int }

// LineStarts lists the instructions that begin a line, as stepping sees them:
// where the line differs from the preceding instruction's, and jump targets
// that begin one.
func (c *Code) LineStarts() []LineStart {
	if c.lines != nil {
		return c.lines
	}
	targets := map[int]bool{}
	for pc := 0; pc < len(c.Instrs); pc = c.Next(pc) {
		// Only the back edges of the program's own loops: the one of an await
		// goes round without a new line.
		if i := c.At(pc); i.Op() == JUMP_BACKWARD {
			targets[i.Bx()] = true
		}
	}
	last := 0
	var out []LineStart
	for pc := 0; pc < len(c.Instrs); pc = c.Next(pc) {
		op := c.At(pc).Op()
		line := c.Line(pc)
		switch op {
		case PUSH_EXC_INFO:
			// The way into a handler belongs to no line; what follows begins one,
			// even the line that the normal way has just run.
			last = 0
			continue
		case RERAISE, POP_EXCEPT:
			continue
		case NOP:
			if c.At(pc).D() == TracedLine {
				continue
			}
		}
		if line == 0 || op == RESUME && pc < 2 || op == RETURN_GENERATOR || op == MAKE_CELL || op == JUMP_BACKWARD || op == JUMP {
			continue
		}
		if line != last || targets[pc] {
			out = append(out, LineStart{pc, line})
		}
		last = line
	}
	c.lines = out
	return out
}

// Target is the jump target of the instruction at pc, if it jumps.
func (c *Code) Target(pc int) (int, bool) {
	i := c.At(pc)
	switch i.Op() {
	case FOR_ITER, COMPARE_JUMP, COMPARE_INT_JUMP, COMPARE_CONST_JUMP, SEND:
		return c.Instrs[pc+1].Lo(), true
	}
	for _, o := range i.Op().Info().Operands {
		if o.Kind == Jump {
			return i.Bx(), true
		}
	}
	return 0, false
}

// Walk visits c and the code objects nested in it.
func (c *Code) Walk(f func(*Code)) {
	f(c)
	for _, v := range c.Consts {
		if v.Is(Type) {
			object.Cast[Code](v).Walk(f)
		}
	}
}

// Lines lists the distinct lines of c that begin an instruction, sorted.
func (c *Code) Lines() []int {
	seen := map[int]bool{}
	for _, s := range c.LineStarts() {
		seen[s.Line] = true
	}
	out := make([]int, 0, len(seen))
	for l := range seen {
		out = append(out, l)
	}
	sort.Ints(out)
	return out
}
