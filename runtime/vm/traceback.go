package vm

import (
	"fmt"
	"io"
	"os"
	"sort"
	"strings"

	"golang.org/x/text/width"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/source"
)

// Traceback is one entry of an exception's traceback, outermost first.
type Traceback struct {
	object.Header
	Frame *Frame
	PC    int
	Next  Value // the next inner entry, or invalid
	line  int   // of one that the program has made
}

// TracebackType is the type of tracebacks.
var TracebackType = &object.Type{Name: "traceback"}

// newTraceback is types.TracebackType(tb_next, tb_frame, tb_lasti, tb_lineno).
func newTraceback(t *Thread, _ *object.Type, a []Value, kw object.KwNames) (Value, error) {
	if len(kw) > 0 || len(a) != 4 {
		return Value{}, t.Raisef(object.TypeError, "TracebackType() takes exactly 4 arguments (%d given)", len(a))
	}
	next, frame := a[0], a[1]
	if next.IsNone() {
		next = Value{}
	} else if !next.Is(TracebackType) {
		return Value{}, t.Raisef(object.TypeError, "expected traceback object or None, got '%s'", next.Type().TpName())
	}
	if !frame.Is(FrameType) {
		return Value{}, t.Raisef(object.TypeError, "TracebackType() argument 'tb_frame' must be frame, not %s", frame.Type().TpName())
	}
	lasti, err := t.IntArg(a[2])
	if err != nil {
		return Value{}, err
	}
	line, err := t.IntArg(a[3])
	if err != nil {
		return Value{}, err
	}
	tb := &Traceback{Header: object.NewHeader(TracebackType), Frame: object.Cast[Frame](frame), PC: int(lasti), Next: next, line: int(line)}
	tb.Take(frame)
	if next.Valid() {
		tb.Take(next)
	}
	return object.Of(tb), nil
}

// traceback adds f, which raised or passed on e at pc, unless it is one that would be
// C's in CPython.
func (st *State) traceback(e *object.Exception, f *Frame, pc int) {
	if name := f.code.Filename(); len(name) > 0 && name[0] == '<' && standsForC(name, f.code.Name) {
		return
	}
	tb := &Traceback{Header: object.NewHeader(TracebackType), Frame: f, PC: pc, Next: e.TB}
	tb.Take(f.expose())
	if e.TB.Valid() {
		tb.Take(e.TB)
	}
	e.SetTB(st.T, object.Of(tb))
}

// standsForC reports that a function of a module in Python does what CPython has in C:
// there, no traceback shows it.
func standsForC(file, function string) bool {
	switch file {
	case "<frozen io>", "<frozen _io_bytes>", "<frozen _io_text>", "<frozen datetime>", "<frozen _datetime_delta>", "<frozen _datetime_text>":
		return true
	case "<frozen warnings>", "<frozen _warnings>":
		return function == "warn" || function == "warn_explicit" || function == "_index"
	}
	return false
}

// EnsureTraceback gives an exception that has no traceback, because native code
// raised it, the current frame.
func (st *State) EnsureTraceback(e *object.Exception) {
	if f := st.frame; f != nil && !e.TB.Valid() {
		st.traceback(e, f, f.PC())
	}
}

func tracebackTraverse(v Value, visit func(Value)) {
	tb := object.Cast[Traceback](v)
	visit(object.Of(tb.Frame))
	if tb.Next.Valid() {
		visit(tb.Next)
	}
}

// Line is the 1-based line of the entry.
func (tb *Traceback) Line() int {
	if tb.line > 0 {
		return tb.line
	}
	for pc := tb.PC; pc >= 0; pc-- {
		if l := tb.Frame.code.Line(pc); l > 0 {
			return l
		}
	}
	return tb.Frame.code.FirstLine
}

// addContext chains the exception being handled to a newly raised one.
func (st *State) addContext(e *object.Exception) {
	h := st.T.Handled()
	if !h.Valid() || h == object.Of(e) {
		return
	}
	// Avoid a cycle: cut the chain where it leads back to e. A program may have made
	// another one in it, which the slow one meets.
	slow, late := object.AsExc(h), false
	for x := slow; x != nil; late = !late {
		c := object.AsExc(x.Context)
		if c == nil {
			break
		}
		if c == e {
			x.SetContext(st.T, Value{})
			break
		}
		if x = c; late {
			if slow = object.AsExc(slow.Context); slow == x {
				break
			}
		}
	}
	e.SetContext(st.T, h)
}

