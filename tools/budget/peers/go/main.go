// Command peers says how long a GetToken of azidentity takes whose token is cached, in nanoseconds:
// on one goroutine, and on eight at a time. Nothing is asked over a network.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

const (
	tenant   = "11111111-1111-4111-8111-111111111111"
	clientID = "22222222-2222-4222-8222-222222222222"
)

// entra answers what the credential asks before it has a token.
type entra struct{}

func (entra) Do(request *http.Request) (*http.Response, error) {
	answer := map[string]any{"token_type": "Bearer", "expires_in": 86400, "access_token": strings.Repeat("x", 1500)}
	if strings.HasSuffix(request.URL.Path, "/openid-configuration") {
		base := "https://login.microsoftonline.com/" + tenant
		answer = map[string]any{
			"authorization_endpoint": base + "/oauth2/v2.0/authorize",
			"token_endpoint":         base + "/oauth2/v2.0/token",
			"issuer":                 base + "/v2.0",
		}
	}
	text, err := json.Marshal(answer)
	if err != nil {
		return nil, err
	}
	return &http.Response{
		StatusCode: http.StatusOK,
		Header:     http.Header{"Content-Type": {"application/json"}},
		Body:       io.NopCloser(strings.NewReader(string(text))),
		Request:    request,
	}, nil
}

func run() error {
	options := azidentity.ClientSecretCredentialOptions{DisableInstanceDiscovery: true}
	options.Transport = entra{}
	credential, err := azidentity.NewClientSecretCredential(tenant, clientID, "secret", &options)
	if err != nil {
		return err
	}
	get := func() error {
		_, err := credential.GetToken(context.Background(),
			policy.TokenRequestOptions{Scopes: []string{"https://vault.azure.net/.default"}})
		return err
	}
	if err := get(); err != nil {
		return err
	}
	one := testing.Benchmark(func(b *testing.B) {
		for i := 0; i < b.N; i++ {
			_ = get()
		}
	})
	eight := testing.Benchmark(func(b *testing.B) {
		b.SetParallelism(max(1, 8/runtime.GOMAXPROCS(0)))
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				_ = get()
			}
		})
	})
	return json.NewEncoder(os.Stdout).Encode(map[string]float64{
		"one": float64(one.NsPerOp()), "eight": float64(eight.NsPerOp())})
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
