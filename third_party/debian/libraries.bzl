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

_TEMPLATE = """
cc_library(
    name = "{name}",
    defines = ["DEBIAN_STAMP_{stamp_name}={stamp}"],
    linkopts = {linkopts},
)
"""

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
        flags = _run(
            ctx,
            ["pkg-config", "--libs", module],
            "Run tools/setup: it installs the packages this build needs.",
        ).replace("-Wl,--push-state,--as-needed -latomic -Wl,--pop-state", "")
        build.append(_library(name, _unique(flags.split(" ")), stamp))
    for name, linkopts in _PLAIN.items():
        build.append(_library(name, linkopts, stamp))
    ctx.file("BUILD", "\n".join(build))

def _library(name, linkopts, stamp):
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
