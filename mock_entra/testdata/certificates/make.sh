#!/bin/sh
# Makes every file in this folder anew, with the openssl command alone. Run it from
# anywhere; then record the scenarios again, whose golden texts name thumbprints.
# The keys guard nothing.
set -eu
cd "$(dirname "$0")"
rm -f ./*.pem ./*.pfx
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

PASSWORD='correct horse'
# Before every scenario's time, and long after.
FROM=20200101000000Z
UNTIL=21000101000000Z

cat > "$scratch/ca.cnf" <<CONFIG
[ca]
default_ca = it
[it]
database = $scratch/index.txt
new_certs_dir = $scratch
default_md = sha256
policy = any
serial = $scratch/serial
unique_subject = no
[any]
commonName = supplied
[req]
distinguished_name = name
[name]
[leaf]
basicConstraints = CA:FALSE
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
CONFIG
: > "$scratch/index.txt"

rsa_key() { openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$1" 2>/dev/null; }

# certify NAME KEY COMMON_NAME EXTENSIONS [ISSUER]: NAME.pem; its own issuer by default.
certify() {
  openssl req -new -config "$scratch/ca.cnf" -key "$2" -subj "/CN=$3" -out "$scratch/csr"
  if [ $# = 5 ]; then
    signer="-cert $5.pem -keyfile $scratch/$5.key"
  else
    signer="-selfsign -keyfile $2"
  fi
  # shellcheck disable=SC2086  # several options
  openssl ca -batch -notext -create_serial -config "$scratch/ca.cnf" $signer -in "$scratch/csr" \
    -startdate "${START:-$FROM}" -enddate "${END:-$UNTIL}" -extensions "$4" -out "$1.pem" \
    2>/dev/null
}

# --- An application's own certificate, registered as app_certificate.pem ---------
rsa_key "$scratch/app.key"
certify app_certificate "$scratch/app.key" 'Nightly backup' leaf
cp "$scratch/app.key" app_key.pem
cat app_certificate.pem app_key.pem > app.pem
{
  openssl rsa -in app_key.pem -traditional 2>/dev/null
  cat app_certificate.pem
} > app_key_first.pem
openssl pkcs8 -topk8 -in app_key.pem -passout "pass:$PASSWORD" -out "$scratch/encrypted.key"
cat app_certificate.pem "$scratch/encrypted.key" > app_encrypted.pem
pfx() {  # pfx NAME [openssl pkcs12 options]
  name=$1
  shift
  openssl pkcs12 -export -inkey app_key.pem -in app_certificate.pem -passout "pass:$PASSWORD" \
    -out "$name.pfx" "$@"
}
pfx app
pfx app_legacy -legacy
pfx app_no_password -passout pass:

# --- What is no use -----------------------------------------------------------
# Never registered.
rsa_key "$scratch/other.key"
certify other_certificate "$scratch/other.key" 'Nightly backup' leaf
cat other_certificate.pem "$scratch/other.key" > other.pem
# One's certificate and the other's key; two keys; no RSA key; no longer valid.
cat app_certificate.pem "$scratch/other.key" > mismatched.pem
cat app.pem "$scratch/other.key" > two_keys.pem
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$scratch/ec.key"
certify ec_certificate "$scratch/ec.key" 'Nightly backup' leaf
cat ec_certificate.pem "$scratch/ec.key" > ec.pem
END=20210101000000Z certify expired_certificate "$scratch/other.key" 'Nightly backup' leaf
cat expired_certificate.pem "$scratch/other.key" > expired.pem
head -c 600 app_certificate.pem > truncated.pem
head -c 600 app.pfx > truncated.pfx

# --- Subject name and issuer: a chain of three, and the same name from elsewhere --
for authority in root foreign_root; do
  rsa_key "$scratch/$authority.key"
  certify $authority "$scratch/$authority.key" 'Contoso Root' authority
done
rsa_key "$scratch/intermediate.key"
certify intermediate "$scratch/intermediate.key" 'Contoso Issuing' authority root
rsa_key "$scratch/chain.key"
certify chain_leaf "$scratch/chain.key" 'backup.contoso.com' leaf intermediate
# Any order will do.
cat intermediate.pem chain_leaf.pem root.pem "$scratch/chain.key" > chain.pem
rsa_key "$scratch/renewed.key"
certify renewed_leaf "$scratch/renewed.key" 'backup.contoso.com' leaf intermediate
cat renewed_leaf.pem intermediate.pem root.pem "$scratch/renewed.key" > chain_renewed.pem
certify foreign_leaf "$scratch/other.key" 'backup.contoso.com' leaf foreign_root
cat foreign_leaf.pem foreign_root.pem "$scratch/other.key" > chain_foreign.pem
