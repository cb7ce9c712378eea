package remod

import (
	"bytes"

	"github.com/asynctools/asynctools/runtime/object"
)

// unit is an element of a text: a byte of ASCII text or of bytes, or a
// character.
type unit interface{ byte | rune }

type choiceKind uint8

const (
	resume  choiceKind = iota // go on at pc
	barrier                   // the limit of an atomic group or a look
	shrink                    // give back a character of a greedy run
	extend                    // take another character of a lazy run
)

// choice is a place to return to when matching fails.
type choice struct {
	pc    int32
	kind  choiceKind
	pos   int
	limit int // shrink: the least position; extend: the greatest
	trail int // registers changed later are restored
}

// change remembers the old value of a register.
type change struct {
	reg int
	old int
}

// matcher runs a program on a text. Failing, it returns to the last choice and
// takes back the changes of registers made since, so its memory grows with the
// length of the match only.
type matcher[E unit] struct {
	t      *object.Thread
	prog   *program
	s      []E
	regs   []int
	stack  []choice
	trail  []change
	pos    int
	full   bool // a match must end with the text
	refuse int  // and not end here; -1: anywhere
	steps  int
}

// maxChoices bounds the memory of one match; CPython raises MemoryError when
// its own stack cannot grow.
const maxChoices = 1 << 26

func (m *matcher[E]) set(reg, v int) {
	if len(m.stack) > 0 {
		m.trail = append(m.trail, change{reg, m.regs[reg]})
	}
	m.regs[reg] = v
}

func (m *matcher[E]) push(c choice) {
	c.trail = len(m.trail)
	m.stack = append(m.stack, c)
}

func (m *matcher[E]) undo(to int) {
	for i := len(m.trail) - 1; i >= to; i-- {
		m.regs[m.trail[i].reg] = m.trail[i].old
	}
	m.trail = m.trail[:to]
}

// cut drops the choices down to the innermost barrier and returns it.
func (m *matcher[E]) cut() choice {
	i := len(m.stack) - 1
	for m.stack[i].kind != barrier {
		i--
	}
	c := m.stack[i]
	m.stack = m.stack[:i]
	return c
}

// interrupted lets the program be stopped now and then.
func (m *matcher[E]) interrupted() error {
	if m.t.Breaker.Load() != 0 && m.t.OnBreak != nil {
		return m.t.OnBreak()
	}
	if len(m.stack) > maxChoices || len(m.trail) > 4*maxChoices {
		return m.t.Raisef(object.MemoryError, "")
	}
	return nil
}

func wordAt[E unit](s []E, i int, ascii bool) bool {
	return i >= 0 && i < len(s) && catWord.has(rune(s[i]), ascii)
}

func (m *matcher[E]) test(in *inst) bool {
	s, pos := m.s, m.pos
	switch in.at {
	case atStart:
		return pos == 0
	case atLineStart:
		return pos == 0 || s[pos-1] == '\n'
	case atEnd:
		return pos == len(s) || pos == len(s)-1 && s[pos] == '\n'
	case atLineEnd:
		return pos == len(s) || s[pos] == '\n'
	case atStringEnd:
		return pos == len(s)
	}
	return (wordAt(s, pos-1, in.ascii) != wordAt(s, pos, in.ascii)) == (in.at == atBoundary)
}

// one tests one character against a single-character instruction.
func one(op opcode, in *inst, r rune) bool {
	switch op {
	case opChar:
		return r == in.lit
	case opCharFold:
		return in.fold.same(in.lit, r)
	case opNotChar:
		if in.fold == exact {
			return r != in.lit
		}
		return !in.fold.same(in.lit, r)
	case opAny:
		return r != '\n'
	case opSet:
		return in.set.has(r)
	}
	return true
}

// run counts how many characters from pos on match, at most limit.
func run[E unit](in *inst, s []E, pos, limit int) int {
	end := len(s)
	if limit < end-pos {
		end = pos + limit
	}
	i := pos
	switch in.kind {
	case opAnyAll:
		return end - pos
	case opAny:
		for i < end && s[i] != '\n' {
			i++
		}
	case opChar:
		for i < end && rune(s[i]) == in.lit {
			i++
		}
	case opSet:
		set := in.set
		for i < end {
			r := rune(s[i])
			if r < 256 {
				if set.low[r>>6]&(1<<(r&63)) == 0 {
					break
				}
			} else if !set.slow(r) {
				break
			}
			i++
		}
	default:
		for i < end && one(in.kind, in, rune(s[i])) {
			i++
		}
	}
	return i - pos
}