// PrintException writes CPython's traceback text.
func (st *State) PrintException(w io.Writer, e *object.Exception) {
	p := &excPrinter{st: st, seen: map[*object.Exception]bool{}}
	p.exception(e)
	io.WriteString(w, p.b.String())
}

// FormatException is the text that PrintException writes.
func (st *State) FormatException(e *object.Exception) string {
	p := &excPrinter{st: st, seen: map[*object.Exception]bool{}}
	p.exception(e)
	return p.b.String()
}

// FormatStack formats the entries of a traceback.
func (st *State) FormatStack(tb Value) string {
	p := &excPrinter{st: st}
	p.stack(tb)
	return p.b.String()
}

// FormatOnly is the last part: the exception without its traceback.
func (st *State) FormatOnly(e *object.Exception) string {
	p := &excPrinter{st: st, seen: map[*object.Exception]bool{}}
	p.only(e)
	return p.b.String()
}

type excPrinter struct {
	st         *State
	b          strings.Builder
	indent     string
	depth      int
	seen       map[*object.Exception]bool
	needsClose bool
}

const maxGroupWidth, maxGroupDepth = 15, 10

func (p *excPrinter) text(s string) {
	for _, l := range strings.SplitAfter(s, "\n") {
		if l == "" {
			continue
		}
		p.b.WriteString(p.indent + l)
	}
}

// exception prints the chain of causes and contexts, oldest first.
func (p *excPrinter) exception(e *object.Exception) {
	type link struct {
		msg string
		e   *object.Exception
	}
	var chain []link
	for cur := e; cur != nil; {
		p.seen[cur] = true
		cause, ctx := object.AsExc(cur.Cause), object.AsExc(cur.Context)
		var next *object.Exception
		msg := ""
		switch {
		case cause != nil && !p.seen[cause]:
			next, msg = cause, "\nThe above exception was the direct cause of the following exception:\n\n"
		case cause == nil && ctx != nil && !cur.Suppress && !p.seen[ctx]:
			next, msg = ctx, "\nDuring handling of the above exception, another exception occurred:\n\n"
		}
		chain = append(chain, link{msg, cur})
		cur = next
	}
	for i := len(chain) - 1; i >= 0; i-- {
		l := chain[i]
		p.one(l.e)
		if i > 0 {
			for _, s := range strings.SplitAfter(chain[i-1].msg, "\n") {
				if s != "" {
					p.b.WriteString(p.indent + s)
				}
			}
		}
	}
}

func (p *excPrinter) one(e *object.Exception) {
	if !e.Type().IsSubtype(object.BaseExceptionGroup) {
		if e.TB.Valid() {
			p.text("Traceback (most recent call last):\n")
			p.stack(e.TB)
		}
		p.only(e)
		return
	}
	if p.depth > maxGroupDepth {
		p.text(fmt.Sprintf("... (max_group_depth is %d)\n", maxGroupDepth))
		return
	}
	top := p.depth == 0
	if top {
		p.depth++
	}
	base := p.indent
	mark := func(s string) { p.indent = base + s }
	if e.TB.Valid() {
		if top {
			mark("  + ")
		} else {
			mark("")
		}
		p.text("Exception Group Traceback (most recent call last):\n")
		if top {
			mark("  | ")
		}
		p.stack(e.TB)
	}
	if top {
		mark("  | ")
	}
	p.only(e)
	excs := object.AsTuple(e.ExtraAt(1)).Items
	n := len(excs)
	if n > maxGroupWidth {
		n = maxGroupWidth + 1
	}
	p.needsClose = false
	inner := base + "  "
	if !top {
		inner = strings.TrimSuffix(base, "| ")
	}
	for i := range n {
		last := i == n-1
		if last {
			p.needsClose = true
		}
		title := fmt.Sprint(i + 1)
		if n > maxGroupWidth && i >= maxGroupWidth {
			title = "..."
		}
		lead := "  "
		if i == 0 {
			lead = "+-"
		}
		p.b.WriteString(inner + lead + "+---------------- " + title + " ----------------\n")
		p.indent = inner + "  | "
		p.depth++
		if n > maxGroupWidth && i >= maxGroupWidth {
			rest := len(excs) - maxGroupWidth
			p.text(fmt.Sprintf("and %d more exception%s\n", rest, s(rest)))
		} else {
			p.exception(object.AsExc(excs[i]))
		}
		p.depth--
		if last && p.needsClose {
			p.b.WriteString(inner + "  +------------------------------------\n")
			p.needsClose = false
		}
	}
	p.indent = base
	if top {
		p.depth--
	}
}

