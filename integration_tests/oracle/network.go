package main

import (
	"fmt"
	"net"
)

// onlyLoopback returns an error if this machine has an interface that is up and
// is not loopback: a mistake must not reach the real Entra.
func onlyLoopback() error {
	interfaces, err := net.Interfaces()
	if err != nil {
		return err
	}
	for _, i := range interfaces {
		if i.Flags&net.FlagUp != 0 && i.Flags&net.FlagLoopback == 0 {
			return fmt.Errorf("network interface %s is up; run in a namespace that has loopback alone, as tools/record_oracle does", i.Name)
		}
	}
	return nil
}
