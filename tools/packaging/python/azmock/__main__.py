"""`azmock`, and `python3 -m azmock`: the program itself."""

import os
import sys

from azmock.server import binary


def main():
    program = binary()
    os.execv(program, [program, *sys.argv[1:]])


if __name__ == "__main__":
    main()
