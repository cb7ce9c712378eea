# The bytes behind the standard streams.
import io
import sys

out = sys.stdout.buffer
print(out.writable(), out.readable(), out.name, out.closed)
sys.stdout.flush()
print(out.write(b"bytes \xc3\xa4\n"))
sys.stdout.flush()
out.write(bytearray(b"from a bytearray\n"))
out.write(memoryview(b"from a view\n"))
out.writelines([b"one\n", b"two\n"])
out.flush()
print("text after bytes")
for wrong in ("text", 3, None):
    try:
        out.write(wrong)
    except TypeError as e:
        print(type(e).__name__, e)
print(out is sys.stdout.buffer, sys.__stdout__.buffer is out)
print(out.fileno(), sys.stderr.buffer.fileno(), sys.stdin.buffer.fileno())
inp = sys.stdin.buffer
print(type(inp).__name__, inp.readable(), inp.writable())
print(inp.readline(), inp.read(5), inp.read(), inp.readlines(), list(inp))
print(hasattr(io.StringIO(), "buffer"))
