package flow

// Falls reports that control goes from the node to another one on its own: by
// no exception, and not on the way of a return.
func (n *Node) Falls(to *Node) bool {
	for _, e := range n.Succ {
		if e.To == to && e.Kind.Explicit() && e.Kind != Raise && e.Kind != Return {
			return true
		}
	}
	return false
}
