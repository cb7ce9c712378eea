// Package analyzer runs rules over Python files and collects what they find.
//
// A Rule asks for the kinds of node it wants to see; Check walks a file once
// and hands each node to the rules that asked. A rule sees the file through a
// Pass: its tree, its index, inference over the whole workspace, control flow
// per function. It reports Diagnostics: a message at a span, the places that
// explain it, and, where one is safe, a Fix.
//
// Analysis reads files and never runs them. It depends on nothing but the
// files of the workspace: the same files give the same diagnostics in the same
// order, however many goroutines share the work.
package analyzer

import (
	"cmp"
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"sort"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/asynctools/asynctools/analyzer/flow"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/analyzer/lifetime"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/scope"
	"github.com/asynctools/asynctools/syntax/source"
)

// Severity orders findings by consequence.
type Severity uint8

// The severities, least first.
const (
	Hint        Severity = iota // nothing is lost today
	Information                 // something may be lost; not enough is known
	Warning                     // cleanup that exists will be late or lost
	Error                       // Python will raise
)

func (s Severity) String() string {
	return [...]string{"hint", "information", "warning", "error"}[s]
}

// ParseSeverity reads a severity as users write it.
func ParseSeverity(s string) (Severity, error) {
	switch strings.ToLower(s) {
	case "hint":
		return Hint, nil
	case "info", "information":
		return Information, nil
	case "warning":
		return Warning, nil
	case "error":
		return Error, nil
	}
	return 0, fmt.Errorf("unknown severity %q: want hint, information, warning or error", s)
}

// Rule is one check. Its file holds all there is to say about it.
//
// After an edit a rule is not shown what the edit cannot have changed. What it learns
// by the methods of its Pass and of inference is noted for that; where it looks
// through a file, or a class, by itself, it says so by Engine.LooksAround or
// Engine.LooksFor.
type Rule struct {
	Code     string   // AG101
	Name     string   // the same in words: unclosed-async-generator
	Since    string   // the version that brought it
	Severity Severity // the usual one; a diagnostic may have another
	Fix      string   // "always", "sometimes" or "never"
	Covers   []string // codes of rules that need not say the same at the same place
	Strict   bool     // on only where strict checking is asked for, or the rule by name
	Doc      string   // Markdown; its first paragraph is the summary
	Nodes    []ast.Kind
	Run      func(*Pass, ast.Node) // nil for what Check itself reports
}

// Summary is the first paragraph of the documentation, on one line.
func (r *Rule) Summary() string {
	first, _, _ := strings.Cut(r.Doc, "\n\n")
	return strings.Join(strings.Fields(first), " ")
}

// URL is where the rule's page is published.
func (r *Rule) URL() string {
	return "https://github.com/asynctools/asynctools/blob/main/docs/rules/" + r.Code + ".md"
}

// Diagnostic is one finding.
type Diagnostic struct {
	Rule     *Rule
	Severity Severity
	Message  string
	File     *source.File
	Span     source.Span
	Related  []Related
	Fix      *Fix
}

// Related is a place that explains a finding, in its file or another.
type Related struct {
	File    *source.File
	Span    source.Span
	Message string
}

// Applicability says how sure a fix is.
type Applicability uint8

// The applicabilities, in ruff's words. Only safe fixes are applied without asking.
const (
	Safe Applicability = iota
	Unsafe
)

func (a Applicability) String() string { return [...]string{"safe", "unsafe"}[a] }

// Fix is a change of the finding's file. Edits do not overlap and are in order.
type Fix struct {
	Message       string
	Applicability Applicability
	Edits         []Edit
}

// Edit replaces a span by a text.
type Edit struct {
	Span source.Span
	Text string
	// Once is set for what several fixes may ask for and only one must do, such
	// as adding an import.
	Once bool
}

// Options of a run.
type Options struct {
	Rules       []*Rule // the enabled ones, in registry order
	Known       []*Rule // all, for judging suppression comments; default: Rules
	TargetMinor int     // the 3.X that the code must run on; 0 is the newest
	Workers     int     // how many may share the work on one file; 0 is one

	// Ignored lists what is not told of in a file, as Selection has it; nil is
	// nothing. The rules run all the same: what one of them covers does not come up
	// in its place, and comments that silence it are not called unused.
	Ignored func(path string) []string
}

// Pass is one file seen by one run.
type Pass struct {
	Module *index.Module
	Infer  *infer.Engine
	Target int // as Options.TargetMinor, newest resolved

	rule   *Rule
	report func(Diagnostic)
	graphs graphCache
	arena  flow.Arena // of the graphs

	lifetimes *lifetime.Analysis
	memo      *memo // of all passes that share the file
}

