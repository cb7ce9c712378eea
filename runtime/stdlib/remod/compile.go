package remod

type opcode uint8

const (
	opMatch opcode = iota
	opFail
	opChar     // lit
	opCharFold // lit, fold
	opNotChar  // lit, fold
	opAny
	opAnyAll
	opSet
	opString // str: exact characters
	opAt
	opMark // a: the mark
	opJump // a
	opSplit
	opRun       // one character class repeated: kind, min, max, mode
	opLoopInit  // a: register
	opLoop      // a: register, b: body, min, max
	opLoopLazy  // likewise
	opLoopEnter // of a lazy loop: a, b
	opBarrier
	opCut
	opLook    // a: width to go back, -1 for a lookahead
	opLookEnd // back to where the look began
	opNotLook // a: width, b: where to go on
	opNotLookEnd
	opRef  // a: group, fold
	opCond // a: group, b: where to go without it
)

// inst is one instruction. next literal hints spare runs useless stops.
type inst struct {
	op       opcode
	kind     opcode // opRun: the class
	mode     repeatMode
	fold     folding
	at       atKind
	ascii    bool
	hint     rune // opRun: the character that must follow, or -1
	lit      rune
	a, b     int32
	min, max int
	set      *charSet // opSplit: what the first branch may begin with, or nil
	str      []rune
}

// program is a compiled pattern.
type program struct {
	code   []inst
	groups int      // without group 0
	regs   int      // marks, the last group closed, loop registers
	first  *charSet // what a match may begin with, nil when not known
	prefix []rune   // exact characters that every match begins with
	whole  bool     // the prefix is the whole pattern
}

// Registers: marks 2*g and 2*g+1 of group g at 2*(g-1), then lastindex.

func (p *program) lastIndex() int { return 2 * p.groups }

type compiler struct {
	prog *program
	regs int
}

func compileTree(tree *node, groups int) (*program, error) {
	p := &program{groups: groups}
	c := &compiler{prog: p, regs: 2*groups + 1}
	if err := c.emit(tree); err != nil {
		return nil, err
	}
	c.add(inst{op: opMatch})
	p.regs = c.regs
	for i := range p.code {
		if in := &p.code[i]; in.op == opRun {
			in.hint = c.follow(i + 1)
		}
	}
	p.first = firstSet(tree)
	if tree.kind == nSeq {
		for _, k := range tree.kids {
			if k.kind != nLit || k.fold != exact {
				break
			}
			p.prefix = append(p.prefix, k.lit)
		}
		p.whole = len(p.prefix) == len(tree.kids) && len(p.prefix) > 0
	}
	return p, nil
}

// follow is the exact character that the code at pc must match first, or -1.
func (c *compiler) follow(pc int) rune {
	for ; pc < len(c.prog.code); pc++ {
		switch in := &c.prog.code[pc]; in.op {
		case opChar:
			return in.lit
		case opString:
			return in.str[0]
		case opMark:
		default:
			return -1
		}
	}
	return -1
}

func (c *compiler) add(in inst) int {
	c.prog.code = append(c.prog.code, in)
	return len(c.prog.code) - 1
}

func (c *compiler) here() int32 { return int32(len(c.prog.code)) }

func (c *compiler) at(i int) *inst { return &c.prog.code[i] }

// single is the instruction for a node that matches exactly one character.
func single(n *node) (inst, bool) {
	switch n.kind {
	case nLit:
		if n.fold != exact {
			return inst{op: opCharFold, lit: n.lit, fold: n.fold}, true
		}
		return inst{op: opChar, lit: n.lit}, true
	case nNotLit:
		return inst{op: opNotChar, lit: n.lit, fold: n.fold}, true
	case nAny:
		if n.all {
			return inst{op: opAnyAll}, true
		}
		return inst{op: opAny}, true
	case nSet:
		return inst{op: opSet, set: n.set}, true
	case nGroup:
		if n.group == 0 {
			return single(n.kids[0])
		}
	case nSeq:
		if len(n.kids) == 1 {
			return single(n.kids[0])
		}
	}
	return inst{}, false
}

