// Signs in to a SQL Server by go-mssqldb, whose connection string has what the client of a scenario has.
package main

import (
	"context"
	"fmt"
	"net/url"
	"os"

	"interop/driver"

	"github.com/microsoft/go-mssqldb/azuread"
)

type application struct {
	driver.Application
	Username string `json:"username"`
	Password string `json:"password"`
}

// One of the members is there.
type client struct {
	driver.Calls
	ClientSecret        *application `json:"client_secret"`
	ClientCertificate   *application `json:"client_certificate"`
	ManagedIdentity     *application `json:"managed_identity"`
	UsernamePassword    *application `json:"username_password"`
	EnvironmentSettings *application `json:"environment_settings"`
	DefaultAzure        *application `json:"default_azure"`
}

func (of *application) user() string { return of.ClientID + "@" + of.TenantID }

// login is what a connection string has of the client.
func (of client) login() (url.Values, error) {
	made := url.Values{}
	set := func(fedauth, user, password string) {
		made.Set("fedauth", fedauth)
		made.Set("user id", user)
		made.Set("password", password)
	}
	switch {
	case of.ClientSecret != nil:
		set(azuread.ActiveDirectoryServicePrincipal, of.ClientSecret.user(), of.ClientSecret.ClientSecret)
	case of.ClientCertificate != nil:
		set(azuread.ActiveDirectoryServicePrincipal, of.ClientCertificate.user(), "")
		made.Set("clientcertpath", os.Getenv("AZURE_CLIENT_CERTIFICATE_PATH"))
	case of.ManagedIdentity != nil:
		set(azuread.ActiveDirectoryManagedIdentity, of.ManagedIdentity.ClientID, "")
	case of.UsernamePassword != nil:
		set(azuread.ActiveDirectoryPassword, of.UsernamePassword.Username, of.UsernamePassword.Password)
		made.Set("applicationclientid", of.UsernamePassword.ClientID)
	case of.EnvironmentSettings != nil:
		set(azuread.ActiveDirectoryEnvironment, "", "")
	case of.DefaultAzure != nil:
		set(azuread.ActiveDirectoryDefault, "", "")
	default:
		return nil, fmt.Errorf("%w: go-mssqldb has no such login", driver.ErrInexpressible)
	}
	return made, nil
}

// tenant is the one of the server.
func (of client) tenant() string {
	if of.UsernamePassword != nil {
		return of.UsernamePassword.TenantID
	}
	return "common"
}

func signIn(of client) error {
	login, err := of.login()
	if err != nil {
		return err
	}
	asked, err := of.First()
	if err != nil {
		return err
	}
	server, err := listen(asked.Resource(), "https://login.microsoftonline.com/"+of.tenant())
	if err != nil {
		return err
	}
	login.Set("encrypt", "disable") // It is on loopback.
	dsn := url.URL{Scheme: "sqlserver", Host: server.address(), RawQuery: login.Encode()}
	connector, err := azuread.NewConnector(dsn.String())
	if err != nil {
		return err
	}
	if _, err = connector.Connect(context.Background()); err != nil {
		return err
	}
	return server.tokenFault()
}

func main() { driver.Run(signIn) }
