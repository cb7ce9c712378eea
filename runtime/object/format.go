package object

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"
	"unsafe"

	"github.com/asynctools/asynctools/syntax/pyrepr"
)

// spec is a parsed format specification (PEP 3101).
type spec struct {
	fill      string
	align     byte // 0: default of the type
	sign      byte
	noNegZero bool
	alt       bool
	zero      bool
	width     int
	group     byte
	prec      int // -1: none
	fracGroup byte
	typ       byte
}

func parseSpec(t *Thread, text, typeName string) (spec, error) {
	s := spec{fill: " ", prec: -1}
	rest := text
	if rest != "" {
		_, w := DecodeRune(rest)
		if len(rest) > w && strings.IndexByte("<>=^", rest[w]) >= 0 {
			s.fill, s.align, rest = rest[:w], rest[w], rest[w+1:]
		} else if strings.IndexByte("<>=^", rest[0]) >= 0 {
			s.align, rest = rest[0], rest[1:]
		}
	}
	next := func(set string) byte {
		if rest != "" && strings.IndexByte(set, rest[0]) >= 0 {
			c := rest[0]
			rest = rest[1:]
			return c
		}
		return 0
	}
	s.sign = next("+- ")
	s.noNegZero = next("z") != 0
	s.alt = next("#") != 0
	if s.align == 0 && strings.HasPrefix(rest, "0") {
		s.zero = true
		s.fill, s.align = "0", '='
		rest = rest[1:]
	} else if strings.HasPrefix(rest, "0") && len(rest) > 0 {
		rest = rest[1:]
		if s.fill == " " {
			s.fill = "0"
		}
	}
	num := func() (int, bool, error) {
		i := 0
		for i < len(rest) && rest[i] >= '0' && rest[i] <= '9' {
			i++
		}
		if i == 0 {
			return 0, false, nil
		}
		n, err := strconv.Atoi(rest[:i])
		if err != nil || n > maxText-1 {
			return 0, false, t.Raisef(ValueError, "Too many decimal digits in format string")
		}
		rest = rest[i:]
		return n, true, nil
	}
	n, ok, err := num()
	if err != nil {
		return s, err
	}
	if ok {
		s.width = n
	}
	s.group = next(",_")
	if s.group != 0 && rest != "" && (rest[0] == ',' || rest[0] == '_') {
		if rest[0] == s.group {
			return s, t.Raisef(ValueError, "Cannot specify '%s' with '%s'.", string(s.group), string(rest[0]))
		}
		return s, t.Raisef(ValueError, "Cannot specify both ',' and '_'.")
	}
	if next(".") != 0 {
		n, ok, err := num()
		if err != nil {
			return s, err
		}
		if ok {
			s.prec = n
		}
		s.fracGroup = next(",_")
		if !ok && s.fracGroup == 0 {
			return s, t.Raisef(ValueError, "Format specifier missing precision")
		}
	}
	if rest != "" {
		if utf8.RuneCountInString(rest) > 1 {
			return s, t.Raisef(ValueError, "Invalid format specifier '%s' for object of type '%s'", text, typeName)
		}
		s.typ = rest[0]
	}
	code := s.typ
	if code == 0 && typeName == "str" {
		code = 's'
	}
	if s.group != 0 && strings.IndexByte("\x00defgEG%F", code) < 0 && !(s.group == '_' && strings.IndexByte("boxX", code) >= 0) {
		shown := string(code)
		if code <= ' ' || code >= utf8.RuneSelf {
			r, _ := DecodeRune(rest)
			shown = `\x` + strconv.FormatInt(int64(r), 16)
		}
		return s, t.Raisef(ValueError, "Cannot specify '%s' with '%s'.", string(s.group), shown)
	}
	if s.typ >= utf8.RuneSelf {
		return s, t.Raisef(ValueError, "Unknown format code '%s' for object of type '%s'", shownCode([]rune(rest)[0]), typeName)
	}
	if s.group != 0 && s.typ != 0 && strings.IndexByte("deEfFgG%", s.typ) < 0 && (s.group == ',' || strings.IndexByte("boxX", s.typ) < 0) {
		return s, t.Raisef(ValueError, "Cannot specify '%s' with '%s'.", string(s.group), string(s.typ))
	}
	return s, nil
}

