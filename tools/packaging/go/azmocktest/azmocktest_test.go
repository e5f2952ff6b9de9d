package azmocktest_test

import (
	"context"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"azmock.example/azmocktest"
)

func wantText(t *testing.T, text, want string) {
	t.Helper()
	if !strings.Contains(text, want) {
		t.Errorf("want %q in\n%s", want, text)
	}
}

func wantStatus(t *testing.T, want int) {
	t.Helper()
	if status := askForToken(); status != want {
		t.Errorf("want %d, got %d", want, status)
	}
}

func TestFakesThatDoNotStartSayWhy(t *testing.T) {
	said := failure(func(t testing.TB) { azmocktest.Start(t, azmocktest.Scenario("imds-tokn")) })
	wantText(t, said, `unknown scenario "imds-tokn"; did you mean imds-token`)
}

func TestTheEnvironmentIsTheTestsOwn(t *testing.T) {
	t.Setenv("AZURE_CLIENT_CERTIFICATE_PATH", "another's")
	t.Run("with fakes", func(t *testing.T) {
		azmocktest.Start(t)
		if _, has := os.LookupEnv("AZURE_CLIENT_CERTIFICATE_PATH"); has {
			t.Error("another's variable is still there")
		}
		wantStatus(t, http.StatusOK)
	})
	if _, has := os.LookupEnv("AZMOCK_ADMIN"); has || os.Getenv("AZURE_CLIENT_CERTIFICATE_PATH") == "" {
		t.Error("the environment has not been put back")
	}
}

func TestFakesOfASubtestGiveWayToThoseOfTheTest(t *testing.T) {
	outer := azmocktest.Start(t)
	t.Run("subtest", func(t *testing.T) {
		azmocktest.Start(t, azmocktest.Scenario("client-secret-expired"))
		wantStatus(t, http.StatusUnauthorized)
	})
	wantStatus(t, http.StatusOK)
	outer.Verify(azmocktest.Exactly(1, token))
}

func TestParallelTestsHaveFakesOfTheirOwn(t *testing.T) {
	for _, secret := range []string{"azmock-default-secret", "guess"} {
		secret := secret
		t.Run(secret, func(t *testing.T) {
			t.Parallel()
			fakes := azmocktest.Start(t, azmocktest.WithoutEnvironment())
			client := fakes.Environment["AZURE_CLIENT_ID"]
			answer, err := fakes.Client().PostForm(
				"https://login.microsoftonline.com/azmock.example/oauth2/v2.0/token",
				url.Values{"client_id": {client}, "client_secret": {secret}})
			if err != nil {
				t.Fatal(err)
			}
			answer.Body.Close()
			fakes.Verify(azmocktest.Exactly(1, azmocktest.Match{}))
		})
	}
}

func TestAProgramMeetsTheFakes(t *testing.T) {
	fakes := azmocktest.Start(t, azmocktest.WithoutEnvironment())
	program := fakes.Command(os.Args[0], "-test.run=^TestOfAnotherProcess$", "-test.v")
	program.Env = append(program.Env, "AZMOCKTEST=ask")
	if said, err := program.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, said)
	}
	fakes.Verify(azmocktest.Exactly(1, token))
}

func TestAProcessThatReadsAnEarlierEnvironmentIsToldSo(t *testing.T) {
	for _, read := range []string{"proxies", "certificate authorities"} {
		program := exec.Command(os.Args[0], "-test.run=^TestOfAnotherProcess$", "-test.v")
		program.Env = append(os.Environ(), "AZMOCKTEST="+read)
		said, err := program.CombinedOutput()
		if err == nil {
			t.Error("it goes on")
		}
		wantText(t, string(said), "this process has read its "+read+" before its first fakes were there")
	}
}

func TestOfAnotherProcess(t *testing.T) {
	switch os.Getenv("AZMOCKTEST") {
	case "ask":
		wantStatus(t, http.StatusOK)
	case "proxies":
		if _, err := http.ProxyFromEnvironment(&http.Request{URL: &url.URL{}}); err != nil {
			t.Fatal(err)
		}
		azmocktest.Start(t)
	case "certificate authorities":
		if _, err := x509.SystemCertPool(); err != nil {
			t.Fatal(err)
		}
		azmocktest.Start(t)
	}
}

func TestAResetArrivesAsOne(t *testing.T) {
	fakes := azmocktest.Start(t)
	fakes.InjectFault(azmocktest.Match{}, azmocktest.Step{Fault: &azmocktest.Fault{Kind: "RESET"}})
	_, err := http.Get("http://169.254.169.254/metadata/identity/oauth2/token")
	if !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("want a reset, got %v", err)
	}
}

