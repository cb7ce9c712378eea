// Package heap sets Go's garbage collector for programs that read many Python
// files and keep their trees: collecting early finds little then, so it waits
// until the heap nears what the trees will take.
package heap

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// perByte is heap for a byte of source: trees and tables take about 11, and
// nearly as much again is left for garbage. 500,000 lines (19 MB) peak at 310 to
// 360 MB with this.
const perByte = 19

// Once is Limit at the start of a run that reads the files, says what it has
// found and ends: it takes the memory in large pages, too.
func Once(files []string, least int64) {
	limit, source := limitOf(files, least)
	if limit == 0 {
		return
	}
	debug.SetGCPercent(-1)
	if source > worthwhile {
		if limit == least {
			limit += spare
		}
		// Before the limit holds and the sentinel is there: what is taken counts,
		// and giving it back is a collection.
		takeHuge(limit - spare)
	}
	set(limit)
}

// worthwhile is how much source pays for what Once does: 30,000 lines.
const worthwhile = 1 << 20

// spare is what the program needs beside the heap, for Go counts that as well.
const spare = 32 << 20

// Limit sets the collector for the given files. The heap may take least in any
// case. It does nothing where GOGC or GOMEMLIMIT is set.
func Limit(files []string, least int64) {
	if limit, _ := limitOf(files, least); limit > 0 {
		set(limit)
	}
}

// set has the collector wait for the limit: a run that stays below collects
// nothing at all, for collecting took an eighth of the time of a check of
// 100,000 lines, and freed little. From the first collection on, the usual
// proportion holds too.
func set(limit int64) {
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(limit)
	afterCollection(limit)
}

// afterCollection sets the collector anew after each collection. A heap of which
// nearly all is in use when the limit is reached gets a higher one: below it, Go
// would collect without end and give back pages that it needs again at once (a file
// of 30,000 findings took 21 s so, and takes 3).
func afterCollection(limit int64) {
	runtime.AddCleanup(new(sentinel), func(struct{}) {
		debug.SetGCPercent(400)
		if live := liveBytes(); live > limit/4*3 {
			limit = live / 2 * 3
			debug.SetMemoryLimit(limit)
		}
		afterCollection(limit)
	}, struct{}{})
}

func liveBytes() int64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64())
}

func limitOf(files []string, least int64) (limit, source int64) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return 0, 0
	}
	for _, path := range files {
		if info, err := os.Stat(path); err == nil {
			source += info.Size()
		}
	}
	return max(least, source*perByte), source
}

// sentinel is an object that the first collection finds dead. It has a pointer
// so that it shares no block with others.
type sentinel struct{ _ *sentinel }

// muchGarbage is what is worth a collection between two keystrokes.
const muchGarbage = 48 << 20

// Collect collects if there is much garbage. It is for moments in which nobody
// waits: a collection in the middle of an edit triples what the edit takes.
func Collect() {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	if sample[0].Value.Uint64() > sample[1].Value.Uint64()+muchGarbage {
		runtime.GC()
	}
}
