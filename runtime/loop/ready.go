package loop

import "iter"

// readyQueue is the queue of what is to run, in blocks: a ring that doubles has
// twice as many places as it needs when there are many tasks, and leaves as many
// behind for the collector, 20 bytes of each of 100,000 tasks in all. Blocks under
// indexes made switching between a hundred tasks 7 in 100 slower than a ring; linked
// ones, and a queue that begins anew where it is empty, cost nothing.
type readyQueue struct {
	first, last *readyBlock
	head        int // of the first entry, in first
	tail        int // behind the last one, in last
	n           int
	spare       *readyBlock // the last one that was emptied
}

// readyBlock is 4 KiB.
type readyBlock struct {
	at   [255]packed
	next *readyBlock
}

// add makes a place at the end.
func (q *readyQueue) add() *packed {
	b := q.last
	if b == nil || q.tail == len(b.at) {
		b = q.more()
	}
	at := &b.at[q.tail]
	q.tail++
	q.n++
	return at
}

func (q *readyQueue) more() *readyBlock {
	b := q.spare
	if q.spare = nil; b == nil {
		b = new(readyBlock)
	}
	if q.last == nil {
		q.first = b
	} else {
		q.last.next = b
	}
	q.last, q.tail = b, 0
	return b
}

func (q *readyQueue) pop() packed {
	b := q.first
	at := &b.at[q.head]
	p := *at
	*at = packed{}
	q.head++
	q.n--
	if q.n == 0 {
		q.head, q.tail = 0, 0 // a short queue stays where it is
	} else if q.head == len(b.at) {
		q.first, q.head = b.next, 0
		b.next, q.spare = nil, b
	}
	return p
}

// all are the entries in order.
func (q *readyQueue) all() iter.Seq[entry] {
	return func(yield func(entry) bool) {
		i := q.head
		for b, left := q.first, q.n; left > 0; left-- {
			if i == len(b.at) {
				b, i = b.next, 0
			}
			if !yield(b.at[i].entry()) {
				return
			}
			i++
		}
	}
}

// place is that of entry i.
func (q *readyQueue) place(i int) *packed {
	b := q.first
	for i += q.head; i >= len(b.at); i -= len(b.at) {
		b = b.next
	}
	return &b.at[i]
}
