#!/bin/sh
# Makes every file in this folder anew, with the openssl command alone, so that
# what the library is tested against owes nothing to the library. Run it from
# anywhere. The keys guard nothing.
set -eu
cd "$(dirname "$0")"
rm -f ./*.pem ./*.pfx ./*.txt
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

PASSWORD='correct horse'
DAYS=36500

# --- A chain of three, and the leaf's key in every form -----------------------
ca() {  # ca NAME SUBJECT [ISSUER]
  openssl req -new -newkey rsa:2048 -nodes -keyout "$scratch/$1.key" -subj "/CN=$2" \
    -out "$scratch/$1.csr" 2>/dev/null
  printf 'basicConstraints=critical,CA:TRUE\n' > "$scratch/ca.ext"
  if [ $# = 3 ]; then
    signer="-CA $3.pem -CAkey $scratch/$3.key"
  else
    signer="-signkey $scratch/$1.key"
  fi
  # shellcheck disable=SC2086  # two options
  openssl x509 -req -in "$scratch/$1.csr" $signer -days $DAYS -set_serial 0x"$(openssl rand -hex 8)" \
    -extfile "$scratch/ca.ext" -out "$1.pem" 2>/dev/null
}
ca root 'Test Root'
ca intermediate 'Test Intermediate' root

openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key_pkcs8.pem 2>/dev/null
openssl req -new -key key_pkcs8.pem -subj '/CN=Test Leaf' -out "$scratch/leaf.csr"
openssl x509 -req -in "$scratch/leaf.csr" -CA intermediate.pem -CAkey "$scratch/intermediate.key" \
  -days $DAYS -set_serial 0x"$(openssl rand -hex 8)" -out leaf.pem 2>/dev/null

openssl rsa -in key_pkcs8.pem -traditional -out key_pkcs1.pem 2>/dev/null
encrypt() { openssl pkcs8 -topk8 -in key_pkcs8.pem -passout "pass:$PASSWORD" "$@"; }
encrypt -v2 aes-256-cbc -iter 70000 -out key_encrypted_aes.pem
encrypt -v1 PBE-SHA1-3DES -out key_encrypted_3des.pem
encrypt -v1 PBE-SHA1-RC2-40 -provider legacy -provider default -out key_encrypted_rc2.pem
encrypt -scrypt -out key_encrypted_scrypt.pem
traditional() { openssl rsa -in key_pkcs8.pem -traditional -passout "pass:$PASSWORD" "$@" 2>/dev/null; }
traditional -aes256 -out key_traditional_aes.pem
traditional -des -provider legacy -provider default -out key_traditional_des.pem

# --- Keys that are not the leaf's ---------------------------------------------
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out other_key.pem 2>/dev/null
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:512 -out small_key.pem 2>/dev/null
openssl req -x509 -new -key small_key.pem -subj '/CN=Small' -days $DAYS -out small.pem
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec_key.pem
openssl ec -in ec_key.pem -out ec_key_sec1.pem 2>/dev/null
openssl req -x509 -new -key ec_key.pem -subj '/CN=Test EC' -days $DAYS -out ec.pem

# --- PKCS#12 ------------------------------------------------------------------
pfx() {  # pfx NAME [openssl pkcs12 options]; a later option beats an earlier one
  name=$1
  shift
  openssl pkcs12 -export -inkey key_pkcs8.pem -in leaf.pem -passout "pass:$PASSWORD" \
    -out "$name.pfx" "$@"
}
cat intermediate.pem root.pem > "$scratch/chain.pem"
pfx modern
pfx modern_chain -certfile "$scratch/chain.pem"
pfx legacy -legacy
pfx legacy_chain -legacy -certfile "$scratch/chain.pem"
pfx windows -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1
pfx plain_bags -keypbe NONE -certpbe NONE
pfx no_mac -nomac
pfx no_certificate -nocerts
pfx no_key -nokeys
pfx empty_password -passout pass:
pfx unicode_password -passout 'pass:Größe ☂'
openssl pkcs12 -export -inkey ec_key.pem -in ec.pem -passout "pass:$PASSWORD" -out ec.pfx

# --- What openssl says of the leaf, and an assertion it signed ----------------
{
  openssl x509 -in leaf.pem -noout -fingerprint -sha1
  openssl x509 -in leaf.pem -noout -fingerprint -sha256
} > leaf_fingerprints.txt

base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
x5t=$(openssl x509 -in leaf.pem -outform DER | openssl sha1 -binary | openssl base64 -A)
printf '{"alg":"RS256","typ":"JWT","x5t":"%s"}' "$x5t" | base64url > "$scratch/signed"
printf . >> "$scratch/signed"
printf '{"aud":"%s","exp":%s,"iss":"%s","jti":"%s","nbf":%s,"sub":"%s"}' \
  'https://adfs.contoso.com/adfs/oauth2/token' 1800000600 00000000-0000-0000-0000-00000000000a \
  01234567-89ab-4cde-8f01-23456789abcd 1800000000 00000000-0000-0000-0000-00000000000a \
  | base64url >> "$scratch/signed"
{
  cat "$scratch/signed"
  printf .
  openssl dgst -sha256 -sign key_pkcs8.pem "$scratch/signed" | base64url
} > assertion_rs256.txt
