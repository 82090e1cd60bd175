#!/usr/bin/env python3
"""Reads the headers of programs as they are shipped: is what the linker and the compiler can do against an attacker done?

Usage: hardened.py PROGRAM…
"""
import re
import subprocess
import sys

failures = []
for program in sys.argv[1:]:
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
