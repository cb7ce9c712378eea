package loop

import (
	"fmt"
	"io"
	"strings"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/vm"
)

// log gives a text, and perhaps an exception, to the logger "asyncio". A
// program that has not imported logging has configured nothing: the text then
// goes where logging's handler of last resort writes it.
func (l *Loop) log(t *Thread, level, text string, exc Value) error {
	if m := t.Interp.Modules.GetString("logging"); m.Valid() && m.Is(object.ModuleType) && object.Cast[object.Module](m).Dict.GetString("getLogger").Valid() {
		logger, err := t.CallMethod(m, t.Interp.Intern("getLogger"), object.NewStr("asyncio"))
		if err != nil {
			return err
		}
		log, err := t.GetAttrString(logger, level)
		if err != nil {
			return err
		}
		args := []Value{object.NewStr("%s"), object.NewStr(text)}
		var kw kwargs
		if level == "error" {
			info := object.False
			if e := exc; e.Valid() && object.AsExc(e) != nil {
				tb := object.AsExc(e).TB
				if !tb.Valid() {
					tb = none
				}
				info = object.NewTuple(object.Of(e.Type()), e, tb)
			}
			args, kw = append(args, info), kwargs{t.Interp.Intern("exc_info")}
		}
		r, err := t.CallKw(log, args, kw)
		t.DropFloating(r)
		return err
	}
	var b strings.Builder
	fmt.Fprintln(&b, text)
	if exc.Valid() {
		if e := object.AsExc(exc); e != nil {
			vm.Of(t).PrintException(&b, e)
		}
	}
	// As logging does, to what the program calls sys.stderr.
	if sys := t.Interp.Modules.GetString("sys"); sys.Valid() && sys.Is(object.ModuleType) {
		if w := object.Cast[object.Module](sys).Dict.GetString("stderr"); w.Valid() && !w.IsNone() {
			r, err := t.CallMethod(w, t.Interp.Intern("write"), object.NewStr(b.String()))
			t.DropFloating(r)
			return err
		}
	}
	_, err := io.WriteString(t.Interp.Stderr, b.String())
	return err
}

// timed is dispatch in debug mode: a callback that blocks the loop for long is
// reported.
func (l *Loop) timed(t *Thread, e *entry) error {
	what := ""
	if e.handle != nil && !e.handle.cancelled {
		what, _ = t.Repr(object.Of(e.handle)) // it lets go of its callback when it has run
	}
	l.step = e.handle
	defer func() { l.step = nil }()
	before := l.m.clock.Monotonic()
	err := l.dispatch(t, e)
	took := (l.m.clock.Monotonic() - before).Seconds()
	limit := 0.1
	if v, aerr := t.GetAttrOpt(object.Of(l), t.Interp.Intern("slow_callback_duration")); aerr == nil && v.Valid() {
		if f, ferr := t.ToFloat(v); ferr == nil {
			limit = f
		}
	}
	if took < limit || err != nil {
		return err
	}
	switch {
	case e.task != nil:
		what, err = t.Repr(object.Of(e.task))
	case e.kind == entryDone: // from before debug mode
		what, err = callbackText(t, e.call.fn, []Value{e.fut.value()}, true)
		what = "<Handle " + what + ">"
	}
	if err != nil {
		return err
	}
	return l.log(t, "warning", fmt.Sprintf("Executing %s took %.3f seconds", what, took), Value{})
}
