package azmocktest_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// A pretendT does what fakes ask of a *testing.T. A fatal failure is a panic.
type pretendT struct {
	testing.TB
	failed   bool
	log      strings.Builder
	cleanups []func()
}

func (p *pretendT) Helper()                       {}
func (p *pretendT) Failed() bool                  { return p.failed }
func (p *pretendT) Cleanup(cleanup func())        { p.cleanups = append(p.cleanups, cleanup) }
func (p *pretendT) Logf(text string, args ...any) { fmt.Fprintf(&p.log, text+"\n", args...) }

func (p *pretendT) Errorf(text string, args ...any) {
	p.failed = true
	p.Logf(text, args...)
}

func (p *pretendT) Fatalf(text string, args ...any) {
	p.Errorf(text, args...)
	panic(p.log.String())
}

func (p *pretendT) Setenv(name, value string) {
	before, had := os.LookupEnv(name)
	p.Cleanup(func() {
		os.Unsetenv(name)
		if had {
			os.Setenv(name, before)
		}
	})
	os.Setenv(name, value)
}

func (p *pretendT) TempDir() string {
	folder, err := os.MkdirTemp("", "azmocktest")
	if err != nil {
		panic(err)
	}
	p.Cleanup(func() { os.RemoveAll(folder) })
	return folder
}

func (p *pretendT) end() {
	for last := len(p.cleanups) - 1; last >= 0; last-- {
		p.cleanups[last]()
	}
	p.cleanups = nil
}

// failure is what a test says that fails in what is done.
func failure(do func(t testing.TB)) string {
	pretended := &pretendT{}
	func() {
		defer func() { _ = recover() }()
		do(pretended)
	}()
	pretended.end()
	return pretended.log.String()
}
