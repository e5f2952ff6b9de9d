package main

import (
	"fmt"
	"runtime"
	"syscall"
	"unsafe"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

func newManagedIdentity(c client, common azcore.ClientOptions) (azcore.TokenCredential, error) {
	of := c.ManagedIdentity
	common.Transport = pinnable(common.Transport)
	options := &azidentity.ManagedIdentityCredentialOptions{ClientOptions: common}
	switch {
	case of.ClientID != nil:
		options.ID = azidentity.ClientID(*of.ClientID)
	case of.ObjectID != nil:
		options.ID = azidentity.ObjectID(*of.ObjectID)
	case of.ResourceID != nil:
		options.ID = azidentity.ResourceID(*of.ResourceID)
	}
	return azidentity.NewManagedIdentityCredential(options)
}

// becomeOrdinaryUser takes the right to read every file away from this goroutine,
// whose thread ends with it.
func becomeOrdinaryUser() error {
	runtime.LockOSThread()
	header := struct {
		version uint32
		pid     int32
	}{version: 0x20080522} // _LINUX_CAPABILITY_VERSION_3 of this thread
	var none [2]struct{ effective, permitted, inheritable uint32 }
	_, _, errno := syscall.RawSyscall(syscall.SYS_CAPSET,
		uintptr(unsafe.Pointer(&header)), uintptr(unsafe.Pointer(&none)), 0)
	if errno != 0 {
		return fmt.Errorf("giving up capabilities: %w", errno)
	}
	return nil
}
