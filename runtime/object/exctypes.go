package object

import "unsafe"

func setupExceptions() {
	attr := func(get func(e *Exception) Value, set func(t *Thread, e *Exception, v Value) error) (NativeFunc, NativeFunc) {
		return func(t *Thread, a []Value, _ KwNames) (Value, error) {
				if v := get((*Exception)(a[0].p)); v.Valid() {
					return v, nil
				}
				return None, nil
			}, func(t *Thread, a []Value, _ KwNames) (Value, error) {
				return None, set(t, (*Exception)(a[0].p), a[1])
			}
	}
	pair := func(name string, get func(e *Exception) Value, set func(t *Thread, e *Exception, v Value) error) []Def {
		g, s := attr(get, set)
		return []Def{{Name: name, Kind: GetterDef, Fn: g}, {Name: name, Kind: SetterDef, Fn: s}}
	}
	excOrNone := func(t *Thread, v Value, what string) (Value, error) {
		if !v.Valid() {
			return Value{}, t.Raisef(TypeError, "__%s__ may not be deleted", what)
		}
		if v.IsNone() {
			return Value{}, nil
		}
		if AsExc(v) == nil {
			return Value{}, t.Raisef(TypeError, "exception %s must be None or derive from BaseException", what)
		}
		return v, nil
	}
	extra := func(i int) (func(*Exception) Value, func(*Thread, *Exception, Value) error) {
		return func(e *Exception) Value { return e.ExtraAt(i) }, func(t *Thread, e *Exception, v Value) error { e.SetExtra(t, i, v); return nil }
	}
	extraDefs := func(names ...string) []Def {
		var out []Def
		for i, n := range names {
			g, s := extra(i)
			out = append(out, pair(n, g, s)...)
		}
		return out
	}
	valueDef := func(name string) []Def {
		return pair(name, func(e *Exception) Value { return e.Value }, func(t *Thread, e *Exception, v Value) error { t.Store(&e.Header, &e.Value, v); return nil })
	}
	base := concat(
		pair("args", func(e *Exception) Value { return e.Args }, func(t *Thread, e *Exception, v Value) error {
			if !v.Valid() {
				return t.Raisef(TypeError, "args may not be deleted")
			}
			items, err := t.Collect(v)
			if err != nil {
				return err
			}
			t.Store(&e.Header, &e.Args, NewTuple(items...))
			return nil
		}),
		pair("__cause__", func(e *Exception) Value { return e.Cause }, func(t *Thread, e *Exception, v Value) error {
			x, err := excOrNone(t, v, "cause")
			if err == nil {
				e.SetCause(t, x)
			}
			return err
		}),
		pair("__context__", func(e *Exception) Value { return e.Context }, func(t *Thread, e *Exception, v Value) error {
			x, err := excOrNone(t, v, "context")
			if err == nil {
				e.SetContext(t, x)
			}
			return err
		}),
		pair("__traceback__", func(e *Exception) Value { return e.TB }, func(t *Thread, e *Exception, v Value) error {
			if !v.Valid() {
				return t.Raisef(TypeError, "__traceback__ may not be deleted")
			}
			if v.IsNone() {
				e.SetTB(t, Value{})
				return nil
			}
			if v.Type().Name != "traceback" {
				return t.Raisef(TypeError, "__traceback__ must be a traceback or None")
			}
			e.SetTB(t, v)
			return nil
		}),
		pair("__suppress_context__", func(e *Exception) Value { return Bool(e.Suppress) }, func(t *Thread, e *Exception, v Value) error {
			if !v.Valid() {
				return t.Raisef(TypeError, "can't delete numeric/char attribute")
			}
			if !v.IsBool() {
				return t.Raisef(TypeError, "attribute value type must be bool")
			}
			e.Suppress = v.AsBool()
			return nil
		}),
		[]Def{
			{Name: "with_traceback", Sig: "tb, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
				e := (*Exception)(a[0].p)
				if a[1].IsNone() {
					e.SetTB(t, Value{})
				} else if a[1].Type().Name != "traceback" {
					return Value{}, t.Raisef(TypeError, "__traceback__ must be a traceback or None")
				} else {
					e.SetTB(t, a[1])
				}
				return a[0], nil
			}},
			{Name: "add_note", Sig: "note, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
				s := AsStr(a[1])
				if s == nil {
					return Value{}, t.Raisef(TypeError, "add_note() argument must be str, not %s", a[1].Type().Name)
				}
				e := (*Exception)(a[0].p)
				if notes := e.get(names.notes); notes.Valid() && AsList(notes) == nil {
					return Value{}, t.Raisef(TypeError, "Cannot add note: __notes__ is not a list")
				}
				e.AddNote(t, s.S)
				return None, nil
			}},
			{Name: "__dict__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return Of(t.DictOf(a[0])), nil }},
		},
	)
	more := map[string][]Def{
		"StopIteration": valueDef("value"), "SystemExit": valueDef("code"), "NameError": valueDef("name"),
		"AttributeError": append(valueDef("name"), extraDefs("obj")...),
		"ImportError": append(append(valueDef("name"), extraDefs("path", "name_from")...), pair("msg", func(e *Exception) Value {
			if a := AsTuple(e.Args); len(a.Items) == 1 {
				return a.Items[0]
			}
			return None
		}, func(t *Thread, e *Exception, v Value) error { return nil })...),
		"OSError":               extraDefs("errno", "strerror", "filename", "filename2"),
		"SyntaxError":           extraDefs("msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset", "print_file_and_line"),
		"UnicodeDecodeError":    extraDefs("encoding", "object", "start", "end", "reason"),
		"UnicodeEncodeError":    extraDefs("encoding", "object", "start", "end", "reason"),
		"UnicodeTranslateError": extraDefs("", "object", "start", "end", "reason")[2:],
		"BaseExceptionGroup":    append(readOnly(extraDefs("message", "exceptions")), groupDefs()...),
	}
	table := excTable()
	for _, s := range table {
		*s.v = &Type{Name: s.name}
	}
	off := unsafe.Offsetof(Exception{}.Attrs)
	for _, s := range table {
		ty := *s.v
		slots := Slots{}
		var defs []Def
		if ty == BaseException {
			slots = Slots{New: excNew, Init: excInit, Str: excStr, Repr: excRepr, Traverse: excTraverse}
			defs = base
		}
		defs = append(defs[:len(defs):len(defs)], more[s.name]...)
		if ty == BaseExceptionGroup {
			slots.New, slots.Init = groupNew, noInit
		}
		if n := unicodeErrArgs(ty.Name); n > 0 {
			slots.Str = unicodeErrStr
			slots.Init = func(t *Thread, self Value, a []Value, kw KwNames) error {
				if len(a) != n {
					return t.Raisef(TypeError, "function takes exactly %d arguments (%d given)", n, len(a))
				}
				e := (*Exception)(self.p)
				e.SetArgs(a)
				for i, v := range a {
					e.SetExtra(t, 5-n+i, v)
				}
				return nil
			}
		}
		define(ty, *s.base, slots, defs...)
		ty.Flags |= BaseOK | ExcSub | HasAttrs
		ty.attrsOffset = off
		layouts[ty] = layout{func(cls *Type) Value {
			e := &Exception{Header: NewHeader(cls)}
			e.shape = cls.root
			if cls.slots.Finalize != nil {
				e.flags |= Finalizes
			}
			e.Args = NewTuple()
			return Of(e)
		}, off}
	}
	ExceptionGroup = &Type{Name: "ExceptionGroup"}
	define(ExceptionGroup, BaseExceptionGroup, Slots{New: groupNew, Init: noInit})
	ExceptionGroup.Bases = []*Type{BaseExceptionGroup, Exception_}
	ExceptionGroup.Flags |= BaseOK | ExcSub | HasAttrs
	ExceptionGroup.attrsOffset = off
	layouts[ExceptionGroup] = layouts[BaseExceptionGroup]
}

