package object

import "unsafe"

// Dict is Python's dict: entries in insertion order, found through an open
// addressing table of entry numbers.
type Dict struct {
	Header
	entries []dictEntry // deleted ones have an invalid key
	index   []int32     // entry+1, 0 free, -1 deleted; length a power of two
	used    int
	filled  int    // index places in use, deleted ones included
	version uint32 // changes with the set of keys and with deletions
}

type dictEntry struct {
	key, val Value
	hash     uint64
}

// NewDict makes an empty dict.
func NewDict() *Dict { return &Dict{Header: NewHeader(DictType)} }

// NewStaticDict makes a dict that is not counted, for namespaces.
func NewStaticDict() *Dict { return &Dict{Header: StaticHeader(DictType)} }

// AsDict views a value as a dict, or nil.
func AsDict(v Value) *Dict {
	if v.Valid() && v.Type().Flags&DictSub != 0 {
		return (*Dict)(v.p)
	}
	return nil
}

// Len is the number of items.
func (d *Dict) Len() int { return d.used }

// Version changes when keys come or go; values may change without.
func (d *Dict) Version() uint32 { return d.version }

func (d *Dict) findStr(s *Str) int {
	if d.index == nil {
		return -1
	}
	h := s.Hash()
	mask := uint64(len(d.index) - 1)
	for i, perturb := h&mask, h; ; {
		e := d.index[i]
		if e == 0 {
			return -1
		}
		if e > 0 {
			ent := &d.entries[e-1]
			if ent.key.p == Of(s).p {
				return int(e - 1)
			}
			if ent.hash == h {
				if k := AsStr(ent.key); k != nil && k.S == s.S {
					return int(e - 1)
				}
			}
		}
		perturb >>= 5
		i = (i*5 + perturb + 1) & mask
	}
}

func (d *Dict) find(t *Thread, key Value, h uint64) (int, error) {
	if s := exactStr(key); s != nil {
		return d.findStr(s), nil
	}
restart:
	if d.index == nil {
		return -1, nil
	}
	mask := uint64(len(d.index) - 1)
	for i, perturb := h&mask, h; ; {
		e := d.index[i]
		if e == 0 {
			return -1, nil
		}
		if e > 0 {
			ent := &d.entries[e-1]
			if ent.key == key {
				return int(e - 1), nil
			}
			if ent.hash == h {
				k := ent.key
				if k.IsInt() && key.IsInt() {
					goto next // equal ints are identical values
				}
				ver := d.version
				k.Hold()
				eq, err := t.Equal(k, key)
				t.Release(k)
				if err != nil {
					return -1, err
				}
				if d.version != ver {
					goto restart // the comparison changed the dict
				}
				if eq {
					return int(e - 1), nil
				}
			}
		}
	next:
		perturb >>= 5
		i = (i*5 + perturb + 1) & mask
	}
}

// NamesOnly reports that all keys are strings.
func (d *Dict) NamesOnly() bool {
	for i := range d.entries {
		if k := d.entries[i].key; k.Valid() && AsStr(k) == nil {
			return false
		}
	}
	return true
}

// GetStr looks a string key up; the invalid Value means absent.
func (d *Dict) GetStr(s *Str) Value {
	if i := d.findStr(s); i >= 0 {
		return d.entries[i].val
	}
	return Value{}
}

// GetStrNear is GetStr for one who knows where the entry most likely is.
func (d *Dict) GetStrNear(i int, s *Str) Value {
	if i < len(d.entries) && d.entries[i].key.p == unsafe.Pointer(s) {
		return d.entries[i].val
	}
	return d.GetStr(s)
}

// GetString is GetStr for a Go string.
func (d *Dict) GetString(s string) Value {
	x := Str{S: s, n: -1}
	x.typ = StrType
	return d.GetStr(&x)
}

// FindStr gives the entry number of a string key for inline caches, or -1.
func (d *Dict) FindStr(s *Str) int { return d.findStr(s) }

// EntryAt returns the value of entry i; valid while Version is unchanged.
func (d *Dict) EntryAt(i int) Value { return d.entries[i].val }

// SetEntry replaces the value of entry i.
func (d *Dict) SetEntry(t *Thread, i int, v Value) { t.Store(&d.Header, &d.entries[i].val, v) }

