"""What the typing of a load depends on besides its content: when it changes, history is built again."""

import hashlib
import json
from collections.abc import Mapping
from importlib.resources import files


def build_hash(mappings: Mapping[str, Mapping[str, str]], settings: Mapping[str, tuple[str, ...]]) -> str:
    """SHA-256 over the shipped schema files, the authority's mappings and its counting settings."""
    digest = hashlib.sha256()
    folder = files("warehouse.schema")
    found = [(f.name, f) for f in folder.iterdir() if f.name.endswith(".csv")]
    found += [(f"codes/{f.name}", f) for f in (folder / "codes").iterdir() if f.name.endswith(".csv")]
    for name, file in sorted(found, key=lambda pair: pair[0]):
        digest.update(name.encode())
        digest.update(file.read_bytes())
    digest.update(settings_hash(mappings, settings).encode())
    return digest.hexdigest()


def settings_hash(
    mappings: Mapping[str, Mapping[str, str]],
    settings: Mapping[str, tuple[str, ...]],
    files: Mapping[str, str] | None = None,
) -> str:
    """SHA-256 of the settings that can change a number or its rating.

    `files` are the workspace's targets and published figures, as name → SHA-256: they rate numbers and make none.
    """
    content = {
        "mappings": mappings,
        "settings": {name: list(values) for name, values in settings.items()},
        **({"files": dict(files)} if files else {}),
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
