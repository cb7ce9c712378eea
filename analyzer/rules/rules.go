// Package rules holds the rules of asynclsp, one file a rule, and the helpers
// that several of them share. Each rule's tests are in testdata/<code>.txtar.
//
// A new rule is a file with "var xx123 = analyzer.Rule{...}", its page xx123.md and an
// archive; go generate then puts it into the registry and copies its page to
// docs/rules.
package rules

//go:generate go run github.com/asynctools/asynctools/internal/tools/rulesgen -write
//go:generate go run github.com/asynctools/asynctools/internal/tools/rulesgen -write -docs
