package object

// The flags that make a class match sequence or mapping patterns, as a class
// body states them in __abc_tpflags__.
const (
	abcSequence = 1 << 5
	abcMapping  = 1 << 6
)

// statePatterns takes __abc_tpflags__ out of a new class.
func (t *Thread) statePatterns(ty *Type) {
	n := t.Interp.Intern("__abc_tpflags__")
	v := ty.Dict.GetStr(n)
	if !v.Valid() || !v.IsInt() {
		return
	}
	ty.Dict.DelStr(t, n)
	ty.Flags &^= SequencePat | MappingPat
	switch {
	case v.AsInt()&abcSequence != 0:
		ty.Flags |= SequencePat
	case v.AsInt()&abcMapping != 0:
		ty.Flags |= MappingPat
	}
}

// AdoptPatterns makes a class that is registered with an abstract one match
// the patterns that the latter matches; so do its subclasses.
func (t *Thread) AdoptPatterns(ty, abstract *Type) {
	f := abstract.Flags & (SequencePat | MappingPat)
	if f == 0 || ty.Flags&HeapType == 0 {
		return
	}
	ty.Flags = ty.Flags&^(SequencePat|MappingPat) | f
	for _, s := range t.Interp.Subclasses(ty) {
		t.AdoptPatterns(s, abstract)
	}
}