// only prints "Type: message", a syntax error's source, and the notes.
func (p *excPrinter) only(e *object.Exception) {
	t := p.st.T
	if e.Type().IsSubtype(object.SyntaxError) && len(e.Extra) > 0 {
		p.syntax(e)
	} else {
		msg, err := t.StrOf(object.Of(e))
		if err != nil {
			msg = "<exception str() failed>"
		}
		name := p.typeName(e)
		if s := p.st.suggestion(e); s != "" {
			msg += s
		}
		if msg == "" {
			p.text(name + "\n")
		} else {
			p.text(name + ": " + msg + "\n")
		}
	}
	if notes := object.GetOwn(object.Of(e), t.Interp.Intern("__notes__")); notes.Valid() {
		if l := object.AsList(notes); l != nil {
			for _, n := range l.Items {
				s, err := t.StrOf(n)
				if err != nil {
					s = "<note str() failed>"
				}
				for _, part := range strings.Split(s, "\n") {
					p.text(part + "\n")
				}
			}
		}
	}
}

func (p *excPrinter) typeName(e *object.Exception) string {
	ty := e.Type()
	mod := ty.Module
	if mod == "builtins" || mod == "__main__" || mod == "" {
		return ty.Qualname
	}
	return mod + "." + ty.Qualname
}

func (p *excPrinter) syntax(e *object.Exception) {
	t := p.st.T
	file, line, text := object.AsStr(e.ExtraAt(1)), e.ExtraAt(2), object.AsStr(e.ExtraAt(4))
	if line.IsInt() {
		name := "<string>"
		if file != nil {
			name = file.S
		}
		p.text(fmt.Sprintf("  File \"%s\", line %d\n", name, line.AsInt()))
	}
	if text != nil && line.IsInt() {
		raw := strings.TrimRight(text.S, "\n")
		trimmed := strings.TrimLeft(raw, " \n\f\t")
		p.text("    " + trimmed + "\n")
		if off := e.ExtraAt(3); off.IsInt() && off.AsInt() >= 1 {
			start := int(off.AsInt())
			end := start
			if eo := e.ExtraAt(6); eo.IsInt() && eo.AsInt() > 0 && e.ExtraAt(5) == line {
				end = int(eo.AsInt())
			} else if el := e.ExtraAt(5); el.IsInt() && el.AsInt() > line.AsInt() {
				end = len([]rune(raw)) + 1
			}
			if start == end || end < start {
				end = start + 1
			}
			cut := len([]rune(raw)) - len([]rune(trimmed))
			col := start - 1 - cut
			if col >= 0 {
				space := ""
				for i, r := range []rune(trimmed) {
					if i >= col {
						break
					}
					if r == '\t' {
						space += "\t"
					} else {
						space += " "
					}
				}
				space += strings.Repeat(" ", max(col-len([]rune(trimmed)), 0))
				p.text("    " + space + strings.Repeat("^", end-start) + "\n")
			}
		}
	}
	msg, _ := t.StrOf(e.ExtraAt(0))
	if e.ExtraAt(0).IsNone() {
		msg = "<no detail available>"
	}
	p.text(p.typeName(e) + ": " + msg + "\n")
}

// stack prints the entries, folding repeated ones as CPython does.
func (p *excPrinter) stack(tbv Value) {
	type key struct {
		file, name string
		line       int
	}
	var last key
	count := 0
	flush := func() {
		if count > 3 {
			p.text(fmt.Sprintf("  [Previous line repeated %d more time%s]\n", count-3, s(count-3)))
		}
	}
	for v := tbv; v.Valid(); {
		tb := object.Cast[Traceback](v)
		v = tb.Next
		c := tb.Frame.code
		k := key{c.Filename(), c.Name, tb.Line()}
		if k == last {
			count++
			if count > 3 {
				continue
			}
		} else {
			flush()
			last, count = k, 1
		}
		p.text(p.st.frameText(c.File, c.Name, tb.Line(), c.Span(tb.PC)))
	}
	flush()
}

// frameText is one entry: the header and, when the source is at hand, the
// lines with carets.
func (st *State) frameText(f *source.File, name string, line int, span source.Span) string {
	head := fmt.Sprintf("  File \"%s\", line %d, in %s\n", f.Name, line, name)
	if f.Text == "" || !sourceOnDisk(f) {
		return head
	}
	body := excerpt(f, line, span)
	return head + body
}

