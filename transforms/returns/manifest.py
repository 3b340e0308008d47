"""manifest.json: what a return was made from and what was made, each by its SHA-256."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from transforms.returns.context import ReturnContext
from transforms.returns.files import sha256_of, write_private

NAME = "manifest.json"


@dataclass(frozen=True, order=True)
class Input:
    """One file a load was made of, as its source delivered it. Dates are its first and last event (ISO) or None."""

    load_id: str
    file: str
    table: str | None
    sha256: str
    bytes: int
    rows: int
    first_date: str | None = None
    last_date: str | None = None


def write_manifest(
    folder: Path,
    context: ReturnContext,
    inputs: Sequence[Input],
    waivers: Sequence[Mapping[str, Any]],
    sign_offs: Sequence[Mapping[str, Any]],
    counts: Mapping[str, int],
    settings_hash: str,
) -> Path:
    """Writes `manifest.json` in `folder`, naming every other file there; gives its path.

    The same folder and arguments give the same bytes: keys, inputs, outputs, waivers and sign-offs are sorted, and no
    time of the run is in it.
    """
    manifest = {
        "authority": context.authority,
        "authority_name": context.authority_name,
        "quarter": context.quarter.label,
        "draft": context.draft,
        "draft_reason": context.draft_reason,
        "focus": context.focus,
        "version": context.version,
        "population_release": context.population_release,
        "extracted_on": context.extracted_on.isoformat(),
        "known_at": moment(context.known_at),
        "reference_date": context.reference_date.isoformat(),
        "load_id": context.load_id,
        "load_ids": sorted({context.load_id, *(each.load_id for each in inputs)}),
        "settings_sha256": settings_hash,
        "settings_files": dict(context.comparisons.files),
        "counts": dict(counts),
        "inputs": [asdict(each) for each in sorted(inputs, key=_in_order)],
        "outputs": outputs(folder),
        "waivers": sorted((dict(each) for each in waivers), key=_as_text),
        "sign_offs": sorted((dict(each) for each in sign_offs), key=_as_text),
    }
    path = folder / NAME
    write_private(path, (json.dumps(manifest, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode())
    return path


def outputs(folder: Path) -> list[dict[str, Any]]:
    """Every file under `folder` but the manifest: path with forward slashes, bytes and SHA-256, in order of path."""
    found = [path for path in folder.rglob("*") if path.is_file() and path != folder / NAME]
    listed = [
        {"file": path.relative_to(folder).as_posix(), "bytes": path.stat().st_size, "sha256": sha256_of(path)}
        for path in found
    ]
    return sorted(listed, key=lambda entry: str(entry["file"]))


def moment(when: datetime) -> str:
    """A time in ISO, with microseconds only where there are any."""
    return when.isoformat()


def _in_order(given: Input) -> tuple[str, str, str, str]:
    return given.load_id, given.file, given.table or "", given.sha256


def _as_text(given: Mapping[str, Any]) -> str:
    return json.dumps(given, sort_keys=True, ensure_ascii=False, default=str)
