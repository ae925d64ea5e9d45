"""What is read out beside a code's digits."""

import pytest

from console.connection.outside import Outside
from console.session.active_code import ActiveCode


@pytest.mark.parametrize(
    ("outside", "address"),
    [
        (Outside("help.example:443", None, "https://help.example", vouched=True), "help.example"),
        (Outside("help.example:7330", None, "https://help.example:8443", vouched=True), "help.example:8443"),
        (Outside("10.0.0.5:7330", None, "https://example.com/help/desk", vouched=True), "example.com/help/desk"),
        (Outside("10.0.0.5:7330", None, "https://example.com/help", vouched=False), "10.0.0.5:7330"),
        (Outside("10.0.0.5:443", None), "10.0.0.5"),
    ],
)
def test_the_address_is_as_short_as_it_may_be_and_leads_to_the_page(outside, address):
    code = ActiveCode(text="1234 567 890", link="", ends_at=0.0, valid_s=600)
    code = code.leading(outside, "2nnahsfvfwoj", "3ekBL_45BxTCLVTc6WImiw", page=True)
    assert code.address == address
    assert code.reach in ("name", "private", "public")
