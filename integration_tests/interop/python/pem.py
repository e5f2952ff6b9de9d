"""A scenario's certificate in the parts that MSAL and ADAL want."""

import base64
import re

from cryptography import x509
from cryptography.hazmat.primitives import hashes

import driver


def parts(of):
    """Its text, the private key in it, and the certificate's thumbprint."""
    try:
        text = base64.b64decode(of["certificate"]["data"]).decode()
    except UnicodeDecodeError as error:
        raise driver.Inexpressible("its certificate is no PEM") from error
    [key] = re.findall(r"-----BEGIN \w*\s?PRIVATE KEY-----.*?PRIVATE KEY-----", text, re.DOTALL)
    thumbprint = x509.load_pem_x509_certificate(text.encode()).fingerprint(hashes.SHA1()).hex()
    return text, key, thumbprint