// Get looks a key up; the invalid Value means absent.
func (d *Dict) Get(t *Thread, key Value) (Value, error) {
	if s := exactStr(key); s != nil {
		return d.GetStr(s), nil
	}
	h, err := t.hashAs(key, "a dict key")
	if err != nil {
		return Value{}, err
	}
	i, err := d.find(t, key, h)
	if i < 0 || err != nil {
		return Value{}, err
	}
	return d.entries[i].val, nil
}

// Set stores an item.
func (d *Dict) Set(t *Thread, key, v Value) error {
	if s := exactStr(key); s != nil {
		d.SetStr(t, s, v)
		return nil
	}
	h, err := t.hashAs(key, "a dict key")
	if err != nil {
		return err
	}
	i, err := d.find(t, key, h)
	if err != nil {
		return err
	}
	if i >= 0 {
		t.Store(&d.Header, &d.entries[i].val, v)
		return nil
	}
	d.insert(key, v, h)
	return nil
}

// SetDefault is the value under a key, which is stored when there is none.
func (d *Dict) SetDefault(t *Thread, key, v Value) (Value, error) {
	h, err := t.hashAs(key, "a dict key")
	if err != nil {
		return Value{}, err
	}
	i, err := d.find(t, key, h)
	if err != nil {
		return Value{}, err
	}
	if i >= 0 {
		return d.entries[i].val, nil
	}
	d.insert(key, v, h)
	return v, nil
}

// SetStr stores an item under a string key.
func (d *Dict) SetStr(t *Thread, s *Str, v Value) {
	if i := d.findStr(s); i >= 0 {
		t.Store(&d.Header, &d.entries[i].val, v)
		return
	}
	d.insert(Of(s), v, s.Hash())
}

// SetString stores an item under an interned Go string.
func (d *Dict) SetString(t *Thread, s string, v Value) { d.SetStr(t, t.Interp.Intern(s), v) }

func (d *Dict) insert(key, v Value, h uint64) {
	switch {
	case d.index == nil && d.entries == nil:
		// The first table is one piece of memory.
		first := &struct {
			entries [4]dictEntry
			index   [8]int32
		}{}
		d.entries, d.index = first.entries[:0], first.index[:]
	case d.index == nil:
		d.index = make([]int32, 8)
	case (d.filled+1)*3 >= len(d.index)*2:
		d.resize()
	case len(d.entries) == 4 && len(d.index) == 8:
		d.index = append([]int32(nil), d.index...) // or it would keep the first entries
	}
	d.take(key)
	d.take(v)
	d.entries = append(d.entries, dictEntry{key, v, h})
	d.place(h, int32(len(d.entries)))
	d.used++
	d.filled++
	d.version++
}

func (d *Dict) place(h uint64, e int32) {
	mask := uint64(len(d.index) - 1)
	for i, perturb := h&mask, h; ; {
		if d.index[i] <= 0 {
			if d.index[i] < 0 {
				d.filled--
			}
			d.index[i] = e
			return
		}
		perturb >>= 5
		i = (i*5 + perturb + 1) & mask
	}
}

func (d *Dict) resize() {
	size := 8
	for size*2 < (d.used+1)*5 {
		size *= 2
	}
	if d.used < len(d.entries) {
		live := d.entries[:0]
		for _, e := range d.entries {
			if e.key.Valid() {
				live = append(live, e)
			}
		}
		clear(d.entries[len(live):])
		d.entries = live
	}
	if room := size*2/3 + 1; size > 8 && cap(d.entries) < room {
		d.entries = append(make([]dictEntry, 0, room), d.entries...)
	}
	d.index = make([]int32, size)
	d.filled = d.used
	for i := range d.entries {
		d.place(d.entries[i].hash, int32(i+1))
	}
	d.version++
}

