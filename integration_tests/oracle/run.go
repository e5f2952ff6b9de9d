package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand"
	"strings"
	"sync"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	azlog "github.com/Azure/azure-sdk-for-go/sdk/azcore/log"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/google/uuid"
)

// outcome is what the oracle prints.
type outcome struct {
	result           // of the last call
	Results []result `json:"results"`
	Log     []record `json:"log"`
	// The last that Authenticate returned, as JSON; empty if there is none.
	Record   string `json:"record,omitempty"`
	logMutex sync.Mutex
	scratch  *scratch
}

// result is what came of one call. Both texts are empty for a success.
type result struct {
	Error     string `json:"error"`
	ErrorType string `json:"error_type"`
}

// runner is the client's process, and what it finds around it.
type runner struct {
	client     client
	scratch    *scratch
	transport  policy.Transporter
	persons    *persons
	credential azcore.TokenCredential
	services   map[string]runtime.Pipeline // the clients of services, by their scopes
	ctx        *callContext                // of the call that is being made
	*outcome
}

// runScenario makes the scenario's calls; in the bubble. Its error is the
// oracle's or the scenario's own, not one that a call returned.
func runScenario(f *fakes, out *outside) (*outcome, error) {
	start := f.Now.Add(time.Duration(f.Client.ClockAhead))
	if start.Before(time.Now()) {
		return nil, fmt.Errorf("the client's time is %v: a bubble starts in the year 2000", start)
	}
	time.Sleep(time.Until(start))
	repeatItself()
	s, err := newScratch(f.Client.Files)
	if err != nil {
		return nil, err
	}
	defer s.close()
	if err := s.replaceEnvironment(f.Client.Environment, f.Tools); err != nil {
		return nil, err
	}
	transport, err := newTransport(out, f)
	if err != nil {
		return nil, err
	}
	r := &runner{client: f.Client, scratch: s, transport: transport, outcome: newOutcome(s)}
	r.persons = &persons{list: f.Client.Persons, play: transport.play}
	removeBrowser, err := installBrowser(f.Client.InteractiveBrowser, r.openPage)
	if err != nil {
		return nil, err
	}
	defer removeBrowser()
	if err := r.start(); err != nil {
		if errors.Is(err, errNoCredential) {
			return nil, err
		}
		r.add(err)
		return r.outcome, nil
	}
	for i, call := range f.Client.Calls {
		if err := r.do(call, i+1 == len(f.Client.Calls)); err != nil {
			return nil, fmt.Errorf("call %d%w", i+1, err)
		}
	}
	return r.outcome, nil
}

// start makes the client's credential; its error is the constructor's.
func (r *runner) start() (err error) {
	r.credential, err = newCredential(r.client, r.scratch, r.transport, r.persons)
	r.services = map[string]runtime.Pipeline{}
	return err
}

// do makes one call. Its error, whose text follows the call's number, is not what the
// call led to.
func (r *runner) do(c call, last bool) error {
	var failed error
	mayFail := last
	switch {
	case c.GetToken != nil:
		failed = r.getToken(c.GetToken)
		mayFail = mayFail || c.GetToken.MayFail
		r.add(failed)
	case c.Authenticate != nil:
		failed = r.authenticate(c.Authenticate)
		mayFail = mayFail || c.Authenticate.MayFail
		r.add(failed)
	case c.SendRequest != nil:
		failed = r.sendRequest(c.SendRequest)
		mayFail = mayFail || c.SendRequest.MayFail
		r.add(failed)
	case c.Restart != nil:
		if c.Restart.WithRecord {
			r.client = r.client.withRecord(r.Record)
		}
		if failed = r.start(); failed != nil {
			r.add(failed)
		}
	default:
		if err := otherCall(c, r.scratch); err != nil {
			return fmt.Errorf(": %w", err)
		}
	}
	if r.persons.err != nil {
		return fmt.Errorf(": %w", r.persons.err)
	}
	if failed != nil && !mayFail {
		return fmt.Errorf(", which may not fail, failed: %w", failed)
	}
	return nil
}

// openPage is what the program that opens pages does. If nothing comes of the page, all
// that is left is the end of the call's time.
func (r *runner) openPage(url string) {
	if r.persons.visit(page{url: url}) || r.ctx.Err() != nil {
		return
	}
	if !r.ctx.expire() && r.persons.err == nil {
		r.persons.err = errors.New("nothing comes of the page, and the call has no timeout")
	}
}

// otherCall does what is no call of the credential.
func otherCall(c call, s *scratch) error {
	switch {
	case c.RemoveFile != "":
		return s.remove(c.RemoveFile)
	case c.WriteFile != nil:
		return s.write(*c.WriteFile)
	}
	time.Sleep(time.Duration(c.AdvanceClock))
	return nil
}

func newOutcome(s *scratch) *outcome {
	o := &outcome{Results: []result{}, Log: []record{}, scratch: s}
	azlog.SetListener(func(event azlog.Event, message string) {
		o.logMutex.Lock()
		defer o.logMutex.Unlock()
		o.Log = append(o.Log, newRecord(string(event), s.shown(message)))
	})
	return o
}

func (o *outcome) add(err error) {
	o.result = result{}
	if err != nil {
		typeName := fmt.Sprintf("%T", err)
		o.result = result{o.scratch.shown(err.Error()), typeName[strings.LastIndex(typeName, ".")+1:]}
	}
	o.Results = append(o.Results, o.result)
}

// repeatItself makes generated IDs and the jitter of retries the same each time.
func repeatItself() {
	uuid.SetRand(&lockedReader{source: rand.New(rand.NewSource(1))})
	// The package's own source, which azcore uses; main.go's go:debug line allows it.
	rand.Seed(1)
}

type lockedReader struct {
	mutex  sync.Mutex
	source *rand.Rand
}

func (r *lockedReader) Read(p []byte) (int, error) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return r.source.Read(p)
}

// getToken returns the first error of the call's goroutines. A client that runs as some
// user cannot read all files.
func (r *runner) getToken(call *getToken) error {
	ctx, cancel := newCallContext(time.Duration(call.Timeout), call.CancelAfterRequests)
	defer cancel()
	defer ctx.finish()
	r.ctx = ctx
	options := policy.TokenRequestOptions{
		Scopes:    call.Scopes,
		TenantID:  call.TenantID,
		Claims:    call.Claims,
		EnableCAE: call.EnableCAE,
	}
	errs := make([]error, max(call.Parallel, 1))
	var done sync.WaitGroup
	for i := range errs {
		done.Go(func() {
			if r.client.User != "" {
				if errs[i] = becomeOrdinaryUser(); errs[i] != nil {
					return
				}
			}
			_, errs[i] = r.credential.GetToken(ctx, options)
		})
	}
	done.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// authenticator is a credential of users.
type authenticator interface {
	Authenticate(context.Context, *policy.TokenRequestOptions) (azidentity.AuthenticationRecord, error)
}

func (r *runner) authenticate(call *authenticate) error {
	credential, ok := r.credential.(authenticator)
	if !ok {
		return fmt.Errorf("%T has no Authenticate", r.credential)
	}
	ctx, cancel := newCallContext(time.Duration(call.Timeout), call.CancelAfterRequests)
	defer cancel()
	defer ctx.finish()
	r.ctx = ctx
	record, err := credential.Authenticate(ctx, &policy.TokenRequestOptions{
		Scopes:    call.Scopes,
		TenantID:  call.TenantID,
		Claims:    call.Claims,
		EnableCAE: call.EnableCAE,
	})
	if err != nil {
		return err
	}
	text, err := json.Marshal(record)
	r.Record = string(text)
	return err
}
