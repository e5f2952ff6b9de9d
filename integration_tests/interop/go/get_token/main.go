// Asks azidentity for a token as the client of a scenario does.
//
// usage: get_token FILE, which has the scenario as JSON. Prints one line of JSON: a token, or the error
// with its type; exits with 3 if azidentity has no words for the scenario.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

type call struct {
	Scopes   []string `json:"scopes"`
	TenantID string   `json:"tenant_id"`
	Claims   string   `json:"claims"`
}

type scenario struct {
	Client struct {
		sources
		Calls []struct {
			GetToken *call `json:"get_token"`
		} `json:"calls"`
	} `json:"client"`
}

type outcome struct {
	Token     bool   `json:"token,omitempty"`
	Exception string `json:"exception,omitempty"`
	Message   string `json:"message,omitempty"`
}

// errInexpressible is wrapped by what says why a scenario is none for azidentity.
var errInexpressible = errors.New("azidentity cannot express the scenario")

func read(path string) (scenario, error) {
	var read scenario
	text, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(text, &read)
	}
	if err == nil && (len(read.Client.Calls) == 0 || read.Client.Calls[0].GetToken == nil) {
		err = fmt.Errorf("%w: its first call is not get_token", errInexpressible)
	}
	return read, err
}

func getToken(of scenario) error {
	credential, err := of.Client.credential()
	if err != nil {
		return err
	}
	asked := of.Client.Calls[0].GetToken
	token, err := credential.GetToken(context.Background(), policy.TokenRequestOptions{
		Scopes: asked.Scopes, TenantID: asked.TenantID, Claims: asked.Claims})
	if err == nil && token.Token == "" {
		return errors.New("neither a token nor an error")
	}
	return err
}

func main() {
	asked, err := read(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
	err = getToken(asked)
	if errors.Is(err, errInexpressible) {
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
