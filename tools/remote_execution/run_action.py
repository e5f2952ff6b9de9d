#!/usr/bin/python3 -ISB
"""What a buildbox-worker runs for each action: buildbox-run-hosttools, for Bazel 4, in a network
of its own.

Bazel 4 names an action's outputs as output_files and output_directories, and buildbox makes the
folders of output_paths alone, which newer Bazels send: the command gets them too. As in Bazel's
own sandbox an action reaches loopback and nothing else, and what it left running ends with it.

The environment has BUILDBOX_ROOT, the folder with Debian sid's buildbox, and CACHE_HTTP, where
the cache has HTTP.
"""

import hashlib
import http.client
import os
import sys

OUTPUTS_OF_REV_2_0 = (3, 4)  # Command.output_files, Command.output_directories
OUTPUT_PATHS = 7


def read_varint(message, at):
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 0x7f) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def varint(value):
    text = bytearray()
    while value > 0x7f:
        text.append(value & 0x7f | 0x80)
        value >>= 7
    return bytes(text + bytes([value]))


def fields(message):
    """A serialised protobuf's fields, as numbers and values."""
    at = 0
    while at < len(message):
        key, at = read_varint(message, at)
        value, at = read_varint(message, at)
        if key & 7 == 2:
            value, at = message[at:at + value], at + value
        yield key >> 3, value


def field(number, value):
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def with_output_paths(command):
    """The command with output_paths, or None if it has them."""
    values = list(fields(command))
    if any(number == OUTPUT_PATHS for number, _ in values):
        return None
    paths = sorted(value for number, value in values if number in OUTPUTS_OF_REV_2_0)
    return command + b"".join(field(OUTPUT_PATHS, path) for path in paths)


def ask(cache, method, digest, body=None):
    cache.request(method, f"/cas/{digest}", body)
    response = cache.getresponse()
    answer = response.read()
    if response.status != 200:
        raise http.client.HTTPException(f"{method} /cas/{digest}: {response.status} of the cache")
    return answer


def with_output_paths_in(action, cache):
    """The action, whose command has output_paths; such a command is stored."""
    command = with_output_paths(ask(cache, "GET", dict(fields(dict(fields(action))[1]))[1].decode()))
    if not command:
        return action
    digest = hashlib.sha256(command).hexdigest()
    ask(cache, "PUT", digest, command)
    # Of a field that comes twice the last one counts.
    return action + field(1, field(1, digest.encode()) + field(2, len(command)))


def main():
    for argument in sys.argv[1:]:
        option, _, path = argument.partition("=")
        if option == "--action" and "--validate-parameters" not in sys.argv:
            cache = http.client.HTTPConnection(os.environ["CACHE_HTTP"])
            with open(path, "r+b") as file:
                action = with_output_paths_in(file.read(), cache)
                file.seek(0)
                file.write(action)
    root = os.environ["BUILDBOX_ROOT"]
    os.execvp("unshare", [
        "unshare", "--map-root-user", "--net", "--pid", "--fork", "--kill-child", "--mount-proc",
        "sh", "-c", 'ip link set lo up && exec "$@"', "sh",
        f"{root}/usr/lib64/ld-linux-x86-64.so.2", "--library-path",
        f"{root}/usr/lib/x86_64-linux-gnu", f"{root}/usr/bin/buildbox-run-hosttools",
        *sys.argv[1:]])


if __name__ == "__main__":
    main()
