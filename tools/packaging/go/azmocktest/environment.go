package azmocktest

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Client leads to the fakes and trusts their certificates; other servers on loopback it reaches too.
// It does as the Transport of azcore.ClientOptions.
func (f *Fakes) Client() *http.Client { return f.client }

// Transport is that of Client.
func (f *Fakes) Transport() *http.Transport { return f.client.Transport.(*http.Transport) }

// Command is exec.Command of a program that is to meet the fakes.
func (f *Fakes) Command(name string, arguments ...string) *exec.Cmd {
	command := exec.Command(name, arguments...)
	command.Env = f.Environ()
	return command
}

// Environ is the environment of a program that is to meet the fakes, as exec.Cmd.Env has it.
func (f *Fakes) Environ() []string {
	var environ []string
	for _, variable := range os.Environ() {
		if !leadsElsewhere(variable) {
			environ = append(environ, variable)
		}
	}
	for name, value := range f.Environment {
		environ = append(environ, name+"="+value)
	}
	return environ
}

func setEnvironment(t testing.TB, environment map[string]string) {
	for _, variable := range os.Environ() {
		if leadsElsewhere(variable) {
			name, value, _ := strings.Cut(variable, "=")
			t.Setenv(name, value) // Puts it back when the test ends.
			os.Unsetenv(name)
		}
	}
	for name, value := range environment {
		t.Setenv(name, value)
	}
}

// leadsElsewhere says whether a variable would lead a credential elsewhere, or is another's.
func leadsElsewhere(variable string) bool {
	for _, prefix := range []string{"AZURE_", "IDENTITY_", "IMDS_", "MSI_", "SYSTEM_"} {
		if strings.HasPrefix(variable, prefix) {
			return true
		}
	}
	return false
}

// environment is what azmock serve printed, with Azure's own names led to the fakes by a proxy: no
// program has to be told of another authority, and instance discovery works.
func environment(printed map[string]string, proxy string) map[string]string {
	led := map[string]string{}
	for name, value := range printed {
		led[name] = value
	}
	delete(led, "AZURE_AUTHORITY_HOST")
	for _, name := range []string{"http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"} {
		led[name] = proxy
	}
	led["NO_PROXY"] = led["no_proxy"]
	return led
}

func newClient(t testing.TB, proxy string, authority []byte) *http.Client {
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority)
	transport := &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: roots},
		Proxy: func(request *http.Request) (*url.URL, error) {
			host := request.URL.Hostname()
			if host == "localhost" || net.ParseIP(host).IsLoopback() {
				return nil, nil
			}
			return url.Parse(proxy)
		},
	}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}
