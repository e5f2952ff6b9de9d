package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/pkg/browser"
)

// installBrowser puts the program that opens pages on the PATH, which has nothing
// else. It only says which page that is; `open` is called with it before the program
// has ended. It returns a function that takes it away.
func installBrowser(of *interactiveBrowser, open func(url string)) (func(), error) {
	if of == nil || of.NoBrowser {
		return func() {}, nil
	}
	dir, err := os.MkdirTemp("", "browser")
	if err != nil {
		return nil, err
	}
	script := "#!/bin/sh\nprintf '%s\\n' \"$1\"\n"
	if of.BrowserExitStatus != 0 {
		script = fmt.Sprintf("#!/bin/sh\nexit %d\n", of.BrowserExitStatus)
	}
	err = os.WriteFile(filepath.Join(dir, "xdg-open"), []byte(script), 0o700)
	if err == nil {
		err = os.Setenv("PATH", dir)
	}
	// Where MSAL has the program's output go.
	browser.Stdout, browser.Stderr = &lines{each: open}, io.Discard
	return func() { os.RemoveAll(dir) }, err
}

// lines is a writer that hands on each line.
type lines struct {
	each func(string)
	rest []byte
}

func (l *lines) Write(p []byte) (int, error) {
	l.rest = append(l.rest, p...)
	for {
		line, rest, found := bytes.Cut(l.rest, []byte{'\n'})
		if !found {
			return len(p), nil
		}
		l.rest = rest
		l.each(string(line))
	}
}
