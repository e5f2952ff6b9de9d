// Asks for a token as a pipeline's job does, by the variables of its task.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

func run(scope string) error {
	credential, err := azidentity.NewAzurePipelinesCredential(
		os.Getenv("AZURESUBSCRIPTION_TENANT_ID"), os.Getenv("AZURESUBSCRIPTION_CLIENT_ID"),
		os.Getenv("AZURESUBSCRIPTION_SERVICE_CONNECTION_ID"), os.Getenv("SYSTEM_ACCESSTOKEN"), nil)
	if err != nil {
		return err
	}
	token, err := credential.GetToken(context.Background(), policy.TokenRequestOptions{Scopes: []string{scope}})
	if err != nil {
		return err
	}
	fmt.Println(token.Token != "")
	return nil
}

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