// sourceOnDisk reports that linecache would find the source: CPython shows no
// lines for "<string>".
func sourceOnDisk(f *source.File) bool {
	if strings.HasPrefix(f.Name, "<") && !strings.HasPrefix(f.Name, "<frozen ") {
		return false
	}
	if strings.HasPrefix(f.Name, "<frozen ") {
		return true
	}
	_, err := os.Stat(f.Name)
	return err == nil
}

// excerpt shows the lines of a span, dedented, with carets under the failing
// part (traceback.StackSummary.format_frame_summary).
func excerpt(f *source.File, line int, span source.Span) string {
	if span.Start < 0 || span.End <= span.Start {
		text := strings.TrimSpace(f.LineText(line - 1))
		if text == "" {
			return ""
		}
		return "    " + text + "\n"
	}
	first, last := f.Line(span.Start), f.Line(span.End)
	var lines []string
	for l := first; l <= last; l++ {
		lines = append(lines, strings.TrimRight(f.LineText(l), " \t\f"))
	}
	if first != line-1 || strings.TrimSpace(strings.Join(lines, "")) == "" {
		return ""
	}
	start := runeCount(f.Text[f.LineStart(first):span.Start])
	end := runeCount(f.Text[f.LineStart(last):span.End])
	cut := commonIndent(lines)
	for i, l := range lines {
		lines[i] = l[min(cut, len(l)):]
	}
	start, end = max(start-cut, 0), max(end-cut, 0)
	first0, lastN := []rune(lines[0]), []rune(lines[len(lines)-1])
	start, end = min(start, len(first0)), min(end, len(lastN))

	seg := []rune(strings.Join(lines, "\n"))
	seg = seg[start : len(seg)-(len(lastN)-end)]
	anc := findAnchors(string(seg))
	show := showCarets(lines, start, end, anc)
	significant := map[int]bool{0: true, len(lines) - 1: true}
	if anc != nil {
		for _, l := range []int{anc.leftLine, anc.rightLine} {
			for k := l - 1; k <= l+1; k++ {
				if k >= 0 && k < len(lines) {
					significant[k] = true
				}
			}
		}
		if anc.leftLine == 0 {
			anc.left += start
		}
		if anc.rightLine == 0 {
			anc.right += start
		}
	}
	// Columns from here on are columns of a terminal, where some characters
	// are two wide.
	if anc != nil {
		anc.left = displayWidth(lines[anc.leftLine], anc.left)
		anc.right = displayWidth(lines[anc.rightLine], anc.right)
	}
	start, end = displayWidth(lines[0], start), displayWidth(lines[len(lines)-1], end)
	var out []string
	emit := func(n int) {
		out = append(out, lines[n])
		if !show {
			return
		}
		rs := []rune(lines[n])
		spaces := len(rs) - len([]rune(strings.TrimLeft(lines[n], " \t\f")))
		count := displayWidth(lines[n], len(rs))
		if n == len(lines)-1 {
			count = end
		}
		var b strings.Builder
		for col := range count {
			switch {
			case col < spaces || n == 0 && col < start:
				b.WriteByte(' ')
			case anc != nil && (n > anc.leftLine || n == anc.leftLine && col >= anc.left) && (n < anc.rightLine || n == anc.rightLine && col < anc.right):
				b.WriteByte('^')
			case anc != nil:
				b.WriteByte('~')
			default:
				b.WriteByte('^')
			}
		}
		out = append(out, b.String())
	}
	var order []int
	for l := range significant {
		order = append(order, l)
	}
	sort.Ints(order)
	for i, l := range order {
		if i > 0 {
			switch d := l - order[i-1]; {
			case d == 2:
				emit(l - 1)
			case d > 2:
				out = append(out, fmt.Sprintf("...<%d lines>...", d-1))
			}
		}
		emit(l)
	}
	var b strings.Builder
	for _, l := range out {
		b.WriteString("    " + l + "\n")
	}
	return b.String()
}

// displayWidth is how many columns the first n characters of a line take.
func displayWidth(line string, n int) int {
	cols := 0
	for _, r := range line {
		if n--; n < 0 {
			break
		}
		cols++
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			cols++
		}
	}
	return cols
}

func runeCount(s string) int { return len([]rune(s)) }

func commonIndent(lines []string) int {
	cut := -1
	for _, l := range lines {
		t := strings.TrimLeft(l, " \t")
		if t == "" {
			continue
		}
		if n := len(l) - len(t); cut < 0 || n < cut {
			cut = n
		}
	}
	return max(cut, 0)
}

