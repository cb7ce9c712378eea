package lifetime

import (
	"slices"
	"strconv"
	"strings"

	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

// What a call gives to "*gs" or "**k" of a helper is to that a container which is not
// changed: a box with as many elements as the call has arguments for it, of which one
// is followed.
type rest struct {
	name string // the parameter, without its stars; "" for none
	keys string // those of its elements, one after the other
	at   string // that of the generator
	dict bool
}

// restOf is what argument x is among the arguments for "*gs" or "**k" of a function.
func restOf(callee infer.Value, call *ast.Call, x ast.Expr) (rest, bool) {
	args := callee.Func.Args
	if args == nil || args.Vararg == nil && args.Kwarg == nil {
		return rest{}, false
	}
	var keys []string
	r := rest{}
	skip := len(callee.Func.Positional())
	if callee.Receiver != nil {
		skip--
	}
	for i, arg := range call.Args {
		if arg.Kind() == ast.StarredKind {
			return rest{}, false
		}
		if i < skip || args.Vararg == nil {
			continue
		}
		keys = append(keys, strconv.Itoa(i-skip))
		if arg == x {
			r.name, r.at = args.Vararg.Arg, keys[len(keys)-1]
		}
	}
	if r.name == "" && args.Kwarg != nil {
		keys = nil
		for _, k := range call.Keywords {
			if k.Arg == "" {
				return rest{}, false
			}
			if slices.ContainsFunc(callee.Func.Parameters(), func(p *ast.Arg) bool { return p.Arg == k.Arg }) {
				continue
			}
			keys = append(keys, strconv.Quote(k.Arg))
			if k.Value == x {
				r.name, r.at, r.dict = args.Kwarg.Arg, keys[len(keys)-1], true
			}
		}
	}
	r.keys = strings.Join(keys, " ")
	return r, r.name != "" && len(callee.Func.Block.Bindings(r.name)) == 1
}

// addRest makes a box of such a parameter.
func (f *function) addRest(r rest) {
	var parts []infer.Part
	for _, key := range strings.Fields(r.keys) {
		parts = append(parts, infer.Part{Key: key})
	}
	f.boxes = map[string][]infer.Part{r.name: parts}
	if r.dict {
		f.kwarg = r.name
	}
	for _, loop := range f.survey().loops {
		f.addRound(loop)
	}
}

// isDict reports a box whose elements have keys.
func (f *function) isDict(box string) bool {
	if box == f.kwarg {
		return true
	}
	_, made := f.fn.Block.Bindings(box)[0].Value.(*ast.Dict)
	return made
}