// removeAt takes entry i out and returns its still held key and value.
func (d *Dict) removeAt(i int) (key, val Value) {
	e := &d.entries[i]
	key, val = e.key, e.val
	mask := uint64(len(d.index) - 1)
	for j, perturb := e.hash&mask, e.hash; ; {
		if d.index[j] == int32(i+1) {
			d.index[j] = -1
			break
		}
		perturb >>= 5
		j = (j*5 + perturb + 1) & mask
	}
	*e = dictEntry{}
	d.used--
	d.version++
	if i == len(d.entries)-1 {
		for len(d.entries) > 0 && !d.entries[len(d.entries)-1].key.Valid() {
			d.entries = d.entries[:len(d.entries)-1]
		}
	}
	return key, val
}

// Pop removes a key and returns its value floating; absent gives the invalid Value.
func (d *Dict) Pop(t *Thread, key Value) (Value, error) {
	h, err := t.hashAs(key, "a dict key")
	if err != nil {
		return Value{}, err
	}
	i, err := d.find(t, key, h)
	if i < 0 || err != nil {
		return Value{}, err
	}
	k, v := d.removeAt(i)
	v.Forget()
	t.Release(k)
	return v, nil
}

// Del removes a key and reports whether it was there.
func (d *Dict) Del(t *Thread, key Value) (bool, error) {
	v, err := d.Pop(t, key)
	t.DropFloating(v)
	return v.Valid(), err
}

// DelStr removes a string key and reports whether it was there.
func (d *Dict) DelStr(t *Thread, s *Str) bool {
	i := d.findStr(s)
	if i < 0 {
		return false
	}
	k, v := d.removeAt(i)
	t.Release(k)
	t.Release(v)
	return true
}

// Clear removes everything.
func (d *Dict) Clear(t *Thread) {
	old := d.entries
	d.entries, d.index, d.used, d.filled = nil, nil, 0, 0
	d.version++
	for _, e := range old {
		t.Release(e.key)
		t.Release(e.val)
	}
}

// Next returns the first item at or after position *i and advances it.
func (d *Dict) Next(i *int) (key, val Value, ok bool) {
	for *i < len(d.entries) {
		e := &d.entries[*i]
		*i++
		if e.key.Valid() {
			return e.key, e.val, true
		}
	}
	return Value{}, Value{}, false
}

// Each visits the items in order; the dict must not change meanwhile.
func (d *Dict) Each(f func(k, v Value)) {
	for i := range d.entries {
		if e := &d.entries[i]; e.key.Valid() {
			f(e.key, e.val)
		}
	}
}

// Copy makes a shallow copy.
func (d *Dict) Copy() *Dict {
	c := NewDict()
	if d.used > 0 && d.used == len(d.entries) {
		c.fillFrom(d)
		return c
	}
	c.entries = make([]dictEntry, 0, d.used)
	for _, e := range d.entries {
		if e.key.Valid() {
			c.take(e.key)
			c.take(e.val)
			c.entries = append(c.entries, e)
		}
	}
	c.used = len(c.entries)
	c.resize()
	return c
}

// fillFrom copies all of o, which has no gaps, to d, which is empty: where the entries
// are found is copied, too.
func (d *Dict) fillFrom(o *Dict) {
	n := len(o.entries)
	d.entries = append(make([]dictEntry, 0, n+n/8+1), o.entries...)
	d.index = append([]int32(nil), o.index...)
	d.used, d.filled = o.used, o.filled
	d.version++
	if o.flags&Holds == 0 {
		return // none of them is counted
	}
	for i := range d.entries {
		d.take(d.entries[i].key)
		d.take(d.entries[i].val)
	}
}

// Update stores all items of o.
func (d *Dict) Update(t *Thread, o *Dict) error {
	n := len(o.entries)
	if len(d.entries) == 0 && n > 8 && o.used == n {
		d.fillFrom(o)
		return nil
	}
	for i := 0; ; {
		k, v, ok := o.Next(&i)
		if !ok {
			return nil
		}
		if err := d.Set(t, k, v); err != nil {
			return err
		}
		if n != len(o.entries) && d != o { // a comparison of keys did that
			return t.Raisef(RuntimeError, "dict mutated during update")
		}
	}
}

func dictTraverse(self Value, visit func(Value)) {
	d := (*Dict)(self.p)
	for i := range d.entries {
		if e := &d.entries[i]; e.key.Valid() {
			visit(e.key)
			visit(e.val)
		}
	}
}

// dict views and iterators

type viewKind uint8

