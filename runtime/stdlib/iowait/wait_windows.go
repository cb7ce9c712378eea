// Package iowait waits for file descriptors; on Windows there are none.
package iowait
