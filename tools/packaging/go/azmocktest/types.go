package azmocktest

import "time"

// A Match says which requests are meant: every field that is set must hold. "*" stands for any text
// in Method, Host, Path and in values.
type Match struct {
	Method string `json:"method,omitempty"`
	// Without its port, such as "login.microsoftonline.com".
	Host string `json:"host,omitempty"`
	// Percent-decoded, without the query, such as "/*/oauth2/v2.0/token".
	Path string `json:"path,omitempty"`
	// Fields of each: "*" asks that one be there, "" that it be absent or empty.
	Query   map[string]string `json:"query,omitempty"`
	Form    map[string]string `json:"form,omitempty"`
	Headers map[string]string `json:"headers,omitempty"`
}

// A Step says what the next requests are answered with: exactly one of its pointers.
type Step struct {
	// How many requests; 0 means 1, -1 all that follow.
	Times int `json:"times,omitempty"`
	// How long to wait before, on the fakes' clock, such as "300ms".
	Delay string `json:"delay,omitempty"`

	Respond *Respond        `json:"respond,omitempty"`
	Pass    *Pass           `json:"pass,omitempty"`
	AADSTS  *CatalogueError `json:"aadsts,omitempty"`
	Fault   *Fault          `json:"fault,omitempty"`
	Outage  *Outage         `json:"outage,omitempty"`
}

// Respond is this very response.
type Respond struct {
	Status  int               `json:"status"`
	Reason  string            `json:"reason,omitempty"`
	Headers map[string]string `json:"headers,omitempty"`
	Body    string            `json:"body,omitempty"`
}

// Pass is the answer that the fakes compute, with changes.
type Pass struct {
	// Top-level members of the JSON body; the value is JSON text.
	SetJSON    map[string]string `json:"set_json,omitempty"`
	RemoveJSON []string          `json:"remove_json,omitempty"`
	SetHeaders map[string]string `json:"set_headers,omitempty"`
}

// A CatalogueError is an error of Entra ID in its own words.
type CatalogueError struct {
	// Such as 7000222.
	Code int `json:"code"`
	// Values for the description's placeholders.
	Values map[string]string `json:"values,omitempty"`
}

// A Fault is no proper answer at all.
type Fault struct {
	// "RESET", "CLOSE", "TRUNCATE_BODY", "GARBAGE", "HANG", "DRIP" or "TLS_HANDSHAKE".
	Kind string `json:"kind"`
	// Between two bytes of DRIP, such as "10ms".
	DripInterval string `json:"drip_interval,omitempty"`
}

// An Outage is what the fake that answers says when it is out of order.
type Outage struct {
	// "NOT_READY", "GONE", "THROTTLED", "INTERNAL_ERROR", "BAD_GATEWAY", "GATEWAY_TIMEOUT",
	// "NO_ANSWER" or "UNAVAILABLE".
	Kind string `json:"kind"`
	// The header, such as "5".
	RetryAfter string `json:"retry_after,omitempty"`
}

// A Client is whose call a scenario is about, as far as it is said in the scenario.
type Client struct {
	Environment       map[string]string  `json:"environment"`
	ClientSecret      *ClientSecret      `json:"client_secret"`
	ClientCertificate *ClientCertificate `json:"client_certificate"`
}

