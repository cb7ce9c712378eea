try:
    try:
        int("q")
    except ValueError:
        raise LookupError("no context") from None
except LookupError as e:
    e.add_note("a note\nof two lines")
    raise
