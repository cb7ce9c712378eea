package target

import (
	"encoding/binary"
	"unsafe"

	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/vm"
)

// Walk implements inspect.Walker.
func (g *Target) Walk(q inspect.TaskQuery) (page inspect.TaskPage, frames [][]inspect.Frame, err error) {
	err = g.do(false, func() {
		g.index()
		page = g.tasks(q)
		known := map[string][]inspect.Frame{}
		one := map[place]inspect.Frame{}
		var key []byte
		for _, task := range page.Tasks {
			rows := g.ownRows(task.ID)
			key = key[:0]
			for _, f := range rows {
				key = binary.LittleEndian.AppendUint64(key, uint64(uintptr(unsafe.Pointer(f.Code()))))
				key = binary.LittleEndian.AppendUint32(key, uint32(f.PC()))
			}
			list, ok := known[string(key)]
			if !ok {
				for _, f := range rows {
					p := place{f.Code(), f.PC()}
					fr, ok := one[p]
					if !ok {
						fr = g.describe(f)
						one[p] = fr
					}
					list = append(list, fr)
				}
				known[string(key)] = list
			}
			frames = append(frames, list)
		}
	})
	return page, frames, err
}

// ownRows are the frames of a task without those of its awaiters.
func (g *Target) ownRows(id inspect.TaskID) []*vm.Frame {
	if k := g.findTask(id); k != nil {
		return g.chain(k)
	}
	if st := g.thread(id); st != nil {
		return g.threadRows(st)
	}
	return nil
}
