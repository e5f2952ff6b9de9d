// Judges an access token by what its issuer publishes, as a service does that uses jose.

import {createRemoteJWKSet, jwtVerify} from 'jose';
import {run} from './driver.mjs';

async function published(issuer) {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  return (await fetch(url)).json();
}

await run(async ({issuer, audience, token}) => {
  const metadata = await published(issuer);
  return jwtVerify(token, createRemoteJWKSet(new URL(metadata.jwks_uri)), {
    issuer: metadata.issuer, audience, algorithms: metadata.id_token_signing_alg_values_supported,
  });
});
