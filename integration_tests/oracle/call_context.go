package main

import (
	"context"
	"time"
)

// callContext is that of one call. It can end before its time has come: while MSAL
// waits for a browser it listens on a socket, and virtual time cannot pass.
type callContext struct {
	context.Context
	ending *outsideContext // Made in the bubble, where it is waited for.
	early  bool
}

// newCallContext has no deadline if timeout is 0.
func newCallContext(timeout time.Duration, cancelAfterRequests int) (*callContext, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.Background())
	release := cancel
	if timeout != 0 {
		var cancelTimeout context.CancelFunc
		ctx, cancelTimeout = context.WithTimeout(ctx, timeout)
		release = func() { cancelTimeout(); cancel() }
	}
	c := &callContext{Context: ctx, ending: &outsideContext{done: make(chan struct{})}}
	context.AfterFunc(ctx, func() { c.ending.end(ctx.Err()) })
	if cancelAfterRequests < 0 {
		cancel()
		c.ending.end(context.Canceled)
	}
	if cancelAfterRequests > 0 {
		c.Context = context.WithValue(ctx, arrivalsKey{},
			&arrivals{left: cancelAfterRequests, cancel: func() {
				cancel()
				c.ending.end(context.Canceled)
			}})
	}
	return c, release
}

func (c *callContext) Done() <-chan struct{} { return c.ending.Done() }
func (c *callContext) Err() error            { return c.ending.Err() }

// expire ends the context as its deadline does, and returns whether it has one.
func (c *callContext) expire() bool {
	_, ok := c.Deadline()
	c.early = ok
	c.ending.end(context.DeadlineExceeded)
	return ok
}

// finish lets the time pass that expire was ahead of.
func (c *callContext) finish() {
	if deadline, ok := c.Deadline(); ok && c.early {
		time.Sleep(time.Until(deadline))
	}
}
