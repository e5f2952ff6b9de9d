// Package azmocktest runs a fake Microsoft Entra ID, with managed-identity hosts and Azure services,
// for tests: on loopback, with any SDK, unmodified.
//
// [Start] puts the environment of the fakes in place. Azure's own host names lead to them then, in
// the test's process and in those that it starts: a credential needs no options to meet them. Go
// reads proxies and certificate authorities once for each process, so Start fails the test if that
// has happened before the first fakes, and clients might reach Azure itself.
//
// A test that is parallel, or in such a process, starts them with [WithoutEnvironment], and gives
// [Fakes.Client] to the clients that it makes.
//
// What the fakes refuse fails the test with their own words, so the methods of [Fakes] are for the
// test's goroutine. Only [Fakes.Call] returns an error.
package azmocktest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Fakes are running fakes, in a process of their own, until the test ends.
type Fakes struct {
	// Environment is what a program needs to meet the fakes: who it is, proxies that lead Azure's
	// host names to them, and the certificates to trust.
	Environment map[string]string
	// Authority is the fakes' own address, for programs that no proxy leads: AZURE_AUTHORITY_HOST.
	Authority string

	t            testing.TB
	admin        string
	controlToken string
	client       *http.Client
}

// An Option says how fakes start.
type Option func(*settings)

type settings struct {
	arguments          []string
	withoutEnvironment bool
}

// Args are further arguments of azmock serve.
func Args(arguments ...string) Option {
	return func(s *settings) { s.arguments = append(s.arguments, arguments...) }
}

// Scenario arms a scenario, by its id or as a .textproto file. The test is its client.
func Scenario(id string) Option { return Args("--scenario", id) }

// Config adds a .textproto file to the directory.
func Config(file string) Option { return Args("--config", file) }

// Clock says how the fakes' time goes.
func Clock(mode ClockMode) Option { return Args("--clock", string(mode)) }

// WithoutEnvironment leaves the test's environment as it is, as tests that are parallel must.
func WithoutEnvironment() Option {
	return func(s *settings) { s.withoutEnvironment = true }
}

// Start starts fakes that end with the test, or fails it. If the test fails, its log says what the
// fakes saw.
func Start(t testing.TB, options ...Option) *Fakes {
	t.Helper()
	var chosen settings
	for _, option := range options {
		option(&chosen)
	}
	fakes, err := start(t, chosen)
	if err != nil {
		t.Fatalf("azmocktest: %v", err)
	}
	return fakes
}

// With are the same fakes for a subtest: it is the one that fails.
func (f *Fakes) With(t testing.TB) *Fakes {
	same := *f
	same.t = t
	return &same
}

func start(t testing.TB, chosen settings) (*Fakes, error) {
	program, err := Program()
	if err != nil {
		return nil, err
	}
	folder := t.TempDir()
	if err := authority.put(folder); err != nil {
		return nil, err
	}
	told, err := serve(t, program, folder, chosen.arguments)
	if err != nil {
		return nil, err
	}
	if err := authority.keep(folder); err != nil {
		return nil, err
	}
	certificate, err := os.ReadFile(told.CAFile)
	if err != nil {
		return nil, err
	}
	address := told.Environment["http_proxy"]
	fakes := &Fakes{
		Environment:  environment(told.Environment, address),
		Authority:    told.Endpoints.Entra + "/",
		t:            t,
		admin:        told.Endpoints.Admin,
		controlToken: told.ControlToken,
		client:       newClient(t, address, certificate),
	}
	if chosen.withoutEnvironment {
		return fakes, nil
	}
	proxy, err := front.leadTo(t, address)
	if err != nil {
		return nil, err
	}
	setEnvironment(t, environment(told.Environment, proxy))
	return fakes, heeded(proxy, certificate)
}

// What azmock serve prints.
type ready struct {
	Endpoints    struct{ Entra, Admin string }
	Environment  map[string]string
	CAFile       string `json:"ca_file"`
	ControlToken string `json:"control_token"`
}

// serve runs azmock serve until the test ends.
func serve(t testing.TB, program, folder string, arguments []string) (told ready, err error) {
	journal := filepath.Join(folder, "journal.jsonl")
	arguments = append([]string{
		"serve", "--stop-on-eof", "--ca-dir", folder, "--journal", journal}, arguments...)
	command := exec.Command(program, arguments...)
	var words bytes.Buffer
	command.Stderr = &words
	input, err := command.StdinPipe()
	if err != nil {
		return told, err
	}
	output, err := command.StdoutPipe()
	if err != nil {
		return told, err
	}
	if err := command.Start(); err != nil {
		return told, err
	}
	line, _ := bufio.NewReader(output).ReadBytes('\n')
	if len(line) == 0 {
		return told, fmt.Errorf("%s: %v\n%s", program, command.Wait(), words.Bytes())
	}
	t.Cleanup(func() {
		input.Close()
		if err := command.Wait(); err != nil {
			t.Errorf("azmocktest: %s: %v\n%s", program, err, words.Bytes())
		}
		if t.Failed() {
			seen, _ := exec.Command(program, "explain", "--journal", journal).CombinedOutput()
			t.Logf("What the fakes saw:\n%s", seen)
		}
	})
	return told, json.Unmarshal(line, &told)
}
