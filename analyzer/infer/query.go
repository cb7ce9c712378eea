package infer

import (
	"slices"

	"github.com/asynctools/asynctools/analyzer/index"
)

// query is one question: the chain of what it is in the middle of, which stops
// it from running in circles, and whether that has happened.
type query struct {
	e      *Engine
	active []task
	cut    bool
	wide   bool // other files of the workspace had a part in the answer
	depth  int  // of Go calls, counted where they may run in circles
	steps  int  // expressions looked at

	calls []*index.Function // those being worked out, outermost first

	trace       *Trace
	at          int           // with trace: the place that is worked on
	elsewhere   *index.Module // the other file that was looked into last
	elsewhereAt int

	// The memory that was asked for last, and whose it is.
	last   *index.Module
	memory *memory
}

// task is something that a question is in the middle of. The same thing may be
// worked on in several ways.
type task struct {
	way any
	of  any
}

// The bounds of one question. A chain that is longer is cut like one that runs
// into itself; so is a question that would take more steps, which happens only
// where a great many functions all call one another.
const (
	maxNested = 250
	maxLooks  = 20_000 // 4,000 are the most that 16 public projects need
)

// maxWithin bounds how often calls of one function are worked out inside of one
// another: "fn = wrap(fn)" in a loop wraps without end, and each wrapper that calls
// what it has twice doubles the work.
const maxWithin = 4

// within runs f for a call of a function, unless it is deep enough in such calls.
func (q *query) within(fn *index.Function, f func() Value) (v Value) {
	deep := 0
	for _, at := range q.calls {
		if at == fn {
			deep++
		}
	}
	if deep >= maxWithin {
		q.cut = true
		return Value{}
	}
	q.calls = append(q.calls, fn)
	v = f()
	q.calls = q.calls[:len(q.calls)-1]
	return v
}

// dive is to be called, and depth made less afterwards, by what calls itself in
// ways that enter does not bound. ok is false when it is deep enough. (Who panics
// in between ends the question.)
func (q *query) dive() (ok bool) {
	q.depth++
	if q.depth > maxNested || q.steps > maxLooks {
		q.cut = true
		return false
	}
	return true
}

// maxDepth bounds a chain of inference; real chains are far shorter.
const maxDepth = 60

// begin notes a task unless it is being worked on already. There are few at a
// time, so a list is faster than a map.
func (q *query) begin(t task) (ok bool) {
	if len(q.active) >= maxDepth || slices.Contains(q.active, t) {
		q.cut = true
		return false
	}
	q.active = append(q.active, t)
	return true
}

// end ends the task that began last.
func (q *query) end() { q.active = q.active[:len(q.active)-1] }

// enter runs f unless key is being worked on already.
func (q *query) enter(key any, f func() Value) Value {
	if !q.begin(task{of: key}) {
		return Value{}
	}
	v := f()
	q.end()
	return v
}

// alone runs f as a task. sure is set when no cut had a part in the result, wide
// when other files did than those that are looked into.
func (q *query) alone(t task, f func() Value) (v Value, sure, wide bool) {
	if !q.begin(t) {
		return Value{}, false, false
	}
	cut, before := q.cut, q.wide
	q.cut, q.wide = false, false
	v = f()
	q.end()
	sure, wide = !q.cut, q.wide
	q.cut, q.wide = q.cut || cut, q.wide || before
	return v, sure, wide
}
