package ast

// Inspect visits n and its descendants in source order of fields; when f
// returns false the children of that node are skipped.
func Inspect(n Node, f func(Node) bool) {
	if n == nil || !f(n) {
		return
	}
	Children(n, func(c Node) { Inspect(c, f) })
}
