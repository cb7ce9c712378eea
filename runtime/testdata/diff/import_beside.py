# A module found before the standard library on sys.path hides one of the same name, unless that is built in or frozen.
import os
import shutil
import sys
import tempfile

folder = tempfile.mkdtemp()
os.mkdir(os.path.join(folder, "csv"))
os.mkdir(os.path.join(folder, "graphlib"))
for name in "queue", "time", "io", "abc", "itertools", "csv/__init__", "csv/more", "graphlib/more", "secrets":
    with open(os.path.join(folder, name + ".py"), "w") as f:
        f.write(f"print('own', __name__)\nWHAT = {name!r}\n")
for name in "queue", "secrets", "itertools", "time":
    sys.modules.pop(name, None)
sys.path.insert(0, folder)
sys.path.append(folder)
import abc
import csv
import io
import itertools
import queue
import time

print(queue.WHAT, csv.WHAT, io.SEEK_SET, abc.ABC.__name__, time.time() > 0, next(itertools.count()))
import csv.more
from csv import more

print(more.WHAT, queue.__spec__.origin == queue.__file__, os.path.basename(queue.__file__))
try:
    queue.Queue
except AttributeError as e:
    print(str(e).split(" (")[0])
sys.path.remove(folder)
import secrets


print(hasattr(secrets, "token_hex"))
shutil.rmtree(folder)
