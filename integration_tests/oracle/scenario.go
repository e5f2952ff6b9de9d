package main

import (
	"encoding/json"
	"fmt"
	"time"
)

// The JSON form of the messages of the same names in scenario.proto. A field
// that is not listed is an error: the oracle must do all that a scenario says.

type client struct {
	Environment  map[string]string `json:"environment"`
	Options      clientOptions     `json:"options"`
	ClientSecret *clientSecret     `json:"clientSecret"`
	Calls        []call            `json:"calls"`
}

type clientOptions struct {
	AuthorityHost              string   `json:"authorityHost"`
	MaxRetries                 int32    `json:"maxRetries"`
	RetryDelay                 duration `json:"retryDelay"`
	MaxRetryDelay              duration `json:"maxRetryDelay"`
	TryTimeout                 duration `json:"tryTimeout"`
	DisableInstanceDiscovery   bool     `json:"disableInstanceDiscovery"`
	AdditionallyAllowedTenants []string `json:"additionallyAllowedTenants"`
}

type clientSecret struct {
	TenantID     string `json:"tenantId"`
	ClientID     string `json:"clientId"`
	ClientSecret string `json:"clientSecret"`
}

type call struct {
	GetToken     *getToken `json:"getToken"`
	AdvanceClock duration  `json:"advanceClock"`
}

type getToken struct {
	Scopes              []string `json:"scopes"`
	TenantID            string   `json:"tenantId"`
	Claims              string   `json:"claims"`
	EnableCAE           bool     `json:"enableCae"`
	Parallel            int      `json:"parallel"`
	Timeout             duration `json:"timeout"`
	CancelAfterRequests int      `json:"cancelAfterRequests"`
	MayFail             bool     `json:"mayFail"`
}

// duration is a text such as "300ms"; "" is 0.
type duration time.Duration

func (d *duration) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	if text == "" {
		*d = 0
		return nil
	}
	parsed, err := time.ParseDuration(text)
	if err != nil {
		return fmt.Errorf("duration %q: %w", text, err)
	}
	*d = duration(parsed)
	return nil
}
