#!/usr/bin/env node
// `npx azmock`: the program itself.

import { spawn } from 'node:child_process';

import { binary } from './binary.js';

function fail(error) {
  console.error(`azmock: ${error.message}`);
  process.exit(3);
}

function run() {
  const program = spawn(binary(), process.argv.slice(2), { stdio: 'inherit' });
  const signals = ['SIGHUP', 'SIGINT', 'SIGTERM'];
  for (const signal of signals) process.on(signal, () => program.kill(signal));
  program.on('error', fail);
  program.on('exit', (code, signal) => {
    for (const name of signals) process.removeAllListeners(name);
    if (signal) process.kill(process.pid, signal);
    else process.exitCode = code;
  });
}

try {
  run();
} catch (error) {
  fail(error);
}
