package inspect

import (
	"fmt"
	"strconv"
	"strings"
)

// HitCondition says at which hits of a breakpoint to stop. The zero value is
// at every one.
type HitCondition struct {
	op    string
	count int
}

// ParseHitCondition reads "5" (the fifth hit), "> 5", ">= 5", "< 5", "<= 5",
// "== 5" or "% 5" (every fifth). Empty text is every hit.
func ParseHitCondition(text string) (HitCondition, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return HitCondition{}, nil
	}
	op := "=="
	for _, known := range []string{"==", ">=", "<=", ">", "<", "%"} {
		if rest, ok := strings.CutPrefix(text, known); ok {
			op, text = known, strings.TrimSpace(rest)
			break
		}
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || op == "%" && n == 0 {
		return HitCondition{}, fmt.Errorf("%q is no hit count: want a number, or one of == >= <= > < %% and a number", text)
	}
	return HitCondition{op, n}, nil
}

// Holds reports whether to stop at the given hit, counted from 1.
func (h HitCondition) Holds(hit int) bool {
	switch h.op {
	case "==":
		return hit == h.count
	case ">=":
		return hit >= h.count
	case "<=":
		return hit <= h.count
	case ">":
		return hit > h.count
	case "<":
		return hit < h.count
	case "%":
		return hit%h.count == 0
	}
	return true
}

// LogPart is a piece of a log message: text, or an expression to evaluate.
type LogPart struct {
	Text string
	Expr bool
}

// ParseLogMessage splits a log message at its {expression} parts. Doubled braces
// stand for themselves. Braces, brackets and strings inside an expression are
// skipped as a whole: {d["}"]} is one part.
func ParseLogMessage(message string) ([]LogPart, error) {
	var parts []LogPart
	var text strings.Builder
	flush := func() {
		if text.Len() > 0 {
			parts = append(parts, LogPart{Text: text.String()})
			text.Reset()
		}
	}
	for i := 0; i < len(message); i++ {
		c := message[i]
		switch {
		case (c == '{' || c == '}') && i+1 < len(message) && message[i+1] == c:
			text.WriteByte(c)
			i++
		case c == '{':
			end := expressionEnd(message, i+1)
			if end < 0 {
				return nil, fmt.Errorf("the log message has a %q without its %q (write %q for the brace itself)", "{", "}", "{{")
			}
			expr := strings.TrimSpace(message[i+1 : end])
			if expr == "" {
				return nil, fmt.Errorf("the log message has an empty expression (write %q for the braces themselves)", "{{}}")
			}
			flush()
			parts = append(parts, LogPart{Text: expr, Expr: true})
			i = end
		default:
			text.WriteByte(c) // a lone closing brace is text, as a person means it
		}
	}
	flush()
	return parts, nil
}

// expressionEnd finds the brace that closes an expression, or -1.
func expressionEnd(message string, at int) int {
	depth := 0
	for i := at; i < len(message); i++ {
		switch c := message[i]; c {
		case '(', '[', '{':
			depth++
		case ')', ']':
			depth--
		case '}':
			if depth == 0 {
				return i
			}
			depth--
		case '\'', '"':
			i++
			for i < len(message) && message[i] != c {
				if message[i] == '\\' {
					i++
				}
				i++
			}
		}
	}
	return -1
}
