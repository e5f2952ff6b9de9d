package azmocktest

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// An Error is what the fakes say of a call that they refuse.
type Error struct {
	Code    string // the name of a gRPC status, such as "NOT_FOUND"
	Message string
}

func (e *Error) Error() string { return e.Code + ": " + e.Message }

// Call is any call of the admin service, by its name and with its fields as in admin.proto: request
// and response have the JSON of its messages, or are nil. What the fakes refuse is an *Error.
func (f *Fakes) Call(ctx context.Context, name string, request, response any) error {
	if request == nil {
		request = object{}
	}
	body, err := json.Marshal(request)
	if err != nil {
		return err
	}
	asked, err := http.NewRequestWithContext(ctx, http.MethodPost, f.admin+"/"+name, bytes.NewReader(body))
	if err != nil {
		return err
	}
	asked.Header.Set("Content-Type", "application/json")
	if f.controlToken != "" {
		asked.Header.Set("Authorization", "Bearer "+f.controlToken)
	}
	answer, err := f.client.Do(asked)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		var refused struct{ Error *Error }
		if err := json.NewDecoder(answer.Body).Decode(&refused); err != nil {
			return err
		}
		return refused.Error
	}
	if response == nil {
		return nil
	}
	return json.NewDecoder(answer.Body).Decode(response)
}

type object map[string]any

// call fails the test if the fakes refuse.
func (f *Fakes) call(ctx context.Context, name string, request, response any) {
	f.t.Helper()
	if err := f.Call(ctx, name, request, response); err != nil {
		f.t.Fatalf("azmocktest: %s: %v", name, err)
	}
}

func (f *Fakes) do(name string, request, response any) {
	f.t.Helper()
	f.call(context.Background(), name, request, response)
}

// ---- What is answered ----

// Arm plays one of the scenarios that come with azmock, and says who its client is: its rules are
// about that client's tenant.
func (f *Fakes) Arm(id string) Client {
	f.t.Helper()
	return f.arm(object{"id": id})
}

// ArmText plays a scenario of your own, the content of a .textproto file.
func (f *Fakes) ArmText(text string) Client {
	f.t.Helper()
	return f.arm(object{"textproto": text})
}

func (f *Fakes) arm(scenario object) Client {
	f.t.Helper()
	var armed struct{ Client Client }
	f.do("ArmScenario", scenario, &armed)
	return armed.Client
}

// Disarm ends a scenario or a fault.
func (f *Fakes) Disarm(id string) {
	f.t.Helper()
	f.do("DisarmScenario", object{"id": id}, nil)
}

// DisarmAll ends all of them.
func (f *Fakes) DisarmAll() {
	f.t.Helper()
	f.do("DisarmAll", nil, nil)
}

// InjectFault answers the next requests that match, and returns the fault's id.
func (f *Fakes) InjectFault(match Match, steps ...Step) string {
	f.t.Helper()
	var injected struct{ ID string }
	f.do("InjectFault", object{"match": match, "steps": steps}, &injected)
	return injected.ID
}

// ---- What the fakes know ----

// Directory is a tenant's directory, or all of it for "", as the text of a .textproto file.
func (f *Fakes) Directory(tenant string) string {
	f.t.Helper()
	var directory struct{ Textproto string }
	f.do("GetDirectory", object{"tenant": tenant, "as_textproto": true}, &directory)
	return directory.Textproto
}

// MergeDirectory adds to the directory what such a text says.
func (f *Fakes) MergeDirectory(text string) {
	f.t.Helper()
	f.do("MergeDirectory", object{"textproto": text}, nil)
}

// ResetTenant forgets what happened to a tenant; what it is stays.
func (f *Fakes) ResetTenant(tenant string) {
	f.t.Helper()
	f.do("ResetTenant", object{"tenant": tenant}, nil)
}

// ---- Time ----

// Now is the fakes' time.
func (f *Fakes) Now() time.Time {
	f.t.Helper()
	var clock struct{ Time time.Time }
	f.do("GetClock", nil, &clock)
	return clock.Time
}

// SetClock sets the mode and the time; what is empty stays.
func (f *Fakes) SetClock(mode ClockMode, now time.Time) {
	f.t.Helper()
	clock := object{}
	if mode != "" {
		clock["mode"] = "MODE_" + strings.ToUpper(string(mode))
	}
	if !now.IsZero() {
		clock["time"] = now
	}
	f.do("SetClock", clock, nil)
}

