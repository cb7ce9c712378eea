package flow

import "github.com/asynctools/asynctools/syntax/ast"

// Ending is how a call ends that never returns.
type Ending uint8

// The endings.
const (
	Returns Ending = iota // or it is not known
	Exits                 // SystemExit is raised: sys.exit()
	Dies                  // the process is gone: os._exit()
)

// ending is that of a statement which is nothing but a call.
func (b *builder) ending(s ast.Stmt) Ending {
	x, ok := s.(*ast.ExprStmt)
	if !ok || b.ends == nil {
		return Returns
	}
	if call, ok := x.Value.(*ast.Call); ok {
		return b.ends(call)
	}
	return Returns
}
