package tape

import (
	"strings"
	"testing"
)

func answers(t *Tape, place *uint64) (out []any) {
	n := int64(100)
	for range 3 {
		*place += 5
		n += 7
		out = append(out, t.Number(Timer, func() int64 { return n }))
		out = append(out, t.Thing(Input, func() (any, int) { return "line", 4 }))
	}
	return append(out, t.Asset("file", func() any { return n }))
}

func TestReplayAnswersAsRecorded(t *testing.T) {
	var at, again uint64
	rec := New()
	rec.Places(func() uint64 { return at })
	want := answers(rec, &at)
	rec.Aside(true) // a debugger's question is not kept
	rec.Number(Wall, func() int64 { return 1 })
	rec.Aside(false)
	play := rec.Replay()
	play.Places(func() uint64 { return again })
	for i, v := range answers(play, &again) {
		if v != want[i] {
			t.Errorf("answer %d is %v, and was %v", i, v, want[i])
		}
	}
	if err := play.Failure(); err != nil {
		t.Error(err)
	}
	play.Number(Timer, func() int64 { return 0 })
	if err := play.Failure(); err == nil || !strings.Contains(err.Error(), "after the end") {
		t.Error("asking beyond the end is", err)
	}
}

func TestReplayNoticesAnotherWay(t *testing.T) {
	for name, other := range map[string]func(*Tape, *uint64){
		"another kind":  func(t *Tape, at *uint64) { *at = 5; t.Number(Wall, func() int64 { return 0 }) },
		"another place": func(t *Tape, at *uint64) { *at = 6; t.Number(Timer, func() int64 { return 0 }) },
		"another file":  func(t *Tape, _ *uint64) { t.Asset("other", func() any { return nil }) },
		"a thread":      func(t *Tape, _ *uint64) { t.Refuse("a thread was started") },
	} {
		var at, again uint64
		rec := New()
		rec.Places(func() uint64 { return at })
		answers(rec, &at)
		play := rec.Replay()
		told := false
		play.Places(func() uint64 { return again })
		play.OnFailure(func() { told = true })
		other(play, &again)
		if play.Failure() == nil || !told {
			t.Errorf("%s goes unnoticed", name)
		}
	}
}

func TestRefuseEndsTheRecording(t *testing.T) {
	var at uint64 = 9
	rec := New()
	rec.Places(func() uint64 { return at })
	rec.Number(Timer, func() int64 { return 1 })
	size := len(rec.log.data)
	rec.Refuse("a thread was started")
	at = 20
	rec.Refuse("a socket was opened")
	rec.Number(Timer, func() int64 { return 2 })
	if place, why := rec.Good(); place != 9 || why != "a thread was started" || len(rec.log.data) != size {
		t.Error(place, why, len(rec.log.data))
	}
	var none *Tape
	none.Refuse("")
	none.Aside(true)
	if none.Silent() || none.Replays() || none.Number(Timer, func() int64 { return 3 }) != 3 {
		t.Error("a nil tape does something")
	}
}
