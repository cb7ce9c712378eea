package target

import (
	"fmt"
	"path"
	"path/filepath"
	"sort"
	"strings"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/vm"
)

// place is an instruction of a code object.
type place struct {
	c  *code.Code
	pc int
}

// breakpoint is one line or function breakpoint.
type breakpoint struct {
	inspect.Breakpoint
	spec   inspect.BreakpointSpec
	fn     string // a function breakpoint's name
	cond   *code.Code
	bad    string // why the condition does not compile
	hit    inspect.HitCondition
	hits   int
	places []place
	task   string // only in tasks of this name
	data   *datum // a data breakpoint's
	// address is an instruction breakpoint's.
	address uint64
	loops   loopHeads
}

// breakpoints holds what is set and how often each instruction is patched.
type breakpoints struct {
	lastID int
	lines  map[string][]*breakpoint
	funcs  []*breakpoint
	// instructions are those that were set by address.
	instructions []*breakpoint
	at           map[place][]*breakpoint
	patches      map[place]int // reference counts: breakpoints and steps share patches
}

func (b *breakpoints) init() {
	b.lines = map[string][]*breakpoint{}
	b.at = map[place][]*breakpoint{}
	b.patches = map[place]int{}
}

// patch puts a BREAKPOINT over an instruction, and unpatch takes it away.
func (b *breakpoints) patch(p place) {
	b.patches[p]++
	if b.patches[p] > 1 {
		return
	}
	if p.c.Saved == nil {
		p.c.Saved = map[int]code.Instr{}
	}
	p.c.Saved[p.pc] = p.c.Instrs[p.pc]
	p.c.Instrs[p.pc] = code.Make(code.BREAKPOINT, 0, 0, 0, 0)
}

func (b *breakpoints) unpatch(p place) {
	if b.patches[p]--; b.patches[p] > 0 {
		return
	}
	delete(b.patches, p)
	p.c.Instrs[p.pc] = p.c.Saved[p.pc]
	delete(p.c.Saved, p.pc)
	if len(p.c.Saved) == 0 {
		p.c.Saved = nil
	}
}

func (b *breakpoints) attach(bp *breakpoint, p place) {
	bp.places = append(bp.places, p)
	b.at[p] = append(b.at[p], bp)
	b.patch(p)
}

func (b *breakpoints) detach(bp *breakpoint) {
	for _, p := range bp.places {
		list := b.at[p]
		for i, x := range list {
			if x == bp {
				list = append(list[:i:i], list[i+1:]...)
				break
			}
		}
		if len(list) == 0 {
			delete(b.at, p)
		} else {
			b.at[p] = list
		}
		b.unpatch(p)
	}
	bp.places, bp.loops = nil, loopHeads{}
}

// clean is the form in which paths are compared.
func clean(name string) string {
	if strings.HasPrefix(name, "<") {
		return name
	}
	if a, err := filepath.Abs(name); err == nil {
		name = a
	}
	if r, err := filepath.EvalSymlinks(name); err == nil {
		name = r
	}
	return name
}

// SetBreakpoints replaces the line breakpoints of one source.
func (g *Target) SetBreakpoints(path string, specs []inspect.BreakpointSpec) (out []inspect.Breakpoint) {
	err := g.do(true, func() { out = g.setBreakpoints(path, specs) })
	if err != nil {
		for range specs {
			out = append(out, inspect.Breakpoint{Path: path, Message: err.Error()})
		}
	}
	return out
}

func (g *Target) setBreakpoints(path string, specs []inspect.BreakpointSpec) []inspect.Breakpoint {
	key := clean(path)
	old := g.breaks.lines[key]
	for _, bp := range old {
		g.breaks.detach(bp)
	}
	delete(g.breaks.lines, key)
	var out []inspect.Breakpoint
	for _, s := range specs {
		bp := &breakpoint{spec: s, task: s.Task}
		// An unchanged breakpoint keeps its identity and its hits.
		for _, o := range old {
			if o.spec == s {
				bp.ID, bp.hits = o.ID, o.hits
			}
		}
		if bp.ID == 0 {
			g.breaks.lastID++
			bp.ID = g.breaks.lastID
		}
		bp.Path, bp.Line = path, s.Line
		bp.Column = s.Column
		g.compileCondition(bp, s.Condition, s.HitCondition)
		g.placeLine(bp, key)
		g.breaks.lines[key] = append(g.breaks.lines[key], bp)
		out = append(out, bp.Breakpoint)
	}
	return out
}

