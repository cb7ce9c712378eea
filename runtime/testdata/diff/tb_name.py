def compute(value):
    result = value * 2
    return [resutl for _ in range(3)]

compute(4)
