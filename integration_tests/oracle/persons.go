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
	// How a person visits a page, until all there is to do has been done. It returns
	// whether that led back to the client.
	play func(person json.RawMessage, at page) (bool, error)

	visits int
	err    error // The first thing that went wrong with a visit.
}

// visit returns whether the visit led back to the client, or went wrong.
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
	back := false
	if err == nil {
		back, err = p.play(person, at)
	}
	if err != nil && p.err == nil {
		p.err = fmt.Errorf("visit %d: %w", p.visits, err)
	}
	return back || err != nil
}
