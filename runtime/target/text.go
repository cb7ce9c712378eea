package target

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/vm"
)

// How long the text of a value may be.
const (
	maxRepr = 300
	noLimit = 1 << 62
)

// maxNesting is how deep containers are written element by element. What is deeper
// is left out, or where the whole text is wanted left to repr(), which knows the
// interpreter's bounds.
const maxNesting = 100

// formatted has values written as a request wants them, until the function that
// it returns is called.
func (g *Target) formatted(f inspect.Format) func() {
	was := g.format
	g.format = f
	return func() { g.format = was }
}

// short is a value's repr, shortened; an exception in it is shown, not raised.
func (g *Target) short(v object.Value) string { return g.text(v, maxRepr) }

// key is how an item of a dict is named, whatever the format of values.
func (g *Target) key(k object.Value) string {
	defer g.formatted(inspect.Format{})()
	return g.short(k)
}

// isLiteral reports a value whose short text is an expression for it.
func isLiteral(k object.Value) bool {
	switch {
	case object.AsTuple(k) != nil && k.Is(object.TupleType):
		for _, x := range object.AsTuple(k).Items {
			if !isLiteral(x) {
				return false
			}
		}
		return len(object.AsTuple(k).Items) < 10
	case k.Is(object.StrType):
		return len(object.AsStr(k).S) < maxRepr/4
	case k.Is(object.BytesType):
		return len(object.AsBytes(k).B) < maxRepr/4
	}
	return k.IsNone() || k.IsBool() || k.IsInt()
}

func (g *Target) text(v object.Value, limit int) string {
	w := &textWriter{g: g, limit: limit}
	if err := w.write(v); err != nil {
		return "<repr failed: " + g.t.AsRaised(err).Error() + ">"
	}
	s := w.String()
	if len(s) > limit {
		cut := limit
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut] + "..."
	}
	return strings.ToValidUTF8(s, "\ufffd")
}

// textWriter writes what repr() would, but of containers and strings only as
// much as is wanted, and integers as the format has them.
type textWriter struct {
	strings.Builder
	g     *Target
	limit int
	outer []object.Value // the containers around
}

func (w *textWriter) full() bool { return w.Len() > w.limit }

func (w *textWriter) write(v object.Value) error {
	if !v.Valid() {
		w.WriteString("<NULL>")
		return nil
	}
	switch {
	case w.g.format.Hex && v.Is(object.IntType):
		n := object.Big(v)
		if n.Sign() < 0 {
			w.WriteByte('-')
		}
		w.WriteString("0x" + strings.TrimPrefix(n.Text(16), "-"))
		return nil
	case v.Is(object.StrType) && len(object.AsStr(v).S) > w.limit:
		// The quotes may be others than for the whole; the beginning is the same.
		return w.plain(object.NewStr(prefix(object.AsStr(v).S, w.limit)))
	case v.Is(object.BytesType) && len(object.AsBytes(v).B) > w.limit:
		return w.plain(object.NewBytes(object.AsBytes(v).B[:w.limit]))
	case len(w.outer) > maxNesting && w.limit == noLimit:
		return w.plain(v)
	case w.full() || len(w.outer) > maxNesting:
		w.WriteString("...")
		return nil
	case v.Is(object.ListType):
		return w.list(v, object.AsList(v).Items, "[", "]")
	case v.Is(object.TupleType):
		items := object.AsTuple(v).Items
		if len(items) == 1 {
			return w.list(v, items, "(", ",)")
		}
		return w.list(v, items, "(", ")")
	case v.Is(object.SetType) && object.AsSet(v).Len() > 0:
		return w.list(v, object.AsSet(v).Items(), "{", "}")
	case v.Is(object.FrozenSetType) && object.AsSet(v).Len() > 0:
		return w.list(v, object.AsSet(v).Items(), "frozenset({", "})")
	case v.Is(object.DictType):
		return w.dict(v)
	}
	if w.g.format.Hex {
		if fields := w.g.namedFields(v); fields != nil {
			return w.named(v, fields)
		}
	}
	return w.plain(v)
}