// memo is what rules have found out about a file as a whole.
type memo struct {
	mu sync.Mutex
	of map[any]func() any // guarded by mu
}

// Memo is what f gives, found once for the file and remembered under a key.
func (p *Pass) Memo(key any, f func() any) any {
	before := p.Infer.Enter(fmt.Sprintf("%T", key))
	defer p.Infer.At(before)
	p.memo.mu.Lock()
	once, known := p.memo.of[key]
	if !known {
		once = sync.OnceValue(f)
		if p.memo.of == nil {
			p.memo.of = map[any]func() any{}
		}
		p.memo.of[key] = once
	}
	p.memo.mu.Unlock()
	return once()
}

// Source is the text of the file.
func (p *Pass) Source() *source.File { return p.Module.Source() }

// Report adds a finding of the rule that is running; Rule and File are filled in.
func (p *Pass) Report(d Diagnostic) {
	d.Rule, d.File = p.rule, p.Source()
	p.report(d)
}

// NewestMinor is the newest Python that the front end knows.
const NewestMinor = 14

// Check runs the rules over one file of a workspace, and panics with a *Crash
// if one of them did.
func Check(m *index.Module, engine *infer.Engine, opt Options) []Diagnostic {
	out, crash := check(m, engine, opt, nil, nil)
	if crash != nil {
		panic(crash)
	}
	return out
}

// check is Check, with the first crash of a rule beside what the others found. With
// a record it notes in it what the rules find; with anew, too, the rules see those
// places alone, and the record has what was found at the others.
func check(m *index.Module, engine *infer.Engine, opt Options, record *Record, anew []bool) ([]Diagnostic, *Crash) {
	var out []Diagnostic
	report := func(d Diagnostic) { out = append(out, d) }

	checkSyntax(m, report)
	found, crash := runRules(m, engine, opt, record, anew)
	out = append(out, withoutUnrun(m, found)...)

	out = uncovered(out)
	known := opt.Known
	if known == nil {
		known = opt.Rules
	}
	out = enabledOnly(suppress(m, known, out), opt.Rules)
	if opt.Ignored != nil {
		if off := opt.Ignored(m.Path); len(off) > 0 {
			out = slices.DeleteFunc(out, func(d Diagnostic) bool { return names(off, d.Rule) })
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if a.Span.Start != b.Span.Start {
			return a.Span.Start < b.Span.Start
		}
		return a.Rule.Code < b.Rule.Code
	})
	return out, crash
}

// runRules shows the nodes of a file to the rules, which report in the order of
// the file. A rule that panics at a node loses what it would have found there,
// and nothing else is lost.
func runRules(m *index.Module, engine *infer.Engine, opt Options, record *Record, anew []bool) ([]Diagnostic, *Crash) {
	var wanted [ast.NumKinds][]*Rule
	for _, r := range opt.Rules {
		for _, k := range r.Nodes {
			if !index.IsListed(k) {
				panic("rule " + r.Code + " wants nodes that are not listed")
			}
			wanted[k] = append(wanted[k], r)
		}
	}
	target := opt.TargetMinor
	if target == 0 {
		target = NewestMinor
	}
	var shared memo
	newPass := func() *Pass {
		pass := &Pass{Module: m, Infer: engine, Target: target, memo: &shared}
		if record != nil {
			pass.Infer = engine.Traced(record.trace)
		}
		return pass
	}
	nodes, places := m.Nodes(), []int(nil)
	if record != nil {
		nodes, places = record.nodes(anew)
	}
	see := func(pass *Pass, part span) (out []finding, crash *Crash) {
		nodes := nodes[part.from:part.to]
		at, rule := 0, 0
		pass.report = func(d Diagnostic) { out = append(out, finding{d, part.from + at}) }
		// One recovery for as many rules and nodes as go well costs them nothing.
		run := func() {
			defer func() {
				if v := recover(); v != nil {
					if crash == nil {
						crash = &Crash{Rule: pass.rule, Value: v, Stack: debug.Stack()}
					}
					rule++
				}
			}()
			for ; at < len(nodes); at, rule = at+1, 0 {
				n := nodes[at]
				if record != nil {
					pass.Infer.At(places[part.from+at])
				}
				for rs := wanted[n.Kind()]; rule < len(rs); rule++ {
					pass.rule = rs[rule]
					rs[rule].Run(pass, n)
				}
			}
		}
		for at < len(nodes) {
			run()
		}
		return out, crash
	}
	done := func(found []finding, crash *Crash) ([]Diagnostic, *Crash) {
		if record == nil {
			out := make([]Diagnostic, len(found))
			for i, f := range found {
				out[i] = f.Diagnostic
			}
			return out, crash
		}
		for _, f := range found {
			at := places[f.node]
			record.found[at] = append(record.found[at], f.Diagnostic)
		}
		return slices.Concat(record.found...), crash
	}
	if opt.Workers < 2 || len(m.Source().Text) < muchText || len(nodes) < muchText/16 {
		return done(see(newPass(), span{0, len(nodes)}))
	}
	parts := inParts(nodes, 4*opt.Workers)
	found := make([][]finding, len(parts))
	crashed := make([]*Crash, len(parts))
	// What a pass has found out of a function serves the next part that it sees.
	passes := make(chan *Pass, opt.Workers)
	for range opt.Workers {
		passes <- newPass()
	}
	each(len(parts), opt.Workers, func(i int) {
		pass := <-passes
		if found[i], crashed[i] = see(pass, parts[i]); crashed[i] != nil {
			pass = newPass() // the other one stopped in the middle of something
		}
		passes <- pass
	})
	return done(slices.Concat(found...), cmp.Or(crashed...))
}

