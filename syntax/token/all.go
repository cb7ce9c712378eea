package token

import "github.com/asynctools/asynctools/syntax/source"

// alone says which characters are a token whatever follows, outside f-strings.
var alone = [256]Kind{'(': LPar, '[': LSqb, '{': LBrace, ',': Comma, ';': Semi, '~': Tilde}

// All appends the rest of the tokens to a list, EndMarker included. It is Next
// in a loop, with a short cut for what most of a text is made of: names and
// simple punctuation between blanks.
func (l *Lexer) All(list []Token) []Token {
	src := l.src
	for {
		if !l.atBOL && l.pending == 0 && len(l.modes) == 0 {
			i := l.pos
			for {
				for i < len(src) && src[i] == ' ' {
					i++
				}
				if i >= len(src) {
					break
				}
				c := src[i]
				if cl := class[c]; cl&identStart != 0 {
					start := i
					high := c
					for i++; i < len(src) && class[src[i]]&identPart != 0; i++ {
						high |= src[i]
					}
					n := i - start
					if high >= 0x80 || n <= 2 && i < len(src) && (src[i] == '"' || src[i] == '\'') {
						i = start
						break
					}
					k := Name
					if n < 16 && keywordLengths[c]>>n&1 != 0 {
						k = keyword(src[start:i])
					}
					list = append(list, Token{Kind: k, Start: source.Pos(start), End: source.Pos(i)})
					l.sawEOL = false
					continue
				}
				if c == '\n' {
					if l.level > 0 {
						i++
						continue
					}
					list = append(list, Token{Kind: Newline, Start: source.Pos(i), End: source.Pos(i)})
					l.sawEOL = true
					i++
					if j := l.sameIndent(i); j >= 0 {
						i = j
						continue
					}
					l.atBOL = true
					break
				}
				k := alone[c]
				if k == Error {
					// ")", "]", "}", ".", "=" and ":" are worth a look too.
					next := byte(0)
					if i+1 < len(src) {
						next = src[i+1]
					}
					switch c {
					case '.':
						if next != '.' && class[next]&digit == 0 {
							k = Dot
						}
					case '=':
						if next != '=' {
							k = Equal
						}
					case ':':
						if next != '=' {
							k = Colon
						}
					case ')', ']', '}':
						if l.level > 0 && closer[l.brackets[l.level-1].char] == c {
							l.level--
							k = single[c]
						}
					}
					if k == Error {
						break
					}
				} else if k == LPar || k == LSqb || k == LBrace {
					if l.level >= maxBrackets {
						break
					}
					l.brackets[l.level] = bracket{source.Pos(i), c}
					l.level++
				}
				list = append(list, Token{Kind: k, Start: source.Pos(i), End: source.Pos(i + 1)})
				l.sawEOL = false
				i++
			}
			l.pos = i
		}
		t := l.Next()
		list = append(list, t)
		if t.Kind == EndMarker {
			return list
		}
	}
}

// sameIndent returns where the text of the line at i begins if the line is
// indented by as many blanks as the one before and is no blank or comment
// line, else -1.
func (l *Lexer) sameIndent(i int) int {
	col := int(l.indents[l.nIndent])
	j := i + col
	if j >= len(l.src) || int(l.alts[l.nIndent]) != col {
		return -1
	}
	for k := i; k < j; k++ {
		if l.src[k] != ' ' {
			return -1
		}
	}
	switch l.src[j] {
	case ' ', '\t', '\f', '\\', '#', '\n', '\r':
		return -1
	}
	return j
}

var closer = [256]byte{'(': ')', '[': ']', '{': '}'}
