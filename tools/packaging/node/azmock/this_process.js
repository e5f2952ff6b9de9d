// Makes this process one that meets the fakes.

import tls from 'node:tls';

import { AzmockError } from './error.js';

// What would lead a credential elsewhere, or is another's.
const LEADING = /^(AZURE|IDENTITY|IMDS|MSI|SYSTEM)_/;

let led = false;

// Sets the environment and trusts the certificate; returns what undoes it.
export function lead(environment, certificate) {
  if (led) {
    throw new AzmockError('FAILED_PRECONDITION', 'this process meets other fakes already, and has '
      + 'one environment: close those first; tests with fixture() or install() run one after the '
      + 'other, or in processes of their own');
  }
  led = true;
  const undo = [setEnvironment(environment), trust(certificate)];
  return () => {
    for (const step of undo.splice(0)) step();
    led = false;
  };
}

function setEnvironment(environment) {
  const before = { ...process.env };
  for (const name of Object.keys(before)) {
    if (LEADING.test(name)) delete process.env[name];
  }
  Object.assign(process.env, environment);
  return () => {
    for (const name of Object.keys(process.env)) delete process.env[name];
    Object.assign(process.env, before);
  };
}

// NODE_EXTRA_CA_CERTS is read only when a process starts.
function trust(certificate) {
  if (tls.setDefaultCACertificates) {
    const before = tls.getCACertificates('default');
    tls.setDefaultCACertificates([...before, certificate]);
    return () => tls.setDefaultCACertificates(before);
  }
  // Before Node.js 22.19: all connections take their context from here.
  const { createSecureContext } = tls;
  tls.createSecureContext = (options) => {
    const made = createSecureContext(options);
    if (!options?.ca) made.context.addCACert(certificate);
    return made;
  };
  return () => {
    tls.createSecureContext = createSecureContext;
  };
}
