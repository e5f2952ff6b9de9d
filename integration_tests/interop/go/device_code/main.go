// A user signs in with a device code, which the user's part of the program approves.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

func approve(code, user string) error {
	body := fmt.Sprintf(`{"user_code": %q, "username": %q}`, code, user)
	response, err := http.Post(os.Getenv("AZMOCK_ADMIN")+"/ApproveDeviceCode", "application/json",
		strings.NewReader(body))
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != 200 {
		return fmt.Errorf("not approved: %s", response.Status)
	}
	return nil
}

func main() {
	tenant, client, user, scope := os.Args[1], os.Args[2], os.Args[3], os.Args[4]
	credential, err := azidentity.NewDeviceCodeCredential(&azidentity.DeviceCodeCredentialOptions{
		TenantID: tenant,
		ClientID: client,
		UserPrompt: func(_ context.Context, message azidentity.DeviceCodeMessage) error {
			return approve(message.UserCode, user)
		},
	})
	if err == nil {
		_, err = credential.GetToken(context.Background(), policy.TokenRequestOptions{Scopes: []string{scope}})
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(true)
}
