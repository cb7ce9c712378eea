// Package calmod is the native part of the module datetime: the calendar, and the
// commonest form of ISO 8601.
package calmod

import (
	"math"
	"time"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
)

type (
	// Value is object.Value.
	Value = object.Value
	// Thread is object.Thread.
	Thread = object.Thread
	kwargs = object.KwNames
)

const (
	second     = 1000000 // in microseconds
	day        = 86400 * second
	maxOrdinal = 3652059 // 31 December 9999; 1 January of year 1 is 1
	unixEpoch  = 719163
)

// New makes the module _calendar. Its functions take ints that are in range, save
// for where their comments say otherwise.
func New(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "_calendar")
	stdlib.Fill(t, m, "_calendar", []object.Def{
		{Name: "valid", Sig: "year, month, day, hour, minute, second, microsecond, fold, /", Fn: valid},
		{Name: "wall", Sig: "year, month, day, hour, minute, second, microsecond, /", Fn: wall},
		{Name: "fields", Sig: "microseconds, /", Fn: fields},
		{Name: "local", Sig: "seconds, /", Fn: local},
		{Name: "moment", Sig: "year, month, day, hour, minute, second, fold, /", Fn: moment},
		{Name: "parse", Sig: "text, /", Fn: parse},
	})
	return m, nil
}

func isLeap(year int64) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

func monthLength(year, month int64) int64 {
	switch {
	case month == 2 && isLeap(year):
		return 29
	case month == 2:
		return 28
	case month == 4 || month == 6 || month == 9 || month == 11:
		return 30
	}
	return 31
}

var before = [...]int64{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334}

func ordinal(year, month, day int64) int64 {
	past := year - 1
	n := past*365 + past/4 - past/100 + past/400 + before[month-1] + day
	if month > 2 && isLeap(year) {
		n++
	}
	return n
}

// valid reports that all are ints, and those of a date and a time of day. It may be
// given anything.
func valid(_ *Thread, a []Value, _ kwargs) (Value, error) {
	for _, v := range a {
		if !v.IsInt() {
			return object.False, nil
		}
	}
	in := func(i int, least, most int64) bool { return least <= a[i].AsInt() && a[i].AsInt() <= most }
	return object.Bool(in(0, 1, 9999) && in(1, 1, 12) && in(2, 1, monthLength(a[0].AsInt(), a[1].AsInt())) &&
		in(3, 0, 23) && in(4, 0, 59) && in(5, 0, 59) && in(6, 0, second-1) && in(7, 0, 1)), nil
}

// wall is the number of microseconds since the midnight before 1 January of year 0.
func wall(_ *Thread, a []Value, _ kwargs) (Value, error) {
	n := func(i int) int64 { return a[i].AsInt() }
	seconds := ordinal(n(0), n(1), n(2))*86400 + (n(3)*60+n(4))*60 + n(5)
	return object.Int(seconds*second + n(6)), nil
}

// fields is the inverse of wall, or None for what is no year of four digits. It may
// be given any int.
func fields(_ *Thread, a []Value, _ kwargs) (Value, error) {
	if !a[0].IsInt() {
		return object.None, nil
	}
	us := a[0].AsInt()
	if us < day || us >= (maxOrdinal+1)*day {
		return object.None, nil
	}
	x := time.Unix((us/day-unixEpoch)*86400, 0).UTC()
	us %= day
	return tuple(int64(x.Year()), int64(x.Month()), int64(x.Day()), us/(3600*second), us/(60*second)%60, us/second%60, us%second), nil
}

// local is the local time of a moment, and whether it is the second of two that a
// clock set back shows alike.
func local(_ *Thread, a []Value, _ kwargs) (Value, error) {
	at := a[0].AsInt()
	x := time.Unix(at, 0)
	fold := int64(0)
	if at > 86400 {
		_, now := x.Zone()
		_, earlier := time.Unix(at-86400, 0).Zone()
		if back := int64(earlier - now); back > 0 {
			if _, then := time.Unix(at-back, 0).Zone(); then == earlier {
				fold = 1
			}
		}
	}
	return tuple(int64(x.Year()), int64(x.Month()), int64(x.Day()), int64(x.Hour()), int64(x.Minute()), int64(x.Second()), fold), nil
}

