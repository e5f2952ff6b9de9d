// What directory.textproto has.
export const TENANT = '7d2f1c34-5b68-4a90-8e12-3c4d5e6f7a80';
export const CLIENT = '4c8f0e7a-93b1-4d25-a6c7-18e2f3a4b5c6';
export const SERVICE = '6ea02f9c-15d3-4f47-88e9-3a0415c6d7e8';
export const SECRET = 's3cret~value';
export const USERNAME = 'avery@contoso.example';
export const PASSWORD = 'correct horse battery staple';
export const SCOPE = 'https://graph.microsoft.com/User.Read';
// Nothing listens there: the tests read the code from the address.
export const REDIRECT = 'http://localhost:8400/callback';
