"""azid_cc_fuzz_test: one fuzz target, replayed in every test run and fuzzed on demand."""

load("//tools/build_defs:cc.bzl", "cc_binary", "cc_test")

def azid_cc_fuzz_test(name, srcs, corpus, deps = [], tags = [], **kwargs):
    """Declares a fuzz target; `srcs` define LLVMFuzzerTestOneInput.

    Makes two targets:
      <name>: a cc_test that feeds every corpus file, and the empty input, to the
        fuzz target once.
      <name>_libfuzzer: the fuzzer itself, for
        bazel run --config=asan //<pkg>:<name>_libfuzzer -- -max_total_time=60
        which tools/fuzz does for all of them, from their corpora.

    Args:
      name: the test's name.
      srcs: the fuzz target's sources.
      corpus: its seed inputs, such as glob(["fuzz/corpus/json/*"]); not empty.
      deps: what it links.
      tags: added to both targets.
      **kwargs: passed to both (copts, data and the like).
    """
    if not corpus:
        fail("azid_cc_fuzz_test %s: the corpus is empty" % name)
    cc_test(
        name = name,
        size = "small",
        srcs = srcs,
        args = ["$(rootpath %s)" % file for file in corpus],
        data = kwargs.pop("data", []) + corpus,
        deps = deps + ["//tools/build_defs:fuzz_corpus_main"],
        tags = tags + ["fuzz_replay"],
        **kwargs
    )
    cc_binary(
        name = name + "_libfuzzer",
        testonly = True,
        srcs = srcs,
        linkopts = ["-fsanitize=fuzzer"],
        deps = deps,
        tags = tags + ["fuzz", "manual"],
        **kwargs
    )
