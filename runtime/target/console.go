package target

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/loop"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/vm"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/source"
)

// SetExpression assigns to an expression: a variable, an attribute, an item.
func (g *Target) SetExpression(ctx context.Context, id inspect.FrameID, target, value string, format inspect.Format) (out inspect.Variable, err error) {
	e := g.do(false, func() {
		defer g.changed()
		defer g.formatted(format)()
		var f *vm.Frame
		if id != 0 {
			if f, err = g.frameByID(id); err != nil {
				return
			}
		}
		target, value = strings.TrimSpace(target), strings.TrimSpace(value)
		g.guard(ctx, func() {
			// Each must be an expression by itself: neither may smuggle in more.
			for _, text := range []string{target, value} {
				if _, cerr := vm.CompileString(g.t, "<expression>", text, vm.CompileOptions{Mode: parse.Eval}); cerr != nil {
					err = g.evalError(cerr)
					return
				}
			}
			c, cerr := vm.CompileString(g.t, "<console>", target+" = (\n"+value+"\n)\n", vm.CompileOptions{Mode: parse.Exec})
			if cerr != nil {
				err = g.evalError(cerr)
				return
			}
			v, rerr := g.execCode(f, "", c)
			if rerr != nil {
				err = g.evalError(rerr)
				return
			}
			g.t.DropFloating(v)
			if v, rerr = g.eval(f, target); rerr != nil {
				err = g.evalError(rerr)
				return
			}
			v.Hold2()
			out = g.variable(target, target, v, f)
			if out.Ref == 0 {
				g.t.Release(v)
			}
		})
	})
	if e != nil {
		return inspect.Variable{}, e
	}
	return out, err
}

// awaits reports that a text is Python only inside a coroutine.
func awaits(text string) bool {
	if !strings.Contains(text, "await") && !strings.Contains(text, "async") {
		return false
	}
	f := parse.Parse(source.NewFile("", text+"\n"), parse.Options{Mode: parse.Exec})
	if len(f.Errors) > 0 {
		return false
	}
	found := false
	for _, s := range f.Body() {
		ast.Inspect(s, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.Lambda, *ast.ClassDef:
				return false // what they await is their own business
			case *ast.Await, *ast.AsyncFor, *ast.AsyncWith:
				found = true
			case *ast.ListComp:
				found = found || asyncClause(n.Generators)
			case *ast.SetComp:
				found = found || asyncClause(n.Generators)
			case *ast.DictComp:
				found = found || asyncClause(n.Generators)
			}
			return true
		})
	}
	return found
}

func asyncClause(list []*ast.Comprehension) bool {
	return slices.ContainsFunc(list, func(c *ast.Comprehension) bool { return c.IsAsync != 0 })
}

// consoleFunction is what a text is wrapped into that awaits, or that has functions
// of its own; consoleValue is its variable for the value of the last expression.
const (
	consoleFunction = "__asyncdap_console__"
	consoleValue    = "__asyncdap_value__"
)

// wrapped makes the text the body of a function, which returns its value, or its
// variables after statements.
func wrapped(text string, params []string, async bool) (body string, statements bool) {
	text = strings.TrimSpace(text)
	head := "def " + consoleFunction + "(" + strings.Join(params, ", ") + "):\n"
	if async {
		head = "async " + head
	}
	if f := parse.Parse(source.NewFile("", text), parse.Options{Mode: parse.Eval}); len(f.Errors) == 0 {
		return head + " return (\n" + text + "\n)\n", false
	}
	if before, last := lastExpression(text); last != "" {
		text = before + "\n" + consoleValue + " = (\n" + last + "\n)"
	}
	// Lines inside of strings stay as they are.
	src := source.NewFile("", text+"\n")
	inside := map[int]bool{}
	f := parse.Parse(src, parse.Options{Mode: parse.Exec})
	for _, s := range f.Body() {
		ast.Inspect(s, func(n ast.Node) bool {
			switch n.(type) {
			case *ast.Constant, *ast.JoinedStr, *ast.TemplateStr:
				for l := src.Line(n.Pos()) + 1; l <= src.Line(n.End()); l++ {
					inside[l] = true
				}
			}
			return true
		})
	}
	lines := strings.Split(text, "\n")
	for i := range lines {
		if !inside[i] {
			lines[i] = " " + lines[i]
		}
	}
	return head + strings.Join(lines, "\n") + "\n return locals()\n", true
}

