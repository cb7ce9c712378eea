package infer

import "github.com/asynctools/asynctools/analyzer/index"

// A summary tells what a function returns in terms of its parameters: itself
// a parameter, or what an operation on one gives. The operations are
//
//	()          calling it, with pending.args
//	.name       its attribute
//	await       awaiting it
//	for, async for, with, async with
//
// They are run when a call tells what the parameter is.

// maxPending bounds the operations on a parameter that a summary keeps.
const maxPending = 3

func pend(op string, of Value, args *arguments) Value {
	depth := 0
	for at := of; at.Kind == pending; at = deref(at.Of) {
		depth++
	}
	if depth >= maxPending {
		return Value{}
	}
	return Value{Kind: pending, Of: &of, Fresh: true, more: &more{op: op, args: args}}
}

func (q *query) resume(op string, of Value, args *arguments) Value {
	switch op {
	case "()":
		return q.apply(of, args)
	case "await":
		return q.awaited(of)
	case "for":
		return q.element(of, false)
	case "async for":
		return q.element(of, true)
	case "with":
		return q.entered(of, false)
	case "async with":
		return q.entered(of, true)
	}
	return q.attribute(of, op[1:])
}

// mayChange reports a value that a call's frame can tell more about.
func mayChange(v Value) bool {
	if isOpen(v) {
		return true
	}
	inner := false
	walk(v, func(v Value) {
		inner = inner || (v.Kind == Function || v.Kind == Lambda || v.Kind == ManagerFactory) && v.Func.Outer != nil || v.Kind == Partial
	})
	return inner
}

func walk(v Value, f func(Value)) {
	f(v)
	for _, part := range []*Value{v.Of, v.Key(), v.Receiver} {
		if part != nil {
			walk(*part, f)
		}
	}
	for _, list := range [][]Value{v.Elts(), v.Alts()} {
		for _, e := range list {
			walk(e, f)
		}
	}
}

// maxFrames bounds the calls that a function made by calls remembers.
const maxFrames = 6

// subst puts what f knows in place of parameters and type variables.
func (q *query) subst(v Value, f *frame) (out Value) {
	if q.dive() {
		out = q.substitute(v, f)
	}
	q.depth--
	return out
}

func (q *query) substitute(v Value, f *frame) Value {
	switch v.Kind {
	case Parameter:
		if v.Func == f.fn {
			got := q.argument(f, int(v.Index))
			if got.Kind == Unknown && v.Fresh {
				got = q.promised(f.fn, int(v.Index))
			}
			if v.Fresh {
				return got
			}
			return shared(got)
		}
		return v
	case typeVariable:
		if got, ok := q.solve(f)[v.definition()]; ok {
			if got.Kind == typeVariable && got.definition() == v.definition() {
				return v
			}
			return shared(got) // what else the function does with it is not looked at
		}
		return v
	case pending:
		of := q.subst(*v.Of, f)
		if of.Kind == Unknown {
			return Value{}
		}
		if of.Kind == Parameter || of.Kind == pending {
			out := pend(v.operation(), of, v.arguments())
			out.Fresh = v.Fresh
			return out
		}
		out := q.resume(v.operation(), of, v.arguments())
		if !v.Fresh {
			out = shared(out) // the function had it under a name
		}
		if mayChange(out) && f.fn != nil {
			out = q.subst(out, f) // the arguments were the summary's own
		}
		return out
	case Union:
		out := make([]Value, len(v.Alts()))
		for i, a := range v.Alts() {
			out[i] = q.subst(a, f)
		}
		return joinAll(out)
	case Function, Lambda, ManagerFactory:
		if f.fn != nil && isInside(v.Func, f.fn) {
			depth := 0
			for at := v.env; at != nil; at = at.up {
				depth++
			}
			if depth < maxFrames {
				v.env = &frame{fn: f.fn, receiver: f.receiver, args: f.args, up: v.env}
			}
		}
	case Partial:
		if given := v.arguments(); given != nil {
			args := &arguments{unknown: given.unknown}
			for _, list := range []struct{ from, to *[]operand }{{&given.positional, &args.positional}, {&given.keywords, &args.keywords}} {
				for _, o := range *list.from {
					got := q.subst(q.value(o), f)
					*list.to = append(*list.to, operand{name: o.name, value: &got})
				}
			}
			v.change().args = args
		}
	}
	return mapParts(v, func(v Value) Value { return q.subst(v, f) })
}

// promised is what the annotation of parameter i says of an argument that is not
// known.
func (q *query) promised(fn *index.Function, i int) Value {
	params := fn.Parameters()
	if i >= len(params) || params[i].Annotation == nil {
		return Value{}
	}
	v := q.annotation(fn.Module, params[i].Annotation)
	if v.Kind == typeVariable {
		v = deref(v.Of)
	}
	return shared(v)
}

// isInside reports a function that is defined in another one, or returned by
// one that is.
func isInside(fn, outer *index.Function) bool {
	for at := fn.Outer; at != nil; at = at.Outer {
		if at == outer {
			return true
		}
	}
	return false
}
