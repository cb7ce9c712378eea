package runtime

import (
	"runtime/metrics"
	"time"

	"github.com/asynctools/asynctools/runtime/vm"
)

// watchEvery is how often the size of the heap is looked at.
const watchEvery = 5 * time.Millisecond

// limit sets what Config.Steps and Config.Memory bound.
func (in *Interp) limit(st *vm.State) {
	if in.cfg.Steps > 0 {
		st.StepsLeft = in.cfg.Steps
		in.main.Breaker.Or(vm.BreakSteps)
	}
	if in.cfg.Memory <= 0 {
		return
	}
	done := make(chan struct{})
	in.stopWatch = func() { close(done) }
	go func() {
		tick := time.NewTicker(watchEvery)
		defer tick.Stop()
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		for {
			select {
			case <-done:
				return
			case <-tick.C:
			}
			metrics.Read(sample)
			if sample[0].Value.Uint64() > uint64(in.cfg.Memory)+uint64(in.cfg.HeapFloor) {
				in.main.Signal(vm.BreakMemory)
			}
		}
	}()
}