// AdvanceClock moves the time on; what falls due has happened when it returns.
func (f *Fakes) AdvanceClock(duration time.Duration) {
	f.t.Helper()
	f.do("AdvanceClock", object{"duration": duration.String()}, nil)
}

// ---- What has been asked ----

// Journal is the exchanges, oldest first.
func (f *Fakes) Journal(filter Filter) []Entry {
	f.t.Helper()
	var entries []Entry
	for page := ""; ; {
		var listed struct {
			Entries []Entry
			Next    string `json:"next_page_token"`
		}
		f.do("ListJournal", object{"filter": filter, "page_token": page}, &listed)
		entries = append(entries, listed.Entries...)
		if page = listed.Next; page == "" {
			return entries
		}
	}
}

// WaitForRequests is the first so many exchanges, as soon as they are there. It fails the test if
// they are not by the context's deadline, or within 30 seconds if it has none.
func (f *Fakes) WaitForRequests(ctx context.Context, count int, filter Filter) []Entry {
	f.t.Helper()
	request := object{"filter": filter, "count": count}
	if deadline, ok := ctx.Deadline(); ok {
		request["timeout"] = max(time.Until(deadline), 0).String()
	}
	// At the deadline it is for the fakes to say what they have seen.
	patient, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	defer context.AfterFunc(ctx, func() {
		if ctx.Err() == context.Canceled {
			cancel()
		}
	})()
	var waited struct{ Entries []Entry }
	f.call(patient, "WaitForRequests", request, &waited)
	return waited.Entries
}

// ClearJournal forgets the exchanges.
func (f *Fakes) ClearJournal() {
	f.t.Helper()
	f.do("ClearJournal", nil, nil)
}

// Verify fails the test, which goes on, unless the requests were as expected.
func (f *Fakes) Verify(expectations ...Expectation) {
	f.t.Helper()
	f.VerifyWith(VerifyOptions{}, expectations...)
}

// VerifyWith is Verify where more is asked than how many there were.
func (f *Fakes) VerifyWith(options VerifyOptions, expectations ...Expectation) {
	f.t.Helper()
	request := struct {
		VerifyOptions
		Expectations []Expectation `json:"expectations"`
	}{options, expectations}
	var verified struct {
		Satisfied bool
		Text      string
	}
	f.do("Verify", request, &verified)
	if !verified.Satisfied {
		f.t.Errorf("azmocktest: %s", verified.Text)
	}
}

// ---- Tokens and users ----

// IssueToken is an access token, sound or with a flaw.
func (f *Fakes) IssueToken(token TokenRequest) string {
	f.t.Helper()
	if token.Tenant == "" {
		token.Tenant = f.Environment["AZURE_TENANT_ID"]
	}
	if token.ClientID == "" {
		token.ClientID = f.Environment["AZURE_CLIENT_ID"]
	}
	request := struct {
		TokenRequest
		Claims string `json:"claims,omitempty"`
	}{TokenRequest: token}
	if token.Claims != nil {
		claims, err := json.Marshal(token.Claims)
		if err != nil {
			f.t.Fatalf("azmocktest: IssueToken: Claims: %v", err)
		}
		request.Claims = string(claims)
	}
	var issued struct {
		AccessToken string `json:"access_token"`
	}
	f.do("IssueToken", request, &issued)
	return issued.AccessToken
}

// DeviceCodes are the device codes that a tenant, or all for "", has given out.
func (f *Fakes) DeviceCodes(tenant string) []DeviceCode {
	f.t.Helper()
	var listed struct {
		DeviceCodes []DeviceCode `json:"device_codes"`
	}
	f.do("ListDeviceCodes", object{"tenant": tenant}, &listed)
	return listed.DeviceCodes
}

// ApproveDeviceCode is a user who enters the code and signs in.
func (f *Fakes) ApproveDeviceCode(userCode, username string) {
	f.t.Helper()
	f.do("ApproveDeviceCode", object{"user_code": userCode, "username": username}, nil)
}

// DeclineDeviceCode is somebody who enters the code and cancels.
func (f *Fakes) DeclineDeviceCode(userCode string) {
	f.t.Helper()
	f.do("DeclineDeviceCode", object{"user_code": userCode}, nil)
}