func (c *compiler) emit(n *node) error {
	if in, ok := single(n); ok {
		c.add(in)
		return nil
	}
	switch n.kind {
	case nFail:
		c.add(inst{op: opFail})
	case nAt:
		c.add(inst{op: opAt, at: n.at, ascii: n.all})
	case nSeq:
		return c.sequence(n.kids)
	case nAlt:
		return c.alternatives(n)
	case nRepeat:
		return c.repeat(n)
	case nGroup:
		if n.group == 0 {
			return c.emit(n.kids[0])
		}
		c.add(inst{op: opMark, a: int32(2 * (n.group - 1))})
		if err := c.emit(n.kids[0]); err != nil {
			return err
		}
		c.add(inst{op: opMark, a: int32(2*(n.group-1) + 1)})
	case nAtomic:
		c.add(inst{op: opBarrier})
		if err := c.emit(n.kids[0]); err != nil {
			return err
		}
		c.add(inst{op: opCut})
	case nLook:
		return c.look(n)
	case nRef:
		c.add(inst{op: opRef, a: int32(n.group), fold: n.fold})
	case nCond:
		cond := c.add(inst{op: opCond, a: int32(n.group)})
		if err := c.emit(n.kids[0]); err != nil {
			return err
		}
		if len(n.kids) == 2 {
			jump := c.add(inst{op: opJump})
			c.at(cond).b = c.here()
			if err := c.emit(n.kids[1]); err != nil {
				return err
			}
			c.at(jump).a = c.here()
		} else {
			c.at(cond).b = c.here()
		}
	}
	return nil
}

// sequence joins neighbouring exact characters.
func (c *compiler) sequence(kids []*node) error {
	for i := 0; i < len(kids); {
		j := i
		for j < len(kids) && kids[j].kind == nLit && kids[j].fold == exact {
			j++
		}
		if j-i > 1 {
			str := make([]rune, 0, j-i)
			for _, k := range kids[i:j] {
				str = append(str, k.lit)
			}
			c.add(inst{op: opString, str: str})
			i = j
			continue
		}
		if err := c.emit(kids[i]); err != nil {
			return err
		}
		i++
	}
	return nil
}

func (c *compiler) alternatives(n *node) error {
	if s := asSet(n.kids); s != nil {
		c.add(inst{op: opSet, set: s})
		return nil
	}
	var jumps []int
	for i, k := range n.kids {
		if i == len(n.kids)-1 {
			if err := c.emit(k); err != nil {
				return err
			}
			break
		}
		split := c.add(inst{op: opSplit, set: firstSet(k)})
		if err := c.emit(k); err != nil {
			return err
		}
		jumps = append(jumps, c.add(inst{op: opJump}))
		c.at(split).a = c.here()
	}
	for _, j := range jumps {
		c.at(j).a = c.here()
	}
	return nil
}

// asSet merges alternatives of one exact character each into a set.
func asSet(alts []*node) *charSet {
	s := &charSet{}
	for _, k := range alts {
		if k.kind == nSeq && len(k.kids) == 1 {
			k = k.kids[0]
		}
		switch {
		case k.kind == nLit && k.fold == exact:
			s.ranges = append(s.ranges, [2]rune{k.lit, k.lit})
		case k.kind == nSet && !k.set.negate && k.set.fold == exact && len(k.set.cats) == 0:
			s.ranges = append(s.ranges, k.set.ranges...)
		default:
			return nil
		}
	}
	return s.prepare()
}

