// Package selectmod is Python's module select, which needs Unix.
package selectmod
