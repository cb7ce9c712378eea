package lifetime

import (
	"github.com/asynctools/asynctools/syntax/ast"
)

// stream is a loop that gets a new generator in each round, from what makes them
// one by one: "for g in map(rows, urls)", "for g in [rows(u) for u in urls]",
// "for g, n in zip([rows(1), rows(2)], names)". Only the loop's name ever holds one.
type stream struct {
	loop  *ast.For
	makes map[*Site]string // the name that gets it
	clear []op             // what the loop binds besides
	many  map[*Site]bool   // one of several that the name gets in turn
}

// addStream notes what a loop over generators that are made one by one binds.
func (f *function) addStream(loop *ast.For, look *survey) {
	over, target := unwrapped(loop)
	call, ok := over.(*ast.Call)
	zip, isZip := (*ast.Name)(nil), false
	if ok {
		zip, isZip = call.Func.(*ast.Name)
	}
	if !isZip || zip.Ident != "zip" {
		f.addMade(loop, target, over, look, false)
		return
	}
	t, ok := target.(*ast.Tuple)
	if !ok || len(t.Elts) != len(call.Args) || f.a.infer.DottedName(f.m, zip) != "builtins.zip" {
		return
	}
	for i, arg := range call.Args {
		f.addMade(loop, t.Elts[i], arg, look, true)
	}
}

// addMade notes the generators that x makes for one name. Those of a display are
// for rounds, save inside of zip.
func (f *function) addMade(loop *ast.For, target, x ast.Expr, look *survey, displays bool) {
	name, ok := target.(*ast.Name)
	if !ok || !look.resumed[name.Ident] {
		return
	}
	var made []ast.Expr
	switch x := x.(type) {
	case *ast.ListComp:
		made = []ast.Expr{x.Elt}
	case *ast.GeneratorExp:
		made = []ast.Expr{x.Elt}
	case *ast.List:
		made = x.Elts
	case *ast.Tuple:
		made = x.Elts
	case *ast.Call:
		if v, ok := f.a.infer.Mapped(f.m, x); ok {
			f.addStreamed(loop, name.Ident, &Site{Expr: x, Value: v, Stmt: loop, param: -1}, false)
		}
		return
	}
	if isDisplay(x) && !displays {
		return
	}
	for _, elt := range made {
		if !isCall(elt) {
			continue
		}
		if v, ok := f.made(elt); ok && isFresh(v) {
			f.addStreamed(loop, name.Ident, &Site{Expr: elt, Value: v, Stmt: loop, param: -1}, len(made) > 1)
		}
	}
}

func (f *function) addStreamed(loop *ast.For, name string, site *Site, many bool) {
	if f.streams == nil {
		f.streams = map[*ast.For]*stream{}
	}
	s := f.streams[loop]
	if s == nil {
		s = &stream{loop: loop, makes: map[*Site]string{}, many: map[*Site]bool{}}
		f.streams[loop] = s
	}
	s.makes[site], s.many[site] = name, many
	f.sites = append(f.sites, site)
	f.addName(name)
}

// next are the states in which a round of the loop may begin.
func (s *search) next(from *stream, st state) []state {
	if from.clear == nil {
		c := &collector{f: s.f}
		c.targets(from.loop.Target)
		from.clear = c.ops
	}
	name, mine := from.makes[s.site]
	mine = mine && st.st == unmade
	for _, o := range from.clear {
		st, _ = s.do(o, st)
	}
	if !mine {
		return []state{st}
	}
	made := st
	made.st, made.names = created, 0
	if s.f.shadow[name] {
		made = s.escape(made)
	} else {
		made = s.hold(made, s.f.names[name])
	}
	if from.many[s.site] {
		return []state{made, st}
	}
	return []state{made}
}
