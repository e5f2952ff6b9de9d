package main

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

func newUsernamePassword(c client, common azcore.ClientOptions) (azcore.TokenCredential, error) {
	of := c.UsernamePassword
	record, err := parseRecord(of.AuthenticationRecord)
	if err != nil {
		return nil, err
	}
	return azidentity.NewUsernamePasswordCredential(of.TenantID, of.ClientID, of.Username, of.Password,
		&azidentity.UsernamePasswordCredentialOptions{
			ClientOptions:              common,
			AdditionallyAllowedTenants: c.Options.AdditionallyAllowedTenants,
			AuthenticationRecord:       record,
			DisableInstanceDiscovery:   c.Options.DisableInstanceDiscovery,
		})
}

func newDeviceCode(c client, p *persons, common azcore.ClientOptions) (azcore.TokenCredential, error) {
	of := c.DeviceCode
	record, err := parseRecord(of.AuthenticationRecord)
	if err != nil {
		return nil, err
	}
	return azidentity.NewDeviceCodeCredential(&azidentity.DeviceCodeCredentialOptions{
		ClientOptions:                  common,
		AdditionallyAllowedTenants:     c.Options.AdditionallyAllowedTenants,
		AuthenticationRecord:           record,
		ClientID:                       of.ClientID,
		DisableAutomaticAuthentication: of.DisableAutomaticAuthentication,
		DisableInstanceDiscovery:       c.Options.DisableInstanceDiscovery,
		TenantID:                       of.TenantID,
		UserPrompt: func(_ context.Context, message azidentity.DeviceCodeMessage) error {
			if of.PromptError != "" {
				return errors.New(of.PromptError)
			}
			p.visit(page{url: message.VerificationURL, userCode: message.UserCode})
			return nil
		},
	})
}

func newInteractiveBrowser(c client, common azcore.ClientOptions) (azcore.TokenCredential, error) {
	of := c.InteractiveBrowser
	record, err := parseRecord(of.AuthenticationRecord)
	if err != nil {
		return nil, err
	}
	return azidentity.NewInteractiveBrowserCredential(&azidentity.InteractiveBrowserCredentialOptions{
		ClientOptions:                  common,
		AdditionallyAllowedTenants:     c.Options.AdditionallyAllowedTenants,
		AuthenticationRecord:           record,
		ClientID:                       of.ClientID,
		DisableAutomaticAuthentication: of.DisableAutomaticAuthentication,
		DisableInstanceDiscovery:       c.Options.DisableInstanceDiscovery,
		LoginHint:                      of.LoginHint,
		RedirectURL:                    of.RedirectURL,
		TenantID:                       of.TenantID,
	})
}

// parseRecord reads the record of an earlier sign-in; "" is none.
func parseRecord(text string) (record azidentity.AuthenticationRecord, err error) {
	if text != "" {
		err = json.Unmarshal([]byte(text), &record)
	}
	return record, err
}
