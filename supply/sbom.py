"""The parts of insurgraph as a CycloneDX bill of materials.

    python -m supply.sbom           writes dist/insurgraph-<version>.cdx.json

Every package that is installed here with insurgraph, as required or, for an extra, optional, with
its licence, what it needs, and the digests under which it is locked; and the scripts inside the
page. The same bytes for the same parts.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import click
from cyclonedx.model import (
    ExternalReference,
    ExternalReferenceType,
    HashAlgorithm,
    HashType,
    XsUri,
)
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from . import checkout, vendored
from .checkout import ROOT
from .licences import Part, parts


def bill(epoch: int) -> Bom:
    """The bill of what is installed here.

    Parameters
    ----------
    epoch : int
        Its time, in seconds since 1970.
    """
    found, required, digests = parts(), parts(extras=False), _digests()
    components = {
        name: _package(part, name in required, digests.get((name, part.version), ()))
        for name, part in found.items()
    }
    scripts = [_script(s) for s in vendored.scripts(vendored.FOLDERS[0])]
    own = components.pop("insurgraph")
    made = Bom(
        serial_number=uuid5(NAMESPACE_URL, str(own.purl)),
        components=[*components.values(), *scripts],
    )
    made.metadata.component = own
    made.metadata.timestamp = datetime.fromtimestamp(epoch, UTC)
    components["insurgraph"] = own
    for name, part in found.items():
        needed = [components[n] for n in part.needs if n != name]
        made.register_dependency(components[name], needed)
    made.register_dependency(own, scripts)
    return made


def text(epoch: int) -> str:
    """The bill as JSON."""
    return JsonV1Dot6(bill(epoch)).output_as_string(indent=2) + "\n"


def _digests() -> dict[tuple[str, str], tuple[str, ...]]:
    """Those of the lock for running, and of that for the tests where it has more."""
    return checkout.locked(ROOT / "requirements/test.txt") | checkout.locked(
        ROOT / "requirements/run.txt"
    )


def _package(part: Part, required: bool, digests: tuple[str, ...]) -> Component:
    page = ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION,
        url=XsUri(f"https://pypi.org/project/{part.name}/{part.version}/#files"),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=d) for d in digests],
    )
    return Component(
        name=part.name,
        version=part.version,
        type=ComponentType.LIBRARY,
        scope=ComponentScope.REQUIRED if required else ComponentScope.OPTIONAL,
        purl=PackageURL("pypi", None, part.name, part.version),
        bom_ref=f"{part.name}=={part.version}",
        licenses=[LicenseExpression(part.whole_licence)],
        external_references=[page] if digests else [],
    )


def _script(script: vendored.Script) -> Component:
    return Component(
        name=script.name,
        version=script.version,
        type=ComponentType.LIBRARY,
        scope=ComponentScope.REQUIRED,
        purl=PackageURL("npm", None, script.name, script.version),
        bom_ref=f"{script.name}@{script.version}",
        licenses=[LicenseExpression(script.licence)],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=script.sha256)],
    )


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default=ROOT / "dist")
def main(out: Path) -> None:
    """Write the bill of materials of what is installed here."""
    own = parts()["insurgraph"]
    file = out / f"insurgraph-{own.version}.cdx.json"
    out.mkdir(parents=True, exist_ok=True)
    file.write_text(text(checkout.epoch()), encoding="utf-8")
    click.echo(file)


if __name__ == "__main__":
    main()
