package main

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
)

// clientFrom reads what the fakes would print, with a call at its end.
func clientFrom(t *testing.T, text string) client {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	var c client
	if err := decoder.Decode(&c); err != nil {
		t.Fatal(err)
	}
	c.Calls = append(c.Calls, call{GetToken: &getToken{Scopes: scopes}})
	return c
}

// formOf runs the client, which must succeed, and returns its last token request.
func formOf(t *testing.T, c client) url.Values {
	t.Helper()
	f := newFakeEntra()
	if o := mustRun(t, f, c); o.Error != "" {
		t.Fatal(o.Error)
	}
	return f.form
}

func TestSignsWithTheCertificateOfTheFakes(t *testing.T) {
	data, err := os.ReadFile("../../mock_entra/testdata/certificates/app.pem")
	if err != nil {
		t.Fatal(err)
	}
	c := clientFrom(t, `{"client_certificate": {"tenant_id": "`+tenant+`", "client_id": "app"}}`)
	c.ClientCertificate.Certificate.Data = data
	if form := formOf(t, c); strings.Count(form.Get("client_assertion"), ".") != 2 {
		t.Error(form)
	}
}

func TestAWrongPasswordIsTheConstructorsError(t *testing.T) {
	data, err := os.ReadFile("../../mock_entra/testdata/certificates/app_legacy.pfx")
	if err != nil {
		t.Fatal(err)
	}
	c := clientFrom(t, `{"client_certificate": {"certificate": {"password": "wrong"}}}`)
	c.ClientCertificate.Certificate.Data = data
	if o := mustRun(t, newFakeEntra(), c); o.Error != "pkcs12: decryption password incorrect" {
		t.Error(o.Error)
	}
}

func TestSendsTheAssertionOfTheScenario(t *testing.T) {
	form := formOf(t, clientFrom(t, `{"client_assertion":
		{"tenant_id": "`+tenant+`", "client_id": "app", "assertion": {"text": "a.b.c"}}}`))
	if form.Get("client_assertion") != "a.b.c" {
		t.Error(form)
	}
}

func TestTheCallbacksErrorReachesTheCaller(t *testing.T) {
	o := mustRun(t, newFakeEntra(), clientFrom(t, `{"client_assertion":
		{"tenant_id": "`+tenant+`", "client_id": "app", "assertion": {"callback_error": "no vault"}}}`))
	if o.Error != "ClientAssertionCredential: no vault" {
		t.Error(o.Error)
	}
}

func TestActsOnBehalfOfTheUserWithEachProof(t *testing.T) {
	for _, proof := range []string{
		`"client_secret": "secret"`, `"client_assertion": {"text": "a.b.c"}`,
	} {
		form := formOf(t, clientFrom(t, `{"on_behalf_of": {"tenant_id": "`+tenant+`",
			"client_id": "app", "user_assertion": {"text": "d.e.f"}, `+proof+`}}`))
		if form.Get("assertion") != "d.e.f" || form.Get("requested_token_use") != "on_behalf_of" {
			t.Errorf("%s: %v", proof, form)
		}
	}
}

func TestAWorkloadReadsItsFileAtTheScenariosPath(t *testing.T) {
	form := formOf(t, clientFrom(t, `{
		"environment": {"AZURE_TENANT_ID": "`+tenant+`", "AZURE_CLIENT_ID": "app",
			"AZURE_FEDERATED_TOKEN_FILE": "/var/run/token"},
		"workload_identity": {},
		"files": [{"path": "/var/run/token", "assertion": {"text": "a.b.c\n"}}]}`))
	if form.Get("client_assertion") != "a.b.c\n" {
		t.Error(form)
	}
}

func TestAFileThatWasRemovedIsNamedAsTheScenarioDoes(t *testing.T) {
	c := clientFrom(t, `{
		"workload_identity": {"tenant_id": "`+tenant+`", "client_id": "app",
			"token_file_path": "/var/run/token"},
		"files": [{"path": "/var/run/token", "assertion": {"text": "a.b.c"}}],
		"calls": [{"remove_file": "/var/run/token"}]}`)
	o := mustRun(t, newFakeEntra(), c)
	want := "WorkloadIdentityCredential: open /var/run/token: no such file or directory. "
	if !strings.HasPrefix(o.Error, want) {
		t.Error(o.Error)
	}
}

func TestAPipelineAsksForItsAssertion(t *testing.T) {
	f := newFakeEntra()
	f.token = func(w http.ResponseWriter, _ int) { w.WriteHeader(http.StatusForbidden) }
	o := mustRun(t, f, clientFrom(t, `{
		"environment": {"SYSTEM_OIDCREQUESTURI": "https://login.microsoftonline.com/oidc/token"},
		"azure_pipelines": {"tenant_id": "`+tenant+`", "client_id": "app",
			"service_connection_id": "connection", "system_access_token": "secret"}}`))
	if !strings.HasPrefix(o.Error, "AzurePipelinesCredential authentication failed. 403 Forbidden") {
		t.Error(o.Error)
	}
}
