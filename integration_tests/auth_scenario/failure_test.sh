#!/bin/bash
# The log of a failing auth_scenario_test says what the fakes saw and why they refused.
set -u
log=$(integration_tests/auth_scenario/failing "https://vault.azure.net/.default" 2>&1)
status=$?
fail() {
  printf '%s\n' "$*" "$log" >&2
  exit 1
}
[ "$status" = 1 ] || fail "it ended with $status"
for text in "AADSTS7000215: Invalid client secret provided." "What the fakes saw:" \
  "401 invalid_client AADSTS7000215" "what to do:"; do
  [[ $log == *"$text"* ]] || fail "the log lacks: $text"
done
