package index

// nameTable is the bindings of a block's names. Most blocks bind a few, which
// are found faster one by one than by a hash, and take less memory.
type nameTable struct {
	list []named
	at   map[string]int // places in list, when there are many
}

type named struct {
	name string
	at   []Binding
}

// fewNames is how many are looked through one by one.
const fewNames = 12

func (t *nameTable) find(name string) int {
	if t.at != nil {
		if i, ok := t.at[name]; ok {
			return i
		}
		return -1
	}
	for i := range t.list {
		if t.list[i].name == name {
			return i
		}
	}
	return -1
}

func (t *nameTable) has(name string) bool { return t.find(name) >= 0 }

func (t *nameTable) get(name string) []Binding {
	if i := t.find(name); i >= 0 {
		return t.list[i].at
	}
	return nil
}

// add takes the room for the first binding of a name from slab.
func (t *nameTable) add(name string, b Binding, slab *[]Binding) {
	if i := t.find(name); i >= 0 {
		t.list[i].at = append(t.list[i].at, b)
		return
	}
	if len(*slab) == 0 {
		*slab = make([]Binding, slabSize)
	}
	at := (*slab)[:1:1]
	*slab = (*slab)[1:]
	at[0] = b
	t.list = append(t.list, named{name, at})
	switch {
	case t.at != nil:
		t.at[name] = len(t.list) - 1
	case len(t.list) > fewNames:
		t.at = make(map[string]int, 2*fewNames)
		for i := range t.list {
			t.at[t.list[i].name] = i
		}
	}
}

const slabSize = 32
