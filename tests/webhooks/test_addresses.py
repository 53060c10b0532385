"""No message goes to a machine that is not public, however it is named or reached."""

import pytest

from gallery.errors import BadInput
from gallery.webhooks.addresses import Target, public_addresses, read_target
from tests.webhooks.hostile import LEADS, URLS


@pytest.mark.parametrize("url", URLS)
def test_an_address_that_is_no_public_name_is_refused(url: str) -> None:
    with pytest.raises(BadInput):
        read_target(url)


@pytest.mark.parametrize("address", LEADS)
def test_a_name_that_leads_to_no_public_machine_is_refused(address: str) -> None:
    with pytest.raises(BadInput):
        public_addresses([address])


@pytest.mark.parametrize("address", LEADS)
def test_a_name_that_leads_there_among_others_is_refused(address: str) -> None:
    with pytest.raises(BadInput):
        public_addresses(["203.0.114.7", address])


def test_a_name_that_leads_nowhere_is_refused() -> None:
    with pytest.raises(BadInput):
        public_addresses([])


@pytest.mark.parametrize("address", ["1.1.1.1", "203.0.114.7", "2606:4700::1111", "2a00:1450::1"])
def test_a_public_machine_is_reached(address: str) -> None:
    assert [str(each) for each in public_addresses([address, address])] == [address]


@pytest.mark.parametrize(
    ("url", "host", "path"),
    [
        ("https://example.org", "example.org", "/"),
        ("https://Example.org:443/hook?a=1", "example.org", "/hook?a=1"),
        ("https://bücher.example/x", "xn--bcher-kva.example", "/x"),
        ("https://a-b.c0.example.museum./x#part", "a-b.c0.example.museum", "/x"),
    ],
)
def test_a_public_name_is_read(url: str, host: str, path: str) -> None:
    assert read_target(url) == Target(host, path)
