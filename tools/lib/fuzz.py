"""Runs fuzzers from their corpora, as many at a time as there are cores.

usage: fuzz.py --list TARGETS.xml                  prints the label of each one's fuzzer
       fuzz.py TARGETS.xml ROOT BAZEL_BIN SECONDS  runs them; 1 if one breaks

TARGETS.xml is what `bazel query --output=xml` says of tests that azid_cc_fuzz_test made. Each
fuzzer gets SECONDS. What breaks one is left in the working directory, with the target's name.
"""

import concurrent.futures
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

SUFFIX = "_libfuzzer"


def targets(path):
    """Label of each test -> the files of its corpus, from the root."""
    found = {}
    for rule in xml.etree.ElementTree.parse(path).getroot().iter("rule"):
        labels = [label.get("value") for data in rule.findall("list[@name='data']")
                  for label in data.findall("label")]
        found[rule.get("name")] = [label.lstrip("/").replace(":", "/") for label in labels
                                   if label.startswith("//")]
    return found


def fuzz(target, corpus, root, binaries, seconds):
    """Whether it holds, and what the fuzzer said."""
    package, name = target.lstrip("/").split(":")
    fuzzer = os.path.join(binaries, package, name + SUFFIX)
    with tempfile.TemporaryDirectory() as work:
        for number, file in enumerate(corpus):
            source = os.path.join(root, file)
            if os.path.isfile(source):
                shutil.copyfile(source, os.path.join(work, f"{number}"))
        runfiles = os.path.join(fuzzer + ".runfiles", "azure_identity_cc")
        done = subprocess.run(
            [fuzzer, f"-max_total_time={seconds}", "-timeout=25", "-rss_limit_mb=4096",
             f"-artifact_prefix={os.getcwd()}/{name}-", work],
            cwd=runfiles if os.path.isdir(runfiles) else root, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
            check=False)
    return done.returncode == 0, done.stdout


def main():
    """See the top."""
    if sys.argv[1] == "--list":
        print("\n".join(name + SUFFIX for name in sorted(targets(sys.argv[2]))))
        return 0
    path, root, binaries, seconds = sys.argv[1:]
    failed = 0
    found = sorted(targets(path).items())
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        running = [(target, pool.submit(fuzz, target, corpus, root, binaries, int(seconds)))
                   for target, corpus in found]
        for target, result in running:
            holds, said = result.result()
            failed += not holds
            lines = said.rstrip().splitlines()
            print(f"{target}: {lines[-1] if lines else 'nothing said'}" if holds else
                  "\n".join([f"{target}: BROKEN", *lines[-80:]]), flush=True)
    print(f"{len(found) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
