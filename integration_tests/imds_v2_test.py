#!/usr/bin/env python3
"""Version 2 of the metadata service at azmock serve, with openssl and curl as the client."""

import base64
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import unittest
from urllib.parse import urlsplit

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from azmock_process import Serve  # pylint: disable=wrong-import-position

HOST = """
hosts {
  kind: IMDS
  imds_v2 { state: AVAILABLE }
  identities { identity: "azmock-system" system_assigned: true }
  identities { identity: "azmock-user" }
}
"""
OWN = "a11ce000-0000-4000-8000-000000000003"
USER = "a11ce000-0000-4000-8000-000000000004"
MTLS_HOST = "westus2.mtlsauth.microsoft.com"

REQUEST = """
oid_section = oids
[req]
prompt = no
string_mask = utf8only
distinguished_name = name
attributes = attributes
[oids]
computeUnit = 1.3.6.1.4.1.311.90.2.10
[name]
DC = {tenant}
CN = {client}
[attributes]
computeUnit = '{unit}'
"""


def run(*command):
    return subprocess.run(command, capture_output=True, timeout=60, check=True).stdout


def write(folder, name, data):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())
    return path


class ImdsV2Test(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def serve(self, *args):
        return Serve("--config", write(self.folder, "hosts.textproto", HOST), *args)

    def imds(self, server, path, *args, query=""):
        """(status, body) of an operation of version 2."""
        url = urlsplit(server.ready["endpoints"]["imds"])
        out = run("curl", "-sS", "-w", "\n%{http_code}", *args,
                  f"{url.scheme}://{url.netloc}/metadata/identity/{path}"
                  f"?cred-api-version=2.0{query}").decode()
        body, _, status = out.rpartition("\n")
        return int(status), body

    def metadata(self, server, query=""):
        status, body = self.imds(server, "getplatformmetadata", "-H", "Metadata: true",
                                 query=query)
        self.assertEqual(status, 200, body)
        return json.loads(body)

    def request(self, metadata, **changes):
        """A certificate request in base64; its key is in key.pem."""
        fields = {"tenant": metadata["tenantId"], "client": metadata["clientId"],
                  "unit": json.dumps(metadata["cuId"])}
        fields.update(changes)
        config = write(self.folder, "request.cnf", REQUEST.format(**fields))
        return base64.b64encode(run(
            "openssl", "req", "-new", "-newkey", "rsa:2048", "-nodes", "-sha256",
            "-keyout", os.path.join(self.folder, "key.pem"), "-config", config,
            "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32",
            "-outform", "DER")).decode()

    def issue(self, server, csr, query=""):
        return self.imds(server, "issuecredential", "-H", "Metadata: true",
                         "-H", "Content-Type: application/json",
                         "-d", json.dumps({"csr": csr}), query=query)

    def certificate(self, server, query=""):
        """The answer, and the certificate's DER; cert.pem has it too."""
        status, body = self.issue(server, self.request(self.metadata(server, query)), query)
        self.assertEqual(status, 200, body)
        answer = json.loads(body)
        der = base64.b64decode(answer["certificate"])
        run("openssl", "x509", "-inform", "DER", "-in", write(self.folder, "cert.der", der),
            "-out", os.path.join(self.folder, "cert.pem"))
        return answer, der

    def ask_token(self, server, tenant, client, *args, **changes):
        """What the mutual-TLS endpoint answers."""
        form = {"grant_type": "client_credentials", "client_id": client,
                "scope": "https://vault.azure.net/.default", "token_type": "mtls_pop", **changes}
        fields = [arg for name, value in form.items() for arg in ("-d", f"{name}={value}")]
        return json.loads(run(
            "curl", "-sS", "--cacert", server.ready["ca_file"],
            "--connect-to", f"{MTLS_HOST}:443:{server.ready['address']}", *args, *fields,
            f"https://{MTLS_HOST}/{tenant}/oauth2/v2.0/token"))

    def ask_with_certificate(self, server, answer, **changes):
        return self.ask_token(
            server, answer["tenant_id"], answer["client_id"],
            "--cert", os.path.join(self.folder, "cert.pem"),
            "--key", os.path.join(self.folder, "key.pem"), **changes)

    def claims(self, token):
        payload = token["access_token"].split(".")[1]
        return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))

    def test_a_certificate_request_leads_to_a_token_that_is_bound_to_it(self):
        with self.serve() as server:
            answer, der = self.certificate(server)
            self.assertEqual(answer["client_id"], OWN)
            self.assertEqual(answer["identity_type"], "SystemAssigned")
            self.assertEqual(answer["mtls_authentication_endpoint"], f"https://{MTLS_HOST}")
            verified = run("openssl", "verify", "-x509_strict", "-purpose", "sslclient",
                           "-CAfile", server.ready["ca_file"],
                           os.path.join(self.folder, "cert.pem"))
            self.assertIn(b"cert.pem: OK", verified)
            token = self.ask_with_certificate(server, answer)
            self.assertEqual(token["token_type"], "mtls_pop")
            claims = self.claims(token)
            digest = base64.urlsafe_b64encode(hashlib.sha256(der).digest()).decode().rstrip("=")
            self.assertEqual(claims["cnf"], {"x5t#S256": digest})
            self.assertEqual(claims["appid"], OWN)
            bearer = self.ask_with_certificate(server, answer, token_type="bearer")
            self.assertEqual(bearer["token_type"], "Bearer")
            self.assertNotIn("cnf", self.claims(bearer))

    def test_a_user_assigned_identity_has_its_own(self):
        with self.serve() as server:
            answer, _ = self.certificate(server, f"&client_id={USER}")
            self.assertEqual(answer["client_id"], USER)
            self.assertEqual(answer["identity_type"], "UserAssigned")
            self.assertEqual(
                self.claims(self.ask_with_certificate(server, answer))["appid"], USER)
            wrong = self.ask_with_certificate(server, {**answer, "client_id": OWN})
            self.assertEqual(wrong["error_codes"], [700030])

    def test_the_token_endpoint_wants_that_certificate(self):
        with self.serve() as server:
            answer, _ = self.certificate(server)
            missing = self.ask_token(server, answer["tenant_id"], OWN)
            self.assertEqual((missing["error"], missing["error_codes"]),
                             ("invalid_request", [392200]))
            run("openssl", "req", "-x509", "-new", "-key", os.path.join(self.folder, "key.pem"),
                "-subj", f"/DC={answer['tenant_id']}/CN={OWN}",
                "-out", os.path.join(self.folder, "cert.pem"))
            self.assertEqual(self.ask_with_certificate(server, answer)["error_codes"], [700027])

    def test_a_certificate_ends_on_the_fakes_clock(self):
        with self.serve("--clock", "frozen") as server:
            answer, _ = self.certificate(server)
            for by, code in (("168h", 1000901), ("168h", 392204)):
                server.curl("/_mock/v1/AdvanceClock", "-d", json.dumps({"duration": by}))
                self.assertEqual(self.ask_with_certificate(server, answer)["error_codes"], [code])

    def test_what_is_wrong_with_a_request_is_said(self):
        with self.serve() as server:
            metadata = self.metadata(server)
            for changes, text in ((dict(client=USER), "The subject of the csr is not CN="),
                                  (dict(tenant="other"), "The subject of the csr is not CN="),
                                  (dict(unit="{}"), "The attribute 1.3.6.1.4.1.311.90.2.10")):
                status, body = self.issue(server, self.request(metadata, **changes))
                self.assertEqual(status, 400)
                self.assertTrue(json.loads(body)["error_description"].startswith(text), body)
            der = bytearray(base64.b64decode(self.request(metadata)))
            der[-1] ^= 1
            status, body = self.issue(server, base64.b64encode(der).decode())
            self.assertEqual(status, 400)
            self.assertIn("The signature of the csr is not valid", body)
            self.assertIn("Identity not found", self.issue(server, "x", "&client_id=other")[1])

    def test_a_probe_without_the_header_tells_the_versions_apart(self):
        with self.serve() as server:
            self.assertEqual(self.imds(server, "getplatformmetadata")[0], 400)
        with Serve() as server:
            self.assertEqual(self.imds(server, "getplatformmetadata"),
                             (404, '{"error":"Not found"}'))


if __name__ == "__main__":
    unittest.main()
