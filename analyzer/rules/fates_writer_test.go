package rules_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
)

// fateWriter writes one random function.
type fateWriter struct {
	rng           *rand.Rand
	b             strings.Builder
	site          int
	conds, raises int
	yields        bool
	boxes         bool // lists, dicts and helpers that iterate partly
	boxed         int  // how many there are
	helpers       bool // helpers of many kinds
	tasks         bool // and many ways to run them
	deeper        bool // some of the helpers go through nested functions and partials
	budget        int
	pinned        map[string]int // names that a finally or handler around will use
}

type held map[string]bool // the names that are sure to hold a generator

func (h held) any(w *fateWriter) string {
	names := slices.Sorted(maps.Keys(h))
	if len(names) == 0 {
		return ""
	}
	return names[w.rng.IntN(len(names))]
}

func both(a, b held) held {
	out := held{}
	for n := range a {
		if b[n] {
			out[n] = true
		}
	}
	return out
}

func (w *fateWriter) function() string {
	w.budget = 4 + w.rng.IntN(7)
	w.block(1, held{}, false)
	if w.yields {
		w.line(1, "yield 9")
	}
	return w.b.String()
}

func (w *fateWriter) line(depth int, format string, args ...any) {
	w.b.WriteString(strings.Repeat("    ", depth))
	fmt.Fprintf(&w.b, format, args...)
	w.b.WriteByte('\n')
}

func (w *fateWriter) maker() string {
	w.site++
	return fmt.Sprintf("%s(%d)", []string{"count", "guarded", "guarded", "managed", "made"}[w.rng.IntN(5)], w.site)
}

func (w *fateWriter) name() string { return []string{"g", "h"}[w.rng.IntN(2)] }

func (w *fateWriter) cond() string {
	const most = 3
	if w.conds < most && (w.conds == 0 || w.rng.IntN(3) > 0) {
		w.conds++
		return fmt.Sprintf("c%d", w.conds-1)
	}
	return fmt.Sprintf("c%d", w.rng.IntN(w.conds))
}

func (w *fateWriter) flag() string {
	const most = 3 // each is used once, or an earlier one would hide a later one
	if w.raises < most {
		w.raises++
		return fmt.Sprintf("r%d", w.raises-1)
	}
	return "False"
}

// block writes one to three statements. It returns what is held after it, and
// whether its end can be reached.
func (w *fateWriter) block(depth int, in held, loop bool) (out held, reaches bool) {
	out = maps.Clone(in)
	for n := 1 + w.rng.IntN(3); n > 0; n-- {
		if out, reaches = w.statement(depth, out, loop); !reaches {
			return out, false
		}
		if depth == 1 && w.budget > 0 {
			n = 2 // the function itself uses its budget up
		}
	}
	return out, true
}

