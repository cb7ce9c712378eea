// Package sockmod is the native half of Python's module socket, which needs
// Unix.
package sockmod