// A ClientSecret is an application with its secret.
type ClientSecret struct {
	TenantID     string `json:"tenant_id"`
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`
}

// A ClientCertificate is an application with its certificate.
type ClientCertificate struct {
	TenantID    string `json:"tenant_id"`
	ClientID    string `json:"client_id"`
	Certificate struct {
		// PEM or PKCS#12, with the key.
		Data     []byte `json:"data"`
		Password string `json:"password"`
	} `json:"certificate"`
	SendCertificateChain bool `json:"send_certificate_chain"`
}

// A ClockMode is a way in which the fakes' time goes.
type ClockMode string

const (
	Follow ClockMode = "follow" // as real time does
	Frozen ClockMode = "frozen" // only when it is told to
	Jump   ClockMode = "jump"   // frozen, but skips what somebody waits for
)

// A Filter says which entries of the journal are meant; all if it is empty.
type Filter struct {
	// Only entries after this one.
	Since int64 `json:"since,omitempty"`
	// By ID or domain: requests by any of its names.
	Tenant string `json:"tenant,omitempty"`
	// Of headers, and of parameters that may be secret, only "*" and "" can be asked for.
	Match Match `json:"match"`
}

// An Entry is an exchange, without its secrets.
type Entry struct {
	Sequence    int64           `json:"sequence,string"`
	Time        time.Time       `json:"time"` // of the fakes
	Host        string          `json:"host"`
	Tenant      string          `json:"tenant"`
	Method      string          `json:"method"`
	Path        string          `json:"path"`
	Query       Parameters      `json:"query"`
	HeaderNames []string        `json:"header_names"`
	Form        Parameters      `json:"form"`
	Assertions  []SentAssertion `json:"assertions"`
	Status      int             `json:"status"` // 0 if no response was sent
	Fault       string          `json:"fault"`
	// "computed", or "scenario throttled rule token step 0".
	AnsweredBy      string `json:"answered_by"`
	NearMiss        string `json:"near_miss"` // why armed scenarios did not answer it
	ClientRequestID string `json:"client_request_id"`
	// Of a developer's tool that was run: its command line.
	Run              string `json:"run"`
	ExitCode         int    `json:"exit_code"`
	OAuthError       string `json:"oauth_error"`
	Suberror         string `json:"suberror"`
	AADSTS           []int  `json:"aadsts"`
	ServiceErrorCode string `json:"service_error_code"`
	Reason           string `json:"reason"` // the check that failed
	TraceID          string `json:"trace_id"`
	CorrelationID    string `json:"correlation_id"`
	// How long the fakes were told to wait, and how long they took, such as "2s".
	Duration     string `json:"duration"`
	RealDuration string `json:"real_duration"`
	UserAgent    string `json:"user_agent"`
}

// Parameters are those of a query or a form; secrets are "<redacted>".
type Parameters []struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Get is the first value of that name, or "".
func (p Parameters) Get(name string) string {
	for _, parameter := range p {
		if parameter.Name == name {
			return parameter.Value
		}
	}
	return ""
}

// A SentAssertion is a JWT that the client sent, without its signature.
type SentAssertion struct {
	Parameter string         `json:"parameter"`
	Header    map[string]any `json:"header"`
	Claims    map[string]any `json:"claims"`
}

// An Expectation is how many requests must match; without any count at least one.
type Expectation struct {
	// For Order and for the text of what differs.
	Name    string `json:"name,omitempty"`
	Match   Match  `json:"match"`
	Times   *int   `json:"times,omitempty"`
	AtLeast *int   `json:"at_least,omitempty"`
	AtMost  *int   `json:"at_most,omitempty"`
}

// Exactly expects so many requests.
func Exactly(times int, match Match) Expectation { return Expectation{Match: match, Times: &times} }

// AtLeast expects so many requests, or more.
func AtLeast(times int, match Match) Expectation { return Expectation{Match: match, AtLeast: &times} }

// AtMost expects so many requests, or fewer.
func AtMost(times int, match Match) Expectation { return Expectation{Match: match, AtMost: &times} }

// VerifyOptions are what else holds of the requests.
type VerifyOptions struct {
	// The requests that are looked at.
	Filter Filter `json:"filter"`
	// The names of expectations in the order in which requests of theirs must come.
	Order []string `json:"order,omitempty"`
	// No request but the expected ones is tolerated.
	NothingElse bool `json:"nothing_else,omitempty"`
}

// A Flaw is what is wrong with a token.
type Flaw string

const (
	FlawExpired       Flaw = "FLAW_EXPIRED"
	FlawNotYetValid   Flaw = "FLAW_NOT_YET_VALID"
	FlawWrongAudience Flaw = "FLAW_WRONG_AUDIENCE"
	FlawWrongIssuer   Flaw = "FLAW_WRONG_ISSUER"
	FlawTampered      Flaw = "FLAW_TAMPERED" // the signature is not over these claims
	FlawAlgNone       Flaw = "FLAW_ALG_NONE" // no signature at all
	FlawUnknownKey    Flaw = "FLAW_UNKNOWN_KEY"
)

// A TokenRequest says which access token is to be issued.
type TokenRequest struct {
	// By URI or client ID; required.
	Resource string `json:"resource"`
	// The test's own if they are empty.
	Tenant   string `json:"tenant"`
	ClientID string `json:"client_id"`
	// An authority host, such as "login.microsoftonline.us"; the fakes' own address if empty.
	Host string `json:"host,omitempty"`
	// Sound if empty.
	Flaw Flaw `json:"flaw,omitempty"`
	// Come before all others of the same name.
	Claims map[string]any `json:"-"`
}

// A DeviceCode is what a user sees of one, and how far the sign-in is.
type DeviceCode struct {
	UserCode string `json:"user_code"`
	Tenant   string `json:"tenant"` // as the client asked
	ClientID string `json:"client_id"`
	Scope    string `json:"scope"`
	// "STATE_PENDING", "STATE_APPROVED", "STATE_DECLINED", "STATE_REDEEMED" or "STATE_EXPIRED".
	State      string    `json:"state"`
	IssueTime  time.Time `json:"issue_time"`
	ExpireTime time.Time `json:"expire_time"`
	Polls      int       `json:"polls"`
	Username   string    `json:"username"` // who approved it
}
