"""debian: the repositories that stand for Debian's packages, for Bazel's modules."""

load("@bazel_tools//tools/build_defs/repo:local.bzl", "new_local_repository")
load("//third_party/debian:folder.bzl", "folder_repository")
load("//third_party/debian:libraries.bzl", "debian_libraries")

def _debian_impl(_ctx):
    debian_libraries(name = "debian")
    folder_repository(
        name = "com_google_protobuf",
        anchor = Label("//third_party/protobuf:WORKSPACE"),
    )
    new_local_repository(
        name = "debian_bin",
        path = "/usr/bin",
        build_file = Label("//third_party/debian:bin.BUILD"),
    )
    new_local_repository(
        name = "debian_proto",
        path = "/usr/include",
        build_file = Label("//third_party/debian:proto.BUILD"),
    )

debian = module_extension(implementation = _debian_impl)
