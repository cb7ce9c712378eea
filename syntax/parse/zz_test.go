package parse_test

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"
)

func TestZZ(t *testing.T) {
	b, _ := os.ReadFile("/tmp/h1/list.json")
	var l []string
	if err := json.Unmarshal(b, &l); err != nil {
		t.Fatal(err)
	}
	want := askCPython(t, l)
	count(t, l, want)
	_ = fmt.Sprint
}
