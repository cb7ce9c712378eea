package cli

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/asynctools/asynctools/syntax/source"
)

const byteOrderMark = "\xef\xbb\xbf"

var (
	errChanged  = errors.New("the file has changed meanwhile")
	errEncoding = errors.New("files in its encoding cannot be written")
)

// fileForm is how a file stores its text.
type fileForm struct {
	marked bool
	bytes  map[rune]byte // of an encoding with a byte a character; nil for UTF-8
}

// formOf finds the form in which the bytes of a file hold the text that was
// read from them. It knows the encodings that have a byte for a character.
func formOf(raw []byte, text string) (fileForm, error) {
	plain, marked := bytes.CutPrefix(raw, []byte(byteOrderMark))
	form := fileForm{marked: marked}
	if string(plain) == text {
		return form, nil
	}
	if f, err := source.Decode("", raw); err != nil || f.Text != text {
		return form, errChanged
	}
	form.bytes = singleBytes(raw)
	if again, err := form.encode(text); err != nil || !bytes.Equal(again, raw) {
		return form, errEncoding
	}
	return form, nil
}

// singleBytes asks the decoder what each byte means in a file that begins as
// this one does, and so declares the same encoding.
func singleBytes(raw []byte) map[rune]byte {
	end := 0
	for range 2 {
		i := bytes.IndexByte(raw[end:], '\n')
		if i < 0 {
			break
		}
		end += i + 1
	}
	head := raw[:end:end]
	if end == 0 {
		head = append(raw[:len(raw):len(raw)], '\n')
	}
	table := map[rune]byte{}
	for b := 0xff; b > 0; b-- { // where two bytes mean the same, the lower holds
		f, err := source.Decode("", append(head, byte(b)))
		if err != nil {
			continue
		}
		if r, n := utf8.DecodeLastRuneInString(f.Text); n > 0 && r != utf8.RuneError {
			table[r] = byte(b)
		}
	}
	return table
}

// encode turns a text into the bytes of the file.
func (f fileForm) encode(text string) ([]byte, error) {
	var out []byte
	if f.marked {
		out = append(out, byteOrderMark...)
	}
	if f.bytes == nil {
		return append(out, text...), nil
	}
	for _, r := range text {
		b, ok := f.bytes[r]
		if !ok {
			return nil, fmt.Errorf("the file's encoding has no %q", r)
		}
		out = append(out, b)
	}
	return out, nil
}
