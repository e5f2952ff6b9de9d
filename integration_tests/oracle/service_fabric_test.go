package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"testing"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

type ownTransporter struct{ http.Client }

type ownRoundTripper struct{ http.RoundTripper }

// The guide's rows about transports: types of Go's, which no answer of a service leads to.
func TestServiceFabricTakesStandardTransportsOnly(t *testing.T) {
	dial := func(context.Context, string, string) (net.Conn, error) { return nil, nil }
	verify := func([][]byte, [][]*x509.Certificate) error { return nil }
	cases := map[string]policy.Transporter{
		"ManagedIdentityCredential: Service Fabric managed identity requires ClientOptions.Transport to be an *http.Client": new(ownTransporter),
		"managed identity on Service Fabric requires a standard *http.Transport": &http.Client{
			Transport: ownRoundTripper{http.DefaultTransport}},
		"managed identity on Service Fabric does not support a transport with custom TLS dialing": &http.Client{
			Transport: &http.Transport{DialTLSContext: dial}},
		"managed identity on Service Fabric does not support custom TLS verification": &http.Client{
			Transport: &http.Transport{TLSClientConfig: &tls.Config{VerifyPeerCertificate: verify}}},
	}
	t.Setenv("IDENTITY_ENDPOINT", "https://127.0.0.1:1/metadata/identity/oauth2/token")
	t.Setenv("IDENTITY_HEADER", "secret")
	t.Setenv("IDENTITY_SERVER_THUMBPRINT", "0123456789abcdef0123456789abcdef01234567")
	for text, transport := range cases {
		_, err := azidentity.NewManagedIdentityCredential(&azidentity.ManagedIdentityCredentialOptions{
			ClientOptions: azcore.ClientOptions{Transport: transport}})
		if err == nil || err.Error() != text {
			t.Errorf("expected %q, got %v", text, err)
		}
	}
}
