// Asks HashiCorp's authorizers, which Terraform's providers have, for a token as the client of a
// scenario does.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"

	"interop/driver"

	"github.com/hashicorp/go-azure-sdk/sdk/auth"
	"github.com/hashicorp/go-azure-sdk/sdk/environments"
)

type application struct {
	driver.Application
	Certificate struct {
		Data     []byte `json:"data"`
		Password string `json:"password"`
	} `json:"certificate"`
	Assertion struct {
		Text string `json:"text"`
	} `json:"assertion"`
	ServiceConnectionID string `json:"service_connection_id"`
	SystemAccessToken   string `json:"system_access_token"`
}

// One of the members is there.
type client struct {
	driver.Calls
	ClientSecret      *application `json:"client_secret"`
	ClientCertificate *application `json:"client_certificate"`
	ClientAssertion   *application `json:"client_assertion"`
	ManagedIdentity   *application `json:"managed_identity"`
	AzureCLI          *application `json:"azure_cli"`
	AzurePipelines    *application `json:"azure_pipelines"`
}

func (of *application) identified() auth.Credentials {
	return auth.Credentials{
		Environment: *environments.AzurePublic(), TenantID: of.TenantID, ClientID: of.ClientID,
	}
}

func (of client) credentials() (auth.Credentials, error) {
	var made auth.Credentials
	switch {
	case of.ClientSecret != nil:
		made = of.ClientSecret.identified()
		made.EnableAuthenticatingUsingClientSecret = true
		made.ClientSecret = of.ClientSecret.ClientSecret
	case of.ClientCertificate != nil:
		made = of.ClientCertificate.identified()
		made.EnableAuthenticatingUsingClientCertificate = true
		made.ClientCertificateData = of.ClientCertificate.Certificate.Data
		made.ClientCertificatePassword = of.ClientCertificate.Certificate.Password
	case of.ClientAssertion != nil:
		made = of.ClientAssertion.identified()
		made.EnableAuthenticationUsingOIDC = true
		made.OIDCAssertionToken = of.ClientAssertion.Assertion.Text
	case of.ManagedIdentity != nil:
		made = of.ManagedIdentity.identified()
		made.EnableAuthenticatingUsingManagedIdentity = true
	case of.AzureCLI != nil:
		made = of.AzureCLI.identified()
		made.EnableAuthenticatingUsingAzureCLI = true
	case of.AzurePipelines != nil:
		made = of.AzurePipelines.identified()
		made.EnableAuthenticationUsingADOPipelineOIDC = true
		made.ADOPipelineServiceConnectionID = of.AzurePipelines.ServiceConnectionID
		made.OIDCTokenRequestURL = os.Getenv("SYSTEM_OIDCREQUESTURI")
		made.OIDCTokenRequestToken = of.AzurePipelines.SystemAccessToken
	default:
		return made, fmt.Errorf("%w: HashiCorp has no such credential", driver.ErrInexpressible)
	}
	return made, nil
}

func getToken(of client) error {
	credentials, err := of.credentials()
	if err != nil {
		return err
	}
	asked, err := of.First()
	if err != nil {
		return err
	}
	ctx := context.Background()
	service := environments.ResourceManagerAPI(asked.Resource())
	authorizer, err := auth.NewAuthorizerFromCredentials(ctx, credentials, service)
	if err != nil {
		return err
	}
	_, err = authorizer.Token(ctx, &http.Request{})
	return err
}

func main() { driver.Run(getToken) }
