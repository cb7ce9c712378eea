package loop

// queue is the loop's queue of what is ready, in blocks: one that grows leaves nothing
// behind, as a ring that moves would, and the block it has passed is the next one to
// be filled.
type queue struct {
	blocks []*block
	spare  *block
	head   int // of the first entry, in the first block
	n      int // entries
}

// block is a power of two of entries.
type block [1 << blockBits]packed

const blockBits = 8

// at is entry i, from the front.
func (q *queue) at(i int) *packed {
	i += q.head
	return &q.blocks[i>>blockBits][i&(len(block{})-1)]
}

// add makes room for an entry at the end.
func (q *queue) add() *packed {
	if q.head+q.n == len(q.blocks)<<blockBits {
		b := q.spare
		if q.spare = nil; b == nil {
			b = new(block)
		}
		q.blocks = append(q.blocks, b)
	}
	q.n++
	return q.at(q.n - 1)
}

// pop takes the first entry, which there is.
func (q *queue) pop() packed {
	e := &q.blocks[0][q.head]
	p := *e
	*e = packed{}
	q.n--
	if q.head++; q.head == len(block{}) {
		q.spare, q.blocks[0] = q.blocks[0], nil
		q.blocks, q.head = q.blocks[1:], 0
	}
	return p
}
