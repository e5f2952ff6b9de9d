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
	Environment         map[string]string    `json:"environment"`
	Options             clientOptions        `json:"options"`
	ClientSecret        *clientSecret        `json:"client_secret"`
	ClientCertificate   *clientCertificate   `json:"client_certificate"`
	ClientAssertion     *clientAssertion     `json:"client_assertion"`
	OnBehalfOf          *onBehalfOf          `json:"on_behalf_of"`
	WorkloadIdentity    *workloadIdentity    `json:"workload_identity"`
	AzurePipelines      *azurePipelines      `json:"azure_pipelines"`
	UsernamePassword    *usernamePassword    `json:"username_password"`
	DeviceCode          *deviceCode          `json:"device_code"`
	InteractiveBrowser  *interactiveBrowser  `json:"interactive_browser"`
	Persons             []json.RawMessage    `json:"persons"`
	ManagedIdentity     *managedIdentity     `json:"managed_identity"`
	AzureCLI            *azureCLI            `json:"azure_cli"`
	AzureDeveloperCLI   *tenantOnly          `json:"azure_developer_cli"`
	AzurePowerShell     *tenantOnly          `json:"azure_powershell"`
	EnvironmentSettings *environmentSettings `json:"environment_settings"`
	ChainedToken        *chainedToken        `json:"chained_token"`
	DefaultAzure        *defaultAzure        `json:"default_azure"`
	Files               []file               `json:"files"`
	User                string               `json:"user"`
	Calls               []call               `json:"calls"`
	ClockAhead          duration             `json:"clock_ahead"`
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

// certificate is the content of a file; the fakes put it here.
type certificate struct {
	Data     []byte `json:"data"`
	Password string `json:"password"`
}

type clientCertificate struct {
	TenantID             string      `json:"tenant_id"`
	ClientID             string      `json:"client_id"`
	Certificate          certificate `json:"certificate"`
	SendCertificateChain bool        `json:"send_certificate_chain"`
}

// assertion is a text, which the fakes have made where the scenario describes one,
// or the error of the callback that should give it.
type assertion struct {
	Text          *string `json:"text"`
	CallbackError *string `json:"callback_error"`
}

type clientAssertion struct {
	TenantID  string    `json:"tenant_id"`
	ClientID  string    `json:"client_id"`
	Assertion assertion `json:"assertion"`
}

type onBehalfOf struct {
	TenantID             string       `json:"tenant_id"`
	ClientID             string       `json:"client_id"`
	UserAssertion        assertion    `json:"user_assertion"`
	ClientSecret         *string      `json:"client_secret"`
	Certificate          *certificate `json:"certificate"`
	ClientAssertion      *assertion   `json:"client_assertion"`
	SendCertificateChain bool         `json:"send_certificate_chain"`
}

type workloadIdentity struct {
	TenantID      string `json:"tenant_id"`
	ClientID      string `json:"client_id"`
	TokenFilePath string `json:"token_file_path"`
	EnableProxy   bool   `json:"enable_azure_proxy"`
}

type azurePipelines struct {
	TenantID            string `json:"tenant_id"`
	ClientID            string `json:"client_id"`
	ServiceConnectionID string `json:"service_connection_id"`
	SystemAccessToken   string `json:"system_access_token"`
}

// userSignIn is what the credentials of users have in common.
type userSignIn struct {
	TenantID             string `json:"tenant_id"`
	ClientID             string `json:"client_id"`
	AuthenticationRecord string `json:"authentication_record"`
}

type usernamePassword struct {
	userSignIn
	Username string `json:"username"`
	Password string `json:"password"`
}

type deviceCode struct {
	userSignIn
	DisableAutomaticAuthentication bool   `json:"disable_automatic_authentication"`
	PromptError                    string `json:"prompt_error"`
}

type interactiveBrowser struct {
	userSignIn
	DisableAutomaticAuthentication bool   `json:"disable_automatic_authentication"`
	LoginHint                      string `json:"login_hint"`
	RedirectURL                    string `json:"redirect_url"`
	NoBrowser                      bool   `json:"no_browser"`
	BrowserExitStatus              int    `json:"browser_exit_status"`
}

