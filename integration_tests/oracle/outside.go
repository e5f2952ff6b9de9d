package main

import (
	"context"
	"net"
	"sync"
	"time"
)

// outside runs functions on goroutines that are not in the bubble. A goroutine
// in the bubble that waits for one of them stops virtual time, so that the
// network takes no time.
type outside struct {
	jobs     chan func()
	channels chan chan struct{}
}

// newOutside must be called outside of the bubble.
func newOutside() *outside {
	// The resolver makes channels that all share when it is first used, which MSAL's
	// server does.
	net.LookupHost("localhost")
	o := &outside{jobs: make(chan func()), channels: make(chan chan struct{})}
	go func() {
		for job := range o.jobs {
			go job()
		}
	}()
	go func() {
		for {
			// Channels belong to the bubble, or not, by where they are made.
			o.channels <- make(chan struct{})
		}
	}()
	return o
}

// start returns a channel that is closed when f has returned.
func (o *outside) start(f func()) <-chan struct{} {
	done := <-o.channels
	o.jobs <- func() {
		defer close(done)
		f()
	}
	return done
}

// run runs f and waits for it.
func (o *outside) run(f func()) {
	<-o.start(f)
}

// elapsed returns a channel that is closed after d of real time.
func (o *outside) elapsed(d time.Duration) <-chan struct{} {
	return o.start(func() { time.Sleep(d) })
}

// outsideContext ends when told to. net/http outside of the bubble cannot wait
// for a context that was made in it.
type outsideContext struct {
	done  chan struct{}
	mutex sync.Mutex
	err   error
}

func (o *outside) newContext() *outsideContext {
	return &outsideContext{done: <-o.channels}
}

func (c *outsideContext) end(err error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.err == nil {
		c.err = err
		close(c.done)
	}
}

func (c *outsideContext) Err() error {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.err
}

func (c *outsideContext) Done() <-chan struct{}       { return c.done }
func (c *outsideContext) Deadline() (time.Time, bool) { return time.Time{}, false }
func (c *outsideContext) Value(any) any               { return nil }

var _ context.Context = (*outsideContext)(nil)
