package rules

import (
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

// overrides is what subclasses make of the methods that a loop's generator
// comes from.
type overrides struct {
	lost  []infer.Cleanup // that of overriding async generators
	known bool            // nothing else may have cleanup
	other *index.Class    // one that gives something that is no async generator, or nil
}

// overridesOf looks for the methods that another class may put in the place of
// those that made it: the one the loop calls, and those that this one calls.
func overridesOf(p *analyzer.Pass, loop *ast.AsyncFor, it iterated) overrides {
	out := overrides{known: true}
	decided := map[*index.Function]bool{}
	switch {
	case it.named() != nil:
		for _, s := range it.sites {
			out.called(p, s.Expr, decided)
		}
	case it.implicit:
		if x := p.Infer.Expr(p.Module, loop.Iter); x.Kind == infer.Instance && x.Class != nil {
			if !makesInstance(p, loop.Iter) {
				out.add(p, x.Class, "__aiter__")
			}
			for _, maker := range it.value.Makers() {
				decided[maker] = maker.Name == "__aiter__"
			}
		}
	default:
		out.called(p, loop.Iter, decided)
	}
	for _, maker := range it.value.Makers() {
		if maker.Class != nil && !decided[maker] {
			out.add(p, maker.Class, maker.Name)
		}
	}
	return out
}

// called looks at the method that x calls, by the class it is called on.
func (o *overrides) called(p *analyzer.Pass, x ast.Expr, decided map[*index.Function]bool) {
	call, ok := x.(*ast.Call)
	if !ok {
		return
	}
	f := p.Infer.Expr(p.Module, call.Func)
	at, ok := call.Func.(*ast.Attribute)
	if !ok || f.Kind != infer.Function || f.Func.Class == nil {
		return
	}
	decided[f.Func] = true
	if makesInstance(p, at.Value) || isSuper(at.Value) {
		return
	}
	c := f.Func.Class
	if f.Receiver != nil && f.Receiver.Class != nil {
		c = f.Receiver.Class
	}
	o.add(p, c, f.Func.Name)
}

func (o *overrides) add(p *analyzer.Pass, c *index.Class, name string) {
	for _, over := range p.Infer.Overrides(p.Module, c, name) {
		if over.Gives.Kind != infer.AsyncGenerator {
			o.other = over.Class
			o.known = o.known && over.Gives.Kind == infer.Instance
			continue
		}
		lost, known := cleanupOf(p, over.Gives)
		o.lost, o.known = append(o.lost, lost...), o.known && known
	}
}

// mayBeOverridden reports an async generator that x gives where a subclass puts
// something else in the place of the method that makes it.
func mayBeOverridden(p *analyzer.Pass, x ast.Expr, v infer.Value) bool {
	if await, ok := x.(*ast.Await); ok {
		x = await.Value
	}
	if name, ok := x.(*ast.Name); ok {
		if block := p.Module.BlockAt(name).Resolve(name.Ident); block != nil {
			if all := block.Bindings(name.Ident); len(all) == 1 && all[0].Value != nil {
				x = all[0].Value
			}
		}
	}
	var o overrides
	decided := map[*index.Function]bool{}
	o.called(p, x, decided)
	for _, maker := range v.Makers() {
		if maker.Class != nil && !decided[maker] {
			o.add(p, maker.Class, maker.Name)
		}
	}
	return o.other != nil
}

// promisedOnly lowers a fix that closes what x calls, an abstract method that
// promises an AsyncIterator: the program's own classes all make generators, and
// those of others need not.
func promisedOnly(p *analyzer.Pass, x ast.Expr, fix *analyzer.Fix) {
	call, ok := x.(*ast.Call)
	if !ok || fix == nil {
		return
	}
	f := p.Infer.Expr(p.Module, call.Func)
	if f.Kind != infer.Function || f.Func.Class == nil || f.Func.Annotation == nil || !p.Infer.IsAbstract(f.Func) {
		return
	}
	if f.Func.IsAsyncGenerator() && !isProtocol(p, f.Func.Class) {
		return // those of the program were looked at
	}
	if p.Infer.Annotation(f.Func.Module, f.Func.Annotation).Kind == infer.AsyncIterator {
		fix.Applicability = analyzer.Unsafe
		fix.Message += fmt.Sprintf("; `%s` promises no `aclose`", f.Func.QualName())
	}
}

// isProtocol reports a class that others implement without being its subclasses.
func isProtocol(p *analyzer.Pass, c *index.Class) bool {
	for _, name := range []string{"typing.Protocol", "typing_extensions.Protocol"} {
		if is, _ := p.Infer.IsSubclass(c, name); is {
			return true
		}
	}
	return false
}

// makesInstance reports a call of a class, whose result is of no subclass.
func makesInstance(p *analyzer.Pass, x ast.Expr) bool {
	call, ok := x.(*ast.Call)
	return ok && p.Infer.Expr(p.Module, call.Func).Kind == infer.Class
}

func isSuper(x ast.Expr) bool {
	call, ok := x.(*ast.Call)
	if !ok {
		return false
	}
	name, ok := call.Func.(*ast.Name)
	return ok && name.Ident == "super"
}
