package analyzer

import _ "embed"

//go:embed doc/sy001.md
var sy001Doc string

//go:embed doc/su001.md
var su001Doc string

//go:embed doc/cf001.md
var cf001Doc string

// What Check itself reports has rules too, so that it can be explained,
// ignored and listed like the rest.

// SyntaxError is the rule of what the parser and the symbol table report.
var SyntaxError = &Rule{
	Code:     "SY001",
	Name:     "syntax-error",
	Since:    "0.1.0",
	Severity: Error,
	Fix:      "never",
	Doc:      sy001Doc,
}

// UnknownSuppression is the rule of comments that cannot have an effect.
var UnknownSuppression = &Rule{
	Code:     "SU001",
	Name:     "unknown-suppression",
	Since:    "0.1.0",
	Severity: Warning,
	Fix:      "never",
	Doc:      su001Doc,
}

// InvalidConfig is the rule of settings that cannot have an effect.
var InvalidConfig = &Rule{
	Code:     "CF001",
	Name:     "invalid-config",
	Since:    "0.1.0",
	Severity: Warning,
	Fix:      "never",
	Doc:      cf001Doc,
}

// Builtin lists the rules that need no Run.
func Builtin() []*Rule { return []*Rule{SyntaxError, UnknownSuppression, InvalidConfig} }
