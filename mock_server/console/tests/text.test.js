import { curlOf } from './curl.js';
import { lineDiff } from './diff.js';
import { EventParser } from './event_stream.js';
import { certificateEnd, expiries } from './expiry.js';
import { claimText, decodeJwt } from './jwt.js';
import { prettyResponse, rawRequest, rawResponse } from './raw.js';
import { textproto, Word } from './textproto.js';
import { formatState, parseState } from './url_state.js';
import { entryOf } from './entries.js';
import { equal, test, throws } from './testing.js';

test('events that come in pieces are whole', () => {
  const parser = new EventParser();
  equal(parser.push(': connected\n\nid: 1\nda'), []);
  equal(parser.push('ta: {"a":1}\n\nevent: error\ndata: {}\n\nid'),
        [{ id: '1', data: '{"a":1}' }, { event: 'error', data: '{}' }]);
});

test('a diff keeps what is common', () => {
  equal(lineDiff('a\nb\nc', 'a\nx\nc\nd').map(({ sign, line }) => sign + line),
        [' a', '-b', '+x', ' c', '+d']);
});

test('the address has what is not as at first', () => {
  const state = parseState('?selected=3&code=AADSTS50&text=a+b');
  equal(state.view, 'exchanges');
  equal(formatState(state), '?selected=3&code=AADSTS50&text=a+b');
  equal(formatState(parseState('?view=none')), '');
  equal(formatState(parseState('?view=clock')), '?view=clock');
});

test('a token is taken apart, or it is said why not', () => {
  const part = (json) => btoa(JSON.stringify(json)).replaceAll('=', '');
  equal(decodeJwt(`${part({ alg: 'none' })}.${part({ sub: 'a' })}.`),
        { header: { alg: 'none' }, claims: { sub: 'a' } });
  throws(() => decodeJwt('abc'), 'a JWT has 3 parts, this has 1');
  throws(() => decodeJwt(`${part({})}.%.x`), 'the claims of the token are no JSON in base64url');
  equal(claimText('exp', 1769860800), '1769860800 (2026-01-31T12:00:00Z)');
  equal(claimText('roles', ['a']), '["a"]');
});

test('textproto has messages, repeated fields, maps and names of enums', () => {
  equal(textproto({ id: 'a"b', rules: [{ steps: { times: -1 } }], headers: new Map([['A', 'b']]),
                    kind: new Word('RESET'), none: undefined }),
        'id: "a\\"b"\nrules {\n  steps {\n    times: -1\n  }\n}\nheaders {\n  key: "A"\n' +
        '  value: "b"\n}\nkind: RESET\n');
});

test('an exchange is written as on the wire, as far as the journal has it', () => {
  const entry = entryOf({ response_headers: [{ name: 'Content-Type', value: 'application/json' }],
                          response_body: '{"error":"invalid_client"}' });
  equal(rawRequest(entry), 'POST /contoso.example/oauth2/v2.0/token HTTP/1.1\n' +
        'Host: login.microsoftonline.com\nContent-Type: <redacted>\n\n' +
        'client_id=a&client_secret=<redacted>&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default');
  equal(rawResponse(entry), 'HTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n' +
        '{"error":"invalid_client"}');
  equal(prettyResponse(entry), '401 Unauthorized\n{\n  "error": "invalid_client"\n}');
  equal(rawResponse(entryOf({ status: 0, fault: 'RESET' })), 'no answer: RESET');
});

test('curl asks again, with secrets from the environment', () => {
  equal(curlOf(entryOf({ header_names: ['Authorization'] })),
        'curl -sS -i "${AZURE_AUTHORITY_HOST%/}"\'/contoso.example/oauth2/v2.0/token\' \\\n' +
        '  -H "Authorization: Bearer $TOKEN" \\\n  --data-urlencode \'client_id=a\' \\\n' +
        '  --data-urlencode "client_secret=$AZURE_CLIENT_SECRET" \\\n' +
        '  --data-urlencode \'scope=https://graph.microsoft.com/.default\'\n');
  equal(curlOf(entryOf({ method: 'GET', host: '169.254.169.254', path: '/metadata', form: [],
                         header_names: ['Metadata'], query: [{ name: 'a', value: 'b' }] })),
        'curl -sS -i \'http://169.254.169.254/metadata?a=b\' \\\n  -H Metadata:true \\\n' +
        '  -x "$http_proxy"\n');
});

// Self-signed, of 2026 until 2030; nobody has its key.
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIH/MIGmAgEBMAoGCCqGSM49BAMCMAwxCjAIBgNVBAMMAWEwHhcNMjYwMTAxMDAw
MDAwWhcNMzAwMTAxMDAwMDAwWjAMMQowCAYDVQQDDAFhMFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAE0GzkDq08cBRJUSaG9rarqlcGf0WbXa7J5W5WgXMu0NuK0iaY
yuWbdaqUFtvJ/2Jpqai9q0Ih55lLYAkrYKWo5jAKBggqhkjOPQQDAgNIADBFAiEA
0iHqxGHPhHtgyLuYeu4INXYaKw7kMzuCL15p3xvbTf8CIDI77tHiPKjsbhHdLOSq
8VYHwab9gSeyTkyapWebDbkA
-----END CERTIFICATE-----`;

test('what expires is found, the first first', () => {
  equal(certificateEnd(CERTIFICATE), '2030-01-01T00:00:00Z');
  equal(certificateEnd('{{certificate}}'), '');
  const tenant = { id: 't', users: [{ name: 'ada', password_expires: '2026-03-01T00:00:00Z' }],
                   applications: [{ app_id: 'a', certificates: [CERTIFICATE],
                                    secrets: [{ not_after: '2026-02-01T00:00:00Z' }, { value: 's' }] }] };
  equal(expiries({ tenants: [tenant] }).map(({ what }) => what),
        ['a client secret of a', 'the password of ada', 'a certificate of a']);
});
