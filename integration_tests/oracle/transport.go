package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"os"
	"sync"
	"time"
)

const (
	// An answer that takes longer than this, in real time, waits for time to pass. Generous: on a
	// busy machine an answer that is on its way must not be taken for one that waits.
	patience = 2 * time.Second
	// Then virtual time passes in such steps, each with so much real time for the
	// answer to arrive.
	step         = 50 * time.Millisecond
	stepPatience = 3 * time.Millisecond
	// How long azcore's client waits for a connection, in virtual time.
	dialTimeout = 30 * time.Second
)

// dialingKey is where a request's context has the one of its connection.
type dialingKey struct{}

// transport is azidentity's HTTP client: net/http as azcore configures it, but
// every connection goes to the fakes, whatever the host name. Used in the bubble,
// it works outside of it.
type transport struct {
	outside *outside
	fakes   *fakes
	roots   *x509.CertPool
	client  *http.Client
}

func newTransport(o *outside, f *fakes) (*transport, error) {
	pem, err := os.ReadFile(f.CAFile)
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("%s has no certificate", f.CAFile)
	}
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		to, err := f.standsFor(address)
		if err != nil {
			return nil, err
		}
		if dialing, ok := ctx.Value(dialingKey{}).(*outsideContext); ok {
			ctx = dialing
		}
		return (&net.Dialer{}).DialContext(ctx, network, to)
	}
	return &transport{outside: o, fakes: f, roots: roots, client: &http.Client{Transport: &http.Transport{
		DialContext:           dial,
		MaxIdleConns:          100,
		MaxIdleConnsPerHost:   10,
		IdleConnTimeout:       90 * time.Second,
		TLSHandshakeTimeout:   10 * time.Second,
		ExpectContinueTimeout: time.Second,
		TLSClientConfig: &tls.Config{
			MinVersion:    tls.VersionTLS12,
			Renegotiation: tls.RenegotiateFreelyAsClient,
			RootCAs:       roots,
		},
	}}}, nil
}

// Do implements policy.Transporter.
func (t *transport) Do(request *http.Request) (*http.Response, error) {
	if err := t.tellTime(); err != nil {
		return nil, err
	}
	ctx := request.Context()
	outsideCtx := t.outside.newContext()
	if err := ctx.Err(); err != nil {
		outsideCtx.end(err) // Before the request begins, so that it never leaves.
	}
	dialing := t.outside.newContext()
	defer dialing.end(context.Canceled)
	traced, arrived, release := t.holdReply(context.WithValue(outsideCtx, dialingKey{}, dialing))
	defer release()
	arrivals := arrivalsOf(ctx)
	cancelling := arrivals.isLast()
	if !cancelling {
		release()
	}

	var response *http.Response
	var err error
	done := t.outside.start(func() { response, err = t.client.Do(request.WithContext(traced)) })
	if cancelling {
		// The request has arrived when its reply begins, or does not come.
		select {
		case <-arrived:
		case <-done:
		case <-t.outside.elapsed(patience):
		}
		arrivals.cancel()
	}
	if waitErr := t.wait(ctx, outsideCtx, dialing, done); waitErr != nil {
		return nil, waitErr
	}
	if err != nil {
		return nil, err
	}
	response.Body = &body{transport: t, ctx: ctx, outsideCtx: outsideCtx, body: response.Body}
	return response, nil
}

// wait returns when done is closed. When ctx ends first, it ends outsideCtx with
// the same error and still waits; it ends dialing, if there is one, when a connection
// takes too long. While the fakes keep it waiting, virtual time passes on both sides.
func (t *transport) wait(ctx context.Context, outsideCtx, dialing *outsideContext, done <-chan struct{}) error {
	began := time.Now()
	for tick := patience; ; tick = stepPatience {
		if dialing != nil && time.Since(began) >= dialTimeout {
			dialing.end(context.DeadlineExceeded) // No effect on what is connected.
		}
		select {
		case <-done:
			return nil
		case <-ctx.Done():
			outsideCtx.end(ctx.Err())
			<-done
			return nil
		case <-t.outside.elapsed(tick):
		}
		timer := time.NewTimer(step)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
		}
		if err := t.tellTime(); err != nil {
			return err
		}
	}
}

// tellTime sets the fakes' clock by the bubble's, which is the client's.
func (t *transport) tellTime() (err error) {
	now := time.Now().Add(-time.Duration(t.fakes.Client.ClockAhead))
	t.outside.run(func() { err = t.fakes.setTime(now) })
	return err
}

// play plays a person at a page of the fakes, whose time is the bubble's.
func (t *transport) play(person json.RawMessage, at page) (back bool, err error) {
	if err := t.tellTime(); err != nil {
		return false, err
	}
	t.outside.run(func() { back, err = t.fakes.play(person, at) })
	return back, err
}

// holdReply returns a context whose request gets no reply before release is
// called, and a channel that is closed when the reply begins.
func (t *transport) holdReply(parent context.Context) (ctx context.Context, arrived <-chan struct{}, release func()) {
	begun, released := <-t.outside.channels, <-t.outside.channels
	trace := &httptrace.ClientTrace{GotFirstResponseByte: sync.OnceFunc(func() {
		close(begun)
		<-released
	})}
	return httptrace.WithClientTrace(parent, trace), begun, sync.OnceFunc(func() { close(released) })
}

// body is a response body that is read outside of the bubble.
type body struct {
	transport  *transport
	ctx        context.Context
	outsideCtx *outsideContext
	body       io.ReadCloser
}

func (b *body) Read(p []byte) (n int, err error) {
	done := b.transport.outside.start(func() { n, err = b.body.Read(p) })
	if waitErr := b.transport.wait(b.ctx, b.outsideCtx, nil, done); waitErr != nil {
		return 0, waitErr
	}
	return n, err
}

func (b *body) Close() (err error) {
	b.transport.outside.run(func() { err = b.body.Close() })
	return err
}

// arrivals counts the requests of one call, and cancels it when there have been
// enough.
type arrivals struct {
	left   int
	cancel context.CancelFunc
}

type arrivalsKey struct{}

func arrivalsOf(ctx context.Context) *arrivals {
	a, _ := ctx.Value(arrivalsKey{}).(*arrivals)
	return a
}

// isLast counts a request. Calls that count are made by one goroutine.
func (a *arrivals) isLast() bool {
	if a == nil {
		return false
	}
	a.left--
	return a.left == 0
}
