package scope_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"testing"

	"github.com/asynctools/asynctools/syntax/internal/cpython"
	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/scope"
	"github.com/asynctools/asynctools/syntax/source"
)

// A block is one symbol table, ours or CPython's.
type block struct {
	kind, name string
	symbols    map[string][2]int // flags, scope
	children   []*block
}

func decode(v any) *block {
	row := v.([]any)
	b := &block{kind: row[0].(string), name: row[1].(string), symbols: map[string][2]int{}}
	for name, s := range row[2].(map[string]any) {
		pair := s.([]any)
		b.symbols[name] = [2]int{int(pair[0].(float64)), int(pair[1].(float64))}
	}
	for _, c := range row[3].([]any) {
		b.children = append(b.children, decode(c))
	}
	return b
}

// CPython's numbers for flags and places.
var flagBits = map[scope.Flags]int{
	scope.DefGlobal: 1, scope.DefLocal: 2, scope.DefParam: 4, scope.DefNonlocal: 8, scope.Used: 16,
	scope.DefFreeClass: 64, scope.DefImport: 128, scope.DefAnnot: 256, scope.DefCompIter: 512,
	scope.DefTypeParam: 1024, scope.DefCompCell: 2048,
}

var kindNames = map[scope.Kind]string{
	scope.ModuleScope: "module", scope.ClassScope: "class", scope.FunctionScope: "function",
	scope.AnnotationScope: "annotation", scope.TypeAliasScope: "type alias",
	scope.TypeParametersScope: "type parameters", scope.TypeVariableScope: "type variable",
}

const (
	paramBit    = 4
	compCellBit = 2048
	freeClass   = 64
	cell        = int(scope.Cell)
	free        = int(scope.Free)
	local       = int(scope.Local)
)

// ours turns a scope into what CPython's symtable shows: comprehensions that
// are compiled in place are merged into the scope around them.
func ours(s *scope.Scope) *block {
	b := &block{kind: kindNames[s.Kind], name: s.Name, symbols: map[string][2]int{}}
	for _, sym := range s.Symbols {
		bits := 0
		for f, bit := range flagBits {
			if sym.Flags&f != 0 {
				bits |= bit
			}
		}
		b.symbols[sym.Name] = [2]int{bits, int(sym.Place)}
	}
	own := maps.Clone(b.symbols)
	for _, c := range s.Children {
		k := ours(c)
		if !c.InlinedIntoOuter {
			b.children = append(b.children, k)
			continue
		}
		b.children = append(b.children, k.children...)
		for name, v := range k.symbols {
			if v[0]&paramBit != 0 {
				continue
			}
			if v[1] == free && s.Kind == scope.ClassScope && name == "__class__" {
				v[1] = int(scope.GlobalImplicit)
			}
			old, known := own[name]
			if known && old[0] == 0 { // came from below as a free name
				known = false
			}
			if !known {
				if prev, ok := b.symbols[name]; ok && prev[0]&^compCellBit != 0 {
					v[0], v[1] = prev[0]|v[0]&compCellBit, prev[1]
				}
				if v[1] == cell || v[0]&compCellBit != 0 {
					v[0] |= compCellBit
				}
				b.symbols[name] = v
				continue
			}
			if v[1] == cell || v[0]&compCellBit != 0 {
				old = b.symbols[name]
				old[0] |= compCellBit
				b.symbols[name] = old
			}
		}
	}
	return b
}

func differ(want, got *block, path string) string {
	if want.kind != got.kind || want.name != got.name {
		return fmt.Sprintf("%s: CPython has %s %s, we have %s %s", path, want.kind, want.name, got.kind, got.name)
	}
	path += "/" + want.name
	for name, w := range want.symbols {
		g, ok := got.symbols[name]
		if !ok {
			return fmt.Sprintf("%s: %s is missing (%v)", path, name, w)
		}
		if g != w {
			return fmt.Sprintf("%s: %s: CPython %v, ours %v", path, name, w, g)
		}
	}
	for name := range got.symbols {
		if _, ok := want.symbols[name]; !ok {
			return fmt.Sprintf("%s: %s is ours only (%v)", path, name, got.symbols[name])
		}
	}
	if len(want.children) != len(got.children) {
		return fmt.Sprintf("%s: CPython has %d children, we have %d", path, len(want.children), len(got.children))
	}
	for i := range want.children {
		if d := differ(want.children[i], got.children[i], path); d != "" {
			return d
		}
	}
	return ""
}

// TestLib compares the scopes of every file of CPython's library with those of
// its symtable module.
func TestLib(t *testing.T) {
	files := cpython.LibFiles(t)
	if testing.Short() {
		files = files[:len(files)/10]
	}
	compared := 0
	for i, line := range cpython.Tables(t, files) {
		var v []any
		if err := json.Unmarshal([]byte(line), &v); err != nil {
			t.Fatal(err)
		}
		if _, ok := v[2].(map[string]any); !ok {
			continue // CPython rejects the file
		}
		raw, err := os.ReadFile(files[i])
		if err != nil {
			t.Fatal(err)
		}
		src, err := source.Decode(files[i], raw)
		if err != nil {
			t.Errorf("%s: %v", files[i], err)
			continue
		}
		f := parse.Parse(src, parse.Options{TargetMinor: 13})
		tab := scope.AnalyzeOptions(f, scope.Options{Minor: 13})
		if d := differ(decode(v), ours(tab.Root), ""); d != "" {
			t.Errorf("%s%s", files[i], d)
		}
		compared++
	}
	t.Logf("%d of %d files compared", compared, len(files))
}
