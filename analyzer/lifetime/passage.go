package lifetime

import (
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

// Passage is what an async generator function makes of the async generator that
// it gets for one of its parameters, and keeps as long as it lives itself.
//
// A generator that has run to its end, or has been closed, lets go of its frame.
// What the frame alone held and is suspended then goes to the loop's hook: it is
// closed late.
type Passage struct {
	Known  bool  // the function can be seen, and nobody else gets hold of the parameter
	Ended  uint8 // the states it may be in when the function has run to its end, as bits
	Closed uint8 // and when the function is closed at a yield
}

// LeftByEnd reports that the function may come to its end while the parameter is
// suspended.
func (p Passage) LeftByEnd() bool { return p.Known && p.Ended&(1<<suspended) != 0 }

// LeftByClose reports that closing the function at a yield leaves the parameter
// suspended.
func (p Passage) LeftByClose() bool { return p.Known && p.Closed&(1<<suspended) != 0 }

// Exhausts reports that the parameter may have run to its end when the function has.
func (p Passage) Exhausts() bool { return p.Known && p.Ended&(1<<finished) != 0 }

// Closes reports that the function closes the parameter, on some way.
func (p Passage) Closes() bool { return p.Known && (p.Ended|p.Closed)&(1<<closed) != 0 }

// Passed is what the generator that a call in m makes does with its argument x,
// and its function, which is nil when it is not known.
func (a *Analysis) Passed(m *index.Module, call *ast.Call, x ast.Expr) (Passage, *index.Function) {
	callee := a.callee(m, call)
	if callee.Kind != infer.Function || !callee.Func.IsAsyncGenerator() {
		return Passage{}, nil
	}
	fn, param := a.taker(m, callee, call, x)
	if fn == nil || fn.Module.IsStub || infer.IsPlaceholder(fn) {
		return Passage{}, nil
	}
	key := summaryKey{fn: fn, param: param, given: givenOf(callee, call)}
	before := a.infer.VisitBody(fn)
	p, known := a.passages[key]
	if !known {
		p = a.passage(key)
		a.passages[key] = p
	}
	a.infer.At(before)
	return p, fn
}

func (a *Analysis) passage(key summaryKey) Passage {
	if a.depth >= maxCalls {
		return Passage{}
	}
	a.depth++
	defer func() { a.depth-- }()
	f, ok := a.forParameter(key)
	if !ok {
		return Passage{}
	}
	out := Passage{Known: true}
	for _, m := range []mode{asWritten, closing} {
		site := &Site{param: key.param}
		s := f.newSearch(site, m)
		s.run()
		if s.capped || site.ends.escaped || site.ends.returned || site.ends.guarded {
			return Passage{}
		}
		if m == asWritten {
			out.Ended = site.ends.normal
		} else {
			out.Closed = site.ends.shut
		}
	}
	return out
}
