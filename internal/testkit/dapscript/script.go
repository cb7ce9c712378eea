// Package dapscript plays a written conversation with a debug adapter.
//
// A script is lines; a line that starts with white space continues the one
// before it.
//
//	# a comment
//	> continue {"threadId": 1}              a request and its arguments
//	>> "Content-Length: 3\r\n\r\n{]}"       raw bytes, as a Go string
//	< continue {"allThreadsContinued":true} the response to the newest request of that name
//	< next ! {"id":3001, "message":"~running"}   an error response
//	> evaluate#slow {...}                   the same, with a label for:
//	< evaluate#slow                         the response to just that request
//	< event stopped {"reason":"step"}       an event
//	--                                      a barrier
//	ignore event thread                     from here on, drop such events
//	eof                                     close our side
//	closed                                  the other side closes
//
// What is expected between two requests or barriers may come in any order, and
// nothing else may come. A JSON value expected is a part of the value received:
// an object may have more fields; a list must have the same length unless it
// ends in "..."; a string that starts with ~ is a regular expression; "=>name"
// matches anything and remembers it as $name for later lines. The text of
// output events is compared by stream, however it was cut into events.
package dapscript

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

type lineKind int

const (
	sendRequest lineKind = iota
	sendRaw
	expectResponse
	expectError
	expectEvent
	barrier
	ignoreEvent
	closeOurs
	expectClosed
)

type scriptLine struct {
	number int
	kind   lineKind
	name   string // of the command or event
	json   string // before substitution
}

func parse(script string) ([]scriptLine, error) {
	var lines []scriptLine
	for i, text := range strings.Split(script, "\n") {
		trimmed := strings.TrimSpace(text)
		if trimmed == "" || trimmed[0] == '#' {
			continue
		}
		if text[0] == ' ' || text[0] == '\t' {
			if len(lines) == 0 {
				return nil, fmt.Errorf("line %d continues nothing", i+1)
			}
			lines[len(lines)-1].json += " " + trimmed
			continue
		}
		line, err := parseLine(trimmed)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		line.number = i + 1
		lines = append(lines, line)
	}
	return lines, nil
}

func parseLine(text string) (scriptLine, error) {
	head, rest, _ := strings.Cut(text, " ")
	word, tail, _ := strings.Cut(strings.TrimSpace(rest), " ")
	tail = strings.TrimSpace(tail)
	switch head {
	case ">":
		return scriptLine{kind: sendRequest, name: word, json: tail}, nil
	case ">>":
		return scriptLine{kind: sendRaw, json: rest}, nil
	case "<":
		if word == "event" {
			name, body, _ := strings.Cut(tail, " ")
			return scriptLine{kind: expectEvent, name: name, json: body}, nil
		}
		if body, ok := strings.CutPrefix(tail, "!"); ok {
			return scriptLine{kind: expectError, name: word, json: body}, nil
		}
		return scriptLine{kind: expectResponse, name: word, json: tail}, nil
	case "--":
		return scriptLine{kind: barrier}, nil
	case "ignore":
		return scriptLine{kind: ignoreEvent, name: tail}, nil
	case "eof":
		return scriptLine{kind: closeOurs}, nil
	case "closed":
		return scriptLine{kind: expectClosed}, nil
	}
	return scriptLine{}, fmt.Errorf("what is %q?", text)
}

// match reports why got does not contain want, or "". It fills captures.
func match(want, got any, captures map[string]string) string {
	switch want := want.(type) {
	case map[string]any:
		obj, ok := got.(map[string]any)
		if !ok {
			return fmt.Sprintf("is no object: %v", encode(got))
		}
		for key, w := range want {
			g, present := obj[key]
			if !present {
				if w == nil {
					continue // null expects absence
				}
				return fmt.Sprintf("has no %q: %v", key, encode(got))
			}
			if why := match(w, g, captures); why != "" {
				return key + "." + why
			}
		}
		return ""
	case []any:
		list, ok := got.([]any)
		if !ok {
			return fmt.Sprintf("is no list: %v", encode(got))
		}
		if n := len(want); n > 0 && want[n-1] == "..." {
			want = want[:n-1]
			list = list[:min(len(list), n-1)]
		}
		if len(want) != len(list) {
			return fmt.Sprintf("has %d entries, not %d: %v", len(list), len(want), encode(got))
		}
		for i := range want {
			if why := match(want[i], list[i], captures); why != "" {
				return fmt.Sprintf("%d.%s", i, why)
			}
		}
		return ""
	case string:
		if name, ok := strings.CutPrefix(want, "=>"); ok {
			captures[name] = encode(got)
			return ""
		}
		if pattern, ok := strings.CutPrefix(want, "~"); ok {
			text, isText := got.(string)
			re, err := regexp.Compile("(?s)" + pattern)
			if err != nil {
				return err.Error()
			}
			if isText && re.MatchString(text) {
				return ""
			}
			return fmt.Sprintf("is %v, which does not match %q", encode(got), pattern)
		}
	}
	if encode(want) != encode(got) {
		return fmt.Sprintf("is %v, not %v", encode(got), encode(want))
	}
	return ""
}

func encode(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(data)
}

var variable = regexp.MustCompile(`\$[A-Za-z_]\w*`)

// substitute puts in what was captured or given.
func substitute(text string, vars map[string]string) string {
	return variable.ReplaceAllStringFunc(text, func(name string) string {
		if value, known := vars[name[1:]]; known {
			return value
		}
		return name
	})
}
