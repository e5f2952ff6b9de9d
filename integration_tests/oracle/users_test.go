package main

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// grantUser is grant for a user, with the name in the ID token.
func grantUser(name string) func(w http.ResponseWriter, _ int) {
	part := base64.RawURLEncoding.EncodeToString
	idToken := part([]byte("{}")) + "." + part([]byte(`{"iss":"https://login.microsoftonline.com/`+tenant+
		`/v2.0","tid":"`+tenant+`","aud":"app","preferred_username":"`+name+`"}`)) + "."
	clientInfo := part([]byte(`{"uid":"u","utid":"t"}`))
	return func(w http.ResponseWriter, _ int) {
		fmt.Fprintf(w, `{"token_type":"Bearer","expires_in":3600,"access_token":"t","refresh_token":"r","id_token":"%s","client_info":"%s"}`, idToken, clientInfo)
	}
}

func browserFrom(t *testing.T, more string) client {
	t.Helper()
	return clientFrom(t, `{"interactive_browser": {"tenant_id": "`+tenant+`", "client_id": "app"}`+more+`}`)
}

// comeBack posts the form to where the page's URL says.
func comeBack(at page, form url.Values) (bool, error) {
	opened, err := url.Parse(at.url)
	if err != nil {
		return false, err
	}
	if form.Get("state") == "" {
		form.Set("state", opened.Query().Get("state"))
	}
	answer, err := http.PostForm(opened.Query().Get("redirect_uri"), form)
	if err != nil {
		return false, err
	}
	return true, answer.Body.Close()
}

func TestSendsAPassword(t *testing.T) {
	f := newFakeEntra()
	f.token = grantUser("ada")
	o := mustRun(t, f, clientFrom(t, `{"username_password": {"tenant_id": "`+tenant+`",
		"client_id": "app", "username": "ada@contoso.example", "password": "secret"}}`))
	if o.Error != "" || f.form.Get("grant_type") != "password" || o.Record != "" {
		t.Errorf("%q after %v, record %q", o.Error, f.form, o.Record)
	}
}

func TestThePersonEntersTheDeviceCode(t *testing.T) {
	f := newFakeEntra()
	entered := false
	f.play = func(person json.RawMessage, at page) (bool, error) {
		entered = string(person) == `{"username":"ada"}` && at.userCode == "ABC" &&
			at.url == "https://microsoft.com/devicelogin"
		return false, nil
	}
	f.token = func(w http.ResponseWriter, n int) {
		if !entered || n < 4 {
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprint(w, `{"error":"authorization_pending"}`)
			return
		}
		grantUser("ada")(w, n)
	}
	o := mustRun(t, f, clientFrom(t, `{"device_code": {"tenant_id": "`+tenant+`", "client_id": "app"},
		"persons": [{"username":"ada"}]}`))
	if o.Error != "" || len(f.tokens) != 4 || f.tokens[3].Sub(start) != 2*time.Second {
		t.Errorf("%q after polls at %v", o.Error, f.tokens)
	}
}

func TestAPromptCanFail(t *testing.T) {
	o := mustRun(t, newFakeEntra(), clientFrom(t, `{"device_code": {"tenant_id": "`+tenant+`",
		"prompt_error": "no terminal"}}`))
	if o.Error != "DeviceCodeCredential: no terminal" {
		t.Error(o.Error)
	}
}

func TestThePersonSignsInInTheBrowser(t *testing.T) {
	f := newFakeEntra()
	f.token = grantUser("ada")
	f.play = func(_ json.RawMessage, at page) (bool, error) { return comeBack(at, url.Values{"code": {"c"}}) }
	o := mustRun(t, f, browserFrom(t, `, "persons": [{}]`))
	if o.Error != "" || f.form.Get("code") != "c" || f.form.Get("code_verifier") == "" {
		t.Errorf("%q after %v", o.Error, f.form)
	}
}

func TestTheLastPersonPlaysAllThatFollow(t *testing.T) {
	f := newFakeEntra()
	f.token = grantUser("ada")
	var played []string
	f.play = func(person json.RawMessage, at page) (bool, error) {
		played = append(played, string(person))
		return comeBack(at, url.Values{"code": {"c"}})
	}
	c := browserFrom(t, `, "persons": [{"username":"a"},{"username":"b"}]`)
	c.Calls = []call{{Authenticate: &authenticate{}}, {Authenticate: &authenticate{}}, {Authenticate: &authenticate{}}}
	o := mustRun(t, f, c)
	if o.Error != "" || !slices.Equal(played, []string{`{"username":"a"}`, `{"username":"b"}`, `{"username":"b"}`}) {
		t.Errorf("%q after %v", o.Error, played)
	}
}