// anchors delimit the operator, brackets or argument list that failed.
type anchors struct{ leftLine, left, rightLine, right int }

// findAnchors parses a segment and finds what to mark with "^" inside "~".
func findAnchors(seg string) *anchors {
	src := source.NewFile("", "(\n"+seg+"\n)")
	f := parse.Parse(src, parse.Options{Mode: parse.Eval})
	if len(f.Errors) > 0 {
		return nil
	}
	e, ok := f.Mod.(*ast.Expression)
	if !ok {
		return nil
	}
	lc := func(p source.Pos) (int, int) {
		x := src.LineCol(p, source.UTF32)
		return x.Line - 1, x.Col
	}
	text := src.Text
	switch n := e.Body.(type) {
	case *ast.BinOp:
		p := int(n.Left.End())
		// Skip to the operator past blanks, comments and closing parentheses.
		for p < len(text) {
			c := text[p]
			if c == '#' {
				for p < len(text) && text[p] != '\n' {
					p++
				}
				continue
			}
			if c == ' ' || c == '\t' || c == '\n' || c == ')' || c == '\\' || c == '\f' {
				p++
				continue
			}
			break
		}
		w := 1
		if p+1 < len(text) && text[p+1] != ' ' && text[p+1] != '\t' && strings.IndexByte("*/<>=", text[p+1]) >= 0 && len(n.Op.Sign()) == 2 {
			w = 2
		}
		l, c := lc(source.Pos(p))
		return &anchors{l, c, l, c + w}
	case *ast.Subscript:
		l, c := lc(source.Pos(skipTo(text, int(n.Value.End()), '[')))
		rl, rc := lc(n.End())
		return &anchors{l, c, rl, rc}
	case *ast.Call:
		l, c := lc(source.Pos(skipTo(text, int(n.Func.End()), '(')))
		rl, rc := lc(n.End())
		return &anchors{l, c, rl, rc}
	}
	return nil
}

func skipTo(text string, p int, c byte) int {
	for p < len(text) && text[p] != c {
		if text[p] == '#' {
			for p < len(text) && text[p] != '\n' {
				p++
			}
			continue
		}
		p++
	}
	return p
}

// showCarets: carets under a whole statement say nothing, nor under a call
// that is all of an assignment's or return's value.
func showCarets(lines []string, start, end int, anc *anchors) bool {
	src := source.NewFile("", strings.Join(lines, "\n"))
	f := parse.Parse(src, parse.Options{})
	if body := f.Body(); len(f.Errors) == 0 {
		if len(body) == 0 {
			return false
		}
		var value ast.Expr
		switch s := body[0].(type) {
		case *ast.Return:
			if c, ok := s.Value.(*ast.Call); ok {
				if _, ok := c.Func.(*ast.Name); ok {
					value = c
				}
			}
		case *ast.Assign:
			if c, ok := s.Value.(*ast.Call); ok {
				value = c
			}
		}
		if value != nil {
			a, b := src.LineCol(value.Pos(), source.UTF32), src.LineCol(value.End(), source.UTF32)
			if a.Line == 0 && b.Line == len(lines)-1 && a.Col == start && b.Col == end {
				return false
			}
		}
	}
	if anc != nil {
		return true
	}
	first, last := []rune(lines[0]), []rune(lines[len(lines)-1])
	return strings.TrimLeft(string(first[:start]), " \t\f") != "" || strings.TrimRight(string(last[end:]), " \t\f") != ""
}

// Suggestion is the ". Did you mean" part of an exception's text, or "".
func (st *State) Suggestion(e *object.Exception) string { return st.suggestion(e) }

// Excerpt shows source lines with carets from a byte column of the first to
// one of the line that many further down.
func Excerpt(lines string, col, extra, endCol int) string {
	f := source.NewFile("", lines)
	start := min(col, len(f.LineText(0)))
	end := int(f.LineStart(min(extra, f.Line(source.Pos(len(lines)))))) + endCol
	return excerpt(f, 1, source.Span{Start: source.Pos(start), End: source.Pos(min(end, len(lines)))})
}

