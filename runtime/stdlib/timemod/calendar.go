package timemod

import (
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
	"github.com/asynctools/asynctools/runtime/stdlib/structseq"
)

// addCalendar adds what deals with dates: struct_time and the functions that
// make and read it. Formats are those of the C locale.
func addCalendar(t *Thread, m *object.Module, clock Clock) {
	ty := structseq.New(t, "time", "struct_time", 9, "tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst", "tm_zone", "tm_gmtoff")
	m.Dict.SetString(t, "struct_time", object.Of(ty.Type))
	_, winter := time.Date(2023, 1, 1, 0, 0, 0, 0, time.Local).Zone()
	_, summer := time.Date(2023, 7, 1, 0, 0, 0, 0, time.Local).Zone()
	standard, daylight := min(winter, summer), max(winter, summer)
	name := func(offset int) Value {
		for _, month := range []time.Month{1, 7} {
			if n, o := time.Date(2023, month, 1, 0, 0, 0, 0, time.Local).Zone(); o == offset {
				return object.NewStr(n)
			}
		}
		return object.NewStr("UTC")
	}
	for k, v := range map[string]Value{
		"timezone": object.Int(int64(-standard)), "altzone": object.Int(int64(-daylight)),
		"daylight": object.Int(int64(btoi(standard != daylight))), "tzname": object.NewTuple(name(standard), name(daylight)),
	} {
		m.Dict.SetString(t, k, v)
	}
	// moment reads the optional seconds of a function.
	moment := func(t *Thread, v Value, loc *time.Location) (time.Time, error) {
		if !v.Valid() || v.IsNone() {
			return clock.Now().In(loc), nil
		}
		s, err := t.ToFloat(v)
		if err != nil {
			return time.Time{}, err
		}
		if math.IsNaN(s) {
			return time.Time{}, t.Raisef(object.ValueError, "Invalid value NaN (not a number)")
		}
		if math.Abs(s) > 67768036191676799 {
			return time.Time{}, t.Raisef(object.OverflowError, "timestamp out of range for platform time_t")
		}
		return time.Unix(int64(math.Floor(s)), 0).In(loc), nil
	}
	split := func(x time.Time) Value {
		zone, off := x.Zone()
		if x.Location() == time.UTC {
			zone = "GMT" // as gmtime(3) says
		}
		return ty.Make(t, object.Int(int64(x.Year())), object.Int(int64(x.Month())), object.Int(int64(x.Day())), object.Int(int64(x.Hour())),
			object.Int(int64(x.Minute())), object.Int(int64(x.Second())), object.Int(int64((x.Weekday()+6)%7)), object.Int(int64(x.YearDay())),
			object.Int(int64(btoi(x.IsDST()))), object.NewStr(zone), object.Int(int64(off)))
	}
	stdlib.Fill(t, m, "time", []object.Def{
		{Name: "localtime", Sig: "seconds=None, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			x, err := moment(t, a[0], time.Local)
			if err != nil {
				return Value{}, err
			}
			return split(x), nil
		}},
		{Name: "gmtime", Sig: "seconds=None, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			x, err := moment(t, a[0], time.UTC)
			if err != nil {
				return Value{}, err
			}
			return split(x), nil
		}},
		{Name: "mktime", Sig: "tuple, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			f, err := fields(t, a[0], "mktime")
			if err != nil {
				return Value{}, err
			}
			return object.Float(float64(f.date(time.Local).Unix())), nil
		}},
		{Name: "asctime", Sig: "tuple=None, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			f, err := fieldsOr(t, a[0], "asctime", clock)
			if err != nil {
				return Value{}, err
			}
			return object.NewStr(f.asctime()), nil
		}},
		{Name: "ctime", Sig: "seconds=None, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			x, err := moment(t, a[0], time.Local)
			if err != nil {
				return Value{}, err
			}
			return object.NewStr(fieldsOf(x).asctime()), nil
		}},
		{Name: "strftime", Sig: "format, tuple=None, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			s := object.AsStr(a[0])
			if s == nil {
				return Value{}, t.Raisef(object.TypeError, "strftime() argument 1 must be str, not %s", a[0].Type().TpName())
			}
			f, err := fieldsOr(t, a[1], "strftime", clock)
			if err != nil {
				return Value{}, err
			}
			if err := f.check(t); err != nil {
				return Value{}, err
			}
			return object.NewStr(f.format(s.S)), nil
		}},
		{Name: "strptime", Sig: "string, format='%a %b %d %H:%M:%S %Y', /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			format := a[1]
			if !format.Valid() {
				format = object.NewStr("%a %b %d %H:%M:%S %Y")
			}
			p, err := t.Interp.ImportModule(t, "_strptime", nil, object.NewTuple(object.NewStr("_strptime_time")), 0)
			if err != nil {
				return Value{}, err
			}
			return t.CallMethod(p, t.Interp.Intern("_strptime_time"), a[0], format)
		}},
		{Name: "tzset", Fn: func(*Thread, []Value, kwargs) (Value, error) { return object.None, nil }},
	})
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// broken is a struct_time taken apart.
type broken struct {
	year, mon, day, hour, min, sec, wday, yday, dst int
	zone                                            string
	offset                                          int
}

