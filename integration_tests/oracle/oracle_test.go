package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var scopes = []string{"https://vault.azure.net/.default"}

func oneCall(c getToken) client {
	c.Scopes = scopes
	return client{Calls: []call{{GetToken: &c}}}
}

func mustRun(t *testing.T, f *fakeEntra, c client) *outcome {
	t.Helper()
	began := time.Now()
	o, err := f.run(t, c)
	if err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("took %v of real time", took)
	}
	return o
}

func TestPrintsTheErrorOfARefusedSecret(t *testing.T) {
	f := newFakeEntra()
	f.token = func(w http.ResponseWriter, _ int) {
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprint(w, `{"error":"invalid_client","error_codes":[7000215]}`)
	}
	o := mustRun(t, f, oneCall(getToken{}))
	line := strings.Repeat("-", 80)
	want := "ClientSecretCredential authentication failed. \n" +
		"POST https://login.microsoftonline.com/" + tenant + "/oauth2/v2.0/token\n" + line +
		"\nRESPONSE 401: 401 Unauthorized\n" + line +
		"\n{\n  \"error\": \"invalid_client\",\n  \"error_codes\": [\n    7000215\n  ]\n}\n" + line +
		"\nTo troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#client-secret"
	if o.Error != want {
		t.Errorf("got:\n%s\nwant:\n%s", o.Error, want)
	}
	if o.ErrorType != "AuthenticationFailedError" {
		t.Errorf("error type is %s", o.ErrorType)
	}
	if len(o.Log) == 0 || o.Log[0].Event != "Retry" {
		t.Errorf("log begins with %+v", o.Log)
	}
}

func TestBackOffTakesVirtualTimeAndRepeatsItself(t *testing.T) {
	runs := make([]string, 2)
	for i := range runs {
		f := newFakeEntra()
		f.token = func(w http.ResponseWriter, _ int) { w.WriteHeader(http.StatusServiceUnavailable) }
		o := mustRun(t, f, oneCall(getToken{}))
		if len(f.tokens) != 4 || f.tokens[3].Sub(f.tokens[0]) < 8*time.Second {
			t.Errorf("token requests at %v", f.tokens)
		}
		text, _ := json.Marshal(o)
		runs[i] = string(text)
	}
	if runs[0] != runs[1] {
		t.Errorf("two runs differ:\n%s\n%s", runs[0], runs[1])
	}
}

func TestADeadlineFiresWhileTheFakeHangs(t *testing.T) {
	f := newFakeEntra()
	f.token = func(http.ResponseWriter, int) { f.waitUntil(time.Hour) }
	o := mustRun(t, f, oneCall(getToken{Timeout: duration(30 * time.Second)}))
	if !strings.Contains(o.Error, "context deadline exceeded") {
		t.Error(o.Error)
	}
}

func TestADelayedReplyBeatsALaterDeadline(t *testing.T) {
	f := newFakeEntra()
	f.token = func(w http.ResponseWriter, n int) {
		f.waitUntil(3 * time.Second)
		grant(w, n)
	}
	o := mustRun(t, f, oneCall(getToken{Timeout: duration(10 * time.Second)}))
	if o.Error != "" {
		t.Error(o.Error)
	}
}

func TestADeadlineFiresWhileTheBodyStalls(t *testing.T) {
	f := newFakeEntra()
	f.token = func(w http.ResponseWriter, _ int) {
		w.Header().Set("Content-Length", "100")
		fmt.Fprint(w, `{"token_type"`)
		w.(http.Flusher).Flush()
		f.waitUntil(time.Hour)
	}
	o := mustRun(t, f, oneCall(getToken{Timeout: duration(10 * time.Second)}))
	if !strings.Contains(o.Error, "context deadline exceeded") {
		t.Error(o.Error)
	}
}