// finding is a diagnostic, with the number of the node at which a rule found it.
type finding struct {
	Diagnostic
	node int
}

// span is a part of a list.
type span struct{ from, to int }

// inParts cuts a list of nodes into about as many parts as are asked for, some
// more than there are workers, for some take far longer than others. A part begins
// with a def: what is found out about a function is found by who looks at it.
func inParts(nodes []ast.Node, parts int) (out []span) {
	size := len(nodes)/parts + 1
	from := 0
	for i, n := range nodes {
		if i-from < size {
			continue
		}
		switch n.Kind() {
		case ast.FunctionDefKind, ast.AsyncFunctionDefKind, ast.ClassDefKind:
			out = append(out, span{from, i})
			from = i
		}
	}
	return append(out, span{from, len(nodes)})
}

// muchText is the length in bytes from which sharing the work on a file pays.
const muchText = 16 << 10

// uncovered drops findings that another rule makes more precisely: those that
// begin or end where a finding does that covers them.
func uncovered(found []Diagnostic) []Diagnostic {
	type place struct {
		code string
		pos  source.Pos
	}
	starts, ends := map[place]bool{}, map[place]bool{}
	for _, d := range found {
		for _, code := range d.Rule.Covers {
			starts[place{code, d.Span.Start}] = true
			ends[place{code, d.Span.End}] = true
		}
	}
	if len(starts) == 0 {
		return found
	}
	return slices.DeleteFunc(found, func(d Diagnostic) bool {
		return starts[place{d.Rule.Code, d.Span.Start}] || ends[place{d.Rule.Code, d.Span.End}]
	})
}

// enabledOnly drops findings of Check itself whose rules are off.
func enabledOnly(found []Diagnostic, on []*Rule) []Diagnostic {
	kept := found[:0]
	for _, d := range found {
		if d.Rule.Run != nil || slices.Contains(on, d.Rule) {
			kept = append(kept, d)
		}
	}
	return kept
}

// maxSyntaxErrors bounds what is said about one file: past the first few, an
// error is more often a consequence of another than a mistake of its own.
const maxSyntaxErrors = 20

// checkSyntax reports what the parser and the symbol table object to, one error
// a line. The last of the reported ones tells how many more lines have some.
func checkSyntax(m *index.Module, report func(Diagnostic)) {
	errs := m.File.Errors
	if len(errs) == 0 {
		errs = scope.Errors(m.File)
	}
	src := m.Source()
	var kept []Diagnostic
	lines := map[int]bool{}
	for _, e := range errs {
		line := src.Line(e.Span.Start)
		if lines[line] {
			continue
		}
		lines[line] = true
		if len(lines) > maxSyntaxErrors {
			continue
		}
		msg := e.Msg
		if e.Class != ast.SyntaxError {
			msg = e.Class.String() + ": " + msg
		}
		kept = append(kept, Diagnostic{Rule: SyntaxError, Severity: Error, Message: msg, File: src, Span: e.Span})
	}
	if more := len(lines) - len(kept); more > 0 {
		last := &kept[len(kept)-1]
		last.Message += fmt.Sprintf(" (lines with more syntax errors that are not listed: %d)", more)
	}
	for _, d := range kept {
		report(d)
	}
}

