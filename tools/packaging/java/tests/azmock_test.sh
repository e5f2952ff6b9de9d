#!/bin/bash
# The Java package with nothing but Java and Debian's JUnit 5.
set -euo pipefail
cd tools/packaging/java
export AZMOCK=$TEST_SRCDIR/azure_identity_cc/tools/azmock_cli/azmock
junit=/usr/share/java/junit-platform-console-standalone.jar
javac -d "$TEST_TMPDIR" -cp "$junit" azmock/*.java tests/*.java
exec java -cp "$junit:$TEST_TMPDIR" org.junit.platform.console.ConsoleLauncher \
  --scan-classpath "$TEST_TMPDIR" --fail-if-no-tests --disable-banner
