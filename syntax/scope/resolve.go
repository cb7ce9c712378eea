package scope

import (
	"maps"
	"strings"
)

// set is a set of names.
type set map[string]bool

func (s set) clone() set {
	if s == nil {
		return nil
	}
	return maps.Clone(s)
}

func (s set) addAll(t set) {
	for k := range t {
		s[k] = true
	}
}

// A resolver decides where each name lives, scope by scope, from the outside
// in; what inner scopes leave free comes back and makes cells.
type resolver struct{ *builder }

func (r *resolver) root(s *Scope) {
	r.block(s, nil, set{}, set{}, set{}, nil)
}

// block resolves a scope. bound are the names that enclosing functions bind
// (nil in a module), global those declared global around it, params the type
// parameters in sight, class the class whose names an annotation-like scope
// sees. It adds to free what has to come from outside.
func (r *resolver) block(s *Scope, bound, free, global, params set, class *Scope) {
	local := set{}
	newGlobal, newFree, newBound := set{}, set{}, set{}
	inlined := set{} // cells of comprehensions that are compiled into this scope
	if s.Kind == ClassScope {
		newGlobal.addAll(global)
		newBound.addAll(bound)
	}
	for _, sym := range s.Symbols {
		r.name(s, sym, bound, local, free, global, params, class)
	}
	if s.Kind != ClassScope {
		if s.functionLike() {
			newBound.addAll(local)
		}
		newBound.addAll(bound)
		newGlobal.addAll(global)
	} else {
		newBound["__class__"] = true
		newBound["__classdict__"] = true
	}
	for _, c := range s.Children {
		var cls *Scope
		if c.SeesClass {
			cls = class
			if s.Kind == ClassScope {
				cls = s
			}
		}
		childFree := set{}
		r.block(c, newBound.clone(), childFree, newGlobal.clone(), params.clone(), cls)
		if c.Comprehension && !c.Generator && !s.SeesClass {
			c.InlinedIntoOuter = true
			r.inline(s, c, childFree, inlined)
		}
		newFree.addAll(childFree)
	}
	if s.functionLike() {
		for _, sym := range s.Symbols {
			if sym.Place == Local && (newFree[sym.Name] || inlined[sym.Name]) {
				sym.Place = Cell
				delete(newFree, sym.Name)
			}
		}
	} else if s.Kind == ClassScope {
		if newFree["__class__"] {
			delete(newFree, "__class__")
			s.NeedsClassCell = true
		}
		if newFree["__classdict__"] {
			delete(newFree, "__classdict__")
			s.NeedsClassDict = true
		}
	}
	for name := range newFree {
		if sym := s.index[name]; sym != nil {
			if s.Kind == ClassScope || s.SeesClass {
				sym.Flags |= DefFreeClass
			}
			continue
		}
		if bound != nil && !bound[name] {
			continue
		}
		s.symbol(name).Place = Free
	}
	free.addAll(newFree)
}

// inline accounts for a comprehension that CPython compiles into s: names that
// it shares with s need no cell unless a function inside it captures them.
func (r *resolver) inline(s, c *Scope, free, inlined set) {
	for _, sym := range c.Symbols {
		if sym.Flags&DefParam != 0 {
			continue
		}
		if sym.Place == Free && s.Kind == ClassScope && sym.Name == "__class__" {
			delete(free, sym.Name)
			continue
		}
		if sym.Place == Cell {
			inlined[sym.Name] = true
		}
		if outer := s.index[sym.Name]; outer != nil && outer.Flags&bound != 0 && s.Kind != ClassScope && !freeInChild(c, sym.Name) {
			delete(free, sym.Name)
		}
	}
}

func freeInChild(s *Scope, name string) bool {
	for _, c := range s.Children {
		if c.InlinedIntoOuter {
			if freeInChild(c, name) {
				return true
			}
		} else if sym := c.index[name]; sym != nil && sym.Place == Free {
			return true
		}
	}
	return false
}

func (r *resolver) name(s *Scope, sym *Symbol, outer, local, free, global, params set, class *Scope) {
	name := sym.Name
	switch {
	case sym.Flags&DefGlobal != 0:
		if sym.Flags&DefNonlocal != 0 {
			r.directiveError(s, name, "name '%s' is nonlocal and global")
			return
		}
		sym.Place = GlobalExplicit
		global[name] = true
		delete(outer, name)
		return
	case sym.Flags&DefNonlocal != 0:
		switch {
		case outer == nil:
			r.directiveError(s, "", "nonlocal declaration not allowed at module level")
		case !outer[name]:
			r.directiveError(s, name, "no binding for nonlocal '%s' found")
		case params[name]:
			r.directiveError(s, name, "nonlocal binding not allowed for type parameter '%s'")
		}
		sym.Place = Free
		free[name] = true
		return
	case sym.Flags&bound != 0:
		sym.Place = Local
		local[name] = true
		delete(global, name)
		if sym.Flags&DefTypeParam != 0 {
			params[name] = true
		} else {
			delete(params, name)
		}
		return
	}
	if class != nil {
		if c := class.index[name]; c != nil {
			if c.Flags&DefGlobal != 0 {
				sym.Place = GlobalExplicit
				return
			}
			if c.Flags&bound != 0 && c.Flags&DefNonlocal == 0 {
				sym.Place = GlobalImplicit
				return
			}
		}
	}
	if outer[name] {
		sym.Place = Free
		free[name] = true
		return
	}
	sym.Place = GlobalImplicit
}

// directiveError reports an error at the global or nonlocal statement for a
// name; "" is the first one.
func (r *resolver) directiveError(s *Scope, name, msg string) {
	for _, d := range s.directives {
		if name == "" || d.name == name {
			r.errorf(d.at, "%s", strings.ReplaceAll(msg, "%s", name))
			return
		}
	}
}
