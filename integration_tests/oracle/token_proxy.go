package main

import (
	"net/http"
	"reflect"
	"strings"
	"unsafe"

	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

// enableAzureProxy sets EnableAzureProxy, or what it was before 1.15, when it was not
// exported. A version without either would make this panic.
func enableAzureProxy(options *azidentity.WorkloadIdentityCredentialOptions) {
	field := reflect.ValueOf(options).Elem().FieldByNameFunc(func(name string) bool {
		return strings.EqualFold(name, "enableAzureProxy")
	})
	*(*bool)(unsafe.Pointer(field.UnsafeAddr())) = true
}

// becomeDefault makes http.DefaultTransport serve for the token proxy, which copies
// it instead of using the transport that the options give. Its connections go to the
// proxy's own address.
func (t *transport) becomeDefault() {
	http.DefaultTransport = t.standard()
}
