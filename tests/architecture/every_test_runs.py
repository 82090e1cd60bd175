#!/usr/bin/env python3
"""Every private slot of a test's source is a function that its program runs: what moc left out would compile, stay green and test nothing.

every_test_runs.py LIST, whose lines are SOURCE PROGRAM."""
import re
import subprocess
import sys

AROUND = {"initTestCase", "cleanupTestCase", "init", "cleanup", "initTestCase_data"}


def written(source):
    with open(source, encoding="utf-8") as file:
        text = file.read()
    for slots in re.split(r"private (?:Q_SLOTS|slots):", text)[1:]:
        slots = re.split(r"^(?:private|public|protected|signals)\b.*:$|^\};", slots, flags=re.MULTILINE)[0]
        for name in re.findall(r"^    void (\w+)\(\)", slots, flags=re.MULTILINE):
            if name not in AROUND and not name.endswith("_data"):
                yield name


def main():
    seen = 0
    wrong = []
    with open(sys.argv[1], encoding="utf-8") as file:
        programs = [line.split() for line in file if line.strip()]
    for source, program in programs:
        listed = subprocess.run([program, "-functions"], capture_output=True, text=True, timeout=30, check=True)
        runs = {line.rstrip("()") for line in listed.stdout.split()}
        names = set(written(source))
        seen += len(names)
        wrong += [f"{source}: {name} is never run" for name in sorted(names - runs)]
        wrong += [f"{source}: {name} runs, but this check did not find it" for name in sorted(runs - names) if name not in AROUND]
        if not names:
            wrong.append(f"{source}: no test found")
    print(*wrong, f"{seen} test functions in {len(programs)} programs", sep="\n")
    return bool(wrong)


sys.exit(main())
