package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// scratch is a folder in which the client's files lie, at their own paths: what
// the scenario calls /var/token is DIR/var/token. Texts do not show DIR.
type scratch struct {
	dir string
}

func newScratch(files []file) (*scratch, error) {
	dir, err := os.MkdirTemp("", "oracle")
	if err != nil {
		return nil, err
	}
	s := &scratch{dir}
	for _, f := range files {
		if err := s.write(f); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *scratch) close() { os.RemoveAll(s.dir) }

// realPath leaves "", for no file, as it is.
func (s *scratch) realPath(path string) string {
	if path == "" {
		return ""
	}
	return s.dir + filepath.Join("/", path)
}

func (s *scratch) write(f file) error {
	path := s.realPath(f.Path)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(f.Assertion.text()), 0o600)
}

func (s *scratch) remove(path string) error { return os.Remove(s.realPath(path)) }

// shown is a text with the paths that the scenario knows.
func (s *scratch) shown(text string) string { return strings.ReplaceAll(text, s.dir, "") }

// replaceEnvironment makes the variables the only ones.
func (s *scratch) replaceEnvironment(variables map[string]string) error {
	os.Clearenv()
	for name, value := range variables {
		switch name {
		case "AZURE_CLIENT_CERTIFICATE_PATH", "AZURE_FEDERATED_TOKEN_FILE", "AZURE_KUBERNETES_CA_FILE":
			value = s.realPath(value)
		}
		if err := os.Setenv(name, value); err != nil {
			return fmt.Errorf("environment variable %q: %w", name, err)
		}
	}
	return nil
}
