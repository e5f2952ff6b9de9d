package main

import (
	"context"
	"crypto"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"

	"interop/driver"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

// An application, and what it proves itself with, in any of the ways that scenarios have.
type application struct {
	TenantID             string       `json:"tenant_id"`
	ClientID             string       `json:"client_id"`
	ClientSecret         string       `json:"client_secret"`
	Certificate          *certificate `json:"certificate"`
	SendCertificateChain bool         `json:"send_certificate_chain"`
	Assertion            *assertion   `json:"assertion"`
	ClientAssertion      *assertion   `json:"client_assertion"`
	UserAssertion        *assertion   `json:"user_assertion"`
	ServiceConnectionID  string       `json:"service_connection_id"`
	SystemAccessToken    string       `json:"system_access_token"`
	TokenFilePath        string       `json:"token_file_path"`
	ObjectID             *string      `json:"object_id"`
	ResourceID           *string      `json:"resource_id"`
	Subscription         string       `json:"subscription"`
	Username             string       `json:"username"`
	Password             string       `json:"password"`
}

type certificate struct {
	Data     []byte `json:"data"`
	Password string `json:"password"`
}

func (c *certificate) parse() ([]*x509.Certificate, crypto.PrivateKey, error) {
	return azidentity.ParseCertificates(c.Data, []byte(c.Password))
}

type assertion struct {
	Text string `json:"text"`
}

func (a *assertion) get(context.Context) (string, error) { return a.Text, nil }

// A client, or a source of its chain: one of the members is there.
type sources struct {
	ClientSecret        *application `json:"client_secret"`
	ClientCertificate   *application `json:"client_certificate"`
	ClientAssertion     *application `json:"client_assertion"`
	OnBehalfOf          *application `json:"on_behalf_of"`
	WorkloadIdentity    *application `json:"workload_identity"`
	AzurePipelines      *application `json:"azure_pipelines"`
	UsernamePassword    *application `json:"username_password"`
	DeviceCode          *application `json:"device_code"`
	InteractiveBrowser  *application `json:"interactive_browser"`
	ManagedIdentity     *application `json:"managed_identity"`
	AzureCLI            *application `json:"azure_cli"`
	AzureDeveloperCLI   *application `json:"azure_developer_cli"`
	AzurePowerShell     *application `json:"azure_powershell"`
	EnvironmentSettings *application `json:"environment_settings"`
	DefaultAzure        *application `json:"default_azure"`
	ChainedToken        *struct {
		Sources []sources `json:"sources"`
	} `json:"chained_token"`
	Own *ownCredential `json:"own"`
}

// ownCredential is one that the user wrote.
type ownCredential struct {
	Token       string `json:"token"`
	Unavailable string `json:"unavailable"`
	Error       string `json:"error"`
}

func (o *ownCredential) GetToken(context.Context, policy.TokenRequestOptions) (azcore.AccessToken, error) {
	switch {
	case o.Unavailable != "":
		return azcore.AccessToken{}, azidentity.NewCredentialUnavailableError(o.Unavailable)
	case o.Error != "":
		return azcore.AccessToken{}, errors.New(o.Error)
	}
	return azcore.AccessToken{Token: o.Token, ExpiresOn: time.Now().Add(time.Hour)}, nil
}

func (s sources) credential() (azcore.TokenCredential, error) {
	switch {
	case s.ClientSecret != nil:
		a := s.ClientSecret
		return azidentity.NewClientSecretCredential(a.TenantID, a.ClientID, a.ClientSecret, nil)
	case s.ClientCertificate != nil:
		return s.ClientCertificate.byCertificate()
	case s.ClientAssertion != nil:
		a := s.ClientAssertion
		return azidentity.NewClientAssertionCredential(a.TenantID, a.ClientID, a.Assertion.get, nil)
	case s.OnBehalfOf != nil:
		return s.OnBehalfOf.onBehalfOf()
	case s.WorkloadIdentity != nil:
		a := s.WorkloadIdentity
		return azidentity.NewWorkloadIdentityCredential(&azidentity.WorkloadIdentityCredentialOptions{
			TenantID: a.TenantID, ClientID: a.ClientID, TokenFilePath: a.TokenFilePath})
	case s.AzurePipelines != nil:
		a := s.AzurePipelines
		return azidentity.NewAzurePipelinesCredential(a.TenantID, a.ClientID, a.ServiceConnectionID,
			a.SystemAccessToken, nil)
	case s.UsernamePassword != nil:
		a := s.UsernamePassword
		return azidentity.NewUsernamePasswordCredential(a.TenantID, a.ClientID, a.Username, a.Password, nil)
	case s.DeviceCode != nil:
		return azidentity.NewDeviceCodeCredential(&azidentity.DeviceCodeCredentialOptions{
			TenantID: s.DeviceCode.TenantID, ClientID: s.DeviceCode.ClientID, UserPrompt: enterCode})
	case s.InteractiveBrowser != nil:
		return azidentity.NewInteractiveBrowserCredential(&azidentity.InteractiveBrowserCredentialOptions{
			TenantID: s.InteractiveBrowser.TenantID, ClientID: s.InteractiveBrowser.ClientID})
	case s.ManagedIdentity != nil:
		return azidentity.NewManagedIdentityCredential(s.ManagedIdentity.managedIdentity())
	case s.AzureCLI != nil:
		return azidentity.NewAzureCLICredential(&azidentity.AzureCLICredentialOptions{
			TenantID: s.AzureCLI.TenantID, Subscription: s.AzureCLI.Subscription})
	case s.AzureDeveloperCLI != nil:
		return azidentity.NewAzureDeveloperCLICredential(&azidentity.AzureDeveloperCLICredentialOptions{
			TenantID: s.AzureDeveloperCLI.TenantID})
	case s.AzurePowerShell != nil:
		return azidentity.NewAzurePowerShellCredential(&azidentity.AzurePowerShellCredentialOptions{
			TenantID: s.AzurePowerShell.TenantID})
	case s.EnvironmentSettings != nil:
		return azidentity.NewEnvironmentCredential(nil)
	case s.DefaultAzure != nil:
		return azidentity.NewDefaultAzureCredential(&azidentity.DefaultAzureCredentialOptions{
			TenantID: s.DefaultAzure.TenantID})
	case s.ChainedToken != nil:
		return chain(s.ChainedToken.Sources)
	case s.Own != nil:
		return s.Own, nil
	}
	return nil, fmt.Errorf("%w: it has no such credential", driver.ErrInexpressible)
}

func (a *application) byCertificate() (azcore.TokenCredential, error) {
	certificates, key, err := a.Certificate.parse()
	if err != nil {
		return nil, err
	}
	return azidentity.NewClientCertificateCredential(a.TenantID, a.ClientID, certificates, key,
		&azidentity.ClientCertificateCredentialOptions{SendCertificateChain: a.SendCertificateChain})
}

func (a *application) onBehalfOf() (azcore.TokenCredential, error) {
	switch {
	case a.Certificate != nil:
		certificates, key, err := a.Certificate.parse()
		if err != nil {
			return nil, err
		}
		return azidentity.NewOnBehalfOfCredentialWithCertificate(a.TenantID, a.ClientID, a.UserAssertion.Text,
			certificates, key, &azidentity.OnBehalfOfCredentialOptions{SendCertificateChain: a.SendCertificateChain})
	case a.ClientAssertion != nil:
		return azidentity.NewOnBehalfOfCredentialWithClientAssertions(a.TenantID, a.ClientID,
			a.UserAssertion.Text, a.ClientAssertion.get, nil)
	}
	return azidentity.NewOnBehalfOfCredentialWithSecret(a.TenantID, a.ClientID, a.UserAssertion.Text,
		a.ClientSecret, nil)
}

func (a *application) managedIdentity() *azidentity.ManagedIdentityCredentialOptions {
	switch {
	case a.ObjectID != nil:
		return &azidentity.ManagedIdentityCredentialOptions{ID: azidentity.ObjectID(*a.ObjectID)}
	case a.ResourceID != nil:
		return &azidentity.ManagedIdentityCredentialOptions{ID: azidentity.ResourceID(*a.ResourceID)}
	case a.ClientID != "":
		return &azidentity.ManagedIdentityCredentialOptions{ID: azidentity.ClientID(a.ClientID)}
	}
	return nil
}

func chain(of []sources) (azcore.TokenCredential, error) {
	var credentials []azcore.TokenCredential
	for _, source := range of {
		credential, err := source.credential()
		if err != nil {
			return nil, err
		}
		credentials = append(credentials, credential)
	}
	return azidentity.NewChainedTokenCredential(credentials, nil)
}

// enterCode opens the page of the code in the person's browser, which world.py has made.
func enterCode(_ context.Context, message azidentity.DeviceCodeMessage) error {
	command := exec.Command("xdg-open", message.VerificationURL, message.UserCode)
	command.Stderr = os.Stderr
	return command.Run()
}
