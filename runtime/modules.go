package runtime

import (
	"maps"

	"github.com/asynctools/asynctools/runtime/stdlib"
	"github.com/asynctools/asynctools/runtime/stdlib/abcmod"
	"github.com/asynctools/asynctools/runtime/stdlib/calmod"
	"github.com/asynctools/asynctools/runtime/stdlib/codecmod"
	"github.com/asynctools/asynctools/runtime/stdlib/funcmod"
	"github.com/asynctools/asynctools/runtime/stdlib/hashmod"
	"github.com/asynctools/asynctools/runtime/stdlib/heapmod"
	"github.com/asynctools/asynctools/runtime/stdlib/itermod"
	"github.com/asynctools/asynctools/runtime/stdlib/jsonmod"
	"github.com/asynctools/asynctools/runtime/stdlib/opmod"
	"github.com/asynctools/asynctools/runtime/stdlib/remod"
	"github.com/asynctools/asynctools/runtime/stdlib/structmod"
)

// registerModules completes the types of the native modules that need nothing
// of the interpreter but its objects.
func registerModules() {
	funcmod.Register()
	hashmod.Register()
	itermod.Register()
	opmod.Register()
	remod.Register()
	structmod.Register()
}

// addModules adds those modules.
func (in *Interp) addModules() {
	maps.Copy(in.native, map[string]stdlib.Module{
		"_abc":       abcmod.New,
		"_hashlib":   hashmod.New,
		"_struct":    structmod.New,
		"struct":     structmod.New,
		"array":      structmod.NewArrayModule,
		"binascii":   hashmod.Binascii,
		"_bisect":    heapmod.NewBisect,
		"_codecs":    codecmod.New,
		"_functools": funcmod.New,
		"_calendar":  calmod.New,
		"_heapq":     heapmod.NewHeap,
		"_json":      jsonmod.New,
		"_operator":  opmod.New,
		"_sre":       remod.New,
		"bisect":     heapmod.NewBisect,
		"itertools":  itermod.New,
		"operator":   opmod.New,
	})
}
