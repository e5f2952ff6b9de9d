// Where the program is.

import { accessSync, constants, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { AzmockError } from './error.js';

const PLATFORM = `azmock-${process.platform}-${process.arch}`;
// What npm puts on PATH is this package's command, which would look for the program here again.
const OWN_COMMAND = /\/node_modules\/(\.bin|azmock)\//;

function inPlatformPackage() {
  try {
    return createRequire(import.meta.url).resolve(`${PLATFORM}/bin/azmock`);
  } catch {
    return undefined;
  }
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    return false;
  }
  return ![file, realpathSync(file)].some((name) => OWN_COMMAND.test(name));
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, 'azmock')).find(isProgram);
}

export function binary() {
  const found = inPlatformPackage() ?? (process.env.AZMOCK || onPath());
  if (!found) {
    throw new AzmockError('', `there is no azmock: neither as the package ${PLATFORM}, which comes `
      + 'with this one where npm installs optional dependencies, nor as $AZMOCK, nor on PATH');
  }
  return found;
}
