package azmocktest_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"azmock.example/azmocktest"
)

// t stands for the *testing.T of a test, which an example has not; the test ends with end.
var t = &pretendT{}

func end() { t.end() }

// askForToken is the program under test: it knows nothing of the fakes.
func askForToken() int {
	answer, err := http.PostForm(
		"https://login.microsoftonline.com/"+os.Getenv("AZURE_TENANT_ID")+"/oauth2/v2.0/token",
		url.Values{
			"grant_type":    {"client_credentials"},
			"scope":         {"https://vault.azure.net/.default"},
			"client_id":     {os.Getenv("AZURE_CLIENT_ID")},
			"client_secret": {os.Getenv("AZURE_CLIENT_SECRET")},
		})
	if err != nil {
		return 0
	}
	answer.Body.Close()
	return answer.StatusCode
}

var token = azmocktest.Match{Method: "POST", Path: "*/token"}

func Example() {
	defer end()
	fakes := azmocktest.Start(t, azmocktest.Scenario("throttled-then-success"))
	fmt.Println(askForToken(), askForToken())
	fakes.Verify(azmocktest.Exactly(2, token))
	// Output: 429 200
}

func ExampleFakes_Arm() {
	defer end()
	fakes := azmocktest.Start(t)
	client := fakes.Arm("client-secret-expired").ClientSecret
	os.Setenv("AZURE_TENANT_ID", client.TenantID)
	os.Setenv("AZURE_CLIENT_ID", client.ClientID)
	os.Setenv("AZURE_CLIENT_SECRET", client.ClientSecret)
	fmt.Println(askForToken())
	fmt.Println(fakes.Journal(azmocktest.Filter{})[0].AADSTS)
	// Output:
	// 401
	// [7000222]
}

func ExampleFakes_InjectFault() {
	defer end()
	fakes := azmocktest.Start(t)
	fakes.InjectFault(token,
		azmocktest.Step{Times: 2, Respond: &azmocktest.Respond{Status: 503}},
		azmocktest.Step{Fault: &azmocktest.Fault{Kind: "RESET"}})
	fmt.Println(askForToken(), askForToken(), askForToken(), askForToken())
	// Output: 503 503 0 200
}

func ExampleFakes_MergeDirectory() {
	defer end()
	fakes := azmocktest.Start(t)
	fakes.MergeDirectory(`
		tenants { id: "contoso.example" domains: "contoso.test" }
	`)
	fmt.Println(strings.Contains(fakes.Directory("contoso.test"), `"contoso.example"`))
	// Output: true
}

func ExampleFakes_SetClock() {
	defer end()
	fakes := azmocktest.Start(t)
	fakes.SetClock(azmocktest.Frozen, time.Date(2026, 1, 31, 12, 0, 0, 0, time.UTC))
	fakes.AdvanceClock(70 * time.Second)
	fmt.Println(fakes.Now())
	// Output: 2026-01-31 12:01:10 +0000 UTC
}

func ExampleFakes_WaitForRequests() {
	defer end()
	fakes := azmocktest.Start(t)
	go askForToken()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	asked := fakes.WaitForRequests(ctx, 1, azmocktest.Filter{Match: token})
	fmt.Println(asked[0].Host, asked[0].Form.Get("scope"))
	// Output: login.microsoftonline.com https://vault.azure.net/.default
}

func ExampleFakes_VerifyWith() {
	defer end()
	fakes := azmocktest.Start(t)
	askForToken()
	fakes.VerifyWith(azmocktest.VerifyOptions{NothingElse: true}, azmocktest.Exactly(1, token))
	// Output:
}

func ExampleFakes_IssueToken() {
	defer end()
	fakes := azmocktest.Start(t)
	unsigned := fakes.IssueToken(azmocktest.TokenRequest{
		Resource: "https://vault.azure.net",
		Flaw:     azmocktest.FlawAlgNone,
		Claims:   map[string]any{"roles": []string{"Reader"}},
	})
	fmt.Println(strings.HasSuffix(unsigned, "."))
	// Output: true
}

func ExampleFakes_Call() {
	defer end()
	fakes := azmocktest.Start(t)
	var found struct {
		Scenario struct{ Title string }
	}
	request := map[string]string{"id": "imds-token"}
	if err := fakes.Call(context.Background(), "GetScenario", request, &found); err != nil {
		t.Fatalf("%v", err)
	}
	fmt.Println(found.Scenario.Title)

	err := fakes.Call(context.Background(), "ResetTenant", map[string]string{"tenant": "fabrikam"}, nil)
	var refused *azmocktest.Error
	fmt.Println(errors.As(err, &refused), refused.Code)
	// Output:
	// A virtual machine gets the token of its own identity
	// true NOT_FOUND
}

func ExampleFakes_Client() {
	defer end()
	fakes := azmocktest.Start(t, azmocktest.WithoutEnvironment())
	answer, err := fakes.Client().Get("https://login.microsoftonline.com/common/discovery/keys")
	if err != nil {
		t.Fatalf("%v", err)
	}
	answer.Body.Close()
	fmt.Println(answer.Status)
	// Output: 200 OK
}

func ExampleFakes_Command() {
	defer end()
	fakes := azmocktest.Start(t, azmocktest.Scenario("imds-token"), azmocktest.WithoutEnvironment())
	said, err := fakes.Command("sh", "-c", "echo $HTTPS_PROXY").Output()
	fmt.Println(strings.TrimSpace(string(said)) == fakes.Environment["HTTPS_PROXY"], err)
	// Output: true <nil>
}
