"""The C++ rules, in C++17 wherever this repository is used."""

load(
    "@rules_cc//cc:defs.bzl",
    _cc_binary = "cc_binary",
    _cc_library = "cc_library",
    _cc_proto_library = "cc_proto_library",
    _cc_test = "cc_test",
)

# In this repository .bazelrc says it, for the rules of others as well.
_COPTS = ["-std=c++17"] if Label("//tools/build_defs:cc.bzl").workspace_name else []

def cc_binary(copts = [], **kwargs):
    _cc_binary(copts = _COPTS + copts, **kwargs)

def cc_library(copts = [], **kwargs):
    _cc_library(copts = _COPTS + copts, **kwargs)

def cc_test(copts = [], **kwargs):
    _cc_test(copts = _COPTS + copts, **kwargs)

cc_proto_library = _cc_proto_library
