package main

import (
	"crypto/tls"
	"net/http"
	"net/url"
	"reflect"
	"time"
	"unsafe"

	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

// enableAzureProxy sets an option that azidentity 1.14 has and does not export: it
// was public in the betas before, and will be again. Whoever finds it gone or
// renamed has a newer azidentity, where the option can be set as any other.
func enableAzureProxy(options *azidentity.WorkloadIdentityCredentialOptions) {
	field := reflect.ValueOf(options).Elem().FieldByName("enableAzureProxy")
	*(*bool)(unsafe.Pointer(field.UnsafeAddr())) = true
}

// becomeDefault makes http.DefaultTransport serve for the token proxy, which copies
// it instead of using the transport that the options give. Its connections are made
// in the bubble, to the proxy's own address.
func (t *transport) becomeDefault() {
	http.DefaultTransport = &http.Transport{
		// Asked for each request.
		Proxy: func(*http.Request) (*url.URL, error) { return nil, t.tellTime() },
		// A connection that is kept would keep time from passing: what waits for the
		// network holds it up.
		MaxIdleConnsPerHost:   -1,
		TLSHandshakeTimeout:   10 * time.Second,
		ExpectContinueTimeout: time.Second,
		TLSClientConfig: &tls.Config{
			// The proxy's certificate is of today.
			Time: func() (now time.Time) {
				t.outside.run(func() { now = time.Now() })
				return now
			},
		},
	}
}
