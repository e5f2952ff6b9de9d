package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// scratch is a folder in which the client's files lie, at their own paths: what
// the scenario calls /var/token is DIR/var/token. Texts do not show DIR.
//
// Files of Azure Arc's agent are where they are said to be, since azidentity knows
// their paths: tools/record_oracle gives each run an /opt and /var/opt of its own.
type scratch struct {
	dir string
}

// Says that /opt and /var/opt are this process's alone.
const privateOpt = "ORACLE_PRIVATE_OPT"

const agentFolder = "/opt/azcmagent/"

// At the start: the scenario's environment replaces the process's.
var hasPrivateOpt = os.Getenv(privateOpt) != ""

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
	if path = filepath.Join("/", path); strings.HasPrefix(path, agentFolder) {
		return path
	}
	return s.dir + path
}

func (s *scratch) write(f file) error {
	path := s.realPath(f.Path)
	if strings.HasPrefix(path, agentFolder) && !hasPrivateOpt {
		return fmt.Errorf("%s can be written only where %s is set", path, privateOpt)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(path, []byte(f.Assertion.text()), 0o600); err != nil {
		return err
	}
	mode, err := f.mode()
	if err != nil {
		return err
	}
	return os.Chmod(path, mode)
}

// mode is what the client may do with the file, as its owner: a foreign owner's file
// has the mode that others have.
func (f file) mode() (os.FileMode, error) {
	if f.Mode == "" {
		f.Mode = "0600"
	}
	mode, err := strconv.ParseUint(f.Mode, 8, 9)
	if err != nil {
		return 0, fmt.Errorf("%s: mode: %w", f.Path, err)
	}
	if f.Owner != "" {
		mode = mode&0o7 | mode&0o7<<6
	}
	return os.FileMode(mode), nil
}

func (s *scratch) remove(path string) error { return os.Remove(s.realPath(path)) }

// shown is a text with the paths that the scenario knows.
func (s *scratch) shown(text string) string { return strings.ReplaceAll(text, s.dir, "") }

// replaceEnvironment makes the variables the only ones. The path has the folder of developer
// tools alone, or another: a shell would make one up if there were none.
func (s *scratch) replaceEnvironment(variables map[string]string, tools string) error {
	os.Clearenv()
	if tools == "" {
		tools = s.dir
	}
	if err := os.Setenv("PATH", tools); err != nil {
		return err
	}
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
