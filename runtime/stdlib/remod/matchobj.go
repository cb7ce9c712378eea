package remod

import (
	"strings"

	"github.com/asynctools/asynctools/runtime/object"
)

// subject views the text of the match again.
func (m *Match) subject(t *Thread) (subject, error) { return m.re.textOf(t, m.str) }

// groupIndex resolves a group by number or name.
func (m *Match) groupIndex(t *Thread, v Value) (int, error) {
	g := -1
	if v.Type().S().Index != nil {
		if i, err := t.Index(v); err == nil && i.IsInt() && i.AsInt() >= 0 && i.AsInt() <= int64(m.re.groups) {
			g = int(i.AsInt())
		}
	} else if s := object.AsStr(v); s != nil {
		if n, ok := m.re.names[s.S]; ok {
			g = n
		}
	}
	if g < 0 {
		return 0, t.Raisef(object.IndexError, "no such group")
	}
	return g, nil
}

func (m *Match) slice(s *subject, g int, def Value) Value {
	if m.spans[2*g] < 0 {
		return def
	}
	n := s.n
	return s.slice(min(m.spans[2*g], n), min(m.spans[2*g+1], n))
}

func (m *Match) get(t *Thread, v Value) (Value, error) {
	g, err := m.groupIndex(t, v)
	if err != nil {
		return Value{}, err
	}
	s, err := m.subject(t)
	if err != nil {
		return Value{}, err
	}
	return m.slice(&s, g, object.None), nil
}

func (m *Match) span(g int) Value {
	return object.NewTuple(object.Int(int64(m.spans[2*g])), object.Int(int64(m.spans[2*g+1])))
}

func (m *Match) repr(t *Thread) (Value, error) {
	s, err := m.subject(t)
	if err != nil {
		return Value{}, err
	}
	text, err := t.Repr(m.slice(&s, 0, object.None))
	if err != nil {
		return Value{}, err
	}
	if r := []rune(text); len(r) > 50 {
		text = string(r[:50])
	}
	span, _ := t.Repr(m.span(0))
	return object.NewStr("<re.Match object; span=" + span + ", match=" + text + ">"), nil
}

func registerMatch() {
	none := object.None
	self := func(f func(t *Thread, m *Match, a []Value) (Value, error)) object.NativeFunc {
		return func(t *Thread, a []Value, _ kwargs) (Value, error) { return f(t, asMatch(a[0]), a[1:]) }
	}
	get := func(f func(m *Match) Value) object.NativeFunc {
		return func(_ *Thread, a []Value, _ kwargs) (Value, error) { return f(asMatch(a[0])), nil }
	}
	spanPart := func(f func(m *Match, g int) Value) object.NativeFunc {
		return self(func(t *Thread, m *Match, a []Value) (Value, error) {
			g := 0
			if a[0].Valid() {
				var err error
				if g, err = m.groupIndex(t, a[0]); err != nil {
					return Value{}, err
				}
			}
			return f(m, g), nil
		})
	}
	object.DefineType(MatchType, object.ObjectType, "re", object.Slots{
		Repr:    func(t *Thread, v Value) (Value, error) { return asMatch(v).repr(t) },
		GetItem: func(t *Thread, v, k Value) (Value, error) { return asMatch(v).get(t, k) },
		Traverse: func(v Value, visit func(Value)) {
			visit(object.Of(asMatch(v).re))
			visit(asMatch(v).str)
		},
	},
		def{Name: "group", Sig: "*", Fn: func(t *Thread, a []Value, kw kwargs) (Value, error) {
			m := asMatch(a[0])
			if len(kw) > 0 {
				return Value{}, t.Raisef(object.TypeError, "Match.group() takes no keyword arguments")
			}
			switch len(a) {
			case 1:
				return m.get(t, object.Int(0))
			case 2:
				return m.get(t, a[1])
			}
			items := make([]Value, len(a)-1)
			for i, v := range a[1:] {
				var err error
				if items[i], err = m.get(t, v); err != nil {
					return Value{}, err
				}
			}
			return object.TupleOf(items), nil
		}},
		def{Name: "groups", Sig: "default=None", Fn: self(func(t *Thread, m *Match, a []Value) (Value, error) {
			def := a[0]
			if !def.Valid() {
				def = none
			}
			s, err := m.subject(t)
			if err != nil {
				return Value{}, err
			}
			items := make([]Value, m.re.groups)
			for i := range items {
				items[i] = m.slice(&s, i+1, def)
			}
			return object.TupleOf(items), nil
		})},
		def{Name: "groupdict", Sig: "default=None", Fn: self(func(t *Thread, m *Match, a []Value) (Value, error) {
			def := a[0]
			if !def.Valid() {
				def = none
			}
			s, err := m.subject(t)
			if err != nil {
				return Value{}, err
			}
			d := object.NewDict()
			for g, name := range m.re.byGroup {
				if name != "" {
					d.SetString(t, name, m.slice(&s, g, def))
				}
			}
			return object.Of(d), nil
		})},
		def{Name: "start", Sig: "group=0, /", Fn: spanPart(func(m *Match, g int) Value { return object.Int(int64(m.spans[2*g])) })},
		def{Name: "end", Sig: "group=0, /", Fn: spanPart(func(m *Match, g int) Value { return object.Int(int64(m.spans[2*g+1])) })},
		def{Name: "span", Sig: "group=0, /", Fn: spanPart((*Match).span)},
		def{Name: "expand", Sig: "template", Fn: self(func(t *Thread, m *Match, a []Value) (Value, error) {
			tm, err := m.re.replacement(t, a[0])
			if err != nil {
				return Value{}, err
			}
			s, err := m.subject(t)
			if err != nil {
				return Value{}, err
			}
			var b strings.Builder
			tm.write(&b, &finder{t: t, p: m.re, s: s, spans: m.spans})
			if m.re.text {
				return object.NewStr(b.String()), nil
			}
			return object.NewBytes([]byte(b.String())), nil
		})},
		def{Name: "pos", Kind: object.GetterDef, Fn: get(func(m *Match) Value { return object.Int(int64(m.pos)) })},
		def{Name: "endpos", Kind: object.GetterDef, Fn: get(func(m *Match) Value { return object.Int(int64(m.end)) })},
		def{Name: "lastindex", Kind: object.GetterDef, Fn: get(func(m *Match) Value {
			if m.lastIndex < 0 {
				return none
			}
			return object.Int(int64(m.lastIndex))
		})},
		def{Name: "lastgroup", Kind: object.GetterDef, Fn: get(func(m *Match) Value {
			if m.lastIndex < 0 || m.re.byGroup[m.lastIndex] == "" {
				return none
			}
			return object.NewStr(m.re.byGroup[m.lastIndex])
		})},
		def{Name: "re", Kind: object.GetterDef, Fn: get(func(m *Match) Value { return object.Of(m.re) })},
		def{Name: "string", Kind: object.GetterDef, Fn: get(func(m *Match) Value { return m.str })},
		def{Name: "regs", Kind: object.GetterDef, Fn: get(func(m *Match) Value {
			items := make([]Value, m.re.groups+1)
			for i := range items {
				items[i] = m.span(i)
			}
			return object.TupleOf(items)
		})},
		def{Name: "__copy__", Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) { return a[0], nil }},
		def{Name: "__deepcopy__", Sig: "memo, /", Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) { return a[0], nil }},
		def{Name: "__class_getitem__", Kind: object.ClassDef, Sig: "item, /", Fn: alias},
	)
}