// plain writes a value's own repr, unless that takes too long: nobody has asked
// for it to run, a variable just happened to be in sight.
func (w *textWriter) plain(v object.Value) error {
	g := w.g
	if w.limit == noLimit { // the whole text of one value was asked for
		s, err := g.t.Repr(v)
		w.WriteString(s)
		return err
	}
	if g.looked >= maxLook {
		w.WriteString("<" + v.Type().FullName() + ": other values have taken too long>")
		return nil
	}
	began := time.Now()
	t := g.t
	timer := time.AfterFunc(min(maxRepr1, maxLook-g.looked), func() { t.Signal(vm.BreakInterrupt) })
	s, err := g.t.Repr(v)
	took := time.Since(began)
	if took > reprWorth {
		g.looked += took
	}
	if !timer.Stop() {
		g.t.Breaker.And(^vm.BreakInterrupt)
		if object.IsExc(err, object.KeyboardInterrupt) {
			s, err = fmt.Sprintf("<%s: its repr takes more than %v>", v.Type().FullName(), took.Round(time.Millisecond)), nil
		}
	}
	w.WriteString(s)
	return err
}

// enter reports a container that is inside of itself.
func (w *textWriter) enter(v object.Value) bool {
	for _, o := range w.outer {
		if o == v {
			return false
		}
	}
	w.outer = append(w.outer, v)
	return true
}

func (w *textWriter) leave() { w.outer = w.outer[:len(w.outer)-1] }

// list writes elements. A __repr__ may change the container: the elements are
// those it had.
func (w *textWriter) list(v object.Value, items []object.Value, begin, end string) error {
	if !w.enter(v) {
		w.WriteString(begin + "..." + strings.TrimPrefix(end, ","))
		return nil
	}
	defer w.leave()
	w.WriteString(begin)
	for i, x := range items {
		if i > 0 {
			w.WriteString(", ")
		}
		if err := w.write(x); err != nil {
			return err
		}
		if w.full() {
			return nil
		}
	}
	w.WriteString(end)
	return nil
}

func (w *textWriter) dict(v object.Value) error {
	if !w.enter(v) {
		w.WriteString("{...}")
		return nil
	}
	defer w.leave()
	w.WriteByte('{')
	d, at, first := object.AsDict(v), 0, true
	for {
		k, x, ok := d.Next(&at)
		if !ok {
			break
		}
		if !first {
			w.WriteString(", ")
		}
		first = false
		if err := w.write(k); err != nil {
			return err
		}
		w.WriteString(": ")
		if err := w.write(x); err != nil {
			return err
		}
		if w.full() {
			return nil
		}
	}
	w.WriteByte('}')
	return nil
}

// prefix is about as much of a text as n bytes hold, in whole characters.
func prefix(s string, n int) string {
	for n > 0 && n < len(s) && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:min(n, len(s))]
}

// Parameters lists the parameters of a frame's function with their values.
func (g *Target) Parameters(id inspect.FrameID, format inspect.Format) (out []inspect.Variable, err error) {
	e := g.do(false, func() {
		f, ferr := g.frameByID(id)
		if ferr != nil || f == nil {
			err = ferr
			return
		}
		// In the order of the source: *args stand before what is keyword-only.
		c := f.Code()
		last := c.ArgCount + c.KwOnly
		order := slices.Clone(c.VarNames[:c.ArgCount])
		if c.Flags&code.VarArgs != 0 {
			order = append(order, c.VarNames[last])
			last++
		}
		order = append(order, c.VarNames[c.ArgCount:c.ArgCount+c.KwOnly]...)
		if c.Flags&code.VarKeywords != 0 {
			order = append(order, c.VarNames[last])
		}
		defer g.formatted(format)()
		g.quietly(func() {
			for _, name := range order {
				if v := local(f, name.S); v.Valid() {
					out = append(out, inspect.Variable{Name: name.S, Value: g.text(v, maxParameter), Type: v.Type().Name})
				}
			}
		})
	})
	if e != nil {
		return nil, e
	}
	return out, err
}

// maxParameter is how long a parameter's value in a frame's name may be.
const maxParameter = 60
