"""What is in a bundle, for whoever keeps watch over parts: CycloneDX 1.6, as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from talkup_local.catalogue.bundle.manifest import BundledModel
from talkup_local.catalogue.bundle.wheel import Wheel
from talkup_local.catalogue.entries import Licence, Model
from talkup_local.catalogue.licences import source


def sbom(
    *,
    version: str,
    created: datetime,
    wheels: Iterable[Wheel],
    models: Iterable[BundledModel],
    entries: Mapping[str, Model],
    licences: Mapping[str, Licence],
) -> bytes:
    """Return the bill of materials: wheels as libraries, models as machine learning models.

    entries, licences: of the catalogue.
    """
    bom = Bom(
        components=[
            *(_library(wheel) for wheel in wheels),
            *(_model(model, entries[model.name], licences) for model in models),
        ]
    )
    bom.metadata.timestamp = created
    bom.metadata.component = Component(
        name="talkup-local", version=version, type=ComponentType.APPLICATION, bom_ref="talkup-local"
    )
    bom.register_dependency(bom.metadata.component, bom.components)
    return JsonV1Dot6(bom).output_as_string(indent=1).encode() + b"\n"


def _library(wheel: Wheel) -> Component:
    qualifiers = {"file_name": wheel.path.name}  # a release has a wheel for each Python
    purl = PackageURL("pypi", None, wheel.name, str(wheel.version), qualifiers)
    return Component(
        name=wheel.name,
        version=str(wheel.version),
        type=ComponentType.LIBRARY,
        bom_ref=str(purl),
        purl=purl,
        description=wheel.metadata.summary,
        hashes=[_hash(wheel.sha256)],
        licenses=[LicenseFactory().make_from_string(wheel.licence)],
    )


def _model(model: BundledModel, entry: Model, licences: Mapping[str, Licence]) -> Component:
    licence = licences[entry.licence]
    return Component(
        name=model.name,
        version=model.revision or None,
        type=ComponentType.MACHINE_LEARNING_MODEL,
        bom_ref=f"model:{model.name}",
        description=entry.title,
        licenses=[LicenseFactory().make_from_string(licence.name)],
        external_references=[
            ExternalReference(
                type=ExternalReferenceType.DISTRIBUTION,
                url=XsUri(source(entry)),
            )
        ],
        components=[
            Component(
                name=file.path,
                type=ComponentType.FILE,
                bom_ref=f"file:{file.path}",
                hashes=[_hash(file.sha256)],
            )
            for file in model.files
        ],
    )


def _hash(sha256: str) -> HashType:
    return HashType(alg=HashAlgorithm.SHA_256, content=sha256)
