package lsp

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/asynctools/asynctools/internal/testkit/rpcscript"
)

// inside follows a dotted path of member names and indexes.
func inside(v any, path string) (any, bool) {
	for name := range strings.SplitSeq(path, ".") {
		switch at := v.(type) {
		case map[string]any:
			next, ok := at[name]
			if !ok {
				return nil, false
			}
			v = next
		case []any:
			i, err := strconv.Atoi(name)
			if err != nil || i < 0 || i >= len(at) {
				return nil, false
			}
			v = at[i]
		default:
			return nil, false
		}
	}
	return v, true
}

// keep NAME PATH makes a part of the last expected message a variable: a
// string as it is, anything else as JSON.
func keep(r *rpcscript.Run, args string) error {
	name, path, _ := strings.Cut(strings.TrimSpace(args), " ")
	v, ok := inside(r.Seen[len(r.Seen)-1], path)
	if !ok {
		return fmt.Errorf("the last message has no %s: %v", path, r.Seen[len(r.Seen)-1])
	}
	text, isText := v.(string)
	if !isText {
		raw, err := json.Marshal(v)
		if err != nil {
			return err
		}
		text = string(raw)
	}
	r.Set(name, text)
	return nil
}

// lacks PATH wants no such part in the last expected message.
func lacks(r *rpcscript.Run, path string) error {
	if v, ok := inside(r.Seen[len(r.Seen)-1], strings.TrimSpace(path)); ok {
		return fmt.Errorf("the last message has %s: %v", path, v)
	}
	return nil
}

// reply last JSON answers the request that the last expected message is.
func reply(r *rpcscript.Run, args string) error {
	raw, ok := strings.CutPrefix(args, "last ")
	if !ok {
		return fmt.Errorf("reply wants: last RESULT")
	}
	var result any
	if err := json.Unmarshal([]byte(raw), &result); err != nil {
		return err
	}
	return r.Send(rpcscript.Message{"id": r.Seen[len(r.Seen)-1]["id"], "result": result})
}

// until REQUEST REPLY sends a request, again and again for some seconds, until
// the reply holds what is wanted.
func until(r *rpcscript.Run, args string) error {
	in := json.NewDecoder(strings.NewReader(args))
	var request, want rpcscript.Message
	if err := in.Decode(&request); err != nil {
		return err
	}
	if err := in.Decode(&want); err != nil {
		return err
	}
	var got rpcscript.Message
	for i := range 100 {
		id := fmt.Sprintf("until %d", i)
		request["id"] = id
		if err := r.Send(request); err != nil {
			return err
		}
		var err error
		if got, err = r.Expect(rpcscript.Message{"id": id}); err != nil {
			return err
		}
		if rpcscript.Holds(got, want) {
			return nil
		}
		time.Sleep(30 * time.Millisecond)
	}
	return fmt.Errorf("the reply never holds %v; the last was %v", want, got)
}
