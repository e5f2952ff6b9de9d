"""cc_archive: the objects of this repository's targets in one static archive, for other builds."""

load("@bazel_tools//tools/cpp:toolchain_utils.bzl", "find_cpp_toolchain")

def _objects(targets):
    """What the targets and all that they depend on are compiled to, fit for shared objects, too."""
    infos = [target[CcInfo] for target in targets]
    objects = []
    for input in cc_common.merge_cc_infos(cc_infos = infos).linking_context.linker_inputs.to_list():
        for library in input.libraries:
            objects += library.pic_objects
    return objects

def _cc_archive_impl(ctx):
    archive = ctx.actions.declare_file("lib%s.a" % ctx.label.name)
    theirs = {object: True for object in _objects(ctx.attr.without)}
    objects = [object for object in _objects(ctx.attr.libraries) if object not in theirs]
    arguments = ctx.actions.args()
    arguments.add("qcsD", archive)
    arguments.add_all(objects)
    toolchain = find_cpp_toolchain(ctx)
    ctx.actions.run(
        executable = toolchain.ar_executable,
        arguments = [arguments],
        inputs = depset(objects, transitive = [toolchain.all_files]),
        outputs = [archive],
        mnemonic = "CcArchive",
    )
    return [DefaultInfo(
        files = depset([archive]),
        runfiles = ctx.runfiles([archive]),
    )]

cc_archive = rule(
    implementation = _cc_archive_impl,
    attrs = {
        "libraries": attr.label_list(providers = [CcInfo], mandatory = True),
        "without": attr.label_list(
            providers = [CcInfo],
            doc = "Whose objects are in another archive.",
        ),
        "_cc_toolchain": attr.label(default = "@bazel_tools//tools/cpp:current_cc_toolchain"),
    },
    toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
)
