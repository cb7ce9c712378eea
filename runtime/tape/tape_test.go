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

// TestOrder is about threads and signals: what came between the answers is told
// in its order, and what is not as it was is found out.
func TestOrder(t *testing.T) {
	rec := New()
	rec.Number(Timer, func() int64 { return 1 })
	rec.Took(2, true)
	rec.Preempted(40)
	rec.Took(1, true)
	rec.Signalled(9, 10)
	rec.Followed(12, false)
	rec.Followed(15, true)
	rec.Thing(System, func() (any, int) { return "read", 4 })
	rec.Thing(System, func() (any, int) { return "broken off", -1 })
	for _, wrong := range []string{"", "turn", "tick", "answer"} {
		play := rec.Replay()
		if play.Number(Timer, nil); wrong == "answer" {
			play.Number(Timer, nil)
		}
		if wrong != "answer" && play.Next() != 2 {
			t.Error("another thread is next")
		}
		if wrong == "turn" {
			play.Next()
		}
		if wrong == "tick" && play.Preempt(39) {
			t.Error("preempted too soon")
		}
		if wrong != "" {
			if wrong != "tick" && play.Failure() == nil {
				t.Errorf("a wrong %s goes unnoticed", wrong)
			}
			continue
		}
		if play.Due() != 40 || play.Signal(40) != 0 || !play.Preempt(40) || !play.Waits() || play.Next() != 1 || play.Due() != 9 {
			t.Error("the order is another one, due at", play.Due())
		}
		if play.Preempt(9) || play.Signal(9) != 10 || play.Within() != 0 || play.Follower() != 12 || play.Follower() != 0 || !play.Waits() || play.Within() != 15 || play.Waits() {
			t.Error("the signals are other ones")
		}
		if got := play.Thing(System, nil); got != "read" || play.Due() != Never || play.Failure() != nil {
			t.Error("the answer is", got, play.Failure())
		}
		if play.Next() != 0 || play.Failure() == nil {
			t.Error("going on beyond the end is unnoticed")
		}
	}
	rec.Aside(true)
	rec.Took(1, false)
	if _, why := rec.Good(); why != "" {
		t.Error("waiting alone has ended the recording:", why)
	}
	rec.Took(2, true)
	if _, why := rec.Good(); !strings.Contains(why, "other threads") {
		t.Error("others ran during a debugger's code, and the recording ends as", why)
	}
}