func (g *Target) compileCondition(bp *breakpoint, cond, hit string) {
	if cond != "" {
		c, err := vm.CompileString(g.t, "<breakpoint condition>", strings.TrimSpace(cond), vm.CompileOptions{Mode: 1})
		if err != nil {
			bp.bad = "the condition is no Python expression: " + g.message(err)
		}
		bp.cond = c
	}
	h, err := inspect.ParseHitCondition(hit)
	if err != nil {
		bp.bad = err.Error()
	}
	bp.hit = h
	if _, err := path.Match(bp.task, ""); err != nil {
		bp.bad = fmt.Sprintf("%q is no pattern for the names of tasks: %v", bp.task, err)
	}
}

// inTask reports that the breakpoint concerns the current task.
func (g *Target) inTask(bp *breakpoint) bool {
	if bp.task == "" {
		return true
	}
	names := []string{g.nameOf(g.st), ""}
	if k := g.loops.Current(); k != nil {
		names = []string{k.Name(), coroName(k)}
	}
	for _, name := range names {
		if ok, err := path.Match(bp.task, name); ok && err == nil {
			return true
		}
	}
	return false
}

// placeLine finds the instructions of a line breakpoint and patches them when
// the source is loaded.
func (g *Target) placeLine(bp *breakpoint, key string) {
	if bp.bad != "" {
		bp.Verified, bp.Message = false, bp.bad
		return
	}
	codes := g.sources[key]
	loaded := len(codes) > 0
	if !loaded {
		c, err := g.host.Compile(key)
		if err != nil {
			bp.Verified, bp.Message = false, err.Error()
			return
		}
		codes = []*code.Code{c}
	}
	line := 0
	each(codes, func(c *code.Code) {
		for _, l := range linesOf(c) {
			if l >= bp.spec.Line && (line == 0 || l < line) {
				line = l
			}
		}
	})
	if line == 0 {
		bp.Verified, bp.Message = false, fmt.Sprintf("there is no code at or after line %d", bp.spec.Line)
		return
	}
	bp.Verified, bp.Line, bp.Message = true, line, ""
	var spots []spot
	if bp.spec.Column > 0 {
		spots = column(codes, line, bp.spec.Column)
		bp.Column = bp.spec.Column
		if len(spots) > 0 {
			bp.Column = spots[0].column
		}
	} else {
		bp.Column = 0
		each(codes, func(c *code.Code) {
			for _, ls := range lineStarts(c) {
				if ls.Line == line && !afterLoop(c, ls) {
					spots = append(spots, spot{place{c, ls.PC}, 0})
				}
			}
			bp.loops.find(c, line)
		})
	}
	if !loaded {
		return
	}
	for _, s := range spots {
		g.breaks.attach(bp, s.place)
	}
}

func each(codes []*code.Code, f func(c *code.Code)) {
	for _, c := range codes {
		c.Walk(f)
	}
}