// Positions is (line, end line, column, end column) of an instruction, with
// None for what is not known.
func Positions(c *code.Code, pc int) Value {
	s := c.Span(pc)
	if s.Start < 0 {
		return object.NewTuple(object.None, object.None, object.None, object.None)
	}
	at := func(p source.Pos) (line, col Value) {
		l := c.File.Line(p)
		return object.Int(int64(l + 1)), object.Int(int64(p - c.File.LineStart(l)))
	}
	line, col := at(s.Start)
	endLine, endCol := at(s.End)
	return object.NewTuple(line, endLine, col, endCol)
}

// suggestion is the ". Did you mean" part for names and attributes.
func (st *State) suggestion(e *object.Exception) string {
	t := st.T
	if e.Hint != "" {
		return e.Hint
	}
	name := object.AsStrV(e.Value)
	if name == nil {
		return ""
	}
	var names []string
	switch {
	case e.Type().IsSubtype(object.AttributeError):
		obj := e.ExtraAt(0)
		if obj.IsNone() && len(e.Extra) == 0 {
			return ""
		}
		names = t.Dir(obj)
		if !strings.HasPrefix(name.S, "_") {
			names = filterPrivate(names)
		}
	case e.Type().IsSubtype(object.NameError):
		var f *Frame
		for v := e.TB; v.Valid(); v = object.Cast[Traceback](v).Next {
			f = object.Cast[Traceback](v).Frame
		}
		if f == nil {
			return ""
		}
		f.EachLocal(func(n string, _ Value, _ bool) { names = append(names, n) })
		for i, n := range f.code.VarNames {
			if i < f.code.NumNamed && f.regs()[min(i, len(f.regs())-1)].Valid() {
				names = append(names, n.S)
			}
		}
		for _, d := range []*object.Dict{f.space.Globals, f.space.Builtins} {
			if d != nil {
				d.Each(func(k, _ Value) {
					if s := object.AsStr(k); s != nil {
						names = append(names, s.S)
					}
				})
			}
		}
		if m := f.selfAttr(t, name.S); m != "" {
			return ". Did you mean: '" + m + "'?"
		}
	default:
		return ""
	}
	sort.Strings(names)
	best := object.Suggest(name.S, names)
	if best == "" {
		if e.Type() == object.NameError && stdlibModules[name.S] {
			return ". Did you forget to import '" + name.S + "'?"
		}
		return ""
	}
	out := ". Did you mean: '" + best + "'?"
	if e.Type() == object.NameError && stdlibModules[name.S] {
		out += " Or did you forget to import '" + name.S + "'?"
	}
	return out
}

// selfAttr suggests self.NAME for a bare NAME in a method.
func (f *Frame) selfAttr(t *Thread, name string) string {
	if len(f.regs()) == 0 || len(f.code.VarNames) == 0 || f.code.VarNames[0].S != "self" || !f.regs()[0].Valid() {
		return ""
	}
	self := f.regs()[0]
	found := false
	object.EachAttr(self, func(n string, _ Value) { found = found || n == name })
	if found || t.Lookup(self.Type(), t.Interp.Intern(name)).Valid() {
		return "self." + name
	}
	return ""
}

func filterPrivate(names []string) []string {
	var out []string
	for _, n := range names {
		if !strings.HasPrefix(n, "_") {
			out = append(out, n)
		}
	}
	return out
}

// stdlibModules are names that a NameError may stand for a missing import of.
var stdlibModules = map[string]bool{
	"abc": true, "argparse": true, "array": true, "ast": true, "asyncio": true, "base64": true, "bisect": true, "collections": true,
	"contextlib": true, "contextvars": true, "copy": true, "csv": true, "dataclasses": true, "datetime": true, "decimal": true, "enum": true,
	"errno": true, "fractions": true, "functools": true, "gc": true, "getpass": true, "glob": true, "hashlib": true, "heapq": true, "hmac": true,
	"html": true, "http": true, "importlib": true, "inspect": true, "io": true, "ipaddress": true, "itertools": true, "json": true, "locale": true,
	"logging": true, "math": true, "mimetypes": true, "multiprocessing": true, "operator": true, "os": true, "pathlib": true, "pickle": true,
	"platform": true, "pprint": true, "queue": true, "random": true, "re": true, "sched": true, "secrets": true, "select": true, "shlex": true,
	"shutil": true, "signal": true, "socket": true, "sqlite3": true, "ssl": true, "statistics": true, "string": true, "struct": true,
	"subprocess": true, "sys": true, "tempfile": true, "textwrap": true, "threading": true, "time": true, "traceback": true, "types": true,
	"typing": true, "unicodedata": true, "unittest": true, "urllib": true, "uuid": true, "warnings": true, "weakref": true, "zlib": true,
}
