package target

import (
	"strings"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/syntax/source"
)

// spot is an instruction where a breakpoint may be, and its column.
type spot struct {
	place
	column int
}

// spotsOf lists the places of a line: where it begins, where a further statement
// or operand of it does or a round of a comprehension, and its calls. Columns are 1-based code points.
func spotsOf(c *code.Code, line int, l *layout) []spot {
	starts := map[int]bool{}
	for _, ls := range lineStarts(c) {
		if ls.Line == line {
			starts[ls.PC] = true
		}
	}
	var out []spot
	seen := map[int]bool{}
	begins := l.begins[line]
	if c.Name != "<module>" && strings.HasPrefix(c.Name, "<") {
		begins = nil // a lambda is an expression inside of a statement
	}
	end := source.Pos(-1)
	rounds := l.roundsOf(c)
	for pc := 0; pc < len(c.Instrs); pc = c.Next(pc) {
		s, op := c.Span(pc), c.At(pc).Op()
		if s.Start < 0 || c.Line(pc) != line || op == code.RESUME || op == code.RETURN_GENERATOR || op == code.PUSH_EXC_INFO || op == code.POP_EXCEPT || op == code.RERAISE {
			continue
		}
		round, inRound := rounds[pc]
		if at := c.File.LineCol(round.Start, source.UTF32); inRound && at.Line+1 == line && !seen[at.Col+1] {
			out = append(out, spot{place{c, pc}, at.Col + 1})
			seen[at.Col+1] = true
		} else if starts[pc] || s.Start >= end || isCall(op) {
			col := c.File.LineCol(s.Start, source.UTF32).Col + 1
			// The first instruction of a statement may belong to a part of it.
			for i := len(begins) - 1; i >= 0; i-- {
				if begins[i] <= col {
					if !seen[begins[i]] {
						col = begins[i]
					}
					break
				}
			}
			if !seen[col] {
				out = append(out, spot{place{c, pc}, col})
			}
			seen[col] = true
		}
		end = max(end, s.End)
	}
	return out
}

// column finds the places of the last column that is not after the wanted one,
// or else those of the first. Copies of a finally block share a column.
func column(codes []*code.Code, line, wanted int) []spot {
	var out []spot
	layouts := layouts{}
	each(codes, func(c *code.Code) {
		for _, s := range spotsOf(c, line, layouts.of(c)) {
			best := len(out) == 0
			if !best {
				was := out[0].column
				switch {
				case s.column == was:
					out = append(out, s)
					continue
				case was > wanted:
					best = s.column < was
				default:
					best = s.column > was && s.column <= wanted
				}
			}
			if best {
				out = []spot{s}
			}
		}
	})
	return out
}
