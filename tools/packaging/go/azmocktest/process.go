package azmocktest

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// Go reads proxies and certificate authorities once for each process, so all fakes of one have the
// same of both.
var (
	front     proxyFront
	authority certificateAuthority
)

// heeded says whether clients in this process that know nothing of the fakes are led to them.
func heeded(proxy string, certificate []byte) error {
	const late = " before its first fakes were there, and Go does that once: clients in it might " +
		"ask Azure itself; let azmocktest.Start come before everything that asks by HTTP, or give " +
		"it WithoutEnvironment and use Fakes.Client"
	azure := &http.Request{URL: &url.URL{Scheme: "https", Host: "login.microsoftonline.com"}}
	if found, _ := http.ProxyFromEnvironment(azure); found == nil || found.String() != proxy {
		return errors.New("this process has read its proxies" + late)
	}
	block, _ := pem.Decode(certificate)
	parsed, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return err
	}
	if _, err := parsed.Verify(x509.VerifyOptions{}); err != nil {
		return errors.New("this process has read its certificate authorities" + late)
	}
	return nil
}

// A proxyFront is an address that leads to the fakes of the test that runs.
type proxyFront struct {
	mutex sync.Mutex
	proxy string
	fakes string
}

// leadTo leads to these fakes until the test ends; both are URLs.
func (p *proxyFront) leadTo(t testing.TB, fakes string) (proxy string, err error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.proxy == "" {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return "", err
		}
		p.proxy = "http://" + listener.Addr().String()
		go p.serve(listener)
	}
	before := p.fakes
	t.Cleanup(func() {
		// What is asked on a connection that the fakes are about to close would fail.
		http.DefaultClient.CloseIdleConnections()
		p.mutex.Lock()
		defer p.mutex.Unlock()
		p.fakes = before
	})
	p.fakes = fakes
	return p.proxy, nil
}

func (p *proxyFront) serve(listener net.Listener) {
	for {
		client, err := listener.Accept()
		if err != nil {
			return
		}
		go p.forward(client.(*net.TCPConn))
	}
}

func (p *proxyFront) forward(client *net.TCPConn) {
	defer client.Close()
	fakes, err := p.dial()
	if err != nil {
		return // No test has any.
	}
	defer fakes.Close()
	go func() {
		io.Copy(fakes, client)
		fakes.CloseWrite()
	}()
	if _, err := io.Copy(client, fakes); err != nil {
		client.SetLinger(0) // A reset is passed on as one.
	}
}

func (p *proxyFront) dial() (*net.TCPConn, error) {
	p.mutex.Lock()
	fakes, err := url.Parse(p.fakes)
	p.mutex.Unlock()
	if err != nil {
		return nil, err
	}
	connection, err := net.Dial("tcp", fakes.Host)
	if err != nil {
		return nil, err
	}
	return connection.(*net.TCPConn), nil
}

// A certificateAuthority is what the first fakes made, for all others.
type certificateAuthority struct {
	mutex sync.Mutex
	files map[string][]byte
}

func (c *certificateAuthority) put(folder string) error {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for name, content := range c.files {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
			return err
		}
	}
	return nil
}

func (c *certificateAuthority) keep(folder string) error {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.files != nil {
		return nil
	}
	files := map[string][]byte{}
	for _, name := range []string{"ca.pem", "ca-key.pem"} {
		content, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			return err
		}
		files[name] = content
	}
	c.files = files
	return nil
}
