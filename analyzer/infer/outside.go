package infer

import (
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// IsSetOutside reports an attribute that some code of the program may set on
// objects of a class, as seen from m.
func (e *Engine) IsSetOutside(m *index.Module, c *index.Class, attr string) bool {
	o := &objects{e: e, active: map[any]bool{}, overrides: true}
	list, ok := o.setElsewhere(m, owner{class: c}, attr, false)
	return !ok || len(list) > 0
}

// IsReplaced reports a function, called as x in m, in the place of which some code of
// the given modules puts something else.
func (e *Engine) IsReplaced(m *index.Module, x ast.Expr, in []*index.Module) bool {
	v := e.Expr(m, x)
	if v.Kind != Function || v.Func.Outer != nil {
		return false
	}
	owners := []owner{{class: v.Func.Class}}
	if v.Func.Class == nil {
		owners[0].module = v.Func.Module
		// It may be patched where it is looked up.
		if a, ok := x.(*ast.Attribute); ok {
			if of := e.Expr(m, a.Value); of.Kind == Module && of.Module != v.Func.Module {
				owners = append(owners, owner{module: of.Module})
			}
		} else if m != v.Func.Module {
			owners = append(owners, owner{module: m})
		}
	}
	o := &objects{e: e, active: map[any]bool{}, overrides: true}
	e.LooksFor(index.LastName(x))
	e.LooksFor(Puts)
	for _, mod := range in {
		p, dynamic := mod.Puts(), isDynamic(mod)
		for _, w := range owners {
			s := setter{o: o, m: mod, w: w, attr: index.LastName(x)}
			// What sets any attribute, such as __setstate__, replaces no method.
			if s.look(p, false); s.unknown || len(s.out) > 0 || dynamic && s.isNamed(p) {
				return true
			}
		}
	}
	return false
}

// isDynamic reports a file that may set attributes by other means than statements.
func isDynamic(m *index.Module) bool {
	return m.Mentions("setattr(") || m.Mentions("patch") || m.Mentions("__dict__") || m.Mentions("vars(")
}

// setElsewhere are the objects that the program puts in an attribute from
// outside of the class or module that has it; ok is false where that is not known.
// sure is for what must not be believed too easily: of other files than m only
// assignments count that are certain to mean the attribute, save that tests share
// what patches.
func (o *objects) setElsewhere(m *index.Module, w owner, attr string, sure bool) (out []Object, ok bool) {
	o.e.LooksFor(attr)
	o.e.LooksFor(Puts)
	for _, mod := range o.e.Members(m) {
		if mod.Path == m.Path {
			mod = m
		}
		if mod.IsStub {
			continue
		}
		p := mod.Puts()
		near := mod == m || m.IsSetUpBy(mod)
		dynamic := (!sure || near) && isDynamic(mod)
		if len(p.Attributes[attr]) == 0 && !dynamic {
			continue
		}
		s := setter{o: o, m: mod, w: w, attr: attr, known: sure && !near}
		if s.look(p, dynamic); s.unknown {
			return nil, false
		}
		out = append(out, s.out...)
	}
	return out, true
}

// setter looks for what one module puts in an attribute.
type setter struct {
	o     *objects
	m     *index.Module
	w     owner
	attr  string
	known bool // an object that nothing is known of is another

	out     []Object
	unknown bool
}

func (s *setter) look(p *index.Puts, dynamic bool) {
	for _, a := range p.Attributes[s.attr] {
		if !s.isOwn(a) && s.mayMean(a.Value, !s.known) {
			s.assigned(a)
		}
	}
	if !dynamic {
		return
	}
	for _, a := range p.Dicts {
		s.unknown = s.unknown || (a.Ctx != ast.Load || s.isWritten(a)) && s.mayMean(a.Value, false)
	}
	for _, call := range p.Calls["vars"] {
		s.unknown = s.unknown || len(call.Args) == 1 && s.isWritten(call) && s.mayMean(call.Args[0], false)
	}
	for _, name := range setters {
		for _, call := range p.Calls[name] {
			s.unknown = s.unknown || len(call.Args) > 0 && s.isSetBy(name, call)
		}
	}
}

// setters are the last names of what sets an attribute that it is given the name of.
var setters = [...]string{"setattr", "object", "patch", "multiple", "setitem", "dict"}

// isNamed reports a call that sets the attribute and names it.
func (s *setter) isNamed(p *index.Puts) bool {
	for _, name := range setters {
		for _, call := range p.Calls[name] {
			if len(call.Args) == 0 {
				continue
			}
			_, path := stringLiteral(call.Args[0])
			named := path
			if len(call.Args) > 1 && !path {
				_, named = stringLiteral(call.Args[1])
			}
			if (named || name == "multiple") && s.isSetBy(name, call) {
				return true
			}
		}
	}
	return false
}

// isOwn reports an assignment in a method of the very class, which inference has
// looked at.
func (s *setter) isOwn(a *ast.Attribute) bool {
	if s.w.class == nil {
		return false
	}
	for _, up := range s.o.e.query().lineage(s.w.class).list {
		if up.class == nil || len(up.class.Self[s.attr]) == 0 {
			continue
		}
		for _, b := range up.class.Self[s.attr] {
			if b.Node == ast.Node(a) {
				return true
			}
		}
		return false // those further up are not looked at
	}
	return false
}

// mayMean reports an object that may be the one that has the attribute; unknown
// is the answer for one that nothing is known of.
func (s *setter) mayMean(x ast.Expr, unknown bool) bool {
	v := s.o.e.Expr(s.m, x)
	if v.Kind == TypeForm {
		v = deref(v.Of)
	}
	switch v.Kind {
	case Instance, Class:
		return v.Class != nil && s.w.class != nil && s.o.e.AreRelated(v.Class, s.w.class)
	case Module:
		return v.Module != nil && s.w.module != nil && v.Module.Path == s.w.module.Path
	case Unknown, Parameter, Union:
		return unknown && s.w.class != nil
	}
	return false
}

// assigned adds what a statement puts in the attribute.
func (s *setter) assigned(a *ast.Attribute) {
	var value ast.Expr
	switch up := s.m.Parent(a).(type) {
	case *ast.Assign:
		value = up.Value
	case *ast.AnnAssign:
		if value = up.Value; value == nil {
			return
		}
	case *ast.AugAssign:
		if _, number := intLiteral(up.Value); number {
			return
		}
	case *ast.Delete:
		return
	}
	if value == nil {
		s.unknown = true
		return
	}
	list, ok := s.o.expr(s.m, value)
	if !ok {
		s.unknown = true
	}
	for _, obj := range list {
		if obj.Type != "NoneType" {
			s.out = append(s.out, obj)
		}
	}
}

// isSetBy looks at setattr(c, "attr", v), monkeypatch.setattr and mock.patch in
// their spellings.
func (s *setter) isSetBy(name string, call *ast.Call) bool {
	args := call.Args
	if name == "multiple" {
		return s.isAmongKeywords(call)
	}
	if path, ok := stringLiteral(args[0]); ok {
		return strings.HasSuffix(path, "."+s.attr)
	}
	if len(args) < 2 || name != "setattr" && name != "object" {
		return false
	}
	if to, ok := stringLiteral(args[1]); ok {
		return to == s.attr && s.mayMean(args[0], true)
	}
	return s.mayMean(args[0], false)
}

// isAmongKeywords reports "patch.multiple(c, attr=v)" and "patch.multiple("app.c", attr=v)".
func (s *setter) isAmongKeywords(call *ast.Call) bool {
	for _, k := range call.Keywords {
		if k.Arg == s.attr {
			_, path := stringLiteral(call.Args[0])
			return path || s.mayMean(call.Args[0], true)
		}
	}
	return false
}

// isWritten reports a dictionary of attributes that is changed: by a key, or with
// one of its methods.
func (s *setter) isWritten(x ast.Expr) bool {
	switch up := s.m.Parent(x).(type) {
	case *ast.Subscript:
		if up.Ctx == ast.Load {
			return false
		}
		key, ok := stringLiteral(up.Slice)
		return !ok || key == s.attr
	case *ast.Attribute:
		return up.Attr == "update" || up.Attr == "setdefault" || up.Attr == "__setitem__"
	case *ast.AugAssign:
		return true
	}
	return false
}
