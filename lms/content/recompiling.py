"""What has to be compiled again after a change: the modules whose own or shared files have changed."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from lms.content.cache import Cache
from lms.content.compile_process import compile_apart
from lms.content.compiler import Compilation
from lms.content.facts import FACTS_FILE
from lms.content.logos import FOLDER as LOGOS
from lms.content.module_files import MODULE_YAML, Files
from lms.content.packing import DamagedError, pack, unpack
from lms.content.parser import COURSE_FILE, GLOSSARY, PROGRAMME_FILE
from lms.content.problems import in_order


def compile_files(files: Files, cache: Cache, *, seconds: float | None = None) -> Compilation:
    """Compile in a process of its own what was not compiled from the same files before."""
    key = key_of(files)
    whole = cache.get("catalogue", key)
    if whole is not None:
        try:
            return unpack(whole)
        except DamagedError:
            pass  # compiled again below
    keys = {slug: key_of(sources_of(root, files)) for slug, root in _roots(files).items()}
    kept = {slug: module for slug, part in keys.items() if (module := _kept(cache, part))}
    fresh = compile_apart(files, leave_out=frozenset(kept), seconds=seconds)
    if fresh.programme is None:
        return fresh
    compilation = _put_together(fresh, kept)
    _keep(fresh, keys, cache)
    cache.put("catalogue", key, pack(compilation))
    return compilation


def key_of(files: Files) -> str:
    """A digest of all files."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path}\0{hashlib.sha256(files[path]).hexdigest()}\n".encode())
    return digest.hexdigest()


def sources_of(root: str, files: Files) -> dict[str, bytes]:
    """The files from which one module can be compiled: those of its folder, and what all modules share."""
    return {path: data for path, data in files.items() if path.startswith(f"{root}/") or _is_shared(path)}


def _is_shared(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return (
        path in (PROGRAMME_FILE, FACTS_FILE)
        or parts[0] in (GLOSSARY, LOGOS)
        or (len(parts) == 2 and parts[1] == COURSE_FILE)
    )


def _roots(files: Files) -> dict[str, str]:
    """Slug → folder of the modules."""
    paths = [PurePosixPath(path) for path in sorted(files)]
    found = [path.parent for path in paths if path.name == MODULE_YAML and len(path.parts) == 3]
    return {folder.name: str(folder) for folder in reversed(found)}


def _kept(cache: Cache, key: str) -> Compilation | None:
    """One module as it was compiled from the same files before, with the problems found in rendering it."""
    data = cache.get("module", key)
    try:
        return None if data is None else unpack(data)
    except DamagedError:
        return None


def _keep(fresh: Compilation, keys: Mapping[str, str], cache: Cache) -> None:
    for slug, module in fresh.modules.items():
        problems = fresh.rendering_problems.get(slug, ())
        alone = Compilation(programme=None, modules={slug: module}, rendering_problems={slug: problems})
        cache.put("module", keys[slug], pack(alone))


def _put_together(fresh: Compilation, kept: Mapping[str, Compilation]) -> Compilation:
    modules, rendering = dict(fresh.modules), dict(fresh.rendering_problems)
    problems = list(fresh.problems)
    for part in kept.values():
        modules.update(part.modules)
        rendering.update(part.rendering_problems)
        problems += [problem for noted in part.rendering_problems.values() for problem in noted]
    courses = fresh.programme.courses if fresh.programme else ()
    listed = [slug for course in courses for slug in course.modules if slug in modules]
    return replace(
        fresh,
        modules={slug: modules[slug] for slug in dict.fromkeys([*listed, *modules])},
        problems=in_order(problems),
        rendering_problems=rendering,
    )
