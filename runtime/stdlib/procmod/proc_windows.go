// Package procmod is the native half of Python's module subprocess, which needs
// Unix.
package procmod