const (
	keysView viewKind = iota
	valuesView
	itemsView
)

type dictView struct {
	Header
	d    *Dict
	kind viewKind
}

func newView(ty *Type, kind viewKind) NativeFunc {
	return func(t *Thread, args []Value, _ KwNames) (Value, error) {
		v := &dictView{Header: NewHeader(ty), d: (*Dict)(args[0].p), kind: kind}
		v.take(args[0])
		return Of(v), nil
	}
}

type dictIter struct {
	Header
	d    *Dict
	pos  int
	used int
	left int // items still to come
	kind viewKind
	back bool
}

func newDictIter(d *Dict, kind viewKind) Value {
	it := &dictIter{Header: NewHeader(DictIterType), d: d, used: d.used, left: d.used, kind: kind}
	it.take(Of(d))
	return Of(it)
}

func dictIterNext(t *Thread, self Value) (Value, error) { return (*dictIter)(self.p).item(t) }

func (it *dictIter) item(t *Thread) (Value, error) {
	k, v, err := it.advance(t)
	if err != nil || !v.Valid() {
		return Value{}, err
	}
	switch it.kind {
	case keysView:
		return k, nil
	case valuesView:
		return v, nil
	}
	return newTuple2(k, v), nil
}

// advance is the next item; at the end the value is invalid.
func (it *dictIter) advance(t *Thread) (k, v Value, err error) {
	if it.d == nil {
		return Value{}, Value{}, nil
	}
	if it.used != it.d.used {
		it.used = -1
		return Value{}, Value{}, t.Raisef(RuntimeError, "dictionary changed size during iteration")
	}
	var ok bool
	if it.back {
		for it.pos > 0 && !ok {
			it.pos--
			e := &it.d.entries[it.pos]
			k, v, ok = e.key, e.val, e.key.Valid()
		}
	} else {
		k, v, ok = it.d.Next(&it.pos)
	}
	if !ok {
		d := it.d
		it.d = nil
		t.Release(Of(d))
		return Value{}, Value{}, nil
	}
	if it.left == 0 {
		d := it.d
		it.d = nil
		t.Release(Of(d))
		return Value{}, Value{}, t.Raisef(RuntimeError, "dictionary keys changed during iteration")
	}
	it.left--
	return k, v, nil
}

// Set is Python's set and frozenset, with CPython's table (linear probes
// before the perturbation), so that sets of small ints list alike.
type Set struct {
	Header
	table  []setEntry
	used   int
	fill   int
	hash   uint64 // of a frozenset, once computed; of a set, where pop goes on (finger)
	hashed bool
}

// setEntry is a place in the table. One whose key has been removed has an invalid key
// with a payload, so that searches go on past it.
type setEntry struct {
	key  Value
	hash uint64
}

func removedEntry() setEntry { return setEntry{key: Value{n: 1}} }

func (e *setEntry) removed() bool { return e.key.p == nil && e.key.n != 0 }

// NewSet makes an empty set.
func NewSet() *Set { return &Set{Header: NewHeader(SetType)} }

// NewSmallSet is NewSet for one that is about to be filled: it and its first table
// are one allocation.
func NewSmallSet() *Set {
	s := &struct {
		Set
		first [8]setEntry
	}{Set: Set{Header: NewHeader(SetType)}}
	s.table = s.first[:]
	return &s.Set
}

// AsSet views a value as a set or frozenset, or nil.
func AsSet(v Value) *Set {
	if v.Valid() && v.Type().Flags&SetSub != 0 {
		return (*Set)(v.p)
	}
	return nil
}

// Len is the number of elements.
func (s *Set) Len() int { return s.used }

const linearProbes = 9

