"""Runs a command and prints, on a last line of its own, the MiB of the largest process that it was or started."""

import resource
import subprocess
import sys

if __name__ == "__main__":
    done = subprocess.run(sys.argv[1:], check=False)
    print()
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)  # its whole work
    sys.exit(done.returncode)
