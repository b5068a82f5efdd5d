"""Makes ready what Careboard needs: system libraries, a virtual environment in `.venv`, the pinned packages in it.

It looks before it acts: when something is missing that it may not install, it changes nothing and says what to install.
"""

import ctypes
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"

# What Qt draws windows with, and the Debian package that holds each; what these bring along themselves is not named.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

# What the tests run beside Careboard itself.
PROGRAMS = {"pdftotext": "poppler-utils", "dbus-daemon": "dbus", "Xvfb": "xvfb"}
FILES = {"/usr/libexec/at-spi-bus-launcher": "at-spi2-core"}
# What the system's own Python reads the screen with: no package of ours, as `gi` is made for that Python alone.
SYSTEM_PYTHON = "/usr/bin/python3"
MODULES = {"import gi": "python3-gi", "import gi; gi.require_version('Atspi', '2.0')": "gir1.2-atspi-2.0"}
# The hub's server, which the tests start for themselves; Debian keeps its programs out of the path.
SERVER, SERVER_FOLDERS = "initdb", "usr/lib/postgresql/*/bin"


class Refused(Exception):
    """Something is missing or would not work; the text is plain words with the next step."""


def prepare(packages: str) -> None:
    """Make ready one of the sets of packages in `packaging/requirements`."""
    if packages != "test":
        check_home_folder()
    if lacking := missing(packages):
        install_system_packages(lacking)
        if lacking := missing(packages):
            raise Refused(f"Still missing after apt-get had installed them: {' '.join(lacking)}; please report this.")
    try:
        make_environment()
        install_python_packages(ROOT / "packaging" / "requirements" / f"{packages}.txt")
        link_checkout()
    except OSError as error:
        raise Refused(
            f"{ENVIRONMENT} could not be written ({error.strerror}); make room, or copy Careboard to a folder of yours."
        ) from error


def check_home_folder() -> None:
    """The settings and the keys of this computer lie in the user's home folder."""
    home = Path("~").expanduser()
    if not (home.is_dir() and os.access(home, os.W_OK | os.X_OK)):
        raise Refused(
            f"Careboard keeps its settings in your home folder, and {home} cannot be written to; "
            "set HOME to a folder of yours."
        )


def missing(packages: str) -> list[str]:
    """The Debian packages whose content is not on this computer."""
    lacking = [package for library, package in LIBRARIES.items() if sys.platform == "linux" and not loads(library)]
    if importlib.util.find_spec("ensurepip") is None:
        lacking.append(f"python3.{sys.version_info.minor}-venv")
    if packages == "test":
        lacking += [package for program, package in PROGRAMS.items() if not shutil.which(program)]
        lacking += [package for file, package in FILES.items() if not Path(file).exists()]
        lacking += [package for line, package in MODULES.items() if not system_python_does(line)]
        lacking += [] if has_server() else ["postgresql"]
    return lacking


def has_server() -> bool:
    """Whether PostgreSQL's own programs are here, in the path or where Debian puts them."""
    return bool(shutil.which(SERVER) or any(Path("/").glob(f"{SERVER_FOLDERS}/{SERVER}")))


def system_python_does(line: str) -> bool:
    """Whether the Python of the system runs a line."""
    there = Path(SYSTEM_PYTHON).exists()
    return there and call(SYSTEM_PYTHON, "-I", "-c", line).returncode == 0


