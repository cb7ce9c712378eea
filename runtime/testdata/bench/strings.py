"""Text: splitting, joining, formatting, searching."""

import time

TEXT = "the quick brown fox jumps over the lazy dog " * 40


def run():
    total = 0
    for i in range(60):
        words = TEXT.split()
        line = ",".join(w.capitalize() for w in words)
        total += line.count("Fox") + line.find("Dog") + len(line.replace("o", "0"))
        for w in words:
            if w.startswith("q") or w.endswith("y"):
                total += len(w.upper())
            total += len(f"{w}:{i:04d}")
        out = ""
        for ch in TEXT[:400]:
            if ch.isalpha():
                out += ch
        total += len(out)
    return total


run()
rounds, start = 0, time.process_time()
while (spent := time.process_time() - start) < 0.3:
    run()
    rounds += 1
print(round(rounds / spent, 2))