// lastExpression splits statements that end in an expression: its value is what
// somebody wants to see who has typed them. last is empty if there is none.
func lastExpression(text string) (before, last string) {
	src := source.NewFile("", text+"\n")
	f := parse.Parse(src, parse.Options{Mode: parse.Exec})
	body := f.Body()
	if len(f.Errors) > 0 || len(body) < 2 {
		return text, ""
	}
	e, ok := body[len(body)-1].(*ast.ExprStmt)
	if !ok {
		return text, ""
	}
	// A comment behind it stays; one in front belongs to what is before.
	return strings.TrimRight(src.Text[:e.Pos()], " \t;"), src.Text[e.Pos():e.End()]
}

// words are the names in a text.
func words(text string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		out[w] = true
	}
	return out
}

// evalAwait runs a text that awaits as a task of the stopped loop. The loop
// goes on for it, with all its tasks but the one that is in the middle of a
// step; breakpoints are passed over meanwhile.
func (g *Target) evalAwait(ctx context.Context, f *vm.Frame, text string) (object.Value, error) {
	if g.loops.Running() == nil {
		return object.Value{}, g.t.Raisef(object.RuntimeError, "there is no running event loop to await on")
	}
	return g.evalWrapped(f, text, true, func(coro object.Value) (object.Value, error) { return g.drive(ctx, coro) })
}

// evalWrapped runs a text as the body of a function: so what is defined in it sees
// the variables of the frame. finish takes what calling that function gives.
func (g *Target) evalWrapped(f *vm.Frame, text string, async bool, finish func(object.Value) (object.Value, error)) (object.Value, error) {
	// The variables that the text names are parameters: so it can assign to
	// them. Those that it has changed are written back.
	globals := g.mainGlobals()
	if f != nil {
		globals = f.Globals()
	}
	before := map[string]object.Value{}
	used := words(text)
	note := func(name string, v object.Value) {
		if used[name] && isName(name) && !slices.Contains(keywords(), name) {
			before[name] = v
		}
	}
	if f == nil || f.IsModule() {
		globals.Each(func(k, v object.Value) {
			if s := object.AsStr(k); s != nil {
				note(s.S, v)
			}
		})
	} else {
		object.AsDict(g.locals(f)).Each(func(k, v object.Value) { note(object.AsStr(k).S, v) })
	}
	var params []string
	for name := range before {
		params = append(params, name)
	}
	slices.Sort(params)
	args := make([]object.Value, len(params))
	for i, name := range params {
		args[i] = before[name]
	}
	body, statements := wrapped(text, params, async)
	c, err := vm.CompileString(g.t, "<console>", body, vm.CompileOptions{Mode: parse.Exec})
	if err != nil {
		return object.Value{}, err
	}
	space := object.NewDict()
	v := object.Of(space)
	v.Hold()
	defer g.t.Release(v)
	r, err := g.st.RunCode(c, globals, v)
	if err != nil {
		return object.Value{}, err
	}
	g.t.DropFloating(r)
	coro, err := g.t.Call(space.GetString(consoleFunction), args...)
	if err != nil {
		return object.Value{}, err
	}
	out, err := finish(coro)
	if err != nil || !statements {
		return out, err
	}
	value := object.None
	object.AsDict(out).Each(func(name, x object.Value) {
		s := object.AsStr(name).S
		if s == consoleValue {
			value = x
			return
		}
		switch was, had := before[s]; {
		case had && was == x:
		case f == nil || f.IsModule():
			globals.SetString(g.t, s, x)
		case !f.SetLocal(g.t, s, x):
			g.invent(f, s, x)
		}
	})
	if f != nil && !f.IsModule() {
		was := object.NewDict()
		for name, v := range before {
			was.SetString(g.t, name, v)
		}
		if err := g.deleted(f, text, was, object.AsDict(out)); err != nil {
			return object.Value{}, err
		}
	}
	return value, nil
}

