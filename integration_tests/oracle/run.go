package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand"
	"strings"
	"sync"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	azlog "github.com/Azure/azure-sdk-for-go/sdk/azcore/log"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/google/uuid"
)

// outcome is what the oracle prints.
type outcome struct {
	result            // of the last call
	Results  []result `json:"results"`
	Log      []record `json:"log"`
	logMutex sync.Mutex
	scratch  *scratch
}

// result is what came of one call. Both texts are empty for a success.
type result struct {
	Error     string `json:"error"`
	ErrorType string `json:"error_type"`
}

// runScenario makes the scenario's calls; in the bubble. Its error is the
// oracle's or the scenario's own, not one that a call returned.
func runScenario(f *fakes, out *outside) (*outcome, error) {
	if f.Now.Before(time.Now()) {
		return nil, fmt.Errorf("the fakes' time is %v: a bubble starts in the year 2000", f.Now)
	}
	time.Sleep(time.Until(f.Now))
	repeatItself()
	s, err := newScratch(f.Client.Files)
	if err != nil {
		return nil, err
	}
	defer s.close()
	if err := s.replaceEnvironment(f.Client.Environment); err != nil {
		return nil, err
	}
	o := newOutcome(s)
	transport, err := newTransport(out, f)
	if err != nil {
		return nil, err
	}
	credential, err := newCredential(f.Client, s, transport)
	if errors.Is(err, errNoCredential) {
		return nil, err
	}
	if err != nil {
		o.add(err)
		return o, nil
	}
	for i, call := range f.Client.Calls {
		if call.GetToken == nil {
			if err := otherCall(call, s); err != nil {
				return nil, fmt.Errorf("call %d: %w", i+1, err)
			}
			continue
		}
		err := makeCall(credential, call.GetToken)
		o.add(err)
		if err != nil && !call.GetToken.MayFail && i+1 < len(f.Client.Calls) {
			return nil, fmt.Errorf("call %d, which may not fail, failed: %w", i+1, err)
		}
	}
	return o, nil
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

// makeCall returns the first error of the call's goroutines.
func makeCall(credential azcore.TokenCredential, call *getToken) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if call.Timeout != 0 {
		var cancelTimeout context.CancelFunc
		ctx, cancelTimeout = context.WithTimeout(ctx, time.Duration(call.Timeout))
		defer cancelTimeout()
	}
	if call.CancelAfterRequests < 0 {
		cancel()
	}
	if call.CancelAfterRequests > 0 {
		ctx = context.WithValue(ctx, arrivalsKey{},
			&arrivals{left: call.CancelAfterRequests, cancel: cancel})
	}
	options := policy.TokenRequestOptions{
		Scopes:    call.Scopes,
		TenantID:  call.TenantID,
		Claims:    call.Claims,
		EnableCAE: call.EnableCAE,
	}
	errs := make([]error, max(call.Parallel, 1))
	var done sync.WaitGroup
	for i := range errs {
		done.Go(func() { _, errs[i] = credential.GetToken(ctx, options) })
	}
	done.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
