package main

import (
	"os"
	"testing"
)

func TestAnEmptyIDIsTheConstructorsError(t *testing.T) {
	o := mustRun(t, newFakeEntra(), clientFrom(t, `{"managed_identity": {"client_id": ""}}`))
	if o.Error != "empty managedidentity.UserAssignedClientID" {
		t.Error(o.Error)
	}
}

func TestAnOrdinaryUserCannotReadWhatOnlyOthersMay(t *testing.T) {
	file := t.TempDir() + "/key"
	if err := os.WriteFile(file, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(file, 0); err != nil {
		t.Fatal(err)
	}
	errs := make(chan error)
	go func() {
		if err := becomeOrdinaryUser(); err != nil {
			errs <- err
			return
		}
		_, err := os.ReadFile(file)
		errs <- err
	}()
	if err := <-errs; !os.IsPermission(err) {
		t.Errorf("got %v", err)
	}
}
