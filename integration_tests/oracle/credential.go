package main

import (
	"context"
	"errors"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

var errNoCredential = errors.New("the scenario has no credential that the oracle knows")

// newCredential makes the client's credential, which finds its files in the
// scratch folder. The persons enter device codes.
func newCredential(c client, s *scratch, transport policy.Transporter, p *persons) (azcore.TokenCredential, error) {
	common := clientOptionsOf(c, transport)
	switch {
	case c.ClientSecret != nil:
		return newClientSecret(c, common)
	case c.ClientCertificate != nil:
		return newClientCertificate(c, common)
	case c.ClientAssertion != nil:
		return newClientAssertion(c, common)
	case c.OnBehalfOf != nil:
		return newOnBehalfOf(c, common)
	case c.WorkloadIdentity != nil:
		return newWorkloadIdentity(c, s, common, transport)
	case c.AzurePipelines != nil:
		return newAzurePipelines(c, common)
	case c.UsernamePassword != nil:
		return newUsernamePassword(c, common)
	case c.DeviceCode != nil:
		return newDeviceCode(c, p, common)
	case c.InteractiveBrowser != nil:
		return newInteractiveBrowser(c, common)
	case c.ManagedIdentity != nil:
		return newManagedIdentity(c, common)
	case c.AzureCLI != nil:
		return newAzureCLI(c)
	case c.AzureDeveloperCLI != nil:
		return newAzureDeveloperCLI(c)
	case c.AzurePowerShell != nil:
		return newAzurePowerShell(c)
	case c.EnvironmentSettings != nil:
		return newEnvironment(c, common)
	case c.ChainedToken != nil:
		return newChainedToken(c, s, transport, p)
	case c.DefaultAzure != nil:
		return newDefaultAzure(c, common)
	}
	return nil, errNoCredential
}

func clientOptionsOf(c client, transport policy.Transporter) azcore.ClientOptions {
	options := azcore.ClientOptions{
		Retry: policy.RetryOptions{
			MaxRetries:    c.Options.MaxRetries,
			RetryDelay:    time.Duration(c.Options.RetryDelay),
			MaxRetryDelay: time.Duration(c.Options.MaxRetryDelay),
			TryTimeout:    time.Duration(c.Options.TryTimeout),
		},
		Transport: transport,
	}
	if host := c.Options.AuthorityHost; host != "" {
		options.Cloud = cloud.Configuration{ActiveDirectoryAuthorityHost: host}
	}
	return options
}

func newClientSecret(c client, common azcore.ClientOptions) (azcore.TokenCredential, error) {
	of := c.ClientSecret
	return azidentity.NewClientSecretCredential(of.TenantID, of.ClientID, of.ClientSecret,
		&azidentity.ClientSecretCredentialOptions{
			ClientOptions:              common,
			AdditionallyAllowedTenants: c.Options.AdditionallyAllowedTenants,
			DisableInstanceDiscovery:   c.Options.DisableInstanceDiscovery,
		})
}

func newClientCertificate(c client, common azcore.ClientOptions) (azcore.TokenCredential, error) {
	of := c.ClientCertificate
	certificates, key, err := azidentity.ParseCertificates(of.Certificate.Data, []byte(of.Certificate.Password))
	if err != nil {
		return nil, err
	}
	return azidentity.NewClientCertificateCredential(of.TenantID, of.ClientID, certificates, key,
		&azidentity.ClientCertificateCredentialOptions{
			ClientOptions:              common,
			AdditionallyAllowedTenants: c.Options.AdditionallyAllowedTenants,
			DisableInstanceDiscovery:   c.Options.DisableInstanceDiscovery,
			SendCertificateChain:       of.SendCertificateChain,
		})
}

func newClientAssertion(c client, common azcore.ClientOptions) (azcore.TokenCredential, error) {
	of := c.ClientAssertion
	return azidentity.NewClientAssertionCredential(of.TenantID, of.ClientID, of.Assertion.callback(),
		&azidentity.ClientAssertionCredentialOptions{
			ClientOptions:              common,
			AdditionallyAllowedTenants: c.Options.AdditionallyAllowedTenants,
			DisableInstanceDiscovery:   c.Options.DisableInstanceDiscovery,
		})
}

func newOnBehalfOf(c client, common azcore.ClientOptions) (azcore.TokenCredential, error) {
	of := c.OnBehalfOf
	options := &azidentity.OnBehalfOfCredentialOptions{
		ClientOptions:              common,
		AdditionallyAllowedTenants: c.Options.AdditionallyAllowedTenants,
		DisableInstanceDiscovery:   c.Options.DisableInstanceDiscovery,
		SendCertificateChain:       of.SendCertificateChain,
	}
	user := of.UserAssertion.text()
	switch {
	case of.ClientSecret != nil:
		return azidentity.NewOnBehalfOfCredentialWithSecret(of.TenantID, of.ClientID, user, *of.ClientSecret, options)
	case of.Certificate != nil:
		certificates, key, err := azidentity.ParseCertificates(of.Certificate.Data, []byte(of.Certificate.Password))
		if err != nil {
			return nil, err
		}
		return azidentity.NewOnBehalfOfCredentialWithCertificate(of.TenantID, of.ClientID, user, certificates, key, options)
	case of.ClientAssertion != nil:
		return azidentity.NewOnBehalfOfCredentialWithClientAssertions(of.TenantID, of.ClientID, user,
			of.ClientAssertion.callback(), options)
	}
	return nil, errNoCredential
}

func newWorkloadIdentity(c client, s *scratch, common azcore.ClientOptions, transport policy.Transporter) (azcore.TokenCredential, error) {
	of := c.WorkloadIdentity
	options := azidentity.WorkloadIdentityCredentialOptions{
		ClientOptions:              common,
		AdditionallyAllowedTenants: c.Options.AdditionallyAllowedTenants,
		ClientID:                   of.ClientID,
		DisableInstanceDiscovery:   c.Options.DisableInstanceDiscovery,
		TenantID:                   of.TenantID,
		TokenFilePath:              s.realPath(of.TokenFilePath),
	}
	if of.EnableProxy {
		if t, ok := transport.(interface{ becomeDefault() }); ok {
			t.becomeDefault()
		}
		enableAzureProxy(&options)
	}
	return azidentity.NewWorkloadIdentityCredential(&options)
}

func newAzurePipelines(c client, common azcore.ClientOptions) (azcore.TokenCredential, error) {
	of := c.AzurePipelines
	return azidentity.NewAzurePipelinesCredential(of.TenantID, of.ClientID, of.ServiceConnectionID,
		of.SystemAccessToken, &azidentity.AzurePipelinesCredentialOptions{
			ClientOptions:              common,
			AdditionallyAllowedTenants: c.Options.AdditionallyAllowedTenants,
			DisableInstanceDiscovery:   c.Options.DisableInstanceDiscovery,
		})
}

func (a assertion) text() string {
	if a.Text == nil {
		return ""
	}
	return *a.Text
}

// callback gives the assertion, or its error.
func (a assertion) callback() func(context.Context) (string, error) {
	return func(context.Context) (string, error) {
		if a.CallbackError != nil {
			return "", errors.New(*a.CallbackError)
		}
		return a.text(), nil
	}
}
