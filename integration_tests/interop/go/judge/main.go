// Judges an access token by what its issuer publishes, as a service does that uses go-oidc.
package main

import (
	"context"

	"interop/driver"

	"github.com/coreos/go-oidc/v3/oidc"
)

type asked struct {
	Issuer   string `json:"issuer"`
	Audience string `json:"audience"`
	Token    string `json:"token"`
}

func main() {
	driver.Run(func(asked asked) error {
		ctx := context.Background()
		issuer, err := oidc.NewProvider(ctx, asked.Issuer)
		if err != nil {
			return err
		}
		verifier := issuer.VerifierContext(ctx, &oidc.Config{ClientID: asked.Audience})
		_, err = verifier.Verify(ctx, asked.Token)
		return err
	})
}
