package ast

// Inspect visits n and its descendants in source order of fields; when f
// returns false the children of that node are skipped.
func Inspect(n Node, f func(Node) bool) {
	if n == nil || !f(n) {
		return
	}
	Children(n, func(c Node) { Inspect(c, f) })
}

// Bodies are the lists of statements that a node has of its own, in source order.
func Bodies(n Node) [][]Stmt {
	switch n := n.(type) {
	case *Module:
		return [][]Stmt{n.Body}
	case *FunctionDef:
		return [][]Stmt{n.Body}
	case *AsyncFunctionDef:
		return [][]Stmt{n.Body}
	case *If:
		return [][]Stmt{n.Body, n.Orelse}
	case *For:
		return [][]Stmt{n.Body, n.Orelse}
	case *AsyncFor:
		return [][]Stmt{n.Body, n.Orelse}
	case *While:
		return [][]Stmt{n.Body, n.Orelse}
	case *With:
		return [][]Stmt{n.Body}
	case *AsyncWith:
		return [][]Stmt{n.Body}
	case *Try:
		return [][]Stmt{n.Body, n.Orelse, n.Finalbody}
	case *TryStar:
		return [][]Stmt{n.Body, n.Orelse, n.Finalbody}
	case *ExceptHandler:
		return [][]Stmt{n.Body}
	case *MatchCase:
		return [][]Stmt{n.Body}
	}
	return nil
}
