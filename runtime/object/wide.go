package object

import (
	"encoding/binary"
	"unicode/utf16"
)

// encodeWide encodes UTF-16 and UTF-32.
func encodeWide(s, name string) []byte {
	var order binary.AppendByteOrder = binary.LittleEndian
	if name == "utf-16-be" || name == "utf-32-be" {
		order = binary.BigEndian
	}
	var out []byte
	if name[:6] == "utf-16" {
		if name == "utf-16" {
			out = order.AppendUint16(out, 0xFEFF)
		}
		for _, r := range Runes(s) {
			if r >= 0x10000 {
				a, b := utf16.EncodeRune(r)
				out = order.AppendUint16(order.AppendUint16(out, uint16(a)), uint16(b))
			} else {
				out = order.AppendUint16(out, uint16(r))
			}
		}
		return out
	}
	if name == "utf-32" {
		out = order.AppendUint32(out, 0xFEFF)
	}
	for _, r := range Runes(s) {
		out = order.AppendUint32(out, uint32(r))
	}
	return out
}

// decodeWide decodes UTF-16 and UTF-32; a byte order mark decides without a suffix.
func decodeWide(b []byte, name string) string {
	var order binary.ByteOrder = binary.LittleEndian
	if name == "utf-16-be" || name == "utf-32-be" {
		order = binary.BigEndian
	}
	var rs []rune
	if name[:6] == "utf-16" {
		if name == "utf-16" && len(b) >= 2 {
			switch {
			case b[0] == 0xFE && b[1] == 0xFF:
				order, b = binary.BigEndian, b[2:]
			case b[0] == 0xFF && b[1] == 0xFE:
				b = b[2:]
			}
		}
		var us []uint16
		for ; len(b) >= 2; b = b[2:] {
			us = append(us, order.Uint16(b))
		}
		rs = utf16.Decode(us)
	} else {
		if name == "utf-32" && len(b) >= 4 {
			switch binary.LittleEndian.Uint32(b) {
			case 0xFEFF:
				b = b[4:]
			case 0xFFFE0000:
				order, b = binary.BigEndian, b[4:]
			}
		}
		for ; len(b) >= 4; b = b[4:] {
			rs = append(rs, rune(order.Uint32(b)))
		}
	}
	return FromRunes(rs)
}
