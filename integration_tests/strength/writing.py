"""What is written where there is no room, nobody who reads, or no permission."""

import os
import resource
import subprocess

from azmock_process import AZMOCK
from process import (PATIENCE, SMALL_DISK, SOMEBODY, Server, entries, folder, is_answered, limit, run,
                     wrapped)
from table import Ended, condition

FULL = "The disk is full"
BROKEN = "Nobody reads"
CLOSED = "Standard streams are closed"
UNWRITABLE = "A path is not to be written"

PASTED = "AADSTS7000222: The provided client secret keys for app 'x' are expired."
# Each prints something, and reads the pasted text if it reads at all.
PRINTING = (("scenarios",), ("show", "client-secret-invalid"), ("replay", "client-secret-invalid"),
            ("explain",), ("check",), ("repro",), ("mask",), ("completion", "bash"), ("help",),
            ("help", "--man"), ("--version",))


def all_printing(stdout):
    """How all commands end with that standard output, which must be alike but for the exit code."""
    ends = []
    for command in PRINTING:
        with folder() as cwd:
            pasted = os.path.join(cwd, "pasted.txt")
            with open(pasted, "w", encoding="utf-8") as file:
                file.write(PASTED)
            with open(pasted, encoding="utf-8") as stdin:
                ends.append((command, stdout(command, stdin)))
    return ends


def only(ends):
    assert all(ended == ends[0][1] for _, ended in ends), ends
    return ends[0][1]


@condition(FULL, "standard output has no room", "azmock scenarios, show, replay, explain, check, repro …",
           "nothing is taken for a success that was not printed whole")
def a_full_output():
    with open("/dev/full", "w", encoding="utf-8") as full:
        return only(all_printing(lambda command, stdin: run(*command, stdin=stdin, stdout=full)))


@condition(FULL, "standard output has no room", "azmock serve", "nothing is served in secret")
def serve_with_a_full_output():
    with open("/dev/full", "w", encoding="utf-8") as full:
        return run("serve", stdout=full)


@condition(FULL, "standard error has no room", "azmock replay ID --trace", "the verdict")
def a_full_error():
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run([AZMOCK, "replay", "client-secret-invalid", "--trace"], stderr=full,
                              stdout=subprocess.PIPE, timeout=PATIENCE, check=False)
        assert done.stdout.startswith(b"ClientSecretCredential authentication failed")
        return Ended(done.returncode)


def serve_until_the_journal_ends(**kwargs):
    """Asks until something is said, once more, and stops; all lines of the journal are whole."""
    with folder() as cwd:
        server = Server("--journal", "journal.jsonl", cwd=cwd, **kwargs)
        asked = 0
        while not server.has_said_something():
            server.ask()
            asked += 1
        server.ask()
        written = entries(server.path("journal.jsonl"))
        assert [entry["sequence"] for entry in written] == list(range(1, asked)), written
        return server.stop()


@condition(FULL, "the disk fills up amid requests", "azmock serve --journal FILE",
           "all lines up to there, each whole; replies go on")
def the_disk_fills_up():
    return serve_until_the_journal_ends(wrapper=SMALL_DISK)


@condition(FULL, "a file has reached its limit (`ulimit -f`)", "azmock serve --journal FILE",
           "the same")
def a_file_reaches_its_limit():
    return serve_until_the_journal_ends(preexec_fn=limit(resource.RLIMIT_FSIZE, 4096))


def on_a_full_disk(*command):
    """In a folder on a disk with no room at all, which must be as empty afterwards."""
    fill = "head -c 1000000 /dev/zero >filler 2>/dev/null; mkdir own 2>/dev/null; \"$@\"; " \
           "code=$?; ls -A own >&2; exit $code"
    with folder() as cwd:
        return run(*command, cwd=cwd, wrapper=(*SMALL_DISK, "sh", "-c", fill, "sh"))


@condition(FULL, "no room from the start", "azmock serve --ca-dir own",
           "nothing: no half of an authority is in the next start's way")
def no_room_for_an_authority():
    return on_a_full_disk("serve", "--ca-dir", "own")


@condition(FULL, "no room from the start", "azmock serve --env-file own/env.sh", "an empty file")
def no_room_for_an_environment():
    ended = on_a_full_disk("serve", "--env-file", "own/env.sh")
    return Ended(ended.code, ended.said.replace("\nenv.sh\n", "\n"))


def with_a_reader_that_leaves(command, stdin):
    read, write = os.pipe()
    os.close(read)
    try:
        return run(*command, stdin=stdin, stdout=write)
    finally:
        os.close(write)


@condition(BROKEN, "whoever reads has enough, as `head`", "azmock scenarios, show, explain …",
           "the exit code: what was found out is not changed by who reads it")
def a_reader_leaves():
    ends = all_printing(with_a_reader_that_leaves)
    codes = {command[0]: ended.code for command, ended in ends}
    assert (codes["check"], codes["replay"]) == (1, 0), codes
    return only([end for end in ends if end[0][0] not in ("check", "repro")])


@condition(BROKEN, "nobody reads the ready line", "azmock serve", "nothing is served in secret")
def nobody_reads_the_ready_line():
    return with_a_reader_that_leaves(("serve",), subprocess.DEVNULL)


@condition(BROKEN, "whoever started it reads no more", "azmock serve", "it serves on")
def nobody_reads_any_more():
    with folder() as cwd:
        server = Server("--max-connections", "1", cwd=cwd)
        server.process.stdout.close()
        server.process.stderr.close()
        with server.plain_connection() as kept:
            assert is_answered(kept)
            # It has something to say about that one.
            with server.plain_connection() as refused:
                assert refused.recv(12) == b"HTTP/1.1 503"
            assert is_answered(kept)
        server.process.stdin.close()
        return Ended(server.process.wait(PATIENCE))


