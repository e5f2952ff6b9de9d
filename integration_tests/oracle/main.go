// Command oracle makes the client calls of one scenario with the real azidentity
// against the fakes, and prints what came of them as one JSON object.
//
// usage: oracle -azmock BINARY -scenario ID -state-dir DIRECTORY
//
// It runs only where nothing but loopback can be reached. See README.md for how
// it speaks with the fakes.
//
//go:debug randseednop=0
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"time"
)

// How long a scenario may take in real time. Virtual time stands still for ever
// if a goroutine waits for a mutex whose holder waits for time to pass.
const realTimeLimit = 2 * time.Minute

func main() {
	azmock := flag.String("azmock", "", "the azmock `binary`")
	scenario := flag.String("scenario", "", "the scenario's `id`")
	stateDir := flag.String("state-dir", "", "the `directory` for what the fakes write at their end")
	flag.Parse()
	if *azmock == "" || *scenario == "" || *stateDir == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := onlyLoopback(); err != nil {
		fail(err)
	}
	stdout := os.Stdout
	fakes, err := startFakes(*azmock, *scenario, *stateDir)
	if err != nil {
		fail(err)
	}
	time.AfterFunc(realTimeLimit, func() {
		fail(fmt.Errorf("%s: not done after %v; does virtual time stand still?", *scenario, realTimeLimit))
	})
	out := newOutside()
	var result *outcome
	inBubble(func() {
		result, err = runScenario(fakes, out)
	}, func() {
		if closeErr := fakes.close(); err == nil {
			err = closeErr
		}
		if err != nil {
			fail(fmt.Errorf("%s: %w", *scenario, err))
		}
		encoder := json.NewEncoder(stdout)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(result); err != nil {
			fail(err)
		}
	})
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "oracle:", err)
	os.Exit(1)
}
