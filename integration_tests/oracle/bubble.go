package main

import (
	"flag"
	"os"
	"testing"
	"testing/synctest"
)

// inBubble runs body in a synctest bubble, where time passes only when every
// goroutine waits for it, then after outside of it. It does not return: a bubble
// needs a *testing.T, and the testing package ends the process.
func inBubble(body, after func()) {
	os.Args = os.Args[:1] // The testing package would parse them.
	flag.CommandLine = flag.NewFlagSet(os.Args[0], flag.ExitOnError)
	if null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0); err == nil {
		os.Stdout = null // It would print "PASS".
	}
	testing.Main(
		func(string, string) (bool, error) { return true, nil },
		[]testing.InternalTest{{
			Name: "scenario",
			F: func(t *testing.T) {
				synctest.Test(t, func(*testing.T) { body() })
				after()
			},
		}}, nil, nil)
}
