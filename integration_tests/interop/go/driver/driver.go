// Package driver is what the drivers in Go have in common.
package driver

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
)

// ErrInexpressible is wrapped by what says why a scenario is none for what is driven.
var ErrInexpressible = errors.New("it cannot express the scenario")

// Calls is part of a client: what it asks for.
type Calls struct {
	Calls []struct {
		GetToken *GetToken `json:"get_token"`
	} `json:"calls"`
}

// GetToken is a call of a scenario's client.
type GetToken struct {
	Scopes   []string `json:"scopes"`
	TenantID string   `json:"tenant_id"`
	Claims   string   `json:"claims"`
}

// First is the only call that drivers make.
func (c Calls) First() (*GetToken, error) {
	if len(c.Calls) == 0 || c.Calls[0].GetToken == nil {
		return nil, fmt.Errorf("%w: its first call is not get_token", ErrInexpressible)
	}
	return c.Calls[0].GetToken, nil
}

// Resource is what the first scope is of.
func (c *GetToken) Resource() string {
	if len(c.Scopes) == 0 {
		return ""
	}
	return strings.TrimSuffix(c.Scopes[0], "/.default")
}

// Application is part of what a client signs in as.
type Application struct {
	TenantID     string `json:"tenant_id"`
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`
}

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