func concat(parts ...[]Def) []Def {
	var out []Def
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

// unicodeErrArgs is how many arguments make such an exception, 0 for others.
func unicodeErrArgs(name string) int {
	switch name {
	case "UnicodeDecodeError", "UnicodeEncodeError":
		return 5
	case "UnicodeTranslateError":
		return 4
	}
	return 0
}

func unicodeErrStr(t *Thread, v Value) (Value, error) {
	e := (*Exception)(v.p)
	if !e.ExtraAt(1).Valid() || e.ExtraAt(1).IsNone() {
		return NewStr(""), nil // __init__ has not run
	}
	reason, err := t.StrOf(e.ExtraAt(4))
	if err != nil {
		return Value{}, err
	}
	start, _ := small(e.ExtraAt(2))
	end, _ := small(e.ExtraAt(3))
	one, many, verb := "byte", "bytes", "decode"
	switch {
	case e.typ.IsSubtype(UnicodeEncodeError):
		one, many, verb = "character", "characters", "encode"
	case e.typ.IsSubtype(UnicodeTranslateError):
		one, many, verb = "character", "characters", "translate"
	}
	who := ""
	if verb != "translate" {
		enc, err := t.StrOf(e.ExtraAt(0))
		if err != nil {
			return Value{}, err
		}
		who = "'" + enc + "' codec "
	}
	what := many + " in position " + itoa(int(start)) + "-" + itoa(int(end-1))
	if end == start+1 {
		shown := ""
		if b := AsBytes(e.ExtraAt(1)); b != nil && int(start) < len(b.B) {
			shown = "0x" + hexPad(rune(b.B[start]), 2)
		}
		if s := AsStr(e.ExtraAt(1)); s != nil && int(start) < s.Len() {
			r, _ := DecodeRune(s.S[s.Offset(int(start)):])
			switch {
			case r > 0xffff:
				shown = `'\U` + hexPad(r, 8) + "'"
			case r > 0xff:
				shown = `'\u` + hexPad(r, 4) + "'"
			default:
				shown = `'\x` + hexPad(r, 2) + "'"
			}
		}
		if shown != "" {
			what = one + " " + shown + " in position " + itoa(int(start))
		}
	}
	return NewStr(who + "can't " + verb + " " + what + ": " + reason), nil
}

// groupDefs are the methods of exception groups.
func groupDefs() []Def {
	return []Def{
		{Name: "derive", Sig: "excs, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			return t.Call(Of(BaseExceptionGroup), (*Exception)(a[0].p).ExtraAt(0), a[1])
		}},
		{Name: "split", Sig: "matcher_value, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			if err := t.checkMatcher(a[1]); err != nil {
				return Value{}, err
			}
			m, r, err := t.SplitGroup(a[0], a[1])
			if err != nil {
				return Value{}, err
			}
			if !m.Valid() {
				m = None
			}
			if !r.Valid() {
				r = None
			}
			return NewTuple(m, r), nil
		}},
		{Name: "subgroup", Sig: "matcher_value, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			if err := t.checkMatcher(a[1]); err != nil {
				return Value{}, err
			}
			m, _, err := t.SplitGroup(a[0], a[1])
			if err == nil && !m.Valid() {
				m = None
			}
			return m, err
		}},
		{Name: "__class_getitem__", Kind: ClassDef, Sig: "item, /", Fn: classGetitem},
	}
}

