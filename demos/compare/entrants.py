# SPDX-License-Identifier: BSL-1.0
"""Who can be compared. A chapter enters by having a server in the build folder,
a peer by describing itself in demos/peers/peers.json; there is no list."""
import dataclasses
import difflib
import importlib.util
import json
import pathlib
import shutil
import subprocess

# The most that a server with a fixed number of threads takes.
THREADS_MAX = 10_000


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
    source: pathlib.Path | None = None

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
            timeout=10,
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
            command=[placed(word, places) for word in each["command"]],
            is_peer=True,
            missing=missing(each.get("needs", []), places),
            deviations=each.get("deviations", []),
        )
        for each in json.loads(manifest.read_text())
    ]


def placed(word: str, places: dict[str, str]) -> str:
    for name, place in places.items():
        word = word.replace(name, place)
    return word


def missing(needs: list[str], places: dict[str, str]) -> str:
    """The sentence for what is not installed of what a peer needs."""
    absent = [
        need
        for need in needs
        if not shutil.which(placed(need, places)) and not module(need)
    ]
    if not absent:
        return ""
    names = ", ".join(pathlib.Path(need).name for need in absent)
    return f"not installed: {names} ('looplab setup --peers' installs it)"


def module(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


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
