// Package repo holds the tests of the repository itself: which package may
// import which, and that generated files are fresh.
package repo