// checkMatcher checks what split() and subgroup() are given.
func (t *Thread) checkMatcher(cond Value) error {
	exc := func(v Value) bool { ty := AsType(v); return ty != nil && ty.IsSubtype(BaseException) }
	ok := exc(cond) || AsType(cond) == nil && cond.Type().slots.Call != nil
	if tup := AsTuple(cond); tup != nil {
		ok = true
		for _, v := range tup.Items {
			ok = ok && exc(v)
		}
	}
	if !ok {
		return t.Raisef(TypeError, "expected an exception type, a tuple of exception types, or a callable (other than a class)")
	}
	return nil
}

// matchExc tests one exception against a type, a tuple of types or a predicate.
func (t *Thread) matchExc(exc, cond Value) (bool, error) {
	if AsType(cond) != nil || AsTuple(cond) != nil {
		return t.IsInstanceOf(exc, cond)
	}
	r, err := t.Call(cond, exc)
	if err != nil {
		return false, err
	}
	return t.Truth(r)
}

// SplitGroup splits an exception (group) into the part that matches and the
// rest; either may be invalid.
func (t *Thread) SplitGroup(exc, cond Value) (match, rest Value, err error) {
	ok, err := t.matchExc(exc, cond)
	if err != nil {
		return
	}
	if ok {
		return exc, Value{}, nil
	}
	e := AsExc(exc)
	if !e.typ.IsSubtype(BaseExceptionGroup) {
		return Value{}, exc, nil
	}
	var ms, rs []Value
	for _, x := range AsTuple(e.ExtraAt(1)).Items {
		m, r, err := t.SplitGroup(x, cond)
		if err != nil {
			return Value{}, Value{}, err
		}
		if m.Valid() {
			ms = append(ms, m)
		}
		if r.Valid() {
			rs = append(rs, r)
		}
	}
	if match, err = t.DeriveGroup(exc, ms); err != nil {
		return
	}
	rest, err = t.DeriveGroup(exc, rs)
	return
}

// DeriveGroup makes a group like exc with other members; none gives the invalid Value.
func (t *Thread) DeriveGroup(exc Value, members []Value) (Value, error) {
	if len(members) == 0 {
		return Value{}, nil
	}
	v, err := t.CallMethod(exc, t.Interp.Intern("derive"), Of(ListOf(members)))
	if err != nil {
		return Value{}, err
	}
	n := AsExc(v)
	if n == nil || !n.typ.IsSubtype(BaseExceptionGroup) {
		return Value{}, t.Raisef(TypeError, "derive must return an instance of BaseExceptionGroup")
	}
	e := AsExc(exc)
	if e.TB.Valid() {
		n.SetTB(t, e.TB)
	}
	if e.Cause.Valid() {
		t.Store(&n.Header, &n.Cause, e.Cause)
	}
	n.Suppress = true // as setting a cause does, None included
	if e.Context.Valid() {
		n.SetContext(t, e.Context)
	}
	if notes := AsList(e.get(names.notes)); notes != nil {
		t.setAttrSlot(v, &n.Attrs, names.notes, Of(NewList(notes.Items...)))
	}
	return v, nil
}

// ProjectGroup keeps of a group only the given leaves.
func (t *Thread) ProjectGroup(exc Value, leaves map[Value]bool) (Value, error) {
	var keep []Value
	for _, x := range AsTuple(AsExc(exc).ExtraAt(1)).Items {
		if !IsInstance(x, BaseExceptionGroup) {
			if leaves[x] {
				keep = append(keep, x)
			}
			continue
		}
		p, err := t.ProjectGroup(x, leaves)
		if err != nil {
			return Value{}, err
		}
		if p.Valid() {
			keep = append(keep, p)
		}
	}
	return t.DeriveGroup(exc, keep)
}

// readOnly leaves the setters out.
func readOnly(defs []Def) []Def {
	var out []Def
	for _, d := range defs {
		if d.Kind != SetterDef {
			out = append(out, d)
		}
	}
	return out
}
