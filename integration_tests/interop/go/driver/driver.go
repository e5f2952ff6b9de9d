// Package driver is what the drivers in Go have in common.
package driver

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
)

// ErrInexpressible is wrapped by what says why a scenario is none for what is driven.
var ErrInexpressible = errors.New("it cannot express the scenario")

type outcome struct {
	Token     bool   `json:"token,omitempty"`
	Exception string `json:"exception,omitempty"`
	Message   string `json:"message,omitempty"`
}

func read[Client any](path string) (Client, error) {
	var scenario struct {
		Client Client `json:"client"`
	}
	text, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(text, &scenario)
	}
	return scenario.Client, err
}

// Run prints in a line of JSON what comes of getToken, which is given the client of the scenario in the
// file that the program's argument names: see README.md.
func Run[Client any](getToken func(Client) error) {
	client, err := read[Client](os.Args[1])
	if err == nil {
		err = getToken(client)
	}
	if errors.Is(err, ErrInexpressible) {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
	got := outcome{Token: err == nil}
	if err != nil {
		got.Exception, got.Message = fmt.Sprintf("%T", err), err.Error()
	}
	if err := json.NewEncoder(os.Stdout).Encode(got); err != nil {
		panic(err)
	}
}