func (s *spec) pad(text string, defAlign byte) string {
	n := wtfLen(text)
	if n >= s.width {
		return text
	}
	a := s.align
	if a == 0 {
		a = defAlign
	}
	pad := s.width - n
	switch a {
	case '<':
		return text + strings.Repeat(s.fill, pad)
	case '^':
		return strings.Repeat(s.fill, pad/2) + text + strings.Repeat(s.fill, pad-pad/2)
	}
	return strings.Repeat(s.fill, pad) + text
}

func (t *Thread) formatStr(text, specText string) (string, error) {
	if specText == "" {
		return text, nil
	}
	s, err := parseSpec(t, specText, "str")
	if err != nil {
		return "", err
	}
	switch {
	case s.typ != 0 && s.typ != 's':
		return "", t.Raisef(ValueError, "Unknown format code '%s' for object of type 'str'", shownCode(rune(s.typ)))
	case s.sign != 0:
		if s.sign == ' ' {
			return "", t.Raisef(ValueError, "Space not allowed in string format specifier")
		}
		return "", t.Raisef(ValueError, "Sign not allowed in string format specifier")
	case s.alt:
		return "", t.Raisef(ValueError, "Alternate form (#) not allowed in string format specifier")
	case s.align == '=' && !s.zero:
		return "", t.Raisef(ValueError, "'=' alignment not allowed in string format specifier")
	}
	if s.zero {
		s.align = '<'
	}
	if s.prec >= 0 {
		x := Str{S: text, n: -1}
		if x.Len() > s.prec {
			text = x.Sub(0, s.prec)
		}
	}
	return s.pad(text, '<'), nil
}

func groupDigits(digits string, sep byte, every int) string {
	if sep == 0 || len(digits) <= every {
		return digits
	}
	var b strings.Builder
	first := len(digits) % every
	if first > 0 {
		b.WriteString(digits[:first])
	}
	for i := first; i < len(digits); i += every {
		if b.Len() > 0 {
			b.WriteByte(sep)
		}
		b.WriteString(digits[i : i+every])
	}
	return b.String()
}

// number assembles sign, prefix, digits with grouping and the rest.
func (s *spec) number(neg bool, prefix, digits, rest string, every int) string {
	sign := ""
	switch {
	case neg:
		sign = "-"
	case s.sign == '+':
		sign = "+"
	case s.sign == ' ':
		sign = " "
	}
	body := groupDigits(digits, s.group, every)
	if s.fracGroup != 0 && strings.HasPrefix(rest, ".") {
		i := 1
		for i < len(rest) && rest[i] >= '0' && rest[i] <= '9' {
			i++
		}
		var b strings.Builder
		for j, c := range rest[1:i] {
			if j > 0 && j%3 == 0 {
				b.WriteByte(s.fracGroup)
			}
			b.WriteRune(c)
		}
		rest = "." + b.String() + rest[i:]
	}
	if s.align == '=' {
		need := s.width - len(sign) - len(prefix) - len(rest)
		if s.fill == "0" && s.group != 0 {
			for len(body) < need {
				digits = "0" + digits
				nb := groupDigits(digits, s.group, every)
				if len(nb) > need && len(body) > 0 {
					if len(nb) == need+1 && nb[1] == s.group {
						body = nb
					}
					break
				}
				body = nb
			}
			return sign + prefix + body + rest
		}
		if need > len(body) {
			return sign + prefix + strings.Repeat(s.fill, need-len(body)) + body + rest
		}
		return sign + prefix + body + rest
	}
	return s.pad(sign+prefix+body+rest, '>')
}

// FormatPlain is Format of an int as a str for the commonest specs, a width of up to
// two digits and zeros to fill it; ok is false for any other.
func FormatPlain(n int64, specText string) (v Value, ok bool) {
	var room [120]byte
	text, ok := appendPlain(room[:0], n, specText)
	if !ok {
		return Value{}, false
	}
	return NewStrOf(text), true
}

