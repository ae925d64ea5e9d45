"""What the built files are made of, as a CycloneDX bill of materials.

Packages have the hashes that the lock files pin, and of each file of machine code its own; so has what else is inside
(Qt, OpenSSL, Python), with the version that the files themselves say.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from building.common.parts import Held
from building.common.plan import Built, Plan
from building.common.wheels import Distribution

SPECIFICATION = "1.6"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:fernblick:bill-of-materials")
_SAID = {
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "LGPLv3": "LGPL-3.0-only",
    "MIT License": "MIT",
    "MIT license": "MIT",
    "New BSD": "BSD-3-Clause",
}
"""What some packages call their licence, and what SPDX does."""
_PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def write(plan: Plan, system: str, built: Built) -> None:
    """Write `fernblick-VERSION-SYSTEM.cdx.json` into the plan's `out`."""
    locks = "".join(path.read_text(encoding="utf-8") for path in sorted((plan.root / "packaging").glob("req*.txt")))
    document = bill(plan.version, system, built, hashes=pinned_hashes(locks), epoch=plan.epoch)
    path = plan.out / f"fernblick-{plan.version}-{system}.cdx.json"
    path.write_text(json.dumps(document, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def bill(version: str, system: str, built: Built, *, hashes: Mapping[str, list[str]], epoch: int) -> dict[str, Any]:
    """Return the bill; the same parts give the same bill."""
    parts = [_package(package, hashes) for package in built.packages]
    parts += _parts(built.parts)
    own = {
        "type": "application",
        "bom-ref": f"pkg:pypi/fernblick@{version}",
        "name": "fernblick",
        "version": version,
        "purl": f"pkg:pypi/fernblick@{version}",
        "licenses": [{"expression": "Apache-2.0"}],
    }
    listed = json.dumps([system, version, parts], sort_keys=True)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": SPECIFICATION,
        "serialNumber": f"urn:uuid:{uuid.uuid5(_NAMESPACE, listed)}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": own,
        },
        "components": parts,
        "dependencies": [{"ref": own["bom-ref"], "dependsOn": [part["bom-ref"] for part in parts]}],
    }


def pinned_hashes(locks: str) -> dict[str, list[str]]:
    """Return the hashes that lock files pin, by NAME==VERSION in small letters."""
    found: dict[str, set[str]] = {}
    name = ""
    for line in locks.splitlines():
        if (pinned := _PINNED.match(line)) is not None:
            name = _key(pinned["name"], pinned["version"])
        if name:
            found.setdefault(name, set()).update(_HASH.findall(line))
    return {name: sorted(all_) for name, all_ in found.items()}


def _package(package: Distribution, hashes: Mapping[str, list[str]]) -> dict[str, Any]:
    purl = f"pkg:{package.kind}/{package.name.lower().replace('_', '-')}@{package.version}"
    component = _component(package.name, package.version, purl, package.licence)
    if pinned := hashes.get(_key(package.name, package.version)):
        where = {"type": "distribution", "url": f"https://pypi.org/project/{package.name}/{package.version}/"}
        component["externalReferences"] = [{**where, "hashes": [_sha256(each) for each in pinned]}]
    return component


def _parts(parts: Mapping[str, tuple[Held, ...]]) -> list[dict[str, Any]]:
    """Return the parts of all programs, each version once, with the files that are it or have it inside."""
    found: dict[str, dict[str, Any]] = {}
    for program, all_ in sorted(parts.items()):
        for held in all_:
            part = held.part
            slug = re.sub(r"[^a-z0-9.]+", "-", part.name.lower()).strip("-")
            purl = f"pkg:generic/{slug}" + (f"@{held.version}" if held.version else "")
            component = found.setdefault(purl, _component(part.name, held.version, purl, part.licence))
            if part.source:
                component["externalReferences"] = [{"type": "source-distribution", "url": part.source}]
            files = component.setdefault("components", [])
            for place, digest in sorted(held.hashes.items()):
                name = f"{program}/{place}"
                files.append({"type": "file", "bom-ref": f"{purl}#{name}", "name": name, "hashes": [_sha256(digest)]})
    return [found[purl] for purl in sorted(found)]


def _component(name: str, version: str, purl: str, licence: str) -> dict[str, Any]:
    component: dict[str, Any] = {"type": "library", "bom-ref": purl, "name": name, "purl": purl}
    if version:
        component["version"] = version
    if licence:
        component["licenses"] = [licence_entry(licence)]
    return component


def licence_entry(said: str) -> dict[str, Any]:
    """Return how CycloneDX says a licence: as an expression of SPDX, or, where it is none, by the name it has."""
    try:
        return {"expression": canonicalize_license_expression(_SAID.get(said, said))}
    except InvalidLicenseExpression:
        return {"license": {"name": said}}


def _sha256(digest: str) -> dict[str, str]:
    return {"alg": "SHA-256", "content": digest}


def _key(name: str, version: str) -> str:
    return f"{name.lower().replace('_', '-')}=={version}"
