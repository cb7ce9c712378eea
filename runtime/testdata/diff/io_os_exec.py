# The errors of the family of os.exec.
import os


def tried(what, f, *args):
    try:
        f(*args)
    except Exception as e:
        print(what, args[1:], type(e).__name__, e)


for path, argv in [
    ("/bin/sh", 5), ("/bin/sh", []), ("/bin/sh", [""]), ("/bin/sh", [1]), ("/nosuch/x", ["x"]), ("/bin/sh", ["a\0b"]), (3.5, ["x"]), ("", ["x"]),
    ("/tmp", ["x"]), ("/etc/passwd/x", ["x"]),
]:
    tried("execv", os.execv, path, argv)
    tried("execve", os.execve, path, argv, {})
for env in 5, {"a=b": "1"}, {1: "x"}, {"a": 1}, {"": "x"}, {"a\0": "b"}, {"=a": "b"}:
    tried("execve", os.execve, "/nosuch/x", ["x"], env)
tried("execl", os.execl, "/nosuch/x", "a", "b")
tried("execle", os.execle, "/nosuch/x", "a", {})
tried("execlp", os.execlp, "no such program", "a")
tried("execvp", os.execvp, "/nosuch/x", ["a"])
tried("execvp", os.execvp, "no such program", [])
