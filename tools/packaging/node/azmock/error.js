export class AzmockError extends Error {
  constructor(code, message, options) {
    super(message, options);
    this.name = 'AzmockError';
    this.code = code;
  }
}