// match runs the program from start. The registers hold the groups afterwards.
func (m *matcher[E]) match(start int) (bool, error) {
	code := m.prog.code
	s := m.s
	m.pos = start
	m.stack, m.trail = m.stack[:0], m.trail[:0]
	for i := range m.regs {
		m.regs[i] = -1
	}
	pc := int32(0)
	for {
		in := &code[pc]
		ok := true
		switch in.op {
		case opMatch:
			if m.full && m.pos != len(s) || m.pos == m.refuse {
				ok = false
				break
			}
			return true, nil
		case opFail:
			ok = false
		case opChar:
			if ok = m.pos < len(s) && rune(s[m.pos]) == in.lit; ok {
				m.pos++
			}
		case opSet:
			if ok = m.pos < len(s) && in.set.has(rune(s[m.pos])); ok {
				m.pos++
			}
		case opCharFold, opNotChar, opAny, opAnyAll:
			if ok = m.pos < len(s) && one(in.op, in, rune(s[m.pos])); ok {
				m.pos++
			}
		case opString:
			if ok = len(s)-m.pos >= len(in.str); ok {
				for i, r := range in.str {
					if rune(s[m.pos+i]) != r {
						ok = false
						break
					}
				}
				m.pos += len(in.str)
			}
		case opAt:
			ok = m.test(in)
		case opMark:
			m.set(int(in.a), m.pos)
			if in.a&1 != 0 {
				m.set(m.prog.lastIndex(), int(in.a)/2+1)
			}
		case opJump:
			pc = in.a
			continue
		case opSplit:
			if in.set != nil && (m.pos >= len(s) || !in.set.has(rune(s[m.pos]))) {
				pc = in.a
				continue
			}
			m.push(choice{pc: in.a, pos: m.pos})
		case opRun:
			ok = m.startRun(in, pc)
		case opLoopInit:
			m.set(int(in.a), -1)
			m.set(int(in.a)+1, -1)
		case opLoop, opLoopLazy:
			if m.steps++; m.steps&1023 == 0 {
				if err := m.interrupted(); err != nil {
					return false, err
				}
			}
			r := int(in.a)
			n := m.regs[r] + 1
			m.set(r, n)
			if n < in.min {
				pc = in.b
				continue
			}
			more := (n < in.max || in.max == maxRepeat) && m.pos != m.regs[r+1]
			if in.op == opLoop {
				if more {
					m.push(choice{pc: pc + 1, pos: m.pos})
					m.set(r+1, m.pos)
					pc = in.b
					continue
				}
				break
			}
			if more {
				m.push(choice{pc: pc + 1, pos: m.pos})
			}
			pc += 2
			continue
		case opLoopEnter:
			m.set(int(in.a)+1, m.pos)
			pc = in.b
			continue
		case opBarrier:
			m.push(choice{kind: barrier})
		case opCut:
			m.cut()
		case opLook:
			m.push(choice{kind: barrier, pos: m.pos})
			if in.a >= 0 {
				m.pos -= int(in.a)
				ok = m.pos >= 0
			}
		case opLookEnd:
			m.pos = m.cut().pos
		case opNotLook:
			if in.a >= 0 && m.pos < int(in.a) {
				pc = in.b
				continue
			}
			// When the body fails, matching resumes behind it.
			m.push(choice{pc: in.b, kind: barrier, pos: m.pos, limit: 1})
			if in.a >= 0 {
				m.pos -= int(in.a)
			}
		case opNotLookEnd:
			m.undo(m.cut().trail)
			ok = false
		case opRef:
			ok = m.backref(in)
		case opCond:
			if g := 2 * (int(in.a) - 1); m.regs[g] < 0 || m.regs[g+1] < 0 {
				pc = in.b
				continue
			}
		}
		if ok {
			pc++
			continue
		}
		if m.steps++; m.steps&1023 == 0 {
			if err := m.interrupted(); err != nil {
				return false, err
			}
		}
		if pc = m.back(); pc < 0 {
			return false, nil
		}
	}
}

func (m *matcher[E]) backref(in *inst) bool {
	g := 2 * (int(in.a) - 1)
	from, to := m.regs[g], m.regs[g+1]
	if from < 0 || to < from || len(m.s)-m.pos < to-from {
		return false
	}
	for i := from; i < to; i++ {
		a, b := rune(m.s[i]), rune(m.s[m.pos+i-from])
		if a != b && (in.fold == exact || in.fold.lower(a) != in.fold.lower(b)) {
			return false
		}
	}
	m.pos += to - from
	return true
}

