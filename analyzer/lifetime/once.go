package lifetime

import (
	"github.com/asynctools/asynctools/analyzer/infer"
)

// yieldsOnce reports a generator that can be suspended in one place and only once,
// such as a fixture that is run by hand: resuming it there ends it, whatever comes
// of that.
func (s *search) yieldsOnce() bool {
	if s.once == nil {
		once := s.f.yieldsOnce(s.site)
		s.once = &once
	}
	return *s.once
}

func (f *function) yieldsOnce(site *Site) bool {
	makers := site.Value.Makers()
	for _, maker := range makers {
		if len(maker.Yields) != 1 || maker.Module.IsLooped(maker.Yields[0]) || infer.IsPlaceholder(maker) {
			return false
		}
		if maker.Class != nil && len(f.a.infer.Subclasses(f.m, maker.Class, maker.Name)) > 0 {
			return false // one that overrides it may yield more
		}
	}
	return len(makers) > 0
}
