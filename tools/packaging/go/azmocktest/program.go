package azmocktest

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
)

//go:embed program
var programs embed.FS

// Program is the path of azmock: $AZMOCK, else the one on PATH, else the module's own, which is unpacked to the
// user's cache the first time.
func Program() (string, error) {
	if named := os.Getenv("AZMOCK"); named != "" {
		return named, nil
	}
	if found, err := exec.LookPath("azmock"); err == nil {
		return found, nil
	}
	platform := runtime.GOOS + "-" + runtime.GOARCH
	packed, err := programs.ReadFile("program/azmock-" + platform + ".gz")
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("there is no azmock: neither as $AZMOCK, nor on PATH, nor for %s in this module", platform)
	}
	if err != nil {
		return "", err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	return unpack(packed, filepath.Join(cache, "azmocktest"))
}

// unpack writes the program to the folder, unless it is there, under a name that says what it is.
func unpack(packed []byte, folder string) (string, error) {
	path := filepath.Join(folder, fmt.Sprintf("azmock-%x", sha256.Sum256(packed)))
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	program, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", err
	}
	// A process that is started meanwhile would have the file open for writing, and so nobody could run it.
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	file, err := os.CreateTemp(folder, "new-")
	if err != nil {
		return "", err
	}
	defer os.Remove(file.Name())
	_, err = io.Copy(file, program)
	if err := errors.Join(err, file.Chmod(0o755), file.Close()); err != nil {
		return "", err
	}
	// Whoever else unpacks it meanwhile puts the same there.
	return path, os.Rename(file.Name(), path)
}