// startRun matches a repeated single character for the first time.
func (m *matcher[E]) startRun(in *inst, pc int32) bool {
	pos := m.pos
	if in.mode == lazy {
		if in.min > 0 {
			if n := run(in, m.s, pos, in.min); n < in.min {
				return false
			}
		}
		limit := len(m.s)
		if in.max != maxRepeat && in.max < limit-pos {
			limit = pos + in.max
		}
		m.pos = pos + in.min
		if m.pos < limit {
			m.push(choice{pc: pc, kind: extend, pos: m.pos, limit: limit})
		}
		return true
	}
	limit := in.max
	if limit == maxRepeat {
		limit = len(m.s)
	}
	n := run(in, m.s, pos, limit)
	if n < in.min {
		return false
	}
	m.pos = pos + n
	if in.mode == possessive || n == in.min {
		return true
	}
	m.push(choice{pc: pc, kind: shrink, pos: m.pos + 1, limit: pos + in.min})
	return m.giveBack(len(m.stack)-1, in)
}

// giveBack moves the end of a greedy run down to the next place where the
// rest can begin; without one it drops the choice.
func (m *matcher[E]) giveBack(at int, in *inst) bool {
	c := &m.stack[at]
	p := c.pos - 1
	if in.hint >= 0 {
		for p >= c.limit && (p >= len(m.s) || rune(m.s[p]) != in.hint) {
			p--
		}
		if p < c.limit {
			m.stack = m.stack[:at]
			return false
		}
	}
	m.pos = p
	if p == c.limit {
		m.stack = m.stack[:at]
	} else {
		c.pos = p
	}
	return true
}

// back returns to the last choice; -1 means that there is none.
func (m *matcher[E]) back() int32 {
	for len(m.stack) > 0 {
		at := len(m.stack) - 1
		c := &m.stack[at]
		m.undo(c.trail)
		switch c.kind {
		case resume:
			m.pos = c.pos
			m.stack = m.stack[:at]
			return c.pc
		case barrier:
			m.stack = m.stack[:at]
			if c.limit != 0 { // of a negative look, which thereby holds
				m.pos = c.pos
				return c.pc
			}
		case shrink:
			pc := c.pc
			if m.giveBack(at, &m.prog.code[pc]) {
				return pc + 1
			}
		case extend:
			pc := c.pc
			in := &m.prog.code[pc]
			p := c.pos
			for {
				if p >= c.limit || !one(in.kind, in, rune(m.s[p])) {
					p = -1
					break
				}
				p++
				if in.hint < 0 || p < len(m.s) && rune(m.s[p]) == in.hint {
					break
				}
			}
			if p < 0 {
				m.stack = m.stack[:at]
				continue
			}
			m.pos, c.pos = p, p
			return pc + 1
		}
	}
	return -1
}

// search finds the first match that begins at start or later.
func (m *matcher[E]) search(start int) (int, bool, error) {
	p := m.prog
	for ; start <= len(m.s); start++ {
		if len(p.prefix) > 0 {
			i := index(m.s[start:], p.prefix)
			if i < 0 {
				return 0, false, nil
			}
			start += i
		} else if p.first != nil {
			for start < len(m.s) && !p.first.has(rune(m.s[start])) {
				start++
			}
			if start == len(m.s) {
				return 0, false, nil
			}
		}
		ok, err := m.match(start)
		if ok || err != nil {
			return start, ok, err
		}
		if m.steps++; m.steps&1023 == 0 {
			if err := m.interrupted(); err != nil {
				return 0, false, err
			}
		}
	}
	return 0, false, nil
}

// index finds a prefix.
func index[E unit](s []E, prefix []rune) int {
	if b, ok := any(s).([]byte); ok {
		var buf [64]byte
		want := buf[:0]
		for _, r := range prefix {
			if r > 0xff {
				return -1
			}
			want = append(want, byte(r))
		}
		return bytes.Index(b, want)
	}
	first := E(prefix[0])
outer:
	for i := 0; i+len(prefix) <= len(s); i++ {
		if s[i] != first {
			continue
		}
		for j, r := range prefix[1:] {
			if rune(s[i+1+j]) != r {
				continue outer
			}
		}
		return i
	}
	return -1
}
