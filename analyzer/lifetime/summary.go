package lifetime

import (
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

// Summary is what a function does with the async generator that it gets for
// one of its parameters, once it has been run.
type Summary struct {
	Known    bool  // the function can be seen, and keeps no hold of the generator
	Reads    bool  // on no way is it resumed
	Resumes  bool  // it is resumed, and left suspended, on every way that returns
	Finishes bool  // on every way that returns it has ended or is closed
	Closes   bool  // it is closed on some way, by aclose or what does the same
	Always   bool  // with Finishes: on those that raise, too
	Returns  bool  // it is what the function returns, untouched
	Shut     bool  // on some way it is closed while it is suspended
	Leaves   bool  // on some way that returns it is left suspended, and it stays in sight on all
	Guards   bool  // something that it arranges will close it: a task, an exit stack
	Hands    bool  // what it returns closes it when it is awaited: "return gen.aclose()"
	Steps    bool  // what it returns resumes it once when it is awaited: "return anext(gen)"
	Tells    bool  // with Steps: that gives a default in the end
	Loops    bool  // it iterates it by a loop or comprehension
	Ends     uint8 // the states it may be in on return, as bits; created stands for that before
	Results  []Result
}

type summaryKey struct {
	fn    *index.Function
	param int
	given string // what is known of the other parameters, see givenOf
	free  string // the free variable that is followed instead of a parameter, or ""
	rest  rest   // likewise, an element of "*gs" or "**k"
}

// name is that of what is followed.
func (k summaryKey) name() string {
	switch {
	case k.free != "":
		return k.free
	case k.rest.name != "":
		return slotName(k.rest.name, k.rest.at)
	}
	return k.fn.Parameters()[k.param].Arg
}

// maxCalls bounds how deep helpers of helpers are followed.
const maxCalls = 8

// summary follows one parameter of a function.
func (a *Analysis) summary(key summaryKey) Summary {
	fn := key.fn
	before := a.infer.VisitBody(fn)
	defer a.infer.At(before)
	if s, ok := a.summaries[key]; ok {
		return s
	}
	if a.depth >= maxCalls {
		return Summary{} // not remembered: asked on its own, it may be known
	}
	a.summaries[key] = Summary{} // a function that calls itself learns nothing
	if len(fn.Yields) > 0 || fn.Module.IsStub || fn.Lambda == nil && infer.IsPlaceholder(fn) {
		return Summary{}
	}
	if key.rest.name != "" && fn.Lambda != nil {
		return Summary{}
	}
	if step := a.returnsStep(key); key.rest.name == "" && step != nil {
		s := Summary{Known: true, Steps: true, Tells: len(step.Args) > 1}
		a.summaries[key] = s
		return s
	}
	if fn.Lambda != nil {
		return Summary{}
	}
	a.depth++
	s := a.summarise(key)
	a.depth--
	a.summaries[key] = s
	return s
}

// forParameter is a function made ready to follow what it gets for a parameter.
func (a *Analysis) forParameter(key summaryKey) (f *function, ok bool) {
	f = newFunction(a, key.fn)
	name := key.name()
	f.followed = name
	for i := range key.given {
		if other := nameOf(infer.Value{Func: key.fn}, i); key.given[i] != givenUnknown && other != name {
			if f.given == nil {
				f.given = map[string]byte{}
			}
			f.given[other] = key.given[i]
		}
	}
	f.addName(name)
	if key.rest.name != "" {
		f.addRest(key.rest)
	}
	f.addAliases()
	f.summed = true
	return f, f.prepare() && !f.shadow[name]
}

func (a *Analysis) summarise(key summaryKey) Summary {
	fn, param := key.fn, key.param
	f, ok := a.forParameter(key)
	if !ok {
		return Summary{}
	}
	var e ends
	idle, loops, hands, closes, shut, busy := false, false, false, false, false, false
	var results []Result
	for _, m := range []mode{asWritten, throwing} {
		site := &Site{param: param}
		s := f.newSearch(site, m)
		s.run()
		if s.capped {
			return Summary{}
		}
		if m == throwing {
			e.thrown = site.ends.thrown
			continue
		}
		e = site.ends
		results = s.results(e.normal)
		loops = len(site.Loops) > 0 || len(s.again) > 0
		closes, shut = len(site.Closers) > 0, site.Shut
		busy = len(site.Shared) > 0
		hands = !fn.Async && len(site.Shared) == 0 && closedByResult(fn, site)
		idle = e.normal&^(1<<created) == 0 && len(site.Advances) == 0 && len(site.Loops) == 0 && len(site.Closers) == 0 && !site.Escapes
	}
	const over = 1<<finished | 1<<closed
	switch {
	case e.escaped:
		return Summary{}
	case e.returned && (closes || busy):
		return Summary{} // more than that becomes of it
	case e.returned:
		return Summary{Known: e.normal == 0, Returns: true}
	}
	return Summary{
		Known:    true,
		Reads:    idle,
		Resumes:  !idle && e.normal&^(1<<suspended) == 0,
		Leaves:   !idle && !e.guarded && e.normal&(1<<suspended) != 0,
		Ends:     e.normal,
		Results:  results,
		Guards:   e.guarded,
		Hands:    e.guarded && hands,
		Loops:    loops,
		Closes:   closes,
		Shut:     shut,
		Finishes: e.normal != 0 && e.normal&^over == 0,
		Always:   e.normal&^over == 0 && e.thrown&^over == 0,
	}
}

// returnsStep is what resumes a parameter in a plain function or lambda that does
// nothing with it but return that: "lambda gen: anext(gen)".
func (a *Analysis) returnsStep(key summaryKey) *ast.Call {
	fn, name := key.fn, key.name()
	var x ast.Expr
	switch {
	case fn.Lambda != nil:
		x = fn.Lambda.Body
	case !fn.Async && len(fn.Decorators) == 0 && len(fn.Returns) == 1 && fn.Module.Parent(fn.Returns[0]) == ast.Node(fn.Node):
		x = fn.Returns[0].Value
	}
	call, ok := x.(*ast.Call)
	if !ok || len(call.Keywords) > 0 {
		return nil
	}
	steps := false
	switch f := call.Func.(type) {
	case *ast.Attribute:
		steps = isNamed(f.Value, name) && (f.Attr == "__anext__" && len(call.Args) == 0 || f.Attr == "asend" && len(call.Args) == 1)
	case *ast.Name:
		steps = f.Ident == "anext" && len(call.Args) > 0 && isNamed(call.Args[0], name) && a.infer.DottedName(fn.Module, f) == "builtins.anext"
	}
	if !steps || key.free == "" && len(fn.Block.Bindings(name)) != 1 {
		return nil
	}
	mentions := 0
	count := func(n ast.Node) bool {
		if n, ok := n.(*ast.Name); ok && n.Ident == name {
			mentions++
		}
		return true
	}
	ast.Inspect(x, count)
	for _, s := range fn.Body {
		if r, last := s.(*ast.Return); !last || r.Value != x {
			ast.Inspect(s, count)
		}
	}
	if mentions != 1 {
		return nil
	}
	return call
}

// closedByResult reports a function that closes a generator by nothing but what
// it returns.
func closedByResult(fn *index.Function, site *Site) bool {
	for _, closer := range site.Closers {
		returned := false
		for at := closer; at != nil && at != ast.Node(fn.Node) && !returned; at = fn.Module.Parent(at) {
			_, returned = at.(*ast.Return)
		}
		if !returned {
			return false
		}
	}
	return len(site.Closers) > 0
}

// op is what a call of the helper does to the generator.
func (s Summary) op() opKind {
	switch {
	case !s.Known:
		return opEscape
	case s.Returns:
		return opReturn
	case s.Reads:
		return opIterate
	case s.Finishes && s.Always:
		return opClose
	case s.Finishes:
		return opExhaust
	case s.Resumes:
		return opAdvance
	case s.Ends != 0:
		return opMix
	}
	return opEscape
}
