#!/usr/bin/env python3
"""Reads the headers of programs as they are shipped: is what the linker and the compiler can do against an attacker done?

What glibc checks at run time shows in no header, and our sources give it little to check: for that a line of C that needs
such a check is compiled as everything was.

Usage: hardened.py [--compiled-by COMPILE_COMMANDS] PROGRAM…
"""
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

FOLDERS = ("app", "ui", "voice", "processing", "sinks")
PROBE = "#include <unistd.h>\nchar room[8];\nlong take(unsigned long most) { return read(0, room, most); }\n"


def fortify_failures(database):
    """Of the ways in which the product's sources are compiled: those that do not yield checked calls."""
    root = pathlib.Path(__file__).resolve().parents[2]
    ways = {}
    for entry in json.loads(pathlib.Path(database).read_text()):
        file = pathlib.Path(entry["directory"], entry["file"])
        built = pathlib.Path(database).parent
        for base in (built, root):
            if file.is_relative_to(base) and file.relative_to(base).parts[0] in FOLDERS:
                words = shlex.split(entry["command"])
                keep = [word for word in words if re.match(r"-(O|D_FORTIFY|U_FORTIFY|f|std=)", word)]
                compiler = next(word for word in words if re.search(r"(\+\+|g\+\+|clang)[-\d.]*$", word))
                ways.setdefault((compiler, *keep), entry["file"])
                break
    found = [] if ways else ["no source of ours is in " + database]
    with tempfile.TemporaryDirectory() as work:
        source, made = pathlib.Path(work, "probe.cpp"), pathlib.Path(work, "probe.o")
        source.write_text(PROBE)
        for way, file in ways.items():
            subprocess.run([*way, "-c", source, "-o", made], check=True)
            symbols = subprocess.run(["nm", made], capture_output=True, text=True, check=True).stdout
            if "__read_chk" not in symbols:
                found.append(f"{file}: compiled without checked calls (_FORTIFY_SOURCE)")
    print(f"fortify: {len(ways)} ways to compile")
    return found


failures = []
programs = sys.argv[1:]
if programs[:1] == ["--compiled-by"]:
    failures += fortify_failures(programs[1])
    programs = programs[2:]
for program in programs:
    headers = subprocess.run(["readelf", "-W", "-h", "-l", "-d", program], capture_output=True, text=True,
                             check=True).stdout
    symbols = subprocess.run(["readelf", "-W", "--dyn-syms", program], capture_output=True, text=True, check=True).stdout
    stack = re.search(r"GNU_STACK.*", headers)
    checks = {
        "position-independent": re.search(r"Type:\s+DYN", headers) and re.search(r"Flags:.*\bPIE\b", headers),
        "relocations read-only": "GNU_RELRO" in headers,
        "all of them bound at start": re.search(r"BIND_NOW|Flags:.*\bNOW\b", headers),
        "stack not executable": stack and not re.search(r"\bR?WE\b", stack.group()),
        "checked containers": "__glibcxx_assert_fail" in symbols,
        "stack protector": "__stack_chk_fail" in symbols,
        "no segment writable and executable": not re.search(r"LOAD .* RWE ", headers),
        "no text relocations": "TEXTREL" not in headers,
        "no search path of the build machine": not re.search(r"RUNPATH|RPATH", headers)
                                               or re.search(r"(RUNPATH|RPATH).*\[\$ORIGIN", headers),
    }
    failures += [f"{program}: not so: {name}" for name, good in checks.items() if not good]
    print(f"{program}: {sum(map(bool, checks.values()))} of {len(checks)}")
for failure in failures:
    print("FAIL: " + failure)
sys.exit(bool(failures))
