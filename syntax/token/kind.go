package token

// Kind is the kind of a token.
type Kind uint8

// The kinds. Keywords follow the operators; soft keywords are Names.
const (
	Error     Kind = iota // a lexical error; Lexer.Errors says which
	EndMarker             // end of the file
	Newline               // end of a logical line; spans the comment before it, if any
	Indent
	Dedent
	Name
	Number
	String
	FStringStart
	FStringMiddle
	FStringEnd
	TStringStart
	TStringMiddle
	TStringEnd
	TypeComment // only with Lexer.TypeComments; spans the type
	Op          // an ASCII character that is no token of Python: $ ? `

	LPar
	RPar
	LSqb
	RSqb
	LBrace
	RBrace
	Colon
	Comma
	Semi
	Plus
	Minus
	Star
	Slash
	VBar
	Amper
	Less
	Greater
	Equal
	Dot
	Percent
	EqEqual
	NotEqual
	LessEqual
	GreaterEqual
	Tilde
	Circumflex
	LeftShift
	RightShift
	DoubleStar
	PlusEqual
	MinusEqual
	StarEqual
	SlashEqual
	PercentEqual
	AmperEqual
	VBarEqual
	CircumflexEqual
	LeftShiftEqual
	RightShiftEqual
	DoubleStarEqual
	DoubleSlash
	DoubleSlashEqual
	At
	AtEqual
	Arrow
	Ellipsis
	ColonEqual
	Exclamation

	False
	None
	True
	And
	As
	Assert
	Async
	Await
	Break
	Class
	Continue
	Def
	Del
	Elif
	Else
	Except
	Finally
	For
	From
	Global
	If
	Import
	In
	Is
	Lambda
	Nonlocal
	Not
	Or
	Pass
	Raise
	Return
	Try
	While
	With
	Yield

	NumKinds
)

// IsKeyword reports whether the kind is a reserved word.
func (k Kind) IsKeyword() bool { return k >= False && k <= Yield }

// IsOperator reports whether the kind is an operator or a delimiter.
func (k Kind) IsOperator() bool { return k >= LPar && k <= Exclamation }

var names = [NumKinds]string{
	Error: "error", EndMarker: "end of file", Newline: "newline", Indent: "indent", Dedent: "dedent",
	Name: "name", Number: "number", String: "string",
	FStringStart: "f-string start", FStringMiddle: "f-string text", FStringEnd: "f-string end",
	TStringStart: "t-string start", TStringMiddle: "t-string text", TStringEnd: "t-string end",
	TypeComment: "type comment", Op: "stray character",

	LPar: "(", RPar: ")", LSqb: "[", RSqb: "]", LBrace: "{", RBrace: "}",
	Colon: ":", Comma: ",", Semi: ";", Plus: "+", Minus: "-", Star: "*", Slash: "/",
	VBar: "|", Amper: "&", Less: "<", Greater: ">", Equal: "=", Dot: ".", Percent: "%",
	EqEqual: "==", NotEqual: "!=", LessEqual: "<=", GreaterEqual: ">=", Tilde: "~", Circumflex: "^",
	LeftShift: "<<", RightShift: ">>", DoubleStar: "**", PlusEqual: "+=", MinusEqual: "-=",
	StarEqual: "*=", SlashEqual: "/=", PercentEqual: "%=", AmperEqual: "&=", VBarEqual: "|=",
	CircumflexEqual: "^=", LeftShiftEqual: "<<=", RightShiftEqual: ">>=", DoubleStarEqual: "**=",
	DoubleSlash: "//", DoubleSlashEqual: "//=", At: "@", AtEqual: "@=", Arrow: "->",
	Ellipsis: "...", ColonEqual: ":=", Exclamation: "!",

	False: "False", None: "None", True: "True", And: "and", As: "as", Assert: "assert", Async: "async",
	Await: "await", Break: "break", Class: "class", Continue: "continue", Def: "def", Del: "del",
	Elif: "elif", Else: "else", Except: "except", Finally: "finally", For: "for", From: "from",
	Global: "global", If: "if", Import: "import", In: "in", Is: "is", Lambda: "lambda",
	Nonlocal: "nonlocal", Not: "not", Or: "or", Pass: "pass", Raise: "raise", Return: "return",
	Try: "try", While: "while", With: "with", Yield: "yield",
}

// String is the token as written, or a description of its kind.
func (k Kind) String() string { return names[k] }

// keywordLengths has bit n set in the entry of a letter that starts a keyword
// of n letters: it rejects nearly all names before a comparison is made.
var keywordLengths = func() (t [256]uint16) {
	for k := False; k <= Yield; k++ {
		t[names[k][0]] |= 1 << len(names[k])
	}
	return t
}()

// keyword is the kind of a name of up to 15 bytes that starts like a keyword.
func keyword(s string) Kind {
	switch s {
	case "False":
		return False
	case "None":
		return None
	case "True":
		return True
	case "and":
		return And
	case "as":
		return As
	case "assert":
		return Assert
	case "async":
		return Async
	case "await":
		return Await
	case "break":
		return Break
	case "class":
		return Class
	case "continue":
		return Continue
	case "def":
		return Def
	case "del":
		return Del
	case "elif":
		return Elif
	case "else":
		return Else
	case "except":
		return Except
	case "finally":
		return Finally
	case "for":
		return For
	case "from":
		return From
	case "global":
		return Global
	case "if":
		return If
	case "import":
		return Import
	case "in":
		return In
	case "is":
		return Is
	case "lambda":
		return Lambda
	case "nonlocal":
		return Nonlocal
	case "not":
		return Not
	case "or":
		return Or
	case "pass":
		return Pass
	case "raise":
		return Raise
	case "return":
		return Return
	case "try":
		return Try
	case "while":
		return While
	case "with":
		return With
	case "yield":
		return Yield
	}
	return Name
}

// IsKeyword reports whether s is a reserved word.
func IsKeyword(s string) bool { return keyword(s) != Name }

// IsSoftKeyword reports whether s is a word that is reserved in some places only.
func IsSoftKeyword(s string) bool {
	return s == "_" || s == "case" || s == "match" || s == "type"
}
