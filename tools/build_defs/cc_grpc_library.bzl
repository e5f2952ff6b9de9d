"""cc_grpc_library: the gRPC service code of one .proto file."""

load("//tools/build_defs:cc.bzl", "cc_library")

def cc_grpc_library(name, proto, deps, imports = [], **kwargs):
    """Generates and compiles `proto`'s gRPC stubs with the system's plugin.

    Args:
      name: the library's name.
      proto: the .proto file, a label in the calling package.
      deps: the cc_proto_library of the messages.
      imports: the .proto files that it imports from other packages.
      **kwargs: passed to cc_library (visibility and the like).
    """
    stem = proto[:-len(".proto")]
    path = "%s/%s" % (native.package_name(), proto)

    # From another workspace this repository is a folder of it.
    folder = "external/%s" % native.repository_name()[1:] if native.repository_name() != "@" else "."
    outs = [stem + ".grpc.pb.h", stem + ".grpc.pb.cc"]
    native.genrule(
        name = name + "_codegen",
        srcs = native.glob(["*.proto"]) + imports,
        outs = outs,
        cmd = " ".join([
            "$(execpath @debian_bin//:protoc)",
            "--plugin=protoc-gen-grpc=$(execpath @debian_bin//:grpc_cpp_plugin)",
            "--grpc_out=$(GENDIR)/" + folder,
            "-I%s -I/usr/include" % folder,
            path,
        ]),
        tools = [
            "@debian_bin//:protoc",
            "@debian_bin//:grpc_cpp_plugin",
        ],
    )
    cc_library(
        name = name,
        srcs = [outs[1]],
        hdrs = [outs[0]],
        deps = deps + ["@debian//:grpc++"],
        **kwargs
    )
