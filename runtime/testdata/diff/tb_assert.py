def check(v):
    assert v > 3, f"too small: {v}"
check(v=1)
