"""What the built files are made of, as a CycloneDX bill of materials."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from building.common.plan import Plan
from building.common.wheels import Distribution

SPECIFICATION = "1.6"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:fernblick:bill-of-materials")


def write(plan: Plan, system: str, packages: Iterable[Distribution]) -> None:
    """Write `fernblick-VERSION-SYSTEM.cdx.json` into the plan's `out`."""
    document = bill(plan.version, system, packages, plan.epoch)
    path = plan.out / f"fernblick-{plan.version}-{system}.cdx.json"
    path.write_text(json.dumps(document, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def bill(version: str, system: str, packages: Iterable[Distribution], epoch: int) -> dict[str, Any]:
    """Return the bill; the same parts give the same bill."""
    parts = [_component(package) for package in packages]
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


def _component(package: Distribution) -> dict[str, Any]:
    purl = f"pkg:{package.kind}/{package.name.lower().replace('_', '-')}@{package.version}"
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": purl,
        "name": package.name,
        "version": package.version,
        "purl": purl,
    }
    if package.licence:
        component["licenses"] = [{"license": {"name": package.licence}}]
    return component
