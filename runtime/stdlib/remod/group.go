package remod

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/syntax/pyrepr"
)

// inside parses the inside of parentheses up to the closing one.
func (p *parser) inside(flags int, verbose bool, depth, start int) *node {
	n := p.alternatives(flags, verbose, depth)
	p.closing(start)
	return n
}

func (p *parser) closing(start int) {
	if !p.match(")") {
		p.fail(p.tell()-start, "missing ), unterminated subpattern")
	}
}

// needChar is the next character of an extension.
func (p *parser) needChar() string {
	c := p.get()
	if c == "" {
		p.fail(0, "unexpected end of pattern")
	}
	return c
}

// group parses what follows an opening parenthesis; nil means that it matches
// nothing of its own.
func (p *parser) group(flags *int, verbose bool, depth int, first bool) *node {
	start := p.tell() - 1
	if !p.match("?") {
		return p.capture("", *flags, verbose, depth, start)
	}
	switch c := p.needChar(); c {
	case "P":
		switch {
		case p.match("<"):
			name := p.getUntil(">", "group name")
			p.checkName(name, 1)
			return p.capture(name, *flags, verbose, depth, start)
		case p.match("="):
			name := p.getUntil(")", "group name")
			p.checkName(name, 1)
			g := p.named(name)
			if p.groups[g] == nil {
				p.fail(width(name)+1, "cannot refer to an open group")
			}
			p.checkLookbehind(g)
			return p.reference(g, *flags)
		}
		c := p.needChar()
		p.fail(width(c)+2, "unknown extension ?P%s", c)
	case ":":
		return &node{kind: nGroup, kids: []*node{p.inside(*flags, verbose, depth, start)}}
	case "#":
		for {
			if p.next == "" {
				p.fail(p.tell()-start, "missing ), unterminated comment")
			}
			if p.get() == ")" {
				return nil
			}
		}
	case "=", "!":
		return p.look(c == "!", false, *flags, verbose, depth, start)
	case "<":
		c := p.needChar()
		if c != "=" && c != "!" {
			p.fail(width(c)+2, "unknown extension ?<%s", c)
		}
		return p.look(c == "!", true, *flags, verbose, depth, start)
	case "(":
		return p.condition(*flags, verbose, depth, start)
	case ">":
		return &node{kind: nAtomic, kids: []*node{p.inside(*flags, verbose, depth, start)}}
	default:
		if flagLetters[c] != 0 || c == "-" {
			return p.inlineFlags(c, flags, verbose, depth, start, first)
		}
		p.fail(width(c)+1, "unknown extension ?%s", c)
	}
	return nil
}

// reference matches what a closed group matched.
func (p *parser) reference(g, flags int) *node {
	of := p.groups[g]
	return &node{kind: nRef, group: g, fold: p.fold(flags), min: of.min, max: of.max}
}

func (p *parser) named(name string) int {
	g, ok := p.names[name]
	if !ok {
		p.fail(width(name)+1, "unknown group name %s", pyrepr.Str(name))
	}
	return g
}

func (p *parser) capture(name string, flags int, verbose bool, depth, start int) *node {
	g := len(p.groups)
	p.groups = append(p.groups, nil)
	if name != "" {
		if was, ok := p.names[name]; ok {
			p.fail(width(name)+1, "redefinition of group name %s as group %d; was group %d", pyrepr.Str(name), g, was)
		}
		p.names[name] = g
		p.order = append(p.order, name)
	}
	n := &node{kind: nGroup, group: g, kids: []*node{p.inside(flags, verbose, depth, start)}}
	n.min, n.max = widths(n.kids[0])
	p.groups[g] = n
	return n
}

func (p *parser) look(negate, behind bool, flags int, verbose bool, depth, start int) *node {
	outer := p.lookbehind
	if behind && outer < 0 {
		p.lookbehind = len(p.groups)
	}
	body := p.inside(flags, verbose, depth, start)
	p.lookbehind = outer
	if body.kind == nSeq && len(body.kids) == 0 {
		if negate {
			return &node{kind: nFail}
		}
		return nil
	}
	return &node{kind: nLook, negate: negate, behind: behind, kids: []*node{body}}
}

func (p *parser) condition(flags int, verbose bool, depth, start int) *node {
	name := p.getUntil(")", "group name")
	var g int
	if isDecimal(name) {
		v, err := strconv.Atoi(name)
		if err == nil && v == 0 {
			p.fail(len(name)+1, "bad group number")
		}
		if err != nil || v >= maxGroups {
			p.fail(len(name)+1, "invalid group reference %s", strings.TrimLeft(name, "0"))
		}
		g = v
		if _, ok := p.refs[g]; !ok {
			p.refs[g] = p.tell() - len(name) - 1
		}
	} else {
		p.checkName(name, 1)
		g = p.named(name)
	}
	p.checkLookbehind(g)
	n := &node{kind: nCond, group: g}
	one := func() *node { return p.sequence(&flags, verbose, depth+1, false) }
	n.kids = append(n.kids, one())
	if p.match("|") {
		n.kids = append(n.kids, one())
		if p.next == "|" {
			p.fail(0, "conditional backref with more than two branches")
		}
	}
	p.closing(start)
	return n
}

// badFlag complains about a character among flags.
func (p *parser) badFlag(c, missing string) {
	if c == "" {
		p.fail(0, "%s", missing)
	}
	r, _ := object.DecodeRune(c)
	if unicode.IsLetter(r) {
		missing = "unknown flag"
	}
	p.fail(width(c), "%s", missing)
}

// inlineFlags parses (?i), (?i:...) and (?i-s:...).
func (p *parser) inlineFlags(c string, flags *int, verbose bool, depth, start int, first bool) *node {
	add, del := 0, 0
	if c != "-" {
		for {
			f := flagLetters[c]
			if p.text && c == "L" {
				p.fail(0, "bad inline flags: cannot use 'L' flag with a str pattern")
			}
			if !p.text && c == "u" {
				p.fail(0, "bad inline flags: cannot use 'u' flag with a bytes pattern")
			}
			add |= f
			if f&typeFlags != 0 && add&typeFlags != f {
				p.fail(0, "bad inline flags: flags 'a', 'u' and 'L' are incompatible")
			}
			c = p.get()
			if c == ")" || c == "-" || c == ":" {
				break
			}
			if flagLetters[c] == 0 {
				p.badFlag(c, "missing -, : or )")
			}
		}
	}
	if c == ")" {
		p.flags |= add
		if !first {
			p.fail(p.tell()-start, "global flags not at the start of the expression")
		}
		if p.flags&flagVerbose != 0 && !verbose {
			panic(restart{})
		}
		*flags |= add
		return nil
	}
	if c == "-" {
		c = p.get()
		if flagLetters[c] == 0 {
			p.badFlag(c, "missing flag")
		}
		for {
			f := flagLetters[c]
			if f&typeFlags != 0 {
				p.fail(0, "bad inline flags: cannot turn off flags 'a', 'u' and 'L'")
			}
			del |= f
			c = p.get()
			if c == ":" {
				break
			}
			if flagLetters[c] == 0 {
				p.badFlag(c, "missing :")
			}
		}
	}
	if add&del != 0 {
		p.fail(1, "bad inline flags: flag turned on and off")
	}
	inner := *flags
	if add&typeFlags != 0 {
		inner &^= typeFlags
	}
	inner = (inner | add) &^ del
	v := (verbose || add&flagVerbose != 0) && del&flagVerbose == 0
	return &node{kind: nGroup, kids: []*node{p.inside(inner, v, depth, start)}}
}
