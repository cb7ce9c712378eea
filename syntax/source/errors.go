package source

// ErrorClass is the exception CPython raises for a syntax error.
type ErrorClass uint8

const (
	SyntaxError ErrorClass = iota
	IndentationError
	TabError
)

func (c ErrorClass) String() string {
	return [...]string{"SyntaxError", "IndentationError", "TabError"}[c]
}

// Error is one syntax error, in CPython's words where CPython has words for it.
// Span is what CPython underlines; it is empty where CPython gives no end.
type Error struct {
	Class ErrorClass
	Msg   string
	Span  Span
}

func (e Error) Error() string { return e.Class.String() + ": " + e.Msg }
