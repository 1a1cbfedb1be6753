# SPDX-License-Identifier: BSL-1.0
"""Who can be compared. A chapter enters by having a server in the build folder,
a peer by describing itself in demos/peers/peers.json; there is no list."""
import dataclasses
import difflib
import json
import pathlib
import shutil
import subprocess

# The most that a server with a fixed number of threads takes.
THREADS_MAX = 10_000
# Before the name of a module among what a peer needs.
MODULE = "python:"


@dataclasses.dataclass
class Entrant:
    """A server. In its command {upstream} stands for HOST:PORT, {clients} for
    how many clients come at a time."""

    id: str
    title: str
    command: list[str]
    one_client: bool = False  # it serves one at a time
    is_peer: bool = False
    missing: str = ""  # why it cannot run here; empty when it can
    deviations: list[str] = dataclasses.field(default_factory=list)
    routes: list[str] | None = None  # those that it serves; None: all
    source: pathlib.Path | None = None

    def serves(self, route: str) -> bool:
        """`mix` wants all of them but the orders and the statistics."""
        wanted = ("hello", "quote", "file", "work")
        routes = wanted if route == "mix" else (route,)
        return self.routes is None or all(r in self.routes for r in routes)

    def line(self, upstream: str, clients: int) -> list[str]:
        return [
            word.replace("{upstream}", upstream).replace(
                "{clients}", str(min(clients, THREADS_MAX))
            )
            for word in self.command
        ]


def chapters(root: pathlib.Path, build: pathlib.Path) -> list[Entrant]:
    """Each server of each chapter that is built, in the course's order."""
    found = []
    for folder in sorted((build / "chapters").glob("[0-9][0-9]-*")):
        for name in ("server", "pool"):
            if (folder / name).is_file():
                found.append(chapter(root, build, folder, name))
    return found


def chapter(
    root: pathlib.Path, build: pathlib.Path, folder: pathlib.Path, name: str
) -> Entrant:
    number, _, words = folder.name.partition("-")
    own_title = f"{number} {words.replace('-', ' ')}"
    is_server = name == "server"
    source = root / "chapters" / folder.name / f"{name}.cpp"
    told = help_of(folder / name)
    options = ["--upstream", "{upstream}", "--upstream-limit-ms", "0"]
    options += ["--limit-ms", "0", "--files", str(build / "chapters/files")]
    for fixed in ("--threads", "--quoters"):
        if f"{fixed} N" in told:
            options += [fixed, "{clients}"]
    return Entrant(
        id=number if is_server else f"{number}-{name}",
        title=own_title if is_server else f"{number} {name}",
        command=[str(folder / name), *options],
        one_client="Capacity: one client at a time" in told,
        source=source if is_server and source.is_file() else None,
    )


def help_of(program: pathlib.Path) -> str:
    """What a server says of its options and its capacity; nothing when it does
    not even start, which its own row will say."""
    try:
        return subprocess.run(
            [str(program), "--help"],
            capture_output=True,
            text=True,
            timeout=5,
            check=False,
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


def peers(root: pathlib.Path, build: pathlib.Path) -> list[Entrant]:
    folder = root / "demos" / "peers"
    manifest = folder / "peers.json"
    if not manifest.is_file():
        return []
    places = {"{peers}": str(folder), "{build}": str(build)}
    return [
        Entrant(
            id=each["id"],
            title=each["title"],
            command=[placed(word, places) for word in each["command"]]
            + peer_options(each, build),
            is_peer=True,
            missing=missing(each, places),
            deviations=each.get("deviations", []),
            routes=each.get("routes"),
        )
        for each in json.loads(manifest.read_text())
    ]


def peer_options(each: dict, build: pathlib.Path) -> list[str]:
    """What the service needs for the routes that it names."""
    routes = each.get("routes", [])
    words = []
    if "quote" in routes:
        words += ["--limit-ms", "0", "--upstream-limit-ms", "0"]
    if "file" in routes:
        words += ["--files", str(build / "chapters" / "files")]
    return words


def placed(word: str, places: dict[str, str]) -> str:
    for name, place in places.items():
        word = word.replace(name, place)
    return word


def missing(each: dict, places: dict[str, str]) -> str:
    """The sentence for what is not installed of what a peer needs: programs,
    and, as `python:NAME`, modules of the Python that its command runs."""
    needs = [placed(need, places) for need in each.get("needs", [])]
    modules = [n.removeprefix(MODULE) for n in needs if n.startswith(MODULE)]
    absent = [
        pathlib.Path(need).name
        for need in needs
        if not need.startswith(MODULE) and not shutil.which(need)
    ]
    interpreter = shutil.which(each["command"][0])
    if interpreter and modules:
        absent += modules_missing(interpreter, modules)
    if not absent:
        return ""
    names = ", ".join(absent)
    return f"not installed: {names} ('looplab setup --peers' installs it)"


def modules_missing(interpreter: str, names: list[str]) -> list[str]:
    """Asked of the interpreter, which may be another than ours."""
    look = (
        "import importlib.util, sys\n"
        "for name in sys.argv[1:]:\n"
        "    try:\n"
        "        found = importlib.util.find_spec(name)\n"
        "    except (ImportError, ValueError):\n"
        "        found = None\n"
        "    print(*[] if found else [name])"
    )
    said = subprocess.run(
        [interpreter, "-c", look, *names],
        capture_output=True,
        text=True,
        check=False,
    )
    return said.stdout.split() if said.returncode == 0 else names


class Unknown(Exception):
    """A name that nobody has: what was meant, and what there is."""


def chosen(known: list[Entrant], names: list[str]) -> list[Entrant]:
    """Those of these names, in this order, each once."""
    picked: dict[str, Entrant] = {}
    for name in names:
        entrant = find(known, name)
        picked[entrant.id] = entrant
    return list(picked.values())


def find(known: list[Entrant], name: str) -> Entrant:
    wanted = name.lower()
    number = wanted.zfill(2) if wanted.isdigit() else wanted
    for entrant in known:
        long_name = entrant.title.replace(" ", "-")
        if number == entrant.id or wanted == long_name:
            return entrant
    ids = [entrant.id for entrant in known]
    kind = "chapter" if name[:1].isdigit() else "chapter or peer"
    near = difflib.get_close_matches(number, ids, 1, 0.5)
    guess = f"; did you mean '{near[0]}'?" if near else ";"
    raise Unknown(
        f"there is no {kind} '{name}'{guess} these exist: "
        + (" ".join(ids) or "none yet")
    )
