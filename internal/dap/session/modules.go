package session

import (
	"path/filepath"

	"github.com/asynctools/asynctools/internal/dap/reply"
	"github.com/asynctools/asynctools/runtime/inspect"
)

// moduleBody is go-dap's Module, but says no as well as yes.
type moduleBody struct {
	ID         string `json:"id"` // also that of its frames
	Name       string `json:"name"`
	Path       string `json:"path,omitempty"`
	IsUserCode bool   `json:"isUserCode"`
}

func (s *Session) module(src inspect.Source) moduleBody {
	body := moduleBody{ID: src.Module, Name: src.Module, IsUserCode: !src.Library}
	if filepath.IsAbs(src.Path) {
		body.Path = s.paths.source(src.Path, false).Path
	}
	return body
}

type modulesArguments struct {
	StartModule int `json:"startModule"`
	ModuleCount int `json:"moduleCount"`
}

// modules lists those written in Python, in the order in which they came.
func (s *Session) modules(args modulesArguments) (any, error) {
	if args.StartModule < 0 || args.ModuleCount < 0 {
		return nil, reply.BadArguments.With("command", "modules", "reason", "startModule and moduleCount cannot be negative")
	}
	all := s.program.loadedModules()
	start := min(args.StartModule, len(all))
	end := len(all)
	if args.ModuleCount > 0 {
		end = start + min(args.ModuleCount, len(all)-start)
	}
	list := []moduleBody{}
	for _, src := range all[start:end] {
		list = append(list, s.module(src))
	}
	return map[string]any{"modules": list, "totalModules": len(all)}, nil
}

func (s *Session) onModule(reason string, src inspect.Source) {
	s.out.event("module", map[string]any{"reason": reason, "module": s.module(src)})
}