func TestADeadlineComesWhenNothingComesOfThePage(t *testing.T) {
	for _, persons := range []string{``, `, "persons": [{"conduct":"NEVER_ACT"}]`, `, "persons": [{"conduct":"CANCEL"}]`} {
		c := browserFrom(t, persons)
		c.Calls = []call{
			{GetToken: &getToken{Scopes: scopes, Timeout: duration(time.Minute), MayFail: true}},
			{GetToken: &getToken{Scopes: scopes, CancelAfterRequests: -1}},
		}
		f := newFakeEntra()
		f.play = func(json.RawMessage, page) (bool, error) { return false, nil }
		o := mustRun(t, f, c)
		if o.Results[0].Error != "InteractiveBrowserCredential: context deadline exceeded" {
			t.Error(o.Results[0].Error)
		}
	}
}

func TestTheClockCatchesUpWithADeadline(t *testing.T) {
	f := newFakeEntra()
	f.token = grantUser("ada")
	f.play = func(_ json.RawMessage, at page) (bool, error) { return comeBack(at, url.Values{"code": {"c"}}) }
	c := browserFrom(t, `, "persons": [{"conduct":"NEVER_ACT"},{}]`)
	c.Calls = []call{
		{GetToken: &getToken{Scopes: scopes, Timeout: duration(time.Minute), MayFail: true}},
		{GetToken: &getToken{Scopes: scopes}},
	}
	if o := mustRun(t, f, c); o.Error != "" || f.tokens[0].Sub(start).Round(time.Second) != time.Minute {
		t.Errorf("%q, token request at %v", o.Error, f.tokens)
	}
}

func TestAPageOfWhichNothingComesNeedsADeadline(t *testing.T) {
	if _, err := newFakeEntra().run(t, browserFrom(t, ``)); err == nil || !strings.Contains(err.Error(), "nothing comes of the page") {
		t.Error(err)
	}
}

func TestAPersonWhoCannotBePlayedIsAnError(t *testing.T) {
	f := newFakeEntra()
	f.play = func(_ json.RawMessage, at page) (bool, error) {
		comeBack(at, url.Values{"code": {"c"}})
		return false, errors.New("no form there")
	}
	if _, err := f.run(t, browserFrom(t, `, "persons": [{}]`)); err == nil || !strings.Contains(err.Error(), "visit 1: no form there") {
		t.Error(err)
	}
}

func TestABrowserCanBeMissingOrFail(t *testing.T) {
	c := browserFrom(t, ``)
	c.InteractiveBrowser.NoBrowser = true
	o := mustRun(t, newFakeEntra(), c)
	if !strings.Contains(o.Error, `"xdg-open,x-www-browser,www-browser": executable file not found`) {
		t.Error(o.Error)
	}
	c = browserFrom(t, ``)
	c.InteractiveBrowser.BrowserExitStatus = 3
	o = mustRun(t, newFakeEntra(), c)
	if o.Error != "InteractiveBrowserCredential: exit status 3" {
		t.Error(o.Error)
	}
}

func TestARestartedClientHasTheRecordAndNothingElse(t *testing.T) {
	f := newFakeEntra()
	f.token = grantUser("ada")
	c := clientFrom(t, `{"device_code": {"tenant_id": "`+tenant+`", "client_id": "app",
		"disable_automatic_authentication": true},
		"calls": [{"authenticate": {}}, {"restart": {"with_record": true}}]}`)
	o := mustRun(t, f, c)
	want := `{"authority":"https://login.microsoftonline.com","clientId":"app","homeAccountId":"u.t","tenantId":"` +
		tenant + `","username":"ada","version":"1.0"}`
	if o.Record != want || o.ErrorType != "AuthenticationRequiredError" {
		t.Errorf("%s\n%s\n%+v", o.Record, want, o.Results)
	}
}

func TestAWrongRecordIsTheConstructorsError(t *testing.T) {
	o := mustRun(t, newFakeEntra(), clientFrom(t, `{"username_password": {"authentication_record": "{}"}}`))
	if o.Error != "AuthenticationRecord must have a version" {
		t.Error(o.Error)
	}
}