def loads(library: str) -> bool:
    """Whether the dynamic linker finds the library, wherever it came from."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_system_packages(lacking: list[str]) -> None:
    """Install Debian packages, or refuse with the words to type."""
    names = " ".join(lacking)
    if not shutil.which("apt-get"):
        raise Refused(
            f"Careboard needs what Debian calls {names}; "
            "install it with the package manager of this computer, then run this again."
        )
    right = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if right and not (shutil.which("sudo") and call(*right, "true").returncode == 0):
        raise Refused(
            "Careboard needs packages that are not installed; "
            f"as root, run: apt-get update && apt-get install --no-install-recommends {names}"
        )
    tell(f"Installing system packages: {names}")
    apt_get = [*right, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    call(*apt_get, "update")
    done = call(*apt_get, "install", "-y", "--no-install-recommends", *lacking)
    if done.returncode:
        raise Refused(f"apt-get could not install {names}; is the network there? It said: {last_error(done.stdout)}")


def make_environment() -> None:
    """Make the virtual environment, anew when Python or this folder is another than the one it was made for."""
    made_for = f"{sys.version}\n{sys.base_prefix}\n{ENVIRONMENT}\n"
    note = ENVIRONMENT / "careboard-made-for.txt"
    if note.is_file() and note.read_text("utf-8") == made_for:
        return
    settings = ENVIRONMENT / "pyvenv.cfg"
    ours = settings.is_file() and "prompt = 'careboard'" in settings.read_text("utf-8")
    if ENVIRONMENT.exists() and not ours:
        raise Refused(f"{ENVIRONMENT} is there and was not made by Careboard; move it away, then run this again.")
    tell(f"Making a virtual environment in {ENVIRONMENT}")
    try:
        venv.create(ENVIRONMENT, clear=True, symlinks=True, with_pip=True, prompt="careboard")
    except subprocess.CalledProcessError as error:
        raise Refused(f"Python could not make {ENVIRONMENT}; is there room on the disk?") from error
    note.write_text(made_for, "utf-8")


def install_python_packages(requirements: Path) -> None:
    """Install the pinned packages, unless that was done for these very pins."""
    pins = hashlib.sha256(requirements.read_bytes()).hexdigest()
    note = ENVIRONMENT / f"careboard-{requirements.stem}.sha256"
    if note.is_file() and note.read_text("utf-8") == pins:
        return
    tell("Fetching the Python packages (once; a few minutes on a slow line)")
    pip("--require-hashes", "--only-binary", ":all:", "--requirement", str(requirements))
    note.write_text(pins, "utf-8")


def link_checkout() -> None:
    """Let the environment import Careboard from this folder, and give it the program `careboard`.

    Not an editable install: that would leave a second, ageing copy of `resources/` in the environment.
    """
    packages = ENVIRONMENT / "lib" / f"python3.{sys.version_info.minor}" / "site-packages"
    (packages / "careboard-checkout.pth").write_text(f"{ROOT}\n", "utf-8")
    program = ENVIRONMENT / "bin" / "careboard"
    python = shlex.quote(str(ENVIRONMENT / "bin" / "python"))
    program.write_text(f'#!/bin/sh\nexec {python} -P -m careboard "$@"\n', "utf-8")
    program.chmod(0o755)


def pip(*arguments: str) -> None:
    """Let pip install something into the environment; what it said is kept in a log."""
    python = str(ENVIRONMENT / "bin" / "python")
    done = call(python, "-I", "-m", "pip", "install", "--disable-pip-version-check", "--no-input", *arguments)
    log = ENVIRONMENT / "careboard-setup.log"
    log.write_text(done.stdout, "utf-8")
    if "DO NOT MATCH THE HASHES" in done.stdout:
        raise Refused(f"A package differs from the one that Careboard was tested with; it was not installed: {log}")
    if done.returncode:
        raise Refused(
            f"The Python packages could not be installed; is the network there? pip said: {last_error(done.stdout)} "
            f"(all of it: {log})"
        )


def call(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a program to its end and keep what it says."""
    return subprocess.run(  # noqa: S603  the programs are named in this file
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def last_error(said: str) -> str:
    """The last error that a program told of, else its last words."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith(("ERROR", "E:"))]
    return (errors or lines or ["nothing"])[-1]


def tell(sentence: str) -> None:
    """Say what is being done; standard output belongs to the program that runs afterwards."""
    print(f"{sentence} ...", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        prepare(sys.argv[1])
    except Refused as refusal:
        sys.exit(str(refusal))
