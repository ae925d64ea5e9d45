"""The host's own certificate."""

import datetime
import hashlib

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from console.host.certificate import CERTIFICATE_FILE, CertificateError, own_certificate
from console.host.folder import DataFolder


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path)


def test_it_is_made_once_and_kept(folder):
    assert own_certificate(folder) == own_certificate(folder)


def test_its_file_is_its_users_alone(folder):
    assert own_certificate(folder).path.stat().st_mode & 0o777 == 0o600


def test_it_is_an_elliptic_curve_certificate_for_many_years_known_by_its_sha256(folder):
    made = own_certificate(folder)
    certificate = x509.load_pem_x509_certificate(made.path.read_bytes())
    assert isinstance(certificate.public_key(), ec.EllipticCurvePublicKey)
    assert certificate.public_key().curve.name == "secp256r1"
    assert certificate.not_valid_after_utc.year - datetime.datetime.now(datetime.UTC).year > 30
    assert made.fingerprint == hashlib.sha256(certificate.public_bytes(Encoding.DER)).digest()


def test_two_hosts_have_different_ones(folder, tmp_path):
    assert own_certificate(folder).fingerprint != own_certificate(DataFolder(tmp_path / "other")).fingerprint


@pytest.mark.parametrize("damage", [b"", b"-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n"])
def test_a_damaged_file_is_not_replaced_behind_anybodys_back(folder, damage):
    path = folder.path / CERTIFICATE_FILE
    path.write_bytes(damage)
    with pytest.raises(CertificateError):
        own_certificate(folder)
    assert path.read_bytes() == damage
