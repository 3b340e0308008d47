"""Reads YAML, with libyaml's parser where it is there: rules and measures have hundreds of headers."""

from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_yaml(text: str) -> Any:
    """What a YAML text holds; yaml.YAMLError when it is none."""
    return yaml.load(text, _LOADER)
