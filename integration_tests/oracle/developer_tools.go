package main

import (
	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

func newAzureCLI(c client) (azcore.TokenCredential, error) {
	return azidentity.NewAzureCLICredential(&azidentity.AzureCLICredentialOptions{
		AdditionallyAllowedTenants: c.Options.AdditionallyAllowedTenants,
		Subscription:               c.AzureCLI.Subscription,
		TenantID:                   c.AzureCLI.TenantID,
	})
}

func newAzureDeveloperCLI(c client) (azcore.TokenCredential, error) {
	return azidentity.NewAzureDeveloperCLICredential(&azidentity.AzureDeveloperCLICredentialOptions{
		AdditionallyAllowedTenants: c.Options.AdditionallyAllowedTenants,
		TenantID:                   c.AzureDeveloperCLI.TenantID,
	})
}

func newAzurePowerShell(c client) (azcore.TokenCredential, error) {
	return azidentity.NewAzurePowerShellCredential(&azidentity.AzurePowerShellCredentialOptions{
		AdditionallyAllowedTenants: c.Options.AdditionallyAllowedTenants,
		TenantID:                   c.AzurePowerShell.TenantID,
	})
}
