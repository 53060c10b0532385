"""Sixty and more ways to make somebody ask a machine that is not to be asked."""

LONG = "https://example.org/" + "a" * 500
#: Addresses that are refused before anybody looks their names up.
URLS = [
    "http://example.org/hook", "ftp://example.org/", "file:///etc/passwd", "gopher://example.org/",
    "//example.org/hook", "example.org/hook", "", "https://", "https:///hook", LONG,
    "https://localhost/", "https://LOCALHOST/", "https://localhost.localdomain.localhost/",
    "https://gallery.internal/", "https://metadata.google.internal/computeMetadata/v1/",
    "https://printer.local/", "https://router.lan/", "https://x.home.arpa/",
    "https://abcdefghijklmnop.onion/", "https://intranet/", "https://example.test/",
    "https://127.0.0.1/", "https://127.1/", "https://2130706433/", "https://0x7f000001/",
    "https://0x7f.1/", "https://0177.0.0.1/", "https://127.0.0.1.:443/", "https://8.8.8.8/",
    "https://169.254.169.254/latest/meta-data/", "https://10.0.0.1/", "https://[::1]/",
    "https://[::ffff:127.0.0.1]/", "https://[fd00::1]/", "https://[fe80::1%25eth0]/",
    "https://①②⑦.⓪.⓪.①/", "https://127。0。0。1/", "https://example.org:22/",
    "https://example.org:8443/", "https://example.org:0/", "https://example.org:99999/",
    "https://name:word@example.org/", "https://example.org@127.0.0.1/",
    "https://127.0.0.1#@example.org/", "https://127.0.0.1\\@example.org/",
    "https://example.org\\.evil.example/", "https://exa mple.org/",
    "https://example.org/\r\nHost: x",
    "https://example.org/ HTTP/1.1", "https://example.org/\u0000", "https://-example.org/",
    "https://example..org/", "https://example.org%00.evil.example/", "https://exam_ple.org/",
]  # fmt: skip
#: Where a name may lead that is no public machine.
LEADS = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255",
    "100.64.0.1", "169.254.169.254", "169.254.0.1", "172.16.0.1", "172.31.255.255", "192.0.0.1",
    "192.0.2.1", "192.88.99.1", "192.168.0.1", "192.168.255.255", "198.18.0.1", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8",
    "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1",
    "2001::1", "2001:0:7f00:1::", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::1", "fc00::1",
    "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "febf::1", "fec0::1", "ff02::1", "ff0e::1",
    "5f00::1", "no address",
]  # fmt: skip