// appendPlain appends the text that FormatPlain makes.
func appendPlain(out []byte, n int64, specText string) (text []byte, ok bool) {
	rest := strings.TrimSuffix(specText, "d")
	zeros := strings.HasPrefix(rest, "0")
	if zeros {
		rest = rest[1:]
	}
	if len(rest) > 2 {
		return nil, false
	}
	width := 0
	for i := range len(rest) {
		c := rest[i] - '0'
		if c > 9 {
			return nil, false
		}
		width = width*10 + int(c)
	}
	var number [20]byte
	digits := strconv.AppendInt(number[:0], n, 10)
	pad := width - len(digits)
	fill := byte(' ')
	if zeros {
		fill = '0'
		if n < 0 {
			out, digits = append(out, '-'), digits[1:]
		}
	}
	for ; pad > 0; pad-- {
		out = append(out, fill)
	}
	return append(out, digits...), true
}

func (t *Thread) formatInt(v Value, specText string) (string, error) {
	if specText == "" {
		if v.IsInt() {
			return strconv.FormatInt(v.AsInt(), 10), nil
		}
		return Big(v).String(), nil
	}
	if v.IsInt() {
		var room [120]byte
		if text, ok := appendPlain(room[:0], v.AsInt(), specText); ok {
			return string(text), nil
		}
	}
	b := Big(v)
	typeName := v.Type().Name
	s, err := parseSpec(t, specText, typeName)
	if err != nil {
		return "", err
	}
	switch s.typ {
	case 0, 'd', 'n', 'b', 'o', 'x', 'X', 'c':
	case 'e', 'E', 'f', 'F', 'g', 'G', '%':
		f, err := t.ToFloat(v)
		if err != nil {
			return "", err
		}
		return t.formatFloatSpec(f, &s)
	default:
		return "", t.Raisef(ValueError, "Unknown format code '%s' for object of type '%s'", shownCode(rune(s.typ)), typeName)
	}
	if s.prec >= 0 {
		return "", t.Raisef(ValueError, "Precision not allowed in integer format specifier")
	}
	if s.noNegZero {
		return "", t.Raisef(ValueError, "Negative zero coercion (z) not allowed in integer format specifier")
	}
	base, prefix, every := 10, "", 3
	switch s.typ {
	case 'b':
		base, prefix, every = 2, "0b", 4
	case 'o':
		base, prefix, every = 8, "0o", 4
	case 'x', 'X':
		base, prefix, every = 16, "0"+string(s.typ), 4
	case 'c':
		if s.sign != 0 {
			return "", t.Raisef(ValueError, "Sign not allowed with integer format specifier 'c'")
		}
		if s.alt {
			return "", t.Raisef(ValueError, "Alternate form (#) not allowed with integer format specifier 'c'")
		}
		if !b.IsInt64() {
			return "", t.Raisef(OverflowError, "Python int too large to convert to C long")
		}
		if b.Int64() < 0 || b.Int64() > 0x10ffff {
			return "", t.Raisef(OverflowError, "%s", "%c arg not in range(0x110000)")
		}
		return s.pad(string(AppendRune(nil, rune(b.Int64()))), '<'), nil
	}
	digits := new(big.Int).Abs(b).Text(base)
	if s.typ == 'X' {
		digits = strings.ToUpper(digits)
	}
	if !s.alt {
		prefix = ""
	}
	return s.number(b.Sign() < 0, prefix, digits, "", every), nil
}

// FormatFloat is format(f, spec).
func (t *Thread) FormatFloat(f float64, specText string) (string, error) {
	if specText == "" {
		return pyrepr.Float(f), nil
	}
	s, err := parseSpec(t, specText, "float")
	if err != nil {
		return "", err
	}
	return t.formatFloatSpec(f, &s)
}

func (t *Thread) formatFloatSpec(f float64, s *spec) (string, error) {
	if strings.IndexByte("\x00eEfFgGn%", s.typ) < 0 {
		return "", t.Raisef(ValueError, "Unknown format code '%s' for object of type 'float'", shownCode(rune(s.typ)))
	}
	text := floatDigits(math.Abs(f), s)
	neg := math.Signbit(f) && !math.IsNaN(f)
	if neg && s.noNegZero && strings.Trim(text, "0.eE+-%") == "" {
		neg = false
	}
	i := 0
	for i < len(text) && text[i] >= '0' && text[i] <= '9' {
		i++
	}
	if i == 0 {
		// inf, nan: zero padding does not apply to the letters
		plain := *s
		plain.group = 0
		return plain.number(neg, "", "", text, 3), nil
	}
	return s.number(neg, "", text[:i], text[i:], 3), nil
}

