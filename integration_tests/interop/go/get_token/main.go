// Asks azidentity for a token as the client of a scenario does.
package main

import (
	"context"
	"errors"

	"interop/driver"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

type client struct {
	sources
	driver.Calls
}

func getToken(of client) error {
	credential, err := of.credential()
	if err != nil {
		return err
	}
	asked, err := of.First()
	if err != nil {
		return err
	}
	token, err := credential.GetToken(context.Background(), policy.TokenRequestOptions{
		Scopes: asked.Scopes, TenantID: asked.TenantID, Claims: asked.Claims})
	if err == nil && token.Token == "" {
		return errors.New("neither a token nor an error")
	}
	return err
}

func main() { driver.Run(getToken) }