func (w *fateWriter) statement(depth int, h held, loop bool) (held, bool) {
	w.budget--
	kinds := 20
	if w.boxes {
		kinds = 26
	}
	if w.helpers {
		kinds = 32
	}
	kind := w.rng.IntN(kinds)
	if w.budget <= 0 || depth > 5 {
		kind = []int{0, 1, 4, 4, 9, 9, 9}[w.rng.IntN(7)]
	}
	v := h.any(w)
	if v == "" && (kind == 1 || kind >= 5 && kind <= 9 && kind != 7 || kind == 13 || kind == 14 || kind == 19 || kind == 24 || kind >= 26 && kind <= 29) {
		kind = 0
	}
	switch kind {
	case 0:
		name := w.name()
		w.line(depth, "%s = %s", name, w.maker())
		h[name] = true
	case 1:
		w.line(depth, "await anext(%s, None)", v)
	case 2, 3: // a loop that alone holds its generator
		return w.loop(depth, w.maker(), h)
	case 4:
		if w.yields && w.rng.IntN(2) == 0 {
			w.line(depth, "yield 1")
		} else {
			w.line(depth, "boom(%s)", w.flag())
		}
	case 5, 6:
		return w.loop(depth, v, h)
	case 7:
		name := w.name()
		w.line(depth, "async with aclosing(%s) as %s:", w.maker(), name)
		in := maps.Clone(h)
		in[name] = true
		out, reaches := w.block(depth+1, in, loop)
		return out, reaches
	case 8:
		w.line(depth, "async with aclosing(%s):", v)
		return w.block(depth+1, h, loop)
	case 9:
		w.line(depth, "await %s.aclose()", v)
	case 10, 11, 12:
		w.line(depth, "if %s:", w.cond())
		a, reachesA := w.branch(depth+1, h, loop)
		b, reachesB := h, true
		if w.rng.IntN(3) == 0 {
			w.line(depth, "else:")
			b, reachesB = w.block(depth+1, h, loop)
		}
		switch {
		case !reachesA:
			return b, reachesB
		case !reachesB:
			return a, true
		}
		return both(a, b), true
	case 13:
		w.line(depth, "try:")
		w.pinned[v]++
		_, reaches := w.block(depth+1, h, loop)
		w.pinned[v]--
		w.line(depth, "finally:")
		w.line(depth+1, "await %s.aclose()", v)
		return held{}, reaches
	case 14:
		name := map[string]string{"g": "h", "h": "g"}[v]
		if name == "" {
			name = "g" // from a container
		}
		w.line(depth, "%s = %s", name, v)
		h[name] = true
	case 15:
		w.line(depth, "try:")
		w.pinned[v]++
		_, a := w.block(depth+1, h, loop)
		w.pinned[v]--
		w.line(depth, "except Exception:")
		b := true
		if v != "" && w.rng.IntN(2) == 0 {
			w.line(depth+1, "await %s.aclose()", v)
			if w.rng.IntN(2) == 0 {
				w.line(depth+1, "raise")
				b = false
			}
		} else {
			w.line(depth+1, "pass")
		}
		return held{}, a || b
	case 16:
		name := w.name()
		if loop || w.pinned[name] > 0 {
			return h, w.pass(depth)
		}
		w.line(depth, "%s = None", name)
		delete(h, name)
		w.line(depth, "try:")
		w.line(depth+1, "if %s:", w.cond())
		w.line(depth+2, "%s = %s", name, w.maker())
		w.line(depth+2, "await anext(%s, None)", name)
		w.line(depth+1, "boom(%s)", w.flag())
		w.line(depth, "finally:")
		w.line(depth+1, "if %s is not None:", name)
		w.line(depth+2, "await %s.aclose()", name)
	case 17:
		return w.leave(depth, h, loop)
	case 20, 21: // a container that is made once
		box := fmt.Sprintf("b%d", w.boxed)
		w.boxed++
		if loop || w.rng.IntN(2) == 0 {
			w.line(depth, "%s = {'x': %s, 'y': %s}", box, w.maker(), w.maker())
			h[box+"['x']"], h[box+"['y']"] = true, true
		} else {
			w.line(depth, "%s = [%s, %s]", box, w.maker(), w.maker())
			h[box+"[0]"], h[box+"[1]"] = true, true
		}
	case 22: // one that a loop alone holds
		w.line(depth, "for g in [%s, %s]:", w.maker(), w.maker())
		in := maps.Clone(h)
		in["g"] = true
		out, _ := w.block(depth+1, in, true)
		return both(h, out), true
	case 23: // the elements of one, each in turn
		box := fmt.Sprintf("b%d", w.boxed)
		w.boxed++
		w.line(depth, "%s = [%s, %s]", box, w.maker(), w.maker())
		w.line(depth, "for h in %s:", box)
		w.line(depth+1, "await anext(h, None)")
		in := maps.Clone(h)
		in["h"] = true
		w.block(depth+1, in, true)
		if w.rng.IntN(2) == 0 {
			w.line(depth, "for h in %s:", box)
			w.line(depth+1, "await h.aclose()")
		}
		delete(h, "h")
	case 24:
		w.line(depth, "await first(%s)", v)
	case 25:
		w.line(depth, "await %s(%s)", []string{"first", "peek"}[w.rng.IntN(2)], w.maker())
	case 26, 27, 28, 29:
		w.run(depth, fmt.Sprintf(w.helper(), v))
	case 30, 31:
		w.run(depth, fmt.Sprintf(w.helper(), w.maker()))
	case 18:
		if w.rng.IntN(2) == 0 {
			w.line(depth, "%s = [x async for x in %s]", "found", w.maker())
		} else {
			w.line(depth, "await drain(%s)", w.maker())
		}
	default:
		switch w.rng.IntN(5) {
		case 0:
			w.line(depth, "await drain(%s)", v)
		case 1:
			w.line(depth, "await peek(%s)", v)
		case 2:
			w.line(depth, "await shut(%s)", v)
		case 3:
			w.line(depth, "keep.append(%s)", v)
		default:
			if loop || w.pinned[v] > 0 {
				return h, w.pass(depth)
			}
			w.line(depth, "%s = None", v)
			delete(h, v)
		}
	}
	return h, true
}