// formatComplex is format(c, spec).
func (t *Thread) formatComplex(c complex128, specText string) (string, error) {
	if specText == "" {
		return pyrepr.Complex(c), nil
	}
	s, err := parseSpec(t, specText, "complex")
	if err != nil {
		return "", err
	}
	switch s.typ {
	case 0, 'e', 'E', 'f', 'F', 'g', 'G', 'n':
	default:
		return "", t.Raisef(ValueError, "Unknown format code '%s' for object of type 'complex'", shownCode(rune(s.typ)))
	}
	switch {
	case s.fill == "0":
		return "", t.Raisef(ValueError, "Zero padding is not allowed in complex format specifier")
	case s.align == '=':
		return "", t.Raisef(ValueError, "'=' alignment flag is not allowed in complex format specifier")
	}
	part := s
	part.width, part.align = 0, '>'
	bare := s.typ == 0
	if bare && s.prec >= 0 {
		part.typ = 'g'
	}
	one := func(f float64) (string, error) {
		if bare && s.prec < 0 {
			// as repr shows the parts: no ".0"
			text := withPoint(strings.TrimSuffix(pyrepr.Float(math.Abs(f)), ".0"), s.alt)
			neg := math.Signbit(f) && !math.IsNaN(f)
			i := 0
			for i < len(text) && text[i] >= '0' && text[i] <= '9' {
				i++
			}
			return part.number(neg, "", text[:i], text[i:], 3), nil
		}
		return t.formatFloatSpec(f, &part)
	}
	re := ""
	if !bare || real(c) != 0 || math.Signbit(real(c)) {
		if re, err = one(real(c)); err != nil {
			return "", err
		}
		part.sign = '+'
	}
	im, err := one(imag(c))
	if err != nil {
		return "", err
	}
	text := re + im + "j"
	if bare && re != "" {
		text = "(" + text + ")"
	}
	return s.pad(text, '>'), nil
}

// floatDigits is a float that is not negative, as a known type of a specification has it.
func floatDigits(f float64, s *spec) string {
	upper := s.typ == 'E' || s.typ == 'F' || s.typ == 'G'
	if math.IsInf(f, 0) || math.IsNaN(f) {
		out := "inf"
		if math.IsNaN(f) {
			out = "nan"
		}
		if upper {
			out = strings.ToUpper(out)
		}
		if s.typ == '%' {
			out += "%"
		}
		return out
	}
	prec := s.prec
	var out string
	switch s.typ {
	case 'e', 'E':
		if prec < 0 {
			prec = 6
		}
		out = strconv.FormatFloat(f, 'e', prec, 64) // at least two exponent digits, as in C
		if s.alt && prec == 0 {
			out = strings.Replace(out, "e", ".e", 1)
		}
	case 'f', 'F', '%':
		if prec < 0 {
			prec = 6
		}
		if s.typ == '%' {
			f *= 100
		}
		out = strconv.FormatFloat(f, 'f', prec, 64)
		if s.alt && prec == 0 {
			out += "."
		}
		if s.typ == '%' {
			out += "%"
		}
	case 'g', 'G', 'n':
		if prec < 0 {
			prec = 6
		}
		out = formatG(f, max(prec, 1), s.alt)
	case 0:
		if prec < 0 {
			out = withPoint(pyrepr.Float(f), s.alt)
			break
		}
		out = formatG(f, max(prec, 1), s.alt)
		if !strings.ContainsAny(out, ".en") {
			// like repr, but at least one digit past the decimal point
			if f != 0 && math.Floor(math.Log10(f)) >= float64(max(prec, 1))-1 && max(prec, 1) <= len(out) {
				out = strconv.FormatFloat(f, 'e', max(prec, 1)-1, 64)
				out = trimExpZeros(out)
			} else {
				out += ".0"
			}
		}
	}
	if upper {
		out = strings.ToUpper(out)
	}
	return out
}

// withPoint is the text of a number, with a point also where no digits follow.
func withPoint(text string, alt bool) string {
	if !alt || strings.ContainsAny(text, ".n") {
		return text
	}
	digits, exp, ok := strings.Cut(text, "e")
	if ok {
		exp = "e" + exp
	}
	return digits + "." + exp
}

