package main

import (
	"encoding/json"
	"fmt"
)

// page is one that a person visits in a browser.
type page struct {
	url string
	// What to enter there; empty for the sign-in page that the client opened.
	userCode string
}

// persons play the scenario's users. The n-th visit is the n-th person's; the last
// one plays all that follow.
type persons struct {
	list []json.RawMessage
	// How a person visits a page, until all there is to do has been done.
	play func(person json.RawMessage, at page) error

	visits int
	err    error // The first thing that went wrong with a visit.
}

// visit returns whether somebody did anything on the page.
func (p *persons) visit(at page) bool {
	if len(p.list) == 0 {
		return false
	}
	person := p.list[min(p.visits, len(p.list)-1)]
	p.visits++
	var known struct {
		Conduct string `json:"conduct"`
	}
	err := json.Unmarshal(person, &known)
	if err == nil && known.Conduct == "NEVER_ACT" {
		return false
	}
	if err == nil {
		err = p.play(person, at)
	}
	if err != nil && p.err == nil {
		p.err = fmt.Errorf("visit %d: %w", p.visits, err)
	}
	return true
}