func TestScenariosAndFaultsEnd(t *testing.T) {
	fakes := azmocktest.Start(t)
	fakes.ArmText(`id: "own" title: "Own" rules { match { path: "*/token" }
		steps { times: -1 respond { status: 418 } } }`)
	wantStatus(t, http.StatusTeapot)
	fault := fakes.InjectFault(token, azmocktest.Step{Outage: &azmocktest.Outage{Kind: "THROTTLED"}})
	fakes.Disarm(fault)
	wantStatus(t, http.StatusTeapot)
	fakes.DisarmAll()
	wantStatus(t, http.StatusOK)
}

func TestATenantIsResetAndTheJournalCleared(t *testing.T) {
	fakes := azmocktest.Start(t)
	for _, forget := range []func(){
		func() { fakes.ResetTenant(os.Getenv("AZURE_TENANT_ID")) }, fakes.ClearJournal,
	} {
		wantStatus(t, http.StatusOK)
		forget()
		if entries := fakes.Journal(azmocktest.Filter{}); len(entries) > 0 {
			t.Errorf("it remembers %v", entries)
		}
	}
}

func TestTheClockStartsAndGoesAsAsked(t *testing.T) {
	fakes := azmocktest.Start(t, azmocktest.Clock(azmocktest.Frozen))
	before := fakes.Now()
	fakes.AdvanceClock(90*time.Minute + 1500*time.Millisecond)
	if passed := fakes.Now().Sub(before); passed != 90*time.Minute+1500*time.Millisecond {
		t.Errorf("it has moved by %v", passed)
	}
	fakes.SetClock(azmocktest.Jump, time.Time{})
}

func TestADifferenceFailsTheTestWhichSaysWhatTheFakesSaw(t *testing.T) {
	said := failure(func(t testing.TB) {
		fakes := azmocktest.Start(t, azmocktest.Scenario("client-secret-expired"))
		askForToken()
		fakes.VerifyWith(azmocktest.VerifyOptions{Order: []string{"none", "token"}},
			azmocktest.Expectation{Name: "token", Match: token}, azmocktest.Expectation{
				Name: "none", Match: azmocktest.Match{Form: map[string]string{"scope": "*/none"}}})
		fakes.Verify(azmocktest.AtLeast(2, token), azmocktest.AtMost(0, token))
	})
	for _, want := range []string{
		"none: expected at least 1, saw 0", "expected at least 2, saw 1", "expected exactly 0, saw 1",
		"What the fakes saw:", "AADSTS7000222",
	} {
		wantText(t, said, want)
	}
}

func TestASubtestFailsByItself(t *testing.T) {
	fakes := azmocktest.Start(t)
	said := failure(func(t testing.TB) { fakes.With(t).Arm("imds-tokn") })
	wantText(t, said, `ArmScenario: NOT_FOUND: id: unknown scenario "imds-tokn"`)
}

func TestAWaitEndsWithItsContext(t *testing.T) {
	fakes := azmocktest.Start(t)
	wait := func(ctx context.Context) string {
		return failure(func(t testing.TB) { fakes.With(t).WaitForRequests(ctx, 1, azmocktest.Filter{}) })
	}
	soon, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	wantText(t, wait(soon), "for 1 matching requests; there were 0")
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	wantText(t, wait(cancelled), "context canceled")
}

func TestATokenHasItsClaims(t *testing.T) {
	fakes := azmocktest.Start(t)
	issued := fakes.IssueToken(azmocktest.TokenRequest{
		Resource: "https://vault.azure.net", Claims: map[string]any{"department": "Widgets"}})
	var claims struct{ Department string }
	payload, err := base64.RawURLEncoding.DecodeString(strings.Split(issued, ".")[1])
	if err == nil {
		err = json.Unmarshal(payload, &claims)
	}
	if err != nil || claims.Department != "Widgets" {
		t.Errorf("got %v, %v", claims, err)
	}
}

func TestUsersDecideOnDeviceCodes(t *testing.T) {
	fakes := azmocktest.Start(t)
	fakes.MergeDirectory(`tenants { id: "contoso.example"
		applications { app_id: "tv" public_client: true }
		users { name: "ada@contoso.example" password: "analytical-engine" } }`)
	decisions := map[string]func(string){
		"STATE_APPROVED": func(code string) { fakes.ApproveDeviceCode(code, "ada@contoso.example") },
		"STATE_DECLINED": fakes.DeclineDeviceCode,
	}
	for state, decide := range decisions {
		answer, err := http.PostForm(
			"https://login.microsoftonline.com/contoso.example/oauth2/v2.0/devicecode",
			url.Values{"client_id": {"tv"}, "scope": {"openid"}})
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		codes := fakes.DeviceCodes("contoso.example")
		decide(codes[len(codes)-1].UserCode)
		codes = fakes.DeviceCodes("contoso.example")
		if last := codes[len(codes)-1]; last.State != state || last.Scope != "openid" {
			t.Errorf("want %s, got %+v", state, last)
		}
	}
}

func TestAControlTokenIsSent(t *testing.T) {
	azmocktest.Start(t, azmocktest.Args("--address", "0.0.0.0", "--allow-non-loopback")).Now()
}
