package azmocktest

import (
	"bytes"
	"compress/gzip"
	"embed"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"testing"
)

func TestTheProgramIsUnpackedOnceAndRuns(t *testing.T) {
	var packed bytes.Buffer
	writer := gzip.NewWriter(&packed)
	writer.Write([]byte("#!/bin/sh\necho unpacked\n"))
	writer.Close()
	folder := t.TempDir() + "/cache"

	var all sync.WaitGroup
	for range [8]int{} {
		all.Add(1)
		go func() {
			defer all.Done()
			program, err := unpack(packed.Bytes(), folder)
			if err != nil {
				t.Error(err)
				return
			}
			if said, err := exec.Command(program).Output(); string(said) != "unpacked\n" || err != nil {
				t.Errorf("%q, %v", said, err)
			}
		}()
	}
	all.Wait()
	if files, err := os.ReadDir(folder); len(files) != 1 || err != nil {
		t.Errorf("there are %v, %v", files, err)
	}
	if _, err := unpack([]byte("no gzip"), folder); err == nil {
		t.Error("what is no program is unpacked")
	}
}

func TestAMissingProgramIsMissedEverywhere(t *testing.T) {
	own := programs
	defer func() { programs = own }()
	programs = embed.FS{}
	t.Setenv("AZMOCK", "")
	t.Setenv("PATH", "")
	_, err := Program()
	want := "there is no azmock: neither as $AZMOCK, nor on PATH, nor for " +
		runtime.GOOS + "-" + runtime.GOARCH + " in this module"
	if err == nil || err.Error() != want {
		t.Errorf("want %s, got %v", want, err)
	}
}

func TestTheProgramIsTheOneThatIsNamed(t *testing.T) {
	t.Setenv("AZMOCK", "/named/azmock")
	if program, err := Program(); program != "/named/azmock" || err != nil {
		t.Errorf("%s, %v", program, err)
	}
	t.Setenv("AZMOCK", "")
	folder := t.TempDir()
	t.Setenv("PATH", folder)
	if err := os.WriteFile(folder+"/azmock", nil, 0o755); err != nil {
		t.Fatal(err)
	}
	if program, err := Program(); program != folder+"/azmock" || err != nil {
		t.Errorf("%s, %v", program, err)
	}
}
