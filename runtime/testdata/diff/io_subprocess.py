# Module subprocess.
import os
import signal
import subprocess
from subprocess import DEVNULL, PIPE, STDOUT, Popen, run


def attempt(f, *args, **kw):
    try:
        print("result", f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e)


print(PIPE, STDOUT, DEVNULL)
print(run(["echo", "hi"], stdout=PIPE))
print(run("echo out; echo err >&2; exit 3", shell=True, capture_output=True))
print(run(["cat"], input=b"bytes in", stdout=PIPE).stdout)
print(run(["cat"], input="text in\r\nlines\n", stdout=PIPE, text=True).stdout)
print(run(["printf", "a\\r\\nb\\n"], capture_output=True, text=True).stdout)
print(run(["cat"], input="caf\xe9", capture_output=True, encoding="latin-1").stdout)
print(run("echo both; echo err >&2", shell=True, stdout=PIPE, stderr=STDOUT).stdout)
print(run(["cat"], stdin=DEVNULL, stdout=PIPE).stdout, run(["echo", "x"], stdout=DEVNULL).stdout)
print(run(["sh", "-c", "echo $A; pwd"], env={"A": "value"}, cwd="/", stdout=PIPE).stdout)
print(run(b"echo bytes", shell=True, stdout=PIPE).stdout, run(["echo", b"mixed"], stdout=PIPE).stdout)
print(run(["name", "-c", "echo $0"], executable="/bin/sh", stdout=PIPE).stdout)
attempt(run, "exit 5", shell=True, check=True)
attempt(run, ["sh", "-c", "kill -9 $$"], check=True)
try:
    run(["sleep", "5"], timeout=0.05)
except subprocess.TimeoutExpired as e:
    print(e.cmd, e.output, e.stderr)
attempt(run, "echo partial; sleep 5", shell=True, timeout=0.2, stdout=PIPE)
attempt(run, ["/nonexistent"])
attempt(run, ["no-such-program"])
attempt(run, ["true"], cwd="/nonexistent")
attempt(run, ["/etc/passwd"])
attempt(run, ["true"], input=b"x", stdin=PIPE)
attempt(run, ["true"], capture_output=True, stdout=PIPE)
attempt(run, ["true"], bufsize="x")
attempt(run, ["true"], text=True, universal_newlines=False)
attempt(run, ["true"], stdout=STDOUT)
attempt(run, ["a\0b"])
attempt(run, ["true"], env={"a=b": "c"})
attempt(subprocess.check_output, ["true"], stdout=PIPE)
attempt(run, [])
attempt(run, ["cat"], input="text", stdout=PIPE)
print(subprocess.call("exit 4", shell=True), subprocess.check_call(["true"]), subprocess.check_output(["echo", "out"]))
attempt(subprocess.check_call, ["false"])
attempt(subprocess.check_output, "echo some; exit 2", shell=True)
try:
    subprocess.check_output("echo some; echo more >&2; exit 2", shell=True, stderr=PIPE)
except subprocess.CalledProcessError as e:
    print(e.returncode, e.cmd, e.output, e.stdout, e.stderr)
print(subprocess.getoutput("echo text; exit 1"), subprocess.getstatusoutput("exit 9"))

p = Popen(["cat"], stdin=PIPE, stdout=PIPE)
print(p.poll(), p.returncode, p.args, repr(p), p.pid > 0)
p.stdin.write(b"line\n")
p.stdin.flush()
print(p.stdout.readline())
print(p.communicate(b"rest"), p.returncode, p.poll(), p.wait(), repr(p))
with Popen(["cat"], stdin=PIPE, stdout=PIPE, text=True, bufsize=1) as p:
    p.stdin.write("one\n")
    print(repr(p.stdout.readline()))
    p.stdin.close()
print(p.returncode, p.stdout.closed)
p = Popen(["sleep", "60"])
attempt(p.wait, 0.02)
p.terminate()
print(p.wait(timeout=5), p.wait())
p.kill()
p.send_signal(signal.SIGINT)
p = Popen(["sleep", "60"], stdout=PIPE, stderr=PIPE)
attempt(p.communicate, timeout=0.02)
p.kill()
print(p.communicate(), p.returncode)
r, w = os.pipe()
p = Popen(["sh", "-c", f"echo passed > /dev/fd/{w}"], pass_fds=[w])
p.wait()
os.close(w)
print(os.read(r, 100))
os.close(r)
p = Popen(["sh", "-c", "ps -o sid= -p $$ | tr -d ' '"], stdout=PIPE, start_new_session=True)
print(int(p.communicate()[0] or p.pid) == p.pid)
p = Popen(["sh", "-c", "yes | head -c 1000000"], stdout=PIPE)
print(len(p.communicate()[0]))
big = os.urandom(300000)
print(run(["cat"], input=big, stdout=PIPE).stdout == big)
for args in (["a b", "c"], ['say "hi"'], ["back\\slash"], ['end\\', '"x\\"'], [""], ["tab\there"]):
    print(subprocess.list2cmdline(args))
print(subprocess.CompletedProcess(["a"], 1), subprocess.CompletedProcess("a", 0, b"o", b"e"))
attempt(subprocess.CompletedProcess(["a"], 1).check_returncode)
print(subprocess.TimeoutExpired("cmd", 3), subprocess.CalledProcessError(-9, "c"), subprocess.CalledProcessError(-999, "c"), subprocess.CalledProcessError(2, ["a"]))
print(Popen[bytes], issubclass(subprocess.TimeoutExpired, subprocess.SubprocessError))