// find returns the entry of key, or the place to insert it.
func (s *Set) find(t *Thread, key Value, h uint64) (int, bool, error) {
restart:
	table := s.table
	mask := uint64(len(table) - 1)
	free := -1
	perturb := h
	i := h & mask
	for {
		n := uint64(0)
		if i+linearProbes <= mask {
			n = linearProbes
		}
		for j := i; j <= i+n; j++ {
			e := &table[j]
			if !e.key.Valid() {
				if e.removed() {
					free = int(j) // the last on the way, as in CPython
					continue
				}
				if free >= 0 {
					return free, false, nil
				}
				return int(j), false, nil
			}
			if e.hash == h {
				if e.key == key {
					return int(j), true, nil
				}
				if e.key.IsInt() && key.IsInt() {
					continue
				}
				k := e.key
				k.Hold()
				eq, err := t.Equal(k, key)
				t.Release(k)
				if err != nil {
					return -1, false, err
				}
				if len(s.table) == 0 || &table[0] != &s.table[0] || table[j].key != k {
					if len(s.table) == 0 {
						s.table = make([]setEntry, 8) // emptied by the comparison
					}
					goto restart
				}
				if eq {
					return int(j), true, nil
				}
			}
		}
		perturb >>= 5
		i = (i*5 + 1 + perturb) & mask
	}
}

// Add inserts key and reports whether it was new.
func (s *Set) Add(t *Thread, key Value) (bool, error) {
	h, err := t.hashAs(key, "a set element")
	if err != nil {
		return false, err
	}
	return s.addHashed(t, key, h)
}

func (s *Set) addHashed(t *Thread, key Value, h uint64) (bool, error) {
	if s.table == nil {
		s.table = make([]setEntry, 8)
	}
	e := &s.table[h&uint64(len(s.table)-1)]
	if e.key.Valid() || e.removed() {
		i, ok, err := s.find(t, key, h)
		if err != nil || ok {
			return false, err
		}
		e = &s.table[i]
	}
	if !e.removed() {
		s.fill++
	}
	s.take(key)
	*e = setEntry{key: key, hash: h}
	s.used++
	if s.fill*5 >= (len(s.table)-1)*3 {
		s.growFull()
	}
	return true, nil
}

// addNew is addHashed for a key that the set does not have.
func (s *Set) addNew(e setEntry) {
	if s.table == nil {
		s.table = make([]setEntry, 8)
	}
	s.take(e.key)
	s.insertClean(e)
	s.fill++
	s.used++
	if s.fill*5 >= (len(s.table)-1)*3 {
		s.growFull()
	}
}

// growFull makes room in a table of which three fifths are in use.
func (s *Set) growFull() {
	n := s.used * 4
	if s.used > 50000 {
		n = s.used * 2
	}
	s.grow(n)
}

func (s *Set) grow(minused int) {
	size := 8
	for size <= minused {
		size *= 2
	}
	old := s.table
	s.table = make([]setEntry, size)
	s.fill = s.used
	for _, e := range old {
		if e.key.Valid() {
			s.insertClean(e)
		}
	}
}

func (s *Set) insertClean(e setEntry) {
	mask := uint64(len(s.table) - 1)
	perturb := e.hash
	i := e.hash & mask
	for {
		n := uint64(0)
		if i+linearProbes <= mask {
			n = linearProbes
		}
		for j := i; j <= i+n; j++ {
			if !s.table[j].key.Valid() {
				s.table[j] = e
				return
			}
		}
		perturb >>= 5
		i = (i*5 + 1 + perturb) & mask
	}
}

// Has reports membership.
func (s *Set) Has(t *Thread, key Value) (bool, error) {
	h, err := t.hashAs(key, "a set element")
	if err != nil || s.used == 0 {
		return false, err
	}
	return s.hasHashed(t, key, h)
}

func (s *Set) hasHashed(t *Thread, key Value, h uint64) (bool, error) {
	if s.used == 0 {
		return false, nil
	}
	// As a rule the first place tells.
	switch e := &s.table[h&uint64(len(s.table)-1)]; {
	case e.hash == h && e.key == key:
		return true, nil
	case !e.key.Valid() && !e.removed():
		return false, nil
	}
	_, ok, err := s.find(t, key, h)
	return ok, err
}

// Discard removes key and reports whether it was there.
func (s *Set) Discard(t *Thread, key Value) (bool, error) {
	h, err := t.hashAs(key, "a set element")
	if err != nil {
		return false, err
	}
	return s.discardHashed(t, key, h)
}

func (s *Set) discardHashed(t *Thread, key Value, h uint64) (bool, error) {
	if s.used == 0 {
		return false, nil
	}
	i, ok, err := s.find(t, key, h)
	if err != nil || !ok {
		return false, err
	}
	k := s.table[i].key
	s.table[i] = removedEntry()
	s.used--
	t.Release(k)
	return true, nil
}

