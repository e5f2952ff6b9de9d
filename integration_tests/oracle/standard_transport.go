package main

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/url"
	"os"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

// standard is a transport for those who copy one of net/http's and change its TLS
// settings. Its connections are made in the bubble.
func (t *transport) standard() *http.Transport {
	return &http.Transport{
		// Asked for each request.
		Proxy: func(*http.Request) (*url.URL, error) { return nil, t.tellTime() },
		// A connection that is kept would keep time from passing: what waits for the
		// network holds it up.
		MaxIdleConnsPerHost:   -1,
		TLSHandshakeTimeout:   10 * time.Second,
		ExpectContinueTimeout: time.Second,
		TLSClientConfig: &tls.Config{
			// The certificates are of today.
			Time: func() (now time.Time) {
				t.outside.run(func() { now = time.Now() })
				return now
			},
		},
	}
}

// pinnable is the client that a Service Fabric credential asks for, so that it can pin
// the certificate of its host; any other's is the transport itself.
func pinnable(from policy.Transporter) policy.Transporter {
	t, ok := from.(*transport)
	if !ok || os.Getenv("IDENTITY_SERVER_THUMBPRINT") == "" {
		return from
	}
	standard := t.standard()
	standard.TLSClientConfig.RootCAs = t.roots
	standard.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		to, err := t.fakes.standsFor(address)
		if err != nil {
			return nil, err
		}
		return (&net.Dialer{}).DialContext(ctx, network, to)
	}
	return &http.Client{Transport: standard}
}