// helper is a call that does something with the generator it is given.
func (w *fateWriter) helper() string {
	all := []string{
		"collect(%s)", "total(%s)", "tabled(gen=%s)", "nested(%s)", "collected(%s)", "within(%s)", "rest(%s)", "closed(%s)",
		"taken(gen=%s)", "take(%s)", "Take().both(%s)", "twice(%s)", "looked(%s)", "guarded_by(%s)",
	}
	if w.deeper {
		all = append(all,
			"stepped(%s)", "sought(%s)", "parted(%s)", "emptied(%s)", "seen(%s)", "kept(%s)", "until(%s)",
			"partial(first, %s)()", "partial(shut, gen=%s)()", "lead(gen=%s)", "whole(%s)", "partial(sought)(%s)",
		)
	}
	return all[w.rng.IntN(len(all))]
}

// run runs a coroutine.
func (w *fateWriter) run(depth int, coro string) {
	way := 5
	if w.tasks {
		way = w.rng.IntN(7)
	}
	switch way {
	case 0:
		w.line(depth, "await asyncio.gather(%s, asyncio.sleep(0))", coro)
	case 1:
		w.line(depth, "await asyncio.wait_for(%s, 60)", coro)
	case 2:
		w.line(depth, "await asyncio.create_task(%s)", coro)
	case 3:
		w.line(depth, "job = asyncio.create_task(%s)", coro)
		w.line(depth, "await job")
	case 4:
		w.line(depth, "jobs = [asyncio.create_task(%s)]", coro)
		w.line(depth, "await asyncio.gather(*jobs)")
	default:
		w.line(depth, "await %s", coro)
	}
}

func (w *fateWriter) pass(depth int) bool {
	w.line(depth, "pass")
	return true
}

func (w *fateWriter) branch(depth int, h held, loop bool) (held, bool) {
	if w.rng.IntN(2) == 0 {
		return w.leave(depth, maps.Clone(h), loop)
	}
	return w.block(depth, h, loop)
}

// leave ends the way.
func (w *fateWriter) leave(depth int, h held, loop bool) (held, bool) {
	v := h.any(w)
	switch n := w.rng.IntN(6); {
	case n < 3 && loop:
		w.line(depth, "break")
	case n == 3 && loop:
		w.line(depth, "continue")
	case n == 4:
		w.line(depth, "raise Boom")
	case v != "" && !w.yields && n == 5:
		w.line(depth, "return %s", v)
	default:
		w.line(depth, "return")
	}
	return h, false
}

func (w *fateWriter) loop(depth int, over string, h held) (held, bool) {
	w.line(depth, "async for x in %s:", over)
	if w.yields && w.rng.IntN(2) == 0 {
		w.line(depth+1, "yield x")
	}
	after, _ := w.block(depth+1, h, true)
	return both(h, after), true
}
