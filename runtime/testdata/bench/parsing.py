"""A tokenizer and an evaluator of expressions."""

import time

TEXT = "(1 + 2) * 3 - 4 / (5 + 6 * (7 - 8)) + 9 * 10 - (11 + 12) * (13 - 14)"


def tokens(text):
    i = 0
    while i < len(text):
        c = text[i]
        if c == " ":
            i += 1
        elif c.isdigit():
            j = i
            while j < len(text) and text[j].isdigit():
                j += 1
            yield "num", int(text[i:j])
            i = j
        else:
            yield "op", c
            i += 1
    yield "end", None


class Parser:
    def __init__(self, text):
        self.items = tokens(text)
        self.advance()

    def advance(self):
        self.kind, self.value = next(self.items)

    def expression(self):
        left = self.term()
        while self.kind == "op" and self.value in "+-":
            op = self.value
            self.advance()
            right = self.term()
            left = left + right if op == "+" else left - right
        return left

    def term(self):
        left = self.factor()
        while self.kind == "op" and self.value in "*/":
            op = self.value
            self.advance()
            right = self.factor()
            left = left * right if op == "*" else left / right
        return left

    def factor(self):
        match self.kind, self.value:
            case "num", n:
                self.advance()
                return n
            case "op", "(":
                self.advance()
                value = self.expression()
                self.advance()
                return value
        raise SyntaxError(self.value)


def run():
    return sum(Parser(TEXT).expression() for _ in range(250))


run()
rounds, start = 0, time.process_time()
while (spent := time.process_time() - start) < 0.3:
    run()
    rounds += 1
print(round(rounds / spent, 2))
