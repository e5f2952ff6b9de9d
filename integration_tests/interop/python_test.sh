#!/bin/bash
# Runs one of the Python tests, with the packages of its virtual environment, against fakes
# that end with it.
#
# usage: python_test.sh ENVIRONMENT TEST
set -euo pipefail
. integration_tests/interop/installed.sh

need_same "$1/requirements.txt" "venvs/$1/.installed"
PATH=$installed/venvs/$1/bin:$PATH
./with_fakes.py directory.textproto python3 "$1/$2"