// PopAny removes and returns some element floating, or the invalid Value.
func (s *Set) PopAny() Value {
	if s.used == 0 {
		return Value{}
	}
	// From where the last one was found: hash is free for that in what can be changed.
	for i := s.hash & uint64(len(s.table)-1); ; i = (i + 1) & uint64(len(s.table)-1) {
		if k := s.table[i].key; k.Valid() {
			s.table[i] = removedEntry()
			s.used--
			s.hash = i + 1
			k.Forget()
			return k
		}
	}
}

// Clear removes everything.
func (s *Set) Clear(t *Thread) {
	old := s.table
	s.table, s.used, s.fill = nil, 0, 0
	for _, e := range old {
		t.Release(e.key)
	}
}

// Each visits the elements in table order; the set must not change meanwhile.
func (s *Set) Each(f func(Value)) {
	for i := range s.table {
		if k := s.table[i].key; k.Valid() {
			f(k)
		}
	}
}

// Items copies the elements in table order.
func (s *Set) Items() []Value {
	out := make([]Value, 0, s.used)
	s.Each(func(v Value) { out = append(out, v) })
	return out
}

// entries copies the elements with their hashes.
func (s *Set) entries() []setEntry {
	out := make([]setEntry, 0, s.used)
	for _, e := range s.table {
		if e.key.Valid() {
			out = append(out, e)
		}
	}
	return out
}

// eachHashed calls f for the items of an iterable with their hashes, which a set
// or a dict knows already: theirs are not asked for again.
func (t *Thread) eachHashed(v Value, f func(key Value, h uint64) error) error {
	var known []setEntry
	switch {
	case v.Is(SetType), v.Is(FrozenSetType):
		known = AsSet(v).entries()
	case v.Is(DictType):
		for _, e := range AsDict(v).entries {
			if e.key.Valid() {
				known = append(known, setEntry{key: e.key, hash: e.hash})
			}
		}
	default:
		return t.Each(v, func(x Value) error {
			h, err := t.hashAs(x, "a set element")
			if err != nil {
				return err
			}
			return f(x, h)
		})
	}
	for _, e := range known {
		e.key.Hold()
		err := f(e.key, e.hash)
		t.Release(e.key)
		if err != nil {
			return err
		}
	}
	return nil
}

// CopyOf makes a set of type ty with the same elements.
func (s *Set) CopyOf(ty *Type) *Set {
	c := &Set{Header: NewHeader(ty)}
	if s.used == 0 {
		return c
	}
	c.table = make([]setEntry, s.copySize())
	inPlace := len(c.table) == len(s.table) && s.fill == s.used
	for i, e := range s.table {
		if !e.key.Valid() {
			continue
		}
		c.take(e.key)
		if inPlace {
			c.table[i] = e
		} else {
			c.insertClean(e)
		}
	}
	c.used, c.fill = s.used, s.used
	return c
}

// copySize is the size of a copy's table, and so part of the order of its elements, as
// set_merge in CPython's Objects/setobject.c has it.
func (s *Set) copySize() int {
	n := 8
	for s.used > 4 && n <= s.used*2 {
		n *= 2
	}
	return n
}

// Relay gives the elements of a new set the order that they have in a copy.
func (s *Set) Relay() {
	if s.copySize() != len(s.table) {
		s.grow(s.used * 2)
	}
}

type setIter struct {
	Header
	s    *Set
	pos  int
	used int
}

func setIterNext(t *Thread, self Value) (Value, error) { return (*setIter)(self.p).next(t) }

func (it *setIter) next(t *Thread) (Value, error) {
	if it.s == nil {
		return Value{}, nil
	}
	if it.used != it.s.used {
		it.used = -1
		return Value{}, t.Raisef(RuntimeError, "Set changed size during iteration")
	}
	for it.pos < len(it.s.table) {
		k := it.s.table[it.pos].key
		it.pos++
		if k.Valid() {
			return k, nil
		}
	}
	s := it.s
	it.s = nil
	t.Release(Of(s))
	return Value{}, nil
}