// invent keeps a name that the console assigned and the function does not
// have, for the console only.
func (g *Target) invent(f *vm.Frame, name string, v object.Value) {
	a := activation{f, f.Serial()}
	if g.invented[a] == nil {
		g.invented[a] = object.NewDict()
	}
	g.invented[a].SetString(g.t, name, v)
}

// deleted forgets the console's own variables that code has deleted. Those of the
// function cannot go: its code relies on them. One that the end of an except clause
// has unbound keeps what it was.
func (g *Target) deleted(f *vm.Frame, text string, before, after *object.Dict) error {
	a := activation{f, f.Serial()}
	var kept []string
	before.Each(func(k, _ object.Value) {
		s := object.AsStr(k)
		if s == nil || after.GetStr(s).Valid() {
			return
		}
		if extra := g.invented[a]; extra == nil || !extra.DelStr(g.t, s) {
			kept = append(kept, s.S)
		} else if extra.Len() == 0 {
			delete(g.invented, a)
		}
	})
	if len(kept) == 0 {
		return nil
	}
	unbound := caught(text)
	for _, name := range kept {
		if !unbound[name] {
			return g.t.Raisef(object.ValueError, "the variable '%s' of the function cannot be deleted", name)
		}
	}
	return nil
}

// drive runs a coroutine to its end on the stopped loop.
func (g *Target) drive(ctx context.Context, coro object.Value) (object.Value, error) {
	k, err := g.loops.NewTask(g.t, coro, "console")
	if err != nil {
		return object.Value{}, err
	}
	task := object.Of(k)
	task.Hold()
	defer g.t.Release(task)
	g.mu.Lock()
	g.console = k
	g.mu.Unlock()
	defer func() {
		g.mu.Lock()
		g.console = nil
		g.mu.Unlock()
	}()
	// Ending it is up to the loop: an interrupt would hit whoever runs.
	defer context.AfterFunc(ctx, func() { _ = g.do(true, func() { g.cancelConsole(k) }) })()
	if err := g.loops.RunUntil(g.t, k); err != nil {
		g.cancelConsole(k)
		return object.Value{}, err
	}
	return k.Outcome(g.t)
}

func (g *Target) cancelConsole(k *loop.Task) {
	if !k.Done() {
		_ = k.Cancel(g.t) // an error could only be of a foreign future's cancel()
	}
}

func isName(s string) bool {
	for i, r := range s {
		if r != '_' && !unicode.IsLetter(r) && (i == 0 || !unicode.IsDigit(r)) {
			return false
		}
	}
	return s != ""
}

// Completions lists how the word at the end of a text can go on.
func (g *Target) Completions(id inspect.FrameID, text string) (out []inspect.Completion, err error) {
	e := g.do(false, func() {
		var f *vm.Frame
		if id != 0 {
			if f, err = g.frameByID(id); err != nil {
				return
			}
		}
		start := len(text)
		for start > 0 {
			r, n := utf8.DecodeLastRuneInString(text[:start])
			if r != '_' && r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				break
			}
			start -= n
		}
		word := text[start:]
		names := map[string]string{}
		dot := strings.LastIndexByte(word, '.')
		switch {
		case dot < 0:
			g.names(f, names)
		case dot == 0:
			return // behind a call or a string: its value is not known
		default:
			if v := g.look(f, strings.Split(word[:dot], ".")); v.Valid() {
				members(v, names)
			}
		}
		prefix := word[dot+1:]
		for name, kind := range names {
			hidden := strings.HasPrefix(name, "_") && !strings.HasPrefix(prefix, "_")
			if strings.HasPrefix(name, prefix) && !hidden {
				out = append(out, inspect.Completion{Word: name, Kind: kind, Length: utf8.RuneCountInString(prefix)})
			}
		}
		slices.SortFunc(out, func(a, b inspect.Completion) int { return strings.Compare(a.Word, b.Word) })
	})
	if e != nil {
		return nil, e
	}
	return out, err
}

