# Processes from below: waiting, statuses, groups.
import os
import signal
import subprocess


def attempt(f, *args):
    try:
        print("result", f(*args))
    except Exception as e:
        print(type(e).__name__, e)


p = subprocess.Popen(["sh", "-c", "exit 7"])
pid, status = os.waitpid(p.pid, 0)
print(pid == p.pid, os.WIFEXITED(status), os.WEXITSTATUS(status), os.WIFSIGNALED(status), os.waitstatus_to_exitcode(status), status)
p.returncode = 7
p = subprocess.Popen(["sleep", "60"])
print(os.waitpid(p.pid, os.WNOHANG))
os.kill(p.pid, signal.SIGSTOP)
pid, status = os.waitpid(p.pid, os.WUNTRACED)
print(os.WIFSTOPPED(status), os.WSTOPSIG(status) == signal.SIGSTOP)
os.kill(p.pid, signal.SIGCONT)
os.kill(p.pid, signal.SIGTERM)
pid, status = os.waitpid(p.pid, 0)
print(os.WIFSIGNALED(status), os.WTERMSIG(status), os.WIFEXITED(status), os.waitstatus_to_exitcode(status))
p.returncode = -15
attempt(os.waitpid, p.pid, 0)
attempt(os.kill, 999999999, 0)
attempt(os.kill, "x", 0)
attempt(os.kill, os.getpid(), 1000)
os.kill(os.getpid(), 0)
attempt(os.waitstatus_to_exitcode, 0x137F)
p = subprocess.Popen(["sleep", "60"], process_group=0)
print(os.getpgid(p.pid) == p.pid)
os.killpg(p.pid, signal.SIGKILL)
print(p.wait())
p = subprocess.Popen(["sh", "-c", "sleep 0.05; exit 3"])
print(p.poll(), p.wait(5), p.poll())
p = subprocess.Popen(["true"])
os.waitpid(p.pid, 0)
print(p.wait(), "its status is lost")
print(os.getpgrp() == os.getpgid(0), os.getuid() >= 0, os.getppid() > 0)
