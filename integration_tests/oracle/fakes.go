package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// fakes are what the scenario's requests go to.
type fakes struct {
	environment
	setTime func(time.Time) error
	// Plays a person at a page of the fakes; true if that led back to the client.
	play  func(person json.RawMessage, at page) (bool, error)
	close func() error
}

// environment is what the fakes say of themselves in their first line.
type environment struct {
	// Address of Entra's TLS server, to which all connections go but those to these
	// addresses, "host:port", which stand for managed-identity hosts.
	Endpoint    string            `json:"endpoint"`
	Connections map[string]string `json:"connections"`
	// PEM file of the authority that signed the TLS server's certificate.
	CAFile string `json:"ca_file"`
	// The fakes' time.
	Now time.Time `json:"now"`
	// The folder with the developer tools; empty if there are none.
	Tools string `json:"tools"`
	// The scenario's client calls.
	Client client `json:"client"`
}

// standsFor is where connections to the address, such as "169.254.169.254:80", go.
func (e *environment) standsFor(address string) (string, error) {
	if to, ok := e.Connections[address]; ok {
		return to, nil
	}
	if strings.HasSuffix(address, ":80") {
		return "", fmt.Errorf("the fakes have nothing that stands for %s", address)
	}
	return e.Endpoint, nil
}

// startFakes starts `azmock fakes`; README.md has the protocol.
func startFakes(binary, scenario, stateDir string) (*fakes, error) {
	command := exec.Command(binary, "fakes", "--scenario", scenario, "--state-dir", stateDir)
	command.Stderr = os.Stderr
	stdin, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	stdout, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewReader(stdout)
	f := &fakes{}
	line, err := lines.ReadBytes('\n')
	if err != nil {
		return nil, fmt.Errorf("the fakes did not start: %w", waitError(command, err))
	}
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&f.environment); err != nil {
		return nil, fmt.Errorf("the fakes' first line: %w", err)
	}
	var mutex sync.Mutex
	f.setTime = func(now time.Time) error {
		mutex.Lock()
		defer mutex.Unlock()
		return instruct(stdin, lines, "time "+now.UTC().Format(time.RFC3339Nano))
	}
	environment := os.Environ() // The scenario's will replace it.
	f.play = func(person json.RawMessage, at page) (bool, error) {
		return f.browse(binary, environment, person, at)
	}
	f.close = func() error {
		stdin.Close()
		if err := command.Wait(); err != nil {
			return fmt.Errorf("the fakes ended badly: %w", err)
		}
		return nil
	}
	return f, nil
}

// browse runs `azmock browse`, which returns when the person has done all there is to do.
func (f *fakes) browse(binary string, environment []string, person json.RawMessage, at page) (bool, error) {
	command := exec.Command(binary, "browse", "--endpoint", f.Endpoint, "--ca-file", f.CAFile,
		"--person", string(person))
	if at.userCode != "" {
		command.Args = append(command.Args, "--user-code", at.userCode)
	}
	command.Args = append(command.Args, at.url)
	command.Env = environment
	text, err := command.CombinedOutput()
	if err != nil {
		return false, fmt.Errorf("azmock browse: %w: %s", err, bytes.TrimSpace(text))
	}
	return string(text) != "abandoned\n", nil
}

// instruct sends one command and waits until it has been carried out.
func instruct(to io.Writer, from *bufio.Reader, command string) error {
	if _, err := io.WriteString(to, command+"\n"); err != nil {
		return fmt.Errorf("the fakes do not listen: %w", err)
	}
	answer, err := from.ReadString('\n')
	if err != nil {
		return fmt.Errorf("the fakes do not answer %q: %w", command, err)
	}
	if answer != "ok\n" {
		return fmt.Errorf("the fakes answer %q to %q", answer, command)
	}
	return nil
}

// waitError prefers the exit status to the error of reading an ended process.
func waitError(command *exec.Cmd, readErr error) error {
	if err := command.Wait(); err != nil {
		return err
	}
	return readErr
}
