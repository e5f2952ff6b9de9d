"""Descriptors, time, addresses, users and variables that are unlike a developer's."""

import os
import resource
import socket

from process import PATIENCE, SOMEBODY, Server, entries, folder, is_answered, limit, run
from table import Ended, condition

DESCRIPTORS = "Descriptors run out"
CLOCK = "The clock is set"
ADDRESSES = "Addresses"
WHO = "Who runs it, and with which variables"
NO_IPV6 = ("unshare", "--user", "--map-root-user", "--net", "sh", "-c",
           "ip link set lo up && sysctl -qw net.ipv6.conf.all.disable_ipv6=1 && exec \"$@\"", "sh")
# Only clocks that nobody sets can be had otherwise: Linux has no namespace for the system's time.
LONG_AFTER_THE_START = ("unshare", "--user", "--map-root-user", "--time", "--monotonic=31536000",
                        "--boottime=31536000", "--fork")
KEYS = b"GET /common/discovery/keys HTTP/1.1\r\nHost: localhost\r\n\r\n"


@condition(DESCRIPTORS, "`ulimit -n 16`", "azmock serve, run, replay", "nothing has begun")
def few_descriptors():
    ends = [run(*command, preexec_fn=limit(resource.RLIMIT_NOFILE, 16))
            for command in (("serve",), ("run", "--", "true"), ("replay", "client-secret-invalid"))]
    assert ends[0] == ends[1] == ends[2], ends
    # Too few even for gRPC, which would end the process without a word.
    fewest = run("serve", preexec_fn=limit(resource.RLIMIT_NOFILE, 4))
    assert fewest.said == ends[0].said.replace("16", "4"), fewest
    return ends[0]


@condition(DESCRIPTORS, "`ulimit -n 64`, and 100 clients", "azmock serve --journal FILE",
           "whoever waits is answered as soon as others leave")
def more_clients_than_descriptors():
    with folder() as cwd:
        server = Server("--journal", "journal.jsonl", cwd=cwd,
                        preexec_fn=limit(resource.RLIMIT_NOFILE, 64))
        clients = []
        for _ in range(100):
            clients.append(server.plain_connection())
            clients[-1].sendall(KEYS)
        assert server.has_said_something(PATIENCE)
        for client in clients:  # in the order in which they came
            with client:
                assert client.recv(12) == b"HTTP/1.1 200"
        ended = server.stop()
        assert len(entries(os.path.join(cwd, "journal.jsonl"))) == 100
        return ended


def token_at(server, time):
    """Whether the server takes its token for valid, when its clock was set."""
    tenant, client = (server.ready["environment"][name]
                      for name in ("AZURE_TENANT_ID", "AZURE_CLIENT_ID"))
    issued = server.call("IssueToken", tenant=tenant, client_id=client,
                         resource="https://vault.azure.net")
    server.call("SetClock", time=time)
    server.ask()
    return server.call("CheckToken", token=issued["access_token"])["valid_now"]


def set_clock(*times):
    with folder() as cwd:
        server = Server("--journal", "journal.jsonl", "--clock", "frozen", cwd=cwd)
        server.call("SetClock", time="2026-06-01T00:00:00Z")
        assert [token_at(server, time) for time in times] == [False] * len(times)
        ended = server.stop()
        written = entries(os.path.join(cwd, "journal.jsonl"))
        assert [(entry["sequence"], entry["time"]) for entry in written] == [
            (number, time.replace("Z", ".000Z")) for number, time in enumerate(times, 1)], written
        return ended


@condition(CLOCK, "the fakes', forward by a year", "azmock serve",
           "tokens expire, what was waited for happens, the journal goes on")
def forward():
    return set_clock("2027-06-01T00:00:00Z")


@condition(CLOCK, "the fakes', back by a year and on again", "azmock serve",
           "tokens are not valid yet; the journal's order is that of its sequence numbers")
def back():
    return set_clock("2025-06-01T00:00:00Z", "2026-05-01T00:00:00Z")


@condition(CLOCK, "the machine's started a year ago", "azmock serve",
           "all the same (that the system's own is set meanwhile moves no wait: "
           "`mock_common/clock/virtual_clock_test.cc`)")
def a_machine_that_has_run_for_long():
    with folder() as cwd:
        server = Server(cwd=cwd, wrapper=LONG_AFTER_THE_START)
        server.ask()
        return server.stop()


@condition(ADDRESSES, "IPv6", "azmock serve --address ::1", "clients of `[::1]`, by TLS and without")
def ipv6():
    with folder() as cwd:
        server = Server("--address", "::1", cwd=cwd)
        with server.plain_connection() as connection:
            assert is_answered(connection)
        port = int(server.ready["address"].rsplit(":", 1)[1])
        with socket.create_connection(("::1", port), PATIENCE) as plain:
            with server.trust.wrap_socket(plain, server_hostname="localhost") as connection:
                assert is_answered(connection)
        return server.stop()


@condition(ADDRESSES, "a machine without IPv6", "azmock serve --address ::1", "nothing has begun")
def no_ipv6():
    return run("serve", "--address", "::1", wrapper=NO_IPV6)


@condition(ADDRESSES, "a machine without IPv6", "azmock serve, run, replay", "they need none")
def no_need_of_ipv6():
    ends = [run(*command, wrapper=NO_IPV6) for command in
            (("serve", "--stop-on-eof"), ("run", "--", "true"), ("replay", "client-secret-invalid"))]
    assert ends[0] == ends[1] == ends[2], ends
    return ends[0]


@condition(WHO, "a user whom no passwd file knows", "azmock run -- id -u", "the program is that user")
def somebody():
    with folder() as cwd:
        ended = run("run", "--", "sh", "-c", "id -u >&2", cwd=cwd, wrapper=SOMEBODY)
        assert ended == Ended(0, "12345\n"), ended
        return Ended(ended.code)


@condition(WHO, "a user whom no passwd file knows", "azmock serve, replay", "all the same")
def somebody_serves():
    with folder() as cwd:
        server = Server(cwd=cwd, wrapper=SOMEBODY)
        server.ask()
        server.stop()
        return run("replay", "client-secret-invalid", wrapper=SOMEBODY)


@condition(WHO, "no HOME, or no variable at all", "azmock serve, run, replay", "they need none")
def no_variables():
    without_home = {name: value for name, value in os.environ.items() if name != "HOME"}
    ends = [run(*command, env=environment) for environment in (without_home, {}) for command in
            (("serve", "--stop-on-eof"), ("run", "--", "/bin/true"), ("replay", "client-secret-invalid"))]
    assert all(ended == ends[0] for ended in ends), ends
    return ends[0]


@condition(WHO, "no namespaces (as in many containers)", "azmock run -- true",
           "variables and a proxy lead the program to the fakes")
def no_namespaces():
    forbid = "echo 0 > /proc/sys/user/max_net_namespaces && exec \"$@\""
    return run("run", "--", "true",
               wrapper=("unshare", "--user", "--map-root-user", "sh", "-c", forbid, "sh"))