func (c *compiler) repeat(n *node) error {
	body := n.kids[0]
	if in, ok := single(body); ok {
		in.kind, in.op = in.op, opRun
		in.min, in.max, in.mode = n.min, n.max, n.mode
		c.add(in)
		return nil
	}
	if n.max == 0 {
		return nil
	}
	if n.mode == possessive {
		c.add(inst{op: opBarrier})
	}
	r := int32(c.regs)
	c.regs += 2
	c.add(inst{op: opLoopInit, a: r})
	jump := c.add(inst{op: opJump})
	start := c.here()
	if err := c.emit(body); err != nil {
		return err
	}
	c.at(jump).a = c.here()
	if n.mode == lazy {
		c.add(inst{op: opLoopLazy, a: r, b: start, min: n.min, max: n.max})
		c.add(inst{op: opLoopEnter, a: r, b: start})
		return nil
	}
	c.add(inst{op: opLoop, a: r, b: start, min: n.min, max: n.max})
	if n.mode == possessive {
		c.add(inst{op: opCut})
	}
	return nil
}

func (c *compiler) look(n *node) error {
	back := int32(-1)
	if n.behind {
		lo, hi := widths(n.kids[0])
		if lo != hi {
			return &patternError{"look-behind requires fixed-width pattern", -1}
		}
		if lo > maxGroups {
			return &patternError{"looks too much behind", -1}
		}
		back = int32(lo)
	}
	if !n.negate {
		c.add(inst{op: opLook, a: back})
		if err := c.emit(n.kids[0]); err != nil {
			return err
		}
		c.add(inst{op: opLookEnd})
		return nil
	}
	look := c.add(inst{op: opNotLook, a: back})
	if err := c.emit(n.kids[0]); err != nil {
		return err
	}
	c.add(inst{op: opNotLookEnd})
	c.at(look).b = c.here()
	return nil
}

// widths are the least and the greatest number of characters a node matches.
func widths(n *node) (lo, hi int) {
	limit := func(x int) int { return min(x, maxRepeat) }
	switch n.kind {
	case nLit, nNotLit, nAny, nSet:
		return 1, 1
	case nSeq:
		for _, k := range n.kids {
			a, b := widths(k)
			lo, hi = limit(lo+a), limit(hi+b)
		}
	case nAlt:
		lo, hi = widths(n.kids[0])
		for _, k := range n.kids[1:] {
			a, b := widths(k)
			lo, hi = min(lo, a), max(hi, b)
		}
	case nRepeat:
		a, b := widths(n.kids[0])
		times := func(x, k int) int {
			if x == 0 || k == 0 {
				return 0
			}
			if k > maxRepeat/x {
				return maxRepeat
			}
			return x * k
		}
		return times(a, n.min), times(b, n.max)
	case nGroup:
		if n.group > 0 {
			return n.min, n.max // computed when the group was closed
		}
		return widths(n.kids[0])
	case nAtomic:
		return widths(n.kids[0])
	case nRef:
		return n.min, n.max
	case nCond:
		lo, hi = widths(n.kids[0])
		if len(n.kids) == 1 {
			return 0, hi
		}
		a, b := widths(n.kids[1])
		return min(lo, a), max(hi, b)
	}
	return lo, hi
}

// firstSet is a superset of the characters a match of n can begin with, or nil
// when it is not known or n can match nothing.
func firstSet(n *node) *charSet {
	switch n.kind {
	case nLit:
		s := &charSet{}
		for _, v := range n.fold.literals(n.lit) {
			s.ranges = append(s.ranges, [2]rune{v, v})
		}
		return s.prepare()
	case nSet:
		return n.set
	case nSeq:
		for _, k := range n.kids {
			if k.kind == nAt || k.kind == nLook {
				continue
			}
			return firstSet(k)
		}
	case nGroup, nAtomic:
		return firstSet(n.kids[0])
	case nRepeat:
		if n.min > 0 {
			return firstSet(n.kids[0])
		}
	case nAlt:
		s := &charSet{}
		for _, k := range n.kids {
			f := firstSet(k)
			if f == nil || f.negate || f.fold != exact || len(f.cats) > 0 {
				return nil
			}
			s.ranges = append(s.ranges, f.ranges...)
		}
		return s.prepare()
	}
	return nil
}

// literals are the characters a literal matches.
func (f folding) literals(r rune) []rune {
	if f == exact {
		return []rune{r}
	}
	return f.variants(r)
}
