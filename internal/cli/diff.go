package cli

import (
	"fmt"
	"sort"
	"strings"
)

// contextLines is how many unchanged lines a diff shows around a change.
const contextLines = 3

// unifiedDiff is the change of a file in the format of diff -u.
func unifiedDiff(name, before, after string) string {
	a, b := splitLines(before), splitLines(after)
	ops := diffLines(a, b)
	var out strings.Builder
	if strings.Contains(name, " ") {
		name += "\t" // where the name ends
	}
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

// diffLines compares two texts. Lines that occur once in either are anchors,
// as in a patience diff: the longest run of them that is in the same order in
// both splits the texts, and what lies between is compared closely. The time
// is about linear, however many lines have changed.
func diffLines(a, b []string) []lineOp {
	d := differ{a: a, b: b}
	d.split(0, len(a), 0, len(b))
	return d.ops
}

// maxClose bounds the lines that are compared closely, which takes the square
// of their number. Longer stretches without anchors are shown as replaced.
const maxClose = 800

type differ struct {
	a, b []string
	ops  []lineOp
}

func (d *differ) emit(kind byte, i, j int) { d.ops = append(d.ops, lineOp{kind, i, j}) }

// split compares a[i:n] with b[j:m].
func (d *differ) split(i, n, j, m int) {
	for i < n && j < m && d.a[i] == d.b[j] {
		d.emit(' ', i, j)
		i++
		j++
	}
	tail := 0
	for i < n-tail && j < m-tail && d.a[n-tail-1] == d.b[m-tail-1] {
		tail++
	}
	n, m = n-tail, m-tail
	switch anchors := d.anchors(i, n, j, m); {
	case i == n || j == m || len(anchors) == 0 && n-i+m-j > maxClose:
		for ; i < n; i++ {
			d.emit('-', i, j)
		}
		for ; j < m; j++ {
			d.emit('+', i, j)
		}
	case n-i+m-j <= maxClose:
		d.close(i, n, j, m)
	default:
		for _, at := range anchors {
			d.split(i, at[0], j, at[1])
			d.emit(' ', at[0], at[1])
			i, j = at[0]+1, at[1]+1
		}
		d.split(i, n, j, m)
	}
	for k := range tail {
		d.emit(' ', n+k, m+k)
	}
}

// anchors are the pairs of lines that occur once in a[i:n] and once in b[j:m],
// as many as are in the same order in both.
func (d *differ) anchors(i, n, j, m int) [][2]int {
	type count struct{ inA, inB, atA, atB int }
	lines := map[string]*count{}
	for k := i; k < n; k++ {
		c := lines[d.a[k]]
		if c == nil {
			c = &count{}
			lines[d.a[k]] = c
		}
		c.inA++
		c.atA = k
	}
	for k := j; k < m; k++ {
		if c := lines[d.b[k]]; c != nil {
			c.inB++
			c.atB = k
		}
	}
	// The longest increasing sequence: ends[k] is where one of length k+1 ends.
	type link struct {
		at   [2]int
		prev *link
	}
	var ends []*link
	for k := i; k < n; k++ {
		c := lines[d.a[k]]
		if c.inA != 1 || c.inB != 1 {
			continue
		}
		l := &link{at: [2]int{k, c.atB}}
		p := sort.Search(len(ends), func(e int) bool { return ends[e].at[1] >= c.atB })
		if p > 0 {
			l.prev = ends[p-1]
		}
		if p == len(ends) {
			ends = append(ends, l)
		} else {
			ends[p] = l
		}
	}
	if len(ends) == 0 {
		return nil
	}
	out := make([][2]int, len(ends))
	for l, k := ends[len(ends)-1], len(ends)-1; l != nil; l, k = l.prev, k-1 {
		out[k] = l.at
	}
	return out
}

// close compares by the table of longest common subsequences.
func (d *differ) close(i, n, j, m int) {
	width, top, left := m-j+1, i, j
	table := make([]int32, (n-i+1)*width)
	at := func(x, y int) *int32 { return &table[(x-top)*width+y-left] }
	for x := n - 1; x >= i; x-- {
		for y := m - 1; y >= j; y-- {
			if d.a[x] == d.b[y] {
				*at(x, y) = *at(x+1, y+1) + 1
			} else {
				*at(x, y) = max(*at(x+1, y), *at(x, y+1))
			}
		}
	}
	for i < n || j < m {
		switch {
		case i < n && j < m && d.a[i] == d.b[j]:
			d.emit(' ', i, j)
			i++
			j++
		case j == m || i < n && *at(i+1, j) >= *at(i, j+1):
			d.emit('-', i, j)
			i++
		default:
			d.emit('+', i, j)
			j++
		}
	}
}
