"""One cc_library per system library, its link flags asked of pkg-config."""

# Label -> pkg-config module. Headers are on the compiler's default path, so
# these targets carry link flags only: `includes` of /usr/include would break
# #include_next.
_MODULES = {
    "absl_base": "absl_base",
    "absl_flags": "absl_flags",
    "absl_flags_parse": "absl_flags_parse",
    "absl_flags_usage": "absl_flags_usage",
    "absl_flat_hash_map": "absl_flat_hash_map",
    "absl_flat_hash_set": "absl_flat_hash_set",
    "absl_hash": "absl_hash",
    "absl_status": "absl_status",
    "absl_statusor": "absl_statusor",
    "absl_str_format": "absl_str_format",
    "absl_strings": "absl_strings",
    "absl_time": "absl_time",
    "benchmark": "benchmark",
    "curl": "libcurl",
    "gmock": "gmock",
    "gmock_main": "gmock_main",
    "grpc++": "grpc++",
    "nlohmann_json": "nlohmann_json",
    "openssl": "openssl",
    "protobuf": "protobuf",
    "re2": "re2",
}

# Libraries for which Debian ships no .pc file.
_PLAIN = {
    "boost": [],
    "cli11": [],
    "grpc++_reflection": ["-lgrpc++_reflection"],
}

# Linked from their archives in optimised builds: loading some seventy shared
# libraries takes longer than all else that the tool does at its start. What these
# archives need beside each other stays shared.
_ARCHIVED = ["absl_", "grpc++", "protobuf"]
_SHARED = ["-latomic", "-lcrypto", "-ldl", "-lm", "-lrt", "-lssl", "-lz", "-pthread"]

# Of the C library itself, which stays shared.
_OF_C = ["-ldl", "-lm", "-lpthread", "-lrt"]

_ARCHIVES = """
filegroup(
    name = "archives",
    srcs = glob(["archives/*.a"]),
)
"""

# Modules that a library without a .pc file is built on.
_BUILT_ON = {
    "grpc++_reflection": ["grpc++", "protobuf"],
}

_TEMPLATE = """
cc_library(
    name = "{name}",
    defines = ["DEBIAN_STAMP_{stamp_name}={stamp}"],
    linkopts = {linkopts},
)
"""

_SELECT = """select({{
        "@azure_identity_cc//third_party/debian:optimised": {archives},
        "//conditions:default": {shared},
    }})"""

def _run(ctx, args, hint):
    result = ctx.execute(args)
    if result.return_code != 0:
        fail("%s failed: %s\n%s" % (" ".join(args), result.stderr.strip(), hint))
    return result.stdout.strip()

def _unique(flags):
    seen = {}
    for flag in flags:
        if flag:
            seen[flag] = True
    return seen.keys()

def _stamp(ctx):
    """A number that changes when a package does, so that an upgrade rebuilds."""
    versions = _run(
        ctx,
        ["sh", "-c", "dpkg-query -W -f '${Package} ${Version}\\n' 'lib*-dev' nlohmann-json3-dev | cksum | cut -d' ' -f1"],
        "These rules need Debian's dpkg-query.",
    )
    return versions

def _debian_libraries_impl(ctx):
    stamp = _stamp(ctx)
    build = ["package(default_visibility = [\"//visibility:public\"])"]
    for name, module in _MODULES.items():
        archives = _flags(ctx, [module], static = True)
        build.append(_library(name, _flags(ctx, [module]), archives, stamp))
    for name, linkopts in _PLAIN.items():
        archives = linkopts + _flags(ctx, _BUILT_ON.get(name, []), static = True)
        build.append(_library(name, linkopts, archives, stamp))
    build.append(_archives(ctx))
    ctx.file("BUILD", "\n".join(build))

def _archives(ctx):
    """The archives of all that has one, in a folder of their own, for programs of one file."""
    flags = _flags(ctx, [module for module in _MODULES.values() if module != "libcurl"], static = True)
    names = [flag[2:] for flag in flags if flag.startswith("-l") and flag not in _OF_C]
    for name in names + ["grpc++_reflection", "stdc++"]:
        file = "lib%s.a" % name
        found = _run(ctx, ["g++", "-print-file-name=" + file], "Run tools/setup.")
        if found != file:
            ctx.symlink(found, "archives/" + file)
    # Empty: such a program finds libcurl when it needs it.
    _run(ctx, ["ar", "rcs", "archives/libcurl.a"], "Run tools/setup.")
    return _ARCHIVES

def _flags(ctx, modules, static = False):
    """The linker's flags of pkg-config modules; with `static` those that archives need."""
    if not modules:
        return []
    flags = _run(
        ctx,
        ["pkg-config", "--libs"] + (["--static"] if static else []) + modules,
        "Run tools/setup: it installs the packages this build needs.",
    ).replace("-Wl,--push-state,--as-needed -latomic -Wl,--pop-state", "")
    return _unique(flags.split(" "))

def _library(name, linkopts, archives, stamp):
    if any([name.startswith(prefix) for prefix in _ARCHIVED]):
        linkopts = _SELECT.format(
            archives = ["-Wl,-Bstatic"] + [flag for flag in archives if flag not in _SHARED] +
                       ["-Wl,-Bdynamic"] + [flag for flag in archives if flag in _SHARED],
            shared = linkopts,
        )
    return _TEMPLATE.format(
        name = name,
        stamp_name = name.upper().replace("+", "X"),
        stamp = stamp,
        linkopts = linkopts,
    )

debian_libraries = repository_rule(
    implementation = _debian_libraries_impl,
    configure = True,
    environ = ["PKG_CONFIG_PATH"],
    local = True,
    doc = "Writes //:<name> for every library above. Re-evaluated when Bazel starts.",
)
