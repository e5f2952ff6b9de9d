"""auth_scenario_test: a program of any language meets the fakes as a test."""

def _quoted(text):
    return "'" + text.replace("'", "'\\''") + "'"

def _path(file):
    # From the folder where tests begin, which is that of the workspace in the runfiles.
    return _quoted(file.short_path)

def _arguments(ctx):
    arguments = []
    for scenario in ctx.attr.scenarios:
        arguments += ["--scenario", _quoted(scenario)]
    for file in ctx.files.scenario_files:
        arguments += ["--scenario", _path(file)]
    for file in ctx.files.configs:
        arguments += ["--config", _path(file)]
    if ctx.file.expect:
        arguments += ["--expect", _path(ctx.file.expect)]
    if ctx.attr.without_namespaces:
        arguments.append("--env")
    return arguments

_SCRIPT = """#!/bin/sh
exec {azmock} run {arguments} ${{TEST_UNDECLARED_OUTPUTS_DIR:+--journal "$TEST_UNDECLARED_OUTPUTS_DIR/journal.jsonl"}} -- {binary} "$@"
"""

def _auth_scenario_test_impl(ctx):
    script = ctx.actions.declare_file(ctx.label.name)
    ctx.actions.write(
        script,
        _SCRIPT.format(
            azmock = _path(ctx.executable._azmock),
            arguments = " ".join(_arguments(ctx)),
            binary = _path(ctx.executable.binary),
        ),
        is_executable = True,
    )
    files = ctx.files.scenario_files + ctx.files.configs + ctx.files.data
    if ctx.file.expect:
        files.append(ctx.file.expect)
    runfiles = ctx.runfiles(files = files)
    for target in [ctx.attr.binary, ctx.attr._azmock] + ctx.attr.data:
        runfiles = runfiles.merge(target[DefaultInfo].default_runfiles)
    return [
        DefaultInfo(executable = script, runfiles = runfiles),
        testing.TestEnvironment(ctx.attr.env),
    ]

auth_scenario_test = rule(
    implementation = _auth_scenario_test_impl,
    test = True,
    doc = """Runs `binary` as `azmock run` does, with a server of its own, and passes if it exits with 0
or, if something is expected, if that comes to pass. The log of a failure says what the fakes saw
and why they refused; the journal is among the test's outputs. Any number can run at once.
""",
    attrs = {
        "binary": attr.label(
            mandatory = True,
            executable = True,
            cfg = "target",
            doc = "The program; it needs no change. `args` are passed to it.",
        ),
        "scenarios": attr.string_list(doc = "IDs of scenarios that come with azmock: their rules are played, and the program is their client."),
        "scenario_files": attr.label_list(
            allow_files = [".textproto"],
            doc = "Scenarios of one's own.",
        ),
        "configs": attr.label_list(
            allow_files = [".textproto"],
            doc = "Directories of one's own: tenants, applications, users, hosts.",
        ),
        "expect": attr.label(
            allow_single_file = True,
            doc = "What must come to pass, as tools/azmock_cli/run/expect.proto has it.",
        ),
        "without_namespaces": attr.bool(doc = "Leads the program by variables and a proxy alone."),
        "env": attr.string_dict(doc = "Variables of the program; a scenario's come before them."),
        "data": attr.label_list(
            allow_files = True,
            doc = "What the program reads at run time.",
        ),
        "_azmock": attr.label(
            default = Label("//tools/azmock_cli:azmock"),
            executable = True,
            cfg = "target",
        ),
    },
)
