// Microsoft's client of Azure Resource Manager, under the service's own name.
package interop

import (
	"context"
	"errors"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/resources/armresources"
)

// What directory.textproto has.
const (
	tenant       = "7d2f1c34-5b68-4a90-8e12-3c4d5e6f7a80"
	client       = "6ea02f9c-15d3-4f47-88e9-3a0415c6d7e8"
	secret       = "s3cret~value"
	subscription = "5ab50000-0000-4000-8000-000000000001"
)

func assignRole(t *testing.T, role, scope string) {
	t.Helper()
	merge := `{"directory": {"tenants": [{"id": "` + tenant + `", "role_assignments": [` +
		`{"principal": "` + client + `", "role": "` + role + `", "scope": "` + scope + `"}]}]}}`
	answer, err := http.Post(os.Getenv("AZMOCK_ADMIN")+"/MergeDirectory", "application/json",
		strings.NewReader(merge))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		t.Fatal(answer.Status)
	}
}

func resourceGroups(t *testing.T) *armresources.ResourceGroupsClient {
	t.Helper()
	credential, err := azidentity.NewClientSecretCredential(tenant, client, secret, nil)
	if err != nil {
		t.Fatal(err)
	}
	groups, err := armresources.NewResourceGroupsClient(subscription, credential, nil)
	if err != nil {
		t.Fatal(err)
	}
	return groups
}

func TestAGroupIsRefusedWithoutTheRoleAndReadWithIt(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	groups := resourceGroups(t)

	_, err := groups.Get(ctx, "contoso-rg", nil)
	var refused *azcore.ResponseError
	if !errors.As(err, &refused) || refused.StatusCode != http.StatusForbidden ||
		refused.ErrorCode != "AuthorizationFailed" {
		t.Fatalf("want 403 AuthorizationFailed, got %v", err)
	}
	const action = "does not have authorization to perform action " +
		"'Microsoft.Resources/subscriptions/resourceGroups/read' over scope"
	if !strings.Contains(err.Error(), action) {
		t.Errorf("the text is %v", err)
	}

	assignRole(t, "Reader", "/subscriptions/"+subscription+"/resourceGroups/contoso-rg")
	group, err := groups.Get(ctx, "contoso-rg", nil)
	if err != nil {
		t.Fatal(err)
	}
	if *group.Name != "contoso-rg" || *group.Properties.ProvisioningState != "Succeeded" {
		t.Errorf("got %v in state %v", *group.Name, *group.Properties.ProvisioningState)
	}
	exists, err := groups.CheckExistence(ctx, "contoso-rg", nil)
	if err != nil || !exists.Success {
		t.Errorf("it exists, got %v, %v", exists.Success, err)
	}
}
