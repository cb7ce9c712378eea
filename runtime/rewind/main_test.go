package rewind_test

import (
	"testing"

	"go.uber.org/goleak"
)

// TestMain checks that no replay outlives its use.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