func fieldsOf(x time.Time) broken {
	zone, off := x.Zone()
	return broken{x.Year(), int(x.Month()), x.Day(), x.Hour(), x.Minute(), x.Second(), int(x.Weekday()+6) % 7, x.YearDay(), btoi(x.IsDST()), zone, off}
}

func fieldsOr(t *Thread, v Value, fn string, clock Clock) (broken, error) {
	if !v.Valid() {
		return fieldsOf(clock.Now().In(time.Local)), nil
	}
	return fields(t, v, fn)
}

// fields reads a tuple of nine numbers.
func fields(t *Thread, v Value, fn string) (f broken, err error) {
	tup := object.AsTuple(v)
	if tup == nil {
		return f, t.Raisef(object.TypeError, "Tuple or struct_time argument required")
	}
	if len(tup.Items) != 9 {
		return f, t.Raisef(object.TypeError, "%s(): illegal time tuple argument", fn)
	}
	for i, p := range []*int{&f.year, &f.mon, &f.day, &f.hour, &f.min, &f.sec, &f.wday, &f.yday, &f.dst} {
		n, err := t.IntArg(tup.Items[i])
		if err != nil {
			return f, err
		}
		*p = int(n)
	}
	x := f.date(time.Local)
	f.zone, f.offset = x.Zone()
	if z, err := t.GetAttrOpt(v, t.Interp.Intern("tm_zone")); err == nil && object.AsStrV(z) != nil {
		f.zone = object.AsStr(z).S
		if o, err := t.GetAttrOpt(v, t.Interp.Intern("tm_gmtoff")); err == nil && o.Valid() && o.IsInt() {
			f.offset = int(o.AsInt())
		}
	}
	return f, nil
}

func (f broken) date(loc *time.Location) time.Time {
	return time.Date(f.year, time.Month(f.mon), f.day, f.hour, f.min, f.sec, 0, loc)
}

// check is what strftime asks of its argument; zeros where there is no zero
// are taken for the first.
func (f *broken) check(t *Thread) error {
	for _, p := range []*int{&f.mon, &f.day, &f.yday} {
		if *p == 0 {
			*p = 1
		}
	}
	for _, c := range []struct {
		n, lo, hi int
		what      string
	}{
		{f.mon, 1, 12, "month"},
		{f.day, 1, 31, "day of month"},
		{f.hour, 0, 23, "hour"},
		{f.min, 0, 59, "minute"},
		{f.sec, 0, 61, "seconds"},
		{f.wday, -1, math.MaxInt, "day of week"},
		{f.yday, 1, 366, "day of year"},
	} {
		if c.n < c.lo || c.n > c.hi {
			return t.Raisef(object.ValueError, "%s out of range", c.what)
		}
	}
	f.wday = (f.wday%7 + 7) % 7
	return nil
}

