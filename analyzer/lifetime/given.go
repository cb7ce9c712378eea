package lifetime

import (
	"strings"

	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

// What a helper does may depend on what else it is given: "take(rows())" runs to
// the end of its generator where the default of a limit is None. So a summary is
// made for the constants of a call, one letter for each parameter.
const (
	givenUnknown = '?'
	givenNone    = 'n'
	givenTrue    = 't'
	givenFalse   = 'f'
	givenValue   = 'v' // not None
)

func letterOf(x ast.Expr) byte {
	truth, none, ok := truthOfConstant(x)
	switch {
	case ok && none:
		return givenNone
	case ok && truth:
		return givenTrue
	case ok:
		return givenFalse
	}
	switch x.(type) {
	case *ast.Constant, *ast.JoinedStr, *ast.List, *ast.Tuple, *ast.Dict, *ast.Set, *ast.Lambda:
		return givenValue
	}
	return givenUnknown
}

// givenOf tells the constants that a call gives to the parameters of a function;
// "" for none.
func givenOf(callee infer.Value, call *ast.Call) string {
	args := callee.Func.Args
	if args == nil {
		return ""
	}
	params := callee.Func.Positional()
	out := make([]byte, len(params)+len(args.Kwonlyargs))
	for i := range out {
		out[i] = givenUnknown
	}
	for i, x := range args.Defaults {
		out[len(params)-len(args.Defaults)+i] = letterOf(x)
	}
	for i, x := range args.KwDefaults {
		if x != nil {
			out[len(params)+i] = letterOf(x)
		}
	}
	skip := 0
	if callee.Receiver != nil {
		skip = 1
	}
	for i, x := range call.Args {
		if x.Kind() == ast.StarredKind {
			return "" // which parameters it fills is not known
		}
		if i+skip < len(params) {
			out[i+skip] = letterOf(x)
		}
	}
	for _, k := range call.Keywords {
		if k.Arg == "" {
			return ""
		}
		for i := range out {
			if nameOf(callee, i) == k.Arg {
				out[i] = letterOf(k.Value)
			}
		}
	}
	if given := string(out); strings.Trim(given, string(givenUnknown)) != "" {
		return given
	}
	return ""
}

func nameOf(callee infer.Value, i int) string { return callee.Func.Parameters()[i].Arg }

// isGiven reports a parameter of which the call tells something.
func (f *function) isGiven(name string) bool { return f.given[name] != 0 }

// withGiven is the state at the entry of a function of which the constants that
// it is called with are known.
func (f *function) withGiven(s state) state {
	for name, letter := range f.given {
		s = f.learn(s, name, f.always(kindOfLetter(letter)))
	}
	return s
}

func kindOfLetter(letter byte) valueKind {
	switch letter {
	case givenNone:
		return noneValue
	case givenTrue:
		return trueValue
	case givenFalse:
		return falseValue
	}
	return presentValue
}