// names are those that a frame can use.
func (g *Target) names(f *vm.Frame, out map[string]string) {
	for _, word := range keywords() {
		out[word] = "keyword"
	}
	each := func(d *object.Dict) {
		d.Each(func(k, v object.Value) {
			if s := object.AsStr(k); s != nil {
				out[s.S] = kindOf(v, "variable")
			}
		})
	}
	each(g.t.Interp.Builtins)
	if f == nil {
		each(g.mainGlobals())
		return
	}
	each(f.Globals())
	f.EachLocal(func(n string, v object.Value, _ bool) { out[n] = kindOf(v, "variable") })
	if extra := g.invented[activation{f, f.Serial()}]; extra != nil {
		each(extra)
	}
}

func keywords() []string {
	return []string{
		"False", "None", "True", "and", "as", "assert", "async", "await", "break", "case", "class", "continue", "def", "del", "elif",
		"else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "match", "nonlocal", "not", "or",
		"pass", "raise", "return", "try", "type", "while", "with", "yield",
	}
}

// look follows a dotted name without running anything: attributes that a class
// computes lead nowhere.
func (g *Target) look(f *vm.Frame, path []string) object.Value {
	var v object.Value
	globals := g.mainGlobals()
	if f != nil {
		if v = local(f, path[0]); !v.Valid() {
			if extra := g.invented[activation{f, f.Serial()}]; extra != nil {
				v = extra.GetString(path[0])
			}
		}
		globals = f.Globals()
	}
	if !v.Valid() {
		if v = globals.GetString(path[0]); !v.Valid() {
			v = g.t.Interp.Builtins.GetString(path[0])
		}
	}
	for _, name := range path[1:] {
		if !v.Valid() {
			return v
		}
		next := attrOf(v, name)
		switch {
		case next.Valid():
		case v.Is(object.ModuleType):
			next = object.Cast[object.Module](v).Dict.GetString(name)
		case object.AsType(v) != nil:
			for _, ty := range object.AsType(v).MRO {
				if next = ty.Dict.GetString(name); next.Valid() {
					break
				}
			}
		}
		v = next
	}
	return v
}

// members are the attributes of a value, as far as they are known without
// asking it.
func members(v object.Value, out map[string]string) {
	each := func(d *object.Dict, plain string) {
		d.Each(func(k, x object.Value) {
			if s := object.AsStr(k); s != nil {
				out[s.S] = kindOf(x, plain)
			}
		})
	}
	classes := v.Type().MRO
	if ty := object.AsType(v); ty != nil {
		classes = ty.MRO
	}
	for i := len(classes) - 1; i >= 0; i-- {
		if classes[i].Dict != nil {
			each(classes[i].Dict, "property")
		}
	}
	if v.Is(object.ModuleType) {
		each(object.Cast[object.Module](v).Dict, "variable")
	}
	object.EachAttr(v, func(n string, x object.Value) { out[n] = kindOf(x, "property") })
}

// kindOf is DAP's word for a value.
func kindOf(v object.Value, plain string) string {
	switch {
	case !v.Valid():
		return plain
	case v.Is(object.ModuleType):
		return "module"
	case object.AsType(v) != nil:
		return "class"
	case v.Is(vm.FunctionType):
		if plain == "variable" {
			return "function"
		}
		return "method"
	case v.Is(object.MethodType), strings.Contains(v.Type().Name, "method"), strings.Contains(v.Type().Name, "function"):
		return "method"
	}
	return plain
}
