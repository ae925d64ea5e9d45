"""The host's certificate: its own, and one that the administrator names."""

import datetime
import hashlib

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from console.host.process.certificate import CERTIFICATE_FILE, CertificateError, own_certificate
from console.host.process.folder import DataFolder
from console.host.process.named_certificate import named_certificate
from tests.helpers.certificates import DAY, NOW, Authority


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


def test_a_file_with_the_key_of_another_is_damaged(folder, tmp_path):
    path, other = own_certificate(folder).path, own_certificate(DataFolder(tmp_path / "other")).path
    key, certificate = path.read_text().split("-----BEGIN CERTIFICATE")[0], other.read_text().split("KEY-----\n")[-1]
    path.write_text(key + certificate)
    with pytest.raises(CertificateError):
        own_certificate(folder)


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


def test_a_named_certificate_is_known_by_its_own_sha256_not_by_that_of_its_chain(authority):
    path, key = authority.sign("good")
    alone = named_certificate(path, key, NOW)
    path.write_bytes(path.read_bytes() + authority.path.read_bytes())
    assert named_certificate(path, key, NOW) == alone
    certificate = x509.load_pem_x509_certificate(path.read_bytes())
    assert alone.fingerprint == hashlib.sha256(certificate.public_bytes(Encoding.DER)).digest()


def test_certificate_and_key_may_be_in_one_file(authority):
    path, key = authority.sign("one")
    path.write_bytes(key.read_bytes() + path.read_bytes())
    assert named_certificate(path, path, NOW).key == path


def wrong(tmp_path, authority):
    """List pairs that cannot be shown, each with a word of what is said about them."""
    good, key = authority.sign("right")
    text = tmp_path / "text"
    text.write_text("nothing of the kind")
    return [
        (tmp_path / "none.pem", key, "none.pem cannot be read: No such file"),
        (good, tmp_path / "none.key", "none.key cannot be read: No such file"),
        (good, tmp_path, "cannot be read: Is a directory"),
        (text, key, "text holds no certificate"),
        (key, key, "holds no certificate"),
        (good, text, "text holds no private key"),
        (good, good, "right.pem holds no private key"),
        (good, authority.sign("other")[1], "does not belong to the certificate"),
        (*authority.sign("old", start=NOW - 9 * DAY, end=NOW - DAY), "has expired on "),
        (*authority.sign("early", start=NOW + DAY), "is not valid before "),
        (*authority.sign("closed", password=b"secret"), "asks for a password"),
    ]


def test_what_cannot_be_shown_is_one_sentence_that_names_the_file(tmp_path, authority):
    for path, key, words in wrong(tmp_path, authority):
        with pytest.raises(CertificateError) as refused:
            named_certificate(path, key, NOW)
        said = str(refused.value)
        assert words in said
        assert said.endswith(".")
        assert "\n" not in said
