#!/usr/bin/env python3
"""translations_complete.py SOURCE WORK: every language says everything.

Brings copies of the .ts files up to date with the sources, so that a sentence added without its translations is
seen. Then, for each message: translated, all plural forms there, the same places to fill in, a shortcut letter where
the English has one, and not the English itself unless translations/same_on_purpose.txt names it.
"""
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as tree

PLURALS = {"de": 2, "fr": 2, "ja": 1}


def allowed_same(source):
    rows = (source / "translations/same_on_purpose.txt").read_text(encoding="utf-8").splitlines()
    return {tuple(row.split(" ", 1)) for row in rows if row and not row.startswith("#")}


def places(text):
    return sorted(set(re.findall(r"%(?:L?\d+|n)|\{\w+\}", text)))


def shortcuts(text):
    return len(re.findall(r"&(?=\w)", text.replace("&&", "")))


def faults(language, message, same):
    source = message.findtext("source", "")
    translation = message.find("translation")
    if translation.get("type") == "unfinished":
        return ["not translated"]
    plural = message.get("numerus") == "yes"
    forms = [form.text or "" for form in translation.findall("numerusform")] if plural else [translation.text or ""]
    found = []
    if plural and len(forms) != PLURALS[language]:
        found.append(f"{len(forms)} plural forms")
    for form in forms:
        if not form.strip():
            found.append("empty")
        elif form == source and re.search(r"[A-Za-z]{2}", re.sub(r"%\w+|\{\w+\}", "", source)) \
                and not same & {(language, source), ("*", source)}:
            found.append("the same as in English")
        # A plural may leave out its number ("one frame"); anything else fills in what the English does.
        elif not plural and places(form) != places(source):
            found.append(f"fills in {places(form)} where the English has {places(source)}")
        if shortcuts(form) != shortcuts(source):
            found.append("has no shortcut letter" if shortcuts(source) else "has a shortcut letter the English has not")
    return found


def main():
    source, work = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    work.mkdir(parents=True, exist_ok=True)
    update = subprocess.run([source / "translations/update", work], check=True, capture_output=True, text=True)
    # Such texts are looked up under another name than they are kept under: they stay English.
    hidden = [line for line in update.stderr.splitlines() if "lacks Q_OBJECT" in line]
    print(*hidden, sep="\n")
    same = allowed_same(source)
    unused = set(same)
    wrong = len(hidden)
    for language in PLURALS:
        checked = 0
        for context in tree.parse(work / f"lavalier_{language}.ts").getroot().iter("context"):
            for message in context.iter("message"):
                checked += 1
                text = message.findtext("source", "")
                if message.findtext("translation") == text:
                    unused -= {(language, text), ("*", text)}
                for fault in faults(language, message, same):
                    wrong += 1
                    print(f"{language}: {context.findtext('name')}: {text!r}: {fault}")
        print(f"{language}: {checked} messages")
        wrong += checked < 400  # a scan that found nothing proves nothing
    for context in tree.parse(work / "lavalier_en.ts").getroot().iter("context"):
        for message in context.iter("message"):
            if len([f for f in message.iter("numerusform") if f.text]) != 2:
                wrong += 1
                print(f"en: {message.findtext('source')!r}: needs both plural forms")
    for row in sorted(unused):
        wrong += 1
        print("same_on_purpose.txt: no longer needed:", *row)
    sys.exit(1 if wrong else 0)


main()