// SetFunctionBreakpoints replaces all function breakpoints.
func (g *Target) SetFunctionBreakpoints(specs []inspect.FunctionBreakpointSpec) (out []inspect.Breakpoint) {
	err := g.do(true, func() {
		for _, bp := range g.breaks.funcs {
			g.breaks.detach(bp)
		}
		g.breaks.funcs = nil
		for _, s := range specs {
			g.breaks.lastID++
			bp := &breakpoint{fn: s.Name, task: s.Task}
			bp.spec.Condition, bp.spec.HitCondition = s.Condition, s.HitCondition
			bp.ID = g.breaks.lastID
			g.compileCondition(bp, s.Condition, s.HitCondition)
			if bp.bad != "" {
				bp.Message = bp.bad
			} else {
				bp.Message = "no function of this name is loaded yet"
				for _, codes := range g.sources {
					g.placeFunction(bp, codes)
				}
			}
			g.breaks.funcs = append(g.breaks.funcs, bp)
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

// moduleOf is a file's path as the name of a module, with more in front of it than
// the program may know it by.
func moduleOf(path string) string {
	path = strings.TrimSuffix(filepath.ToSlash(path), ".py")
	return strings.ReplaceAll(strings.TrimSuffix(path, "/__init__"), "/", ".")
}

// placeFunction stops at the first line of the functions a name means: a
// qualified name, its last parts, or module.qualname.
func (g *Target) placeFunction(bp *breakpoint, codes []*code.Code) bool {
	placed := false
	each(codes, func(c *code.Code) {
		q := strings.ReplaceAll(c.Qualname, ".<locals>", "")
		if c.Flags&code.Optimized == 0 || c.Qualname != bp.fn && !strings.HasSuffix("."+moduleOf(c.Filename())+"."+q, "."+bp.fn) {
			return
		}
		if ls := lineStarts(c); len(ls) > 0 {
			g.breaks.attach(bp, place{c, ls[0].PC})
			placed = true
			bp.Verified, bp.Path, bp.Line, bp.Message = true, c.Filename(), ls[0].Line, ""
		}
	})
	return placed
}

// BreakpointLocations lists the places that can hold a breakpoint.
func (g *Target) BreakpointLocations(path string, from, to int) (out []inspect.Location, err error) {
	e := g.do(true, func() {
		codes := g.sources[clean(path)]
		if len(codes) == 0 {
			var c *code.Code
			if c, err = g.host.Compile(path); err != nil {
				return
			}
			codes = []*code.Code{c}
		}
		seen := map[inspect.Location]bool{}
		layouts := layouts{}
		each(codes, func(c *code.Code) {
			for _, l := range linesOf(c) {
				if l < from || l > to {
					continue
				}
				for _, s := range spotsOf(c, l, layouts.of(c)) {
					seen[inspect.Location{Line: l, Column: s.column}] = true
				}
			}
		})
		for l := range seen {
			out = append(out, l)
		}
		sort.Slice(out, func(i, j int) bool {
			return out[i].Line < out[j].Line || out[i].Line == out[j].Line && out[i].Column < out[j].Column
		})
	})
	if e != nil {
		err = e
	}
	return out, err
}

// loaded notes a source that is about to run and places what waits for it.
func (g *Target) loaded(c *code.Code, module string) {
	key := clean(c.Filename())
	g.sources[key] = append(g.sources[key], c)
	g.watchLines(c)
	g.countLines(c)
	src := inspect.Source{Path: c.Filename(), Module: module, Library: g.host.Library(c.Filename())}
	g.events.put(func(e inspect.Events) { e.SourceLoaded(src) })
	for _, bp := range g.breaks.lines[key] {
		was := bp.Breakpoint
		g.breaks.detach(bp)
		g.placeLine(bp, key)
		if now := bp.Breakpoint; now != was {
			g.events.put(func(e inspect.Events) { e.BreakpointChanged(now) })
		}
	}
	for _, bp := range g.breaks.funcs {
		if bp.bad == "" && g.placeFunction(bp, []*code.Code{c}) {
			now := bp.Breakpoint
			g.events.put(func(e inspect.Events) { e.BreakpointChanged(now) })
		}
	}
	g.placeInstructions()
	g.findGlobals(module)
	if g.entry && module == "__main__" {
		g.entry = false
		if ls := lineStarts(c); len(ls) > 0 {
			g.step = &step{entry: true}
			g.step.add(&g.breaks, place{c, ls[0].PC})
		}
	}
}

// Break is called at a patched instruction.
func (g *Target) Break(st *vm.State, f *vm.Frame) error {
	if g.busy > 0 {
		return nil
	}
	if st != g.st {
		if g.lines.replays() {
			return nil // a place in a replay is one of the main thread
		}
		defer g.as(st)()
	}
	p := place{f.Code(), f.PC()}
	g.atBreak = true
	defer func() { g.atBreak = false }()
	if g.lines != nil && st == g.main {
		defer func() { g.lines.exact = false }()
		if done, err := g.counted(f, p); done {
			return err
		}
	}
	var ids []int
	reason := inspect.StopBreakpoint
	for _, bp := range g.breaks.at[p] {
		if g.hitBreakpoint(bp, f) {
			ids = append(ids, bp.ID)
			switch {
			case bp.fn != "":
				reason = inspect.StopFunctionBreakpoint
			case bp.address != 0:
				reason = inspect.StopInstruction
			}
		}
	}
	if len(ids) > 0 {
		return g.stop(f, inspect.Stop{Reason: reason, BreakpointIDs: ids})
	}
	if len(g.data.watched) > 0 && g.data.lines[p] {
		if stop := g.dataChanged(f); stop != nil {
			return g.stop(f, *stop)
		}
	}
	if g.step != nil && (g.step.entry || g.step.thread == st) && g.step.hits(g, f, p) {
		why := inspect.StopStep
		if g.step.entry {
			why = inspect.StopEntry
		}
		return g.stop(f, inspect.Stop{Reason: why})
	}
	return g.ends(f)
}

// hitBreakpoint decides whether a breakpoint that was reached stops.
func (g *Target) hitBreakpoint(bp *breakpoint, f *vm.Frame) bool {
	if bp.loops.entering(f) || !g.inTask(bp) {
		return false
	}
	if bp.cond != nil {
		ok := false
		var err error
		g.decide(func() {
			var v object.Value
			if v, err = g.evalCondition(f, bp.cond); err == nil {
				v.Hold2()
				ok, err = g.t.Truth(v)
				g.t.Release(v)
			}
		})
		if err == vm.ErrKilled {
			return false
		}
		if err != nil {
			// A condition that fails stops: hiding the mistake would be worse.
			g.say(fmt.Sprintf("breakpoint condition %q: %v\n", bp.spec.Condition, g.t.AsRaised(err)), f)
		} else if !ok {
			return false
		}
	}
	bp.hits++
	if !bp.hit.Holds(bp.hits) {
		return false
	}
	if bp.spec.LogMessage != "" {
		g.logPoint(bp, f)
		return false
	}
	return true
}

// message is an error as Python words it.
func (g *Target) message(err error) string {
	x := g.t.AsRaised(err)
	if s := object.AsStr(x.ExtraAt(0)); s != nil && x.Type().IsSubtype(object.SyntaxError) {
		return s.S
	}
	if s, err := g.t.StrOf(object.Of(x)); err == nil {
		return s
	}
	return x.Error()
}

func (g *Target) say(text string, f *vm.Frame) {
	if g.lines != nil && (g.lines.seek != nil || g.lines.until > 0) {
		return // it was said when the program came here first
	}
	o := inspect.Output{Category: "console", Text: text, Path: f.Code().Filename(), Line: f.Line()}
	g.events.put(func(e inspect.Events) { e.Output(o) })
}

// closing finds the brace that closes the one a text begins with, past those of
// sets and in strings; -1: there is none.
func closing(text string) int {
	depth, quote := 0, byte(0)
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quote != 0 && c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// logPoint writes a log message with its {expressions} filled in.
func (g *Target) logPoint(bp *breakpoint, f *vm.Frame) {
	var b strings.Builder
	rest := bp.spec.LogMessage
	for {
		i := strings.IndexByte(rest, '{')
		if i < 0 {
			break
		}
		j := closing(rest[i:])
		if j < 0 {
			break
		}
		b.WriteString(rest[:i])
		expr := rest[i+1 : i+j]
		rest = rest[i+j+1:]
		g.decide(func() {
			v, err := g.eval(f, expr)
			if x, ok := err.(*object.Exception); ok && x.Type().IsSubtype(object.SyntaxError) {
				// A conversion or a format, as in an f-string: {n!r}, {n:>3}.
				if v2, err2 := g.eval(f, "f'''{"+expr+"}'''"); err2 == nil {
					v, err = v2, nil
				}
			}
			if err == nil {
				v.Hold2()
				var s string
				if s, err = g.t.StrOf(v); err == nil {
					b.WriteString(s)
				}
				g.t.Release(v)
			}
			if err != nil {
				b.WriteString("{" + expr + ": " + g.t.AsRaised(err).Error() + "}")
			}
		})
	}
	b.WriteString(rest)
	g.say(b.String()+"\n", f)
}

// Here stops where the program calls breakpoint().
func (g *Target) Here(st *vm.State) error {
	if g.busy > 0 || g.runs.Load() {
		return nil
	}
	if st != g.st {
		if g.lines.replays() {
			return nil
		}
		defer g.as(st)()
	}
	return g.stop(st.Current(), inspect.Stop{Reason: inspect.StopBreakpoint, Description: "Paused on breakpoint()"})
}
