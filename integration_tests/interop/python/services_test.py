"""Microsoft's clients of Key Vault and Blob Storage, under the services' own names."""

import json
import os
import unittest
import urllib.request

from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.identity import ClientSecretCredential
from azure.keyvault.secrets import SecretClient
from azure.storage.blob import BlobServiceClient

# What directory.textproto has.
TENANT = "7d2f1c34-5b68-4a90-8e12-3c4d5e6f7a80"
CLIENT = "6ea02f9c-15d3-4f47-88e9-3a0415c6d7e8"
SECRET = "s3cret~value"


def assign_role(role, scope="/"):
    assignment = {"principal": CLIENT, "role": role, "scope": scope}
    directory = {"tenants": [{"id": TENANT, "role_assignments": [assignment]}]}
    request = urllib.request.Request(os.environ["AZMOCK_ADMIN"] + "/MergeDirectory",
                                     json.dumps({"directory": directory}).encode())
    with urllib.request.urlopen(request, timeout=30):
        pass


class ServicesTest(unittest.TestCase):
    def setUp(self):
        self.credential = ClientSecretCredential(TENANT, CLIENT, SECRET)
        self.addCleanup(self.credential.close)

    def test_a_secret_is_refused_without_the_role_and_read_with_it(self):
        with SecretClient("https://contoso-kv.vault.azure.net", self.credential) as client:
            with self.assertRaises(HttpResponseError) as refused:
                client.get_secret("pw")
            self.assertEqual(refused.exception.status_code, 403)
            self.assertEqual(refused.exception.error.innererror["code"], "ForbiddenByRbac")
            self.assertIn("Caller is not authorized to perform action on resource",
                          refused.exception.message)

            assign_role("Key Vault Secrets User")
            self.assertEqual(client.get_secret("pw").value, "hunter2")
            self.assertEqual([one.name for one in client.list_properties_of_secrets()], ["pw"])
            with self.assertRaises(ResourceNotFoundError) as missing:
                client.get_secret("nothing")
            self.assertEqual(missing.exception.error.code, "SecretNotFound")

    def test_a_blob_is_refused_without_the_role_and_read_with_it(self):
        account = "https://contosoblobs.blob.core.windows.net"
        with BlobServiceClient(account, self.credential) as client:
            letters = client.get_container_client("letters")
            letter = letters.get_blob_client("to/avery.txt")
            with self.assertRaises(HttpResponseError) as refused:
                letter.download_blob()
            self.assertEqual(refused.exception.status_code, 403)
            self.assertEqual(refused.exception.error_code, "AuthorizationPermissionMismatch")
            self.assertIn("not authorized to perform this operation using this permission",
                          refused.exception.message)

            assign_role("Storage Blob Data Reader")
            self.assertEqual(letter.download_blob().readall(), b"Dear Avery")
            self.assertEqual(letter.get_blob_properties().size, 10)
            self.assertEqual(letter.download_blob(offset=5, length=3).readall(), b"Ave")
            self.assertEqual([blob.name for blob in letters.list_blobs()], ["to/avery.txt"])
            with self.assertRaises(ResourceNotFoundError) as missing:
                letters.download_blob("nothing")
            self.assertEqual(missing.exception.error_code, "BlobNotFound")


if __name__ == "__main__":
    unittest.main()