func trimExpZeros(s string) string {
	m, e, ok := strings.Cut(s, "e")
	if !ok {
		return s
	}
	if strings.Contains(m, ".") {
		m = strings.TrimRight(strings.TrimRight(m, "0"), ".")
	}
	return m + "e" + e
}

// formatG is C's %g.
func formatG(f float64, prec int, alt bool) string {
	if f == 0 {
		if alt {
			return "0." + strings.Repeat("0", prec-1)
		}
		return "0"
	}
	e := strconv.FormatFloat(f, 'e', prec-1, 64)
	exp, _ := strconv.Atoi(e[strings.IndexByte(e, 'e')+1:])
	if exp < -4 || exp >= prec {
		switch {
		case !alt:
			e = trimExpZeros(e)
		case prec == 1:
			e = e[:strings.IndexByte(e, 'e')] + "." + e[strings.IndexByte(e, 'e'):]
		}
		return e
	}
	s := strconv.FormatFloat(f, 'f', prec-1-exp, 64)
	switch {
	case alt && !strings.Contains(s, "."):
		s += "."
	case !alt && strings.Contains(s, "."):
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// Format is format(v, spec).
func (t *Thread) Format(v Value, specText string) (string, error) {
	switch {
	case v.IsInt():
		return t.formatInt(v, specText)
	case v.IsFloat():
		return t.FormatFloat(v.AsFloat(), specText)
	case v.Is(StrType):
		return t.formatStr(sval(v), specText)
	}
	r, ok, err := t.CallSpecial(v, names.format, NewStr(specText))
	if err != nil {
		return "", err
	}
	if !ok {
		return t.StrOf(v)
	}
	s := AsStr(r)
	if s == nil {
		return "", t.Raisef(TypeError, "__format__ must return a str, not %s", r.Type().TpName())
	}
	return s.S, nil
}

// Convert applies !r, !s or !a.
func (t *Thread) Convert(v Value, conv byte) (string, error) {
	switch conv {
	case 'r':
		return t.Repr(v)
	case 'a':
		s, err := t.Repr(v)
		return ASCII(s), err
	}
	return t.StrOf(v)
}

// ASCII escapes the non-ASCII characters of a repr, as ascii() does.
func ASCII(s string) string {
	if isASCII(s) {
		return s
	}
	b := make([]byte, 0, 2*len(s))
	for len(s) > 0 {
		r, w := DecodeRune(s)
		s = s[w:]
		digits := 0
		switch {
		case r < 128:
			b = append(b, byte(r))
			continue
		case r < 0x100:
			b, digits = append(b, `\x`...), 2
		case r < 0x10000:
			b, digits = append(b, `\u`...), 4
		default:
			b, digits = append(b, `\U`...), 8
		}
		for digits > 0 {
			digits--
			b = append(b, "0123456789abcdef"[r>>(4*digits)&15])
		}
	}
	return unsafe.String(&b[0], len(b))
}

func hexPad(r rune, n int) string {
	s := strconv.FormatInt(int64(r), 16)
	return strings.Repeat("0", max(n-len(s), 0)) + s
}

// strFormat is str.format.
func (t *Thread) strFormat(text string, args []Value, kw KwNames) (string, error) {
	n := len(args) - len(kw)
	f := formatter{t: t, pos: func(i int) (Value, error) {
		if i >= n {
			return Value{}, t.Raisef(IndexError, "Replacement index %d out of range for positional args tuple", i)
		}
		return args[i], nil
	}, name: func(s string) (Value, error) {
		for i, k := range kw {
			if k.S == s {
				return args[n+i], nil
			}
		}
		return Value{}, t.Raise(KeyError, NewStr(s))
	}}
	return f.format(text, 2)
}

func (t *Thread) strFormatMap(text string, m Value) (string, error) {
	f := formatter{t: t, pos: func(int) (Value, error) {
		return Value{}, t.Raisef(ValueError, "Format string contains positional fields")
	}, name: func(s string) (Value, error) { return t.GetItem(m, NewStr(s)) }}
	return f.format(text, 2)
}

type formatter struct {
	t    *Thread
	pos  func(int) (Value, error)
	name func(string) (Value, error)
	auto int // next automatic field; -1 after an explicit one
}

func (f *formatter) format(text string, depth int) (string, error) {
	t := f.t
	if depth == 0 {
		return "", t.Raisef(ValueError, "Max string recursion exceeded")
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		c := text[i]
		switch c {
		default:
			b.WriteByte(c)
			i++
			continue
		case '}':
			if i+1 < len(text) && text[i+1] == '}' {
				b.WriteByte('}')
				i += 2
				continue
			}
			return "", t.Raisef(ValueError, "Single '}' encountered in format string")
		case '{':
		}
		if i+1 < len(text) && text[i+1] == '{' {
			b.WriteByte('{')
			i += 2
			continue
		}
		i++
		start, level, bracket := i, 1, false
		for i < len(text) {
			switch ch := text[i]; {
			case ch == '[' && level == 1:
				bracket = true
			case ch == ']':
				bracket = false
			case bracket:
			case ch == '{':
				level++
			case ch == '}':
				level--
			}
			if level == 0 {
				break
			}
			i++
		}
		if level != 0 {
			if start == len(text) {
				return "", t.Raisef(ValueError, "Single '{' encountered in format string")
			}
			return "", t.Raisef(ValueError, "expected '}' before end of string")
		}
		field := text[start:i]
		i++
		name, conv, specText := field, byte(0), ""
		if k := strings.IndexAny(field, "!:"); k >= 0 && !strings.Contains(field[:k], "[") || k >= 0 && strings.Contains(field[:k], "]") {
			name = field[:k]
			rest := field[k:]
			if rest[0] == '!' {
				if len(rest) < 2 {
					return "", t.Raisef(ValueError, "end of string while looking for conversion specifier")
				}
				conv = rest[1]
				rest = rest[2:]
				if rest != "" && rest[0] != ':' {
					return "", t.Raisef(ValueError, "expected ':' after conversion specifier")
				}
			}
			if rest != "" {
				specText = rest[1:]
			}
		}
		v, err := f.field(name)
		if err != nil {
			return "", err
		}
		if strings.ContainsAny(specText, "{}") {
			if specText, err = f.format(specText, depth-1); err != nil {
				return "", err
			}
		}
		if conv != 0 {
			if conv != 'r' && conv != 's' && conv != 'a' {
				return "", t.Raisef(ValueError, "Unknown conversion specifier %s", string(conv))
			}
			s, err := t.Convert(v, conv)
			if err != nil {
				return "", err
			}
			v = NewStr(s)
		}
		s, err := t.Format(v, specText)
		if err != nil {
			return "", err
		}
		b.WriteString(s)
	}
	return b.String(), nil
}

func (f *formatter) field(name string) (Value, error) {
	t := f.t
	k := strings.IndexAny(name, ".[")
	first, rest := name, ""
	if k >= 0 {
		first, rest = name[:k], name[k:]
	}
	var v Value
	var err error
	if first == "" {
		if f.auto < 0 {
			return v, t.Raisef(ValueError, "cannot switch from manual field specification to automatic field numbering")
		}
		v, err = f.pos(f.auto)
		f.auto++
	} else if n, e := strconv.Atoi(first); e == nil && first[0] != '-' && first[0] != '+' {
		if f.auto > 0 {
			return v, t.Raisef(ValueError, "cannot switch from automatic field numbering to manual field specification")
		}
		f.auto = -1
		v, err = f.pos(n)
	} else {
		v, err = f.name(first)
	}
	for err == nil && rest != "" {
		if rest[0] == '.' {
			rest = rest[1:]
			j := strings.IndexAny(rest, ".[")
			if j < 0 {
				j = len(rest)
			}
			if j == 0 {
				return v, t.Raisef(ValueError, "Empty attribute in format string")
			}
			v, err = t.GetAttrString(v, rest[:j])
			rest = rest[j:]
			continue
		}
		j := strings.IndexByte(rest, ']')
		if j < 0 {
			return v, t.Raisef(ValueError, "Missing ']' in format string")
		}
		key := rest[1:j]
		rest = rest[j+1:]
		if n, e := strconv.Atoi(key); e == nil {
			v, err = t.GetItem(v, Int(int64(n)))
		} else {
			v, err = t.GetItem(v, NewStr(key))
		}
	}
	return v, err
}

// shownCode is a format code as errors show it: escaped unless it is ASCII.
func shownCode(r rune) string {
	if r > 32 && r < 128 {
		return string(r)
	}
	return "\\x" + strconv.FormatInt(int64(r), 16)
}