// Result is what a run has to say about one file.
type Result struct {
	Path        string
	Module      *index.Module // nil when the file could not be read
	Diagnostics []Diagnostic
	Err         error // of reading or decoding; a *Crash when the analysis failed
	Record      *Record
}

// Crash is a bug of ours, caught at the border of one file or of one rule.
type Crash struct {
	Rule  *Rule // nil when the whole file was lost to it
	Value any
	Stack []byte
}

func (c *Crash) Error() string {
	if c.Rule != nil {
		return fmt.Sprintf("internal error in %s: %v", c.Rule.Code, c.Value)
	}
	return fmt.Sprintf("internal error: %v", c.Value)
}

// Run makes the files members of the workspace and checks them, several at a time, and returns the results
// in the order of paths. A crash in one file is that file's error. When ctx
// ends, files not yet begun get its error.
func Run(ctx context.Context, ws *index.Workspace, engine *infer.Engine, paths []string, workers int, opt Options, done func(Result)) []Result {
	ws.Include(paths)
	results := make([]Result, len(paths))
	// Files are read first: a rule that asks for all of them would have one worker
	// read them while the others wait.
	crashed := make([]*Crash, len(paths))
	each(len(paths), workers, func(i int) {
		defer func() {
			if v := recover(); v != nil {
				crashed[i] = &Crash{Value: v, Stack: debug.Stack()}
			}
		}()
		if ctx.Err() == nil {
			_, _ = ws.Module(paths[i]) // CheckFile gets the error again
		}
	})
	// The longest first, or all but one worker may wait for it at the end.
	order := make([]int, len(paths))
	size := make([]int, len(paths))
	for i, path := range paths {
		order[i] = i
		if crashed[i] == nil && ctx.Err() == nil {
			if m, err := ws.Module(path); err == nil {
				size[i] = len(m.Source().Text)
			}
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return size[b] - size[a] })
	var mu sync.Mutex // guards calls of done
	each(len(paths), workers, func(at int) {
		i := order[at]
		switch err := ctx.Err(); {
		case crashed[i] != nil:
			results[i] = Result{Path: paths[i], Err: crashed[i]}
		case err != nil:
			results[i] = Result{Path: paths[i], Err: err}
		default:
			results[i] = CheckFile(ws, engine, paths[i], opt)
		}
		if done != nil {
			mu.Lock()
			defer mu.Unlock()
			done(results[i])
		}
	})
	return results
}

// each calls f for 0 to n-1, several at a time.
func each(n, workers int, f func(int)) {
	var (
		next atomic.Int64
		wg   sync.WaitGroup
	)
	work := func() {
		for {
			i := int(next.Add(1)) - 1
			if i >= n {
				return
			}
			f(i)
		}
	}
	for range min(workers, n) - 1 {
		wg.Go(work)
	}
	work()
	wg.Wait()
}

// CheckFile checks one file and turns a panic into the result's error. When that
// is a rule's, the findings of the others are there beside it.
func CheckFile(ws *index.Workspace, engine *infer.Engine, path string, opt Options) (r Result) {
	return checkFile(ws, engine, path, opt, func(*index.Module) (*Record, []bool) { return nil, nil })
}

// CheckAgain is CheckFile that leaves a record for the next time. With the record of
// the time before, which may be nil, it looks only at what an edit can have changed.
// Between the two nothing else may have changed than the text of the file.
func CheckAgain(ws *index.Workspace, engine *infer.Engine, path string, opt Options, before *Record) (r Result) {
	shared := engine
	engine = shared.Apart(path)
	defer func() {
		if r.Err == nil {
			shared.Adopt(engine)
		}
	}()
	return checkFile(ws, engine, path, opt, func(m *index.Module) (record *Record, anew []bool) {
		if before != nil {
			record, anew = before.again(m, engine)
		}
		if record == nil {
			record = newRecord(m)
		}
		return record, anew
	})
}

func checkFile(ws *index.Workspace, engine *infer.Engine, path string, opt Options, from func(*index.Module) (*Record, []bool)) (r Result) {
	r.Path = path
	defer func() {
		if v := recover(); v != nil {
			r.Err = &Crash{Value: v, Stack: debug.Stack()}
		}
	}()
	r.Module, r.Err = ws.Module(path)
	if r.Err != nil {
		return r
	}
	record, anew := from(r.Module)
	var crash *Crash
	if r.Diagnostics, crash = check(r.Module, engine, opt, record, anew); crash != nil {
		r.Err = crash
		return r
	}
	if record != nil {
		record.imports = engine.Imports(r.Module)
		r.Record = record
	}
	return r
}