var (
	days   = []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
	months = []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
)

func (f broken) asctime() string {
	return fmt.Sprintf("%s %s %2d %02d:%02d:%02d %d", days[(f.wday%7+7)%7][:3], months[(f.mon+11)%12][:3], f.day, f.hour, f.min, f.sec, f.year)
}

// format is strftime.
func (f broken) format(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '%' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		pad := "%02d"
		if s[i] == '-' && i+1 < len(s) { // glibc: no padding
			pad = "%d"
			i++
		}
		b.WriteString(f.directive(s[i], pad))
	}
	return b.String()
}

func (f broken) directive(c byte, pad string) string {
	num := func(n int) string { return fmt.Sprintf(pad, n) }
	hour12 := (f.hour+11)%12 + 1
	iso, week := f.isoWeek()
	switch c {
	case 'a':
		return days[f.wday][:3]
	case 'A':
		return days[f.wday]
	case 'b', 'h':
		return months[f.mon-1][:3]
	case 'B':
		return months[f.mon-1]
	case 'c':
		return f.format("%a %b %e %H:%M:%S %Y")
	case 'C':
		return num(f.year / 100)
	case 'd':
		return num(f.day)
	case 'D', 'x':
		return f.format("%m/%d/%y")
	case 'e':
		return fmt.Sprintf("%2d", f.day)
	case 'F':
		return f.format("%Y-%m-%d")
	case 'g':
		return num(iso % 100)
	case 'G':
		return fmt.Sprint(iso)
	case 'H':
		return num(f.hour)
	case 'I':
		return num(hour12)
	case 'j':
		if pad == "%d" {
			return num(f.yday)
		}
		return fmt.Sprintf("%03d", f.yday)
	case 'k':
		return fmt.Sprintf("%2d", f.hour)
	case 'l':
		return fmt.Sprintf("%2d", hour12)
	case 'm':
		return num(f.mon)
	case 'M':
		return num(f.min)
	case 'n':
		return "\n"
	case 'p':
		return []string{"AM", "PM"}[f.hour/12]
	case 'P':
		return []string{"am", "pm"}[f.hour/12]
	case 'r':
		return f.format("%I:%M:%S %p")
	case 'R':
		return f.format("%H:%M")
	case 's':
		return fmt.Sprint(f.date(time.Local).Unix())
	case 'S':
		return num(f.sec)
	case 't':
		return "\t"
	case 'T', 'X':
		return f.format("%H:%M:%S")
	case 'u':
		return fmt.Sprint(f.wday + 1)
	case 'U':
		return num((f.yday + 6 - (f.wday+1)%7) / 7)
	case 'V':
		return num(week)
	case 'w':
		return fmt.Sprint((f.wday + 1) % 7)
	case 'W':
		return num((f.yday + 6 - f.wday) / 7)
	case 'y':
		return num((f.year%100 + 100) % 100)
	case 'Y':
		return fmt.Sprint(f.year)
	case 'z':
		sign, o := '+', f.offset
		if o < 0 {
			sign, o = '-', -o
		}
		return fmt.Sprintf("%c%02d%02d", sign, o/3600, o/60%60)
	case 'Z':
		return f.zone
	case '%':
		return "%"
	}
	return "%" + string(c)
}

// isoWeek is the year and week of ISO 8601, from the day of the year and of
// the week.
func (f broken) isoWeek() (year, week int) {
	leap := func(y int) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }
	week = (f.yday - f.wday + 9) / 7
	first := ((f.wday-f.yday+1)%7 + 7) % 7 // the weekday of January 1
	long := first == 3 || first == 2 && leap(f.year)
	switch {
	case week == 0:
		before := broken{year: f.year - 1, yday: 365 + btoi(leap(f.year-1)), wday: (first + 6) % 7}
		return before.isoWeek()
	case week == 53 && !long:
		return f.year + 1, 1
	}
	return f.year, week
}
