# File systems, users, groups, priorities and children.
import grp
import os
import pathlib
import pwd
import shutil
import subprocess

st = os.statvfs("/")
print(type(st), len(st), st.f_bsize > 0, st.f_frsize == st[1], st.f_bfree <= st.f_blocks, st.f_namemax == st[9], st.f_fsid >= 0, st.f_flag & os.ST_RDONLY)
fd = os.open("/", os.O_RDONLY)
print(os.fstatvfs(fd)[:3] == st[:3], os.statvfs(fd).f_fsid == st.f_fsid)
os.close(fd)
usage = shutil.disk_usage("/")
print(usage.total == st.f_blocks * st.f_frsize, 0 < usage.used <= usage.total, type(usage).__name__)
for bad in lambda: os.statvfs("/nonexistent"), lambda: os.statvfs(1.5), lambda: os.waitid(os.P_PID, os.getpid(), os.WEXITED), lambda: os.wait4(os.getpid(), 0):
    try:
        bad()
    except (OSError, TypeError) as e:
        print(type(e).__name__, str(e)[:60])
root = pwd.getpwuid(0)
print(type(root), root.pw_name, root[2], root.pw_dir, len(root), pwd.getpwnam("root") == root, root in pwd.getpwall(), grp.getgrgid(0)[:1], grp.getgrnam("root").gr_gid, len(grp.getgrall()) > 3)
for bad in lambda: pwd.getpwnam("no such"), lambda: pwd.getpwuid(4242424), lambda: grp.getgrnam("none"), lambda: grp.getgrgid(4242424), lambda: pwd.getpwnam(1), lambda: pwd.getpwuid("a"):
    try:
        bad()
    except (KeyError, TypeError) as e:
        print(type(e).__name__, e)
print(pathlib.Path("/").owner(), pathlib.Path("/").group(), os.path.expanduser("~root"), pathlib.Path("~root").expanduser())
print(os.getresuid() == (os.getuid(), os.geteuid(), os.geteuid()), len(os.getresgid()), isinstance(os.getgroups(), list), os.ctermid())
print(os.getpriority(os.PRIO_PROCESS, 0) == os.nice(0), len(os.getrandom(8)), os.major(os.makedev(8, 3)), os.minor(os.makedev(8, 300)), os.makedev(259, 70000))

child = subprocess.Popen(["sh", "-c", "exit 3"])
pid, status, used = os.wait4(child.pid, 0)
print(pid == child.pid, os.waitstatus_to_exitcode(status), type(used), len(used), used.ru_utime >= 0, used.ru_maxrss > 0)
child = subprocess.Popen(["sh", "-c", "kill -9 $$"])
info = os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
print(type(info), info.si_pid == child.pid, info.si_signo, info.si_status, info.si_code == os.CLD_KILLED, len(info))
print(child.wait())
child = subprocess.Popen(["sleep", "5"])
print(os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG), os.wait4(child.pid, os.WNOHANG)[:2])
child.kill()
child.wait()
