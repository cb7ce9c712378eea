// Package ast is the abstract syntax tree of Python 3.14.
//
// Node types, field names and field order are CPython's (Parser/Python.asdl);
// the structs are generated from nodes.txt. A tree is immutable once parsed.
// Facts about nodes (scopes, types, code) live in side tables indexed by
// NodeID, which numbers the nodes of one tree densely from 1.
package ast

import "github.com/asynctools/asynctools/syntax/source"

//go:generate go run github.com/asynctools/asynctools/internal/tools/astgen -write

// NodeID identifies a node within its tree; 0 is no node.
type NodeID uint32

// Node is any node of the tree.
type Node interface {
	Kind() Kind
	NodeID() NodeID
	Pos() source.Pos // first byte; of a decorated definition, its "def" or "class"
	End() source.Pos // one past the last byte
	Span() source.Span
}

// Expr, Stmt, Pattern, TypeParam and Mod are the sums of CPython's grammar.
type (
	Expr interface {
		Node
		exprNode()
	}
	Stmt interface {
		Node
		stmtNode()
	}
	Pattern interface {
		Node
		patternNode()
	}
	TypeParam interface {
		Node
		typeParamNode()
	}
	Mod interface {
		Node
		modNode()
	}
)

// Base is embedded in every node.
type Base struct {
	ID    NodeID
	Start source.Pos
	Stop  source.Pos
}

func (b *Base) NodeID() NodeID    { return b.ID }
func (b *Base) Pos() source.Pos   { return b.Start }
func (b *Base) End() source.Pos   { return b.Stop }
func (b *Base) Span() source.Span { return source.Span{Start: b.Start, End: b.Stop} }

// ExprContext tells whether an expression is read, bound or deleted.
type ExprContext uint8

const (
	Load ExprContext = iota
	Store
	Del
)

func (c ExprContext) String() string { return [...]string{"Load", "Store", "Del"}[c] }

// BoolOperator is "and" or "or".
type BoolOperator uint8

const (
	And BoolOperator = iota
	Or
)

func (o BoolOperator) String() string { return [...]string{"And", "Or"}[o] }

// Operator is a binary arithmetic operator.
type Operator uint8

const (
	Add Operator = iota
	Sub
	Mult
	MatMult
	Div
	Mod_
	Pow
	LShift
	RShift
	BitOr
	BitXor
	BitAnd
	FloorDiv
)

var operatorNames = [...]string{"Add", "Sub", "Mult", "MatMult", "Div", "Mod", "Pow", "LShift", "RShift", "BitOr", "BitXor", "BitAnd", "FloorDiv"}

func (o Operator) String() string { return operatorNames[o] }

var operatorSigns = [...]string{"+", "-", "*", "@", "/", "%", "**", "<<", ">>", "|", "^", "&", "//"}

// Sign is the operator as written.
func (o Operator) Sign() string { return operatorSigns[o] }

// UnaryOperator is a prefix operator.
type UnaryOperator uint8

const (
	Invert UnaryOperator = iota
	Not
	UAdd
	USub
)

func (o UnaryOperator) String() string { return [...]string{"Invert", "Not", "UAdd", "USub"}[o] }

// CmpOperator is a comparison.
type CmpOperator uint8

const (
	Eq CmpOperator = iota
	NotEq
	Lt
	LtE
	Gt
	GtE
	Is
	IsNot
	In
	NotIn
)

var cmpNames = [...]string{"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"}

func (o CmpOperator) String() string { return cmpNames[o] }

var cmpSigns = [...]string{"==", "!=", "<", "<=", ">", ">=", "is", "is not", "in", "not in"}

// Sign is the operator as written.
func (o CmpOperator) Sign() string { return cmpSigns[o] }

// ConstKind is the Python type of a constant.
type ConstKind uint8

const (
	NoneConst ConstKind = iota
	TrueConst
	FalseConst
	EllipsisConst
	IntConst
	FloatConst
	ComplexConst // imaginary literals
	StrConst
	BytesConst
)

var constTypes = [...]string{"NoneType", "bool", "bool", "ellipsis", "int", "float", "complex", "str", "bytes"}

// TypeName is the name of that type.
func (k ConstKind) TypeName() string { return constTypes[k] }

// Value is a literal's value. Text depends on Type: for IntConst, FloatConst
// and ComplexConst the literal with underscores removed (a complex keeps no
// "j"), for StrConst the decoded text as UTF-8 in which a lone surrogate takes
// its three-byte form (WTF-8), for BytesConst the raw bytes, else empty.
type Value struct {
	Text string
	Type ConstKind
	U    bool // a str written with the prefix "u", which ast.Constant.kind keeps
}

// Comment is a comment's span, "#" included, line end excluded.
type Comment = source.Span

// File is a parsed source file.
type File struct {
	Source   *source.File
	Mod      Mod
	Comments []Comment // in source order
	Errors   []Error   // in source order; empty when CPython accepts the file
	Warnings []Error   // what CPython reports as SyntaxWarning, e.g. an invalid escape
	NumNodes int       // node ids are 1..NumNodes
}

// Body is the statement list of a Module or Interactive tree.
func (f *File) Body() []Stmt {
	switch m := f.Mod.(type) {
	case *Module:
		return m.Body
	case *Interactive:
		return m.Body
	}
	return nil
}

// Error is one syntax error. It lives in package source so that the lexer,
// which knows no nodes, can report one.
type (
	Error      = source.Error
	ErrorClass = source.ErrorClass
)

// The classes of a syntax error.
const (
	SyntaxError      = source.SyntaxError
	IndentationError = source.IndentationError
	TabError         = source.TabError
)
