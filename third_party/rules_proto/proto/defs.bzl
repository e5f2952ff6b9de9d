"""Bazel's own rule under the name that newer releases of rules_proto give it; see tools/bazel7."""

proto_library = native.proto_library
