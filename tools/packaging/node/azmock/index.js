export { AzmockError } from './error.js';
export { binary } from './binary.js';
export { Fakes, fixture, serve } from './fakes.js';
