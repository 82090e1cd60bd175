#!/usr/bin/env python3
"""Groups of davey's members and ours, in every role, until they agree; davey_groups.mjs drives them.

usage: groups.py --members PROGRAM --work FOLDER [--seed N]
"""

import argparse
import subprocess
import sys
from pathlib import Path

import run


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--members", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--seed")
    options = parser.parse_args()
    work = Path(options.work).resolve()
    node = run.install(work)
    command = [str(node), "davey_groups.mjs", str(Path(options.members).resolve())]
    return subprocess.run(command + ([options.seed] if options.seed else []), cwd=work).returncode


if __name__ == "__main__":
    sys.exit(main())
