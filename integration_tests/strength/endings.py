"""Signals, and what they leave behind."""

import os
import signal
import subprocess

from azmock_process import AZMOCK
from process import PATIENCE, Clients, Server, entries, folder
from table import Ended, condition

ENDED = "It is ended"


def serve_until(ending):
    """A server with a journal, ended by the signal amid requests."""
    with folder() as cwd:
        server = Server("--journal", "journal.jsonl", cwd=cwd)
        clients = Clients(server)
        clients.wait_for(200)
        ended = server.stop(ending)
        clients.join()
        written = {entry["path"] for entry in entries(os.path.join(cwd, "journal.jsonl"))}
        missing = set(clients.answered) - written
        assert not missing, f"answered, but not in the journal: {missing}"
        assert ending == signal.SIGKILL or not os.path.exists(server.ready["ca_file"])
        return ended


@condition(ENDED, "`kill -9` amid requests", "azmock serve --journal FILE",
           "each exchange that was answered, as a whole line; the temporary folder stays")
def serve_is_killed():
    return serve_until(signal.SIGKILL)


@condition(ENDED, "Ctrl-C, `kill` or a terminal that goes, amid requests", "azmock serve --journal FILE",
           "the same; the temporary folder goes")
def serve_is_stopped():
    ends = [serve_until(ending) for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
    assert ends[0] == ends[1] == ends[2], ends
    return ends[0]


@condition(ENDED, "`kill -9`, and started again", "azmock serve --ca-dir FOLDER",
           "the certificate authority: clients trust the next server, too")
def the_authority_outlives_a_kill():
    with folder() as cwd:
        first = Server("--ca-dir", "ca", cwd=cwd)
        ended = first.stop(signal.SIGKILL)
        second = Server("--ca-dir", "ca", cwd=cwd)
        second.trust = first.trust
        second.ask()
        second.stop()
        return ended


@condition(ENDED, "`kill -9`", "azmock run -- CMD",
           "nothing runs on: the program is killed, too (what that has started is not)")
def run_is_killed():
    # The pipe's end is that nobody has it any more.
    with subprocess.Popen([AZMOCK, "run", "--", "sh", "-c", "echo ready; exec sleep 1000"],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "ready\n"
        process.kill()
        rest, said = process.communicate(timeout=PATIENCE)
        assert rest == ""
        return Ended(process.returncode, said)


@condition(ENDED, "the program is killed by a signal", "azmock run -- CMD",
           "the shell's exit code, and what the fakes saw")
def the_program_is_killed():
    done = subprocess.run([AZMOCK, "run", "--", "sh", "-c", "kill -9 $$"], capture_output=True,
                          text=True, timeout=PATIENCE, check=False)
    return Ended(done.returncode, done.stderr)


@condition(ENDED, "the server is killed", "azmock watch", "all that was shown before")
def the_watched_server_is_killed():
    with folder() as cwd:
        server = Server(cwd=cwd)
        server.ask()
        with subprocess.Popen([AZMOCK, "watch", "--admin", server.ready["endpoints"]["admin"],
                               "--ca-file", server.ready["ca_file"]],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            assert "/common/discovery/keys" in process.stdout.readline()
            server.stop(signal.SIGKILL)
            _, said = process.communicate(timeout=PATIENCE)
            return Ended(process.returncode, said)
