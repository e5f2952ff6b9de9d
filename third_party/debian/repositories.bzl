"""Repositories that stand for Debian's packages; nothing here reaches the network."""

load("//third_party/debian:libraries.bzl", "debian_libraries")

_RULES = "/usr/share/bazel/rules"
_TOOLS = "/usr/share/bazel/tools"

def debian_repositories():
    native.local_repository(name = "rules_cc", path = "third_party/rules_cc")
    native.local_repository(name = "rules_java", path = _RULES + "/java")
    native.local_repository(name = "rules_proto", path = _RULES + "/proto")
    native.local_repository(name = "bazel_skylib", path = _TOOLS + "/skylib")
    native.local_repository(name = "platforms", path = _TOOLS + "/platforms")
    native.local_repository(name = "remote_coverage_tools", path = "third_party/remote_coverage_tools")
    native.local_repository(name = "com_google_protobuf", path = "third_party/protobuf")
    native.new_local_repository(
        name = "debian_bin",
        path = "/usr/bin",
        build_file = "//third_party/debian:bin.BUILD",
    )
    native.new_local_repository(
        name = "debian_proto",
        path = "/usr/include",
        build_file = "//third_party/debian:proto.BUILD",
    )
    debian_libraries(name = "debian")
