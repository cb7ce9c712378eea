// Package fake is an inspect.Target for tests: a few dozen lines of a toy
// language, run deterministically, with breakpoints, steps, tasks and
// variables, and with every way of dying that a debug adapter must survive.
//
// A program is a text of commands, one a line; `def NAME` starts a function
// whose body is indented.
//
//	print TEXT | eprint TEXT        write to stdout, stderr
//	set NAME VALUE                  a local: a word, a number, or list N
//	call NAME                       call a function
//	spawn NAME [COUNT]              tasks suspended at NAME's first line, awaited by the main task
//	finish                          end the spawned tasks
//	sleep MS
//	loop                            forever, but stops, ends and answers
//	hang                            forever, deaf to everything; prints "deaf"
//	flood BYTES                     write that much to stdout
//	close                           close stdout and stderr
//	raise TYPE TEXT                 an uncaught exception
//	import PATH                     load another source, which has code on every line
//	blip                            stop, and go on by itself
//	whisper TEXT                    output of the engine, from the source <toy>
//	exit N                          end with a status, politely
//	die N | selfkill | gopanic      end the process: os.Exit, a signal, a Go panic
package fake

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

// line is one command.
type line struct {
	number   int
	function string // whose body it belongs to, "" for the main program
	command  string
	args     string
}

type program struct {
	path  string
	main  []line
	funcs map[string][]line
}

func parse(path string) (*program, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	p := &program{path: path, funcs: map[string][]line{}}
	function := ""
	for i, text := range strings.Split(string(data), "\n") {
		words := strings.Fields(text)
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		if !strings.HasPrefix(text, " ") {
			function = ""
		}
		command, args, _ := strings.Cut(strings.TrimSpace(text), " ")
		switch {
		case command == "def":
			function = args
			p.funcs[function] = nil
		case function != "":
			p.funcs[function] = append(p.funcs[function], line{i + 1, function, command, args})
		default:
			p.main = append(p.main, line{i + 1, "", command, args})
		}
	}
	return p, nil
}

// code is the numbers of the lines that have code.
func (p *program) code() map[int]bool {
	lines := map[int]bool{}
	for _, l := range p.main {
		lines[l.number] = true
	}
	for _, body := range p.funcs {
		for _, l := range body {
			lines[l.number] = true
		}
	}
	return lines
}

// value is a variable's value: a word, or a list of n numbers.
type value struct {
	word   string
	isList bool
	length int
}

func parseValue(text string) value {
	if n, ok := strings.CutPrefix(text, "list "); ok {
		length, err := strconv.Atoi(n)
		if err == nil {
			return value{isList: true, length: length}
		}
	}
	return value{word: text}
}

func (v value) repr() string {
	switch {
	case v.isList:
		return fmt.Sprintf("[... %d items]", v.length)
	case v.typeName() == "int":
		return v.word
	default:
		return "'" + v.word + "'"
	}
}

func (v value) typeName() string {
	if v.isList {
		return "list"
	}
	if _, err := strconv.Atoi(v.word); err == nil {
		return "int"
	}
	return "str"
}
