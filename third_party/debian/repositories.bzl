"""Repositories that stand for Debian's packages; nothing here reaches the network."""

load("//third_party/debian:folder.bzl", "folder_repository")
load("//third_party/debian:libraries.bzl", "debian_libraries")

_RULES = "/usr/share/bazel/rules"
_TOOLS = "/usr/share/bazel/tools"

def debian_repositories():
    """Defines what a workspace that uses this repository has not defined itself."""
    _missing(folder_repository, name = "rules_cc", anchor = Label("//third_party/rules_cc:WORKSPACE"))
    _missing(native.local_repository, name = "rules_java", path = _RULES + "/java")
    _missing(native.local_repository, name = "rules_proto", path = _RULES + "/proto")
    _missing(native.local_repository, name = "bazel_skylib", path = _TOOLS + "/skylib")
    _missing(native.local_repository, name = "platforms", path = _TOOLS + "/platforms")
    _missing(
        folder_repository,
        name = "remote_coverage_tools",
        anchor = Label("//third_party/remote_coverage_tools:WORKSPACE"),
    )
    _missing(
        folder_repository,
        name = "com_google_protobuf",
        anchor = Label("//third_party/protobuf:WORKSPACE"),
    )
    _missing(
        native.new_local_repository,
        name = "debian_bin",
        path = "/usr/bin",
        build_file = "@azure_identity_cc//third_party/debian:bin.BUILD",
    )
    _missing(
        native.new_local_repository,
        name = "debian_proto",
        path = "/usr/include",
        build_file = "@azure_identity_cc//third_party/debian:proto.BUILD",
    )
    _missing(debian_libraries, name = "debian")

def _missing(rule, name, **kwargs):
    if not native.existing_rule(name):
        rule(name = name, **kwargs)
