"""unity_binary: a program that is compiled a folder at a time.

Most of a compilation's time goes into the headers that it includes. A folder's sources share most of
them, and read them once where they are one translation unit; libraries that many programs share are
compiled a source at a time, so that a change costs no more than it must.
"""

load("@bazel_tools//tools/cpp:toolchain_utils.bzl", "find_cpp_toolchain")

# A folder with fewer sources is worth no reading of the headers.
_FEW = 8

_Sources = provider(
    doc = "The sources below a target, by folder.",
    fields = {"libraries": "depset of struct(label, sources, defines, context)"},
)

def _sources_impl(target, ctx):
    own = []
    if ctx.rule.kind == "cc_library":
        files = ctx.rule.files.srcs
        compiled = [file for file in files if file.extension == "cc"]

        # What is generated is left to its own rules, and what they say about warnings.
        if compiled and all([file.is_source for file in compiled]) and not compiled[0].owner.workspace_name:
            own.append(struct(
                label = target.label,
                sources = tuple(compiled),
                defines = tuple(ctx.rule.attr.local_defines),
                context = target[CcInfo].compilation_context,
            ))
    below = [dep[_Sources].libraries for dep in getattr(ctx.rule.attr, "deps", []) if _Sources in dep]
    return [_Sources(libraries = depset(own, transitive = below))]

_sources = aspect(implementation = _sources_impl, attr_aspects = ["deps"])

def _by_folder(libraries):
    """The libraries by folder; a folder of few sources is part of the one above it."""
    units = {}
    for library in libraries:
        units.setdefault(library.label.package, []).append(library)
    for folder in reversed(sorted(units)):
        above = folder.rpartition("/")[0]
        if above and len([file for library in units[folder] for file in library.sources]) < _FEW:
            units.setdefault(above, []).extend(units.pop(folder))
    return units

def _unit(ctx, folder, libraries, toolchain, features):
    """Compiles a folder's sources as one; the objects."""
    sources = [file for library in libraries for file in library.sources]
    unit = ctx.actions.declare_file("%s_units/%s.cc" % (ctx.label.name, folder.replace("/", "_")))
    ctx.actions.write(unit, "".join(sorted(["#include \"%s\"\n" % file.path for file in sources])))
    _, objects = cc_common.compile(
        name = "%s_%s" % (ctx.label.name, folder.replace("/", "_")),
        actions = ctx.actions,
        feature_configuration = features,
        cc_toolchain = toolchain,
        srcs = [unit],
        local_defines = {each: None for library in libraries for each in library.defines}.keys(),
        # Nobody else includes a unit.
        user_compile_flags = ["-std=c++17", "-Wno-subobject-linkage"],
        compilation_contexts = [library.context for library in libraries] +
                               [cc_common.create_compilation_context(headers = depset(sources))],
    )
    return objects

def _unity_binary_impl(ctx):
    toolchain = find_cpp_toolchain(ctx)
    features = cc_common.configure_features(
        ctx = ctx,
        cc_toolchain = toolchain,
        requested_features = ctx.features,
        unsupported_features = ctx.disabled_features,
    )
    libraries = depset(transitive = [dep[_Sources].libraries for dep in ctx.attr.deps]).to_list()
    units = _by_folder(libraries)
    objects = [_unit(ctx, folder, units[folder], toolchain, features) for folder in sorted(units)]

    # What is not compiled here is linked as its own rules have it.
    compiled_here = {library.label: True for library in libraries}
    inputs = [
        each
        for dep in ctx.attr.deps
        for each in dep[CcInfo].linking_context.linker_inputs.to_list()
    ]
    kept = [each for each in inputs if each.owner not in compiled_here]
    linked = cc_common.link(
        name = ctx.label.name,
        actions = ctx.actions,
        feature_configuration = features,
        cc_toolchain = toolchain,
        compilation_outputs = cc_common.merge_compilation_outputs(compilation_outputs = objects),
        linking_contexts = [cc_common.create_linking_context(linker_inputs = depset(kept))],
        user_link_flags = [flag for each in inputs if each.owner in compiled_here for flag in each.user_link_flags],
        output_type = "executable",
    )
    return [DefaultInfo(executable = linked.executable, files = depset([linked.executable]))]

unity_binary = rule(
    doc = "Makes of a program's libraries the program that cc_binary makes of them.",
    implementation = _unity_binary_impl,
    attrs = {
        "deps": attr.label_list(doc = "As cc_binary's.", providers = [CcInfo], aspects = [_sources]),
        "_cc_toolchain": attr.label(default = "@bazel_tools//tools/cpp:current_cc_toolchain"),
    },
    executable = True,
    fragments = ["cpp"],
    toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
)
