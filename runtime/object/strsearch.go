package object

import (
	"encoding/binary"
	"math/bits"
	"strings"
	"unsafe"
)

// Searches of texts and bytes, a word at a time where package strings goes byte by
// byte.

const (
	everyByte = 0x0101010101010101 // times a byte, it is in each byte of a word
	highBits  = 0x80 * everyByte
)

func word(s string) uint64 { return binary.LittleEndian.Uint64(unsafe.Slice(unsafe.StringData(s), 8)) }

// lastByte is strings.LastIndexByte.
func lastByte(s string, c byte) int {
	all := uint64(c) * everyByte
	for len(s) >= 8 {
		x := word(s[len(s)-8:]) ^ all
		// A byte of zero, perhaps with false ones above it: none is below the lowest.
		if (x-everyByte)&^x&highBits != 0 {
			break
		}
		s = s[:len(s)-8]
	}
	return strings.LastIndexByte(s, c)
}

// lastIndex is strings.LastIndex. It looks for the last byte, and leaves texts that
// have it all over to the function that reads each byte once.
func lastIndex(s, sub string) int {
	n := len(sub)
	if n == 0 {
		return len(s)
	}
	end := len(s)
	for tries := 4 + len(s)/16; end >= n; tries-- {
		i := lastByte(s[n-1:end], sub[n-1])
		switch {
		case i < 0:
			return -1
		case s[i:i+n] == sub:
			return i
		case tries == 0:
			return strings.LastIndex(s[:i+n-1], sub)
		}
		end = i + n - 1
	}
	return -1
}

func isASCII(s string) bool {
	for len(s) >= 8 {
		if word(s)&highBits != 0 {
			return false
		}
		s = s[8:]
	}
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// wtfLen counts the code points of WTF-8: the bytes that do not go on with one.
func wtfLen(s string) int {
	n := 0
	for len(s) >= 8 {
		x := word(s)
		if x&highBits == 0 {
			n += 8
		} else {
			n += 8 - bits.OnesCount64(x&^(x<<1)&highBits)
		}
		s = s[8:]
	}
	for i := range len(s) {
		if s[i]&0xC0 != 0x80 {
			n++
		}
	}
	return n
}

// every is n code points, each step further than the one before.
func (s *Str) every(start, step, n int) string {
	var b []byte
	switch {
	case s.ASCII():
		text := s.S
		b = make([]byte, n)
		for i := range b {
			b[i] = text[start+i*step]
		}
	case step == -1:
		text := s.S[s.Offset(start-n+1):s.Offset(start+1)]
		b = make([]byte, len(text))
		for to := len(b); text != ""; {
			w := 1
			for w < len(text) && text[w]&0xC0 == 0x80 {
				w++
			}
			to -= w
			for i := range w {
				b[to+i] = text[i]
			}
			text = text[w:]
		}
	default:
		runes := s.Runes()
		for i := start; n > 0; i, n = i+step, n-1 {
			b = AppendRune(b, runes[i])
		}
	}
	return unsafe.String(unsafe.SliceData(b), len(b))
}

// interleave is s with more before each of its characters and at the end, at most
// limit times unless that is negative.
func interleave(s, more string, limit int) string {
	var b strings.Builder
	for limit != 0 {
		b.WriteString(more)
		limit--
		if s == "" {
			break
		}
		_, w := DecodeRune(s)
		b.WriteString(s[:w])
		s = s[w:]
	}
	b.WriteString(s)
	return b.String()
}

// splitBytes is bytes.split, and rsplitBytes bytes.rsplit, at white space.
func splitBytes(s []byte, limit int) [][]byte {
	var out [][]byte
	for {
		for len(s) > 0 && isSpaceByte(s[0]) {
			s = s[1:]
		}
		if len(s) == 0 {
			return out
		}
		i := 0
		if limit >= 0 && len(out) == limit {
			i = len(s)
		}
		for i < len(s) && !isSpaceByte(s[i]) {
			i++
		}
		out = append(out, s[:i])
		s = s[i:]
	}
}

func rsplitBytes(s []byte, limit int) [][]byte {
	var out [][]byte
	for {
		for len(s) > 0 && isSpaceByte(s[len(s)-1]) {
			s = s[:len(s)-1]
		}
		if len(s) == 0 {
			return out
		}
		i := len(s)
		if limit >= 0 && len(out) == limit {
			i = 0
		}
		for i > 0 && !isSpaceByte(s[i-1]) {
			i--
		}
		out = append(out, s[i:])
		s = s[:i]
	}
}

func isSpaceByte(c byte) bool { return c == ' ' || c-'\t' < 5 }

// replaceBytes is bytes.replace: Go's would go by characters where old is
// empty.
func replaceBytes(s, old, with []byte, limit int) []byte {
	var out []byte
	if len(old) == 0 {
		out = make([]byte, 0, len(s)+len(with))
	}
	for limit != 0 {
		i := strings.Index(unsafe.String(unsafe.SliceData(s), len(s)), unsafe.String(unsafe.SliceData(old), len(old)))
		if i < 0 {
			break
		}
		limit--
		out = append(append(out, s[:i]...), with...)
		s = s[i+len(old):]
		if len(old) == 0 {
			if len(s) == 0 {
				break
			}
			out = append(out, s[0])
			s = s[1:]
		}
	}
	return append(out, s...)
}
