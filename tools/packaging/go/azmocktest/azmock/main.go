// Command azmock is the program itself: go run azmock.example/azmocktest/azmock serve.
package main

import (
	"fmt"
	"os"
	"syscall"

	"azmock.example/azmocktest"
)

func main() {
	program, err := azmocktest.Program()
	if err == nil {
		err = syscall.Exec(program, append([]string{program}, os.Args[1:]...), os.Environ())
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(3)
}
