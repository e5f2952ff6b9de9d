package main

import (
	"encoding/json"
	"fmt"
	"time"
)

// The JSON form of the messages of the same names in scenario.proto, with the
// fields' names as they are there. A field that is not listed is an error: the
// oracle must do all that a scenario says.

type client struct {
	Environment  map[string]string `json:"environment"`
	Options      clientOptions     `json:"options"`
	ClientSecret *clientSecret     `json:"client_secret"`
	Calls        []call            `json:"calls"`
}

type clientOptions struct {
	AuthorityHost              string   `json:"authority_host"`
	MaxRetries                 int32    `json:"max_retries"`
	RetryDelay                 duration `json:"retry_delay"`
	MaxRetryDelay              duration `json:"max_retry_delay"`
	TryTimeout                 duration `json:"try_timeout"`
	DisableInstanceDiscovery   bool     `json:"disable_instance_discovery"`
	AdditionallyAllowedTenants []string `json:"additionally_allowed_tenants"`
}

type clientSecret struct {
	TenantID     string `json:"tenant_id"`
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`
}

type call struct {
	GetToken     *getToken `json:"get_token"`
	AdvanceClock duration  `json:"advance_clock"`
}

type getToken struct {
	Scopes              []string `json:"scopes"`
	TenantID            string   `json:"tenant_id"`
	Claims              string   `json:"claims"`
	EnableCAE           bool     `json:"enable_cae"`
	Parallel            int      `json:"parallel"`
	Timeout             duration `json:"timeout"`
	CancelAfterRequests int      `json:"cancel_after_requests"`
	MayFail             bool     `json:"may_fail"`
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
