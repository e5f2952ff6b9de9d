package main

import (
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
)

// sendRequest calls a service as the clients of azcore do.
func (r *runner) sendRequest(call *sendRequest) error {
	ctx, cancel := newCallContext(time.Duration(call.Timeout), call.CancelAfterRequests)
	defer cancel()
	defer ctx.finish()
	r.ctx = ctx
	method := call.Method
	if method == "" {
		method = http.MethodGet
	}
	request, err := runtime.NewRequest(ctx, method, call.URL)
	if err != nil {
		return err
	}
	for name, value := range call.Headers {
		request.Raw().Header.Set(name, value)
	}
	if call.Body != "" {
		body := seekable{strings.NewReader(call.Body)}
		if err := request.SetBody(body, request.Raw().Header.Get("Content-Type")); err != nil {
			return err
		}
	}
	response, err := r.service(call.Scopes).Do(request)
	if err != nil {
		return err
	}
	if response.StatusCode/100 != 2 {
		return runtime.NewResponseError(response)
	}
	return nil
}

// service is the client of a service whose tokens have the scopes.
func (r *runner) service(scopes []string) runtime.Pipeline {
	key := strings.Join(scopes, " ")
	if _, ok := r.services[key]; !ok {
		options := clientOptionsOf(r.client, r.transport)
		bearer := runtime.NewBearerTokenPolicy(r.credential, scopes, nil)
		// A version as azidentity's own, which records leave out.
		r.services[key] = runtime.NewPipeline("azidentity", "v1",
			runtime.PipelineOptions{PerRetry: []policy.Policy{bearer}}, &options)
	}
	return r.services[key]
}

// seekable is a body that needs no closing.
type seekable struct{ io.ReadSeeker }

func (seekable) Close() error { return nil }
