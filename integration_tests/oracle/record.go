package main

import (
	"regexp"
	"runtime"
	"strings"
)

// record is one record of azcore's log.
type record struct {
	Event   string `json:"event"`
	Message string `json:"message"`
}

// Frames of the oracle itself and of Go, at the end of a stack trace.
var ownFrames = regexp.MustCompile(`(?m)^[^\s:]+\(\)\n\t(?:oracle|runtime|sync|testing)/.*\n`)

// newRecord leaves out of a message what tells nothing of azidentity and differs
// from one Go to the next: the oracle's frames and Go's version.
func newRecord(event, message string) record {
	message = ownFrames.ReplaceAllString(message, "")
	return record{event, strings.ReplaceAll(message, "("+runtime.Version()+";", "(go1;")}
}
