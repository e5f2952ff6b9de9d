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

// What a message says of the code that wrote it, and not of what it does: where in Go's
// sources a call failed, and which version of azidentity made it.
var (
	frames  = regexp.MustCompile(`(?m)^[^\s:]+\(\)\n\t[^\n]+:\d+\n`)
	version = regexp.MustCompile(`(azsdk-go-[a-z]+/)v[0-9A-Za-z.+-]+`)
)

// newRecord leaves that out, so that a newer azidentity's log shows what has changed.
func newRecord(event, message string) record {
	message = frames.ReplaceAllString(message, "")
	message = version.ReplaceAllString(message, "${1}<version>")
	return record{event, strings.ReplaceAll(message, "("+runtime.Version()+";", "(go1;")}
}