@condition(BROKEN, "whoever reads has enough", "azmock watch", "nothing to keep")
def a_watcher_leaves():
    with folder() as cwd:
        server = Server(cwd=cwd)
        server.ask()
        ended = with_a_reader_that_leaves(
            ("watch", "--admin", server.ready["endpoints"]["admin"], "--ca-file",
             server.ready["ca_file"]), subprocess.DEVNULL)
        server.stop()
        return ended


@condition(BROKEN, "the journal is a pipe whose reader leaves", "azmock serve --journal PIPE",
           "what was read; replies go on")
def the_journals_reader_leaves():
    with folder() as cwd:
        os.mkfifo(os.path.join(cwd, "pipe"))
        reader = os.open(os.path.join(cwd, "pipe"), os.O_RDONLY | os.O_NONBLOCK)
        server = Server("--journal", "pipe", cwd=cwd)
        os.close(reader)
        server.ask()
        return server.stop()


@condition(BROKEN, "its program writes to whom nobody reads", "azmock run -- yes",
           "the program ends as it would without azmock, by SIGPIPE")
def the_programs_reader_leaves():
    return with_a_reader_that_leaves(("run", "--", "yes"), subprocess.DEVNULL)


def closing(which, *command, **kwargs):
    return run(*command, wrapper=("sh", "-c", f'exec "$@" {which}', "sh"), **kwargs)


@condition(CLOSED, "input (`<&-`)", "azmock explain, check, repro, mask", "nothing is taken for empty")
def closed_input():
    return only([(command, closing("<&-", command)) for command in ("explain", "check", "repro", "mask")])


@condition(CLOSED, "input is a folder", "azmock explain", "the same")
def a_folder_as_input():
    with folder() as cwd:
        descriptor = os.open(cwd, os.O_RDONLY)
        try:
            return run("explain", stdin=descriptor)
        finally:
            os.close(descriptor)


@condition(CLOSED, "input (`<&-`)", "azmock serve --stop-on-eof", "it is at its end at once")
def serve_without_input():
    return closing("<&-", "serve", "--stop-on-eof")


@condition(CLOSED, "output (`>&-`)", "azmock scenarios, show, replay, explain, check, repro …",
           "nothing is taken for a success that was not printed")
def closed_output():
    return only(all_printing(lambda command, stdin: closing(">&-", *command, stdin=stdin)))


@condition(CLOSED, "output (`>&-`)", "azmock serve --journal FILE",
           "nothing of what is printed gets into the journal")
def serve_without_output():
    with folder() as cwd:
        ended = closing(">&-", "serve", "--journal", "journal.jsonl", cwd=cwd)
        assert entries(os.path.join(cwd, "journal.jsonl")) == []
        return ended


@condition(CLOSED, "all three", "azmock replay ID", "the exit code says that it could not print")
def all_closed():
    return closing("<&- >&- 2>&-", "replay", "client-secret-invalid")


def as_somebody(*command):
    """In a folder that may not be written."""
    with folder() as cwd:
        os.mkdir(os.path.join(cwd, "theirs"), mode=0o555)
        return run(*command, cwd=cwd, wrapper=SOMEBODY)


def _unwritable():
    for command in ("serve --journal theirs/file", "serve --requests theirs/file",
                    "serve --env-file theirs/file", "serve --ca-file theirs/file",
                    "serve --ca-dir theirs/ca", "run --journal theirs/file -- true",
                    "fakes --scenario client-secret-invalid --state-dir theirs"):
        condition(UNWRITABLE, "of a folder that is somebody else's", "azmock " + command,
                  "nothing has begun")(lambda command=command: as_somebody(*command.split()))


_unwritable()


@condition(UNWRITABLE, "of a folder that is somebody else's", "azmock repro --out theirs/a.textproto",
           "what it found out is printed before")
def repro_into_somebodys_folder():
    with folder() as cwd:
        os.mkdir(os.path.join(cwd, "theirs"), mode=0o555)
        command = wrapped(SOMEBODY, "repro", "--out", "theirs/a.textproto")
        done = subprocess.run(command, cwd=cwd, input=PASTED, capture_output=True, text=True,
                              timeout=PATIENCE, check=False)
        assert "AADSTS7000222" in done.stdout
        return Ended(done.returncode, done.stderr)


@condition(UNWRITABLE, "the temporary folder", "azmock serve", "nothing has begun")
def no_temporary_folder():
    with folder() as cwd:
        os.mkdir(os.path.join(cwd, "theirs"), mode=0o555)
        return run("serve", cwd=cwd, wrapper=SOMEBODY, env=dict(os.environ, TMPDIR="theirs"))


@condition(UNWRITABLE, "the temporary folder is not there", "azmock serve", "it takes `/tmp`")
def another_temporary_folder():
    with folder() as cwd:
        server = Server(cwd=cwd, env=dict(os.environ, TMPDIR="/nowhere"))
        assert server.ready["ca_file"].startswith("/tmp/azmock-"), server.ready
        return server.stop()


@condition(UNWRITABLE, "the current folder", "azmock serve, replay, run", "they need none")
def a_current_folder_that_may_only_be_read():
    with folder() as cwd:
        os.chmod(cwd, 0o555)
        server = Server(cwd=cwd, wrapper=SOMEBODY)
        ends = [("serve", server.stop())]
        for command in (("replay", "client-secret-invalid"), ("run", "--", "true")):
            ends.append((command, run(*command, cwd=cwd, wrapper=SOMEBODY)))
        return only(ends)
