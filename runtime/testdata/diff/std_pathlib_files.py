# record: 3.14
# Paths and the file system: reading, writing, directories, glob, walk, copying, errors.
import os
import tempfile
from pathlib import Path

base = Path(tempfile.mkdtemp())
os.chdir(base)


def show(text):
    try:
        r = eval(text)
        if hasattr(r, "__next__"):
            r = sorted(r)
        print(text, "->", repr(r).replace(str(base), "BASE"))
    except Exception as e:
        print(text, "->", type(e).__name__, str(e).replace(str(base), "BASE"))


d = Path("d")
for case in """
d.mkdir()
d.mkdir()
d.mkdir(exist_ok=True)
(d / 'x/y/z').mkdir()
(d / 'x/y/z').mkdir(parents=True)
(d / 'a.txt').write_text('one\\ntwo\\n')
(d / 'a.txt').read_text()
(d / 'a.txt').read_bytes()
(d / 'b.bin').write_bytes(b'\\x00\\xff')
(d / 'b.bin').read_text(encoding='utf-8')
(d / 'b.bin').write_text(b'x')
(d / 'b.bin').write_bytes('x')
(d / 'none').read_text()
d.read_text()
(d / 'x/y/c.txt').touch()
(d / 'x/y/c.txt').touch(exist_ok=False)
(d / 'x/.hid').touch()
(d / 'link').symlink_to('x')
(d / 'broken').symlink_to('nowhere')
(d / 'link').readlink()
(d / 'a.txt').readlink()
(d / 'hard').hardlink_to(d / 'a.txt')
(d / 'hard').samefile(d / 'a.txt')
[(p.name, p.exists(), p.is_file(), p.is_dir(), p.is_symlink(), p.is_mount(), p.is_fifo(), p.is_socket(), p.exists(follow_symlinks=False)) for p in sorted(d.iterdir())]
[(p.name, p.info.exists(), p.info.is_dir(), p.info.is_file(), p.info.is_symlink(), p.info.is_dir(follow_symlinks=False)) for p in sorted(d.iterdir())]
list((d / 'none').iterdir())
d.glob('*')
d.glob('*.txt')
d.glob('**')
d.glob('**/')
d.glob('**/*')
d.glob('**/*.txt')
d.glob('*/')
d.glob('x/*')
d.glob('x/../x/y')
d.glob('**/y/**')
d.glob('A.TXT')
d.glob('A.TXT', case_sensitive=False)
d.glob('**/*.txt', recurse_symlinks=True)
d.glob('broken')
d.glob('[ab].*')
d.glob('none/*')
d.glob('')
d.glob('/x')
d.rglob('')
d.rglob('*.txt')
d.rglob('*/')
Path().glob('d/*.txt')
Path('.').rglob('c.*')
[(str(a), sorted(b), sorted(c)) for a, b, c in sorted(d.walk())]
[(str(a), sorted(b), sorted(c)) for a, b, c in sorted(d.walk(top_down=False, follow_symlinks=True))]
list((d / 'none').walk())
(d / 'a.txt').rename(d / 'r.txt')
(d / 'a.txt').rename(d / 'r.txt')
(d / 'r.txt').replace(d / 'b.bin')
(d / 'b.bin').stat().st_size
(d / 'none').stat()
(d / 'broken').stat()
(d / 'broken').lstat().st_size
(d / 'link').resolve()
(d / 'broken').resolve(strict=True)
(d / 'none').unlink()
(d / 'none').unlink(missing_ok=True)
d.rmdir()
(d / 'broken').unlink()
(d / 'b.bin').chmod(0o600)
oct((d / 'b.bin').stat().st_mode)
(d / 'b.bin').copy('copy.bin')
(d / 'b.bin').copy(d / 'b.bin')
d.copy('e')
d.copy(d / 'inside')
d.copy('e')
sorted(map(str, Path('e').rglob('*')))
d.copy('f', follow_symlinks=False)
Path('copy.bin').copy_into('e')
Path('copy.bin').move('moved.bin')
Path('moved.bin').move_into('e')
Path('e/moved.bin').read_text()
Path('none').move('other')
Path('none').copy('other')
Path('/').copy_into('e')
d.open('r')
Path('new').open('x').close()
Path('new').open('x')
Path('nul\\x00').exists()
""".strip().splitlines():
    show(case)
with (d / "lines").open("w", newline="") as f:
    f.write("a\r\nb\n")
print(repr((d / "lines").read_text()), repr((d / "lines").read_text(newline="")), (d / "lines").write_text("é\n", encoding="latin-1", newline="\r\n"), (d / "lines").read_bytes())
import shutil

os.chdir("/")
shutil.rmtree(base)