func TestCancelsOnceARequestHasArrived(t *testing.T) {
	f := newFakeEntra()
	// Discovery and OpenID configuration come first.
	o := mustRun(t, f, oneCall(getToken{CancelAfterRequests: 3}))
	if !strings.Contains(o.Error, "context canceled") || len(f.tokens) != 1 {
		t.Errorf("%s after %d token requests", o.Error, len(f.tokens))
	}
}

func TestCancelsBeforeTheCall(t *testing.T) {
	f := newFakeEntra()
	o := mustRun(t, f, oneCall(getToken{CancelAfterRequests: -1}))
	if !strings.Contains(o.Error, "context canceled") || len(f.tokens) != 0 {
		t.Errorf("%s after %d token requests", o.Error, len(f.tokens))
	}
}

func TestManyGoroutinesMakeOneRequest(t *testing.T) {
	f := newFakeEntra()
	o := mustRun(t, f, oneCall(getToken{Parallel: 100}))
	if o.Error != "" || len(f.tokens) != 1 {
		t.Errorf("%q after %d token requests", o.Error, len(f.tokens))
	}
}

func TestAdvancingTheClockExpiresTheToken(t *testing.T) {
	f := newFakeEntra()
	get := call{GetToken: &getToken{Scopes: scopes}}
	o := mustRun(t, f, client{Calls: []call{
		get, get, {AdvanceClock: duration(2 * time.Hour)}, get,
	}})
	if len(o.Results) != 3 || len(f.tokens) != 2 || f.tokens[1].Sub(start) != 2*time.Hour {
		t.Errorf("%+v, token requests at %v", o.Results, f.tokens)
	}
}

func TestReportsTheConstructorsError(t *testing.T) {
	o := mustRun(t, newFakeEntra(), client{
		ClientSecret: &clientSecret{TenantID: "not a tenant", ClientID: "app", ClientSecret: "secret"},
	})
	if !strings.HasPrefix(o.Error, "invalid tenantID") || len(o.Results) != 1 {
		t.Errorf("%+v", o.Results)
	}
}

func TestACallThatMayNotFailStopsTheRun(t *testing.T) {
	f := newFakeEntra()
	f.token = func(w http.ResponseWriter, _ int) { w.WriteHeader(http.StatusBadRequest) }
	get := call{GetToken: &getToken{Scopes: scopes}}
	if _, err := f.run(t, client{Calls: []call{get, get}}); err == nil {
		t.Error("no error")
	}
}

func TestUnknownFieldsOfAScenarioAreRefused(t *testing.T) {
	fakes, err := startScript(t, `echo '{"endpoint":"x","client":{"something_new":1}}'`)
	if err == nil || !strings.Contains(err.Error(), "something_new") {
		t.Errorf("%+v, %v", fakes, err)
	}
}

func TestSpeaksWithTheFakes(t *testing.T) {
	fakes, err := startScript(t, `echo '{"endpoint":"e","now":"2026-01-02T03:04:05Z"}'
read line; echo "$line" >"$5/heard"; echo ok; cat >/dev/null`)
	if err != nil {
		t.Fatal(err)
	}
	if fakes.Endpoint != "e" || !fakes.Now.Equal(start) {
		t.Errorf("%+v", fakes.environment)
	}
	if err := fakes.setTime(start.Add(1500 * time.Millisecond)); err != nil {
		t.Error(err)
	}
	if err := fakes.close(); err != nil {
		t.Error(err)
	}
	heard, _ := os.ReadFile(filepath.Join(os.Getenv("STATE_DIR"), "heard"))
	if string(heard) != "time 2026-01-02T03:04:06.5Z\n" {
		t.Errorf("heard %q", heard)
	}
}

// startScript runs a shell script in the place of azmock.
func startScript(t *testing.T, script string) (*fakes, error) {
	t.Setenv("PATH", "/usr/bin:/bin")
	t.Setenv("STATE_DIR", t.TempDir())
	binary := filepath.Join(t.TempDir(), "azmock")
	if err := os.WriteFile(binary, []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
	return startFakes(binary, "some-id", os.Getenv("STATE_DIR"))
}