// moment is the POSIX time of a local time. Of two moments that a clock shows alike
// fold chooses, and of a time that it skips, with which offset to go on.
func moment(_ *Thread, a []Value, _ kwargs) (Value, error) {
	n := func(i int) int64 { return a[i].AsInt() }
	shown := (ordinal(n(0), n(1), n(2))-unixEpoch)*86400 + (n(3)*60+n(4))*60 + n(5)
	offset := func(at int64) int64 {
		_, o := time.Unix(at, 0).Zone()
		return int64(o)
	}
	early, late := shown-offset(shown-86400), shown-offset(shown+86400)
	first, last := min(early, late), max(early, late)
	real := func(at int64) bool { return at+offset(at) == shown }
	switch {
	case real(first) && real(last):
	case real(first):
		last = first
	case real(last):
		first = last
	default:
		first, last = last, first
	}
	if n(6) != 0 {
		first = last
	}
	return object.Int(first), nil
}

func tuple(ns ...int64) Value {
	out := make([]Value, len(ns))
	for i, n := range ns {
		out[i] = object.Int(n)
	}
	return object.TupleOf(out)
}

// parse reads 2020-02-03T10:11, with seconds, a fraction of up to six digits, and
// Z or +05:30 behind, or without; any ASCII character may stand between date and
// time. What it does not know, and what is out of range, is None. The result has the
// seven fields and the offset in microseconds, or None for no offset. It may be given
// any text.
func parse(_ *Thread, a []Value, _ kwargs) (Value, error) {
	str := object.AsStr(a[0])
	if str == nil {
		return object.None, nil
	}
	s, ok := str.S, true
	// number reads n digits after a separator of which any is 0.
	number := func(separator byte, n int) (v int64) {
		if separator != 0 {
			if s == "" || s[0] != separator {
				ok = false
				return 0
			}
			s = s[1:]
		}
		if len(s) < n {
			ok = false
			return 0
		}
		for i := range n {
			c := s[i] - '0'
			if c > 9 {
				ok = false
				return 0
			}
			v = v*10 + int64(c)
		}
		s = s[n:]
		return v
	}
	year, month, date := number(0, 4), number('-', 2), number('-', 2)
	if !ok || s == "" || s[0] >= 0x80 {
		return object.None, nil
	}
	s = s[1:]
	hour, minute, sec, us := number(0, 2), number(':', 2), int64(0), int64(0)
	if ok && s != "" && s[0] == ':' {
		sec = number(':', 2)
		if s != "" && s[0] == '.' {
			digits := 1
			for digits < len(s) && s[digits]-'0' < 10 {
				digits++
			}
			if digits > 7 {
				return object.None, nil
			}
			us = number('.', digits-1)
			if digits == 1 {
				return object.None, nil
			}
			us *= int64(math.Pow10(7 - digits))
		}
	}
	offset := object.None
	switch {
	case s == "":
	case s == "Z":
		offset = object.Int(0)
	case s[0] == '+' || s[0] == '-':
		sign := int64(1)
		if s[0] == '-' {
			sign = -1
		}
		h, m := number(s[0], 2), number(':', 2)
		ok = ok && h < 24 && m < 60
		offset = object.Int(sign * (h*60 + m) * 60 * second)
	default:
		ok = false
	}
	if !ok || s != "" && s != "Z" || year < 1 || month < 1 || month > 12 || date < 1 || date > monthLength(year, month) || hour > 23 || minute > 59 || sec > 59 {
		return object.None, nil
	}
	v := tuple(year, month, date, hour, minute, sec, us, 0)
	object.AsTuple(v).Items[7] = offset
	return v, nil
}
