package runtime

import (
	"fmt"
	"io"
	"strings"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/vm"
)

// sysAttr is an attribute of sys, or the invalid Value.
func (in *Interp) sysAttr(name string) object.Value {
	if sys := in.Modules.GetString("sys"); sys.Valid() && sys.Is(object.ModuleType) {
		return object.Cast[object.Module](sys).Dict.GetString(name)
	}
	return object.Value{}
}

// stderrOf is where a thread's messages go: sys.stderr, whatever the program
// has made of it.
func (in *Interp) stderrOf(t *object.Thread) io.Writer {
	v := in.sysAttr("stderr")
	if !v.Valid() || v == object.Of(in.stderr) {
		return in.Interp.Stderr
	}
	if v.IsNone() {
		return io.Discard
	}
	return pyWriter{t, v}
}

// pyWriter writes to a Python file.
type pyWriter struct {
	t *object.Thread
	v object.Value
}

func (w pyWriter) Write(p []byte) (int, error) {
	r, err := w.t.CallMethod(w.v, w.t.Interp.Intern("write"), object.NewStr(string(p)))
	w.t.DropFloating(r)
	return len(p), err
}

// replaced is a hook of sys that the program has set itself, or the invalid
// Value.
func (in *Interp) replaced(name string) object.Value {
	h := in.sysAttr(name)
	if !h.Valid() || h.IsNone() || h == in.hooks[name] {
		return object.Value{}
	}
	return h
}

// exceptHook shows an uncaught exception, as sys.excepthook.
func (in *Interp) exceptHook(t *object.Thread, e *object.Exception) {
	if h := in.replaced("excepthook"); h.Valid() {
		tb := e.TB
		if !tb.Valid() {
			tb = object.None
		}
		r, err := t.Call(h, object.Of(e.Type()), object.Of(e), tb)
		t.DropFloating(r)
		if err == nil {
			_ = in.stdout.Flush()
			return
		}
		w := in.stderrOf(t)
		fmt.Fprintln(w, "Error in sys.excepthook:")
		vm.Of(t).PrintException(w, t.AsRaised(err))
		fmt.Fprintln(w, "\nOriginal exception was:")
	}
	vm.Of(t).PrintException(in.stderrOf(t), e)
}

// unraisable reports an exception nobody can catch, as sys.unraisablehook.
func (in *Interp) unraisable(t *object.Thread, err error, context string, obj object.Value) {
	_ = in.stdout.Flush()
	e := t.AsRaised(err)
	vm.Of(t).EnsureTraceback(e)
	if h := in.replaced("unraisablehook"); h.Valid() && !in.inHook {
		in.inHook = true
		defer func() { in.inHook = false }()
		tb := e.TB
		if !tb.Valid() {
			tb = object.None
		}
		msg := object.None
		if context != "Exception ignored in" {
			msg = object.NewStr(context)
		}
		if !obj.Valid() {
			obj = object.None
		}
		args := t.NewNamespace(map[string]object.Value{
			"exc_type": object.Of(e.Type()), "exc_value": object.Of(e), "exc_traceback": tb, "err_msg": msg, "object": obj,
		}, []string{"exc_type", "exc_value", "exc_traceback", "err_msg", "object"})
		r, herr := t.Call(h, args)
		t.DropFloating(r)
		if herr == nil {
			return
		}
		in.unraisable(t, herr, "Exception ignored in sys.unraisablehook", h)
		return
	}
	r, rerr := t.Repr(obj)
	if rerr != nil {
		r = "<object repr() failed>"
	}
	w := in.stderrOf(t)
	if strings.HasPrefix(context, "Exception ignored while") || strings.HasPrefix(context, "Exception ignored in thread") || strings.HasPrefix(context, "Exception ignored on") ||
		strings.HasPrefix(context, "Exception ignored in atexit") {
		fmt.Fprintf(w, "%s %s:\n", context, r)
	} else {
		fmt.Fprintf(w, "%s: %s\n", context, r)
	}
	vm.Of(t).PrintException(w, e)
}

// keepHooks remembers the hooks of sys that are the runtime's own, and shows
// them under their other names.
func (in *Interp) keepHooks(t *object.Thread, sys *object.Module) {
	in.hooks = map[string]object.Value{}
	for _, n := range []string{"excepthook", "unraisablehook", "displayhook", "breakpointhook"} {
		if h := sys.Dict.GetString(n); h.Valid() {
			in.hooks[n] = h
			sys.Dict.SetString(t, "__"+n+"__", h)
		}
	}
}

// warnAt warns of a place in a source. Nothing remembers such warnings: what is
// compiled again is warned of again.
func (in *Interp) warnAt(t *object.Thread, category *object.Type, msg, file string, line int, text string) error {
	if m := in.Modules.GetString("warnings"); m.Valid() && m.Is(object.ModuleType) {
		if f := object.Cast[object.Module](m).Dict.GetString("warn_explicit"); f.Valid() {
			r, err := t.Call(f, object.NewStr(msg), object.Of(category), object.NewStr(file), object.Int(int64(line)))
			t.DropFloating(r)
			return err
		}
	}
	w := in.stderrOf(t)
	fmt.Fprintf(w, "%s:%d: %s: %s\n", file, line, category.Name, msg)
	if text = strings.TrimSpace(text); text != "" && !strings.HasPrefix(file, "<") {
		fmt.Fprintf(w, "  %s\n", text)
	}
	return nil
}