// withRecord is the client with another record of an earlier sign-in.
func (c client) withRecord(text string) client {
	switch {
	case c.UsernamePassword != nil:
		of := *c.UsernamePassword
		of.AuthenticationRecord = text
		c.UsernamePassword = &of
	case c.DeviceCode != nil:
		of := *c.DeviceCode
		of.AuthenticationRecord = text
		c.DeviceCode = &of
	case c.InteractiveBrowser != nil:
		of := *c.InteractiveBrowser
		of.AuthenticationRecord = text
		c.InteractiveBrowser = &of
	}
	return c
}

// managedIdentity has at most one of the IDs, which may be empty.
type managedIdentity struct {
	ClientID   *string `json:"client_id"`
	ObjectID   *string `json:"object_id"`
	ResourceID *string `json:"resource_id"`
}

type azureCLI struct {
	TenantID     string `json:"tenant_id"`
	Subscription string `json:"subscription"`
}

// tenantOnly is AzureDeveloperCLI or AzurePowerShell.
type tenantOnly struct {
	TenantID string `json:"tenant_id"`
}

type environmentSettings struct{}

type chainedToken struct {
	Sources      []chainSource `json:"sources"`
	RetrySources bool          `json:"retry_sources"`
}

type chainSource struct {
	ClientSecret        *clientSecret        `json:"client_secret"`
	ClientAssertion     *clientAssertion     `json:"client_assertion"`
	WorkloadIdentity    *workloadIdentity    `json:"workload_identity"`
	ManagedIdentity     *managedIdentity     `json:"managed_identity"`
	AzureCLI            *azureCLI            `json:"azure_cli"`
	AzureDeveloperCLI   *tenantOnly          `json:"azure_developer_cli"`
	AzurePowerShell     *tenantOnly          `json:"azure_powershell"`
	EnvironmentSettings *environmentSettings `json:"environment_settings"`
	ChainedToken        *chainedToken        `json:"chained_token"`
	DefaultAzure        *defaultAzure        `json:"default_azure"`
	Own                 *ownCredential       `json:"own"`
}

// ownCredential has at most one of these.
type ownCredential struct {
	Token       *string `json:"token"`
	Unavailable *string `json:"unavailable"`
	Error       *string `json:"error"`
}

type defaultAzure struct {
	TenantID                     string `json:"tenant_id"`
	RequireAzureTokenCredentials bool   `json:"require_azure_token_credentials"`
}

type file struct {
	Path      string    `json:"path"`
	Assertion assertion `json:"assertion"`
	Owner     string    `json:"owner"`
	Mode      string    `json:"mode"`
}

type call struct {
	GetToken     *getToken     `json:"get_token"`
	AdvanceClock duration      `json:"advance_clock"`
	RemoveFile   string        `json:"remove_file"`
	WriteFile    *file         `json:"write_file"`
	Authenticate *authenticate `json:"authenticate"`
	Restart      *restart      `json:"restart"`
	SendRequest  *sendRequest  `json:"send_request"`
}

type authenticate struct {
	Scopes              []string `json:"scopes"`
	TenantID            string   `json:"tenant_id"`
	Claims              string   `json:"claims"`
	EnableCAE           bool     `json:"enable_cae"`
	Timeout             duration `json:"timeout"`
	CancelAfterRequests int      `json:"cancel_after_requests"`
	MayFail             bool     `json:"may_fail"`
}

type sendRequest struct {
	Method              string            `json:"method"`
	URL                 string            `json:"url"`
	Headers             map[string]string `json:"headers"`
	Body                string            `json:"body"`
	Scopes              []string          `json:"scopes"`
	Timeout             duration          `json:"timeout"`
	CancelAfterRequests int               `json:"cancel_after_requests"`
	MayFail             bool              `json:"may_fail"`
}

type restart struct {
	WithRecord bool `json:"with_record"`
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
