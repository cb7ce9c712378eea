package cli

import (
	"fmt"
	"strings"
)

// contextLines is how many unchanged lines a diff shows around a change.
const contextLines = 3

// unifiedDiff is the change of a file in the format of diff -u.
func unifiedDiff(name, before, after string) string {
	a, b := splitLines(before), splitLines(after)
	ops := diffLines(a, b)
	var out strings.Builder
	fmt.Fprintf(&out, "--- %s\n+++ %s\n", name, name)
	for i := 0; i < len(ops); {
		if ops[i].kind == ' ' {
			i++
			continue
		}
		// A hunk goes on as long as changes are near each other.
		first := max(0, i-contextLines)
		end := i
		for j, gap := i, 0; j < len(ops) && gap <= 2*contextLines; j++ {
			if ops[j].kind == ' ' {
				gap++
				continue
			}
			gap, end = 0, j+1
		}
		last := min(len(ops), end+contextLines)
		writeHunk(&out, ops[first:last], a, b)
		i = last
	}
	return out.String()
}

func writeHunk(out *strings.Builder, ops []lineOp, a, b []string) {
	na, nb := 0, 0
	for _, op := range ops {
		if op.kind != '+' {
			na++
		}
		if op.kind != '-' {
			nb++
		}
	}
	fmt.Fprintf(out, "@@ -%s +%s @@\n", hunkRange(ops[0].a, na), hunkRange(ops[0].b, nb))
	for _, op := range ops {
		line := ""
		if op.kind == '+' {
			line = b[op.b]
		} else {
			line = a[op.a]
		}
		out.WriteByte(op.kind)
		out.WriteString(line)
		if !strings.HasSuffix(line, "\n") {
			out.WriteString("\n\\ No newline at end of file\n")
		}
	}
}

func hunkRange(start, n int) string {
	switch n {
	case 0:
		return fmt.Sprintf("%d,0", start)
	case 1:
		return fmt.Sprint(start + 1)
	}
	return fmt.Sprintf("%d,%d", start+1, n)
}

func splitLines(s string) []string {
	lines := strings.SplitAfter(s, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// lineOp is one line of a diff: ' ' in both, '-' only before, '+' only after.
// a and b are the positions in either text when the line is reached.
type lineOp struct {
	kind byte
	a, b int
}

// diffLines compares by Myers' greedy algorithm: the number of steps grows
// with the number of changed lines, which fixes keep small.
func diffLines(a, b []string) []lineOp {
	n, m := len(a), len(b)
	limit := n + m
	v := map[int]int{1: 0}
	var trace []map[int]int
	for d := 0; d <= limit; d++ {
		for k := -d; k <= d; k += 2 {
			x := 0
			if k == -d || k != d && v[k-1] < v[k+1] {
				x = v[k+1]
			} else {
				x = v[k-1] + 1
			}
			y := x - k
			for x < n && y < m && a[x] == b[y] {
				x++
				y++
			}
			v[k] = x
			if x >= n && y >= m {
				return backtrack(append(trace, v), n, m)
			}
		}
		saved := make(map[int]int, len(v))
		for k, x := range v {
			saved[k] = x
		}
		trace = append(trace, saved)
	}
	return nil
}

// backtrack walks from the end to the start through what each step reached.
func backtrack(trace []map[int]int, x, y int) []lineOp {
	var ops []lineOp
	for d := len(trace) - 1; d > 0; d-- {
		v := trace[d-1]
		k := x - y
		prev := k - 1
		if k == -d || k != d && v[k-1] < v[k+1] {
			prev = k + 1
		}
		px := v[prev]
		py := px - prev
		for x > px && y > py {
			x--
			y--
			ops = append(ops, lineOp{' ', x, y})
		}
		if x == px {
			y--
			ops = append(ops, lineOp{'+', x, y})
		} else {
			x--
			ops = append(ops, lineOp{'-', x, y})
		}
	}
	for x > 0 && y > 0 {
		x--
		y--
		ops = append(ops, lineOp{' ', x, y})
	}
	for i, j := 0, len(ops)-1; i < j; i, j = i+1, j-1 {
		ops[i], ops[j] = ops[j], ops[i]
	}
	return ops
}
