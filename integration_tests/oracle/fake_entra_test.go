package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

const tenant = "11111111-2222-3333-4444-555555555555"

var start = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// fakeEntra answers MSAL's discovery, and token requests by `token`.
type fakeEntra struct {
	token func(w http.ResponseWriter, tokenRequest int)
	play  func(person json.RawMessage, at page) (bool, error)

	mutex   sync.Mutex
	changed *sync.Cond
	now     time.Time
	tokens  []time.Time // when each token request arrived
	form    url.Values  // of the last one
}

func newFakeEntra() *fakeEntra {
	f := &fakeEntra{now: start, token: grant}
	f.changed = sync.NewCond(&f.mutex)
	return f
}

func (f *fakeEntra) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mutex.Lock()
	w.Header().Set("Date", f.now.Format(http.TimeFormat))
	f.mutex.Unlock()
	issuer := "https://login.microsoftonline.com/" + tenant
	switch {
	case strings.HasSuffix(r.URL.Path, "/discovery/instance"):
		fmt.Fprintf(w, `{"tenant_discovery_endpoint":"%s/v2.0/.well-known/openid-configuration","metadata":[{"preferred_network":"login.microsoftonline.com","preferred_cache":"login.windows.net","aliases":["login.microsoftonline.com"]}]}`, issuer)
	case strings.HasSuffix(r.URL.Path, "/openid-configuration"):
		fmt.Fprintf(w, `{"authorization_endpoint":"%[1]s/oauth2/v2.0/authorize","token_endpoint":"%[1]s/oauth2/v2.0/token","issuer":"%[1]s/v2.0"}`, issuer)
	case strings.HasSuffix(r.URL.Path, "/token"):
		f.mutex.Lock()
		f.tokens = append(f.tokens, f.now)
		r.ParseForm()
		f.form = r.PostForm
		number := len(f.tokens)
		f.mutex.Unlock()
		f.token(w, number)
	case strings.HasSuffix(r.URL.Path, "/devicecode"):
		fmt.Fprint(w, `{"user_code":"ABC","device_code":"d","verification_uri":"https://microsoft.com/devicelogin","expires_in":900,"message":"Enter ABC."}`)
	case strings.Contains(r.URL.Path, "/UserRealm/"):
		fmt.Fprint(w, `{"account_type":"Managed","domain_name":"contoso.example","cloud_instance_name":"microsoftonline.com","cloud_audience_urn":"urn:federation:MicrosoftOnline"}`)
	default:
		http.NotFound(w, r)
	}
}

func (f *fakeEntra) setTime(now time.Time) error {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	f.now = now
	f.changed.Broadcast()
	return nil
}

// waitUntil returns when the fake's time is d after the start.
func (f *fakeEntra) waitUntil(d time.Duration) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	for f.now.Before(start.Add(d)) {
		f.changed.Wait()
	}
}

func grant(w http.ResponseWriter, _ int) {
	fmt.Fprint(w, `{"token_type":"Bearer","expires_in":3600,"access_token":"t"}`)
}

// run makes the client's calls against the fake, in a bubble.
func (f *fakeEntra) run(t *testing.T, c client) (*outcome, error) {
	t.Helper()
	certificate, caFile := issue(t)
	server := httptest.NewUnstartedServer(f)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}}
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer func() {
		f.setTime(start.Add(1000 * time.Hour)) // Ends what still waits.
		server.CloseClientConnections()
		server.Close()
	}()
	if _, err := newCredential(c, &scratch{}, nil, nil); errors.Is(err, errNoCredential) {
		c.ClientSecret = &clientSecret{TenantID: tenant, ClientID: "app", ClientSecret: "secret"}
	}
	fakes := &fakes{
		environment: environment{
			Endpoint: server.Listener.Addr().String(), CAFile: caFile, Now: start, Client: c,
		},
		setTime: f.setTime,
		play:    f.play,
	}
	out := newOutside()
	var o *outcome
	var err error
	synctest.Test(t, func(*testing.T) { o, err = runScenario(fakes, out) })
	return o, err
}

// issue makes a certificate for Entra's host and a file with what signed it.
func issue(t *testing.T) (tls.Certificate, string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(1),
		Subject:               pkix.Name{CommonName: "fake"},
		DNSNames:              []string{"login.microsoftonline.com"},
		NotBefore:             time.Now().Add(-time.Hour),
		NotAfter:              time.Now().Add(time.Hour),
		IsCA:                  true,
		BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "ca.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	if err := os.WriteFile(file, block, 0o600); err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, file
}
